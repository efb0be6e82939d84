//! The requests to the administrator of the domain.

use terms::Owner;

use super::super::advice::words;
use super::request::{Ask, Request};

const RIGHT_NAME_SERVERS: Request = &[
    words(
        "lasciare nella registrazione del dominio soltanto i server dei nomi {name_servers}, e togliere {stale}.",
        "leave only the name servers {name_servers} in the domain's registration, and remove {stale}.",
    ),
    words(
        "togliere dalla registrazione del dominio {stale}.",
        "remove {stale} from the domain's registration.",
    ),
];
const NO_LAME_SERVERS: Request = &[words(
    "togliere dalla registrazione {lame}, che per il dominio non risponde, oppure mettere lì la zona.",
    "remove {lame}, which does not answer for the domain, from the registration, or put the zone there.",
)];
const ONE_SPF_RECORD: Request = &[
    words(
        "pubblicare per {publish} il record SPF scritto qui sotto.",
        "publish the SPF record below for {publish}.",
    ),
    words(
        "unire in uno solo i record SPF di {two_spf}.",
        "merge the SPF records of {two_spf} into one.",
    ),
];

pub(super) const DOMAIN_NOT_FOUND: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[&[
        words(
            "controllare se {domain} è scaduto o non è più registrato, e rinnovarlo.",
            "check whether {domain} has expired or is no longer registered, and renew it.",
        ),
        words(
            "controllare se il dominio è scaduto, e rinnovarlo.",
            "check whether the domain has expired, and renew it.",
        ),
    ]],
};

pub(super) const NAME_SERVERS_FAILING: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        NO_LAME_SERVERS,
        RIGHT_NAME_SERVERS,
        &[
            words(
                "controllare i server dei nomi e la zona di {domain}, perché rispondano a tutti.",
                "check the name servers and the zone of {domain}, so that they answer everybody.",
            ),
            words(
                "controllare i server dei nomi e la zona, perché rispondano a tutti.",
                "check the name servers and the zone, so that they answer everybody.",
            ),
        ],
    ],
};

pub(super) const DNSSEC_BROKEN: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        &[words(
            "togliere dalla registrazione di {domain} il record «{ds}», che non è di nessuna chiave della zona, oppure metterci quello giusto.",
            "remove the record “{ds}”, which is of no key of the zone, from the registration of {domain}, or put the right one there.",
        )],
        &[words(
            "rifare le firme DNSSEC della zona su {signers}: sono scadute, mancano o non sono della chiave giusta.",
            "sign the zone anew on {signers}: its DNSSEC signatures have expired, are missing or are not by the right key.",
        )],
        &[
            words(
                "controllare che per {domain} il record DS, le chiavi e le firme (DNSSEC) vadano d'accordo.",
                "check that the DS record, the keys and the signatures (DNSSEC) of {domain} agree.",
            ),
            words(
                "controllare che il record DS, le chiavi e le firme (DNSSEC) vadano d'accordo.",
                "check that the DS record, the keys and the signatures (DNSSEC) agree.",
            ),
        ],
    ],
};

pub(super) const DNS_AFTER_MOVE: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        &[
            words(
                "mettere nel record MX il server del gestore attuale, di solito {expected}, e togliere {others}.",
                "put the present provider's server into the MX record, usually {expected}, and remove {others}.",
            ),
            words(
                "lasciare nel record MX soltanto i server del gestore attuale, e togliere {others}.",
                "leave only the present provider's servers in the MX record, and remove {others}.",
            ),
            words(
                "controllare che il record MX indichi soltanto i server del gestore attuale.",
                "check that the MX record names only the present provider's servers.",
            ),
        ],
        &[words(
            "allineare i server dei nomi di {differ}, che oggi danno destinazioni diverse.",
            "make the name servers of {differ} agree: today they give different destinations.",
        )],
        RIGHT_NAME_SERVERS,
        NO_LAME_SERVERS,
        ONE_SPF_RECORD,
    ],
};

pub(super) const MAIL_HAS_NO_PLACE: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        &[
            words(
                "aggiungere nel DNS di {domain} il record MX con il server di chi fornisce la posta.",
                "add an MX record with the mail provider's server to the DNS of {domain}.",
            ),
            words(
                "aggiungere nel DNS il record MX con il server di chi fornisce la posta.",
                "add an MX record with the mail provider's server to the DNS.",
            ),
        ],
        &[words(
            "dirmi se Le serve il nome del server: lo chiedo al fornitore della posta.",
            "tell me if you need the server's name: I will ask the mail provider.",
        )],
    ],
};

pub(super) const MAIL_REFUSED_BY_DNS: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        &[
            words(
                "togliere dal DNS il «null MX», cioè la riga «{domain}. MX 0 .».",
                "remove the “null MX” from the DNS, that is, the line “{domain}. MX 0 .”.",
            ),
            words(
                "togliere dal DNS il «null MX», cioè la riga «MX 0 .».",
                "remove the “null MX” from the DNS, that is, the line “MX 0 .”.",
            ),
        ],
        &[words(
            "mettere al suo posto il record MX con il server di chi fornisce la posta.",
            "put an MX record with the mail provider's server in its place.",
        )],
    ],
};

pub(super) const MX_IPV6_ONLY: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[&[words(
        "aggiungere ai nomi dei server di posta un record A con un indirizzo IPv4: chi non ha IPv6 oggi non può consegnare.",
        "add an A record with an IPv4 address to the names of the mail servers: whoever has no IPv6 cannot deliver today.",
    )]],
};

pub(super) const MX_LEADS_NOWHERE: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        &[
            words(
                "correggere il record MX che oggi indica {host}.",
                "correct the MX record that names {host} today.",
            ),
            words(
                "correggere il record MX che oggi contiene «{malformed}».",
                "correct the MX record that holds “{malformed}” today.",
            ),
            words("correggere il record MX.", "correct the MX record."),
        ],
        &[words(
            "scriverci un nome che abbia un indirizzo pubblico: un indirizzo numerico non vale.",
            "put a name there that has a public address: a numeric address does not count.",
        )],
    ],
};

pub(super) const MAIL_HOST_BEHIND_PROXY: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[&[
        words(
            "spegnere il proxy per il web («solo DNS») sulla riga di {host}, che oggi porta a {address}.",
            "switch the web proxy off (“DNS only”) on the line of {host}, which leads to {address} today.",
        ),
        words(
            "spegnere il proxy per il web («solo DNS») sulla riga di {host}.",
            "switch the web proxy off (“DNS only”) on the line of {host}.",
        ),
        words(
            "spegnere il proxy per il web («solo DNS») sulla riga del server di posta.",
            "switch the web proxy off (“DNS only”) on the line of the mail server.",
        ),
    ]],
};

pub(super) const MAIL_HOST_MISSING: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[&[
        words(
            "mettere nel DNS il nome {host} con l'indirizzo pubblico del server di posta.",
            "put the name {host} with the mail server's public address into the DNS.",
        ),
        words(
            "mettere nel DNS il nome del server per i programmi di posta, con il suo indirizzo pubblico.",
            "put the name of the server for mail programs into the DNS, with its public address.",
        ),
    ]],
};

pub(super) const SPF_REFUSED: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        ONE_SPF_RECORD,
        &[words(
            "controllare che il record SPF comprenda il servizio con cui spedisco, e che resti uno solo.",
            "check that the SPF record covers the service that I send with, and that there is only one.",
        )],
    ],
};

pub(super) const DMARC_REFUSED: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        &[
            words(
                "attivare la firma DKIM per {domain} presso il servizio con cui spedisco.",
                "switch the DKIM signature for {domain} on at the service that I send with.",
            ),
            words(
                "attivare la firma DKIM presso il servizio con cui spedisco.",
                "switch the DKIM signature on at the service that I send with.",
            ),
        ],
        &[words("lasciare il record DMARC com'è.", "leave the DMARC record as it is.")],
    ],
};

pub(super) const SENDER_UNPROVEN: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[
        ONE_SPF_RECORD,
        &[words(
            "controllare che il record SPF comprenda il servizio con cui spedisco, e che resti uno solo.",
            "check that the SPF record covers the service that I send with, and that there is only one.",
        )],
        &[words(
            "attivare anche la firma DKIM presso quel servizio.",
            "switch the DKIM signature on at that service as well.",
        )],
    ],
};

pub(super) const SENDER_UNKNOWN: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[&[
        words(
            "controllare che {domain} si trovi nel DNS da fuori, e che abbia un record MX.",
            "check that {domain} can be found in the DNS from outside, and that it has an MX record.",
        ),
        words(
            "controllare che il dominio si trovi nel DNS da fuori, e che abbia un record MX.",
            "check that the domain can be found in the DNS from outside, and that it has an MX record.",
        ),
    ]],
};

pub(super) const SENDING_ACCESS_CLOSED: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[&[words(
        "attivare per la mia casella l'invio autenticato dai programmi (SMTP AUTH), o dirmi in quale altro modo inviare.",
        "switch authenticated sending from programs (SMTP AUTH) on for my mailbox, or tell me in which other way to send.",
    )]],
};

pub(super) const MAILBOX_MISSING: Ask = Ask {
    to: Owner::DomainAdmin,
    what: None,
    please: &[&[words(
        "creare la casella o riaprirla, oppure dirmi qual è l'indirizzo giusto.",
        "make the mailbox or open it again, or tell me which address is the right one.",
    )]],
};
