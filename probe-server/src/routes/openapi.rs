//! `/api/v1/openapi.json`: the contract, for programs.

use axum::response::Response;

use super::bytes::typed;

/// Written by hand and held against the routes by a test.
pub(super) const DOCUMENT: &str = include_str!("openapi.json");

/// `GET`.
pub(super) async fn get() -> Response {
    typed("application/json", DOCUMENT)
}
