//! What still works while something does not: as it was measured, and only where that helps and nobody said otherwise.

use checklist::conclusion::{CauseCode, Conclusion, said};
use checklist::playbook::{Meaning, Playbook};
use checklist::{Evidence, walk};
use diagnosis::finding::{Finding, FindingCode};
use diagnosis::probe::CheckKind;
use mail::Domain;
use words::{Harm, harm};

/// What can be used until the fix is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meanwhile {
    /// The webmail opens at this host.
    Webmail(Domain),
    /// The servers for mail programs answer, both or one of the two.
    Programs {
        /// Whether mail can be read.
        can_read: bool,
        /// Whether mail can be sent.
        can_send: bool,
    },
}

/// What still works beside this conclusion; `None` where nothing does, where it is no help, and where a list has several
/// domains.
#[must_use]
pub fn meanwhile(playbook: &Playbook, evidence: &Evidence<'_>, conclusion: &Conclusion) -> Option<Meanwhile> {
    let domain = match (conclusion.domains.as_slice(), evidence.domains.as_slice()) {
        ([only], _) => Some(only),
        ([], [_] | []) => None,
        _ => return None,
    };
    let findings: Vec<&Finding> = match domain {
        Some(domain) => evidence.findings_of(domain).collect(),
        None => evidence.findings().collect(),
    };
    let seen = |code: FindingCode| findings.iter().find(|finding| finding.code == code);
    let path = walk(playbook, evidence).path;
    let answers = said(playbook, &path);
    let said = |means: &[Meaning]| answers.iter().any(|said| means.contains(&said.means));
    // Nobody is invited to a page that their browser warns of.
    let is_doubtful = |finding: &&Finding| finding.check == Some(CheckKind::Webmail) && is_warned_of(finding.code);
    let is_clean = !findings.iter().any(is_doubtful);
    let webmail = seen(FindingCode::WebmailOk).filter(|_| is_clean).and_then(|finding| finding.params.host.clone());
    let cannot_open = said(&[Meaning::WebmailFails, Meaning::OtherNetworkFails]);
    if let Some(host) = webmail.filter(|_| webmail_helps(conclusion.cause) && !cannot_open) {
        return Some(Meanwhile::Webmail(host));
    }
    let is_read_by_pop3 = || seen(FindingCode::Pop3Ok).is_some() && seen(FindingCode::ImapDown).is_none();
    let can_read = seen(FindingCode::ImapOk).is_some() || is_read_by_pop3();
    let can_send = seen(FindingCode::SubmissionOk).is_some();
    (programs_help(conclusion.cause) && (can_read || can_send)).then_some(Meanwhile::Programs { can_read, can_send })
}

/// What a browser warns of before it shows the page.
const fn is_warned_of(code: FindingCode) -> bool {
    matches!(
        code,
        FindingCode::TlsCertificateExpired
            | FindingCode::TlsIntermediateExpired
            | FindingCode::TlsCertificateWrongName
            | FindingCode::TlsCertificateCommonNameOnly
            | FindingCode::TlsCertificateSelfSigned
            | FindingCode::TlsCertificateUntrusted
            | FindingCode::TlsOutdated
            | FindingCode::WebmailUnencrypted
    )
}

/// Whether somebody with this trouble can read or write in the webmail until it is over.
const fn webmail_helps(cause: CauseCode) -> bool {
    match cause {
        // Neither the device nor the name and password reach it from there.
        CauseCode::DeviceOffline
        | CauseCode::NetworkBlocks
        | CauseCode::MailboxMissing
        | CauseCode::MailboxesDown
        | CauseCode::WebmailDown
        | CauseCode::DomainNotFound
        | CauseCode::AccountSuspended
        | CauseCode::AccountClosed => false,
        // The outgoing server of a program is not asked there.
        CauseCode::WrongOutgoingServer | CauseCode::OutgoingSettings | CauseCode::LoginNeeded | CauseCode::SendingAccessClosed => true,
        cause => matches!(harm(cause), Harm::Receiving | Harm::SomeReceiving | Harm::Reaching | Harm::OneWay | Harm::All | Harm::Delay),
    }
}

/// Whether somebody with this trouble can go on in a mail program.
const fn programs_help(cause: CauseCode) -> bool {
    match cause {
        CauseCode::WebmailDown | CauseCode::OneServiceDown => true,
        CauseCode::DomainNotFound | CauseCode::MailboxMissing => false,
        cause => matches!(harm(cause), Harm::Receiving | Harm::SomeReceiving),
    }
}
