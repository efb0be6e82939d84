//! The meaning of a connection error in plain words: what happened, who has to act, what can be
//! done.
//!
//! It addresses the owner of the mailbox, whose program or service shows the error. Must never
//! claim what the error does not say.

mod english;
mod italian;
mod titles;

use mail::bounce::{BounceReason, Retry};
use mail::connection::{ConnectionError, ConnectionReason, Protocol};
use mail::reading::Reading;
use terms::Confidence;

use super::Lang;

crate::texts! {
    /// The texts around an explained connection error.
    pub enum ConnectionText {
        Heading => { it: "Che cosa dice questo errore", en: "What this error says" },
        About => { it: "Collegamento alla casella", en: "Connection to the mailbox" },
        WhatToDo => { it: "Che cosa si può fare", en: "What can be done" },
        Protocol => { it: "Protocollo", en: "Protocol" },
        Code => { it: "Codice", en: "Code" },
        Provider => { it: "Gestore riconosciuto", en: "Provider recognised" },
        Said => { it: "Parole dell'errore", en: "The error's words" },
        Sure => { it: "Quanto è sicuro", en: "How sure this is" },
        Imap => { it: "IMAP (lettura)", en: "IMAP (reading)" },
        Pop3 => { it: "POP3 (lettura)", en: "POP3 (reading)" },
        Smtp => { it: "SMTP (invio)", en: "SMTP (sending)" },
    }
}

/// The texts of a connection error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionWording {
    /// One sentence that says what happened.
    pub title: &'static str,
    /// Its meaning for a reader without knowledge of mail.
    pub meaning: &'static str,
    /// What can be done, in order.
    pub steps: &'static [&'static str],
}

/// Meaning, steps.
type Words = (&'static str, &'static [&'static str]);

const fn words(lang: Lang, reason: ConnectionReason) -> Words {
    match lang {
        Lang::It => italian::words(reason),
        Lang::En => english::words(reason),
    }
}

/// The texts of a reason.
#[must_use]
pub const fn connection(lang: Lang, reason: ConnectionReason) -> ConnectionWording {
    let (meaning, steps) = words(lang, reason);
    ConnectionWording { title: titles::title(lang, reason), meaning, steps }
}

/// The name of a reason: its title.
#[must_use]
pub const fn connection_reason(lang: Lang, reason: ConnectionReason) -> &'static str {
    titles::title(lang, reason)
}

/// Whether it may work later without any change.
#[must_use]
pub const fn connection_retry(lang: Lang, retry: Retry) -> &'static str {
    let (it, en) = match retry {
        Retry::Useless => (
            "Riprovare non serve, finché resta tutto com'è.",
            "Trying again is of no use as long as nothing changes.",
        ),
        Retry::MayWork => ("Riprovare più tardi può funzionare.", "Trying again later may work."),
        Retry::Unknown => (
            "Dal testo non si capisce se serva riprovare.",
            "The text does not tell whether trying again helps.",
        ),
    };
    super::names::pick(lang, it, en)
}

/// The confidence of the reason.
#[must_use]
pub const fn connection_confidence(lang: Lang, confidence: Confidence) -> &'static str {
    let (it, en) = match confidence {
        Confidence::Certain => ("certo: il testo lo dice", "certain: the text says so"),
        Confidence::Likely => ("probabile", "likely"),
        Confidence::Possible => ("possibile: il testo dice poco", "possible: the text says little"),
    };
    super::names::pick(lang, it, en)
}

/// The protocol in use.
#[must_use]
pub const fn connection_protocol(lang: Lang, protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Imap => ConnectionText::Imap.get(lang),
        Protocol::Pop3 => ConnectionText::Pop3.get(lang),
        Protocol::Smtp => ConnectionText::Smtp.get(lang),
    }
}

/// The codes and the program's error number; `None` if there are none.
#[must_use]
pub fn connection_code(error: &ConnectionError) -> Option<String> {
    let codes = [
        error.response_code.map(|code| code.as_str().to_owned()),
        error.reply_code.map(|code| code.to_string()),
        error.enhanced_status.map(|status| status.to_string()),
        error.error_number.as_ref().map(ToString::to_string),
    ];
    let codes = codes.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!codes.is_empty()).then_some(codes)
}

/// The reason of the error in a row of a list, in one sentence; `None` if it was not recognised.
#[must_use]
pub fn reading_reason(lang: Lang, reading: &Reading) -> Option<&'static str> {
    match reading {
        Reading::Bounce(bounce) => {
            let known = bounce.items.iter().find(|item| item.reason != BounceReason::Unknown)?;
            Some(super::bounce_reason(lang, known.reason))
        }
        Reading::Connection(error) if error.reason != ConnectionReason::Unknown => {
            Some(connection_reason(lang, error.reason))
        }
        Reading::Connection(_) | Reading::Message(_) | Reading::Nothing => None,
    }
}

#[cfg(test)]
mod tests;
