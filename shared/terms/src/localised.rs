//! A sentence in both languages, as an operator writes it in a playbook.

use serde::{Deserialize, Serialize};

use crate::Lang;

/// One sentence in both languages. `{domain}`, `{mailbox}`, `{mail_host}` and `{phone}` are filled
/// in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Localised {
    /// Italian, in the *lei* form.
    pub it: String,
    /// English.
    pub en: String,
}

impl Localised {
    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::It => &self.it,
            Lang::En => &self.en,
        }
    }
}
