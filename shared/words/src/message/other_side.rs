//! The requests to the other side: the recipient of the customer's message, or the sender of a
//! message to the customer.

use terms::Owner;

use super::super::advice::{Words, words};
use super::request::{Ask, Request};

const PASS_IT_ON: Request = &[words(
    "passare questo messaggio a chi gestisce la Sua posta.",
    "pass this message on to whoever runs your mail.",
)];
const ANOTHER_ADDRESS: Request =
    &[words("darmi intanto un altro indirizzo.", "give me another address meanwhile.")];

const fn recipient(please: &'static [Request]) -> Ask {
    Ask { to: Owner::OtherSide, what: None, please }
}

const fn sender(what: Words, please: &'static [Request]) -> Ask {
    Ask { to: Owner::OtherSide, what: Some(what), please }
}

pub(super) const RECIPIENT_UNKNOWN: Ask = recipient(&[&[words(
    "dirmi qual è l'indirizzo giusto, e se la casella è stata chiusa.",
    "tell me which address is the right one, and whether the mailbox was closed.",
)]]);

pub(super) const RECIPIENT_DOMAIN: Ask = recipient(&[
    &[words(
        "far controllare il DNS del Suo dominio, e il record MX, a chi lo gestisce.",
        "have whoever runs your domain check its DNS, and the MX record.",
    )],
    ANOTHER_ADDRESS,
]);

pub(super) const RECIPIENT_FULL: Ask = recipient(&[
    &[words(
        "fare spazio nella casella e avvisarmi: invierò di nuovo il messaggio.",
        "make space in the mailbox and tell me: I will send the message again.",
    )],
    ANOTHER_ADDRESS,
]);

pub(super) const RECIPIENT_REFUSES: Ask = recipient(&[
    &[words(
        "accettare i messaggi dal mio indirizzo, per esempio aggiungendolo ai contatti.",
        "let messages from my address in, for example by adding it to your contacts.",
    )],
    PASS_IT_ON,
]);

pub(super) const RECIPIENT_SERVER: Ask = recipient(&[PASS_IT_ON, ANOTHER_ADDRESS]);

pub(super) const RECIPIENT_BUSY: Ask = recipient(&[
    &[words(
        "guardare se un sistema automatico manda alla Sua casella molti messaggi in poco tempo.",
        "see whether some automatic system sends your mailbox many messages in a short time.",
    )],
    ANOTHER_ADDRESS,
]);

pub(super) const MAIL_MISROUTED: Ask = recipient(&[
    &[words(
        "far controllare il record MX e gli inoltri del Suo dominio a chi lo gestisce: un server lo rifiuta come non suo, o i messaggi girano in cerchio.",
        "have whoever runs your domain check its MX record and its forwards: a server refuses it as not its own, or messages go round in a circle.",
    )],
    ANOTHER_ADDRESS,
]);

pub(super) const TAKEN_FOR_JUNK: Ask = sender(
    words(
        "un messaggio arrivato alla mia casella è finito fra la posta indesiderata.",
        "a message that reached my mailbox ended up as junk.",
    ),
    &[
        &[words(
            "segnalarlo al fornitore della Sua posta: di solito il motivo è nel server o nel dominio di chi invia.",
            "report it to your mail provider: the reason is usually in the sender's server or domain.",
        )],
        &[words(
            "far controllare che SPF, DKIM e DMARC del Suo dominio siano in ordine.",
            "have it checked that SPF, DKIM and DMARC of your domain are in order.",
        )],
    ],
);

pub(super) const SENDER_IS_SLOW: Ask = sender(
    words(
        "i messaggi di un mittente mi arrivano in ritardo, quelli degli altri no.",
        "one sender's messages reach me late, and those of others do not.",
    ),
    &[
        &[words(
            "dirmi giorno e ora in cui ha inviato l'ultimo messaggio.",
            "tell me on what day and at what time you sent the last message.",
        )],
        &[words(
            "segnalare il ritardo al fornitore della Sua posta.",
            "report the delay to your mail provider.",
        )],
    ],
);

pub(super) const SENDER_SIDE: Ask = sender(
    words(
        "un messaggio per me non è arrivato, e il motivo è dalla parte di chi lo ha inviato.",
        "a message for me has not arrived, and the reason lies on the side that sent it.",
    ),
    &[
        &[words(
            "guardare se è tornato un avviso di errore, e mandarmelo per intero.",
            "see whether an error notice came back, and send me all of it.",
        )],
        PASS_IT_ON,
    ],
);

pub(super) const SENDER_FORGED: Ask = sender(
    words(
        "qualcuno ha scritto con il mio indirizzo: quel messaggio non è partito da me.",
        "somebody wrote under my address: that message did not come from me.",
    ),
    &[&[words(
        "non rispondere a quel messaggio e cancellarlo.",
        "not answer that message, and delete it.",
    )]],
);
