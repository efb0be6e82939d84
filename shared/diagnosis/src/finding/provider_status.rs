//! Reports what the mail provider publishes about its own status.
//!
//! An incident there is the provider's statement and not our measurement, so it is a warning. No
//! incident there proves nothing about one customer.

use mail::provider::identify;

use super::{Finding, FindingCode, Params, provider};
use crate::probe::{CheckKind, Diagnosis, Observation, ProbeKind};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    let mut findings = Vec::new();
    for run in diagnosis.of_kind(ProbeKind::ProviderStatus) {
        let Some(Observation::ProviderStatus(seen)) = &run.observation else { continue };
        let mut say = |code: FindingCode, params: Params| {
            let params = Params {
                provider: seen.provider.clone(),
                host: Some(run.target.host.clone()),
                ..params
            };
            findings
                .push(Finding::new(CheckKind::ProviderStatus, code, params).resting_on([run.id]));
        };
        match &seen.incidents {
            None => say(FindingCode::ProviderStatusNotJudged, Params::default()),
            Some(incidents) if incidents.is_empty() => {
                say(FindingCode::ProviderNoIncident, Params::default())
            }
            Some(incidents) => {
                for incident in incidents {
                    let params = Params {
                        server_text: Some(incident.title.clone()),
                        since: incident.since.clone(),
                        ..Params::default()
                    };
                    say(FindingCode::ProviderIncident, params);
                }
            }
        }
    }
    if findings.is_empty() && diagnosis.of_kind(ProbeKind::ProviderStatus).next().is_none() {
        findings.extend(without_page(diagnosis));
    }
    findings
}

/// The finding for a known provider without a readable status page; `None` for an unknown provider.
fn without_page(diagnosis: &Diagnosis) -> Option<Finding> {
    let (id, _) = identify(&provider::seen(diagnosis))?.provider?;
    let is_without = id.provider().is_some_and(|provider| provider.feed.is_none());
    let evidence = diagnosis
        .of_kind(ProbeKind::Mx)
        .chain(diagnosis.of_kind(ProbeKind::Autoconfig))
        .map(|run| run.id);
    let params = Params { provider: Some(id), ..Params::default() };
    is_without.then(|| {
        Finding::new(CheckKind::ProviderStatus, FindingCode::ProviderStatusNotPublished, params)
            .resting_on(evidence)
    })
}
