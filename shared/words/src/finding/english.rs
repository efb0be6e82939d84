//! The English texts of each finding: the sentence and its meaning.

use diagnosis::finding::FindingCode;

/// The sentence.
pub(super) const fn title(code: FindingCode) -> &'static str {
    match code {
        FindingCode::DelegationOk => "The domain {domain} exists and its name servers answer.",
        FindingCode::DomainNotFound => "The domain {domain} does not exist.",
        FindingCode::DomainServersFailing => "The name servers of {domain} do not work.",
        FindingCode::DomainServersSilent => "The name servers of {domain} do not answer.",
        FindingCode::DnssecBroken => {
            "The DNS of {domain} does not pass the check of its signatures (DNSSEC)."
        }
        FindingCode::DnssecWrongDs => {
            "The registration of {domain} vouches for a signing key (DNSSEC) that the domain's DNS does not have."
        }
        FindingCode::DnssecWrongSignatures => {
            "The signatures of the DNS of {domain} (DNSSEC) are not in order: expired, missing or wrong."
        }
        FindingCode::DelegationStale => {
            "The registration of {domain} still names {hosts}, which the domain's own DNS no longer does."
        }
        FindingCode::NameServerLame => {
            "For {domain} the name server {hosts} is named, and it does not answer for this domain."
        }
        FindingCode::NameServersDiffer => {
            "The name servers of {domain} give different destinations for mail: {names}."
        }
        FindingCode::DelegationNotJudged => {
            "The name servers of {domain} could not be asked one by one from here."
        }
        FindingCode::DnsNotJudged => "The DNS of {domain} could not be queried from our server.",
        FindingCode::MxOk => "Mail for {domain} has a destination: {hosts}.",
        FindingCode::MxNone => "The DNS of {domain} names no server for mail.",
        FindingCode::MxNull => "The domain {domain} declares that it takes no mail.",
        FindingCode::MxNullBeside => {
            "Beside {hosts} the DNS of {domain} also declares that it takes no mail."
        }
        FindingCode::MxImplicit => {
            "The DNS of {domain} has no MX record: mail goes to the domain's own address."
        }
        FindingCode::MxHostNotFound => {
            "The mail server {host} named in the DNS does not exist or has no address."
        }
        FindingCode::MxAlias => {
            "The MX record names {host}, which is only another name for {hosts}."
        }
        FindingCode::MxAddressPrivate => {
            "The mail server {host} has the private address {address}."
        }
        FindingCode::MxIpv6Only => {
            "Mail for {domain} can be delivered over IPv6 only: {hosts} has no IPv4 address."
        }
        FindingCode::MxMalformed => {
            "An MX record of {domain} holds “{server_text}”, which is not a server's name."
        }
        FindingCode::MxHostsLeftOut => {
            "The domain has {count} more mail servers, which we did not try."
        }
        FindingCode::MailProviderChanged => {
            "Mail for {domain} is delivered to {hosts}, not to your provider's servers."
        }
        FindingCode::MxMixed => "Beside the right servers the DNS also names {hosts}.",
        FindingCode::MxNameDoubled => {
            "The MX record names {host}, with the name of the domain written twice."
        }
        FindingCode::MxUnverifiedMicrosoft => {
            "An MX record of {domain} holds “{server_text}”, which only helps Microsoft to verify the domain."
        }
        FindingCode::MxTwoProviders => "Mail for {domain} is split between two providers: {names}.",
        FindingCode::MailHostBehindHttpProxy => {
            "The name {host} leads to {names}, which lets only web pages through."
        }
        FindingCode::ProviderIdentified => "Mail for {domain} appears to be run by {provider}.",
        FindingCode::GatewayInFront => {
            "Before it reaches the mailboxes, mail for {domain} passes through {provider}."
        }
        FindingCode::ProviderUnknown => "We do not recognise the mail provider of {domain}.",
        FindingCode::ProviderNotJudged => {
            "From here it could not be seen who provides the mail of {domain}."
        }
        FindingCode::RelayOk => "The server {host} takes mail.",
        FindingCode::RelayDown => "No server of {domain} takes mail: {cause}.",
        FindingCode::RelayPartlyDown => "Some of {domain}'s servers take no mail: {hosts}.",
        FindingCode::RelayRefused => "The server {host} ({address}) refuses the connection.",
        FindingCode::RelayTimeout => "The server {host} ({address}) does not answer.",
        FindingCode::RelayUnreachable => "The server {host} ({address}) cannot be reached.",
        FindingCode::RelaySilent => "The server {host} accepts the connection but says nothing.",
        FindingCode::RelayClosed => "The server {host} breaks the connection off.",
        FindingCode::RelayBusy => {
            "The server {host} says to try again later: {reply_code} {server_text}"
        }
        FindingCode::RelaySlow => {
            "The server {host} began to answer, and was not done within {seconds} seconds."
        }
        FindingCode::RelayGreetingRejected => {
            "The server {host} refuses to talk: {reply_code} {server_text}"
        }
        FindingCode::RelayNotSmtp => {
            "What answers at {host} is not a mail server: “{server_text}”."
        }
        FindingCode::RelayStarttlsMissing => "The server {host} takes mail without encryption.",
        FindingCode::RelayNotJudged => "The servers that take mail could not be tried from here.",
        FindingCode::RelayIpv6NotJudged => {
            "The IPv6 address {address} of {host} cannot be tried from here."
        }
        FindingCode::RelayOwnNotJudged => {
            "The server {host} ({address}) is the machine from which we test."
        }
        FindingCode::ServicesPublished => {
            "The domain publishes settings for mail programs: {hosts}."
        }
        FindingCode::ServicesNotPublished => "The domain publishes no settings for mail programs.",
        FindingCode::MailHostNotFound => "The name {host} does not exist in the DNS.",
        FindingCode::MailHostPrivate => {
            "The name {host} has a private address, which nobody outside can reach."
        }
        FindingCode::MailHostNotJudged => "The name {host} could not be looked up from here.",
        FindingCode::MailHostUnknown => {
            "We do not know which server to call: we can only guess a name ({hosts})."
        }
        FindingCode::SubmissionOk => "The server for sending answers ({host}, port {port}).",
        FindingCode::SubmissionDown => "The server for sending ({host}) is not available: {cause}.",
        FindingCode::ImapOk => "Mailboxes can be read by IMAP ({host}, port {port}).",
        FindingCode::ImapDown => "The IMAP server ({host}) is not available: {cause}.",
        FindingCode::Pop3Ok => "Mailboxes can be read by POP3 ({host}, port {port}).",
        FindingCode::Pop3Down => "The POP3 server ({host}) is not available: {cause}.",
        FindingCode::PortClosed => "Port {port} of {host} is not available: {cause}.",
        FindingCode::ServiceBusy => {
            "The server {host}, port {port}, says to try again later: {reply_code} {server_text}"
        }
        FindingCode::ServiceSlow => {
            "The server {host}, port {port}, began to answer, and was not done within {seconds} seconds."
        }
        FindingCode::ServiceNotJudged => "{host} could not be tried from here.",
        FindingCode::StarttlsMissing => "{host}, port {port}, offers no encryption.",
        FindingCode::TlsCertificateExpired => "The certificate of {host} expired {days} days ago.",
        FindingCode::TlsIntermediateExpired => {
            "With its certificate {host} sends an intermediate one that expired {days} days ago: “{certificate}”."
        }
        FindingCode::TlsCertificateExpiring => "The certificate of {host} expires in {days} days.",
        FindingCode::TlsCertificateWrongName => {
            "The certificate of {host} is made out to another name: {names}."
        }
        FindingCode::TlsCertificateCommonNameOnly => {
            "The certificate of {host} holds the server's name in the old field “CN” alone: {names}."
        }
        FindingCode::TlsCertificateSelfSigned => {
            "The certificate of {host} is signed by the server itself."
        }
        FindingCode::TlsCertificateUntrusted => {
            "The certificate of {host} cannot be trusted: {cause}."
        }
        FindingCode::TlsOutdated => {
            "The encryption of {host}, port {port}, is of an outdated kind: {cause}."
        }
        FindingCode::TlsHandshakeFailed => {
            "No encrypted connection can be set up with {host}, port {port}: {cause}."
        }
        FindingCode::TlsPlaintextInjected => {
            "While switching to encryption {host} sent data in clear that should not be there."
        }
        FindingCode::WebmailOk => "The webmail opens ({host}).",
        FindingCode::WebmailDown => "The webmail ({host}) does not open: {cause}.",
        FindingCode::WebmailError => "The webmail ({host}) answers with an error: {cause}.",
        FindingCode::WebmailUnencrypted => "The webmail ({host}) leads to an unencrypted page.",
        FindingCode::WebmailNotJudged => "The webmail could not be tried from here.",
        FindingCode::WebmailHostUnknown => {
            "We do not know where the webmail opens: we can only guess a name ({hosts})."
        }
        FindingCode::WebmailPageNotJudged => {
            "At {host} a page opens, and we do not know whether it is the webmail."
        }
        FindingCode::SpfOk => "The domain {domain} says who may send in its name (SPF record).",
        FindingCode::SpfMissing => {
            "The domain {domain} does not say who may send in its name: it has no SPF record."
        }
        FindingCode::SpfTwoRecords => {
            "The domain {domain} has {count} SPF records, and must have one only."
        }
        FindingCode::SpfInvalid => "The SPF record of {domain} has an error: “{server_text}”.",
        FindingCode::SpfTooManyLookups => {
            "The SPF record of {domain} needs more than 10 lookups in the DNS."
        }
        FindingCode::SpfTooManyVoids => {
            "The SPF record of {domain} has {count} parts that lead nowhere: {names}."
        }
        FindingCode::SpfAllowsAll => "The SPF record of {domain} lets anybody send in its name.",
        FindingCode::DmarcOk => {
            "The domain {domain} says what to do with forged messages in its name (DMARC record)."
        }
        FindingCode::DmarcMissing => {
            "The domain {domain} does not say what to do with forged messages in its name: it has no DMARC record."
        }
        FindingCode::DmarcTwoRecords => {
            "The domain {host} has {count} DMARC records, and must have one only."
        }
        FindingCode::DmarcInvalid => "The DMARC record of {host} has an error: “{server_text}”.",
        FindingCode::ProviderIncident => {
            "{provider} declares trouble with its mail: “{server_text}”."
        }
        FindingCode::ProviderNoIncident => "{provider} declares no trouble with its mail.",
        FindingCode::ProviderStatusNotPublished => {
            "{provider} publishes no status page that we can read."
        }
        FindingCode::ProviderStatusNotJudged => {
            "The status page of {provider} could not be read from here."
        }
        FindingCode::MailboxOpens => "The mailbox opens: {host} accepted the password.",
        FindingCode::MailboxLoginRefused => "Login at {host} refused. {refusal}",
        FindingCode::MailboxNotJudged => {
            "It was not possible to get into the mailbox from here: {cause}."
        }
        FindingCode::MailboxOverLimit => "The mailbox is full: {used} of {limit}.",
        FindingCode::MailboxNearLimit => {
            "The mailbox is nearly full: {used} of {limit} ({count} %)."
        }
        FindingCode::MailboxHasSpace => "The mailbox has space: {used} of {limit}.",
        FindingCode::InboxSeen => "Messages in the inbox: {count}.{age}",
        FindingCode::InboxEmptied => "The inbox is empty, but messages have arrived here.",
        FindingCode::MessageInInbox => {
            "The message that you look for is in the inbox. Found: {count}."
        }
        FindingCode::MessageInJunk => {
            "The message that you look for is in the junk folder. Found: {count}."
        }
        FindingCode::MessageInTrash => {
            "The message that you look for is among the deleted ones. Found: {count}."
        }
        FindingCode::MessageElsewhere => {
            "The message that you look for is in another folder. Found: {count}."
        }
        FindingCode::MessageNotThere => "No folder holds such a message.",
        FindingCode::MessageNotJudged => {
            "The message was not found, but {count} folders could not be searched."
        }
        FindingCode::SeenElsewhere => {
            "In the last {window_min} minutes {count} other check-ups saw the same trouble with {provider}: “{check}”."
        }
    }
}

/// Its meaning. A function of its own, because the page fetches the meanings later.
pub(super) const fn meaning(code: FindingCode) -> &'static str {
    match code {
        FindingCode::DelegationOk => "Whoever writes to this domain can find it.",
        FindingCode::DomainNotFound => {
            "Either the name is mistyped, or the domain has expired or is no longer registered: until that changes no message can arrive."
        }
        FindingCode::DomainServersFailing => {
            "The DNS, the directory that says where mail goes, answers with an error. Whoever runs the domain has to mend it."
        }
        FindingCode::DomainServersSilent => {
            "Without an answer nobody knows where to deliver this domain's mail."
        }
        FindingCode::DnssecBroken => {
            "Whoever makes that check, as the large providers do, does not find the domain. Whoever runs it can see what is wrong."
        }
        FindingCode::DnssecWrongDs => {
            "Whoever checks signatures, as the large providers do, does not find the domain. The “DS” record in the registration has to go or be renewed."
        }
        FindingCode::DnssecWrongSignatures => {
            "Whoever checks them, as the large providers do, does not find the domain. Whoever runs the name servers has to make them anew."
        }
        FindingCode::DelegationStale => {
            "Usually these are the old provider's name servers. Whoever asks them may be told what was true before. The right ones: {names}."
        }
        FindingCode::NameServerLame => {
            "Whoever asks that server does not find the domain. Take it out of the registration, or have it take the domain on."
        }
        FindingCode::NameServersDiffer => {
            "One copy of the DNS is old: some messages go where that one says. It happens when a change of provider is left half done."
        }
        FindingCode::DelegationNotJudged => {
            "It proves nothing about your domain: the check did not succeed from here."
        }
        FindingCode::DnsNotJudged => {
            "This does not mean that something is broken on your side: the check did not succeed from here."
        }
        FindingCode::MxOk => "The DNS says which servers messages are delivered to.",
        FindingCode::MxNone => {
            "Whoever writes to this domain gets an error: the MX record, the line that says where messages go, is missing."
        }
        FindingCode::MxNull => {
            "The DNS has an explicit statement (null MX) that tells everybody not to send messages here."
        }
        FindingCode::MxNullBeside => {
            "The line that declares it (“null MX”) has to stand alone. As it is, senders may give up delivering: take it out."
        }
        FindingCode::MxImplicit => {
            "This can work but is fragile: whoever runs the domain should add an MX record."
        }
        FindingCode::MxHostNotFound => "Messages for that server cannot be delivered.",
        FindingCode::MxAlias => {
            "The rules of mail do not allow this: some senders refuse to deliver."
        }
        FindingCode::MxAddressPrivate => {
            "A private address is good only inside an internal network: nobody outside can reach it."
        }
        FindingCode::MxIpv6Only => {
            "Whoever sends from a network without IPv6 cannot reach the server. The DNS needs an IPv4 address as well."
        }
        FindingCode::MxMalformed => {
            "An MX record must hold a name, for example mail.{domain}, and not a numeric address."
        }
        FindingCode::MxHostsLeftOut => "We tried those that are used first.",
        FindingCode::MailProviderChanged => {
            "This often happens after a change of provider: the DNS still names the old servers, and messages end up there."
        }
        FindingCode::MxMixed => "Some messages may end up at another provider's servers.",
        FindingCode::MxNameDoubled => {
            "The DNS panel adds the domain by itself: the line wants only the name that comes before it."
        }
        FindingCode::MxUnverifiedMicrosoft => {
            "Nobody answers at that name: the set-up of Microsoft 365 was left half done."
        }
        FindingCode::MxTwoProviders => {
            "Each message arrives at only one of them. This happens when a change of provider was left half done."
        }
        FindingCode::MailHostBehindHttpProxy => {
            "The mail server behind that name cannot be reached. In the DNS the line has to be set without a proxy (“DNS only”)."
        }
        FindingCode::ProviderIdentified => "We tell by {by}: “{record}”.",
        FindingCode::GatewayInFront => {
            "A message that is missing may have been stopped there. We tell by {by}: “{record}”."
        }
        FindingCode::ProviderUnknown => {
            "The other checks are as good as ever. Whoever runs the domain can tell you where the mailboxes are."
        }
        FindingCode::ProviderNotJudged => {
            "It does not mean a fault on your side: the DNS did not answer every question."
        }
        FindingCode::RelayOk => "It answered our call correctly.",
        FindingCode::RelayDown => {
            "Senders will try again for a few days; if it lasts, messages go back with an error."
        }
        FindingCode::RelayPartlyDown => "Mail arrives through the others, perhaps late.",
        FindingCode::RelayRefused => "No program is taking mail on that machine.",
        FindingCode::RelayTimeout => "It is off, or something blocks the way.",
        FindingCode::RelayUnreachable => "The network it is in is not connected.",
        FindingCode::RelaySilent => "It is probably overloaded or stuck.",
        FindingCode::RelayClosed => "The dialogue ended before a message could be handed over.",
        FindingCode::RelayBusy => "This usually passes: senders try again by themselves.",
        FindingCode::RelaySlow => {
            "We wait no longer than that. Senders wait for up to 5 minutes: mail may arrive all the same, late."
        }
        FindingCode::RelayGreetingRejected => "The server is up but turns callers away.",
        FindingCode::RelayNotSmtp => {
            "Another program lives at that address, or a network device stands in between."
        }
        FindingCode::RelayStarttlsMissing => {
            "Messages travel to that server in clear; some senders refuse to deliver like that."
        }
        FindingCode::RelayNotJudged => {
            "Our own network may block this kind of connection (port 25): this says nothing about your mail."
        }
        FindingCode::RelayIpv6NotJudged => {
            "Our server has no IPv6 connection that is known to work."
        }
        FindingCode::RelayOwnNotJudged => {
            "From there we cannot see what others meet: this says nothing about your mail."
        }
        FindingCode::ServicesPublished => "Programs that read them set themselves up.",
        FindingCode::ServicesNotPublished => "That is normal: the settings are entered by hand.",
        FindingCode::MailHostNotFound => {
            "It is the name that mail programs have to call: without it they cannot find the mailboxes."
        }
        FindingCode::MailHostPrivate => {
            "A private address is good only inside an internal network: the DNS must hold the server's public address."
        }
        FindingCode::MailHostNotJudged => {
            "This says nothing about your mail: the check did not succeed from here."
        }
        FindingCode::MailHostUnknown => {
            "Mail programs may use another name, which the domain does not publish. Your mail provider knows the right one."
        }
        FindingCode::SubmissionOk => "A mail program can hand in outgoing messages here.",
        FindingCode::SubmissionDown => "Until that changes mail programs cannot send.",
        FindingCode::ImapOk => {
            "IMAP is the way in which phones and programs read mail on the server."
        }
        FindingCode::ImapDown => "Phones and mail programs cannot read messages.",
        FindingCode::Pop3Ok => "POP3 is the way in which some programs download mail.",
        FindingCode::Pop3Down => {
            "Programs set to POP3 download nothing. Whoever uses IMAP does not notice."
        }
        FindingCode::PortClosed => "The service works on its other port: set that one.",
        FindingCode::ServiceBusy => {
            "This usually passes: in a few minutes the mail program may be let in."
        }
        FindingCode::ServiceSlow => {
            "We wait no longer than that. A mail program that waits longer may be let in."
        }
        FindingCode::ServiceNotJudged => {
            "This says nothing about your mail: the check did not succeed from here."
        }
        FindingCode::StarttlsMissing => {
            "A password sent through this port would travel in clear: use the encrypted port."
        }
        FindingCode::TlsCertificateExpired => {
            "The certificate is the server's identity card. Once it has expired, mail programs warn or refuse to connect."
        }
        FindingCode::TlsIntermediateExpired => {
            "The server's own certificate has not expired, but the one that vouches for it has: many programs refuse to connect. The server needs the new one."
        }
        FindingCode::TlsCertificateExpiring => {
            "If it is not renewed, mail programs will stop connecting."
        }
        FindingCode::TlsCertificateWrongName => {
            "Mail programs show a warning, because they cannot be sure that they talk to the right server.{instead}"
        }
        FindingCode::TlsCertificateCommonNameOnly => {
            "The programs of today no longer read that field and show a warning. A new certificate has to be asked for."
        }
        FindingCode::TlsCertificateSelfSigned => {
            "No recognised authority vouches for it: mail programs show a warning."
        }
        FindingCode::TlsCertificateUntrusted => {
            "Mail programs show a warning or refuse to connect. Sometimes only an intermediate certificate is missing. It is “{certificate}”, signed by “{issuer}”."
        }
        FindingCode::TlsOutdated => {
            "The programs of today no longer accept it and do not connect; an old one still may. The server has to be updated."
        }
        FindingCode::TlsHandshakeFailed => {
            "The server offers encryption and does not carry it through."
        }
        FindingCode::TlsPlaintextInjected => {
            "Either the server is faulty or somebody stands in between. Do not enter your password until this is cleared up."
        }
        FindingCode::WebmailOk => "Webmail is your mail seen in the browser.",
        FindingCode::WebmailDown => "The mailboxes cannot be reached from a browser.",
        FindingCode::WebmailError => "The server is up, but the mail page does not work.",
        FindingCode::WebmailUnencrypted => "A password entered on that page would travel in clear.",
        FindingCode::WebmailNotJudged => {
            "This says nothing about your mail: the check did not succeed from here."
        }
        FindingCode::WebmailHostUnknown => {
            "The webmail may be elsewhere, and some have none. Your mail provider knows the right address."
        }
        FindingCode::WebmailPageNotJudged => {
            "It shows no sign of a webmail that we recognise. Your mail provider knows the right address."
        }
        FindingCode::SpfOk => "It is the list of the servers that may: “{record}”.",
        FindingCode::SpfMissing => {
            "Incoming mail is not concerned, but messages that you send may be refused or land in the spam folder."
        }
        FindingCode::SpfTwoRecords => {
            "Several SPF records count as an error: messages that you send may be refused. Merge them into one."
        }
        FindingCode::SpfInvalid => {
            "Because of it receivers do not count any of the record: messages that you send may be refused."
        }
        FindingCode::SpfTooManyLookups => {
            "Beyond that limit it counts as an error: messages that you send may be refused. Take out the services that you no longer use."
        }
        FindingCode::SpfTooManyVoids => {
            "Two of them are allowed. With more than two, many receivers take no account of the whole record: take them out."
        }
        FindingCode::SpfAllowsAll => {
            "So it protects from nobody. At its end belongs “~all” or “-all”. Now it is: “{record}”."
        }
        FindingCode::DmarcOk => "The record is: “{record}”.",
        FindingCode::DmarcMissing => {
            "For everyday mail this is no fault. The large providers ask it of whoever sends many messages."
        }
        FindingCode::DmarcTwoRecords => {
            "With more than one, none of them counts. Merge them into one."
        }
        FindingCode::DmarcInvalid => {
            "Receivers may ignore the record. The entry “p=” has to be there once, with none, quarantine or reject."
        }
        FindingCode::ProviderIncident => {
            "The provider itself writes so on its status page. Beginning of the trouble: {since}."
        }
        FindingCode::ProviderNoIncident => {
            "This is what the provider writes of itself: trouble that concerns few people does not show there."
        }
        FindingCode::ProviderStatusNotPublished => {
            "It does not mean that there is trouble, nor that there is none."
        }
        FindingCode::ProviderStatusNotJudged => {
            "This says nothing about your mail. If you like, look at the provider's page yourself."
        }
        FindingCode::MailboxOpens => "User name and password are right, and reading by IMAP works.",
        FindingCode::MailboxLoginRefused => "We tried once only.{said}",
        FindingCode::MailboxNotJudged => {
            "That says nothing about your password: the test came to no answer."
        }
        FindingCode::MailboxOverLimit => {
            "Until space is freed, new messages go back to those who send them."
        }
        FindingCode::MailboxNearLimit => {
            "Mail still arrives, but a message with large attachments may be refused."
        }
        FindingCode::MailboxHasSpace => "Space is not the problem.",
        FindingCode::InboxSeen => "This is the folder into which the server delivers new mail.",
        FindingCode::InboxEmptied => {
            "Usually a program or a telephone fetches them and takes them off the server."
        }
        FindingCode::MessageInInbox => {
            "It arrived and is on the server. If the program does not show it, the fault is in the program."
        }
        FindingCode::MessageInJunk => "It arrived, but the filter took it for spam.",
        FindingCode::MessageInTrash => {
            "It arrived, and then a person, a program or a rule deleted it."
        }
        FindingCode::MessageElsewhere => {
            "It arrived. A rule may have moved it: search all folders in the webmail."
        }
        FindingCode::MessageNotThere => {
            "Junk and deleted messages were searched too. If the words or the day differ, search again."
        }
        FindingCode::MessageNotJudged => "It may be in one of these.",
        FindingCode::SeenElsewhere => {
            "It is probably nothing on your side. Only the check-ups that ended like this are counted: whose they are we do not know."
        }
    }
}
