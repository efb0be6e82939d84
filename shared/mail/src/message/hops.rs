//! Reads the path of a message from its `Received` fields (RFC 5321 §4.4), and how long each step
//! took.
//!
//! Each server writes the time of its own clock. A step is said to take long only if no clock
//! contradicts it: every earlier time is before every later one by at least that much. Must never
//! take a wrong clock for a delay that some server caused.

use std::net::IpAddr;

use mail_parser::parsers::MessageStream;
use mail_parser::{DateTime, HeaderValue};
use terms::ServerText;

use super::fields::Fields;
use super::model::{Delay, Hop, HopSide, Instant, SLOW_S};

/// Differences up to this many seconds are those of clocks that are right.
const TOLERANCE_S: i64 = 5;
/// Shorter steps need no agreement of the other clocks.
const SHORT_S: i64 = 60;

/// One line of the path while it is read: the index of its field, and its parts.
#[derive(Debug)]
pub(super) struct Line {
    /// The index of its field in the header.
    pub(super) index: usize,
    /// The name that the DNS gives for the host that handed it over.
    pub(super) from_name: Option<String>,
    /// The result.
    pub(super) hop: Hop,
}

/// The path, the oldest line first.
pub(super) fn read(fields: &Fields) -> Vec<Hop> {
    lines(fields).into_iter().map(|line| line.hop).collect()
}

/// The lines of the path, the oldest first.
pub(super) fn lines(fields: &Fields) -> Vec<Line> {
    let mut lines: Vec<Line> =
        fields.all("received").map(|(index, value)| line(index, value)).collect();
    lines.reverse();
    lines
}

fn line(index: usize, value: &str) -> Line {
    let parts = Parts::of(value);
    let from = parts.from_name.or(parts.from);
    Line {
        index,
        hop: Hop {
            from: from.map(ServerText::new),
            from_address: parts.from_address,
            by: parts.by.map(ServerText::new),
            // The date comes after the last semicolon.
            at: value.rsplit_once(';').and_then(|(_, date)| moment(date)),
            delay: Delay::Unknown,
            side: HopSide::Unknown,
        },
        from_name: parts.from_name.map(str::to_owned),
    }
}

/// The hosts in one line.
#[derive(Default)]
struct Parts<'a> {
    /// The name that the host gave, or that the line has before the first comment.
    from: Option<&'a str>,
    /// The name that the DNS gives for it: in the comment, beside the address.
    from_name: Option<&'a str>,
    from_address: Option<IpAddr>,
    by: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// `from NAME (DNS-NAME [ADDRESS]) by HOST …` (RFC 5321 §4.4), as the common systems write it:
    /// `from NAME (ADDRESS)`, `from NAME ([ADDRESS] helo=…)`, `from [ADDRESS] (helo=…)`.
    fn of(value: &'a str) -> Self {
        let mut parts = Self::default();
        // What the line says of the host is before "by", and may be in comments.
        let is_forged = value.contains("may be forged") || value.contains("(unknown");
        let (mut last, mut depth, mut comment_count) = ("", 0_usize, 0_usize);
        let (mut given, mut seen) = (None, None);
        for (index, word) in value.split_ascii_whitespace().enumerate() {
            let (before, was_outside) = (last, depth == 0);
            depth = (depth + count(word, '(')).saturating_sub(count(word, ')'));
            let name = word.trim_matches(['(', ')', '[', ']', '<', '>', ';', ',']);
            let name = name.trim_end_matches('.');
            last = word.trim_start_matches('(');
            let follows = |keyword: &str| before.eq_ignore_ascii_case(keyword);
            if index == 1 && follows("from") {
                given = address(word);
                parts.from = Some(name).filter(|name| !name.is_empty());
                continue;
            }
            if was_outside && follows("by") {
                parts.by = Some(name).filter(|name| !name.is_empty());
                break;
            }
            let is_comment = !was_outside || word.starts_with('(');
            if was_outside && is_comment {
                comment_count += 1;
            }
            // What follows HELO is the host's own word, like the name before the comment.
            if parts.from.is_none() || !is_comment || follows("helo") || follows("ehlo") {
                continue;
            }
            match address(word) {
                Some(found) => seen = seen.or(Some(found)),
                None if comment_count == 1 && !is_forged && is_host(name) => {
                    parts.from_name = parts.from_name.or(Some(name));
                }
                None => {}
            }
        }
        parts.from_address = seen.or(given);
        parts
    }
}

fn count(word: &str, wanted: char) -> usize {
    word.chars().filter(|character| *character == wanted).count()
}

/// An IP address, also in the form of mail (RFC 5321 §4.1.3) and with a port.
fn address(word: &str) -> Option<IpAddr> {
    let word = word.trim_start_matches(['(', '[']);
    let word = word.split([']', ')']).next().unwrap_or_default();
    word.strip_prefix("IPv6:").unwrap_or(word).parse().ok()
}

/// Whether a word of a comment is the name of a host, and not a property such as `helo=…`.
fn is_host(word: &str) -> bool {
    word.contains('.')
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

/// The moment that a date names (RFC 5322 §3.3).
pub(super) fn moment(date: &str) -> Option<Instant> {
    let date = format!("{}\n", date.trim());
    match MessageStream::new(date.as_bytes()).parse_date() {
        HeaderValue::DateTime(at) if is_date(&at) => Some(Instant(at.to_timestamp())),
        _ => None,
    }
}

/// Whether the parts are a date. The leap second is one (RFC 5322 §3.3).
fn is_date(at: &DateTime) -> bool {
    DateTime { second: at.second.min(59), ..*at }.is_valid() && at.second <= 60
}

/// Writes how long each step took, from the times of all lines.
pub(super) fn measure(path: &mut [Hop], sent_at: Option<Instant>) {
    let times: Vec<Option<i64>> = std::iter::once(sent_at)
        .chain(path.iter().map(|hop| hop.at))
        .map(|at| at.map(|Instant(seconds)| seconds))
        .collect();
    // The latest of all earlier times, and the earliest of all later ones, for each line.
    let mut latest = Vec::with_capacity(times.len());
    let mut so_far: Option<i64> = None;
    for time in &times {
        latest.push(so_far);
        so_far = so_far.max(*time);
    }
    let mut earliest = Vec::with_capacity(times.len());
    let mut from_here: Option<i64> = None;
    for time in times.iter().rev() {
        from_here = match (from_here, *time) {
            (Some(known), Some(time)) => Some(known.min(time)),
            (known, time) => known.or(time),
        };
        earliest.push(from_here);
    }
    earliest.reverse();
    let before = times.iter();
    let here = times.iter().skip(1);
    let bounds = latest.iter().skip(1).zip(earliest.iter().skip(1));
    for (hop, ((before, here), (latest, earliest))) in
        path.iter_mut().zip(before.zip(here).zip(bounds))
    {
        let gap = latest.zip(*earliest).map(|(latest, earliest)| earliest.saturating_sub(latest));
        hop.delay = before.zip(*here).map_or(Delay::Unknown, |(before, here)| {
            delay(here.saturating_sub(before), gap.unwrap_or(0))
        });
    }
}

/// The delay of a step: the difference of its two times, and the least that all times allow.
const fn delay(difference_s: i64, gap_s: i64) -> Delay {
    if difference_s < -TOLERANCE_S {
        Delay::ClocksDifferS(difference_s.unsigned_abs())
    } else if difference_s <= SHORT_S {
        Delay::TookS(if difference_s > 0 { difference_s.unsigned_abs() } else { 0 })
    } else if gap_s >= 0 {
        Delay::TookS(gap_s.unsigned_abs())
    } else {
        Delay::ClocksDifferS(difference_s.unsigned_abs())
    }
}

/// The index of the step that took longest, if it took long. The first line counts from when the
/// message was written, which no server has to answer for.
pub(super) fn slowest(path: &[Hop]) -> Option<usize> {
    let mut found: Option<(usize, u64)> = None;
    for (index, hop) in path.iter().enumerate().skip(1) {
        if let Delay::TookS(seconds) = hop.delay
            && seconds >= SLOW_S
            && found.is_none_or(|(_, longest)| seconds > longest)
        {
            found = Some((index, seconds));
        }
    }
    found.map(|(index, _)| index)
}
