//! What a program or a service shows when it cannot open the mailbox, or send through it, joined with what the checks see.
//!
//! An error that one program saw is no measurement of ours: what could be the network of that program, its settings or the
//! server is only possible, as long as the checks do not settle it.

use super::Sign::{Complains, Problem, Said, Seen, Shown, ShownFor, WantsAppPassword};
use super::{
    CauseCode, Complaint, Confidence, ConnectionReason as Reason, DNS_IS_DOWN, FindingCode as Code, Meaning, Owner, Rule, SOME_WAY_WORKS,
    Sign, Whose,
};

/// The server was not reached by whoever shows the error.
const NOT_REACHED: &[Sign] = &[
    Shown(Reason::ConnectionRefused),
    Shown(Reason::ConnectionTimedOut),
    Shown(Reason::ConnectionBroken),
    Shown(Reason::ServerUnreachable),
    Shown(Reason::DnsFailed),
];

/// Read after the servers, before what the customer alone can know.
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
    // There no ordinary password opens a mailbox to a program: the one that is refused may be the right one of the account.
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
    // A rule of the company's, which no sign-in by the browser lifts.
    Rule { any: &[ShownFor(Reason::WebLoginNeeded, Owner::DomainAdmin)], ..Rule::as_read(CauseCode::ExtraSecurity) },
    Rule {
        any: &[Shown(Reason::WebLoginNeeded)],
        none: &[ShownFor(Reason::WebLoginNeeded, Owner::DomainAdmin)],
        ..Rule::as_read(CauseCode::WebSignInNeeded)
    },
    Rule { any: &[Shown(Reason::ServerUnavailable)], ..Rule::as_read(CauseCode::SignInNotChecked) },
    Rule { any: &[Shown(Reason::AccountDisabled)], ..Rule::as_read(CauseCode::AccountClosed) },
    // Whom to ask, and not what is wrong.
    Rule { any: &[Shown(Reason::ContactProvider)], ..Rule::new(CauseCode::AccountClosed, Confidence::Possible, Owner::MailProvider) },
    Rule { any: &[Shown(Reason::SendingDisabled)], ..Rule::as_read(CauseCode::SendingAccessClosed) },
    Rule { any: &[Shown(Reason::ProtocolDisabled)], ..Rule::as_read(CauseCode::ProgramAccessClosed) },
    // The mailbox.
    Rule { any: &[Shown(Reason::MailboxMissing)], ..Rule::as_read(CauseCode::MailboxMissing) },
    Rule { any: &[Shown(Reason::MailboxFull)], against: &[Said(Meaning::MailboxHasSpace)], ..Rule::as_read(CauseCode::MailboxFull) },
    Rule { any: &[Shown(Reason::MailboxInUse)], ..Rule::as_read(CauseCode::MailboxInUse) },
    Rule { any: &[Shown(Reason::TooManyConnections)], ..Rule::as_read(CauseCode::TooManyConnections) },
    Rule { any: &[Shown(Reason::RateLimited)], ..Rule::as_read(CauseCode::SignInPaused) },
    Rule { any: &[Shown(Reason::MailboxDamaged)], owner: Whose::Is(Owner::MailProvider), ..Rule::as_read(CauseCode::MailboxesDown) },
    // Encryption.
    // It was so when it was shown; where the ways to the mailbox are in order from here, it may have been mended since.
    Rule {
        any: &[Shown(Reason::CertificateExpired), Shown(Reason::CertificateUntrusted)],
        against: &[Seen(Code::ImapOk), Seen(Code::SubmissionOk)],
        ..Rule::as_read(CauseCode::CertificateProblem)
    },
    Rule { any: &[Shown(Reason::CertificateNotYetValid)], ..Rule::as_read(CauseCode::DeviceAccount) },
    Rule { any: &[Shown(Reason::EncryptionOutdated)], ..Rule::as_read(CauseCode::EncryptionOutdated) },
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
        owner: Whose::Is(Owner::You),
        ..Rule::as_read(CauseCode::ProgramSettings)
    },
    // The server's name in the program, or the certificate of the server.
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
            // The login was taken: the user name of another mailbox, or a permission that its administrator gives.
            Shown(Reason::AccessDenied),
        ],
        ..Rule::new(CauseCode::ProgramSettings, Confidence::Possible, Owner::You)
    },
    Rule { any: &[Shown(Reason::ClientOffline)], ..Rule::as_read(CauseCode::DeviceOffline) },
    // The way to the server. From here it is open: then it is the way of whoever shows the error, or what is set there.
    Rule {
        any: NOT_REACHED,
        given: &[SOME_WAY_WORKS],
        none: &[DNS_IS_DOWN, Complains(Complaint::ServiceCannotOpen), Problem(Code::ImapDown), Problem(Code::SubmissionDown)],
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
        none: &[DNS_IS_DOWN, Problem(Code::ImapDown), Problem(Code::SubmissionDown), Complains(Complaint::ServiceCannotOpen)],
        ..Rule::new(CauseCode::ProgramSettings, Confidence::Possible, Owner::You)
    },
];
