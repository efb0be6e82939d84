//! Runs the table of situations. A row that fails is named.

use diagnosis::finding::{Finding, FindingCode, FindingSeverity, Params, PatternCode};
use diagnosis::probe::CheckKind;
use mail::bounce::explain;
use mail::reading::read;
use mail::{Domain, Mailbox, ProviderId, Subject};
use serde::Deserialize;

use super::super::{
    Arrived, CauseCode, Conclusion, Known, PastedContext, Refusal, Said, ShownError, rank, side_of,
};
use crate::playbook::{Complaint, Meaning};

const SITUATIONS: &str = include_str!("../../../data/situations.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    situation: Vec<Situation>,
    walk: Vec<Walk>,
}

/// The answers of a customer from the first page on; the tests of the shipped playbooks follow each
/// of them.
#[derive(Deserialize)]
struct Walk {
    headline: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Situation {
    is: String,
    #[serde(default)]
    found: Vec<String>,
    mail_at: Option<String>,
    #[serde(default)]
    said: Vec<Meaning>,
    bounce: Option<String>,
    shown: Option<String>,
    header: Option<String>,
    complaint: Option<Complaint>,
    #[serde(default)]
    patterns: Vec<PatternCode>,
    first: String,
    then: Option<Vec<CauseCode>>,
    #[serde(default)]
    never: Vec<CauseCode>,
    #[serde(default)]
    against: Vec<String>,
    #[serde(default)]
    unjudged: Vec<FindingCode>,
}

fn word<T: for<'a> Deserialize<'a>>(word: &str) -> T {
    serde_json::from_value(word.into()).unwrap_or_else(|_| panic!("there is no {word}"))
}

impl Situation {
    fn findings(&self) -> Vec<Finding> {
        let read = |entry: &String| {
            let (code, severity) = entry
                .split_once(' ')
                .map_or((entry.as_str(), None), |(code, severity)| (code, Some(severity)));
            let finding = Finding::new(CheckKind::Mx, word(code), Params::default());
            severity.map_or(finding.clone(), |severity| {
                finding.with_severity(word::<FindingSeverity>(severity))
            })
        };
        let provider = self.mail_at.as_ref().map(|name| {
            let params = Params { provider: ProviderId::parse(name).ok(), ..Params::default() };
            Finding::new(CheckKind::Provider, FindingCode::ProviderIdentified, params)
        });
        self.found.iter().map(read).chain(provider).collect()
    }

    fn concluded(&self) -> Vec<Conclusion> {
        let findings = self.findings();
        let said =
            self.said.iter().map(|&means| Said { step: means.as_str().into(), means }).collect();
        let domains = [Domain::parse("bottega.test").unwrap()];
        let refusals = self.bounce.as_ref().map(|text| {
            let subject =
                Mailbox::parse("anna@bottega.test").ok().map(|read| Subject::Mailbox(read.value));
            let context = PastedContext {
                subject: subject.as_ref(),
                domains: &domains,
                complaint: self.complaint,
                ..PastedContext::default()
            };
            Refusal::all(&explain(text).items, &context)
        });
        let shown = self
            .shown
            .as_ref()
            .and_then(|text| read(text).connection().map(ShownError::of))
            .into_iter()
            .collect();
        let arrived = self.header.as_ref().map(|text| {
            let reading = read(text);
            let message = reading.message().unwrap_or_else(|| panic!("{}: no header", self.is));
            let context = PastedContext {
                domains: &domains,
                complaint: self.complaint,
                ..PastedContext::default()
            };
            Arrived::all(message, side_of(message, &context))
        });
        let arrived = arrived.unwrap_or_default();
        let (findings, patterns) = (findings.iter().collect(), self.patterns.clone());
        let refusals = refusals.unwrap_or_default();
        rank(&Known {
            complaint: self.complaint,
            findings,
            said,
            refusals,
            shown,
            arrived,
            patterns,
            ..Known::default()
        })
    }

    /// What is wrong with the conclusions; `None` if the row holds.
    fn complaint(&self) -> Option<String> {
        let conclusions = self.concluded();
        let causes: Vec<CauseCode> =
            conclusions.iter().map(|conclusion| conclusion.cause).collect();
        let first = conclusions.first()?;
        let mut wanted = self.first.split(' ');
        let is_first = wanted.next() == Some(first.cause.as_str())
            && wanted.next().map(word) == Some(first.owner)
            && wanted
                .next()
                .is_none_or(|confidence| word::<terms::Confidence>(confidence) == first.confidence);
        let mut against: Vec<&str> =
            first.against.findings.iter().map(|code| code.as_str()).collect();
        against.extend(first.against.answers.iter().map(|said| said.means.as_str()));
        against.extend(first.against.patterns.iter().map(|code| code.as_str()));
        let is_rest = self.then.as_ref().is_none_or(|then| causes[1..] == then[..]);
        let is_clear = !self.never.iter().any(|cause| causes.contains(cause));
        let is_whole = is_first
            && is_rest
            && is_clear
            && against == self.against
            && first.unjudged == self.unjudged;
        (!is_whole).then(|| {
            let rendered = |one: &Conclusion| {
                format!("{} {} {}", one.cause.as_str(), one.owner.as_str(), one.confidence.as_str())
            };
            let found: Vec<String> = conclusions.iter().map(rendered).collect();
            format!(
                "{}\n  wanted {} {:?} against {:?}\n  found {found:?} against {against:?}",
                self.is, self.first, self.then, self.against
            )
        })
    }
}

#[test]
fn more_than_a_hundred_situations_are_judged_as_a_mail_administrator_would() {
    let file: File = toml::from_str(SITUATIONS).unwrap();
    let complaints: Vec<String> = file.situation.iter().filter_map(Situation::complaint).collect();
    assert!(
        complaints.is_empty(),
        "{} of {} situations:\n{}",
        complaints.len(),
        file.situation.len(),
        complaints.join("\n")
    );
    assert!(file.situation.len() > 100, "{}", file.situation.len());
    let headlines: Vec<&str> = file
        .situation
        .iter()
        .map(|situation| &*situation.first)
        .chain(file.walk.iter().map(|walk| &*walk.headline))
        .collect();
    let concluded = |cause: CauseCode| {
        headlines.iter().any(|headline| headline.split(' ').next() == Some(cause.as_str()))
    };
    let unseen: Vec<_> =
        CauseCode::ALL.iter().copied().filter(|cause| !concluded(*cause)).collect();
    assert!(unseen.len() < 10, "too many causes that no situation begins with: {unseen:?}");
}
