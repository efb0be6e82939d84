//! The words of lists as services and people write them, in Italian and English: headers of columns, marks, days.
//!
//! For reading only. Must never be shown.

use super::InError;

/// The header of a list that we write.
pub(super) const HEADER: &str = "email;in error;error text;since";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The address.
    Address,
    /// Whether it is in error.
    InError,
    /// Whether it works: the contrary.
    Works,
    /// A state in words; the header itself does not say which side "yes" is on.
    State,
    /// The error shown.
    ErrorText,
    /// Since when.
    Since,
}

const ADDRESS: &[&str] = &[
    "email",
    "e-mail",
    "mail",
    "posta",
    "indirizzo",
    "indirizzo email",
    "indirizzo e-mail",
    "indirizzo mail",
    "indirizzo di posta",
    "casella",
    "caselle",
    "casella di posta",
    "casella email",
    "mailbox",
    "mailboxes",
    "address",
    "email address",
    "e-mail address",
    "account",
    "utente",
    "user",
    "username",
];
const IN_ERROR: &[&str] = &["errore", "errori", "in errore", "error", "errors", "in error"];
const WORKS: &[&str] = &["funziona", "funzionante", "works", "working", "ok"];
const STATE: &[&str] = &["stato", "status", "state", "esito", "result", "risultato"];
const ERROR_TEXT: &[&str] = &[
    "messaggio",
    "messaggio di errore",
    "messaggio d'errore",
    "messaggio errore",
    "testo dell'errore",
    "testo errore",
    "error text",
    "error message",
    "last error",
    "ultimo errore",
    "message",
    "dettaglio",
    "dettagli",
    "detail",
    "details",
    "descrizione",
    "description",
    "motivo",
    "reason",
];
const SINCE: &[&str] = &["dal", "dal giorno", "da quando", "in errore dal", "data", "since", "in error since", "date"];

const YES: &[&str] = &[
    "errore",
    "in errore",
    "error",
    "in error",
    "ko",
    "failed",
    "failing",
    "fail",
    "non funziona",
    "non funzionante",
    "non va",
    "down",
    "not working",
    "broken",
];
const NO: &[&str] = &["ok", "funziona", "funzionante", "working", "works", "attiva", "active", "va"];
const UNKNOWN: &[&str] = &["?", "non so", "non lo so", "unknown", "unsure", "sconosciuto"];
const AFFIRMATIVE: &[&str] = &["sì", "si", "yes", "y", "s", "true", "vero", "1", "x"];
const NEGATIVE: &[&str] = &["no", "n", "false", "falso", "0"];

/// What the errors of mail programs and services have in common.
const ERROR_STEMS: &[&str] = &[
    "error",
    "fail",
    "fallit",
    "denied",
    "negat",
    "refus",
    "rifiut",
    "reject",
    "respint",
    "timeout",
    "timed out",
    "scadut",
    "expired",
    "invalid",
    "non valid",
    "password",
    "autentic",
    "authentic",
    "quota",
    "unavailable",
    "unable",
    "impossibile",
    "cannot",
];

fn normalised(text: &str) -> String {
    text.trim().trim_end_matches([':', '.']).to_lowercase()
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.contains(&normalised(text).as_str())
}

/// What the header of a column says that it holds.
pub(super) fn column(header: &str) -> Option<Column> {
    let kinds = [
        (ADDRESS, Column::Address),
        (IN_ERROR, Column::InError),
        (WORKS, Column::Works),
        (STATE, Column::State),
        (ERROR_TEXT, Column::ErrorText),
        (SINCE, Column::Since),
    ];
    kinds.into_iter().find(|(words, _)| is_one_of(header, words)).map(|(_, column)| column)
}

/// The word that [`mark`] reads as this.
pub(super) const fn of_mark(in_error: InError) -> &'static str {
    match in_error {
        InError::Yes => "yes",
        InError::No => "no",
        InError::Unknown => "?",
    }
}

/// What a word says in a column of this kind; `None` for another text.
pub(super) fn mark(text: &str, column: Column) -> Option<InError> {
    let (affirmative, negative) = match column {
        Column::Works => (InError::No, InError::Yes),
        _ => (InError::Yes, InError::No),
    };
    // A bare "yes" says nothing where the header does not say to what.
    let is_answer = column != Column::State;
    match text {
        _ if is_one_of(text, UNKNOWN) => Some(InError::Unknown),
        _ if is_one_of(text, YES) => Some(InError::Yes),
        _ if is_one_of(text, NO) => Some(InError::No),
        _ if is_answer && is_one_of(text, AFFIRMATIVE) => Some(affirmative),
        _ if is_answer && is_one_of(text, NEGATIVE) => Some(negative),
        _ => None,
    }
}

/// Whether a text is more likely an error than a name: it has a reply code of the 4yz or 5yz kind (RFC 5321 §4.2.1), or
/// a word that errors have.
pub(super) fn looks_like_error(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_code = |word: &str| word.len() == 3 && word.starts_with(['4', '5']) && word.bytes().all(|byte| byte.is_ascii_digit());
    lower.split(|character: char| !character.is_ascii_alphanumeric()).any(is_code) || ERROR_STEMS.iter().any(|stem| lower.contains(stem))
}

/// A day as Italian spreadsheets and programs write it, as `2026-11-20`; a time behind it is left out.
pub(super) fn day(text: &str) -> Option<String> {
    let day = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let day = format!("{year}-{month:0>2}-{day:0>2}");
    super::is_day(&day).then_some(day)
}
