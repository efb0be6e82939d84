//! `/api/v1/sessions/{id}/report.html` and `report.json`: the session on paper.

use std::sync::LazyLock;

use axum::Json;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::text::Lang;

use super::bytes::typed;
use super::extract::Caller;
use super::problem::ApiError;
use crate::clock;
use crate::report;

/// The document may use its own style, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(report::STYLE));
    format!("default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
});

/// In which language.
#[derive(Deserialize)]
pub(super) struct InLanguage {
    /// The session's own where nothing is said.
    lang: Option<Lang>,
}

type LanguageQuery = Result<Query<InLanguage>, axum::extract::rejection::QueryRejection>;

/// `GET report.html`.
pub(super) async fn html(caller: Caller, query: LanguageQuery) -> Result<Response, ApiError> {
    let Query(InLanguage { lang }) = query.map_err(|_| ApiError::MalformedQuery)?;
    let facts = caller.live.facts().await;
    let page = report::page(&facts, &caller.live.playbook().playbook, lang.unwrap_or(facts.lang), clock::now_ms());
    let mut response = typed("text/html; charset=utf-8", page);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"sportello.html\""));
    if let Ok(policy) = HeaderValue::from_str(&POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// `GET report.json`.
pub(super) async fn json(caller: Caller, query: LanguageQuery) -> Result<Response, ApiError> {
    let Query(InLanguage { lang }) = query.map_err(|_| ApiError::MalformedQuery)?;
    let facts = caller.live.facts().await;
    let document = report::document(&facts, &caller.live.playbook().playbook, lang.unwrap_or(facts.lang), clock::now_ms());
    let disposition = [(header::CONTENT_DISPOSITION, "attachment; filename=\"sportello.json\"")];
    Ok((disposition, Json(document)).into_response())
}
