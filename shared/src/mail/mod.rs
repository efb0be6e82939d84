//! The vocabulary of mail: addresses, replies, services. Pure parsing of what people and servers write.

mod address;
mod domain;
mod reply;
mod service;

pub use address::{AddressProblem, Change, Mailbox, Normalised, Subject};
pub use domain::{Domain, DomainProblem};
pub use reply::{EnhancedStatus, NotAReply, Reply, ReplyCode, ReplyLine, Severity};
pub use service::{Service, TlsMode};
