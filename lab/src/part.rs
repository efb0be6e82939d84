//! The parts that peers are made of: one scripted behaviour each.
//!
//! Plain data that can be compared, so that addresses with the same behaviour share a listener. The
//! protocol modules implement the behaviour.

use crate::zone::Zone;

/// The behaviour at one address and port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// Nothing listens: the connection is refused.
    Refused,
    /// Packets are dropped.
    Blackhole,
    /// Accepts connections, and never sends a byte.
    Silent,
    /// Sends these bytes, whatever the client expects, and waits until the client disconnects.
    Says(&'static str),
    /// Sends a greeting whose first line never ends.
    Endless,
    /// A mail server.
    Mail(MailServer),
    /// A web server.
    Web(WebServer),
    /// A name server over TCP that answers from its own zones.
    Names(NameServer),
}

/// A name server on port 53.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NameServer {
    /// The registry of `test`: refers to the name servers of each zone.
    Registry,
    /// A provider: has every zone of the lab.
    Provider,
    /// Has no zone: refuses every query.
    Stranger,
    /// Has only this zone, as it was before the domain moved to another provider.
    Former(Zone),
}

/// A mail server on one port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MailServer {
    /// Its protocol.
    pub protocol: Protocol,
    /// The name in its greeting and in its certificate.
    pub host: String,
    /// Whether and how it supports TLS.
    pub security: Security,
    /// How it greets.
    pub greeting: Greeting,
    /// Its certificate.
    pub certificate: CertificateKind,
    /// What a login by IMAP meets.
    pub inside: Inside,
}

/// What a login by IMAP meets; every mailbox of the server is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inside {
    /// A mailbox with space, into which mail arrives.
    Usual,
    /// As [`Self::Usual`], but with more in it than it may hold.
    Full,
    /// As [`Self::Usual`], but nearly full.
    NearlyFull,
    /// As [`Self::Usual`], with the missing message in the folder for junk.
    InJunk,
    /// As [`Self::Usual`], with the missing message in a folder of the customer's own.
    Moved,
    /// Another program has taken every message out of the inbox.
    Emptied,
    /// As [`Self::Usual`], on a server without quotas.
    NoQuota,
    /// On a server that does not tell the roles of folders, with Italian names; the missing
    /// message is in the one for junk.
    ItalianNames,
    /// As [`Self::Usual`], on a server that takes no initial response (RFC 4959).
    NoInitialResponse,
    /// As [`Self::Usual`], on a server without any SASL mechanism.
    LoginOnly,
    /// The password has expired.
    Expired,
    /// The account is suspended.
    Suspended,
    /// Programs need a password of their own.
    AppPassword,
    /// No password is accepted, only OAuth.
    OauthOnly,
    /// Passwords cannot be checked now.
    Unavailable,
    /// The mailbox has as many connections as it may have.
    TooManyConnections,
}

/// The protocol of a mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// SMTP between servers, port 25 (RFC 5321).
    Relay,
    /// SMTP from the customer's program, ports 587 and 465 (RFC 6409, RFC 8314).
    Submission,
    /// IMAP4rev1, ports 143 and 993 (RFC 3501).
    Imap,
    /// POP3, ports 110 and 995 (RFC 1939).
    Pop3,
}

/// How a mail server supports TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Security {
    /// TLS from the first byte.
    Implicit,
    /// Offers STARTTLS (or STLS), which works.
    StartTls,
    /// Offers STARTTLS; plaintext replies are injected before the handshake (CVE-2011-0411 and
    /// similar).
    StartTlsInjected,
    /// Offers STARTTLS, but refuses the command.
    StartTlsRefused,
    /// TLS from the first byte, but only an outdated version.
    ImplicitOld(OldTls),
    /// Offers STARTTLS, but only with an outdated version of TLS.
    StartTlsOld(OldTls),
    /// No TLS at all, even on a port for implicit TLS.
    Plaintext,
}

/// How a server with outdated TLS answers a modern ClientHello.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OldTls {
    /// With an alert: unsupported version (`protocol_version`, RFC 8446 section 6).
    Version,
    /// With an alert: no common cipher (`handshake_failure`).
    Cipher,
    /// With a ServerHello of TLS 1.0.
    Hello,
}

/// How a mail server greets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Greeting {
    /// With a success code.
    Welcome,
    /// With a success code, one byte at a time, [`Greeting::DRIP_INTERVAL_MS`] apart.
    Dripped,
    /// With SMTP 421 (too busy), and closes the connection.
    Busy,
    /// With SMTP 451 (greylisted) in two lines sent separately, and closes the connection.
    Greylisted,
    /// With a success code, but answers SMTP 450 to EHLO.
    BusyAfterHello,
    /// With SMTP 554 (no service for this client), and waits for QUIT.
    Rejected,
    /// Like a server older than ESMTP: accepts mail, and answers 502 to EHLO.
    HeloOnly,
}

impl Greeting {
    /// The pause between two bytes of a dripped greeting, in milliseconds.
    pub const DRIP_INTERVAL_MS: u64 = 500;

    /// The pause between two lines that are sent separately, in milliseconds.
    pub const LINE_INTERVAL_MS: u64 = 200;
}

/// The certificate of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateKind {
    /// Signed by the lab's authority, for the right name, valid today.
    Trusted,
    /// As [`Self::Trusted`], but expired ten days ago.
    Expired,
    /// Signed by the lab's authority and valid, but for the hosting provider's name.
    WrongName,
    /// For the right name and valid, but self-signed.
    SelfSigned,
    /// Signed by an intermediate authority, whose certificate is sent too.
    Chained,
    /// As [`Self::Chained`], but the intermediate certificate expired twenty days ago. The server's
    /// own certificate is valid for 59 more days.
    IntermediateExpired,
    /// As [`Self::IntermediateExpired`], but the server's own certificate is valid for only four
    /// more days.
    IntermediateExpiredAndEnding,
    /// Signed by an intermediate authority, whose certificate is not sent.
    IntermediateMissing,
    /// Signed and valid; the server also sends an older root certificate of the lab's authority,
    /// which expired long ago.
    ExpiredRootSent,
    /// Valid from ten days in the future.
    NotYetValid,
    /// With the host's name as the common name, and without a subject alternative name.
    CommonNameOnly,
    /// With the provider's name as the common name, and without a subject alternative name.
    CommonNameElsewhere,
    /// Expired ten days ago, and for the provider's name.
    ExpiredWrongName,
}

/// A web server on one port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WebServer {
    /// The host and its certificate; `None` for plain HTTP.
    pub tls: Option<(String, CertificateKind)>,
    /// Its answer.
    pub page: Page,
}

/// What a web server answers to every request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Page {
    /// The webmail's login form.
    Login,
    /// A redirect to the same host and path over HTTPS.
    ToHttps,
    /// A redirect to this absolute URL.
    To(&'static str),
    /// Redirects in a loop on the same host.
    Loop,
    /// Status 502: the web server works, the application behind it does not.
    BadGateway,
    /// This document, unchanged.
    Document(&'static str),
    /// This document, with status 401 (authentication required).
    Unauthorized(&'static str),
}
