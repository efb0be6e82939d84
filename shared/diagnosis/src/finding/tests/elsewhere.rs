//! Tests of what counts as a provider's failure, and of the finding for a count.

use mail::ProviderId;
use mail::provider::Rule;

use super::*;
use crate::finding::{Owner, Params, SeenElsewhere, failures_of_provider, seen_elsewhere};

const CHECKS: [CheckKind; 3] = [CheckKind::Mx, CheckKind::Relay, CheckKind::Imap];

fn provider(name: &str) -> ProviderId {
    ProviderId::parse(name).expect("a provider's name")
}

fn identified(code: FindingCode, name: &str, by: Rule) -> Finding {
    Finding::new(
        CheckKind::Provider,
        code,
        Params { provider: Some(provider(name)), by: Some(by), ..Params::default() },
    )
}

/// The findings that identify a domain's provider, the findings of its checks, and the failures to
/// expect.
#[track_caller]
fn check(told: &[Finding], found: &[(CheckKind, FindingCode)], expected: &[(&str, CheckKind)]) {
    check_at("imaps.aruba.it", told, found, expected);
}

/// The same, with mail programs sent to `host`.
#[track_caller]
fn check_at(
    host: &str,
    told: &[Finding],
    found: &[(CheckKind, FindingCode)],
    expected: &[(&str, CheckKind)],
) {
    let imap = Observation::Mail(crate::testing::mail_seen(ProbeKind::Imaps, &[]));
    let diagnosis = Seen::of(&CHECKS)
        .relay("192.0.2.1", &[])
        .probe_at(ProbeKind::Imaps, host, None, &[], imap)
        .end(RunEnd::Completed);
    let findings: Vec<Finding> =
        found.iter().map(|&(check, code)| Finding::new(check, code, Params::default())).collect();
    let of_domain: Vec<&Finding> = told.iter().chain(&findings).collect();
    let failed = failures_of_provider(&diagnosis, &findings, &of_domain);
    let expected: Vec<_> = expected.iter().map(|&(name, check)| (provider(name), check)).collect();
    assert_eq!(failed, expected, "{told:?} {found:?}");
}

#[test]
fn only_a_problem_that_is_the_providers_job_is_the_providers_failure() {
    use FindingCode::{
        ImapDown, ImapOk, MailHostNotFound, MxNone, RelayDown, RelayPartlyDown, ServiceNotJudged,
    };
    let aruba = [identified(FindingCode::ProviderIdentified, "aruba", Rule::MxAddress)];
    check(&aruba, &[(CheckKind::Relay, RelayDown)], &[("aruba", CheckKind::Relay)]);
    check(
        &aruba,
        &[(CheckKind::Relay, RelayDown), (CheckKind::Imap, ImapDown)],
        &[("aruba", CheckKind::Relay), ("aruba", CheckKind::Imap)],
    );
    check(&aruba, &[(CheckKind::Relay, RelayPartlyDown), (CheckKind::Imap, ImapOk)], &[]);
    check(&aruba, &[(CheckKind::Imap, ServiceNotJudged)], &[]);
    // The domain's own mistakes are not the provider's fault.
    check(&aruba, &[(CheckKind::Mx, MxNone), (CheckKind::Imap, MailHostNotFound)], &[]);
}

#[test]
fn a_provider_is_named_only_where_it_is_certain() {
    use FindingCode::{GatewayInFront, ImapDown, ProviderIdentified, RelayDown};
    let down = [(CheckKind::Relay, RelayDown), (CheckKind::Imap, ImapDown)];
    check(&[], &down, &[]);
    check(&[identified(ProviderIdentified, "aruba", Rule::Spf)], &down, &[]);
    // Incoming mail is handled by the gateway; the provider behind it is only likely.
    let behind = [
        identified(ProviderIdentified, "microsoft", Rule::Spf),
        identified(GatewayInFront, "proofpoint", Rule::Mx),
    ];
    check(&behind, &down, &[("proofpoint", CheckKind::Relay)]);
    let both = [
        identified(ProviderIdentified, "microsoft", Rule::Mx),
        identified(GatewayInFront, "proofpoint", Rule::Mx),
    ];
    check_at(
        "outlook.office365.com",
        &both,
        &down,
        &[("proofpoint", CheckKind::Relay), ("microsoft", CheckKind::Imap)],
    );
    // Mail programs use the domain's own server: its faults are not the provider's.
    check_at("mail.bottega.test", &both, &down, &[("proofpoint", CheckKind::Relay)]);
}

#[test]
fn a_count_of_others_rests_on_what_was_seen_here_and_accuses_nobody() {
    let diagnosis = Seen::of(&CHECKS)
        .relay("192.0.2.1", &[(Stage::Connect, Cause::Refused)])
        .self_test(None, Some(true))
        .end(RunEnd::Completed);
    let seen = SeenElsewhere {
        provider: provider("aruba"),
        check: CheckKind::Relay,
        session_count: 4,
        window_min: 15,
    };
    let found = seen_elsewhere(&seen, &diagnosis);
    assert_eq!(
        (found.severity, found.owner, found.check),
        (FindingSeverity::Info, Owner::MailProvider, Some(CheckKind::Relay))
    );
    assert_eq!(
        found.evidence,
        diagnosis.of_check(CheckKind::Relay).map(|run| run.id).collect::<Vec<_>>()
    );
}
