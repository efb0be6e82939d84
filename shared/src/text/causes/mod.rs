//! What each cause says: the cause in one sentence, why, what to do, how to see that it worked.
//!
//! Without anything to fill in, so that the terminal, a report and a page say the same. Must never decide anything.

mod around;
mod domain;
mod message;
mod personal;
mod sending;
mod servers;

use super::Lang;
use super::advice::{Advice, Words, words};
use crate::conclusion::CauseCode;
pub use around::{CausesText, about as about_cause, cause_remark};

/// The words of a cause.
#[must_use]
pub const fn cause_words(cause: CauseCode) -> &'static Advice {
    match cause {
        CauseCode::DomainNotFound => &domain::DOMAIN_NOT_FOUND,
        CauseCode::NameServersFailing => &domain::NAME_SERVERS_FAILING,
        CauseCode::DnsAfterMove => &domain::DNS_AFTER_MOVE,
        CauseCode::MailHasNoPlace => &domain::MAIL_HAS_NO_PLACE,
        CauseCode::MailServersDown => &servers::MAIL_SERVERS_DOWN,
        CauseCode::ProviderOutage => &servers::PROVIDER_OUTAGE,
        CauseCode::MailboxesDown => &servers::MAILBOXES_DOWN,
        CauseCode::OneServiceDown => &servers::ONE_SERVICE_DOWN,
        CauseCode::CertificateProblem => &servers::CERTIFICATE_PROBLEM,
        CauseCode::SpfRefused => &sending::SPF_REFUSED,
        CauseCode::DmarcRefused => &sending::DMARC_REFUSED,
        CauseCode::SenderUnproven => &sending::SENDER_UNPROVEN,
        CauseCode::Blocklisted => &sending::BLOCKLISTED,
        CauseCode::ServerNameWrong => &sending::SERVER_NAME_WRONG,
        CauseCode::SenderUnknown => &sending::SENDER_UNKNOWN,
        CauseCode::AccountSuspended => &sending::ACCOUNT_SUSPENDED,
        CauseCode::LoginNeeded => &sending::LOGIN_NEEDED,
        CauseCode::SenderNotAllowed => &sending::SENDER_NOT_ALLOWED,
        CauseCode::SendingLimit => &sending::SENDING_LIMIT,
        CauseCode::RecipientUnknown => &message::RECIPIENT_UNKNOWN,
        CauseCode::RecipientDomain => &message::RECIPIENT_DOMAIN,
        CauseCode::RecipientFull => &message::RECIPIENT_FULL,
        CauseCode::CertifiedOnly => &message::CERTIFIED_ONLY,
        CauseCode::RecipientRefuses => &message::RECIPIENT_REFUSES,
        CauseCode::RecipientServer => &message::RECIPIENT_SERVER,
        CauseCode::TooLarge => &message::TOO_LARGE,
        CauseCode::ContentRefused => &message::CONTENT_REFUSED,
        CauseCode::PutOff => &message::PUT_OFF,
        CauseCode::MailboxMissing => &message::MAILBOX_MISSING,
        CauseCode::OwnFilter => &message::OWN_FILTER,
        CauseCode::SenderSide => &message::SENDER_SIDE,
        CauseCode::MailboxFull => &personal::MAILBOX_FULL,
        CauseCode::TakenForJunk => &personal::TAKEN_FOR_JUNK,
        CauseCode::DeviceOffline => &personal::DEVICE_OFFLINE,
        CauseCode::NetworkBlocks => &personal::NETWORK_BLOCKS,
        CauseCode::PasswordWrong => &personal::PASSWORD_WRONG,
        CauseCode::ProgramSettings => &personal::PROGRAM_SETTINGS,
        CauseCode::MailProgram => &personal::MAIL_PROGRAM,
        CauseCode::MailboxRule => &personal::MAILBOX_RULE,
        CauseCode::CouldNotJudge => &servers::COULD_NOT_JUDGE,
        CauseCode::WorksWithRisks => &servers::WORKS_WITH_RISKS,
        CauseCode::AllWell => &servers::ALL_WELL,
        _ => &servers::COULD_NOT_JUDGE,
    }
}

/// A cause in one sentence.
#[must_use]
pub const fn conclusion(lang: Lang, cause: CauseCode) -> &'static str {
    cause_words(cause).title.get(lang)
}

const CHECK_AGAIN: Words = words(
    "Dopo la modifica ripeta i controlli. Può volerci fino a un giorno.",
    "After the change run the checks again. It may take up to a day.",
);
const TELL_THE_DOMAIN_ADMIN: Words =
    words("Mandi questi risultati a chi gestisce il dominio.", "Send these results to whoever runs the domain.");
const TELL_THE_PROVIDER: Words = words("Mandi questi risultati a chi Le fornisce la posta.", "Send these results to your mail provider.");
const SEND_AGAIN: Words =
    words("Invii di nuovo il messaggio: non deve tornare indietro.", "Send the message again: it must not come back.");
