//! Tests that every name in a stored playbook has a corresponding current cause.

use super::*;
use crate::conclusion::Sign;
use crate::conclusion::TABLE;

/// The causes named by `advise` steps of the shipped playbooks, and their current causes.
const SHIPPED: [(&str, CauseCode); 48] = [
    ("address_unknown", CauseCode::RecipientUnknown),
    ("bulk_mail", CauseCode::BulkMail),
    ("certificate_problem", CauseCode::CertificateProblem),
    ("delivery_delayed", CauseCode::PutOff),
    ("device_account", CauseCode::DeviceAccount),
    ("device_full", CauseCode::DeviceFull),
    ("device_offline", CauseCode::DeviceOffline),
    ("dns_after_move", CauseCode::DnsAfterMove),
    ("domain_not_found", CauseCode::DomainNotFound),
    ("extra_security", CauseCode::ExtraSecurity),
    ("fetch_interval", CauseCode::FetchInterval),
    ("filter_or_forward", CauseCode::MailboxRule),
    ("fraud", CauseCode::Fraud),
    ("greylisting", CauseCode::Greylisting),
    ("incoming_server_down", CauseCode::MailServersDown),
    ("mail_host_missing", CauseCode::MailHostMissing),
    ("mail_program", CauseCode::MailProgram),
    ("mail_programs_cut_off", CauseCode::OneServiceDown),
    ("mail_refused_by_dns", CauseCode::MailRefusedByDns),
    ("mail_server_down", CauseCode::MailboxesDown),
    ("mailbox_abused", CauseCode::MailboxAbused),
    ("mailbox_full", CauseCode::MailboxFull),
    ("message_too_big", CauseCode::TooLarge),
    ("mx_leads_nowhere", CauseCode::MxLeadsNowhere),
    ("name_servers_failing", CauseCode::NameServersFailing),
    ("no_mx", CauseCode::MailHasNoPlace),
    ("outgoing_settings", CauseCode::OutgoingSettings),
    ("own_network_blocks", CauseCode::NetworkBlocks),
    ("password_changed", CauseCode::PasswordChanged),
    ("password_refused", CauseCode::PasswordWrong),
    ("program_access_closed", CauseCode::ProgramAccessClosed),
    ("program_settings", CauseCode::ProgramSettings),
    ("provider_in_trouble", CauseCode::ProviderOutage),
    ("provider_servers_down", CauseCode::MailboxesDown),
    ("recipient_filters", CauseCode::RecipientRefuses),
    ("recipient_full", CauseCode::RecipientFull),
    ("sender_forged", CauseCode::SenderForged),
    ("sender_is_slow", CauseCode::SenderIsSlow),
    ("sender_not_authorised", CauseCode::SenderNotAllowed),
    ("sending_blocked", CauseCode::SendingBlocked),
    ("sending_limit", CauseCode::SendingLimit),
    ("servers_changed", CauseCode::ServersChanged),
    ("settings_in_tweppy", CauseCode::SettingsInService),
    ("taken_for_spam", CauseCode::TakenForJunk),
    ("two_step_sign_in", CauseCode::TwoStepSignIn),
    ("webmail_down", CauseCode::WebmailDown),
    ("working_again", CauseCode::WorkingAgain),
    ("wrong_outgoing_server", CauseCode::WrongOutgoingServer),
];

/// The findings that `advice_of` could name as the cause of a step.
const ADVICE: [&str; 54] = [
    "domain_not_found",
    "domain_servers_failing",
    "domain_servers_silent",
    "delegation_stale",
    "name_server_lame",
    "name_servers_differ",
    "mx_none",
    "mx_null",
    "mx_null_beside",
    "mx_implicit",
    "mx_host_not_found",
    "mx_alias",
    "mx_address_private",
    "mx_malformed",
    "mail_provider_changed",
    "mx_mixed",
    "mx_name_doubled",
    "mx_unverified_microsoft",
    "mx_two_providers",
    "mail_host_behind_http_proxy",
    "relay_down",
    "relay_partly_down",
    "relay_refused",
    "relay_timeout",
    "relay_unreachable",
    "relay_silent",
    "relay_closed",
    "relay_busy",
    "relay_greeting_rejected",
    "relay_not_smtp",
    "relay_starttls_missing",
    "mail_host_not_found",
    "mail_host_private",
    "submission_down",
    "imap_down",
    "pop3_down",
    "starttls_missing",
    "tls_certificate_expired",
    "tls_certificate_expiring",
    "tls_certificate_wrong_name",
    "tls_certificate_self_signed",
    "tls_certificate_untrusted",
    "tls_handshake_failed",
    "tls_plaintext_injected",
    "webmail_down",
    "webmail_error",
    "webmail_unencrypted",
    "spf_missing",
    "spf_two_records",
    "spf_invalid",
    "spf_too_many_lookups",
    "spf_allows_all",
    "dmarc_two_records",
    "dmarc_invalid",
];

#[test]
fn each_word_of_the_shipped_playbooks_stands_for_a_cause() {
    for (word, cause) in SHIPPED {
        assert_eq!(cause_of(word), Some(cause), "{word}");
        assert!(cause.is_trouble(), "{word}: a conclusion says what is wrong");
        // The cause can be concluded and, if an answer led there, from that answer.
        let rules = || TABLE.iter().copied().flatten().filter(|rule| rule.cause == cause);
        assert!(rules().next().is_some(), "{word}");
        if let Some(means) = meaning_of(cause) {
            let is_asked = |sign: &Sign| *sign == Sign::Said(means);
            assert!(
                rules().any(|rule| rule.all.iter().chain(rule.any).any(is_asked)),
                "{word}: {means:?} leads to another cause"
            );
        }
    }
}

#[test]
fn each_finding_that_advice_was_taken_of_stands_for_a_cause() {
    for word in ADVICE {
        assert!(cause_of(word).is_some_and(|cause| cause != CauseCode::CouldNotJudge), "{word}");
    }
    assert_eq!(cause_of("a_word_of_nobody"), None);
}

#[track_caller]
fn stored(step: &str) -> Conclude {
    serde_json::from_str(step).unwrap_or_else(|err| panic!("{err}: {step}"))
}

/// A stored step keeps its texts and loses its own conclusion.
#[test]
fn a_stored_step_keeps_its_words() {
    let text = |word: &str| format!(r#"{{"it":"{word}","en":"{word}"}}"#);
    let step = stored(&format!(
        r#"{{"cause":"taken_for_spam","owner":"you","confidence":"certain","title":{},"why":{},"steps":[{}],"verify":{},
            "recheck":"checks","because":[{{"answer":"scope"}},{{"finding":"mx_ok"}}]}}"#,
        text("a"),
        text("b"),
        text("c"),
        text("d"),
    ));
    assert_eq!(step.recheck, Some("checks".into()));
    let legacy = step.legacy.clone().unwrap();
    assert_eq!(legacy.cause, CauseCode::TakenForJunk);
    let [title, why, verify] = [&legacy.words.title, &legacy.words.why, &legacy.words.verify]
        .map(|text| text.as_ref().map(|text| text.en.as_str()));
    assert_eq!(
        (title, why, verify, legacy.words.steps.len()),
        (Some("a"), Some("b"), Some("d"), 1)
    );
    // As it is sent to the page and stored again.
    assert_eq!(stored(&serde_json::to_string(&step).unwrap()), step);
}

#[test]
fn a_word_that_nobody_had_concludes_nothing() {
    let step = stored(r#"{"cause":"bad_luck","owner":"you","confidence":"certain","because":[]}"#);
    assert_eq!(step.legacy.map(|legacy| legacy.cause), Some(CauseCode::CouldNotJudge));
    assert_eq!(stored(r#"{"recheck":"checks"}"#).legacy, None);
}
