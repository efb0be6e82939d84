//! The observations in a message, one line each: the findings that the conclusion cites, with their
//! exact values, and what bounces say.
//!
//! Text from a server is truncated and quoted. Must never contain text that can close its
//! quotation.

use checklist::conclusion::{CauseCode, Conclusion, Refusal};
use diagnosis::finding::{Finding, FindingCode, FindingSeverity, Params};
use diagnosis::probe::{Cause, ServerText};
use terms::Confidence;
use terms::fill_whole;

use super::super::advice::{Words, words};
use super::super::finding::{all_values, whole_title};
use super::super::names::pick;
use super::request::in_a_sentence;
use crate::Lang;

/// The most lines, because a person reads the message.
const MAX_LINE_COUNT: usize = 8;
/// The most hosts, names or records in one line.
const MAX_NAME_COUNT: usize = 6;
/// The longest piece of a server's text, in characters.
const MAX_CHARACTERS: usize = 160;

/// The result for each server, in addition to the finding that none of them accepts mail.
const RELAYS: &[FindingCode] = &[
    FindingCode::RelayRefused,
    FindingCode::RelayTimeout,
    FindingCode::RelayUnreachable,
    FindingCode::RelaySilent,
    FindingCode::RelayClosed,
    FindingCode::RelayBusy,
    FindingCode::RelayGreetingRejected,
    FindingCode::RelayNotSmtp,
];

/// The findings that the conclusion cites, in their order, without those that could not be judged.
pub(super) fn cited<'f>(
    conclusion: &'f Conclusion,
    findings: &'f [&'f Finding],
) -> impl Iterator<Item = &'f Finding> {
    findings.iter().copied().filter(|finding| {
        conclusion.because.findings.contains(&finding.code)
            && finding.severity != FindingSeverity::Unjudged
    })
}

/// The lines.
pub(super) fn lines(lang: Lang, conclusion: &Conclusion, findings: &[&Finding]) -> Vec<String> {
    let beside = beside(conclusion.cause);
    let is_meant = |finding: &&&Finding| {
        let is_cited = conclusion.because.findings.contains(&finding.code);
        finding.severity != FindingSeverity::Unjudged
            && (is_cited || beside.contains(&finding.code))
    };
    let mut lines: Vec<String> = Vec::new();
    for finding in findings.iter().filter(is_meant) {
        add(&mut lines, line(lang, &bounded(finding)));
    }
    for refusal in &conclusion.because.bounce {
        add(&mut lines, Some(refused(lang, refusal)));
    }
    if lines.len() > MAX_LINE_COUNT {
        lines.truncate(MAX_LINE_COUNT);
        lines.push("…".to_owned());
    }
    lines
}

fn add(lines: &mut Vec<String>, line: Option<String>) {
    lines.extend(line.filter(|line| !lines.contains(line)));
}

/// Further findings that the owner of the fix needs.
const fn beside(cause: CauseCode) -> &'static [FindingCode] {
    match cause {
        CauseCode::MailServersDown => RELAYS,
        _ => &[],
    }
}

/// A finding as one line; `None` if a value is missing.
fn line(lang: Lang, finding: &Finding) -> Option<String> {
    let mut values = all_values(lang, finding);
    values.push((
        "expected",
        finding.params.names.first().map(ToString::to_string).unwrap_or_default(),
    ));
    let own = own_words(finding);
    let line = if own.is_empty() {
        whole_title(lang, finding)?
    } else {
        own.iter().find_map(|form| fill_whole(form.get(lang), &values))?
    };
    Some(format!("{line}{}", records(lang, finding)))
}

/// A separate text for the line, the most complete form first. It is needed where the finding's
/// sentence addresses the customer, omits a value, or does not quote a server's text.
const fn own_words(finding: &Finding) -> &'static [Words] {
    match finding.code {
        FindingCode::MailProviderChanged => OTHER_SERVERS,
        FindingCode::MxMixed => OTHERS_BESIDE,
        FindingCode::RelayRefused => RELAY_REFUSED,
        FindingCode::RelayTimeout => RELAY_TIMEOUT,
        FindingCode::RelaySilent => RELAY_SILENT,
        FindingCode::RelayClosed => RELAY_CLOSED,
        FindingCode::RelayBusy | FindingCode::RelayGreetingRejected => RELAY_ANSWERS,
        // The days are those of the server's own certificate; if it is still valid, another
        // certificate has expired.
        FindingCode::TlsCertificateExpired if !matches!(finding.params.days, Some(days) if days < 0) => {
            SOME_CERTIFICATE_EXPIRED
        }
        FindingCode::ProviderIncident => INCIDENT,
        _ => &[],
    }
}

const OTHER_SERVERS: &[Words] = &[
    words(
        "Il record MX di {domain} indica {hosts}. Il server previsto è di solito {expected}.",
        "The MX record of {domain} names {hosts}. The server expected there is usually {expected}.",
    ),
    words(
        "Il record MX di {domain} indica {hosts}, e non i server del gestore attuale.",
        "The MX record of {domain} names {hosts}, and not the present provider's servers.",
    ),
];
const OTHERS_BESIDE: &[Words] = &[words(
    "Il record MX di {domain} indica anche {hosts}, accanto ai server del gestore attuale.",
    "The MX record of {domain} also names {hosts}, beside the present provider's servers.",
)];
const RELAY_REFUSED: &[Words] = &[
    words(
        "{host} ({address}), porta {port}: il collegamento viene rifiutato.",
        "{host} ({address}), port {port}: the connection is refused.",
    ),
    words("{host}: il collegamento viene rifiutato.", "{host}: the connection is refused."),
];
const RELAY_TIMEOUT: &[Words] = &[
    words(
        "{host} ({address}), porta {port}: nessuna risposta.",
        "{host} ({address}), port {port}: no answer.",
    ),
    words("{host}: nessuna risposta.", "{host}: no answer."),
];
const RELAY_SILENT: &[Words] = &[
    words(
        "{host} ({address}), porta {port}: accetta il collegamento e non dice nulla.",
        "{host} ({address}), port {port}: takes the connection and says nothing.",
    ),
    words(
        "{host}: accetta il collegamento e non dice nulla.",
        "{host}: takes the connection and says nothing.",
    ),
];
const RELAY_CLOSED: &[Words] = &[
    words(
        "{host} ({address}), porta {port}: interrompe il collegamento.",
        "{host} ({address}), port {port}: breaks the connection off.",
    ),
    words("{host}: interrompe il collegamento.", "{host}: breaks the connection off."),
];
const RELAY_ANSWERS: &[Words] = &[
    words(
        "{host} ({address}) risponde «{reply_code} {server_text}».",
        "{host} ({address}) answers “{reply_code} {server_text}”.",
    ),
    words(
        "{host} risponde «{reply_code} {server_text}».",
        "{host} answers “{reply_code} {server_text}”.",
    ),
    words("{host} risponde «{server_text}».", "{host} answers “{server_text}”."),
    words(
        "{host} risponde con il codice {reply_code}.",
        "{host} answers with the code {reply_code}.",
    ),
];
const SOME_CERTIFICATE_EXPIRED: &[Words] = &[words(
    "Un certificato presentato da {host} è scaduto, il suo o uno intermedio.",
    "A certificate that {host} presents has expired, its own or an intermediate one.",
)];
const INCIDENT: &[Words] = &[
    words(
        "{provider} stesso dichiara un guasto: «{server_text}», dal {since}.",
        "{provider} itself declares an outage: “{server_text}”, since {since}.",
    ),
    words(
        "{provider} stesso dichiara un guasto: «{server_text}».",
        "{provider} itself declares an outage: “{server_text}”.",
    ),
];

/// The records that are published now, as they are written.
fn records(lang: Lang, finding: &Finding) -> String {
    let is_policy = matches!(
        finding.code,
        FindingCode::SpfOk
            | FindingCode::SpfTwoRecords
            | FindingCode::SpfInvalid
            | FindingCode::SpfTooManyLookups
            | FindingCode::DmarcOk
            | FindingCode::DmarcTwoRecords
            | FindingCode::DmarcInvalid
    );
    let params = &finding.params;
    let only = params.record.iter().filter(|_| params.records.is_empty());
    let quoted: Vec<String> =
        only.chain(&params.records).map(|record| quoted(lang, record.as_str())).collect();
    if !is_policy || quoted.is_empty() {
        return String::new();
    }
    format!(" {} {}", pick(lang, "Oggi è pubblicato:", "Published today:"), quoted.join(", "))
}

fn quoted(lang: Lang, text: &str) -> String {
    let (open, close) = (pick(lang, "«", "“"), pick(lang, "»", "”"));
    format!("{open}{text}{close}")
}

/// The meaning of a bounce, with its confidence. It is our own wording and is not quoted.
fn refused(lang: Lang, refusal: &Refusal) -> String {
    let says = match refusal.confidence {
        Confidence::Certain => pick(
            lang,
            "Il messaggio di errore dice, in sostanza:",
            "In essence the error message says:",
        ),
        Confidence::Likely => {
            pick(lang, "Il messaggio di errore sembra dire:", "The error message seems to say:")
        }
        Confidence::Possible => {
            pick(lang, "Il messaggio di errore potrebbe dire:", "The error message may say:")
        }
    };
    let reason = in_a_sentence(crate::bounce_reason(lang, refusal.reason).trim_end_matches('.'));
    let by = refusal
        .provider
        .as_ref()
        .map(|provider| format!(" ({})", provider.display_name()))
        .unwrap_or_default();
    format!("{says} {reason}{by}.")
}

/// The same finding with all untrusted texts truncated.
pub(super) fn bounded(finding: &Finding) -> Finding {
    let params = &finding.params;
    let short = |text: &Option<ServerText>| text.as_ref().map(harmless);
    let record = |text: &ServerText| ServerText::new(&unquoted(text.as_str()));
    let params = Params {
        hosts: params.hosts.iter().take(MAX_NAME_COUNT).cloned().collect(),
        names: params.names.iter().take(MAX_NAME_COUNT).map(harmless).collect(),
        server_text: short(&params.server_text),
        certificate: short(&params.certificate),
        issuer: short(&params.issuer),
        since: short(&params.since),
        record: params.record.as_ref().map(record),
        records: params.records.iter().take(MAX_NAME_COUNT).map(record).collect(),
        cause: params.cause.clone().map(|cause| match cause {
            Cause::Rejected { reply, enhanced, server_text } => {
                Cause::Rejected { reply, enhanced, server_text: harmless(&server_text) }
            }
            Cause::NotOffered { capability } => {
                Cause::NotOffered { capability: harmless(&capability) }
            }
            cause => cause,
        }),
        ..params.clone()
    };
    Finding { params, ..finding.clone() }
}

/// A server's text, truncated, without characters that end a quotation or look like a placeholder.
fn harmless(text: &ServerText) -> ServerText {
    let mut short: String = text.as_str().chars().take(MAX_CHARACTERS).collect();
    if short.len() < text.as_str().len() {
        short.push('…');
    }
    ServerText::new(unquoted(&short).replace('{', "(").replace('}', ")").trim())
}

/// A record is quoted exactly, and contains no such marks.
fn unquoted(text: &str) -> String {
    text.replace(['«', '»', '“', '”'], "\"")
}
