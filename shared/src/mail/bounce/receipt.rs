//! Receipts of Italian certified mail (PEC): `daticert.xml` (DM 2 November 2005, annex, §7).
//!
//! Reads five elements and two attributes by name; it is no XML parser and needs none, because the providers' files are
//! all of one shape. Must never vouch for a receipt: signatures are not looked at here.

use super::draft::{Action, Draft};
use super::markup;
use crate::mail::EnhancedStatus;

/// The recipients of a receipt; none when it tells of no failure.
pub(super) fn read(xml: &str) -> Vec<Draft> {
    let Some(kind) = attribute(xml, "postacert", "tipo") else { return Vec::new() };
    let action = match kind {
        "errore-consegna" | "non-accettazione" | "rilevazione-virus" => Action::Failed,
        "preavviso-errore-consegna" => Action::Delayed,
        "avvenuta-consegna" => Action::Done,
        _ => return Vec::new(),
    };
    let detail = element(xml, "errore-esteso").map(|text| markup::to_text(text).trim().to_owned()).unwrap_or_default();
    let named = attribute(xml, "postacert", "errore").filter(|error| *error != "nessuno").unwrap_or_default();
    // The provider's own words stand first; the law's word for it says the rest.
    let diagnostic = match (detail.is_empty(), named) {
        (_, "" | "altro") => detail,
        (true, named) => format!("PEC {named}"),
        (false, named) => format!("{detail} (PEC {named})"),
    };
    let status = diagnostic.split([' ', ',']).next().and_then(|word| EnhancedStatus::parse(word).ok());
    let time = element(xml, "giorno").map(|day| [day, element(xml, "ora").unwrap_or_default()].join(" ").trim().to_owned());
    let recipients = [element(xml, "consegna"), element(xml, "destinatari")];
    let recipient = recipients.into_iter().flatten().next().map(|address| address.trim().to_owned());
    let reporting_mta = element(xml, "gestore-emittente").map(|name| markup::to_text(name).trim().to_owned());
    vec![Draft { recipient, action: Some(action), status, diagnostic, reporting_mta, time, ..Draft::default() }]
}

/// What stands between `<name …>` and `</name>`, the first time.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let inside = opened(xml, name)?.split_once('>')?.1;
    inside.split_once("</").map(|(text, _)| text)
}

/// An attribute of the first `<name …>`.
fn attribute<'a>(xml: &'a str, name: &str, wanted: &str) -> Option<&'a str> {
    let (attributes, _) = opened(xml, name)?.split_once('>')?;
    // The name may stand in another's value as well: it is the one before the equals sign.
    let mut places = attributes.match_indices(wanted).filter_map(|(at, _)| attributes.get(at + wanted.len()..));
    let value = places.find_map(|after| after.trim_start().strip_prefix('='))?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// What follows `<name`, the first time that the name ends there.
fn opened<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let after = |at: usize| xml.get(at..)?.strip_prefix('<')?.strip_prefix(name);
    let is_whole = |rest: &&str| rest.starts_with([' ', '>', '\t', '\r', '\n']);
    xml.match_indices('<').find_map(|(at, _)| after(at).filter(is_whole))
}
