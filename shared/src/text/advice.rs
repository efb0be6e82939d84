//! The form of what is said of a cause: a sentence in both languages, and the parts of an advice.

use super::Lang;

/// A sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Italian, in the *lei* form.
    pub it: &'static str,
    /// English.
    pub en: &'static str,
}

/// What to do, as a conclusion says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The heading: "do this" for a finding, what is wrong for a cause.
    pub title: Words,
    /// The cause in plain words.
    pub why: Words,
    /// The steps of the fix, in order.
    pub steps: &'static [Words],
    /// How to see that it worked.
    pub verify: Words,
}

impl Words {
    /// The sentence in one language.
    #[must_use]
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::It => self.it,
            Lang::En => self.en,
        }
    }
}

pub(super) const fn words(it: &'static str, en: &'static str) -> Words {
    Words { it, en }
}
<<<<<<< ours
=======

const AFTER_DNS: Words = words(
    "Dopo la modifica prema «Controlla di nuovo». Può volerci fino a un giorno.",
    "After the change press “Check again”. It may take up to a day.",
);
const IN_A_FEW_MINUTES: Words = words("Fra qualche minuto prema «Controlla di nuovo».", "In a few minutes press “Check again”.");
const TELL_THE_PROVIDER: Words = words(
    "Scriva o telefoni a chi Le fornisce la posta e gli mandi i risultati di questa pagina.",
    "Write to or call your mail provider, and send them the results of this page.",
);
const NOT_YOUR_PROGRAM: Words = words(
    "Non cambi niente nel programma di posta, perché il problema non è lì.",
    "Change nothing in your mail program, because the trouble is not there.",
);

/// What to do about a finding; nothing where there is nothing to do, or where only the details decide.
#[must_use]
pub const fn advice(code: FindingCode) -> Option<Advice> {
    Some(match code {
        FindingCode::DomainNotFound => DOMAIN_NOT_FOUND,
        FindingCode::DomainServersFailing | FindingCode::DomainServersSilent => NAME_SERVERS,
        FindingCode::DelegationStale | FindingCode::NameServerLame | FindingCode::NameServersDiffer => REGISTRATION,
        FindingCode::MxNull | FindingCode::MxNullBeside => MX_NULL,
        FindingCode::MxNone | FindingCode::MxImplicit => MX_MISSING,
        FindingCode::MxHostNotFound | FindingCode::MxAddressPrivate | FindingCode::MxMalformed | FindingCode::MxAlias => MX_WRONG,
        FindingCode::MxNameDoubled => NAME_DOUBLED,
        FindingCode::MxUnverifiedMicrosoft => MICROSOFT_UNFINISHED,
        FindingCode::MxTwoProviders => TWO_PROVIDERS,
        FindingCode::MailHostBehindHttpProxy => WEB_PROXY,
        FindingCode::SpfMissing => SPF_MISSING,
        FindingCode::SpfTwoRecords | FindingCode::DmarcTwoRecords => ONE_RECORD,
        FindingCode::SpfInvalid
        | FindingCode::SpfTooManyLookups
        | FindingCode::SpfTooManyVoids
        | FindingCode::SpfAllowsAll
        | FindingCode::DmarcInvalid => RECORD_WRONG,
        FindingCode::MailProviderChanged | FindingCode::MxMixed => OTHER_SERVERS,
        FindingCode::MailHostNotFound | FindingCode::MailHostPrivate => MAIL_HOST,
        FindingCode::RelayDown
        | FindingCode::RelayPartlyDown
        | FindingCode::RelayRefused
        | FindingCode::RelayTimeout
        | FindingCode::RelayUnreachable
        | FindingCode::RelaySilent
        | FindingCode::RelayClosed
        | FindingCode::RelayGreetingRejected
        | FindingCode::RelayNotSmtp => RELAY,
        FindingCode::RelayBusy => BUSY,
        FindingCode::RelayStarttlsMissing | FindingCode::StarttlsMissing => NO_ENCRYPTION,
        FindingCode::SubmissionDown => SUBMISSION,
        FindingCode::ImapDown | FindingCode::Pop3Down => MAILBOXES,
        FindingCode::TlsCertificateExpired
        | FindingCode::TlsIntermediateExpired
        | FindingCode::TlsCertificateWrongName
        | FindingCode::TlsCertificateCommonNameOnly
        | FindingCode::TlsCertificateSelfSigned
        | FindingCode::TlsCertificateUntrusted => CERTIFICATE,
        FindingCode::TlsCertificateExpiring => CERTIFICATE_ENDS,
        FindingCode::TlsOutdated => ENCRYPTION_OUTDATED,
        FindingCode::TlsHandshakeFailed | FindingCode::TlsPlaintextInjected => ENCRYPTION,
        FindingCode::WebmailDown | FindingCode::WebmailError => WEBMAIL,
        FindingCode::WebmailUnencrypted => WEBMAIL_IN_CLEAR,
        _ => return None,
    })
}

const DOMAIN_NOT_FOUND: Advice = Advice {
    title: words("Controlli come è scritto il dominio e se è scaduto", "Check how the domain is spelt, and whether it has expired"),
    why: words(
        "Il dominio {domain} non esiste. Finché è così nessuno può scrivere a questo indirizzo.",
        "The domain {domain} does not exist. As long as that is so, nobody can write to this address.",
    ),
    steps: &[
        words(
            "Rilegga l'indirizzo. Se c'è un errore, lo corregga e ricominci.",
            "Read the address again. If it is misspelt, correct it and start over.",
        ),
        words(
            "Se è scritto bene, chieda a chi gestisce il dominio se è scaduto.",
            "If it is right, ask whoever runs the domain whether it has expired.",
        ),
    ],
    verify: words(
        "Dopo il rinnovo prema «Controlla di nuovo». Possono volerci alcune ore.",
        "After the renewal press “Check again”. It may take some hours.",
    ),
};

const NAME_SERVERS: Advice = Advice {
    title: words("Chieda a chi gestisce il dominio di riparare il DNS", "Ask whoever runs the domain to mend its DNS"),
    why: words(
        "Il DNS dice a tutti dove consegnare la posta di {domain}. Adesso non risponde come deve.",
        "The DNS tells everybody where mail for {domain} goes. Right now it does not answer as it should.",
    ),
    steps: &[words(
        "Scriva o telefoni a chi gestisce il dominio e gli mandi i risultati di questa pagina.",
        "Write to or call whoever runs the domain, and send them the results of this page.",
    )],
    verify: words("Quando è riparato prema «Controlla di nuovo».", "Once it is mended press “Check again”."),
};

const REGISTRATION: Advice = Advice {
    title: words(
        "Faccia correggere i server dei nomi nella registrazione del dominio",
        "Have the name servers in the domain's registration corrected",
    ),
    why: words(
        "La registrazione di {domain} indica anche server dei nomi che non sono quelli giusti. Di solito sono del fornitore di prima.",
        "The registration of {domain} also names servers that are not the right ones. Usually they are the old provider's.",
    ),
    steps: &[
        words(
            "Chieda al fornitore di adesso quali server dei nomi devono esserci.",
            "Ask the present provider which name servers have to be there.",
        ),
        words(
            "Da chi ha registrato il dominio faccia mettere soltanto quelli, e togliere tutti gli altri.",
            "Have whoever registered the domain put in those only, and take all the others out.",
        ),
    ],
    verify: AFTER_DNS,
};

const MX_NULL: Advice = Advice {
    title: words("Faccia togliere dal DNS la riga che rifiuta la posta", "Have the line that refuses mail removed from the DNS"),
    why: words(
        "Il DNS è l'elenco che dice dove consegnare la posta. Quello di {domain} dichiara che il dominio non ne riceve.",
        "The DNS is the list that says where mail goes. That of {domain} declares that the domain takes none.",
    ),
    steps: &[
        words(
            "Chieda a chi gestisce il DNS di togliere il «null MX», la riga che dice di non inviare posta.",
            "Ask whoever runs the DNS to remove the “null MX”, the line that says to send no mail.",
        ),
        words(
            "Al suo posto va messo il record MX con il server di chi Le fornisce la posta.",
            "In its place goes an MX record with the server of your mail provider.",
        ),
    ],
    verify: AFTER_DNS,
};

const MX_MISSING: Advice = Advice {
    title: words("Faccia aggiungere il record MX nel DNS", "Have an MX record added to the DNS"),
    why: words(
        "Nel DNS, l'elenco che dice dove consegnare la posta, per {domain} manca il record MX, cioè la riga della posta.",
        "In the DNS, the list that says where mail goes, the MX record for {domain}, that is, the line for mail, is missing.",
    ),
    steps: &[
        words(
            "Chieda a chi Le fornisce la posta quale nome va nel record MX.",
            "Ask your mail provider which name belongs in the MX record.",
        ),
        words("Chieda a chi gestisce il DNS di aggiungere quel record.", "Ask whoever runs the DNS to add that record."),
    ],
    verify: AFTER_DNS,
};

const NAME_DOUBLED: Advice = Advice {
    title: words("Corregga nel DNS il nome scritto due volte", "Correct the name that stands twice in the DNS"),
    why: words(
        "Nel DNS, l'elenco che dice dove consegnare la posta, il nome del dominio è scritto due volte. Un server con quel nome non c'è.",
        "In the DNS, the list that says where mail goes, the name of the domain stands twice. There is no server of that name.",
    ),
    steps: &[
        words("Apra il pannello del DNS e cerchi la riga di tipo MX.", "Open the DNS panel and look for the line of type MX."),
        words(
            "Scriva soltanto la parte che viene prima del dominio, oppure il nome intero con un punto in fondo.",
            "Write only the part that comes before the domain, or the whole name with a dot at its end.",
        ),
    ],
    verify: AFTER_DNS,
};

const MICROSOFT_UNFINISHED: Advice = Advice {
    title: words("Completi la configurazione di Microsoft 365", "Finish the set-up of Microsoft 365"),
    why: words(
        "Nel DNS, l'elenco che dice dove consegnare la posta, è rimasta la riga che serve solo a verificare il dominio. Lì nessuno riceve posta.",
        "In the DNS, the list that says where mail goes, the line that only serves to verify the domain was left. Nobody takes mail there.",
    ),
    steps: &[
        words(
            "Nell'interfaccia di amministrazione di Microsoft 365 apra la pagina dei domini e completi la verifica.",
            "In the Microsoft 365 admin centre open the page of domains and finish the verification.",
        ),
        words(
            "Metta nel DNS il record MX che quella pagina indica, e tolga quello rimasto dalla verifica.",
            "Put the MX record that the page shows into the DNS, and remove the one left over from the verification.",
        ),
    ],
    verify: AFTER_DNS,
};

const TWO_PROVIDERS: Advice = Advice {
    title: words("Lasci nel DNS un solo fornitore di posta", "Leave one mail provider only in the DNS"),
    why: words(
        "Il DNS è l'elenco che dice dove consegnare la posta. I record MX, le sue righe, indicano due fornitori: una parte dei messaggi finisce dove nessuno guarda.",
        "The DNS is the list that says where mail goes. The MX records, its lines, name two providers: some messages end up where nobody looks.",
    ),
    steps: &[
        words(
            "Decida con chi gestisce il dominio quale fornitore deve ricevere la posta.",
            "Decide with whoever runs the domain which provider has to take the mail.",
        ),
        words("Tolga dal DNS i record MX dell'altro.", "Remove the other one's MX records from the DNS."),
        words(
            "Guardi nelle caselle dell'altro fornitore: i messaggi che mancano possono essere lì.",
            "Look into the mailboxes at the other provider: the missing messages may be there.",
        ),
    ],
    verify: AFTER_DNS,
};

const WEB_PROXY: Advice = Advice {
    title: words("Tolga il proxy dal nome del server di posta", "Take the proxy off the mail server's name"),
    why: words(
        "Il nome del server di posta porta a un servizio che lascia passare solo le pagine web. La posta si ferma lì.",
        "The mail server's name leads to a service that lets only web pages through. Mail stops there.",
    ),
    steps: &[
        words(
            "Apra il pannello del DNS, l'elenco dei nomi, e cerchi la riga con il nome del server di posta.",
            "Open the panel of the DNS, the list of names, and look for the line with the mail server's name.",
        ),
        words(
            "Disattivi il proxy su quella riga («solo DNS»). In Cloudflare la nuvola deve diventare grigia.",
            "Switch the proxy off on that line (“DNS only”). At Cloudflare the cloud has to turn grey.",
        ),
    ],
    verify: AFTER_DNS,
};

const RECORD_WRONG: Advice = Advice {
    title: words("Faccia correggere il record sbagliato nel DNS", "Have the wrong record in the DNS corrected"),
    why: words(
        "Nel DNS, l'elenco pubblico del dominio, la riga che dice chi può inviare posta per {domain} ha un errore. Chi riceve non se ne fida.",
        "In the DNS, the public list of the domain, the line that says who may send mail for {domain} has an error. Receivers do not trust it.",
    ),
    steps: &[
        words(
            "Mandi i risultati di questa pagina a chi gestisce il DNS: c'è scritto quale parte è sbagliata.",
            "Send the results of this page to whoever runs the DNS: they say which part is wrong.",
        ),
        words(
            "Faccia togliere dal record i servizi che non inviano più posta a Suo nome.",
            "Have the services taken out that no longer send mail in your name.",
        ),
    ],
    verify: AFTER_DNS,
};

const SPF_MISSING: Advice = Advice {
    title: words("Aggiunga il record SPF al DNS", "Add the SPF record to the DNS"),
    why: words(
        "Nel DNS, l'elenco pubblico del dominio, non c'è scritto quali server possono spedire a suo nome. Alcuni destinatari non si fidano.",
        "The DNS, the public list of the domain, does not say which servers may send in its name. Some recipients do not trust that.",
    ),
    steps: &[words(
        "Chieda a chi Le fornisce la posta la riga SPF da mettere, e la dia a chi gestisce il DNS.",
        "Ask your mail provider for the SPF line, and give it to whoever runs the DNS.",
    )],
    verify: AFTER_DNS,
};

const ONE_RECORD: Advice = Advice {
    title: words("Lasci nel DNS un solo record", "Leave one record only in the DNS"),
    why: words(
        "Nel DNS, l'elenco pubblico del dominio, di questi record ce n'è più di uno, e così non ne vale nessuno.",
        "In the DNS, the public list of the domain, there is more than one of these records, and so none of them counts.",
    ),
    steps: &[words("Chieda a chi gestisce il DNS di riunirli in una riga sola.", "Ask whoever runs the DNS to merge them into one line.")],
    verify: AFTER_DNS,
};

const MX_WRONG: Advice = Advice {
    title: words("Faccia correggere il record MX nel DNS", "Have the MX record in the DNS corrected"),
    why: words(
        "Il DNS è l'elenco che dice dove consegnare la posta. Per {domain} il suo record MX, la riga della posta, indica un server che da fuori non si trova.",
        "The DNS is the list that says where mail goes. For {domain} its MX record, the line for mail, names a server that nobody outside can find.",
    ),
    steps: &[
        words(
            "Chieda a chi Le fornisce la posta quale nome va nel record MX.",
            "Ask your mail provider which name belongs in the MX record.",
        ),
        words(
            "Chieda a chi gestisce il DNS di scriverlo. Un indirizzo numerico nel record MX non vale.",
            "Ask whoever runs the DNS to write it there. A numeric address in an MX record does not count.",
        ),
    ],
    verify: AFTER_DNS,
};

const OTHER_SERVERS: Advice = Advice {
    title: words("Faccia aggiornare il DNS dopo il cambio di gestore", "Have the DNS updated after the change of provider"),
    why: words(
        "La posta di {domain} va, in tutto o in parte, a server diversi da quelli previsti. Di solito il DNS, l'elenco che lo dice, è rimasto quello di prima.",
        "Mail for {domain} goes, all or part of it, to other servers than intended. Usually the DNS, the list that says so, is still the old one.",
    ),
    steps: &[
        words(
            "Chieda a chi gestisce il DNS di indicare solo i server di oggi nel record MX, la riga della posta.",
            "Ask whoever runs the DNS to name only today's servers in the MX record, the line for mail.",
        ),
        words(
            "Guardi se i messaggi che mancano sono nella casella del gestore di prima.",
            "See whether the missing messages are in the mailbox at your old provider.",
        ),
        words(
            "Se un'altra ditta filtra la Sua posta, può essere tutto normale. Lo scriva all'assistenza.",
            "If another company filters your mail, this may be as intended. Tell support so.",
        ),
    ],
    verify: words(
        "Dopo la modifica prema «Controlla di nuovo», poi si faccia scrivere da un indirizzo esterno.",
        "After the change press “Check again”, then have somebody write from an outside address.",
    ),
};

const MAIL_HOST: Advice = Advice {
    title: words("Faccia mettere nel DNS il nome {mail_host}", "Have the name {mail_host} put into the DNS"),
    why: words(
        "I programmi di posta chiamano {mail_host}. Nel DNS, l'elenco dei nomi, manca oppure porta a un indirizzo interno.",
        "Mail programs call {mail_host}. In the DNS, the list of names, it is missing or leads to an internal address.",
    ),
    steps: &[
        words(
            "Chieda a chi Le fornisce la posta l'indirizzo pubblico del server.",
            "Ask your mail provider for the public address of the server.",
        ),
        words("Chieda a chi gestisce il DNS di scriverlo accanto a {mail_host}.", "Ask whoever runs the DNS to put it beside {mail_host}."),
    ],
    verify: AFTER_DNS,
};

const RELAY: Advice = Advice {
    title: words("Avvisi chi Le fornisce la posta: il server non riceve", "Tell your mail provider: the server takes no mail"),
    why: words(
        "Un server di {domain} non accetta messaggi da fuori. I mittenti riprovano da soli per qualche giorno.",
        "A server of {domain} takes no messages from outside. Senders try again by themselves for a few days.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se aspetta un messaggio urgente, chieda al mittente di usare un'altra strada.",
            "If you expect an urgent message, ask its sender to use another way.",
        ),
    ],
    verify: IN_A_FEW_MINUTES,
};

const BUSY: Advice = Advice {
    title: words("Aspetti: il server chiede di riprovare più tardi", "Wait: the server asks to try again later"),
    why: words(
        "Il server di {domain} è acceso ma al momento non accetta messaggi. Di solito passa da sé, e i mittenti riprovano da soli.",
        "The server of {domain} is up but takes no messages right now. That usually passes, and senders try again by themselves.",
    ),
    steps: &[
        words("Aspetti un'ora e controlli di nuovo.", "Wait for an hour and check again."),
        words("Se dura più di un giorno, avvisi chi Le fornisce la posta.", "If it lasts for more than a day, tell your mail provider."),
    ],
    verify: words("Fra un'ora prema «Controlla di nuovo».", "In an hour press “Check again”."),
};

const NO_ENCRYPTION: Advice = Advice {
    title: words("Chieda a chi Le fornisce la posta di attivare la cifratura", "Ask your mail provider to turn encryption on"),
    why: words(
        "Senza cifratura chi sta in mezzo può leggere la posta. Alcuni mittenti si rifiutano di consegnare così.",
        "Without encryption whoever is in between can read the mail. Some senders refuse to deliver that way.",
    ),
    steps: &[TELL_THE_PROVIDER],
    verify: IN_A_FEW_MINUTES,
};

const SUBMISSION: Advice = Advice {
    title: words("Invii dalla webmail e avvisi chi Le fornisce la posta", "Send from the webmail and tell your mail provider"),
    why: words(
        "Il server per inviare, {mail_host}, non risponde ai programmi di posta.",
        "The server for sending, {mail_host}, does not answer mail programs.",
    ),
    steps: &[
        words(
            "Intanto invii dalla webmail, la posta vista dal browser: {webmail_host}.",
            "Meanwhile send from the webmail, your mail seen in the browser: {webmail_host}.",
        ),
        TELL_THE_PROVIDER,
        NOT_YOUR_PROGRAM,
    ],
    verify: IN_A_FEW_MINUTES,
};

const MAILBOXES: Advice = Advice {
    title: words("Usi la webmail e avvisi chi Le fornisce la posta", "Use the webmail and tell your mail provider"),
    why: words(
        "Il server {mail_host} non risponde ai programmi di posta. La webmail è un'altra strada e può funzionare.",
        "The server {mail_host} does not answer mail programs. The webmail is another way and may work.",
    ),
    steps: &[
        words("Apra {webmail_host} con un browser e legga lì la posta.", "Open {webmail_host} in a browser and read your mail there."),
        TELL_THE_PROVIDER,
        NOT_YOUR_PROGRAM,
    ],
    verify: words(
        "Fra qualche minuto prema «Controlla di nuovo», poi riapra il programma di posta.",
        "In a few minutes press “Check again”, then open your mail program again.",
    ),
};

const CERTIFICATE: Advice = Advice {
    title: words("Faccia sistemare il certificato del server", "Have the server's certificate mended"),
    why: words(
        "Il certificato è il documento con cui il server dimostra chi è. Non è in ordine, e i programmi possono rifiutare di collegarsi.",
        "The certificate is how the server proves who it is. It is not in order, and programs may refuse to connect.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Se il programma mostra un avviso di sicurezza, non lo accetti e non inserisca la password.",
            "If the program shows a security warning, do not accept it and do not enter your password.",
        ),
    ],
    verify: words(
        "Quando è sistemato prema «Controlla di nuovo». L'avviso del programma non deve più comparire.",
        "Once it is mended press “Check again”. The program's warning must not come back.",
    ),
};

const CERTIFICATE_ENDS: Advice = Advice {
    title: words("Faccia rinnovare presto il certificato del server", "Have the server's certificate renewed soon"),
    why: words(
        "Il certificato è il documento con cui il server dimostra chi è. Scade fra pochi giorni, e poi i programmi non si collegano più.",
        "The certificate is how the server proves who it is. It ends in a few days, and then programs no longer connect.",
    ),
    steps: &[TELL_THE_PROVIDER],
    verify: words("Dopo il rinnovo prema «Controlla di nuovo».", "After the renewal press “Check again”."),
};

const ENCRYPTION_OUTDATED: Advice = Advice {
    title: words("Avvisi chi Le fornisce la posta: la cifratura è superata", "Tell your mail provider: the encryption is outdated"),
    why: words(
        "Il server risponde, ma cifra solo nei modi di una volta. I programmi di oggi non li accettano più, e quindi non si collegano.",
        "The server answers, but encrypts only in the ways of the past. The programs of today no longer accept them, and so do not connect.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Non abbassi la sicurezza del Suo programma per farlo collegare.",
            "Do not lower the security of your program to make it connect.",
        ),
    ],
    verify: words("Quando il server è aggiornato prema «Controlla di nuovo».", "Once the server is updated press “Check again”."),
};

const ENCRYPTION: Advice = Advice {
    title: words("Avvisi chi Le fornisce la posta: la cifratura non riesce", "Tell your mail provider: the encryption fails"),
    why: words(
        "Il server offre un collegamento cifrato, ma non lo porta a termine. Può essere un guasto, o qualcuno che si mette in mezzo.",
        "The server offers an encrypted connection and does not carry it through. It may be a fault, or somebody in between.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words("Finché non è chiarito non inserisca la password.", "Until that is cleared up, do not enter your password."),
    ],
    verify: IN_A_FEW_MINUTES,
};

const WEBMAIL: Advice = Advice {
    title: words("Avvisi chi Le fornisce la posta: la webmail non si apre", "Tell your mail provider: the webmail does not open"),
    why: words(
        "La webmail è la posta vista dal browser. Non si apre nemmeno dal nostro server, quindi il guasto è lì.",
        "The webmail is your mail seen in the browser. It does not open from our server either, so the fault is there.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words(
            "Intanto provi con il programma di posta, che usa un'altra strada.",
            "Meanwhile try your mail program, which uses another way.",
        ),
    ],
    verify: words(
        "Fra qualche minuto prema «Controlla di nuovo», poi apra {webmail_host}.",
        "In a few minutes press “Check again”, then open {webmail_host}.",
    ),
};

const WEBMAIL_IN_CLEAR: Advice = Advice {
    title: words("Non inserisca la password in quella webmail", "Do not enter your password in that webmail"),
    why: words(
        "La webmail porta a una pagina senza cifratura. Chi sta in mezzo potrebbe leggere la password.",
        "The webmail leads to a page without encryption. Whoever is in between could read the password.",
    ),
    steps: &[
        TELL_THE_PROVIDER,
        words("Intanto usi il programma di posta con la cifratura attiva.", "Meanwhile use your mail program with encryption on."),
    ],
    verify: IN_A_FEW_MINUTES,
};
>>>>>>> theirs
