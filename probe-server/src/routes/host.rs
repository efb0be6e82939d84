//! The `Host` header: exactly one, and well formed (RFC 9112 section 3.2).
//!
//! A server and the proxy before it could each believe another of two. Must never change it.

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::problem::ApiError;

/// Refuses a request whose `Host` is missing, repeated or malformed.
pub(super) async fn one(request: Request, next: Next) -> Response {
    if is_one(request.headers(), request.version()) {
        next.run(request).await
    } else {
        ApiError::MalformedHost.into_response()
    }
}

fn is_one(headers: &HeaderMap, version: Version) -> bool {
    let mut hosts = headers.get_all(header::HOST).into_iter();
    match (hosts.next(), hosts.next()) {
        // HTTP/1.0 has no such header.
        (None, None) => version < Version::HTTP_11,
        (Some(host), None) => {
            // A user name is no part of it.
            Authority::try_from(host.as_bytes())
                .is_ok_and(|host| !host.as_str().contains('@') && !host.host().is_empty())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[track_caller]
    fn check(hosts: &[&str], version: Version, expected: bool) {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, HeaderValue::from_str(host).unwrap());
        }
        assert_eq!(is_one(&headers, version), expected, "{hosts:?} {version:?}");
    }

    #[test]
    fn there_is_one_host() {
        check(&["aiuto.example.it"], Version::HTTP_11, true);
        check(&["aiuto.example.it:8080"], Version::HTTP_11, true);
        check(&["127.0.0.1:8080"], Version::HTTP_11, true);
        check(&["[::1]:8080"], Version::HTTP_11, true);
        check(&["a.example", "b.example"], Version::HTTP_11, false);
        check(&["a.example", "a.example"], Version::HTTP_11, false);
        check(&["a.example, b.example"], Version::HTTP_11, false);
        check(&["a.example/path"], Version::HTTP_11, false);
        check(&["eva@a.example"], Version::HTTP_11, false);
        check(&["a b"], Version::HTTP_11, false);
        check(&[""], Version::HTTP_11, false);
        check(&[], Version::HTTP_11, false);
        check(&[], Version::HTTP_10, true);
        check(&["a.example", "b.example"], Version::HTTP_10, false);
    }
}
