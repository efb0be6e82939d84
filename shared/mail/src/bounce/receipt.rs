//! Reads receipts of Italian certified mail (PEC, DM 2 November 2005, annex): by `daticert.xml`
//! (§7), by their header field (`X-Ricevuta`, §6.3), or by the sentences that the law prescribes.
//!
//! Reads a few elements and attributes by name without an XML parser, because the files of all
//! providers have the same form. Must never treat a receipt as authentic: signatures are not
//! verified here.

use std::ops::Range;

use super::MAX_BOUNCE_RECIPIENTS;
use super::draft::{Action, Draft, MAX_DIAGNOSTIC_BYTES};
use super::mime::address_in;
use super::{head, markup};
use crate::EnhancedStatus;

/// Characters around the text of an error.
const MARKS: [char; 7] = [' ', '.', ':', '"', '-', '[', ']'];

/// The kinds of receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The sender's or the recipient's provider accepted the message.
    Accepted,
    /// The message is in the recipient's mailbox.
    Delivered,
    /// The sender's provider refused the message.
    NotAccepted,
    /// The recipient's provider could not deliver the message.
    NotDelivered,
    /// The message is late: the first notice after twelve hours, the second after twenty-four.
    Late,
    /// A virus was found.
    Virus,
}

impl Kind {
    /// The kind by its name in `X-Ricevuta` and in `postacert tipo`.
    fn of(name: &str) -> Option<Self> {
        match name.trim() {
            "accettazione" | "presa-in-carico" => Some(Self::Accepted),
            "avvenuta-consegna" => Some(Self::Delivered),
            "non-accettazione" => Some(Self::NotAccepted),
            "errore-consegna" | "mancata-consegna" => Some(Self::NotDelivered),
            "preavviso-errore-consegna" => Some(Self::Late),
            "rilevazione-virus" => Some(Self::Virus),
            _ => None,
        }
    }

    /// The kind by the sentences of the receipt, in lower case.
    fn said_in(text: &str) -> Option<Self> {
        const SENTENCES: [(&str, Kind); 19] = [
            ("per sup. tempo massimo", Kind::Late),
            ("per superamento tempo massimo", Kind::Late),
            ("per superamento dei tempi massimi", Kind::Late),
            ("nelle prime dodici ore dal suo invio", Kind::Late),
            ("nelle ventiquattro ore successive al suo invio", Kind::Late),
            ("nelle prime ventiquattro ore dal suo invio", Kind::Late),
            ("mancata consegna per virus", Kind::Virus),
            ("è stato rilevato un virus", Kind::Virus),
            ("per presenza virus", Kind::Virus),
            ("avviso di non accettazione", Kind::NotAccepted),
            ("errore nell'accettazione", Kind::NotAccepted),
            ("problema che ne impedisce l'accettazione", Kind::NotAccepted),
            ("avviso di mancata consegna", Kind::NotDelivered),
            ("il messaggio è stato rifiutato dal sistema", Kind::NotDelivered),
            ("ricevuta di avvenuta consegna", Kind::Delivered),
            ("è stato consegnato nella casella di destinazione", Kind::Delivered),
            ("ricevuta di accettazione", Kind::Accepted),
            ("ricevuta di presa in carico", Kind::Accepted),
            ("è stato accettato dal sistema ed inoltrato", Kind::Accepted),
        ];
        SENTENCES.iter().find(|(sentence, _)| text.contains(sentence)).map(|(_, kind)| *kind)
    }

    /// The result for the message, taking into account what the provider's text says about the
    /// time.
    fn action(self, words: &str) -> Action {
        match self {
            Self::Accepted | Self::Delivered => Action::Done,
            Self::NotAccepted | Self::NotDelivered | Self::Virus => Action::Failed,
            // The second notice has the same kind as the first: only its text says that delivery
            // was given up.
            Self::Late if has_run_out(words) => Action::Failed,
            Self::Late => Action::Delayed,
        }
    }

    /// The legal term for it, in the form that the rows contain.
    fn remark(self, words: &str) -> &'static str {
        match self {
            Self::Late if has_run_out(words) => "PEC tempo scaduto",
            Self::Late => "PEC preavviso",
            Self::Virus => "PEC virus",
            Self::NotAccepted => "PEC non accettato",
            _ => "",
        }
    }
}

/// Whether the limit of twenty-four hours has passed.
fn has_run_out(words: &str) -> bool {
    let words = words.to_lowercase();
    words.contains("ventiquattro")
        || words.contains("24 ore")
        || words.trim_start().starts_with("5.4.1")
}

/// The recipients of a receipt, from its `daticert.xml`; none when the file describes the message
/// itself.
pub(super) fn read(xml: &str) -> Vec<Draft> {
    let Some(kind) = attribute(xml, "postacert", "tipo").and_then(Kind::of) else {
        return Vec::new();
    };
    let detail = element(xml, "errore-esteso")
        .map(|text| markup::to_text(text).trim().to_owned())
        .unwrap_or_default();
    let named = attribute(xml, "postacert", "errore")
        .filter(|error| !matches!(*error, "nessuno" | "altro"))
        .unwrap_or_default();
    let remark =
        if named.is_empty() { kind.remark(&detail).to_owned() } else { format!("PEC {named}") };
    let status = detail.split([' ', ',']).next().and_then(|word| EnhancedStatus::parse(word).ok());
    let time = element(xml, "giorno")
        .map(|day| [day, element(xml, "ora").unwrap_or_default()].join(" ").trim().to_owned());
    let reporting_mta =
        element(xml, "gestore-emittente").map(|name| markup::to_text(name).trim().to_owned());
    let draft = Draft {
        action: Some(kind.action(&detail)),
        status,
        diagnostic: with_remark(&detail, &remark),
        reporting_mta,
        time,
        original_sender: element(xml, "mittente").and_then(address_in),
        ..Draft::default()
    };
    // Acceptance applies to all recipients; delivery or its failure applies to one.
    let one = [element(xml, "consegna"), element(xml, "ricezione")]
        .into_iter()
        .flatten()
        .find_map(address_in);
    let all = || {
        elements(xml, "destinatari")
            .filter_map(address_in)
            .take(MAX_BOUNCE_RECIPIENTS + 1)
            .collect()
    };
    let recipients: Vec<String> = one.map_or_else(all, |one| vec![one]);
    if recipients.is_empty() {
        return vec![draft];
    }
    recipients
        .into_iter()
        .map(|recipient| Draft { recipient: Some(recipient), ..draft.clone() })
        .collect()
}

/// The provider's own text, followed by the legal term.
fn with_remark(words: &str, remark: &str) -> String {
    match (words.is_empty(), remark.is_empty()) {
        (true, _) => remark.to_owned(),
        (false, true) => words.to_owned(),
        (false, false) => format!("{words} ({remark})"),
    }
}

/// The recipient of a receipt that exists only as text: without `daticert.xml`, or copied from a
/// mail program.
pub(super) fn written(text: &str, header: Option<&str>) -> Vec<Draft> {
    // The receipt is short; the text after it is the message.
    let text = head(text, 2 * MAX_DIAGNOSTIC_BYTES);
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = lower_in_place(&plain);
    let is_certified = [
        "certificata",
        "pec",
        "identificativo messaggio",
        "identificativo del messaggio",
        "identificativo:",
        "gestore",
    ];
    // Only the late notice has unmistakable wording.
    let by_words = || {
        Kind::said_in(&lower).filter(|kind| {
            *kind == Kind::Late || is_certified.iter().any(|word| lower.contains(word))
        })
    };
    let copied = || {
        lower.split_once("x-ricevuta: ").and_then(|(_, after)| Kind::of(after.split(' ').next()?))
    };
    let Some(kind) = header.and_then(Kind::of).or_else(copied).or_else(by_words) else {
        return Vec::new();
    };
    // Positions are found in the lower-case text, and the original text at these positions is used.
    let quoted = |place: Range<usize>| plain.get(place).unwrap_or_default();
    let after = |before: &str| plain.get(lower.find(before)? + before.len()..);
    let words = quoted(sentence(&lower));
    let words = if words.is_empty() { quoted(late(&lower)) } else { words };
    let recipient = ["all'utente", "indirizzato a", "destinato a", "inviato a", "casella"]
        .iter()
        .find_map(|before| address_in(head(after(before)?, 400)));
    let original_sender = after("proveniente da")
        .or_else(|| after("inviato da"))
        .and_then(|after| address_in(head(after, 400)));
    let status = words.split([' ', ',']).find_map(|word| EnhancedStatus::parse(word).ok());
    let time = lower
        .split_once("il giorno ")
        .and_then(|(_, after)| after.split_once(" alle ore "))
        .and_then(|(day, after)| {
            let hour = after.split(' ').next()?;
            (day.len() <= 20).then(|| format!("{day} {hour}"))
        });
    let diagnostic = with_remark(words, kind.remark(&lower));
    vec![Draft {
        recipient,
        action: Some(kind.action(&lower)),
        status,
        diagnostic,
        time,
        original_sender,
        ..Draft::default()
    }]
}

/// A text in lower case in which each letter keeps its byte position.
fn lower_in_place(text: &str) -> String {
    let lower = |letter: char| {
        let mut small = letter.to_lowercase();
        small
            .next()
            .filter(|first| small.next().is_none() && first.len_utf8() == letter.len_utf8())
            .unwrap_or(letter)
    };
    text.chars().map(lower).collect()
}

/// The position of the sentence that gives the error.
fn sentence(lower: &str) -> Range<usize> {
    const BEFORE: [&str; 5] = [
        "è stato rilevato un errore",
        "l'accettazione a causa di",
        "a causa di",
        "errore:",
        "motivo:",
    ];
    const AFTER: [&str; 4] = [
        "il messaggio è stato rifiutato",
        "il messaggio non è stato accettato",
        "identificativo",
        "si prega",
    ];
    let Some(begin) = BEFORE.iter().find_map(|before| Some(lower.find(before)? + before.len()))
    else {
        return 0..0;
    };
    let rest = lower.get(begin..).unwrap_or_default();
    let end = AFTER.iter().filter_map(|after| rest.find(after)).min().unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or_default();
    let words = rest.trim_start_matches(MARKS);
    let begin = begin + rest.len() - words.len();
    begin..begin + head(words.trim_end_matches(MARKS), MAX_DIAGNOSTIC_BYTES / 2).len()
}

/// The position of the sentence about the late delivery.
fn late(lower: &str) -> Range<usize> {
    let Some(begin) = lower.find("non è stato consegnato n") else { return 0..0 };
    let rest = lower.get(begin..).unwrap_or_default();
    let words = rest.split_once(". ").map_or(rest, |(words, _)| words).trim_end_matches('.');
    begin..begin + head(words, MAX_DIAGNOSTIC_BYTES / 2).len()
}

/// The content of the first element `<name …>` up to the next end tag.
fn element<'a>(xml: &'a str, name: &'static str) -> Option<&'a str> {
    elements(xml, name).next()
}

/// The content of each element of this name.
fn elements<'a>(xml: &'a str, name: &'static str) -> impl Iterator<Item = &'a str> {
    opened(xml, name)
        .take(2 * MAX_BOUNCE_RECIPIENTS)
        .filter_map(|after| after.split_once('>')?.1.split_once("</").map(|(text, _)| text))
}

/// An attribute of the first element `<name …>`.
fn attribute<'a>(xml: &'a str, name: &'static str, wanted: &str) -> Option<&'a str> {
    let (attributes, _) = opened(xml, name).next()?.split_once('>')?;
    // The attribute name can also occur in a value: only before an equals sign is it the name.
    let mut places =
        attributes.match_indices(wanted).filter_map(|(at, _)| attributes.get(at + wanted.len()..));
    let value = places.find_map(|after| after.trim_start().strip_prefix('='))?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// The text after each `<name` that is a whole element name.
fn opened<'a>(xml: &'a str, name: &'static str) -> impl Iterator<Item = &'a str> {
    let after = move |at: usize| xml.get(at..)?.strip_prefix('<')?.strip_prefix(name);
    let is_whole = |rest: &&str| rest.starts_with([' ', '>', '\t', '\r', '\n']);
    xml.match_indices('<').filter_map(move |(at, _)| after(at).filter(is_whole))
}
