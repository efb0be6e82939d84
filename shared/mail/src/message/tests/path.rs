//! The path: hosts, times and clocks.

use super::super::*;

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
