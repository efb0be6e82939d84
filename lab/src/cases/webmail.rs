//! Cases of web pages: a webmail at different names, and pages that are not a webmail.
//!
//! They apply to a prober that was not given the address of the webmail, and so not to a playbook
//! whose operator names it: there any page that opens is the webmail. None of these domains offers
//! POP3, which distinguishes them from other cases.

use std::net::{IpAddr, Ipv4Addr};

use diagnosis::finding::FindingCode::{
    ImapOk, MailHostUnknown, SubmissionOk, WebmailDown, WebmailError, WebmailHostUnknown,
    WebmailOk, WebmailPageNotJudged,
};

use crate::case::Case;
use crate::part::{Page, Part};
use crate::site::{Site, customer_address, https};
use crate::zone::{Answers, Data, Record, Zone};

/// A shop whose page contains the word "Webmail" and a login form for customers of the shop.
const SHOP: Page = Page::Document(
    "<!DOCTYPE html><html><head><title>Piastrelle e ceramiche</title></head><body><a href=\"/webmail\">Webmail</a>\
     <form action=\"/accedi\" method=\"post\"><input name=\"email\"><input type=\"password\" name=\"passwd\"></form></body></html>\n",
);

/// The page that a domain registrar shows at each name of a domain without a site.
const PARKING: Page = Page::Document(
    "<html><head><title>Sito in costruzione</title></head><body>Questo dominio è registrato.</body></html>\n",
);

/// The login page of a hosting panel.
const PANEL: Page = Page::Document(
    "<!DOCTYPE html><html><head><title>Plesk Obsidian 18.0.60</title></head><body><form method=\"post\">\
     <input name=\"login_name\"><input type=\"password\" name=\"passwd\"></form></body></html>\n",
);

/// cPanel sends the login page of its webmail with status 401.
const CPANEL_WEBMAIL: Page = Page::Unauthorized(
    "<!DOCTYPE html><html><head><title>Accesso Webmail</title></head><body>\
     <img src=\"/cPanel_magic_revision_1668371294/unprotected/cpanel/images/webmail-logo.svg\" alt=\"logo\">\
     <form id=\"login_form\" action=\"/login/\" method=\"post\"><input name=\"user\"><input type=\"password\" name=\"pass\"></form></body></html>\n",
);

const GMAIL: &str = "mail.google.com";

pub(super) fn cases() -> Vec<Case> {
    vec![
        named_nowhere("piastrelle.test", 221)
            .webmail(SHOP)
            .everything_else_at(222, SHOP)
            .case(
                "wildcard_leads_to_a_shop",
                "Ogni nome del dominio porta al negozio, anche «mail»",
                "Every name of the domain leads to the shop, “mail” as well",
            )
            .mandatory(&[WebmailPageNotJudged, ImapOk, SubmissionOk, MailHostUnknown])
            .forbidden(&[WebmailOk, WebmailError, WebmailDown, WebmailHostUnknown]),
        named_nowhere("vetraio.test", 223)
            .on(&[80, 443], &Part::Refused)
            .everything_else_at(224, PARKING)
            .case(
                "wildcard_leads_to_parking",
                "Ogni altro nome porta a una pagina di cortesia",
                "Every other name leads to a parking page",
            )
            .mandatory(&[WebmailPageNotJudged, ImapOk, MailHostUnknown])
            .forbidden(&[WebmailOk, WebmailError, WebmailDown]),
        named_nowhere("idraulico.test", 225)
            .webmail(PANEL)
            .case(
                "hosting_panel",
                "Al nome «mail» si apre il pannello del gestore",
                "The name “mail” opens the provider's panel",
            )
            .mandatory(&[WebmailPageNotJudged, ImapOk, MailHostUnknown])
            .forbidden(&[WebmailOk, WebmailError, WebmailDown]),
        named_nowhere("marmista.test", 226)
            .webmail(SHOP)
            .web("webmail", 227, Page::Login)
            .case(
                "webmail_beside_a_shop",
                "La webmail è a «webmail», il negozio a «mail»",
                "The webmail is at “webmail”, the shop at “mail”",
            )
            .mandatory(&[WebmailOk, ImapOk, MailHostUnknown])
            .forbidden(&[WebmailPageNotJudged, WebmailHostUnknown]),
        named_nowhere("corniciaio.test", 228)
            .on(&[80, 443], &Part::Refused)
            .web("posta", 229, Page::Login)
            .case("webmail_at_posta", "La webmail è a «posta»", "The webmail is at “posta”")
            .mandatory(&[WebmailOk, ImapOk, MailHostUnknown])
            .forbidden(&[WebmailPageNotJudged, WebmailHostUnknown]),
        named_nowhere("tappezziere.test", 230)
            .webmail(SHOP)
            .web("webmail", 231, CPANEL_WEBMAIL)
            .case(
                "webmail_wants_a_password",
                "La webmail di cPanel chiede la password con un 401",
                "cPanel's webmail asks for a password with a 401",
            )
            .mandatory(&[WebmailOk, MailHostUnknown])
            .forbidden(&[WebmailPageNotJudged, WebmailError]),
        named_nowhere("cordaio.test", 232)
            .webmail(Page::To("https://mail.google.com/a/cordaio.test"))
            .zone(Zone::new(
                GMAIL,
                Answers::Records(vec![Record {
                    name: GMAIL.to_owned(),
                    data: Data::Address(gmail()),
                }]),
            ))
            .peer(gmail(), 443, https(GMAIL, Page::Document("<title>Accesso</title>")))
            .case(
                "webmail_of_google",
                "«mail» porta alla webmail di Google",
                "“mail” leads to Google's webmail",
            )
            .mandatory(&[WebmailOk, MailHostUnknown])
            .forbidden(&[WebmailPageNotJudged, WebmailHostUnknown]),
        named_nowhere("bottaio.test", 233)
            .webmail(Page::To("http://mail.bottaio.test/negozio"))
            .case(
                "leads_to_a_page_in_clear",
                "«mail» rimanda a una pagina non cifrata",
                "“mail” leads to an unencrypted page",
            )
            .mandatory(&[WebmailPageNotJudged, MailHostUnknown])
            .forbidden(&[WebmailOk, WebmailDown]),
    ]
}

/// A domain that publishes nothing for mail programs and has no POP3.
fn named_nowhere(domain: &'static str, last_octet: u8) -> Site {
    Site::healthy(domain, last_octet).unpublished().on(&[110, 995], &Part::Refused)
}

const fn gmail() -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(198, 51, 100, 122))
}

impl Site {
    /// Adds a wildcard (RFC 4592): every name of the domain that does not exist leads to this page,
    /// at `203.0.113.<last_octet>`.
    fn everything_else_at(self, last_octet: u8, page: Page) -> Self {
        let address = customer_address(last_octet);
        self.record("*", Data::Address(address)).peer(
            address,
            443,
            https("bottega-siti.test", page),
        )
    }
}
