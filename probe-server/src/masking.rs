//! Replaces the part of each mail address before the @, the same name always by the same
//! `masked-N`, in everything that a document is made of.
//!
//! Works on the data before a document is written, so that no format has to be taken apart again.
//! The domain stays: the checks are about it. A name is also replaced where it stands alone, unless
//! it is short or names a function (`info`). Pure. Must never guess who is behind an address.

mod encoded;
mod find;
mod names;
mod session;
mod text;

#[cfg(test)]
mod tests;

pub use names::Masks;
pub use session::{masked, masked_diagnosis};
