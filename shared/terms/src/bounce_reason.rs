//! The closed set of reasons why mail does not arrive, each with its default owner and retry
//! advice.
//!
//! A reason is `snake_case` on the wire and in playbooks. Must never be renamed: playbooks contain
//! it.

use crate::{Owner, Retry, closed_set};

closed_set! {
    /// Why mail does not arrive.
    pub enum BounceReason as (Option<Owner>, Retry) {
        /// The mailbox does not exist.
        MailboxUnknown = "mailbox_unknown", (Some(Owner::You), Retry::Useless);
        /// The mailbox is closed, suspended or has moved.
        MailboxDisabled = "mailbox_disabled", (Some(Owner::OtherSide), Retry::Useless);
        /// The recipient has a new address, which the server may give (551, RFC 5321 §3.4).
        MailboxMoved = "mailbox_moved", (Some(Owner::You), Retry::Useless);
        /// The mailbox is full.
        MailboxFull = "mailbox_full", (Some(Owner::OtherSide), Retry::MayWork);
        /// The recipient's mailbox temporarily accepts no more mail, because too much arrives from
        /// all senders.
        RecipientBusy = "recipient_busy", (Some(Owner::OtherSide), Retry::MayWork);
        /// The address is not a syntactically valid address.
        AddressMalformed = "address_malformed", (Some(Owner::You), Retry::Useless);
        /// The recipient's domain does not exist or cannot be found.
        DomainNotFound = "domain_not_found", (Some(Owner::You), Retry::Useless);
        /// The recipient's domain accepts no mail: it has a null MX (RFC 7505), or names only
        /// servers that do not exist.
        DomainTakesNoMail = "domain_takes_no_mail", (Some(Owner::OtherSide), Retry::Useless);
        /// The DNS of the recipient's domain fails or gives invalid answers.
        DnsFailed = "dns_failed", (Some(Owner::OtherSide), Retry::MayWork);
        /// The recipient's server cannot be reached.
        ServerUnreachable = "server_unreachable", (Some(Owner::OtherSide), Retry::MayWork);
        /// The recipient's server has a fault or is overloaded.
        ServerTrouble = "server_trouble", (Some(Owner::OtherSide), Retry::MayWork);
        /// Delivery was retried until the time limit and then given up.
        Expired = "expired", (Some(Owner::OtherSide), Retry::MayWork);
        /// The first delivery from a new sender is deferred on purpose.
        Greylisted = "greylisted", (Some(Owner::Nobody), Retry::MayWork);
        /// Deferred, without a more specific reason.
        Deferred = "deferred", (Some(Owner::Nobody), Retry::MayWork);
        /// Too much mail in a short time, according to the recipient's server.
        RateLimited = "rate_limited", (Some(Owner::MailProvider), Retry::MayWork);
        /// The sender's own sending limit is used up.
        SendingLimit = "sending_limit", (Some(Owner::You), Retry::MayWork);
        /// The sending server or domain has a bad reputation or is on a block list.
        Blocklisted = "blocklisted", (Some(Owner::MailProvider), Retry::Useless);
        /// The sending server is not permitted by the sender's domain (SPF, RFC 7208).
        SpfRefused = "spf_refused", (Some(Owner::DomainAdmin), Retry::Useless);
        /// The DKIM signature is missing or invalid (RFC 6376).
        DkimRefused = "dkim_refused", (Some(Owner::DomainAdmin), Retry::Useless);
        /// The DMARC policy of the sender's domain requests that such a message is refused (RFC
        /// 9989).
        DmarcRefused = "dmarc_refused", (Some(Owner::DomainAdmin), Retry::Useless);
        /// Neither SPF nor DKIM authenticates the sender.
        SenderUnauthenticated = "sender_unauthenticated", (Some(Owner::DomainAdmin), Retry::Useless);
        /// The address of the sending server has no valid host name (reverse DNS).
        ServerNameWrong = "server_name_wrong", (Some(Owner::MailProvider), Retry::Useless);
        /// The host name that the sending server announces is refused (HELO, RFC 5321 §4.1.1.1).
        HeloRefused = "helo_refused", (Some(Owner::MailProvider), Retry::Useless);
        /// The message came straight from a home or office connection, and not through a
        /// provider's submission server.
        SentDirectly = "sent_directly", (Some(Owner::You), Retry::Useless);
        /// The server does not relay mail for this sender.
        RelayDenied = "relay_denied", (Some(Owner::You), Retry::Useless);
        /// The submission server requires a login.
        LoginRequired = "login_required", (Some(Owner::You), Retry::Useless);
        /// The submission server refuses the user name and password.
        LoginRefused = "login_refused", (Some(Owner::You), Retry::Useless);
        /// The submission server refuses this login method: by password, without encryption, or
        /// any.
        LoginMethodRefused = "login_method_refused", (Some(Owner::You), Retry::Useless);
        /// Sending from programs is disabled for the account or for its whole domain; reading is
        /// not.
        SendingDisabled = "sending_disabled", (Some(Owner::DomainAdmin), Retry::Useless);
        /// The provider accepts the program only after the owner has signed in with a browser.
        WebLoginNeeded = "web_login_needed", (Some(Owner::You), Retry::Useless);
        /// The program cannot reach the sender's own submission server.
        OwnServerUnreachable = "own_server_unreachable", (Some(Owner::MailProvider), Retry::MayWork);
        /// The sender's address does not belong to the mailbox that logged in.
        SenderNotAllowed = "sender_not_allowed", (Some(Owner::You), Retry::Useless);
        /// The sender's address or domain does not exist or cannot be found.
        SenderUnknown = "sender_unknown", (Some(Owner::DomainAdmin), Retry::Useless);
        /// The recipient's side has blocked this sender.
        SenderBlocked = "sender_blocked", (Some(Owner::OtherSide), Retry::Useless);
        /// The sender's own account is blocked from sending, usually because it sent spam.
        SenderSuspended = "sender_suspended", (Some(Owner::You), Retry::Useless);
        /// The recipient accepts mail from certain senders only.
        RecipientRestricted = "recipient_restricted", (Some(Owner::OtherSide), Retry::Useless);
        /// The recipient is a certified mailbox (PEC) that accepts no ordinary mail.
        CertifiedOnly = "certified_only", (Some(Owner::You), Retry::Useless);
        /// The message or an attachment is too large.
        TooLarge = "too_large", (Some(Owner::You), Retry::Useless);
        /// Too many recipients at once.
        TooManyRecipients = "too_many_recipients", (Some(Owner::You), Retry::Useless);
        /// The message looks like spam.
        Spam = "spam", (Some(Owner::You), Retry::Useless);
        /// An attachment or a link is not allowed.
        ContentRefused = "content_refused", (Some(Owner::You), Retry::Useless);
        /// The message violates the format rules.
        MessageMalformed = "message_malformed", (Some(Owner::You), Retry::Useless);
        /// No encrypted connection could be established between the servers.
        TlsFailed = "tls_failed", (Some(Owner::OtherSide), Retry::MayWork);
        /// The message is in a mail loop.
        Loop = "loop", (Some(Owner::OtherSide), Retry::Useless);
        /// A rule of the recipient's side that the text does not explain.
        Policy = "policy", (Some(Owner::OtherSide), Retry::Useless);
        /// Nothing failed: the message was delivered or relayed.
        Delivered = "delivered", (Some(Owner::Nobody), Retry::Useless);
        /// The text gives no reason, or its words are not known.
        Unknown = "unknown", (None, Retry::Unknown);
    }
}

impl BounceReason {
    /// Who usually has to fix it, from the view of the sender.
    #[must_use]
    pub const fn owner(self) -> Option<Owner> {
        self.row().0
    }

    /// Whether sending the same message again can usually succeed.
    #[must_use]
    pub const fn retry(self) -> Retry {
        self.row().1
    }
}
