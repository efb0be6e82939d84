//! The words that every other layer uses: languages, owners, confidence, the closed sets that the
//! data files of mail name, and texts of strangers made harmless.
//!
//! Knows no protocol, no playbook and no other crate of the project; `mail` uses it at build time
//! too. Must never hold a sentence that a person reads.

mod bounce_reason;
mod closed_set;
mod confidence;
mod connection_reason;
mod fill;
pub mod gather;
mod lang;
mod localised;
#[cfg(feature = "schema")]
mod open_schema;
mod owner;
mod provider;
mod response_code;
mod retry;
mod server_text;
mod tolerant;
pub mod visible;

pub use bounce_reason::BounceReason;
pub use closed_set::index_of_member;
pub use confidence::Confidence;
pub use connection_reason::ConnectionReason;
pub use fill::{fill, fill_whole};
pub use lang::Lang;
pub use localised::Localised;
#[cfg(feature = "schema")]
pub use open_schema::open_schema;
pub use owner::Owner;
pub use provider::{FeedKind, Login, ProviderKind, UserName};
pub use response_code::{Protocol, ResponseCode};
pub use retry::Retry;
pub use server_text::ServerText;
pub use tolerant::Tolerant;
