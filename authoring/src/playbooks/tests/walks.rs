//! The scenarios of `shared/checklist/data/situations.toml`: the customer's answers, and what the
//! last page says.
//!
//! Uses the session's own [`walk`]: a question is answered when it is asked, and not before. A
//! failing row is reported with its name.

use std::collections::BTreeMap;

use checklist::conclusion::{CauseCode, Conclusion, Side, conclude_on};
use checklist::playbook::{InputId, OptionId, Playbook, Step, StepId};
use checklist::{
    Answer, DeviceSeen, Evidence, How, Pasted, PastedBounce, StepRun, Waits, Walk, walk,
};
use diagnosis::finding::{CheckState, Finding, FindingCode, FindingSeverity, Params, patterns};
use diagnosis::probe::CheckKind;
use mail::list;
use mail::list::ListedMailbox;
use mail::{Domain, Mailbox, ProviderId, Subject};
use serde::Deserialize;

use super::shipped;

const SITUATIONS: &str = include_str!("../../../../shared/checklist/data/situations.toml");

/// The findings when everything is well.
const WELL: [FindingCode; 10] = [
    FindingCode::DelegationOk,
    FindingCode::MxOk,
    FindingCode::RelayOk,
    FindingCode::SubmissionOk,
    FindingCode::ImapOk,
    FindingCode::Pop3Ok,
    FindingCode::WebmailOk,
    FindingCode::ServicesPublished,
    FindingCode::SpfOk,
    FindingCode::DmarcOk,
];

#[derive(Deserialize)]
struct File {
    walk: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    is: String,
    playbook: String,
    mailbox: Option<String>,
    #[serde(default)]
    list: Vec<String>,
    #[serde(default)]
    found: Vec<String>,
    mail_at: Option<String>,
    device: Option<DeviceSeen>,
    #[serde(default)]
    answers: BTreeMap<StepId, OptionId>,
    #[serde(default)]
    insists: BTreeMap<StepId, OptionId>,
    #[serde(default)]
    pasted: BTreeMap<InputId, String>,
    #[serde(default)]
    about: BTreeMap<InputId, Side>,
    headline: String,
    or: Option<String>,
    ends: Option<StepId>,
    #[serde(default)]
    never: Vec<CauseCode>,
    #[serde(default)]
    noticed: Vec<CauseCode>,
    #[serde(default)]
    results: BTreeMap<String, CauseCode>,
    asked_at_most: Option<usize>,
    #[serde(default)]
    not_asked: Vec<StepId>,
}

fn word<T: for<'a> Deserialize<'a>>(word: &str) -> T {
    serde_json::from_value(word.into()).unwrap_or_else(|_| panic!("there is no {word}"))
}

/// The input of a customer.
pub(super) struct Customer {
    pub(super) subject: Option<Subject>,
    pub(super) mailboxes: Vec<ListedMailbox>,
    /// Domains with a mailbox in error come first.
    pub(super) domains: Vec<Domain>,
    /// The domain of a finding that names none: that of the first mailbox.
    pub(super) own: Domain,
}

impl Row {
    /// A customer who has answered nothing yet, with these findings.
    pub(super) fn in_world(playbook: &str, found: &[&str], is_list: bool) -> Self {
        Self {
            is: "a world".to_owned(),
            playbook: playbook.to_owned(),
            mailbox: None,
            list: if is_list { vec!["anna@bottega.test;ko".to_owned()] } else { Vec::new() },
            found: found.iter().map(|&entry| entry.to_owned()).collect(),
            mail_at: None,
            device: None,
            answers: BTreeMap::new(),
            insists: BTreeMap::new(),
            pasted: BTreeMap::new(),
            about: BTreeMap::new(),
            headline: String::new(),
            or: None,
            ends: None,
            never: Vec::new(),
            noticed: Vec::new(),
            results: BTreeMap::new(),
            asked_at_most: None,
            not_asked: Vec::new(),
        }
    }

    pub(super) fn customer(&self) -> Customer {
        if self.list.is_empty() {
            let text = self.mailbox.as_deref().unwrap_or("anna@bottega.test");
            let mailbox = Mailbox::parse(text).map(|read| Subject::Mailbox(read.value));
            let subject = mailbox.or_else(|_| Domain::parse(text).map(Subject::Domain)).unwrap();
            let own = subject.domain().clone();
            return Customer {
                subject: Some(subject),
                mailboxes: Vec::new(),
                domains: vec![own.clone()],
                own,
            };
        }
        let mailboxes = list::read(&self.list.join("\n")).mailboxes;
        assert_eq!(mailboxes.len(), self.list.len(), "{}: a row of the list is not read", self.is);
        let domains: Vec<Domain> = list::domains(&mailboxes).into_iter().cloned().collect();
        let subject = match (mailboxes.as_slice(), domains.as_slice()) {
            ([only], _) => Some(Subject::Mailbox(only.address.clone())),
            (_, [only]) => Some(Subject::Domain(only.clone())),
            _ => None,
        };
        let own = mailboxes.first().map(|mailbox| mailbox.address.domain().clone()).unwrap();
        Customer { subject, mailboxes, domains, own }
    }

    /// The findings about one domain.
    fn found(&self, domain: &Domain, own: &Domain) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut is_well = false;
        for entry in &self.found {
            let mut parts = entry.split(' ');
            let code = parts.next().unwrap_or_default();
            let (mut check, mut severity, mut of) = (None, None, None);
            for part in parts {
                match part.strip_prefix('@') {
                    Some(named) => check = Some(word::<CheckKind>(named)),
                    None if part.contains('.') => of = Domain::parse(part).ok(),
                    None => severity = Some(word::<FindingSeverity>(part)),
                }
            }
            if of.as_ref().unwrap_or(own) != domain {
                continue;
            }
            if code == "well" {
                is_well = true;
                continue;
            }
            let code: FindingCode = word(code);
            let check = check
                .or_else(|| code.usual_check())
                .unwrap_or_else(|| panic!("{entry}: name the check"));
            let finding = Finding::new(
                check,
                code,
                Params { domain: Some(domain.clone()), ..Params::default() },
            );
            found
                .push(severity.map_or(finding.clone(), |severity| finding.with_severity(severity)));
        }
        let is_replaced = |check: CheckKind, ok: FindingCode| {
            let is_other = |finding: &&Finding| {
                finding.check == Some(check) && finding.severity != FindingSeverity::Info
            };
            // A server whose certificate has a problem still answers.
            let stops = |finding: &&Finding| {
                !finding.code.as_str().starts_with("tls_")
                    && finding.code != FindingCode::RelayPartlyDown
            };
            let is_policy = |finding: &Finding| {
                ok.as_str().split('_').next() == finding.code.as_str().split('_').next()
            };
            found
                .iter()
                .filter(is_other)
                .filter(stops)
                .any(|finding| check != CheckKind::SenderPolicy || is_policy(finding))
        };
        let well: Vec<Finding> = WELL
            .iter()
            .filter(|_| is_well)
            .filter_map(|&code| {
                let check = code.usual_check()?;
                (!is_replaced(check, code)).then(|| {
                    Finding::new(
                        check,
                        code,
                        Params { domain: Some(domain.clone()), ..Params::default() },
                    )
                })
            })
            .collect();
        found.extend(well);
        found.extend(self.mail_at.as_ref().map(|name| {
            let params = Params { provider: ProviderId::parse(name).ok(), ..Params::default() };
            Finding::new(CheckKind::Provider, FindingCode::ProviderIdentified, params)
        }));
        found
    }

    pub(super) fn run(&self, checks: &[CheckKind], domain: &Domain, own: &Domain) -> StepRun {
        let findings: Vec<Finding> = self
            .found(domain, own)
            .into_iter()
            .filter(|finding| finding.check.is_some_and(|check| checks.contains(&check)))
            .collect();
        let state = |&check: &CheckKind| {
            let severities = findings
                .iter()
                .filter(|finding| finding.check == Some(check))
                .map(|finding| finding.severity);
            // An unjudged finding hides neither a good nor a bad one.
            let (unjudged, judged): (Vec<_>, Vec<_>) =
                severities.partition(|severity| *severity == FindingSeverity::Unjudged);
            let state = match judged.into_iter().max() {
                Some(FindingSeverity::Problem) => CheckState::Problem,
                Some(FindingSeverity::Warning) => CheckState::Warning,
                None if !unjudged.is_empty() => CheckState::CouldNotCheck,
                _ => CheckState::Ok,
            };
            (check, state)
        };
        let states = checks.iter().map(state).collect();
        StepRun {
            domain: Some(domain.clone()),
            is_ended: true,
            findings,
            states,
            ..StepRun::default()
        }
    }

    /// Checks that every step and option named in the row exists; another name would have no
    /// effect.
    fn names(&self, playbook: &Playbook) {
        for (step, option) in self.answers.iter().chain(&self.insists) {
            let Some(Step::Ask(ask) | Step::Verify(ask)) = playbook.steps.get(step) else {
                panic!("{}: there is no question {step}", self.is)
            };
            assert!(
                ask.options.iter().any(|choice| choice.id == *option),
                "{}: {step} has no option {option}",
                self.is
            );
        }
        for step in self.not_asked.iter().chain(&self.ends) {
            assert!(playbook.steps.contains_key(step), "{}: there is no step {step}", self.is);
        }
        for input in self.pasted.keys().chain(self.about.keys()) {
            assert!(playbook.inputs.contains_key(input), "{}: there is no input {input}", self.is);
        }
    }

    /// What is wrong with the last page; `None` if it is as the row expects.
    fn complaint(&self, playbook: &Playbook) -> Option<String> {
        self.names(playbook);
        let Customer { subject, mailboxes, domains, own } = self.customer();
        let providers = self
            .mail_at
            .iter()
            .flat_map(|name| domains.iter().map(move |domain| (domain.clone(), name.clone())))
            .collect();
        let patterns = patterns(&mailboxes, &providers);
        let given: BTreeMap<&StepId, Answer> = playbook
            .steps
            .keys()
            .map(|step| {
                (step, self.answers.get(step).cloned().unwrap_or_else(|| OptionId::from("unsure")))
            })
            .map(|(step, option)| (step, Answer::Option(option)))
            .collect();
        let insisted: BTreeMap<StepId, Answer> = self
            .insists
            .iter()
            .map(|(step, option)| (step.clone(), Answer::Option(option.clone())))
            .collect();
        let mut evidence = Evidence {
            device: self.device,
            subject,
            domains,
            providers,
            patterns,
            ..Evidence::default()
        };
        evidence.answers.extend(insisted);
        let mut texts: Vec<PastedBounce> = Vec::new();
        evidence.pasted = Pasted::new(Vec::new()).with_errors_of(&mailboxes);
        evidence.mailboxes.clone_from(&mailboxes);
        let walk = loop {
            let walk = walk(playbook, &evidence);
            let Some((at, step)) = walk.current().and_then(|at| playbook.steps.get_key_value(at))
            else {
                break walk;
            };
            match (step, walk.waits) {
                (Step::Collect(collect), Waits::Answer) => {
                    for input in &collect.inputs {
                        let Some(text) = self.pasted.get(input) else { continue };
                        texts.push(PastedBounce::new(text).into_input(
                            input,
                            playbook.about(input),
                            self.about.get(input).copied(),
                        ));
                    }
                    evidence.pasted = Pasted::new(texts.clone()).with_errors_of(&mailboxes);
                    evidence.answers.insert(at.clone(), Answer::Inputs(BTreeMap::new()));
                }
                (Step::Ask(_) | Step::Verify(_), Waits::Answer) => {
                    evidence.answers.insert(at.clone(), given[at].clone());
                }
                (Step::Check(check), Waits::ChecksToStart) => {
                    let runs = evidence
                        .domains
                        .iter()
                        .map(|domain| self.run(&check.checks, domain, &own))
                        .collect();
                    evidence.runs.insert(at.clone(), runs);
                }
                _ => break walk,
            }
        };
        self.judge(&walk, &conclude_on(playbook, &evidence, &walk.path))
    }

    fn judge(&self, walk: &Walk, conclusions: &[Conclusion]) -> Option<String> {
        let told = |one: &Conclusion| {
            format!("{} {} {}", one.cause.as_str(), one.owner.as_str(), confidence(one))
        };
        let headline = conclusions
            .first()
            .map(told)
            .unwrap_or_else(|| "could_not_judge nobody possible".to_owned());
        let asked: Vec<&StepId> = walk
            .path
            .iter()
            .skip(1)
            .filter(|visit| matches!(visit.how, How::Answered(_) | How::Collected))
            .map(|visit| &visit.step)
            .collect();
        let mut wrong = Vec::new();
        if headline != self.headline && self.or.as_ref() != Some(&headline) {
            wrong.push(format!("the headline is {headline}, not {}", self.headline));
        }
        if let Some(ends) = self.ends.as_ref().filter(|ends| walk.current() != Some(ends)) {
            wrong.push(format!("it ends at {:?}, not {ends}", walk.current()));
        }
        let is_told =
            |cause: &CauseCode| conclusions.iter().any(|conclusion| conclusion.cause == *cause);
        wrong.extend(
            self.never
                .iter()
                .filter(|cause| is_told(cause))
                .map(|cause| format!("{} is told", cause.as_str())),
        );
        let is_noticed = |cause: &CauseCode| {
            conclusions
                .iter()
                .skip(1)
                .any(|conclusion| conclusion.cause == *cause && conclusion.is_aside)
        };
        wrong.extend(
            self.noticed
                .iter()
                .filter(|cause| !is_noticed(cause))
                .map(|cause| format!("{} is not noticed", cause.as_str())),
        );
        for (name, cause) in &self.results {
            let is_about = |conclusion: &&Conclusion| {
                let is_recipient = conclusion
                    .recipients
                    .iter()
                    .any(|recipient| recipient.as_str().eq_ignore_ascii_case(name));
                is_recipient
                    || conclusion.mailboxes.iter().any(|mailbox| mailbox.to_string() == *name)
            };
            let found = conclusions.iter().find(is_about).map(|conclusion| conclusion.cause);
            if found != Some(*cause) {
                wrong.push(format!("of {name} is told {found:?}, not {}", cause.as_str()));
            }
        }
        if let Some(most) = self.asked_at_most.filter(|most| asked.len() > *most) {
            wrong.push(format!("{} questions, not {most}", asked.len()));
        }
        wrong.extend(
            self.not_asked
                .iter()
                .filter(|step| asked.contains(step))
                .map(|step| format!("{step} was asked")),
        );
        (!wrong.is_empty()).then(|| {
            let causes: Vec<String> = conclusions
                .iter()
                .map(|one| format!("{}{}", if one.is_aside { "aside " } else { "" }, told(one)))
                .collect();
            let asked: Vec<&str> = asked.iter().map(|step| step.0.as_str()).collect();
            format!(
                "{}: {}\n  {}\n  told {causes:?}\n  asked {asked:?}",
                self.playbook,
                self.is,
                wrong.join("; ")
            )
        })
    }
}

fn confidence(conclusion: &Conclusion) -> &'static str {
    conclusion.confidence.as_str()
}

#[test]
fn every_walk_ends_as_a_mail_administrator_would_judge() {
    let file: File = toml::from_str(SITUATIONS).unwrap_or_else(|err| panic!("{err}"));
    let playbooks = shipped();
    let complaints: Vec<String> = file
        .walk
        .iter()
        .filter_map(|row| row.complaint(&playbooks.get(&row.playbook).expect(&row.is).playbook))
        .collect();
    assert!(
        complaints.is_empty(),
        "{} of {} walks:\n{}",
        complaints.len(),
        file.walk.len(),
        complaints.join("\n")
    );
    assert!(file.walk.len() >= 200, "{}", file.walk.len());
}
