//! The notice after a panic: in plain words, in both languages. The session is not lost.

use leptos::prelude::document;
use terms::Lang;
use words::UiText;

/// Installs a panic hook that shows a notice, because the page no longer responds.
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
