//! Cases at port 25 of the MX host.

use diagnosis::finding::FindingCode::{
    MxNone, RelayBusy, RelayClosed, RelayDown, RelayGreetingRejected, RelayNotJudged, RelayNotSmtp,
    RelayOk, RelayPartlyDown, RelayRefused, RelaySilent, RelayStarttlsMissing, RelayTimeout,
    StarttlsMissing, TlsHandshakeFailed, TlsPlaintextInjected, WebmailDown, WebmailOk,
};

use crate::case::Case;
use crate::part::{Greeting, Part, Security};
use crate::site::{Site, customer_address};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("panificio.test", 30)
            .on(&[25], &Part::Refused)
            .case(
                "relay_refused",
                "Il server MX rifiuta la connessione",
                "The MX host refuses the connection",
            )
            .mandatory(&[RelayRefused, RelayDown, WebmailOk])
            .forbidden(&[RelayTimeout, RelayOk, MxNone, WebmailDown]),
        Site::healthy("enoteca.test", 31)
            .relay(20, "mx2", 32)
            .peer(customer_address(32), 25, Part::Refused)
            .case(
                "one_relay_down",
                "Uno dei due server MX è fermo",
                "One of the two MX hosts is down",
            )
            .mandatory(&[RelayOk, RelayRefused, RelayPartlyDown])
            .forbidden(&[RelayDown, MxNone, WebmailDown]),
        Site::healthy("drogheria.test", 210)
            .on(&[25], &Part::Refused)
            .relay(20, "mx2", 211)
            .peer(customer_address(211), 25, Part::Blackhole)
            .case(
                "relays_down_in_two_ways",
                "Dei due server MX uno rifiuta la connessione, l'altro tace",
                "Of the two MX hosts one refuses the connection, the other is silent",
            )
            .mandatory(&[RelayRefused, RelayTimeout, RelayDown])
            .forbidden(&[RelayOk, RelayNotJudged, RelayPartlyDown]),
        Site::healthy("tipografia.test", 33)
            .on(&[25], &Part::Silent)
            .case(
                "relay_silent",
                "Il server MX accetta la connessione e poi tace",
                "The MX host accepts the connection and says nothing",
            )
            .mandatory(&[RelaySilent, RelayDown])
            .forbidden(&[RelayRefused, RelayTimeout, RelayOk]),
        Site::healthy("gioielleria.test", 34)
            .on(&[25], &Part::Blackhole)
            .case(
                "relay_timeout",
                "Il server MX non è raggiungibile",
                "The MX host cannot be reached",
            )
            .mandatory(&[RelayTimeout, RelayDown])
            .forbidden(&[RelayRefused, RelaySilent, RelayOk]),
        Site::healthy("libreria.test", 36)
            .greeting(25, Greeting::Rejected)
            .case(
                "greeting_554",
                "Il server MX non accetta nessuno (554)",
                "The MX host accepts nobody (554)",
            )
            .mandatory(&[RelayGreetingRejected, RelayDown])
            .forbidden(&[RelayBusy, RelayRefused, RelayOk]),
        Site::healthy("ferramenta.test", 37)
            .on(&[25], &Part::Says("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"))
            .case(
                "greeting_other_protocol",
                "Sulla porta del server MX risponde un altro servizio",
                "Another service answers on the MX host's port",
            )
            .mandatory(&[RelayNotSmtp, RelayDown])
            .forbidden(&[RelayRefused, RelaySilent, RelayOk]),
        Site::healthy("cartoleria.test", 38)
            .on(&[25], &Part::Endless)
            .case(
                "greeting_endless",
                "Il saluto del server MX non finisce mai",
                "The MX host's greeting never ends",
            )
            .mandatory(&[RelayNotSmtp, RelayDown])
            .forbidden(&[RelayRefused, RelaySilent, RelayOk]),
        // Such a server has no TLS either, because STARTTLS is announced in the reply to EHLO.
        Site::healthy("antiquario.test", 45)
            .greeting(25, Greeting::HeloOnly)
            .security(&[25], Security::Plaintext)
            .case(
                "helo_only",
                "Un vecchio server MX che conosce solo HELO",
                "An old MX host that knows HELO only",
            )
            .mandatory(&[RelayOk, RelayStarttlsMissing])
            .forbidden(&[RelayDown, RelayNotSmtp, RelayGreetingRejected, RelayBusy, RelayClosed]),
        Site::healthy("macelleria.test", 40)
            .security(&[25], Security::Plaintext)
            .case(
                "relay_starttls_missing",
                "Il server MX non offre la cifratura",
                "The MX host does not offer encryption",
            )
            .mandatory(&[RelayOk, RelayStarttlsMissing])
            .forbidden(&[RelayDown, StarttlsMissing, TlsHandshakeFailed]),
        Site::healthy("nebbia.test", 43)
            .security(&[25], Security::StartTlsRefused)
            .case(
                "relay_starttls_refused",
                "Il server MX offre la cifratura e poi la rifiuta",
                "The MX host offers encryption and then refuses it",
            )
            .mandatory(&[RelayOk, TlsHandshakeFailed])
            .forbidden(&[RelayStarttlsMissing, RelayDown, TlsPlaintextInjected]),
    ]
}
