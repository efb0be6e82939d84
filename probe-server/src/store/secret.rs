//! Session ids and capability tokens that cannot be guessed.
//!
//! A token is shown once and stored only as its SHA-256; the lookup by hash gives no timing
//! information about the token. Must never implement `Display` or `Debug` in a way that shows a
//! token.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// The SHA-256 of a token.
pub type TokenHash = [u8; 32];

/// The length of a session id: 128 random bits, 22 characters in base64url.
const SESSION_ID_BYTES: usize = 16;
/// The length of a token: 256 random bits, 43 characters in base64url.
const TOKEN_BYTES: usize = 32;

/// The length of a fingerprint: enough to find one session among those stored.
const FINGERPRINT_BYTES: usize = 8;

/// A session's id. It gives no access, but cannot be guessed either.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(String);

/// A capability token.
pub struct Token(String);

impl SessionId {
    /// A new random id.
    ///
    /// # Errors
    /// When the system's random number generator fails.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(random_text::<SESSION_ID_BYTES>()?))
    }

    /// Parses an id; `None` if the text does not have the form of one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_base64url_of::<SESSION_ID_BYTES>(text).then(|| Self(text.to_owned()))
    }

    /// The text form, as in URL paths.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The beginning of [`SessionId::sha256`], hexadecimal: names the session in the log, which
    /// must not contain the id.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hash = self.sha256();
        HEXLOWER.encode(hash.get(..FINGERPRINT_BYTES).unwrap_or(&hash))
    }

    /// The hash that is stored when the session is erased.
    #[must_use]
    pub fn sha256(&self) -> TokenHash {
        Sha256::digest(&self.0).into()
    }
}

impl Token {
    /// A new random token.
    ///
    /// # Errors
    /// When the system's random number generator fails.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(random_text::<TOKEN_BYTES>()?))
    }

    /// Parses a token; `None` if the text does not have the form of one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_base64url_of::<TOKEN_BYTES>(text).then(|| Self(text.to_owned()))
    }

    /// The hash that is stored.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(&self.0).into()
    }

    /// The token's text, for the one response that shows it.
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
    // Check the length first, so that no long text is decoded.
    text.len() == (BYTES * 4).div_ceil(3)
        && URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == BYTES)
}
