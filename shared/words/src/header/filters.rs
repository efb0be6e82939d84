//! What a filter said of a message, in plain words. Must never compare the points of two filters.

use mail::message::{Filter, FilterStatement, FilterVerdict};
use terms::ServerText;

use super::HeaderText;
use super::statements::trust;
use crate::{Lang, fill};

/// The texts of what one filter said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterWording {
    /// The filter and its result, in one line.
    pub title: String,
    /// What the result means.
    pub meaning: &'static str,
    /// The points and the tests, as the filter wrote them; `None` if it wrote none.
    pub facts: Option<String>,
    /// Who states it.
    pub who: String,
}

/// The texts of one statement.
#[must_use]
pub fn filter_statement(lang: Lang, said: &FilterStatement) -> FilterWording {
    let points = match (&said.score, &said.threshold) {
        (Some(score), Some(limit)) => {
            let template =
                crate::pick(lang, "punti {score}, soglia {limit}", "points {score}, limit {limit}");
            Some(fill(template, &[("score", score.as_str()), ("limit", limit.as_str())]))
        }
        (Some(score), None) => {
            let template = match said.filter {
                Filter::Microsoft => crate::pick(lang, "livello SCL {score}", "SCL level {score}"),
                _ => crate::pick(lang, "punti {score}", "points {score}"),
            };
            Some(fill(template, &[("score", score.as_str())]))
        }
        (None, _) => None,
    };
    let tests: Vec<&str> = said.tests.iter().map(ServerText::as_str).collect();
    let tests = (!tests.is_empty()).then(|| tests.join(", "));
    let facts: Vec<String> = [points, tests].into_iter().flatten().collect();
    let host = said
        .stated_by
        .as_ref()
        .map(|host| fill(HeaderText::StatedBy.get(lang), &[("host", host.as_str())]));
    let who: Vec<String> =
        [host, Some(trust(lang, said.trust).to_owned())].into_iter().flatten().collect();
    FilterWording {
        title: format!("{}: {}", name(lang, said.filter), filter_verdict(lang, said.verdict)),
        meaning: meaning(lang, said.verdict),
        facts: (!facts.is_empty()).then(|| facts.join("; ")),
        who: who.join(", "),
    }
}

const fn name(lang: Lang, filter: Filter) -> &'static str {
    match filter {
        Filter::Microsoft => "Microsoft",
        Filter::Spamassassin => "SpamAssassin",
        Filter::Rspamd => "Rspamd",
        Filter::Mailscanner => "MailScanner / Libraesva",
        Filter::Barracuda => "Barracuda",
        Filter::Proofpoint => "Proofpoint",
        Filter::Vade => "Vade",
        Filter::Gmail => "Gmail",
        Filter::Other => crate::pick(lang, "Filtro", "Filter"),
    }
}

/// The result of a filter in a few words.
#[must_use]
pub const fn filter_verdict(lang: Lang, verdict: FilterVerdict) -> &'static str {
    let (it, en) = match verdict {
        FilterVerdict::Clean => ("Per il filtro è regolare.", "The filter finds it in order."),
        FilterVerdict::Junk => {
            ("Per il filtro è posta indesiderata.", "The filter takes it for junk.")
        }
        FilterVerdict::SurelyJunk => (
            "Per il filtro è di certo posta indesiderata.",
            "The filter takes it for junk without doubt.",
        ),
        FilterVerdict::Phishing => {
            ("Per il filtro è un tentativo di truffa.", "The filter takes it for a fraud.")
        }
        FilterVerdict::Spoofed => (
            "Per il filtro il mittente può essere falso.",
            "For the filter the sender may be forged.",
        ),
        FilterVerdict::Malware => {
            ("Per il filtro contiene qualcosa di dannoso.", "The filter finds something harmful.")
        }
        FilterVerdict::Bulk => (
            "Per il filtro è pubblicità o un notiziario.",
            "The filter takes it for advertising or a newsletter.",
        ),
        FilterVerdict::BlockedByRecipient => {
            ("Il mittente è bloccato nella casella.", "The sender is blocked in the mailbox.")
        }
        FilterVerdict::BlockedByAdmin => (
            "Chi amministra la posta ha bloccato il mittente.",
            "The mail's administrator has blocked the sender.",
        ),
        FilterVerdict::MarkedByRule => (
            "Una regola dell'organizzazione lo segna come indesiderato.",
            "A rule of the organisation marks it as junk.",
        ),
        FilterVerdict::AllowedByRecipient => (
            "Non filtrato: il mittente è fra quelli attendibili della casella.",
            "Not filtered: the mailbox trusts the sender.",
        ),
        FilterVerdict::AllowedByAdmin => (
            "Non filtrato: una regola o chi amministra la posta lo accetta.",
            "Not filtered: a rule or the administrator accepts it.",
        ),
        FilterVerdict::Internal => {
            ("Non filtrato: è un messaggio interno.", "Not filtered: it is an internal message.")
        }
        FilterVerdict::Released => {
            ("Era trattenuto ed è stato rilasciato.", "It was held back and then released.")
        }
        FilterVerdict::ScoreOnly => {
            ("C'è un punteggio, senza un giudizio.", "There are points, without a result.")
        }
    };
    crate::pick(lang, it, en)
}

/// What the result means for the recipient.
const fn meaning(lang: Lang, verdict: FilterVerdict) -> &'static str {
    let (it, en) = match verdict {
        FilterVerdict::Clean
        | FilterVerdict::AllowedByAdmin
        | FilterVerdict::AllowedByRecipient
        | FilterVerdict::Internal
        | FilterVerdict::Released => (
            "Se è finito fra gli indesiderati, lo ha spostato una regola o un programma.",
            "If it landed in junk, a rule or a program moved it.",
        ),
        FilterVerdict::Junk | FilterVerdict::SurelyJunk => (
            "Per questo va nella cartella della posta indesiderata, o resta trattenuto.",
            "For this reason it goes to the junk folder, or is held back.",
        ),
        FilterVerdict::Phishing | FilterVerdict::Malware => (
            "Non apra link né allegati. Se conosce il mittente, lo chiami prima per telefono.",
            "Open no links or attachments. If you know the sender, telephone them first.",
        ),
        FilterVerdict::Spoofed => (
            "Il nome o il dominio del mittente non è confermato. Anche un mittente vero, se configurato male, finisce qui.",
            "The sender's name or domain is not confirmed. A genuine sender with wrong settings ends here too.",
        ),
        FilterVerdict::Bulk => (
            "Gli invii a molte persone vanno spesso nella cartella della posta indesiderata.",
            "Mail to many people often goes to the junk folder.",
        ),
        FilterVerdict::BlockedByRecipient => (
            "Tolga il mittente dall'elenco di quelli bloccati, se vuole ricevere i suoi messaggi.",
            "Take the sender off the list of blocked senders, if you want their messages.",
        ),
        FilterVerdict::BlockedByAdmin | FilterVerdict::MarkedByRule => (
            "Lo può cambiare chi amministra le caselle del dominio.",
            "The administrator of the domain's mailboxes can change this.",
        ),
        FilterVerdict::ScoreOnly => (
            "Da solo il punteggio non dice in quale cartella è andato.",
            "The points alone do not tell to which folder it went.",
        ),
    };
    crate::pick(lang, it, en)
}
