//! The look into a mailbox: at which server, and whether it may be offered.
//!
//! The page shows the server before it asks for the password, and the server sends the password
//! there and nowhere else. Pure. Must never see a password.

use checklist::RunId;
use checklist::playbook::Step;
use diagnosis::finding::FindingCode;
use diagnosis::probe::{CheckKind, Observation, ProbeKind, ProbeRun, ProbeTarget};
use mail::provider::{Login, UserName};
use mail::{Mailbox, ProviderId, Subject};

use super::{Event, Rejection, Standing};

/// The most looks into a mailbox in one session.
pub const MAX_LOOK_COUNT: usize = 10;
/// The longest user name, password or search text, in bytes.
pub const MAX_LOOK_TEXT_BYTES: usize = 256;

/// A look that can be offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookOffer {
    /// The mailbox.
    pub mailbox: Mailbox,
    /// The server: the one whose certificate was found valid in this session.
    pub target: ProbeTarget,
    /// The user name that the provider's programs use, or the address.
    pub user: String,
    /// The provider, where it is certain.
    pub provider: Option<ProviderId>,
    /// How programs log in there; `None` if that is not known.
    pub login: Option<Login>,
}

/// Why no look can be offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookObstacle {
    /// The playbook has no step for it.
    NoStep,
    /// The session is not about one mailbox.
    NoMailbox,
    /// No IMAP server with a valid certificate was seen in this session.
    NoServer,
    /// The provider takes no password from a program.
    TakesNoPassword(ProviderId),
}

/// The look that can be offered now.
///
/// # Errors
/// What is in the way.
pub fn look_offer(standing: &Standing) -> Result<LookOffer, LookObstacle> {
    let (facts, evidence, playbook) = (standing.facts(), standing.evidence(), standing.playbook());
    if playbook.look.is_none() {
        return Err(LookObstacle::NoStep);
    }
    let Some(Subject::Mailbox(mailbox)) = evidence.subject.clone() else {
        return Err(LookObstacle::NoMailbox);
    };
    let certain = evidence.findings().find(|finding| {
        finding.code == FindingCode::ProviderIdentified
            && finding.params.by.is_some_and(mail::provider::Rule::is_certain)
    });
    let provider = certain.and_then(|finding| finding.params.provider.clone());
    let settings =
        provider.as_ref().and_then(ProviderId::provider).and_then(|known| known.settings.as_ref());
    let login = settings.map(|settings| settings.login);
    if let (Some(provider), Some(Login::OauthOnly)) = (&provider, login) {
        return Err(LookObstacle::TakesNoPassword(provider.clone()));
    }
    let runs = facts.runs.values().rev().filter(|run| run.diagnosis.domain == *mailbox.domain());
    let Some(target) = verified_server(runs.flat_map(|run| &run.diagnosis.probes)) else {
        return Err(LookObstacle::NoServer);
    };
    let user = match settings.map(|settings| settings.user) {
        Some(UserName::LocalPartForImap) => mailbox.local_part().to_owned(),
        Some(UserName::Address) | None => mailbox.to_string(),
    };
    Ok(LookOffer { mailbox, target, user, provider, login })
}

/// The event that starts a look.
///
/// # Errors
/// A [`Rejection`] when no look can be offered, checks run, or the session has had enough.
pub fn start_look(standing: &Standing) -> Result<(Event, LookOffer), Rejection> {
    let facts = standing.facts();
    let offer = look_offer(standing).map_err(|_| Rejection::NoLook)?;
    let step = standing.playbook().look.clone().ok_or(Rejection::NoLook)?;
    if !matches!(standing.playbook().steps.get(&step), Some(Step::Look(_))) {
        return Err(Rejection::NoLook);
    }
    if facts.running().is_some() {
        return Err(Rejection::ChecksRunning);
    }
    let looks = facts.runs.values().filter(|run| run.diagnosis.checks == [CheckKind::Mailbox]);
    if looks.count() >= MAX_LOOK_COUNT {
        return Err(Rejection::TooManyRuns);
    }
    let last = facts.runs.keys().next_back().map_or(0, |last| last.0);
    let event = Event::RunStarted {
        run: RunId(last.saturating_add(1)),
        step,
        domain: offer.mailbox.domain().clone(),
        checks: vec![CheckKind::Mailbox],
    };
    Ok((event, offer))
}

/// The IMAP server among these probes whose certificate was found valid; one with implicit TLS first.
#[must_use]
pub fn verified_server<'a>(
    probes: impl IntoIterator<Item = &'a ProbeRun, IntoIter: Clone>,
) -> Option<ProbeTarget> {
    let mut verified = probes.into_iter().filter(|run| is_verified(run));
    let implicit = verified.clone().find(|run| run.kind == ProbeKind::Imaps);
    let server = implicit.or_else(|| verified.next())?;
    Some(ProbeTarget::new(server.target.host.clone(), server.target.port))
}

/// Whether a probe met an IMAP server with a valid certificate.
fn is_verified(run: &ProbeRun) -> bool {
    let Some(Observation::Mail(seen)) = &run.observation else { return false };
    matches!(run.kind, ProbeKind::Imaps | ProbeKind::Imap)
        && seen.tls.as_ref().is_some_and(|tls| tls.problem.is_none())
}
