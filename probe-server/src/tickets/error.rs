//! The errors of setting up the delivery. Must never contain a password.

use std::path::PathBuf;

/// Why the delivery by e-mail cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum CourierError {
    /// The relay's configuration is not usable.
    #[error("the relay for tickets cannot be used: {0}")]
    Relay(#[from] lettre::transport::smtp::Error),
    /// An address is not valid.
    #[error("an address for tickets is none: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The password file cannot be read.
    #[error("cannot read {file}: {source}")]
    Password {
        /// The file.
        file: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
}
