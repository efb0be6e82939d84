//! The message that the customer can forward as it is when someone else has to fix the problem.
//!
//! It contains the domain, the cause and its confidence, the observations with their exact values,
//! the requested changes, and the time of measurement. Plain text; text from a server is quoted and
//! truncated. A sentence with an unknown value is omitted, so that a message never has a gap. Must
//! never decide anything, nor say more than the conclusion does.
//!
//! Reading order: [`ask`] has the requests for each owner, [`domain`], [`provider`] and
//! [`other_side`] their texts, [`seen`] the observations.

mod ask;
mod domain;
mod other_side;
mod provider;
mod request;
mod seen;
#[cfg(test)]
mod tests;

use checklist::conclusion::{Conclusion, ToPublish};
use diagnosis::finding::{Finding, Owner};
use mail::Domain;
use terms::Confidence;
use terms::fill_whole;

use super::names::pick;
use super::{CausesText, Lang};

/// The most domains that are named.
const MAX_DOMAIN_COUNT: usize = 10;

/// A message to the owner of the fix; `None` if that is the customer or no one.
///
/// `findings` are those of the conclusion's domain; `measured_at` is a local date and time in
/// readable form.
#[must_use]
pub fn ready_message(
    lang: Lang,
    conclusion: &Conclusion,
    findings: &[&Finding],
    measured_at: Option<&str>,
) -> Option<String> {
    if matches!(conclusion.owner, Owner::You | Owner::Nobody) {
        return None;
    }
    let domains = domains(conclusion, findings);
    let measured_at =
        measured_at.map(str::trim).filter(|text| !text.is_empty()).unwrap_or_default();
    let values = [("domain", domains), ("at", measured_at.to_owned())];
    let say = |it: &'static str, en: &'static str| fill_whole(pick(lang, it, en), &values);
    let paragraphs = [
        say("Buongiorno,", "Hello,"),
        opening(lang, conclusion.owner, &values),
        Some(format!("{} {}", how_known(lang, conclusion), ask::what(lang, conclusion.cause))),
        listed(
            pick(lang, "Che cosa si vede:", "What can be seen:"),
            seen::lines(lang, conclusion, findings),
        ),
        listed(please(lang, conclusion), ask::requests(lang, conclusion, findings)),
        conclusion.publish.as_ref().map(|record| publish(lang, record)),
        say("Data e ora della misura: {at}", "Measured: {at}"),
        say("Grazie, e cordiali saluti", "Thank you, and kind regards"),
    ];
    Some(paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n"))
}

/// The first sentence: the recipient and the domain.
fn opening(lang: Lang, owner: Owner, values: &[(&str, String)]) -> Option<String> {
    let (named, unnamed) = match owner {
        Owner::DomainAdmin => (
            pick(
                lang,
                "scrivo a chi gestisce il dominio {domain}.",
                "I am writing to whoever runs the domain {domain}.",
            ),
            pick(
                lang,
                "scrivo a chi gestisce il dominio della mia posta.",
                "I am writing to whoever runs the domain of my mail.",
            ),
        ),
        Owner::MailProvider => (
            pick(
                lang,
                "scrivo a chi fornisce la posta di {domain}.",
                "I am writing to the mail provider of {domain}.",
            ),
            pick(lang, "scrivo a chi fornisce la mia posta.", "I am writing to my mail provider."),
        ),
        Owner::OtherSide => (
            pick(
                lang,
                "Le scrivo per la posta fra noi. La mia è quella di {domain}.",
                "I am writing about the mail between us. Mine is that of {domain}.",
            ),
            pick(
                lang,
                "Le scrivo per la posta fra noi.",
                "I am writing about the mail between us.",
            ),
        ),
        Owner::Service => (
            pick(
                lang,
                "chiedo assistenza per la posta di {domain}.",
                "I ask for help with the mail of {domain}.",
            ),
            pick(lang, "chiedo assistenza per la mia posta.", "I ask for help with my mail."),
        ),
        Owner::You | Owner::Nobody => return None,
    };
    fill_whole(named, values).or_else(|| Some(unnamed.to_owned()))
}

/// How the cause is known: the start of the sentence about it.
const fn how_known(lang: Lang, conclusion: &Conclusion) -> &'static str {
    match conclusion.confidence {
        Confidence::Certain if !conclusion.because.findings.is_empty() => pick(
            lang,
            "Una verifica fatta da fuori dice questo:",
            "A check made from outside says this:",
        ),
        Confidence::Certain if !conclusion.because.bounce.is_empty() => {
            pick(lang, "Il messaggio di errore dice questo:", "The error message says this:")
        }
        Confidence::Certain => pick(lang, "Risulta questo:", "This is what was found:"),
        Confidence::Likely => {
            pick(lang, "Probabilmente la causa è questa:", "The cause is likely this:")
        }
        Confidence::Possible => pick(
            lang,
            "Una causa possibile, ancora da confermare, è questa:",
            "One possible cause, not confirmed yet, is this:",
        ),
    }
}

/// The sentence before the requests. If the cause is not certain, it asks to check first.
const fn please(lang: Lang, conclusion: &Conclusion) -> &'static str {
    let is_company = matches!(conclusion.owner, Owner::MailProvider | Owner::Service);
    match (conclusion.confidence, is_company) {
        (Confidence::Certain, false) => pick(lang, "Le chiedo di:", "Could you please:"),
        (Confidence::Certain, true) => pick(lang, "Vi chiedo di:", "Could you please:"),
        (Confidence::Likely, false) => {
            pick(lang, "Se lo conferma, Le chiedo di:", "If you can confirm it, could you please:")
        }
        (Confidence::Likely, true) => pick(
            lang,
            "Se lo confermate, Vi chiedo di:",
            "If you can confirm it, could you please:",
        ),
        (Confidence::Possible, false) => pick(
            lang,
            "Può verificare? Se è così, Le chiedo di:",
            "Could you look into it? If it is so, could you please:",
        ),
        (Confidence::Possible, true) => pick(
            lang,
            "Potete verificare? Se è così, Vi chiedo di:",
            "Could you look into it? If it is so, could you please:",
        ),
    }
}

fn listed(title: &str, lines: Vec<String>) -> Option<String> {
    if lines.is_empty() {
        return None;
    }
    let mut list = title.to_owned();
    for line in lines {
        list.push_str("\n- ");
        list.push_str(&line);
    }
    Some(list)
}

/// The exact record, on a line of its own.
fn publish(lang: Lang, record: &ToPublish) -> String {
    let title = super::fill(CausesText::Publish.get(lang), &[("domain", &name(&record.domain))]);
    let mut text = format!("{title}\n{}", record.record);
    if !record.strings.is_empty() {
        text.push('\n');
        text.push_str(CausesText::PublishStrings.get(lang));
        for string in &record.strings {
            text.push_str(&format!("\n\"{string}\""));
        }
    }
    if record.is_over_limit {
        let template = pick(
            lang,
            "\nHa {lookups} rimandi, e ne sono ammessi 10: vanno tolti i servizi che non si usano più.",
            "\nIt refers {lookups} times to others, and 10 is the limit: the services no longer used have to go.",
        );
        text.push_str(&super::fill(template, &[("lookups", &record.lookups.to_string())]));
    }
    text
}

/// The domains that it is about, the first few by name; empty if none is known.
fn domains(conclusion: &Conclusion, findings: &[&Finding]) -> String {
    if !conclusion.domains.is_empty() {
        let names: Vec<String> =
            conclusion.domains.iter().take(MAX_DOMAIN_COUNT).map(name).collect();
        return format!(
            "{}{}",
            names.join(", "),
            if conclusion.domains.len() > MAX_DOMAIN_COUNT { ", …" } else { "" }
        );
    }
    let cited =
        seen::cited(conclusion, findings).find_map(|finding| finding.params.domain.as_ref());
    cited
        .or_else(|| findings.iter().find_map(|finding| finding.params.domain.as_ref()))
        .map(name)
        .unwrap_or_default()
}

/// A domain in readable form, and in its DNS form if that differs.
fn name(domain: &Domain) -> String {
    let (shown, written) = (domain.to_unicode(), domain.as_str());
    if shown == written { shown } else { format!("{shown} ({written})") }
}
