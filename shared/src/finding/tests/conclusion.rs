//! What findings alone conclude, where nobody is asked.

use super::*;
use crate::conclusion::{CauseCode, conclude};
use crate::finding::{FindingCode as Code, Owner, Params};
use crate::playbook::Confidence;

/// The findings with their usual severity, and the causes with their owners that follow.
#[track_caller]
fn concluded(codes: &[Code], expected: &[(CauseCode, Owner)]) {
    let findings: Vec<Finding> = codes.iter().map(|&code| Finding::new(CheckKind::Mx, code, Params::default())).collect();
    let found: Vec<(CauseCode, Owner)> = conclude(&findings).iter().map(|conclusion| (conclusion.cause, conclusion.owner)).collect();
    assert_eq!(found, expected, "{codes:?}");
}

#[test]
fn causes_and_their_owners() {
    let well = (CauseCode::AllWell, Owner::Nobody);
    concluded(&[], &[well]);
    concluded(&[Code::MxOk, Code::RelayOk, Code::ImapOk, Code::WebmailOk], &[well]);
    concluded(&[Code::MxOk, Code::PortClosed], &[well]);
    concluded(&[Code::RelayStarttlsMissing, Code::MxImplicit], &[(CauseCode::WorksWithRisks, Owner::DomainAdmin)]);
    concluded(&[Code::RelayStarttlsMissing, Code::RelayNotJudged], &[(CauseCode::CouldNotJudge, Owner::Nobody)]);
    concluded(&[Code::DomainNotFound], &[(CauseCode::DomainNotFound, Owner::DomainAdmin)]);
    concluded(&[Code::DomainServersFailing], &[(CauseCode::NameServersFailing, Owner::DomainAdmin)]);
    concluded(&[Code::DomainServersSilent], &[(CauseCode::NameServersFailing, Owner::DomainAdmin)]);
    concluded(&[Code::MailProviderChanged, Code::RelayOk], &[(CauseCode::DnsAfterMove, Owner::DomainAdmin)]);
    concluded(&[Code::MxNone], &[(CauseCode::MailHasNoPlace, Owner::DomainAdmin)]);
    concluded(&[Code::MxNull], &[(CauseCode::MailHasNoPlace, Owner::DomainAdmin)]);
    concluded(&[Code::RelayDown], &[(CauseCode::MailServersDown, Owner::MailProvider)]);
    concluded(&[Code::ImapDown, Code::WebmailOk], &[(CauseCode::OneServiceDown, Owner::MailProvider)]);
    concluded(&[Code::ImapDown, Code::Pop3Down, Code::WebmailDown], &[(CauseCode::MailboxesDown, Owner::MailProvider)]);
    concluded(&[Code::MailHostNotFound], &[(CauseCode::MailboxesDown, Owner::DomainAdmin)]);
    concluded(&[Code::MailHostPrivate], &[(CauseCode::MailboxesDown, Owner::DomainAdmin)]);
    concluded(&[Code::ImapOk, Code::TlsCertificateExpired], &[(CauseCode::CertificateProblem, Owner::MailProvider)]);
}

#[test]
fn a_domain_without_dns_has_no_other_trouble() {
    concluded(&[Code::DomainNotFound, Code::MxNone, Code::RelayDown, Code::ImapDown], &[(CauseCode::DomainNotFound, Owner::DomainAdmin)]);
}

#[test]
fn what_is_to_be_mended_first_comes_first() {
    let expected = [(CauseCode::DnsAfterMove, Owner::DomainAdmin), (CauseCode::MailServersDown, Owner::MailProvider)];
    concluded(&[Code::RelayDown, Code::MailProviderChanged], &expected);
}

#[test]
fn could_not_judge_is_said_only_when_there_is_nothing_worse() {
    concluded(&[Code::RelayNotJudged], &[(CauseCode::CouldNotJudge, Owner::Nobody)]);
    concluded(&[Code::RelayNotJudged, Code::ImapDown], &[(CauseCode::MailboxesDown, Owner::MailProvider)]);
    concluded(&[Code::RelayOk, Code::RelayIpv6NotJudged], &[(CauseCode::AllWell, Owner::Nobody)]);
    concluded(&[Code::RelayIpv6NotJudged], &[(CauseCode::CouldNotJudge, Owner::Nobody)]);
}

#[test]
fn a_conclusion_cites_each_finding_once_and_only_problems() {
    let mut findings = vec![Finding::new(CheckKind::Relay, Code::TlsCertificateExpired, Params::default()); 3];
    findings.push(Finding::new(CheckKind::Relay, Code::TlsCertificateWrongName, Params::default()).with_severity(FindingSeverity::Warning));
    let conclusions = conclude(&findings);
    assert_eq!(conclusions.len(), 1);
    assert_eq!(conclusions[0].because, [Code::TlsCertificateExpired]);
    assert_eq!(conclusions[0].confidence, Confidence::Certain);
}

/// Nothing but good news, or an unjudged remark, never hides behind silence.
#[test]
fn there_is_always_a_conclusion() {
    for &code in Code::ALL {
        let conclusions = conclude(&[Finding::new(CheckKind::Mx, code, Params::default())]);
        assert_eq!(conclusions.len(), 1, "{code:?}");
        let is_problem = code.severity() == FindingSeverity::Problem;
        let is_harmless = matches!(conclusions[0].cause, CauseCode::AllWell | CauseCode::WorksWithRisks | CauseCode::CouldNotJudge);
        // A problem that no cause knows of would be called "all well".
        assert_eq!(is_problem, !is_harmless, "{code:?}");
    }
}
