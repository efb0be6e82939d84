//! Cases of servers that are temporarily busy, or slow to greet.

use diagnosis::finding::FindingCode::{
    ImapDown, ImapOk, Pop3Down, RelayBusy, RelayClosed, RelayDown, RelayGreetingRejected,
    RelayNotSmtp, RelayOk, RelayPartlyDown, RelayRefused, RelaySilent, RelaySlow, ServiceBusy,
    ServiceSlow, SubmissionDown, SubmissionOk,
};

use crate::case::Case;
use crate::part::{Greeting, Part};
use crate::site::{Site, customer_address};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("mercato.test", 35)
            .greeting(25, Greeting::Busy)
            .case(
                "greeting_421",
                "Il server MX è troppo occupato (421)",
                "The MX host is too busy (421)",
            )
            .mandatory(&[RelayBusy])
            .forbidden(&[RelayDown, RelayGreetingRejected, RelayRefused, RelayOk]),
        Site::healthy("semenzaio.test", 120)
            .greeting(25, Greeting::Greylisted)
            .case(
                "greeting_451",
                "Il server MX dice a chi non conosce di tornare (451)",
                "The MX host tells whom it does not know to come again (451)",
            )
            .mandatory(&[RelayBusy])
            .forbidden(&[RelayDown, RelayClosed, RelaySlow, RelayOk]),
        Site::healthy("tappezzeria.test", 121)
            .greeting(25, Greeting::BusyAfterHello)
            .case(
                "ehlo_450",
                "Il server MX saluta, e poi chiede di tornare (450)",
                "The MX host greets, and then asks to come again (450)",
            )
            .mandatory(&[RelayBusy])
            .forbidden(&[RelayDown, RelayGreetingRejected, RelayOk]),
        Site::healthy("salumeria.test", 122)
            .greeting(25, Greeting::Busy)
            .relay(20, "mx2", 123)
            .peer(customer_address(123), 25, Part::Refused)
            .case(
                "busy_beside_dead",
                "Un server MX è occupato, l'altro è fermo",
                "One MX host is busy, the other is down",
            )
            .mandatory(&[RelayBusy, RelayRefused, RelayPartlyDown])
            .forbidden(&[RelayDown, RelayOk]),
        Site::healthy("lumaca.test", 39)
            .greeting(25, Greeting::Dripped)
            .case(
                "greeting_slow",
                "Il server MX saluta molto lentamente",
                "The MX host greets very slowly",
            )
            .mandatory(&[RelaySlow])
            .forbidden(&[RelayDown, RelaySilent, RelayNotSmtp, RelayRefused, RelayOk]),
        busy_programs(),
        Site::healthy("telaio.test", 125)
            .greeting(143, Greeting::Dripped)
            .on(&[993], &Part::Refused)
            .case(
                "imap_slow",
                "Il server IMAP saluta molto lentamente",
                "The IMAP server greets very slowly",
            )
            .mandatory(&[ServiceSlow, SubmissionOk])
            .forbidden(&[ImapDown, ImapOk]),
    ]
}

/// Every port for mail programs answers that the server is busy.
fn busy_programs() -> Case {
    let ports = [587, 465, 143, 993, 110, 995];
    ports
        .into_iter()
        .fold(Site::healthy("sellaio.test", 124), |site, port| site.greeting(port, Greeting::Busy))
        .case(
            "programs_busy",
            "I server per i programmi di posta chiedono di tornare",
            "The servers for mail programs ask to come again",
        )
        .mandatory(&[ServiceBusy, RelayOk])
        .forbidden(&[SubmissionDown, ImapDown, Pop3Down])
}
