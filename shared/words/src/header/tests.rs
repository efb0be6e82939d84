//! The texts of headers: complete, short, and without a placeholder that stays.

use checklist::conclusion::ArrivedSign;
use mail::message::{FilterVerdict, read};

use super::*;

const MICROSOFT: &str = include_str!("../../../mail/src/message/fixtures/microsoft_junk.eml");
const LATE: &str = include_str!("../../../mail/src/message/fixtures/aruba_late.eml");
const FORWARD: &str = include_str!("../../../mail/src/message/fixtures/gmail_forward_to_aruba.eml");

/// Everything that a reader sees of a message.
fn whole(lang: Lang, text: &str) -> Vec<String> {
    let message = read(text).unwrap();
    let mut said = vec![header_title(lang, &message)];
    for (index, hop) in message.hops.iter().enumerate() {
        said.push(hop_hosts(hop));
        said.push(hop_time(lang, hop, index == 0));
        said.extend(hop_remark(lang, hop, index == 0).map(str::to_owned));
    }
    said.extend(message.authentication.iter().map(|one| auth_statement(lang, one)));
    for filter in message.filters.iter().map(|one| filter_statement(lang, one)) {
        said.extend([filter.title, filter.meaning.to_owned(), filter.who]);
        said.extend(filter.facts);
    }
    said.extend(header_origin(lang, &message));
    said
}

#[test]
fn a_header_is_told_in_both_languages() {
    for text in [MICROSOFT, LATE, FORWARD] {
        for lang in Lang::ALL {
            let said = whole(lang, text);
            assert!(said.iter().all(|line| !line.is_empty() && !line.contains('{')), "{said:?}");
        }
    }
    let said = whole(Lang::En, MICROSOFT);
    for expected in [
        "The receiver's filter has marked the message. For the filter the sender may be forged.",
        "2026-11-21 16:41:07 UTC, it waited here for 28 min",
        "SPF, the server may send (fornitore.test): failed; written by the receiver",
        "SPF, the server may send (fornitore.test): passed; stated by mx.fidati.test, cannot be relied on: anyone before the receiver can have written it",
        "Microsoft: For the filter the sender may be forged.",
        "SCL level 5; SFV:SPM, CAT:SPOOF",
    ] {
        assert!(said.iter().any(|line| line == expected), "{expected}\n{said:#?}");
    }
    let said = whole(Lang::It, FORWARD);
    let forwarded =
        "È stato inoltrato da anna.rossi@gmail.com. Dopo un inoltro la prova SPF spesso cade.";
    assert!(said.iter().any(|line| line == forwarded), "{said:#?}");
    assert_eq!(said[0], "In queste intestazioni non si vede niente di insolito.");
    assert_eq!(whole(Lang::It, LATE)[0], "Il messaggio ha aspettato 48 min lungo la strada.");
}

/// The longest sentence, in words.
const MAX_SENTENCE_WORDS: usize = 25;

#[test]
fn the_texts_are_short_and_in_two_languages() {
    let mut texts: Vec<[&str; 2]> =
        HeaderText::ALL.iter().map(|text| Lang::ALL.map(|lang| text.get(lang))).collect();
    for &verdict in FilterVerdict::ALL {
        texts.push(Lang::ALL.map(|lang| filter_verdict(lang, verdict)));
        texts.push(Lang::ALL.map(|lang| filter_meaning(lang, verdict)));
    }
    texts.extend(
        ArrivedSign::ALL.iter().map(|&sign| Lang::ALL.map(|lang| auth_meaning(lang, sign))),
    );
    for [it, en] in texts {
        assert_ne!(it, en);
        for sentence in [it, en].iter().flat_map(|text| text.split_inclusive(['.', ':', ';'])) {
            assert!(sentence.split_whitespace().count() <= MAX_SENTENCE_WORDS, "{sentence}");
        }
    }
}

#[test]
fn a_wait_at_the_border_names_nobody() {
    let message = read(MICROSOFT).unwrap();
    let slowest = &message.hops[message.slowest.unwrap()];
    assert_eq!(hop_remark(Lang::En, slowest, false), Some(HeaderText::AtBorder.get(Lang::En)));
}

#[test]
fn spans_are_short() {
    let rows = [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (61, "1 min 1 s"),
        (1_707, "28 min"),
        (3_600, "1 h"),
        (5_287, "1 h 28 min"),
        (183_600, "2 d 3 h"),
        (u64::MAX, "213503982334601 d 7 h"),
    ];
    for (seconds, expected) in rows {
        assert_eq!(duration(Lang::En, seconds), expected);
    }
    assert_eq!(duration(Lang::It, 86_400), "1 g");
}

#[test]
fn a_dangerous_message_is_never_recommended() {
    for &verdict in FilterVerdict::ALL {
        let said = filter_verdict(Lang::En, verdict);
        let is_dangerous = matches!(verdict, FilterVerdict::Phishing | FilterVerdict::Malware);
        let meaning = filter_meaning(Lang::En, verdict);
        assert_eq!(meaning.contains("Open no links"), is_dangerous, "{said}");
    }
}

fn filter_meaning(lang: Lang, verdict: FilterVerdict) -> &'static str {
    let mut said = read(MICROSOFT).unwrap().filters.remove(0);
    said.verdict = verdict;
    filter_statement(lang, &said).meaning
}
