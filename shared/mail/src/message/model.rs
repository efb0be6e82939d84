//! The result of reading the header of a message. Its JSON is a public output of `sportello
//! explain`. What the header does not say is absent.

use std::fmt;
use std::net::IpAddr;

use mail_parser::DateTime;
use serde::Serialize;
use terms::{Confidence, ServerText, closed_set};

use crate::Domain;

/// A step of the path that took at least this long took long, in seconds. Servers try again after
/// some minutes (RFC 5321 §4.5.4.1).
pub const SLOW_S: u64 = 300;

/// What the header of a message says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageReading {
    /// The server that took the message over for its recipient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver: Option<ServerText>,
    /// When the message was written, by its own `Date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Instant>,
    /// The address of its author (`From`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<ServerText>,
    /// The sender of the envelope (`Return-Path`, RFC 5321 §4.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelope_sender: Option<ServerText>,
    /// How many servers wrote a line, including those beyond the limit.
    pub hop_count: usize,
    /// The path, in the order in which the message took it.
    pub hops: Vec<Hop>,
    /// The index of the step that took longest, if any took long ([`SLOW_S`]). The time between
    /// writing and the first server does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slowest: Option<usize>,
    /// What servers said of the sender, the receiver's own statements first.
    pub authentication: Vec<AuthStatement>,
    /// What filters said of the message, the receiver's own statements first.
    pub filters: Vec<FilterStatement>,
    /// Whether it came by a list or a forward.
    pub origin: Origin,
    /// What it is evidence of, and how sure each fact is.
    #[serde(skip)]
    pub facts: Vec<(ArrivedSign, Confidence)>,
    /// Whether the header is longer than what was read.
    #[serde(rename = "cut", skip_serializing_if = "std::ops::Not::not")]
    pub is_cut: bool,
}

/// A moment: seconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// In UTC, so that the times of all servers can be compared.
impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = DateTime::from_timestamp(self.0);
        let (hour, minute, second) = (at.hour, at.minute, at.second);
        write!(
            formatter,
            "{:04}-{:02}-{:02} {hour:02}:{minute:02}:{second:02} UTC",
            at.year, at.month, at.day
        )
    }
}

/// One line of the path: a server that took the message over (RFC 5321 §4.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// The host that handed the message over: its name in the DNS if the line has one, else the
    /// name that it gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<ServerText>,
    /// The IP address of that host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_address: Option<IpAddr>,
    /// The server that wrote the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<ServerText>,
    /// When it took the message over, by its own clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// How long the message took since the line before; for the first line, since it was written.
    pub delay: Delay,
    /// On which side of the receiver's border the server is.
    pub side: HopSide,
}

impl Hop {
    /// How long the step took, if it took long.
    #[must_use]
    pub const fn slow_s(&self) -> Option<u64> {
        match self.delay {
            Delay::TookS(seconds) if seconds >= SLOW_S => Some(seconds),
            _ => None,
        }
    }
}

/// The time between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Delay {
    /// One of the lines has no time.
    Unknown,
    /// It took this many seconds.
    TookS(u64),
    /// The times contradict each other by this many seconds, so at least one clock is wrong.
    ClocksDifferS(u64),
}

closed_set! {
    /// The side of a server on the path.
    pub enum HopSide {
        /// Before the receiver: only the line itself says that it is true.
        Sender = "sender";
        /// The receiver's server that took the message over from outside.
        Border = "border";
        /// Behind the border, inside the receiver's own system.
        Receiver = "receiver";
        /// The header does not show who received the message.
        Unknown = "unknown";
    }
}

closed_set! {
    /// Who can have written a line of the header.
    pub enum Trust {
        /// The line is above the one that the receiver added, so the receiver's side wrote it.
        Receiver = "receiver";
        /// The line is below, in the receiver's name. A receiver removes such lines from what it
        /// takes over (RFC 8601 §5), but not every server does.
        Named = "named";
        /// Anyone before the receiver can have written it.
        Forgeable = "forgeable";
    }
}

closed_set! {
    /// A method of authentication (RFC 8601 §2.7).
    pub enum AuthMethod {
        /// The server may send for the domain (RFC 7208).
        Spf = "spf";
        /// The signature of a domain (RFC 6376).
        Dkim = "dkim";
        /// The policy of the author's domain (RFC 9989).
        Dmarc = "dmarc";
        /// The chain of those that passed the message on (RFC 8617).
        Arc = "arc";
        /// Microsoft's own result of all of them.
        Compauth = "compauth";
    }
}

closed_set! {
    /// The result of a method (RFC 8601 §2.7).
    pub enum AuthResult {
        /// It holds.
        Pass = "pass";
        /// It does not hold.
        Fail = "fail";
        /// Probably not, by the domain's own weak statement (RFC 7208 §8.5).
        Softfail = "softfail";
        /// The domain does not say.
        Neutral = "neutral";
        /// There is nothing to check.
        None = "none";
        /// It could not be checked at that time.
        Temperror = "temperror";
        /// The record or the signature cannot be read.
        Permerror = "permerror";
        /// The receiver does not accept it for reasons of its own.
        Policy = "policy";
    }
}

/// What one server said about the sender by one method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuthStatement {
    /// The method.
    pub method: AuthMethod,
    /// Its result.
    pub result: AuthResult,
    /// The domain that was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<ServerText>,
    /// The server in whose name it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated_by: Option<ServerText>,
    /// The number in the chain, if a server that passed the message on states it (RFC 8617).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arc_instance: Option<u8>,
    /// Who can have written it.
    pub trust: Trust,
}

closed_set! {
    /// The filter that wrote a statement.
    pub enum Filter {
        /// Microsoft 365 and Exchange.
        Microsoft = "microsoft";
        /// SpamAssassin.
        Spamassassin = "spamassassin";
        /// Rspamd.
        Rspamd = "rspamd";
        /// MailScanner, and Libraesva, which writes the same fields.
        Mailscanner = "mailscanner";
        /// Barracuda.
        Barracuda = "barracuda";
        /// Proofpoint.
        Proofpoint = "proofpoint";
        /// Vade, for example at OVH.
        Vade = "vade";
        /// The notice that Gmail shows above a message in the junk folder.
        Gmail = "gmail";
        /// A mark that several filters write.
        Other = "other";
    }
}

closed_set! {
    /// What a filter said of a message.
    pub enum FilterVerdict {
        /// Not junk.
        Clean = "clean";
        /// Junk.
        Junk = "junk";
        /// Junk without doubt.
        SurelyJunk = "surely_junk";
        /// An attempt to get a password or money.
        Phishing = "phishing";
        /// The sender's name or domain is imitated, or could not be confirmed.
        Spoofed = "spoofed";
        /// A harmful file or link.
        Malware = "malware";
        /// Advertising or a newsletter.
        Bulk = "bulk";
        /// The recipient has blocked the sender, or reported the sender's messages.
        BlockedByRecipient = "blocked_by_recipient";
        /// The administrator of the recipient's mail has blocked the sender.
        BlockedByAdmin = "blocked_by_admin";
        /// A rule of the recipient's organisation marks the message as junk.
        MarkedByRule = "marked_by_rule";
        /// The recipient trusts the sender: not filtered.
        AllowedByRecipient = "allowed_by_recipient";
        /// The administrator trusts the sender, or a rule does: not filtered.
        AllowedByAdmin = "allowed_by_admin";
        /// A message inside one organisation: not filtered.
        Internal = "internal";
        /// It was held back and then released.
        Released = "released";
        /// Only a score, without a result.
        ScoreOnly = "score_only";
    }
}

impl FilterVerdict {
    /// Whether a message with this result goes to the junk folder, or is held back.
    #[must_use]
    pub const fn is_junk(self) -> bool {
        matches!(
            self,
            Self::Junk
                | Self::SurelyJunk
                | Self::Phishing
                | Self::Spoofed
                | Self::Malware
                | Self::Bulk
                | Self::BlockedByRecipient
                | Self::BlockedByAdmin
                | Self::MarkedByRule
        )
    }
}

/// What one filter said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilterStatement {
    /// The filter.
    pub filter: Filter,
    /// Its result.
    pub verdict: FilterVerdict,
    /// The points, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<ServerText>,
    /// The points from which on a message is junk, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<ServerText>,
    /// The codes or the names of the tests that the result rests on, the heaviest first where the
    /// filter says how much each counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<ServerText>,
    /// The server in whose name it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated_by: Option<ServerText>,
    /// Who can have written it.
    pub trust: Trust,
}

/// How the message came, if not straight from its author.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The mailing list (RFC 2919).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<ServerText>,
    /// The addresses that passed it on, in the order of the header.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forwarded_by: Vec<ServerText>,
    /// Whether it was forwarded, even if the header does not say by which address.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_forwarded: bool,
    /// Whether a forward rewrote the envelope sender (SRS), so that SPF holds for the forwarding
    /// server.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_rewritten: bool,
    /// The domain of the envelope sender, if it is not that of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelope_domain: Option<Domain>,
}

closed_set! {
    /// One fact that a header shows.
    pub enum ArrivedSign {
        /// The receiver's filter took the message for junk.
        FilterJunk = "filter_junk";
        /// The receiver's filter took it for a fraud or for harmful.
        FilterDanger = "filter_danger";
        /// The recipient has blocked the sender.
        BlockedByRecipient = "blocked_by_recipient";
        /// A rule or a list of the recipient's organisation marks the sender.
        BlockedByAdmin = "blocked_by_admin";
        /// The receiver found that the message does not prove its sender (SPF, DKIM, DMARC).
        SenderFailed = "sender_failed";
        /// The receiver found that the message proves its sender.
        SenderProven = "sender_proven";
        /// The same as a sender that is not proven, for a message that was forwarded.
        ForwardFailed = "forward_failed";
        /// It waited at a server of the sender's side.
        WaitedBefore = "waited_before";
        /// It waited at a server of the receiver's side.
        WaitedInside = "waited_inside";
    }
}
