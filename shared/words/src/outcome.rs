//! The texts around a verdict on the page. The cause, the owner and the message come from other
//! modules.

use checklist::conclusion::Side;

use super::Lang;

crate::texts! {
    /// The texts around a verdict.
    pub enum VerdictText {
        MeasuredAt => { it: "misurato alle {time}", en: "measured at {time}" },
        MeasuredOn => { it: "misurato il {when}", en: "measured on {when}" },
        Perhaps => { it: "Una causa possibile", en: "One possible cause" },
        About => { it: "Riguarda {names}", en: "About {names}" },

        WebmailWorks => { it: "Intanto la webmail funziona.", en: "Meanwhile the webmail works." },
        ReadingAndSendingWork => {
            it: "Intanto i server per leggere e per inviare funzionano.",
            en: "Meanwhile the servers for reading and for sending work.",
        },
        ReadingWorks => { it: "Intanto il server per leggere la posta funziona.", en: "Meanwhile the server for reading works." },
        SendingWorks => { it: "Intanto il server per inviare funziona.", en: "Meanwhile the server for sending works." },

        KnownAhead => {
            it: "È già certo: il resto non può cambiarlo. Stiamo ancora provando: {checks}.",
            en: "This is certain already: the rest cannot change it. Still being checked: {checks}.",
        },
        SeeNow => { it: "Veda subito che cosa fare", en: "See now what to do" },
        FirstStep => { it: "Comincia dal primo passo", en: "Begin with the first step" },
        OpenTicket => { it: "Apri il ticket", en: "Open the ticket" },
        TicketHelp => {
            it: "Una persona guarda il Suo caso: risposte e risultati ci sono già.",
            en: "A person looks at your case: your answers and the results are in it already.",
        },
        SendThis => { it: "Mandi questo messaggio", en: "Send this message" },
        SendFromElsewhere => {
            it: "Lo mandi da un indirizzo che funziona, così la risposta Le arriva.",
            en: "Send it from an address that works, so that the answer reaches you.",
        },
        ShareMessage => { it: "Condividi", en: "Share" },
        MailMessage => { it: "E-mail", en: "E-mail" },
        MailSubject => { it: "Posta di {domain}", en: "Mail of {domain}" },
        MailSubjectUnnamed => { it: "Un problema di posta", en: "A mail problem" },

        HowWeKnow => { it: "Come lo sappiamo", en: "How we know" },
        AllChecks => { it: "Tutti i controlli", en: "All checks" },
        NothingKnown => { it: "Non c'è ancora niente su cui basarsi.", en: "There is nothing to go by yet." },

        PastedAbout => { it: "L'errore che ha incollato riguarda:", en: "The error that you pasted is about:" },
        SideReceived => { it: "la mia casella", en: "my mailbox" },
        SideSent => { it: "un messaggio che ho inviato", en: "a message that I sent" },
        SideForwarded => { it: "un messaggio che la mia casella ha inoltrato", en: "a message that my mailbox passed on" },
        SideConnection => { it: "un programma che non entra nella casella", en: "a program that cannot open the mailbox" },
        SideHelp => { it: "Se non è così, scelga quello giusto.", en: "If that is not so, choose what is right." },
    }
}

/// The side of a pasted error, as the reader would say it.
#[must_use]
pub const fn side(lang: Lang, side: Side) -> &'static str {
    match side {
        Side::Received => VerdictText::SideReceived,
        Side::Sent => VerdictText::SideSent,
        Side::Forwarded => VerdictText::SideForwarded,
        Side::Connection => VerdictText::SideConnection,
    }
    .get(lang)
}
