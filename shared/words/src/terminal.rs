//! The words of the command line's report around its findings.

crate::texts! {
    /// The texts around the facts in the terminal.
    pub enum TerminalText {
        ReadAs => { it: "«{input}» letto come {target} ({changes})", en: "“{input}” read as {target} ({changes})" },
        CannotRead => { it: "«{input}»: {problem}", en: "“{input}”: {problem}" },
        Took => { it: "verificato in {seconds} s", en: "checked in {seconds} s" },
        NotJudgedTogether => {
            it: "Per lo stesso motivo non si possono giudicare: {checks}",
            en: "For the same reason these could not be judged: {checks}",
        },
        Summary => { it: "In tutto {count} indirizzi e domini:", en: "{count} addresses and domains in all:" },
        SendThis => { it: "Messaggio pronto da mandare:", en: "A message ready to send:" },
        IfSent => {
            it: "Questo vale per chi ha inviato il messaggio. Se il messaggio era per Lei, aggiunga --side received.",
            en: "This is for whoever sent the message. If the message was meant for you, add --side received.",
        },
        NothingToTry => { it: "non c'era niente da provare", en: "there was nothing to try" },
        Dialogue => { it: "dialogo", en: "dialogue" },
        SkippedStage => { it: "non serviva", en: "not needed" },
        NameTheHost => {
            it: "Se conosce i nomi dei server, li indichi con --host SERVIZIO=NOME.",
            en: "If you know the names of the servers, give them with --host SERVICE=NAME.",
        },
        LoginPrompt => { it: "Password di {mailbox} (non si vede mentre la scrive): ", en: "Password of {mailbox} (not shown while you type): " },
        LoginOneMailbox => { it: "--login vuole un solo indirizzo di casella", en: "--login takes exactly one mailbox address" },
        LoginNoPassword => { it: "La password non si può leggere: {reason}", en: "The password cannot be read: {reason}" },
        LoginEmpty => { it: "La password è vuota, oppure è più lunga di 256 byte", en: "The password is empty, or longer than 256 bytes" },
        LoginNoServer => {
            it: "Non abbiamo mandato la password: nessun server IMAP ha un certificato valido",
            en: "The password was not sent: no IMAP server has a valid certificate",
        },
        CannotSetUp => { it: "La rete non è utilizzabile: {reason}", en: "The network cannot be used: {reason}" },
        CannotWriteFile => { it: "{file} non si può scrivere: {reason}", en: "{file} cannot be written: {reason}" },
        CannotReadFile => { it: "{file} non si legge: {reason}", en: "{file} cannot be read: {reason}" },
    }
}
