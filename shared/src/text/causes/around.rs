//! The words around the causes.

use crate::conclusion::Conclusion;
use crate::text::{self, Lang, fill};

crate::text::texts! {
    /// What stands around ranked causes.
    pub enum CausesText {
        OtherCauses => { it: "Altre cause possibili", en: "Other possible causes" },
        Causes => { it: "Cause possibili", en: "Possible causes" },
        CausesHelp => {
            it: "In ordine: in cima quello che conviene sistemare per primo.",
            en: "In order: what is best mended first is at the top.",
        },
        RestsOnBounce => { it: "Il messaggio di errore dice: {reason}", en: "The error message says: {reason}" },
        Concerns => { it: "riguarda {domains}", en: "concerns {domains}" },
        Against => { it: "Che cosa fa pensare ad altro", en: "What speaks against it" },
        Unjudged => { it: "Che cosa non è stato possibile verificare", en: "What could not be checked" },
        Publish => {
            it: "Il record SPF da pubblicare per {domain}, al posto di quelli che ci sono:",
            en: "The SPF record to publish for {domain}, in place of those that are there:",
        },
        PublishStrings => {
            it: "Il record è lungo: alcuni pannelli lo vogliono in più parti.",
            en: "The record is long: some panels want it in several parts.",
        },
        PublishOver => {
            it: "Ha {lookups} rimandi, e ne sono ammessi 10: tolga i servizi che non usa più.",
            en: "It refers {lookups} times to others, and 10 is the limit: remove the services no longer used.",
        },
    }
}

/// How sure a cause is, whose job it is and, of several, which domains it is about, in a few words.
#[must_use]
pub fn cause_remark(lang: Lang, conclusion: &Conclusion) -> String {
    let remark = format!("{}; {}", text::confidence(lang, conclusion.confidence), text::owner(lang, conclusion.owner));
    if conclusion.domains.is_empty() {
        return remark;
    }
    let concerns = fill(CausesText::Concerns.get(lang), &[("domains", &text::domains(&conclusion.domains))]);
    format!("{remark}; {concerns}")
}
