//! The servers, and how the whole stands.

use super::super::advice::{Advice, words};
use super::TELL_THE_PROVIDER;
use crate::text::advice::Words;

const IN_A_FEW_MINUTES: Words = words("Fra qualche minuto ripeta i controlli.", "Run the checks again in a few minutes.");

pub(super) const MAIL_SERVERS_DOWN: Advice = Advice {
    title: words("I server del dominio non ricevono posta.", "The domain's servers take no mail."),
    why: words(
        "I mittenti riprovano per qualche giorno. Se il guasto dura, i messaggi tornano indietro.",
        "Senders try again for some days. If the fault lasts, messages go back.",
    ),
    steps: &[TELL_THE_PROVIDER],
    verify: IN_A_FEW_MINUTES,
};

pub(super) const PROVIDER_OUTAGE: Advice = Advice {
    title: words("Il fornitore della posta può avere un guasto generale.", "The mail provider may have a general outage."),
    why: words(
        "Quando non va nessuna casella, di solito il guasto è del fornitore.",
        "When no mailbox works, the fault is usually the provider's.",
    ),
    steps: &[
        words(
            "Guardi la pagina di stato del fornitore, che dice se i servizi funzionano.",
            "Look at the provider's status page, which says whether its services work.",
        ),
        words("Cerchi in rete se altri segnalano lo stesso guasto.", "Look on the web whether others report the same fault."),
        words("Non cambi impostazioni né password nel frattempo.", "Change no settings and no password meanwhile."),
    ],
    verify: IN_A_FEW_MINUTES,
};

pub(super) const MAILBOXES_DOWN: Advice = Advice {
    title: words("Le caselle non sono raggiungibili.", "The mailboxes cannot be reached."),
    why: words(
        "Né i programmi di posta né la webmail, la posta vista dal browser, ricevono risposta.",
        "Neither mail programs nor the webmail, your mail seen in the browser, get an answer.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Non cambi niente nel programma di posta: il guasto non è lì.",
            "Change nothing in your mail program: the fault is not there.",
        ),
    ],
    verify: IN_A_FEW_MINUTES,
};

pub(super) const ONE_SERVICE_DOWN: Advice = Advice {
    title: words(
        "Una delle strade verso le caselle è interrotta, le altre funzionano.",
        "One of the ways to the mailboxes is down, the others work.",
    ),
    why: words(
        "La posta è al suo posto. Manca solo uno dei modi per arrivarci.",
        "The mail is where it belongs. One of the ways to it is missing.",
    ),
    steps: &[words("Usi intanto la strada che funziona.", "Meanwhile use the way that works."), TELL_THE_PROVIDER],
    verify: IN_A_FEW_MINUTES,
};

pub(super) const CERTIFICATE_PROBLEM: Advice = Advice {
    title: words(
        "Un certificato fa rifiutare il collegamento ai programmi di posta.",
        "A certificate makes mail programs refuse to connect.",
    ),
    why: words("Il certificato è il documento con cui il server dimostra chi è.", "The certificate is how the server proves who it is."),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se il programma mostra un avviso di sicurezza, non lo accetti e non scriva la password.",
            "If the program shows a security warning, do not accept it and do not enter your password.",
        ),
    ],
    verify: words("L'avviso del programma non deve più comparire.", "The program's warning must not come back."),
};

pub(super) const COULD_NOT_JUDGE: Advice = Advice {
    title: words("Da qui non è stato possibile giudicare tutto.", "Not everything could be judged from here."),
    why: words("Quello che non si è potuto provare non è per forza guasto.", "What could not be tried is not necessarily broken."),
    steps: &[words("Ripeta i controlli più tardi.", "Run the checks again later.")],
    verify: words("I controlli mancanti devono dare un risultato.", "The checks that are missing must give a result."),
};

pub(super) const WORKS_WITH_RISKS: Advice = Advice {
    title: words("Funziona, ma c'è qualcosa che conviene sistemare.", "It works, and something is worth mending."),
    why: words(
        "Oggi la posta passa, ma un mittente o un programma più severo può rifiutarsi.",
        "Mail passes today, but a stricter sender or program may refuse.",
    ),
    steps: &[words("Mandi questi risultati a chi se ne occupa.", "Send these results to whoever looks after it.")],
    verify: words("Ripeta i controlli: gli avvisi devono sparire.", "Run the checks again: the warnings must be gone."),
};

pub(super) const ALL_WELL: Advice = Advice {
    title: words("Tutto quello che si può misurare da fuori funziona.", "Everything that can be measured from outside works."),
    why: words(
        "La causa è dove da fuori non si vede: nella casella, nel programma o dal mittente.",
        "The cause is where it cannot be seen from outside: in the mailbox, the program or at the sender's.",
    ),
    steps: &[words(
        "Provi la casella dalla webmail, la posta vista dal browser.",
        "Try the mailbox in the webmail, your mail seen in the browser.",
    )],
    verify: words("Si invii un messaggio da un altro indirizzo.", "Send yourself a message from another address."),
};
