//! Finds the header fields in a text and unfolds them (RFC 5322 §2.2.3).
//!
//! The text can be a whole message, a copy of its header without the folding, or one with lines of
//! a program's window above it. Limited in bytes and in fields, because the input is untrusted.
//! Must never keep a field that is not used, nor read the body.

use super::{MAX_HOPS, MAX_MESSAGE_HEADER_BYTES};

/// The longest value that is kept, in bytes.
const MAX_VALUE_BYTES: usize = 8 * 1024;
/// How many fields with one name are kept.
const MAX_SAME: usize = MAX_HOPS;
/// How many fields are kept.
const MAX_FIELDS: usize = 400;

/// The fields that are used, in lower case.
const USED: [&str; 33] = [
    "arc-authentication-results",
    "arc-seal",
    "authentication-results",
    "date",
    "delivered-to",
    "from",
    "list-id",
    "received",
    "received-spf",
    "resent-from",
    "return-path",
    "x-barracuda-spam-score",
    "x-barracuda-spam-status",
    "x-forefront-antispam-report",
    "x-forwarded-for",
    "x-forwarded-to",
    "x-microsoft-antispam",
    "x-ms-exchange-organization-scl",
    "x-original-to",
    "x-proofpoint-spam-details",
    "x-rspamd-action",
    "x-rspamd-score",
    "x-rspamd-server",
    "x-spam",
    "x-spam-checker-version",
    "x-spam-flag",
    "x-spam-level",
    "x-spam-score",
    "x-spam-status",
    "x-spamd-bar",
    "x-spamd-result",
    "x-vr-spamscore",
    "x-vr-spamstate",
];
/// Fields that only a server writes, and that say something.
const OF_SERVERS: [&str; 12] = [
    "arc-authentication-results",
    "authentication-results",
    "received",
    "received-spf",
    "x-barracuda-spam-status",
    "x-forefront-antispam-report",
    "x-microsoft-antispam",
    "x-ms-exchange-organization-scl",
    "x-proofpoint-spam-details",
    "x-spam-flag",
    "x-spam-status",
    "x-spamd-result",
];
/// The end of the name of MailScanner's field, which begins with the name of the installation.
const SPAM_CHECK: &str = "-spamcheck";

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its value, unfolded.
    pub(super) value: String,
}

/// The fields of a header, from the top.
#[derive(Debug, Default)]
pub(super) struct Fields {
    fields: Vec<Field>,
    /// What stands above the header, in bytes.
    above_bytes: usize,
    is_cut: bool,
}

impl Fields {
    /// Reads the first header in a text.
    pub(super) fn read(text: &str) -> Self {
        let mut found = Self::default();
        let mut end = text.len().min(MAX_MESSAGE_HEADER_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (head, _) = text.split_at(end);
        found.is_cut = end < text.len();
        let mut field: Option<Field> = None;
        let mut read_bytes = 0;
        for line in head.split_inclusive('\n') {
            let begin = read_bytes;
            read_bytes += line.len();
            let line = line.trim_end_matches(['\r', '\n']);
            if found.fields.is_empty() && field.is_none() {
                found.above_bytes = begin;
            }
            if line.trim().is_empty() {
                found.take(field.take());
                if found.is_a_message() {
                    // The body begins here, so that the rest of the text was not needed.
                    found.is_cut &= false;
                    break;
                }
                found.fields.clear();
            } else if line.starts_with([' ', '\t']) {
                extend(&mut field, line);
            } else if let Some((name, value)) = split(line) {
                found.take(field.replace(Field { name, value: value.to_owned() }));
            } else if found.fields.is_empty() && field.is_none() {
                // A line above the header.
            } else {
                // A folded line that lost its space when it was copied.
                extend(&mut field, line);
            }
        }
        found.take(field);
        found
    }

    /// Whether these fields are the header of a message that a server took over. Without a server's
    /// line a header says nothing about how the message came.
    pub(super) fn is_a_message(&self) -> bool {
        self.fields.iter().any(|field| {
            OF_SERVERS.contains(&field.name.as_str()) || field.name.ends_with(SPAM_CHECK)
        })
    }

    /// The value of the first field with this name.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next().map(|(_, value)| value)
    }

    /// The fields with this name from the top, each with its index in the header.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = (usize, &str)> {
        self.each()
            .filter(move |(_, found, _)| *found == name)
            .map(|(index, _, value)| (index, value))
    }

    /// All fields from the top: the index in the header, the name, the value.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.fields
            .iter()
            .enumerate()
            .map(|(index, field)| (index, field.name.as_str(), field.value.as_str()))
    }

    /// What stands above the header in this text, such as the window of a program; the whole text
    /// if it has no header.
    pub(super) fn above<'t>(&self, text: &'t str) -> &'t str {
        if self.is_a_message() { text.get(..self.above_bytes).unwrap_or_default() } else { text }
    }

    /// Whether the header is longer than what was read.
    pub(super) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn take(&mut self, field: Option<Field>) {
        let Some(field) = field else { return };
        let name = field.name.as_str();
        if USED.binary_search(&name).is_err() && !name.ends_with(SPAM_CHECK) {
            return;
        }
        let same = self.fields.iter().filter(|other| other.name == field.name).count();
        if self.fields.len() >= MAX_FIELDS || same >= MAX_SAME {
            self.is_cut = true;
        } else {
            self.fields.push(field);
        }
    }
}

fn extend(field: &mut Option<Field>, line: &str) {
    let Some(field) = field else { return };
    if field.value.len() < MAX_VALUE_BYTES {
        field.value.push(' ');
        field.value.push_str(head(line.trim()));
    }
}

/// The first bytes of a line, at most those that are kept of a value.
fn head(line: &str) -> &str {
    let mut end = line.len().min(MAX_VALUE_BYTES);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.get(..end).unwrap_or_default()
}

/// The name of a field in lower case, and its value (RFC 5322 §2.2); `None` for another line.
fn split(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let is_name = (2..=76).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !is_name {
        return None;
    }
    let name = name.to_ascii_lowercase();
    // In a copy without folding, a line can begin with a part of a value: `16:41:12`, `SCL:5;`.
    let is_field = value.is_empty()
        || (value.starts_with([' ', '\t'])
            && name.starts_with(|first: char| first.is_alphabetic()))
        || name.contains('-')
        || USED.binary_search(&name.as_str()).is_ok();
    is_field.then(|| (name, head(value.trim())))
}
