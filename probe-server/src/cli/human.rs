//! The report for a person at a terminal: each check in a short line, then the problem, its owner
//! and what to do.
//!
//! Pure: data in, text out. All texts come from the catalogue, the crate `words`. Must never print
//! server text that is not sanitised.

mod verdict;

use diagnosis::finding::{
    CheckState, Finding, FindingCode, FindingSeverity, state_of, state_of_probe,
    state_of_probe_within,
};
use diagnosis::probe::{CheckKind, Diagnosis, ProbeRun, StageOutcome};
use session::api::CheckReport;
use terms::{Lang, fill};
use words::TerminalText;

pub(super) use verdict::{of_text, summary};

/// How a report is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) lang: Lang,
    pub(super) is_verbose: bool,
    pub(super) has_colour: bool,
}

/// The symbol of a state.
pub(super) const fn sign(state: CheckState) -> &'static str {
    match state {
        CheckState::Ok => "✓",
        CheckState::Warning => "!",
        CheckState::Problem => "✗",
        CheckState::CouldNotCheck => "?",
        CheckState::Skipped | CheckState::Cancelled => "–",
        CheckState::Waiting | CheckState::Running => "·",
    }
}

/// The whole report about one target, ending in an empty line: the checks, then the verdict,
/// because the end of the output is what a user sees first.
pub(super) fn render(
    style: &Style,
    headline: &str,
    diagnosis: &Diagnosis,
    findings: &[Finding],
    report: &CheckReport,
) -> String {
    let mut lines = Vec::new();
    let seconds = format!("{}.{}", report.elapsed_ms / 1_000, report.elapsed_ms % 1_000 / 100);
    let took = fill(TerminalText::Took.get(style.lang), &[("seconds", &seconds)]);
    lines.push(format!("{}  {}", style.bold(headline), style.faint(&took)));
    lines.push(String::new());
    let unjudged = unjudged_together(style, diagnosis, findings, report);
    for &check in diagnosis.checks.iter().filter(|check| !unjudged.contains(check)) {
        let state = state_of(diagnosis, check, findings);
        lines.push(format!(
            "  {} {}",
            style.coloured(state, sign(state)),
            style.bold(words::check(style.lang, check))
        ));
        let of_check: Vec<_> =
            findings.iter().filter(|finding| finding.check == Some(check)).collect();
        sentences(style, state, &of_check, &mut lines);
        for run in diagnosis.of_check(check) {
            probe(style, run, state_of_probe_within(state, run), &mut lines);
        }
    }
    if !unjudged.is_empty() {
        let names: Vec<&str> =
            unjudged.iter().map(|&check| words::check(style.lang, check)).collect();
        let state = CheckState::CouldNotCheck;
        let sentence =
            fill(TerminalText::NotJudgedTogether.get(style.lang), &[("checks", &names.join(", "))]);
        lines.push(format!("  {} {sentence}", style.coloured(state, sign(state))));
    }
    if style.is_verbose {
        for run in diagnosis.probes.iter().filter(|run| run.kind.check().is_none()) {
            lines.push(format!("  {}", style.bold(words::probe(style.lang, run.kind))));
            probe(style, run, state_of_probe(run), &mut lines);
        }
    }
    let is_unnamed = |finding: &Finding| {
        matches!(
            finding.code,
            FindingCode::MailHostUnknown
                | FindingCode::WebmailHostUnknown
                | FindingCode::WebmailPageNotJudged
        )
    };
    if findings.iter().any(is_unnamed) {
        lines.push(String::new());
        lines.push(format!("  {}", TerminalText::NameTheHost.get(style.lang)));
    }
    lines.push(String::new());
    verdict::write(style, findings, &report.conclusions, &mut lines);
    lines.push(String::new());
    lines.push(String::new());
    lines.join("\n")
}

/// The checks that only say that they could not be judged, if one fault explains them all; they are
/// summed up in one line.
fn unjudged_together(
    style: &Style,
    diagnosis: &Diagnosis,
    findings: &[Finding],
    report: &CheckReport,
) -> Vec<CheckKind> {
    let is_explained = report.conclusions.first().is_some_and(|first| first.stops_everything());
    if style.is_verbose || !is_explained {
        return Vec::new();
    }
    let says_nothing = |check: &CheckKind| {
        let state = state_of(diagnosis, *check, findings);
        let mut of_check = findings.iter().filter(|finding| finding.check == Some(*check));
        matches!(state, CheckState::CouldNotCheck | CheckState::Skipped)
            && of_check.all(|finding| finding.severity == FindingSeverity::Unjudged)
    };
    let together: Vec<CheckKind> = diagnosis.checks.iter().copied().filter(says_nothing).collect();
    if together.len() > 1 { together } else { Vec::new() }
}

/// The findings of one check: those with the highest severity, each as a sentence.
fn sentences(style: &Style, state: CheckState, findings: &[&Finding], lines: &mut Vec<String>) {
    let worst = findings.iter().map(|finding| rank(finding.severity)).max();
    let mut said = Vec::new();
    for finding in
        findings.iter().filter(|finding| style.is_verbose || Some(rank(finding.severity)) == worst)
    {
        let title = words::finding_title(style.lang, finding);
        if !said.contains(&title) {
            lines.push(format!("    {title}"));
            said.push(title);
        }
    }
    if findings.is_empty() && state == CheckState::Skipped {
        lines.push(format!("    {}", TerminalText::NothingToTry.get(style.lang)));
    } else if findings.is_empty() {
        lines.push(format!("    {}", words::state(style.lang, state)));
    }
}

/// The order of severities; an unjudged finding is lowest, so that it hides no other one.
const fn rank(severity: FindingSeverity) -> u8 {
    match severity {
        FindingSeverity::Unjudged => 0,
        FindingSeverity::Info => 1,
        FindingSeverity::Warning => 2,
        FindingSeverity::Problem => 3,
    }
}

/// One probe: its target and its result.
fn probe(style: &Style, run: &ProbeRun, state: CheckState, lines: &mut Vec<String>) {
    let why = run.failure().map(|(stage, cause)| {
        let (stage, cause) = (words::stage(style.lang, stage), words::cause(style.lang, cause));
        format!("  {stage}: {cause}")
    });
    let sign = style.coloured(state, sign(state));
    let shared = run
        .shared
        .map(|shared| format!(", {}", words::shared_result(style.lang, shared)))
        .unwrap_or_default();
    let took = style.faint(&format!("{} ms{shared}", run.elapsed_ms));
    lines.push(format!("      {sign} {}{}  {took}", run.target, why.unwrap_or_default()));
    if !style.is_verbose {
        return;
    }
    for report in &run.stages {
        let name = words::stage(style.lang, report.stage);
        let (mark, what) = match &report.outcome {
            StageOutcome::Passed => ("✓", report.evidence.as_ref().map(ToString::to_string)),
            StageOutcome::Failed(cause) => ("✗", Some(words::cause(style.lang, cause))),
            StageOutcome::Skipped => {
                ("–", Some(TerminalText::SkippedStage.get(style.lang).to_owned()))
            }
        };
        let what = what.map_or_else(String::new, |what| format!(": {what}"));
        lines.push(format!(
            "          {mark} {name}{what}  {}",
            style.faint(&format!("{} ms", report.elapsed_ms))
        ));
    }
    if !run.transcript.is_empty() {
        lines.push(format!("          {}", TerminalText::Dialogue.get(style.lang)));
        lines.extend(run.transcript.lines().iter().map(|line| {
            let said = format!("{:>6} ms {} {}", line.at_ms, line.direction.sign(), line.text);
            format!("          {}", style.faint(&said))
        }));
    }
}

impl Style {
    pub(super) fn bold(&self, text: &str) -> String {
        self.escape("1", text)
    }

    pub(super) fn faint(&self, text: &str) -> String {
        self.escape("2", text)
    }

    fn coloured(&self, state: CheckState, text: &str) -> String {
        let colour = match state {
            CheckState::Ok => "32",
            CheckState::Warning => "33",
            CheckState::Problem => "31",
            _ => "2",
        };
        self.escape(colour, text)
    }

    fn escape(&self, code: &str, text: &str) -> String {
        if self.has_colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests;
