//! The closed set of reasons for which a mailbox cannot be opened, or sent through, with the owner and the hope that each
//! has when no row says otherwise.
//!
//! A reason is `snake_case` on the wire. Must never be renamed: what programs read of `sportello explain` holds it.

use serde::{Deserialize, Serialize};

use crate::bounce::{BounceReason, Retry};
use terms::Owner;

macro_rules! reasons {
    ($( $(#[doc = $doc:literal])+ $name:ident = $wire:literal, $owner:expr, $retry:ident, $bounce:expr; )+) => {
        /// Why a mailbox cannot be opened, or sent through.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum ConnectionReason {
            $( $(#[doc = $doc])+ #[serde(rename = $wire)] $name, )+
        }

        impl ConnectionReason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// Its name on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $wire, )+ }
            }

            /// Who usually has to act, as the owner of the mailbox sees it.
            #[must_use]
            pub const fn owner(self) -> Option<Owner> {
                match self { $( Self::$name => $owner, )+ }
            }

            /// Whether the mailbox may open later, with nothing changed.
            #[must_use]
            pub const fn retry(self) -> Retry {
                match self { $( Self::$name => Retry::$retry, )+ }
            }

            /// The nearest reason of a bounce, for conditions that are written in those.
            #[must_use]
            pub const fn as_bounce(self) -> Option<BounceReason> {
                match self { $( Self::$name => $bounce, )+ }
            }
        }
    };
}

reasons! {
    /// The server does not take the user name and password; which of them is wrong, or why, it does not say.
    LoginRefused = "login_refused", Some(Owner::You), Useless, Some(BounceReason::LoginRefused);
    /// The provider wants a password that was made for this one program.
    AppPasswordNeeded = "app_password_needed", Some(Owner::You), Useless, Some(BounceReason::LoginRefused);
    /// Signing in with a password is switched off; the provider's own sign-in page (OAuth 2.0) is the way.
    OauthOnly = "oauth_only", Some(Owner::You), Useless, None;
    /// The permission that was given on the provider's page has ended (`invalid_grant`, RFC 6749 §5.2).
    TokenExpired = "token_expired", Some(Owner::You), Useless, None;
    /// The password is older than the provider allows.
    PasswordExpired = "password_expired", Some(Owner::You), Useless, None;
    /// The provider holds this sign-in back until it is confirmed on its web page.
    WebLoginNeeded = "web_login_needed", Some(Owner::You), Useless, Some(BounceReason::WebLoginNeeded);
    /// The program did not log in before it sent.
    LoginRequired = "login_required", Some(Owner::You), Useless, Some(BounceReason::LoginRequired);
    /// Program and server share no way of logging in.
    LoginMethodUnsupported = "login_method_unsupported", Some(Owner::You), Useless, Some(BounceReason::LoginRequired);
    /// The login was taken, and does not reach this mailbox or folder.
    AccessDenied = "access_denied", Some(Owner::You), Useless, None;
    /// The account is closed, suspended or locked.
    AccountDisabled = "account_disabled", Some(Owner::MailProvider), Useless, None;
    /// Reading by this protocol is switched off for the account.
    ProtocolDisabled = "protocol_disabled", Some(Owner::You), Useless, None;
    /// Sending from programs is switched off for the account or for its whole domain; reading is not.
    SendingDisabled = "sending_disabled", Some(Owner::DomainAdmin), Useless, Some(BounceReason::SendingDisabled);
    /// The server asks that its support be contacted, and says no more.
    ContactProvider = "contact_provider", Some(Owner::MailProvider), Useless, None;
    /// There is no such mailbox on this server.
    MailboxMissing = "mailbox_missing", Some(Owner::You), Useless, None;
    /// A folder inside the mailbox is not there.
    FolderMissing = "folder_missing", Some(Owner::You), Useless, None;
    /// The mailbox is full.
    MailboxFull = "mailbox_full", Some(Owner::You), Useless, Some(BounceReason::MailboxFull);
    /// Another program has the mailbox open, and one at a time is allowed.
    MailboxInUse = "mailbox_in_use", Some(Owner::You), MayWork, None;
    /// The server finds the stored messages damaged.
    MailboxDamaged = "mailbox_damaged", Some(Owner::MailProvider), Useless, None;
    /// More connections are open than the server allows.
    TooManyConnections = "too_many_connections", Some(Owner::You), MayWork, None;
    /// Too many tries, or too much, in a short time.
    RateLimited = "rate_limited", Some(Owner::You), MayWork, None;
    /// The server has a fault, or could not check the login: no word about the password.
    ServerUnavailable = "server_unavailable", Some(Owner::MailProvider), MayWork, Some(BounceReason::ServerTrouble);
    /// The server does not take one request of the program; the mailbox itself opens.
    RequestRefused = "request_refused", None, Unknown, None;
    /// The name of the server is not in the DNS.
    HostNotFound = "host_not_found", Some(Owner::You), Useless, Some(BounceReason::ServerUnreachable);
    /// The name of the server could not be looked up just now.
    DnsFailed = "dns_failed", Some(Owner::You), MayWork, Some(BounceReason::ServerUnreachable);
    /// Nothing listens at that port of the server, or something in between refuses.
    ConnectionRefused = "connection_refused", Some(Owner::You), Unknown, Some(BounceReason::ServerUnreachable);
    /// The server did not answer in time.
    ConnectionTimedOut = "connection_timed_out", Some(Owner::You), MayWork, Some(BounceReason::ServerUnreachable);
    /// The connection ended in the middle of the conversation.
    ConnectionBroken = "connection_broken", Some(Owner::You), MayWork, Some(BounceReason::ServerUnreachable);
    /// The server was not reached, and the text does not say how.
    ServerUnreachable = "server_unreachable", Some(Owner::You), MayWork, Some(BounceReason::ServerUnreachable);
    /// The device or program has no network.
    ClientOffline = "client_offline", Some(Owner::You), MayWork, None;
    /// The server's certificate is out of date.
    CertificateExpired = "certificate_expired", Some(Owner::MailProvider), Useless, None;
    /// The certificate is not valid yet: usually the clock of the device is wrong.
    CertificateNotYetValid = "certificate_not_yet_valid", Some(Owner::You), Useless, None;
    /// The certificate is made out to another name than the server's in the settings.
    CertificateWrongName = "certificate_wrong_name", Some(Owner::You), Useless, None;
    /// The certificate could not be verified: self-signed, or its chain is incomplete.
    CertificateUntrusted = "certificate_untrusted", Some(Owner::MailProvider), Useless, None;
    /// Encryption from the first byte is set for a port that begins in clear, or the reverse.
    EncryptionMismatch = "encryption_mismatch", Some(Owner::You), Useless, None;
    /// Program and server share no version of TLS, or no cipher, that is still allowed.
    EncryptionOutdated = "encryption_outdated", Some(Owner::MailProvider), Useless, None;
    /// The server takes no login without encryption.
    EncryptionRequired = "encryption_required", Some(Owner::You), Useless, Some(BounceReason::LoginRequired);
    /// The program wants STARTTLS, and the server does not offer it.
    StarttlsUnavailable = "starttls_unavailable", Some(Owner::You), Useless, None;
    /// No encrypted connection came about, and the text does not say why.
    EncryptionFailed = "encryption_failed", Some(Owner::You), Unknown, None;
    /// The text does not tell, or we do not know these words.
    Unknown = "unknown", None, Unknown, None;
}
