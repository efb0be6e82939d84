//! `/api/v1/openapi.json`: the description of the API.
//!
//! Made from the list of operations when it is first asked for. Must never depend on a setting.

use std::sync::LazyLock;

use serde_json::Value;

use super::bytes::typed;
use super::contract::{JsonOf, Operation, Sent, document};

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document(super::operations()).to_string());

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 1] {
    [Operation::get("/api/v1/openapi.json", get, "Gets this document.", "The description of the API, in OpenAPI 3.1.")]
}

/// The OpenAPI document of the API, as JSON.
#[must_use]
pub fn description() -> &'static str {
    &DOCUMENT
}

/// `GET`: the document.
async fn get() -> Sent<JsonOf<Value>> {
    typed("application/json", description()).into()
}
