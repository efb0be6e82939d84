//! What was seen of a TLS connection and its certificates.
//!
//! Must never judge: the findings say whether a certificate is a problem.

use mail::Domain;
use serde::{Deserialize, Serialize};

use super::{ServerText, TlsCause};

/// A completed TLS handshake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TlsSeen {
    /// The version, such as `TLSv1.3`.
    pub version: String,
    /// The cipher suite by its IANA name.
    pub cipher_suite: String,
    /// The name requested (SNI, RFC 6066 §3).
    pub server_name: Domain,
    /// The peer's own certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateSeen>,
    /// Why the certificate is not trusted; `None` if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<TlsCause>,
    /// Which of the certificates sent is the reason; `None` if there is none, and in older
    /// observations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_fault: Option<AtFault>,
    /// The certificate is for other names, in addition to `problem`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_for_other_names: bool,
    /// If the certificate is not for the name requested: one of its names that resolves to the
    /// address connected to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Domain>,
    /// When it was validated: seconds since 1970-01-01 UTC.
    pub judged_at_s: i64,
}

/// A peer certificate (RFC 5280).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateSeen {
    /// Its subject.
    pub subject: ServerText,
    /// Its issuer.
    pub issuer: ServerText,
    /// The common name (CN) of its subject, which was formerly used as the host name (RFC 9525 §2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_name: Option<ServerText>,
    /// The DNS names and addresses it is for (subjectAltName), at most 50.
    pub names: Vec<ServerText>,
    /// The first second of its validity, since 1970-01-01 UTC.
    pub not_before_s: i64,
    /// The last second of its validity, since 1970-01-01 UTC.
    pub not_after_s: i64,
    /// How many certificates the peer sent.
    pub chain_count: u16,
}

/// The certificate that makes a chain untrusted: the server's own, or one of those sent with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AtFault {
    /// Its index among the certificates sent; 0 is the server's own.
    pub position: u16,
    /// Its subject: the common name, otherwise the whole subject.
    pub subject: ServerText,
    /// Its issuer, in the same form.
    pub issuer: ServerText,
    /// The first second of its validity, since 1970-01-01 UTC.
    pub not_before_s: i64,
    /// The last second of its validity, since 1970-01-01 UTC.
    pub not_after_s: i64,
}

impl TlsSeen {
    /// Whole days until the certificate expires; negative if it has expired.
    #[must_use]
    pub fn days_left(&self) -> Option<i64> {
        self.certificate.as_ref().map(|certificate| self.days_until(certificate.not_after_s))
    }

    /// Whole days from the validation to a second; negative if it is in the past.
    #[must_use]
    pub const fn days_until(&self, second_s: i64) -> i64 {
        (second_s - self.judged_at_s) / 86_400
    }

    /// Whether the server's own certificate has expired.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.certificate
            .as_ref()
            .is_some_and(|certificate| certificate.not_after_s < self.judged_at_s)
    }
}

impl CertificateSeen {
    /// The names of the certificate to show: those that it is for, otherwise its common name.
    #[must_use]
    pub fn shown_names(&self) -> Vec<ServerText> {
        if self.names.is_empty() {
            self.common_name().into_iter().collect()
        } else {
            self.names.clone()
        }
    }

    /// The common name; in older observations it is taken from the subject.
    #[must_use]
    pub fn common_name(&self) -> Option<ServerText> {
        if self.common_name.is_some() {
            return self.common_name.clone();
        }
        self.subject
            .as_str()
            .split(", ")
            .find_map(|part| part.strip_prefix("CN="))
            .map(ServerText::new)
    }

    /// Whether the host's name is only in the common name, which programs no longer use.
    #[must_use]
    pub fn is_named_by_common_name(&self, host: &Domain) -> bool {
        let fits = |name: &str| match name.strip_prefix("*.") {
            Some(zone) => host
                .as_str()
                .split_once('.')
                .is_some_and(|(_, parent)| parent.eq_ignore_ascii_case(zone)),
            None => name.eq_ignore_ascii_case(host.as_str()),
        };
        self.names.is_empty() && self.common_name().is_some_and(|name| fits(name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(subject: &str) -> CertificateSeen {
        CertificateSeen {
            subject: ServerText::new(subject),
            issuer: ServerText::default(),
            common_name: None,
            names: Vec::new(),
            not_before_s: 0,
            not_after_s: 1_000_000,
            chain_count: 1,
        }
    }

    #[track_caller]
    fn check(seconds_left: i64, expected_days: i64) {
        let tls = TlsSeen {
            version: "TLSv1.3".to_owned(),
            cipher_suite: "TLS13_AES_256_GCM_SHA384".to_owned(),
            server_name: Domain::parse("mail.bottega.test").unwrap(),
            certificate: Some(CertificateSeen {
                not_after_s: 1_000_000 + seconds_left,
                ..certificate("")
            }),
            problem: None,
            at_fault: None,
            is_for_other_names: false,
            instead: None,
            judged_at_s: 1_000_000,
        };
        assert_eq!(tls.days_left(), Some(expected_days), "{seconds_left}");
        assert_eq!(tls.has_ended(), seconds_left < 0, "{seconds_left}");
    }

    #[track_caller]
    fn check_common_name(subject: &str, names: &[&str], expected: (&[&str], bool)) {
        let names = names.iter().copied().map(ServerText::new).collect();
        let seen = CertificateSeen { names, ..certificate(subject) };
        let shown = seen.shown_names();
        let shown: Vec<_> = shown.iter().map(ServerText::as_str).collect();
        let is_named = seen.is_named_by_common_name(&Domain::parse("mail.bottega.test").unwrap());
        assert_eq!((shown.as_slice(), is_named), expected, "{subject:?}");
    }

    #[test]
    fn a_certificate_shows_its_common_name_where_it_has_no_other() {
        check_common_name("O=Prova, CN=mail.bottega.test", &[], (&["mail.bottega.test"], true));
        check_common_name("CN=Mail.Bottega.test", &[], (&["Mail.Bottega.test"], true));
        check_common_name("CN=*.bottega.test", &[], (&["*.bottega.test"], true));
        check_common_name(
            "CN=srv77.ospitalita.test, O=Prova",
            &[],
            (&["srv77.ospitalita.test"], false),
        );
        check_common_name("CN=*.test", &[], (&["*.test"], false));
        check_common_name(
            "CN=mail.bottega.test",
            &["srv77.ospitalita.test"],
            (&["srv77.ospitalita.test"], false),
        );
        check_common_name("O=Prova", &[], (&[], false));
    }

    /// Observations stored before these fields existed can still be read, and the fields are empty.
    #[test]
    fn what_was_seen_before_is_still_read() {
        let old = r#"{"version":"TLSv1.3","cipher_suite":"TLS_AES_128_GCM_SHA256","server_name":"mail.bottega.test","certificate":{
            "subject":"CN=mail.bottega.test","issuer":"CN=Prova","names":[],"not_before_s":0,"not_after_s":9,"chain_count":2},
            "problem":"expired","judged_at_s":8}"#;
        let read: TlsSeen = serde_json::from_str(old).unwrap();
        assert_eq!((read.at_fault, read.is_for_other_names, read.instead), (None, false, None));
        assert_eq!(read.certificate.unwrap().common_name, None);
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
