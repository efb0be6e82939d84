//! The recipient's side, the message itself, and messages that the customer should have had.

use super::super::advice::{Advice, words};
use super::{SEND_AGAIN, TELL_THE_PROVIDER};
use crate::text::advice::Words;

const SENDER_TRIES_AGAIN: Words =
    words("Chieda al mittente di inviare di nuovo il messaggio.", "Ask the sender to send the message again.");

pub(super) const RECIPIENT_UNKNOWN: Advice = Advice {
    title: words("L'indirizzo del destinatario è sbagliato o non è più attivo.", "The recipient's address is wrong, or no longer in use."),
    why: words("Il server del destinatario non ha una casella con quel nome.", "The recipient's server has no mailbox of that name."),
    steps: &[
        words("Rilegga l'indirizzo, lettera per lettera.", "Read the address again, letter by letter."),
        words("Se è giusto, chieda al destinatario per telefono.", "If it is right, ask the recipient by telephone."),
    ],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_DOMAIN: Advice = Advice {
    title: words("Il dominio del destinatario non può ricevere posta.", "The recipient's domain cannot take mail."),
    why: words(
        "La parte dopo la chiocciola non esiste, o il suo DNS non funziona.",
        "The part after the @ does not exist, or its DNS does not work.",
    ),
    steps: &[
        words("Rilegga la parte dopo la chiocciola.", "Read the part after the @ again."),
        words("Se è giusta, lo dica al destinatario per telefono.", "If it is right, tell the recipient by telephone."),
    ],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_FULL: Advice = Advice {
    title: words("La casella del destinatario è piena.", "The recipient's mailbox is full."),
    why: words("Finché non si libera spazio, rifiuta tutti i messaggi.", "Until space is freed it refuses every message."),
    steps: &[words("Lo dica al destinatario per telefono, poi invii di nuovo.", "Tell the recipient by telephone, then send again.")],
    verify: SEND_AGAIN,
};

pub(super) const CERTIFIED_ONLY: Advice = Advice {
    title: words(
        "La casella del destinatario accetta solo posta certificata (PEC).",
        "The recipient's mailbox takes certified mail (PEC) only.",
    ),
    why: words("La posta normale viene respinta da quella casella.", "That mailbox turns ordinary mail away."),
    steps: &[words("Invii da una casella PEC, o chieda un altro indirizzo.", "Send from a PEC mailbox, or ask for another address.")],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_REFUSES: Advice = Advice {
    title: words("Il server del destinatario non vuole questo messaggio.", "The recipient's server does not want this message."),
    why: words(
        "È una regola di chi riceve, che da fuori non si può cambiare.",
        "It is a rule of the recipient's side, which cannot be changed from outside.",
    ),
    steps: &[words(
        "Mandi al destinatario il testo dell'errore e gli chieda di accettare il Suo indirizzo.",
        "Send the recipient the text of the error and ask them to let your address in.",
    )],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_SERVER: Advice = Advice {
    title: words("Il server del destinatario non funziona.", "The recipient's server does not work."),
    why: words("Il Suo server ha provato a lungo e poi ha rinunciato.", "Your server has tried for a long time and then given up."),
    steps: &[words("Lo dica al destinatario per telefono e riprovi più tardi.", "Tell the recipient by telephone and try again later.")],
    verify: SEND_AGAIN,
};

pub(super) const TOO_LARGE: Advice = Advice {
    title: words("Il messaggio è troppo grande.", "The message is too large."),
    why: words(
        "Chi riceve accetta messaggi solo fino a una certa dimensione.",
        "The recipient's side takes messages up to a certain size only.",
    ),
    steps: &[words(
        "Tolga gli allegati e mandi un collegamento per scaricarli.",
        "Remove the attachments and send a link to them instead.",
    )],
    verify: SEND_AGAIN,
};

pub(super) const CONTENT_REFUSED: Advice = Advice {
    title: words("Il contenuto del messaggio viene rifiutato.", "The content of the message is refused."),
    why: words(
        "Un filtro ha trovato parole, collegamenti o allegati che non lascia passare.",
        "A filter has found words, links or attachments that it does not let through.",
    ),
    steps: &[
        words(
            "Provi con poche righe di testo, senza allegati e senza collegamenti.",
            "Try a few lines of text, without attachments and links.",
        ),
        words("Se passa, aggiunga il resto un pezzo per volta.", "If that passes, add the rest piece by piece."),
    ],
    verify: SEND_AGAIN,
};

pub(super) const PUT_OFF: Advice = Advice {
    title: words("La consegna è solo rimandata.", "Delivery is only put off."),
    why: words(
        "Molti server fanno aspettare un mittente nuovo. Il server riprova da solo.",
        "Many servers make a new sender wait. Your server tries again by itself.",
    ),
    steps: &[words("Aspetti qualche ora: non serve fare niente.", "Wait some hours: there is nothing to do.")],
    verify: words("Se domani non è arrivato, torni qui.", "If it has not arrived tomorrow, come back here."),
};

pub(super) const MAILBOX_MISSING: Advice = Advice {
    title: words("Sul server non c'è una casella con quel nome.", "The server has no mailbox of that name."),
    why: words(
        "Il Suo dominio riceve, ma rifiuta quell'indirizzo: è stato chiuso, scritto male o mai creato.",
        "Your domain takes mail but refuses that address: it was closed, misspelt or never made.",
    ),
    steps: &[words(
        "Chieda a chi gestisce le caselle del dominio di crearla o di riaprirla.",
        "Ask whoever runs the domain's mailboxes to make it or open it again.",
    )],
    verify: SENDER_TRIES_AGAIN,
};

pub(super) const OWN_FILTER: Advice = Advice {
    title: words("Il filtro della Sua posta respinge i messaggi.", "The filter of your mail turns the messages away."),
    why: words(
        "Il server che riceve per Lei li giudica indesiderati prima che arrivino nella casella.",
        "The server that takes mail for you finds them unwanted before they reach the mailbox.",
    ),
    steps: &[
        words(
            "Nelle impostazioni della posta metta il mittente fra quelli accettati.",
            "In your mail's settings put the sender among those accepted.",
        ),
        TELL_THE_PROVIDER,
    ],
    verify: SENDER_TRIES_AGAIN,
};

pub(super) const SENDER_SIDE: Advice = Advice {
    title: words("Il motivo è dalla parte di chi ha scritto.", "The reason lies with whoever wrote."),
    why: words(
        "Ai Suoi server il messaggio non è arrivato, oppure ne è stato rifiutato il mittente.",
        "The message has not reached your servers, or its sender was refused.",
    ),
    steps: &[words(
        "Chieda a chi ha scritto se ha ricevuto un avviso di errore, e se lo faccia mandare.",
        "Ask whoever wrote whether an error notice came back, and have it sent to you.",
    )],
    verify: SENDER_TRIES_AGAIN,
};
