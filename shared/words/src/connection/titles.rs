//! The title of each reason, in both languages.
//!
//! A table of its own, because many screens name a reason and few explain it: the page fetches the
//! explanations later.

use mail::connection::ConnectionReason as Reason;

use crate::Lang;
use crate::names::pick;

/// One sentence that says what happened.
pub(super) const fn title(lang: Lang, reason: Reason) -> &'static str {
    let (it, en) = match reason {
        Reason::LoginRefused => (
            "Il server non ha accettato il nome utente e la password.",
            "The server did not take the user name and password.",
        ),
        Reason::AppPasswordNeeded => (
            "Il gestore chiede una password creata per questo programma.",
            "The provider wants a password that was made for this program.",
        ),
        Reason::OauthOnly => (
            "Per questa casella l'accesso con la sola password è disattivato.",
            "Signing in with a password alone is switched off for this mailbox.",
        ),
        Reason::TokenExpired => (
            "L'autorizzazione data al programma non vale più.",
            "The permission given to the program is no longer good.",
        ),
        Reason::PasswordExpired => {
            ("La password della casella è scaduta.", "The password of the mailbox has expired.")
        }
        Reason::WebLoginNeeded => (
            "Il gestore trattiene questo accesso finché non lo conferma dal browser.",
            "The provider holds this sign-in back until you confirm it in a browser.",
        ),
        Reason::LoginRequired => (
            "Il server di invio vuole prima nome utente e password.",
            "The sending server wants a user name and password first.",
        ),
        Reason::LoginMethodUnsupported => (
            "Il programma e il server non hanno in comune un modo di accedere.",
            "Program and server share no way of signing in.",
        ),
        Reason::AccessDenied => (
            "L'accesso riesce, ma non a questa casella o cartella.",
            "The sign-in works, but not for this mailbox or folder.",
        ),
        Reason::AccountDisabled => (
            "L'account è chiuso, sospeso o bloccato.",
            "The account is closed, suspended or locked.",
        ),
        Reason::ProtocolDisabled => (
            "La lettura con questo protocollo è spenta per la casella.",
            "Reading by this protocol is switched off for the mailbox.",
        ),
        Reason::SendingDisabled => (
            "L'invio dai programmi è spento per questa casella o per il suo dominio.",
            "Sending from programs is switched off for this mailbox or its domain.",
        ),
        Reason::ContactProvider => (
            "Il server chiede di rivolgersi all'assistenza del gestore.",
            "The server asks you to contact the provider's support.",
        ),
        Reason::MailboxMissing => {
            ("Su questo server la casella non c'è.", "There is no such mailbox on this server.")
        }
        Reason::FolderMissing => {
            ("Una cartella della casella non si trova.", "A folder of the mailbox is not found.")
        }
        Reason::MailboxFull => ("La casella è piena.", "The mailbox is full."),
        Reason::MailboxInUse => (
            "La casella è già aperta da un altro programma.",
            "Another program has the mailbox open.",
        ),
        Reason::MailboxDamaged => (
            "Il server trova danneggiati i messaggi della casella.",
            "The server finds the stored messages damaged.",
        ),
        Reason::TooManyConnections => (
            "Ci sono troppi collegamenti aperti insieme.",
            "Too many connections are open at once.",
        ),
        Reason::RateLimited => (
            "Il gestore frena gli accessi a questa casella.",
            "The provider slows down access to this mailbox.",
        ),
        Reason::ServerUnavailable => (
            "Il server ha un guasto passeggero e non ha potuto aprire la casella.",
            "The server has a passing fault and could not open the mailbox.",
        ),
        Reason::RequestRefused => (
            "Il server non ha accettato una richiesta del programma.",
            "The server did not take one request of the program.",
        ),
        Reason::HostNotFound => {
            ("Il nome del server non si trova.", "The name of the server is not found.")
        }
        Reason::DnsFailed => (
            "Il nome del server in quel momento non si è potuto cercare.",
            "The name of the server could not be looked up at that moment.",
        ),
        Reason::ConnectionRefused => (
            "Il collegamento al server è stato rifiutato.",
            "The connection to the server was refused.",
        ),
        Reason::ConnectionTimedOut => {
            ("Il server non ha risposto in tempo.", "The server did not answer in time.")
        }
        Reason::ConnectionBroken => {
            ("Il collegamento si è interrotto a metà.", "The connection broke in the middle.")
        }
        Reason::ServerUnreachable => (
            "Il programma non è riuscito a collegarsi al server.",
            "The program could not connect to the server.",
        ),
        Reason::ClientOffline => ("Il programma non ha la rete.", "The program has no network."),
        Reason::CertificateExpired => {
            ("Il certificato del server è scaduto.", "The server's certificate has expired.")
        }
        Reason::CertificateNotYetValid => (
            "Il certificato del server non vale ancora.",
            "The server's certificate does not hold yet.",
        ),
        Reason::CertificateWrongName => (
            "Il certificato del server è intestato a un altro nome.",
            "The server's certificate is made out to another name.",
        ),
        Reason::CertificateUntrusted => (
            "Il certificato del server non si è potuto verificare.",
            "The server's certificate could not be verified.",
        ),
        Reason::EncryptionMismatch => (
            "La cifratura impostata non è quella di questa porta.",
            "The encryption that is set is not the one of this port.",
        ),
        Reason::EncryptionOutdated => (
            "Il programma e il server non hanno in comune una cifratura ancora ammessa.",
            "Program and server share no encryption that is still allowed.",
        ),
        Reason::EncryptionRequired => (
            "Il server non accetta l'accesso senza cifratura.",
            "The server takes no sign-in without encryption.",
        ),
        Reason::StarttlsUnavailable => (
            "Il server non offre la cifratura che il programma chiede.",
            "The server does not offer the encryption that the program wants.",
        ),
        Reason::EncryptionFailed => (
            "Il collegamento cifrato non è riuscito.",
            "The encrypted connection did not come about.",
        ),
        Reason::Unknown => (
            "È un errore di collegamento alla casella, ma queste parole non dicono perché.",
            "It is an error of the connection to the mailbox, but these words do not say why.",
        ),
    };
    pick(lang, it, en)
}
