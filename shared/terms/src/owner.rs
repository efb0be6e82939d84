//! Whose job the fix is.

use crate::closed_set;

closed_set! {
    /// Whose job the fix is.
    pub enum Owner {
        /// The person who asks.
        You = "you";
        /// Whoever runs the domain and its DNS.
        DomainAdmin = "domain_admin";
        /// The provider that runs the mailboxes.
        MailProvider = "mail_provider";
        /// The sender's or recipient's side.
        OtherSide = "other_side";
        /// The service that is being asked.
        Service = "service";
        /// Nobody: wait, or nothing is to be done.
        Nobody = "nobody";
    }
}
