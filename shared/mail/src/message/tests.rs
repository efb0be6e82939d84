//! Headers as the common systems write them, and the readings that follow. The fields are those of
//! the documents named in each reader; the hosts and people are invented.

mod path;
mod statements;

use std::fmt::Write as _;

use super::*;

const GMAIL_FORWARDED: &str = include_str!("fixtures/gmail_forwarded_srs.eml");
const MICROSOFT: &str = include_str!("fixtures/microsoft_junk.eml");
const RSPAMD: &str = include_str!("fixtures/rspamd.eml");
const LIST: &str = include_str!("fixtures/spamassassin_list.eml");
const ARUBA: &str = include_str!("fixtures/aruba_late.eml");
const FORWARD: &str = include_str!("fixtures/gmail_forward_to_aruba.eml");

/// A reading in one line for each statement.
fn told(text: &str) -> String {
    let Some(reading) = read(text) else { return "nothing".to_owned() };
    let mut told = String::new();
    let shown = |text: &Option<terms::ServerText>| {
        text.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
    };
    for hop in &reading.hops {
        let delay = match hop.delay {
            Delay::Unknown => "?".to_owned(),
            Delay::TookS(seconds) => format!("{seconds}s"),
            Delay::ClocksDifferS(seconds) => format!("clocks {seconds}s"),
        };
        writeln!(told, "{} {} > {} {delay}", hop.side.as_str(), shown(&hop.from), shown(&hop.by))
            .unwrap();
    }
    if let Some(slowest) = reading.slowest {
        writeln!(told, "slowest {slowest}").unwrap();
    }
    for said in &reading.authentication {
        let arc = said.arc_instance.map_or_else(String::new, |number| format!(" arc {number}"));
        writeln!(
            told,
            "{}={} {} by {} {}{arc}",
            said.method.as_str(),
            said.result.as_str(),
            shown(&said.domain),
            shown(&said.stated_by),
            said.trust.as_str()
        )
        .unwrap();
    }
    for said in &reading.filters {
        let tests: Vec<&str> = said.tests.iter().map(terms::ServerText::as_str).collect();
        writeln!(
            told,
            "{} {} {}/{} [{}] {}",
            said.filter.as_str(),
            said.verdict.as_str(),
            shown(&said.score),
            shown(&said.threshold),
            tests.join(" "),
            said.trust.as_str()
        )
        .unwrap();
    }
    let origin = &reading.origin;
    if origin.list.is_some() || origin.is_forwarded || origin.envelope_domain.is_some() {
        writeln!(
            told,
            "list {} forwarded {} rewritten {} by {:?} envelope {:?}",
            shown(&origin.list),
            origin.is_forwarded,
            origin.is_rewritten,
            origin.forwarded_by.iter().map(terms::ServerText::as_str).collect::<Vec<_>>(),
            origin.envelope_domain.as_ref().map(crate::Domain::as_str),
        )
        .unwrap();
    }
    told
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let expected: String =
        expected.trim().lines().map(|line| format!("{}\n", line.trim())).collect();
    let found = told(text);
    assert_eq!(found, expected, "\n{found}");
    // Programs copy headers with other line ends, and lose the folding.
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(told(&crlf), found);
    let unfolded: String = text.lines().map(|line| format!("{}\n", line.trim_start())).collect();
    assert_eq!(told(&unfolded), found);
}

#[test]
fn a_forward_with_a_rewritten_sender_arrives_at_gmail() {
    check(
        GMAIL_FORWARDED,
        r#"
        sender out7.banca.test > mail.bottega.test 4s
        border mail.bottega.test > mx.google.com 3s
        receiver - > 2002:a05:6a10:4c92:b0:5a1:2d5e:f2ab 1s
        dkim=fail banca.test by mx.google.com receiver arc 1
        spf=pass bottega.test by mx.google.com receiver arc 1
        dmarc=fail banca.test by mx.google.com receiver arc 1
        list - forwarded true rewritten true by [] envelope Some("bottega.test")
        "#,
    );
}

#[test]
fn microsoft_takes_a_message_for_junk() {
    check(
        MICROSOFT,
        r#"
        sender - > web12.hosting.test 0s
        border web12.hosting.test > AM4PEPF00027A5F.mail.protection.outlook.com 1707s
        receiver AM4PEPF00027A5F.eurprd04.prod.outlook.com > AM6P195CA0034.outlook.office365.com 1s
        receiver AM6P195CA0034.EURP195.PROD.OUTLOOK.COM > DB9PR01MB7321.eurprd01.prod.exchangelabs.com 0s
        receiver DB9PR01MB7321.eurprd01.prod.exchangelabs.com > AM0PR01MB5123.eurprd01.prod.exchangelabs.com 4s
        slowest 1
        spf=fail fornitore.test by - receiver
        dkim=none - by - receiver
        dmarc=fail fornitore.test by - receiver
        compauth=fail - by - receiver
        spf=pass fornitore.test by mx.fidati.test forgeable
        dmarc=pass - by mx.fidati.test forgeable
        microsoft spoofed 5/- [SFV:SPM CAT:SPOOF] named
        "#,
    );
}

#[test]
fn rspamd_marks_a_message() {
    check(
        RSPAMD,
        r#"
        border mta4.offerte.test > mx.bottega.test 2s
        receiver mx.bottega.test > mx.bottega.test 3s
        dkim=pass offerte.test by mx.bottega.test named
        dmarc=pass offerte.test by mx.bottega.test named
        spf=pass offerte.test by mx.bottega.test named
        rspamd junk 9.10/15.00 [BAYES_SPAM RBL_SENDERSCORE_REPUT_BLOCKED HTML_SHORT_LINK_IMG_1] named
        "#,
    );
}

#[test]
fn spamassassin_marks_a_message_of_a_list() {
    check(
        LIST,
        r#"
        sender smtp.socio.test > liste.test 3s
        sender liste.test > liste.test 5287s
        border liste.test > mx1.bottega.test 2s
        slowest 1
        dkim=fail socio.test by mx1.bottega.test forgeable
        spamassassin junk 7.4/5.0 [BAYES_99 DKIM_INVALID MAILING_LIST_MULTI URIBL_BLACK DKIM_SIGNED HTML_MESSAGE SPF_HELO_NONE SPF_PASS] receiver
        list coro.liste.test forwarded false rewritten false by [] envelope Some("liste.test")
        "#,
    );
}

#[test]
fn a_message_waits_inside_the_receivers_system() {
    check(
        ARUBA,
        r#"
        sender adsl-1.isp.test > smtpout1.studio.test 2s
        border smtpout1.studio.test > mxcmd03.ad.aruba.it 1867s
        receiver mxcmd03.ad.aruba.it > mxavas12.ad.aruba.it 1s
        receiver mxavas12.ad.aruba.it > mbox4.ad.aruba.it 2882s
        slowest 3
        spf=softfail studio.test by mxcmd03.ad.aruba.it named
        dkim=none - by mxcmd03.ad.aruba.it named
        dmarc=none studio.test by mxcmd03.ad.aruba.it named
        "#,
    );
}

#[test]
fn gmail_forwards_a_message() {
    check(
        FORWARD,
        r#"
        sender smtp.cliente.test > mx.google.com 5s
        sender - > mail-wm1-f54.google.com 1s
        border mail-wm1-f54.google.com > mx.bottega.test 1s
        spf=pass gmail.com by mx.bottega.test named
        dkim=pass cliente.test by mx.bottega.test named
        arc=pass - by mx.bottega.test named
        dmarc=pass cliente.test by mx.bottega.test named
        dkim=pass cliente.test by mx.google.com forgeable arc 1
        spf=pass cliente.test by mx.google.com forgeable arc 1
        dmarc=pass cliente.test by mx.google.com forgeable arc 1
        mailscanner clean -0.9/5 [FREEMAIL_FORGED_REPLYTO BAYES_00] forgeable
        list - forwarded true rewritten false by ["anna.rossi@gmail.com"] envelope Some("gmail.com")
        "#,
    );
}

#[test]
fn other_texts_have_no_header() {
    for text in [
        "",
        "Hello, my message is in junk.",
        "From: ugo@altra.test\nTo: anna@bottega.test\nSubject: Prova\nDate: Sat, 21 Nov 2026 10:00:00 +0100\n\nCiao.",
        "Received my mail: yes\n",
        "550 5.1.1 User unknown",
    ] {
        assert_eq!(told(text), "nothing", "{text}");
    }
}

#[test]
fn what_stands_above_the_header_is_passed_over() {
    let window = "Original message\n\nMessage ID\t<1@banca.test>\nCreated at:\tSat, Nov 21\nFrom:\tBanca <avvisi@banca.test>\nSPF:\tPASS with IP 203.0.113.25\n\n";
    assert_eq!(told(&format!("{window}{GMAIL_FORWARDED}")), told(GMAIL_FORWARDED));
}

#[test]
fn hostile_headers_stay_within_the_limits() {
    let line = |number: usize| {
        format!(
            "Received: from a{number}.test (a{number}.test [192.0.2.1]) by b{number}.test; Sat, 21 Nov 2026 10:00:00 +0000\n"
        )
    };
    let forty: String = (0..40).map(line).collect();
    assert_eq!(read(&forty).map(|reading| (reading.hops.len(), reading.is_cut)), Some((40, false)));
    let many: String = (0..10_000).map(line).collect();
    let reading = read(&many).unwrap();
    assert_eq!((reading.hops.len(), reading.is_cut), (MAX_HOPS, true));

    let endless = format!("Received: {}", "from a by b ".repeat(1_000_000));
    assert!(read(&endless).is_some_and(|reading| reading.is_cut && reading.hops.len() == 1));
    let folded = format!("Authentication-Results: mx.test;{}", "\n spf=pass (((((".repeat(200_000));
    assert!(read(&folded).is_some_and(|reading| reading.authentication.len() <= MAX_STATEMENTS));
    let fields: String =
        (0..50_000).map(|number| format!("X-{number}-SpamCheck: spam\n")).collect();
    assert!(read(&fields).is_some_and(|reading| reading.filters.len() <= MAX_STATEMENTS));
    let nested = "Received: ".to_owned() + &"(".repeat(100_000) + &"[<\"".repeat(100_000);
    assert!(read(&nested).is_some());

    let hidden = "Received: from \u{202e}tset.live\u{0} (x\u{7}.test [192.0.2.1]) by mx\u{1b}[31m.test; Sat, 21 Nov 2026 10:00:00 +0000\nX-Spam-Status: Yes, score=9 required=5 tests=A\u{202e}B\nList-Id: <\u{1b}]0;x\u{7}>\n";
    let json = serde_json::to_string(&read(hidden)).unwrap();
    assert!(!json.contains(['\u{202e}', '\u{1b}', '\u{7}']) && !json.contains("\\u00"), "{json}");
    for character in ["\u{e9}", "\u{1f980}", "\u{feff}", "\0"] {
        let _reading = read(&format!("Received: {}", character.repeat(9_000)));
    }
}
