//! The requests to the mail provider.

use terms::Owner;

use super::super::advice::words;
use super::request::{Ask, Request};

const TELL_ME_WHEN: Request =
    &[words("dirmi quando torna a funzionare.", "tell me when it works again.")];

pub(super) const MAIL_SERVERS_DOWN: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[
        &[
            words(
                "verificare perché i server di {domain} non accettano posta in arrivo (porta 25).",
                "find out why the servers of {domain} take no incoming mail (port 25).",
            ),
            words(
                "verificare perché i server non accettano posta in arrivo (porta 25).",
                "find out why the servers take no incoming mail (port 25).",
            ),
        ],
        TELL_ME_WHEN,
    ],
};

pub(super) const PROVIDER_OUTAGE: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "dirmi se c'è un guasto, e quando pensate di risolverlo.",
        "tell me whether there is an outage, and when you expect to mend it.",
    )]],
};

pub(super) const MAILBOXES_DOWN: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[
        &[
            words(
                "verificare perché le caselle di {domain} non rispondono.",
                "find out why the mailboxes of {domain} do not answer.",
            ),
            words(
                "verificare perché le caselle non rispondono.",
                "find out why the mailboxes do not answer.",
            ),
        ],
        TELL_ME_WHEN,
    ],
};

pub(super) const ONE_SERVICE_DOWN: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[
        &[
            words(
                "verificare il servizio che non risponde su {host}.",
                "look into the service that does not answer at {host}.",
            ),
            words(
                "verificare il servizio che non risponde.",
                "look into the service that does not answer.",
            ),
        ],
        TELL_ME_WHEN,
    ],
};

pub(super) const WEBMAIL_DOWN: Ask = Ask {
    to: Owner::MailProvider,
    what: Some(words("la webmail non si apre.", "the webmail does not open.")),
    please: &[
        &[
            words(
                "verificare perché la webmail su {host} non si apre.",
                "find out why the webmail at {host} does not open.",
            ),
            words(
                "verificare perché la webmail non si apre.",
                "find out why the webmail does not open.",
            ),
        ],
        TELL_ME_WHEN,
    ],
};

pub(super) const ENCRYPTION_OUTDATED: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[
        words(
            "attivare su {host} TLS 1.2 o una versione più recente.",
            "switch TLS 1.2 or a later version on at {host}.",
        ),
        words(
            "attivare TLS 1.2 o una versione più recente.",
            "switch TLS 1.2 or a later version on.",
        ),
    ]],
};

pub(super) const CERTIFICATE_PROBLEM: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[
        words(
            "sistemare il certificato di {host}: in corso di validità, intestato a quel nome, con tutti i certificati intermedi. Altrimenti dirmi quale nome devo usare.",
            "mend the certificate of {host}: in date, made out to that name, with all intermediate certificates. Otherwise tell me which name to use.",
        ),
        words(
            "sistemare il certificato: in corso di validità, intestato al nome del server, con tutti i certificati intermedi.",
            "mend the certificate: in date, made out to the server's name, with all intermediate certificates.",
        ),
    ]],
};

pub(super) const BLOCKLISTED: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[
        &[words(
            "vedere perché quel server è nella lista, e poi farlo togliere.",
            "see why that server is on the list, and then have it taken off.",
        )],
        &[words(
            "farmi spedire intanto da un altro server.",
            "let me send through another server meanwhile.",
        )],
    ],
};

pub(super) const SERVER_NAME_WRONG: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "dare al server di invio un nome nel DNS inverso (PTR), che porti di nuovo al suo indirizzo e sia quello con cui si presenta.",
        "give the sending server a name in reverse DNS (PTR) that leads back to its address and is the one that it greets with.",
    )]],
};

pub(super) const HELO_NAME_WRONG: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "fare in modo che il server di invio dica nel saluto (HELO, EHLO) il suo nome completo, che da fuori si trovi nel DNS.",
        "have the sending server give its complete name in the greeting (HELO, EHLO), one that can be found in the DNS from outside.",
    )]],
};

pub(super) const ACCOUNT_SUSPENDED: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[
        &[words(
            "dirmi perché la casella è stata sospesa.",
            "tell me why the mailbox was suspended.",
        )],
        &[words(
            "riattivare l'invio, appena ho cambiato la password.",
            "let it send again, as soon as I have changed the password.",
        )],
    ],
};

pub(super) const ACCOUNT_CLOSED: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "dirmi perché l'account della casella non si apre, e che cosa serve per riaprirlo.",
        "tell me why the mailbox's account does not open, and what is needed to open it again.",
    )]],
};

pub(super) const SENDING_BLOCKED: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[
        &[words(
            "dirmi perché l'invio è bloccato, e se dalla casella sono partiti messaggi sospetti.",
            "tell me why sending is stopped, and whether suspicious messages have left the mailbox.",
        )],
        &[words(
            "sbloccarlo, o dirmi che cosa devo fare prima.",
            "let it send again, or tell me what I have to do first.",
        )],
    ],
};

pub(super) const SENDING_LIMIT: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "dirmi qual è il limite, e da quando posso inviare di nuovo.",
        "tell me what the limit is, and from when I can send again.",
    )]],
};

pub(super) const OWN_FILTER: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "guardare nel filtro perché quei messaggi vengono respinti, e lasciarli passare.",
        "see in the filter why those messages are turned away, and let them through.",
    )]],
};

pub(super) const OWN_SERVER_SLOW: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "verificare perché i messaggi restano fermi fra i vostri server prima di arrivare nella casella.",
        "find out why messages wait between your servers before they reach the mailbox.",
    )]],
};

pub(super) const PROGRAM_ACCESS_CLOSED: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[
        &[words(
            "aprire alla casella l'accesso per i programmi (IMAP, POP3, SMTP), o dirmi come si attiva.",
            "open access for programs (IMAP, POP3, SMTP) to the mailbox, or tell me how to turn it on.",
        )],
        &[words(
            "dirmi se la casella è bloccata dopo troppi tentativi.",
            "tell me whether the mailbox is locked after too many tries.",
        )],
    ],
};

pub(super) const SIGN_IN_NOT_CHECKED: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "verificare perché il server non riesce a controllare le password.",
        "find out why the server cannot check passwords.",
    )]],
};

pub(super) const MODERN_SIGN_IN_NEEDED: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "dirmi se per questa casella si può permettere l'accesso con password, o quale accesso deve usare il programma.",
        "tell me whether sign-in by password can be allowed for this mailbox, or which sign-in the program has to use.",
    )]],
};

pub(super) const FORWARD_BREAKS_SPF: Ask = Ask {
    to: Owner::MailProvider,
    what: None,
    please: &[&[words(
        "riscrivere il mittente dei messaggi inoltrati (SRS), oppure dirmi come far prelevare la posta al posto dell'inoltro.",
        "rewrite the sender of forwarded messages (SRS), or tell me how to have the mail fetched instead of forwarded.",
    )]],
};
