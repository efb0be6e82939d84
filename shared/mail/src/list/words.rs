//! The words that occur in lists, in Italian and English: column headers, marks, days.
//!
//! For parsing only. Must never be shown, except in the CSV that [`write`](super::write) produces.

use super::InError;

/// The header of the lists that we write.
pub(super) const HEADER: &str = "email;in error;error text;since";

/// What a column contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The address.
    Address,
    /// Whether it is in error.
    InError,
    /// Whether it works: the opposite.
    Works,
    /// A state in words; the header does not say whether "yes" means an error.
    State,
    /// The error that is shown.
    ErrorText,
    /// A remark by a person: an error or anything else.
    Remark,
    /// The day since which it is in error.
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
const STATE: &[&str] =
    &["stato", "status", "state", "esito", "result", "risultato", "status [read only]"];
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
];
const REMARK: &[&str] = &[
    "dettaglio",
    "dettagli",
    "detail",
    "details",
    "descrizione",
    "description",
    "motivo",
    "reason",
    "nota",
    "note",
    "notes",
    "commento",
    "commenti",
    "comment",
    "comments",
    "osservazioni",
    "annotazioni",
    "remarks",
];
const SINCE: &[&str] =
    &["dal", "dal giorno", "da quando", "in errore dal", "data", "since", "in error since", "date"];

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
    "does not work",
    "doesn't work",
    "broken",
    "guasta",
    "sospesa",
    "sospeso",
    "suspended",
    "bloccata",
    "bloccato",
    "blocked",
    "scollegata",
    "disconnected",
];
const NO: &[&str] = &[
    "ok",
    "funziona",
    "funzionante",
    "working",
    "works",
    "attiva",
    "attivo",
    "active",
    "va",
    "collegata",
    "connected",
];
const UNKNOWN: &[&str] = &["?", "non so", "non lo so", "unknown", "unsure", "sconosciuto"];
const AFFIRMATIVE: &[&str] = &["sì", "si", "yes", "y", "s", "true", "vero", "1", "x"];
const NEGATIVE: &[&str] = &["no", "n", "false", "falso", "0"];

/// Stems of words in column headers: a header word starts with one of them.
const LABELS: &[&str] = &[
    "nome",
    "cognom",
    "name",
    "surname",
    "nick",
    "mail",
    "e-mail",
    "email",
    "posta",
    "casell",
    "mailbox",
    "account",
    "user",
    "username",
    "utent",
    "login",
    "principal",
    "telefon",
    "phone",
    "cellular",
    "mobil",
    "fax",
    "indirizz",
    "address",
    "street",
    "citt",
    "city",
    "postal",
    "provinc",
    "paese",
    "country",
    "region",
    "stato",
    "status",
    "aziend",
    "compan",
    "ditta",
    "organi",
    "societ",
    "group",
    "grupp",
    "repart",
    "depart",
    "uffici",
    "office",
    "ruol",
    "title",
    "titol",
    "note",
    "nota",
    "comment",
    "descri",
    "tipo",
    "type",
    "data",
    "date",
    "creat",
    "ultim",
    "licen",
    "storage",
    "spazio",
    "quota",
    "alias",
    "domini",
    "domain",
    "etichett",
    "label",
    "website",
    "complean",
    "birthday",
    "manager",
    "respons",
    "attiv",
    "active",
    "enabled",
    "error",
    "messag",
    "codice",
    "code",
];
/// Header words that must match as a whole word.
const WHOLE_LABELS: &[&str] = &[
    "id", "upn", "via", "cap", "zip", "tel", "cell", "first", "last", "given", "family", "middle",
    "job", "web",
];
/// Stems of the words in headers of mailbox columns.
const MAILBOX_LABELS: &[&str] = &[
    "mail", "e-mail", "email", "posta", "casell", "mailbox", "utent", "user", "username",
    "account", "login",
];
fn normalised(text: &str) -> String {
    text.trim().trim_end_matches([':', '.']).to_lowercase()
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.contains(&normalised(text).as_str())
}

/// What a column contains, according to its header.
pub(super) fn column(header: &str) -> Option<Column> {
    let kinds = [
        (ADDRESS, Column::Address),
        (IN_ERROR, Column::InError),
        (WORKS, Column::Works),
        (STATE, Column::State),
        (ERROR_TEXT, Column::ErrorText),
        (REMARK, Column::Remark),
        (SINCE, Column::Since),
    ];
    kinds.into_iter().find(|(words, _)| is_one_of(header, words)).map(|(_, column)| column)
}

/// The word that [`mark`] reads as this value.
pub(super) const fn of_mark(in_error: InError) -> &'static str {
    match in_error {
        InError::Yes => "yes",
        InError::No => "no",
        InError::Unknown => "?",
    }
}

/// The meaning of a word in a column of this kind; `None` if it is not a mark.
pub(super) fn mark(text: &str, column: Column) -> Option<InError> {
    let (affirmative, negative) = match column {
        Column::Works => (InError::No, InError::Yes),
        _ => (InError::Yes, InError::No),
    };
    // In a state column "yes" is ambiguous: the header does not say what it affirms.
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

/// Whether a field contains a header word.
pub(super) fn is_label(field: &str) -> bool {
    let is_word = |word: &str| {
        WHOLE_LABELS.contains(&word) || LABELS.iter().any(|label| word.starts_with(label))
    };
    words(field).any(|word| is_word(&word))
}

/// Whether a field contains a word for mailboxes.
pub(super) fn is_of_mailboxes(field: &str) -> bool {
    words(field).any(|word| MAILBOX_LABELS.iter().any(|label| word.starts_with(label)))
}

fn words(field: &str) -> impl Iterator<Item = String> {
    let is_between = |character: char| !(character.is_alphanumeric() || character == '-');
    field
        .split(is_between)
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

/// A day as Italian spreadsheets and programs write it, converted to the form `2026-11-20`; a time
/// after it is ignored.
pub(super) fn day(text: &str) -> Option<String> {
    let day = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) =
        if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let day = format!("{year}-{month:0>2}-{day:0>2}");
    super::is_day(&day).then_some(day)
}
