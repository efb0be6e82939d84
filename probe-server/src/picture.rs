//! Draws a playbook: for Graphviz, for Mermaid, as SVG, and as a page for operators.
//!
//! Pure functions of the playbook. Every edge is drawn once and labelled with its condition. Must
//! never decide what leads where: `checklist::playbook::edges` does that.

mod layout;
mod page;
mod svg;

pub use page::{STYLE, page};
pub use svg::svg;

use checklist::playbook::{Edge, EdgeLabel, Playbook, Step, edges};
use terms::Lang;
use words::PictureText;

/// The condition of an edge, as text: the option's label, or the condition as written in the file.
fn condition(playbook: &Playbook, edge: &Edge<'_>, lang: Lang) -> String {
    match (&edge.label, playbook.steps.get(edge.from)) {
        (EdgeLabel::Option(option), Some(Step::Ask(ask) | Step::Verify(ask))) => {
            words::option_label(ask, option, lang)
        }
        (EdgeLabel::Otherwise, _) => PictureText::Otherwise.get(lang).to_owned(),
        (EdgeLabel::Always, _) => PictureText::Always.get(lang).to_owned(),
        (label, _) => label.to_string(),
    }
}

/// The playbook as a `digraph` for Graphviz: one node for each step with its heading, and one edge
/// for each edge of the playbook with its condition.
#[must_use]
pub fn dot(playbook: &Playbook, lang: Lang) -> String {
    let quoted = |text: &str| {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
    };
    let mut picture = format!("digraph {} {{\n  node [shape=box]\n", quoted(&playbook.playbook));
    for (id, step) in &playbook.steps {
        let label = format!("{id}\n{}", words::heading(step, lang));
        picture.push_str(&format!("  {} [label={}]\n", quoted(&id.0), quoted(&label)));
    }
    for edge in edges(playbook) {
        let label = quoted(&edge.label.to_string());
        picture.push_str(&format!(
            "  {} -> {} [label={label}]\n",
            quoted(&edge.from.0),
            quoted(&edge.to.0)
        ));
    }
    picture.push_str("}\n");
    picture
}

/// The playbook as a `flowchart` for Mermaid.
#[must_use]
pub fn mermaid(playbook: &Playbook, lang: Lang) -> String {
    // In quoted text Mermaid knows only character entities as escapes.
    let quoted = |text: &str| {
        format!(
            "\"{}\"",
            text.replace('&', "#amp;")
                .replace('"', "#quot;")
                .replace('<', "#lt;")
                .replace('>', "#gt;")
        )
    };
    // Use numbers as node ids, because a step may have the name of a Mermaid keyword, such as
    // `end`.
    let number =
        |id| playbook.steps.keys().position(|step| step == id).map_or(0, |place| place + 1);
    let mut picture = "flowchart LR\n".to_owned();
    for (id, step) in &playbook.steps {
        let text = quoted(words::heading(step, lang));
        let shape = match step {
            Step::Ask(_) | Step::Verify(_) => format!("{{{{{text}}}}}"),
            Step::Check(_) => format!("[[{text}]]"),
            Step::Collect(_) => format!("[/{text}/]"),
            Step::Conclude(_) | Step::Escalate(_) | Step::Look(_) => format!("([{text}])"),
        };
        picture.push_str(&format!("  s{}{shape}\n", number(id)));
    }
    for edge in edges(playbook) {
        let label = quoted(&condition(playbook, &edge, lang));
        picture.push_str(&format!("  s{} -->|{label}| s{}\n", number(edge.from), number(edge.to)));
    }
    picture
}

#[cfg(test)]
mod tests;
