//! Names and capabilities that cannot be guessed.
//!
//! A token is shown once and kept only as its SHA-256: looking it up by the hash tells nothing by its time. Must never
//! implement `Display` or `Debug` in a way that shows a token.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A token's SHA-256.
pub type TokenHash = [u8; 32];

/// 128 random bits in base64url: 22 characters.
const SESSION_ID_BYTES: usize = 16;
/// 256 random bits in base64url: 43 characters.
const TOKEN_BYTES: usize = 32;

/// A session's name. It opens nothing, but it is not guessed either.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(String);

/// A capability.
pub struct Token(String);

impl SessionId {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(random_text::<SESSION_ID_BYTES>()?))
    }

    /// Reads one; `None` for what cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_base64url_of::<SESSION_ID_BYTES>(text).then(|| Self(text.to_owned()))
    }

    /// As it stands in a path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is kept of it when it is gone.
    #[must_use]
    pub fn sha256(&self) -> TokenHash {
        Sha256::digest(&self.0).into()
    }
}

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(random_text::<TOKEN_BYTES>()?))
    }

    /// Reads one; `None` for what cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_base64url_of::<TOKEN_BYTES>(text).then(|| Self(text.to_owned()))
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(&self.0).into()
    }

    /// The token itself, for the one answer that shows it.
    #[must_use]
    pub fn into_shown(self) -> String {
        self.0
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionId(…)")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

fn random_text<const BYTES: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn is_base64url_of<const BYTES: usize>(text: &str) -> bool {
    // A bounded read: nothing longer than the real thing is decoded.
    text.len() == (BYTES * 4).div_ceil(3) && URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == BYTES)
}
