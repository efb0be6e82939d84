//! The words of the report, of the ticket's e-mail and of the terminal's first lines.

crate::texts! {
    /// The texts around the facts of a report.
    pub enum ReportText {
        Title => { it: "Resoconto della verifica di {subject}", en: "Report on the check of {subject}" },
        TitleUnnamed => { it: "Resoconto di una verifica della posta", en: "Report on a mail check" },
        TitleSeveral => { it: "Resoconto delle verifiche di {count} indirizzi", en: "Report on the checks of {count} addresses" },
        Opened => { it: "Iniziata il", en: "Begun on" },
        Made => { it: "Resoconto del", en: "Report made on" },
        Playbook => { it: "Percorso", en: "Checklist" },
        WrittenFor => {
            it: "Le indicazioni sono scritte per chi ha il problema: «Lei» è il cliente.",
            en: "What to do is written for whoever has the trouble: “you” is the customer.",
        },
        Outcome => { it: "In breve", en: "In short" },
        Steps => { it: "Che cosa fare", en: "What to do" },
        HowToVerify => { it: "Come vedere se ha funzionato", en: "How to see that it worked" },
        WhoseJob => { it: "A chi tocca", en: "Whose job it is" },
        HowSure => { it: "Quanto è certo", en: "How sure it is" },
        AlsoFound => { it: "Che cosa mostrano le misure", en: "What the measurements show" },
        Answers => { it: "Risposte", en: "Answers" },
        NotAsked => { it: "non chiesto, perché misurato", en: "not asked, because it was measured" },
        Checks => { it: "Verifiche", en: "Checks" },
        NoChecks => { it: "Nessuna verifica è stata eseguita.", en: "No checks were run." },
        ChecksLeftOut => {
            it: "I dettagli delle verifiche nominano il dominio: chi ha omesso l'indirizzo ha omesso anche quelli.",
            en: "The details of the checks name the domain: they were left out with the address.",
        },
        Details => { it: "Dettagli tecnici", en: "Technical details" },
        ReachedFrom => {
            it: "Le verifiche sono partite dal nostro server, non dal dispositivo del cliente.",
            en: "The checks were made from our server, not from the customer's device.",
        },
        MeasuredFrom => {
            it: "Le verifiche sono partite dal computer su cui è stato eseguito il comando.",
            en: "The checks were made from the computer on which the command was run.",
        },
        Ticket => { it: "Richiesta di assistenza", en: "Support request" },
        Reference => { it: "Numero della richiesta", en: "Reference" },
        Missing => { it: "Non indicato", en: "Not provided" },
        AddressesMasked => {
            it: "Negli indirizzi la parte prima della @ è sostituita: lo stesso nome ha ovunque lo stesso numero.",
            en: "In addresses the part before the @ is replaced: the same name has the same number everywhere.",
        },
        ArchiveMissing => {
            it: "L'archivio con tutti i dettagli è troppo grande per questo messaggio: il cliente può scaricarlo dalla pagina.",
            en: "The archive with all details is too large for this message: the customer can download it from the page.",
        },
        Transcript => { it: "Dialogo con il server", en: "Dialogue with the server" },
        Footer => {
            it: "Questo documento non contiene password e si apre senza connessione.",
            en: "This document holds no password and opens without a connection.",
        },
    }
}

crate::texts! {
    /// The texts of the terminal when a server starts and stops.
    pub enum ConsoleText {
        ListeningAt => { it: "Sportello è pronto: {url}", en: "Sportello is ready: {url}" },
        DemoPassword => {
            it: "Ogni casella accetta la password «{password}»: «Guarda dentro la casella» la chiede, se vuole.",
            en: "Every mailbox takes the password “{password}”: “Look into the mailbox” asks for it, if you wish.",
        },
        DemoIntro => {
            it: "Dimostrazione: un piccolo mondo di server di posta su questo computer, senza rete.",
            en: "Demonstration: a small world of mail servers on this computer, without any network.",
        },
        DemoChecklists => { it: "Percorsi guidati:", en: "Checklists:" },
        DemoTry => { it: "Indirizzi da provare:", en: "Addresses to try:" },
        HowToStop => { it: "Ctrl-C per finire.", en: "Ctrl-C ends it." },
    }
}

crate::texts! {
    /// The text of a browser when the page itself is missing.
    pub enum BareText {
        NotBuilt => {
            it: "Il server funziona, ma la pagina non è stata costruita. Nella cartella del progetto: cargo xtask run",
            en: "The server works, but its page was not built. In the project's folder: cargo xtask run",
        },
        NotFound => { it: "A questo indirizzo non c'è nulla.", en: "There is nothing at this address." },
    }
}
