//! Cases where the customer cannot get at the mail: webmail and the ports for mail programs.

use diagnosis::finding::FindingCode::{
    DomainNotFound, ImapDown, ImapOk, MxNone, Pop3Down, RelayDown, RelayOk, RelayRefused,
    SubmissionDown, WebmailDown, WebmailError, WebmailHostUnknown, WebmailOk,
};

use crate::case::Case;
use crate::part::{Page, Part};
use crate::site::Site;

/// Every port for mail programs.
const PROGRAM_PORTS: [u16; 6] = [110, 143, 465, 587, 993, 995];

pub(super) fn cases() -> Vec<Case> {
    vec![
        // No record tells where a webmail is: a prober that was not given its address cannot know
        // that it exists, and must not report it as down.
        Site::healthy("erboristeria.test", 60)
            .webmail(Page::BadGateway)
            .case(
                "webmail_bad_gateway",
                "La webmail dà errore, la posta funziona",
                "Webmail fails, mail works",
            )
            .mandatory(&[WebmailHostUnknown, RelayOk, ImapOk])
            .forbidden(&[WebmailOk, WebmailError, WebmailDown, ImapDown]),
        Site::healthy("pasticceria.test", 61)
            .on(&[443, 80], &Part::Refused)
            .case(
                "webmail_refused",
                "La webmail non risponde, la posta funziona",
                "Webmail is down, mail works",
            )
            .mandatory(&[WebmailHostUnknown, RelayOk, ImapOk])
            .forbidden(&[WebmailOk, WebmailError, WebmailDown, ImapDown]),
        Site::healthy("pizzeria.test", 62)
            .on(&PROGRAM_PORTS, &Part::Refused)
            .case(
                "mail_down",
                "La posta non si apre dai programmi, la webmail funziona",
                "Mail programs cannot connect, webmail works",
            )
            .mandatory(&[ImapDown, Pop3Down, SubmissionDown, WebmailOk, RelayOk])
            .forbidden(&[WebmailDown, MxNone, RelayDown]),
        Site::healthy("officina.test", 65)
            .on(&PROGRAM_PORTS, &Part::Refused)
            .on(&[25, 80, 443], &Part::Refused)
            .case(
                "server_down",
                "Il server di posta è fermo del tutto",
                "The mail server is down altogether",
            )
            .mandatory(&[RelayRefused, RelayDown, ImapDown, Pop3Down, SubmissionDown])
            .forbidden(&[MxNone, DomainNotFound, WebmailOk]),
        Site::healthy("agenzia.test", 63)
            .webmail(Page::To("https://webmail.ospitalita.test/?dominio=agenzia.test"))
            .case(
                "webmail_elsewhere",
                "La webmail rimanda a quella comune del gestore",
                "Webmail leads to the provider's shared one",
            )
            .spotless(),
        Site::healthy("giostra.test", 64)
            .webmail(Page::Loop)
            .case(
                "webmail_redirect_loop",
                "La webmail rimanda a sé stessa all'infinito",
                "Webmail redirects in circles",
            )
            .mandatory(&[WebmailHostUnknown, ImapOk])
            .forbidden(&[WebmailOk, WebmailDown, WebmailError, RelayDown]),
    ]
}
