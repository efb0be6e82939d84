//! Headers as the common systems write them, and the readings that follow. The fields are those of
//! the documents named in each reader; the hosts and people are invented.

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

/// A header with these fields on top of a line from outside.
fn with_border(top: &str, below: &str) -> String {
    format!(
        "{top}Received: from out.altra.test (out.altra.test [192.0.2.9]) by mx.bottega.test (Postfix) with ESMTPS id 1; Sat, 21 Nov 2026 10:00:02 +0100\n{below}Date: Sat, 21 Nov 2026 10:00:00 +0100\nFrom: <ugo@altra.test>\n\nText.\n"
    )
}

/// The statements of a header, without its path.
fn statements(text: &str) -> String {
    let told = told(text);
    let is_statement = |line: &&str| !line.contains(" > ") && !line.starts_with("slowest");
    told.lines().filter(is_statement).collect::<Vec<_>>().join("; ")
}

#[test]
fn who_can_have_written_a_statement_is_known() {
    let result = |author: &str| {
        format!("Authentication-Results: {author}; dmarc=fail header.from=altra.test\n")
    };
    let relayed = |below: &str| {
        format!(
            "Received: from pc (pc.altra.test [198.51.100.3]) by out.altra.test; Sat, 21 Nov 2026 10:00:01 +0100\n{below}Received: by pc.altra.test; Sat, 21 Nov 2026 10:00:00 +0100\n"
        )
    };
    let rows = [
        // Above the receiver's line, whatever name it has.
        (with_border(&result("any.test"), ""), "dmarc=fail altra.test by any.test receiver"),
        // Below it, in the receiver's name: where a receiver writes it, and where it never does.
        (with_border("", &result("mx.bottega.test")), "dmarc=fail altra.test by mx.bottega.test named"),
        (with_border("", &result("bottega.test 1")), "dmarc=fail altra.test by bottega.test named"),
        (
            with_border("", &relayed(&result("mx.bottega.test"))),
            "dmarc=fail altra.test by mx.bottega.test forgeable",
        ),
        (with_border("", &result("out.altra.test")), "dmarc=fail altra.test by out.altra.test forgeable"),
        (with_border("", &result("notbottega.test")), "dmarc=fail altra.test by notbottega.test forgeable"),
        // No path at all: anyone can have written it.
        (result("mx.bottega.test"), "dmarc=fail altra.test by mx.bottega.test forgeable"),
        // A sender that calls itself like the receiver does not get behind the border.
        (
            format!(
                "Received: from mx.bottega.test (unknown [192.0.2.66]) by mx.bottega.test (Postfix) with SMTP id 1; Sat, 21 Nov 2026 10:00:02 +0100\nReceived: from banca.test (banca.test [198.51.100.1]) by mx.bottega.test; Sat, 21 Nov 2026 10:00:00 +0100\n{}",
                result("any.test")
            ),
            "dmarc=fail altra.test by any.test forgeable",
        ),
        (
            "Received: from AM0.eurprd01.prod.outlook.com (203.0.113.66) by AM4.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server; Sat, 21 Nov 2026 10:00:02 +0000\nAuthentication-Results: spf=pass smtp.mailfrom=banca.test\nReceived: from x (2603:10a6::1) by AM0.eurprd01.prod.outlook.com (2603:10a6::2); Sat, 21 Nov 2026 10:00:00 +0000\n".to_owned(),
            "spf=pass banca.test by - forgeable",
        ),
    ];
    for (text, expected) in rows {
        assert_eq!(statements(&text), expected, "{text}");
    }
}

#[test]
fn results_are_read_in_every_form() {
    let rows = [
        // RFC 8601, appendix B.
        ("example.org 1; none", ""),
        ("example.com; spf=pass smtp.mailfrom=example.net", "spf=pass example.net by example.com"),
        (
            "example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=fail smtp.mailfrom=example.net",
            "spf=fail example.net by example.com",
        ),
        (
            "example.com; dkim=pass reason=\"good signature\" header.i=@mail-router.example.net; dkim=fail reason=\"bad; signature\" header.i=@newyork.example.com",
            "dkim=pass mail-router.example.net by example.com; dkim=fail newyork.example.com by example.com",
        ),
        (
            "foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot can go here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462",
            "",
        ),
        ("mx.test; spf=hardfail smtp.mailfrom=a@b.test", "spf=fail b.test by mx.test"),
        (
            "mx.test; dmarc=bestguesspass action=none header.from=b.test",
            "dmarc=none b.test by mx.test",
        ),
        ("mx.test; spf=maybe smtp.mailfrom=b.test; dkim=", ""),
        ("mx.test; dkim/1=pass header.d=b.test", "dkim=pass b.test by mx.test"),
    ];
    for (value, expected) in rows {
        let text = format!("Authentication-Results: {value}\n\n");
        let found = statements(&text).replace(" forgeable", "");
        assert_eq!(found, expected, "{value}");
    }
    let spf = "Received-SPF: softfail (mx.test: domain of transitioning a@b.test does not designate 192.0.2.1 as permitted sender) client-ip=192.0.2.1; envelope-from=\"a@b.test\"; helo=x; receiver=mx.test;\n";
    assert_eq!(statements(spf), "spf=softfail b.test by mx.test forgeable");
}

#[test]
fn filters_are_read() {
    let rows = [
        // Microsoft: a list or a rule before the category, the category before the level.
        (
            "X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:5;SFV:BLK;CAT:SPM;DIR:INB;",
            "microsoft blocked_by_recipient 5/- [SFV:BLK CAT:SPM]",
        ),
        (
            "X-Forefront-Antispam-Report: SCL:-1;SFV:SFE;CAT:NONE;",
            "microsoft allowed_by_recipient -1/- [SFV:SFE]",
        ),
        (
            "X-Forefront-Antispam-Report: SCL:-1;SFV:SKN;",
            "microsoft allowed_by_admin -1/- [SFV:SKN]",
        ),
        ("X-Forefront-Antispam-Report: SCL:6;SFV:SKB;", "microsoft blocked_by_admin 6/- [SFV:SKB]"),
        ("X-Forefront-Antispam-Report: SCL:6;SFV:SKS;", "microsoft marked_by_rule 6/- [SFV:SKS]"),
        (
            "X-Forefront-Antispam-Report: SCL:9;SFV:SPM;CAT:HPHISH;",
            "microsoft phishing 9/- [SFV:SPM CAT:HPHISH]",
        ),
        (
            "X-Forefront-Antispam-Report: SCL:1;SFV:NSPM;CAT:NONE;\nX-Microsoft-Antispam: BCL:4;",
            "microsoft clean 1/- [SFV:NSPM BCL:4]",
        ),
        (
            "X-Forefront-Antispam-Report: SCL:6;SFV:SPM;CAT:BULK;\nX-Microsoft-Antispam: BCL:8;",
            "microsoft bulk 6/- [SFV:SPM CAT:BULK BCL:8]",
        ),
        ("X-MS-Exchange-Organization-SCL: 9", "microsoft surely_junk 9/- []"),
        ("X-MS-Exchange-Organization-SCL: many", ""),
        // SpamAssassin in its older form, Barracuda, MailScanner and Libraesva.
        (
            "X-Spam-Status: No, hits=1.2 required=5.0 tests=AWL,BAYES_50 version=3.1",
            "spamassassin clean 1.2/5.0 [AWL BAYES_50]",
        ),
        (
            "X-Spam-Status: Yes, score=9 required=5 tests=[A_B=1.5, C_D=6, E=0.1] autolearn=no",
            "spamassassin junk 9/5 [C_D A_B E]",
        ),
        ("X-Spam-Status: Nothing", ""),
        (
            "X-Barracuda-Spam-Status: Yes, SCORE=6.10 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=5 tests=BSF_SC0",
            "barracuda junk 6.10/3.5 [BSF_SC0]",
        ),
        (
            "X-LibraESVA-SpamCheck: spam, SpamAssassin (not cached, score=8.5,\n\trequired 5, autolearn=spam, BAYES_99 3.50, URIBL_BLACK 5.00)",
            "mailscanner junk 8.5/5 [URIBL_BLACK BAYES_99]",
        ),
        (
            "X-ISP-MailScanner-SpamCheck: not spam, SpamAssassin (score=0, required 6)",
            "mailscanner clean 0/6 []",
        ),
        ("X-ISP-MailScanner-SpamCheck: ", ""),
        // Rspamd with and without its action.
        (
            "X-Spamd-Result: default: False [-2.1 / 15.00];\n\tR_SPF_ALLOW(-0.20)[+ip4:192.0.2.1]",
            "rspamd score_only -2.1/15.00 []",
        ),
        (
            "X-Spamd-Result: default: True [19.00 / 15.00]; GTUBE(0.00)[]; URL(4)[x;y(9)]",
            "rspamd junk 19.00/15.00 [URL]",
        ),
        (
            "X-Spamd-Bar: ++++\nX-Spam-Score: 4.2\nX-Spam-Status: No, score=4.2 required=8",
            "spamassassin clean 4.2/8 []",
        ),
        // Marks alone.
        ("X-Spam-Flag: YES\nX-Spam-Level: *******", "other junk 7/- []"),
        ("X-Spam-Flag: no", "other clean -/- []"),
        ("X-Spam-Flag: \nX-Spam-Score: NaN", ""),
        (
            "X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 suspectscore=12",
            "proofpoint clean 0/- []",
        ),
        (
            "X-Proofpoint-Spam-Details: rule=quarantine_spam policy=default score=93",
            "proofpoint junk 93/- []",
        ),
        (
            "X-VR-SPAMSTATE: SPAM\nX-VR-SPAMSCORE: 300\nReceived: by mx.test; x",
            "vade junk 300/- []",
        ),
    ];
    for (fields, expected) in rows {
        let found = statements(&format!("{fields}\n\n"));
        assert_eq!(found.replace(" forgeable", "").replace(" receiver", ""), expected, "{fields}");
    }
}

#[test]
fn microsofts_report_counts_only_where_microsoft_receives() {
    let report = "X-Forefront-Antispam-Report: SCL:5;SFV:SPM;DIR:INB;\n";
    assert!(statements(&with_border("", report)).ends_with("forgeable"));
    let outgoing = MICROSOFT.replace("DIR:INB", "DIR:OUT");
    assert!(statements(&outgoing).ends_with("[SFV:SPM CAT:SPOOF] forgeable"));
}

#[test]
fn gmails_notice_is_read_where_it_stands_above_the_message() {
    let rows = [
        (
            "Why is this message in spam? It is similar to messages that were identified as spam in the past.",
            "junk",
        ),
        (
            "Anna\nSaldi\nSpam\n\nWhy is this message in Spam?\nYou reported this message as spam from your inbox.\n",
            "blocked_by_recipient",
        ),
        (
            "Why is this message in Spam? It has a from address in yahoo.com but has failed yahoo.com's required tests for authentication. Learn more",
            "spoofed",
        ),
        (
            "Be careful with this message. Similar messages were used to steal people’s personal information.",
            "phishing",
        ),
        (
            "Why is this message in spam? Gmail could not verify that it actually came from altra.test.",
            "spoofed",
        ),
        (
            "Perché questo messaggio si trova in Spam? È simile a messaggi identificati in passato dai nostri filtri antispam.",
            "junk",
        ),
    ];
    for (text, expected) in rows {
        assert!(
            statements(text).starts_with(&format!("gmail {expected} ")),
            "{text}: {}",
            told(text)
        );
    }
    for text in [
        "My question: why is this message in spam? Please help.",
        "Be careful with this message.",
        "Why is this message in spam? I don't know.",
    ] {
        assert_eq!(told(text), "nothing", "{text}");
    }
    // In the body anyone can write it.
    let body =
        with_border("", "").replace("Text.", "Why is this message in spam? You blocked ugo.");
    assert_eq!(statements(&body), "");
}

/// The delays of a path, from times in minutes after ten o'clock.
fn delays(minutes: &[i64]) -> String {
    let lines: String = minutes
        .iter()
        .rev()
        .map(|minute| {
            let at = Instant(1_795_255_200 + minute * 60).to_string();
            let (hour, minute) = (&at[11..13], &at[14..16]);
            format!("Received: by mx.test; Sat, 21 Nov 2026 {hour}:{minute}:00 +0000\n")
        })
        .collect();
    let reading = read(&lines).unwrap();
    let delays = reading.hops.iter().map(|hop| match hop.delay {
        Delay::Unknown => "?".to_owned(),
        Delay::TookS(seconds) => (seconds / 60).to_string(),
        Delay::ClocksDifferS(seconds) => format!("clocks {}", seconds / 60),
    });
    let slowest = reading.slowest.map_or_else(|| "-".to_owned(), |index| index.to_string());
    format!("{} slowest {slowest}", delays.collect::<Vec<_>>().join(", "))
}

#[test]
fn a_wrong_clock_is_never_a_slow_server() {
    let rows: [(&[i64], &str); 8] = [
        (&[0, 1, 2], "?, 1, 1 slowest -"),
        (&[0, 1, 40, 41], "?, 1, 39, 1 slowest 2"),
        // The second clock is an hour ahead.
        (&[0, 61, 2, 3], "?, 2, clocks 59, 1 slowest -"),
        // The second clock is behind.
        (&[60, 2, 61, 62], "?, clocks 58, 1, 1 slowest -"),
        // The first clock is behind all others: nothing contradicts that it took long.
        (&[0, 60, 61], "?, 60, 1 slowest 1"),
        // Two clocks contradict each other, but each of them is half an hour after the first.
        (&[0, 90, 30, 120, 60], "?, 30, clocks 60, clocks 90, clocks 60 slowest 1"),
        (&[5], "? slowest -"),
        (&[0, 20, 10, 50], "?, 10, clocks 10, 30 slowest 3"),
    ];
    for (minutes, expected) in rows {
        assert_eq!(delays(minutes), expected, "{minutes:?}");
    }
}

#[test]
fn the_peer_is_the_one_that_the_server_saw() {
    // What a host says of itself is never taken for its address or its name in the DNS.
    let rows = [
        (
            "from helo.test (rdns.test [192.0.2.1]) by mx.test (Postfix) with ESMTP",
            "rdns.test 192.0.2.1",
        ),
        ("from [10.0.0.1] (rdns.test [192.0.2.1]) by mx.test", "rdns.test 192.0.2.1"),
        ("from [10.0.0.1] (unknown [192.0.2.1]) by mx.test (Postfix)", "[10.0.0.1] 192.0.2.1"),
        (
            "from helo.test ([192.0.2.1]:5555 helo=[10.0.0.1]) by mx.test with esmtp (Exim 4.97)",
            "helo.test 192.0.2.1",
        ),
        (
            "from [192.0.2.1] (port=2000 helo=mx.test) by mx.test with esmtp (Exim 4.97)",
            "[192.0.2.1] 192.0.2.1",
        ),
        ("from unknown (HELO mx.test) (192.0.2.1) by mx.test with SMTP", "unknown 192.0.2.1"),
        ("from unknown (HELO [10.0.0.1]) (192.0.2.1) by mx.test with SMTP", "unknown 192.0.2.1"),
        ("from x.test (rdns.test [192.0.2.1] (may be forged)) by mx.test", "x.test 192.0.2.1"),
        ("from x.test (192.0.2.1) (using TLSv1.3 with cipher X) by mx.test", "x.test 192.0.2.1"),
        ("from x.test (r.test [IPv6:2001:db8::1]) by mx.test", "r.test 2001:db8::1"),
        ("from a(mx.test[10.0.0.1]) (rdns.test [192.0.2.1]) by mx.test", "rdns.test 192.0.2.1"),
        ("from mx.test by mx.test with LMTP id x", "mx.test -"),
        ("by mx.test (Postfix, from userid 1003) id x", "- -"),
        ("(qmail 123 invoked by uid 89)", "- -"),
    ];
    for (value, expected) in rows {
        let text = format!("Received: {value}; Sat, 21 Nov 2026 10:00:00 +0000\n\n");
        let hop = read(&text).unwrap().hops.remove(0);
        let from = hop.from.map_or_else(|| "-".to_owned(), |from| from.to_string());
        let address = hop.from_address.map_or_else(|| "-".to_owned(), |found| found.to_string());
        let expected = expected.replace(['[', ']'], "");
        assert_eq!(format!("{from} {address}"), expected, "{value}");
        let by = hop.by.map(|by| by.to_string());
        assert!(by.as_deref() == Some("mx.test") || value.starts_with("(qmail"), "{value}: {by:?}");
    }
}

#[test]
fn dates_are_read_in_any_zone_or_not_at_all() {
    let rows = [
        ("Sat, 21 Nov 2026 10:00:00 +0100", Some("2026-11-21 09:00:00 UTC")),
        ("21 Nov 2026 10:00:00 -0830 (PST)", Some("2026-11-21 18:30:00 UTC")),
        ("Sat, 21 Nov 2026 23:59:60 +0000", Some("2026-11-22 00:00:00 UTC")),
        ("Sat, 41 Nov 2026 10:00:00 +0000", None),
        ("Sat, 21 Nov 99999 10:00:00 +0000", None),
        ("yesterday", None),
        ("", None),
    ];
    for (date, expected) in rows {
        let found = hops::moment(date).map(|at| at.to_string());
        assert_eq!(found.as_deref(), expected, "{date}");
    }
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
