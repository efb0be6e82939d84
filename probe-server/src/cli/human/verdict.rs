//! The verdict at a terminal: the overall state, the problem, who must act and what to do, as on
//! the web page.
//!
//! It ends the report about a target; with several targets, a summary has one line for each. Must
//! never rank anything: the conclusions are ranked already.

use checklist::conclusion::Conclusion;
use diagnosis::finding::{CheckState, Finding, FindingSeverity};
use terms::Owner;
use terms::ServerText;
use terms::fill;
use words::{Band, CausesText, Reader, TerminalText, VerdictText};

use super::{Style, sign};

/// Writes the verdict: the first cause in full, each other cause in one line.
pub(super) fn write(
    style: &Style,
    findings: &[Finding],
    conclusions: &[Conclusion],
    lines: &mut Vec<String>,
) {
    let Some((first, others)) = conclusions.split_first() else { return };
    in_full(style, findings, first, lines);
    for other in others.iter().filter(|other| other.cause.is_trouble()) {
        let label = if other.is_aside { CausesText::AlsoNoticed } else { CausesText::OtherCauses };
        let (title, remark) = (
            words::conclusion(style.lang, other.cause),
            words::cause_remark(style.lang, other, Reader::Customer),
        );
        lines.push(format!(
            "  {} {}: {title} {}",
            sign_of(style, other),
            label.get(style.lang),
            style.faint(&format!("({remark})"))
        ));
        rests_on(style, findings, other, lines);
    }
}

/// Writes the conclusions of a text, each cause in full, because the recipients of one message may
/// have been refused for different causes.
pub(in crate::cli) fn of_text(style: &Style, conclusions: &[Conclusion], lines: &mut Vec<String>) {
    let causes = conclusions
        .iter()
        .filter(|conclusion| conclusion.cause.is_trouble() && !conclusion.is_aside);
    let first = conclusions.iter().take(1).filter(|conclusion| !conclusion.cause.is_trouble());
    for conclusion in first.chain(causes) {
        in_full(style, &[], conclusion, lines);
        lines.push(String::new());
    }
}

/// Writes the state, the problem, who must act, and what to do.
fn in_full(style: &Style, findings: &[Finding], conclusion: &Conclusion, lines: &mut Vec<String>) {
    let lang = style.lang;
    let words = words::cause_words(conclusion.cause);
    let band = Band::of(conclusion);
    let title = words::band_title(lang, band, words::harm(conclusion.cause));
    let sure = if conclusion.cause.is_trouble() {
        format!("  {}", style.faint(words::how_sure(lang, conclusion)))
    } else {
        String::new()
    };
    lines.push(format!(
        "  {} {}{sure}",
        style.coloured(state_of(band), sign(state_of(band))),
        style.coloured(state_of(band), title)
    ));
    lines.push(format!("    {}", style.bold(words.title.get(lang))));
    if !conclusion.recipients.is_empty() {
        let names: Vec<&str> = conclusion.recipients.iter().map(ServerText::as_str).collect();
        lines.push(format!(
            "    {}",
            fill(VerdictText::About.get(lang), &[("names", &names.join(", "))])
        ));
    }
    if conclusion.owner != Owner::Nobody {
        lines.push(format!("    {}", words::who_must_act(lang, conclusion.owner, None)));
    }
    rests_on(style, findings, conclusion, lines);
    if conclusion.cause.is_trouble() {
        for (step, place) in words.steps.iter().zip(1..) {
            lines.push(format!("    {place}. {}", step.get(lang)));
        }
        lines.push(format!("    {}", style.faint(words.verify.get(lang))));
        ready_message(style, findings, conclusion, lines);
    }
}

/// One line for each of several targets, those with problems first; empty for a single target.
pub(in crate::cli) fn summary(style: &Style, targets: &[(String, Option<Conclusion>)]) -> String {
    if targets.len() < 2 {
        return String::new();
    }
    let band = |first: &Option<Conclusion>| first.as_ref().map_or(Band::Unjudged, Band::of);
    let mut lines = vec![style.bold(&fill(
        TerminalText::Summary.get(style.lang),
        &[("count", &targets.len().to_string())],
    ))];
    let width = targets.iter().map(|(target, _)| target.chars().count()).max().unwrap_or_default();
    for wanted in Band::ALL {
        for (target, first) in targets.iter().filter(|(_, first)| band(first) == wanted) {
            let state = state_of(wanted);
            let said =
                first.as_ref().map_or("", |first| words::conclusion(style.lang, first.cause));
            let owner =
                first.as_ref().map(|first| first.owner).filter(|owner| *owner != Owner::Nobody);
            let owner = owner
                .map(|owner| {
                    style
                        .faint(&format!(" ({})", words::owner(style.lang, owner, Reader::Customer)))
                })
                .unwrap_or_default();
            let gap = " ".repeat(width.saturating_sub(target.chars().count()));
            lines.push(format!(
                "  {} {target}{gap}  {said}{owner}",
                style.coloured(state, sign(state))
            ));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The findings that support a cause, those against it, those that could not be judged, and the DNS
/// record that fixes it.
fn rests_on(style: &Style, findings: &[Finding], conclusion: &Conclusion, lines: &mut Vec<String>) {
    for finding in
        findings.iter().filter(|finding| conclusion.because.findings.contains(&finding.code))
    {
        let line = format!("    – {}", words::finding_title(style.lang, finding));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    for (title, codes) in [
        (CausesText::Against, &conclusion.against.findings),
        (CausesText::Unjudged, &conclusion.unjudged),
    ] {
        if !codes.is_empty() {
            lines.push(format!("    {}:", title.get(style.lang)));
        }
        for finding in
            codes.iter().filter_map(|code| findings.iter().find(|finding| finding.code == *code))
        {
            lines.push(format!("    – {}", words::finding_title(style.lang, finding)));
        }
    }
    let Some(record) = &conclusion.publish else { return };
    let domain = record.domain.to_unicode();
    lines
        .push(format!("    {}", fill(CausesText::Publish.get(style.lang), &[("domain", &domain)])));
    lines.push(format!("      {}", style.bold(&record.record)));
    if record.is_over_limit {
        let lookups = record.lookups.to_string();
        lines.push(format!(
            "      {}",
            fill(CausesText::PublishOver.get(style.lang), &[("lookups", &lookups)])
        ));
    }
}

/// The message for the person who has to act, each line marked to distinguish it from the report.
fn ready_message(
    style: &Style,
    findings: &[Finding],
    conclusion: &Conclusion,
    lines: &mut Vec<String>,
) {
    let findings: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity > FindingSeverity::Info).collect();
    let Some(message) = words::ready_message(style.lang, conclusion, &findings, None) else {
        return;
    };
    lines.push(String::new());
    lines.push(format!("    {}", TerminalText::SendThis.get(style.lang)));
    lines.extend(
        message
            .lines()
            .map(|line| format!("    {} {line}", style.faint("│")).trim_end().to_owned()),
    );
}

fn sign_of(style: &Style, conclusion: &Conclusion) -> String {
    let state = state_of(Band::of(conclusion));
    style.coloured(state, sign(state))
}

/// The check state with the same symbol and colour as this band.
const fn state_of(band: Band) -> CheckState {
    match band {
        Band::Problem => CheckState::Problem,
        Band::Warning => CheckState::Warning,
        Band::Unjudged => CheckState::CouldNotCheck,
        Band::Well => CheckState::Ok,
    }
}
