//! The English texts of each finding: the sentence and its meaning.

use diagnosis::finding::FindingCode;

/// The sentence and its meaning.
pub(super) const fn words(code: FindingCode) -> (&'static str, &'static str) {
    match code {
        FindingCode::DelegationOk => (
            "The domain {domain} exists and its name servers answer.",
            "Whoever writes to this domain can find it.",
        ),
        FindingCode::DomainNotFound => (
            "The domain {domain} does not exist.",
            "Either the name is mistyped, or the domain has expired or is no longer registered: until that changes no message can arrive.",
        ),
        FindingCode::DomainServersFailing => (
            "The name servers of {domain} do not work.",
            "The DNS, the directory that says where mail goes, answers with an error. Whoever runs the domain has to mend it.",
        ),
        FindingCode::DomainServersSilent => (
            "The name servers of {domain} do not answer.",
            "Without an answer nobody knows where to deliver this domain's mail.",
        ),
        FindingCode::DnssecBroken => (
            "The DNS of {domain} does not pass the check of its signatures (DNSSEC).",
            "Whoever makes that check, as the large providers do, does not find the domain. Whoever runs it can see what is wrong.",
        ),
        FindingCode::DnssecWrongDs => (
            "The registration of {domain} vouches for a signing key (DNSSEC) that the domain's DNS does not have.",
            "Whoever checks signatures, as the large providers do, does not find the domain. The “DS” record in the registration has to go or be renewed.",
        ),
        FindingCode::DnssecWrongSignatures => (
            "The signatures of the DNS of {domain} (DNSSEC) are not in order: expired, missing or wrong.",
            "Whoever checks them, as the large providers do, does not find the domain. Whoever runs the name servers has to make them anew.",
        ),
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
        FindingCode::MxOk => (
            "Mail for {domain} has a destination: {hosts}.",
            "The DNS says which servers messages are delivered to.",
        ),
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
        FindingCode::MxHostNotFound => (
            "The mail server {host} named in the DNS does not exist or has no address.",
            "Messages for that server cannot be delivered.",
        ),
        FindingCode::MxAlias => (
            "The MX record names {host}, which is only another name for {hosts}.",
            "The rules of mail do not allow this: some senders refuse to deliver.",
        ),
        FindingCode::MxAddressPrivate => (
            "The mail server {host} has the private address {address}.",
            "A private address is good only inside an internal network: nobody outside can reach it.",
        ),
        FindingCode::MxIpv6Only => (
            "Mail for {domain} can be delivered over IPv6 only: {hosts} has no IPv4 address.",
            "Whoever sends from a network without IPv6 cannot reach the server. The DNS needs an IPv4 address as well.",
        ),
        FindingCode::MxMalformed => (
            "An MX record of {domain} holds “{server_text}”, which is not a server's name.",
            "An MX record must hold a name, for example mail.{domain}, and not a numeric address.",
        ),
        FindingCode::MxHostsLeftOut => (
            "The domain has {count} more mail servers, which we did not try.",
            "We tried those that are used first.",
        ),
        FindingCode::MailProviderChanged => (
            "Mail for {domain} is delivered to {hosts}, not to your provider's servers.",
            "This often happens after a change of provider: the DNS still names the old servers, and messages end up there.",
        ),
        FindingCode::MxMixed => (
            "Beside the right servers the DNS also names {hosts}.",
            "Some messages may end up at another provider's servers.",
        ),
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
        FindingCode::ProviderIdentified => {
            ("Mail for {domain} appears to be run by {provider}.", "We tell by {by}: “{record}”.")
        }
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
        FindingCode::RelayOk => {
            ("The server {host} takes mail.", "It answered our call correctly.")
        }
        FindingCode::RelayDown => (
            "No server of {domain} takes mail: {cause}.",
            "Senders will try again for a few days; if it lasts, messages go back with an error.",
        ),
        FindingCode::RelayPartlyDown => (
            "Some of {domain}'s servers take no mail: {hosts}.",
            "Mail arrives through the others, perhaps late.",
        ),
        FindingCode::RelayRefused => (
            "The server {host} ({address}) refuses the connection.",
            "No program is taking mail on that machine.",
        ),
        FindingCode::RelayTimeout => (
            "The server {host} ({address}) does not answer.",
            "It is off, or something blocks the way.",
        ),
        FindingCode::RelayUnreachable => (
            "The server {host} ({address}) cannot be reached.",
            "The network it is in is not connected.",
        ),
        FindingCode::RelaySilent => (
            "The server {host} accepts the connection but says nothing.",
            "It is probably overloaded or stuck.",
        ),
        FindingCode::RelayClosed => (
            "The server {host} breaks the connection off.",
            "The dialogue ended before a message could be handed over.",
        ),
        FindingCode::RelayBusy => (
            "The server {host} says to try again later: {reply_code} {server_text}",
            "This usually passes: senders try again by themselves.",
        ),
        FindingCode::RelaySlow => (
            "The server {host} began to answer, and was not done within {seconds} seconds.",
            "We wait no longer than that. Senders wait for up to 5 minutes: mail may arrive all the same, late.",
        ),
        FindingCode::RelayGreetingRejected => (
            "The server {host} refuses to talk: {reply_code} {server_text}",
            "The server is up but turns callers away.",
        ),
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
        FindingCode::RelayIpv6NotJudged => (
            "The IPv6 address {address} of {host} cannot be tried from here.",
            "Our server has no IPv6 connection that is known to work.",
        ),
        FindingCode::RelayOwnNotJudged => (
            "The server {host} ({address}) is the machine from which we test.",
            "From there we cannot see what others meet: this says nothing about your mail.",
        ),
        FindingCode::ServicesPublished => (
            "The domain publishes settings for mail programs: {hosts}.",
            "Programs that read them set themselves up.",
        ),
        FindingCode::ServicesNotPublished => (
            "The domain publishes no settings for mail programs.",
            "That is normal: the settings are entered by hand.",
        ),
        FindingCode::MailHostNotFound => (
            "The name {host} does not exist in the DNS.",
            "It is the name that mail programs have to call: without it they cannot find the mailboxes.",
        ),
        FindingCode::MailHostPrivate => (
            "The name {host} has a private address, which nobody outside can reach.",
            "A private address is good only inside an internal network: the DNS must hold the server's public address.",
        ),
        FindingCode::MailHostNotJudged => (
            "The name {host} could not be looked up from here.",
            "This says nothing about your mail: the check did not succeed from here.",
        ),
        FindingCode::MailHostUnknown => (
            "We do not know which server to call: we can only guess a name ({hosts}).",
            "Mail programs may use another name, which the domain does not publish. Your mail provider knows the right one.",
        ),
        FindingCode::SubmissionOk => (
            "The server for sending answers ({host}, port {port}).",
            "A mail program can hand in outgoing messages here.",
        ),
        FindingCode::SubmissionDown => (
            "The server for sending ({host}) is not available: {cause}.",
            "Until that changes mail programs cannot send.",
        ),
        FindingCode::ImapOk => (
            "Mailboxes can be read by IMAP ({host}, port {port}).",
            "IMAP is the way in which phones and programs read mail on the server.",
        ),
        FindingCode::ImapDown => (
            "The IMAP server ({host}) is not available: {cause}.",
            "Phones and mail programs cannot read messages.",
        ),
        FindingCode::Pop3Ok => (
            "Mailboxes can be read by POP3 ({host}, port {port}).",
            "POP3 is the way in which some programs download mail.",
        ),
        FindingCode::Pop3Down => (
            "The POP3 server ({host}) is not available: {cause}.",
            "Programs set to POP3 download nothing. Whoever uses IMAP does not notice.",
        ),
        FindingCode::PortClosed => (
            "Port {port} of {host} is not available: {cause}.",
            "The service works on its other port: set that one.",
        ),
        FindingCode::ServiceBusy => (
            "The server {host}, port {port}, says to try again later: {reply_code} {server_text}",
            "This usually passes: in a few minutes the mail program may be let in.",
        ),
        FindingCode::ServiceSlow => (
            "The server {host}, port {port}, began to answer, and was not done within {seconds} seconds.",
            "We wait no longer than that. A mail program that waits longer may be let in.",
        ),
        FindingCode::ServiceNotJudged => (
            "{host} could not be tried from here.",
            "This says nothing about your mail: the check did not succeed from here.",
        ),
        FindingCode::StarttlsMissing => (
            "{host}, port {port}, offers no encryption.",
            "A password sent through this port would travel in clear: use the encrypted port.",
        ),
        FindingCode::TlsCertificateExpired => (
            "The certificate of {host} expired {days} days ago.",
            "The certificate is the server's identity card. Once it has expired, mail programs warn or refuse to connect.",
        ),
        FindingCode::TlsIntermediateExpired => (
            "With its certificate {host} sends an intermediate one that expired {days} days ago: “{certificate}”.",
            "The server's own certificate has not expired, but the one that vouches for it has: many programs refuse to connect. The server needs the new one.",
        ),
        FindingCode::TlsCertificateExpiring => (
            "The certificate of {host} expires in {days} days.",
            "If it is not renewed, mail programs will stop connecting.",
        ),
        FindingCode::TlsCertificateWrongName => (
            "The certificate of {host} is made out to another name: {names}.",
            "Mail programs show a warning, because they cannot be sure that they talk to the right server.{instead}",
        ),
        FindingCode::TlsCertificateCommonNameOnly => (
            "The certificate of {host} holds the server's name in the old field “CN” alone: {names}.",
            "The programs of today no longer read that field and show a warning. A new certificate has to be asked for.",
        ),
        FindingCode::TlsCertificateSelfSigned => (
            "The certificate of {host} is signed by the server itself.",
            "No recognised authority vouches for it: mail programs show a warning.",
        ),
        FindingCode::TlsCertificateUntrusted => (
            "The certificate of {host} cannot be trusted: {cause}.",
            "Mail programs show a warning or refuse to connect. Sometimes only an intermediate certificate is missing. It is “{certificate}”, signed by “{issuer}”.",
        ),
        FindingCode::TlsOutdated => (
            "The encryption of {host}, port {port}, is of an outdated kind: {cause}.",
            "The programs of today no longer accept it and do not connect; an old one still may. The server has to be updated.",
        ),
        FindingCode::TlsHandshakeFailed => (
            "No encrypted connection can be set up with {host}, port {port}: {cause}.",
            "The server offers encryption and does not carry it through.",
        ),
        FindingCode::TlsPlaintextInjected => (
            "While switching to encryption {host} sent data in clear that should not be there.",
            "Either the server is faulty or somebody stands in between. Do not enter your password until this is cleared up.",
        ),
        FindingCode::WebmailOk => {
            ("The webmail opens ({host}).", "Webmail is your mail seen in the browser.")
        }
        FindingCode::WebmailDown => (
            "The webmail ({host}) does not open: {cause}.",
            "The mailboxes cannot be reached from a browser.",
        ),
        FindingCode::WebmailError => (
            "The webmail ({host}) answers with an error: {cause}.",
            "The server is up, but the mail page does not work.",
        ),
        FindingCode::WebmailUnencrypted => (
            "The webmail ({host}) leads to an unencrypted page.",
            "A password entered on that page would travel in clear.",
        ),
        FindingCode::WebmailNotJudged => (
            "The webmail could not be tried from here.",
            "This says nothing about your mail: the check did not succeed from here.",
        ),
        FindingCode::WebmailHostUnknown => (
            "We do not know where the webmail opens: we can only guess a name ({hosts}).",
            "The webmail may be elsewhere, and some have none. Your mail provider knows the right address.",
        ),
        FindingCode::WebmailPageNotJudged => (
            "At {host} a page opens, and we do not know whether it is the webmail.",
            "It shows no sign of a webmail that we recognise. Your mail provider knows the right address.",
        ),
        FindingCode::SpfOk => (
            "The domain {domain} says who may send in its name (SPF record).",
            "It is the list of the servers that may: “{record}”.",
        ),
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
        FindingCode::SpfTooManyVoids => (
            "The SPF record of {domain} has {count} parts that lead nowhere: {names}.",
            "Two of them are allowed. With more than two, many receivers take no account of the whole record: take them out.",
        ),
        FindingCode::SpfAllowsAll => (
            "The SPF record of {domain} lets anybody send in its name.",
            "So it protects from nobody. At its end belongs “~all” or “-all”. Now it is: “{record}”.",
        ),
        FindingCode::DmarcOk => (
            "The domain {domain} says what to do with forged messages in its name (DMARC record).",
            "The record is: “{record}”.",
        ),
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
        FindingCode::ProviderStatusNotPublished => (
            "{provider} publishes no status page that we can read.",
            "It does not mean that there is trouble, nor that there is none.",
        ),
        FindingCode::ProviderStatusNotJudged => (
            "The status page of {provider} could not be read from here.",
            "This says nothing about your mail. If you like, look at the provider's page yourself.",
        ),
        FindingCode::MailboxOpens => (
            "The mailbox opens: {host} accepted the password.",
            "User name and password are right, and reading by IMAP works.",
        ),
        FindingCode::MailboxLoginRefused => {
            ("The server {host} did not accept the login.", "{refusal}{said} We tried once only.")
        }
        FindingCode::MailboxNotJudged => (
            "It was not possible to get into the mailbox from here: {cause}.",
            "That says nothing about your password: the test came to no answer.",
        ),
        FindingCode::MailboxOverLimit => (
            "The mailbox is full: {used} of {limit}.",
            "Until space is freed, new messages go back to those who send them.",
        ),
        FindingCode::MailboxNearLimit => (
            "The mailbox is nearly full: {used} of {limit} ({count} %).",
            "Mail still arrives, but a message with large attachments may be refused.",
        ),
        FindingCode::MailboxHasSpace => {
            ("The mailbox has space: {used} of {limit}.", "Space is not the problem.")
        }
        FindingCode::InboxSeen => (
            "Messages in the inbox: {count}.{age}",
            "This is the folder into which the server delivers new mail.",
        ),
        FindingCode::InboxEmptied => (
            "The inbox is empty, but messages have arrived here.",
            "Usually a program or a telephone fetches them and takes them off the server.",
        ),
        FindingCode::MessageInInbox => (
            "The message that you look for is in the inbox. Found: {count}.",
            "It arrived and is on the server. If the program does not show it, the fault is in the program.",
        ),
        FindingCode::MessageInJunk => (
            "The message that you look for is in the junk folder. Found: {count}.",
            "It arrived, but the filter took it for spam.",
        ),
        FindingCode::MessageInTrash => (
            "The message that you look for is among the deleted ones. Found: {count}.",
            "It arrived, and then a person, a program or a rule deleted it.",
        ),
        FindingCode::MessageElsewhere => (
            "The message that you look for is in another folder. Found: {count}.",
            "It arrived. A rule may have moved it: search all folders in the webmail.",
        ),
        FindingCode::MessageNotThere => (
            "No folder holds such a message.",
            "Junk and deleted messages were searched too. If the words or the day differ, search again.",
        ),
        FindingCode::MessageNotJudged => (
            "The message was not found, but {count} folders could not be searched.",
            "It may be in one of these.",
        ),
        FindingCode::SeenElsewhere => (
            "In the last {window_min} minutes {count} other check-ups saw the same trouble with {provider}: “{check}”.",
            "It is probably nothing on your side. Only the check-ups that ended like this are counted: whose they are we do not know.",
        ),
    }
}
