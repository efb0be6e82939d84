//! `/playbooks/{name}`: the picture and the list of a playbook, for operators. Needs no token:
//! playbooks are public.

use std::sync::{Arc, LazyLock};

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use terms::Lang;

use super::App;
use super::bytes::typed;
use super::page::asked_language;
use super::problem::ApiError;
use super::render::render;
use crate::picture;

/// The document may use its inline style, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(picture::STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// The parameters of the picture.
#[derive(Deserialize)]
pub(super) struct InLanguage {
    /// The language; that of the browser if absent.
    lang: Option<Lang>,
}

/// `GET`: the page.
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    query: Result<Query<InLanguage>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Query(InLanguage { lang }) = query.map_err(|_| ApiError::MalformedQuery)?;
    let version = app.sessions.library().named(&name).ok_or(ApiError::NotFound)?;
    let lang = lang.unwrap_or_else(|| asked_language(&headers));
    let page =
        render(&app, move || picture::page(&version.playbook, &version.digest, lang)).await?;
    let mut response = typed("text/html; charset=utf-8", page);
    if let Ok(policy) = HeaderValue::from_str(&POLICY) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}
