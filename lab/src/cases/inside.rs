//! Cases that only a login to the mailbox can tell: everything outside works.
//!
//! Every mailbox takes [`crate::PASSWORD`].

use crate::case::Case;
use crate::part::Inside;
use crate::site::Site;

pub(super) fn cases() -> Vec<Case> {
    let rows = [
        ("ebanista.test", 236, Inside::Full, "mailbox_full", "Casella piena", "Mailbox full"),
        (
            "giardiniere.test",
            237,
            Inside::NearlyFull,
            "mailbox_nearly_full",
            "Casella quasi piena",
            "Mailbox nearly full",
        ),
        (
            "gelataio.test",
            239,
            Inside::InJunk,
            "message_in_junk",
            "Il messaggio è nella posta indesiderata",
            "The message is in junk",
        ),
        (
            "fabbro.test",
            240,
            Inside::Moved,
            "message_moved",
            "Il messaggio è in un'altra cartella",
            "The message is in another folder",
        ),
        (
            "barbiere.test",
            241,
            Inside::Emptied,
            "inbox_emptied",
            "Un altro programma svuota la posta in arrivo",
            "Another program empties the inbox",
        ),
        (
            "sarta.test",
            242,
            Inside::Expired,
            "password_expired",
            "La password è scaduta",
            "The password has expired",
        ),
        (
            "maniscalco.test",
            243,
            Inside::Suspended,
            "account_suspended",
            "Casella sospesa dal gestore",
            "Account suspended by the provider",
        ),
        (
            "ombrellaio.test",
            244,
            Inside::AppPassword,
            "app_password_needed",
            "Serve una password per le app",
            "An application password is needed",
        ),
        (
            "liutaio.test",
            245,
            Inside::OauthOnly,
            "oauth_only",
            "Il server non accetta password",
            "The server takes no password",
        ),
        (
            "cappellaio.test",
            246,
            Inside::Unavailable,
            "password_check_unavailable",
            "Il server non riesce a controllare le password",
            "The server cannot check passwords now",
        ),
        (
            "tornitore.test",
            247,
            Inside::TooManyConnections,
            "too_many_connections",
            "Troppi collegamenti alla casella",
            "Too many connections to the mailbox",
        ),
        (
            "ramaio.test",
            248,
            Inside::NoQuota,
            "no_quota",
            "Il server non dice quanto spazio resta",
            "The server does not tell the space",
        ),
        (
            "carradore.test",
            249,
            Inside::ItalianNames,
            "no_folder_roles",
            "Il server non dice a che cosa servono le cartelle",
            "The server does not tell the roles of folders",
        ),
        (
            "tessitore.test",
            250,
            Inside::NoInitialResponse,
            "no_initial_response",
            "La password va inviata a parte",
            "The password is sent on its own line",
        ),
        (
            "cestaio.test",
            251,
            Inside::LoginOnly,
            "login_only",
            "Il server conosce solo il comando LOGIN",
            "The server knows only the command LOGIN",
        ),
    ];
    let case = |(domain, last_octet, inside, name, summary_it, summary_en)| {
        Site::healthy(domain, last_octet)
            .inside(inside)
            .case(name, summary_it, summary_en)
            .mailbox("anna")
            .spotless()
    };
    rows.into_iter().map(case).collect()
}
