//! Checks whether the texts of a playbook are plain. It gives remarks, not defects: a readability
//! score is only an estimate, and a person decides.

use std::collections::{BTreeMap, BTreeSet};

use checklist::playbook::Playbook;
use terms::Lang;

use super::{PlacedText, every_text};
use crate::plain::{MIN_EASE, NotPlain, acronyms, ease, long_sentences};

/// One remark on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where: a path through the file, with the language.
    pub at: String,
    /// The language.
    pub lang: Lang,
    /// What is not plain.
    pub found: NotPlain,
}

/// The result for all texts of a playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The remarks, text by text.
    pub remarks: Vec<Remark>,
    /// The readability of all texts together, by language; see [`ease`].
    pub ease: Vec<(Lang, i64)>,
}

/// Checks all texts of a playbook.
#[must_use]
pub fn lint(playbook: &Playbook) -> Lint {
    let texts = every_text(playbook);
    let (mut remarks, mut scores) = (Vec::new(), Vec::new());
    for lang in Lang::ALL {
        let mut screens: BTreeMap<&str, String> = BTreeMap::new();
        for text in &texts {
            let screen = screens.entry(screen_of(&text.at)).or_default();
            screen.push_str(text.text.get(lang));
            screen.push('\n');
        }
        let mut said = BTreeSet::new();
        for PlacedText { at, text, .. } in &texts {
            let (text, place) = (text.get(lang), screen_of(at));
            let screen = screens.get(place).map_or("", String::as_str);
            // An acronym is reported once for each screen, because one explanation there is enough.
            let acronyms = acronyms(lang, text, screen)
                .into_iter()
                .filter(|found| said.insert((place, found.clone())));
            let found = long_sentences(text).into_iter().chain(acronyms);
            remarks.extend(found.map(|found| Remark {
                at: format!("{at}.{}", lang.tag()),
                lang,
                found,
            }));
        }
        for (&at, screen) in &screens {
            if let Some(ease) = ease(lang, screen).filter(|ease| *ease < MIN_EASE) {
                remarks.push(Remark { at: at.to_owned(), lang, found: NotPlain::Hard { ease } });
            }
        }
        let whole: String = screens.into_values().collect();
        scores.extend(ease(lang, &whole).map(|ease| (lang, ease)));
    }
    Lint { remarks, ease: scores }
}

/// The group of texts that is shown together: a step, an input, or the remaining texts of the
/// playbook.
fn screen_of(at: &str) -> &str {
    let end = at.match_indices('.').nth(1).map(|(place, _)| place);
    let is_in_group = at.starts_with("steps.") || at.starts_with("inputs.");
    if is_in_group { end.and_then(|end| at.get(..end)).unwrap_or(at) } else { "title" }
}
