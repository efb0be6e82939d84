//! The client's address.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::App;
use super::contract::{About, Argument};

/// The peer address of the connection; the server adds it to each request as an extension.
#[derive(Clone, Copy, Debug)]
pub struct ConnectedFrom(pub SocketAddr);

/// The client's address, for its budget; it is not stored anywhere.
pub(super) struct Client(pub(super) IpAddr);

impl FromRequestParts<Arc<App>> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectedFrom>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |from| from.0.ip());
        Ok(Self(forwarded_for(&parts.headers, app.config.trusted_proxies).unwrap_or(peer)))
    }
}

impl Argument for Client {
    fn describe(_: &mut About<'_>) {}
}

/// The address that the outermost trusted proxy saw. It is counted from the right, because a client
/// can send anything on the left: bytes that are no text there change nothing.
fn forwarded_for(headers: &HeaderMap, trusted_proxies: u8) -> Option<IpAddr> {
    let from_the_right = usize::from(trusted_proxies).checked_sub(1)?;
    let values: Vec<&[u8]> = headers
        .get_all("x-forwarded-for")
        .into_iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .collect();
    let value = values.iter().rev().nth(from_the_right)?;
    address(std::str::from_utf8(value.trim_ascii()).ok()?)
}

/// The address in a value of the header: alone, or with a port as some proxies write it.
fn address(value: &str) -> Option<IpAddr> {
    let bare = || value.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok();
    value
        .parse()
        .ok()
        .or_else(|| value.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
        .or_else(|| bare().map(IpAddr::V6))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[track_caller]
    fn check(header: &str, trusted_proxies: u8, expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        for line in header.split('\n') {
            // A client can send bytes that are no text.
            let bytes: Vec<u8> =
                line.chars().map(|byte| u8::try_from(u32::from(byte)).unwrap()).collect();
            headers.append("x-forwarded-for", HeaderValue::from_bytes(&bytes).unwrap());
        }
        let expected = expected.map(|address| address.parse::<IpAddr>().unwrap());
        assert_eq!(
            forwarded_for(&headers, trusted_proxies),
            expected,
            "{header} behind {trusted_proxies}"
        );
    }

    #[test]
    fn only_what_trusted_proxies_added_counts() {
        check("192.0.2.1", 0, None);
        check("192.0.2.1", 1, Some("192.0.2.1"));
        check("6.6.6.6, 192.0.2.1", 1, Some("192.0.2.1"));
        check("6.6.6.6, 192.0.2.1, 198.51.100.7", 2, Some("192.0.2.1"));
        check("192.0.2.1", 2, None);
        check("nonsense", 1, None);
        check("2001:db8::1", 1, Some("2001:db8::1"));
        // What a client sends on the left changes nothing, whatever it is.
        for forged in ["\u{ff}\u{fe}", "unknown", "", ",,,", "\"", "6.6.6.6:1", "for=6.6.6.6", "\t"]
        {
            check(&format!("{forged}, 192.0.2.1"), 1, Some("192.0.2.1"));
            check(&format!("{forged}\n192.0.2.1"), 1, Some("192.0.2.1"));
            check(&format!("{forged},192.0.2.1\n198.51.100.7"), 2, Some("192.0.2.1"));
        }
        // Forms in which proxies write the address.
        check("192.0.2.1:4711", 1, Some("192.0.2.1"));
        check("[2001:db8::1]:4711", 1, Some("2001:db8::1"));
        check("[2001:db8::1]", 1, Some("2001:db8::1"));
        check("[192.0.2.1]", 1, None);
        check("192.0.2.1,", 1, None);
    }
}
