//! The last words of a page that broke: plain, in both languages, with nothing lost.

use leptos::prelude::document;
use terms::Lang;
use words::UiText;

/// Shows a notice instead of a page that has stopped answering.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|panic| {
        leptos::logging::error!("{panic}");
        let Some(body) = document().body() else { return };
        for lang in Lang::ALL {
            let Ok(notice) = document().create_element("p") else { return };
            notice.set_class_name("notice notice-problem");
            notice.set_text_content(Some(UiText::PageBroke.get(lang)));
            let attributes = [("role", "alert"), ("lang", lang.tag())];
            for (name, value) in attributes {
                let _ = notice.set_attribute(name, value);
            }
            let _ = body.prepend_with_node_1(&notice);
        }
    }));
}
