//! The title of each reason, in both languages.
//!
//! A table of its own, because many screens name a reason and few explain it: the page fetches the
//! explanations later.

use mail::bounce::BounceReason;

use crate::Lang;
use crate::names::pick;

/// One sentence that says what happened.
pub(super) const fn title(lang: Lang, reason: BounceReason) -> &'static str {
    let (it, en) = match reason {
        BounceReason::MailboxUnknown => {
            ("La casella del destinatario non esiste.", "The recipient's mailbox does not exist.")
        }
        BounceReason::MailboxDisabled => (
            "La casella del destinatario è chiusa o sospesa.",
            "The recipient's mailbox is closed or suspended.",
        ),
        BounceReason::MailboxMoved => {
            ("Il destinatario usa un altro indirizzo.", "The recipient uses another address.")
        }
        BounceReason::RecipientBusy => (
            "La casella del destinatario riceve troppa posta in questo momento.",
            "The recipient's mailbox is getting too much mail at the moment.",
        ),
        BounceReason::MailboxFull => {
            ("La casella del destinatario è piena.", "The recipient's mailbox is full.")
        }
        BounceReason::AddressMalformed => (
            "L'indirizzo è scritto in una forma che la posta non ammette.",
            "The address is written in a way that mail does not allow.",
        ),
        BounceReason::DomainNotFound => {
            ("Il dominio del destinatario non si trova.", "The recipient's domain cannot be found.")
        }
        BounceReason::DomainTakesNoMail => (
            "Il dominio del destinatario non ha un posto per la posta.",
            "The recipient's domain has no place for mail.",
        ),
        BounceReason::DnsFailed => (
            "Il DNS del dominio del destinatario non ha risposto.",
            "The DNS of the recipient's domain did not answer.",
        ),
        BounceReason::ServerUnreachable => (
            "Il server del destinatario non è stato raggiunto.",
            "The recipient's server was not reached.",
        ),
        BounceReason::ServerTrouble => (
            "Il server del destinatario ha avuto un guasto o era sovraccarico.",
            "The recipient's server had a fault or too much to do.",
        ),
        BounceReason::Expired => (
            "La consegna è stata tentata a lungo, poi abbandonata.",
            "Delivery was tried for a long time and then given up.",
        ),
        BounceReason::Greylisted => (
            "Il primo tentativo è stato rimandato di proposito.",
            "The first attempt was put off on purpose.",
        ),
        BounceReason::Deferred => {
            ("Il server ha risposto di riprovare più tardi.", "The server said to try again later.")
        }
        BounceReason::RateLimited => (
            "Sono arrivati troppi messaggi in poco tempo.",
            "Too many messages came in a short time.",
        ),
        BounceReason::SendingLimit => (
            "Il mittente ha raggiunto il proprio limite di invio.",
            "The sender has reached their own sending limit.",
        ),
        BounceReason::Blocklisted => (
            "Il server o il dominio del mittente è in un elenco di mittenti rifiutati.",
            "The sender's server or domain is on a list of senders that are refused.",
        ),
        BounceReason::SpfRefused => (
            "Il server che ha inviato non è fra quelli autorizzati dal dominio del mittente.",
            "The sending server is not among those that the sender's domain allows.",
        ),
        BounceReason::DkimRefused => (
            "La firma del messaggio manca o non è corretta.",
            "The message's signature is missing or wrong.",
        ),
        BounceReason::DmarcRefused => (
            "Il dominio del mittente chiede di rifiutare messaggi come questo.",
            "The sender's domain asks that messages like this one be refused.",
        ),
        BounceReason::SenderUnauthenticated => (
            "Niente dimostra che il messaggio venga davvero da quel mittente.",
            "Nothing shows that the message really comes from that sender.",
        ),
        BounceReason::ServerNameWrong => (
            "L'indirizzo del server del mittente non ha un nome corretto nel DNS.",
            "The address of the sender's server has no proper name in the DNS.",
        ),
        BounceReason::HeloRefused => (
            "Il nome con cui il server del mittente si presenta viene rifiutato.",
            "The name that the sender's server gives of itself is refused.",
        ),
        BounceReason::SentDirectly => (
            "Il messaggio è partito da una connessione privata, senza passare dal server di un gestore.",
            "The message came straight from a private connection, not through a provider's server.",
        ),
        BounceReason::RelayDenied => (
            "Il server non inoltra posta per conto di altri.",
            "The server does not pass mail on for others.",
        ),
        BounceReason::LoginRequired => (
            "Il server per l'invio vuole prima nome utente e password.",
            "The sending server wants a user name and password first.",
        ),
        BounceReason::LoginRefused => (
            "Nome utente o password non sono stati accettati.",
            "User name or password were not accepted.",
        ),
        BounceReason::LoginMethodRefused => (
            "Il server d'invio non ammette questo modo di accedere.",
            "The sending server does not allow this way of logging in.",
        ),
        BounceReason::SendingDisabled => (
            "L'invio dai programmi è spento per questa casella o per il suo dominio.",
            "Sending from programs is switched off for this mailbox or its domain.",
        ),
        BounceReason::WebLoginNeeded => (
            "Il gestore vuole che si entri prima dal browser.",
            "The provider wants a sign-in by the browser first.",
        ),
        BounceReason::OwnServerUnreachable => (
            "Il programma non ha raggiunto il proprio server d'invio.",
            "The program did not reach its own sending server.",
        ),
        BounceReason::SenderNotAllowed => (
            "L'indirizzo del mittente non è quello della casella che invia.",
            "The sender's address is not the one of the mailbox that sends.",
        ),
        BounceReason::SenderUnknown => (
            "L'indirizzo del mittente, o il suo dominio, non si trova.",
            "The sender's address, or its domain, cannot be found.",
        ),
        BounceReason::SenderBlocked => (
            "Il destinatario, o la sua azienda, ha bloccato questo mittente.",
            "The recipient, or their company, has blocked this sender.",
        ),
        BounceReason::SenderSuspended => {
            ("La casella del mittente non può inviare.", "The sender's mailbox may not send.")
        }
        BounceReason::RecipientRestricted => (
            "Il destinatario accetta posta solo da alcuni mittenti.",
            "The recipient takes mail from certain senders only.",
        ),
        BounceReason::CertifiedOnly => (
            "È una casella PEC che non accetta posta ordinaria.",
            "It is a PEC mailbox that takes no ordinary mail.",
        ),
        BounceReason::TooLarge => ("Il messaggio è troppo grande.", "The message is too large."),
        BounceReason::TooManyRecipients => {
            ("Il messaggio ha troppi destinatari.", "The message has too many recipients.")
        }
        BounceReason::Spam => {
            ("Il messaggio è stato scambiato per spam.", "The message was taken for junk.")
        }
        BounceReason::ContentRefused => (
            "Un allegato o un collegamento non è ammesso.",
            "An attachment or a link is not let in.",
        ),
        BounceReason::MessageMalformed => (
            "Il messaggio non rispetta le regole di forma della posta.",
            "The message breaks mail's rules of form.",
        ),
        BounceReason::TlsFailed => (
            "Fra i due server non si è stabilito un collegamento cifrato.",
            "No encrypted connection came about between the two servers.",
        ),
        BounceReason::Loop => {
            ("Il messaggio girava in tondo.", "The message went round in circles.")
        }
        BounceReason::Policy => (
            "Una regola del destinatario ha fermato il messaggio.",
            "A rule of the recipient's side stopped the message.",
        ),
        BounceReason::Delivered => (
            "Il messaggio è stato accettato o consegnato.",
            "The message was accepted or delivered.",
        ),
        BounceReason::Unknown => {
            ("Il motivo non si capisce da queste parole.", "These words do not tell the reason.")
        }
    };
    pick(lang, it, en)
}
