//! The parts of a verdict at a terminal that are not in the catalogue: the findings, what was not
//! judged, the record to publish.

use checklist::conclusion::{CauseCode, Conclusion, Grounds, ToPublish};
use diagnosis::finding::{FindingCode, Params};
use diagnosis::probe::CheckKind;
use mail::Domain;
use terms::Confidence;
use terms::Owner;

use super::*;

fn domain() -> Domain {
    Domain::parse("bottega.test").unwrap()
}

/// Mail refused because of SPF; the domain has two SPF records.
fn spf_refused() -> Conclusion {
    let because = Grounds { findings: vec![FindingCode::SpfTwoRecords], ..Grounds::default() };
    Conclusion {
        because,
        ..Conclusion::new(CauseCode::SpfRefused, Confidence::Likely, Owner::DomainAdmin)
    }
}

fn to_publish(lookups: usize) -> Option<ToPublish> {
    let record = "v=spf1 include:_spf.aruba.it ~all".to_owned();
    Some(ToPublish {
        domain: domain(),
        record,
        strings: Vec::new(),
        lookups,
        is_over_limit: lookups > 10,
    })
}

/// Checks the lines of the verdict between its title and its steps.
#[track_caller]
fn check(lang: Lang, conclusion: Conclusion, expected: &[&str]) {
    let of = |check, code| {
        Finding::new(
            check,
            code,
            Params { domain: Some(domain()), count: Some(2), ..Params::default() },
        )
    };
    let findings = [
        of(CheckKind::SenderPolicy, FindingCode::SpfTwoRecords),
        of(CheckKind::SenderPolicy, FindingCode::DmarcOk),
        of(CheckKind::Mx, FindingCode::DnsNotJudged),
    ];
    let report = CheckReport {
        schema: 1,
        target: "bottega.test".to_owned(),
        elapsed_ms: 1_230,
        checks: Vec::new(),
        conclusions: vec![conclusion],
    };
    let style = Style { lang, is_verbose: false, has_colour: false };
    let text =
        render(&style, "bottega.test", &Diagnosis::new(domain(), Vec::new()), &findings, &report);
    let begins = |line: &str| line.starts_with("  ✗ ");
    let verdict: Vec<&str> =
        text.lines().skip_while(|line| !begins(line)).take_while(|line| !line.is_empty()).collect();
    // Skip the first lines, which come from the catalogue.
    let is_step = |line: &&&str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let told: Vec<&str> =
        verdict.iter().skip(3).take_while(|line| !is_step(line)).copied().collect();
    assert_eq!(told, expected);
}

const RESTS_ON_IT: [&str; 1] =
    ["    – Il dominio bottega.test ha 2 record SPF, e deve averne uno solo."];
const RESTS_ON_EN: [&str; 1] =
    ["    – The domain bottega.test has 2 SPF records, and must have one only."];

#[test]
fn a_conclusion_says_what_it_rests_on_and_nothing_that_is_not_there() {
    check(Lang::It, spf_refused(), &RESTS_ON_IT);
    check(Lang::En, spf_refused(), &RESTS_ON_EN);
}

#[test]
fn what_speaks_against_it_and_what_could_not_be_judged_is_said() {
    let against = Grounds { findings: vec![FindingCode::DmarcOk], ..Grounds::default() };
    let doubtful =
        Conclusion { against, unjudged: vec![FindingCode::DnsNotJudged], ..spf_refused() };
    let besides = [
        "    Che cosa fa pensare ad altro:",
        "    – Il dominio bottega.test dice che cosa fare dei messaggi falsi a suo nome (record DMARC).",
        "    Che cosa non è stato possibile verificare:",
        "    – Non è stato possibile interrogare il DNS di bottega.test dal nostro server.",
    ];
    check(Lang::It, doubtful.clone(), &[&RESTS_ON_IT[..], &besides].concat());
    let besides = [
        "    What speaks against it:",
        "    – The domain bottega.test says what to do with forged messages in its name (DMARC record).",
        "    What could not be checked:",
        "    – The DNS of bottega.test could not be queried from our server.",
    ];
    check(Lang::En, doubtful, &[&RESTS_ON_EN[..], &besides].concat());
}

#[test]
fn the_record_to_publish_stands_on_a_line_of_its_own() {
    let record = "      v=spf1 include:_spf.aruba.it ~all";
    let it = "    Il record SPF da pubblicare per bottega.test, al posto di quelli che ci sono:";
    let en = "    The SPF record to publish for bottega.test, in place of those that are there:";
    let too_many_it = "      Ha 12 rimandi, e ne sono ammessi 10: tolga i servizi che non usa più.";
    let too_many_en = "      It refers 12 times to others, and 10 is the limit: remove the services no longer used.";
    let with = |lookups| Conclusion { publish: to_publish(lookups), ..spf_refused() };
    check(Lang::It, with(10), &[&RESTS_ON_IT[..], &[it, record]].concat());
    check(Lang::En, with(10), &[&RESTS_ON_EN[..], &[en, record]].concat());
    check(Lang::It, with(12), &[&RESTS_ON_IT[..], &[it, record, too_many_it]].concat());
    check(Lang::En, with(12), &[&RESTS_ON_EN[..], &[en, record, too_many_en]].concat());
}

/// The report ends with the verdict, which says who must act and what to send.
#[test]
fn the_verdict_comes_last_and_is_complete() {
    let finding = Finding::new(
        CheckKind::SenderPolicy,
        FindingCode::SpfTwoRecords,
        Params { domain: Some(domain()), count: Some(2), ..Params::default() },
    );
    let report = CheckReport {
        schema: 1,
        target: "bottega.test".to_owned(),
        elapsed_ms: 90,
        checks: Vec::new(),
        conclusions: vec![spf_refused()],
    };
    let style = Style { lang: Lang::En, is_verbose: false, has_colour: false };
    let text = render(
        &style,
        "bottega.test",
        &Diagnosis::new(domain(), vec![CheckKind::SenderPolicy]),
        &[finding],
        &report,
    );
    let place = |wanted: &str| {
        text.find(wanted).unwrap_or_else(|| panic!("{wanted:?} is missing:\n{text}"))
    };
    let check = place(words::check(Lang::En, CheckKind::SenderPolicy));
    let band = place("✗ Mail does not leave, or comes back");
    let cause = place(words::conclusion(Lang::En, CauseCode::SpfRefused));
    let owner = place("Whoever runs the domain has to do it");
    let message = place("A message ready to send:");
    assert!(check < band && band < cause && cause < owner && owner < message, "{text}");
}

#[test]
fn what_one_fault_explains_takes_one_line() {
    let checks = vec![CheckKind::Delegation, CheckKind::Mx, CheckKind::Relay, CheckKind::Imap];
    let of = |check, code| {
        Finding::new(check, code, Params { domain: Some(domain()), ..Params::default() })
    };
    let findings = [
        of(CheckKind::Delegation, FindingCode::DomainNotFound),
        of(CheckKind::Mx, FindingCode::DnsNotJudged),
        of(CheckKind::Relay, FindingCode::RelayNotJudged),
        of(CheckKind::Imap, FindingCode::ServiceNotJudged),
    ];
    let diagnosis = Diagnosis {
        end: Some(diagnosis::probe::RunEnd::Completed),
        ..Diagnosis::new(domain(), checks)
    };
    let report = CheckReport {
        schema: 1,
        target: "bottega.test".to_owned(),
        elapsed_ms: 90,
        checks: Vec::new(),
        conclusions: checklist::conclusion::conclude(&findings),
    };
    let written = |is_verbose| {
        render(
            &Style { lang: Lang::En, is_verbose, has_colour: false },
            "bottega.test",
            &diagnosis,
            &findings,
            &report,
        )
    };
    let unjudged = |text: &str| text.lines().filter(|line| line.starts_with("  ?")).count();
    assert_eq!(unjudged(&written(false)), 1, "{}", written(false));
    assert_eq!(unjudged(&written(true)), 3, "{}", written(true));
}

#[test]
fn several_targets_are_summed_up_with_the_problems_first() {
    let style = Style { lang: Lang::En, is_verbose: false, has_colour: false };
    let well = Conclusion::new(CauseCode::AllWell, Confidence::Certain, Owner::Nobody);
    let targets = [
        ("ok.test".to_owned(), Some(well)),
        ("bottega.test".to_owned(), Some(spf_refused())),
        ("unknown.test".to_owned(), None),
    ];
    let text = summary(&style, &targets);
    let signs: Vec<&str> =
        text.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(signs, ["✗", "?", "✓"], "{text}");
    assert_eq!(summary(&style, &targets[..1]), "", "one target needs no summary");
}
