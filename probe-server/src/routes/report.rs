//! `/api/v1/sessions/{id}/report.html` and `report.json`: the report of a session.

use std::sync::Arc;
use std::sync::LazyLock;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use outcome::left_out_before;
use schemars::JsonSchema;
use serde::Deserialize;
use session::Standing;
use sha2::{Digest, Sha256};
use terms::Lang;
use terms::visible::visible_json;

use super::App;
use super::bytes::typed;
use super::client::Client;
use super::contract::{Html, JsonOf, Operation, Sent};
use super::extract::{Caller, Params, Reader};
use super::problem::ApiError;
use super::render::render;
use crate::clock;
use crate::report;
use crate::sessions::SessionError;
use crate::store::Whose;

/// The document may use its inline style, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(report::STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// The parameters of a report.
#[derive(Deserialize, JsonSchema)]
struct Wishes {
    /// The language; that of the session if absent.
    lang: Option<Lang>,
    /// The ids of the ticket lines to leave out, separated by commas; those of the last ticket if
    /// absent.
    left_out: Option<String>,
}

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 2] {
    [
        Operation::get(
            "/api/v1/sessions/{id}/report.html",
            html,
            "Gets the report of the session as one document that can be opened offline.",
            "The document, without scripts and without anything from other servers.",
        )
        .fails([ApiError::NotAllowed])
        .fails([SessionError::TooManyRequests { retry_after_s: 0 }, SessionError::Internal]),
        Operation::get(
            "/api/v1/sessions/{id}/report.json",
            json,
            "Gets the report of the session for programs.",
            "The report.",
        )
        .fails([ApiError::NotAllowed])
        .fails([SessionError::TooManyRequests { retry_after_s: 0 }, SessionError::Internal]),
    ]
}

/// A session, and the parameters of its report.
struct Wanted {
    standing: Arc<Standing>,
    lang: Lang,
    left_out: Vec<String>,
}

async fn wanted(caller: &Caller, Wishes { lang, left_out }: Wishes) -> Result<Wanted, ApiError> {
    let standing = caller.live.standing().await;
    let left_out = match left_out {
        // Only the customer decides what is left out.
        Some(_) if caller.whose != Whose::Owner => return Err(ApiError::NotAllowed),
        Some(names) => {
            names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
        }
        None => left_out_before(&standing),
    };
    Ok(Wanted { lang: lang.unwrap_or(standing.facts().lang), left_out, standing })
}

/// `GET report.html`: the HTML report.
async fn html(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Client(client): Client,
    Params(wishes): Params<Wishes>,
) -> Result<Sent<Html>, ApiError> {
    app.sessions.charge_document(client)?;
    let Wanted { standing, lang, left_out } = wanted(&caller, wishes).await?;
    let page =
        render(&app, move || report::page(&standing, lang, &left_out, clock::now_ms())).await?;
    let mut response = typed("text/html; charset=utf-8", page);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"sportello.html\""),
    );
    if let Ok(policy) = HeaderValue::from_str(&POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response.into())
}

/// `GET report.json`: the JSON report.
async fn json(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Client(client): Client,
    Params(wishes): Params<Wishes>,
) -> Result<Sent<JsonOf<report::Document>>, ApiError> {
    app.sessions.charge_document(client)?;
    let Wanted { standing, lang, left_out } = wanted(&caller, wishes).await?;
    let written = render(&app, move || {
        let document = report::document(&standing, lang, &left_out, clock::now_ms());
        serde_json::to_string(&document).map(|document| visible_json(&document).into_owned())
    });
    let document = written.await?.map_err(|_| SessionError::Internal)?;
    let mut response = typed("application/json", document);
    response.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"sportello.json\""),
    );
    Ok(response.into())
}
