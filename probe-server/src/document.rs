//! A self-contained HTML document: its style is inline, it has no scripts, and it loads nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use terms::Lang;
use terms::visible::visible;

/// Renders the document. `style` is trusted CSS and inserted unescaped; `body` is escaped already.
pub(crate) fn document(lang: Lang, title: &str, style: &str, body: &Markup) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body { main { (body) } }
        }
    };
    // Text of a server or customer must not hide characters or reverse the direction of the text
    // around it.
    visible(&markup.into_string()).into_owned()
}
