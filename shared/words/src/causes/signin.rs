//! Texts of causes about signing in: the password, the second step, permissions, and other
//! connections.

use super::super::advice::{Advice, Words, words};
use super::{SEND_YOURSELF, TELL_THE_PROVIDER};

const FOR_BOTH_WAYS: Words = words(
    "La scriva per la posta in arrivo e per quella in uscita, e salvi.",
    "Enter it for incoming and for outgoing mail, and save.",
);
const TRY_AGAIN_THERE: Words = words(
    "Riapra la casella nel programma o nel servizio: deve collegarsi.",
    "Open the mailbox again in the program or service: it must connect.",
);

pub(super) const PASSWORD_WRONG: Advice = Advice {
    title: words(
        "Nome utente o password non sono quelli della casella.",
        "User name or password are not those of the mailbox.",
    ),
    why: words(
        "Il server non li accetta. Basta una maiuscola, o una password cambiata da un collega.",
        "The server does not take them. A capital is enough, or a password that a colleague has changed.",
    ),
    steps: &[
        words(
            "Chieda a chi conosce la password se è cambiata.",
            "Ask whoever knows the password whether it has changed.",
        ),
        words(
            "La scriva di nuovo a mano nella webmail, la posta vista dal browser, facendo attenzione a maiuscole e numeri.",
            "Type it by hand in the webmail, your mail seen in the browser, minding capitals and numbers.",
        ),
        words(
            "Se non va, ne imposti una nuova con «Password dimenticata», o la chieda al fornitore.",
            "If that fails, set a new one with “Forgot password”, or ask the provider.",
        ),
        words(
            "Poi la scriva in tutti i programmi e dispositivi che leggono questa casella.",
            "Then enter it in all programs and devices that read this mailbox.",
        ),
        words(
            "Dopo molti tentativi sbagliati la casella può restare bloccata per un'ora.",
            "After many wrong tries the mailbox may stay locked for an hour.",
        ),
    ],
    verify: words(
        "Entri nella webmail con quella password. Poi provi con il programma.",
        "Sign in to the webmail with that password. Then try the program.",
    ),
};

pub(super) const PASSWORD_EXPIRED: Advice = Advice {
    title: words(
        "La password della casella è scaduta, e va rinnovata.",
        "The mailbox's password has expired, and must be renewed.",
    ),
    why: words(
        "Valeva per un certo tempo, che è passato: scriverla di nuovo non serve. A volte scade l'intero accesso.",
        "It was good for some time, which is over: typing it again does not help. Sometimes the whole access expires.",
    ),
    steps: &[
        words(
            "Entri nella webmail, la posta vista dal browser, o nel pannello del fornitore: lì se ne sceglie una nuova.",
            "Sign in to the webmail, your mail seen in the browser, or to the provider's panel: a new one is chosen there.",
        ),
        words(
            "Se non si può entrare, usi «Password dimenticata», o chieda a chi amministra le caselle di rinnovarla.",
            "If you cannot get in, use “Forgot password”, or ask whoever administers the mailboxes to renew it.",
        ),
        words(
            "Poi scriva quella nuova in tutti i programmi e dispositivi che leggono questa casella.",
            "Then enter the new one in all programs and devices that read this mailbox.",
        ),
        FOR_BOTH_WAYS,
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const ACCOUNT_CLOSED: Advice = Advice {
    title: words(
        "L'account della casella è sospeso, chiuso o bloccato.",
        "The mailbox's account is suspended, closed or locked.",
    ),
    why: words(
        "Il fornitore non lascia entrare nessuno, nemmeno con la password giusta. Spesso è un rinnovo, un uso insolito o troppi tentativi.",
        "The provider lets nobody in, not even with the right password. Often it is a renewal, unusual use or too many tries.",
    ),
    steps: &[
        words(
            "Guardi nel pannello del fornitore se ci sono avvisi, rinnovi o pagamenti in sospeso.",
            "Look for notices, renewals or open payments in the provider's panel.",
        ),
        TELL_THE_PROVIDER,
        words(
            "Chieda perché l'account è fermo e come riaprirlo.",
            "Ask why the account is stopped and how to open it again.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const WEB_SIGN_IN_NEEDED: Advice = Advice {
    title: words(
        "Il fornitore chiede di entrare prima dal browser.",
        "The provider asks for a sign-in by the browser first.",
    ),
    why: words(
        "L'accesso dal programma gli è sembrato insolito, e lo trattiene finché Lei non lo conferma sulla sua pagina.",
        "The program's sign-in looked unusual, and is held back until you confirm it on the provider's page.",
    ),
    steps: &[
        words(
            "Apra il browser, meglio sullo stesso dispositivo, ed entri nella casella dal sito del fornitore.",
            "Open the browser, best on the same device, and sign in to the mailbox on the provider's site.",
        ),
        words(
            "Se chiede un codice o se è stato Lei, confermi. Non segua link arrivati per posta.",
            "If it asks for a code, or whether it was you, confirm it. Follow no links that came by mail.",
        ),
        words(
            "Entro pochi minuti riprovi con il programma.",
            "Within a few minutes try again with the program.",
        ),
        words(
            "Se lo chiede ancora, rimetta l'account nel programma passando dalla pagina del fornitore, o con una «password per le app».",
            "If it asks again, add the account to the program through the provider's page, or with an “app password”.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const PASSWORD_CHANGED: Advice = Advice {
    title: words(
        "Il programma usa ancora la vecchia password.",
        "The program still uses the old password.",
    ),
    why: words(
        "Dopo un cambio ogni programma, telefono o servizio tiene quella di prima, e il server la rifiuta.",
        "After a change every program, phone or service keeps the old one, and the server refuses it.",
    ),
    steps: &[
        words(
            "Provi la nuova password nella webmail, la posta vista dal browser.",
            "Try the new password in the webmail, your mail seen in the browser.",
        ),
        words(
            "Nel programma o nel servizio apra le impostazioni della casella e scriva la nuova password.",
            "In the program or service open the mailbox's settings and enter the new password.",
        ),
        FOR_BOTH_WAYS,
        words(
            "Faccia lo stesso su ogni telefono e computer. Troppi tentativi sbagliati possono bloccare la casella.",
            "Do the same on every phone and computer. Too many wrong tries can lock the mailbox.",
        ),
    ],
    verify: SEND_YOURSELF,
};

pub(super) const TWO_STEP_SIGN_IN: Advice = Advice {
    title: words(
        "La casella vuole una password dedicata per il programma di posta.",
        "The mailbox wants a password made for the mail program.",
    ),
    why: words(
        "Con la verifica in due passaggi i programmi hanno bisogno di una password tutta loro.",
        "With two-step sign-in programs need a password of their own.",
    ),
    steps: &[
        words(
            "Nella pagina della password o della sicurezza cerchi «Password per le app» o «Password dedicata».",
            "On the page for the password or for security look for “App passwords”.",
        ),
        words(
            "Crei una password per questo programma e la copi.",
            "Create a password for this program and copy it.",
        ),
        words(
            "Nel programma apra le impostazioni dell'account e la scriva al posto di quella normale.",
            "In the program open the account settings and enter it instead of your normal one.",
        ),
        FOR_BOTH_WAYS,
    ],
    verify: SEND_YOURSELF,
};

pub(super) const EXTRA_SECURITY: Advice = Advice {
    title: words(
        "Una nuova protezione della casella lascia fuori il servizio collegato.",
        "A new protection of the mailbox keeps the connected service out.",
    ),
    why: words(
        "Da quando è attiva, la password normale non basta più ai programmi e ai servizi.",
        "Since it was switched on, the normal password is no longer enough for programs and services.",
    ),
    steps: &[
        words(
            "Entri nella webmail del fornitore e apra le impostazioni di sicurezza.",
            "Sign in to the provider's webmail and open the security settings.",
        ),
        words(
            "Crei una «password per le app», cioè una password che vale per un solo programma.",
            "Create an “app password”, a password for one program only.",
        ),
        words(
            "Nel servizio apra la casella, la scriva al posto della vecchia e salvi.",
            "In the service open the mailbox, enter it instead of the old one and save.",
        ),
        words(
            "Se i programmi esterni sono bloccati, chieda a chi amministra la posta di lasciar passare il servizio.",
            "If outside programs are blocked, ask whoever administers the mail to let the service through.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const MODERN_SIGN_IN_NEEDED: Advice = Advice {
    title: words(
        "La casella non accetta più una password scritta nel programma: si entra dalla pagina del fornitore.",
        "The mailbox no longer takes a password typed into a program: one signs in on the provider's page.",
    ),
    why: words(
        "La password non c'entra: può essere giusta. È il modo di entrare che il fornitore non accetta più.",
        "It is not about the password, which may be right. It is the way of signing in that the provider no longer takes.",
    ),
    steps: &[
        words(
            "Aggiorni il programma, tolga l'account e lo aggiunga scegliendo il fornitore dall'elenco.",
            "Update the program, remove the account and add it again by choosing the provider from the list.",
        ),
        words(
            "Deve aprirsi la pagina di accesso del fornitore: entri lì, non nel programma.",
            "The provider's sign-in page has to open: sign in there, not in the program.",
        ),
        words(
            "Se il programma non la apre, ne usi uno più recente, oppure la webmail, la posta vista dal browser.",
            "If the program does not open it, use a newer one, or the webmail, your mail seen in the browser.",
        ),
        words(
            "Per scanner e programmi che non sanno farlo, chieda a chi amministra la posta se può permettere l'accesso.",
            "For scanners and programs that cannot do it, ask whoever administers the mail whether access can be allowed.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const SIGN_IN_EXPIRED: Advice = Advice {
    title: words(
        "Il permesso dato al programma o al servizio è scaduto.",
        "The permission given to the program or service has ended.",
    ),
    why: words(
        "Dopo un cambio di password, o dopo molto tempo, il fornitore chiede di confermare l'accesso.",
        "After a change of password, or after a long time, the provider wants the access to be confirmed.",
    ),
    steps: &[
        words(
            "Nel programma o nel servizio apra la casella e scelga di collegarla di nuovo.",
            "In the program or service open the mailbox and choose to connect it again.",
        ),
        words(
            "Nella pagina del fornitore entri con quella casella e accetti il permesso.",
            "On the provider's page sign in with that mailbox and accept the permission.",
        ),
        words(
            "Se il fornitore dice che serve un amministratore, lo chieda a chi amministra la posta.",
            "If the provider says that an administrator is needed, ask whoever administers the mail.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const PROGRAM_ACCESS_CLOSED: Advice = Advice {
    title: words(
        "I programmi di posta non possono leggere questa casella: l'accesso è spento o bloccato.",
        "Mail programs may not read this mailbox: that access is off or blocked.",
    ),
    why: words(
        "La password può essere giusta. È spento uno dei modi di ricevere con un programma (IMAP o POP3), o tutti; dal browser si entra.",
        "The password may be right. One way of receiving in a program (IMAP or POP3) is off, or all of them; the browser gets in.",
    ),
    steps: &[
        words(
            "Intanto usi la webmail, cioè la posta vista dal browser.",
            "Meanwhile use the webmail, that is, your mail seen in the browser.",
        ),
        words(
            "Lì cerchi le voci IMAP e POP, cioè la lettura dai programmi, e attivi quella che usa il programma.",
            "There look for IMAP and POP, reading from programs, and turn on the one that the program uses.",
        ),
        words(
            "Guardi se il fornitore vuole una password per le applicazioni.",
            "See whether the provider wants an app password.",
        ),
        TELL_THE_PROVIDER,
        words(
            "Chieda se la casella è bloccata dopo troppi tentativi con la password sbagliata.",
            "Ask whether the mailbox is locked after too many tries with a wrong password.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const TOO_MANY_CONNECTIONS: Advice = Advice {
    title: words(
        "Troppi programmi e dispositivi sono collegati insieme alla casella.",
        "Too many programs and devices are connected to the mailbox at once.",
    ),
    why: words(
        "Il server ne accetta solo un certo numero, e rifiuta gli altri. La password non c'entra.",
        "The server takes only so many, and refuses the others. It is not about the password.",
    ),
    steps: &[
        words(
            "Chiuda la posta sui dispositivi che non usa, e tolga la casella dai programmi che non servono.",
            "Close the mail on devices that you do not use, and remove the mailbox from programs that are not needed.",
        ),
        words("Aspetti qualche minuto, poi provi ancora.", "Wait a few minutes, then try again."),
        words(
            "Se succede spesso, chieda al fornitore quanti collegamenti permette.",
            "If it happens often, ask the provider how many connections it allows.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const SIGN_IN_PAUSED: Advice = Advice {
    title: words(
        "Il server fa aspettare questa casella: troppi accessi in poco tempo.",
        "The server makes this mailbox wait: too much access in a short time.",
    ),
    why: words(
        "Succede quando un programma prova di continuo, anche con una password vecchia, o scarica troppo. Passa da solo.",
        "It happens when a program tries again and again, perhaps with an old password, or fetches too much. It passes by itself.",
    ),
    steps: &[
        words(
            "Chiuda la posta in tutti i programmi e dispositivi, e aspetti un'ora senza provare.",
            "Close the mail in all programs and on all devices, and wait for an hour without trying.",
        ),
        words(
            "Poi entri nella webmail. Se anche lì la password viene rifiutata, la corregga prima di riaprire i programmi.",
            "Then sign in to the webmail. If the password is refused there too, put it right before you open the programs again.",
        ),
        words(
            "Cerchi il dispositivo che ha ancora una password vecchia: ogni suo tentativo allunga l'attesa.",
            "Look for the device that still has an old password: each of its tries makes the wait longer.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const MAILBOX_IN_USE: Advice = Advice {
    title: words(
        "Un altro programma tiene aperta la casella.",
        "Another program has the mailbox open.",
    ),
    why: words(
        "Con POP3, il modo che scarica la posta, può entrare un solo programma per volta. La password non c'entra.",
        "With POP3, the way that fetches mail, one program at a time can get in. It is not about the password.",
    ),
    steps: &[
        words(
            "Chiuda gli altri programmi e telefoni che scaricano questa casella.",
            "Close the other programs and phones that fetch mail from this mailbox.",
        ),
        words(
            "Aspetti una decina di minuti: un collegamento caduto può restare aperto per un po'.",
            "Wait about ten minutes: a connection that broke off may stay open for a while.",
        ),
        words(
            "Se succede spesso, passi a IMAP, che lascia i messaggi sul server e accetta più programmi insieme.",
            "If it happens often, change to IMAP, which leaves messages on the server and takes several programs at once.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const SIGN_IN_NOT_CHECKED: Advice = Advice {
    title: words(
        "Il server non è riuscito a controllare la password.",
        "The server could not check the password.",
    ),
    why: words(
        "È un guasto del server, di solito passeggero. Non dice niente sulla password, che può essere giusta.",
        "It is a fault of the server, usually a passing one. It says nothing about the password, which may be right.",
    ),
    steps: &[
        words(
            "Non cambi la password: aspetti qualche minuto e provi ancora.",
            "Do not change the password: wait a few minutes and try again.",
        ),
        words(
            "Se dura più di un'ora, mandi questi risultati a chi Le fornisce la posta.",
            "If it lasts for more than an hour, send these results to your mail provider.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const SERVERS_CHANGED: Advice = Advice {
    title: words(
        "I server della posta hanno un nome nuovo, e il servizio usa ancora quello vecchio.",
        "The mail servers have a new name, and the service still uses the old one.",
    ),
    why: words(
        "Il servizio chiama ancora i server di prima, che per questa casella non rispondono più.",
        "The service still calls the old servers, which no longer answer for this mailbox.",
    ),
    steps: &[
        words(
            "Chieda al tecnico o al fornitore nome, porta e cifratura dei server per inviare e per ricevere.",
            "Ask the technician or the provider for name, port and encryption of the servers for sending and receiving.",
        ),
        words(
            "Nel servizio apra la casella, confronti i dati, li corregga e salvi.",
            "In the service open the mailbox, compare the settings, correct them and save.",
        ),
        words(
            "Faccia lo stesso per ogni casella in errore.",
            "Do the same for each mailbox in error.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};

pub(super) const SETTINGS_IN_SERVICE: Advice = Advice {
    title: words(
        "Nel servizio un dato della casella è diverso da quello del programma che funziona.",
        "In the service one of the mailbox's settings differs from the program that works.",
    ),
    why: words(
        "La casella funziona altrove con gli stessi server. Di solito nel servizio uno dei dati è diverso.",
        "The mailbox works elsewhere with the same servers. Mostly one setting in the service differs.",
    ),
    steps: &[
        words(
            "Nel programma che funziona apra le impostazioni dell'account.",
            "In the program that works open the account settings.",
        ),
        words(
            "Nel servizio apra le impostazioni della stessa casella.",
            "In the service open the settings of the same mailbox.",
        ),
        words(
            "Confronti nome utente, server, porta e cifratura, per inviare e per ricevere.",
            "Compare user name, server, port and encryption, for sending and for receiving.",
        ),
        words("Scriva di nuovo la password e salvi.", "Enter the password again and save."),
        words(
            "Se i dati sono uguali, ne parli con l'assistenza.",
            "If the settings are the same, talk to support.",
        ),
    ],
    verify: TRY_AGAIN_THERE,
};
