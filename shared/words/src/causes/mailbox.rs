//! Texts of causes about the mailbox itself: its space, its rules, and attacks on it.

use super::super::advice::{Advice, words};
use super::WRITE_FROM_OUTSIDE;

pub(super) const MAILBOX_FULL: Advice = Advice {
    title: words("La casella è piena.", "The mailbox is full."),
    why: words(
        "Senza spazio il server rifiuta i messaggi nuovi. Chi scrive riceve un avviso e può inviare di nuovo più tardi.",
        "Without space the server refuses new messages. Whoever writes is told so and can send again later.",
    ),
    steps: &[
        words(
            "Entri nella webmail, la posta vista dal browser, e guardi quanto spazio è occupato.",
            "Sign in to the webmail, your mail seen in the browser, and see how much space is in use.",
        ),
        words(
            "Prima salvi altrove quello che serve: chi cancella dalla webmail o con IMAP cancella sul server, e quindi ovunque.",
            "First save elsewhere what you need: the webmail and IMAP delete on the server, and so everywhere.",
        ),
        words(
            "Cancelli i messaggi con gli allegati più grandi, anche fra quelli inviati, poi svuoti il cestino.",
            "Delete the messages with the biggest attachments, sent ones too, then empty the trash.",
        ),
        words(
            "Se ha un dubbio su che cosa cancellare, chieda prima all'assistenza.",
            "If in doubt about what to delete, ask support first.",
        ),
        words(
            "Se lo spazio non basta mai, ne chieda di più.",
            "If there is never enough space, ask for more.",
        ),
        words(
            "Quando c'è di nuovo spazio, chieda ai mittenti di inviare ancora i messaggi tornati indietro.",
            "Once there is space again, ask senders to resend the messages that went back.",
        ),
    ],
    verify: WRITE_FROM_OUTSIDE,
};

pub(super) const MAILBOX_RULE: Advice = Advice {
    title: words(
        "Una regola della casella può spostare o inoltrare i messaggi.",
        "A rule of the mailbox may move or forward the messages.",
    ),
    why: words(
        "Una regola può spostare i messaggi, cancellarli o mandarli altrove, prima che si vedano fra quelli in arrivo.",
        "A rule may move messages, delete them or send them elsewhere, before they are seen in the inbox.",
    ),
    steps: &[
        words(
            "Nella webmail apra filtri, regole e inoltro, e legga che cosa fanno.",
            "In the webmail open filters, rules and forwarding, and read what they do.",
        ),
        words(
            "Cerchi i messaggi nella cartella che indicano, nel cestino e nell'archivio.",
            "Look for the messages in the folder that they name, in the trash and in the archive.",
        ),
        words("Disattivi la regola e salvi.", "Turn the rule off and save."),
        words(
            "Se non l'ha messa Lei, cambi subito la password: qualcuno può essere entrato nella casella.",
            "If you did not put it there, change the password at once: somebody may have got into the mailbox.",
        ),
    ],
    verify: WRITE_FROM_OUTSIDE,
};

pub(super) const MESSAGES_FETCHED: Advice = Advice {
    title: words(
        "Un programma scarica i messaggi e li toglie dal server.",
        "A program fetches the messages and takes them off the server.",
    ),
    why: words(
        "Qui sono arrivati molti messaggi, ma la posta in arrivo è vuota. Di solito è un computer o un telefono che usa POP3.",
        "Many messages arrived here, but the inbox is empty. Usually a computer or a telephone fetches them by POP3.",
    ),
    steps: &[
        words(
            "Cerchi i messaggi nei programmi e nei telefoni che leggono questa casella, anche quelli vecchi.",
            "Look for the messages in the programs and telephones that read this mailbox, old ones too.",
        ),
        words(
            "In quel programma scelga di lasciare una copia dei messaggi sul server.",
            "In that program choose to leave a copy of the messages on the server.",
        ),
        words(
            "Per leggere la posta da più dispositivi passi a IMAP, che lascia tutto sul server.",
            "To read mail on several devices, change to IMAP, which leaves everything on the server.",
        ),
        words(
            "Se nessun programma è Suo, cambi subito la password: qualcuno può essere entrato nella casella.",
            "If no such program is yours, change the password at once: somebody may have got into the mailbox.",
        ),
    ],
    verify: WRITE_FROM_OUTSIDE,
};

pub(super) const MAILBOX_ABUSED: Advice = Advice {
    title: words("Qualcun altro spedisce dalla casella.", "Somebody else sends from the mailbox."),
    why: words(
        "Se partono messaggi che Lei non ha scritto, qualcuno conosce la password.",
        "If messages leave that you did not write, somebody knows the password.",
    ),
    steps: &[
        words(
            "Cambi subito la password, con una che non usa altrove.",
            "Change the password at once, to one that you use nowhere else.",
        ),
        words(
            "Nella webmail tolga filtri e inoltri che non ha messo Lei.",
            "In the webmail remove filters and forwards that you did not put there.",
        ),
        words(
            "Controlli il computer e il telefono con un antivirus.",
            "Check the computer and the phone with an antivirus.",
        ),
        words(
            "Poi lo dica all'assistenza, che può sbloccare l'invio.",
            "Then tell support, who can unblock sending.",
        ),
    ],
    verify: words(
        "Domani guardi se nella posta inviata ci sono ancora messaggi che non ha scritto Lei.",
        "Tomorrow see whether the sent mail still holds messages that you did not write.",
    ),
};

pub(super) const FRAUD: Advice = Advice {
    title: words(
        "Il messaggio che chiede la password è quasi certamente una truffa.",
        "The message that asks for the password is almost certainly a fraud.",
    ),
    why: words(
        "Chi scrive che la casella è piena o scade, e chiede la password, vuole rubarla.",
        "Whoever writes that the mailbox is full or ends, and asks for the password, wants to steal it.",
    ),
    steps: &[
        words(
            "Non clicchi sul link: cancelli il messaggio senza aprire niente.",
            "Do not click the link: delete the message without opening anything.",
        ),
        words(
            "Se ha già scritto la password in quella pagina, la cambi subito presso il fornitore.",
            "If you have already entered your password on that page, change it with the provider at once.",
        ),
    ],
    verify: words(
        "Guardi lo spazio solo nella webmail. Quello è il valore vero.",
        "Look at the space in the webmail only. That is the true figure.",
    ),
};
