//! The texts of the command line for authors of playbooks.

use terms::{Lang, fill};
use words::pick;

use crate::plain::NotPlain;
use crate::{DefectKind, Misreading, ScenarioFailure, Shape};

words::texts! {
    /// The texts of `sportello playbook`.
    pub enum ChecklistText {
        Good => {
            it: "{file}: playbook {name}, {steps} passi, {edges} strade, {scenarios} scenari, versione {digest}",
            en: "{file}: playbook {name}, {steps} steps, {edges} edges, {scenarios} scenarios, version {digest}",
        },
        Passed => { it: "bene    {name}", en: "passed  {name}" },
        Failed => { it: "FALLITO {name}: {reason}", en: "FAILED  {name}: {reason}" },
        Covered => {
            it: "{file}: passi raggiunti {reached}/{steps}, strade percorse {taken}/{edges}, scenari riusciti {passed}/{scenarios}",
            en: "{file}: steps reached {reached}/{steps}, edges taken {taken}/{edges}, scenarios passed {passed}/{scenarios}",
        },
        Ease => { it: "{file}: leggibilità {scores}; serve almeno {least}", en: "{file}: readability {scores}; at least {least} is needed" },
        NotReached => { it: "{place}: nessuno scenario arriva a {step}", en: "{place}: no scenario reaches {step}" },
        NotTaken => { it: "{place}: nessuno scenario percorre {edge}", en: "{place}: no scenario takes {edge}" },
    }
}

/// The name of the readability score of a language.
#[must_use]
pub const fn ease_measure(of: Lang) -> &'static str {
    match of {
        Lang::It => "Gulpease",
        Lang::En => "Flesch",
    }
}

/// A defect of a playbook as one sentence.
#[must_use]
pub const fn defect(lang: Lang, kind: DefectKind) -> &'static str {
    match kind {
        DefectKind::UnknownStep => pick(lang, "questo passo non esiste", "there is no such step"),
        DefectKind::Unreachable => pick(lang, "nessuna strada porta qui", "no edge leads here"),
        DefectKind::Cycle => {
            pick(lang, "da qui si torna sempre allo stesso punto", "from here one comes back here")
        }
        DefectKind::DeadEnd => pick(lang, "da qui non si va avanti", "no edge leads on from here"),
        DefectKind::NoUnsure => pick(
            lang,
            "manca «unsure» per chi non lo sa",
            "there is no “unsure” for who does not know",
        ),
        DefectKind::OpenCase => pick(
            lang,
            "l'ultima strada ha una condizione: resta un caso aperto",
            "the last edge has a condition, so a case is left open",
        ),
        DefectKind::UnjudgedConclusion => pick(
            lang,
            "qui si arriva anche quando nessuna causa è nota: porti a una domanda o all'assistenza",
            "this edge is also taken where no cause is known: lead to a question or to support",
        ),
        DefectKind::SameOption => pick(
            lang,
            "un'altra opzione ha già questo nome",
            "another option has this name already",
        ),
        DefectKind::ShadowedCase => pick(
            lang,
            "dopo una strada senza condizione le altre non servono",
            "after an edge without a condition the others are never taken",
        ),
        DefectKind::UnknownInput => pick(
            lang,
            "questo campo non è descritto fra gli input",
            "the inputs describe no such field",
        ),
        DefectKind::NoSubject => pick(
            lang,
            "il primo passo deve chiedere la casella, il dominio o un elenco di caselle, obbligatoriamente",
            "the first step must ask for the mailbox, the domain or a list of mailboxes, as a required field",
        ),
        DefectKind::UnknownOption => {
            pick(lang, "la domanda non ha questa opzione", "the question has no such option")
        }
        DefectKind::UnknownCheck => {
            pick(lang, "nessun passo esegue questa verifica", "no step runs this check")
        }
        DefectKind::MisplacedLook => pick(
            lang,
            "solo il passo indicato da «look» può essere di questo tipo, e solo lì si usa una password",
            "only the step that `look` names may be of this kind, and only there a password is used",
        ),
        DefectKind::UnknownProvider => {
            pick(lang, "non conosciamo questo fornitore", "we know no such provider")
        }
        DefectKind::MissingText => {
            pick(lang, "manca il testo in una lingua", "the text is missing in one language")
        }
        DefectKind::UnknownVariable => pick(
            lang,
            "un {nome} o {{nome}} che qui non viene sostituito",
            "a {name} or {{name}} that nothing is filled in for here",
        ),
        DefectKind::UnusedVariable => pick(
            lang,
            "nessun testo usa questa variabile: la tolga, o scriva {{nome}} dove serve",
            "no text uses this variable: remove it, or write {{name}} where it belongs",
        ),
        DefectKind::EmptyVariable => pick(
            lang,
            "qui la variabile non può essere vuota: le dia un valore nelle impostazioni o con --var",
            "the variable cannot be empty here: give it a value in the settings or with --var",
        ),
        DefectKind::VariableInTwoLanguages => pick(
            lang,
            "qui serve un valore uguale in ogni lingua, non uno per lingua",
            "one value for every language is needed here, not one for each",
        ),
        DefectKind::VariableValue => pick(
            lang,
            "il valore è un testo, oppure un testo in italiano (it) e in inglese (en)",
            "the value is a text, or a text in Italian (it) and in English (en)",
        ),
        DefectKind::UnknownFragment => pick(
            lang,
            "questo frammento non c'è: lo scriva sotto «fragments»",
            "there is no such fragment: write it under “fragments”",
        ),
        DefectKind::UnusedFragment => pick(
            lang,
            "nessuno usa questo frammento: lo tolga",
            "nothing uses this fragment: remove it",
        ),
        DefectKind::FragmentCycle => {
            pick(lang, "il frammento usa se stesso", "the fragment uses itself")
        }
        DefectKind::FragmentTooLarge => pick(
            lang,
            "con i frammenti al loro posto il playbook è troppo grande o troppo profondo: li usi meno volte, o meno uno dentro l'altro",
            "with the fragments put in, the playbook is too large or too deep: use them less often, or fewer inside one another",
        ),
        DefectKind::FragmentWithoutFields => pick(
            lang,
            "accanto a «use» possono stare altri campi solo se il frammento ha dei campi",
            "other fields can stand beside “use” only where the fragment has fields",
        ),
        DefectKind::SameHeading => {
            pick(lang, "un altro passo ha lo stesso titolo", "another step has the same heading")
        }
        DefectKind::NoEvidence => pick(
            lang,
            "la risposta porta a una conclusione e non dice niente: le dia «means», o porti all'assistenza",
            "the answer leads to a conclusion and says nothing: give it “means”, or lead to support",
        ),
        DefectKind::AdviseStep => pick(
            lang,
            "«advise» non c'è più: scriva le parole sotto «causes», e qui «conclude: {}»",
            "“advise” is gone: write the words under “causes”, and “conclude: {}” here",
        ),
        DefectKind::ScenarioFails => {
            pick(lang, "lo scenario finisce in un altro modo", "the scenario ends in another way")
        }
        DefectKind::EdgeWithoutScenario => {
            pick(lang, "nessuno scenario percorre questa strada", "no scenario takes this edge")
        }
    }
}

/// Why a scenario failed, as the end of a sentence.
#[must_use]
pub fn scenario_failure(lang: Lang, failure: &ScenarioFailure) -> String {
    let (template, value) = match failure {
        ScenarioFailure::EndsAt(step) => {
            (pick(lang, "finisce a {value}", "it ends at {value}"), step.0.as_str())
        }
        ScenarioFailure::StopsAt(step) => (
            pick(
                lang,
                "si ferma a {value}, che non ha risposta",
                "it stops at {value}, which has no answer",
            ),
            step.0.as_str(),
        ),
        ScenarioFailure::OtherCause(cause) => {
            (pick(lang, "la causa è {value}", "the cause is {value}"), cause.as_str())
        }
        ScenarioFailure::OtherOwner(owner) => {
            (pick(lang, "tocca a {value}", "the owner is {value}"), owner.as_str())
        }
        ScenarioFailure::OtherConfidence(confidence) => {
            (pick(lang, "la certezza è {value}", "the confidence is {value}"), confidence.as_str())
        }
        ScenarioFailure::Told(cause) => {
            (pick(lang, "si dice anche {value}", "{value} is told"), cause.as_str())
        }
        ScenarioFailure::ExpectsNothing => (
            pick(
                lang,
                "non si aspetta niente: scriva «cause» o «step»",
                "it expects nothing: write “cause” or “step”",
            ),
            "",
        ),
        ScenarioFailure::Asked(step) => {
            (pick(lang, "{value} è stato chiesto", "{value} was asked"), step.0.as_str())
        }
    };
    fill(template, &[("value", value)])
}

/// Why a file could not be read as a playbook, and what to write instead.
#[must_use]
pub fn misreading(lang: Lang, found: &Misreading) -> String {
    let listed = match (found.meant(), found) {
        (Some(word), _) => {
            fill(pick(lang, "; forse «{word}»?", "; perhaps “{word}”?"), &[("word", word)])
        }
        // A long list does not help; the schema has it.
        (None, Misreading::UnknownField { known, .. } | Misreading::UnknownWord { known, .. })
            if known.len() <= 12 =>
        {
            fill(
                pick(lang, "; qui si può scrivere: {known}", "; what can stand here: {known}"),
                &[("known", &known.join(", "))],
            )
        }
        _ => String::new(),
    };
    let (template, value) = match found {
        Misreading::NotYaml { detail } => (
            pick(lang, "il file non è in YAML: {value}", "the file is not YAML: {value}"),
            detail.clone(),
        ),
        Misreading::TooDeep => (
            pick(lang, "troppi livelli, uno dentro l'altro", "too many levels inside one another"),
            String::new(),
        ),
        Misreading::Anchor => (
            pick(
                lang,
                "àncore, alias e tag di YAML non si usano: ci sono i frammenti",
                "anchors, aliases and tags of YAML are not used: there are fragments",
            ),
            String::new(),
        ),
        Misreading::SeveralDocuments => (
            pick(
                lang,
                "qui comincia un secondo documento: un file è un solo playbook, tolga «---» o lo metta in un altro file",
                "a second document begins here: one file is one playbook, remove “---” or put it into another file",
            ),
            String::new(),
        ),
        Misreading::NoName => (pick(lang, "qui va un nome", "a name belongs here"), String::new()),
        Misreading::SameName { name } => (
            pick(lang, "«{value}» c'è già: ne tolga uno", "“{value}” is there already: remove one"),
            name.clone(),
        ),
        Misreading::UnknownField { name, .. } => (
            pick(
                lang,
                "il campo «{value}» non esiste{listed}",
                "there is no field “{value}”{listed}",
            ),
            name.clone(),
        ),
        Misreading::UnknownWord { name, .. } => (
            pick(lang, "«{value}» non esiste{listed}", "there is no “{value}”{listed}"),
            name.clone(),
        ),
        Misreading::MissingField { name } => {
            (pick(lang, "manca il campo «{value}»", "the field “{value}” is missing"), name.clone())
        }
        Misreading::OneOf { known } => (
            pick(
                lang,
                "qui va uno solo di questi: {value}",
                "exactly one of these belongs here: {value}",
            ),
            known.join(", "),
        ),
        Misreading::OtherKind { expected } => (
            pick(lang, "qui va {value}", "{value} belongs here"),
            shape(lang, *expected).to_owned(),
        ),
        Misreading::Value { detail } => (
            pick(lang, "il valore non va: {value}", "the value will not do: {value}"),
            detail.clone(),
        ),
    };
    fill(template, &[("value", &value), ("listed", &listed)])
}

const fn shape(lang: Lang, shape: Shape) -> &'static str {
    match shape {
        Shape::Text => pick(lang, "un testo", "a text"),
        Shape::List => pick(lang, "un elenco", "a list"),
        Shape::Fields => pick(lang, "un insieme di campi", "a set of fields"),
        Shape::YesOrNo => pick(lang, "true o false", "true or false"),
        Shape::Word => pick(lang, "una parola sola", "a single word"),
    }
}

/// Why a text is not plain, and what to change.
#[must_use]
pub fn not_plain(lang: Lang, found: &NotPlain) -> String {
    let (template, value) = match found {
        NotPlain::LongSentence { words } => (
            pick(
                lang,
                "una frase di {value} parole: la divida, al massimo 25",
                "a sentence of {value} words: divide it, 25 at most",
            ),
            words.to_string(),
        ),
        NotPlain::UnknownAcronym { acronym } => (
            pick(
                lang,
                "la sigla {value} non è nel glossario: usi parole semplici",
                "the acronym {value} is not in the glossary: use plain words",
            ),
            acronym.clone(),
        ),
        NotPlain::UnexplainedAcronym { acronym } => (
            pick(
                lang,
                "sulla stessa schermata manca una parola semplice per {value}",
                "on the same screen a plain word for {value} is missing",
            ),
            acronym.clone(),
        ),
        NotPlain::Hard { ease } => (
            pick(
                lang,
                "si legge con fatica ({value} su 100): frasi più corte, parole più semplici",
                "hard to read ({value} of 100): shorter sentences, plainer words",
            ),
            ease.to_string(),
        ),
    };
    fill(template, &[("value", &value)])
}
