//! Reads how a message came if not straight from its author: by a list (RFC 2919), or forwarded
//! (RFC 5322 §3.6.6; `X-Forwarded-For` of Gmail; an envelope sender rewritten by SRS).
//!
//! These lines can be forged like others; they explain a result and never excuse one. Must never
//! judge.

use terms::ServerText;

use super::fields::Fields;
use super::host::organisation;
use super::model::Origin;
use crate::Domain;

/// How many forwarding addresses are kept.
const MAX_FORWARDS: usize = 8;

pub(super) fn read(fields: &Fields) -> Origin {
    let list = fields.first("list-id").map(|value| {
        let id = value.rsplit_once('<').and_then(|(_, id)| id.split('>').next());
        ServerText::new(id.unwrap_or(value).trim())
    });
    let mut forwarded_by: Vec<ServerText> = Vec::new();
    let mut add = |text: &str| {
        let Some(address) = address(text) else { return };
        if forwarded_by.len() < MAX_FORWARDS && !forwarded_by.contains(&address) {
            forwarded_by.push(address);
        }
    };
    for (_, value) in fields.all("x-forwarded-for") {
        // The forwarding address comes first, then where it went.
        value.split_whitespace().take(1).for_each(&mut add);
    }
    fields.all("resent-from").for_each(|(_, value)| add(value));
    let envelope = fields.first("return-path").and_then(address);
    let envelope = envelope.as_ref().map_or("", |address| address.as_str());
    let local = envelope.rsplit_once('@').map_or("", |(local, _)| local).to_ascii_lowercase();
    let is_rewritten = ["srs0", "srs1"]
        .iter()
        .any(|mark| local.strip_prefix(mark).is_some_and(|rest| rest.starts_with(['=', '+', '-'])));
    // Gmail writes the address to which it forwards into the envelope sender.
    let by_gmail = local.split_once("+caf_=").map(|(mailbox, _)| mailbox.to_owned());
    if let (Some(mailbox), Some((_, domain))) = (&by_gmail, envelope.rsplit_once('@')) {
        add(&format!("{mailbox}@{domain}"));
    }
    let is_forwarded = is_rewritten
        || by_gmail.is_some()
        || !forwarded_by.is_empty()
        || fields.first("x-forwarded-to").is_some()
        || is_delivered_elsewhere(fields);
    let author = fields.first("from").and_then(address);
    let domain_of =
        |address: &str| address.rsplit_once('@').and_then(|(_, domain)| Domain::parse(domain).ok());
    let author = author.as_ref().and_then(|address| domain_of(address.as_str()));
    let envelope_domain = domain_of(envelope).filter(|domain| {
        author.is_some_and(|author| organisation(author.as_str()) != organisation(domain.as_str()))
    });
    Origin { list, forwarded_by, is_forwarded, is_rewritten, envelope_domain }
}

/// Whether two servers delivered it to addresses of two domains.
fn is_delivered_elsewhere(fields: &Fields) -> bool {
    let mut domains = fields.all("delivered-to").filter_map(|(_, value)| {
        let (_, domain) = value.trim().rsplit_once('@')?;
        Some(domain.trim_end_matches('>').to_ascii_lowercase())
    });
    let Some(first) = domains.next() else { return false };
    domains.any(|domain| domain != first)
}

/// The address in a field: that in angle brackets, else the only word.
pub(super) fn address(value: &str) -> Option<ServerText> {
    let in_brackets = value.rsplit_once('<').and_then(|(_, rest)| rest.split('>').next());
    let address = in_brackets
        .unwrap_or(value)
        .trim_matches(|character: char| character.is_whitespace() || "\"',;<>".contains(character));
    let is_address = address.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !address.contains(char::is_whitespace)
    });
    (is_address && address.len() <= 320).then(|| ServerText::new(address))
}
