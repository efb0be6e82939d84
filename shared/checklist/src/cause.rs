//! The output: causes and conclusions. Their JSON is the public contract of `sportello check`.

mod because;

use diagnosis::finding::{FindingCode, Owner, PatternCode};
use mail::{Domain, Mailbox};
use serde::{Deserialize, Serialize};
use terms::Confidence;
use terms::ServerText;
use terms::closed_set;
use terms::gather::sort_short;

use crate::arrived::Arrived;
use crate::grounds::{Refusal, Said, ShownError};

closed_set! {
    /// A cause.
    pub enum CauseCode {
        /// The domain does not exist.
        DomainNotFound = "domain_not_found";
        /// The domain's name servers do not answer properly.
        NameServersFailing = "name_servers_failing";
        /// The domain's DNS fails DNSSEC validation (RFC 4035 §5).
        DnssecBroken = "dnssec_broken";
        /// The domain changed provider, and its DNS was not fully updated.
        DnsAfterMove = "dns_after_move";
        /// The domain names no server that receives its mail: an MX record is missing.
        MailHasNoPlace = "mail_has_no_place";
        /// The domain declares that it receives no mail (null MX, RFC 7505).
        MailRefusedByDns = "mail_refused_by_dns";
        /// The MX records name hosts that cannot be used.
        MxLeadsNowhere = "mx_leads_nowhere";
        /// The domain's mail servers have only IPv6 addresses, so that senders without IPv6 cannot
        /// deliver (RFC 3974).
        MxIpv6Only = "mx_ipv6_only";
        /// The name of the mail server leads to an HTTP proxy, which does not pass mail.
        MailHostBehindProxy = "mail_host_behind_proxy";
        /// The name of the server for mail programs is not in the DNS, or has a private address.
        MailHostMissing = "mail_host_missing";
        /// The domain's mail servers do not accept mail.
        MailServersDown = "mail_servers_down";
        /// The provider has a general outage.
        ProviderOutage = "provider_outage";
        /// The SPF record of the sender's domain does not allow the sending server (RFC 7208).
        SpfRefused = "spf_refused";
        /// The DMARC policy of the sender's domain asks to refuse the message (RFC 9989).
        DmarcRefused = "dmarc_refused";
        /// Neither a signature nor the DNS authenticates the sender.
        SenderUnproven = "sender_unproven";
        /// The sending server is on a block list.
        Blocklisted = "blocklisted";
        /// The sending server has no valid name in the DNS.
        ServerNameWrong = "server_name_wrong";
        /// The HELO name of the sending server is refused (RFC 5321 §4.1.1.1).
        HeloNameWrong = "helo_name_wrong";
        /// The sender's domain or address cannot be verified by others.
        SenderUnknown = "sender_unknown";
        /// The account may no longer send.
        AccountSuspended = "account_suspended";
        /// The outgoing server requires authentication.
        LoginNeeded = "login_needed";
        /// The sender's address is not that of the mailbox.
        SenderNotAllowed = "sender_not_allowed";
        /// Too much was sent in a short time.
        SendingLimit = "sending_limit";
        /// The recipient's address is wrong or no longer in use.
        RecipientUnknown = "recipient_unknown";
        /// The recipient's domain cannot receive mail.
        RecipientDomain = "recipient_domain";
        /// The recipient's mailbox is full.
        RecipientFull = "recipient_full";
        /// The recipient's mailbox temporarily accepts no more messages from anyone.
        RecipientBusy = "recipient_busy";
        /// The recipient's mailbox accepts only certified mail.
        CertifiedOnly = "certified_only";
        /// The recipient's side rejects the message by choice.
        RecipientRefuses = "recipient_refuses";
        /// The recipient's server does not work.
        RecipientServer = "recipient_server";
        /// A server does not recognise a domain that it should receive for, or servers pass a
        /// message in a loop.
        MailMisrouted = "mail_misrouted";
        /// The message is too large.
        TooLarge = "too_large";
        /// Something in the content of the message is refused.
        ContentRefused = "content_refused";
        /// The message was deferred on purpose and will be retried.
        PutOff = "put_off";
        /// The provider does not know the mailbox.
        MailboxMissing = "mailbox_missing";
        /// The filter in front of the mailbox refuses the messages.
        OwnFilter = "own_filter";
        /// The mailbox is full.
        MailboxFull = "mailbox_full";
        /// The message was classified as junk.
        TakenForJunk = "taken_for_junk";
        /// Mailboxes cannot be reached by any service.
        MailboxesDown = "mailboxes_down";
        /// One service of the mailboxes is down, others work.
        OneServiceDown = "one_service_down";
        /// The webmail does not open for anyone.
        WebmailDown = "webmail_down";
        /// The server's TLS version is older than mail programs accept today (RFC 8996).
        EncryptionOutdated = "encryption_outdated";
        /// A certificate makes mail programs refuse the connection.
        CertificateProblem = "certificate_problem";
        /// The device has no internet connection.
        DeviceOffline = "device_offline";
        /// The customer's own network blocks the connection.
        NetworkBlocks = "network_blocks";
        /// The user name or password in the mail program is wrong.
        PasswordWrong = "password_wrong";
        /// The mail program uses the wrong server or the wrong settings.
        ProgramSettings = "program_settings";
        /// The password or the access has expired (IMAP `[EXPIRED]`, RFC 5530).
        PasswordExpired = "password_expired";
        /// The account is suspended, closed or locked; no password works.
        AccountClosed = "account_closed";
        /// The provider requires a sign-in in the browser before a program may connect (IMAP
        /// `[WEBALERT]`).
        WebSignInNeeded = "web_sign_in_needed";
        /// Sending from programs (SMTP) is disabled for the mailbox or its domain; reading is not.
        SendingAccessClosed = "sending_access_closed";
        /// A program does not reach its own server, and its error does not show whether the
        /// network, the settings or the server is the reason.
        ServerNotReached = "server_not_reached";
        /// Too many sign-ins or too much data in a short time: the server throttles the mailbox.
        SignInPaused = "sign_in_paused";
        /// The mail program still has the old password.
        PasswordChanged = "password_changed";
        /// The mailbox requires a second step at sign-in, which a mail program cannot do: the
        /// program needs an app password.
        TwoStepSignIn = "two_step_sign_in";
        /// A protection was enabled that blocks a connected service until it is given access.
        ExtraSecurity = "extra_security";
        /// The mailbox accepts sign-in only by a web page (OAuth 2.0, RFC 6749), and no password
        /// from a program.
        ModernSignInNeeded = "modern_sign_in_needed";
        /// The permission that was given to a program or service has expired.
        SignInExpired = "sign_in_expired";
        /// The mailbox is closed to mail programs, or to one protocol (IMAP, POP3).
        ProgramAccessClosed = "program_access_closed";
        /// Too many connections to the mailbox are open at once.
        TooManyConnections = "too_many_connections";
        /// Another program has locked the mailbox (POP3 `[IN-USE]`, RFC 2449; IMAP `[INUSE]`, RFC
        /// 5530).
        MailboxInUse = "mailbox_in_use";
        /// The provider's server could not check the sign-in, or had a fault of its own at that
        /// time.
        SignInNotChecked = "sign_in_not_checked";
        /// The mail servers have been renamed, and the service still uses the old names.
        ServersChanged = "servers_changed";
        /// The service has settings that differ from those of a program that works.
        SettingsInService = "settings_in_service";
        /// The mail program uses an outgoing server that is not the domain's.
        WrongOutgoingServer = "wrong_outgoing_server";
        /// The settings for sending in the mail program are wrong: port, encryption or
        /// authentication.
        OutgoingSettings = "outgoing_settings";
        /// The account on one device is out of date.
        DeviceAccount = "device_account";
        /// The device, or the storage of the mail program, has no space left.
        DeviceFull = "device_full";
        /// The mail program checks for messages too rarely.
        FetchInterval = "fetch_interval";
        /// A fraudulent message that asks for a password.
        Fraud = "fraud";
        /// Someone else sends from the mailbox.
        MailboxAbused = "mailbox_abused";
        /// The same message is sent to many people from a mailbox that is not meant for it.
        BulkMail = "bulk_mail";
        /// The provider has stopped the mailbox from sending.
        SendingBlocked = "sending_blocked";
        /// Someone else forged the customer's address; the bounce is about a message that the
        /// customer did not send.
        SenderForged = "sender_forged";
        /// Messages wait inside the systems that receive the mailbox's mail.
        OwnServerSlow = "own_server_slow";
        /// The messages of one sender are late: the delay is on the sender's side.
        SenderIsSlow = "sender_is_slow";
        /// The first message of each new sender is delayed as a protection against junk.
        Greylisting = "greylisting";
        /// A forward breaks the sender's SPF: the forwarding server is not in the sender's record
        /// (RFC 7208 section 10.3).
        ForwardBreaksSpf = "forward_breaks_spf";
        /// The mailbox works now.
        WorkingAgain = "working_again";
        /// The message is in the mailbox, but the program does not show it.
        MailProgram = "mail_program";
        /// A rule of the mailbox moves, forwards or deletes the messages.
        MailboxRule = "mailbox_rule";
        /// A program fetches the messages and takes them off the server.
        MessagesFetched = "messages_fetched";
        /// The message was never sent; only the sender's side can find out why.
        SenderSide = "sender_side";
        /// Something could not be judged from here.
        CouldNotJudge = "could_not_judge";
        /// Everything works, but something should be fixed.
        WorksWithRisks = "works_with_risks";
        /// Everything that can be measured works.
        AllWell = "all_well";
    }
}

impl CauseCode {
    /// Whether it says that something is wrong; otherwise it describes the overall state.
    #[must_use]
    pub const fn is_trouble(self) -> bool {
        !matches!(self, Self::CouldNotJudge | Self::WorksWithRisks | Self::AllWell)
    }
}

/// One conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conclusion {
    /// The cause.
    pub cause: CauseCode,
    /// The domains of a list that it holds for; empty if there is only one, or if it is about none
    /// in particular.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<Domain>,
    /// The mailboxes of a list that it holds for, those in error first; empty without a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mailboxes: Vec<Mailbox>,
    /// The recipients of the messages that it is about, if a bounce names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<ServerText>,
    /// Whether it holds but does not explain the complaint: shown as "also noticed", never as the
    /// headline.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_aside: bool,
    /// The confidence, reduced by the evidence against it.
    pub confidence: Confidence,
    /// The owner of the fix.
    pub owner: Owner,
    /// The evidence for it. Its parts are fields of the conclusion on the wire.
    #[serde(flatten, with = "because")]
    #[cfg_attr(feature = "schema", schemars(flatten, with = "because::Because<'static>"))]
    pub because: Grounds,
    /// The evidence against it.
    #[serde(default, skip_serializing_if = "Grounds::is_empty")]
    pub against: Grounds,
    /// Findings that would give more information, but could not be judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<FindingCode>,
    /// The record to publish, where it can be derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish: Option<ToPublish>,
}

impl Conclusion {
    /// Whether it stops all mail of the domain, so that no further question could change the
    /// result.
    #[must_use]
    pub fn stops_everything(&self) -> bool {
        // Mail goes to other servers than expected, or no name server serves the domain's zone any
        // more.
        let is_whole =
            |code| matches!(code, &FindingCode::MailProviderChanged | &FindingCode::NameServerLame);
        match self.cause {
            CauseCode::DnsAfterMove => self.because.findings.iter().any(is_whole),
            // Resolvers that do not validate still find the domain. Below certainty, no failure of
            // a validating resolver was seen.
            CauseCode::DnssecBroken => self.confidence == Confidence::Certain,
            cause => cause.stops_everything(),
        }
    }

    /// A conclusion without evidence.
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
            because: Grounds::NONE,
            against: Grounds::NONE,
            unjudged: Vec::new(),
            publish: None,
        }
    }
}

/// A TXT record to publish in the DNS, replacing all others of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ToPublish {
    /// The name at which it is published.
    pub domain: Domain,
    /// The record as it is written (RFC 7208 §4.6).
    pub record: String,
    /// The record split into character-strings of at most 255 bytes; empty if one is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strings: Vec<String>,
    /// The minimum number of DNS lookups that it needs.
    pub lookups: usize,
    /// Whether those are more than allowed (RFC 7208 §4.6.4), so that something must be removed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_over_limit: bool,
}

/// Evidence: findings, answers, bounces, errors and patterns, without duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Grounds {
    /// The findings, in the order of their checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingCode>,
    /// The answers, in the order in which they were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Said>,
    /// The refusals in bounces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bounce: Vec<Refusal>,
    /// The errors of programs and services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<ShownError>,
    /// What headers of messages show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arrived: Vec<Arrived>,
    /// The patterns of the mailboxes in error.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<PatternCode>,
}

impl Grounds {
    /// No evidence.
    const NONE: Self = Self {
        findings: Vec::new(),
        answers: Vec::new(),
        bounce: Vec::new(),
        shown: Vec::new(),
        arrived: Vec::new(),
        patterns: Vec::new(),
    };

    /// Whether there is no evidence.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.findings.is_empty()
            && self.answers.is_empty()
            && self.patterns.is_empty()
            && !self.has_text()
    }

    /// Whether a pasted text is among it.
    #[must_use]
    pub const fn has_text(&self) -> bool {
        !self.bounce.is_empty() || !self.shown.is_empty() || !self.arrived.is_empty()
    }

    /// Adds other evidence, without duplicates.
    pub(crate) fn join(&mut self, others: Self) {
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
        for arrived in others.arrived {
            if !self.arrived.contains(&arrived) {
                self.arrived.push(arrived);
            }
        }
        for pattern in others.patterns {
            if !self.patterns.contains(&pattern) {
                self.patterns.push(pattern);
            }
        }
    }
}
