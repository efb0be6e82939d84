//! The domain and its DNS.

use super::super::advice::{Advice, words};
use super::{CHECK_AGAIN, TELL_THE_DOMAIN_ADMIN};

pub(super) const DOMAIN_NOT_FOUND: Advice = Advice {
    title: words(
        "Il dominio non esiste: controlli il nome o ne verifichi la scadenza.",
        "The domain does not exist: check its name, or whether it has expired.",
    ),
    why: words("Finché è così nessuno può scrivere a questo indirizzo.", "As long as that is so, nobody can write to this address."),
    steps: &[
        words("Rilegga il nome del dominio, lettera per lettera.", "Read the domain's name again, letter by letter."),
        words("Se è scritto bene, lo faccia rinnovare da chi lo gestisce.", "If it is right, have it renewed by whoever runs it."),
    ],
    verify: CHECK_AGAIN,
};

pub(super) const NAME_SERVERS_FAILING: Advice = Advice {
    title: words("Il DNS del dominio non funziona.", "The domain's DNS does not work."),
    why: words(
        "Il DNS dice a tutti dove consegnare la posta. Senza risposta nessuno trova i server.",
        "The DNS tells everybody where mail goes. Without its answer nobody finds the servers.",
    ),
    steps: &[TELL_THE_DOMAIN_ADMIN],
    verify: CHECK_AGAIN,
};

pub(super) const DNS_AFTER_MOVE: Advice = Advice {
    title: words(
        "Il DNS è rimasto a metà, come succede dopo un cambio di gestore.",
        "The DNS was left half done, as happens after a change of provider.",
    ),
    why: words(
        "Una parte della posta, o tutta, va ancora ai server di prima o non trova quelli nuovi.",
        "Some of the mail, or all of it, still goes to the old servers or does not find the new ones.",
    ),
    steps: &[
        words(
            "Chieda al nuovo fornitore quali record servono: MX (dove va la posta) e SPF (chi può inviarla).",
            "Ask the new provider for the records that it needs: MX (where mail goes) and SPF (who may send it).",
        ),
        words(
            "Faccia mettere quelli nel DNS e togliere tutti quelli di prima. Il record SPF deve restare uno solo.",
            "Have those put into the DNS, and all the old ones taken out. There must be one SPF record only.",
        ),
        words(
            "Chi ha registrato il dominio deve indicare soltanto i server dei nomi di adesso, e non quelli di prima.",
            "Whoever registered the domain has to name the present name servers only, and not those of before.",
        ),
        words(
            "Il nome del server di posta deve portare al server, senza un proxy per il web in mezzo.",
            "The mail server's name must lead to the server, with no proxy for the web in between.",
        ),
        words(
            "Guardi se nelle caselle di prima è arrivata posta nel frattempo.",
            "See whether mail has arrived in the old mailboxes meanwhile.",
        ),
    ],
    verify: CHECK_AGAIN,
};

pub(super) const MAIL_HAS_NO_PLACE: Advice = Advice {
    title: words(
        "La posta del dominio non ha una destinazione valida: va corretto il record MX nel DNS.",
        "The domain's mail has no valid destination: mend the MX record in the DNS.",
    ),
    why: words(
        "Il record MX è la riga del DNS che dice a quale server consegnare i messaggi.",
        "The MX record is the line of the DNS that says which server the messages go to.",
    ),
    steps: &[
        words(
            "Chieda a chi Le fornisce la posta il nome da scrivere nel record MX.",
            "Ask your mail provider for the name that belongs in the MX record.",
        ),
        words("Lo faccia scrivere nel DNS da chi gestisce il dominio.", "Have whoever runs the domain put it into the DNS."),
    ],
    verify: CHECK_AGAIN,
};
