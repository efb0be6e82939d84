//! Tests that each reason has texts in both languages that a reader without knowledge of mail can
//! follow.

use checklist::conclusion::CauseCode;
use checklist::{Evidence, PastedBounce};
use mail::ProviderId;
use mail::bounce::explain;
use mail::provider::Provider;

use super::*;

/// Words that blame, plead or apologise.
const UNWANTED: [&str; 8] =
    ["non valido", "non valida", "invalid", "please", "per favore", "oops", "sorry", "spiacenti"];
/// The longest sentence, in words.
const MAX_SENTENCE_WORDS: usize = 25;

#[track_caller]
fn is_fit(text: &str) {
    assert!(text.ends_with('.') && !text.contains(['{', '}']), "{text}");
    let lower = text.to_lowercase();
    assert!(UNWANTED.iter().all(|word| !lower.contains(word)), "{text}");
    for sentence in text.split_inclusive(['.', ':', ';']) {
        assert!(sentence.split_whitespace().count() <= MAX_SENTENCE_WORDS, "{sentence}");
    }
}

fn said_by(provider: Option<ProviderId>, reason: BounceReason) -> BounceItem {
    let item = explain("550 Sorry").items.remove(0);
    BounceItem { reason, provider, ..item }
}

fn sentences(words: &BounceWording) -> Vec<&'static str> {
    [words.title, words.meaning]
        .into_iter()
        .chain(words.sender.iter().copied())
        .chain(words.recipient.iter().copied())
        .collect()
}

/// In general, and at each known provider.
#[test]
fn every_reason_has_words_for_both_sides() {
    let providers =
        || std::iter::once(None).chain(Provider::all().iter().map(|provider| Some(provider.id())));
    for &reason in BounceReason::ALL {
        for provider in providers() {
            let item = said_by(provider, reason);
            let [it, en] = Lang::ALL.map(|lang| bounce(lang, &item));
            assert!(!it.sender.is_empty() && !it.recipient.is_empty(), "{reason:?}");
            assert_eq!(
                (it.sender.len(), it.recipient.len()),
                (en.sender.len(), en.recipient.len()),
                "{item:?}"
            );
            let both = sentences(&it).into_iter().zip(sentences(&en));
            both.for_each(|(it, en)| {
                is_fit(it);
                is_fit(en);
                assert_ne!(it, en);
            });
        }
    }
}

#[test]
fn reasons_are_told_apart() {
    for lang in Lang::ALL {
        let titles: std::collections::BTreeSet<_> =
            BounceReason::ALL.iter().map(|&reason| bounce_reason(lang, reason)).collect();
        assert_eq!(titles.len(), BounceReason::ALL.len());
    }
}

/// The case that operators write help articles about.
#[test]
fn aruba_has_its_own_way_for_a_sender() {
    let item = explain("Errore 550 5.1.0 con il provider Aruba").items.remove(0);
    let words = bounce(Lang::It, &item);
    assert_eq!(words.title, "L'indirizzo del mittente non è quello della casella che invia.");
    assert!(
        words
            .sender
            .iter()
            .any(|step| step.contains("Abilita indirizzi email alternativi come mittenti")),
        "{words:?}"
    );
    assert_eq!(bounce_code(Lang::It, &item).as_deref(), Some("550 5.1.0, rifiuto definitivo"));
}

/// Changing settings or publishing a record would not help here.
#[test]
fn a_forward_and_a_server_that_should_receive_have_their_own_words() {
    let items = [
        "<ugo@altra.test> (expanded from <info@healthy.test>): host mx.altra.test[203.0.113.5] said: 550 5.7.23 SPF validation failed",
        "<ugo@altra.test>: host mx.altra.test[203.0.113.5] said: 554 5.7.1 <ugo@altra.test>: Relay access denied",
    ];
    for text in items {
        let item = explain(text).items.remove(0);
        let [it, en] = Lang::ALL.map(|lang| bounce(lang, &item));
        for lang in Lang::ALL {
            assert_ne!(bounce(lang, &item).title, bounce_reason(lang, item.reason));
        }
        sentences(&it).into_iter().chain(sentences(&en)).for_each(is_fit);
        assert!(
            sentences(&en)
                .iter()
                .all(|text| !text.contains("SPF") && !text.contains("authentication")),
            "{en:?}"
        );
    }
}

#[test]
fn codes_say_what_their_class_says() {
    let code = |reply: &str| bounce_code(Lang::En, &explain(reply).items.remove(0));
    assert_eq!(code("421 later").as_deref(), Some("421, refused for now"));
    assert_eq!(code("5.1.1 no").as_deref(), Some("5.1.1, refused for good"));
    assert_eq!(code("mailbox is full"), None);
}

/// The same text for the sender, the recipient, and the one who forwarded it.
#[test]
fn whose_job_it_is_depends_on_whose_message_it_was() {
    #[track_caller]
    fn check(corrected: Option<Side>, pasted: &str, who: &str, step: &str) {
        let text = PastedBounce::new(pasted).into_input(&"bounce".into(), None, corrected);
        let told = Evidence::default().text_previews(&text, None);
        let (item, told) = (&text.items()[0], &told[0]);
        assert!(text_owner(Lang::En, told, None).contains(who), "{pasted} {told:?}");
        let steps = text_steps(Lang::En, told, &bounce(Lang::En, item));
        assert!(
            if step.is_empty() { steps.is_empty() } else { steps.join(" ").contains(step) },
            "{pasted} {steps:?}"
        );
    }
    let full = "552 5.2.2 <ugo@altra.test>: Mailbox is full";
    let of_sender = bounce(Lang::En, &PastedBounce::new(full).items()[0]).sender[0];
    let of_recipient = bounce(Lang::En, &PastedBounce::new(full).items()[0]).recipient[0];
    check(None, full, "The other side has to do it", of_sender);
    check(Some(Side::Sent), full, "The other side has to do it", of_sender);
    check(Some(Side::Received), full, "It is up to you", of_recipient);
    let rule = crate::cause_words(CauseCode::MailboxRule).steps[0].get(Lang::En);
    check(Some(Side::Forwarded), full, "It is up to you", rule);
    check(
        Some(Side::Connection),
        full,
        "It is up to you",
        crate::cause_words(CauseCode::MailboxFull).steps[0].get(Lang::En),
    );
}
