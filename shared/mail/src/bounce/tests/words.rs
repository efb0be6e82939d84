//! The expected reason of replies of servers, one on each line of a fixture: `reason: reply`.

use terms::Confidence;

use super::super::{BounceReason, explain};

const WORDS: &str = include_str!("../fixtures/words.txt");

fn replies() -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDS.lines().filter_map(|line| line.split_once(": "))
}

#[test]
fn words_mean_what_they_mean() {
    let mut wrong = Vec::new();
    for (expected, reply) in replies() {
        let found: Vec<_> = explain(reply).items.iter().map(|item| item.reason.as_str()).collect();
        if found != [expected] {
            wrong.push(format!("{reply}\n    found {found:?} instead of {expected}"));
        }
    }
    assert!(replies().count() > 200 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Case and spaces do not change the reason.
#[test]
fn case_and_blanks_say_nothing() {
    for (expected, reply) in replies() {
        for text in [reply.to_uppercase(), reply.replace(' ', "  ")] {
            let found: Vec<_> =
                explain(&text).items.iter().map(|item| item.reason.as_str()).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }
}

/// A reason is certain only if the provider that wrote the text is known.
#[test]
fn nobodys_words_are_never_certain() {
    for (_, reply) in replies() {
        for item in explain(reply).items {
            assert!(item.confidence < Confidence::Certain || item.provider.is_some(), "{reply}");
        }
    }
}

/// A server that did not check the password, or has logins disabled, does not say that it is wrong.
#[test]
fn a_password_is_called_wrong_where_a_server_said_so() {
    for reply in [
        "454 4.7.0 Temporary authentication failure: Connection lost to authentication server",
        "421 4.7.0 Authentication failure, try again",
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant",
        "550 5.7.30 Basic authentication is not supported",
        "550 5.7.1 SPF authentication failed for banca.test",
        "550 5.7.1 DMARC authentication failed",
    ] {
        let reasons: Vec<_> = explain(reply).items.iter().map(|item| item.reason).collect();
        assert!(
            !reasons.is_empty() && !reasons.contains(&BounceReason::LoginRefused),
            "{reply}: {reasons:?}"
        );
    }
}
