//! The texts of lists of mailboxes: marks, invalid lines, patterns, and the subject of a list.

use checklist::Evidence;
use diagnosis::finding::{Pattern, PatternCode};
use mail::list::{InError, LineFault, LineProblem, MAX_MAILBOX_COUNT};

use super::finding::Wording;
use super::names::pick;
use super::{Lang, address_problem, fill};

crate::texts! {
    /// The texts around a list of mailboxes, on the page, in the ticket and in the report.
    pub enum MailboxText {
        Paste => { it: "Incolli qui gli indirizzi", en: "Paste the addresses here" },
        PasteHelp => {
            it: "Uno per riga, oppure una tabella in formato CSV. Vanno bene anche le colonne con lo stato e con il testo dell'errore.",
            en: "One a line, or a table as CSV. Columns with the state and the error text are read as well.",
        },
        ReadList => { it: "Aggiungi all'elenco", en: "Add to the list" },
        ChooseFile => { it: "Oppure scelga un file CSV o di testo", en: "Or choose a CSV or text file" },
        FileTooBig => { it: "Il file è troppo grande: al massimo 256 kB.", en: "The file is too big: 256 kB at most." },
        FileUnreadable => {
            it: "Il file non si legge come testo. Lo salvi in formato CSV e lo scelga di nuovo.",
            en: "The file cannot be read as text. Save it as CSV and choose it again.",
        },
        ListTitle => { it: "Le caselle lette", en: "The mailboxes read" },
        ListCount => { it: "Caselle: {count}. In errore: {errors}.", en: "Mailboxes: {count}. In error: {errors}." },
        ListAdded => { it: "Caselle aggiunte: {count}.", en: "Mailboxes added: {count}." },
        Repeated => { it: "Già nell'elenco, contate una volta sola: {addresses}.", en: "In the list already, counted once: {addresses}." },
        FaultsTitle => { it: "Righe da sistemare", en: "Lines to mend" },
        FaultsHelp => {
            it: "Sono rimaste nel riquadro: le corregga o le tolga, poi le aggiunga di nuovo.",
            en: "They have stayed in the box: mend or remove them, then add them again.",
        },
        LineFault => { it: "Riga {line}: «{text}». {problem}", en: "Line {line}: “{text}”. {problem}" },
        StillUnread => {
            it: "Nel riquadro ci sono ancora righe da sistemare: le corregga o le tolga.",
            en: "There are still lines to mend in the box: mend or remove them.",
        },
        MarkLegend => { it: "Stato di {address}", en: "State of {address}" },
        MarkAllInError => { it: "Segna tutte in errore", en: "Mark all as in error" },
        MarkAllWorking => { it: "Segna tutte come funzionanti", en: "Mark all as working" },
        ErrorText => { it: "Errore mostrato per {address}", en: "Error shown for {address}" },
        ErrorTextShort => { it: "Errore mostrato", en: "Error shown" },
        Since => { it: "In errore dal giorno ({address})", en: "In error since ({address})" },
        SinceShort => { it: "In errore dal", en: "In error since" },
        Remove => { it: "Togli", en: "Remove" },
        RemoveOf => { it: "Togli {address} dall'elenco", en: "Remove {address} from the list" },
        TableTitle => { it: "Caselle e verifiche", en: "Mailboxes and checks" },
        TableHelp => {
            it: "Le verifiche guardano il dominio: le caselle dello stesso dominio hanno gli stessi esiti.",
            en: "The checks look at the domain: mailboxes of one domain share its results.",
        },
        ColumnMailbox => { it: "Casella", en: "Mailbox" },
        ColumnState => { it: "Stato indicato", en: "State given" },
        ColumnProvider => { it: "Gestore", en: "Provider" },
        ChecksOk => { it: "Verifiche a posto: ", en: "Checks that work: " },
        NotLookedAt => { it: "Non guardato: troppi domini", en: "Not looked at: too many domains" },
        DetailsOf => { it: "Dettagli di {address}", en: "Details of {address}" },
        CloseDetails => { it: "Chiudi i dettagli", en: "Close the details" },
        DomainsDone => { it: "domini verificati: {done} su {total}", en: "domains checked: {done} of {total}" },
        More => { it: "Altre caselle", en: "More mailboxes" },
        MoreCount => { it: "{count}, tutte nel rapporto", en: "{count}, all of them in the report" },
        PatternLabel => { it: "Che cosa hanno in comune", en: "What they have in common" },
        AboutOne => { it: "{count} caselle di {domain}", en: "{count} mailboxes of {domain}" },
        AboutMany => { it: "{count} caselle di {domains} domini", en: "{count} mailboxes of {domains} domains" },
        ErrorSince => { it: "dal {day}", en: "since {day}" },
    }
}

/// The text for whether a mailbox is in error.
#[must_use]
pub const fn in_error(lang: Lang, in_error: InError) -> &'static str {
    match in_error {
        InError::Yes => pick(lang, "In errore", "In error"),
        InError::No => pick(lang, "Funziona", "Works"),
        InError::Unknown => pick(lang, "Non so", "I don't know"),
    }
}

/// An invalid line: its number, its content, and what to do.
#[must_use]
pub fn line_fault(lang: Lang, fault: &LineFault) -> String {
    const SHOWN: usize = 80;
    let problem = match &fault.problem {
        LineProblem::Address(problem) => address_problem(lang, problem),
        LineProblem::TooMany => {
            let template = pick(
                lang,
                "L'elenco è pieno: al massimo {count} caselle. Lasci quelle in errore.",
                "The list is full: {count} mailboxes at most. Keep those in error.",
            );
            fill(template, &[("count", &MAX_MAILBOX_COUNT.to_string())])
        }
        LineProblem::TextTooLong => pick(
            lang,
            "Da qui in poi il testo è troppo lungo e non è stato letto: lo divida.",
            "From here on the text is too long and was not read: split it.",
        )
        .to_owned(),
    };
    let mut text: String = fault.text.chars().take(SHOWN).collect();
    if text.len() < fault.text.len() {
        text.push('…');
    }
    fill(
        MailboxText::LineFault.get(lang),
        &[("line", &fault.line.to_string()), ("text", text.trim()), ("problem", &problem)],
    )
}

/// How many mailboxes a list has, and how many of them are in error.
#[must_use]
pub fn list_count(lang: Lang, count: usize, error_count: usize) -> String {
    fill(
        MailboxText::ListCount.get(lang),
        &[("count", &count.to_string()), ("errors", &error_count.to_string())],
    )
}

/// The subject of a session as text: the address or domain, or the number of mailboxes and domains.
#[must_use]
pub fn about(lang: Lang, evidence: &Evidence) -> String {
    let count = evidence.mailboxes.len().to_string();
    match &evidence.subject {
        Some(subject) if evidence.mailboxes.len() < 2 => subject.to_string(),
        Some(subject) => fill(
            MailboxText::AboutOne.get(lang),
            &[("count", &count), ("domain", &subject.domain().to_unicode())],
        ),
        None if evidence.mailboxes.is_empty() => String::new(),
        None => {
            let domains = mail::list::domains(&evidence.mailboxes).len().to_string();
            fill(MailboxText::AboutMany.get(lang), &[("count", &count), ("domains", &domains)])
        }
    }
}

/// The texts of a pattern.
#[must_use]
pub fn pattern(lang: Lang, pattern: &Pattern) -> Wording {
    let params = &pattern.params;
    let domain = params.domain.as_ref().map(mail::Domain::to_unicode).unwrap_or_default();
    let values: [(&str, &str); 5] = [
        ("count", &params.in_error_count.to_string()),
        ("total", &params.total_count.to_string()),
        ("domain", &domain),
        ("provider", params.provider.as_deref().unwrap_or_default()),
        ("since", params.since.as_deref().unwrap_or_default()),
    ];
    let (title, meaning) = templates(lang, pattern.code);
    Wording { title: fill(title, &values), meaning: fill(meaning, &values) }
}

const fn templates(lang: Lang, code: PatternCode) -> (&'static str, &'static str) {
    match code {
        PatternCode::AllInError => (
            pick(
                lang,
                "Sono in errore tutte le {total} caselle.",
                "All {total} mailboxes are in error.",
            ),
            pick(
                lang,
                "La causa è probabilmente una sola e sta in ciò che hanno in comune: il servizio, la rete o il gestore.",
                "There is probably one cause, in what they share: the service, the network or the provider.",
            ),
        ),
        PatternCode::OneProvider => (
            pick(
                lang,
                "Le caselle in errore ({count}) sono tutte presso {provider}, dove nessuna funziona.",
                "The mailboxes in error ({count}) are all with {provider}, where none works.",
            ),
            pick(
                lang,
                "Conviene guardare prima il gestore: un guasto suo, o una sua nuova regola di sicurezza.",
                "Look at the provider first: a fault there, or a new security rule.",
            ),
        ),
        PatternCode::OneDomain => (
            pick(
                lang,
                "Le caselle in errore ({count}) sono tutte del dominio {domain}, dove nessuna funziona.",
                "The mailboxes in error ({count}) are all of the domain {domain}, where none works.",
            ),
            pick(
                lang,
                "Conviene guardare prima il dominio: il suo DNS, la sua scadenza, i suoi server di posta.",
                "Look at the domain first: its DNS, its expiry, its mail servers.",
            ),
        ),
        PatternCode::OnlyThese => (
            pick(
                lang,
                "Sono in errore solo alcune caselle ({count} su {total}): altre degli stessi domini funzionano.",
                "Only some mailboxes are in error ({count} of {total}): others of the same domains work.",
            ),
            pick(
                lang,
                "Conviene guardare prima la password, lo spazio e le impostazioni di queste caselle.",
                "Look first at the password, the space and the settings of these mailboxes.",
            ),
        ),
        PatternCode::SameChange => (
            pick(
                lang,
                "Le caselle in errore ({count}) lo sono tutte dal {since}.",
                "The mailboxes in error ({count}) have all been so since {since}.",
            ),
            pick(
                lang,
                "Quel giorno è cambiato qualcosa: password, nomi dei server o regole di sicurezza.",
                "Something changed on that day: passwords, names of servers, or security rules.",
            ),
        ),
        PatternCode::NoPattern => (
            pick(
                lang,
                "Le caselle in errore ({count} su {total}) non hanno in comune né il dominio né il gestore.",
                "The mailboxes in error ({count} of {total}) share neither domain nor provider.",
            ),
            pick(lang, "Conviene guardarle una per una.", "Look at them one by one."),
        ),
    }
}
