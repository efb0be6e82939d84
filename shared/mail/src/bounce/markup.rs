//! Converts HTML to text, because some mail systems write only HTML.
//!
//! Knows line-breaking tags and six entities. Must never be used to make HTML for a page: its
//! output is plain text.

/// Tags that cause a line break.
const BREAKS: [&str; 10] = ["br", "p", "/p", "div", "/div", "tr", "/tr", "li", "table", "h1"];
/// Elements whose content is not visible, with their end tags.
const HIDDEN: [(&str, &str); 2] = [("style", "</style"), ("script", "</script")];
/// The entities that mail systems use.
const ENTITIES: [(&str, &str); 6] =
    [("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'"), ("nbsp;", " "), ("amp;", "&")];

/// The text of an HTML document.
pub(super) fn to_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        // A line break in the source counts as a space.
        text.extend(
            before.chars().map(|character| {
                if character == '\n' || character == '\r' { ' ' } else { character }
            }),
        );
        rest = match from.strip_prefix('&') {
            Some(after) => entity(after, &mut text),
            None => tag(from, &mut text),
        };
    }
    text.push_str(rest);
    text
}

fn entity<'a>(after: &'a str, text: &mut String) -> &'a str {
    for (name, character) in ENTITIES {
        if let Some(rest) = after.strip_prefix(name) {
            text.push_str(character);
            return rest;
        }
    }
    text.push('&');
    after
}

fn tag<'a>(from: &'a str, text: &mut String) -> &'a str {
    let Some((inside, rest)) = from.split_once('>') else {
        text.push_str(from);
        return "";
    };
    let name = inside
        .trim_start_matches('<')
        .split([' ', '\t', '\r', '\n'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if BREAKS.contains(&name.trim_end_matches('/')) {
        text.push('\n');
    }
    let Some((_, end)) = HIDDEN.iter().find(|(hidden, _)| *hidden == name) else { return rest };
    // If the end tag is missing, the rest is not visible either.
    let is_end = |at: &usize| {
        rest.get(*at..*at + end.len()).is_some_and(|found| found.eq_ignore_ascii_case(end))
    };
    let at = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    at.and_then(|at| rest.get(at..)).unwrap_or_default()
}
