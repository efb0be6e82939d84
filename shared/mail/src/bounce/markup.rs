//! HTML read for its words, because some mail systems write nothing else.
//!
//! Knows line-breaking tags and five entities. What comes out is text and shown as text; must never be put back into a page.

/// Tags that end a line.
const BREAKS: [&str; 10] = ["br", "p", "/p", "div", "/div", "tr", "/tr", "li", "table", "h1"];
/// What people do not see.
const HIDDEN: [(&str, &str); 2] = [("style", "</style"), ("script", "</script")];
/// The entities that mail systems use.
const ENTITIES: [(&str, &str); 6] = [("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'"), ("nbsp;", " "), ("amp;", "&")];

/// The words of an HTML text.
pub(super) fn to_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        // A line break in the source is a space on the page.
        text.extend(before.chars().map(|character| if character == '\n' || character == '\r' { ' ' } else { character }));
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
    let name = inside.trim_start_matches('<').split([' ', '\t', '\r', '\n']).next().unwrap_or_default().to_ascii_lowercase();
    if BREAKS.contains(&name.trim_end_matches('/')) {
        text.push('\n');
    }
    let Some((_, end)) = HIDDEN.iter().find(|(hidden, _)| *hidden == name) else { return rest };
    // What is hidden without an end hides the rest.
    let is_end = |at: &usize| rest.get(*at..*at + end.len()).is_some_and(|found| found.eq_ignore_ascii_case(end));
    let at = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    at.and_then(|at| rest.get(at..)).unwrap_or_default()
}
