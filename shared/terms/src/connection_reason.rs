//! The closed set of reasons why a mailbox cannot be opened, or a message not be submitted, each
//! with its default owner and retry advice.
//!
//! A reason is `snake_case` on the wire. Must never be renamed: programs read it in the output of
//! `sportello explain`.

use crate::{BounceReason, Owner, Retry, closed_set};

closed_set! {
    /// Why a mailbox cannot be opened, or a message not be submitted.
    pub enum ConnectionReason as (Option<Owner>, Retry, Option<BounceReason>) {
        /// The server refuses the user name and password, without saying which of them is wrong or
        /// why.
        LoginRefused = "login_refused", (Some(Owner::You), Retry::Useless, Some(BounceReason::LoginRefused));
        /// The provider requires an app password: one that was created for this program.
        AppPasswordNeeded = "app_password_needed", (Some(Owner::You), Retry::Useless, Some(BounceReason::LoginRefused));
        /// Password login is disabled; the provider's sign-in page (OAuth 2.0) must be used.
        OauthOnly = "oauth_only", (Some(Owner::You), Retry::Useless, None);
        /// The authorisation that was granted on the provider's page has expired (`invalid_grant`,
        /// RFC 6749 §5.2).
        TokenExpired = "token_expired", (Some(Owner::You), Retry::Useless, None);
        /// The password is older than the provider allows.
        PasswordExpired = "password_expired", (Some(Owner::You), Retry::Useless, None);
        /// The provider blocks this sign-in until it is confirmed on its web page.
        WebLoginNeeded = "web_login_needed", (Some(Owner::You), Retry::Useless, Some(BounceReason::WebLoginNeeded));
        /// The program did not log in before submission.
        LoginRequired = "login_required", (Some(Owner::You), Retry::Useless, Some(BounceReason::LoginRequired));
        /// Program and server have no login method in common.
        LoginMethodUnsupported = "login_method_unsupported", (Some(Owner::You), Retry::Useless, Some(BounceReason::LoginRequired));
        /// The login succeeded, but has no access to this mailbox or folder.
        AccessDenied = "access_denied", (Some(Owner::You), Retry::Useless, None);
        /// The account is closed, suspended or locked.
        AccountDisabled = "account_disabled", (Some(Owner::MailProvider), Retry::Useless, None);
        /// Reading by this protocol is disabled for the account.
        ProtocolDisabled = "protocol_disabled", (Some(Owner::You), Retry::Useless, None);
        /// Sending from programs is disabled for the account or for its whole domain; reading is
        /// not.
        SendingDisabled = "sending_disabled", (Some(Owner::DomainAdmin), Retry::Useless, Some(BounceReason::SendingDisabled));
        /// The server asks the customer to contact its support, and gives no reason.
        ContactProvider = "contact_provider", (Some(Owner::MailProvider), Retry::Useless, None);
        /// The mailbox does not exist on this server.
        MailboxMissing = "mailbox_missing", (Some(Owner::You), Retry::Useless, None);
        /// A folder inside the mailbox does not exist.
        FolderMissing = "folder_missing", (Some(Owner::You), Retry::Useless, None);
        /// The mailbox is full.
        MailboxFull = "mailbox_full", (Some(Owner::You), Retry::Useless, Some(BounceReason::MailboxFull));
        /// Another program has the mailbox open, and only one at a time is allowed.
        MailboxInUse = "mailbox_in_use", (Some(Owner::You), Retry::MayWork, None);
        /// The server reports that the stored messages are damaged.
        MailboxDamaged = "mailbox_damaged", (Some(Owner::MailProvider), Retry::Useless, None);
        /// More connections are open than the server allows.
        TooManyConnections = "too_many_connections", (Some(Owner::You), Retry::MayWork, None);
        /// Too many attempts, or too much data, in a short time.
        RateLimited = "rate_limited", (Some(Owner::You), Retry::MayWork, None);
        /// The server has a fault, or could not check the login; the password may be correct.
        ServerUnavailable = "server_unavailable", (Some(Owner::MailProvider), Retry::MayWork, Some(BounceReason::ServerTrouble));
        /// The server refuses one request of the program; the mailbox itself can be opened.
        RequestRefused = "request_refused", (None, Retry::Unknown, None);
        /// The name of the server does not exist in the DNS.
        HostNotFound = "host_not_found", (Some(Owner::You), Retry::Useless, Some(BounceReason::ServerUnreachable));
        /// The name of the server could not be looked up at this time.
        DnsFailed = "dns_failed", (Some(Owner::You), Retry::MayWork, Some(BounceReason::ServerUnreachable));
        /// No service listens on that port of the server, or a firewall refuses the connection.
        ConnectionRefused = "connection_refused", (Some(Owner::You), Retry::Unknown, Some(BounceReason::ServerUnreachable));
        /// The server did not answer in time.
        ConnectionTimedOut = "connection_timed_out", (Some(Owner::You), Retry::MayWork, Some(BounceReason::ServerUnreachable));
        /// The connection was closed before the session was complete.
        ConnectionBroken = "connection_broken", (Some(Owner::You), Retry::MayWork, Some(BounceReason::ServerUnreachable));
        /// The server was not reached, and the text does not say why.
        ServerUnreachable = "server_unreachable", (Some(Owner::You), Retry::MayWork, Some(BounceReason::ServerUnreachable));
        /// The device or program has no network connection.
        ClientOffline = "client_offline", (Some(Owner::You), Retry::MayWork, None);
        /// The server's certificate has expired.
        CertificateExpired = "certificate_expired", (Some(Owner::MailProvider), Retry::Useless, None);
        /// The certificate is not valid yet: usually the clock of the device is wrong.
        CertificateNotYetValid = "certificate_not_yet_valid", (Some(Owner::You), Retry::Useless, None);
        /// The certificate is for another name than that of the server in the settings.
        CertificateWrongName = "certificate_wrong_name", (Some(Owner::You), Retry::Useless, None);
        /// The certificate could not be verified: self-signed, or its chain is incomplete.
        CertificateUntrusted = "certificate_untrusted", (Some(Owner::MailProvider), Retry::Useless, None);
        /// Implicit TLS is set for a port that starts in clear text, or the reverse.
        EncryptionMismatch = "encryption_mismatch", (Some(Owner::You), Retry::Useless, None);
        /// Program and server have no TLS version, or no cipher, in common that is still allowed.
        EncryptionOutdated = "encryption_outdated", (Some(Owner::MailProvider), Retry::Useless, None);
        /// The server refuses a login without encryption.
        EncryptionRequired = "encryption_required", (Some(Owner::You), Retry::Useless, Some(BounceReason::LoginRequired));
        /// The program requires STARTTLS, and the server does not offer it.
        StarttlsUnavailable = "starttls_unavailable", (Some(Owner::You), Retry::Useless, None);
        /// No encrypted connection could be established, and the text does not say why.
        EncryptionFailed = "encryption_failed", (Some(Owner::You), Retry::Unknown, None);
        /// The text gives no reason, or its words are not known.
        Unknown = "unknown", (None, Retry::Unknown, None);
    }
}

impl ConnectionReason {
    /// Who usually has to act, from the view of the mailbox owner.
    #[must_use]
    pub const fn owner(self) -> Option<Owner> {
        self.row().0
    }

    /// Whether the mailbox may open later without any change.
    #[must_use]
    pub const fn retry(self) -> Retry {
        self.row().1
    }

    /// The nearest reason of a bounce, for playbook conditions that test bounces.
    #[must_use]
    pub const fn as_bounce(self) -> Option<BounceReason> {
        self.row().2
    }
}
