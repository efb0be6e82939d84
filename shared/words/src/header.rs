//! What the header of a message says, in plain words: the path with times, what the receiver said
//! of the sender, what a filter said, lists and forwards.
//!
//! It says who states a thing where a sender can forge it. Must never say whose job something is:
//! the conclusion says that.

mod filters;
mod statements;

use mail::message::{Delay, Hop, HopSide, MessageReading, SLOW_S};
use terms::ServerText;

use super::{Lang, fill};

pub use filters::{FilterWording, filter_statement, filter_verdict};
pub use statements::{auth_meaning, auth_statement};

crate::texts! {
    /// The texts around the reading of a header.
    pub enum HeaderText {
        Heading => { it: "Che cosa raccontano le intestazioni", en: "What the headers tell" },
        Path => { it: "La strada del messaggio", en: "The path of the message" },
        PathHelp => {
            it: "Ogni server scrive l'ora del proprio orologio, qui nel fuso UTC.",
            en: "Each server writes the time of its own clock, here in UTC.",
        },
        Written => { it: "Scritto", en: "Written" },
        Authentication => { it: "Le prove del mittente", en: "The proofs of the sender" },
        Filters => { it: "Il giudizio del filtro", en: "What the filter found" },
        NoFilter => {
            it: "Nessun filtro ha lasciato scritto il suo giudizio in queste intestazioni.",
            en: "No filter has left its result in these headers.",
        },
        NoAuthentication => {
            it: "Chi ha ricevuto non ha lasciato scritto se il mittente è autentico.",
            en: "The receiver has not written whether the sender is genuine.",
        },
        Origin => { it: "Come è arrivato", en: "How it came" },
        AfterS => { it: "dopo {time}", en: "after {time}" },
        AtOnce => { it: "subito", en: "at once" },
        TookLong => { it: "qui ha aspettato {time}", en: "it waited here for {time}" },
        ClocksDiffer => {
            it: "gli orologi dei server non concordano ({time})",
            en: "the clocks of the servers differ ({time})",
        },
        NoTime => { it: "ora non indicata", en: "no time given" },
        AtBorder => {
            it: "È il passaggio fra i due fornitori: l'attesa può dipendere da chi inviava o da chi riceveva.",
            en: "Here it passed between the two providers: either of them can be the reason for the wait.",
        },
        BeforeFirst => {
            it: "Prima del primo server il messaggio era ancora nel dispositivo o nel programma di chi scrive.",
            en: "Before the first server the message was still on the author's device or in their program.",
        },
        NotSlow => {
            it: "Nessun passaggio è durato a lungo.",
            en: "No step took long.",
        },
        Forgeable => {
            it: "non verificabile: può averlo scritto chiunque prima di chi ha ricevuto",
            en: "cannot be relied on: anyone before the receiver can have written it",
        },
        Named => { it: "scritto a nome di chi ha ricevuto", en: "written in the receiver's name" },
        ByReceiver => { it: "scritto da chi ha ricevuto", en: "written by the receiver" },
        StatedBy => { it: "lo afferma {host}", en: "stated by {host}" },
        ByChain => { it: "anello {number} della catena ARC", en: "link {number} of the ARC chain" },
        List => {
            it: "È passato da una lista di distribuzione: {list}. Una lista cambia il messaggio, e le prove del mittente possono cadere.",
            en: "It came through a mailing list: {list}. A list changes the message, and the sender's proofs may fail.",
        },
        ForwardedBy => {
            it: "È stato inoltrato da {address}. Dopo un inoltro la prova SPF spesso cade.",
            en: "It was forwarded by {address}. After a forward the SPF proof often fails.",
        },
        Forwarded => {
            it: "È stato inoltrato da un'altra casella. Dopo un inoltro la prova SPF spesso cade.",
            en: "It was forwarded by another mailbox. After a forward the SPF proof often fails.",
        },
        Rewritten => {
            it: "Chi lo ha inoltrato ha riscritto il mittente tecnico (SRS).",
            en: "The forwarding server rewrote the technical sender (SRS).",
        },
        OtherEnvelope => {
            it: "Il mittente tecnico è di {domain}, non del dominio di chi scrive. È normale per notiziari, liste e inoltri.",
            en: "The technical sender is of {domain}, not of the author's domain. This is normal for newsletters, lists and forwards.",
        },
        Direct => {
            it: "È arrivato direttamente, senza liste né inoltri visibili.",
            en: "It came directly, without a visible list or forward.",
        },
        Cut => {
            it: "Le intestazioni continuano: ne è stata letta solo la prima parte.",
            en: "The headers go on: only their first part was read.",
        },
        Junk => {
            it: "Il filtro di chi riceve ha segnato il messaggio.",
            en: "The receiver's filter has marked the message.",
        },
        NotProven => {
            it: "Per chi riceve, il messaggio non dimostra da chi viene.",
            en: "For the receiver, the message does not prove where it comes from.",
        },
        Slow => {
            it: "Il messaggio ha aspettato {time} lungo la strada.",
            en: "The message waited {time} on its way.",
        },
        Ordinary => {
            it: "In queste intestazioni non si vede niente di insolito.",
            en: "These headers show nothing unusual.",
        },
        ChooseFile => {
            it: "Oppure scelga il messaggio salvato come file (.eml), o lo trascini su questa pagina. Ne teniamo solo le intestazioni, che restano nel Suo browser finché non invia.",
            en: "Or choose the message saved as a file (.eml), or drop it onto this page. Only its headers are kept; they stay in your browser until you send them.",
        },
        NotRecognised => {
            it: "In questo testo non troviamo le intestazioni di un messaggio arrivato. Di solito cominciano con «Received» o «Return-Path».",
            en: "We find no headers of a message that arrived in this text. They usually begin with “Received” or “Return-Path”.",
        },
        RestsOn => {
            it: "Le intestazioni dicono: {fact}",
            en: "The headers say: {fact}",
        },
    }
}

/// What the header shows first, in one sentence.
#[must_use]
pub fn header_title(lang: Lang, message: &MessageReading) -> String {
    use mail::message::{AuthMethod, AuthResult, Trust};
    let is_trusted = |trust: Trust| trust != Trust::Forgeable;
    if let Some(marked) =
        message.filters.iter().find(|said| is_trusted(said.trust) && said.verdict.is_junk())
    {
        let verdict = filter_verdict(lang, marked.verdict);
        return format!("{} {verdict}", HeaderText::Junk.get(lang));
    }
    let fails = message.authentication.iter().any(|said| {
        is_trusted(said.trust)
            && said.method == AuthMethod::Dmarc
            && said.result == AuthResult::Fail
    });
    if fails {
        return HeaderText::NotProven.get(lang).to_owned();
    }
    if let Some(seconds) = slowest(message).and_then(Hop::slow_s) {
        return fill(HeaderText::Slow.get(lang), &[("time", &duration(lang, seconds))]);
    }
    HeaderText::Ordinary.get(lang).to_owned()
}

/// The step that took longest.
fn slowest(message: &MessageReading) -> Option<&Hop> {
    message.hops.get(message.slowest?)
}

/// The two hosts of a step: "mail.altra.test → mx.bottega.test".
#[must_use]
pub fn hop_hosts(hop: &Hop) -> String {
    let shown = |host: &Option<ServerText>| host.as_ref().map(ToString::to_string);
    let from = shown(&hop.from).or_else(|| hop.from_address.map(|address| address.to_string()));
    match (from, shown(&hop.by)) {
        (Some(from), Some(by)) => format!("{from} → {by}"),
        (None, Some(host)) | (Some(host), None) => host,
        (None, None) => "?".to_owned(),
    }
}

/// When a step ended and how long it took. `is_first` is the step from the author's device.
#[must_use]
pub fn hop_time(lang: Lang, hop: &Hop, is_first: bool) -> String {
    let at = hop.at.map_or_else(|| HeaderText::NoTime.get(lang).to_owned(), |at| at.to_string());
    let delay = match hop.delay {
        Delay::Unknown => return at,
        Delay::TookS(0) => HeaderText::AtOnce.get(lang).to_owned(),
        Delay::TookS(seconds) => {
            let text = if seconds >= SLOW_S && !is_first {
                HeaderText::TookLong
            } else {
                HeaderText::AfterS
            };
            fill(text.get(lang), &[("time", &duration(lang, seconds))])
        }
        Delay::ClocksDifferS(seconds) => {
            fill(HeaderText::ClocksDiffer.get(lang), &[("time", &duration(lang, seconds))])
        }
    };
    format!("{at}, {delay}")
}

/// What has to be known about a step that took long; `None` for another step.
#[must_use]
pub fn hop_remark(lang: Lang, hop: &Hop, is_first: bool) -> Option<&'static str> {
    hop.slow_s()?;
    if is_first {
        Some(HeaderText::BeforeFirst.get(lang))
    } else {
        (hop.side == HopSide::Border).then(|| HeaderText::AtBorder.get(lang))
    }
}

/// How the message came, in sentences.
#[must_use]
pub fn header_origin(lang: Lang, message: &MessageReading) -> Vec<String> {
    let origin = &message.origin;
    let mut said = Vec::new();
    if let Some(list) = &origin.list {
        said.push(fill(HeaderText::List.get(lang), &[("list", list.as_str())]));
    }
    if !origin.forwarded_by.is_empty() {
        let addresses: Vec<&str> = origin.forwarded_by.iter().map(ServerText::as_str).collect();
        said.push(fill(HeaderText::ForwardedBy.get(lang), &[("address", &addresses.join(", "))]));
    } else if origin.is_forwarded {
        said.push(HeaderText::Forwarded.get(lang).to_owned());
    }
    if origin.is_rewritten {
        said.push(HeaderText::Rewritten.get(lang).to_owned());
    } else if let Some(domain) = &origin.envelope_domain {
        said.push(fill(HeaderText::OtherEnvelope.get(lang), &[("domain", domain.as_str())]));
    }
    if said.is_empty() {
        said.push(HeaderText::Direct.get(lang).to_owned());
    }
    said
}

/// A time span: "3 s", "28 min", "1 h 28 min", "2 d 3 h".
#[must_use]
pub fn duration(lang: Lang, seconds: u64) -> String {
    let day = super::names::pick(lang, "g", "d");
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    let two = |large: u64, large_unit: &str, small: u64, small_unit: &str| {
        if small == 0 {
            format!("{large} {large_unit}")
        } else {
            format!("{large} {large_unit} {small} {small_unit}")
        }
    };
    match () {
        () if days > 0 => two(days, day, hours % 24, "h"),
        () if hours > 0 => two(hours, "h", minutes % 60, "min"),
        () if minutes >= 5 => format!("{minutes} min"),
        () if minutes > 0 => two(minutes, "min", seconds % 60, "s"),
        () => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests;
