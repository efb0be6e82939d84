//! The closed set of reasons for which mail does not arrive, with the owner and the hope that each has when no row says
//! otherwise.
//!
//! A reason is `snake_case` on the wire and in playbooks. Must never be renamed: playbooks hold it.

use serde::{Deserialize, Serialize};

use super::Retry;
use terms::Owner;

macro_rules! reasons {
    ($( $(#[doc = $doc:literal])+ $name:ident = $wire:literal, $owner:expr, $retry:ident; )+) => {
        /// Why mail does not arrive.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum BounceReason {
            $( $(#[doc = $doc])+ #[serde(rename = $wire)] $name, )+
        }

        impl BounceReason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// Its name on the wire and in playbooks.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $wire, )+ }
            }

            /// Whose job the fix usually is, as the sender sees it.
            #[must_use]
            pub const fn owner(self) -> Option<Owner> {
                match self { $( Self::$name => $owner, )+ }
            }

            /// Whether the same message can usually be sent again.
            #[must_use]
            pub const fn retry(self) -> Retry {
                match self { $( Self::$name => Retry::$retry, )+ }
            }
        }
    };
}

reasons! {
    /// There is no such mailbox.
    MailboxUnknown = "mailbox_unknown", Some(Owner::You), Useless;
    /// The mailbox is closed, suspended or has moved.
    MailboxDisabled = "mailbox_disabled", Some(Owner::OtherSide), Useless;
    /// The recipient has another address now, which the server may name (551, RFC 5321 §3.4).
    MailboxMoved = "mailbox_moved", Some(Owner::You), Useless;
    /// The mailbox is full.
    MailboxFull = "mailbox_full", Some(Owner::OtherSide), MayWork;
    /// The recipient's mailbox takes no more for a while: too much arrives there, from anybody.
    RecipientBusy = "recipient_busy", Some(Owner::OtherSide), MayWork;
    /// The address is not written as an address.
    AddressMalformed = "address_malformed", Some(Owner::You), Useless;
    /// The recipient's domain does not exist, or cannot be found.
    DomainNotFound = "domain_not_found", Some(Owner::You), Useless;
    /// The recipient's domain has no place for mail: it says so (RFC 7505), or names no server that there is.
    DomainTakesNoMail = "domain_takes_no_mail", Some(Owner::OtherSide), Useless;
    /// The DNS of the recipient's domain does not answer as it should.
    DnsFailed = "dns_failed", Some(Owner::OtherSide), MayWork;
    /// The recipient's server cannot be reached.
    ServerUnreachable = "server_unreachable", Some(Owner::OtherSide), MayWork;
    /// The recipient's server has a fault or is overloaded.
    ServerTrouble = "server_trouble", Some(Owner::OtherSide), MayWork;
    /// It was tried for days and given up.
    Expired = "expired", Some(Owner::OtherSide), MayWork;
    /// A first delivery from a new sender is put off on purpose.
    Greylisted = "greylisted", Some(Owner::Nobody), MayWork;
    /// Put off, without a closer reason.
    Deferred = "deferred", Some(Owner::Nobody), MayWork;
    /// Too much mail in a short time, by the recipient's measure.
    RateLimited = "rate_limited", Some(Owner::MailProvider), MayWork;
    /// The sender's own limit is used up.
    SendingLimit = "sending_limit", Some(Owner::You), MayWork;
    /// The sending server or domain has a bad reputation or stands on a block list.
    Blocklisted = "blocklisted", Some(Owner::MailProvider), Useless;
    /// The sending server is not among those that the sender's domain allows (SPF, RFC 7208).
    SpfRefused = "spf_refused", Some(Owner::DomainAdmin), Useless;
    /// The signature is missing or wrong (DKIM, RFC 6376).
    DkimRefused = "dkim_refused", Some(Owner::DomainAdmin), Useless;
    /// The sender's domain asks that such a message be refused (DMARC, RFC 9989).
    DmarcRefused = "dmarc_refused", Some(Owner::DomainAdmin), Useless;
    /// Neither SPF nor DKIM vouches for the sender.
    SenderUnauthenticated = "sender_unauthenticated", Some(Owner::DomainAdmin), Useless;
    /// The address of the sending server leads to no proper name (reverse DNS).
    ServerNameWrong = "server_name_wrong", Some(Owner::MailProvider), Useless;
    /// The name that the sending server gives of itself is refused (HELO, RFC 5321 §4.1.1.1).
    HeloRefused = "helo_refused", Some(Owner::MailProvider), Useless;
    /// The server does not pass mail on for others.
    RelayDenied = "relay_denied", Some(Owner::You), Useless;
    /// The outgoing server wants a login first.
    LoginRequired = "login_required", Some(Owner::You), Useless;
    /// The outgoing server does not take the user name and password.
    LoginRefused = "login_refused", Some(Owner::You), Useless;
    /// The outgoing server does not let anybody log in this way: by password, without encryption, or at all.
    LoginMethodRefused = "login_method_refused", Some(Owner::You), Useless;
    /// Sending from programs is switched off for the account or for its whole domain; reading is not.
    SendingDisabled = "sending_disabled", Some(Owner::DomainAdmin), Useless;
    /// The provider lets the program in once its owner has signed in by the browser.
    WebLoginNeeded = "web_login_needed", Some(Owner::You), Useless;
    /// The sender's own outgoing server cannot be reached by the program that sends.
    OwnServerUnreachable = "own_server_unreachable", Some(Owner::MailProvider), MayWork;
    /// The sender's address is not the one of the mailbox that logs in.
    SenderNotAllowed = "sender_not_allowed", Some(Owner::You), Useless;
    /// The sender's address or domain cannot be found.
    SenderUnknown = "sender_unknown", Some(Owner::DomainAdmin), Useless;
    /// The recipient's side has blocked this sender.
    SenderBlocked = "sender_blocked", Some(Owner::OtherSide), Useless;
    /// The sender's own account may not send: usually it sent junk.
    SenderSuspended = "sender_suspended", Some(Owner::You), Useless;
    /// The recipient takes mail of certain senders only.
    RecipientRestricted = "recipient_restricted", Some(Owner::OtherSide), Useless;
    /// A certified mailbox (PEC) that takes no ordinary mail.
    CertifiedOnly = "certified_only", Some(Owner::You), Useless;
    /// The message or an attachment is too large.
    TooLarge = "too_large", Some(Owner::You), Useless;
    /// Too many recipients at once.
    TooManyRecipients = "too_many_recipients", Some(Owner::You), Useless;
    /// The message looks like junk.
    Spam = "spam", Some(Owner::You), Useless;
    /// An attachment or a link is not let in.
    ContentRefused = "content_refused", Some(Owner::You), Useless;
    /// The message breaks the rules of form.
    MessageMalformed = "message_malformed", Some(Owner::You), Useless;
    /// No encrypted connection came about between the servers.
    TlsFailed = "tls_failed", Some(Owner::OtherSide), MayWork;
    /// The message goes round in circles.
    Loop = "loop", Some(Owner::OtherSide), Useless;
    /// A rule of the recipient's side that it does not explain.
    Policy = "policy", Some(Owner::OtherSide), Useless;
    /// Nothing failed: it was delivered, or handed on.
    Delivered = "delivered", Some(Owner::Nobody), Useless;
    /// The text does not tell, or we do not know these words.
    Unknown = "unknown", None, Unknown;
}
