//! What was seen of an encrypted connection and of the certificates shown in it.
//!
//! No verdict: whether a certificate stops anybody is a finding's matter.

use serde::{Deserialize, Serialize};

use super::{ServerText, TlsCause};
use crate::mail::Domain;

/// A finished TLS handshake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TlsSeen {
    /// The version, such as `TLSv1.3`.
    pub version: String,
    /// The cipher suite by its IANA name.
    pub cipher_suite: String,
    /// The name asked for (RFC 6066 §3).
    pub server_name: Domain,
    /// The peer's own certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateSeen>,
    /// Why the certificate is not to be trusted; `None` when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<TlsCause>,
    /// When it was judged: seconds since 1970-01-01 UTC.
    pub judged_at_s: i64,
}

/// A peer certificate (RFC 5280).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateSeen {
    /// Whom it was made out to.
    pub subject: ServerText,
    /// Who signed it.
    pub issuer: ServerText,
    /// The DNS names and addresses it is for (subjectAltName), at most 50.
    pub names: Vec<ServerText>,
    /// The first second of its validity, since 1970-01-01 UTC.
    pub not_before_s: i64,
    /// The last second of its validity, since 1970-01-01 UTC.
    pub not_after_s: i64,
    /// How many certificates the peer sent.
    pub chain_count: u16,
}

impl TlsSeen {
    /// Whole days until the certificate ends, or since it has (negative).
    #[must_use]
    pub fn days_left(&self) -> Option<i64> {
        self.certificate.as_ref().map(|certificate| (certificate.not_after_s - self.judged_at_s) / 86_400)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(seconds_left: i64, expected_days: i64) {
        let certificate = CertificateSeen {
            subject: ServerText::default(),
            issuer: ServerText::default(),
            names: Vec::new(),
            not_before_s: 0,
            not_after_s: 1_000_000 + seconds_left,
            chain_count: 1,
        };
        let tls = TlsSeen {
            version: "TLSv1.3".to_owned(),
            cipher_suite: "TLS13_AES_256_GCM_SHA384".to_owned(),
            server_name: Domain::parse("mail.bottega.test").unwrap(),
            certificate: Some(certificate),
            problem: None,
            judged_at_s: 1_000_000,
        };
        assert_eq!(tls.days_left(), Some(expected_days), "{seconds_left}");
    }

    #[test]
    fn days_are_whole_on_both_sides_of_the_end() {
        check(10 * 86_400, 10);
        check(10 * 86_400 - 1, 9);
        check(-10 * 86_400, -10);
        check(-10 * 86_400 - 1, -10);
        check(-1, 0);
    }
}
