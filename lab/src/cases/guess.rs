//! Cases where the domain publishes no names of servers, as most do: a prober can only guess `mail.<domain>`.
//!
//! They hold for a prober that nobody told a name, and so do not hold for a checklist whose operator names its servers.

use std::net::{IpAddr, Ipv4Addr};

use shared::finding::FindingCode::{
    ImapDown, ImapOk, MailHostBehindHttpProxy, MailHostNotFound, MailHostUnknown, MxOk, Pop3Down, RelayOk, ServicesNotPublished,
    SubmissionDown, SubmissionOk, WebmailDown, WebmailError, WebmailHostUnknown, WebmailOk,
};

use crate::case::Case;
use crate::part::Part;
use crate::site::Site;

/// An address of a proxy that hands on web requests only.
const WEB_PROXY: IpAddr = IpAddr::V4(Ipv4Addr::new(104, 21, 3, 5));

pub(super) fn cases() -> Vec<Case> {
    vec![
        elsewhere("biblioteca.test", 90, 91)
            .without_mail_host()
            .case(
                "mail_host_unknown",
                "La posta funziona, su server di cui il DNS non dice il nome",
                "Mail works, on servers that the DNS does not name",
            )
            .mandatory(&[MailHostUnknown, WebmailHostUnknown, ServicesNotPublished, MxOk, RelayOk])
            .forbidden(&[MailHostNotFound, SubmissionDown, ImapDown, Pop3Down, WebmailDown]),
        elsewhere("maglieria.test", 92, 93)
            .on(&[25, 110, 143, 465, 587, 993, 995], &Part::Refused)
            .case(
                "guessed_host_refuses",
                "Il nome «mail» è di un server per il web, la posta è altrove",
                "The name “mail” is a web server's, mail is elsewhere",
            )
            .mandatory(&[MailHostUnknown, WebmailOk, MxOk, RelayOk])
            .forbidden(&[SubmissionDown, ImapDown, Pop3Down]),
        elsewhere("arcobaleno.test", 94, 95)
            .moved_to(WEB_PROXY)
            .on(&[25, 110, 143, 465, 587, 993, 995], &Part::Blackhole)
            .on(&[80, 443], &Part::Refused)
            .case(
                "guessed_host_behind_http_proxy",
                "Ogni nome del dominio porta a un proxy per il web, la posta è altrove",
                "Every name of the domain leads to a proxy for the web, mail is elsewhere",
            )
            .mandatory(&[MailHostUnknown, WebmailHostUnknown, MxOk, RelayOk])
            .forbidden(&[MailHostBehindHttpProxy, SubmissionDown, ImapDown, Pop3Down, WebmailDown, WebmailError]),
        Site::healthy("tabaccheria.test", 96)
            .unpublished()
            .on(&[110, 995], &Part::Refused)
            .case(
                "pop3_not_offered",
                "Il server non offre POP3, che nessuno ha promesso",
                "The server offers no POP3, which nobody promised",
            )
            .mandatory(&[SubmissionOk, ImapOk, WebmailOk, MailHostUnknown])
            .forbidden(&[Pop3Down, WebmailHostUnknown]),
        Site::healthy("vivaio.test", 97)
            .unpublished()
            .on(&[110, 143, 993, 995], &Part::Refused)
            .case(
                "guessed_host_half_down",
                "Il server prende la posta da inviare, e non la fa più leggere",
                "The server takes mail for sending, and lets nobody read any more",
            )
            .mandatory(&[SubmissionOk, ImapDown, Pop3Down])
            .forbidden(&[MailHostUnknown, SubmissionDown]),
    ]
}

/// A domain whose mail is taken in by a server of its own name, and which publishes nothing for mail programs.
fn elsewhere(domain: &'static str, last_octet: u8, relay: u8) -> Site {
    Site::healthy(domain, last_octet).unpublished().without_mx().relay(10, "mx1", relay)
}
