//! The meanings of answers, a closed set independent of how a question is worded. The rules draw
//! conclusions from them.
//!
//! A playbook names a meaning on an option (`means: changed_provider`), so that causes can be
//! ranked without knowing the playbook's steps. Must never rename one: playbooks contain the names.

use terms::closed_set;

closed_set! {
    /// What an answer means.
    pub enum Meaning {
        /// Only one message is missing, or a few.
        SomeMessages = "some_messages";
        /// All messages are missing.
        AllMessages = "all_messages";
        /// One mailbox is concerned, or a few; others of the domain work.
        SomeMailboxes = "some_mailboxes";
        /// Every mailbox of the domain is concerned.
        AllMailboxes = "all_mailboxes";
        /// The message is in the junk folder.
        InJunkFolder = "in_junk_folder";
        /// The message is not in the junk folder.
        NotInJunkFolder = "not_in_junk_folder";
        /// The domain or its mail was moved to another provider recently.
        ChangedProvider = "changed_provider";
        /// The provider has not changed.
        SameProvider = "same_provider";
        /// A password was changed recently.
        ChangedPassword = "changed_password";
        /// Something else was changed recently: a server's name, a security setting, a new device.
        ChangedSettings = "changed_settings";
        /// Nothing was changed recently.
        ChangedNothing = "changed_nothing";
        /// The mailbox has no space left.
        MailboxFull = "mailbox_full";
        /// The mailbox has space left.
        MailboxHasSpace = "mailbox_has_space";
        /// The mailbox has little space left.
        MailboxNearlyFull = "mailbox_nearly_full";
        /// The mail program is configured with a wrong server name.
        WrongServerName = "wrong_server_name";
        /// The mail program is configured with the right server name.
        RightServerName = "right_server_name";
        /// The name and password are refused.
        PasswordRefused = "password_refused";
        /// The webmail opens for the customer.
        WebmailWorks = "webmail_works";
        /// The webmail does not open for the customer.
        WebmailFails = "webmail_fails";
        /// The message is in the webmail.
        InWebmail = "in_webmail";
        /// The message is not in the webmail either.
        NotInWebmail = "not_in_webmail";
        /// No mail program is used, only the webmail.
        UsesOnlyWebmail = "uses_only_webmail";
        /// Another program or device works.
        OtherProgramWorks = "other_program_works";
        /// Other programs and devices fail as well.
        OtherProgramFails = "other_program_fails";
        /// It works from another network, such as a mobile network.
        OtherNetworkWorks = "other_network_works";
        /// It fails from another network as well.
        OtherNetworkFails = "other_network_fails";
        /// The device has no connection to the internet.
        DeviceOffline = "device_offline";
        /// The device is connected to the internet.
        DeviceOnline = "device_online";
        /// The provider, or many of its customers, report an outage.
        ProviderOutage = "provider_outage";
        /// No outage is reported.
        NoProviderOutage = "no_provider_outage";
        /// A filter, a rule or a forward moves the messages.
        MovedByRule = "moved_by_rule";
        /// No filter, rule or forward moves the messages.
        NoRule = "no_rule";
        /// The mail program is configured with another outgoing server than the domain's.
        WrongOutgoingServer = "wrong_outgoing_server";
        /// Port, encryption or authentication for sending are configured wrongly.
        WrongOutgoingSettings = "wrong_outgoing_settings";
        /// Signing in asks for a code in addition to the password.
        AsksForCode = "asks_for_code";
        /// Signing in does not ask for a code.
        AsksForNoCode = "asks_for_no_code";
        /// An extra protection was enabled recently.
        NewProtection = "new_protection";
        /// The mail servers have been renamed.
        ServersRenamed = "servers_renamed";
        /// The service's own tests of sending and receiving succeed.
        TestsSucceed = "tests_succeed";
        /// The customer sent many messages today.
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
        /// In the webmail the messages appear sooner.
        WebmailIsFaster = "webmail_is_faster";
        /// In the webmail the messages are late too.
        WebmailIsLateToo = "webmail_is_late_too";
        /// The device or the mail program says that it is full.
        DeviceSaysFull = "device_says_full";
        /// A bounce says that a mailbox is full.
        BounceSaysFull = "bounce_says_full";
        /// A message asks to click a link or to give the password.
        AsksToClick = "asks_to_click";
        /// The customer did not write the message that the bounce is about.
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
        /// The error is `550 5.1.0`.
        Error550510 = "error_550_5_1_0";
        /// The error says that the server will keep trying.
        ErrorStillTried = "error_still_tried";
        /// The error says that sending is blocked.
        ErrorSendingBlocked = "error_sending_blocked";
        /// Aruba refuses the sender address of the mailbox.
        ArubaRefusesSender = "aruba_refuses_sender";
        /// The domain has no SPF record.
        SpfMissing = "spf_missing";
        /// The domain has several SPF records, or one with an error.
        SpfWrong = "spf_wrong";
    }
}
