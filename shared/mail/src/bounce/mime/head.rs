//! Reads the header of a message or a part (RFC 5322 §2.2, RFC 2045): the fields that matter for a
//! bounce.
//!
//! Limited in bytes, because the input is untrusted. Must never keep a field that is not used.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

/// The longest block of header fields that is read, in bytes.
const MAX_HEADER_BYTES: usize = 64 * 1024;

/// The header fields that are used.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) content_type: String,
    pub(super) encoding: String,
    pub(super) disposition: String,
    pub(super) date: Option<String>,
    pub(super) from: Option<String>,
    pub(super) return_path: Option<String>,
    pub(super) failed_recipients: Option<String>,
    pub(super) receipt: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) is_auto_reply: bool,
    pub(super) has_trace: bool,
}

/// Names of mail systems in `From`, before the `@` or instead of an address, in lower case.
const SYSTEMS: [&str; 9] = [
    "mailer-daemon",
    "postmaster",
    "mail delivery",
    "mailer daemon",
    "mail-daemon",
    "mdaemon",
    "mailerdaemon",
    "microsoftexchange",
    "posta-certificata@",
];
/// Subjects of messages from mail systems, in lower case.
const SUBJECTS: [&str; 22] = [
    "undeliver",
    "undelivered",
    "delivery status",
    "delivery fail",
    "delivery report",
    "delivery notif",
    "returned mail",
    "failure notice",
    "mail delivery",
    "mail failure",
    "message delivery",
    "delivery has failed",
    "could not be delivered",
    "not delivered",
    "non recapitabile",
    "mancato recapito",
    "mancata consegna",
    "notifica sullo stato",
    "notifica dello stato",
    "recapito non riuscito",
    "impossibile recapitare",
    "warning: could not send",
];

impl Head {
    /// Splits a message into its header fields, unfolded, and its body.
    pub(super) fn split(text: &str) -> (Self, &str) {
        let mut head = Self::default();
        let mut rest = text;
        let mut field: Option<(String, String)> = None;
        let mut is_first = true;
        while let Some((line, after)) = next_line(rest) {
            let is_mailbox_mark = std::mem::take(&mut is_first) && line.starts_with("From ");
            let is_over = text.len() - rest.len() > MAX_HEADER_BYTES;
            if line.is_empty() || is_over {
                rest = after;
                break;
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = &mut field {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = field_of(line) {
                head.take(field.replace((name.to_ascii_lowercase(), value.trim().to_owned())));
            } else if !is_mailbox_mark {
                // Not a header field: the body starts here without the empty line before it.
                break;
            }
            rest = after;
        }
        head.take(field);
        (head, rest)
    }

    fn take(&mut self, field: Option<(String, String)>) {
        let Some((name, value)) = field else { return };
        match name.as_str() {
            "content-type" => self.content_type = value,
            "content-transfer-encoding" => self.encoding = value.to_ascii_lowercase(),
            "content-disposition" => self.disposition = value,
            "date" => self.date = Some(value),
            "from" => self.from = Some(value),
            "return-path" => {
                self.return_path = Some(value);
                self.has_trace = true;
            }
            "x-ricevuta" => self.receipt = Some(value.to_ascii_lowercase()),
            "auto-submitted" => {
                self.is_auto_reply = value.to_ascii_lowercase().starts_with("auto-replied")
            }
            "x-failed-recipients" => self.failed_recipients = Some(value),
            "subject" => self.subject = Some(value),
            "received" | "mime-version" => self.has_trace = true,
            _ => {}
        }
    }

    pub(super) fn is_a_message(&self) -> bool {
        !self.content_type.is_empty()
            || self.has_trace
            || (self.from.is_some() && (self.subject.is_some() || self.date.is_some()))
    }

    /// Whether a mail system wrote the message, and not a person.
    pub(super) fn is_of_a_system(&self) -> bool {
        let is_one = |value: &Option<String>, known: &[&str]| {
            value.as_ref().is_some_and(|value| {
                let value = value.to_lowercase();
                known.iter().any(|known| value.contains(known))
            })
        };
        self.failed_recipients.is_some()
            || self.receipt.is_some()
            || self
                .return_path
                .as_deref()
                .is_some_and(|path| path.trim() == "<>" && !self.is_auto_reply)
            || self.content_type.to_ascii_lowercase().starts_with("multipart/report")
            || is_one(&self.from, &SYSTEMS)
            || is_one(&self.subject, &SUBJECTS)
    }

    /// The sender in the header: the author, else the return path.
    pub(super) fn sender(&self) -> Option<String> {
        let of = |value: &Option<String>| value.as_deref().and_then(address_in);
        of(&self.from).or_else(|| of(&self.return_path))
    }

    pub(super) fn media_type(&self) -> String {
        self.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    pub(super) fn file_name(&self) -> String {
        let name = parameter(&self.disposition, "filename")
            .or_else(|| parameter(&self.content_type, "name"));
        name.unwrap_or_default().to_ascii_lowercase()
    }

    /// The body without its transfer encoding (RFC 2045 §6). An invalid encoding is left unchanged.
    pub(super) fn decoded(&self, body: &str) -> String {
        let bytes = match self.encoding.as_str() {
            "base64" => base64_decode(body.as_bytes()),
            "quoted-printable" => quoted_printable_decode(body.as_bytes()),
            _ => None,
        };
        let Some(bytes) = bytes else { return body.to_owned() };
        let charset =
            parameter(&self.content_type, "charset").unwrap_or_default().to_ascii_lowercase();
        if charset.starts_with("iso-8859-") || charset.starts_with("windows-125") {
            return bytes.into_iter().map(char::from).collect();
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// The first line without its line ending, and the rest of the text.
pub(super) fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    Some((line.strip_suffix('\r').unwrap_or(line), rest))
}

/// `Name: value` (RFC 5322 §2.2), also with a blank before the colon (§4.5.8).
pub(in crate::bounce) fn field_of(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end_matches([' ', '\t']);
    let is_name =
        !name.is_empty() && name.len() <= 76 && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some((name, value))
}

/// A parameter of a header field (RFC 2045 §5.1), without quotes.
pub(super) fn parameter(field: &str, wanted: &str) -> Option<String> {
    let mut is_quoted = false;
    let segments = field.split(|character| {
        is_quoted ^= character == '"';
        character == ';' && !is_quoted
    });
    segments.skip(1).find_map(|segment| {
        let (name, value) = segment.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (name.trim().eq_ignore_ascii_case(wanted) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The address in `Anna Rossi <anna@bottega.example>` or alone.
pub(in crate::bounce) fn address_in(value: &str) -> Option<String> {
    let inside = value.rsplit_once('<').map_or(value, |(_, inside)| inside);
    let mut words = inside.split([' ', '>', '(', ')', ',', ';', '"', '\t']);
    words
        .find(|word| {
            word.len() <= 320
                && word
                    .split_once('@')
                    .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
        })
        .map(str::to_owned)
}

/// The host in a `From` of a mail system: `MAILER-DAEMON@mx.example`.
pub(super) fn daemon_host(from: &str) -> Option<String> {
    let (local, host) = from.rsplit_once('@')?;
    let local = local.rsplit(['<', ' ', '"']).next().unwrap_or_default();
    let host = host.split(['>', ' ', '(']).next().unwrap_or_default();
    (local.eq_ignore_ascii_case("mailer-daemon") && host.contains('.')).then(|| host.to_owned())
}
