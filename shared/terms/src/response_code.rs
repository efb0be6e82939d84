//! The response codes of mailbox servers: `UNAVAILABLE` in `NO [UNAVAILABLE] …`.
//!
//! Those of IMAP (RFC 3501 §7.1, RFC 5530, RFC 9051 §7.1) and of POP3 (RFC 2449 §8.1, RFC 3206),
//! and two that providers invented. Must never accept a word that no standard or provider defines.

use serde::Serialize;

use crate::closed_set;

/// The protocol in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// Reading by IMAP (RFC 9051).
    Imap,
    /// Reading by POP3 (RFC 1939).
    Pop3,
    /// Submission by SMTP (RFC 6409).
    Smtp,
}

closed_set! {
    /// A response code; its name on the wire is that of the standards.
    pub enum ResponseCode as (Protocol) {
        /// Authentication failed for a reason that the server does not give (RFC 5530 §3).
        AuthenticationFailed = "AUTHENTICATIONFAILED", (Protocol::Imap,);
        /// The user may not act for the other user (RFC 5530 §3).
        AuthorizationFailed = "AUTHORIZATIONFAILED", (Protocol::Imap,);
        /// The password or the permission has expired (RFC 5530 §3).
        Expired = "EXPIRED", (Protocol::Imap,);
        /// The operation needs encryption (RFC 5530 §3).
        PrivacyRequired = "PRIVACYREQUIRED", (Protocol::Imap,);
        /// The user should contact the administrator (RFC 5530 §3).
        ContactAdmin = "CONTACTADMIN", (Protocol::Imap,);
        /// The user lacks the access right (RFC 5530 §3).
        NoPerm = "NOPERM", (Protocol::Imap,);
        /// Another session uses the resource (RFC 5530 §3).
        InUse = "INUSE", (Protocol::Imap,);
        /// Another session expunged messages (RFC 5530 §3).
        ExpungeIssued = "EXPUNGEISSUED", (Protocol::Imap,);
        /// The server found its data corrupt (RFC 5530 §3).
        Corruption = "CORRUPTION", (Protocol::Imap,);
        /// The server found a fault of its own (RFC 5530 §3).
        ServerBug = "SERVERBUG", (Protocol::Imap,);
        /// The server found a fault of the program (RFC 5530 §3).
        ClientBug = "CLIENTBUG", (Protocol::Imap,);
        /// The operation can never succeed on this server (RFC 5530 §3).
        Cannot = "CANNOT", (Protocol::Imap,);
        /// A limit of the server was exceeded (RFC 5530 §3).
        Limit = "LIMIT", (Protocol::Imap,);
        /// The mailbox is over its quota (RFC 5530 §3).
        OverQuota = "OVERQUOTA", (Protocol::Imap,);
        /// The name exists already (RFC 5530 §3).
        AlreadyExists = "ALREADYEXISTS", (Protocol::Imap,);
        /// The name does not exist (RFC 5530 §3).
        NonExistent = "NONEXISTENT", (Protocol::Imap,);
        /// A part of the server is temporarily unavailable (RFC 5530 §3).
        Unavailable = "UNAVAILABLE", (Protocol::Imap,);
        /// Only asks the program to show the text (RFC 9051 §7.1).
        Alert = "ALERT", (Protocol::Imap,);
        /// The folder does not exist and may be created (RFC 9051 §7.1).
        TryCreate = "TRYCREATE", (Protocol::Imap,);
        /// The character set is not supported (RFC 9051 §7.1).
        BadCharset = "BADCHARSET", (Protocol::Imap,);
        /// The folder has folders in it (RFC 9051 §7.1).
        HasChildren = "HASCHILDREN", (Protocol::Imap,);
        /// The message is too big (RFC 4469 §4.2).
        TooBig = "TOOBIG", (Protocol::Imap,);
        /// The transfer encoding is not known (RFC 9051 §7.1).
        UnknownCte = "UNKNOWN-CTE", (Protocol::Imap,);
        /// The owner must sign in with a browser first: Google.
        WebAlert = "WEBALERT", (Protocol::Imap,);
        /// Too many requests: Google and others.
        Throttled = "THROTTLED", (Protocol::Imap,);
        /// The credentials are the problem (RFC 3206 §4).
        Auth = "AUTH", (Protocol::Pop3,);
        /// A temporary problem of the server (RFC 3206 §4).
        SysTemp = "SYS/TEMP", (Protocol::Pop3,);
        /// A permanent problem of the server (RFC 3206 §4).
        SysPerm = "SYS/PERM", (Protocol::Pop3,);
        /// Another session holds the mailbox (RFC 2449 §8.1.2).
        InUsePop3 = "IN-USE", (Protocol::Pop3,);
        /// The last login is too recent (RFC 2449 §8.1.1).
        LoginDelay = "LOGIN-DELAY", (Protocol::Pop3,);
    }
}

impl ResponseCode {
    /// The protocol that defines it.
    #[must_use]
    pub const fn protocol(self) -> Protocol {
        self.row().0
    }

    /// The code with this name, in any case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| name.eq_ignore_ascii_case(code.as_str()))
    }
}
