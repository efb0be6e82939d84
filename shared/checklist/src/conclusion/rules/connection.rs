//! Rules about errors that a program or a service shows when it cannot open the mailbox or send
//! through it, combined with the results of the checks.
//!
//! An error seen by one program is not our own measurement: if the reason could be its network, its
//! settings or the server, each is only possible unless the checks decide.

use super::Sign::{Complains, Problem, Said, Seen, Shown, ShownFor, WantsAppPassword};
use super::{
    CauseCode, Complaint, Confidence, ConnectionReason as Reason, DNS_IS_DOWN, FindingCode as Code,
    Meaning, Owner, OwnerSource, Rule, SOME_WAY_WORKS, Sign,
};

/// The program or service did not reach the server.
const NOT_REACHED: &[Sign] = &[
    Shown(Reason::ConnectionRefused),
    Shown(Reason::ConnectionTimedOut),
    Shown(Reason::ConnectionBroken),
    Shown(Reason::ServerUnreachable),
    Shown(Reason::DnsFailed),
];

/// Applied after the rules about servers and before those about what only the customer can know.
pub(super) const SHOWN: &[Rule] = &[
    // Signing in.
    Rule {
        all: &[Shown(Reason::LoginRefused), Said(Meaning::ChangedPassword)],
        ..Rule::new(CauseCode::PasswordChanged, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Shown(Reason::LoginRefused), Said(Meaning::PasswordRefused)],
        ..Rule::new(CauseCode::PasswordWrong, Confidence::Certain, Owner::You)
    },
    Rule {
        any: &[Shown(Reason::LoginRefused)],
        none: &[Said(Meaning::ChangedPassword), WantsAppPassword],
        ..Rule::as_read(CauseCode::PasswordWrong)
    },
    // There a program needs an app password, so the refused password may be the correct one of the
    // account.
    Rule {
        any: &[Shown(Reason::LoginRefused)],
        given: &[WantsAppPassword],
        none: &[Said(Meaning::PasswordRefused)],
        ..Rule::new(CauseCode::TwoStepSignIn, Confidence::Likely, Owner::You)
    },
    Rule {
        any: &[Shown(Reason::LoginRefused)],
        given: &[WantsAppPassword],
        none: &[Said(Meaning::ChangedPassword)],
        ..Rule::new(CauseCode::PasswordWrong, Confidence::Possible, Owner::You)
    },
    Rule { any: &[Shown(Reason::PasswordExpired)], ..Rule::as_read(CauseCode::PasswordExpired) },
    Rule { any: &[Shown(Reason::AppPasswordNeeded)], ..Rule::as_read(CauseCode::TwoStepSignIn) },
    Rule { any: &[Shown(Reason::OauthOnly)], ..Rule::as_read(CauseCode::ModernSignInNeeded) },
    Rule { any: &[Shown(Reason::TokenExpired)], ..Rule::as_read(CauseCode::SignInExpired) },
    // A policy of the customer's organisation, which a sign-in in the browser does not lift.
    Rule {
        any: &[ShownFor(Reason::WebLoginNeeded, Owner::DomainAdmin)],
        ..Rule::as_read(CauseCode::ExtraSecurity)
    },
    Rule {
        any: &[Shown(Reason::WebLoginNeeded)],
        none: &[ShownFor(Reason::WebLoginNeeded, Owner::DomainAdmin)],
        ..Rule::as_read(CauseCode::WebSignInNeeded)
    },
    Rule { any: &[Shown(Reason::ServerUnavailable)], ..Rule::as_read(CauseCode::SignInNotChecked) },
    Rule { any: &[Shown(Reason::AccountDisabled)], ..Rule::as_read(CauseCode::AccountClosed) },
    // The error refers to the administrator and does not say what is wrong.
    Rule {
        any: &[Shown(Reason::ContactProvider)],
        ..Rule::new(CauseCode::AccountClosed, Confidence::Possible, Owner::MailProvider)
    },
    Rule {
        any: &[Shown(Reason::SendingDisabled)],
        ..Rule::as_read(CauseCode::SendingAccessClosed)
    },
    Rule {
        any: &[Shown(Reason::ProtocolDisabled)],
        ..Rule::as_read(CauseCode::ProgramAccessClosed)
    },
    // The mailbox.
    Rule { any: &[Shown(Reason::MailboxMissing)], ..Rule::as_read(CauseCode::MailboxMissing) },
    Rule {
        any: &[Shown(Reason::MailboxFull)],
        against: &[Said(Meaning::MailboxHasSpace)],
        ..Rule::as_read(CauseCode::MailboxFull)
    },
    Rule { any: &[Shown(Reason::MailboxInUse)], ..Rule::as_read(CauseCode::MailboxInUse) },
    Rule {
        any: &[Shown(Reason::TooManyConnections)],
        ..Rule::as_read(CauseCode::TooManyConnections)
    },
    Rule { any: &[Shown(Reason::RateLimited)], ..Rule::as_read(CauseCode::SignInPaused) },
    Rule {
        any: &[Shown(Reason::MailboxDamaged)],
        owner: OwnerSource::Is(Owner::MailProvider),
        ..Rule::as_read(CauseCode::MailboxesDown)
    },
    // Encryption.
    // The error is from the past; if the services work from here, it may have been fixed since.
    Rule {
        any: &[Shown(Reason::CertificateExpired), Shown(Reason::CertificateUntrusted)],
        against: &[Seen(Code::ImapOk), Seen(Code::SubmissionOk)],
        ..Rule::as_read(CauseCode::CertificateProblem)
    },
    Rule {
        any: &[Shown(Reason::CertificateNotYetValid)],
        ..Rule::as_read(CauseCode::DeviceAccount)
    },
    Rule {
        any: &[Shown(Reason::EncryptionOutdated)],
        ..Rule::as_read(CauseCode::EncryptionOutdated)
    },
    // Settings.
    Rule { any: &[Shown(Reason::LoginRequired)], ..Rule::as_read(CauseCode::OutgoingSettings) },
    Rule {
        any: &[
            Shown(Reason::LoginMethodUnsupported),
            Shown(Reason::EncryptionMismatch),
            Shown(Reason::EncryptionRequired),
            Shown(Reason::StarttlsUnavailable),
            Shown(Reason::HostNotFound),
        ],
        none: &[DNS_IS_DOWN, Problem(Code::MailHostNotFound)],
        owner: OwnerSource::Is(Owner::You),
        ..Rule::as_read(CauseCode::ProgramSettings)
    },
    // Either the server name in the program or the server's certificate is wrong.
    Rule {
        any: &[Shown(Reason::CertificateWrongName)],
        none: &[Problem(Code::TlsCertificateWrongName)],
        ..Rule::new(CauseCode::ProgramSettings, Confidence::Possible, Owner::You)
    },
    Rule {
        any: &[
            Shown(Reason::FolderMissing),
            Shown(Reason::RequestRefused),
            Shown(Reason::EncryptionFailed),
            // The login was accepted: it is another mailbox's user name, or the administrator has
            // to grant permission.
            Shown(Reason::AccessDenied),
        ],
        ..Rule::new(CauseCode::ProgramSettings, Confidence::Possible, Owner::You)
    },
    Rule { any: &[Shown(Reason::ClientOffline)], ..Rule::as_read(CauseCode::DeviceOffline) },
    // The connection to the server. If it works from here, the program's network or settings are
    // the reason.
    Rule {
        any: NOT_REACHED,
        given: &[SOME_WAY_WORKS],
        none: &[
            DNS_IS_DOWN,
            Complains(Complaint::ServiceCannotOpen),
            Problem(Code::ImapDown),
            Problem(Code::SubmissionDown),
        ],
        ..Rule::new(CauseCode::NetworkBlocks, Confidence::Possible, Owner::You)
    },
    Rule {
        any: NOT_REACHED,
        given: &[Complains(Complaint::ServiceCannotOpen)],
        none: &[DNS_IS_DOWN, Problem(Code::ImapDown), Problem(Code::SubmissionDown)],
        wanted: &[Code::ServiceNotJudged, Code::MailHostUnknown],
        ..Rule::new(CauseCode::SettingsInService, Confidence::Possible, Owner::You)
    },
    Rule {
        any: NOT_REACHED,
        none: &[
            DNS_IS_DOWN,
            Problem(Code::ImapDown),
            Problem(Code::SubmissionDown),
            Complains(Complaint::ServiceCannotOpen),
            SOME_WAY_WORKS,
        ],
        wanted: &[Code::ServiceNotJudged, Code::MailHostUnknown],
        ..Rule::new(CauseCode::ServerNotReached, Confidence::Possible, Owner::You)
    },
    Rule {
        any: NOT_REACHED,
        given: &[SOME_WAY_WORKS],
        none: &[
            DNS_IS_DOWN,
            Problem(Code::ImapDown),
            Problem(Code::SubmissionDown),
            Complains(Complaint::ServiceCannotOpen),
        ],
        ..Rule::new(CauseCode::ProgramSettings, Confidence::Possible, Owner::You)
    },
];
