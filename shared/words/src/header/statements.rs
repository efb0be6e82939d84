//! What a server stated about the sender, in plain words. Must never leave out who states it.

use checklist::conclusion::ArrivedSign;
use mail::message::{AuthMethod, AuthResult, AuthStatement, Trust};

use super::HeaderText;
use crate::{Lang, fill};

/// One statement in one line: what was checked, the result, who states it.
#[must_use]
pub fn auth_statement(lang: Lang, said: &AuthStatement) -> String {
    let domain = said.domain.as_ref().map_or_else(String::new, |domain| format!(" ({domain})"));
    let result = result(lang, said.result);
    let method = method(lang, said.method);
    let chain = said
        .arc_instance
        .filter(|_| said.trust == Trust::Forgeable)
        .map(|number| fill(HeaderText::ByChain.get(lang), &[("number", &number.to_string())]));
    let host = said
        .stated_by
        .as_ref()
        .map(|host| fill(HeaderText::StatedBy.get(lang), &[("host", host.as_str())]));
    let who = [host, chain, Some(trust(lang, said.trust).to_owned())];
    let who: Vec<String> = who.into_iter().flatten().collect();
    format!("{method}{domain}: {result}; {}", who.join(", "))
}

/// Who can have written a line.
#[must_use]
pub(super) const fn trust(lang: Lang, trust: Trust) -> &'static str {
    match trust {
        Trust::Receiver => HeaderText::ByReceiver.get(lang),
        Trust::Named => HeaderText::Named.get(lang),
        Trust::Forgeable => HeaderText::Forgeable.get(lang),
    }
}

const fn method(lang: Lang, method: AuthMethod) -> &'static str {
    let (it, en) = match method {
        AuthMethod::Spf => ("SPF, il server può inviare", "SPF, the server may send"),
        AuthMethod::Dkim => ("DKIM, la firma", "DKIM, the signature"),
        AuthMethod::Dmarc => ("DMARC, il dominio di chi scrive", "DMARC, the author's domain"),
        AuthMethod::Arc => ("ARC, la catena di chi inoltra", "ARC, the chain of forwarders"),
        AuthMethod::Compauth => ("Giudizio complessivo di Microsoft", "Microsoft's overall result"),
    };
    crate::pick(lang, it, en)
}

const fn result(lang: Lang, result: AuthResult) -> &'static str {
    let (it, en) = match result {
        AuthResult::Pass => ("superato", "passed"),
        AuthResult::Fail => ("non superato", "failed"),
        AuthResult::Softfail => ("probabilmente no (softfail)", "probably not (softfail)"),
        AuthResult::Neutral => ("il dominio non si esprime", "the domain does not say"),
        AuthResult::None => ("non c'è niente da controllare", "nothing to check"),
        AuthResult::Temperror => {
            ("in quel momento non verificabile", "could not be checked at that time")
        }
        AuthResult::Permerror => ("record o firma non leggibile", "record or signature unreadable"),
        AuthResult::Policy => ("non accettato per scelta di chi riceve", "not accepted by choice"),
    };
    crate::pick(lang, it, en)
}

/// A fact of a header as a ground of a cause, in one sentence.
#[must_use]
pub const fn auth_meaning(lang: Lang, sign: ArrivedSign) -> &'static str {
    let (it, en) = match sign {
        ArrivedSign::FilterJunk => (
            "il filtro di chi riceve ha preso il messaggio per posta indesiderata.",
            "the receiver's filter took the message for junk.",
        ),
        ArrivedSign::FilterDanger => (
            "il filtro di chi riceve ha preso il messaggio per una truffa o per dannoso.",
            "the receiver's filter took the message for a fraud or for harmful.",
        ),
        ArrivedSign::BlockedByRecipient => (
            "il mittente è fra quelli bloccati nella casella.",
            "the sender is among those blocked in the mailbox.",
        ),
        ArrivedSign::BlockedByAdmin => (
            "una regola di chi amministra la posta segna i messaggi di questo mittente.",
            "a rule of the mail's administrator marks the messages of this sender.",
        ),
        ArrivedSign::SenderFailed => (
            "per chi riceve il messaggio non dimostra il suo mittente (SPF, DKIM, DMARC).",
            "for the receiver the message does not prove its sender (SPF, DKIM, DMARC).",
        ),
        ArrivedSign::SenderProven => {
            ("per chi riceve il mittente è autentico.", "for the receiver the sender is genuine.")
        }
        ArrivedSign::ForwardFailed => (
            "il messaggio è stato inoltrato, e l'inoltro ha fatto cadere le prove del mittente.",
            "the message was forwarded, and the forward made the sender's proofs fail.",
        ),
        ArrivedSign::WaitedBefore => (
            "il messaggio ha aspettato nei server di chi inviava.",
            "the message waited in the servers of the sender's side.",
        ),
        ArrivedSign::WaitedInside => (
            "il messaggio ha aspettato nei server che ricevono per la casella.",
            "the message waited in the servers that receive for the mailbox.",
        ),
    };
    crate::pick(lang, it, en)
}
