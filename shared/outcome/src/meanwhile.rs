//! What the customer can use until the fix is made.
//!
//! It is offered only where it was measured, where it helps with the present cause, and where the
//! customer has not said that it fails.

use checklist::conclusion::{CauseCode, Conclusion, said};
use checklist::playbook::Meaning;
use diagnosis::finding::{Finding, FindingCode};
use diagnosis::probe::CheckKind;
use mail::Domain;
use session::Standing;
use words::{Harm, harm};

/// The alternative that works in the meantime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meanwhile {
    /// The webmail works at this host.
    Webmail(Domain),
    /// The servers for mail programs answer: those for reading, those for sending, or both.
    Programs {
        /// Whether mail can be read.
        can_read: bool,
        /// Whether mail can be sent.
        can_send: bool,
    },
}

/// The alternative for this conclusion; `None` where nothing works, where it would not help, and
/// where several domains are concerned.
#[must_use]
pub fn meanwhile(standing: &Standing, conclusion: &Conclusion) -> Option<Meanwhile> {
    let (playbook, evidence) = (standing.playbook(), standing.evidence());
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
    let path = &standing.walk().path;
    let answers = said(playbook, path);
    let said = |means: &[Meaning]| answers.iter().any(|said| means.contains(&said.means));
    // Do not send the customer to a page that the browser warns about.
    let is_doubtful = |finding: &&Finding| {
        finding.check == Some(CheckKind::Webmail) && is_warned_of(finding.code)
    };
    let is_clean = !findings.iter().any(is_doubtful);
    let webmail = seen(FindingCode::WebmailOk)
        .filter(|_| is_clean)
        .and_then(|finding| finding.params.host.clone());
    let cannot_open = said(&[Meaning::WebmailFails, Meaning::OtherNetworkFails]);
    if let Some(host) = webmail.filter(|_| webmail_helps(conclusion.cause) && !cannot_open) {
        return Some(Meanwhile::Webmail(host));
    }
    let is_read_by_pop3 =
        || seen(FindingCode::Pop3Ok).is_some() && seen(FindingCode::ImapDown).is_none();
    let can_read = seen(FindingCode::ImapOk).is_some() || is_read_by_pop3();
    let can_send = seen(FindingCode::SubmissionOk).is_some();
    (programs_help(conclusion.cause) && (can_read || can_send))
        .then_some(Meanwhile::Programs { can_read, can_send })
}

/// The findings that make a browser show a warning before the page.
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

/// Whether a customer with this cause can read or write mail in the webmail in the meantime.
const fn webmail_helps(cause: CauseCode) -> bool {
    match cause {
        // With these, the webmail cannot be reached or cannot be signed in to.
        CauseCode::DeviceOffline
        | CauseCode::NetworkBlocks
        | CauseCode::MailboxMissing
        | CauseCode::MailboxesDown
        | CauseCode::WebmailDown
        | CauseCode::DomainNotFound
        | CauseCode::AccountSuspended
        | CauseCode::AccountClosed => false,
        // The webmail does not use the outgoing server that is configured in the mail program.
        CauseCode::WrongOutgoingServer
        | CauseCode::OutgoingSettings
        | CauseCode::LoginNeeded
        | CauseCode::SendingAccessClosed => true,
        cause => matches!(
            harm(cause),
            Harm::Receiving
                | Harm::SomeReceiving
                | Harm::Reaching
                | Harm::OneWay
                | Harm::All
                | Harm::Delay
        ),
    }
}

/// Whether a customer with this cause can use a mail program in the meantime.
const fn programs_help(cause: CauseCode) -> bool {
    match cause {
        CauseCode::WebmailDown | CauseCode::OneServiceDown => true,
        CauseCode::DomainNotFound | CauseCode::MailboxMissing => false,
        cause => matches!(harm(cause), Harm::Receiving | Harm::SomeReceiving),
    }
}
