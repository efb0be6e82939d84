//! The provider whose server wrote a text, by words that only its servers use: the table of
//! providers in `shared/mail/data/connection_errors.toml`. Must never know what the text reports.

use super::ProviderId;
use crate::plain::Plain;

include!(concat!(env!("OUT_DIR"), "/provider_words.rs"));

/// The provider whose server the text names.
pub(crate) fn provider_named(text: &Plain) -> Option<ProviderId> {
    let (provider, _) =
        PROVIDERS.iter().find(|(_, marks)| marks.iter().any(|mark| text.contains(mark)))?;
    ProviderId::parse(provider).ok()
}

/// Every provider that can be recognised by its words.
#[cfg(test)]
pub(crate) fn providers_with_words() -> impl Iterator<Item = &'static str> {
    PROVIDERS.iter().map(|(provider, _)| *provider)
}
