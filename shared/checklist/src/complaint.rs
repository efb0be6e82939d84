//! The complaints of a customer, a closed set. A cause has to explain the complaint to be the
//! headline.
//!
//! A playbook names a complaint on an option (`complaint: cannot_send`) or for all of its paths.
//! Must never rename one: playbooks contain the names.

use terms::closed_set;

closed_set! {
    /// What the customer complains of.
    pub enum Complaint {
        /// No message arrives.
        NothingArrives = "nothing_arrives";
        /// One message is missing, or a few.
        OneMissing = "one_missing";
        /// Messages cannot be sent.
        CannotSend = "cannot_send";
        /// A message came back with an error.
        CameBack = "came_back";
        /// The mail program or the webmail does not connect, or refuses the password.
        CannotConnect = "cannot_connect";
        /// Messages arrive late.
        Late = "late";
        /// It fails on one device only.
        OneDevice = "one_device";
        /// Good messages that were received lie in the junk folder.
        InJunk = "in_junk";
        /// Messages that were sent lie in the junk folder of their recipients.
        SentInJunk = "sent_in_junk";
        /// Something says that the mailbox is full.
        SaysFull = "says_full";
        /// A service that is connected to the mailbox cannot open it.
        ServiceCannotOpen = "service_cannot_open";
    }
}

impl Complaint {
    /// Whether it is about messages sent to the customer.
    #[must_use]
    pub const fn is_about_receiving(self) -> bool {
        matches!(
            self,
            Self::NothingArrives | Self::OneMissing | Self::Late | Self::InJunk | Self::SaysFull
        )
    }

    /// Whether it is about messages sent by the customer.
    #[must_use]
    pub const fn is_about_sending(self) -> bool {
        matches!(self, Self::CannotSend | Self::CameBack | Self::SentInJunk)
    }
}
