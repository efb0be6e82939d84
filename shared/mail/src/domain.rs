//! Domain names: reads what people type and gives the form that the DNS uses.
//!
//! Knows RFC 1035 (lengths), RFC 5890 (A-labels and U-labels) and the names that are never mail
//! domains. Must never look anything up.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest name in presentation form without the trailing dot (RFC 1035 §2.3.4).
const MAX_NAME_BYTES: usize = 253;
/// Longest label (RFC 1035 §2.3.4).
const MAX_LABEL_BYTES: usize = 63;
/// Endings that are not resolved in the public DNS (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC
/// 9476); `internal` and `lan` are in common use in private networks.
const LOCAL_ENDINGS: [&str; 8] =
    ["localhost", "local", "internal", "onion", "invalid", "arpa", "alt", "lan"];

/// A domain name: A-labels (RFC 5890 §2.3.2.1), lower case, at least two labels, no trailing dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Domain(String);

/// Why a text cannot be a domain that receives mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DomainProblem {
    /// The text is empty.
    #[error("the domain is empty")]
    Empty,
    /// One label only, such as `azienda`.
    #[error("the domain has no ending")]
    SingleLabel,
    /// An IP address instead of a name.
    #[error("an IP address is not a domain")]
    IpLiteral,
    /// Two dots in a row, or a dot at the start.
    #[error("the domain has an empty part")]
    EmptyLabel,
    /// A label over 63 bytes, or a name over 253 (RFC 1035 §2.3.4).
    #[error("the domain is too long")]
    TooLong,
    /// A character that is not allowed in a domain name, or a hyphen at the start or end of a
    /// label.
    #[error("the domain has a character that no domain has: {0:?}")]
    BadCharacter(char),
    /// The last label is a number, so the text is probably a mistyped IP address.
    #[error("the domain ends in a number")]
    NumericEnding,
    /// A name of a private network, such as `.local`.
    #[error("the name belongs to a private network")]
    PrivateName,
}

impl Domain {
    /// Reads a domain as typed: any case, surrounding spaces, one trailing dot and U-labels are
    /// accepted.
    ///
    /// # Errors A [`DomainProblem`] that says what to fix.
    pub fn parse(input: &str) -> Result<Self, DomainProblem> {
        let trimmed = input.trim();
        let trimmed = trimmed.strip_suffix(['.', '。']).unwrap_or(trimmed);
        if trimmed.is_empty() {
            return Err(DomainProblem::Empty);
        }
        if is_ip_literal(trimmed) {
            return Err(DomainProblem::IpLiteral);
        }
        let mut labels = Vec::new();
        // Input methods for East Asian scripts write the other three dots (RFC 3490 §3.1).
        for label in trimmed.split(['.', '。', '．', '｡']) {
            labels.push(a_label(label)?);
        }
        let name = labels.join(".");
        if name.len() > MAX_NAME_BYTES {
            return Err(DomainProblem::TooLong);
        }
        let Some(ending) = labels.last().filter(|_| labels.len() > 1) else {
            return Err(if LOCAL_ENDINGS.contains(&name.as_str()) {
                DomainProblem::PrivateName
            } else {
                DomainProblem::SingleLabel
            });
        };
        if ending.bytes().all(|byte| byte.is_ascii_digit()) || is_hexadecimal_number(ending) {
            return Err(DomainProblem::NumericEnding);
        }
        if LOCAL_ENDINGS.contains(&ending.as_str()) {
            return Err(DomainProblem::PrivateName);
        }
        Ok(Self(name))
    }

    /// The name in A-labels, as the DNS and protocols use it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as people write it: each label as a U-label, if it decodes.
    #[must_use]
    pub fn to_unicode(&self) -> String {
        let labels = self.0.split('.').map(|label| {
            label
                .strip_prefix("xn--")
                .and_then(idna::punycode::decode_to_string)
                .unwrap_or_else(|| label.to_owned())
        });
        labels.collect::<Vec<_>>().join(".")
    }

    /// This name with one more label in front: `mail` + `bottega.test`.
    ///
    /// # Errors When the label is not valid, or the name becomes too long.
    pub fn with_label(&self, label: &str) -> Result<Self, DomainProblem> {
        Self::parse(&format!("{label}.{}", self.0))
    }

    /// The name without its first label; `None` when the rest is not a domain of at least two
    /// labels.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_once('.')?;
        Self::parse(rest).ok()
    }

    /// Whether this name is `other` or below it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.is_below(other.as_str())
    }

    /// Whether this name is `name` or below it. `name` may also be one that has no mailboxes, such
    /// as `mx.microsoft`.
    #[must_use]
    pub fn is_below(&self, name: &str) -> bool {
        self.0.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// The last two labels. Only a hint for display: does not use the public suffix list.
    #[must_use]
    pub fn last_two_labels(&self) -> &str {
        let mut dots = self.0.rmatch_indices('.').map(|(at, _)| at);
        dots.next();
        dots.next().and_then(|at| self.0.get(at + 1..)).unwrap_or(&self.0)
    }
}

fn a_label(label: &str) -> Result<String, DomainProblem> {
    if label.is_empty() {
        return Err(DomainProblem::EmptyLabel);
    }
    let lower = label.to_lowercase();
    if let Some(bad) = lower.chars().find(|&character| !is_label_character(character)) {
        return Err(DomainProblem::BadCharacter(bad));
    }
    if lower.starts_with('-') || lower.ends_with('-') {
        return Err(DomainProblem::BadCharacter('-'));
    }
    let ascii = if lower.is_ascii() {
        lower
    } else {
        let encoded = idna::punycode::encode_str(&lower).ok_or(DomainProblem::TooLong)?;
        format!("xn--{encoded}")
    };
    if ascii.len() > MAX_LABEL_BYTES { Err(DomainProblem::TooLong) } else { Ok(ascii) }
}

/// Whether a character is a letter or digit of any script, a hyphen (RFC 5890 §2.3.1), an
/// underscore (for service names, RFC 8552) or a combining mark.
fn is_label_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '\u{0300}'..='\u{036f}')
}

fn is_ip_literal(text: &str) -> bool {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let bare = bare.strip_prefix("IPv6:").or_else(|| bare.strip_prefix("ipv6:")).unwrap_or(bare);
    bare.parse::<std::net::IpAddr>().is_ok()
}

/// Whether a label looks like `0x7f`, which some resolvers read as part of an IP address.
fn is_hexadecimal_number(label: &str) -> bool {
    label
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

impl fmt::Display for Domain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for Domain {
    type Error = DomainProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Domain> for String {
    fn from(domain: Domain) -> Self {
        domain.0
    }
}

/// Several domains in one line: the first few by name.
#[must_use]
pub fn domain_names(domains: &[Domain]) -> String {
    const SHOWN: usize = 3;
    let names: Vec<String> = domains.iter().take(SHOWN).map(Domain::to_unicode).collect();
    format!("{}{}", names.join(", "), if domains.len() > SHOWN { ", …" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: Result<&str, DomainProblem>) {
        assert_eq!(
            Domain::parse(input).as_ref().map(Domain::as_str),
            expected.as_ref().copied(),
            "{input:?}"
        );
    }

    #[test]
    fn names_people_type() {
        check("bottega.test", Ok("bottega.test"));
        check("  Bottega.TEST. ", Ok("bottega.test"));
        check("caffè.it", Ok("xn--caff-8oa.it"));
        check("XN--CAFF-8OA.it", Ok("xn--caff-8oa.it"));
        check("mail。bottega。test", Ok("mail.bottega.test"));
        check("_imaps._tcp.bottega.test", Ok("_imaps._tcp.bottega.test"));
    }

    #[test]
    fn texts_that_cannot_be_one() {
        check("", Err(DomainProblem::Empty));
        check(".", Err(DomainProblem::Empty));
        check("bottega", Err(DomainProblem::SingleLabel));
        check("localhost", Err(DomainProblem::PrivateName));
        check("nas.local", Err(DomainProblem::PrivateName));
        check("192.0.2.1", Err(DomainProblem::IpLiteral));
        check("[IPv6:2001:db8::1]", Err(DomainProblem::IpLiteral));
        check("2130706433", Err(DomainProblem::SingleLabel));
        check("127.1", Err(DomainProblem::NumericEnding));
        check("127.0x1", Err(DomainProblem::NumericEnding));
        check("bottega..test", Err(DomainProblem::EmptyLabel));
        check("bot tega.test", Err(DomainProblem::BadCharacter(' ')));
        check("-bottega.test", Err(DomainProblem::BadCharacter('-')));
        check("bottega.test\u{0}", Err(DomainProblem::BadCharacter('\u{0}')));
        check(&format!("{}.it", "a".repeat(64)), Err(DomainProblem::TooLong));
        check(&format!("{}it", "abcdefgh.".repeat(30)), Err(DomainProblem::TooLong));
    }

    #[test]
    fn a_name_is_shown_as_it_is_written() {
        let domain = Domain::parse("caffè.it").unwrap();
        assert_eq!(domain.to_unicode(), "caffè.it");
    }

    #[test]
    fn within_is_by_labels_and_not_by_letters() {
        let bottega = Domain::parse("bottega.test").unwrap();
        assert!(Domain::parse("mx.bottega.test").unwrap().is_within(&bottega));
        assert!(!Domain::parse("labottega.test").unwrap().is_within(&bottega));
    }
}
