//! Reads two things of a web response: the target of its redirect, and the title of its page.
//!
//! Pure. Must never trust either: a location is only parsed here, and vetted before it is dialled;
//! a title is only shown.

use hyper::Uri;
use mail::Domain;

/// The target of a redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::probes) enum Redirect {
    /// An HTTPS URL.
    To(Uri),
    /// A plain HTTP URL.
    ToHttp,
    /// No web URL with a valid host name.
    Elsewhere,
}

/// Resolves a `Location` against the URL that sent it (RFC 9110 §10.2.2, RFC 3986 §5).
pub(in crate::probes) fn redirect(from: &Uri, location: &str) -> Redirect {
    let location = location.split('#').next().unwrap_or(location).trim();
    if location.is_empty() || location.contains(['\\', ' ', '@']) && !location.starts_with('/') {
        return Redirect::Elsewhere;
    }
    let Some(authority) = from.authority() else { return Redirect::Elsewhere };
    let absolute = if let Some(rest) = location.strip_prefix("//") {
        format!("https://{rest}")
    } else if location.starts_with('/') {
        format!("https://{authority}{location}")
    } else if location.starts_with('?') {
        format!("https://{authority}{}{location}", from.path())
    } else if has_scheme(location) {
        location.to_owned()
    } else {
        let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("https://{authority}{folder}/{location}")
    };
    let Ok(uri) = absolute.parse::<Uri>() else { return Redirect::Elsewhere };
    let is_named = uri.host().is_some_and(|host| Domain::parse(host).is_ok());
    let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    match uri.scheme_str() {
        _ if !is_named || has_user => Redirect::Elsewhere,
        Some("https") => Redirect::To(with_path(uri)),
        Some("http") => Redirect::ToHttp,
        _ => Redirect::Elsewhere,
    }
}

/// The port of an HTTPS URL; `None` if it is written and is none (RFC 3986 §3.2.3), so that no
/// other port may be taken instead.
pub(crate) fn port(url: &Uri) -> Option<u16> {
    let authority = url.authority()?.as_str();
    let written = authority.rsplit_once(':').map(|(_, port)| port);
    // The colons in brackets are those of an IPv6 address.
    match written.filter(|port| !port.ends_with(']')) {
        None | Some("") => Some(443),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().ok().filter(|&port| port != 0)
        }
        Some(_) => None,
    }
}

/// Whether it starts with a scheme: letters, digits, `+`, `-` and `.` before the first colon (RFC
/// 3986 §3.1).
fn has_scheme(location: &str) -> bool {
    location.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.')
            })
    })
}

/// `https://host` and `https://host/` are the same page.
fn with_path(uri: Uri) -> Uri {
    if uri.path_and_query().is_some() {
        return uri;
    }
    format!("{uri}/").parse().unwrap_or(uri)
}

/// The text of the first `<title>`, with white space collapsed and the common entities decoded.
pub(super) fn title(page: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(page);
    // ASCII lower case keeps every byte offset, so the offsets found are valid in `text`.
    let lower = text.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let begin = open + lower.get(open..)?.find('>')? + 1;
    let end = begin + lower.get(begin..)?.find("</title")?;
    let words: Vec<_> = text.get(begin..end)?.split_whitespace().collect();
    let title = words.join(" ");
    let title = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(title, |title, (entity, character)| title.replace(entity, character));
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(location: &str, expected: Redirect) {
        let from = "https://mail.bottega.test/webmail/index.php?a=1".parse().unwrap();
        assert_eq!(redirect(&from, location), expected, "{location:?}");
    }

    fn to(url: &str) -> Redirect {
        Redirect::To(url.parse().unwrap())
    }

    #[test]
    fn redirects() {
        check("https://webmail.hosting.test/login", to("https://webmail.hosting.test/login"));
        check("https://webmail.hosting.test", to("https://webmail.hosting.test/"));
        check("/login?x=1#top", to("https://mail.bottega.test/login?x=1"));
        check("login.php", to("https://mail.bottega.test/webmail/login.php"));
        check("?page=2", to("https://mail.bottega.test/webmail/index.php?page=2"));
        check("//webmail.hosting.test/", to("https://webmail.hosting.test/"));
        check("http://mail.bottega.test/", Redirect::ToHttp);
    }

    #[test]
    fn locations_that_lead_to_no_web_page() {
        for location in [
            "",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://127.0.0.1/",
            "https://[::ffff:127.0.0.1]/",
            "https://0x7f000001/",
            "https://127.1/",
            "https://localhost/",
            "https://intranet/",
            "https://user@mail.bottega.test/",
            "https://mail.bottega.test@127.0.0.1/",
            "//user@mail.bottega.test/",
            "https:\\\\evil.test",
            "https://①②⑦.⓪.⓪.①/",
        ] {
            check(location, Redirect::Elsewhere);
        }
    }

    #[track_caller]
    fn check_port(url: &str, expected: Option<u16>) {
        assert_eq!(port(&url.parse().unwrap()), expected, "{url:?}");
    }

    #[test]
    fn a_port_that_is_none_is_not_replaced() {
        check_port("https://mail.bottega.test/", Some(443));
        check_port("https://mail.bottega.test:/", Some(443));
        check_port("https://mail.bottega.test:443/a:1", Some(443));
        check_port("https://mail.bottega.test:8443", Some(8443));
        check_port("https://mail.bottega.test:065535/", Some(65_535));
        check_port("https://[2001:db8::1]/", Some(443));
        check_port("https://[2001:db8::1]:8443/", Some(8443));
        for wrong in
            ["0", "65536", "99999", "-1", "+443", "443a", "4294967739", "18446744073709552059"]
        {
            check_port(&format!("https://mail.bottega.test:{wrong}/"), None);
        }
    }

    #[test]
    fn titles() {
        for (page, expected) in [
            ("<html><head><title>Webmail</title>", Some("Webmail")),
            (
                "<TITLE lang=it>\n  Posta  di\tBottega &amp; C. </TITLE>",
                Some("Posta di Bottega & C."),
            ),
            ("<title></title>", None),
            ("<title>never ends", None),
            ("", None),
            ("İ<title>è</title>", Some("è")),
        ] {
            assert_eq!(title(page.as_bytes()).as_deref(), expected, "{page:?}");
        }
    }
}
