//! The facts of a session as evidence for one playbook.

use std::collections::BTreeMap;

use checklist::playbook::Playbook;
use checklist::{Answer, Evidence, InputValue, Pasted, PastedBounce, RunId, StepRun};
use diagnosis::finding::{Finding, failures_of_provider, patterns, provider_name, state_of};
use diagnosis::probe::CheckKind;
use mail::{Domain, ProviderId};
use terms::gather::gathered;

use super::Facts;

impl Facts {
    /// These facts as evidence for `playbook`.
    #[must_use]
    pub fn evidence(&self, playbook: &Playbook) -> Evidence {
        let domains = self.domains(&playbook.start);
        let mut runs = BTreeMap::new();
        for (id, step) in &playbook.steps {
            if !step.has_runs() {
                continue;
            }
            let of_step: Vec<StepRun> = domains
                .iter()
                .filter_map(|domain| {
                    let (run, facts) = self.latest_run(id, domain)?;
                    let findings = facts.findings(&playbook.expects);
                    let state = |&check| (check, state_of(&facts.diagnosis, check, &findings));
                    let states = gathered(facts.diagnosis.checks.iter().map(state));
                    let is_ended = facts.diagnosis.end.is_some();
                    Some(StepRun {
                        domain: Some(domain.clone()),
                        run: Some(run),
                        is_ended,
                        findings,
                        states,
                    })
                })
                .collect();
            if !of_step.is_empty() {
                runs.insert(id.clone(), of_step);
            }
        }
        let mailboxes = self.mailboxes(&playbook.start).to_vec();
        let providers =
            if mailboxes.is_empty() { BTreeMap::new() } else { self.providers(&domains) };
        let patterns = patterns(&mailboxes, &providers);
        let answers =
            gathered(self.answers.iter().map(|(step, given)| (step.clone(), given.answer.clone())));
        let subject = self.subject(&playbook.start);
        Evidence {
            answers,
            runs,
            device: self.device,
            subject,
            domains,
            mailboxes,
            providers,
            patterns,
            pasted: Pasted::new(self.bounces(playbook))
                .with_errors_of(self.mailboxes(&playbook.start)),
        }
    }

    /// What was written into the playbook's inputs for a bounce, by each step that has one: which
    /// of them count, a path says.
    fn bounces(&self, playbook: &Playbook) -> Vec<PastedBounce> {
        let mut written = Vec::new();
        for (id, _) in playbook.inputs.iter().filter(|(_, input)| input.kind.is_pasted()) {
            for (step, given) in &self.answers {
                let Answer::Inputs(values) = &given.answer else { continue };
                let Some(InputValue::Text(text)) = values.get(id) else { continue };
                // The start is on every path, and support is a step away from each.
                let of_step =
                    (*step != playbook.start && *step != playbook.support).then_some(step);
                let text = PastedBounce::new(text).into_input(
                    id,
                    playbook.about(id),
                    self.sides.get(id).copied(),
                );
                written.push(text.given(of_step, given.at_ms));
            }
        }
        written
    }

    /// The name of the provider of each of these domains, as far as it was measured by any run.
    fn providers(&self, domains: &[Domain]) -> BTreeMap<Domain, String> {
        let name = |domain: &Domain| {
            let runs = self.runs.values().rev().filter(|run| run.diagnosis.domain == *domain);
            let name = runs.map(|run| &run.diagnosis).find_map(provider_name)?;
            Some((domain.clone(), name))
        };
        gathered(domains.iter().filter_map(name))
    }

    /// What a provider failed in this run, where it is certain whose servers they are; nothing of a
    /// run that does not count.
    #[must_use]
    pub fn failures_of_provider(
        &self,
        run: RunId,
        evidence: &Evidence,
    ) -> Vec<(ProviderId, CheckKind)> {
        let Some(counts) = evidence.step_runs().find(|counts| counts.run == Some(run)) else {
            return Vec::new();
        };
        let of_domain: Vec<&Finding> = evidence
            .step_runs()
            .filter(|other| other.domain == counts.domain)
            .flat_map(|other| &other.findings)
            .collect();
        let diagnosis = self.runs.get(&run).map(|run| &run.diagnosis);
        diagnosis
            .map(|diagnosis| failures_of_provider(diagnosis, &counts.findings, &of_domain))
            .unwrap_or_default()
    }
}
