//! The texts around the causes.

use checklist::conclusion::{CauseCode, Conclusion};
use terms::Confidence;

use crate::{Lang, Reader, fill};

crate::texts! {
    /// The texts around ranked causes.
    pub enum CausesText {
        OtherCauses => { it: "Altre cause possibili", en: "Other possible causes" },
        Causes => { it: "Cause possibili", en: "Possible causes" },
        CausesHelp => {
            it: "In ordine: in cima quello che conviene sistemare per primo.",
            en: "In order: what is best mended first is at the top.",
        },
        AlsoNoticed => { it: "Abbiamo notato anche", en: "Also noticed" },
        RestsOnBounce => { it: "Il messaggio di errore dice: {reason}", en: "The error message says: {reason}" },
        WhoseUnknown => { it: "non si sa ancora a chi tocca", en: "whose job it is, is not known yet" },
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

/// The most recipients or mailboxes that are named in one line.
const MAX_NAMED_COUNT: usize = 4;

/// What a cause is about, if it is about only some of several: recipients, otherwise mailboxes,
/// otherwise domains.
#[must_use]
pub fn about(conclusion: &Conclusion) -> Option<String> {
    let mut names: Vec<String> = conclusion.recipients.iter().map(ToString::to_string).collect();
    if names.is_empty() {
        names = conclusion.mailboxes.iter().map(ToString::to_string).collect();
    }
    if names.is_empty() {
        return (!conclusion.domains.is_empty()).then(|| mail::domain_names(&conclusion.domains));
    }
    let more = names.len().saturating_sub(MAX_NAMED_COUNT);
    names.truncate(MAX_NAMED_COUNT);
    let listed = names.join(", ");
    Some(if more == 0 { listed } else { format!("{listed} (+{more})") })
}

/// A short remark on a cause: its confidence, the owner of the fix and, of several domains, those
/// that it is about.
#[must_use]
pub fn cause_remark(lang: Lang, conclusion: &Conclusion, reader: Reader) -> String {
    // If a cause could not be judged, its owner is unknown, which is not the same as "no one".
    let owner = if conclusion.cause == CauseCode::CouldNotJudge {
        CausesText::WhoseUnknown.get(lang)
    } else {
        crate::owner(lang, conclusion.owner, reader)
    };
    // Only what was measured is called "measured".
    let sure = match conclusion.confidence {
        Confidence::Certain => crate::how_sure(lang, conclusion),
        confidence => crate::confidence(lang, confidence),
    };
    let remark = format!("{sure}; {owner}");
    match about(conclusion) {
        None => remark,
        Some(names) => {
            format!("{remark}; {}", fill(CausesText::Concerns.get(lang), &[("domains", &names)]))
        }
    }
}
