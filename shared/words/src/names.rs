//! The names of closed sets: checks, states, severities, owners, stages, causes of failure.
//!
//! Every technical term has a plain one beside it.

use diagnosis::finding::{CheckState, FindingSeverity, Owner};
use diagnosis::probe::{Cause, CheckKind, ProbeKind, Refusal, SharedResult, Stage, TlsCause};
use mail::dns::DnsCause;
use mail::provider::Rule;
use terms::Confidence;

use super::{Lang, Reader, fill};

/// The form of one language.
#[must_use]
pub const fn pick(lang: Lang, it: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::It => it,
        Lang::En => en,
    }
}

/// "I don't know", offered by every closed question.
#[must_use]
pub const fn unsure(lang: Lang) -> &'static str {
    pick(lang, "Non lo so", "I don't know")
}

/// The name of a check, as the customer sees it.
#[must_use]
pub const fn check(lang: Lang, check: CheckKind) -> &'static str {
    match check {
        CheckKind::Delegation => pick(lang, "Il dominio e il suo DNS", "The domain and its DNS"),
        CheckKind::Mx => pick(lang, "Dove viene consegnata la posta", "Where mail is delivered"),
        CheckKind::Provider => pick(lang, "Il fornitore della posta", "The mail provider"),
        CheckKind::Relay => {
            pick(lang, "I server che ricevono la posta", "The servers that take mail")
        }
        CheckKind::Services => pick(lang, "Le impostazioni pubblicate", "The published settings"),
        CheckKind::Submission => {
            pick(lang, "L'invio dal programma di posta", "Sending from a mail program")
        }
        CheckKind::Imap => pick(lang, "La lettura con IMAP", "Reading by IMAP"),
        CheckKind::Pop3 => pick(lang, "La lettura con POP3", "Reading by POP3"),
        CheckKind::Webmail => pick(lang, "La webmail", "Webmail"),
        CheckKind::ProviderStatus => {
            pick(lang, "I guasti dichiarati dal fornitore", "Outages that the provider declares")
        }
        CheckKind::Mailbox => {
            pick(lang, "La casella, vista da dentro", "The mailbox, from the inside")
        }
        CheckKind::SenderPolicy => {
            pick(lang, "Chi può spedire a nome del dominio", "Who may send in the domain's name")
        }
    }
}

/// The name of a probe, for the technical details.
#[must_use]
pub const fn probe(lang: Lang, kind: ProbeKind) -> &'static str {
    match kind {
        ProbeKind::SelfTest => pick(lang, "Verifica dei nostri strumenti", "Test of our own tools"),
        ProbeKind::Delegation => "DNS NS",
        ProbeKind::Mx => "DNS MX",
        ProbeKind::Services => "DNS SRV",
        ProbeKind::Autoconfig => "DNS autoconfig",
        ProbeKind::SenderPolicy => "DNS TXT",
        ProbeKind::ProviderStatus => pick(lang, "Pagina di stato", "Status page"),
        ProbeKind::Smtp => "SMTP 25",
        ProbeKind::Submission => "Submission 587",
        ProbeKind::Submissions => "Submissions 465",
        ProbeKind::Imap => "IMAP 143",
        ProbeKind::Imaps => "IMAPS 993",
        ProbeKind::Pop3 => "POP3 110",
        ProbeKind::Pop3s => "POP3S 995",
        ProbeKind::Webmail => "HTTPS 443",
        ProbeKind::MailboxImap => pick(lang, "Accesso IMAP", "IMAP login"),
    }
}

/// How a provider was recognised: "we tell by …". Rules that only make it likely say so.
#[must_use]
pub const fn provider_rule(lang: Lang, rule: Rule) -> &'static str {
    match rule {
        Rule::Domain => pick(lang, "dal dominio stesso", "the domain itself"),
        Rule::Mx => pick(
            lang,
            "dal nome del server che riceve la posta (MX)",
            "the name of the server that takes its mail (MX)",
        ),
        Rule::MxAddress => pick(
            lang,
            "dall'indirizzo del server che riceve la posta (MX)",
            "the address of the server that takes its mail (MX)",
        ),
        Rule::Spf => pick(
            lang,
            "dall'elenco di chi può spedire (SPF), che lo rende probabile",
            "the list of those who may send (SPF), which makes it likely",
        ),
        Rule::Autoconfig => pick(
            lang,
            "dalla configurazione dei programmi di posta, che lo rende probabile",
            "where mail programs are led to, which makes it likely",
        ),
        Rule::Ns => pick(
            lang,
            "dai server dei nomi (NS), che lo rendono possibile",
            "the name servers (NS), which makes it possible",
        ),
    }
}

/// The sign of a state. It is shown beside its [name](state).
#[must_use]
pub const fn state_sign(state: CheckState) -> &'static str {
    match state {
        CheckState::Waiting => "·",
        CheckState::Running => "…",
        CheckState::Ok => "✓",
        CheckState::Warning => "!",
        CheckState::Problem => "✕",
        CheckState::CouldNotCheck => "?",
        CheckState::Skipped => "–",
        CheckState::Cancelled => "■",
    }
}

/// The name of a state.
#[must_use]
pub const fn state(lang: Lang, state: CheckState) -> &'static str {
    match state {
        CheckState::Waiting => pick(lang, "In attesa", "Waiting"),
        CheckState::Running => pick(lang, "In corso", "Running"),
        CheckState::Ok => pick(lang, "Funziona", "Works"),
        CheckState::Warning => pick(lang, "Funziona, con un rischio", "Works, with a risk"),
        CheckState::Problem => pick(lang, "Non funziona", "Does not work"),
        CheckState::CouldNotCheck => {
            pick(lang, "Non verificabile da qui", "Could not be checked from here")
        }
        CheckState::Skipped => pick(lang, "Nulla da verificare", "Nothing to check"),
        CheckState::Cancelled => pick(lang, "Interrotto", "Stopped"),
    }
}

/// The name of a severity.
#[must_use]
pub const fn severity(lang: Lang, severity: FindingSeverity) -> &'static str {
    match severity {
        FindingSeverity::Info => pick(lang, "A posto", "In order"),
        FindingSeverity::Unjudged => {
            pick(lang, "Non verificabile da qui", "Could not be checked from here")
        }
        FindingSeverity::Warning => pick(lang, "Attenzione", "Warning"),
        FindingSeverity::Problem => pick(lang, "Problema", "Problem"),
    }
}

/// The owner of the fix.
#[must_use]
pub const fn owner(lang: Lang, owner: Owner, reader: Reader) -> &'static str {
    match owner {
        Owner::You if matches!(reader, Reader::Other) => {
            pick(lang, "tocca al cliente", "it is up to the customer")
        }
        Owner::You => pick(lang, "tocca a Lei", "it is up to you"),
        Owner::DomainAdmin => {
            pick(lang, "tocca a chi gestisce il dominio", "it is up to whoever runs the domain")
        }
        Owner::MailProvider => {
            pick(lang, "tocca al fornitore della posta", "it is up to the mail provider")
        }
        Owner::OtherSide => pick(lang, "tocca all'altra parte", "it is up to the other side"),
        Owner::Service => pick(lang, "tocca a noi", "it is up to us"),
        Owner::Nobody => {
            pick(lang, "non tocca a nessuno: basta attendere", "it is up to nobody: wait")
        }
    }
}

/// The confidence of a conclusion: each level has one word, which is used everywhere.
#[must_use]
pub const fn confidence(lang: Lang, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Possible => pick(lang, "possibile", "possible"),
        Confidence::Likely => pick(lang, "probabile", "likely"),
        Confidence::Certain => pick(lang, "certo", "certain"),
    }
}

/// The name of a stage.
#[must_use]
pub const fn stage(lang: Lang, stage: Stage) -> &'static str {
    match stage {
        Stage::ControlResolver => pick(lang, "il nostro DNS", "our own DNS"),
        Stage::ControlPort25 => pick(lang, "la nostra porta 25", "our own port 25"),
        Stage::Ns => pick(lang, "server dei nomi", "name servers"),
        Stage::Delegation => pick(lang, "server dei nomi, uno per uno", "name servers, one by one"),
        Stage::Mx => pick(lang, "record MX", "MX records"),
        Stage::Addresses => pick(lang, "indirizzi", "addresses"),
        Stage::Srv => pick(lang, "record SRV", "SRV records"),
        Stage::Autoconfig => pick(lang, "configurazione automatica", "automatic set-up"),
        Stage::Txt => pick(lang, "record TXT (SPF e DMARC)", "TXT records (SPF and DMARC)"),
        Stage::Resolve => pick(lang, "ricerca dell'indirizzo", "address look-up"),
        Stage::Connect => pick(lang, "collegamento", "connection"),
        Stage::Greeting => pick(lang, "saluto", "greeting"),
        Stage::Capabilities => pick(lang, "funzioni offerte", "capabilities"),
        Stage::StartTls => {
            pick(lang, "passaggio alla cifratura (STARTTLS)", "switch to encryption (STARTTLS)")
        }
        Stage::Tls => pick(lang, "cifratura (TLS)", "encryption (TLS)"),
        Stage::Certificate => pick(lang, "certificato", "certificate"),
        Stage::CapabilitiesTls => {
            pick(lang, "funzioni offerte sotto cifratura", "capabilities inside TLS")
        }
        Stage::Login => pick(lang, "accesso con la password", "login with the password"),
        Stage::Quota => pick(lang, "spazio", "space"),
        Stage::Folders => pick(lang, "cartelle", "folders"),
        Stage::Inbox => pick(lang, "posta in arrivo", "inbox"),
        Stage::Search => pick(lang, "ricerca del messaggio", "search for the message"),
        Stage::Request => pick(lang, "richiesta della pagina", "page request"),
        Stage::Quit => pick(lang, "chiusura", "farewell"),
    }
}

/// When a shared result was measured, as an addition to its subject.
#[must_use]
pub fn shared_result(lang: Lang, shared: SharedResult) -> String {
    let template = match shared.age_s {
        0 => pick(
            lang,
            "misurato in questo momento, anche per un'altra verifica",
            "measured just now, for another check-up as well",
        ),
        1 => pick(
            lang,
            "misurato un secondo fa per un'altra verifica",
            "measured one second ago for another check-up",
        ),
        _ => pick(
            lang,
            "misurato {seconds} secondi fa per un'altra verifica",
            "measured {seconds} seconds ago for another check-up",
        ),
    };
    fill(template, &[("seconds", &shared.age_s.to_string())])
}

/// Why a stage failed, as the end of a sentence: "… : il server rifiuta il collegamento".
#[must_use]
pub fn cause(lang: Lang, cause: &Cause) -> String {
    let fixed = match cause {
        Cause::Timeout { after_ms } => {
            let seconds = (after_ms / 1000).max(1).to_string();
            return fill(
                pick(
                    lang,
                    "nessuna risposta entro {seconds} secondi",
                    "no answer within {seconds} seconds",
                ),
                &[("seconds", &seconds)],
            );
        }
        Cause::Rejected { reply, server_text, .. } => {
            let code = reply.map(|code| format!("{code} ")).unwrap_or_default();
            let template = pick(
                lang,
                "il server risponde «{code}{text}»",
                "the server answers “{code}{text}”",
            );
            return fill(template, &[("code", &code), ("text", server_text.as_str())]);
        }
        Cause::NotOffered { capability } => {
            return fill(
                pick(lang, "il server non offre {name}", "the server does not offer {name}"),
                &[("name", capability.as_str())],
            );
        }
        Cause::HttpStatus { status } => {
            return fill(
                pick(
                    lang,
                    "la pagina risponde con l'errore {status}",
                    "the page answers with error {status}",
                ),
                &[("status", &status.to_string())],
            );
        }
        Cause::Refused => {
            pick(lang, "il server rifiuta il collegamento", "the server refuses the connection")
        }
        Cause::Unreachable => {
            pick(lang, "il server non è raggiungibile", "the server cannot be reached")
        }
        Cause::NoRouteFromHere => pick(
            lang,
            "dal nostro server non c'è una strada fin lì",
            "there is no way there from our server",
        ),
        Cause::Closed => pick(
            lang,
            "il server interrompe il collegamento",
            "the server breaks the connection off",
        ),
        Cause::NotTheProtocol { .. } => {
            pick(lang, "risponde un programma di altro tipo", "a program of another kind answers")
        }
        Cause::TooMuch { .. } => {
            pick(lang, "il server invia troppi dati", "the server sends too much data")
        }
        Cause::PlaintextInjected => pick(
            lang,
            "dati in chiaro durante il passaggio alla cifratura",
            "data in clear while switching to encryption",
        ),
        Cause::Dns(cause) => dns_cause(lang, *cause),
        Cause::Tls(cause) => tls_cause(lang, cause),
        Cause::RedirectLoop => pick(
            lang,
            "la pagina rimanda di continuo altrove",
            "the page sends its visitors round in circles",
        ),
        Cause::NotAllowed(refusal) => match refusal {
            Refusal::AddressNotPublic => {
                pick(lang, "l'indirizzo non è pubblico", "the address is not public")
            }
            Refusal::PortNotAllowed => {
                pick(lang, "la porta non è fra quelle della posta", "the port is not one of mail's")
            }
            Refusal::NameNotAllowed => pick(
                lang,
                "il nome non può essere quello di un server pubblico",
                "the name cannot be a public server's",
            ),
            Refusal::OwnAddress => pick(
                lang,
                "è l'indirizzo del nostro stesso server",
                "it is the address of our own server",
            ),
            Refusal::AddressDenied => pick(
                lang,
                "questo servizio non verifica i server di quella rete",
                "this service does not check servers of that network",
            ),
            Refusal::BudgetSpent => pick(
                lang,
                "troppe prove in poco tempo: riprovi fra qualche minuto",
                "too many tries in a short time: try again in a few minutes",
            ),
        },
        Cause::Cancelled => pick(lang, "verifica interrotta", "check stopped"),
        Cause::Internal => pick(
            lang,
            "la verifica non è riuscita per un nostro errore",
            "the check failed through an error of ours",
        ),
    };
    fixed.to_owned()
}

/// Why a DNS query had no answer.
#[must_use]
pub const fn dns_cause(lang: Lang, cause: DnsCause) -> &'static str {
    match cause {
        DnsCause::NxDomain => pick(lang, "il nome non esiste", "the name does not exist"),
        DnsCause::NoData => pick(lang, "il nome non ha un indirizzo", "the name has no address"),
        DnsCause::ServFail => pick(
            lang,
            "il DNS del dominio risponde con un errore",
            "the domain's DNS answers with an error",
        ),
        DnsCause::Bogus => pick(
            lang,
            "le firme del DNS (DNSSEC) non sono in ordine",
            "the signatures of the DNS (DNSSEC) are not in order",
        ),
        DnsCause::Refused => {
            pick(lang, "il DNS rifiuta di rispondere", "the DNS refuses to answer")
        }
        DnsCause::Timeout => pick(lang, "il DNS non risponde", "the DNS does not answer"),
        DnsCause::AliasLoop => pick(
            lang,
            "i nomi rimandano l'uno all'altro senza fine",
            "the names point at each other without end",
        ),
        DnsCause::Unreachable => {
            pick(lang, "il nostro DNS non è raggiungibile", "our own DNS cannot be reached")
        }
    }
}

/// Why a TLS handshake or a certificate failed.
#[must_use]
pub const fn tls_cause(lang: Lang, cause: &TlsCause) -> &'static str {
    match cause {
        TlsCause::Expired => pick(lang, "il certificato è scaduto", "the certificate has expired"),
        TlsCause::NotYetValid => {
            pick(lang, "il certificato non è ancora valido", "the certificate is not valid yet")
        }
        TlsCause::WrongName => pick(
            lang,
            "il certificato è intestato a un altro nome",
            "the certificate is made out to another name",
        ),
        TlsCause::SelfSigned => pick(
            lang,
            "il certificato è firmato dal server stesso",
            "the certificate is signed by the server itself",
        ),
        TlsCause::UnknownIssuer => pick(
            lang,
            "il certificato non è firmato da un ente riconosciuto",
            "no recognised authority has signed the certificate",
        ),
        TlsCause::Revoked => {
            pick(lang, "il certificato è stato revocato", "the certificate was revoked")
        }
        TlsCause::BadCertificate => {
            pick(lang, "il certificato non rispetta le regole", "the certificate breaks the rules")
        }
        TlsCause::Alert => {
            pick(lang, "il server interrompe la cifratura", "the server breaks the encryption off")
        }
        TlsCause::NoCommonVersion => pick(
            lang,
            "il server conosce solo versioni vecchie della cifratura",
            "the server knows old versions of encryption only",
        ),
        TlsCause::NoCommonCipher => pick(
            lang,
            "il server non conosce nessuno dei modi di cifrare di oggi",
            "the server knows none of today's ways of encrypting",
        ),
        TlsCause::NotTls => pick(
            lang,
            "su quella porta non si parla in modo cifrato",
            "that port does not speak encryption",
        ),
    }
}

/// The heading of a conclusion while no cause is known.
#[must_use]
pub const fn conclude_heading(lang: Lang) -> &'static str {
    pick(lang, "Che cosa risulta", "What came out")
}
