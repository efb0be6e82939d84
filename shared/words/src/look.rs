//! The texts of the look into a mailbox: what it does, the fields, and why it cannot be offered.
//!
//! Must promise only what the server keeps: SECURITY.md says how.

crate::texts! {
    /// A text of the offer to look into the mailbox. Apart from the others, because the page fetches
    /// those only when the offer is taken.
    pub enum LookOfferText {
        Offer => { it: "Possiamo guardarlo noi, con la Sua password", en: "We can look for you, with your password" },
        OfferWhy => {
            it: "È facoltativo: si può andare avanti anche senza.",
            en: "It is optional: you can go on without it.",
        },
        OfferOpen => { it: "Guarda dentro la casella", en: "Look into the mailbox" },
    }
}

crate::texts! {
    /// A text of the look into a mailbox.
    pub enum LookText {
        What => { it: "Che cosa facciamo", en: "What we do" },
        WhatLogin => {
            it: "Entriamo una volta sola in {host}, con un collegamento cifrato e verificato.",
            en: "We log in once at {host}, over an encrypted and verified connection.",
        },
        WhatLook => {
            it: "Guardiamo quanto spazio c'è, se arriva posta e dove sta il messaggio che cerca.",
            en: "We see how much space there is, whether mail arrives, and where the message is that you look for.",
        },
        WhatNot => {
            it: "Non apriamo, non spostiamo e non cancelliamo nessun messaggio.",
            en: "We open, move and delete no message.",
        },
        WhatPassword => {
            it: "La password serve solo adesso: non viene conservata, e chi La assiste non la vede.",
            en: "The password is used only now: it is not kept, and no one who helps you sees it.",
        },
        WhatStays => {
            it: "Restano i risultati, fino al {date}: numeri, senza oggetti, mittenti o nomi di cartelle.",
            en: "The results stay until {date}: figures, without subjects, senders or names of folders.",
        },
        AppPassword => {
            it: "{provider} vuole una password creata apposta per un programma. Quella che usa nel browser verrebbe rifiutata.",
            en: "{provider} wants a password made for one program. The one that you use in the browser would be refused.",
        },
        User => { it: "Nome utente", en: "User name" },
        UserHelp => {
            it: "Di solito è l'indirizzo intero.",
            en: "Usually the whole address.",
        },
        Password => { it: "Password della casella", en: "Password of the mailbox" },
        Search => { it: "Cercare un messaggio che manca (facoltativo)", en: "Search for a missing message (optional)" },
        From => { it: "Chi l'ha mandato", en: "Who sent it" },
        FromHelp => { it: "L'indirizzo, o una parte.", en: "The address, or a part of it." },
        Subject => { it: "Qualche parola dell'oggetto", en: "Some words of the subject" },
        Day => { it: "Il giorno in cui è stato mandato", en: "The day on which it was sent" },
        Enter => { it: "Entra e guarda", en: "Log in and look" },
        NotNow => { it: "Non adesso", en: "Not now" },
        Again => { it: "Guarda di nuovo", en: "Look again" },
        PasswordMissing => { it: "Scriva la password della casella.", en: "Write the password of the mailbox." },
        NoMailbox => {
            it: "Per guardare dentro serve l'indirizzo di una sola casella.",
            en: "To look inside, the address of one mailbox is needed.",
        },
        NoServer => {
            it: "Non possiamo guardare dentro: non abbiamo trovato un server IMAP con un certificato valido, e senza non mandiamo password.",
            en: "We cannot look inside: we found no IMAP server with a valid certificate, and without one we send no password.",
        },
        TakesNoPassword => {
            it: "Non possiamo guardare dentro: {provider} fa entrare i programmi solo dalla sua pagina di accesso, senza password.",
            en: "We cannot look inside: {provider} admits programs only by its own sign-in page, without a password.",
        },
        AfterLook => {
            it: "La password è servita una volta sola e non l'abbiamo conservata: non serve cambiarla.",
            en: "The password was used once and we did not keep it: it need not be changed.",
        },
    }
}
