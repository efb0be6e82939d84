//! Pages that are a webmail, and pages that are not.

use super::*;

fn page(title: &str, page: &str) -> OpenedPage {
    OpenedPage { title: title.to_owned(), page: page.to_owned(), ..OpenedPage::default() }
}

fn at(addresses: &[(&str, &str)]) -> OpenedPage {
    let addresses = addresses
        .iter()
        .map(|(host, path)| (Domain::parse(host).unwrap(), (*path).to_owned()))
        .collect();
    OpenedPage { addresses, ..OpenedPage::default() }
}

#[track_caller]
fn check(opened: &OpenedPage, expected: Option<&str>) {
    assert_eq!(recognise(opened), expected, "{opened:?}");
}

/// The content of the title element, as the prober reads it.
fn title_of(sample: &str) -> &str {
    sample
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"))
        .map_or("", |(title, _)| title)
}

#[test]
fn every_sample_is_that_webmail_and_no_other() {
    for (name, sample) in SAMPLES {
        check(&page(title_of(sample), sample), Some(name));
        check(&page(title_of(sample), &sample.to_uppercase()), Some(name));
    }
    // Each webmail that is recognised by its page has a sample.
    assert!(SAMPLES.len() >= 13);
}

#[test]
fn cookies_and_addresses_give_away_what_a_page_hides() {
    let cookie =
        |name: &str| OpenedPage { cookies: vec![name.to_owned()], ..OpenedPage::default() };
    check(&cookie("roundcube_sessid"), Some("Roundcube"));
    check(&cookie("SQMSESSID"), Some("SquirrelMail"));
    check(&cookie("PHPSESSID"), None);
    check(&at(&[("mail.bottega.test", "/"), ("mail.bottega.test", "/SOGo/")]), Some("SOGo"));
    check(
        &at(&[("mail.bottega.test", "/owa/auth/logon.aspx")]),
        Some("Outlook on the web (Exchange)"),
    );
    check(&at(&[("posta.bottega.test", "/appsuite/")]), Some("Open-Xchange"));
    check(
        &at(&[("mail.bottega.test", "/"), ("mail.google.com", "/a/bottega.test")]),
        Some("Gmail"),
    );
    check(
        &at(&[("outlook.office.com", "/"), ("login.microsoftonline.com", "/common")]),
        Some("Outlook (Microsoft 365)"),
    );
    // The operator of a page takes precedence over its product.
    let register = OpenedPage {
        page: "io-ox-core".to_owned(),
        ..at(&[("webmail.register.it", "/appsuite/")])
    };
    check(&register, Some("Register.it Webmail"));
    check(&at(&[("mail.google.com.bottega.test", "/")]), None);
    check(&at(&[("notmail.google.com", "/")]), None);
    check(&at(&[("login.microsoftonline.com", "/common")]), None);
}

#[test]
fn pages_that_are_no_webmail() {
    for (title, body) in [
        ("", ""),
        (
            "Bottega: vasi e ceramiche",
            "<form action='/carrello'><input name='email'><input type='password' name='passwd'></form>",
        ),
        (
            "Negozio",
            "<link href='/wp-content/plugins/woocommerce/assets/css/woocommerce.css'><a href='/webmail'>Webmail</a>",
        ),
        ("Shop", "<script src='https://cdn.shopify.com/s/files/1/shop.js'></script>"),
        (
            "bottega.test is parked",
            "<script src='https://www.sedoparking.com/'></script> webmail roundcube horde",
        ),
        (
            "Plesk Obsidian 18.0.60",
            "<body class='login'><input name='login_name'><input type='password' name='passwd'></body>",
        ),
        (
            "cPanel Login",
            "<img src='/cPanel_magic_revision_1/unprotected/cpanel/images/cpanel-logo.svg'><input id='user' name='user'>",
        ),
        (
            "WHM Login",
            "<img src='/cPanel_magic_revision_1/unprotected/cpanel/images/whm-logo.svg'>",
        ),
        (
            "DirectAdmin Login",
            "<form action='/CMD_LOGIN'><input name='username'><input type='password' name='password'></form>",
        ),
        (
            "ISPConfig",
            "<form><input name='username'><input type='password' name='password'></form>",
        ),
        // A page about a product, or with a single word of it, is not the product.
        ("Webmail", "<input name='user'><input type='password' name='pass'>"),
        (
            "La nostra webmail Roundcube e Zimbra",
            "Come si usa Roundcube, Horde, SquirrelMail, SOGo, RainLoop, Outlook Web App",
        ),
        ("Welcome to nginx!", "<h1>Welcome to nginx!</h1>"),
        ("Apache2 Debian Default Page", "It works"),
        ("Index of /", "<a href='rainloop/'>rainloop/</a> <a href='roundcube/'>roundcube/</a>"),
        (
            "Aurora Files",
            "<script>window.auroraAppData = {\"Core\":{\"AvailableClientModules\":[\"FilesWebclient\"]}};</script>",
        ),
        ("mailcow: dockerized - Blog", "mailcow is a mailserver suite"),
        ("Accedi", "<input name='login_user'><input name='pass_user' type='password'>"),
    ] {
        check(&page(title, body), None);
    }
}

#[test]
fn where_a_provider_has_its_webmail() {
    for (id, expected) in [
        ("aruba", Some("webmail.aruba.it")),
        ("google", Some("mail.google.com")),
        ("seit", None),
        ("nobody_known", None),
    ] {
        let found = of_provider(&ProviderId::parse(id).unwrap());
        assert_eq!(found.as_ref().map(Domain::as_str), expected, "{id}");
    }
}
