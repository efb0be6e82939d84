//! Content encodings: those that a client accepts, and documents that are compressed only once.
//!
//! It knows the header `Accept-Encoding` (RFC 9110, section 12.5.3). It must never compress a
//! document that mixes a secret with text chosen by others (as in BREACH), which documents about a
//! session do.

use std::io::Write;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::bytes::typed;

/// The brotli level. Level 11 makes the list of playbooks 9 % smaller, and takes eight times as long
/// (0.3 s).
const BROTLI_QUALITY: i32 = 9;

/// A content encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Brotli (RFC 7932).
    Brotli,
    /// gzip (RFC 1952).
    Gzip,
}

impl Encoding {
    /// The name in a header.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The extension that a compressed file of the page has after its own.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }
}

/// The encodings that the client accepts, the one with the smallest output first.
pub(super) fn accepted(headers: &HeaderMap) -> impl Iterator<Item = Encoding> {
    let listed = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .filter(move |encoding| listed.is_some_and(|listed| accepts(listed, *encoding)))
}

fn accepts(listed: &str, encoding: Encoding) -> bool {
    listed.split(',').any(|one| {
        let (name, parameter) = one.split_once(';').unwrap_or((one, ""));
        let is_refused = parameter
            .split_once('=')
            .and_then(|(_, quality)| quality.trim().parse::<f32>().ok())
            .is_some_and(|quality| quality <= 0.0);
        name.trim().eq_ignore_ascii_case(encoding.name()) && !is_refused
    })
}

/// A document and its compressed forms.
pub(super) struct CompressedOnce {
    media_type: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl CompressedOnce {
    /// Compresses the document.
    pub(super) fn new(media_type: &'static str, plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        let (brotli, gzip) = (brotli(&plain), gzip(&plain));
        Self { media_type, plain, brotli, gzip }
    }

    /// A response with the smallest form that the client accepts. It shares the bytes of this
    /// document.
    pub(super) fn response(&self, headers: &HeaderMap) -> Response {
        let form = |encoding| {
            let bytes = match encoding {
                Encoding::Brotli => self.brotli.clone(),
                Encoding::Gzip => self.gzip.clone(),
            };
            Some((encoding, bytes?))
        };
        let compressed = accepted(headers).find_map(form);
        let (encoding, bytes) = match compressed {
            Some((encoding, bytes)) => (Some(encoding), bytes),
            None => (None, self.plain.clone()),
        };
        let mut response = typed(self.media_type, bytes);
        let answered = response.headers_mut();
        answered.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = encoding {
            answered.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
        response
    }
}

/// `None` if it cannot be compressed; writing to memory does not fail.
fn brotli(plain: &[u8]) -> Option<Bytes> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*plain, &mut compressed, &parameters).ok()?;
    Some(compressed.into())
}

/// The same.
fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn a_document_travels_in_the_smallest_form_accepted_and_is_never_compressed_again() {
        use Encoding::{Brotli, Gzip};
        let document = CompressedOnce::new("application/json", "[1]".repeat(1_000));
        for (accepted, expected) in [
            (None, None),
            (Some(""), None),
            (Some("identity"), None),
            (Some("br"), Some(Brotli)),
            (Some("gzip"), Some(Gzip)),
            (Some("gzip, deflate, br"), Some(Brotli)),
            (Some("BR"), Some(Brotli)),
            (Some("gzip;q=1.0, br;q=0.5"), Some(Brotli)),
            (Some("br;q=0"), None),
            (Some("br;q=0, gzip"), Some(Gzip)),
            (Some("br; q = 0.000 , gzip ; q=0"), None),
            (Some("brotli, xgzip"), None),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accepted) = accepted {
                headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
            }
            let response = document.response(&headers);
            let encoding = response.headers().get(header::CONTENT_ENCODING);
            assert_eq!(
                encoding.and_then(|value| value.to_str().ok()),
                expected.map(Encoding::name),
                "{accepted:?}"
            );
            assert_eq!(response.headers()[header::VARY], "accept-encoding", "{accepted:?}");
            let sent = response.into_body().collect().await.unwrap().to_bytes();
            let kept = match expected {
                None => &document.plain,
                Some(Brotli) => document.brotli.as_ref().unwrap(),
                Some(Gzip) => document.gzip.as_ref().unwrap(),
            };
            // The same memory, not equal bytes: nothing was compressed for this request.
            assert_eq!((sent.as_ptr(), sent.len()), (kept.as_ptr(), kept.len()), "{accepted:?}");
        }
    }

    #[test]
    fn each_form_holds_the_document() {
        let plain = "{\"playbook\":\"generic\"}".repeat(100);
        let document = CompressedOnce::new("application/json", plain.clone());
        let (mut of_brotli, mut of_gzip) = (Vec::new(), String::new());
        brotli::BrotliDecompress(&mut document.brotli.unwrap().as_ref(), &mut of_brotli).unwrap();
        let gzip = document.gzip.unwrap();
        let mut decoder = flate2::read::GzDecoder::new(gzip.as_ref());
        std::io::Read::read_to_string(&mut decoder, &mut of_gzip).unwrap();
        assert_eq!(of_brotli, plain.as_bytes());
        assert_eq!(of_gzip, plain);
    }
}
