//! Why the customer's own messages are refused: the sending side.

use super::super::advice::{Advice, words};
use super::{SEND_AGAIN, TELL_THE_PROVIDER};

pub(super) const SPF_REFUSED: Advice = Advice {
    title: words(
        "Il dominio non dice che il server di invio può spedire a suo nome (SPF).",
        "The domain does not say that the sending server may send in its name (SPF).",
    ),
    why: words(
        "Il record SPF è l'elenco dei server autorizzati. Chi riceve lo confronta con il server che ha spedito.",
        "The SPF record lists the servers that may send. The recipient's side holds it against the server that did.",
    ),
    steps: &[
        words(
            "Trovi con quale servizio è partito il messaggio: casella, sito, newsletter.",
            "Find which service sent the message: mailbox, website, newsletter.",
        ),
        words(
            "Faccia aggiungere quel servizio al record SPF. Il record deve restare uno solo.",
            "Have that service added to the SPF record. There must be one record only.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const DMARC_REFUSED: Advice = Advice {
    title: words(
        "Il Suo dominio chiede di rifiutare i messaggi che non dimostrano di venire da lì (DMARC).",
        "Your domain asks that messages be refused which do not prove that they come from it (DMARC).",
    ),
    why: words(
        "La prova è la firma DKIM o il record SPF, e deve riguardare lo stesso dominio del mittente.",
        "The proof is the DKIM signature or the SPF record, and must be for the sender's own domain.",
    ),
    steps: &[
        words(
            "Faccia attivare la firma DKIM presso il servizio che invia.",
            "Have the DKIM signature switched on at the service that sends.",
        ),
        words("Non tolga la regola DMARC: protegge dalle imitazioni.", "Do not take the DMARC rule away: it protects against forgeries."),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SENDER_UNPROVEN: Advice = Advice {
    title: words(
        "Il messaggio non dimostra di venire dal Suo dominio (SPF e DKIM).",
        "The message does not prove that it comes from your domain (SPF and DKIM).",
    ),
    why: words(
        "I grandi fornitori accettano solo posta con almeno una delle due prove nel DNS.",
        "The large providers take mail only with one of these two proofs in the DNS.",
    ),
    steps: &[
        words(
            "Faccia mettere nel DNS il record SPF del servizio che invia.",
            "Have the SPF record of the service that sends put into the DNS.",
        ),
        words("Faccia attivare anche la firma DKIM.", "Have the DKIM signature switched on as well."),
    ],
    verify: SEND_AGAIN,
};

pub(super) const BLOCKLISTED: Advice = Advice {
    title: words("Il server di invio è in una lista di blocco.", "The sending server is on a block list."),
    why: words(
        "Di solito qualcuno ha inviato spam dallo stesso server. Non dipende dal Suo messaggio.",
        "Usually somebody has sent junk from the same server. It is not your message.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se il server è Suo, cerchi prima chi ha inviato spam e cambi le password.",
            "If the server is yours, first find who has sent junk and change the passwords.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SERVER_NAME_WRONG: Advice = Advice {
    title: words("Il server di invio non ha un nome in regola nel DNS.", "The sending server has no proper name in the DNS."),
    why: words(
        "Chi riceve controlla che indirizzo e nome del server si corrispondano (DNS inverso).",
        "The recipient's side checks that the server's address and name belong together (reverse DNS).",
    ),
    steps: &[TELL_THE_PROVIDER],
    verify: SEND_AGAIN,
};

pub(super) const SENDER_UNKNOWN: Advice = Advice {
    title: words(
        "Chi riceve non trova il Suo dominio o il Suo indirizzo.",
        "The recipient's side cannot find your domain or your address.",
    ),
    why: words("Un messaggio il cui mittente non si trova viene rifiutato.", "A message whose sender cannot be found is refused."),
    steps: &[
        words(
            "Controlli come è scritto il Suo indirizzo nel programma di posta.",
            "Check how your address is written in the mail program.",
        ),
        words(
            "Se è giusto, mandi questi risultati a chi gestisce il dominio.",
            "If it is right, send these results to whoever runs the domain.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const ACCOUNT_SUSPENDED: Advice = Advice {
    title: words("La casella non può più inviare: è stata sospesa.", "The mailbox may not send any more: it was suspended."),
    why: words(
        "Succede quando da una casella parte spam, spesso perché qualcuno ha la password.",
        "That happens when a mailbox sends junk, often because somebody has the password.",
    ),
    steps: &[
        words("Cambi la password e controlli il computer.", "Change the password and check the computer."),
        words("Poi chieda a chi Le fornisce la posta di riattivare l'invio.", "Then ask your mail provider to let it send again."),
    ],
    verify: SEND_AGAIN,
};

pub(super) const LOGIN_NEEDED: Advice = Advice {
    title: words("Il server di invio non sa chi sta inviando.", "The outgoing server does not know who is sending."),
    why: words(
        "Accetta messaggi per altri domini solo da chi entra con nome utente e password.",
        "It takes mail for other domains only from those who log in with user name and password.",
    ),
    steps: &[
        words(
            "Nelle impostazioni dell'account attivi l'autenticazione per il server in uscita (SMTP).",
            "In the account's settings switch on authentication for the outgoing server (SMTP).",
        ),
        words(
            "Usi la porta 465 o 587 e il server indicato da chi Le fornisce la posta.",
            "Use port 465 or 587 and the server that your mail provider names.",
        ),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SENDER_NOT_ALLOWED: Advice = Advice {
    title: words(
        "Il mittente del messaggio non è l'indirizzo della casella che invia.",
        "The message's sender is not the address of the mailbox that sends.",
    ),
    why: words(
        "Il fornitore rifiuta chi entra con una casella e scrive a nome di un'altra. Con Aruba la risposta è 550 5.1.0.",
        "The provider refuses who logs in with one mailbox and writes as another. With Aruba the answer is 550 5.1.0.",
    ),
    steps: &[
        words(
            "Nell'account metta lo stesso indirizzo come mittente e come nome utente.",
            "In the account put the same address as sender and as user name.",
        ),
        words("Se invia un altro programma, lo configuri con quella casella.", "If another program sends, set it up with that mailbox."),
    ],
    verify: SEND_AGAIN,
};

pub(super) const SENDING_LIMIT: Advice = Advice {
    title: words("Sono partiti troppi messaggi in poco tempo.", "Too many messages were sent in a short time."),
    why: words(
        "I fornitori limitano i messaggi all'ora o al giorno, e anche il numero di destinatari.",
        "Providers limit the messages in an hour or a day, and the number of recipients.",
    ),
    steps: &[
        words("Aspetti qualche ora e invii a meno persone per volta.", "Wait some hours and send to fewer people at a time."),
        words(
            "Se non ha inviato Lei tanti messaggi, cambi la password della casella.",
            "If it was not you who sent so many, change the mailbox's password.",
        ),
    ],
    verify: SEND_AGAIN,
};
