//! The web page: embedded in the binary at build time, and sent compressed if the browser accepts
//! it.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use maud::html;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use terms::Lang;
use words::BareText;

use super::App;
use super::bytes::typed;
use super::encoding;
use super::first_page::{self, Rendered};
use super::headers::own_origin;
use super::problem::ApiError;

/// The files that `cargo xtask page` built; empty if it was never run.
#[derive(RustEmbed)]
#[folder = "../frontend/dist"]
#[allow_missing = true]
struct Built;

/// The parts of the page's policy that are computed once.
pub(super) struct Page {
    /// `'sha256-…'` of each inline script of the document.
    script_hashes: String,
}

/// Where the page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// In a browser tab.
    TopLevel,
    /// In a frame of a site that the operator configured.
    Framed,
}

impl Page {
    pub(super) fn embedded() -> Self {
        let index = Built::get("index.html");
        let text =
            index.as_ref().map(|file| String::from_utf8_lossy(&file.data)).unwrap_or_default();
        let hashes = inline_scripts(&text)
            .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))));
        Self { script_hashes: hashes.collect() }
    }

    fn policy(&self, app: &App, headers: &HeaderMap, shown: Shown) -> String {
        let (own, ancestors) = match shown {
            Shown::TopLevel => (String::new(), "'none'".to_owned()),
            // A sandboxed frame has an opaque origin, to which 'self' does not apply: name the
            // origin.
            Shown::Framed => (
                own_origin(app, headers).map(|origin| format!(" {origin}")).unwrap_or_default(),
                if app.config.embed_hosts.is_empty() {
                    "'none'".to_owned()
                } else {
                    app.config.embed_hosts.join(" ")
                },
            ),
        };
        let scripts = &self.script_hashes;
        format!(
            "default-src 'none'; script-src 'self'{own} 'wasm-unsafe-eval'{scripts}; style-src 'self'{own}; img-src 'self'{own} data:; \
             connect-src 'self'{own}; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
        )
    }
}

/// The parameters of the URL.
#[derive(Default, Deserialize)]
struct Wishes {
    playbook: Option<String>,
    lang: Option<String>,
}

/// `GET /`: the first page of a playbook. Whatever the URL says, nothing starts until a button is
/// pressed.
pub(super) async fn first(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Response {
    page(&app, &headers, &uri, Shown::TopLevel, true)
}

/// `GET /s/{id}`, `/watch/{id}`: the page of a session.
pub(super) async fn session(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Response {
    page(&app, &headers, &uri, Shown::TopLevel, false)
}

/// `GET /embed`: the first page, in a frame.
pub(super) async fn embedded(
    State(app): State<Arc<App>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    page(&app, &headers, &uri, Shown::Framed, true)
}

fn page(app: &App, headers: &HeaderMap, uri: &Uri, shown: Shown, has_form: bool) -> Response {
    let mut response = match Built::get("index.html") {
        Some(index) => {
            let Query(wishes) = Query::<Wishes>::try_from_uri(uri).unwrap_or_default();
            let lang = wishes
                .lang
                .as_deref()
                .and_then(Lang::from_tag)
                .unwrap_or_else(|| asked_language(headers));
            let rendered = if has_form {
                first_page::rendered(
                    app,
                    wishes.playbook.as_deref(),
                    lang,
                    uri.path(),
                    uri.query().unwrap_or_default(),
                )
            } else {
                first_page::without_form(lang)
            };
            typed(
                "text/html; charset=utf-8",
                filled(&String::from_utf8_lossy(&index.data), lang, &rendered),
            )
        }
        None => plain(StatusCode::OK, BareText::NotBuilt, headers),
    };
    let policy = HeaderValue::from_str(&app.page.policy(app, headers, shown));
    let answer = response.headers_mut();
    if let Ok(policy) = policy {
        answer.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer.insert(header::VARY, HeaderValue::from_static("accept-language"));
    match shown {
        Shown::TopLevel => {
            answer.insert(
                HeaderName::from_static("cross-origin-opener-policy"),
                HeaderValue::from_static("same-origin"),
            );
        }
        Shown::Framed => {
            let permissions =
                "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=*";
            answer.insert(
                HeaderName::from_static("permissions-policy"),
                HeaderValue::from_static(permissions),
            );
        }
    }
    response
}

/// The built document with the language, the title, and the content that is shown until the
/// application has loaded.
fn filled(index: &str, lang: Lang, Rendered { title, body }: &Rendered) -> String {
    let title = html! { title { (title) } }.into_string();
    index
        .replacen("<html lang=\"it\">", &format!("<html lang=\"{}\">", lang.tag()), 1)
        .replacen("<title>Sportello</title>", &title, 1)
        .replacen("<div id=\"first\"></div>", &body.0, 1)
}

/// All other paths: a file of the page, or a "not found" error.
pub(super) async fn asset(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if path.starts_with("/api/") {
        return ApiError::NotFound.into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return ApiError::MethodNotAllowed.into_response();
    }
    file(path.trim_start_matches('/'), &headers)
        .unwrap_or_else(|| plain(StatusCode::NOT_FOUND, BareText::NotFound, &headers))
}

/// A file, compressed if the browser accepts it, or status 304.
fn file(name: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Built::get(name)?;
    let (encoding, sent) = compressed(name, headers).unwrap_or((None, plain));
    let hash = sent.metadata.sha256_hash();
    let etag = format!("\"{}\"", HEXLOWER.encode(hash.get(..16).unwrap_or_default()));
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.contains(&etag));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(sent).into_response()
    };
    let answer = response.headers_mut();
    let media_type = mime_guess::from_path(name).first_or_octet_stream();
    let charset = if media_type.type_() == "text" { "; charset=utf-8" } else { "" };
    if let Ok(media_type) = HeaderValue::from_str(&format!("{media_type}{charset}")) {
        answer.insert(header::CONTENT_TYPE, media_type);
    }
    if let Some(encoding) = encoding {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.insert(header::ETAG, etag);
    }
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let caching =
        if is_named_by_content(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    Some(response)
}

fn body(file: EmbeddedFile) -> axum::body::Body {
    match file.data {
        Cow::Borrowed(bytes) => axum::body::Bytes::from_static(bytes).into(),
        Cow::Owned(bytes) => bytes.into(),
    }
}

/// The best compressed version that the browser accepts.
fn compressed(name: &str, headers: &HeaderMap) -> Option<(Option<&'static str>, EmbeddedFile)> {
    encoding::accepted(headers).find_map(|encoding| {
        let file = Built::get(&format!("{name}.{}", encoding.extension()))?;
        Some((Some(encoding.name()), file))
    })
}

/// Whether the name has a hash of the content, as Trunk writes it: sixteen hexadecimal digits.
fn is_named_by_content(name: &str) -> bool {
    name.split(['-', '.', '_', '/'])
        .any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The inline scripts of a document: the text between `<script …>` and `</script>` if there is no
/// `src`.
fn inline_scripts(document: &str) -> impl Iterator<Item = &str> {
    document.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        let is_file = attributes.split_whitespace().any(|attribute| attribute.starts_with("src="));
        (!is_file).then_some(script)
    })
}

/// The language that the browser prefers.
pub(super) fn asked_language(headers: &HeaderMap) -> Lang {
    let asked = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    asked
        .split(',')
        .find_map(|tag| Lang::from_tag(tag.trim().split(';').next()?))
        .unwrap_or_default()
}

fn plain(status: StatusCode, text: BareText, headers: &HeaderMap) -> Response {
    let lang = asked_language(headers);
    let mut response = typed("text/plain; charset=utf-8", format!("{}\n", text.get(lang)));
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_in_the_document_are_hashed() {
        let document = "<script type=module>import a</script><script src=\"/b.js\"></script><SCRIPT></SCRIPT><script>c</script>";
        assert_eq!(inline_scripts(document).collect::<Vec<_>>(), ["import a", "c"]);
    }

    #[test]
    fn the_built_document_takes_what_is_put_into_it() {
        let index = include_str!("../../../frontend/index.html");
        let rendered = first_page::without_form(Lang::En);
        let page = filled(index, Lang::En, &rendered);
        for expected in
            ["<html lang=\"en\">", "<title>Sportello</title>", "<main class=\"step\" lang=\"en\">"]
        {
            assert!(page.contains(expected), "{expected}");
        }
        assert!(
            filled(index, Lang::It, &Rendered { title: "A & B".to_owned(), ..rendered })
                .contains("<title>A &amp; B</title>")
        );
    }

    #[track_caller]
    fn check(name: &str, expected: bool) {
        assert_eq!(is_named_by_content(name), expected, "{name}");
    }

    #[test]
    fn names_with_a_hash_are_kept_for_good() {
        check("frontend-3f8a9b0c1d2e4f56_bg.wasm", true);
        check("main-0123456789abcdef.css", true);
        check("parts-0123456789abcdef/split_session.wasm", true);
        check("embed.js", false);
        check("index.html", false);
    }
}
