//! The types of a playbook, as written in its file.

use std::collections::BTreeMap;

use diagnosis::finding::Expectations;
use diagnosis::probe::CheckKind;
use mail::{Domain, DomainProblem, Subject};
use serde::{Deserialize, Serialize};
use terms::fill;

use super::{
    CauseWords, Complaint, Conclude, InputId, Localised, Meaning, OptionId, Predicate, Scenario,
    StepId,
};
use crate::Evidence;
use crate::cause::{CauseCode, Conclusion};
use crate::side::Side;

/// A whole playbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// Its name in links: `?playbook=seit`.
    pub playbook: String,
    /// Its title on the page.
    pub title: Localised,
    /// One sentence on its purpose.
    pub intro: Localised,
    /// The operator's contact details.
    pub contact: Contact,
    /// The names of the operator's servers.
    #[serde(default)]
    pub hosts: HostTemplates,
    /// What the operator expects of its own installation.
    #[serde(default)]
    pub expects: Expectations,
    /// The inputs that steps can ask for.
    pub inputs: BTreeMap<InputId, Input>,
    /// The first step; it collects the mailbox, the domain, or a list of mailboxes.
    pub start: StepId,
    /// The step behind "Contact support", reachable from everywhere.
    pub support: StepId,
    /// The step that offers a look into the mailbox with the customer's password. It is on no path:
    /// the customer may open it from any other step, and nothing depends on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<StepId>,
    /// The complaint of every customer of this playbook, unless an answer gives a more precise one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<Complaint>,
    /// Conditions that end the questions early. Checked before each unanswered question; the first
    /// match wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<End>,
    /// The operator's own texts for causes; absent texts are taken from the catalogue.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub causes: BTreeMap<CauseCode, CauseWords>,
    /// The steps.
    pub steps: BTreeMap<StepId, Step>,
    /// Its own tests; they are not sent to browsers.
    #[serde(default, skip_serializing)]
    #[cfg_attr(target_arch = "wasm32", serde(skip_deserializing))]
    pub scenarios: Vec<Scenario>,
}

/// A condition that ends the questions early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The condition.
    pub when: Predicate,
    /// The step to go to when it holds; no more questions are asked.
    pub to: StepId,
}

/// The operator's contact details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The operator's name as the customer knows it.
    pub name: String,
    /// A telephone number, as people say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The hours of the telephone, and which customers may call.
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
    /// The host of submission, IMAP and POP3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// The host of the webmail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webmail: Option<String>,
}

impl HostTemplates {
    /// The mail host of `domain`.
    ///
    /// # Errors
    /// When the expanded template is not a valid domain.
    pub fn mail_host(&self, domain: &Domain) -> Result<Domain, DomainProblem> {
        Self::expand(self.mail.as_deref(), domain)
    }

    /// The webmail host of `domain`.
    ///
    /// # Errors
    /// When the expanded template is not a valid domain.
    pub fn webmail_host(&self, domain: &Domain) -> Result<Domain, DomainProblem> {
        Self::expand(self.webmail.as_deref().or(self.mail.as_deref()), domain)
    }

    fn expand(template: Option<&str>, domain: &Domain) -> Result<Domain, DomainProblem> {
        Domain::parse(&template.unwrap_or("mail.{domain}").replace("{domain}", domain.as_str()))
    }
}

/// A field that the customer fills in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Its kind.
    pub kind: InputKind,
    /// The question; the label of the field.
    pub ask: Localised,
    /// A help text under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
    /// Whether the step needs it to continue.
    #[serde(default)]
    pub required: bool,
    /// The side that a pasted error is about, where the question implies it; otherwise it is
    /// derived from the addresses and the complaint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Side>,
}

/// The kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// A mail address or a bare domain: the subject of the diagnosis.
    Subject,
    /// A list of mailboxes and which of them are in error. In the start step it is the subject of
    /// the diagnosis.
    Mailboxes,
    /// A mail address.
    Address,
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    /// A bounce, a part of it, or a server's reply. It is explained as soon as it is pasted.
    Bounce,
    /// The header of a message that arrived, or the whole message. It is read as soon as it is
    /// pasted.
    Message,
    /// A date and time in the customer's time zone.
    Moment,
}

impl InputKind {
    /// Whether it is for a text of mail servers or programs that is read and judged.
    #[must_use]
    pub const fn is_pasted(self) -> bool {
        matches!(self, Self::Bounce | Self::Message)
    }
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
    /// Fields to fill in.
    Collect(Collect),
    /// Checks that the server runs.
    Check(Check),
    /// The end of the questions: the first ranked cause is shown.
    #[serde(alias = "advise")]
    Conclude(Conclude),
    /// The hand-over to support.
    Escalate(Escalate),
    /// A look into the mailbox, with the customer's password.
    Look(Look),
}

/// A question, or something to try by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The question; the heading of the screen.
    pub question: Localised,
    /// A help text under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
    /// What to do by hand before answering, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instructions: Vec<Localised>,
    /// A link to open first; `{mail_host}` and the other variables are filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The options in order.
    pub options: Vec<Choice>,
    /// Rules that derive the answer from measurements; the first match wins.
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
    /// Its text; only `unsure` may omit it and use that of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Localised>,
    /// The meaning of the answer, from which causes are derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Meaning>,
    /// The customer's complaint, if the answer gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<Complaint>,
    /// The next step.
    pub next: StepId,
}

/// A rule that answers a question from measurements, so that it is not asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasuredAnswer {
    /// The condition.
    pub when: Predicate,
    /// The option that is the answer when the condition holds.
    pub answer: OptionId,
    /// The explanation shown: "not asked, because …".
    pub because: Localised,
}

/// Fields to fill in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Collect {
    /// The heading of the screen.
    pub question: Localised,
    /// A help text under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
    /// The fields in order.
    pub inputs: Vec<InputId>,
    /// The next step.
    pub next: StepId,
}

/// Checks that the server runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The heading of the screen.
    pub title: Localised,
    /// The checks to run.
    pub checks: Vec<CheckKind>,
    /// The edges to the next step; the first match wins, and the last one has no condition.
    pub next: Vec<Branch>,
}

/// An edge that leaves a check step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The condition; none on the last branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Predicate>,
    /// The next step.
    pub to: StepId,
}

/// The hand-over to support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Escalate {
    /// The heading of the screen.
    pub title: Localised,
    /// Why support is needed now, and what happens next.
    pub why: Localised,
    /// The inputs that the ticket should contain in addition to what is known.
    pub inputs: Vec<InputId>,
}

/// A look into the mailbox, with the customer's password. What it does and how the password is
/// handled is said by the catalogue, because it is the same for every operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// The heading of the screen.
    pub title: Localised,
    /// What this operator's customers should know before they give a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Localised>,
}

impl Step {
    /// The heading of its screen, unique within a playbook; `None` for a conclusion, whose heading
    /// depends on the cause.
    #[must_use]
    pub const fn heading(&self) -> Option<&Localised> {
        Some(match self {
            Self::Ask(ask) | Self::Verify(ask) => &ask.question,
            Self::Collect(collect) => &collect.question,
            Self::Check(check) => &check.title,
            Self::Conclude(_) => return None,
            Self::Escalate(escalate) => &escalate.title,
            Self::Look(look) => &look.title,
        })
    }

    /// The name of the field that contains the heading.
    #[must_use]
    pub const fn heading_field(&self) -> &'static str {
        match self {
            Self::Ask(_) | Self::Verify(_) | Self::Collect(_) => "question",
            Self::Check(_) | Self::Conclude(_) | Self::Escalate(_) | Self::Look(_) => "title",
        }
    }

    /// Whether runs belong to it: of checks, or of a look into the mailbox.
    #[must_use]
    pub const fn has_runs(&self) -> bool {
        matches!(self, Self::Check(_) | Self::Look(_))
    }

    /// Whether its answers give the customer's complaint.
    #[must_use]
    pub fn asks_for_complaint(&self) -> bool {
        matches!(self, Self::Ask(ask) | Self::Verify(ask) if ask.options.iter().any(|choice| choice.complaint.is_some()))
    }

    /// The texts of an older `advise` step for this cause, if this step is one.
    fn legacy_words(&self, cause: CauseCode) -> Option<&CauseWords> {
        match self {
            Self::Conclude(Conclude { legacy: Some(legacy), .. }) if legacy.cause == cause => {
                Some(&legacy.words)
            }
            _ => None,
        }
    }

    /// All steps that its edges lead to.
    #[must_use]
    pub fn targets(&self) -> Vec<&StepId> {
        match self {
            Self::Ask(ask) | Self::Verify(ask) => {
                ask.options.iter().map(|choice| &choice.next).collect()
            }
            Self::Collect(collect) => vec![&collect.next],
            Self::Check(check) => check.next.iter().map(|branch| &branch.to).collect(),
            Self::Conclude(_) | Self::Escalate(_) | Self::Look(_) => Vec::new(),
        }
    }
}

impl Playbook {
    /// Whether any question asks for the customer's complaint.
    #[must_use]
    pub fn asks_for_complaint(&self) -> bool {
        self.steps.values().any(Step::asks_for_complaint)
    }

    /// Whether the start step collects an input for which `fits` is true.
    #[must_use]
    pub fn start_asks(&self, fits: impl Fn(&Input) -> bool) -> bool {
        let is_asked = |id: &InputId| self.inputs.get(id).is_some_and(&fits);
        matches!(self.steps.get(&self.start), Some(Step::Collect(collect)) if collect.inputs.iter().any(is_asked))
    }

    /// Whether the operator provides the customers' mail itself: the playbook names the operator's
    /// mail servers.
    #[must_use]
    pub const fn runs_mail(&self) -> bool {
        self.hosts.mail.is_some() || !self.expects.mx.is_empty()
    }

    /// The side that this playbook gives for an error pasted into an input. If the playbook starts
    /// with a list of mailboxes, it is the connection unless the input says otherwise, because
    /// these mailboxes have to be opened by a service.
    #[must_use]
    pub fn about(&self, input: &InputId) -> Option<Side> {
        let is_list = || self.start_asks(|input| input.kind == InputKind::Mailboxes);
        self.inputs.get(input)?.about.or_else(|| is_list().then_some(Side::Connection))
    }

    /// The variables that [`Playbook::fill`] replaces.
    pub const VARIABLES: &'static [&'static str] =
        &["domain", "mailbox", "mail_host", "webmail_host", "phone", "provider"];

    /// A text of this playbook with its [variables](Self::VARIABLES) filled in.
    #[must_use]
    pub fn fill(&self, text: &str, evidence: &Evidence) -> String {
        self.fill_naming(text, evidence, &evidence.domains)
    }

    /// A text about a conclusion, with the variables filled in. Of several domains it names those
    /// that the conclusion is about.
    #[must_use]
    pub fn fill_about(&self, text: &str, conclusion: &Conclusion, evidence: &Evidence) -> String {
        let of_all = conclusion.domains.is_empty();
        self.fill_naming(
            text,
            evidence,
            if of_all { &evidence.domains } else { &conclusion.domains },
        )
    }

    /// The operator's texts for a cause, if any. An older playbook has them at its `advise` steps:
    /// those of the step at the end of the path, otherwise those of the only such step for this
    /// cause.
    #[must_use]
    pub fn words_for(&self, cause: CauseCode, end: Option<&StepId>) -> Option<&CauseWords> {
        let of_end = || end.and_then(|end| self.steps.get(end)?.legacy_words(cause));
        let of_only_one = || {
            let mut found = self.steps.values().filter_map(|step| step.legacy_words(cause));
            found.next().filter(|_| found.next().is_none())
        };
        self.causes.get(&cause).or_else(of_end).or_else(of_only_one)
    }

    fn fill_naming(&self, text: &str, evidence: &Evidence, domains: &[Domain]) -> String {
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
