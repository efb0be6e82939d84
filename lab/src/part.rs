//! The parts that peers are made of: one scripted behaviour each.
//!
//! Plain data, comparable, so that two addresses with the same behaviour can share a listener. The protocol modules
//! act it out.

use crate::case::Zone;

/// What a client meets at one address and port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// Nothing listens: the connection is refused.
    Refused,
    /// Packets vanish.
    Blackhole,
    /// Accepts, and never says a word.
    Silent,
    /// Says these bytes, whatever the client expects, and waits for it to leave.
    Says(&'static str),
    /// A greeting that never comes to the end of its first line.
    Endless,
    /// A mail server.
    Mail(MailServer),
    /// A web server.
    Web(WebServer),
    /// A name server that is asked for what it knows itself, over TCP.
    Names(NameServer),
}

/// A name server on port 53.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NameServer {
    /// The registry of `test`: refers to the name servers of each zone.
    Registry,
    /// Has every zone of the lab.
    Provider,
    /// Has none: refuses every question.
    Stranger,
    /// Has this zone only, as it was before it moved away.
    Former(Zone),
}

/// A mail server on one port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MailServer {
    /// The language it speaks.
    pub protocol: Protocol,
    /// The name it calls itself and is certified for.
    pub host: String,
    /// Whether and how it offers TLS.
    pub security: Security,
    /// How it greets.
    pub greeting: Greeting,
    /// The certificate that it shows.
    pub certificate: CertificateKind,
}

/// What a mail server speaks.
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

/// How a mail server does TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Security {
    /// TLS from the first byte.
    Implicit,
    /// Offers STARTTLS (or STLS) and keeps its word.
    StartTls,
    /// Offers STARTTLS; plaintext replies are smuggled in before the handshake (CVE-2011-0411 and its family).
    StartTlsInjected,
    /// Offers STARTTLS and then cannot do it.
    StartTlsRefused,
    /// TLS from the first byte, of the past.
    ImplicitOld(OldTls),
    /// Offers STARTTLS, and can do that of the past.
    StartTlsOld(OldTls),
    /// No TLS at all, whatever the port is for.
    Plaintext,
}

/// What a server of the past answers to a hello of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OldTls {
    /// That it knows no such version (`protocol_version`, RFC 8446 section 6).
    Version,
    /// That they have no cipher in common (`handshake_failure`).
    Cipher,
    /// A hello of TLS 1.0.
    Hello,
}

/// How a mail server greets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Greeting {
    /// As it should.
    Welcome,
    /// As it should, one byte at a time, [`Greeting::DRIP_INTERVAL_MS`] apart.
    Dripped,
    /// SMTP 421: too busy, and hangs up.
    Busy,
    /// SMTP 451, in two lines that come apart: it will take mail from this client later, and hangs up.
    Greylisted,
    /// As it should, and then SMTP 450 to EHLO.
    BusyAfterHello,
    /// SMTP 554: no service for this client; waits for QUIT.
    Rejected,
    /// As a server from before ESMTP: it takes mail, and answers 502 to EHLO.
    HeloOnly,
}

impl Greeting {
    /// The pause between two bytes of a dripped greeting, in milliseconds.
    pub const DRIP_INTERVAL_MS: u64 = 500;

    /// The pause between two lines that come apart, in milliseconds.
    pub const LINE_INTERVAL_MS: u64 = 200;
}

/// The certificate a server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateKind {
    /// Signed by the lab's authority, for the right name, valid today.
    Trusted,
    /// The same, but it ran out ten days ago.
    Expired,
    /// Signed and valid, for the hosting provider's own name.
    WrongName,
    /// The right name and dates, signed by nobody else.
    SelfSigned,
    /// Signed by an intermediate authority that is sent along.
    Chained,
    /// The same, but the intermediate one ran out twenty days ago; it has 59 days left itself.
    IntermediateExpired,
    /// The same, and it has four days left itself.
    IntermediateExpiredAndEnding,
    /// Signed by an intermediate authority that is not sent along.
    IntermediateMissing,
    /// Signed and in time; an old self of the lab's own authority comes along, which ran out long ago.
    ExpiredRootSent,
    /// Begins in ten days.
    NotYetValid,
    /// The host's name as the common name, and no other name.
    CommonNameOnly,
    /// The provider's own name as the common name, and no other name.
    CommonNameElsewhere,
    /// Ran out ten days ago, and was for the provider's own name.
    ExpiredWrongName,
}

/// A web server on one port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WebServer {
    /// The host it serves and the certificate it shows; `None` for plain HTTP.
    pub tls: Option<(String, CertificateKind)>,
    /// What it answers.
    pub page: Page,
}

/// What a web server answers to every request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Page {
    /// The webmail's login form.
    Login,
    /// Go to the same host and path over HTTPS.
    ToHttps,
    /// Go to this absolute address.
    To(&'static str),
    /// Go round in circles on the same host.
    Loop,
    /// The front server lives, what is behind it does not (502).
    BadGateway,
    /// A document, as it stands.
    Document(&'static str),
    /// The same, with the status of a page that wants a password first (401).
    Unauthorized(&'static str),
}
