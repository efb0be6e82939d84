//! Conclusions: a cause, ranked, citing the findings and answers that it rests on.
//!
//! Within a session the playbook concludes. Where nobody is asked (the command line, a report on a domain) the
//! findings alone do, by the rules here. Must never hold words.

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, FindingCode, FindingSeverity, Owner};
use crate::playbook::Confidence;

/// The causes that findings alone can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseCode {
    /// The domain does not exist.
    DomainNotFound,
    /// The domain's name servers do not do their work.
    NameServersFailing,
    /// The domain takes no mail: no MX, a null MX, or MX hosts that lead nowhere.
    MailHasNoPlace,
    /// Mail goes to somebody else's servers since a change of provider.
    DnsAfterMove,
    /// A mail server's name leads to a proxy that hands on web requests only.
    MailBehindWebProxy,
    /// The domain's mail servers do not take mail.
    MailServersDown,
    /// Mailboxes cannot be reached, by any way.
    MailboxesDown,
    /// One way to the mailboxes is down, others work.
    OneServiceDown,
    /// A certificate makes mail programs refuse the connection.
    CertificateProblem,
    /// Everything works, with something that is worth mending.
    WorksWithRisks,
    /// Something could not be judged from here.
    CouldNotJudge,
    /// Everything that can be measured works.
    AllWell,
}

impl CauseCode {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DomainNotFound => "domain_not_found",
            Self::NameServersFailing => "name_servers_failing",
            Self::MailHasNoPlace => "mail_has_no_place",
            Self::DnsAfterMove => "dns_after_move",
            Self::MailBehindWebProxy => "mail_behind_web_proxy",
            Self::MailServersDown => "mail_servers_down",
            Self::MailboxesDown => "mailboxes_down",
            Self::OneServiceDown => "one_service_down",
            Self::CertificateProblem => "certificate_problem",
            Self::WorksWithRisks => "works_with_risks",
            Self::CouldNotJudge => "could_not_judge",
            Self::AllWell => "all_well",
        }
    }
}

/// One conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// The cause.
    pub cause: CauseCode,
    /// How sure it is.
    pub confidence: Confidence,
    /// Whose job the fix is.
    pub owner: Owner,
    /// The findings that it rests on.
    pub because: Vec<FindingCode>,
}

/// The causes that the findings show, the first to be mended first. Never empty.
#[must_use]
pub fn conclude(findings: &[Finding]) -> Vec<Conclusion> {
    use FindingCode as Code;
    let problems = |codes: &[Code]| -> Vec<Code> {
        let mut found: Vec<Code> = findings
            .iter()
            .filter(|finding| finding.severity == FindingSeverity::Problem && codes.contains(&finding.code))
            .map(|finding| finding.code)
            .collect();
        found.sort();
        found.dedup();
        found
    };
    let mut conclusions: Vec<Conclusion> = Vec::new();
    let mut say = |cause: CauseCode, confidence: Confidence, because: Vec<Code>| {
        let owner = because.first().map_or(Owner::Nobody, |code| code.owner());
        if !because.is_empty() {
            conclusions.push(Conclusion { cause, confidence, owner, because });
        }
    };
    say(CauseCode::DomainNotFound, Confidence::Certain, problems(&[Code::DomainNotFound]));
    let dns_is_down = !problems(&[Code::DomainNotFound, Code::DomainServersFailing, Code::DomainServersSilent]).is_empty();
    say(CauseCode::NameServersFailing, Confidence::Certain, problems(&[Code::DomainServersFailing, Code::DomainServersSilent]));
    if !dns_is_down {
        say(CauseCode::DnsAfterMove, Confidence::Likely, problems(&[Code::MailProviderChanged]));
        let no_place = [Code::MxNone, Code::MxNull, Code::MxHostNotFound, Code::MxAddressPrivate, Code::MxMalformed];
        say(CauseCode::MailHasNoPlace, Confidence::Certain, problems(&no_place));
        say(CauseCode::MailBehindWebProxy, Confidence::Certain, problems(&[Code::MailHostBehindHttpProxy]));
        say(CauseCode::MailServersDown, Confidence::Certain, problems(&[Code::RelayDown]));
        let services = problems(&[
            Code::SubmissionDown,
            Code::ImapDown,
            Code::Pop3Down,
            Code::WebmailDown,
            Code::WebmailError,
            Code::MailHostNotFound,
            Code::MailHostPrivate,
        ]);
        let works = |code: Code| findings.iter().any(|finding| finding.code == code);
        let any_works = [Code::SubmissionOk, Code::ImapOk, Code::Pop3Ok, Code::WebmailOk].into_iter().any(works);
        say(if any_works { CauseCode::OneServiceDown } else { CauseCode::MailboxesDown }, Confidence::Certain, services);
        let certificates = [
            Code::TlsCertificateExpired,
            Code::TlsCertificateWrongName,
            Code::TlsCertificateSelfSigned,
            Code::TlsCertificateUntrusted,
            Code::TlsHandshakeFailed,
            Code::TlsPlaintextInjected,
            Code::StarttlsMissing,
        ];
        say(CauseCode::CertificateProblem, Confidence::Certain, problems(&certificates));
    }
    if conclusions.is_empty() {
        conclusions.push(without_problem(findings));
    }
    conclusions
}

/// What is to be said where nothing is broken: what could not be judged goes before a risk, and a risk before "all well".
fn without_problem(findings: &[Finding]) -> Conclusion {
    let of_severity = |severity: FindingSeverity| {
        let mut codes: Vec<FindingCode> =
            findings.iter().filter(|finding| finding.severity == severity).map(|finding| finding.code).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    let mut unjudged = of_severity(FindingSeverity::Unjudged);
    // An IPv6 address that we cannot try hides nothing when the others answered.
    unjudged
        .retain(|code| *code != FindingCode::RelayIpv6NotJudged || !findings.iter().any(|finding| finding.code == FindingCode::RelayOk));
    let risks = of_severity(FindingSeverity::Warning);
    let (cause, confidence, because) = if !unjudged.is_empty() {
        (CauseCode::CouldNotJudge, Confidence::Possible, unjudged)
    } else if risks.is_empty() {
        (CauseCode::AllWell, Confidence::Certain, risks)
    } else {
        (CauseCode::WorksWithRisks, Confidence::Certain, risks)
    };
    let owner = because.first().map_or(Owner::Nobody, |code| code.owner());
    Conclusion { cause, confidence, owner, because }
}
