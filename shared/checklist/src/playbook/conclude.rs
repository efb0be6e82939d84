//! The step that ends the questions, and the older `advise` step that it replaces.
//!
//! In older playbooks each `advise` step drew its own conclusion: it named a cause in its own
//! texts, with an owner and a confidence. Sessions that started with such a playbook continue: its
//! texts are kept for the current cause with the corresponding name, and the rest is ignored. The
//! gate refuses new files with such a step.

use std::fmt;

use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{CauseWords, Meaning, StepId};
use crate::cause::CauseCode;

/// The end of the questions: the page shows the first ranked cause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Conclude {
    /// The check step that "check again" repeats; if absent, the last check step on the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recheck: Option<StepId>,
    /// The texts of an older `advise` step.
    #[serde(rename = "of_before", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(skip_deserializing))]
    pub legacy: Option<Box<LegacyAdvise>>,
}

/// The texts of an `advise` step, for the current cause with the corresponding name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Before"))]
pub struct LegacyAdvise {
    /// The cause.
    pub cause: CauseCode,
    /// The texts.
    pub words: CauseWords,
}

/// Reads either form of the step. Written by hand, so that the error for a misspelled field lists
/// only the fields allowed now and not those of the older form.
struct EitherForm;

impl<'de> Visitor<'de> for EitherForm {
    type Value = Conclude;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the fields of a conclusion")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Conclude, A::Error> {
        let (mut conclude, mut words) = (Conclude::default(), CauseWords::default());
        let (mut cause, mut is_legacy) = (None, false);
        while let Some(name) = fields.next_key::<String>()? {
            match name.as_str() {
                "recheck" => conclude.recheck = fields.next_value()?,
                "of_before" => conclude.legacy = fields.next_value()?,
                _ => {
                    is_legacy = true;
                    match name.as_str() {
                        "cause" | "advice_of" => {
                            cause = cause_of(&fields.next_value::<String>()?).or(cause)
                        }
                        "title" => words.title = fields.next_value()?,
                        "why" => words.why = fields.next_value()?,
                        "steps" => words.steps = fields.next_value()?,
                        "verify" => words.verify = fields.next_value()?,
                        // Now decided by the rules.
                        "owner" | "confidence" | "because" => {
                            let _ignored = fields.next_value::<IgnoredAny>()?;
                        }
                        _ => return Err(de::Error::unknown_field(&name, &["recheck"])),
                    }
                }
            }
        }
        if is_legacy && conclude.legacy.is_none() {
            conclude.legacy = Some(Box::new(LegacyAdvise {
                cause: cause.unwrap_or(CauseCode::CouldNotJudge),
                words,
            }));
        }
        Ok(conclude)
    }
}

impl<'de> Deserialize<'de> for Conclude {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EitherForm)
    }
}

/// The current cause for a name used by an `advise` step; `None` for a name that no shipped
/// playbook used.
#[must_use]
pub fn cause_of(word: &str) -> Option<CauseCode> {
    let renamed = RENAMED.iter().find(|(before, _)| *before == word).map(|(_, cause)| *cause);
    renamed.or_else(|| CauseCode::ALL.iter().copied().find(|cause| cause.as_str() == word))
}

/// Older names that are not names of causes: those of the shipped playbooks, and the findings that
/// an `advise` step could refer to.
const RENAMED: &[(&str, CauseCode)] = &[
    ("taken_for_spam", CauseCode::TakenForJunk),
    ("provider_in_trouble", CauseCode::ProviderOutage),
    ("password_refused", CauseCode::PasswordWrong),
    ("own_network_blocks", CauseCode::NetworkBlocks),
    ("mail_server_down", CauseCode::MailboxesDown),
    ("provider_servers_down", CauseCode::MailboxesDown),
    ("mail_programs_cut_off", CauseCode::OneServiceDown),
    ("incoming_server_down", CauseCode::MailServersDown),
    ("sender_not_authorised", CauseCode::SenderNotAllowed),
    ("recipient_filters", CauseCode::RecipientRefuses),
    ("no_mx", CauseCode::MailHasNoPlace),
    ("message_too_big", CauseCode::TooLarge),
    ("filter_or_forward", CauseCode::MailboxRule),
    ("delivery_delayed", CauseCode::PutOff),
    ("address_unknown", CauseCode::RecipientUnknown),
    ("settings_in_tweppy", CauseCode::SettingsInService),
    ("domain_servers_failing", CauseCode::NameServersFailing),
    ("domain_servers_silent", CauseCode::NameServersFailing),
    ("mx_null", CauseCode::MailRefusedByDns),
    ("mx_null_beside", CauseCode::MailRefusedByDns),
    ("mx_none", CauseCode::MailHasNoPlace),
    ("mx_implicit", CauseCode::MailHasNoPlace),
    ("mx_host_not_found", CauseCode::MxLeadsNowhere),
    ("mx_address_private", CauseCode::MxLeadsNowhere),
    ("mx_malformed", CauseCode::MxLeadsNowhere),
    ("mx_alias", CauseCode::MxLeadsNowhere),
    ("mx_name_doubled", CauseCode::MxLeadsNowhere),
    ("mx_unverified_microsoft", CauseCode::DnsAfterMove),
    ("mx_two_providers", CauseCode::DnsAfterMove),
    ("mx_mixed", CauseCode::DnsAfterMove),
    ("mail_provider_changed", CauseCode::DnsAfterMove),
    ("delegation_stale", CauseCode::DnsAfterMove),
    ("name_server_lame", CauseCode::NameServersFailing),
    ("name_servers_differ", CauseCode::DnsAfterMove),
    ("mail_host_behind_http_proxy", CauseCode::MailHostBehindProxy),
    ("mail_host_not_found", CauseCode::MailHostMissing),
    ("mail_host_private", CauseCode::MailHostMissing),
    ("spf_missing", CauseCode::SenderUnproven),
    ("spf_two_records", CauseCode::SenderUnproven),
    ("spf_invalid", CauseCode::SenderUnproven),
    ("spf_too_many_lookups", CauseCode::SenderUnproven),
    ("spf_allows_all", CauseCode::SenderUnproven),
    ("relay_down", CauseCode::MailServersDown),
    ("relay_partly_down", CauseCode::MailServersDown),
    ("imap_down", CauseCode::OneServiceDown),
    ("pop3_down", CauseCode::OneServiceDown),
    ("submission_down", CauseCode::OneServiceDown),
    ("webmail_error", CauseCode::WebmailDown),
    ("tls_certificate_expired", CauseCode::CertificateProblem),
    ("tls_certificate_wrong_name", CauseCode::CertificateProblem),
    ("tls_certificate_self_signed", CauseCode::CertificateProblem),
    ("tls_certificate_untrusted", CauseCode::CertificateProblem),
    ("tls_handshake_failed", CauseCode::CertificateProblem),
    ("provider_incident", CauseCode::ProviderOutage),
    ("relay_refused", CauseCode::MailServersDown),
    ("relay_timeout", CauseCode::MailServersDown),
    ("relay_unreachable", CauseCode::MailServersDown),
    ("relay_silent", CauseCode::MailServersDown),
    ("relay_closed", CauseCode::MailServersDown),
    ("relay_greeting_rejected", CauseCode::MailServersDown),
    ("relay_not_smtp", CauseCode::MailServersDown),
    // Senders try again by themselves.
    ("relay_busy", CauseCode::PutOff),
    ("tls_certificate_expiring", CauseCode::CertificateProblem),
    ("tls_plaintext_injected", CauseCode::CertificateProblem),
    ("starttls_missing", CauseCode::CertificateProblem),
    // Mail arrives, but something should be fixed.
    ("relay_starttls_missing", CauseCode::WorksWithRisks),
    ("webmail_unencrypted", CauseCode::WorksWithRisks),
    ("dmarc_two_records", CauseCode::WorksWithRisks),
    ("dmarc_invalid", CauseCode::WorksWithRisks),
];

/// The meaning of an answer that led directly to an `advise` step for this cause and has no meaning
/// of its own.
///
/// In older playbooks the edge ties the answer to the cause; current playbooks use `means`.
#[must_use]
pub const fn meaning_of(cause: CauseCode) -> Option<Meaning> {
    Some(match cause {
        CauseCode::TakenForJunk => Meaning::InJunkFolder,
        CauseCode::ProviderOutage => Meaning::ProviderOutage,
        CauseCode::MailboxFull => Meaning::MailboxFull,
        CauseCode::MailboxRule => Meaning::MovedByRule,
        CauseCode::MailProgram => Meaning::InWebmail,
        CauseCode::FetchInterval => Meaning::WebmailIsFaster,
        CauseCode::NetworkBlocks => Meaning::OtherNetworkWorks,
        CauseCode::WebmailDown => Meaning::OtherNetworkFails,
        CauseCode::WrongOutgoingServer => Meaning::WrongOutgoingServer,
        CauseCode::OutgoingSettings => Meaning::WrongOutgoingSettings,
        CauseCode::SendingLimit => Meaning::SentMany,
        CauseCode::MailboxAbused => Meaning::SentByStranger,
        CauseCode::RecipientUnknown => Meaning::ErrorUnknownAddress,
        CauseCode::RecipientFull => Meaning::ErrorRecipientFull,
        CauseCode::TooLarge => Meaning::ErrorTooLarge,
        CauseCode::PutOff => Meaning::ErrorStillTried,
        CauseCode::SenderForged => Meaning::NeverWrote,
        CauseCode::PasswordWrong => Meaning::PasswordRefused,
        CauseCode::PasswordChanged => Meaning::ChangedPassword,
        CauseCode::TwoStepSignIn => Meaning::AsksForCode,
        CauseCode::ExtraSecurity => Meaning::NewProtection,
        CauseCode::ProgramSettings => Meaning::WrongServerName,
        CauseCode::RecipientRefuses => Meaning::OneRecipient,
        CauseCode::BulkMail => Meaning::SendsToMany,
        CauseCode::Greylisting => Meaning::OnlyFirstLate,
        CauseCode::SenderIsSlow => Meaning::OneSenderLate,
        CauseCode::DeviceFull => Meaning::DeviceSaysFull,
        CauseCode::Fraud => Meaning::AsksToClick,
        CauseCode::DeviceOffline => Meaning::DeviceOffline,
        CauseCode::DnsAfterMove => Meaning::ChangedProvider,
        CauseCode::SendingBlocked => Meaning::ErrorSendingBlocked,
        CauseCode::SenderNotAllowed => Meaning::ArubaRefusesSender,
        CauseCode::WorkingAgain => Meaning::TestsSucceed,
        CauseCode::ServersChanged => Meaning::ServersRenamed,
        CauseCode::SettingsInService => Meaning::OtherProgramWorks,
        CauseCode::ProgramAccessClosed => Meaning::OtherProgramFails,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
