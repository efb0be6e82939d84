//! The shape of a rule: the signs that it requires, and what follows from them.
//!
//! A rule is written as data, so that a mail administrator can read the table and a test can print
//! it. Must never contain code of its own.

use std::fmt;

use diagnosis::finding::{Finding, FindingCode, FindingSeverity, Owner, PatternCode};
use mail::bounce::BounceReason;
use mail::connection::ConnectionReason;
use mail::provider::Login;

use super::{Arrived, ArrivedSign, CauseCode, Grounds, Known, Refusal, Said, ShownError, Side};
use crate::playbook::{Complaint, Confidence, Meaning};

/// One fact that a rule can require.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// This finding exists with the severity of a problem.
    Problem(FindingCode),
    /// This finding exists as a warning or a problem.
    Trouble(FindingCode),
    /// This finding exists with any severity.
    Seen(FindingCode),
    /// Any finding is a warning.
    AnyWarning,
    /// An answer means this.
    Said(Meaning),
    /// A message of the customer was refused for this reason.
    Sent(BounceReason),
    /// A message of the customer was refused for this reason, and the fix has this owner.
    SentFor(BounceReason, Owner),
    /// A message to the customer was refused for this reason.
    Received(BounceReason),
    /// A message that the customer's domain forwarded was refused for this reason.
    Forwarded(BounceReason),
    /// A program or service shows this reason for the mailbox.
    Shown(ConnectionReason),
    /// A program or service shows this reason for the mailbox, and the fix has this owner.
    ShownFor(ConnectionReason, Owner),
    /// The header of a message that the customer received shows this.
    Arrived(ArrivedSign),
    /// The header of a message of the customer's, as another person received it, shows this.
    ArrivedElsewhere(ArrivedSign),
    /// The customer has this complaint.
    Complains(Complaint),
    /// A server of this provider refused.
    RefusedBy(&'static str),
    /// This provider runs the domain's mail.
    MailAt(&'static str),
    /// The provider of the domain's mail admits programs only by its own sign-in page (OAuth 2.0),
    /// not with a password.
    TakesNoPasswords,
    /// A login was refused at a provider where programs need an app password. The provider is named
    /// in the text or was recognised by a check.
    WantsAppPassword,
    /// The mailboxes in error of a list show this pattern.
    Pattern(PatternCode),
    /// At least one sign of a named group holds.
    OneOf(&'static Group),
}

/// Signs that are required together in several rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name in the documentation.
    pub name: &'static str,
    /// The signs.
    pub signs: &'static [Sign],
}

/// When a rule is applied at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// When no cause so far is based on a measured problem.
    NothingBroken,
    /// When no cause so far is at least likely and explains the complaint.
    NothingLikely,
    /// When there is no cause so far.
    NothingElse,
}

/// The confidence that a rule gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfidenceSource {
    /// This confidence.
    Is(Confidence),
    /// The confidence with which the bounce or error was recognised.
    AsTheBounce,
}

/// The owner of the fix that a rule gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerSource {
    /// This owner.
    Is(Owner),
    /// The owner of the first finding that is cited.
    OfTheFinding,
    /// The owner given by the bounce or error that is cited.
    OfTheBounce,
}

/// One rule. An empty list requires nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The cause.
    pub cause: CauseCode,
    /// The confidence if nothing speaks against it.
    pub confidence: ConfidenceSource,
    /// The owner of the fix.
    pub owner: OwnerSource,
    /// When the rule is applied at all.
    pub when: When,
    /// All of these must hold; they are cited.
    pub all: &'static [Sign],
    /// At least one of these must hold; those that hold are cited.
    pub any: &'static [Sign],
    /// At least one of these must hold; they are circumstances and are not cited.
    pub given: &'static [Sign],
    /// None of these may hold.
    pub none: &'static [Sign],
    /// Each of these that holds lowers the confidence by one step and is cited as evidence against.
    pub against: &'static [Sign],
    /// Findings that would give more information; those that could not be judged are reported.
    pub wanted: &'static [FindingCode],
}

impl Rule {
    /// A rule without requirements.
    #[must_use]
    pub const fn new(cause: CauseCode, confidence: Confidence, owner: Owner) -> Self {
        let (confidence, owner) = (ConfidenceSource::Is(confidence), OwnerSource::Is(owner));
        Self {
            cause,
            confidence,
            owner,
            when: When::Always,
            all: &[],
            any: &[],
            given: &[],
            none: &[],
            against: &[],
            wanted: &[],
        }
    }

    /// A rule that takes owner and confidence from the bounce or error.
    #[must_use]
    pub const fn as_read(cause: CauseCode) -> Self {
        Self {
            confidence: ConfidenceSource::AsTheBounce,
            owner: OwnerSource::OfTheBounce,
            ..Self::new(cause, Confidence::Possible, Owner::Nobody)
        }
    }

    /// Whether all requirements hold.
    #[must_use]
    pub fn holds(&self, known: &Known<'_>) -> bool {
        let one_of =
            |signs: &[Sign]| signs.is_empty() || signs.iter().any(|sign| sign.holds(known));
        self.all.iter().all(|sign| sign.holds(known))
            && one_of(self.any)
            && one_of(self.given)
            && !self.none.iter().any(|sign| sign.holds(known))
    }
}

impl Sign {
    /// Whether it holds.
    #[must_use]
    pub fn holds(self, known: &Known<'_>) -> bool {
        match self {
            Self::OneOf(group) => group.signs.iter().any(|sign| sign.holds(known)),
            Self::Pattern(code) => known.patterns.contains(&code),
            Self::Shown(_) | Self::ShownFor(..) => {
                known.shown.iter().any(|shown| self.is_shown_by(shown))
            }
            Self::Arrived(_) | Self::ArrivedElsewhere(_) => {
                known.arrived.iter().any(|arrived| self.is_shown_on_arrival(arrived))
            }
            Self::Complains(complaint) => known.complaint == Some(complaint),
            Self::WantsAppPassword => known.wants_app_password(),
            _ => {
                self.findings(known).next().is_some()
                    || self.answers(known).next().is_some()
                    || self.refusals(known).next().is_some()
            }
        }
    }

    /// Adds the evidence for this sign to `grounds`.
    pub(super) fn cite(self, known: &Known<'_>, grounds: &mut Grounds) {
        if let Self::OneOf(group) = self {
            group.signs.iter().for_each(|sign| sign.cite(known, grounds));
        }
        grounds.join(Grounds {
            findings: self.findings(known).map(|finding| finding.code).collect(),
            answers: self.answers(known).cloned().collect(),
            bounce: self.refusals(known).cloned().collect(),
            shown: known.shown.iter().filter(|shown| self.is_shown_by(shown)).cloned().collect(),
            arrived: known
                .arrived
                .iter()
                .filter(|arrived| self.is_shown_on_arrival(arrived))
                .cloned()
                .collect(),
            patterns: known
                .patterns
                .iter()
                .copied()
                .filter(|&code| self == Self::Pattern(code))
                .collect(),
        });
    }

    fn is_shown_by(self, shown: &ShownError) -> bool {
        match self {
            Self::Shown(reason) => shown.reason == reason,
            Self::ShownFor(reason, owner) => {
                shown.reason == reason && shown.owner.or(reason.owner()) == Some(owner)
            }
            _ => false,
        }
    }

    fn is_shown_on_arrival(self, arrived: &Arrived) -> bool {
        match self {
            Self::Arrived(sign) => arrived.sign == sign && arrived.side != Side::Sent,
            Self::ArrivedElsewhere(sign) => arrived.sign == sign && arrived.side == Side::Sent,
            _ => false,
        }
    }

    fn findings<'k>(self, known: &'k Known<'_>) -> impl Iterator<Item = &'k Finding> {
        let fits = move |finding: &Finding| match self {
            Self::Problem(code) => {
                finding.code == code && finding.severity == FindingSeverity::Problem
            }
            Self::Trouble(code) => {
                finding.code == code && finding.severity >= FindingSeverity::Warning
            }
            Self::Seen(code) => finding.code == code,
            Self::AnyWarning => finding.severity == FindingSeverity::Warning,
            Self::MailAt(name) => {
                finding.code == FindingCode::ProviderIdentified
                    && finding
                        .params
                        .provider
                        .as_ref()
                        .is_some_and(|provider| provider.as_str() == name)
            }
            Self::TakesNoPasswords => {
                let provider =
                    finding.params.provider.as_ref().and_then(|provider| provider.provider());
                let login = provider
                    .and_then(|provider| provider.settings.as_ref())
                    .map(|settings| settings.login);
                finding.code == FindingCode::ProviderIdentified && login == Some(Login::OauthOnly)
            }
            _ => false,
        };
        known.findings.iter().copied().filter(move |finding| fits(finding))
    }

    fn answers<'k>(self, known: &'k Known<'_>) -> impl Iterator<Item = &'k Said> {
        known.said.iter().filter(move |said| self == Self::Said(said.means))
    }

    fn refusals<'k>(self, known: &'k Known<'_>) -> impl Iterator<Item = &'k Refusal> {
        let fits = move |refusal: &Refusal| match self {
            Self::Sent(reason) => refusal.side == Side::Sent && refusal.reason == reason,
            Self::SentFor(reason, owner) => {
                refusal.side == Side::Sent
                    && refusal.reason == reason
                    && refusal.owner == Some(owner)
            }
            Self::Received(reason) => refusal.side == Side::Received && refusal.reason == reason,
            Self::Forwarded(reason) => refusal.side == Side::Forwarded && refusal.reason == reason,
            Self::RefusedBy(name) => {
                refusal.provider.as_ref().is_some_and(|provider| provider.as_str() == name)
            }
            _ => false,
        };
        known.refusals.iter().filter(move |refusal| fits(refusal))
    }
}

/// For the documented table: the names used on the wire.
impl fmt::Display for Sign {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(code) => write!(formatter, "problem `{}`", code.as_str()),
            Self::Trouble(code) | Self::Seen(code) => write!(formatter, "`{}`", code.as_str()),
            Self::AnyWarning => formatter.write_str("any warning"),
            Self::Said(means) => write!(formatter, "said `{}`", means.as_str()),
            Self::Sent(reason) => write!(formatter, "sent, refused `{}`", reason.as_str()),
            Self::SentFor(reason, owner) => write!(
                formatter,
                "sent, refused `{}` by fault of `{}`",
                reason.as_str(),
                owner.as_str()
            ),
            Self::Received(reason) => write!(formatter, "received, refused `{}`", reason.as_str()),
            Self::Forwarded(reason) => {
                write!(formatter, "forwarded, refused `{}`", reason.as_str())
            }
            Self::Shown(reason) => write!(formatter, "shown `{}`", reason.as_str()),
            Self::ShownFor(reason, owner) => {
                write!(formatter, "shown `{}`, up to `{}`", reason.as_str(), owner.as_str())
            }
            Self::Arrived(sign) => write!(formatter, "arrived, `{}`", sign.as_str()),
            Self::ArrivedElsewhere(sign) => {
                write!(formatter, "arrived elsewhere, `{}`", sign.as_str())
            }
            Self::Complains(complaint) => write!(formatter, "complains `{}`", complaint.as_str()),
            Self::RefusedBy(provider) => write!(formatter, "refused by `{provider}`"),
            Self::MailAt(provider) => write!(formatter, "mail at `{provider}`"),
            Self::TakesNoPasswords => {
                formatter.write_str("mail at a provider that takes no passwords from programs")
            }
            Self::WantsAppPassword => {
                formatter.write_str("login refused where programs need a password of their own")
            }
            Self::Pattern(code) => write!(formatter, "pattern `{}`", code.as_str()),
            Self::OneOf(group) => formatter.write_str(group.name),
        }
    }
}
