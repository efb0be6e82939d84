//! The ticket: everything that customer and support both need, as lines that can be reviewed and
//! left out one by one.
//!
//! A pure function of the facts, so that the customer reviews in the browser exactly what the
//! server sends. Labels come from the catalogue and from the playbook. Must never contain a line
//! that was left out, nor what follows from it.

use checklist::playbook::{InputId, Playbook, Step, StepId};
use checklist::{Answer, Evidence, How, InputValue};
use diagnosis::finding::{CheckState, FindingCode, FindingSeverity};
use diagnosis::probe::{CheckKind, SharedResult};
use session::Standing;
use session::{Facts, Given};
use terms::gather::sort_short;
use terms::visible::visible;
use words::{Lang, Reader, TicketText, fill};

use super::{
    CauseText, LeftOut, Ticket, TicketGroup, TicketLine, bounce_lines, mailbox_lines, verdict,
};

/// Builds the ticket of a session.
#[must_use]
pub fn ticket(standing: &Standing, lang: Lang, left_out: &[String]) -> Ticket {
    let (facts, playbook, evidence, walk) =
        (standing.facts(), standing.playbook(), standing.evidence(), standing.walk());
    let subject_text = words::about(lang, evidence);
    let mut lines = Vec::new();
    let mut push =
        |id: String, group: TicketGroup, label: &str, value: String, step: Option<&StepId>| {
            let (label, value) = (visible(label).into_owned(), visible(&value).into_owned());
            lines.push(TicketLine { id, group, label, value, step: step.cloned() });
        };
    push(
        "subject".to_owned(),
        TicketGroup::Summary,
        TicketText::About.get(lang),
        subject_text.clone(),
        Some(&playbook.start),
    );
    // What follows from an answer or a bounce that was left out is left out too.
    let out = LeftOut::new(left_out, playbook);
    let verdict = verdict(&out.judged(standing), lang)
        .map(|verdict| out.verdict(verdict))
        .unwrap_or_default();
    for (id, text) in &verdict.results {
        push(
            id.clone(),
            TicketGroup::Summary,
            TicketText::Outcome.get(lang),
            line_of(text, lang),
            None,
        );
    }
    if verdict.results.is_empty() {
        let step = walk.current().and_then(|id| playbook.steps.get(id));
        let outcome = match step {
            Some(Step::Escalate(escalate)) => playbook.fill(escalate.why.get(lang), evidence),
            _ => TicketText::NotConcluded.get(lang).to_owned(),
        };
        push(
            "outcome".to_owned(),
            TicketGroup::Summary,
            TicketText::Outcome.get(lang),
            outcome,
            None,
        );
    }
    for visit in &walk.path {
        let Some(step) = playbook.steps.get(&visit.step) else { continue };
        let heading = playbook.fill(words::heading(step, lang), evidence);
        if let (
            Step::Ask(ask) | Step::Verify(ask),
            How::Answered(option) | How::Measured { option, .. },
        ) = (step, &visit.how)
        {
            let value = words::option_label(ask, option, lang);
            let group = if matches!(visit.how, How::Measured { .. }) {
                TicketGroup::Measured
            } else {
                TicketGroup::Answers
            };
            push(format!("step.{}", visit.step), group, &heading, value, Some(&visit.step));
        }
    }
    let mut missing = Vec::new();
    let collected = collected_on(standing);
    let asked = match playbook.steps.get(&playbook.support) {
        Some(Step::Escalate(support)) => support.inputs.as_slice(),
        _ => &[],
    };
    let also = collected.iter().map(|(input, _)| input).filter(|input| !asked.contains(input));
    for id in asked.iter().chain(also) {
        let Some(input) = playbook.inputs.get(id) else { continue };
        let elsewhere = collected.iter().find(|(input, _)| input == id).map(|(_, step)| step);
        // If an input was given twice, the later value counts, as everywhere.
        let given = [elsewhere, Some(&playbook.support)]
            .into_iter()
            .flatten()
            .filter_map(|step| input_of(facts, step, id));
        match given.max_by_key(|(given, ..)| given.at_ms) {
            Some((_, step, value)) => push(
                format!("input.{id}"),
                TicketGroup::Answers,
                input.ask.get(lang),
                value,
                Some(step),
            ),
            None => missing.push(input.ask.get(lang).to_owned()),
        }
    }
    for file in &facts.files {
        let value = words::file_line(&file.name, file.kind.as_str(), file.size_bytes);
        push(
            format!("file.{}", file.file.0),
            TicketGroup::Answers,
            TicketText::File.get(lang),
            value,
            None,
        );
    }
    for line in mailbox_lines::lines(evidence, lang) {
        push(line.id, line.group, &line.label, line.value, line.is_said.then_some(&playbook.start));
    }
    if !out.has_pasted() {
        for (id, label, value) in bounce_lines::lines(evidence, &walk.path, lang) {
            push(id, TicketGroup::Measured, &label, value, None);
        }
    }
    let others = verdict.others.iter().map(|text| (TicketText::OtherCause, text));
    let noticed = verdict
        .noticed
        .iter()
        .filter(|(_, text)| text.conclusion.cause.is_trouble())
        .map(|text| (TicketText::AlsoNoticed, text));
    for (label, (id, text)) in others.chain(noticed) {
        push(id.clone(), TicketGroup::Summary, label.get(lang), line_of(text, lang), None);
    }
    let mut codes: Vec<FindingCode> = Vec::new();
    for finding in ranked_findings(evidence) {
        let wording = words::finding(lang, finding);
        // An unknown provider name is neither a success nor a problem.
        let label = match finding.code {
            FindingCode::ProviderUnknown | FindingCode::ProviderStatusNotPublished => {
                words::state(lang, CheckState::Skipped)
            }
            _ => words::severity(lang, finding.severity),
        };
        let earlier = codes.iter().filter(|code| **code == finding.code).count();
        codes.push(finding.code);
        // Named by its code, because its index among the findings may differ in the next ticket.
        let place = if earlier == 0 { String::new() } else { format!(".{}", earlier + 1) };
        push(
            format!("finding.{}{place}", finding.code.as_str()),
            TicketGroup::Measured,
            label,
            wording.title,
            None,
        );
    }
    for (check, shared) in shared_checks(facts, playbook) {
        let label = fill(TicketText::Measured.get(lang), &[("check", words::check(lang, check))]);
        push(
            format!("measured.{}", check.as_str()),
            TicketGroup::Measured,
            &label,
            words::shared_result(lang, shared),
            None,
        );
    }
    lines.retain(|line| !out.has(&line.id));
    sort_short(&mut lines, |before, after| before.group > after.group);
    // What was left out must not appear in the subject line either.
    let subject = if out.has_subject() { TicketText::SubjectUnnamed } else { TicketText::Subject };
    let subject = fill(subject.get(lang), &[("subject", &subject_text)]);
    Ticket { subject, lines, missing, left_out_count: left_out_count(standing, lang, out) }
}

/// How many of the lines of the full ticket are left out.
fn left_out_count(standing: &Standing, lang: Lang, out: LeftOut<'_>) -> usize {
    if out.is_nothing() {
        return 0;
    }
    ticket(standing, lang, &[]).lines.iter().filter(|line| out.has(&line.id)).count()
}

/// A cause as one line.
fn line_of(text: &CauseText, lang: Lang) -> String {
    format!("{} ({})", text.words.title, words::cause_remark(lang, &text.conclusion, Reader::Other))
}

/// The checks with results that were first measured for another session, each with the oldest such
/// result. Empty for several domains: the lines would hide the rest, and the report has them.
fn shared_checks(facts: &Facts, playbook: &Playbook) -> Vec<(CheckKind, SharedResult)> {
    let mut oldest: Vec<(CheckKind, SharedResult)> = Vec::new();
    if facts.domains(&playbook.start).len() > 1 {
        return oldest;
    }
    let steps =
        playbook.steps.iter().filter(|(_, step)| matches!(step, Step::Check(_))).map(|(id, _)| id);
    for (_, run) in steps.flat_map(|step| facts.latest_runs(&playbook.start, step)) {
        for probe in &run.diagnosis.probes {
            let (Some(check), Some(shared)) = (probe.kind.check(), probe.shared) else { continue };
            match oldest.iter_mut().find(|(known, _)| *known == check) {
                Some((_, before)) if before.age_s < shared.age_s => *before = shared,
                Some(_) => {}
                None => oldest.push((check, shared)),
            }
        }
    }
    oldest
}

/// The most findings in one ticket, because a person reads it. The report has all of them.
const MAX_FINDING_COUNT: usize = 60;

/// The worst first; what is well comes last, because "ruled out" is worth knowing too. Of several
/// domains it would bury the rest, and the table says it.
fn ranked_findings(evidence: &Evidence) -> Vec<&diagnosis::finding::Finding> {
    let is_one = evidence.domains.len() < 2;
    let mut findings: Vec<_> = evidence
        .findings()
        .filter(|finding| is_one || finding.severity != FindingSeverity::Info)
        .collect();
    let weight = |finding: &diagnosis::finding::Finding| match finding.severity {
        FindingSeverity::Problem => 3,
        FindingSeverity::Warning => 2,
        FindingSeverity::Unjudged => 1,
        FindingSeverity::Info => 0,
    };
    sort_short(&mut findings, |before, after| weight(before) < weight(after));
    findings.truncate(MAX_FINDING_COUNT);
    findings
}

/// The inputs given at the collecting steps of the path, each with the last step that has it. The
/// start step is excluded: its values have lines of their own.
#[must_use]
pub fn collected_on(standing: &Standing) -> Vec<(InputId, StepId)> {
    let (facts, playbook, walk) = (standing.facts(), standing.playbook(), standing.walk());
    let mut collected: Vec<(InputId, StepId)> = Vec::new();
    for visit in
        walk.path.iter().filter(|visit| visit.how == How::Collected && visit.step != playbook.start)
    {
        let Some(Answer::Inputs(values)) =
            facts.answers.get(&visit.step).map(|given| &given.answer)
        else {
            continue;
        };
        for input in values.keys() {
            collected.retain(|(earlier, _)| earlier != input);
            collected.push((input.clone(), visit.step.clone()));
        }
    }
    collected
}

fn input_of<'f>(
    facts: &'f Facts,
    step: &'f StepId,
    input: &InputId,
) -> Option<(&'f Given, &'f StepId, String)> {
    let given = facts.answers.get(step)?;
    let Answer::Inputs(values) = &given.answer else { return None };
    let value = match values.get(input)? {
        InputValue::Mailbox(mailbox) => mailbox.to_string(),
        InputValue::Domain(domain) => domain.to_string(),
        InputValue::Mailboxes(list) => {
            list.iter().map(|mailbox| mailbox.address.to_string()).collect::<Vec<_>>().join("\n")
        }
        InputValue::Text(text) => text.clone(),
        InputValue::Unknown => return None,
        InputValue::Moment { local, utc_offset_min } => {
            let sign = if *utc_offset_min < 0 { '-' } else { '+' };
            let minutes = utc_offset_min.unsigned_abs();
            format!(
                "{} (UTC{sign}{:02}:{:02})",
                local.replace('T', " "),
                minutes / 60,
                minutes % 60
            )
        }
    };
    Some((given, step, value))
}
