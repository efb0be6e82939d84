//! Tests that each reason has texts in both languages that a reader without knowledge of mail can
//! follow.

use std::collections::BTreeSet;

use authoring::plain;
use mail::reading::read;

use super::*;

/// Words that blame, plead or apologise.
const UNWANTED: [&str; 8] =
    ["non valido", "non valida", "invalid", "please", "per favore", "oops", "sorry", "spiacenti"];

fn sentences(words: &ConnectionWording) -> Vec<&'static str> {
    [words.title, words.meaning].into_iter().chain(words.steps.iter().copied()).collect()
}

#[test]
fn every_reason_has_words() {
    for &reason in ConnectionReason::ALL {
        let [it, en] = Lang::ALL.map(|lang| connection(lang, reason));
        assert!(!it.steps.is_empty() && it.steps.len() == en.steps.len(), "{reason:?}");
        for (it, en) in sentences(&it).into_iter().zip(sentences(&en)) {
            assert_ne!(it, en);
            for text in [it, en] {
                assert!(text.ends_with('.') && !text.contains(['{', '}']), "{text}");
                assert!(UNWANTED.iter().all(|word| !text.to_lowercase().contains(word)), "{text}");
                assert_eq!(plain::long_sentences(text), [], "{text}");
            }
        }
    }
}

#[test]
fn reasons_are_told_apart() {
    for lang in Lang::ALL {
        let titles: BTreeSet<_> =
            ConnectionReason::ALL.iter().map(|&reason| connection_reason(lang, reason)).collect();
        assert_eq!(titles.len(), ConnectionReason::ALL.len());
    }
}

/// If the connection ended before the login, the password is not mentioned; if it was not checked,
/// the text says so.
#[test]
fn a_broken_connection_accuses_no_password() {
    for reason in [
        ConnectionReason::ConnectionBroken,
        ConnectionReason::ConnectionTimedOut,
        ConnectionReason::ConnectionRefused,
    ] {
        assert!(
            connection(Lang::It, reason).meaning.contains("Della password non si sa nulla"),
            "{reason:?}"
        );
        assert!(
            connection(Lang::En, reason).meaning.contains("nothing about the password"),
            "{reason:?}"
        );
    }
    assert!(
        connection(Lang::It, ConnectionReason::ServerUnavailable)
            .meaning
            .contains("non è stata controllata")
    );
}

#[test]
fn an_error_is_told_in_one_sentence() {
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(reading_reason(Lang::It, &read(text)), expected, "{text}");
    }
    check("NO [INUSE] Boh", Some("La casella è già aperta da un altro programma."));
    check(
        "552 5.2.2 <full@full.test>: Mailbox is full",
        Some("La casella del destinatario è piena."),
    );
    check("NO [ALERT] Boh", None);
    check("Boh", None);
}

#[test]
fn codes_are_told_as_written() {
    let code = |text: &str| read(text).connection().and_then(connection_code);
    assert_eq!(code("NO [ALERT] Boh").as_deref(), Some("ALERT"));
    assert_eq!(
        code("550 5.7.30 Basic authentication is not supported").as_deref(),
        Some("550 5.7.30")
    );
    assert_eq!(code("numero di errore: 0x800ccc0e").as_deref(), Some("0x800CCC0E"));
    assert_eq!(code("ETIMEDOUT"), None);
}
