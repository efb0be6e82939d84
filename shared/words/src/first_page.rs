//! The words of the first page where nothing runs: the list to go through by hand.
//!
//! Everything else on that page is said in the words of [`UiText`](super::UiText), as the
//! application says it.

crate::texts! {
    /// The texts of the first page without the application.
    pub enum FirstText {
        Tagline => {
            it: "La diagnosi della Sua posta elettronica, un passo alla volta.",
            en: "Your e-mail, diagnosed one step at a time.",
        },
        NeedsScript => {
            it: "Per i controlli dal vivo questa pagina ha bisogno di JavaScript. L'elenco qui sotto funziona anche senza.",
            en: "For its live checks this page needs JavaScript. The list below works without.",
        },
        ByHandHelp => {
            it: "Segua l'elenco qui sotto o si rivolga all'assistenza.",
            en: "Follow the list below, or ask support.",
        },
        ByHandTitle => { it: "Da controllare a mano", en: "To check by hand" },
        AnyPage => {
            it: "Si apre una pagina qualsiasi, per esempio quella di un giornale? Se no, il problema è il collegamento a Internet.",
            en: "Does any web page open, such as a newspaper's? If not, the Internet connection is the trouble.",
        },
        OneMessage => {
            it: "Manca un solo messaggio? Lo cerchi nella cartella «Spam» o «Posta indesiderata».",
            en: "Is just one message missing? Look in the “Spam” or “Junk” folder.",
        },
        AllMessages => {
            it: "Mancano tutti? Provi a entrare nella webmail con il browser. Se i messaggi sono lì, il problema è nel programma di posta o nel dispositivo.",
            en: "Are all missing? Sign in to webmail with the browser. If the messages are there, the mail program or the device is the trouble.",
        },
        Colleagues => {
            it: "Anche i colleghi dello stesso dominio non ricevono? Allora tocca a chi gestisce il dominio o la posta.",
            en: "Do colleagues at the same domain receive nothing either? Then it is up to whoever runs the domain or the mail.",
        },
        ErrorMessage => {
            it: "Chi Le scrive riceve un messaggio di errore? Se lo faccia inoltrare: contiene la causa.",
            en: "Does whoever writes to you get an error message? Ask them to forward it: it holds the cause.",
        },
        FullMailbox => {
            it: "Guardi quanto spazio resta nella casella: una casella piena rifiuta i messaggi.",
            en: "See how much space is left in the mailbox: a full one turns messages away.",
        },
        WhatToTell => {
            it: "Se chiede aiuto, indichi mittente, destinatario, giorno e ora di una prova, e il testo dell'errore.",
            en: "When you ask for help, give sender, recipient, day and time of one try, and the text of the error.",
        },
    }
}

impl FirstText {
    /// The checklist to go through by hand, in order.
    pub const BY_HAND: [Self; 7] = [
        Self::AnyPage,
        Self::OneMessage,
        Self::AllMessages,
        Self::Colleagues,
        Self::ErrorMessage,
        Self::FullMailbox,
        Self::WhatToTell,
    ];
}
