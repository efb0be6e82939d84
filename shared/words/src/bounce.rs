//! The meaning of a bounce in plain words: what happened, who has to fix it, what each side can do.
//!
//! The reader may be the sender or the recipient, so both are addressed. Some providers have a
//! procedure of their own, which comes first.

mod english;
mod italian;
mod titles;

use checklist::TextPreview;
use checklist::conclusion::Side;
use mail::bounce::{BounceItem, BounceReason, Retry};
use terms::Confidence;
use terms::Owner;

use super::{Lang, fill};

crate::texts! {
    /// The texts around an explained bounce.
    pub enum BounceText {
        Heading => { it: "Che cosa dice questo avviso", en: "What this notice says" },
        NotRecognised => {
            it: "In questo testo non troviamo la risposta di un server di posta che sappiamo leggere. Se nell'avviso c'è altro, lo aggiunga: di solito il motivo sta accanto a un codice di tre cifre.",
            en: "We find no mail server's answer that we can read in this text. If the notice says more, add it: the reason usually stands beside a code of three digits.",
        },
        Cut => {
            it: "Il testo continua: ne è stata letta solo la prima parte.",
            en: "The text goes on: only its first part was read.",
        },
        Recipient => { it: "Destinatario", en: "Recipient" },
        Code => { it: "Codice", en: "Code" },
        Whose => { it: "A chi tocca", en: "Whose job it is" },
        OwnerUnknown => { it: "Dal testo non si capisce a chi tocchi.", en: "The text does not tell whose job it is." },
        Again => { it: "Riprovare", en: "Trying again" },
        RemoteServer => { it: "Server che ha risposto", en: "Server that answered" },
        ReportingServer => { it: "Avviso scritto da", en: "Notice written by" },
        When => { it: "Quando", en: "When" },
        Said => { it: "Parole del server", en: "The server's words" },
        Provider => { it: "Gestore riconosciuto", en: "Provider recognised" },
        Sure => { it: "Quanto è sicuro", en: "How sure this is" },
        WhatToDo => { it: "Che cosa si può fare", en: "What can be done" },
        ChooseFile => {
            it: "Oppure scelga il file dell'avviso (.eml), o lo trascini su questa pagina. Resta nel Suo browser finché non invia.",
            en: "Or choose the notice as a file (.eml), or drop it onto this page. It stays in your browser until you send it.",
        },
        FileNotRead => {
            it: "Il file non si è aperto. Apra l'avviso, ne copi il testo e lo incolli nel campo.",
            en: "The file did not open. Open the notice, copy its text and paste it into the field.",
        },
        ForSender => { it: "Se il messaggio lo ha inviato Lei", en: "If you sent the message" },
        ForRecipient => { it: "Se il messaggio era per Lei", en: "If the message was meant for you" },
        NoRecipient => { it: "Destinatario non indicato", en: "No recipient named" },
        Permanent => { it: "{code}, rifiuto definitivo", en: "{code}, refused for good" },
        Transient => { it: "{code}, rifiuto temporaneo", en: "{code}, refused for now" },
        Accepted => { it: "{code}, accettato", en: "{code}, accepted" },
    }
}

/// The texts of a bounce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BounceWording {
    /// One sentence that says what happened.
    pub title: &'static str,
    /// Its meaning for a reader without knowledge of mail.
    pub meaning: &'static str,
    /// What the sender can do, in order.
    pub sender: Vec<&'static str>,
    /// What the recipient can do, in order.
    pub recipient: Vec<&'static str>,
}

/// Meaning, the sender's steps, the recipient's steps.
type Words = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The texts of a reason. There are special texts for some providers, for a forwarded message, and
/// for a server that refuses to relay a message that it should have received.
#[must_use]
pub fn bounce(lang: Lang, item: &BounceItem) -> BounceWording {
    let provider = item.provider.as_ref().map_or("", |provider| provider.as_str());
    let is_theirs =
        item.reason == BounceReason::RelayDenied && item.owner == Some(Owner::OtherSide);
    let title = titles::title(lang, item.outcome());
    let ((title, words), own) = match (lang, item.breaks_by_forwarding(), is_theirs) {
        (Lang::It, true, _) => (italian::FORWARDED, &[][..]),
        (Lang::En, true, _) => (english::FORWARDED, &[][..]),
        (Lang::It, _, true) => (italian::RELAY_OF_OTHERS, &[][..]),
        (Lang::En, _, true) => (english::RELAY_OF_OTHERS, &[][..]),
        (Lang::It, ..) => {
            ((title, italian::words(item.outcome())), italian::own_way(item.outcome(), provider))
        }
        (Lang::En, ..) => {
            ((title, english::words(item.outcome())), english::own_way(item.outcome(), provider))
        }
    };
    let (meaning, sender, recipient) = words;
    let sender = if own.is_empty() { sender } else { own };
    BounceWording { title, meaning, sender: sender.to_vec(), recipient: recipient.to_vec() }
}

/// The name of a reason: its title.
#[must_use]
pub const fn bounce_reason(lang: Lang, reason: BounceReason) -> &'static str {
    titles::title(lang, reason)
}

/// The owner of the fix, in the words of the verdict. `contact_name` is the operator's name, where
/// the operator itself provides the mail.
#[must_use]
pub fn text_owner(lang: Lang, told: &TextPreview, contact_name: Option<&str>) -> String {
    if told.is_judged() {
        super::who_must_act(lang, told.conclusion.owner, contact_name)
    } else {
        BounceText::OwnerUnknown.get(lang).to_owned()
    }
}

/// The steps for the reader about one recipient, in order; they depend on the side of the text.
#[must_use]
pub fn text_steps(lang: Lang, told: &TextPreview, words: &BounceWording) -> Vec<&'static str> {
    match told.side {
        Side::Sent => words.sender.clone(),
        Side::Received => words.recipient.clone(),
        Side::Forwarded | Side::Connection if told.is_judged() => {
            super::cause_words(told.conclusion.cause)
                .steps
                .iter()
                .map(|step| step.get(lang))
                .collect()
        }
        Side::Forwarded | Side::Connection => Vec::new(),
    }
}

/// Whether sending it again can work.
#[must_use]
pub const fn bounce_retry(lang: Lang, item: &BounceItem) -> &'static str {
    let (it, en) = match item.retry {
        Retry::MayWork if item.is_delayed => (
            "Il server riprova da solo: non serve inviarlo di nuovo.",
            "The server tries again by itself: there is no need to send it again.",
        ),
        Retry::Useless => (
            "Inviare di nuovo lo stesso messaggio non serve, finché resta tutto com'è.",
            "Sending the same message again is of no use as long as nothing changes.",
        ),
        Retry::MayWork => {
            ("Inviare di nuovo più tardi può funzionare.", "Sending it again later may work.")
        }
        Retry::Unknown => (
            "Dal testo non si capisce se serva inviare di nuovo.",
            "The text does not tell whether sending it again helps.",
        ),
    };
    super::names::pick(lang, it, en)
}

/// The confidence of the reason.
#[must_use]
pub const fn bounce_confidence(lang: Lang, confidence: Confidence) -> &'static str {
    let (it, en) = match confidence {
        Confidence::Certain => (
            "certo: sono parole note di questo gestore",
            "certain: these are known words of this provider",
        ),
        Confidence::Likely => ("probabile", "likely"),
        Confidence::Possible => ("possibile: il testo dice poco", "possible: the text says little"),
    };
    super::names::pick(lang, it, en)
}

/// The codes and the meaning of their class; `None` if there is no code.
#[must_use]
pub fn bounce_code(lang: Lang, item: &BounceItem) -> Option<String> {
    let codes = [
        item.reply_code.map(|code| code.to_string()),
        item.enhanced_status.map(|status| status.to_string()),
    ];
    let codes = codes.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let of_status = || item.enhanced_status.map(|status| u16::from(status.class()));
    let class = item.reply_code.map(|code| code.value() / 100).or_else(of_status)?;
    let template = match class {
        2 => BounceText::Accepted,
        4 => BounceText::Transient,
        _ => BounceText::Permanent,
    };
    Some(fill(template.get(lang), &[("code", &codes)]))
}

#[cfg(test)]
mod tests;
