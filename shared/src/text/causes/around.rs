//! The words around the causes.

crate::text::texts! {
    /// What stands around ranked causes.
    pub enum CausesText {
        OtherCauses => { it: "Altre cause possibili", en: "Other possible causes" },
        Causes => { it: "Cause possibili", en: "Possible causes" },
        CausesHelp => {
            it: "In ordine: prima quello che conviene sistemare per primo.",
            en: "In order: what is best mended first comes first.",
        },
        RestsOnBounce => { it: "Il messaggio di errore dice: {reason}", en: "The error message says: {reason}" },
        Against => { it: "Che cosa parla contro", en: "What speaks against it" },
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

/// How sure a cause is and whose job it is, in a few words.
#[must_use]
pub fn cause_remark(lang: crate::text::Lang, conclusion: &crate::conclusion::Conclusion) -> String {
    let confidence = crate::text::confidence(lang, conclusion.confidence);
    format!("{confidence}; {}", crate::text::owner(lang, conclusion.owner))
}
