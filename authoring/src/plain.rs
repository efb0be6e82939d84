//! Measures how plain a text is: the length of its sentences, its readability score, and
//! unexplained acronyms.
//!
//! It counts letters, words and sentences and may know nothing about mail. Each language has its
//! own score: Gulpease for Italian (Lucisano and Piemontese, "Gulpease: una formula per la
//! predizione della difficoltà dei testi in lingua italiana", 1988), Flesch's reading ease for
//! English ("A new readability yardstick", 1948). In both, a score of 60 is easy for a reader who
//! left school at fourteen. Both are averages and mean nothing for a text of ten words.

use terms::Lang;

/// The most words in a sentence.
pub const MAX_SENTENCE_WORDS: usize = 25;
/// The lowest accepted score in either language.
pub const MIN_EASE: i64 = 60;
/// A text with fewer words is not scored.
pub const MIN_SCORED_WORDS: usize = 40;

/// Acronyms, each with explanations in Italian and in English, one of which must be on the same
/// screen; none for an acronym that needs no explanation.
const GLOSSARY: &[(&str, &[&str], &[&str])] = &[
    (
        "DNS",
        &["elenco", "dice a tutti dove", "chi gestisce il dominio"],
        &["list", "directory", "tells everybody where", "whoever runs the domain"],
    ),
    (
        "MX",
        &["riga", "dove consegnare", "server giusti"],
        &["line", "where mail goes", "where messages go"],
    ),
    (
        "SMTP",
        &["posta in uscita", "inviare", "per i programmi"],
        &["outgoing", "sending", "for programs"],
    ),
    (
        "IMAP",
        &["posta in arrivo", "ricevere", "sul server", "per i programmi"],
        &["incoming", "receiving", "on the server", "for programs"],
    ),
    (
        "POP3",
        &["posta in arrivo", "ricevere", "scarica", "per i programmi"],
        &["incoming", "receiving", "fetch", "for programs"],
    ),
    (
        "POP",
        &["posta in arrivo", "ricevere", "scarica", "per i programmi"],
        &["incoming", "receiving", "fetch", "for programs"],
    ),
    ("HELO", &["saluto"], &["greeting"]),
    ("TLS", &["cifra"], &["encrypt"]),
    ("SSL", &["cifra"], &["encrypt"]),
    ("STARTTLS", &["cifra"], &["encrypt"]),
    ("VPN", &["filtro", "rete"], &["filter", "network"]),
    ("PEC", &["certificata"], &["certified"]),
    (
        "SPF",
        &["possono spedire", "può spedire", "autorizzat", "sigill"],
        &["may send", "allowed", "seal"],
    ),
    ("DKIM", &["firma", "sigill"], &["sign", "seal"]),
    ("DMARC", &["regola", "sigill"], &["rule", "seal"]),
    ("DNSSEC", &["firm"], &["sign"]),
    ("DS", &["chiave"], &["key"]),
    ("IT", &[], &[]),
    ("MB", &[], &[]),
    ("GB", &[], &[]),
    ("FAQ", &[], &[]),
    ("PC", &[], &[]),
    ("SMS", &[], &[]),
    ("OK", &[], &[]),
    ("SPAM", &[], &[]),
    ("SIM", &[], &[]),
    // File types, beside "download".
    ("HTML", &[], &[]),
    ("PDF", &[], &[]),
    ("JSON", &[], &[]),
];

/// Why a text is not plain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotPlain {
    /// A sentence has too many words.
    LongSentence {
        /// The number of words.
        words: usize,
    },
    /// An acronym that is not in the glossary.
    UnknownAcronym {
        /// The acronym.
        acronym: String,
    },
    /// An acronym without its explanation on the same screen.
    UnexplainedAcronym {
        /// The acronym.
        acronym: String,
    },
    /// The text scores too low.
    Hard {
        /// The score.
        ease: i64,
    },
}

impl NotPlain {
    /// Its stable name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LongSentence { .. } => "long_sentence",
            Self::UnknownAcronym { .. } => "unknown_acronym",
            Self::UnexplainedAcronym { .. } => "unexplained_acronym",
            Self::Hard { .. } => "hard_to_read",
        }
    }
}

/// The sentences of more than [`MAX_SENTENCE_WORDS`] words.
#[must_use]
pub fn long_sentences(text: &str) -> Vec<NotPlain> {
    let counts = sentences(text).into_iter().map(|sentence| words(sentence).count());
    counts
        .filter(|words| *words > MAX_SENTENCE_WORDS)
        .map(|words| NotPlain::LongSentence { words })
        .collect()
}

/// The acronyms of `text` that are not explained in `screen`, the text shown together with it.
#[must_use]
pub fn acronyms(lang: Lang, text: &str, screen: &str) -> Vec<NotPlain> {
    let screen = screen.to_lowercase();
    let mut found = Vec::new();
    // Text in quotation marks is a label that the customer has to find as it is written.
    let own = without_quoted(text);
    for word in words(&own).filter(|word| is_acronym(word)) {
        let acronym = word.to_owned();
        let plain =
            GLOSSARY.iter().find(|(known, ..)| *known == word).map(|(_, it, en)| match lang {
                Lang::It => *it,
                Lang::En => *en,
            });
        let remark = match plain {
            None => NotPlain::UnknownAcronym { acronym },
            Some(plain) if plain.is_empty() || plain.iter().any(|plain| screen.contains(plain)) => {
                continue;
            }
            Some(_) => NotPlain::UnexplainedAcronym { acronym },
        };
        if !found.contains(&remark) {
            found.push(remark);
        }
    }
    found
}

/// The readability score of a text, from 0 to 100; `None` if it has fewer than [`MIN_SCORED_WORDS`]
/// words.
#[must_use]
pub fn ease(lang: Lang, text: &str) -> Option<i64> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let sentence_count = count(sentences(text).len());
    let word_count = count(words(text).count());
    if word_count < count(MIN_SCORED_WORDS) || sentence_count == 0 {
        return None;
    }
    let score = match lang {
        Lang::It => {
            let letter_count = count(
                words(text).flat_map(str::chars).filter(|letter| letter.is_alphanumeric()).count(),
            );
            89 + (300 * sentence_count - 10 * letter_count) / word_count
        }
        Lang::En => {
            let syllable_count = count(words(text).map(syllables).sum());
            // 206.835 − 1.015 · words per sentence − 84.6 · syllables per word, in thousandths.
            (206_835 - 1_015 * word_count / sentence_count - 84_600 * syllable_count / word_count)
                / 1_000
        }
    };
    Some(score.clamp(0, 100))
}

/// The sentences of a text. A dot inside a name does not end one.
fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (place, mark) in text
        .char_indices()
        .filter(|(_, letter)| matches!(letter, '.' | '?' | '!' | ':' | ';' | '\n'))
    {
        let after = place + mark.len_utf8();
        let rest = text.get(after..).unwrap_or_default();
        if mark == '\n' || rest.is_empty() || rest.starts_with([' ', '\n', '»', '”', ')']) {
            parts.extend(text.get(from..after));
            from = after;
        }
    }
    parts.extend(text.get(from..));
    parts.retain(|part| words(part).next().is_some());
    parts
}

/// The words without surrounding punctuation; addresses, host names and placeholders count as one
/// short word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, '\'' | '’' | '/'))
        .map(|word| {
            word.trim_matches(|letter: char| {
                !letter.is_alphanumeric() && letter != '{' && letter != '}'
            })
        })
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| if word.contains(['{', '@', '.', '_']) { "nome" } else { word })
}

fn without_quoted(text: &str) -> String {
    let mut inside = false;
    let mut own = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '«' | '“' => inside = true,
            '»' | '”' => inside = false,
            _ if !inside => own.push(letter),
            _ => {}
        }
    }
    own
}

fn is_acronym(word: &str) -> bool {
    word.chars().filter(char::is_ascii_uppercase).count() >= 2
        && word.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
}

/// The number of syllables of an English word, estimated: groups of vowels, without a silent `e` at
/// the end.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let (mut groups, mut in_vowel) = (0_usize, false);
    for letter in word.chars() {
        let is_vowel = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        groups += usize::from(is_vowel && !in_vowel);
        in_vowel = is_vowel;
    }
    let before = |ending: &str| word.strip_suffix(ending).and_then(|stem| stem.chars().next_back());
    let is_consonant = |letter: char| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    // The last `e` is spoken in "little", "messages" and "needed", but not in "file", "names" and
    // "moved".
    let is_silent = word.ends_with('e') && !before("le").is_some_and(is_consonant)
        || before("es").is_some_and(|letter| !matches!(letter, 's' | 'x' | 'z' | 'c' | 'g' | 'h'))
        || before("ed").is_some_and(|letter| !matches!(letter, 't' | 'd'));
    groups.saturating_sub(usize::from(is_silent && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_common_words() {
        for (word, expected) in [
            ("mail", 1),
            ("message", 2),
            ("server", 2),
            ("file", 1),
            ("little", 2),
            ("delivered", 3),
            ("moved", 1),
            ("the", 1),
            ("browser", 2),
        ] {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn a_dot_in_a_name_ends_no_sentence() {
        assert_eq!(sentences("Apra mail.{domain} adesso. Poi «chiuda.» E basta").len(), 3);
        assert_eq!(
            words("L'indirizzo anna@bottega.it, {domain} e «Spam»").collect::<Vec<_>>(),
            ["L", "indirizzo", "nome", "nome", "e", "Spam"]
        );
    }

    #[test]
    fn long_sentences_are_counted() {
        let long = "una ".repeat(26);
        assert_eq!(
            long_sentences(&format!("Breve. {long}")),
            [NotPlain::LongSentence { words: 26 }]
        );
        assert_eq!(long_sentences(&"una ".repeat(25)), []);
    }

    #[test]
    fn an_acronym_needs_its_plain_word() {
        let unexplained = NotPlain::UnexplainedAcronym { acronym: "DNS".to_owned() };
        assert_eq!(acronyms(Lang::En, "Ask for the DNS.", "Ask for the DNS."), [unexplained]);
        assert_eq!(acronyms(Lang::En, "Ask for the DNS.", "The DNS is a list."), []);
        assert_eq!(acronyms(Lang::It, "Legga la FAQ.", ""), []);
        assert_eq!(
            acronyms(Lang::It, "Il record BIMI.", ""),
            [NotPlain::UnknownAcronym { acronym: "BIMI".to_owned() }]
        );
        assert_eq!(acronyms(Lang::It, "Scelga «IMAP IDLE».", ""), []);
    }

    /// A plain text passes and an official one does not, in both languages.
    #[test]
    fn readability_tells_plain_from_official() {
        let plain = "La casella è piena. Chi scrive riceve un avviso. Niente va perso. Apra la posta dal browser e tolga i messaggi vecchi. Poi chieda a un amico di scriverLe ancora. Se il messaggio arriva, tutto è a posto e può usare la posta come prima.";
        let official = "Relativamente all'impossibilità temporanea di ricezione della corrispondenza elettronica, si raccomanda preventivamente l'effettuazione di approfondite verificazioni concernenti la configurazione complessiva dell'infrastruttura informatica, successivamente comunicando tempestivamente all'amministrazione competente le eventuali irregolarità riscontrate nell'espletamento delle summenzionate operazioni, conformemente alle disposizioni regolamentari vigenti in materia.";
        assert!(ease(Lang::It, plain).unwrap() >= MIN_EASE);
        assert!(ease(Lang::It, official).unwrap() < MIN_EASE);
        let plain = "The mailbox is full. Whoever writes is told so. Nothing is lost. Open your mail in the browser and remove old messages. Then ask a friend to write again. If the message comes in, all is well and you can use your mail as before.";
        let official = "Regarding the temporary impossibility of receiving electronic correspondence, a preliminary verification of the comprehensive configuration of the communication infrastructure is recommended, subsequently communicating immediately to the responsible administration any irregularities encountered during the execution of aforementioned operations, in accordance with applicable regulatory provisions concerning telecommunications.";
        assert!(ease(Lang::En, plain).unwrap() >= MIN_EASE);
        assert!(ease(Lang::En, official).unwrap() < MIN_EASE);
        assert_eq!(ease(Lang::En, "Too short."), None);
    }
}
