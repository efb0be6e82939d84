//! What each finding says: one plain sentence, and what it means.
//!
//! `{domain}`, `{host}`, `{hosts}`, `{address}`, `{port}`, `{reply_code}`, `{server_text}`, `{cause}`, `{days}`, `{count}`,
//! `{names}`, `{provider}`, `{by}`, `{record}`, `{since}`, `{check}` and `{window_min}` are filled in from the finding's parameters.

use super::names::pick;
use super::{Lang, cause, check, fill, provider_rule};
use crate::finding::{Finding, FindingCode, Params};

/// The words of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// One sentence that says what was found.
    pub title: String,
    /// What it means for somebody who knows nothing of mail.
    pub meaning: String,
}

/// The words of `finding`.
#[must_use]
pub fn finding(lang: Lang, finding: &Finding) -> Wording {
    on_ports(lang, finding, &port(finding))
}

/// The words of several findings; those that differ by nothing but their port are told once: "porta 143 e 993".
#[must_use]
pub fn findings<'a>(lang: Lang, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<(&'a Finding, Wording)> {
    let mut told: Vec<(&Finding, Wording, Vec<String>)> = Vec::new();
    for finding in findings {
        let (wording, port) = (on_ports(lang, finding, ""), port(finding));
        match told.iter_mut().find(|(before, same, _)| before.code == finding.code && *same == wording) {
            Some((_, _, ports)) if !ports.contains(&port) => ports.push(port),
            Some(_) => {}
            None => told.push((finding, wording, vec![port])),
        }
    }
    let and = pick(lang, " e ", " and ");
    told.into_iter().map(|(finding, _, ports)| (finding, on_ports(lang, finding, &ports.join(and)))).collect()
}

fn port(finding: &Finding) -> String {
    finding.params.port.map(|port| port.to_string()).unwrap_or_default()
}

fn on_ports(lang: Lang, finding: &Finding, ports: &str) -> Wording {
    let (title, meaning) = templates(lang, finding.code);
    let values = values(lang, &finding.params);
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).chain([("port", ports)]).collect();
    Wording { title: fill(title, &values), meaning: fill(meaning, &values) }
}

fn values(lang: Lang, params: &Params) -> Vec<(&'static str, String)> {
    fn shown<T: ToString>(value: Option<&T>) -> String {
        value.map(ToString::to_string).unwrap_or_default()
    }
    let list = |values: Vec<String>| values.join(", ");
    vec![
        ("domain", params.domain.as_ref().map(|domain| domain.to_unicode()).unwrap_or_default()),
        ("host", params.host.as_ref().map(|host| host.to_unicode()).unwrap_or_default()),
        ("hosts", list(params.hosts.iter().map(|host| host.to_unicode()).collect())),
        ("address", shown(params.address.as_ref())),
        ("reply_code", shown(params.reply_code.as_ref())),
        ("enhanced_status", shown(params.enhanced_status.as_ref())),
        ("server_text", shown(params.server_text.as_ref())),
        ("cause", params.cause.as_ref().map(|found| cause(lang, found)).unwrap_or_default()),
        ("days", params.days.map(|days| days.unsigned_abs().to_string()).unwrap_or_default()),
        ("count", shown(params.count.as_ref())),
        ("names", list(params.names.iter().map(ToString::to_string).collect())),
        ("provider", params.provider.as_ref().map(|provider| provider.display_name().to_owned()).unwrap_or_default()),
        ("by", params.by.map(|rule| provider_rule(lang, rule).to_owned()).unwrap_or_default()),
        ("record", shown(params.record.as_ref())),
        ("since", shown(params.since.as_ref())),
        ("check", params.check.map(|found| check(lang, found).to_owned()).unwrap_or_default()),
        ("window_min", shown(params.window_min.as_ref())),
    ]
}

pub(super) fn templates(lang: Lang, code: FindingCode) -> (&'static str, &'static str) {
    match lang {
        Lang::It => italian(code),
        Lang::En => english(code),
    }
}

fn italian(code: FindingCode) -> (&'static str, &'static str) {
    match code {
        FindingCode::DelegationOk => {
            ("Il dominio {domain} esiste e i suoi server dei nomi rispondono.", "Chi scrive a questo dominio riesce a trovarlo.")
        }
        FindingCode::DomainNotFound => (
            "Il dominio {domain} non esiste.",
            "O il nome è scritto male, oppure il dominio è scaduto o non è più registrato: finché è così nessun messaggio può arrivare.",
        ),
        FindingCode::DomainServersFailing => (
            "I server dei nomi di {domain} non funzionano.",
            "Il DNS, l'elenco che dice dove consegnare la posta, risponde con un errore. Va sistemato da chi gestisce il dominio.",
        ),
        FindingCode::DomainServersSilent => {
            ("I server dei nomi di {domain} non rispondono.", "Senza risposta nessuno sa dove consegnare la posta di questo dominio.")
        }
        FindingCode::DelegationStale => (
            "La registrazione di {domain} indica ancora {hosts}, che il DNS del dominio non nomina più.",
            "Di solito sono i server dei nomi del fornitore di prima. Chi chiede a loro può ricevere indicazioni vecchie. Quelli giusti: {names}.",
        ),
        FindingCode::NameServerLame => (
            "Per {domain} è indicato {hosts}, che però non risponde per questo dominio.",
            "Chi chiede a quel server dei nomi non trova il dominio. Va tolto dalla registrazione, oppure gli va affidato il dominio.",
        ),
        FindingCode::NameServersDiffer => (
            "I server dei nomi di {domain} danno destinazioni diverse per la posta: {names}.",
            "Una copia del DNS è vecchia: una parte dei messaggi va dove dice quella. Succede quando si cambia fornitore a metà.",
        ),
        FindingCode::DelegationNotJudged => (
            "Da qui non è stato possibile chiedere ai server dei nomi di {domain}, uno per uno.",
            "Non prova nulla sul Suo dominio: la verifica non è riuscita da qui.",
        ),
        FindingCode::DnsNotJudged => (
            "Non è stato possibile interrogare il DNS di {domain} dal nostro server.",
            "Non significa che ci sia un guasto dalla Sua parte: la verifica non è riuscita da qui.",
        ),
        FindingCode::MxOk => ("La posta di {domain} ha una destinazione: {hosts}.", "Il DNS indica a quali server consegnare i messaggi."),
        FindingCode::MxNone => (
            "Il DNS di {domain} non indica nessun server per la posta.",
            "Chi scrive a questo dominio riceve un errore: manca il record MX, la riga che dice dove consegnare i messaggi.",
        ),
        FindingCode::MxNull => (
            "Il dominio {domain} dichiara di non ricevere posta.",
            "Nel DNS c'è un'indicazione esplicita (null MX) che dice a tutti di non inviare messaggi qui.",
        ),
        FindingCode::MxNullBeside => (
            "Accanto a {hosts} il DNS di {domain} dichiara anche di non ricevere posta.",
            "La riga che lo dichiara («null MX») deve stare da sola. Così chi scrive può rinunciare a consegnare: va tolta.",
        ),
        FindingCode::MxImplicit => (
            "Il DNS di {domain} non ha un record MX: la posta va all'indirizzo del dominio stesso.",
            "Può funzionare, ma è fragile: chi gestisce il dominio dovrebbe aggiungere un record MX.",
        ),
        FindingCode::MxHostNotFound => (
            "Il server di posta {host} indicato dal DNS non esiste o non ha un indirizzo.",
            "I messaggi diretti a quel server non possono essere consegnati.",
        ),
        FindingCode::MxAlias => (
            "Il record MX indica {host}, che è solo un altro nome di {hosts}.",
            "Le regole della posta non lo permettono: alcuni mittenti rifiutano di consegnare.",
        ),
        FindingCode::MxAddressPrivate => (
            "Il server di posta {host} ha l'indirizzo privato {address}.",
            "Un indirizzo privato vale solo dentro una rete interna: da fuori non si raggiunge.",
        ),
        FindingCode::MxMalformed => (
            "Un record MX di {domain} contiene «{server_text}», che non è il nome di un server.",
            "Nel record MX deve esserci un nome, per esempio mail.{domain}, e non un indirizzo numerico.",
        ),
        FindingCode::MxHostsLeftOut => {
            ("Il dominio ha altri {count} server di posta, che non abbiamo provato.", "Abbiamo provato quelli che vengono usati per primi.")
        }
        FindingCode::MailProviderChanged => (
            "La posta di {domain} viene consegnata a {hosts}, non ai server del Suo fornitore.",
            "Succede spesso dopo un cambio di gestore: il DNS indica ancora i server di prima, e i messaggi finiscono là.",
        ),
        FindingCode::MxMixed => {
            ("Accanto ai server giusti il DNS indica anche {hosts}.", "Una parte dei messaggi può finire ai server di un altro gestore.")
        }
        FindingCode::MxNameDoubled => (
            "Il record MX indica {host}, con il nome del dominio scritto due volte.",
            "Il pannello del DNS aggiunge il dominio da solo: nella riga va scritto soltanto il nome che viene prima.",
        ),
        FindingCode::MxUnverifiedMicrosoft => (
            "Un record MX di {domain} contiene «{server_text}», che serve a Microsoft solo per verificare il dominio.",
            "A quel nome non risponde nessuno: la configurazione di Microsoft 365 è rimasta a metà.",
        ),
        FindingCode::MxTwoProviders => (
            "La posta di {domain} è divisa fra due fornitori: {names}.",
            "Ogni messaggio arriva a uno solo dei due. Succede quando un cambio di fornitore è rimasto a metà.",
        ),
        FindingCode::MailHostBehindHttpProxy => (
            "Il nome {host} porta a {names}, che lascia passare solo le pagine web.",
            "Il server di posta dietro a quel nome non si raggiunge. Nel DNS la riga va impostata senza proxy («solo DNS»).",
        ),
        FindingCode::ProviderIdentified => {
            ("Il fornitore della posta di {domain} risulta essere {provider}.", "Lo riconosciamo {by}: «{record}».")
        }
        FindingCode::GatewayInFront => (
            "Prima di arrivare alle caselle, la posta di {domain} passa da {provider}.",
            "Un messaggio che manca può essere stato fermato lì. Lo riconosciamo {by}: «{record}».",
        ),
        FindingCode::ProviderUnknown => (
            "Non riconosciamo il fornitore della posta di {domain}.",
            "Le altre verifiche valgono lo stesso. Chi gestisce il dominio sa dirLe dove sono le caselle.",
        ),
        FindingCode::ProviderNotJudged => (
            "Da qui non è stato possibile vedere chi fornisce la posta di {domain}.",
            "Non significa che ci sia un guasto dalla Sua parte: il DNS non ha risposto a tutte le domande.",
        ),
        FindingCode::RelayOk => ("Il server {host} riceve posta.", "Ha risposto correttamente alla nostra chiamata."),
        FindingCode::RelayDown => (
            "Nessun server di {domain} riceve posta: {cause}.",
            "I mittenti riproveranno per qualche giorno; se il guasto dura, i messaggi tornano indietro con un errore.",
        ),
        FindingCode::RelayPartlyDown => (
            "Una parte dei server di {domain} non riceve posta: {hosts}.",
            "La posta arriva attraverso gli altri server, con possibili ritardi.",
        ),
        FindingCode::RelayRefused => {
            ("Il server {host} ({address}) rifiuta il collegamento.", "Su quella macchina nessun programma sta ricevendo la posta.")
        }
        FindingCode::RelayTimeout => ("Il server {host} ({address}) non risponde.", "È spento, oppure qualcosa blocca il collegamento."),
        FindingCode::RelayUnreachable => ("Il server {host} ({address}) non è raggiungibile.", "La rete in cui si trova non è collegata."),
        FindingCode::RelaySilent => {
            ("Il server {host} accetta il collegamento ma non dice nulla.", "È probabilmente sovraccarico o bloccato.")
        }
        FindingCode::RelayClosed => {
            ("Il server {host} interrompe il collegamento.", "Il dialogo è finito prima di potere consegnare un messaggio.")
        }
        FindingCode::RelayBusy => (
            "Il server {host} dice di riprovare più tardi: {reply_code} {server_text}",
            "Di solito è una situazione passeggera: i mittenti riprovano da soli.",
        ),
        FindingCode::RelayGreetingRejected => {
            ("Il server {host} rifiuta di parlare: {reply_code} {server_text}", "Il server è acceso ma respinge chi chiama.")
        }
        FindingCode::RelayNotSmtp => (
            "Su {host} non risponde un server di posta: «{server_text}».",
            "A quell'indirizzo c'è un altro programma, o un apparecchio di rete che si mette in mezzo.",
        ),
        FindingCode::RelayStarttlsMissing => (
            "Il server {host} riceve la posta senza cifratura.",
            "I messaggi viaggiano in chiaro fino a quel server; alcuni mittenti si rifiutano di consegnare così.",
        ),
        FindingCode::RelayNotJudged => (
            "Da qui non è stato possibile provare i server che ricevono la posta.",
            "La nostra rete potrebbe bloccare questo tipo di collegamento (porta 25): questo non dice nulla sulla Sua posta.",
        ),
        FindingCode::RelayIpv6NotJudged => {
            ("L'indirizzo IPv6 {address} di {host} non si può provare da qui.", "Il nostro server non ha una connessione IPv6.")
        }
        FindingCode::ServicesPublished => {
            ("Il dominio pubblica le impostazioni per i programmi di posta: {hosts}.", "I programmi che le leggono si configurano da soli.")
        }
        FindingCode::ServicesNotPublished => {
            ("Il dominio non pubblica impostazioni per i programmi di posta.", "È normale: le impostazioni si inseriscono a mano.")
        }
        FindingCode::MailHostNotFound => {
            ("Il nome {host} non esiste nel DNS.", "È il nome che i programmi di posta devono chiamare: senza, non trovano le caselle.")
        }
        FindingCode::MailHostPrivate => (
            "Il nome {host} ha un indirizzo privato, che da fuori non si raggiunge.",
            "Un indirizzo privato vale solo dentro una rete interna: nel DNS va scritto l'indirizzo pubblico del server.",
        ),
        FindingCode::MailHostNotJudged => (
            "Da qui non è stato possibile cercare il nome {host}.",
            "Questo non dice nulla sulla Sua posta: la verifica non è riuscita da qui.",
        ),
        FindingCode::MailHostUnknown => (
            "Non sappiamo quale server chiamare: il nome {host} è solo una nostra supposizione.",
            "Il programma di posta può usare un altro nome, che il dominio non pubblica. Quello giusto lo sa chi Le fornisce la posta.",
        ),
        FindingCode::SubmissionOk => (
            "Il server per inviare la posta risponde ({host}, porta {port}).",
            "Un programma di posta può consegnare qui i messaggi in uscita.",
        ),
        FindingCode::SubmissionDown => (
            "Il server per inviare la posta ({host}) non è disponibile: {cause}.",
            "Finché è così i programmi di posta non riescono a inviare.",
        ),
        FindingCode::ImapOk => (
            "Le caselle si possono leggere con IMAP ({host}, porta {port}).",
            "IMAP è il modo in cui telefoni e programmi leggono la posta sul server.",
        ),
        FindingCode::ImapDown => {
            ("Il server IMAP ({host}) non è disponibile: {cause}.", "Telefoni e programmi di posta non riescono a leggere i messaggi.")
        }
        FindingCode::Pop3Ok => {
            ("Le caselle si possono leggere con POP3 ({host}, porta {port}).", "POP3 è il modo in cui alcuni programmi scaricano la posta.")
        }
        FindingCode::Pop3Down => (
            "Il server POP3 ({host}) non è disponibile: {cause}.",
            "I programmi impostati con POP3 non scaricano i messaggi. Chi usa IMAP non se ne accorge.",
        ),
        FindingCode::PortClosed => {
            ("La porta {port} di {host} non è disponibile: {cause}.", "Il servizio funziona sull'altra porta: basta impostare quella.")
        }
        FindingCode::ServiceNotJudged => {
            ("Da qui non è stato possibile provare {host}.", "Questo non dice nulla sulla Sua posta: la verifica non è riuscita da qui.")
        }
        FindingCode::StarttlsMissing => (
            "Su {host}, porta {port}, la cifratura non è offerta.",
            "Una password inviata da questa porta viaggerebbe in chiaro: meglio usare la porta cifrata.",
        ),
        FindingCode::TlsCertificateExpired => (
            "Il certificato di {host} è scaduto da {days} giorni.",
            "Il certificato è il documento d'identità del server. Scaduto, i programmi di posta mostrano un avviso o rifiutano di collegarsi.",
        ),
        FindingCode::TlsCertificateExpiring => {
            ("Il certificato di {host} scade fra {days} giorni.", "Se non viene rinnovato, i programmi di posta smetteranno di collegarsi.")
        }
        FindingCode::TlsCertificateWrongName => (
            "Il certificato di {host} è intestato a un altro nome: {names}.",
            "I programmi di posta mostrano un avviso, perché non possono essere certi di parlare con il server giusto.",
        ),
        FindingCode::TlsCertificateSelfSigned => (
            "Il certificato di {host} è firmato dal server stesso.",
            "Nessun ente riconosciuto lo garantisce: i programmi di posta mostrano un avviso.",
        ),
        FindingCode::TlsCertificateUntrusted => (
            "Il certificato di {host} non è affidabile: {cause}.",
            "I programmi di posta mostrano un avviso o rifiutano di collegarsi. A volte manca solo un certificato intermedio.",
        ),
        FindingCode::TlsHandshakeFailed => (
            "Con {host}, porta {port}, non si riesce a stabilire un collegamento cifrato: {cause}.",
            "Il server offre la cifratura, ma non la porta a termine.",
        ),
        FindingCode::TlsPlaintextInjected => (
            "Durante il passaggio alla cifratura {host} ha inviato dati in chiaro che non dovevano esserci.",
            "È un difetto del server, oppure qualcuno si è messo in mezzo. Non inserisca la password finché non è chiarito.",
        ),
        FindingCode::WebmailOk => ("La webmail si apre ({host}).", "La webmail è la posta vista dal browser."),
        FindingCode::WebmailDown => ("La webmail ({host}) non si apre: {cause}.", "Dal browser non si raggiungono le caselle."),
        FindingCode::WebmailError => {
            ("La webmail ({host}) risponde con un errore: {cause}.", "Il server è acceso, ma la pagina della posta non funziona.")
        }
        FindingCode::WebmailUnencrypted => {
            ("La webmail ({host}) porta a una pagina non cifrata.", "Una password inserita in quella pagina viaggerebbe in chiaro.")
        }
        FindingCode::WebmailNotJudged => (
            "Da qui non è stato possibile provare la webmail.",
            "Questo non dice nulla sulla Sua posta: la verifica non è riuscita da qui.",
        ),
        FindingCode::WebmailHostUnknown => (
            "Non sappiamo dove si apre la webmail: il nome {host} è solo una nostra supposizione.",
            "La webmail può stare altrove, e qualcuno non ce l'ha. L'indirizzo giusto lo sa chi Le fornisce la posta.",
        ),
        FindingCode::SpfOk => {
            ("Il dominio {domain} dichiara chi può spedire a suo nome (record SPF).", "È l'elenco dei server autorizzati: «{record}».")
        }
        FindingCode::SpfMissing => (
            "Il dominio {domain} non dichiara chi può spedire a suo nome: manca il record SPF.",
            "La posta in arrivo non cambia, ma i messaggi che Lei invia possono essere rifiutati o finire nella posta indesiderata.",
        ),
        FindingCode::SpfTwoRecords => (
            "Il dominio {domain} ha {count} record SPF, e deve averne uno solo.",
            "Più record SPF valgono come un errore: i messaggi che Lei invia possono essere rifiutati. Vanno riuniti in uno solo.",
        ),
        FindingCode::SpfInvalid => (
            "Nel record SPF di {domain} c'è un errore: «{server_text}».",
            "Per un errore così chi riceve non tiene conto dell'intero record: i messaggi che Lei invia possono essere rifiutati.",
        ),
        FindingCode::SpfTooManyLookups => (
            "Il record SPF di {domain} richiede più di 10 ricerche nel DNS.",
            "Oltre quel limite vale come un errore: i messaggi che Lei invia possono essere rifiutati. Vanno tolti i servizi che non usa più.",
        ),
        FindingCode::SpfAllowsAll => (
            "Il record SPF di {domain} permette a chiunque di spedire a suo nome.",
            "Così non protegge da nessuno. In fondo al record va «~all» oppure «-all». Adesso è: «{record}».",
        ),
        FindingCode::DmarcOk => {
            ("Il dominio {domain} dice che cosa fare dei messaggi falsi a suo nome (record DMARC).", "Il record è: «{record}».")
        }
        FindingCode::DmarcMissing => (
            "Il dominio {domain} non dice che cosa fare dei messaggi falsi a suo nome: manca il record DMARC.",
            "Per la posta di tutti i giorni non è un guasto. I grandi fornitori lo chiedono a chi invia molti messaggi.",
        ),
        FindingCode::DmarcTwoRecords => (
            "Il dominio {host} ha {count} record DMARC, e deve averne uno solo.",
            "Con più di un record non ne vale nessuno. Vanno riuniti in uno solo.",
        ),
        FindingCode::DmarcInvalid => (
            "Nel record DMARC di {host} c'è un errore: «{server_text}».",
            "Chi riceve può ignorare il record. La voce «p=» deve esserci una volta sola, con none, quarantine o reject.",
        ),
        FindingCode::ProviderIncident => (
            "{provider} dichiara un guasto alla posta: «{server_text}».",
            "Lo scrive il fornitore stesso nella sua pagina di stato. Inizio del guasto: {since}.",
        ),
        FindingCode::ProviderNoIncident => (
            "{provider} non dichiara nessun guasto alla posta.",
            "È quello che il fornitore scrive di sé: un guasto che riguarda poche persone lì non compare.",
        ),
        FindingCode::ProviderStatusNotPublished => {
            ("{provider} non pubblica una pagina di stato che possiamo leggere.", "Non vuol dire che ci sia un guasto, né che non ci sia.")
        }
        FindingCode::ProviderStatusNotJudged => (
            "Da qui non è stato possibile leggere la pagina di stato di {provider}.",
            "Questo non dice nulla sulla Sua posta. Se vuole, guardi Lei la pagina del fornitore.",
        ),
        FindingCode::SeenElsewhere => (
            "Negli ultimi {window_min} minuti altre {count} verifiche hanno visto lo stesso problema con {provider}: «{check}».",
            "Probabilmente non dipende da Lei. Si contano solo le verifiche finite così: di chi sono non lo sappiamo.",
        ),
    }
}

fn english(code: FindingCode) -> (&'static str, &'static str) {
    match code {
        FindingCode::DelegationOk => {
            ("The domain {domain} exists and its name servers answer.", "Whoever writes to this domain can find it.")
        }
        FindingCode::DomainNotFound => (
            "The domain {domain} does not exist.",
            "Either the name is mistyped, or the domain has expired or is no longer registered: until that changes no message can arrive.",
        ),
        FindingCode::DomainServersFailing => (
            "The name servers of {domain} do not work.",
            "The DNS, the directory that says where mail goes, answers with an error. Whoever runs the domain has to mend it.",
        ),
        FindingCode::DomainServersSilent => {
            ("The name servers of {domain} do not answer.", "Without an answer nobody knows where to deliver this domain's mail.")
        }
        FindingCode::DelegationStale => (
            "The registration of {domain} still names {hosts}, which the domain's own DNS no longer does.",
            "Usually these are the old provider's name servers. Whoever asks them may be told what was true before. The right ones: {names}.",
        ),
        FindingCode::NameServerLame => (
            "For {domain} the name server {hosts} is named, and it does not answer for this domain.",
            "Whoever asks that server does not find the domain. Take it out of the registration, or have it take the domain on.",
        ),
        FindingCode::NameServersDiffer => (
            "The name servers of {domain} give different destinations for mail: {names}.",
            "One copy of the DNS is old: some messages go where that one says. It happens when a change of provider is left half done.",
        ),
        FindingCode::DelegationNotJudged => (
            "The name servers of {domain} could not be asked one by one from here.",
            "It proves nothing about your domain: the check did not succeed from here.",
        ),
        FindingCode::DnsNotJudged => (
            "The DNS of {domain} could not be queried from our server.",
            "This does not mean that something is broken on your side: the check did not succeed from here.",
        ),
        FindingCode::MxOk => ("Mail for {domain} has a destination: {hosts}.", "The DNS says which servers messages are delivered to."),
        FindingCode::MxNone => (
            "The DNS of {domain} names no server for mail.",
            "Whoever writes to this domain gets an error: the MX record, the line that says where messages go, is missing.",
        ),
        FindingCode::MxNull => (
            "The domain {domain} declares that it takes no mail.",
            "The DNS has an explicit statement (null MX) that tells everybody not to send messages here.",
        ),
        FindingCode::MxNullBeside => (
            "Beside {hosts} the DNS of {domain} also declares that it takes no mail.",
            "The line that declares it (“null MX”) has to stand alone. As it is, senders may give up delivering: take it out.",
        ),
        FindingCode::MxImplicit => (
            "The DNS of {domain} has no MX record: mail goes to the domain's own address.",
            "This can work but is fragile: whoever runs the domain should add an MX record.",
        ),
        FindingCode::MxHostNotFound => {
            ("The mail server {host} named in the DNS does not exist or has no address.", "Messages for that server cannot be delivered.")
        }
        FindingCode::MxAlias => (
            "The MX record names {host}, which is only another name for {hosts}.",
            "The rules of mail do not allow this: some senders refuse to deliver.",
        ),
        FindingCode::MxAddressPrivate => (
            "The mail server {host} has the private address {address}.",
            "A private address is good only inside an internal network: nobody outside can reach it.",
        ),
        FindingCode::MxMalformed => (
            "An MX record of {domain} holds “{server_text}”, which is not a server's name.",
            "An MX record must hold a name, for example mail.{domain}, and not a numeric address.",
        ),
        FindingCode::MxHostsLeftOut => {
            ("The domain has {count} more mail servers, which we did not try.", "We tried those that are used first.")
        }
        FindingCode::MailProviderChanged => (
            "Mail for {domain} is delivered to {hosts}, not to your provider's servers.",
            "This often happens after a change of provider: the DNS still names the old servers, and messages end up there.",
        ),
        FindingCode::MxMixed => {
            ("Beside the right servers the DNS also names {hosts}.", "Some messages may end up at another provider's servers.")
        }
        FindingCode::MxNameDoubled => (
            "The MX record names {host}, with the name of the domain written twice.",
            "The DNS panel adds the domain by itself: the line wants only the name that comes before it.",
        ),
        FindingCode::MxUnverifiedMicrosoft => (
            "An MX record of {domain} holds “{server_text}”, which only helps Microsoft to verify the domain.",
            "Nobody answers at that name: the set-up of Microsoft 365 was left half done.",
        ),
        FindingCode::MxTwoProviders => (
            "Mail for {domain} is split between two providers: {names}.",
            "Each message arrives at only one of them. This happens when a change of provider was left half done.",
        ),
        FindingCode::MailHostBehindHttpProxy => (
            "The name {host} leads to {names}, which lets only web pages through.",
            "The mail server behind that name cannot be reached. In the DNS the line has to be set without a proxy (“DNS only”).",
        ),
        FindingCode::ProviderIdentified => ("Mail for {domain} appears to be run by {provider}.", "We tell by {by}: “{record}”."),
        FindingCode::GatewayInFront => (
            "Before it reaches the mailboxes, mail for {domain} passes through {provider}.",
            "A message that is missing may have been stopped there. We tell by {by}: “{record}”.",
        ),
        FindingCode::ProviderUnknown => (
            "We do not recognise the mail provider of {domain}.",
            "The other checks are as good as ever. Whoever runs the domain can tell you where the mailboxes are.",
        ),
        FindingCode::ProviderNotJudged => (
            "From here it could not be seen who provides the mail of {domain}.",
            "It does not mean a fault on your side: the DNS did not answer every question.",
        ),
        FindingCode::RelayOk => ("The server {host} takes mail.", "It answered our call correctly."),
        FindingCode::RelayDown => (
            "No server of {domain} takes mail: {cause}.",
            "Senders will try again for a few days; if it lasts, messages go back with an error.",
        ),
        FindingCode::RelayPartlyDown => {
            ("Some of {domain}'s servers take no mail: {hosts}.", "Mail arrives through the others, perhaps late.")
        }
        FindingCode::RelayRefused => {
            ("The server {host} ({address}) refuses the connection.", "No program is taking mail on that machine.")
        }
        FindingCode::RelayTimeout => ("The server {host} ({address}) does not answer.", "It is off, or something blocks the way."),
        FindingCode::RelayUnreachable => ("The server {host} ({address}) cannot be reached.", "The network it is in is not connected."),
        FindingCode::RelaySilent => ("The server {host} accepts the connection but says nothing.", "It is probably overloaded or stuck."),
        FindingCode::RelayClosed => {
            ("The server {host} breaks the connection off.", "The dialogue ended before a message could be handed over.")
        }
        FindingCode::RelayBusy => (
            "The server {host} says to try again later: {reply_code} {server_text}",
            "This usually passes: senders try again by themselves.",
        ),
        FindingCode::RelayGreetingRejected => {
            ("The server {host} refuses to talk: {reply_code} {server_text}", "The server is up but turns callers away.")
        }
        FindingCode::RelayNotSmtp => (
            "What answers at {host} is not a mail server: “{server_text}”.",
            "Another program lives at that address, or a network device stands in between.",
        ),
        FindingCode::RelayStarttlsMissing => (
            "The server {host} takes mail without encryption.",
            "Messages travel to that server in clear; some senders refuse to deliver like that.",
        ),
        FindingCode::RelayNotJudged => (
            "The servers that take mail could not be tried from here.",
            "Our own network may block this kind of connection (port 25): this says nothing about your mail.",
        ),
        FindingCode::RelayIpv6NotJudged => {
            ("The IPv6 address {address} of {host} cannot be tried from here.", "Our server has no IPv6 connection.")
        }
        FindingCode::ServicesPublished => {
            ("The domain publishes settings for mail programs: {hosts}.", "Programs that read them set themselves up.")
        }
        FindingCode::ServicesNotPublished => {
            ("The domain publishes no settings for mail programs.", "That is normal: the settings are entered by hand.")
        }
        FindingCode::MailHostNotFound => (
            "The name {host} does not exist in the DNS.",
            "It is the name that mail programs have to call: without it they cannot find the mailboxes.",
        ),
        FindingCode::MailHostPrivate => (
            "The name {host} has a private address, which nobody outside can reach.",
            "A private address is good only inside an internal network: the DNS must hold the server's public address.",
        ),
        FindingCode::MailHostNotJudged => {
            ("The name {host} could not be looked up from here.", "This says nothing about your mail: the check did not succeed from here.")
        }
        FindingCode::MailHostUnknown => (
            "We do not know which server to call: the name {host} is only our guess.",
            "Mail programs may use another name, which the domain does not publish. Your mail provider knows the right one.",
        ),
        FindingCode::SubmissionOk => {
            ("The server for sending answers ({host}, port {port}).", "A mail program can hand in outgoing messages here.")
        }
        FindingCode::SubmissionDown => {
            ("The server for sending ({host}) is not available: {cause}.", "Until that changes mail programs cannot send.")
        }
        FindingCode::ImapOk => (
            "Mailboxes can be read by IMAP ({host}, port {port}).",
            "IMAP is the way in which phones and programs read mail on the server.",
        ),
        FindingCode::ImapDown => ("The IMAP server ({host}) is not available: {cause}.", "Phones and mail programs cannot read messages."),
        FindingCode::Pop3Ok => {
            ("Mailboxes can be read by POP3 ({host}, port {port}).", "POP3 is the way in which some programs download mail.")
        }
        FindingCode::Pop3Down => (
            "The POP3 server ({host}) is not available: {cause}.",
            "Programs set to POP3 download nothing. Whoever uses IMAP does not notice.",
        ),
        FindingCode::PortClosed => {
            ("Port {port} of {host} is not available: {cause}.", "The service works on its other port: set that one.")
        }
        FindingCode::ServiceNotJudged => {
            ("{host} could not be tried from here.", "This says nothing about your mail: the check did not succeed from here.")
        }
        FindingCode::StarttlsMissing => (
            "{host}, port {port}, offers no encryption.",
            "A password sent through this port would travel in clear: use the encrypted port.",
        ),
        FindingCode::TlsCertificateExpired => (
            "The certificate of {host} expired {days} days ago.",
            "The certificate is the server's identity card. Once it has expired, mail programs warn or refuse to connect.",
        ),
        FindingCode::TlsCertificateExpiring => {
            ("The certificate of {host} expires in {days} days.", "If it is not renewed, mail programs will stop connecting.")
        }
        FindingCode::TlsCertificateWrongName => (
            "The certificate of {host} is made out to another name: {names}.",
            "Mail programs show a warning, because they cannot be sure that they talk to the right server.",
        ),
        FindingCode::TlsCertificateSelfSigned => (
            "The certificate of {host} is signed by the server itself.",
            "No recognised authority vouches for it: mail programs show a warning.",
        ),
        FindingCode::TlsCertificateUntrusted => (
            "The certificate of {host} cannot be trusted: {cause}.",
            "Mail programs show a warning or refuse to connect. Sometimes only an intermediate certificate is missing.",
        ),
        FindingCode::TlsHandshakeFailed => (
            "No encrypted connection can be set up with {host}, port {port}: {cause}.",
            "The server offers encryption and does not carry it through.",
        ),
        FindingCode::TlsPlaintextInjected => (
            "While switching to encryption {host} sent data in clear that should not be there.",
            "Either the server is faulty or somebody stands in between. Do not enter your password until this is cleared up.",
        ),
        FindingCode::WebmailOk => ("The webmail opens ({host}).", "Webmail is your mail seen in the browser."),
        FindingCode::WebmailDown => ("The webmail ({host}) does not open: {cause}.", "The mailboxes cannot be reached from a browser."),
        FindingCode::WebmailError => {
            ("The webmail ({host}) answers with an error: {cause}.", "The server is up, but the mail page does not work.")
        }
        FindingCode::WebmailUnencrypted => {
            ("The webmail ({host}) leads to an unencrypted page.", "A password entered on that page would travel in clear.")
        }
        FindingCode::WebmailNotJudged => {
            ("The webmail could not be tried from here.", "This says nothing about your mail: the check did not succeed from here.")
        }
        FindingCode::WebmailHostUnknown => (
            "We do not know where the webmail opens: the name {host} is only our guess.",
            "The webmail may be elsewhere, and some have none. Your mail provider knows the right address.",
        ),
        FindingCode::SpfOk => {
            ("The domain {domain} says who may send in its name (SPF record).", "It is the list of the servers that may: “{record}”.")
        }
        FindingCode::SpfMissing => (
            "The domain {domain} does not say who may send in its name: it has no SPF record.",
            "Incoming mail is not concerned, but messages that you send may be refused or land in the spam folder.",
        ),
        FindingCode::SpfTwoRecords => (
            "The domain {domain} has {count} SPF records, and must have one only.",
            "Several SPF records count as an error: messages that you send may be refused. Merge them into one.",
        ),
        FindingCode::SpfInvalid => (
            "The SPF record of {domain} has an error: “{server_text}”.",
            "Because of it receivers do not count any of the record: messages that you send may be refused.",
        ),
        FindingCode::SpfTooManyLookups => (
            "The SPF record of {domain} needs more than 10 lookups in the DNS.",
            "Beyond that limit it counts as an error: messages that you send may be refused. Take out the services that you no longer use.",
        ),
        FindingCode::SpfAllowsAll => (
            "The SPF record of {domain} lets anybody send in its name.",
            "So it protects from nobody. At its end belongs “~all” or “-all”. Now it is: “{record}”.",
        ),
        FindingCode::DmarcOk => {
            ("The domain {domain} says what to do with forged messages in its name (DMARC record).", "The record is: “{record}”.")
        }
        FindingCode::DmarcMissing => (
            "The domain {domain} does not say what to do with forged messages in its name: it has no DMARC record.",
            "For everyday mail this is no fault. The large providers ask it of whoever sends many messages.",
        ),
        FindingCode::DmarcTwoRecords => (
            "The domain {host} has {count} DMARC records, and must have one only.",
            "With more than one, none of them counts. Merge them into one.",
        ),
        FindingCode::DmarcInvalid => (
            "The DMARC record of {host} has an error: “{server_text}”.",
            "Receivers may ignore the record. The entry “p=” has to be there once, with none, quarantine or reject.",
        ),
        FindingCode::ProviderIncident => (
            "{provider} declares trouble with its mail: “{server_text}”.",
            "The provider itself writes so on its status page. Beginning of the trouble: {since}.",
        ),
        FindingCode::ProviderNoIncident => (
            "{provider} declares no trouble with its mail.",
            "This is what the provider writes of itself: trouble that concerns few people does not show there.",
        ),
        FindingCode::ProviderStatusNotPublished => {
            ("{provider} publishes no status page that we can read.", "It does not mean that there is trouble, nor that there is none.")
        }
        FindingCode::ProviderStatusNotJudged => (
            "The status page of {provider} could not be read from here.",
            "This says nothing about your mail. If you like, look at the provider's page yourself.",
        ),
        FindingCode::SeenElsewhere => (
            "In the last {window_min} minutes {count} other check-ups saw the same trouble with {provider}: “{check}”.",
            "It is probably nothing on your side. Only the check-ups that ended like this are counted: whose they are we do not know.",
        ),
    }
}
