//! The language of the page, and the texts in it.
//!
//! A page reads the language when it is drawn, and is drawn again when the language changes. What
//! was typed is kept elsewhere ([`crate::store::Drafts`]).

use diagnosis::probe::ProbeKind;
use leptos::prelude::*;
use session::Waiting;
use terms::{Lang, fill};
use words::{Reader, UiText, telephone_link};

use crate::platform;

/// The language of the page, from the context.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    lang: RwSignal<Lang>,
}

impl Words {
    /// Starts in the language asked for, else in the browser's, else in Italian.
    #[must_use]
    pub(crate) fn new(wished: Option<Lang>) -> Self {
        let of_browser = || platform::dom::languages().iter().find_map(|tag| Lang::from_tag(tag));
        let words = Self { lang: RwSignal::new(wished.or_else(of_browser).unwrap_or_default()) };
        Effect::new(move || platform::dom::set_language(words.lang.get().tag()));
        words
    }

    /// The language; the calling effect runs again when it changes.
    #[must_use]
    pub(crate) fn lang(self) -> Lang {
        self.lang.get()
    }

    /// The language, without tracking changes.
    #[must_use]
    pub(crate) fn lang_now(self) -> Lang {
        self.lang.get_untracked()
    }

    /// Changes the language.
    pub(crate) fn set(self, lang: Lang) {
        if self.lang.get_untracked() != lang {
            self.lang.set(lang);
        }
    }
}

/// The page's language, from the context. [`crate::app::App`] provides it to every page.
#[must_use]
pub(crate) fn expect_words() -> Words {
    use_context::<Words>().unwrap_or_else(|| Words::new(None))
}

/// Who reads this page: the customer, unless the page provides another reader.
#[must_use]
pub(crate) fn reader() -> Reader {
    use_context().unwrap_or_default()
}

/// A text with one placeholder filled in.
#[must_use]
pub(crate) fn filled(lang: Lang, text: UiText, name: &str, value: &str) -> String {
    fill(text.get(lang), &[(name, value)])
}

/// What is being waited for and the longest time it may take, in three pieces: the text before the
/// emphasized one, that, and the text after it.
#[must_use]
pub(crate) fn waiting(lang: Lang, waiting: &Waiting) -> [String; 3] {
    let host = waiting.host.to_unicode();
    let host = match waiting.kind {
        ProbeKind::SelfTest => UiText::WaitOwn.get(lang).to_owned(),
        ProbeKind::ProviderStatus => host,
        kind if kind.service().is_some() => host,
        _ => filled(lang, UiText::WaitDns, "domain", &host),
    };
    let said = match waiting.left_s {
        Some(left_s) => filled(lang, UiText::WaitFor, "seconds", &left_s.to_string()),
        None => UiText::WaitLonger.get(lang).to_owned(),
    };
    let (before, after) = said.split_once("{host}").unwrap_or((&said, ""));
    [before.to_owned(), host, after.to_owned()]
}

/// The operator's telephone number, as a link that dials it.
#[must_use]
pub(crate) fn telephone(lang: Lang, phone: &str) -> impl IntoView + use<> {
    view! { <p class="phone"><a href=telephone_link(phone)>{filled(lang, UiText::CallAt, "phone", phone)}</a></p> }
}
