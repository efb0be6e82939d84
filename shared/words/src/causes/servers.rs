//! Texts of causes about the servers, and of the overall state.

use super::super::advice::{Advice, words};
use super::{NOT_YOUR_PROGRAM, TELL_THE_PROVIDER, WRITE_FROM_OUTSIDE};
use crate::advice::Words;

const IN_A_FEW_MINUTES: Words =
    words("Fra qualche minuto ripeta i controlli.", "Run the checks again in a few minutes.");

pub(super) const MAIL_SERVERS_DOWN: Advice = Advice {
    title: words("I server del dominio non ricevono posta.", "The domain's servers take no mail."),
    why: words(
        "I mittenti riprovano da soli per qualche giorno. Se il guasto dura, i messaggi tornano indietro.",
        "Senders try again by themselves for some days. If the fault lasts, messages go back.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se aspetta un messaggio urgente, chieda al mittente di usare un'altra strada.",
            "If you expect an urgent message, ask its sender to use another way.",
        ),
        NOT_YOUR_PROGRAM,
    ],
    verify: IN_A_FEW_MINUTES,
};

pub(super) const PROVIDER_OUTAGE: Advice = Advice {
    title: words(
        "Il fornitore della posta può avere un guasto generale.",
        "The mail provider may have a general outage.",
    ),
    why: words(
        "Quando lo stesso problema ce l'hanno in tanti, non dipende da Lei né dai Suoi programmi.",
        "When many people have the same trouble, it is neither you nor your programs.",
    ),
    steps: &[
        words(
            "Non cambi password né impostazioni, perché dopo il guasto tutto torna come prima.",
            "Change no password or setting, because afterwards all will be as before.",
        ),
        words(
            "Segua le notizie del fornitore, per esempio la sua pagina di stato, e guardi se altri segnalano lo stesso.",
            "Follow the provider's news, such as its status page, and see whether others report the same.",
        ),
        words(
            "Chi Le scrive non deve fare niente. I server riprovano da soli per qualche giorno, e i messaggi arrivano più tardi.",
            "Whoever writes to you need do nothing. Servers try again by themselves for some days, and messages arrive later.",
        ),
    ],
    verify: words(
        "Si faccia scrivere da un indirizzo esterno e guardi se il messaggio arriva.",
        "Have somebody write from an outside address, and see whether the message arrives.",
    ),
};

pub(super) const MAILBOXES_DOWN: Advice = Advice {
    title: words("Le caselle non sono raggiungibili.", "The mailboxes cannot be reached."),
    why: words(
        "Le strade verso la casella che sono state provate non rispondono, o il server segnala che la casella è guasta.",
        "The ways to the mailbox that were tried do not answer, or the server reports that the mailbox is damaged.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se il fornitore ha cambiato il nome dei server, lo aggiorni nel programma o nel servizio.",
            "If the provider has given its servers a new name, update it in the program or the service.",
        ),
        words(
            "Altrimenti non cambi niente: il guasto non è nel Suo programma.",
            "Otherwise change nothing: the fault is not in your program.",
        ),
    ],
    verify: IN_A_FEW_MINUTES,
};

pub(super) const ONE_SERVICE_DOWN: Advice = Advice {
    title: words(
        "Una delle strade verso le caselle è interrotta, almeno un'altra funziona.",
        "One of the ways to the mailboxes is down, at least one other works.",
    ),
    why: words(
        "Di quello che abbiamo provato una parte risponde: manca uno dei modi per arrivare alla posta.",
        "A part of what we tried answers: one of the ways to the mail is missing.",
    ),
    steps: &[
        words(
            "Usi intanto la strada che funziona: la webmail, cioè la posta vista dal browser, o il programma di posta.",
            "Meanwhile use the way that works: the webmail, that is, your mail seen in the browser, or the mail program.",
        ),
        TELL_THE_PROVIDER,
        NOT_YOUR_PROGRAM,
    ],
    verify: words(
        "Fra qualche minuto ripeta i controlli, poi riapra la strada che mancava.",
        "Run the checks again in a few minutes, then try the way that was down.",
    ),
};

pub(super) const WEBMAIL_DOWN: Advice = Advice {
    title: words(
        "La webmail, la posta vista dal browser, non si apre.",
        "The webmail, your mail seen in the browser, does not open.",
    ),
    why: words(
        "Non si apre dal nostro server, o da reti diverse: il guasto può essere dove sta la webmail.",
        "It does not open from our server, or from different networks: the fault may be where the webmail is.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Intanto usi il programma di posta o il telefono, che passano per un'altra strada.",
            "Meanwhile use your mail program or the phone, which take another way.",
        ),
    ],
    verify: words(
        "Fra qualche minuto ripeta i controlli, poi riapra la webmail.",
        "Run the checks again in a few minutes, then open the webmail again.",
    ),
};

pub(super) const ENCRYPTION_OUTDATED: Advice = Advice {
    title: words(
        "La cifratura del server è troppo vecchia per i programmi di oggi.",
        "The server's encryption is too old for the programs of today.",
    ),
    why: words(
        "I programmi aggiornati rifiutano le versioni superate, perché qualcuno potrebbe leggere la password.",
        "Programs that are up to date refuse outdated versions, because somebody could read the password.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Intanto provi la webmail, cioè la posta vista dal browser.",
            "Meanwhile try the webmail, that is, your mail seen in the browser.",
        ),
        words(
            "Non spenga la cifratura nel programma: la password viaggerebbe in chiaro.",
            "Do not turn encryption off in the program: your password would travel in clear.",
        ),
    ],
    verify: words(
        "Quando è sistemato ripeta i controlli: il programma deve collegarsi senza avvisi.",
        "Once it is mended run the checks again: the program must connect without a warning.",
    ),
};

pub(super) const CERTIFICATE_PROBLEM: Advice = Advice {
    title: words(
        "Il certificato del server non è in ordine, e i programmi possono rifiutare di collegarsi.",
        "The server's certificate is not in order, and programs may refuse to connect.",
    ),
    why: words(
        "Il certificato è il documento con cui il server dimostra chi è.",
        "The certificate is how the server proves who it is.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se il programma mostra un avviso di sicurezza, non lo accetti e non scriva la password.",
            "If the program shows a security warning, do not accept it and do not enter your password.",
        ),
    ],
    verify: words(
        "Quando è sistemato ripeta i controlli. L'avviso del programma non deve più comparire.",
        "Once it is mended run the checks again. The program's warning must not come back.",
    ),
};

pub(super) const WORKING_AGAIN: Advice = Advice {
    title: words("Adesso la casella funziona.", "The mailbox works now."),
    why: words("Il guasto era probabilmente passeggero.", "The fault was probably a passing one."),
    steps: &[
        words(
            "Si invii un messaggio da un indirizzo esterno e guardi se arriva.",
            "Send yourself a message from an outside address, and see whether it arrives.",
        ),
        words(
            "Conservi i risultati di oggi. Se succede ancora, aiutano a capire perché.",
            "Keep today's results. If it happens again, they help to understand it.",
        ),
    ],
    verify: words("Domani guardi se funziona ancora.", "Tomorrow see whether it still works."),
};

pub(super) const COULD_NOT_JUDGE: Advice = Advice {
    title: words(
        "Da qui non è stato possibile giudicare tutto.",
        "Not everything could be judged from here.",
    ),
    why: words(
        "Quello che non si è potuto provare non è per forza guasto.",
        "What could not be tried is not necessarily broken.",
    ),
    steps: &[words("Ripeta i controlli più tardi.", "Run the checks again later.")],
    verify: words(
        "I controlli mancanti devono dare un risultato.",
        "The checks that are missing must give a result.",
    ),
};

pub(super) const WORKS_WITH_RISKS: Advice = Advice {
    title: words(
        "Funziona, ma c'è qualcosa che conviene sistemare.",
        "It works, and something is worth mending.",
    ),
    why: words(
        "Quello che abbiamo provato funziona, ma un mittente o un programma più severo può rifiutarsi.",
        "What we tried works, but a stricter sender or program may refuse.",
    ),
    steps: &[words(
        "Mandi questi risultati a chi se ne occupa.",
        "Send these results to whoever looks after it.",
    )],
    verify: words(
        "Ripeta i controlli: gli avvisi devono sparire.",
        "Run the checks again: the warnings must be gone.",
    ),
};

pub(super) const ALL_WELL: Advice = Advice {
    title: words(
        "Tutto quello che abbiamo misurato da fuori funziona.",
        "Everything that we measured from outside works.",
    ),
    why: words(
        "Se qualcosa non va, la causa può essere dove da fuori non si vede: nella casella, nel programma o dal mittente.",
        "If something is wrong, the cause may be where it cannot be seen from outside: in the mailbox, the program or at the sender's.",
    ),
    steps: &[words(
        "Provi la casella dalla webmail, la posta vista dal browser.",
        "Try the mailbox in the webmail, your mail seen in the browser.",
    )],
    verify: words(
        "Si invii un messaggio da un altro indirizzo.",
        "Send yourself a message from another address.",
    ),
};

pub(super) const OWN_SERVER_SLOW: Advice = Advice {
    title: words(
        "Il messaggio ha aspettato nei server che ricevono per la casella.",
        "The message waited in the servers that receive for the mailbox.",
    ),
    why: words(
        "Le intestazioni, le righe tecniche del messaggio, mostrano che era già arrivato dal Suo fornitore. Poi è rimasto fermo lì.",
        "The headers, the technical lines of the message, show that it had reached your provider. Then it stayed there.",
    ),
    steps: &[
        words(
            "Mandi a chi Le fornisce la posta le intestazioni del messaggio: c'è l'ora di ogni passaggio.",
            "Send your mail provider the headers of the message: they give the time of each step.",
        ),
        words(
            "Guardi se anche altri messaggi di quel giorno sono arrivati tardi.",
            "See whether other messages of that day came late too.",
        ),
    ],
    verify: WRITE_FROM_OUTSIDE,
};
