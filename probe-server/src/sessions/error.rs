//! Why something was not done to a session.

use session::Rejection;

use crate::store::StoreError;

/// Why something was not done. The log is unchanged, except after [`SessionError::Store`], where it is not known.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is no session of this name.
    #[error("there is no such session")]
    UnknownSession,
    /// There was one; it was erased.
    #[error("the session was erased")]
    Erased,
    /// No playbook of this name is on offer.
    #[error("there is no such playbook")]
    UnknownPlaybook,
    /// The session has no such link.
    #[error("the session has no such link")]
    UnknownLink,
    /// The link was ended by the customer, or its time is over.
    #[error("the link is dead")]
    LinkDead,
    /// A link cannot be made like this.
    #[error("a link is for watching, and lives 1 to 168 hours")]
    LinkRefused,
    /// The session has as many links as it may.
    #[error("the session has too many links")]
    TooManyLinks,
    /// As many readers follow the session as may.
    #[error("too many streams follow this session")]
    TooManyStreams,
    /// The watcher's name is empty or too long.
    #[error("a name has 1 to 80 characters")]
    NameRefused,
    /// Tickets cannot travel this way here.
    #[error("this installation does not send tickets this way")]
    ChannelUnavailable,
    /// The session has sent as many tickets as it may.
    #[error("the session has sent too many tickets")]
    TooManyTickets,
    /// The command does not fit the session as it is.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The client asked too often.
    #[error("too many requests")]
    TooManyRequests {
        /// When it may ask again, in seconds.
        retry_after_s: u64,
    },
    /// The server has more to do than it can queue.
    #[error("the server is busy")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system has no randomness.
    #[error("the system has no randomness")]
    Randomness,
    /// A bug of ours.
    #[error("an internal error")]
    Internal,
}
