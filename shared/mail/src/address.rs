//! Mail addresses as people type and paste them.
//!
//! Knows RFC 5321 §4.1.2 (`Mailbox`) and the forms in which an address arrives: with spaces, in
//! angle brackets, after `mailto:`, inside a pasted bounce. Must never decide whether the mailbox
//! exists.

use std::fmt;

use serde::{Deserialize, Serialize};
use terms::visible::is_hidden;

use super::{Domain, DomainProblem};

/// Longest local part (RFC 5321 §4.5.3.1.1).
const MAX_LOCAL_PART_BYTES: usize = 64;
/// Longest address: the longest path without its angle brackets (RFC 5321 §4.5.3.1.3 and RFC 3696
/// erratum 1690).
const MAX_ADDRESS_BYTES: usize = 254;
/// A longer paste is refused without being read.
const MAX_PASTE_BYTES: usize = 256 * 1024;

/// An address that is being diagnosed: `local-part@domain` (RFC 5321 §2.3.11).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Mailbox {
    local_part: String,
    domain: Domain,
}

/// What a diagnosis is about: one mailbox, or a whole domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One address.
    Mailbox(Mailbox),
    /// Every address of a domain.
    Domain(Domain),
}

/// A value, and what had to be changed to read it, so that the changes can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalised<T> {
    /// The value read.
    pub value: T,
    /// What was dropped or rewritten, in order.
    pub changes: Vec<Change>,
}

/// One change made to the input, to be shown to the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Spaces or line breaks around or inside the address were dropped.
    SpacesDropped,
    /// `mailto:` and what follows a `?` were dropped.
    MailtoDropped,
    /// A display name or angle brackets were dropped.
    BracketsDropped,
    /// The domain was put in lower case.
    LowerCased,
    /// The dot at the end was dropped.
    TrailingDotDropped,
    /// The domain was converted to its ASCII form (RFC 5890).
    Internationalised,
    /// The address was found in a longer text, such as a bounce.
    FoundInText,
}

/// Why a text cannot be read as one mail address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressProblem {
    /// The text is empty.
    #[error("the address is empty")]
    Empty,
    /// There is no `@`.
    #[error("the address has no @")]
    NoAt,
    /// The part before the `@` is empty.
    #[error("nothing stands before the @")]
    NoLocalPart,
    /// There is more than one address, or more than one `@`.
    #[error("there is more than one address")]
    SeveralAddresses,
    /// Longer than any address can be (RFC 5321 §4.5.3.1).
    #[error("the address is too long")]
    TooLong,
    /// A character that is not allowed before the `@`.
    #[error("a character cannot stand before the @: {0:?}")]
    BadCharacter(char),
    /// The part after the `@` is not a valid mail domain.
    #[error("after the @: {0}")]
    Domain(DomainProblem),
}

impl Mailbox {
    /// Reads an address as typed or pasted.
    ///
    /// # Errors An [`AddressProblem`] that says what to fix. A longer text is accepted when it
    /// contains exactly one address, or when it is a delivery report that names its recipient (RFC
    /// 3464 §2.3.2).
    pub fn parse(input: &str) -> Result<Normalised<Self>, AddressProblem> {
        if input.len() > MAX_PASTE_BYTES {
            return Err(AddressProblem::TooLong);
        }
        let trimmed = input.trim();
        if trimmed.is_empty() {
            return Err(AddressProblem::Empty);
        }
        if trimmed.lines().nth(1).is_some() {
            return found_in_text(trimmed);
        }
        match parse_one(input) {
            Err(AddressProblem::SeveralAddresses | AddressProblem::BadCharacter(' ')) => {
                found_in_text(trimmed)
            }
            result => result,
        }
    }

    /// The part before the `@`, exactly as written: only the server of the mailbox may ignore case
    /// in it (RFC 5321 §2.4).
    #[must_use]
    pub fn local_part(&self) -> &str {
        &self.local_part
    }

    /// The part after the `@`.
    #[must_use]
    pub const fn domain(&self) -> &Domain {
        &self.domain
    }
}

impl Subject {
    /// Reads an address, or a domain alone (also with a leading `@`).
    ///
    /// # Errors As [`Mailbox::parse`] and [`Domain::parse`].
    pub fn parse(input: &str) -> Result<Normalised<Self>, AddressProblem> {
        let bare = input.trim();
        let bare = bare.strip_prefix('@').unwrap_or(bare);
        if bare.is_empty() || bare.contains('@') {
            let mailbox = Mailbox::parse(input)?;
            return Ok(Normalised {
                value: Self::Mailbox(mailbox.value),
                changes: mailbox.changes,
            });
        }
        let domain = Domain::parse(bare).map_err(AddressProblem::Domain)?;
        let changes = domain_changes(bare, &domain);
        Ok(Normalised { value: Self::Domain(domain), changes })
    }

    /// The domain whose mail is diagnosed.
    #[must_use]
    pub const fn domain(&self) -> &Domain {
        match self {
            Self::Mailbox(mailbox) => mailbox.domain(),
            Self::Domain(domain) => domain,
        }
    }
}

fn parse_one(input: &str) -> Result<Normalised<Mailbox>, AddressProblem> {
    let mut changes = Vec::new();
    let mut text = input.trim();
    if text.len() != input.len() {
        changes.push(Change::SpacesDropped);
    }
    if let Some(inner) =
        text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inner, _)| inner)
    {
        changes.push(Change::BracketsDropped);
        text = inner.trim();
    }
    if let Some(rest) = text
        .get(..7)
        .filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
        .and_then(|_| text.get(7..))
    {
        changes.push(Change::MailtoDropped);
        text = rest.split('?').next().unwrap_or(rest).trim();
    }
    if text.is_empty() {
        return Err(AddressProblem::Empty);
    }
    let (local_part, domain_text) = text.rsplit_once('@').ok_or(AddressProblem::NoAt)?;
    if local_part.trim().is_empty() {
        return Err(AddressProblem::NoLocalPart);
    }
    if local_part.trim() != local_part || domain_text.trim() != domain_text {
        changes.push(Change::SpacesDropped);
    }
    let (local_part, domain_text) = (local_part.trim(), domain_text.trim());
    check_local_part(local_part)?;
    let domain = Domain::parse(domain_text).map_err(AddressProblem::Domain)?;
    if local_part.len() + 1 + domain.as_str().len() > MAX_ADDRESS_BYTES {
        return Err(AddressProblem::TooLong);
    }
    changes.extend(domain_changes(domain_text, &domain));
    changes.dedup();
    Ok(Normalised { value: Mailbox { local_part: local_part.to_owned(), domain }, changes })
}

/// Checks `Local-part` of RFC 5321 §4.1.2: a dot-string, with dots allowed anywhere as real servers
/// do, or a quoted string.
fn check_local_part(local_part: &str) -> Result<(), AddressProblem> {
    if local_part.len() > MAX_LOCAL_PART_BYTES {
        return Err(AddressProblem::TooLong);
    }
    let quoted = local_part.len() > 2 && local_part.starts_with('"') && local_part.ends_with('"');
    for character in local_part.chars() {
        if character == '@' && !quoted {
            return Err(AddressProblem::SeveralAddresses);
        }
        let special = matches!(
            character,
            '(' | ')' | '<' | '>' | '[' | ']' | ':' | ';' | ',' | '\\' | '"' | ' ' | '\t'
        );
        if is_hidden(character) || (special && !quoted) {
            return Err(AddressProblem::BadCharacter(character));
        }
    }
    Ok(())
}

fn domain_changes(written: &str, read: &Domain) -> Vec<Change> {
    let mut changes = Vec::new();
    let without_dot = written.trim().trim_end_matches('.');
    if without_dot.len() != written.trim().len() {
        changes.push(Change::TrailingDotDropped);
    }
    if without_dot.is_ascii() {
        if without_dot != read.as_str() {
            changes.push(Change::LowerCased);
        }
    } else {
        changes.push(Change::Internationalised);
    }
    changes
}

/// The one address in a longer text: the recipient that a delivery report names (`Final-Recipient`,
/// `Original-Recipient` or `X-Failed-Recipients`), else the only address in the text.
fn found_in_text(text: &str) -> Result<Normalised<Mailbox>, AddressProblem> {
    let named = ["final-recipient:", "original-recipient:", "x-failed-recipients:"]
        .iter()
        .find_map(|field| {
            text.lines().find_map(|line| {
                let value = line
                    .get(..field.len())
                    .filter(|name| name.eq_ignore_ascii_case(field))
                    .and_then(|_| line.get(field.len()..))?;
                let address = value.rsplit(';').next().unwrap_or(value);
                parse_one(address).ok()
            })
        });
    let found = match named {
        Some(found) => found.value,
        None => only_address(text)?,
    };
    Ok(Normalised { value: found, changes: vec![Change::FoundInText] })
}

fn only_address(text: &str) -> Result<Mailbox, AddressProblem> {
    let mut only: Option<Mailbox> = None;
    let mut problem = AddressProblem::NoAt;
    for word in text.split(|character: char| {
        character.is_whitespace() || matches!(character, '<' | '>' | ',' | ';' | '(' | ')' | '"')
    }) {
        if !word.contains('@') {
            continue;
        }
        match parse_one(word.trim_end_matches([':', '.', '!', '?'])) {
            Ok(found) => match &only {
                Some(first) if *first != found.value => {
                    return Err(AddressProblem::SeveralAddresses);
                }
                _ => only = Some(found.value),
            },
            Err(err) => problem = err,
        }
    }
    only.ok_or(problem)
}

impl fmt::Display for Mailbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.local_part, self.domain)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mailbox(mailbox) => mailbox.fmt(formatter),
            Self::Domain(domain) => domain.fmt(formatter),
        }
    }
}

impl TryFrom<String> for Mailbox {
    type Error = AddressProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse_one(&text).map(|normalised| normalised.value)
    }
}

impl From<Mailbox> for String {
    fn from(mailbox: Mailbox) -> Self {
        mailbox.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: Result<(&str, &[Change]), AddressProblem>) {
        let read = Mailbox::parse(input)
            .map(|normalised| (normalised.value.to_string(), normalised.changes));
        assert_eq!(
            read,
            expected.map(|(address, changes)| (address.to_owned(), changes.to_vec())),
            "{input:?}"
        );
    }

    #[test]
    fn twenty_ways_to_paste_an_address() {
        use Change::*;
        check("anna@bottega.test", Ok(("anna@bottega.test", &[])));
        check("  anna@bottega.test\n", Ok(("anna@bottega.test", &[SpacesDropped])));
        check("anna @ bottega.test", Ok(("anna@bottega.test", &[SpacesDropped])));
        check("mailto:anna@bottega.test", Ok(("anna@bottega.test", &[MailtoDropped])));
        check("MAILTO:anna@bottega.test?subject=x", Ok(("anna@bottega.test", &[MailtoDropped])));
        check("<anna@bottega.test>", Ok(("anna@bottega.test", &[BracketsDropped])));
        check("Anna Rossi <anna@bottega.test>", Ok(("anna@bottega.test", &[BracketsDropped])));
        check("Anna@Bottega.TEST", Ok(("Anna@bottega.test", &[LowerCased])));
        check("anna@bottega.test.", Ok(("anna@bottega.test", &[TrailingDotDropped])));
        check("info@caffè.it", Ok(("info@xn--caff-8oa.it", &[Internationalised])));
        check("anna+ordini@bottega.test", Ok(("anna+ordini@bottega.test", &[])));
        check("l'anna@bottega.test", Ok(("l'anna@bottega.test", &[])));
        check(
            "la mia casella è anna@bottega.test, grazie",
            Ok(("anna@bottega.test", &[FoundInText])),
        );
        check(
            "This is the mail system at host mx.\n\nFinal-Recipient: rfc822; anna@bottega.test\nAction: failed\nFrom: x@y.test\n",
            Ok(("anna@bottega.test", &[FoundInText])),
        );
        check(
            "<a@b.test>: host mx said: 550\n",
            Ok(("a@b.test", &[SpacesDropped, BracketsDropped])),
        );
    }

    #[test]
    fn texts_that_cannot_be_one() {
        check("   ", Err(AddressProblem::Empty));
        check("anna", Err(AddressProblem::NoAt));
        check("@bottega.test", Err(AddressProblem::NoLocalPart));
        check("anna@bottega", Err(AddressProblem::Domain(DomainProblem::SingleLabel)));
        check("anna@[192.0.2.1]", Err(AddressProblem::Domain(DomainProblem::IpLiteral)));
        check("anna@bottega.test, ugo@bottega.test", Err(AddressProblem::SeveralAddresses));
        check("anna@@bottega.test", Err(AddressProblem::SeveralAddresses));
        for hidden in ['\u{7}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}', '\u{ad}']
        {
            let expected = Err(AddressProblem::BadCharacter(hidden));
            check(&format!("an{hidden}na@bottega.test"), expected);
        }
        check(&format!("{}@bottega.test", "a".repeat(300)), Err(AddressProblem::TooLong));
        check(&"x".repeat(300_000), Err(AddressProblem::TooLong));
        check("from one@a.test\nto two@b.test", Err(AddressProblem::SeveralAddresses));
    }
}
