//! The texts of the card about a mail provider.

use mail::TlsMode;
use mail::provider::{LinkKind, Login, UserName};

use super::{Lang, names::pick};

crate::texts! {
    /// The texts around the facts of the card.
    pub enum ProviderText {
        YourProvider => { it: "Il Suo fornitore di posta: {name}", en: "Your mail provider: {name}" },
        InFront => { it: "Davanti alle caselle: {name}", en: "In front of the mailboxes: {name}" },
        Settings => { it: "Impostazioni per i programmi di posta", en: "Settings for mail programs" },
        NotMeasured => {
            it: "Sono quelle che il fornitore pubblica: qui non le abbiamo provate.",
            en: "These are the ones that the provider publishes: we did not try them here.",
        },
        Imap => { it: "Ricezione (IMAP)", en: "Receiving (IMAP)" },
        Pop3 => { it: "Ricezione (POP3)", en: "Receiving (POP3)" },
        Smtp => { it: "Invio (SMTP)", en: "Sending (SMTP)" },
        HostPort => { it: "{host}, porta {port}, {tls}", en: "{host}, port {port}, {tls}" },
        Phone => { it: "Telefono: {phone}", en: "Telephone: {phone}" },
    }
}

/// How TLS starts, as mail programs call it.
#[must_use]
pub const fn tls_mode(lang: Lang, mode: TlsMode) -> &'static str {
    match mode {
        TlsMode::Implicit => "SSL/TLS",
        TlsMode::StartTls => pick(
            lang,
            "STARTTLS (cifratura dopo il saluto)",
            "STARTTLS (encryption after the greeting)",
        ),
    }
}

/// What to use as the user name.
#[must_use]
pub const fn user_name(lang: Lang, user: UserName) -> &'static str {
    match user {
        UserName::Address => pick(
            lang,
            "Il nome utente è l'indirizzo intero.",
            "The user name is the whole address.",
        ),
        UserName::LocalPartForImap => pick(
            lang,
            "Per ricevere il nome utente è la parte prima della chiocciola, per inviare è l'indirizzo intero.",
            "For receiving, the user name is the part before the at sign; for sending, the whole address.",
        ),
    }
}

/// How to sign in.
#[must_use]
pub const fn login(lang: Lang, login: Login) -> &'static str {
    match login {
        Login::Password => pick(
            lang,
            "Si entra con la password della casella.",
            "One logs in with the password of the mailbox.",
        ),
        Login::AppPassword => pick(
            lang,
            "Nel programma serve una password apposita, che si crea nel sito del fornitore: quella della casella non funziona.",
            "The program needs a password of its own, made on the provider's site: the one of the mailbox does not work.",
        ),
        Login::OauthOrAppPassword => pick(
            lang,
            "Il programma apre la pagina di accesso del fornitore. Se non sa farlo, serve una password apposita.",
            "The program opens the provider's login page. If it cannot, a password made for it is needed.",
        ),
        Login::OauthOnly => pick(
            lang,
            "Il programma deve aprire la pagina di accesso del fornitore: una password scritta nel programma non funziona più.",
            "The program has to open the provider's login page: a password typed into the program no longer works.",
        ),
    }
}

/// The purpose of a page.
#[must_use]
pub const fn link(lang: Lang, kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Help => {
            pick(lang, "Le pagine di aiuto del fornitore", "The provider's help pages")
        }
        LinkKind::Quota => {
            pick(lang, "Lo spazio occupato dalla casella", "How full the mailbox is")
        }
        LinkKind::Status => pick(
            lang,
            "Lo stato del servizio secondo il fornitore",
            "The state of the service, as the provider tells it",
        ),
        LinkKind::Outages => pick(
            lang,
            "I guasti segnalati da altre persone (Downdetector)",
            "Outages that other people report (Downdetector)",
        ),
    }
}
