//! What stands at a terminal beside a conclusion: what speaks against it, what could not be judged, the record to publish.

use shared::conclusion::{CauseCode, Grounds, ToPublish};
use shared::finding::{FindingCode, Params};
use shared::mail::Domain;
use shared::playbook::Confidence;
use shared::probe::CheckKind;

use super::*;

fn domain() -> Domain {
    Domain::parse("bottega.test").unwrap()
}

/// Refused for SPF, for a domain that has two records.
fn spf_refused() -> Conclusion {
    Conclusion {
        cause: CauseCode::SpfRefused,
        domains: Vec::new(),
        confidence: Confidence::Likely,
        owner: Owner::DomainAdmin,
        because: vec![FindingCode::SpfTwoRecords],
        answers: Vec::new(),
        bounce: Vec::new(),
        patterns: Vec::new(),
        against: Grounds::default(),
        unjudged: Vec::new(),
        publish: None,
    }
}

fn to_publish(lookups: usize) -> Option<ToPublish> {
    let record = "v=spf1 include:_spf.aruba.it ~all".to_owned();
    Some(ToPublish { domain: domain(), record, strings: Vec::new(), lookups, is_over_limit: lookups > 10 })
}

/// The lines between the headline and the checks.
#[track_caller]
fn check(lang: Lang, conclusion: Conclusion, expected: &[&str]) {
    let of = |check, code| Finding::new(check, code, Params { domain: Some(domain()), count: Some(2), ..Params::default() });
    let findings = [
        of(CheckKind::SenderPolicy, FindingCode::SpfTwoRecords),
        of(CheckKind::SenderPolicy, FindingCode::DmarcOk),
        of(CheckKind::Mx, FindingCode::DnsNotJudged),
    ];
    let report =
        CheckReport { schema: 1, target: "bottega.test".to_owned(), elapsed_ms: 1_230, checks: Vec::new(), conclusions: vec![conclusion] };
    let style = Style { lang, is_verbose: false, has_colour: false };
    let text = render(&style, "bottega.test", &Diagnosis::new(domain(), Vec::new()), &findings, &report);
    let lines: Vec<&str> = text.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected);
}

const RESTS_ON_IT: [&str; 3] = [
    "  Il dominio non dice che il server di invio può spedire a suo nome (SPF). (probabile; tocca a chi gestisce il Suo dominio)",
    "    – Il dominio bottega.test ha 2 record SPF, e deve averne uno solo.",
    "      Più record SPF valgono come un errore: i messaggi che Lei invia possono essere rifiutati. Vanno riuniti in uno solo.",
];
const RESTS_ON_EN: [&str; 3] = [
    "  The domain does not say that the sending server may send in its name (SPF). (likely; it is up to whoever runs your domain)",
    "    – The domain bottega.test has 2 SPF records, and must have one only.",
    "      Several SPF records count as an error: messages that you send may be refused. Merge them into one.",
];

#[test]
fn a_conclusion_says_what_it_rests_on_and_nothing_that_is_not_there() {
    check(Lang::It, spf_refused(), &RESTS_ON_IT);
    check(Lang::En, spf_refused(), &RESTS_ON_EN);
}

#[test]
fn what_speaks_against_it_and_what_could_not_be_judged_is_said() {
    let against = Grounds { findings: vec![FindingCode::DmarcOk], ..Grounds::default() };
    let doubtful = Conclusion { against, unjudged: vec![FindingCode::DnsNotJudged], ..spf_refused() };
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
