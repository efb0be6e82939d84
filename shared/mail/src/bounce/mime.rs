//! Takes a message apart (RFC 5322, RFC 2045, RFC 2046) into the parts that matter for a bounce.
//!
//! Reads only what a report needs: some header fields, boundaries, transfer encodings. Limited in
//! depth, in parts and in header bytes, because the input is untrusted. Must never read the
//! returned message for a reason: a reply quoted in a letter is not a bounce.

mod head;

pub(super) use self::head::{address_in, field_of};

use self::head::{Head, daemon_host, next_line, parameter};
use super::markup;

/// How deeply nested parts and messages are read.
const MAX_DEPTH: usize = 16;
/// How many parts are read.
const MAX_PARTS: usize = 200;

/// The role of a part in a bounce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text for people.
    Text,
    /// The fields of a report (RFC 3464, RFC 6533).
    Status,
    /// `daticert.xml` of certified mail (any XML part).
    Receipt,
    /// A report about something else: a read receipt (RFC 8098) or a complaint (RFC 5965).
    Other,
}

/// One message: the outer one, or one inside another.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// Its `Date`.
    pub(super) date: Option<String>,
    /// The host of `MAILER-DAEMON@host` in its `From`.
    pub(super) daemon_host: Option<String>,
    /// Its `X-Failed-Recipients`, if that names only one (Exim, Gmail).
    pub(super) failed_recipient: Option<String>,
    /// The sender of the message that is returned with the report.
    pub(super) original_sender: Option<String>,
    /// The kind of certified mail receipt, from its header.
    pub(super) receipt: Option<String>,
    /// Its `Subject`.
    pub(super) subject: Option<String>,
    /// Whether it is an automatic reply to a person (RFC 3834), such as a vacation notice.
    pub(super) is_auto_reply: bool,
    /// Whether it is inside another message and was not written by a mail system: a letter, such as
    /// the returned message.
    pub(super) is_inner_letter: bool,
    parts: Vec<(Part, String)>,
}

impl Layer {
    /// The texts of the parts of one kind, in order.
    pub(super) fn parts_of(&self, wanted: Part) -> impl Iterator<Item = &str> {
        self.parts.iter().filter(move |(part, _)| *part == wanted).map(|(_, text)| text.as_str())
    }
}

/// The messages in a text, the outer one first; none when the text does not start with a header.
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
        let failed = head
            .failed_recipients
            .as_deref()
            .filter(|list| !list.contains(','))
            .map(|one| one.trim().to_owned());
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
        if let (true, Some(boundary)) =
            (media.starts_with("multipart/"), parameter(&head.content_type, "boundary"))
        {
            return self.multipart(&media, &boundary, body, depth, layer);
        }
        let name = head.file_name();
        let kind = match media.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => Some(Part::Status),
            "message/disposition-notification"
            | "message/global-disposition-notification"
            | "message/feedback-report" => Some(Part::Other),
            "application/xml" | "text/xml" => Some(Part::Receipt),
            "text/rfc822-headers" | "message/global-headers" => {
                return self.returned(head, body, layer);
            }
            _ if name == "daticert.xml" => Some(Part::Receipt),
            "message/rfc822" | "message/global" if is_returned => {
                return self.returned(head, body, layer);
            }
            "message/rfc822" | "message/global" => return self.inner(head, body, depth, layer),
            _ if name.ends_with(".eml") && is_returned => return self.returned(head, body, layer),
            _ if name.ends_with(".eml") => return self.inner(head, body, depth, layer),
            "" | "text/html" => Some(Part::Text),
            other if other.starts_with("text/") || other.starts_with("multipart/") => {
                Some(Part::Text)
            }
            _ => None,
        };
        let (Some(kind), Some(layer)) = (kind, self.layers.get_mut(layer)) else { return };
        let text = head.decoded(body);
        layer.parts.push((kind, if media == "text/html" { markup::to_text(&text) } else { text }));
    }

    fn multipart(&mut self, media: &str, boundary: &str, body: &str, depth: usize, layer: usize) {
        let parts: Vec<(Head, &str)> =
            split(body, boundary, self.parts_left).into_iter().map(Head::split).collect();
        let has = |wanted: &str| parts.iter().any(|(head, _)| head.media_type().ends_with(wanted));
        // The message in a report is the returned one, which says nothing about the reason.
        let has_report =
            has("delivery-status") || has("disposition-notification") || has("feedback-report");
        let skips_markup = media == "multipart/alternative" && has("text/plain");
        for (head, body) in &parts {
            if !(skips_markup && head.media_type() == "text/html") {
                self.entity(head, body, depth + 1, has_report, layer);
            }
        }
    }

    /// Reads only the sender of the returned message.
    fn returned(&mut self, head: &Head, body: &str, layer: usize) {
        let text = head.decoded(body);
        let (head, _) = Head::split(text.trim_start());
        if let Some(layer) = self.layers.get_mut(layer) {
            layer.original_sender = layer.original_sender.take().or_else(|| head.sender());
        }
    }

    fn inner(&mut self, head: &Head, body: &str, depth: usize, outer: usize) {
        let text = head.decoded(body);
        let (head, body) = Head::split(text.trim_start());
        if head.is_a_message() {
            // A letter inside a message of a mail system is the returned message.
            if let Some(outer) = self.layers.get_mut(outer).filter(|_| !head.is_of_a_system()) {
                outer.original_sender = outer.original_sender.take().or_else(|| head.sender());
            }
            self.message(&head, body, depth + 1);
        }
    }
}

/// The parts between boundary lines (RFC 2046 §5.1.1), at most `limit`.
fn split<'a>(body: &'a str, boundary: &str, limit: usize) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut begin: Option<usize> = None;
    let mut rest = body;
    while let Some((line, after)) = next_line(rest) {
        let tail =
            line.strip_prefix("--").and_then(|line| line.strip_prefix(boundary)).map(str::trim_end);
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
    // The closing boundary is missing: use what there is.
    parts.extend(begin.and_then(|begin| body.get(begin..)));
    parts
}
