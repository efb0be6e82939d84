//! Cases where the domain does not publish the names of its servers, as most do not: a prober can
//! only guess `mail.<domain>`.
//!
//! They apply to a prober that was not given any names, and so not to a playbook whose operator
//! names its servers.

use std::net::{IpAddr, Ipv4Addr};

use diagnosis::finding::FindingCode::{
    ImapDown, ImapOk, MailHostBehindHttpProxy, MailHostNotFound, MailHostUnknown, MxOk, Pop3Down,
    Pop3Ok, ProviderIdentified, RelayOk, ServicesNotPublished, SubmissionDown, SubmissionOk,
    WebmailDown, WebmailError, WebmailHostUnknown, WebmailOk,
};

use crate::case::Case;
use crate::part::{Greeting, Part, Protocol, Security};
use crate::site::{Site, mail_server};
use crate::zone::{Answers, Data, Record, Zone};

/// An address of a proxy that forwards web requests only.
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
            .forbidden(&[
                MailHostBehindHttpProxy,
                SubmissionDown,
                ImapDown,
                Pop3Down,
                WebmailDown,
                WebmailError,
            ]),
        at_provider("fioreria.test", 98)
            .case(
                "provider_host",
                "Il DNS non dice i nomi dei server, il fornitore si riconosce e i suoi rispondono",
                "The DNS does not name the servers, the provider is recognised and its own answer",
            )
            .mandatory(&[
                ProviderIdentified,
                ServicesNotPublished,
                SubmissionOk,
                ImapOk,
                Pop3Ok,
                WebmailHostUnknown,
                RelayOk,
            ])
            .forbidden(&[MailHostUnknown, MailHostNotFound, SubmissionDown]),
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
            // The mailboxes may be on a server whose name cannot be guessed.
            .mandatory(&[SubmissionOk, MailHostUnknown])
            .forbidden(&[ImapDown, Pop3Down, SubmissionDown, ImapOk]),
        programs("calzature.test", 212, &[465, 587, 110, 995])
            .server("smtp", 213, &[465, 587])
            .case(
                "sends_at_another_name",
                "Si legge da «mail» e si spedisce da «smtp», e funzionano entrambi",
                "Mail is read at “mail” and sent at “smtp”, and both work",
            )
            .mandatory(&[ImapOk, SubmissionOk, MailHostUnknown])
            .forbidden(&[SubmissionDown, Pop3Down, Pop3Ok]),
        programs("orafo.test", 214, &[465, 587, 110, 995])
            .case(
                "sends_at_a_name_unknown",
                "Si legge da «mail», e da dove si spedisce non si può indovinare",
                "Mail is read at “mail”, and where it is sent cannot be guessed",
            )
            .mandatory(&[ImapOk, MailHostUnknown])
            .forbidden(&[SubmissionDown, SubmissionOk, Pop3Down]),
        programs("mobilificio.test", 215, &[110, 143, 465, 587, 993, 995])
            .server("imap", 216, &[143, 993])
            .server("pop", 217, &[110, 995])
            .case(
                "reads_at_other_names",
                "Si legge da «imap» e da «pop», e da dove si spedisce non si può indovinare",
                "Mail is read at “imap” and “pop”, and where it is sent cannot be guessed",
            )
            .mandatory(&[ImapOk, Pop3Ok, WebmailOk, MailHostUnknown])
            .forbidden(&[SubmissionDown, ImapDown, Pop3Down]),
        // Only the MX host serves the mailboxes, as on the server of a small company.
        elsewhere("saponeria.test", 218, 219)
            .without_mail_host()
            .server_at("mx1", 219, &[465, 587, 143, 993])
            .case(
                "programs_call_the_mx_host",
                "I programmi di posta chiamano il server MX stesso",
                "Mail programs call the MX host itself",
            )
            .mandatory(&[SubmissionOk, ImapOk, MailHostUnknown, WebmailHostUnknown])
            .forbidden(&[Pop3Down, SubmissionDown]),
        Site::healthy("copriletto.test", 220)
            .unpublished()
            .greeting(587, Greeting::Busy)
            .on(&[465, 110, 995], &Part::Refused)
            .case(
                "guess_says_no",
                "Il nome «mail» rifiuta chi vuole spedire, che forse usa un altro nome",
                "The name “mail” turns away whoever wants to send, perhaps at another name",
            )
            .mandatory(&[ImapOk, MailHostUnknown])
            .forbidden(&[SubmissionDown, Pop3Down]),
    ]
}

/// A domain that publishes nothing for mail programs, and whose `mail` host refuses these ports.
fn programs(domain: &'static str, last_octet: u8, closed: &[u16]) -> Site {
    Site::healthy(domain, last_octet).unpublished().on(closed, &Part::Refused)
}

/// A domain whose MX host has the domain's own name, and which publishes nothing for mail programs.
fn elsewhere(domain: &'static str, last_octet: u8, relay: u8) -> Site {
    Site::healthy(domain, last_octet).unpublished().without_mx().relay(10, "mx1", relay)
}

/// A domain at a known provider, whose customers all use the same server. No host has the domain's
/// own name.
fn at_provider(domain: &'static str, last_octet: u8) -> Site {
    let (relay, host) = ("mx1.mail.ovh.net", "ssl0.ovh.net");
    let [relay_address, address] =
        [20, 21].map(|last_octet| IpAddr::V4(Ipv4Addr::new(198, 51, 100, 100 + last_octet)));
    let record =
        |name: &str, address| Record { name: name.to_owned(), data: Data::Address(address) };
    let zone = Answers::Records(vec![record(relay, relay_address), record(host, address)]);
    let site = Site::healthy(domain, last_octet)
        .unpublished()
        .without_mx()
        .without_mail_host()
        .mx(1, relay);
    let site = site.zone(Zone::new("ovh.net", zone));
    site.peer(relay_address, 25, mail_server(Protocol::Relay, relay, Security::StartTls))
        .serve_programs_at(address, host)
}
