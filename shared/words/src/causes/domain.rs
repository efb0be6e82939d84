//! Texts of causes about the domain and its DNS.

use super::super::advice::{Advice, Words, words};
use super::{CHECK_AGAIN, TELL_THE_DOMAIN_ADMIN};

const ASK_FOR_THE_NAME: Words = words(
    "Chieda a chi Le fornisce la posta il nome da scrivere nel record MX.",
    "Ask your mail provider for the name that belongs in the MX record.",
);
const AND_WRITE_FROM_OUTSIDE: Words = words(
    "Dopo la modifica ripeta i controlli, poi si faccia scrivere da un indirizzo esterno.",
    "After the change run the checks again, then have somebody write from an outside address.",
);

pub(super) const DOMAIN_NOT_FOUND: Advice = Advice {
    title: words("Il dominio non esiste.", "The domain does not exist."),
    why: words(
        "O il nome è scritto male, o il dominio è scaduto. Finché è così nessuno può scrivere a questo indirizzo.",
        "Either the name is misspelt, or the domain has expired. As long as that is so, nobody can write to this address.",
    ),
    steps: &[
        words(
            "Rilegga il nome del dominio, lettera per lettera. Se c'è un errore, lo corregga e ricominci.",
            "Read the domain's name again, letter by letter. If it is misspelt, correct it and start over.",
        ),
        words(
            "Se è scritto bene, chieda a chi gestisce il dominio se è scaduto, e lo faccia rinnovare.",
            "If it is right, ask whoever runs the domain whether it has expired, and have it renewed.",
        ),
    ],
    verify: words(
        "Dopo il rinnovo ripeta i controlli. Possono volerci alcune ore.",
        "After the renewal run the checks again. It may take some hours.",
    ),
};

pub(super) const NAME_SERVERS_FAILING: Advice = Advice {
    title: words(
        "Il DNS del dominio non risponde come deve.",
        "The domain's DNS does not answer as it should.",
    ),
    why: words(
        "Il DNS dice a tutti dove consegnare la posta. Senza risposta nessuno trova i server.",
        "The DNS tells everybody where mail goes. Without its answer nobody finds the servers.",
    ),
    steps: &[
        TELL_THE_DOMAIN_ADMIN,
        words(
            "Se non sa chi sia, lo chieda a chi Le manda la fattura del dominio o del sito.",
            "If you do not know who that is, ask whoever sends you the bill for the domain or the website.",
        ),
    ],
    verify: words(
        "Quando è riparato ripeta i controlli.",
        "Once it is mended run the checks again.",
    ),
};

pub(super) const DNSSEC_BROKEN: Advice = Advice {
    title: words(
        "Le firme che proteggono il DNS del dominio (DNSSEC) non sono valide.",
        "The signatures that protect the domain's DNS (DNSSEC) are not valid.",
    ),
    why: words(
        "Il DNS dice dove consegnare la posta. Chi ne controlla le firme, come fanno i grandi gestori, non trova il dominio. Gli altri sì.",
        "The DNS tells where mail goes. Whoever checks its signatures, as large providers do, does not find the domain. Others do.",
    ),
    steps: &[
        TELL_THE_DOMAIN_ADMIN,
        words(
            "Se è sbagliato il record «DS», la chiave depositata nella registrazione, lo corregge chi ha registrato il dominio.",
            "If the “DS” record is wrong, the key that the registration holds, whoever registered the domain corrects it.",
        ),
        words(
            "Se le firme sono scadute o mancano, le rifà chi gestisce i server dei nomi.",
            "If the signatures have expired or are missing, whoever runs the name servers makes them anew.",
        ),
        words(
            "Non cambi niente nel programma di posta: il problema non è lì.",
            "Change nothing in your mail program: the trouble is not there.",
        ),
    ],
    verify: words(
        "Dopo la modifica ripeta i controlli. Può volerci fino a un giorno.",
        "After the change run the checks again. It may take up to a day.",
    ),
};

pub(super) const DNS_AFTER_MOVE: Advice = Advice {
    title: words("La posta va ancora al vecchio gestore.", "Mail still goes to the old provider."),
    why: words(
        "Dopo un cambio di gestore il DNS, l'elenco che dice dove consegnare la posta, è rimasto vecchio: tutto, o in parte.",
        "After a change of provider the DNS, the list that says where mail goes, was left as it was: all of it, or a part.",
    ),
    steps: &[
        words(
            "Chieda al nuovo fornitore quali record servono: MX (dove consegnare la posta) e SPF (chi può spedire a Suo nome).",
            "Ask the new provider for the records that it needs: MX (where mail goes) and SPF (who may send in your name).",
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
            "Se la modifica è di questi giorni, aspetti. Possono volerci da uno a tre giorni perché tutti la vedano.",
            "If the change is a few days old, wait. It may take one to three days until everybody sees it.",
        ),
        words(
            "Guardi se i messaggi che mancano sono nelle caselle del vecchio gestore.",
            "See whether the missing messages are in the mailboxes at the old provider.",
        ),
        words(
            "Anche nel programma il server della posta in uscita (SMTP) deve essere quello nuovo.",
            "In the mail program, too, the outgoing server (SMTP) has to be the new one.",
        ),
        words(
            "Se un'altra ditta filtra la Sua posta, può essere tutto normale: lo dica all'assistenza.",
            "If another company filters your mail, this may be as intended: tell support so.",
        ),
    ],
    verify: AND_WRITE_FROM_OUTSIDE,
};

pub(super) const MAIL_HAS_NO_PLACE: Advice = Advice {
    title: words(
        "Il dominio non dice a quale server consegnare la posta: manca il record MX.",
        "The domain does not say which server takes its mail: the MX record is missing.",
    ),
    why: words(
        "Il record MX è la riga del DNS, l'elenco pubblico del dominio, che dice dove consegnare i messaggi.",
        "The MX record is the line of the DNS, the domain's public list, that says where messages go.",
    ),
    steps: &[
        ASK_FOR_THE_NAME,
        words(
            "Lo faccia aggiungere nel DNS da chi gestisce il dominio.",
            "Have whoever runs the domain add it to the DNS.",
        ),
        words(
            "Se ha cambiato gestore, anche le altre righe della posta vanno riportate nel nuovo DNS.",
            "If you have changed provider, the other lines for mail belong in the new DNS too.",
        ),
    ],
    verify: CHECK_AGAIN,
};

pub(super) const MAIL_REFUSED_BY_DNS: Advice = Advice {
    title: words(
        "Il dominio dichiara a tutti di non ricevere posta.",
        "The domain tells everybody that it takes no mail.",
    ),
    why: words(
        "Nel DNS, l'elenco che dice dove consegnare la posta, c'è una riga apposta, il «null MX». Chi scrive riceve un errore.",
        "The DNS, the list that says where mail goes, has a line that says so, the “null MX”. Whoever writes gets an error.",
    ),
    steps: &[
        words(
            "Chieda a chi gestisce il dominio di togliere quella riga dal DNS.",
            "Ask whoever runs the domain to take that line out of the DNS.",
        ),
        words(
            "Al suo posto va messo il record MX con il server di chi Le fornisce la posta.",
            "In its place goes an MX record with the server of your mail provider.",
        ),
    ],
    verify: CHECK_AGAIN,
};

pub(super) const MX_LEADS_NOWHERE: Advice = Advice {
    title: words(
        "Il DNS manda la posta a un server che da fuori non si trova.",
        "The DNS sends mail to a server that nobody outside can find.",
    ),
    why: words(
        "Il record MX è la riga del DNS che dice dove consegnare la posta. Il nome che c'è scritto non porta a un server.",
        "The MX record is the line of the DNS that says where mail goes. The name that stands there leads to no server.",
    ),
    steps: &[
        ASK_FOR_THE_NAME,
        words(
            "Faccia correggere il record MX da chi gestisce il dominio.",
            "Have whoever runs the domain correct the MX record.",
        ),
        words(
            "Quel nome deve avere un indirizzo pubblico. Un indirizzo numerico nel record MX non vale.",
            "That name needs a public address. A numeric address in the MX record does not count.",
        ),
    ],
    verify: CHECK_AGAIN,
};

pub(super) const MX_IPV6_ONLY: Advice = Advice {
    title: words(
        "Ai server di posta del dominio manca un indirizzo di tipo IPv4.",
        "The domain's mail servers have no address of the kind IPv4.",
    ),
    why: words(
        "Il DNS, l'elenco che dice dove consegnare la posta, ha solo indirizzi del tipo più nuovo, IPv6. Molti mittenti non lo usano e non possono consegnare.",
        "The DNS, the list that says where mail goes, has addresses of the newer kind only, IPv6. Many senders do not use it and cannot deliver.",
    ),
    steps: &[
        words(
            "Chieda a chi Le fornisce la posta l'indirizzo IPv4 del server.",
            "Ask your mail provider for the server's IPv4 address.",
        ),
        words(
            "Faccia aggiungere nel DNS un record A, la riga con quell'indirizzo, al nome del server.",
            "Have an A record, the line with that address, added in the DNS to the server's name.",
        ),
    ],
    verify: CHECK_AGAIN,
};

pub(super) const MAIL_HOST_BEHIND_PROXY: Advice = Advice {
    title: words(
        "Davanti al server di posta c'è un servizio che lascia passare solo le pagine web.",
        "In front of the mail server stands a service that lets only web pages through.",
    ),
    why: words(
        "Il nome del server di posta porta a quel servizio, un proxy per il web, e la posta si ferma lì.",
        "The mail server's name leads to that service, a proxy for the web, and mail stops there.",
    ),
    steps: &[
        words(
            "Chieda a chi gestisce il dominio di cercare nel DNS la riga con il nome del server di posta.",
            "Ask whoever runs the domain to find the line with the mail server's name in the DNS.",
        ),
        words(
            "Su quella riga il proxy va spento («solo DNS»). In Cloudflare la nuvola deve diventare grigia.",
            "On that line the proxy has to be switched off (“DNS only”). At Cloudflare the cloud has to turn grey.",
        ),
        words(
            "Il sito può restare dietro al proxy: ha una riga sua.",
            "The website may stay behind the proxy: it has a line of its own.",
        ),
    ],
    verify: CHECK_AGAIN,
};

pub(super) const MAIL_HOST_MISSING: Advice = Advice {
    title: words(
        "Il nome del server per i programmi di posta non porta da nessuna parte.",
        "The name of the server for mail programs leads nowhere.",
    ),
    why: words(
        "Nel DNS, l'elenco dei nomi del dominio, quel nome manca, oppure porta a un indirizzo interno che da fuori non si raggiunge.",
        "In the DNS, the list of the domain's names, it is missing, or leads to an internal address that cannot be reached from outside.",
    ),
    steps: &[
        words(
            "Chieda a chi Le fornisce la posta l'indirizzo pubblico del server.",
            "Ask your mail provider for the public address of the server.",
        ),
        words(
            "Chieda a chi gestisce il dominio di scriverlo nel DNS accanto a quel nome.",
            "Ask whoever runs the domain to put it into the DNS beside that name.",
        ),
    ],
    verify: CHECK_AGAIN,
};
