//! Tests of every cause with every owner: properties that hold for any findings.

use checklist::conclusion::{Refusal, Side};
use diagnosis::probe::{Cause, Stage};
use mail::bounce::BounceReason;
use mail::connection::ConnectionReason;
use mail::provider::Rule;
use mail::{EnhancedStatus, ProviderId, ReplyCode};
use terms::Confidence;

use super::*;

const SOMEBODY_ELSE: [Owner; 4] =
    [Owner::DomainAdmin, Owner::MailProvider, Owner::OtherSide, Owner::Service];
const CONFIDENCES: [Confidence; 3] =
    [Confidence::Possible, Confidence::Likely, Confidence::Certain];

/// One finding for each code, with these parameters.
fn findings(params: &Params) -> Vec<Finding> {
    FindingCode::ALL.iter().map(|&code| Finding::new(CheckKind::Mx, code, params.clone())).collect()
}

fn everything(said: &str) -> Params {
    Params {
        domain: Some(domain("bottega.test")),
        host: Some(domain("mail.bottega.test")),
        hosts: vec![domain("mx.altra.test")],
        address: "192.0.2.1".parse().ok(),
        port: Some(993),
        reply_code: ReplyCode::new(554),
        enhanced_status: EnhancedStatus::parse("5.7.1").ok(),
        server_text: text(said),
        stage: Some(Stage::Connect),
        cause: Some(Cause::Rejected {
            reply: ReplyCode::new(554),
            enhanced: None,
            server_text: ServerText::new(said),
        }),
        days: Some(-3),
        certificate: text(said),
        issuer: text(said),
        instead: Some(domain("imap.bottega.test")),
        seconds: Some(12),
        count: Some(2),
        names: vec![ServerText::new(said)],
        provider: ProviderId::parse("aruba").ok(),
        by: Some(Rule::Mx),
        record: text("v=spf1 mx -all"),
        since: text("2026-11-21 09:30 UTC"),
        records: Vec::new(),
        check: Some(CheckKind::Relay),
        window_min: Some(15),
        refusal: Some(ConnectionReason::LoginRefused),
        confidence: Some(Confidence::Likely),
        used_kib: Some(1_500_000),
        limit_kib: Some(2_000_000),
        age_min: Some(4),
    }
}

/// The messages for every cause and owner, with different findings and confidences in turn.
fn each(params: &Params, mut judge: impl FnMut(Lang, &Conclusion, &str)) {
    let findings = findings(params);
    let mut in_turn = findings.chunks(4).cycle().zip(CONFIDENCES.into_iter().cycle());
    for &cause in CauseCode::ALL {
        for owner in SOMEBODY_ELSE {
            let (some, confidence) = in_turn.next().expect("findings");
            let conclusion = concluded(cause, owner, confidence, some);
            for lang in Lang::ALL {
                judge(
                    lang,
                    &conclusion,
                    &message(lang, &conclusion, some).expect("somebody to write to"),
                );
            }
        }
    }
}

#[test]
fn whoever_acts_alone_and_whoever_waits_get_no_message() {
    for &cause in CauseCode::ALL {
        for owner in [Owner::You, Owner::Nobody] {
            let conclusion = concluded(cause, owner, Confidence::Certain, &[]);
            assert_eq!(
                Lang::ALL.map(|lang| message(lang, &conclusion, &[])),
                [None, None],
                "{cause:?}"
            );
        }
    }
}

#[test]
fn no_message_has_a_gap() {
    each(&everything("later"), |_, _, message| is_whole(message));
    each(&Params::default(), |_, _, message| is_whole(message));
}

/// Every message contains the domain, the time and a request.
#[test]
fn every_message_is_complete() {
    each(&everything("later"), |lang, conclusion, message| {
        let (hello, asks) = if lang == Lang::It {
            ("Buongiorno,\n\n", " chiedo di:\n- ")
        } else {
            ("Hello,\n\n", "could you please:\n- ")
        };
        assert!(message.starts_with(hello), "{message}");
        assert!(message.contains("bottega.test"), "{conclusion:?}\n{message}");
        assert!(message.to_lowercase().contains(asks), "{conclusion:?}\n{message}");
        assert!(message.contains(AT), "{message}");
        assert!(message.chars().count() < 3_000, "{message}");
    });
}

/// A likely cause is called likely, and a possible one possible.
#[test]
fn no_message_is_surer_than_its_conclusion() {
    each(&everything("later"), |lang, conclusion, message| {
        let sure =
            ["Una verifica fatta da fuori dice questo:", "A check made from outside says this:"];
        let likely = ["Probabilmente la causa è questa:", "The cause is likely this:"];
        let possible = [
            "Una causa possibile, ancora da confermare, è questa:",
            "One possible cause, not confirmed yet, is this:",
        ];
        let place = usize::from(lang == Lang::En);
        for (confidence, words) in [
            (Confidence::Certain, sure),
            (Confidence::Likely, likely),
            (Confidence::Possible, possible),
        ] {
            assert_eq!(
                message.contains(words[place]),
                confidence == conclusion.confidence,
                "{message}"
            );
        }
        let asks_to_look = message
            .contains(["Può verificare? Se è così", "Could you look into it? If it is so"][place])
            || message.contains("Potete verificare? Se è così");
        assert_eq!(asks_to_look, conclusion.confidence == Confidence::Possible, "{message}");
    });
}

/// The cause is written from the customer's point of view: other readers must not read "your
/// domain".
#[test]
fn the_cause_does_not_speak_to_the_customer() {
    for &cause in CauseCode::ALL {
        let [it, en] = Lang::ALL.map(|lang| ask::what(lang, cause));
        for word in
            ["Suo", "Sua", "Suoi", "Sue", "Lei", "Le", "Suoi,", "your", "you", "Your", "You"]
        {
            assert!(
                ![&it, &en]
                    .iter()
                    .any(|text| text.split([' ', '\'', '.', ':', ',']).any(|part| part == word)),
                "{it} {en}"
            );
        }
        assert!(it.ends_with('.') && en.ends_with('.') && it != en, "{it} {en}");
    }
}

/// Text from an untrusted server cannot imitate our sentences or gaps, and is short.
#[test]
fn a_servers_words_stay_in_their_quotation_marks() {
    let hostile =
        format!("{{domain}} » Paghi subito: https://altra.test “now” \u{202e} {}", "x".repeat(600));
    each(&everything(&hostile), |_, _, message| {
        is_whole(message);
        assert!(
            !message.contains("» Paghi")
                && !message.contains("” now")
                && !message.contains('\u{202e}'),
            "{message}"
        );
        assert!(!message.contains(&"x".repeat(200)), "{message}");
    });
}

#[test]
fn without_a_time_nothing_is_said_of_it() {
    let conclusion =
        concluded(CauseCode::MailHasNoPlace, Owner::DomainAdmin, Confidence::Certain, &[]);
    for at in [None, Some(""), Some("  ")] {
        let message = ready_message(Lang::It, &conclusion, &[], at).expect("somebody to write to");
        is_whole(&message);
        assert!(!message.contains("misura:"), "{message}");
    }
}

/// What a bounce says is given with its own confidence and is not called measured.
#[test]
fn what_a_bounce_says_is_called_by_its_name() {
    let refused = |confidence: Confidence| {
        let refusal = Refusal {
            reason: BounceReason::MailboxFull,
            side: Side::Sent,
            provider: ProviderId::parse("gmail").ok(),
            owner: Some(Owner::OtherSide),
            confidence,
            recipients: Vec::new(),
        };
        Conclusion {
            because: Grounds { bounce: vec![refusal], ..Grounds::default() },
            ..concluded(CauseCode::RecipientFull, Owner::OtherSide, confidence, &[])
        }
    };
    check(
        &refused(Confidence::Certain),
        &[],
        [
            &[
                "Il messaggio di errore dice questo: la casella del destinatario è piena.",
                "- Il messaggio di errore dice, in sostanza: la casella del destinatario è piena (",
                "Le chiedo di:\n- fare spazio nella casella",
            ],
            &[
                "The error message says this: the recipient's mailbox is full.",
                "Could you please:\n- make space in the mailbox",
            ],
        ],
    );
    check(
        &refused(Confidence::Likely),
        &[],
        [
            &["Il messaggio di errore sembra dire: la casella"],
            &["The error message seems to say: the recipient's"],
        ],
    );
    check(
        &refused(Confidence::Possible),
        &[],
        [&["Il messaggio di errore potrebbe dire: la"], &["The error message may say: the"]],
    );
}

/// What could not be judged is not evidence, and neither is a finding that the conclusion does not
/// cite.
#[test]
fn only_what_the_conclusion_rests_on_is_told() {
    let seen = [
        found(FindingCode::MxNone, Params::default()),
        found(FindingCode::RelayNotJudged, Params::default()),
        found(FindingCode::SpfMissing, Params::default()),
    ];
    let mut conclusion =
        concluded(CauseCode::MailHasNoPlace, Owner::DomainAdmin, Confidence::Certain, &seen);
    conclusion.because.findings.retain(|code| *code != FindingCode::SpfMissing);
    let message = message(Lang::It, &conclusion, &seen).expect("somebody to write to");
    let lines: Vec<&str> = message
        .lines()
        .skip_while(|line| *line != "Che cosa si vede:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, ["- Il DNS di bottega.test non indica nessun server per la posta."]);
}

/// The domains of a list, the first few by name; an internationalised name is shown with its DNS
/// form.
#[test]
fn the_domains_are_named() {
    let about = |names: &[&str]| Conclusion {
        domains: names.iter().map(|name| domain(name)).collect(),
        ..concluded(CauseCode::ProviderOutage, Owner::MailProvider, Confidence::Likely, &[])
    };
    check(
        &about(&["uno.test", "due.test"]),
        &[],
        [&["la posta di uno.test, due.test."], &["mail provider of uno.test, due.test."]],
    );
    check(
        &about(&["caffè.test"]),
        &[],
        [&["caffè.test (xn--caff-8oa.test)"], &["caffè.test (xn--caff-8oa.test)"]],
    );
    let many: Vec<String> = (1..=12).map(|number| format!("d{number}.test")).collect();
    check(
        &about(&many.iter().map(String::as_str).collect::<Vec<_>>()),
        &[],
        [&["d10.test, …."], &["d10.test, …."]],
    );
}
