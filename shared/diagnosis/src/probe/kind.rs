//! The closed sets of probes and checks, and which probe belongs to which check.
//!
//! Must never know what a check costs or means.

use mail::{Service, TlsMode};
use serde::{Deserialize, Serialize};

use super::Stage;

/// One kind of network exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProbeKind {
    /// Tests whether our own resolver, port 25 and IPv6 work.
    SelfTest,
    /// Whether the domain exists, and which servers answer for it (`NS`), according to the
    /// resolver, the parent zone and the servers themselves.
    Delegation,
    /// `MX` and the addresses of each MX host.
    Mx,
    /// `SRV` records of the mail services (RFC 6186).
    Services,
    /// Where mail programs find their settings automatically.
    Autoconfig,
    /// The `TXT` records that define who may send for the domain: SPF (RFC 7208) and DMARC (RFC
    /// 9989).
    SenderPolicy,
    /// The status that the mail provider publishes.
    ProviderStatus,
    /// SMTP on port 25 to one address of one MX host.
    Smtp,
    /// Submission on port 587 (STARTTLS).
    Submission,
    /// Submissions on port 465 (implicit TLS).
    Submissions,
    /// IMAP on port 143 (STARTTLS).
    Imap,
    /// IMAPS on port 993 (implicit TLS).
    Imaps,
    /// POP3 on port 110 (STLS).
    Pop3,
    /// POP3S on port 995 (implicit TLS).
    Pop3s,
    /// HTTPS to the webmail.
    Webmail,
    /// One login to the mailbox by IMAP, on the port of the target: 993 (implicit TLS) or 143
    /// (STARTTLS).
    MailboxImap,
}

/// What the customer sees as one line: one or more probes and the rules that judge them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// The domain and its name servers.
    Delegation,
    /// Where the domain's mail is delivered.
    Mx,
    /// The provider of the domain's mail.
    Provider,
    /// Whether the MX hosts accept mail.
    Relay,
    /// The settings that the domain publishes for mail programs.
    Services,
    /// Whether mail can be submitted for sending.
    Submission,
    /// Whether mailboxes can be read by IMAP.
    Imap,
    /// Whether mailboxes can be read by POP3.
    Pop3,
    /// Whether the mailbox opens in a browser.
    Webmail,
    /// Who may send in the domain's name.
    SenderPolicy,
    /// Whether the mail provider reports an outage of its own.
    ProviderStatus,
    /// The mailbox from the inside, with the customer's password.
    Mailbox,
}

impl CheckKind {
    /// All checks, in the order in which they are shown.
    pub const ALL: [Self; 12] = [
        Self::Delegation,
        Self::Mx,
        Self::Provider,
        Self::Relay,
        Self::Services,
        Self::Submission,
        Self::Imap,
        Self::Pop3,
        Self::Webmail,
        Self::SenderPolicy,
        Self::ProviderStatus,
        Self::Mailbox,
    ];

    /// Its name on the wire and in playbooks.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delegation => "delegation",
            Self::Mx => "mx",
            Self::Provider => "provider",
            Self::Relay => "relay",
            Self::Services => "services",
            Self::Submission => "submission",
            Self::Imap => "imap",
            Self::Pop3 => "pop3",
            Self::Webmail => "webmail",
            Self::SenderPolicy => "sender_policy",
            Self::ProviderStatus => "provider_status",
            Self::Mailbox => "mailbox",
        }
    }

    /// Its own probes.
    #[must_use]
    pub const fn probes(self) -> &'static [ProbeKind] {
        match self {
            Self::Delegation => &[ProbeKind::Delegation],
            Self::Mx => &[ProbeKind::Mx],
            Self::Provider => &[ProbeKind::Autoconfig],
            Self::Relay => &[ProbeKind::Smtp],
            Self::Services => &[ProbeKind::Services],
            Self::Submission => &[ProbeKind::Submission, ProbeKind::Submissions],
            Self::Imap => &[ProbeKind::Imap, ProbeKind::Imaps],
            Self::Pop3 => &[ProbeKind::Pop3, ProbeKind::Pop3s],
            Self::Webmail => &[ProbeKind::Webmail],
            Self::SenderPolicy => &[ProbeKind::SenderPolicy],
            Self::ProviderStatus => &[ProbeKind::ProviderStatus],
            Self::Mailbox => &[ProbeKind::MailboxImap],
        }
    }

    /// The probes of other checks that its rules use too.
    #[must_use]
    pub const fn reads(self) -> &'static [ProbeKind] {
        match self {
            Self::Provider => &[ProbeKind::Mx, ProbeKind::SenderPolicy, ProbeKind::Delegation],
            Self::ProviderStatus => &[
                ProbeKind::Mx,
                ProbeKind::SenderPolicy,
                ProbeKind::Delegation,
                ProbeKind::Autoconfig,
            ],
            Self::Relay => &[ProbeKind::Mx],
            _ => &[],
        }
    }

    /// Whether it needs the customer's password: it runs only when the customer has just given it,
    /// never by itself.
    #[must_use]
    pub const fn needs_password(self) -> bool {
        matches!(self, Self::Mailbox)
    }

    /// Whether it contacts servers other than the domain's own; such a check runs only if it is
    /// requested by name.
    #[must_use]
    pub const fn asks_others(self) -> bool {
        matches!(self, Self::ProviderStatus)
    }
}

impl ProbeKind {
    /// The check that it belongs to; `None` for the self-test, which serves all checks.
    #[must_use]
    pub const fn check(self) -> Option<CheckKind> {
        match self {
            Self::SelfTest => None,
            Self::Delegation => Some(CheckKind::Delegation),
            Self::Mx => Some(CheckKind::Mx),
            Self::Services => Some(CheckKind::Services),
            Self::Autoconfig => Some(CheckKind::Provider),
            Self::SenderPolicy => Some(CheckKind::SenderPolicy),
            Self::ProviderStatus => Some(CheckKind::ProviderStatus),
            Self::Smtp => Some(CheckKind::Relay),
            Self::Submission | Self::Submissions => Some(CheckKind::Submission),
            Self::Imap | Self::Imaps => Some(CheckKind::Imap),
            Self::Pop3 | Self::Pop3s => Some(CheckKind::Pop3),
            Self::Webmail => Some(CheckKind::Webmail),
            Self::MailboxImap => Some(CheckKind::Mailbox),
        }
    }

    /// The service and the TLS mode, for probes that connect to a server.
    #[must_use]
    pub const fn service(self) -> Option<(Service, TlsMode)> {
        match self {
            Self::SelfTest
            | Self::Delegation
            | Self::Mx
            | Self::Services
            | Self::Autoconfig
            | Self::SenderPolicy
            | Self::ProviderStatus => None,
            Self::Smtp => Some((Service::Relay, TlsMode::StartTls)),
            Self::Submission => Some((Service::Submission, TlsMode::StartTls)),
            Self::Submissions => Some((Service::Submission, TlsMode::Implicit)),
            Self::Imap => Some((Service::Imap, TlsMode::StartTls)),
            Self::Imaps => Some((Service::Imap, TlsMode::Implicit)),
            Self::Pop3 => Some((Service::Pop3, TlsMode::StartTls)),
            Self::Pop3s => Some((Service::Pop3, TlsMode::Implicit)),
            Self::Webmail => Some((Service::Webmail, TlsMode::Implicit)),
            Self::MailboxImap => Some((Service::Imap, TlsMode::Implicit)),
        }
    }

    /// Its stages in order, known in advance so that the screen can show what is still to come.
    #[must_use]
    pub const fn plan(self) -> &'static [Stage] {
        use Stage::{
            Addresses, Autoconfig, Capabilities, CapabilitiesTls, Certificate, Connect,
            ControlPort25, ControlResolver, Delegation, Folders, Greeting, Inbox, Login, Mx, Ns,
            Quit, Quota, Request, Resolve, Search, Srv, StartTls, Tls, Txt,
        };
        match self {
            Self::SelfTest => &[ControlResolver, ControlPort25],
            Self::Delegation => &[Ns, Delegation],
            Self::Mx => &[Mx, Addresses],
            Self::Services => &[Srv],
            Self::Autoconfig => &[Autoconfig],
            Self::SenderPolicy => &[Txt],
            Self::ProviderStatus => &[Request],
            Self::Smtp => &[
                Connect,
                Greeting,
                Capabilities,
                StartTls,
                Tls,
                Certificate,
                CapabilitiesTls,
                Quit,
            ],
            Self::Submission | Self::Imap | Self::Pop3 => &[
                Resolve,
                Connect,
                Greeting,
                Capabilities,
                StartTls,
                Tls,
                Certificate,
                CapabilitiesTls,
                Quit,
            ],
            Self::Submissions | Self::Imaps | Self::Pop3s => {
                &[Resolve, Connect, Tls, Certificate, Greeting, Capabilities, Quit]
            }
            Self::Webmail => &[Resolve, Connect, Tls, Certificate, Request],
            Self::MailboxImap => &[
                Resolve,
                Connect,
                StartTls,
                Tls,
                Certificate,
                Capabilities,
                Login,
                Quota,
                Folders,
                Inbox,
                Search,
                Quit,
            ],
        }
    }
}
