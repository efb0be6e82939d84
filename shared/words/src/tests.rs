//! Tests that every code has texts in both languages, filled in, in a tone that blames no one.

use authoring::plain;
use checklist::conclusion::{CauseCode, Side};
use diagnosis::finding::{CheckState, Finding, FindingCode, FindingSeverity, Owner, Params};
use diagnosis::probe::{Cause, CheckKind, ServerText, SharedResult, Stage};
use mail::connection::ConnectionReason;
use mail::dns::DnsCause;
use mail::provider::Rule;
use mail::{Domain, EnhancedStatus, ProviderId, ReplyCode};
use terms::Confidence;

use super::*;

/// Words that blame, plead or apologise.
const UNWANTED: [&str; 8] =
    ["non valido", "non valida", "invalid", "please", "per favore", "oops", "sorry", "spiacenti"];

/// All parameters of a finding.
fn params() -> Params {
    let domain = |name: &str| Domain::parse(name).ok();
    Params {
        domain: domain("bottega.test"),
        host: domain("mail.bottega.test"),
        hosts: domain("mx.bottega.test").into_iter().collect(),
        address: "192.0.2.1".parse().ok(),
        port: Some(993),
        reply_code: ReplyCode::new(421),
        enhanced_status: EnhancedStatus::parse("4.7.0").ok(),
        server_text: Some(ServerText::new("later")),
        stage: Some(Stage::Connect),
        cause: Some(Cause::Refused),
        days: Some(-3),
        certificate: Some(ServerText::new("Prova CA 2")),
        issuer: Some(ServerText::new("Prova CA")),
        instead: domain("srv77.ospitalita.test"),
        seconds: Some(10),
        count: Some(2),
        names: vec![ServerText::new("altra.test")],
        provider: ProviderId::parse("aruba").ok(),
        by: Some(Rule::MxAddress),
        record: Some(ServerText::new("mx.bottega.test 62.149.128.151")),
        since: Some(ServerText::new("2026-11-21 09:30 UTC")),
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

/// A text for people: not empty, filled in, without unwanted words.
#[track_caller]
fn is_fit(text: &str) {
    assert!(!text.trim().is_empty());
    assert!(!text.contains(['{', '}']), "{text}");
    let lower = text.to_lowercase();
    assert!(UNWANTED.iter().all(|word| !lower.contains(word)), "{text}");
}

#[test]
fn every_finding_has_its_words() {
    for &code in FindingCode::ALL {
        let found = Finding::new(CheckKind::Mx, code, params());
        let [it, en] = Lang::ALL.map(|lang| finding(lang, &found));
        for text in [&it.title, &it.meaning, &en.title, &en.meaning] {
            is_fit(text);
            assert!(text.ends_with(['.', '»', '”', ':']) || text.ends_with("later"), "{text}");
        }
        assert_ne!(it.title, en.title, "{code:?}");
        assert_ne!(it.meaning, en.meaning, "{code:?}");
    }
}

/// The texts of the catalogue that customers read, by screen: a finding with its meaning, each text
/// of the page.
fn screens(lang: Lang) -> Vec<String> {
    let mut screens: Vec<String> =
        UiText::ALL.iter().map(|text| text.get(lang).to_owned()).collect();
    screens.extend(VerdictText::ALL.iter().map(|text| text.get(lang).to_owned()));
    screens.extend(TicketText::ALL.iter().map(|text| text.get(lang).to_owned()));
    screens.extend(FileText::ALL.iter().map(|text| text.get(lang).to_owned()));
    screens.extend(ReportText::ALL.iter().map(|text| text.get(lang).to_owned()));
    for &code in FindingCode::ALL {
        let (title, meaning) = (finding::title(lang, code), finding::meaning(lang, code));
        screens.push(format!("{title}\n{meaning}"));
    }
    screens
}

#[test]
fn the_catalogue_is_plain() {
    for lang in Lang::ALL {
        let screens = screens(lang);
        for screen in &screens {
            assert_eq!(plain::long_sentences(screen), [], "{screen}");
            let unknown =
                |found: &plain::NotPlain| matches!(found, plain::NotPlain::UnknownAcronym { .. });
            assert!(!plain::acronyms(lang, screen, screen).iter().any(unknown), "{screen}");
        }
        let ease = plain::ease(lang, &screens.join("\n")).expect("many words");
        assert!(ease >= plain::MIN_EASE, "{lang:?}: {ease}");
        // A cause is the end of a playbook: its screen must explain the acronyms that it uses.
        for advice in CauseCode::ALL.iter().map(|&cause| cause_words(cause)) {
            let pick = |words: &Words| if lang == Lang::It { words.it } else { words.en };
            let all = [&advice.title, &advice.why]
                .into_iter()
                .chain(advice.steps)
                .chain([&advice.verify]);
            let screen = all.map(pick).collect::<Vec<_>>().join("\n");
            assert_eq!(plain::long_sentences(&screen), [], "{screen}");
            assert_eq!(plain::acronyms(lang, &screen, &screen), [], "{screen}");
            assert!(
                plain::ease(lang, &screen).is_none_or(|ease| ease >= plain::MIN_EASE),
                "{:?}: {screen}",
                plain::ease(lang, &screen)
            );
        }
    }
}

/// Every cause has complete texts without a long sentence.
#[test]
fn every_cause_has_its_words() {
    for &cause in CauseCode::ALL {
        let words = cause_words(cause);
        assert!(!words.steps.is_empty(), "{cause:?}");
        for text in words
            .steps
            .iter()
            .chain([&words.title, &words.why, &words.verify])
            .flat_map(|words| [words.it, words.en])
        {
            is_fit(text);
            assert!(text.ends_with(['.', '»', '”']), "{text}");
            for sentence in text.split(['.', ':']) {
                assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
            }
        }
    }
}

/// How an instruction starts, in either language.
const ORDERS: [&str; 26] = [
    "apra",
    "aspetti",
    "cambi",
    "chieda",
    "colleghi",
    "controlli",
    "copi",
    "corregga",
    "crei",
    "faccia",
    "guardi",
    "invii",
    "scriva",
    "ask",
    "change",
    "check",
    "correct",
    "create",
    "do",
    "enter",
    "have",
    "make",
    "open",
    "tell",
    "use",
    "wait",
];

/// The headline of a verdict says what is wrong; what to do is on another line.
#[test]
fn the_title_of_a_cause_is_no_order() {
    for &cause in CauseCode::ALL {
        let title = cause_words(cause).title;
        for text in [title.it, title.en] {
            for part in text.split([':', ',']) {
                let first = part.split_whitespace().next().unwrap_or_default().to_lowercase();
                assert!(!ORDERS.contains(&first.as_str()), "{text}");
            }
        }
    }
}

#[test]
fn the_titles_of_well_known_causes() {
    let check = |cause: CauseCode, it: &str, en: &str| {
        assert_eq!([conclusion(Lang::It, cause), conclusion(Lang::En, cause)], [it, en]);
    };
    check(CauseCode::DomainNotFound, "Il dominio non esiste.", "The domain does not exist.");
    check(
        CauseCode::DnsAfterMove,
        "La posta va ancora al vecchio gestore.",
        "Mail still goes to the old provider.",
    );
    check(
        CauseCode::TakenForJunk,
        "Il messaggio è stato preso per posta indesiderata.",
        "The message was taken for junk.",
    );
    check(
        CauseCode::PasswordChanged,
        "Il programma usa ancora la vecchia password.",
        "The program still uses the old password.",
    );
}

/// The customer first marks the message as not junk, and then tells the sender.
#[test]
fn junk_is_marked_before_the_sender_is_told() {
    let steps = cause_words(CauseCode::TakenForJunk).steps;
    assert!(
        steps
            .first()
            .is_some_and(|step| step.it.contains("«Non è spam»") && step.en.contains("“Not spam”"))
    );
    assert!(steps.last().is_some_and(
        |step| step.it.contains("fornitore di posta") && step.en.contains("mail provider")
    ));
}

/// These causes say nothing against the password, so no text may ask to change it.
#[test]
fn a_password_that_was_never_refused_is_not_accused() {
    let not_about_it = [
        CauseCode::SignInNotChecked,
        CauseCode::ModernSignInNeeded,
        CauseCode::ProgramAccessClosed,
        CauseCode::TooManyConnections,
        CauseCode::MailboxInUse,
    ];
    for cause in not_about_it {
        let words = cause_words(cause);
        assert!(
            words.why.it.contains("password") && words.why.en.contains("password"),
            "{cause:?}"
        );
        for step in words.steps.iter().flat_map(|step| [step.it, step.en]) {
            assert!(
                !step.starts_with("Cambi la password") && !step.starts_with("Change the password"),
                "{step}"
            );
        }
    }
}

/// An unknown value is omitted and does not appear in braces.
#[test]
fn a_finding_without_its_particulars_shows_no_braces() {
    for &code in FindingCode::ALL {
        let found = Finding::new(CheckKind::Mx, code, Params::default());
        for lang in Lang::ALL {
            let words = finding(lang, &found);
            assert!(!format!("{}{}", words.title, words.meaning).contains(['{', '}']), "{code:?}");
        }
    }
}

#[test]
fn a_server_cannot_fill_in_what_is_not_its_own() {
    let server_text = Some(ServerText::new("{domain} {host}"));
    let found = Finding::new(
        CheckKind::Relay,
        FindingCode::RelayNotSmtp,
        Params { server_text, ..params() },
    );
    assert!(finding(Lang::En, &found).title.contains("{domain} {host}"));
}

/// Two ports of one host share a line; another host or another finding has its own line.
#[test]
fn the_same_on_two_ports_is_told_once() {
    let on = |code: FindingCode, host: &str, port: u16| {
        Finding::new(
            CheckKind::Imap,
            code,
            Params { host: Domain::parse(host).ok(), port: Some(port), ..Params::default() },
        )
    };
    let found = [
        on(FindingCode::ImapOk, "mail.bottega.test", 143),
        on(FindingCode::StarttlsMissing, "mail.bottega.test", 143),
        on(FindingCode::ImapOk, "mail.bottega.test", 993),
        on(FindingCode::ImapOk, "mail.bottega.test", 993),
        on(FindingCode::ImapOk, "imap.insegna.test", 993),
    ];
    let titles: Vec<String> =
        findings(Lang::It, &found).into_iter().map(|(_, words)| words.title).collect();
    let expected = [
        "Le caselle si possono leggere con IMAP (mail.bottega.test, porta 143 e 993).",
        "Su mail.bottega.test, porta 143, la cifratura non è offerta.",
        "Le caselle si possono leggere con IMAP (imap.insegna.test, porta 993).",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn every_cause_ends_a_sentence() {
    let causes = [
        Cause::Timeout { after_ms: 5_000 },
        Cause::Refused,
        Cause::Unreachable,
        Cause::NoRouteFromHere,
        Cause::Closed,
        Cause::Rejected {
            reply: ReplyCode::new(554),
            enhanced: None,
            server_text: ServerText::new("no"),
        },
        Cause::NotOffered { capability: ServerText::new("STARTTLS") },
        Cause::NotTheProtocol { first_bytes: ServerText::new("SSH") },
        Cause::TooMuch { limit_bytes: 1 },
        Cause::PlaintextInjected,
        Cause::Dns(DnsCause::NxDomain),
        Cause::HttpStatus { status: 502 },
        Cause::RedirectLoop,
        Cause::Cancelled,
        Cause::Internal,
    ];
    for found in &causes {
        let [it, en] = Lang::ALL.map(|lang| cause(lang, found));
        for text in [&it, &en] {
            is_fit(text);
            assert!(!text.ends_with('.'), "{text}");
            assert!(!text.starts_with(char::is_uppercase), "{text}");
        }
        assert_ne!(it, en);
    }
    assert_eq!(cause(Lang::En, &Cause::Timeout { after_ms: 5_000 }), "no answer within 5 seconds");
    assert_eq!(cause(Lang::En, &causes[5]), "the server answers “554 no”");
}

#[track_caller]
fn are_told_apart<T: Copy>(all: &[T], words: impl Fn(Lang, T) -> &'static str) {
    for lang in Lang::ALL {
        let texts: Vec<&str> = all.iter().map(|&one| words(lang, one)).collect();
        texts.iter().for_each(|text| is_fit(text));
        let distinct: std::collections::BTreeSet<&&str> = texts.iter().collect();
        assert_eq!(distinct.len(), texts.len(), "{texts:?}");
    }
    assert!(all.iter().all(|&one| words(Lang::It, one) != words(Lang::En, one)));
}

#[test]
fn names_are_told_apart_in_both_languages() {
    are_told_apart(
        &[
            CheckState::Waiting,
            CheckState::Running,
            CheckState::Ok,
            CheckState::Warning,
            CheckState::Problem,
            CheckState::CouldNotCheck,
            CheckState::Skipped,
            CheckState::Cancelled,
        ],
        state,
    );
    are_told_apart(
        &[
            FindingSeverity::Info,
            FindingSeverity::Unjudged,
            FindingSeverity::Warning,
            FindingSeverity::Problem,
        ],
        severity,
    );
    let owners = [
        Owner::You,
        Owner::DomainAdmin,
        Owner::MailProvider,
        Owner::OtherSide,
        Owner::Service,
        Owner::Nobody,
    ];
    are_told_apart(&owners, |lang, of| owner(lang, of, Reader::Customer));
    are_told_apart(&owners, |lang, of| owner(lang, of, Reader::Other));
    are_told_apart(&[Confidence::Possible, Confidence::Likely, Confidence::Certain], confidence);
    are_told_apart(&CheckKind::ALL, check);
    are_told_apart(&Side::ALL, side);
    are_told_apart(
        &[Rule::Domain, Rule::Mx, Rule::MxAddress, Rule::Spf, Rule::Autoconfig, Rule::Ns],
        provider_rule,
    );
    are_told_apart(CauseCode::ALL, conclusion);
}

#[test]
fn languages_are_found_by_their_tags() {
    for (tag, lang) in [
        ("it", Some(Lang::It)),
        ("IT-ch", Some(Lang::It)),
        ("en_GB.UTF-8", Some(Lang::En)),
        ("de", None),
        ("", None),
    ] {
        assert_eq!(Lang::from_tag(tag), lang, "{tag}");
    }
}

/// The names in braces, in order of first use.
fn placeholders(template: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in template.split('{').skip(1).filter_map(|part| part.split_once('}')) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// `docs/checks.md` is the reference for other programs: it has every code, with its severity,
/// owner, parameters and sentence.
#[test]
fn the_documented_findings_are_the_real_ones() {
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut table = String::new();
    for &code in FindingCode::ALL {
        let (title, meaning) = (finding::title(Lang::En, code), finding::meaning(Lang::En, code));
        let both = format!("{title} {meaning}");
        let params = placeholders(&both)
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(" ");
        let severity = word(serde_json::to_value(code.severity()).unwrap());
        let owner = word(serde_json::to_value(code.owner()).unwrap());
        table.push_str(&format!(
            "| `{}` | {severity} | {owner} | {params} | {title} |\n",
            code.as_str()
        ));
    }
    let (_, findings) = include_str!("../../../docs/checks.md")
        .split_once("## Findings")
        .expect("a section on findings");
    let documented: String = findings
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(documented == table, "docs/checks.md should hold these rows:\n{table}");
}

/// A result measured for another session says so, and when.
#[test]
fn a_shared_result_says_when_it_was_measured() {
    for (age_s, it, en) in [
        (
            0,
            "misurato in questo momento, anche per un'altra verifica",
            "measured just now, for another check-up as well",
        ),
        (
            1,
            "misurato un secondo fa per un'altra verifica",
            "measured one second ago for another check-up",
        ),
        (
            12,
            "misurato 12 secondi fa per un'altra verifica",
            "measured 12 seconds ago for another check-up",
        ),
    ] {
        let shared = SharedResult { measured_at_ms: 1_800_000_000_000, age_s };
        assert_eq!(Lang::ALL.map(|lang| shared_result(lang, shared)), [it, en]);
    }
}
