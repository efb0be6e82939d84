//! The texts of each finding: one plain sentence, and its meaning.
//!
//! The finding's parameters are filled in as `{domain}`, `{host}`, `{hosts}`, `{address}`,
//! `{port}`, `{reply_code}`, `{enhanced_status}`, `{server_text}`, `{cause}`, `{seconds}`,
//! `{days}`, `{certificate}`, `{issuer}`, `{instead}`, `{count}`, `{names}`, `{provider}`, `{by}`,
//! `{record}`, `{since}`, `{check}`, `{window_min}`, `{refusal}`,
//! `{said}`, `{used}`, `{limit}` and `{age}`.

mod english;
mod italian;

use diagnosis::finding::{Finding, FindingCode, Params};
use mail::Domain;
use terms::{ServerText, fill_whole};

use super::names::pick;
use super::{Lang, cause, check, connection_reason, fill, provider_rule};

/// The texts of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// One sentence that says what was found.
    pub title: String,
    /// Its meaning for a reader without knowledge of mail.
    pub meaning: String,
}

/// The texts of `finding`.
#[must_use]
pub fn finding(lang: Lang, finding: &Finding) -> Wording {
    Wording { title: finding_title(lang, finding), meaning: finding_meaning(lang, finding) }
}

/// The sentence that says what was found.
#[must_use]
pub fn finding_title(lang: Lang, finding: &Finding) -> String {
    on_ports(lang, finding, title(lang, finding.code), &port(finding))
}

/// The meaning of `finding`.
#[must_use]
pub fn finding_meaning(lang: Lang, finding: &Finding) -> String {
    on_ports(lang, finding, meaning(lang, finding.code), &port(finding))
}

/// The texts of several findings. Findings that differ only in their port share one text: "porta
/// 143 e 993".
#[must_use]
pub fn findings<'a>(
    lang: Lang,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> Vec<(&'a Finding, Wording)> {
    let both = |finding: &Finding, ports: &str| {
        let text = |template| on_ports(lang, finding, template, ports);
        Wording {
            title: text(title(lang, finding.code)),
            meaning: text(meaning(lang, finding.code)),
        }
    };
    told_once(lang, findings, both)
}

/// The sentences of several findings, as [`findings`] has them.
#[must_use]
pub fn finding_titles<'a>(
    lang: Lang,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> Vec<(&'a Finding, String)> {
    let title =
        |finding: &Finding, ports: &str| on_ports(lang, finding, title(lang, finding.code), ports);
    told_once(lang, findings, title)
}

/// What is said of each finding, once for those that differ only in their port. `said` takes the
/// ports.
fn told_once<'a, T: PartialEq>(
    lang: Lang,
    findings: impl IntoIterator<Item = &'a Finding>,
    said: impl Fn(&Finding, &str) -> T,
) -> Vec<(&'a Finding, T)> {
    let mut told: Vec<(&Finding, T, Vec<String>)> = Vec::new();
    for finding in findings {
        let (text, port) = (said(finding, ""), port(finding));
        match told.iter_mut().find(|(before, same, _)| before.code == finding.code && *same == text)
        {
            Some((_, _, ports)) if !ports.contains(&port) => ports.push(port),
            Some(_) => {}
            None => told.push((finding, text, vec![port])),
        }
    }
    let and = pick(lang, " e ", " and ");
    told.into_iter().map(|(finding, _, ports)| (finding, said(finding, &ports.join(and)))).collect()
}

/// The sentence of a finding; `None` if a value is missing.
pub(super) fn whole_title(lang: Lang, finding: &Finding) -> Option<String> {
    fill_whole(title(lang, finding.code), &all_values(lang, finding))
}

/// All values for the sentence of a finding, including its port.
pub(super) fn all_values(lang: Lang, finding: &Finding) -> Vec<(&'static str, String)> {
    let mut values = values(lang, &finding.params);
    values.push(("port", port(finding)));
    values
}

fn port(finding: &Finding) -> String {
    finding.params.port.map(|port| port.to_string()).unwrap_or_default()
}

fn on_ports(lang: Lang, finding: &Finding, template: &str, ports: &str) -> String {
    let values = values(lang, &finding.params);
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .chain([("port", ports)])
        .collect();
    fill(template, &values)
}

fn values(lang: Lang, params: &Params) -> Vec<(&'static str, String)> {
    fn shown<T: ToString>(value: Option<&T>) -> String {
        value.map(ToString::to_string).unwrap_or_default()
    }
    let list = |values: Vec<String>| values.join(", ");
    vec![
        ("domain", params.domain.as_ref().map(|domain| domain.to_unicode()).unwrap_or_default()),
        ("host", params.host.as_ref().map(|host| host.to_unicode()).unwrap_or_default()),
        ("hosts", list(params.hosts.iter().map(|host| host.to_unicode()).collect())),
        ("address", shown(params.address.as_ref())),
        ("reply_code", shown(params.reply_code.as_ref())),
        ("enhanced_status", shown(params.enhanced_status.as_ref())),
        ("server_text", shown(params.server_text.as_ref())),
        ("cause", params.cause.as_ref().map(|found| cause(lang, found)).unwrap_or_default()),
        ("days", params.days.map(|days| days.unsigned_abs().to_string()).unwrap_or_default()),
        ("certificate", shown(params.certificate.as_ref())),
        ("issuer", shown(params.issuer.as_ref())),
        ("instead", params.instead.as_ref().map(|name| instead(lang, name)).unwrap_or_default()),
        ("seconds", shown(params.seconds.as_ref())),
        ("count", shown(params.count.as_ref())),
        ("names", list(params.names.iter().map(ToString::to_string).collect())),
        (
            "provider",
            params
                .provider
                .as_ref()
                .map(|provider| provider.display_name().to_owned())
                .unwrap_or_default(),
        ),
        ("by", params.by.map(|rule| provider_rule(lang, rule).to_owned()).unwrap_or_default()),
        ("record", shown(params.record.as_ref())),
        ("since", shown(params.since.as_ref())),
        ("check", params.check.map(|found| check(lang, found).to_owned()).unwrap_or_default()),
        ("window_min", shown(params.window_min.as_ref())),
        (
            "refusal",
            params
                .refusal
                .map(|reason| connection_reason(lang, reason).to_owned())
                .unwrap_or_default(),
        ),
        ("said", params.server_text.as_ref().map(|text| said(lang, text)).unwrap_or_default()),
        ("used", params.used_kib.map(|kib| size(lang, kib)).unwrap_or_default()),
        ("limit", params.limit_kib.map(|kib| size(lang, kib)).unwrap_or_default()),
        ("age", params.age_min.map(|minutes| newest(lang, minutes)).unwrap_or_default()),
    ]
}

/// A separate sentence, used only if the server said something.
fn said(lang: Lang, text: &ServerText) -> String {
    let template =
        pick(lang, " Il server dice: «{server_text}».", " The server says: “{server_text}”.");
    fill(template, &[("server_text", text.as_str())])
}

/// "1,5 GB": a number of KiB in the largest unit that gives at least 1, with one decimal.
fn size(lang: Lang, kib: u64) -> String {
    let (unit_kib, unit) = match kib {
        0..1_024 => return format!("{kib} kB"),
        1_024..1_048_576 => (1_024, "MB"),
        _ => (1_048_576, "GB"),
    };
    let tenths = kib.saturating_mul(10) / unit_kib;
    let point = pick(lang, ",", ".");
    format!("{}{point}{} {unit}", tenths / 10, tenths % 10)
}

/// A separate sentence, used only if there is a message.
fn newest(lang: Lang, minutes: u32) -> String {
    let (number, template) = match minutes {
        0..2 => {
            (0, pick(lang, " Il più recente è arrivato adesso.", " The newest arrived just now."))
        }
        2..120 => (
            minutes,
            pick(
                lang,
                " Il più recente è arrivato {number} minuti fa.",
                " The newest arrived {number} minutes ago.",
            ),
        ),
        120..2_880 => (
            minutes / 60,
            pick(
                lang,
                " Il più recente è arrivato {number} ore fa.",
                " The newest arrived {number} hours ago.",
            ),
        ),
        _ => (
            minutes / 1_440,
            pick(
                lang,
                " Il più recente è arrivato {number} giorni fa.",
                " The newest arrived {number} days ago.",
            ),
        ),
    };
    fill(template, &[("number", &number.to_string())])
}

/// A separate sentence, used only if there is such a name.
fn instead(lang: Lang, name: &Domain) -> String {
    let template = pick(
        lang,
        " Il nome che va bene per questo server è {name}.",
        " The name that fits this server is {name}.",
    );
    fill(template, &[("name", &name.to_unicode())])
}

pub(super) fn title(lang: Lang, code: FindingCode) -> &'static str {
    match lang {
        Lang::It => italian::title(code),
        Lang::En => english::title(code),
    }
}

pub(super) fn meaning(lang: Lang, code: FindingCode) -> &'static str {
    match lang {
        Lang::It => italian::meaning(code),
        Lang::En => english::meaning(code),
    }
}

#[cfg(test)]
mod tests;
