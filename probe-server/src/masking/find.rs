//! Finds the names in a text: before an @, and, if they are known, alone.
//!
//! Each text is read once, whatever the number of names. Must never replace a part of a domain that
//! is checked.

use std::ops::Range;

use super::names::{Alone, Masks};

/// Between these, the last part of what stands before an @ may be the name: `user=mario@…`.
const JOINTS: [char; 10] = ['=', '/', '?', '&', '\'', '|', '{', '!', '*', '`'];

/// The text with each name replaced.
pub(super) fn replace(masks: &mut Masks, text: &str, is_alone_too: bool) -> String {
    let found = find(masks, text, is_alone_too);
    rewritten(text, &found)
}

/// The text with each range replaced; the ranges are in order and apart from each other.
pub(super) fn rewritten(text: &str, found: &[(Range<usize>, String)]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut kept_to = 0;
    for (range, mask) in found {
        masked.push_str(text.get(kept_to..range.start).unwrap_or_default());
        masked.push_str(mask);
        kept_to = range.end;
    }
    masked.push_str(text.get(kept_to..).unwrap_or_default());
    masked
}

/// Where the names are, in order, and what takes the place of each.
pub(super) fn find(
    masks: &mut Masks,
    text: &str,
    is_alone_too: bool,
) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut end_of_last = 0;
    for (at, _) in text.match_indices('@') {
        let range = name_before(masks, text, at).filter(|range| range.start >= end_of_last);
        if let Some((range, name)) =
            range.and_then(|range| Some((range.clone(), text.get(range)?.to_owned())))
        {
            end_of_last = at;
            let name = name.trim_matches('"');
            found.push((range, masks.mask(name)));
        }
    }
    if is_alone_too {
        let alone = find_alone(masks, text);
        let is_apart = |range: &Range<usize>| {
            let next = found.partition_point(|(other, _)| other.end <= range.start);
            found.get(next).is_none_or(|(other, _)| range.end <= other.start)
        };
        let more: Vec<(Range<usize>, String)> = alone
            .into_iter()
            .filter(|(range, _)| is_apart(range))
            .map(|(range, name)| (range, masks.mask(&name)))
            .collect();
        found.extend(more);
        found.sort_unstable_by_key(|(range, _)| range.start);
    }
    found
}

/// The name before the @ at this index, if an address is there.
fn name_before(masks: &Masks, text: &str, at: usize) -> Option<Range<usize>> {
    let after = text.get(at + 1..)?.chars().next()?;
    if !after.is_alphanumeric() && after != '[' {
        return None;
    }
    let before = text.get(..at)?;
    if before.ends_with('"') {
        let quoted = before.get(..at - 1)?.rfind('"')?;
        let is_one_line = !text.get(quoted..at)?.contains('\n') && at - quoted <= 66;
        return is_one_line.then_some(quoted..at);
    }
    let start = before.rfind(|character| !is_of_name(character)).map_or(0, |end| {
        end + before.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let whole = before.get(start..)?;
    let trimmed = whole.trim_start_matches(['.', '\'', '=', '/', '?', '&', '*', '|', '`', '{']);
    let last = trimmed.rsplit(JOINTS).next().unwrap_or(trimmed);
    let name = if masks.knows(last) { last } else { trimmed };
    (!name.is_empty()).then(|| at - name.len()..at)
}

/// Whether a name may hold this character (RFC 5322 §3.2.3, RFC 6531).
fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character)
}

/// Where known names stand alone.
fn find_alone(masks: &Masks, text: &str) -> Vec<(Range<usize>, String)> {
    let Some(alone) = masks.alone() else { return Vec::new() };
    let is_whole = |range: &Range<usize>| {
        let before = text.get(..range.start).and_then(|before| before.chars().next_back());
        let after = text.get(range.end..).and_then(|after| after.chars().next());
        let is_part = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
        !is_part(before) && !is_part(after) && !is_of_domain(alone, text, range)
    };
    alone
        .matcher
        .find_iter(text)
        .filter(|found| is_whole(&found.range()))
        .filter_map(|found| {
            let name = alone.names.get(found.pattern().as_usize())?;
            Some((found.range(), name.clone()))
        })
        .collect()
}

/// Whether this part of the text belongs to one of the domains.
fn is_of_domain(alone: &Alone, text: &str, range: &Range<usize>) -> bool {
    let is_of_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let before = text.as_bytes().get(..range.start).unwrap_or_default();
    let after = text.as_bytes().get(range.end..).unwrap_or_default();
    // No name of a host is longer (RFC 1035 §2.3.4).
    let start = range.start - before.iter().rev().take(255).take_while(|b| is_of_host(b)).count();
    let end = range.end + after.iter().take(255).take_while(|b| is_of_host(b)).count();
    let host = text.get(start..end).unwrap_or_default().trim_end_matches(['.', '-']);
    let host = host.to_ascii_lowercase();
    alone.domains.iter().any(|domain| {
        host.strip_suffix(domain.as_str())
            .is_some_and(|labels| labels.is_empty() || labels.ends_with('.'))
    })
}
