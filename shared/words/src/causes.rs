//! The texts of each cause: what is wrong in one sentence, why, what to do, how to check that it
//! worked.
//!
//! A title is a statement and not an instruction: it is the headline of a verdict, and the steps
//! below it say what to do. The texts have no placeholders, so that the terminal, a report and a
//! page say the same. Must never decide anything.

mod around;
mod device;
mod domain;
mod mailbox;
mod message;
mod sending;
mod servers;
mod signin;

use super::Lang;
use super::advice::{Advice, Words, words};
pub use around::{CausesText, about as about_cause, cause_remark};
use checklist::conclusion::CauseCode;

/// The texts of a cause.
#[must_use]
pub const fn cause_words(cause: CauseCode) -> &'static Advice {
    match cause {
        CauseCode::DomainNotFound => &domain::DOMAIN_NOT_FOUND,
        CauseCode::NameServersFailing => &domain::NAME_SERVERS_FAILING,
        CauseCode::DnssecBroken => &domain::DNSSEC_BROKEN,
        CauseCode::DnsAfterMove => &domain::DNS_AFTER_MOVE,
        CauseCode::MailHasNoPlace => &domain::MAIL_HAS_NO_PLACE,
        CauseCode::MailRefusedByDns => &domain::MAIL_REFUSED_BY_DNS,
        CauseCode::MxLeadsNowhere => &domain::MX_LEADS_NOWHERE,
        CauseCode::MxIpv6Only => &domain::MX_IPV6_ONLY,
        CauseCode::MailHostBehindProxy => &domain::MAIL_HOST_BEHIND_PROXY,
        CauseCode::MailHostMissing => &domain::MAIL_HOST_MISSING,
        CauseCode::MailServersDown => &servers::MAIL_SERVERS_DOWN,
        CauseCode::ProviderOutage => &servers::PROVIDER_OUTAGE,
        CauseCode::SpfRefused => &sending::SPF_REFUSED,
        CauseCode::DmarcRefused => &sending::DMARC_REFUSED,
        CauseCode::SenderUnproven => &sending::SENDER_UNPROVEN,
        CauseCode::Blocklisted => &sending::BLOCKLISTED,
        CauseCode::ServerNameWrong => &sending::SERVER_NAME_WRONG,
        CauseCode::HeloNameWrong => &sending::HELO_NAME_WRONG,
        CauseCode::SenderUnknown => &sending::SENDER_UNKNOWN,
        CauseCode::AccountSuspended => &sending::ACCOUNT_SUSPENDED,
        CauseCode::LoginNeeded => &sending::LOGIN_NEEDED,
        CauseCode::SenderNotAllowed => &sending::SENDER_NOT_ALLOWED,
        CauseCode::SendingLimit => &sending::SENDING_LIMIT,
        CauseCode::RecipientUnknown => &message::RECIPIENT_UNKNOWN,
        CauseCode::RecipientDomain => &message::RECIPIENT_DOMAIN,
        CauseCode::RecipientFull => &message::RECIPIENT_FULL,
        CauseCode::RecipientBusy => &message::RECIPIENT_BUSY,
        CauseCode::MailMisrouted => &message::MAIL_MISROUTED,
        CauseCode::CertifiedOnly => &message::CERTIFIED_ONLY,
        CauseCode::RecipientRefuses => &message::RECIPIENT_REFUSES,
        CauseCode::RecipientServer => &message::RECIPIENT_SERVER,
        CauseCode::TooLarge => &message::TOO_LARGE,
        CauseCode::ContentRefused => &message::CONTENT_REFUSED,
        CauseCode::PutOff => &message::PUT_OFF,
        CauseCode::MailboxMissing => &message::MAILBOX_MISSING,
        CauseCode::OwnFilter => &message::OWN_FILTER,
        CauseCode::MailboxFull => &mailbox::MAILBOX_FULL,
        CauseCode::TakenForJunk => &message::TAKEN_FOR_JUNK,
        CauseCode::MailboxesDown => &servers::MAILBOXES_DOWN,
        CauseCode::OneServiceDown => &servers::ONE_SERVICE_DOWN,
        CauseCode::WebmailDown => &servers::WEBMAIL_DOWN,
        CauseCode::EncryptionOutdated => &servers::ENCRYPTION_OUTDATED,
        CauseCode::CertificateProblem => &servers::CERTIFICATE_PROBLEM,
        CauseCode::DeviceOffline => &device::DEVICE_OFFLINE,
        CauseCode::NetworkBlocks => &device::NETWORK_BLOCKS,
        CauseCode::PasswordWrong => &signin::PASSWORD_WRONG,
        CauseCode::ServerNotReached => &device::SERVER_NOT_REACHED,
        CauseCode::ProgramSettings => &device::PROGRAM_SETTINGS,
        CauseCode::SignInPaused => &signin::SIGN_IN_PAUSED,
        CauseCode::PasswordExpired => &signin::PASSWORD_EXPIRED,
        CauseCode::AccountClosed => &signin::ACCOUNT_CLOSED,
        CauseCode::WebSignInNeeded => &signin::WEB_SIGN_IN_NEEDED,
        CauseCode::SendingAccessClosed => &sending::SENDING_ACCESS_CLOSED,
        CauseCode::PasswordChanged => &signin::PASSWORD_CHANGED,
        CauseCode::TwoStepSignIn => &signin::TWO_STEP_SIGN_IN,
        CauseCode::ExtraSecurity => &signin::EXTRA_SECURITY,
        CauseCode::ModernSignInNeeded => &signin::MODERN_SIGN_IN_NEEDED,
        CauseCode::SignInExpired => &signin::SIGN_IN_EXPIRED,
        CauseCode::ProgramAccessClosed => &signin::PROGRAM_ACCESS_CLOSED,
        CauseCode::TooManyConnections => &signin::TOO_MANY_CONNECTIONS,
        CauseCode::MailboxInUse => &signin::MAILBOX_IN_USE,
        CauseCode::SignInNotChecked => &signin::SIGN_IN_NOT_CHECKED,
        CauseCode::ServersChanged => &signin::SERVERS_CHANGED,
        CauseCode::SettingsInService => &signin::SETTINGS_IN_SERVICE,
        CauseCode::WrongOutgoingServer => &sending::WRONG_OUTGOING_SERVER,
        CauseCode::OutgoingSettings => &sending::OUTGOING_SETTINGS,
        CauseCode::DeviceAccount => &device::DEVICE_ACCOUNT,
        CauseCode::DeviceFull => &device::DEVICE_FULL,
        CauseCode::FetchInterval => &device::FETCH_INTERVAL,
        CauseCode::Fraud => &mailbox::FRAUD,
        CauseCode::MailboxAbused => &mailbox::MAILBOX_ABUSED,
        CauseCode::BulkMail => &sending::BULK_MAIL,
        CauseCode::SendingBlocked => &sending::SENDING_BLOCKED,
        CauseCode::SenderForged => &message::SENDER_FORGED,
        CauseCode::SenderIsSlow => &message::SENDER_IS_SLOW,
        CauseCode::OwnServerSlow => &servers::OWN_SERVER_SLOW,
        CauseCode::Greylisting => &message::GREYLISTING,
        CauseCode::ForwardBreaksSpf => &sending::FORWARD_BREAKS_SPF,
        CauseCode::WorkingAgain => &servers::WORKING_AGAIN,
        CauseCode::MailProgram => &device::MAIL_PROGRAM,
        CauseCode::MailboxRule => &mailbox::MAILBOX_RULE,
        CauseCode::MessagesFetched => &mailbox::MESSAGES_FETCHED,
        CauseCode::SenderSide => &message::SENDER_SIDE,
        CauseCode::CouldNotJudge => &servers::COULD_NOT_JUDGE,
        CauseCode::WorksWithRisks => &servers::WORKS_WITH_RISKS,
        CauseCode::AllWell => &servers::ALL_WELL,
    }
}

/// A cause as one sentence.
#[must_use]
pub const fn conclusion(lang: Lang, cause: CauseCode) -> &'static str {
    cause_words(cause).title.get(lang)
}

const CHECK_AGAIN: Words = words(
    "Dopo la modifica ripeta i controlli. Può volerci fino a un giorno.",
    "After the change run the checks again. It may take up to a day.",
);
const TELL_THE_DOMAIN_ADMIN: Words = words(
    "Mandi questi risultati a chi gestisce il dominio.",
    "Send these results to whoever runs the domain.",
);
const TELL_THE_PROVIDER: Words = words(
    "Mandi questi risultati a chi Le fornisce la posta.",
    "Send these results to your mail provider.",
);
const NOT_YOUR_PROGRAM: Words = words(
    "Non cambi niente nel programma di posta: il guasto non è lì.",
    "Change nothing in your mail program: the fault is not there.",
);
const SEND_AGAIN: Words = words(
    "Invii di nuovo il messaggio: non deve tornare indietro.",
    "Send the message again: it must not come back.",
);
const SEND_YOURSELF: Words = words(
    "Si invii un messaggio dal programma. Se parte e arriva, è a posto.",
    "Send yourself a message from the program. If it leaves and arrives, all is well.",
);
const WRITE_FROM_OUTSIDE: Words = words(
    "Si faccia scrivere da un indirizzo esterno e guardi se il messaggio arriva.",
    "Have somebody write from an outside address, and see whether the message arrives.",
);
