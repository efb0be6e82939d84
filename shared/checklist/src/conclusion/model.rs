//! What comes out: causes and conclusions. Their JSON is the outside contract of `sportello check`.

use serde::{Deserialize, Serialize};

use super::{Refusal, Said, Shown};
use diagnosis::finding::{FindingCode, Owner, PatternCode};
use mail::{Domain, Mailbox};
use terms::Confidence;
use terms::ServerText;
use terms::gather::sort_short;

macro_rules! causes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $wire:literal; )+) => {
        /// A cause.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum CauseCode {
            $( $(#[doc = $doc])+ #[serde(rename = $wire)] $name, )+
        }

        impl CauseCode {
            /// Every cause.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// Its name on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $wire, )+ }
            }
        }
    };
}

causes! {
    /// The domain does not exist.
    DomainNotFound = "domain_not_found";
    /// The domain's name servers do not do their work.
    NameServersFailing = "name_servers_failing";
    /// The domain's DNS does not pass the check of its signatures (DNSSEC, RFC 4035 §5).
    DnssecBroken = "dnssec_broken";
    /// The domain changed provider, and the DNS was left half done.
    DnsAfterMove = "dns_after_move";
    /// The domain names no server that takes its mail: an MX record is missing.
    MailHasNoPlace = "mail_has_no_place";
    /// The domain declares that it takes no mail (null MX, RFC 7505).
    MailRefusedByDns = "mail_refused_by_dns";
    /// The MX records name hosts that lead nowhere.
    MxLeadsNowhere = "mx_leads_nowhere";
    /// The domain's mail servers have addresses of IPv6 only, so that senders without it cannot deliver (RFC 3974).
    MxIpv6Only = "mx_ipv6_only";
    /// The name of the mail server goes through a proxy for web pages, which passes no mail.
    MailHostBehindProxy = "mail_host_behind_proxy";
    /// The name of the server for mail programs is not in the DNS, or leads into a private network.
    MailHostMissing = "mail_host_missing";
    /// The domain's mail servers do not take mail.
    MailServersDown = "mail_servers_down";
    /// The provider has a general outage.
    ProviderOutage = "provider_outage";
    /// The sender's domain does not name the sending server (SPF, RFC 7208).
    SpfRefused = "spf_refused";
    /// The sender's domain asks that such a message be refused (DMARC, RFC 9989).
    DmarcRefused = "dmarc_refused";
    /// Neither a signature nor the DNS vouches for the sender.
    SenderUnproven = "sender_unproven";
    /// The sending server stands on a block list.
    Blocklisted = "blocklisted";
    /// The sending server has no proper name in the DNS.
    ServerNameWrong = "server_name_wrong";
    /// The name that the sending server gives of itself is refused (HELO, RFC 5321 §4.1.1.1).
    HeloNameWrong = "helo_name_wrong";
    /// The sender's domain or address cannot be found by others.
    SenderUnknown = "sender_unknown";
    /// The account may not send any more.
    AccountSuspended = "account_suspended";
    /// The outgoing server does not know who is sending.
    LoginNeeded = "login_needed";
    /// The sender's address is not that of the mailbox.
    SenderNotAllowed = "sender_not_allowed";
    /// Too much was sent in a short time.
    SendingLimit = "sending_limit";
    /// The recipient's address is wrong or closed.
    RecipientUnknown = "recipient_unknown";
    /// The recipient's domain cannot take mail.
    RecipientDomain = "recipient_domain";
    /// The recipient's mailbox is full.
    RecipientFull = "recipient_full";
    /// The recipient's mailbox takes no more for a while, from anybody.
    RecipientBusy = "recipient_busy";
    /// The recipient's mailbox takes certified mail only.
    CertifiedOnly = "certified_only";
    /// The recipient's side does not want the message.
    RecipientRefuses = "recipient_refuses";
    /// The recipient's server does not work.
    RecipientServer = "recipient_server";
    /// A server does not know the domain that it should receive for, or servers pass a message round in a circle.
    MailMisrouted = "mail_misrouted";
    /// The message is too large.
    TooLarge = "too_large";
    /// Something in the message is refused.
    ContentRefused = "content_refused";
    /// The message was put off on purpose and will be tried again.
    PutOff = "put_off";
    /// The provider does not know the mailbox.
    MailboxMissing = "mailbox_missing";
    /// The filter in front of the mailbox refuses the messages.
    OwnFilter = "own_filter";
    /// The mailbox is full.
    MailboxFull = "mailbox_full";
    /// The message was taken for junk.
    TakenForJunk = "taken_for_junk";
    /// Mailboxes cannot be reached, by any way.
    MailboxesDown = "mailboxes_down";
    /// One way to the mailboxes is down, others work.
    OneServiceDown = "one_service_down";
    /// The webmail does not open, for anybody.
    WebmailDown = "webmail_down";
    /// The server's encryption is older than what mail programs accept today (RFC 8996).
    EncryptionOutdated = "encryption_outdated";
    /// A certificate makes mail programs refuse the connection.
    CertificateProblem = "certificate_problem";
    /// The device has no connection.
    DeviceOffline = "device_offline";
    /// The customer's own network is in the way.
    NetworkBlocks = "network_blocks";
    /// The name and password in the mail program are not the mailbox's.
    PasswordWrong = "password_wrong";
    /// The mail program talks to the wrong server, or in the wrong way.
    ProgramSettings = "program_settings";
    /// The password, or the access, was good for some time that is over (IMAP `[EXPIRED]`, RFC 5530).
    PasswordExpired = "password_expired";
    /// The account is suspended, closed or locked: no password opens it.
    AccountClosed = "account_closed";
    /// The provider lets a program in once somebody has signed in by the browser (IMAP `[WEBALERT]`).
    WebSignInNeeded = "web_sign_in_needed";
    /// Sending from programs (SMTP) is switched off for the mailbox or its domain; reading is not.
    SendingAccessClosed = "sending_access_closed";
    /// A program does not reach its own server, and its error does not tell whether that is the network, the settings or the server.
    ServerNotReached = "server_not_reached";
    /// Too many sign-ins, or too much fetched, in a short time: the server makes the mailbox wait.
    SignInPaused = "sign_in_paused";
    /// The mail program still has the old password.
    PasswordChanged = "password_changed";
    /// The mailbox wants a second step at sign-in, which a mail program cannot do: it needs a password of its own.
    TwoStepSignIn = "two_step_sign_in";
    /// A protection was switched on that keeps a connected service out until it is given access.
    ExtraSecurity = "extra_security";
    /// The mailbox takes sign-in by a web page only (OAuth 2.0, RFC 6749), and no password of a program.
    ModernSignInNeeded = "modern_sign_in_needed";
    /// The permission that was given to a program or service has ended.
    SignInExpired = "sign_in_expired";
    /// The mailbox is closed to mail programs, or to one way of reading it (IMAP, POP3).
    ProgramAccessClosed = "program_access_closed";
    /// Too many connections to the mailbox are open at once.
    TooManyConnections = "too_many_connections";
    /// Another program holds the mailbox open alone (POP3 `[IN-USE]`, RFC 2449; IMAP `[INUSE]`, RFC 5530).
    MailboxInUse = "mailbox_in_use";
    /// The provider's server could not check the sign-in, or had a fault of its own, when it was tried.
    SignInNotChecked = "sign_in_not_checked";
    /// The mail servers have other names now, and the service still has the old ones.
    ServersChanged = "servers_changed";
    /// The service has other settings than a program that works.
    SettingsInService = "settings_in_service";
    /// The name of the outgoing server in the mail program is not the domain's.
    WrongOutgoingServer = "wrong_outgoing_server";
    /// The settings for sending in the mail program are wrong: port, encryption or sign-in.
    OutgoingSettings = "outgoing_settings";
    /// The account on one device is out of date.
    DeviceAccount = "device_account";
    /// The device, or the store of the mail program, has no space left.
    DeviceFull = "device_full";
    /// The mail program looks for messages too seldom.
    FetchInterval = "fetch_interval";
    /// A message that asks for a password under a false pretence.
    Fraud = "fraud";
    /// Somebody else sends from the mailbox.
    MailboxAbused = "mailbox_abused";
    /// The same message to many people, from a mailbox that is not made for it.
    BulkMail = "bulk_mail";
    /// The provider has stopped the mailbox from sending.
    SendingBlocked = "sending_blocked";
    /// Somebody else wrote in the customer's name; the notice is about a message that the customer never sent.
    SenderForged = "sender_forged";
    /// One sender's messages are late: the delay begins there.
    SenderIsSlow = "sender_is_slow";
    /// The first message of each new sender is made to wait, as a defence against junk.
    Greylisting = "greylisting";
    /// A forward breaks the sender's SPF: the server that forwards is not in the sender's record (RFC 7208 section 10.3).
    ForwardBreaksSpf = "forward_breaks_spf";
    /// The mailbox works now.
    WorkingAgain = "working_again";
    /// The mail is there, and the program does not show it.
    MailProgram = "mail_program";
    /// A rule of the mailbox moves, forwards or deletes the messages.
    MailboxRule = "mailbox_rule";
    /// The message never set out: the sender's side knows why.
    SenderSide = "sender_side";
    /// Something could not be judged from here.
    CouldNotJudge = "could_not_judge";
    /// Everything works, with something that is worth mending.
    WorksWithRisks = "works_with_risks";
    /// Everything that can be measured works.
    AllWell = "all_well";
}

impl CauseCode {
    /// Whether it says that something is wrong, rather than how the whole stands.
    #[must_use]
    pub const fn is_trouble(self) -> bool {
        !matches!(self, Self::CouldNotJudge | Self::WorksWithRisks | Self::AllWell)
    }
}

/// One conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// The cause.
    pub cause: CauseCode,
    /// The domains of a list that it holds for; empty where there is only one, or where it is about none in particular.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<Domain>,
    /// The mailboxes of a list that it holds for, those in error first; empty without a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mailboxes: Vec<Mailbox>,
    /// The recipients of the messages that it is about, where it rests on a bounce that names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<ServerText>,
    /// Whether it is true and does not explain what the customer complains of: "also noticed", never the headline.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_aside: bool,
    /// How sure it is, what speaks against it included.
    pub confidence: Confidence,
    /// Whose job the fix is.
    pub owner: Owner,
    /// The findings that it rests on.
    pub because: Vec<FindingCode>,
    /// The answers that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Said>,
    /// What a bounce says, where it rests on one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bounce: Vec<Refusal>,
    /// What a program or a service shows for the mailbox, where it rests on that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<Shown>,
    /// What the mailboxes in error have in common, where it rests on that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<PatternCode>,
    /// What speaks against it.
    #[serde(default, skip_serializing_if = "Grounds::is_empty")]
    pub against: Grounds,
    /// What would have told more, and could not be judged from here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<FindingCode>,
    /// The record to publish, where it follows from what was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish: Option<ToPublish>,
}

impl Conclusion {
    /// Whether it stops all mail of the domain, so that no question could change anything.
    #[must_use]
    pub fn stops_everything(&self) -> bool {
        // Mail goes to servers that are not the ones expected, or nobody serves the domain's zone any more.
        let is_whole = |code| matches!(code, &FindingCode::MailProviderChanged | &FindingCode::NameServerLame);
        match self.cause {
            CauseCode::DnsAfterMove => self.because.iter().any(is_whole),
            // Whoever does not check signatures still finds the domain, and a resolver of ours that does not says no more.
            CauseCode::DnssecBroken => self.confidence == Confidence::Certain,
            cause => cause.stops_everything(),
        }
    }

    /// A conclusion that rests on nothing yet.
    #[must_use]
    pub const fn new(cause: CauseCode, confidence: Confidence, owner: Owner) -> Self {
        Self {
            cause,
            domains: Vec::new(),
            mailboxes: Vec::new(),
            recipients: Vec::new(),
            is_aside: false,
            confidence,
            owner,
            because: Vec::new(),
            answers: Vec::new(),
            bounce: Vec::new(),
            shown: Vec::new(),
            patterns: Vec::new(),
            against: Grounds { findings: Vec::new(), answers: Vec::new(), bounce: Vec::new(), shown: Vec::new(), patterns: Vec::new() },
            unjudged: Vec::new(),
            publish: None,
        }
    }
}

/// A TXT record to publish in the DNS, in the place of all others of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToPublish {
    /// The name that it belongs to.
    pub domain: Domain,
    /// The record as it is written (RFC 7208 §4.6).
    pub record: String,
    /// The same as character-strings of at most 255 bytes, where one is not enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strings: Vec<String>,
    /// The least number of DNS lookups that it causes.
    pub lookups: usize,
    /// Whether those are more than allowed (RFC 7208 §4.6.4), so that something has to go.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_over_limit: bool,
}

/// Findings, answers, bounces and patterns, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grounds {
    /// The findings, in the order of their checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingCode>,
    /// The answers, in the order in which they were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Said>,
    /// The bounces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bounce: Vec<Refusal>,
    /// What programs and services show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<Shown>,
    /// What the mailboxes in error have in common.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<PatternCode>,
}

impl Grounds {
    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        let is_read = !self.bounce.is_empty() || !self.shown.is_empty();
        self.findings.is_empty() && self.answers.is_empty() && self.patterns.is_empty() && !is_read
    }

    /// Takes in others, each still once.
    pub(super) fn join(&mut self, others: Self) {
        self.findings.extend(others.findings);
        sort_short(&mut self.findings, PartialOrd::gt);
        self.findings.dedup();
        for said in others.answers {
            if !self.answers.contains(&said) {
                self.answers.push(said);
            }
        }
        for refusal in others.bounce {
            if !self.bounce.contains(&refusal) {
                self.bounce.push(refusal);
            }
        }
        for shown in others.shown {
            if !self.shown.contains(&shown) {
                self.shown.push(shown);
            }
        }
        for pattern in others.patterns {
            if !self.patterns.contains(&pattern) {
                self.patterns.push(pattern);
            }
        }
    }
}
