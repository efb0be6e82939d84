//! Texts of causes about the device, its network and its mail program.

use super::super::advice::{Advice, Words, words};
use super::{SEND_YOURSELF, WRITE_FROM_OUTSIDE};

const RESTART_ROUTER: Words = words(
    "Spenga e riaccenda il router, l'apparecchio che porta internet, poi provi ancora.",
    "Switch the router, the box that brings the internet, off and on, then try again.",
);
const OPEN_SETTINGS: Words = words(
    "Nel programma di posta apra le impostazioni dell'account.",
    "In your mail program open the account settings.",
);

pub(super) const DEVICE_OFFLINE: Advice = Advice {
    title: words(
        "Il dispositivo non è collegato a internet.",
        "The device is not connected to the internet.",
    ),
    why: words(
        "Senza connessione nessun messaggio può arrivare o partire. La posta intanto aspetta sul server.",
        "Without a connection no message can arrive or leave. Meanwhile the mail waits on the server.",
    ),
    steps: &[
        words(
            "Controlli che il Wi-Fi, il cavo o la rete del telefono siano accesi.",
            "Check that Wi-Fi, the cable or the phone network is on.",
        ),
        words(
            "Se sono accesi, spenga e riaccenda il dispositivo e il router, l'apparecchio che porta internet.",
            "If it is, switch the device and the router, the box that brings the internet, off and on.",
        ),
        words("Provi con la rete del telefono.", "Try the phone's own network."),
        words(
            "Se non basta, chiami chi Le fornisce la connessione.",
            "If that is not enough, call whoever provides your connection.",
        ),
    ],
    verify: words(
        "Apra una pagina web su quel dispositivo. Se si apre e la posta ancora non funziona, torni qui.",
        "Open a web page on that device. If it opens and mail still does not work, come back here.",
    ),
};

pub(super) const NETWORK_BLOCKS: Advice = Advice {
    title: words(
        "La rete in uso impedisce di raggiungere la posta.",
        "The network in use is in the way of the mail.",
    ),
    why: words(
        "Da un'altra rete il server si raggiunge. Fra questa rete e il server qualcosa lo blocca.",
        "The server can be reached over another network. Something between this network and the server blocks it.",
    ),
    steps: &[
        words("Intanto usi la rete del telefono.", "Meanwhile use the phone network."),
        RESTART_ROUTER,
        words(
            "Se c'è una VPN, un antivirus o un firewall, cioè un filtro della rete, lo segnali a chi lo gestisce.",
            "If there is a VPN, an antivirus or a firewall, that is, a network filter, tell whoever runs it.",
        ),
        words("Se non cambia niente, lo dica all'assistenza.", "If nothing changes, tell support."),
    ],
    verify: words(
        "Riapra la posta dalla rete che non funzionava. Se va, può tornare a usarla.",
        "Open your mail again from the network that failed. If it works, you can use it again.",
    ),
};

pub(super) const SERVER_NOT_REACHED: Advice = Advice {
    title: words(
        "Il programma non riesce a collegarsi al suo server della posta.",
        "The program does not get through to its mail server.",
    ),
    why: words(
        "L'errore non dice perché. Può essere la rete, il nome o la porta scritti nel programma, o il server stesso.",
        "The error does not tell why. It may be the network, the name or the port in the program, or the server itself.",
    ),
    steps: &[
        words(
            "Apra una pagina web su quel dispositivo. Se non si apre, manca la connessione.",
            "Open a web page on that device. If it does not open, there is no connection.",
        ),
        words(
            "Provi da un'altra rete, per esempio quella del telefono. Se lì funziona, è la rete che blocca.",
            "Try another network, the telephone's for example. If it works there, the network is what blocks.",
        ),
        words(
            "Guardi se l'errore riguarda la posta in arrivo o quella in uscita, e confronti nome e porta con quelli del fornitore.",
            "See whether the error is about incoming or outgoing mail, and compare name and port with the provider's.",
        ),
        words(
            "Se tutto è giusto, chieda al fornitore se il server funziona.",
            "If all is right, ask the provider whether the server works.",
        ),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const PROGRAM_SETTINGS: Advice = Advice {
    title: words(
        "Nel programma di posta un dato del server è sbagliato.",
        "One of the server's settings in the mail program is wrong.",
    ),
    why: words(
        "Il programma chiama il server nel modo sbagliato. Dopo un cambio può avere ancora il nome di prima.",
        "The program calls the server in the wrong way. After a change it may still hold the old name.",
    ),
    steps: &[
        words(
            "Confronti nome utente, server, porta e cifratura con quelli indicati da chi Le fornisce la posta.",
            "Compare user name, server, port and encryption with what your mail provider says.",
        ),
        words(
            "Li corregga per la posta in arrivo e per quella in uscita, poi salvi.",
            "Correct them for incoming and for outgoing mail, then save.",
        ),
        words(
            "Se il programma propone la configurazione automatica, la usi.",
            "If the program offers automatic set-up, use it.",
        ),
        words("Chiuda il programma e lo riapra.", "Close the program and open it again."),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const MAIL_PROGRAM: Advice = Advice {
    title: words(
        "La posta c'è, ma il programma non la mostra.",
        "The mail is there, and the program does not show it.",
    ),
    why: words(
        "Altrove la casella funziona: il guasto è in questo programma o dispositivo.",
        "Elsewhere the mailbox works: the fault is in this program or device.",
    ),
    steps: &[
        words(
            "Intanto usi la webmail, cioè la posta vista dal browser.",
            "Meanwhile use the webmail, that is, your mail seen in the browser.",
        ),
        words(
            "Controlli che il programma non sia «non in linea».",
            "Check that the program is not set to “work offline”.",
        ),
        words(
            "Controlli nome utente, password e server della posta in arrivo.",
            "Check user name, password and server for incoming mail.",
        ),
        words(
            "Guardi se una regola o un filtro sposta i messaggi in un'altra cartella, o li nasconde.",
            "See whether a rule or a filter moves messages to another folder, or hides them.",
        ),
        words(
            "Spenga e riaccenda il dispositivo, poi prema «Invia/ricevi».",
            "Switch the device off and on, then press “Send/receive”.",
        ),
        words(
            "Se non basta, tolga l'account dal programma e lo aggiunga di nuovo.",
            "If that does not help, remove the account from the program and add it again.",
        ),
    ],
    verify: words(
        "I messaggi che si vedono nella webmail devono comparire anche nel programma.",
        "The messages seen in the webmail must appear in the program too.",
    ),
};

pub(super) const FETCH_INTERVAL: Advice = Advice {
    title: words(
        "Il programma guarda troppo di rado se c'è posta nuova.",
        "The program looks for new mail too seldom.",
    ),
    why: words(
        "Nella webmail i messaggi ci sono subito. Il programma li va a prendere solo ogni tanto.",
        "In the webmail the messages are there at once. The program fetches them only now and then.",
    ),
    steps: &[
        OPEN_SETTINGS,
        words(
            "Cerchi «Controlla nuovi messaggi», «Sincronizzazione» o «Scarica nuovi dati».",
            "Look for “Check for new messages”, “Sync” or “Fetch new data”.",
        ),
        words(
            "Scelga «Push», «IMAP IDLE» oppure un intervallo di pochi minuti.",
            "Choose “Push”, “IMAP IDLE”, or an interval of a few minutes.",
        ),
        words(
            "Sul telefono guardi anche il risparmio energetico, che può fermare la posta.",
            "On a phone look at power saving too, which may hold mail back.",
        ),
    ],
    verify: WRITE_FROM_OUTSIDE,
};

pub(super) const DEVICE_ACCOUNT: Advice = Advice {
    title: words(
        "Su quel dispositivo è rimasta un'impostazione vecchia della casella.",
        "On that device an old setting of the mailbox is left.",
    ),
    why: words(
        "La casella funziona altrove: il guasto è nell'account di quel dispositivo.",
        "The mailbox works elsewhere: the fault is in the account on that device.",
    ),
    steps: &[
        words(
            "Spenga e riaccenda il dispositivo, e aggiorni il programma di posta.",
            "Switch the device off and on, and update the mail program.",
        ),
        words(
            "Controlli data e ora. Se sono sbagliate, i collegamenti sicuri non riescono.",
            "Check date and time. If they are wrong, secure connections fail.",
        ),
        words(
            "Copi le impostazioni da un dispositivo che funziona.",
            "Copy the settings from a device that works.",
        ),
        words(
            "Se non basta, tolga l'account e lo aggiunga di nuovo. Con IMAP i messaggi restano sul server.",
            "If that is not enough, remove the account and add it again. With IMAP messages stay on the server.",
        ),
        words(
            "Con POP3, che scarica la posta sul dispositivo, prima salvi i messaggi. Potrebbero essere solo lì.",
            "With POP3, which fetches mail to the device, save the messages first. They may be only there.",
        ),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const DEVICE_FULL: Advice = Advice {
    title: words(
        "È pieno il dispositivo, o l'archivio del programma di posta.",
        "The device is full, or the store of the mail program.",
    ),
    why: words(
        "Nella casella c'è ancora spazio: è il dispositivo che non ne ha per i messaggi nuovi.",
        "There is space left in the mailbox: it is the device that has none for new messages.",
    ),
    steps: &[
        words(
            "Guardi quanto spazio libero resta sul dispositivo.",
            "See how much free space is left on the device.",
        ),
        words(
            "Tolga foto, video o programmi che non servono.",
            "Remove photos, videos or programs that are not needed.",
        ),
        words(
            "Nel programma archivi i messaggi vecchi, o scarichi solo quelli degli ultimi mesi.",
            "In the program archive old messages, or fetch only the last months.",
        ),
    ],
    verify: WRITE_FROM_OUTSIDE,
};
