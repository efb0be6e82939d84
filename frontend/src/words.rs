//! The language of the page, and the words in it.
//!
//! A page reads the language once and draws itself anew when it changes: what was typed is kept elsewhere.

use leptos::prelude::*;
use shared::text::{Lang, UiText, fill};

use crate::platform;

/// The language of the page, for everybody who shows words.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    lang: RwSignal<Lang>,
}

impl Words {
    /// Starts in the language wished for, else in the browser's, else in Italian.
    #[must_use]
    pub(crate) fn new(wished: Option<Lang>) -> Self {
        let of_browser = || platform::dom::languages().iter().find_map(|tag| Lang::from_tag(tag));
        let words = Self { lang: RwSignal::new(wished.or_else(of_browser).unwrap_or_default()) };
        Effect::new(move || platform::dom::set_language(words.lang.get().tag()));
        words
    }

    /// The language now; who asks is drawn anew when it changes.
    #[must_use]
    pub(crate) fn lang(self) -> Lang {
        self.lang.get()
    }

    /// The language now, for something that happens once.
    #[must_use]
    pub(crate) fn lang_now(self) -> Lang {
        self.lang.get_untracked()
    }

    /// Goes on in another language.
    pub(crate) fn set(self, lang: Lang) {
        if self.lang.get_untracked() != lang {
            self.lang.set(lang);
        }
    }
}

/// A text with one value put in.
#[must_use]
pub(crate) fn filled(lang: Lang, text: UiText, name: &str, value: &str) -> String {
    fill(text.get(lang), &[(name, value)])
}
