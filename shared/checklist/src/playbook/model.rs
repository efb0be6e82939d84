//! The types of a playbook, as written in its file.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Complaint, Conclude, Localised, Meaning, Predicate, Scenario};
use crate::Evidence;
use crate::conclusion::{CauseCode, Conclusion, Side};
use diagnosis::finding::Expectations;
use diagnosis::probe::CheckKind;
use mail::{Domain, DomainProblem, Subject};
use terms::fill;

macro_rules! identifiers {
    ($( $(#[doc = $doc:literal])+ $name:ident; )+) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+ };
}

identifiers! {
    /// Names a step within its playbook. Stable: answers are kept by it.
    StepId;
    /// Names an option within its step. Stable, as above. `unsure` is "I don't know" everywhere.
    OptionId;
    /// Names an input within its playbook. Stable, as above.
    InputId;
}

impl OptionId {
    /// Whether this is the "I don't know" that every closed question has.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.0 == "unsure"
    }
}

/// A whole checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// Its name in links: `?playbook=seit`.
    pub playbook: String,
    /// Its title on the page.
    pub title: Localised,
    /// One sentence on what it is for.
    pub intro: Localised,
    /// Whom the customer reaches at the end.
    pub contact: Contact,
    /// The names of the operator's servers.
    #[serde(default)]
    pub hosts: HostTemplates,
    /// What the operator knows of its own installation.
    #[serde(default)]
    pub expects: Expectations,
    /// What can be asked for in writing.
    pub inputs: BTreeMap<InputId, Input>,
    /// Where it begins; that step collects the mailbox, the domain, or a list of mailboxes.
    pub start: StepId,
    /// The step behind "Contact support", reachable from everywhere.
    pub support: StepId,
    /// What a customer of this checklist complains of, as long as no answer says it more closely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<Complaint>,
    /// What ends the questions early: looked at before each question that has no answer yet; first match wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<End>,
    /// The operator's own words for causes; what is left out is said in the words of the catalogue.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub causes: BTreeMap<CauseCode, CauseWords>,
    /// The steps.
    pub steps: BTreeMap<StepId, Step>,
    /// Its own tests; they stay on the server.
    #[serde(default, skip_serializing)]
    #[cfg_attr(target_arch = "wasm32", serde(skip_deserializing))]
    pub scenarios: Vec<Scenario>,
}

/// What ends the questions early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct End {
    /// When this holds …
    pub when: Predicate,
    /// … the walk goes there, and asks nothing more.
    pub to: StepId,
}

/// The operator's own words for one cause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CauseWords {
    /// What is wrong, in one sentence: the heading of the screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Localised>,
    /// Why, in plain words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Localised>,
    /// The steps of the fix, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Localised>,
    /// How to see that it worked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify: Option<Localised>,
}

/// Whom the customer reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The operator's name as the customer knows it.
    pub name: String,
    /// A telephone number as it is spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When to call, and for whom the number is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_note: Option<Localised>,
    /// A support page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// The names of the operator's servers for one customer; `{domain}` is the customer's domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct HostTemplates {
    /// Submission, IMAP and POP3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// The webmail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webmail: Option<String>,
}

impl HostTemplates {
    /// The mail host of `domain`.
    ///
    /// # Errors
    /// When the template gives no domain.
    pub fn mail_host(&self, domain: &Domain) -> Result<Domain, DomainProblem> {
        Self::expand(self.mail.as_deref(), domain)
    }

    /// The webmail host of `domain`.
    ///
    /// # Errors
    /// When the template gives no domain.
    pub fn webmail_host(&self, domain: &Domain) -> Result<Domain, DomainProblem> {
        Self::expand(self.webmail.as_deref().or(self.mail.as_deref()), domain)
    }

    fn expand(template: Option<&str>, domain: &Domain) -> Result<Domain, DomainProblem> {
        Domain::parse(&template.unwrap_or("mail.{domain}").replace("{domain}", domain.as_str()))
    }
}

/// Something asked for in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What it is.
    pub kind: InputKind,
    /// The question; the label of the field.
    pub ask: Localised,
    /// A line of help under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
    /// Whether the step cannot be left without it.
    #[serde(default)]
    pub required: bool,
    /// Whom a pasted error is about, where the question says it; otherwise its addresses and the complaint tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Side>,
}

/// The kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// A mail address, or a bare domain: what the diagnosis is about.
    Subject,
    /// A list of mailboxes and which of them are in error. In the start step it is what the diagnosis is about.
    Mailboxes,
    /// A mail address.
    Address,
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// A delivery failure, a part of it, or a server's reply: explained as soon as it is there.
    Bounce,
    /// A day and a time in the customer's own zone.
    Moment,
}

/// One step: what happens on one screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A question with options.
    Ask(Ask),
    /// Something to try by hand, and how it went.
    Verify(Ask),
    /// Something to write.
    Collect(Collect),
    /// Checks that the server runs.
    Check(Check),
    /// The end of the questions: the first ranked cause is shown.
    #[serde(alias = "advise")]
    Conclude(Conclude),
    /// The end that leads to a person.
    Escalate(Escalate),
}

/// A question, or something to try by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The question; the heading of the screen.
    pub question: Localised,
    /// A sentence under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
    /// What to do by hand before answering, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instructions: Vec<Localised>,
    /// A link to open for it; `{mail_host}` and the like are filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The options in order.
    pub options: Vec<Choice>,
    /// What was measured answers the question; first match wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measured: Vec<MeasuredAnswer>,
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name.
    pub id: OptionId,
    /// Its words; only `unsure` may leave them to the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Localised>,
    /// What the answer means: what the causes are drawn from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Meaning>,
    /// What the customer complains of, where the answer says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<Complaint>,
    /// Where it leads.
    pub next: StepId,
}

/// A question that need not be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasuredAnswer {
    /// When this holds …
    pub when: Predicate,
    /// … the answer is this option …
    pub answer: OptionId,
    /// … because of this: "not asked, because …".
    pub because: Localised,
}

/// Something to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Collect {
    /// The heading of the screen.
    pub question: Localised,
    /// A sentence under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
    /// The fields in order.
    pub inputs: Vec<InputId>,
    /// Where it leads.
    pub next: StepId,
}

/// Checks that the server runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The heading of the screen.
    pub title: Localised,
    /// Which checks.
    pub checks: Vec<CheckKind>,
    /// Where the results lead; first match wins, the last one has no condition.
    pub next: Vec<Branch>,
}

/// One way on from a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The condition; none on the last branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Predicate>,
    /// Where it leads.
    pub to: StepId,
}

/// The end that leads to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Escalate {
    /// The heading of the screen.
    pub title: Localised,
    /// Why a person is needed now, and what happens next.
    pub why: Localised,
    /// What the ticket should hold besides what is known already.
    pub inputs: Vec<InputId>,
}

impl Step {
    /// The heading of its screen, unique within a playbook; that of a conclusion follows from its cause.
    #[must_use]
    pub const fn heading(&self) -> Option<&Localised> {
        Some(match self {
            Self::Ask(ask) | Self::Verify(ask) => &ask.question,
            Self::Collect(collect) => &collect.question,
            Self::Check(check) => &check.title,
            Self::Conclude(_) => return None,
            Self::Escalate(escalate) => &escalate.title,
        })
    }

    /// The name of the field that holds the heading.
    #[must_use]
    pub const fn heading_field(&self) -> &'static str {
        match self {
            Self::Ask(_) | Self::Verify(_) | Self::Collect(_) => "question",
            Self::Check(_) | Self::Conclude(_) | Self::Escalate(_) => "title",
        }
    }

    /// Whether its answers say what the customer complains of.
    #[must_use]
    pub fn asks_for_complaint(&self) -> bool {
        matches!(self, Self::Ask(ask) | Self::Verify(ask) if ask.options.iter().any(|choice| choice.complaint.is_some()))
    }

    /// The words that a playbook of before has for this cause here.
    fn words_of_before(&self, cause: CauseCode) -> Option<&CauseWords> {
        match self {
            Self::Conclude(Conclude { of_before: Some(before), .. }) if before.cause == cause => Some(&before.words),
            _ => None,
        }
    }

    /// Every step that it can lead to.
    #[must_use]
    pub fn targets(&self) -> Vec<&StepId> {
        match self {
            Self::Ask(ask) | Self::Verify(ask) => ask.options.iter().map(|choice| &choice.next).collect(),
            Self::Collect(collect) => vec![&collect.next],
            Self::Check(check) => check.next.iter().map(|branch| &branch.to).collect(),
            Self::Conclude(_) | Self::Escalate(_) => Vec::new(),
        }
    }
}

impl Playbook {
    /// Whether some question asks what the customer complains of.
    #[must_use]
    pub fn asks_for_complaint(&self) -> bool {
        self.steps.values().any(Step::asks_for_complaint)
    }

    /// Whether the start step asks for an input that fits.
    #[must_use]
    pub fn start_asks(&self, fits: impl Fn(&Input) -> bool) -> bool {
        let is_asked = |id: &InputId| self.inputs.get(id).is_some_and(&fits);
        matches!(self.steps.get(&self.start), Some(Step::Collect(collect)) if collect.inputs.iter().any(is_asked))
    }

    /// Whether the operator itself provides its customers' mail: it names the servers that it runs.
    #[must_use]
    pub const fn runs_mail(&self) -> bool {
        self.hosts.mail.is_some() || !self.expects.mx.is_empty()
    }

    /// Whom an error that is pasted into an input is about, as far as the checklist says it: the mailboxes of a list are those
    /// that some service has to open, unless the input says otherwise.
    #[must_use]
    pub fn about(&self, input: &InputId) -> Option<Side> {
        let is_list = || self.start_asks(|input| input.kind == InputKind::Mailboxes);
        self.inputs.get(input)?.about.or_else(|| is_list().then_some(Side::Connection))
    }

    /// What [`Playbook::fill`] knows.
    pub const VARIABLES: &'static [&'static str] = &["domain", "mailbox", "mail_host", "webmail_host", "phone", "provider"];

    /// A text of this playbook with its [variables](Self::VARIABLES) filled in.
    #[must_use]
    pub fn fill(&self, text: &str, evidence: &Evidence<'_>) -> String {
        self.fill_naming(text, evidence, &evidence.domains)
    }

    /// A text about a conclusion: of several domains it names those that the conclusion is about.
    #[must_use]
    pub fn fill_about(&self, text: &str, conclusion: &Conclusion, evidence: &Evidence<'_>) -> String {
        let of_all = conclusion.domains.is_empty();
        self.fill_naming(text, evidence, if of_all { &evidence.domains } else { &conclusion.domains })
    }

    /// The operator's words for a cause, if it has any. A playbook of before has them at its ends: at the one that the way came to,
    /// or else where only one is about that cause.
    #[must_use]
    pub fn words_for(&self, cause: CauseCode, end: Option<&StepId>) -> Option<&CauseWords> {
        let of_end = || end.and_then(|end| self.steps.get(end)?.words_of_before(cause));
        let of_only_one = || {
            let mut found = self.steps.values().filter_map(|step| step.words_of_before(cause));
            found.next().filter(|_| found.next().is_none())
        };
        self.causes.get(&cause).or_else(of_end).or_else(of_only_one)
    }

    fn fill_naming(&self, text: &str, evidence: &Evidence<'_>, domains: &[Domain]) -> String {
        let subject = evidence.subject.as_ref();
        let domain = subject.map(Subject::domain);
        let mailbox = subject.map(ToString::to_string).unwrap_or_default();
        let host = |expanded: Option<Result<Domain, DomainProblem>>| {
            expanded.and_then(Result::ok).map(|host| host.to_unicode()).unwrap_or_default()
        };
        let mail_host = host(domain.map(|domain| self.hosts.mail_host(domain)));
        let webmail_host = host(domain.map(|domain| self.hosts.webmail_host(domain)));
        let domain = domain.map_or_else(|| mail::domain_names(domains), Domain::to_unicode);
        let phone = self.contact.phone.as_deref().unwrap_or_default();
        fill(
            text,
            &[
                ("domain", &domain),
                ("mailbox", &mailbox),
                ("mail_host", &mail_host),
                ("webmail_host", &webmail_host),
                ("phone", phone),
                ("provider", &self.contact.name),
            ],
        )
    }
}
