//! What servers and filters state, and who can have written it.

use super::{MICROSOFT, told};

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
