//! The person's own side: the mailbox, the device, the network, the program.

use super::super::advice::{Advice, words};

pub(super) const MAILBOX_FULL: Advice = Advice {
    title: words("La casella è piena.", "The mailbox is full."),
    why: words(
        "Senza spazio il server rifiuta i messaggi nuovi, anche se le altre caselle funzionano.",
        "Without space the server refuses new messages, even while other mailboxes work.",
    ),
    steps: &[
        words(
            "Nella webmail, la posta vista dal browser, svuoti cestino e posta indesiderata.",
            "In the webmail, your mail seen in the browser, empty the bin and the junk folder.",
        ),
        words(
            "Cancelli o scarichi i messaggi più grandi, anche fra quelli inviati.",
            "Delete or save the largest messages, sent ones too.",
        ),
    ],
    verify: words("Si invii un messaggio da un altro indirizzo.", "Send yourself a message from another address."),
};

pub(super) const TAKEN_FOR_JUNK: Advice = Advice {
    title: words("Il messaggio è stato preso per posta indesiderata.", "The message was taken for junk."),
    why: words("A volte il filtro ferma anche messaggi buoni.", "Sometimes the filter stops good messages, too."),
    steps: &[
        words("Segni il messaggio come «Non è spam».", "Mark the message as “not junk”."),
        words("Aggiunga il mittente alla rubrica.", "Add the sender to your contacts."),
    ],
    verify: words(
        "Il prossimo messaggio di quel mittente deve arrivare fra gli altri.",
        "The next message of that sender must arrive among the others.",
    ),
};

pub(super) const DEVICE_OFFLINE: Advice = Advice {
    title: words("Il dispositivo non è collegato a internet.", "The device is not connected to the internet."),
    why: words(
        "Senza collegamento la posta aspetta sul server: non va persa.",
        "Without a connection the mail waits on the server: nothing is lost.",
    ),
    steps: &[
        words("Controlli il Wi-Fi o il cavo, poi spenga e riaccenda il router.", "Check the Wi-Fi or the cable, and restart the router."),
        words("Provi con la rete del telefono.", "Try the phone's own network."),
    ],
    verify: words("Apra una pagina web su quel dispositivo.", "Open a web page on that device."),
};

pub(super) const NETWORK_BLOCKS: Advice = Advice {
    title: words("La Sua rete impedisce di raggiungere la posta.", "Your own network is in the way of the mail."),
    why: words(
        "Da fuori il server si raggiunge, dalla Sua rete no: lo blocca un router, un firewall o un antivirus.",
        "The server can be reached from outside and not from your network: a router, a firewall or an antivirus blocks it.",
    ),
    steps: &[
        words(
            "Provi con la rete del telefono: se va, il motivo è la rete di casa o d'ufficio.",
            "Try the phone's own network: if it works, the home or office network is the reason.",
        ),
        words(
            "Spenga e riaccenda il router, e disattivi per un momento VPN e antivirus.",
            "Restart the router, and switch VPN and antivirus off for a moment.",
        ),
    ],
    verify: words("Riapra la posta dalla rete che non funzionava.", "Open your mail again from the network that failed."),
};

pub(super) const PASSWORD_WRONG: Advice = Advice {
    title: words(
        "Nome utente o password nel programma di posta non sono quelli giusti.",
        "User name or password in the mail program are not the right ones.",
    ),
    why: words(
        "Dopo un cambio di password ogni programma e ogni telefono tiene ancora quella di prima.",
        "After a change of password every program and phone still holds the old one.",
    ),
    steps: &[
        words(
            "Entri nella webmail con la password nuova: se va, è quella giusta.",
            "Sign in to the webmail with the new password: if it works, it is right.",
        ),
        words(
            "La scriva in ogni programma, per la posta in arrivo e per quella in uscita.",
            "Write it into every program, for incoming and for outgoing mail.",
        ),
    ],
    verify: words("Il programma non deve più chiedere la password.", "The program must not ask for the password again."),
};

pub(super) const PROGRAM_SETTINGS: Advice = Advice {
    title: words("Nel programma di posta c'è un'impostazione da correggere.", "The mail program has a setting to correct."),
    why: words(
        "Dopo un cambio il programma può avere ancora il nome del server di prima.",
        "After a change the program may still hold the old server's name.",
    ),
    steps: &[
        words(
            "Confronti server, porta e cifratura con quelli indicati da chi Le fornisce la posta.",
            "Compare server, port and encryption with what your mail provider says.",
        ),
        words("Li corregga per la posta in arrivo e per quella in uscita.", "Correct them for incoming and for outgoing mail."),
    ],
    verify: words("Si invii un messaggio e guardi se arriva.", "Send yourself a message and see whether it arrives."),
};

pub(super) const MAIL_PROGRAM: Advice = Advice {
    title: words("La posta c'è, ma il programma non la mostra.", "The mail is there, and the program does not show it."),
    why: words(
        "Altrove la casella funziona: il guasto è in questo programma o dispositivo.",
        "Elsewhere the mailbox works: the fault is in this program or device.",
    ),
    steps: &[
        words("Chiuda il programma e lo riapra.", "Close the program and open it again."),
        words(
            "Guardi se è «non in linea», o se un filtro nasconde i messaggi.",
            "See whether it is “offline”, or a filter hides messages.",
        ),
        words(
            "Se non basta, tolga l'account dal programma e lo aggiunga di nuovo.",
            "If that does not help, remove the account from the program and add it again.",
        ),
    ],
    verify: words(
        "Il messaggio che si vede nella webmail deve comparire anche lì.",
        "The message seen in the webmail must appear there as well.",
    ),
};

pub(super) const MAILBOX_RULE: Advice = Advice {
    title: words(
        "Una regola della casella può spostare o inoltrare i messaggi.",
        "A rule of the mailbox may move or forward the messages.",
    ),
    why: words(
        "Il server riceve, ma nella casella il messaggio non si vede.",
        "The server takes mail, and the message is not seen in the mailbox.",
    ),
    steps: &[
        words(
            "Nella webmail guardi filtri, regole e inoltro, e tolga quelli che non conosce.",
            "In the webmail look at filters, rules and forwarding, and remove those that you do not know.",
        ),
        words("Guardi anche nel cestino e nell'archivio.", "Look in the bin and the archive, too."),
        words(
            "Se c'è un inoltro che non ha messo Lei, cambi la password.",
            "If there is a forwarding that you did not set, change the password.",
        ),
    ],
    verify: words("Si invii un messaggio da un altro indirizzo.", "Send yourself a message from another address."),
};
