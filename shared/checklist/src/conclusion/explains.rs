//! Which complaints a cause explains.
//!
//! A fault may be real but unrelated to the complaint: an expired certificate of the outgoing
//! server does not explain a message in the junk folder. Such a fault is shown after the headline.
//! Must never judge whether a cause holds; the rules do that.

use Complaint::{
    CameBack, CannotConnect, CannotSend, InJunk, Late, NothingArrives, OneDevice, OneMissing,
    SaysFull, SentInJunk, ServiceCannotOpen,
};
use diagnosis::finding::FindingSeverity;
use diagnosis::probe::CheckKind;

use super::{CauseCode, Conclusion, Known};
use crate::playbook::{Complaint, Meaning};

/// Complaints explained by a fault of the domain's incoming mail.
const INCOMING: &[Complaint] = &[NothingArrives, OneMissing, CameBack, Late];
/// Complaints explained by a fault on the sending side of the customer's messages.
const OUTGOING: &[Complaint] = &[CannotSend, CameBack, SentInJunk];
/// Complaints explained by a fault of the connection between a program and the mailbox.
const ACCESS: &[Complaint] =
    &[CannotConnect, CannotSend, NothingArrives, OneDevice, ServiceCannotOpen];
/// Complaints explained by a fault that stops programs from reading mail.
const READING: &[Complaint] = &[CannotConnect, NothingArrives, OneDevice, ServiceCannotOpen];
/// Complaints explained by a fault that stops programs from sending mail.
const SENDING: &[Complaint] = &[CannotConnect, CannotSend, OneDevice, ServiceCannotOpen];

impl CauseCode {
    /// Whether it stops all mail of the domain, so that no further question could change the
    /// result.
    #[must_use]
    pub const fn stops_everything(self) -> bool {
        matches!(
            self,
            Self::DomainNotFound
                | Self::NameServersFailing
                | Self::MailHasNoPlace
                | Self::MailRefusedByDns
                | Self::MxLeadsNowhere
                | Self::MailServersDown
                | Self::MailboxesDown
        )
    }

    /// Whether it affects only messages that the customer sends; messages to the customer still
    /// arrive.
    #[must_use]
    pub const fn is_about_sending(self) -> bool {
        matches!(
            self,
            Self::SpfRefused
                | Self::DmarcRefused
                | Self::SenderUnproven
                | Self::Blocklisted
                | Self::ServerNameWrong
                | Self::HeloNameWrong
                | Self::SenderUnknown
                | Self::LoginNeeded
                | Self::SenderNotAllowed
                | Self::SendingLimit
                | Self::SendingBlocked
                | Self::AccountSuspended
                | Self::SendingAccessClosed
                | Self::BulkMail
                | Self::WrongOutgoingServer
                | Self::OutgoingSettings
                | Self::RecipientUnknown
                | Self::RecipientDomain
                | Self::RecipientFull
                | Self::RecipientBusy
                | Self::RecipientRefuses
                | Self::RecipientServer
                | Self::CertifiedOnly
                | Self::TooLarge
                | Self::ContentRefused
        )
    }

    /// Whether it concerns a mail program or an account in one. It cannot affect a customer who
    /// uses only the webmail.
    #[must_use]
    pub const fn needs_a_program(self) -> bool {
        matches!(
            self,
            Self::ProgramSettings
                | Self::PasswordChanged
                | Self::TwoStepSignIn
                | Self::ProgramAccessClosed
                | Self::SendingAccessClosed
                | Self::MailboxInUse
                | Self::TooManyConnections
                | Self::WrongOutgoingServer
                | Self::OutgoingSettings
                | Self::LoginNeeded
                | Self::DeviceAccount
                | Self::FetchInterval
                | Self::MailProgram
        )
    }

    /// The complaints that it explains regardless of its evidence.
    #[must_use]
    pub const fn explains(self) -> &'static [Complaint] {
        match self {
            Self::DomainNotFound | Self::NameServersFailing | Self::DnssecBroken | Self::WorkingAgain => Complaint::ALL,
            Self::DnsAfterMove
            | Self::MailHasNoPlace
            | Self::MailRefusedByDns
            | Self::MxLeadsNowhere
            | Self::MxIpv6Only
            | Self::MailServersDown
            | Self::MailboxMissing => INCOMING,
            Self::MailHostBehindProxy => &[NothingArrives, OneMissing, CameBack, Late, CannotConnect, CannotSend, ServiceCannotOpen],
            Self::ProviderOutage => &[NothingArrives, OneMissing, CannotSend, CameBack, CannotConnect, Late, ServiceCannotOpen],
            Self::SpfRefused
            | Self::DmarcRefused
            | Self::SenderUnproven
            | Self::ServerNameWrong
            | Self::HeloNameWrong
            | Self::SenderUnknown
            | Self::RecipientRefuses
            | Self::ContentRefused
            | Self::MailboxAbused
            | Self::BulkMail => OUTGOING,
            Self::Blocklisted => &[CannotSend, CameBack, SentInJunk, Late],
            Self::AccountSuspended
            | Self::LoginNeeded
            | Self::SenderNotAllowed
            | Self::SendingBlocked
            | Self::SendingAccessClosed => &[CannotSend, CameBack, ServiceCannotOpen],
            Self::SendingLimit => &[CannotSend, CameBack, Late, ServiceCannotOpen],
            Self::RecipientUnknown | Self::RecipientDomain | Self::CertifiedOnly | Self::TooLarge => &[CannotSend, CameBack],
            Self::RecipientFull => &[CannotSend, CameBack, SaysFull],
            Self::RecipientServer | Self::RecipientBusy => &[CannotSend, CameBack, Late],
            Self::MailMisrouted => &[CannotSend, CameBack, Late, OneMissing, NothingArrives],
            Self::PutOff => &[CannotSend, CameBack, Late, OneMissing, NothingArrives],
            Self::OwnFilter => &[NothingArrives, OneMissing, CameBack, Late, InJunk],
            Self::MailboxFull => &[NothingArrives, OneMissing, CameBack, Late, SaysFull, ServiceCannotOpen],
            Self::TakenForJunk => &[InJunk, OneMissing, NothingArrives, Late],
            Self::MailboxesDown => &[NothingArrives, CannotSend, CannotConnect, Late, OneDevice, ServiceCannotOpen],
            // Depends on the service that is down or that has the certificate; see
            // `explains_by_check`.
            Self::OneServiceDown | Self::EncryptionOutdated | Self::CertificateProblem => &[CannotConnect],
            // Many customers read their mail only in the webmail.
            Self::WebmailDown => &[CannotConnect, NothingArrives],
            Self::MailHostMissing => ACCESS,
            Self::DeviceOffline | Self::NetworkBlocks => &[NothingArrives, CannotSend, CannotConnect, Late, OneDevice],
            Self::PasswordWrong
            | Self::PasswordChanged
            | Self::PasswordExpired
            | Self::ServerNotReached
            | Self::AccountClosed
            | Self::WebSignInNeeded
            | Self::TwoStepSignIn
            | Self::ExtraSecurity
            | Self::ModernSignInNeeded
            | Self::SignInExpired
            | Self::ProgramAccessClosed
            | Self::ServersChanged
            // `OneMissing`: only the messages since the fault began are missing.
            | Self::ProgramSettings => &[CannotConnect, CannotSend, NothingArrives, OneMissing, OneDevice, ServiceCannotOpen, CameBack],
            Self::SignInNotChecked => &[CannotConnect, CannotSend, NothingArrives, OneDevice, ServiceCannotOpen, CameBack, Late],
            Self::TooManyConnections | Self::SignInPaused => ACCESS,
            Self::MailboxInUse => READING,
            Self::SettingsInService => &[ServiceCannotOpen, NothingArrives, CannotSend],
            Self::WrongOutgoingServer | Self::OutgoingSettings => &[CannotSend, CameBack, CannotConnect, OneDevice, ServiceCannotOpen],
            Self::MailProgram => &[NothingArrives, OneMissing, CannotConnect, Late, OneDevice],
            Self::DeviceAccount => &[OneDevice, CannotConnect, NothingArrives, CannotSend],
            Self::DeviceFull => &[SaysFull, OneDevice, NothingArrives],
            Self::FetchInterval => &[Late, NothingArrives, OneMissing],
            Self::Fraud => &[SaysFull],
            Self::SenderForged => &[CameBack],
            Self::SenderIsSlow | Self::OwnServerSlow => &[Late, OneMissing],
            Self::Greylisting => &[Late, OneMissing, NothingArrives],
            Self::ForwardBreaksSpf => &[CameBack, OneMissing, NothingArrives],
            Self::MailboxRule | Self::MessagesFetched => &[NothingArrives, OneMissing, Late],
            Self::SenderSide => &[NothingArrives, OneMissing, Late, CameBack, InJunk],
            Self::CouldNotJudge | Self::WorksWithRisks | Self::AllWell => Complaint::ALL,
        }
    }
}

/// Whether a conclusion explains the complaint, by its cause or by its evidence.
pub(crate) fn explains(conclusion: &Conclusion, known: &Known<'_>) -> bool {
    let Some(complaint) = known.complaint else { return true };
    conclusion.cause.explains().contains(&complaint)
        || explains_by_check(conclusion, known, complaint)
        || explains_by_answer(conclusion, complaint)
}

/// A fault of one service explains the complaints that depend on that service.
fn explains_by_check(conclusion: &Conclusion, known: &Known<'_>, complaint: Complaint) -> bool {
    // An error shown by a program concerns the connection of that program.
    if !conclusion.because.shown.is_empty()
        && (if conclusion.cause.is_about_sending() { SENDING } else { ACCESS }).contains(&complaint)
    {
        return true;
    }
    // If a service cannot open the mailbox, a pasted bounce is what that service shows.
    if !conclusion.because.bounce.is_empty() && complaint == ServiceCannotOpen {
        return true;
    }
    // What the header of a message shows explains where it went and when.
    if !conclusion.because.arrived.is_empty() {
        let explained: &[Complaint] = match conclusion.cause {
            CauseCode::OwnServerSlow | CauseCode::SenderIsSlow => &[Late, OneMissing],
            CauseCode::SenderUnproven => &[SentInJunk],
            _ => &[InJunk, OneMissing],
        };
        return explained.contains(&complaint);
    }
    match conclusion.cause {
        CauseCode::OneServiceDown
        | CauseCode::CertificateProblem
        | CauseCode::EncryptionOutdated => {}
        // Two SPF records cause the domain's own messages to be refused.
        CauseCode::DnsAfterMove => {
            use diagnosis::finding::FindingCode::SpfTwoRecords;
            return conclusion.because.findings.contains(&SpfTwoRecords)
                && OUTGOING.contains(&complaint);
        }
        _ => return false,
    }
    let is_cited = |finding: &&&diagnosis::finding::Finding| {
        conclusion.because.findings.contains(&finding.code)
            && finding.severity == FindingSeverity::Problem
    };
    known.findings.iter().filter(is_cited).filter_map(|finding| finding.check).any(|check| {
        match check {
            CheckKind::Submission => SENDING.contains(&complaint),
            CheckKind::Imap | CheckKind::Pop3 => READING.contains(&complaint),
            _ => false,
        }
    })
}

/// An answer that something failed when the customer tried it explains a complaint about the same
/// thing.
fn explains_by_answer(conclusion: &Conclusion, complaint: Complaint) -> bool {
    let said = |means: Meaning| conclusion.because.answers.iter().any(|said| said.means == means);
    match conclusion.cause {
        CauseCode::WebmailDown => {
            (said(Meaning::WebmailFails) || said(Meaning::OtherNetworkFails))
                && ACCESS.contains(&complaint)
        }
        CauseCode::DnsAfterMove => said(Meaning::ChangedProvider) && ACCESS.contains(&complaint),
        CauseCode::OneServiceDown => {
            said(Meaning::OtherProgramFails) && matches!(complaint, OneMissing | Late)
        }
        _ => false,
    }
}
