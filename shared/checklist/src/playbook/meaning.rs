//! What an answer means, whatever the words of the question: the closed set that conclusions are drawn from.
//!
//! A playbook names it on an option (`means: changed_provider`), so that the causes beside its own advice can be ranked
//! without knowing its steps. Must never be renamed: playbooks hold it.

use serde::{Deserialize, Serialize};

macro_rules! meanings {
    ($( $(#[doc = $doc:literal])+ $name:ident = $wire:literal; )+) => {
        /// What an answer means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Meaning {
            $( $(#[doc = $doc])+ #[serde(rename = $wire)] $name, )+
        }

        impl Meaning {
            /// Every meaning.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// Its name in playbooks and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $wire, )+ }
            }
        }
    };
}

meanings! {
    /// Only one message is missing, or a few.
    SomeMessages = "some_messages";
    /// All messages are missing.
    AllMessages = "all_messages";
    /// One mailbox is concerned, or a few; others of the domain work.
    SomeMailboxes = "some_mailboxes";
    /// Every mailbox of the domain is concerned.
    AllMailboxes = "all_mailboxes";
    /// The message lies in the junk folder.
    InJunkFolder = "in_junk_folder";
    /// The message is not in the junk folder.
    NotInJunkFolder = "not_in_junk_folder";
    /// The domain or its mail went to another provider lately.
    ChangedProvider = "changed_provider";
    /// The provider is the same as ever.
    SameProvider = "same_provider";
    /// A password was changed lately.
    ChangedPassword = "changed_password";
    /// Something else was changed lately: a server's name, a security setting, a new device.
    ChangedSettings = "changed_settings";
    /// Nothing was changed lately.
    ChangedNothing = "changed_nothing";
    /// The mailbox has no space left.
    MailboxFull = "mailbox_full";
    /// The mailbox has space left.
    MailboxHasSpace = "mailbox_has_space";
    /// The mailbox has little space left, and some.
    MailboxNearlyFull = "mailbox_nearly_full";
    /// The mail program holds another server's name.
    WrongServerName = "wrong_server_name";
    /// The mail program holds the right server's name.
    RightServerName = "right_server_name";
    /// The name and password are refused.
    PasswordRefused = "password_refused";
    /// The webmail opens for the person who asks.
    WebmailWorks = "webmail_works";
    /// It does not.
    WebmailFails = "webmail_fails";
    /// The message is there in the webmail.
    InWebmail = "in_webmail";
    /// It is not there either.
    NotInWebmail = "not_in_webmail";
    /// No mail program is used, only the webmail.
    UsesOnlyWebmail = "uses_only_webmail";
    /// Another program or device works.
    OtherProgramWorks = "other_program_works";
    /// Other programs and devices fail as well.
    OtherProgramFails = "other_program_fails";
    /// It works from another network, such as a phone's own.
    OtherNetworkWorks = "other_network_works";
    /// It fails from another network as well.
    OtherNetworkFails = "other_network_fails";
    /// The device has no connection to the internet.
    DeviceOffline = "device_offline";
    /// The device is connected.
    DeviceOnline = "device_online";
    /// The provider, or many of its customers, speak of a fault.
    ProviderOutage = "provider_outage";
    /// Nobody speaks of a fault.
    NoProviderOutage = "no_provider_outage";
    /// A filter, a rule or a forward takes the messages away.
    MovedByRule = "moved_by_rule";
    /// No filter, rule or forward does.
    NoRule = "no_rule";
    /// The mail program names another outgoing server than the domain's.
    WrongOutgoingServer = "wrong_outgoing_server";
    /// Port, encryption or sign-in for sending are not as they should be.
    WrongOutgoingSettings = "wrong_outgoing_settings";
    /// Signing in asks for a code beside the password.
    AsksForCode = "asks_for_code";
    /// It does not ask for one.
    AsksForNoCode = "asks_for_no_code";
    /// An extra protection was switched on lately.
    NewProtection = "new_protection";
    /// The mail servers have other names than before.
    ServersRenamed = "servers_renamed";
    /// The service's own tests of sending and receiving succeed.
    TestsSucceed = "tests_succeed";
    /// Many messages were sent today, by the customer.
    SentMany = "sent_many";
    /// Many messages were sent today that the customer did not write.
    SentByStranger = "sent_by_stranger";
    /// Few messages were sent today.
    SentFew = "sent_few";
    /// The same message goes to many people.
    SendsToMany = "sends_to_many";
    /// It happens with one recipient, or one company, only.
    OneRecipient = "one_recipient";
    /// It happens with many recipients.
    ManyRecipients = "many_recipients";
    /// Only the first message of each new sender is late.
    OnlyFirstLate = "only_first_late";
    /// Only the messages of one sender are late.
    OneSenderLate = "one_sender_late";
    /// Messages that the customer sends are late.
    SentLate = "sent_late";
    /// In the webmail the messages are there sooner.
    WebmailIsFaster = "webmail_is_faster";
    /// They are late there too.
    WebmailIsLateToo = "webmail_is_late_too";
    /// The device or the mail program says that it is full.
    DeviceSaysFull = "device_says_full";
    /// A message that came back says that a mailbox is full.
    BounceSaysFull = "bounce_says_full";
    /// A message asks to click a link or to give the password.
    AsksToClick = "asks_to_click";
    /// The customer never wrote the message that the notice is about.
    NeverWrote = "never_wrote";
    /// The error says that the recipient's address does not exist.
    ErrorUnknownAddress = "error_unknown_address";
    /// The error says that the recipient's mailbox is full.
    ErrorRecipientFull = "error_recipient_full";
    /// The error says that the message is too large.
    ErrorTooLarge = "error_too_large";
    /// The error says that this sender is not allowed to send.
    ErrorSenderRefused = "error_sender_refused";
    /// The error says that the message was refused as junk, or by a rule.
    ErrorRefused = "error_refused";
    /// The error says 550 5.1.0.
    Error550510 = "error_550_5_1_0";
    /// The error says that the server goes on trying.
    ErrorStillTried = "error_still_tried";
    /// The error says that sending is blocked.
    ErrorSendingBlocked = "error_sending_blocked";
    /// Aruba refuses the address that the mailbox sends with.
    ArubaRefusesSender = "aruba_refuses_sender";
    /// The domain has no SPF record.
    SpfMissing = "spf_missing";
    /// The domain has several SPF records, or one with an error.
    SpfWrong = "spf_wrong";
}
