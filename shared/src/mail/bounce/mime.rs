//! A message taken apart (RFC 5322, RFC 2045, RFC 2046): the parts that a bounce is told by.
//!
//! Only what a report needs: six header fields, boundaries, transfer encodings. Bounded in depth, in parts and in
//! header bytes, because a stranger wrote the message. Must never read the returned message for a reason: a reply quoted
//! in somebody's letter is no bounce.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use super::markup;

/// How deep parts and messages are followed into each other.
const MAX_DEPTH: usize = 16;
/// How many parts are looked at.
const MAX_PARTS: usize = 200;
/// The longest block of header fields that is read, in bytes.
const MAX_HEADER_BYTES: usize = 64 * 1024;

/// What a part is to a bounce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words for people.
    Text,
    /// The fields of a report (RFC 3464, RFC 6533).
    Status,
    /// `daticert.xml` of certified mail.
    Receipt,
    /// A report of something else: that a message was read (RFC 8098), or that somebody complains (RFC 5965).
    Other,
}

/// One message: the outer one, or one inside another.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// Its `Date`.
    pub(super) date: Option<String>,
    /// The host of `MAILER-DAEMON@host` in its `From`.
    pub(super) daemon_host: Option<String>,
    /// Its `X-Failed-Recipients`, where that is one (Exim, Gmail).
    pub(super) failed_recipient: Option<String>,
    /// Who sent the message that comes back beside the report.
    pub(super) original_sender: Option<String>,
    /// What kind of receipt of certified mail its header says that it is.
    pub(super) receipt: Option<String>,
    /// Its `Subject`.
    pub(super) subject: Option<String>,
    /// Whether somebody's program answered by itself (RFC 3834), such as from a holiday.
    pub(super) is_auto_reply: bool,
    /// Whether it stands inside another and no mail system wrote it: a letter, such as the one that comes back.
    pub(super) is_inner_letter: bool,
    parts: Vec<(Part, String)>,
}

impl Layer {
    /// The texts of one kind, in order.
    pub(super) fn parts_of(&self, wanted: Part) -> impl Iterator<Item = &str> {
        self.parts.iter().filter(move |(part, _)| *part == wanted).map(|(_, text)| text.as_str())
    }
}

/// The messages in a text, the outer one first; none when the text does not begin with header fields.
pub(super) fn read(text: &str) -> Vec<Layer> {
    let mut walk = Walk { layers: Vec::new(), parts_left: MAX_PARTS };
    let (head, body) = Head::split(text.trim_start_matches(['\u{feff}', '\r', '\n', ' ', '\t']));
    if head.is_a_message() {
        walk.message(&head, body, 0);
    }
    walk.layers
}

struct Walk {
    layers: Vec<Layer>,
    parts_left: usize,
}

impl Walk {
    fn message(&mut self, head: &Head, body: &str, depth: usize) {
        let daemon = head.from.as_deref().and_then(daemon_host);
        let failed = head.failed_recipients.as_deref().filter(|list| !list.contains(',')).map(|one| one.trim().to_owned());
        let is_of_a_system = head.is_of_a_system();
        let layer = Layer {
            date: head.date.clone(),
            daemon_host: daemon,
            failed_recipient: failed,
            original_sender: None,
            receipt: head.receipt.clone(),
            subject: head.subject.clone(),
            is_auto_reply: head.is_auto_reply && !is_of_a_system,
            is_inner_letter: !self.layers.is_empty() && !is_of_a_system,
            parts: Vec::new(),
        };
        self.layers.push(layer);
        self.entity(head, body, depth, false, self.layers.len().saturating_sub(1));
    }

    fn entity(&mut self, head: &Head, body: &str, depth: usize, is_returned: bool, layer: usize) {
        if depth > MAX_DEPTH || self.parts_left == 0 {
            return;
        }
        self.parts_left -= 1;
        let media = head.media_type();
        if let (true, Some(boundary)) = (media.starts_with("multipart/"), parameter(&head.content_type, "boundary")) {
            return self.multipart(&media, &boundary, body, depth, layer);
        }
        let name = head.file_name();
        let kind = match media.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => Some(Part::Status),
            "message/disposition-notification" | "message/global-disposition-notification" | "message/feedback-report" => Some(Part::Other),
            "application/xml" | "text/xml" => Some(Part::Receipt),
            "text/rfc822-headers" | "message/global-headers" => return self.returned(head, body, layer),
            _ if name == "daticert.xml" => Some(Part::Receipt),
            "message/rfc822" | "message/global" if is_returned => return self.returned(head, body, layer),
            "message/rfc822" | "message/global" => return self.inner(head, body, depth),
            _ if name.ends_with(".eml") && is_returned => return self.returned(head, body, layer),
            _ if name.ends_with(".eml") => return self.inner(head, body, depth),
            "" | "text/html" => Some(Part::Text),
            other if other.starts_with("text/") || other.starts_with("multipart/") => Some(Part::Text),
            _ => None,
        };
        let (Some(kind), Some(layer)) = (kind, self.layers.get_mut(layer)) else { return };
        let text = head.decoded(body);
        layer.parts.push((kind, if media == "text/html" { markup::to_text(&text) } else { text }));
    }

    fn multipart(&mut self, media: &str, boundary: &str, body: &str, depth: usize, layer: usize) {
        let parts: Vec<(Head, &str)> = split(body, boundary, self.parts_left).into_iter().map(Head::split).collect();
        let has = |wanted: &str| parts.iter().any(|(head, _)| head.media_type().ends_with(wanted));
        // Beside a report stands the message that comes back; it says nothing about why.
        let has_report = has("delivery-status") || has("disposition-notification") || has("feedback-report");
        let skips_markup = media == "multipart/alternative" && has("text/plain");
        for (head, body) in &parts {
            if !(skips_markup && head.media_type() == "text/html") {
                self.entity(head, body, depth + 1, has_report, layer);
            }
        }
    }

    /// The message that comes back: only who sent it.
    fn returned(&mut self, head: &Head, body: &str, layer: usize) {
        let text = head.decoded(body);
        let (head, _) = Head::split(text.trim_start());
        if let Some(layer) = self.layers.get_mut(layer) {
            layer.original_sender = layer.original_sender.take().or_else(|| head.sender());
        }
    }

    fn inner(&mut self, head: &Head, body: &str, depth: usize) {
        let text = head.decoded(body);
        let (head, body) = Head::split(text.trim_start());
        if head.is_a_message() {
            self.message(&head, body, depth + 1);
        }
    }
}

/// The header fields that matter.
#[derive(Debug, Default)]
struct Head {
    content_type: String,
    encoding: String,
    disposition: String,
    date: Option<String>,
    from: Option<String>,
    return_path: Option<String>,
    failed_recipients: Option<String>,
    receipt: Option<String>,
    subject: Option<String>,
    is_auto_reply: bool,
    has_trace: bool,
}

/// Names that mail systems write under, before the `@` or instead of an address, in lower case.
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
/// Subjects under which mail systems write, in lower case.
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
    /// The header fields, unfolded, and the body after them.
    fn split(text: &str) -> (Self, &str) {
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
                // No header field: the body begins here, without the empty line that belongs before it.
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
            "auto-submitted" => self.is_auto_reply = value.to_ascii_lowercase().starts_with("auto-replied"),
            "x-failed-recipients" => self.failed_recipients = Some(value),
            "subject" => self.subject = Some(value),
            "received" | "mime-version" => self.has_trace = true,
            _ => {}
        }
    }

    fn is_a_message(&self) -> bool {
        !self.content_type.is_empty() || self.has_trace || (self.from.is_some() && (self.subject.is_some() || self.date.is_some()))
    }

    /// Whether a mail system wrote the message, and no person.
    fn is_of_a_system(&self) -> bool {
        let is_one = |value: &Option<String>, known: &[&str]| {
            value.as_ref().is_some_and(|value| {
                let value = value.to_lowercase();
                known.iter().any(|known| value.contains(known))
            })
        };
        self.failed_recipients.is_some()
            || self.receipt.is_some()
            || self.return_path.as_deref().is_some_and(|path| path.trim() == "<>" && !self.is_auto_reply)
            || self.content_type.to_ascii_lowercase().starts_with("multipart/report")
            || is_one(&self.from, &SYSTEMS)
            || is_one(&self.subject, &SUBJECTS)
    }

    /// The sender, as the header names it: the author, else where failures go.
    fn sender(&self) -> Option<String> {
        let of = |value: &Option<String>| value.as_deref().and_then(address_in);
        of(&self.from).or_else(|| of(&self.return_path))
    }

    fn media_type(&self) -> String {
        self.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    fn file_name(&self) -> String {
        let name = parameter(&self.disposition, "filename").or_else(|| parameter(&self.content_type, "name"));
        name.unwrap_or_default().to_ascii_lowercase()
    }

    /// The body without its transfer encoding (RFC 2045 §6). One that is wrong stays as it is.
    fn decoded(&self, body: &str) -> String {
        let bytes = match self.encoding.as_str() {
            "base64" => base64_decode(body.as_bytes()),
            "quoted-printable" => quoted_printable_decode(body.as_bytes()),
            _ => None,
        };
        let Some(bytes) = bytes else { return body.to_owned() };
        let charset = parameter(&self.content_type, "charset").unwrap_or_default().to_ascii_lowercase();
        if charset.starts_with("iso-8859-") || charset.starts_with("windows-125") {
            return bytes.into_iter().map(char::from).collect();
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A line without its ending, and what follows.
fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    Some((line.strip_suffix('\r').unwrap_or(line), rest))
}

/// `Name: value` (RFC 5322 §2.2), also with a blank before the colon (§4.5.8).
pub(super) fn field_of(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end_matches([' ', '\t']);
    let is_name = !name.is_empty() && name.len() <= 76 && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some((name, value))
}

/// The parameter of a header field (RFC 2045 §5.1), without its quotes.
fn parameter(field: &str, wanted: &str) -> Option<String> {
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

/// The parts between the lines of a boundary (RFC 2046 §5.1.1), at most `limit`.
fn split<'a>(body: &'a str, boundary: &str, limit: usize) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut begin: Option<usize> = None;
    let mut rest = body;
    while let Some((line, after)) = next_line(rest) {
        let tail = line.strip_prefix("--").and_then(|line| line.strip_prefix(boundary)).map(str::trim_end);
        if let Some(tail @ ("" | "--")) = tail {
            let at = body.len() - rest.len();
            parts.extend(begin.and_then(|begin| body.get(begin..at)));
            begin = tail.is_empty().then(|| body.len() - after.len());
            if begin.is_none() || parts.len() >= limit {
                return parts;
            }
        }
        rest = after;
    }
    // The end is missing: what is there counts.
    parts.extend(begin.and_then(|begin| body.get(begin..)));
    parts
}

/// The address in `Anna Rossi <anna@bottega.example>` or alone.
pub(super) fn address_in(value: &str) -> Option<String> {
    let inside = value.rsplit_once('<').map_or(value, |(_, inside)| inside);
    let mut words = inside.split([' ', '>', '(', ')', ',', ';', '"', '\t']);
    words
        .find(|word| word.len() <= 320 && word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.')))
        .map(str::to_owned)
}

/// The host of a `From` that is a mail system's own: `MAILER-DAEMON@mx.example`.
fn daemon_host(from: &str) -> Option<String> {
    let (local, host) = from.rsplit_once('@')?;
    let local = local.rsplit(['<', ' ', '"']).next().unwrap_or_default();
    let host = host.split(['>', ' ', '(']).next().unwrap_or_default();
    (local.eq_ignore_ascii_case("mailer-daemon") && host.contains('.')).then(|| host.to_owned())
}
