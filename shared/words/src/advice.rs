//! The texts about a cause: a sentence in both languages, and the parts of an advice.

use super::Lang;

/// A sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Italian, in the *lei* form.
    pub it: &'static str,
    /// English.
    pub en: &'static str,
}

/// The advice for a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The heading: what is wrong.
    pub title: Words,
    /// The cause in plain words.
    pub why: Words,
    /// The steps of the fix, in order.
    pub steps: &'static [Words],
    /// How to check that the fix worked.
    pub verify: Words,
}

impl Words {
    /// The sentence in one language.
    #[must_use]
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::It => self.it,
            Lang::En => self.en,
        }
    }
}

pub(super) const fn words(it: &'static str, en: &'static str) -> Words {
    Words { it, en }
}
