//! The words that every other layer uses: languages, owners, confidence, and texts of strangers made harmless.
//!
//! Knows no protocol, no playbook and no other crate of the project; `mail` uses it at build time too. Must never hold a
//! sentence that a person reads.

mod confidence;
mod fill;
pub mod gather;
mod lang;
mod localised;
#[cfg(feature = "schema")]
mod open_schema;
mod owner;
mod server_text;
mod tolerant;
pub mod visible;

pub use confidence::Confidence;
pub use fill::{fill, fill_whole};
pub use lang::Lang;
pub use localised::Localised;
#[cfg(feature = "schema")]
pub use open_schema::open_schema;
pub use owner::Owner;
pub use server_text::ServerText;
pub use tolerant::Tolerant;
