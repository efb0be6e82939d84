//! Texts of causes about the recipient's side, the message itself, delays, and messages that did
//! not arrive.

use super::super::advice::{Advice, words};
use super::{SEND_AGAIN, TELL_THE_PROVIDER};
use crate::advice::Words;

const SENDER_TRIES_AGAIN: Words = words(
    "Chieda al mittente di inviare di nuovo il messaggio.",
    "Ask the sender to send the message again.",
);

pub(super) const RECIPIENT_UNKNOWN: Advice = Advice {
    title: words(
        "L'indirizzo del destinatario è sbagliato o non è più attivo.",
        "The recipient's address is wrong, or no longer in use.",
    ),
    why: words(
        "Il server a cui è stato chiesto non conosce quell'indirizzo, o non trova una strada per raggiungerlo.",
        "The server that was asked does not know that address, or finds no way to it.",
    ),
    steps: &[
        words(
            "Rilegga l'indirizzo, lettera per lettera, anche dopo la chiocciola.",
            "Read the address letter by letter, after the at sign too.",
        ),
        words(
            "Lo scriva a mano, senza usare quello che il programma propone.",
            "Type it by hand, and do not use what the program proposes.",
        ),
        words(
            "Se è giusto, chieda al destinatario per telefono se la casella esiste ancora.",
            "If it is right, ask the recipient by telephone whether the mailbox still exists.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_DOMAIN: Advice = Advice {
    title: words(
        "Il dominio del destinatario non può ricevere posta.",
        "The recipient's domain cannot take mail.",
    ),
    why: words(
        "La parte dopo la chiocciola non esiste, non ha un server per la posta, o il suo DNS, l'elenco che lo indica, non funziona.",
        "The part after the at sign does not exist, has no server for mail, or its DNS, the list that names it, does not work.",
    ),
    steps: &[
        words("Rilegga la parte dopo la chiocciola.", "Read the part after the at sign again."),
        words(
            "Se è giusta, lo dica al destinatario per telefono.",
            "If it is right, tell the recipient by telephone.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_FULL: Advice = Advice {
    title: words("La casella del destinatario è piena.", "The recipient's mailbox is full."),
    why: words(
        "È piena la casella di chi deve ricevere, e solo il destinatario può fare spazio. Intanto rifiuta tutti i messaggi.",
        "The mailbox that is full is the recipient's, and only they can make space. Until then it refuses every message.",
    ),
    steps: &[
        words(
            "Lo avvisi per telefono, o a un altro indirizzo.",
            "Tell them by telephone, or at another address.",
        ),
        words(
            "Quando ha fatto spazio, invii di nuovo il messaggio.",
            "Once they have made space, send the message again.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_BUSY: Advice = Advice {
    title: words(
        "La casella del destinatario sta ricevendo troppa posta.",
        "The recipient's mailbox is getting too much mail at the moment.",
    ),
    why: words(
        "È un limite di quella casella, che vale per chiunque e passa da solo. Il Suo messaggio non c'entra.",
        "It is a limit of that mailbox, for anybody, and it passes by itself. Your message has no part in it.",
    ),
    steps: &[
        words(
            "Invii di nuovo il messaggio fra qualche ora.",
            "Send the message again in some hours.",
        ),
        words(
            "Se ha fretta, si senta per telefono con il destinatario.",
            "If you are in a hurry, call the recipient.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const MAIL_MISROUTED: Advice = Advice {
    title: words(
        "Dalla parte di chi riceve la posta prende una strada sbagliata.",
        "On the receiving side the mail is sent the wrong way.",
    ),
    why: words(
        "Un server rifiuta il dominio come non suo, oppure i server si passano il messaggio in cerchio. Inviarlo di nuovo non serve.",
        "A server refuses the domain as not its own, or servers pass the message round in a circle. Sending it again does not help.",
    ),
    steps: &[
        words(
            "Mandi il testo dell'errore a chi gestisce la posta del dominio che riceve.",
            "Send the text of the error to whoever runs the mail of the receiving domain.",
        ),
        words(
            "Lì vanno controllati il record MX, la riga che dice dove consegnare la posta, e gli inoltri fra caselle.",
            "There the MX record, which says where mail goes, and the forwards between mailboxes have to be checked.",
        ),
        words(
            "Intanto usi il telefono, o un indirizzo presso un altro dominio.",
            "Meanwhile use the telephone, or an address at another domain.",
        ),
    ],
    verify: words(
        "Dopo la correzione si invii di nuovo il messaggio: non deve tornare indietro.",
        "After it is mended the message is sent again: it must not come back.",
    ),
};

pub(super) const CERTIFIED_ONLY: Advice = Advice {
    title: words(
        "La casella del destinatario accetta solo posta certificata (PEC).",
        "The recipient's mailbox takes certified mail (PEC) only.",
    ),
    why: words(
        "La posta normale viene respinta da quella casella.",
        "That mailbox turns ordinary mail away.",
    ),
    steps: &[words(
        "Invii da una casella PEC, o chieda un altro indirizzo.",
        "Send from a PEC mailbox, or ask for another address.",
    )],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_REFUSES: Advice = Advice {
    title: words(
        "Il server del destinatario non vuole questo messaggio.",
        "The recipient's server does not want this message.",
    ),
    why: words(
        "È una regola o un filtro di chi riceve, che da fuori non si può cambiare.",
        "It is a rule or a filter of the recipient's side, which cannot be changed from outside.",
    ),
    steps: &[
        words(
            "Chiami il destinatario, o gli scriva da un altro indirizzo.",
            "Call the recipient, or write to them from another address.",
        ),
        words(
            "Gli chieda di segnare il messaggio come buono e di aggiungerLa ai contatti.",
            "Ask them to mark the message as good and to add you to their contacts.",
        ),
        words(
            "In un'azienda se ne occupa chi gestisce la posta. Gli mandi il testo dell'errore.",
            "In a company whoever runs the mail does that. Send them the text of the error.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const RECIPIENT_SERVER: Advice = Advice {
    title: words(
        "Il server del destinatario non funziona.",
        "The recipient's server does not work.",
    ),
    why: words(
        "Non ha risposto in tempo, o ha segnalato un guasto: chi spediva ha rinunciato.",
        "It did not answer in time, or reported a fault: the sending server has given up.",
    ),
    steps: &[words(
        "Lo dica al destinatario per telefono e riprovi più tardi.",
        "Tell the recipient by telephone and try again later.",
    )],
    verify: SEND_AGAIN,
};

pub(super) const TOO_LARGE: Advice = Advice {
    title: words("Il messaggio è troppo grande.", "The message is too large."),
    why: words(
        "Chi riceve accetta messaggi solo fino a una certa dimensione, spesso intorno ai 20 MB, allegati compresi.",
        "The recipient's side takes messages up to a certain size only, often about 20 MB, attachments and all.",
    ),
    steps: &[
        words(
            "Tolga qualche allegato, o divida gli allegati in più messaggi.",
            "Leave some attachments out, or split them over several messages.",
        ),
        words(
            "Rimpicciolisca le foto, oppure mandi un link da cui scaricarle.",
            "Make photos smaller, or send a link to download them from.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const CONTENT_REFUSED: Advice = Advice {
    title: words(
        "Il contenuto del messaggio viene rifiutato.",
        "The content of the message is refused.",
    ),
    why: words(
        "Un filtro ha trovato parole, collegamenti o allegati che non lascia passare.",
        "A filter has found words, links or attachments that it does not let through.",
    ),
    steps: &[
        words(
            "Provi con poche righe di testo, senza allegati e senza collegamenti.",
            "Try a few lines of text, without attachments and links.",
        ),
        words(
            "Se passa, aggiunga il resto un pezzo per volta.",
            "If that passes, add the rest piece by piece.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const PUT_OFF: Advice = Advice {
    title: words("La consegna è solo rimandata.", "Delivery is only put off."),
    why: words(
        "Il server del destinatario ha chiesto di riprovare più tardi. Succede spesso, e quasi sempre il messaggio arriva.",
        "The recipient's server asked to try again later. That happens often, and nearly always the message arrives.",
    ),
    steps: &[
        words(
            "Non serve inviare di nuovo: il server riprova da solo, e il messaggio arriverebbe due volte.",
            "Do not send it again: the server tries again by itself, and the message would arrive twice.",
        ),
        words(
            "Aspetti un giorno. Se ha fretta, si senta per telefono con il destinatario.",
            "Wait for a day. If you are in a hurry, call the recipient.",
        ),
        words(
            "Se torna indietro con un errore definitivo, torni su questa pagina e lo incolli.",
            "If it comes back with a final error, return to this page and paste it.",
        ),
    ],
    verify: words(
        "Domani chieda al destinatario se il messaggio è arrivato.",
        "Tomorrow ask the recipient whether the message has arrived.",
    ),
};

pub(super) const GREYLISTING: Advice = Advice {
    title: words(
        "Il primo messaggio di ogni nuovo mittente viene fatto aspettare.",
        "The first message of each new sender is made to wait.",
    ),
    why: words(
        "È una difesa contro lo spam. Chi è onesto riprova, e dalla seconda volta passa subito.",
        "It is a defence against junk. Honest senders try again, and pass at once from the second time on.",
    ),
    steps: &[
        words("Non serve fare niente.", "There is nothing to do."),
        words(
            "Se aspetta un codice che scade, ne chieda un altro dopo dieci minuti.",
            "If you wait for a code that expires, ask for another after ten minutes.",
        ),
        words(
            "Se il ritardo è sempre di ore, lo dica all'assistenza.",
            "If the delay is always hours, tell support.",
        ),
    ],
    verify: words(
        "Chieda allo stesso mittente di scrivere di nuovo. Il secondo messaggio deve arrivare subito.",
        "Ask the same sender to write again. The second message should arrive at once.",
    ),
};

pub(super) const SENDER_IS_SLOW: Advice = Advice {
    title: words(
        "I messaggi di un solo mittente arrivano in ritardo.",
        "The messages of one sender arrive late.",
    ),
    why: words(
        "Gli altri messaggi arrivano subito: il ritardo nasce da chi invia, o dal suo fornitore.",
        "Other messages arrive at once: the delay begins with the sender, or with their provider.",
    ),
    steps: &[
        words(
            "Gli dica giorno e ora di un messaggio in ritardo.",
            "Tell them day and time of one late message.",
        ),
        words(
            "Gli chieda di segnalarlo al proprio fornitore di posta.",
            "Ask them to report it to their own mail provider.",
        ),
    ],
    verify: words(
        "Chieda al mittente una prova e guardi quanto ci mette ad arrivare.",
        "Ask the sender for a test and see how long it takes to arrive.",
    ),
};

pub(super) const SENDER_FORGED: Advice = Advice {
    title: words(
        "Qualcuno ha scritto a nome Suo: l'avviso riguarda un messaggio che Lei non ha inviato.",
        "Somebody wrote in your name: the notice is about a message that you never sent.",
    ),
    why: words(
        "Chiunque può scrivere un indirizzo falso come mittente. Gli errori tornano poi a chi non c'entra.",
        "Anybody can write a false address as the sender. The errors then go back to somebody who has no part in it.",
    ),
    steps: &[
        words(
            "Non clicchi sui link e non apra gli allegati di quell'avviso.",
            "Do not click links in that notice, and do not open its attachments.",
        ),
        words(
            "Guardi nella posta inviata. Se il messaggio è lì, cambi subito la password.",
            "Look in the sent mail. If the message is there, change the password at once.",
        ),
        words(
            "Se gli avvisi sono tanti, lo dica all'assistenza.",
            "If there are many notices, tell support.",
        ),
    ],
    verify: words(
        "Di solito gli avvisi finiscono da soli in un paio di giorni.",
        "Mostly the notices stop by themselves within a few days.",
    ),
};

pub(super) const MAILBOX_MISSING: Advice = Advice {
    title: words(
        "Sul server non c'è una casella con quel nome.",
        "The server has no mailbox of that name.",
    ),
    why: words(
        "Il server non conosce quell'indirizzo: può essere stato chiuso, scritto male o mai creato.",
        "The server does not know that address: it may have been closed, misspelt or never made.",
    ),
    steps: &[words(
        "Chieda a chi gestisce le caselle del dominio di crearla o di riaprirla.",
        "Ask whoever runs the domain's mailboxes to make it or open it again.",
    )],
    verify: SENDER_TRIES_AGAIN,
};

pub(super) const OWN_FILTER: Advice = Advice {
    title: words(
        "Il filtro davanti alla casella respinge i messaggi.",
        "The filter in front of the mailbox turns the messages away.",
    ),
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

pub(super) const TAKEN_FOR_JUNK: Advice = Advice {
    title: words(
        "Il messaggio è stato preso per posta indesiderata.",
        "The message was taken for junk.",
    ),
    why: words(
        "Il messaggio è arrivato, nella cartella sbagliata. Di solito dipende da chi invia e non da chi riceve.",
        "The message arrived, in the wrong folder. That usually depends on who sends, not on who receives.",
    ),
    steps: &[
        words(
            "Lo sposti nella posta in arrivo, con il comando «Non è spam» se c'è.",
            "Move it to the inbox, with the command “Not spam” where there is one.",
        ),
        words("Aggiunga il mittente ai Suoi contatti.", "Add the sender to your contacts."),
        words(
            "Gli dica che cosa è successo, così può segnalarlo al proprio fornitore di posta.",
            "Tell them what happened, so that they can report it to their own mail provider.",
        ),
    ],
    verify: words(
        "Chieda al mittente di scriverLe di nuovo e guardi dove arriva il messaggio.",
        "Ask the sender to write again and see where the message arrives.",
    ),
};

pub(super) const SENDER_SIDE: Advice = Advice {
    title: words(
        "Il motivo è dalla parte di chi ha scritto.",
        "The reason lies with whoever wrote.",
    ),
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
