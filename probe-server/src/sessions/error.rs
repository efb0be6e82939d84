//! The errors of operations on a session.

use session::Rejection;

use crate::store::StoreError;

/// Why an operation failed. The log is unchanged, except after [`SessionError::Store`], where it is
/// unknown.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is no session with this id.
    #[error("there is no such session")]
    UnknownSession,
    /// The session was erased.
    #[error("the session was erased")]
    Erased,
    /// There is no playbook with this name.
    #[error("there is no such playbook")]
    UnknownPlaybook,
    /// The session has no such link.
    #[error("the session has no such link")]
    UnknownLink,
    /// The link was revoked by the customer, or has expired.
    #[error("the link is dead")]
    LinkDead,
    /// The kind or lifetime of the link is not allowed.
    #[error("a link is for watching, and lives 1 to 168 hours")]
    LinkRefused,
    /// The session has the maximum number of links.
    #[error("the session has too many links")]
    TooManyLinks,
    /// The session has the maximum number of streams.
    #[error("too many streams follow this session")]
    TooManyStreams,
    /// The watcher's name is empty, too long or not displayable.
    #[error("a name has 1 to 80 characters")]
    NameRefused,
    /// The holder of the watch link has not said who they are, or has left.
    #[error("a watch link shows the session after its holder has joined")]
    NotJoined,
    /// The link has joined the maximum number of times.
    #[error("too many joins by this link")]
    TooManyJoins,
    /// This installation does not deliver tickets through this channel.
    #[error("this installation does not send tickets this way")]
    ChannelUnavailable,
    /// The session has sent the maximum number of tickets.
    #[error("the session has sent too many tickets")]
    TooManyTickets,
    /// The session has no such file.
    #[error("the session has no such file")]
    UnknownFile,
    /// The content of a file is none that is taken, or its field takes no files.
    #[error(
        "a file is an image (PNG, JPEG, WebP, GIF), a PDF or a plain text, beside a field for errors"
    )]
    FileRefused,
    /// The session has no room for the file.
    #[error("the files of the session have reached their limit")]
    FilesFull,
    /// The log of the session has reached its limit.
    #[error("the session takes no more commands: its log is full")]
    Full,
    /// The command does not fit the session's present state.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The client exceeded its budget.
    #[error("too many requests")]
    TooManyRequests {
        /// When it may try again, in seconds.
        retry_after_s: u64,
    },
    /// The queue of runs is full.
    #[error("the server is busy")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system's random number generator failed.
    #[error("the system has no randomness")]
    Randomness,
    /// A bug in this program.
    #[error("an internal error")]
    Internal,
}
