//! The Italian texts of each finding: the sentence and its meaning.

use diagnosis::finding::FindingCode;

/// The sentence.
pub(super) const fn title(code: FindingCode) -> &'static str {
    match code {
        FindingCode::DelegationOk => {
            "Il dominio {domain} esiste e i suoi server dei nomi rispondono."
        }
        FindingCode::DomainNotFound => "Il dominio {domain} non esiste.",
        FindingCode::DomainServersFailing => "I server dei nomi di {domain} non funzionano.",
        FindingCode::DomainServersSilent => "I server dei nomi di {domain} non rispondono.",
        FindingCode::DnssecBroken => {
            "Il DNS di {domain} non supera il controllo delle sue firme (DNSSEC)."
        }
        FindingCode::DnssecWrongDs => {
            "La registrazione di {domain} garantisce una chiave di firma (DNSSEC) che il DNS del dominio non ha."
        }
        FindingCode::DnssecWrongSignatures => {
            "Le firme del DNS di {domain} (DNSSEC) non sono in ordine: sono scadute, mancano o sono sbagliate."
        }
        FindingCode::DelegationStale => {
            "La registrazione di {domain} indica ancora {hosts}, che il DNS del dominio non nomina più."
        }
        FindingCode::NameServerLame => {
            "Per {domain} è indicato {hosts}, che però non risponde per questo dominio."
        }
        FindingCode::NameServersDiffer => {
            "I server dei nomi di {domain} danno destinazioni diverse per la posta: {names}."
        }
        FindingCode::DelegationNotJudged => {
            "Da qui non è stato possibile chiedere ai server dei nomi di {domain}, uno per uno."
        }
        FindingCode::DnsNotJudged => {
            "Non è stato possibile interrogare il DNS di {domain} dal nostro server."
        }
        FindingCode::MxOk => "La posta di {domain} ha una destinazione: {hosts}.",
        FindingCode::MxNone => "Il DNS di {domain} non indica nessun server per la posta.",
        FindingCode::MxNull => "Il dominio {domain} dichiara di non ricevere posta.",
        FindingCode::MxNullBeside => {
            "Accanto a {hosts} il DNS di {domain} dichiara anche di non ricevere posta."
        }
        FindingCode::MxImplicit => {
            "Il DNS di {domain} non ha un record MX: la posta va all'indirizzo del dominio stesso."
        }
        FindingCode::MxHostNotFound => {
            "Il server di posta {host} indicato dal DNS non esiste o non ha un indirizzo."
        }
        FindingCode::MxAlias => "Il record MX indica {host}, che è solo un altro nome di {hosts}.",
        FindingCode::MxAddressPrivate => {
            "Il server di posta {host} ha l'indirizzo privato {address}."
        }
        FindingCode::MxIpv6Only => {
            "La posta di {domain} si può consegnare solo con IPv6: {hosts} non ha un indirizzo IPv4."
        }
        FindingCode::MxMalformed => {
            "Un record MX di {domain} contiene «{server_text}», che non è il nome di un server."
        }
        FindingCode::MxHostsLeftOut => {
            "Il dominio ha altri {count} server di posta, che non abbiamo provato."
        }
        FindingCode::MailProviderChanged => {
            "La posta di {domain} viene consegnata a {hosts}, non ai server del Suo fornitore."
        }
        FindingCode::MxMixed => "Accanto ai server giusti il DNS indica anche {hosts}.",
        FindingCode::MxNameDoubled => {
            "Il record MX indica {host}, con il nome del dominio scritto due volte."
        }
        FindingCode::MxUnverifiedMicrosoft => {
            "Un record MX di {domain} contiene «{server_text}», che serve a Microsoft solo per verificare il dominio."
        }
        FindingCode::MxTwoProviders => "La posta di {domain} è divisa fra due fornitori: {names}.",
        FindingCode::MailHostBehindHttpProxy => {
            "Il nome {host} porta a {names}, che lascia passare solo le pagine web."
        }
        FindingCode::ProviderIdentified => {
            "Il fornitore della posta di {domain} risulta essere {provider}."
        }
        FindingCode::GatewayInFront => {
            "Prima di arrivare alle caselle, la posta di {domain} passa da {provider}."
        }
        FindingCode::ProviderUnknown => "Non riconosciamo il fornitore della posta di {domain}.",
        FindingCode::ProviderNotJudged => {
            "Da qui non è stato possibile vedere chi fornisce la posta di {domain}."
        }
        FindingCode::RelayOk => "Il server {host} riceve posta.",
        FindingCode::RelayDown => "Nessun server di {domain} riceve posta: {cause}.",
        FindingCode::RelayPartlyDown => {
            "Una parte dei server di {domain} non riceve posta: {hosts}."
        }
        FindingCode::RelayRefused => "Il server {host} ({address}) rifiuta il collegamento.",
        FindingCode::RelayTimeout => "Il server {host} ({address}) non risponde.",
        FindingCode::RelayUnreachable => "Il server {host} ({address}) non è raggiungibile.",
        FindingCode::RelaySilent => "Il server {host} accetta il collegamento ma non dice nulla.",
        FindingCode::RelayClosed => "Il server {host} interrompe il collegamento.",
        FindingCode::RelayBusy => {
            "Il server {host} dice di riprovare più tardi: {reply_code} {server_text}"
        }
        FindingCode::RelaySlow => {
            "Il server {host} ha cominciato a rispondere, ma in {seconds} secondi non ha finito."
        }
        FindingCode::RelayGreetingRejected => {
            "Il server {host} rifiuta di parlare: {reply_code} {server_text}"
        }
        FindingCode::RelayNotSmtp => "Su {host} non risponde un server di posta: «{server_text}».",
        FindingCode::RelayStarttlsMissing => "Il server {host} riceve la posta senza cifratura.",
        FindingCode::RelayNotJudged => {
            "Da qui non è stato possibile provare i server che ricevono la posta."
        }
        FindingCode::RelayIpv6NotJudged => {
            "L'indirizzo IPv6 {address} di {host} non si può provare da qui."
        }
        FindingCode::RelayOwnNotJudged => {
            "Il server {host} ({address}) è la stessa macchina da cui proviamo."
        }
        FindingCode::ServicesPublished => {
            "Il dominio pubblica le impostazioni per i programmi di posta: {hosts}."
        }
        FindingCode::ServicesNotPublished => {
            "Il dominio non pubblica impostazioni per i programmi di posta."
        }
        FindingCode::MailHostNotFound => "Il nome {host} non esiste nel DNS.",
        FindingCode::MailHostPrivate => {
            "Il nome {host} ha un indirizzo privato, che da fuori non si raggiunge."
        }
        FindingCode::MailHostNotJudged => "Da qui non è stato possibile cercare il nome {host}.",
        FindingCode::MailHostUnknown => {
            "Non sappiamo quale server chiamare: possiamo solo supporne il nome ({hosts})."
        }
        FindingCode::SubmissionOk => {
            "Il server per inviare la posta risponde ({host}, porta {port})."
        }
        FindingCode::SubmissionDown => {
            "Il server per inviare la posta ({host}) non è disponibile: {cause}."
        }
        FindingCode::ImapOk => "Le caselle si possono leggere con IMAP ({host}, porta {port}).",
        FindingCode::ImapDown => "Il server IMAP ({host}) non è disponibile: {cause}.",
        FindingCode::Pop3Ok => "Le caselle si possono leggere con POP3 ({host}, porta {port}).",
        FindingCode::Pop3Down => "Il server POP3 ({host}) non è disponibile: {cause}.",
        FindingCode::PortClosed => "La porta {port} di {host} non è disponibile: {cause}.",
        FindingCode::ServiceBusy => {
            "Il server {host}, porta {port}, dice di riprovare più tardi: {reply_code} {server_text}"
        }
        FindingCode::ServiceSlow => {
            "Il server {host}, porta {port}, ha cominciato a rispondere, ma in {seconds} secondi non ha finito."
        }
        FindingCode::ServiceNotJudged => "Da qui non è stato possibile provare {host}.",
        FindingCode::StarttlsMissing => "Su {host}, porta {port}, la cifratura non è offerta.",
        FindingCode::TlsCertificateExpired => {
            "Il certificato di {host} è scaduto da {days} giorni."
        }
        FindingCode::TlsIntermediateExpired => {
            "Insieme al suo certificato {host} ne invia uno intermedio scaduto da {days} giorni: «{certificate}»."
        }
        FindingCode::TlsCertificateExpiring => "Il certificato di {host} scade fra {days} giorni.",
        FindingCode::TlsCertificateWrongName => {
            "Il certificato di {host} è intestato a un altro nome: {names}."
        }
        FindingCode::TlsCertificateCommonNameOnly => {
            "Il certificato di {host} porta il nome del server solo nel vecchio campo «CN»: {names}."
        }
        FindingCode::TlsCertificateSelfSigned => {
            "Il certificato di {host} è firmato dal server stesso."
        }
        FindingCode::TlsCertificateUntrusted => {
            "Il certificato di {host} non è affidabile: {cause}."
        }
        FindingCode::TlsOutdated => {
            "La cifratura di {host}, porta {port}, è di un tipo superato: {cause}."
        }
        FindingCode::TlsHandshakeFailed => {
            "Con {host}, porta {port}, non si riesce a stabilire un collegamento cifrato: {cause}."
        }
        FindingCode::TlsPlaintextInjected => {
            "Durante il passaggio alla cifratura {host} ha inviato dati in chiaro che non dovevano esserci."
        }
        FindingCode::WebmailOk => "La webmail si apre ({host}).",
        FindingCode::WebmailDown => "La webmail ({host}) non si apre: {cause}.",
        FindingCode::WebmailError => "La webmail ({host}) risponde con un errore: {cause}.",
        FindingCode::WebmailUnencrypted => "La webmail ({host}) porta a una pagina non cifrata.",
        FindingCode::WebmailNotJudged => "Da qui non è stato possibile provare la webmail.",
        FindingCode::WebmailHostUnknown => {
            "Non sappiamo dove si apre la webmail: possiamo solo supporne il nome ({hosts})."
        }
        FindingCode::WebmailPageNotJudged => {
            "All'indirizzo {host} si apre una pagina, ma non sappiamo se è la webmail."
        }
        FindingCode::SpfOk => {
            "Il dominio {domain} dichiara chi può spedire a suo nome (record SPF)."
        }
        FindingCode::SpfMissing => {
            "Il dominio {domain} non dichiara chi può spedire a suo nome: manca il record SPF."
        }
        FindingCode::SpfTwoRecords => {
            "Il dominio {domain} ha {count} record SPF, e deve averne uno solo."
        }
        FindingCode::SpfInvalid => "Nel record SPF di {domain} c'è un errore: «{server_text}».",
        FindingCode::SpfTooManyLookups => {
            "Il record SPF di {domain} richiede più di 10 ricerche nel DNS."
        }
        FindingCode::SpfTooManyVoids => {
            "Nel record SPF di {domain} ci sono {count} voci che non portano a nulla: {names}."
        }
        FindingCode::SpfAllowsAll => {
            "Il record SPF di {domain} permette a chiunque di spedire a suo nome."
        }
        FindingCode::DmarcOk => {
            "Il dominio {domain} dice che cosa fare dei messaggi falsi a suo nome (record DMARC)."
        }
        FindingCode::DmarcMissing => {
            "Il dominio {domain} non dice che cosa fare dei messaggi falsi a suo nome: manca il record DMARC."
        }
        FindingCode::DmarcTwoRecords => {
            "Il dominio {host} ha {count} record DMARC, e deve averne uno solo."
        }
        FindingCode::DmarcInvalid => "Nel record DMARC di {host} c'è un errore: «{server_text}».",
        FindingCode::ProviderIncident => {
            "{provider} dichiara un guasto alla posta: «{server_text}»."
        }
        FindingCode::ProviderNoIncident => "{provider} non dichiara nessun guasto alla posta.",
        FindingCode::ProviderStatusNotPublished => {
            "{provider} non pubblica una pagina di stato che possiamo leggere."
        }
        FindingCode::ProviderStatusNotJudged => {
            "Da qui non è stato possibile leggere la pagina di stato di {provider}."
        }
        FindingCode::MailboxOpens => "La casella si apre: {host} ha accettato la password.",
        FindingCode::MailboxLoginRefused => "Accesso a {host} rifiutato. {refusal}",
        FindingCode::MailboxNotJudged => {
            "Da qui non è stato possibile entrare nella casella: {cause}."
        }
        FindingCode::MailboxOverLimit => "La casella è piena: {used} su {limit}.",
        FindingCode::MailboxNearLimit => "La casella è quasi piena: {used} su {limit} ({count} %).",
        FindingCode::MailboxHasSpace => "Nella casella c'è spazio: {used} su {limit}.",
        FindingCode::InboxSeen => "Nella posta in arrivo i messaggi sono {count}.{age}",
        FindingCode::InboxEmptied => "La posta in arrivo è vuota, ma qui i messaggi sono arrivati.",
        FindingCode::MessageInInbox => {
            "Il messaggio che cerca è nella posta in arrivo. Trovati: {count}."
        }
        FindingCode::MessageInJunk => {
            "Il messaggio che cerca è nella posta indesiderata. Trovati: {count}."
        }
        FindingCode::MessageInTrash => "Il messaggio che cerca è nel cestino. Trovati: {count}.",
        FindingCode::MessageElsewhere => {
            "Il messaggio che cerca è in un'altra cartella. Trovati: {count}."
        }
        FindingCode::MessageNotThere => "In nessuna cartella c'è un messaggio così.",
        FindingCode::MessageNotJudged => {
            "Il messaggio non si è trovato, ma {count} cartelle non si sono potute guardare."
        }
        FindingCode::SeenElsewhere => {
            "Negli ultimi {window_min} minuti altre {count} verifiche hanno visto lo stesso problema con {provider}: «{check}»."
        }
    }
}

/// Its meaning. A function of its own, because the page fetches the meanings later.
pub(super) const fn meaning(code: FindingCode) -> &'static str {
    match code {
        FindingCode::DelegationOk => "Chi scrive a questo dominio riesce a trovarlo.",
        FindingCode::DomainNotFound => {
            "O il nome è scritto male, oppure il dominio è scaduto o non è più registrato: finché è così nessun messaggio può arrivare."
        }
        FindingCode::DomainServersFailing => {
            "Il DNS, l'elenco che dice dove consegnare la posta, risponde con un errore. Va sistemato da chi gestisce il dominio."
        }
        FindingCode::DomainServersSilent => {
            "Senza risposta nessuno sa dove consegnare la posta di questo dominio."
        }
        FindingCode::DnssecBroken => {
            "Chi fa questo controllo, come i grandi fornitori, non trova il dominio. Chi lo gestisce può vedere che cosa è sbagliato."
        }
        FindingCode::DnssecWrongDs => {
            "Chi controlla le firme, come i grandi fornitori, non trova il dominio. Nella registrazione va tolto o aggiornato il record «DS»."
        }
        FindingCode::DnssecWrongSignatures => {
            "Chi le controlla, come i grandi fornitori, non trova il dominio. Vanno rifatte da chi gestisce i server dei nomi."
        }
        FindingCode::DelegationStale => {
            "Di solito sono i server dei nomi del fornitore di prima. Chi chiede a loro può ricevere indicazioni vecchie. Quelli giusti: {names}."
        }
        FindingCode::NameServerLame => {
            "Chi chiede a quel server dei nomi non trova il dominio. Va tolto dalla registrazione, oppure gli va affidato il dominio."
        }
        FindingCode::NameServersDiffer => {
            "Una copia del DNS è vecchia: una parte dei messaggi va dove dice quella. Succede quando si cambia fornitore a metà."
        }
        FindingCode::DelegationNotJudged => {
            "Non prova nulla sul Suo dominio: la verifica non è riuscita da qui."
        }
        FindingCode::DnsNotJudged => {
            "Non significa che ci sia un guasto dalla Sua parte: la verifica non è riuscita da qui."
        }
        FindingCode::MxOk => "Il DNS indica a quali server consegnare i messaggi.",
        FindingCode::MxNone => {
            "Chi scrive a questo dominio riceve un errore: manca il record MX, la riga che dice dove consegnare i messaggi."
        }
        FindingCode::MxNull => {
            "Nel DNS c'è un'indicazione esplicita (null MX) che dice a tutti di non inviare messaggi qui."
        }
        FindingCode::MxNullBeside => {
            "La riga che lo dichiara («null MX») deve stare da sola. Così chi scrive può rinunciare a consegnare: va tolta."
        }
        FindingCode::MxImplicit => {
            "Può funzionare, ma è fragile: chi gestisce il dominio dovrebbe aggiungere un record MX."
        }
        FindingCode::MxHostNotFound => {
            "I messaggi diretti a quel server non possono essere consegnati."
        }
        FindingCode::MxAlias => {
            "Le regole della posta non lo permettono: alcuni mittenti rifiutano di consegnare."
        }
        FindingCode::MxAddressPrivate => {
            "Un indirizzo privato vale solo dentro una rete interna: da fuori non si raggiunge."
        }
        FindingCode::MxIpv6Only => {
            "Chi invia da una rete senza IPv6 non raggiunge il server. Nel DNS va aggiunto anche un indirizzo IPv4."
        }
        FindingCode::MxMalformed => {
            "Nel record MX deve esserci un nome, per esempio mail.{domain}, e non un indirizzo numerico."
        }
        FindingCode::MxHostsLeftOut => "Abbiamo provato quelli che vengono usati per primi.",
        FindingCode::MailProviderChanged => {
            "Succede spesso dopo un cambio di gestore: il DNS indica ancora i server di prima, e i messaggi finiscono là."
        }
        FindingCode::MxMixed => "Una parte dei messaggi può finire ai server di un altro gestore.",
        FindingCode::MxNameDoubled => {
            "Il pannello del DNS aggiunge il dominio da solo: nella riga va scritto soltanto il nome che viene prima."
        }
        FindingCode::MxUnverifiedMicrosoft => {
            "A quel nome non risponde nessuno: la configurazione di Microsoft 365 è rimasta a metà."
        }
        FindingCode::MxTwoProviders => {
            "Ogni messaggio arriva a uno solo dei due. Succede quando un cambio di fornitore è rimasto a metà."
        }
        FindingCode::MailHostBehindHttpProxy => {
            "Il server di posta dietro a quel nome non si raggiunge. Nel DNS la riga va impostata senza proxy («solo DNS»)."
        }
        FindingCode::ProviderIdentified => "Lo riconosciamo {by}: «{record}».",
        FindingCode::GatewayInFront => {
            "Un messaggio che manca può essere stato fermato lì. Lo riconosciamo {by}: «{record}»."
        }
        FindingCode::ProviderUnknown => {
            "Le altre verifiche valgono lo stesso. Chi gestisce il dominio sa dirLe dove sono le caselle."
        }
        FindingCode::ProviderNotJudged => {
            "Non significa che ci sia un guasto dalla Sua parte: il DNS non ha risposto a tutte le domande."
        }
        FindingCode::RelayOk => "Ha risposto correttamente alla nostra chiamata.",
        FindingCode::RelayDown => {
            "I mittenti riproveranno per qualche giorno; se il guasto dura, i messaggi tornano indietro con un errore."
        }
        FindingCode::RelayPartlyDown => {
            "La posta arriva attraverso gli altri server, con possibili ritardi."
        }
        FindingCode::RelayRefused => "Su quella macchina nessun programma sta ricevendo la posta.",
        FindingCode::RelayTimeout => "È spento, oppure qualcosa blocca il collegamento.",
        FindingCode::RelayUnreachable => "La rete in cui si trova non è collegata.",
        FindingCode::RelaySilent => "È probabilmente sovraccarico o bloccato.",
        FindingCode::RelayClosed => "Il dialogo è finito prima di potere consegnare un messaggio.",
        FindingCode::RelayBusy => {
            "Di solito è una situazione passeggera: i mittenti riprovano da soli."
        }
        FindingCode::RelaySlow => {
            "Noi non aspettiamo di più. I mittenti aspettano fino a 5 minuti: la posta può arrivare lo stesso, con ritardo."
        }
        FindingCode::RelayGreetingRejected => "Il server è acceso ma respinge chi chiama.",
        FindingCode::RelayNotSmtp => {
            "A quell'indirizzo c'è un altro programma, o un apparecchio di rete che si mette in mezzo."
        }
        FindingCode::RelayStarttlsMissing => {
            "I messaggi viaggiano in chiaro fino a quel server; alcuni mittenti si rifiutano di consegnare così."
        }
        FindingCode::RelayNotJudged => {
            "La nostra rete potrebbe bloccare questo tipo di collegamento (porta 25): questo non dice nulla sulla Sua posta."
        }
        FindingCode::RelayIpv6NotJudged => {
            "Il nostro server non ha una connessione IPv6 di cui sia certo il funzionamento."
        }
        FindingCode::RelayOwnNotJudged => {
            "Da lì non si vede che cosa trovano gli altri: questo non dice nulla sulla Sua posta."
        }
        FindingCode::ServicesPublished => "I programmi che le leggono si configurano da soli.",
        FindingCode::ServicesNotPublished => "È normale: le impostazioni si inseriscono a mano.",
        FindingCode::MailHostNotFound => {
            "È il nome che i programmi di posta devono chiamare: senza, non trovano le caselle."
        }
        FindingCode::MailHostPrivate => {
            "Un indirizzo privato vale solo dentro una rete interna: nel DNS va scritto l'indirizzo pubblico del server."
        }
        FindingCode::MailHostNotJudged => {
            "Questo non dice nulla sulla Sua posta: la verifica non è riuscita da qui."
        }
        FindingCode::MailHostUnknown => {
            "Il programma di posta può usare un altro nome, che il dominio non pubblica. Quello giusto lo sa chi Le fornisce la posta."
        }
        FindingCode::SubmissionOk => {
            "Un programma di posta può consegnare qui i messaggi in uscita."
        }
        FindingCode::SubmissionDown => "Finché è così i programmi di posta non riescono a inviare.",
        FindingCode::ImapOk => {
            "IMAP è il modo in cui telefoni e programmi leggono la posta sul server."
        }
        FindingCode::ImapDown => "Telefoni e programmi di posta non riescono a leggere i messaggi.",
        FindingCode::Pop3Ok => "POP3 è il modo in cui alcuni programmi scaricano la posta.",
        FindingCode::Pop3Down => {
            "I programmi impostati con POP3 non scaricano i messaggi. Chi usa IMAP non se ne accorge."
        }
        FindingCode::PortClosed => "Il servizio funziona sull'altra porta: basta impostare quella.",
        FindingCode::ServiceBusy => {
            "Di solito è una situazione passeggera: fra qualche minuto il programma di posta può riuscire a collegarsi."
        }
        FindingCode::ServiceSlow => {
            "Noi non aspettiamo di più. Un programma di posta che aspetta più a lungo può riuscire a collegarsi."
        }
        FindingCode::ServiceNotJudged => {
            "Questo non dice nulla sulla Sua posta: la verifica non è riuscita da qui."
        }
        FindingCode::StarttlsMissing => {
            "Una password inviata da questa porta viaggerebbe in chiaro: meglio usare la porta cifrata."
        }
        FindingCode::TlsCertificateExpired => {
            "Il certificato è il documento d'identità del server. Scaduto, i programmi di posta mostrano un avviso o rifiutano di collegarsi."
        }
        FindingCode::TlsIntermediateExpired => {
            "Il certificato del server non è scaduto, ma quello che lo garantisce sì: molti programmi rifiutano di collegarsi. Al server va dato quello nuovo."
        }
        FindingCode::TlsCertificateExpiring => {
            "Se non viene rinnovato, i programmi di posta smetteranno di collegarsi."
        }
        FindingCode::TlsCertificateWrongName => {
            "I programmi di posta mostrano un avviso, perché non possono essere certi di parlare con il server giusto.{instead}"
        }
        FindingCode::TlsCertificateCommonNameOnly => {
            "I programmi di oggi non leggono più quel campo e mostrano un avviso. Va chiesto un certificato nuovo."
        }
        FindingCode::TlsCertificateSelfSigned => {
            "Nessun ente riconosciuto lo garantisce: i programmi di posta mostrano un avviso."
        }
        FindingCode::TlsCertificateUntrusted => {
            "I programmi di posta mostrano un avviso o rifiutano di collegarsi. A volte manca solo un certificato intermedio. Si tratta di «{certificate}», firmato da «{issuer}»."
        }
        FindingCode::TlsOutdated => {
            "I programmi di oggi non la accettano più e non si collegano; uno vecchio può ancora riuscirci. Il server va aggiornato."
        }
        FindingCode::TlsHandshakeFailed => {
            "Il server offre la cifratura, ma non la porta a termine."
        }
        FindingCode::TlsPlaintextInjected => {
            "È un difetto del server, oppure qualcuno si è messo in mezzo. Non inserisca la password finché non è chiarito."
        }
        FindingCode::WebmailOk => "La webmail è la posta vista dal browser.",
        FindingCode::WebmailDown => "Dal browser non si raggiungono le caselle.",
        FindingCode::WebmailError => "Il server è acceso, ma la pagina della posta non funziona.",
        FindingCode::WebmailUnencrypted => {
            "Una password inserita in quella pagina viaggerebbe in chiaro."
        }
        FindingCode::WebmailNotJudged => {
            "Questo non dice nulla sulla Sua posta: la verifica non è riuscita da qui."
        }
        FindingCode::WebmailHostUnknown => {
            "La webmail può stare altrove, e qualcuno non ce l'ha. L'indirizzo giusto lo sa chi Le fornisce la posta."
        }
        FindingCode::WebmailPageNotJudged => {
            "Non mostra nulla che ci faccia riconoscere una webmail. L'indirizzo giusto lo sa chi Le fornisce la posta."
        }
        FindingCode::SpfOk => "È l'elenco dei server autorizzati: «{record}».",
        FindingCode::SpfMissing => {
            "La posta in arrivo non cambia, ma i messaggi che Lei invia possono essere rifiutati o finire nella posta indesiderata."
        }
        FindingCode::SpfTwoRecords => {
            "Più record SPF valgono come un errore: i messaggi che Lei invia possono essere rifiutati. Vanno riuniti in uno solo."
        }
        FindingCode::SpfInvalid => {
            "Per un errore così chi riceve non tiene conto dell'intero record: i messaggi che Lei invia possono essere rifiutati."
        }
        FindingCode::SpfTooManyLookups => {
            "Oltre quel limite vale come un errore: i messaggi che Lei invia possono essere rifiutati. Vanno tolti i servizi che non usa più."
        }
        FindingCode::SpfTooManyVoids => {
            "Sono ammesse due voci così. Con più di due molti destinatari non tengono conto dell'intero record: vanno tolte."
        }
        FindingCode::SpfAllowsAll => {
            "Così non protegge da nessuno. In fondo al record va «~all» oppure «-all». Adesso è: «{record}»."
        }
        FindingCode::DmarcOk => "Il record è: «{record}».",
        FindingCode::DmarcMissing => {
            "Per la posta di tutti i giorni non è un guasto. I grandi fornitori lo chiedono a chi invia molti messaggi."
        }
        FindingCode::DmarcTwoRecords => {
            "Con più di un record non ne vale nessuno. Vanno riuniti in uno solo."
        }
        FindingCode::DmarcInvalid => {
            "Chi riceve può ignorare il record. La voce «p=» deve esserci una volta sola, con none, quarantine o reject."
        }
        FindingCode::ProviderIncident => {
            "Lo scrive il fornitore stesso nella sua pagina di stato. Inizio del guasto: {since}."
        }
        FindingCode::ProviderNoIncident => {
            "È quello che il fornitore scrive di sé: un guasto che riguarda poche persone lì non compare."
        }
        FindingCode::ProviderStatusNotPublished => {
            "Non vuol dire che ci sia un guasto, né che non ci sia."
        }
        FindingCode::ProviderStatusNotJudged => {
            "Questo non dice nulla sulla Sua posta. Se vuole, guardi Lei la pagina del fornitore."
        }
        FindingCode::MailboxOpens => {
            "Nome utente e password sono giusti, e la lettura con IMAP funziona."
        }
        FindingCode::MailboxLoginRefused => "Abbiamo provato una volta sola.{said}",
        FindingCode::MailboxNotJudged => {
            "Non dice nulla sulla Sua password: la verifica non è arrivata a una risposta."
        }
        FindingCode::MailboxOverLimit => {
            "Finché non si libera spazio, i nuovi messaggi tornano indietro a chi li manda."
        }
        FindingCode::MailboxNearLimit => {
            "La posta arriva ancora, ma un messaggio con allegati grandi può essere rifiutato."
        }
        FindingCode::MailboxHasSpace => "Lo spazio non c'entra.",
        FindingCode::InboxSeen => "È la cartella in cui il server consegna la posta nuova.",
        FindingCode::InboxEmptied => {
            "Di solito un programma, o un telefono, li scarica e li toglie dal server."
        }
        FindingCode::MessageInInbox => {
            "È arrivato e sta sul server. Se il programma non lo mostra, il problema è nel programma."
        }
        FindingCode::MessageInJunk => "È arrivato, ma il filtro lo ha preso per spam.",
        FindingCode::MessageInTrash => {
            "È arrivato, e poi una persona, un programma o una regola lo ha eliminato."
        }
        FindingCode::MessageElsewhere => {
            "È arrivato. Può averlo spostato una regola: dalla webmail lo si trova cercando in tutte le cartelle."
        }
        FindingCode::MessageNotThere => {
            "Abbiamo guardato anche nella posta indesiderata e nel cestino. Se le parole o il giorno sono diversi, lo cerchi di nuovo."
        }
        FindingCode::MessageNotJudged => "Potrebbe essere in una di quelle.",
        FindingCode::SeenElsewhere => {
            "Probabilmente non dipende da Lei. Si contano solo le verifiche finite così: di chi sono non lo sappiamo."
        }
    }
}
