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
}
