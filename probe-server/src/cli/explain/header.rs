//! What the header of a message says, for a person at a terminal. Must never judge.

use mail::message::MessageReading;
use words::{HeaderText, auth_statement, filter_statement, header_origin, header_title};

use super::Style;

/// Adds the lines about a header.
pub(super) fn header(style: &Style, message: &MessageReading, lines: &mut Vec<String>) {
    let lang = style.lang;
    let heading = |lines: &mut Vec<String>, text: HeaderText| {
        lines.push(String::new());
        lines.push(style.bold(text.get(lang)));
    };
    lines.push(style.bold(&header_title(lang, message)));
    heading(lines, HeaderText::Path);
    if let Some(sent_at) = message.sent_at {
        lines.push(format!("  {}: {sent_at}", HeaderText::Written.get(lang)));
    }
    for (index, hop) in message.hops.iter().enumerate() {
        let is_first = index == 0;
        let time = words::hop_time(lang, hop, is_first);
        lines.push(format!("  {}", words::hop_hosts(hop)));
        let time = format!("    {time}");
        let is_slow = message.slowest == Some(index);
        lines.push(if is_slow { style.bold(&time) } else { style.faint(&time) });
        lines.extend(words::hop_remark(lang, hop, is_first).map(|text| format!("    {text}")));
    }
    if message.slowest.is_none() && !message.hops.is_empty() {
        lines.push(format!("  {}", HeaderText::NotSlow.get(lang)));
    }
    if message.hop_count > message.hops.len() || message.is_cut {
        lines.push(format!("  {}", style.faint(HeaderText::Cut.get(lang))));
    }
    heading(lines, HeaderText::Authentication);
    if message.authentication.is_empty() {
        lines.push(format!("  {}", HeaderText::NoAuthentication.get(lang)));
    }
    let said = message.authentication.iter();
    lines.extend(said.map(|one| format!("  {}", auth_statement(lang, one))));
    heading(lines, HeaderText::Filters);
    if message.filters.is_empty() {
        lines.push(format!("  {}", HeaderText::NoFilter.get(lang)));
    }
    for one in message.filters.iter().map(|one| filter_statement(lang, one)) {
        lines.push(format!("  {}", style.bold(&one.title)));
        lines.push(format!("    {}", one.meaning));
        let facts = [one.facts, Some(one.who)].into_iter().flatten();
        lines.extend(facts.map(|fact| format!("    {}", style.faint(&fact))));
    }
    heading(lines, HeaderText::Origin);
    let origin = header_origin(lang, message);
    lines.extend(origin.into_iter().map(|said| format!("  {said}")));
    lines.push(String::new());
}
