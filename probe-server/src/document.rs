//! A whole HTML document that is complete by itself: its style is inside, nothing runs in it, nothing comes from elsewhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use terms::Lang;
use terms::visible::visible;

/// The document. `style` is ours and stands there as it is; `body` is markup already.
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
    // Whatever a server or a customer wrote into it: no character of it is hidden, and none turns what stands beside it.
    visible(&markup.into_string()).into_owned()
}
