//! `/api/v1/sessions/{id}/report.html`, `report.json` and `report.zip`: the report of a session, and
//! the archive with both and what they rest on.

use std::borrow::Cow;
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
use super::contract::{Html, JsonOf, Operation, Sent, Zip};
use super::extract::{Caller, Params, Reader};
use super::problem::ApiError;
use super::render::render;
use crate::archive;
use crate::clock;
use crate::masking;
use crate::report;
use crate::sessions::SessionError;
use crate::store::Whose;
use crate::telemetry::Causes;

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
    /// `addresses` replaces the name before the @ of every address by `masked-1`, `masked-2`, …;
    /// `none` does not. If absent, as the customer chose for the last ticket, and without `left_out`.
    mask: Option<Mask>,
}

/// What is masked.
#[derive(Clone, Copy, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Mask {
    Addresses,
    None,
}

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 3] {
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
        Operation::get(
            "/api/v1/sessions/{id}/report.zip",
            zip,
            "Gets the archive: both reports, a folder for each mailbox with its results and \
             transcripts, the pasted texts, the list as CSV, and a manifest with the SHA-256 of each file.",
            "The archive; the same bytes as long as nothing is added to the log.",
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
    is_masked: bool,
}

impl Wanted {
    /// The session as the report may show it; it takes as long as a report to compute.
    fn shown(&self) -> Cow<'_, Standing> {
        if self.is_masked {
            Cow::Owned(masking::masked(&self.standing))
        } else {
            Cow::Borrowed(&*self.standing)
        }
    }
}

async fn wanted(caller: &Caller, wishes: Wishes) -> Result<Wanted, ApiError> {
    let Wishes { lang, left_out, mask } = wishes;
    let standing = caller.live.standing().await;
    // Only the customer decides what is left out, and what may be shown again.
    let is_choice = left_out.is_some() || mask == Some(Mask::None);
    if is_choice && caller.whose != Whose::Owner {
        return Err(ApiError::NotAllowed);
    }
    let last = standing.facts().tickets.last();
    let is_masked = match (mask, &left_out) {
        (Some(mask), _) => mask == Mask::Addresses,
        (None, Some(_)) => false,
        (None, None) => last.is_some_and(|ticket| ticket.are_addresses_masked),
    };
    let left_out = match left_out {
        Some(names) => {
            names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
        }
        None => left_out_before(&standing),
    };
    Ok(Wanted { lang: lang.unwrap_or(standing.facts().lang), left_out, is_masked, standing })
}

/// `GET report.html`: the HTML report.
async fn html(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Client(client): Client,
    Params(wishes): Params<Wishes>,
) -> Result<Sent<Html>, ApiError> {
    app.sessions.charge_document(client)?;
    let wanted = wanted(&caller, wishes).await?;
    let page = render(&app, move || {
        report::page(&wanted.shown(), wanted.lang, &wanted.left_out, clock::now_ms())
    });
    let page = page.await?;
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
    let wanted = wanted(&caller, wishes).await?;
    let written = render(&app, move || {
        let (lang, left_out) = (wanted.lang, &wanted.left_out);
        let document = report::document(&wanted.shown(), lang, left_out, clock::now_ms());
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

/// `GET report.zip`: the archive.
async fn zip(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Client(client): Client,
    Params(wishes): Params<Wishes>,
) -> Result<Sent<Zip>, ApiError> {
    app.sessions.charge_document(client)?;
    let wanted = wanted(&caller, wishes).await?;
    let given = app.sessions.files(&caller.live, wanted.standing.facts()).await?;
    let written = render(&app, move || {
        let (lang, is_masked) = (wanted.lang, wanted.is_masked);
        let archive = archive::Wanted { lang, left_out: wanted.left_out.clone(), is_masked };
        archive::of_session(&wanted.shown(), &archive, &given)
    });
    let archive = written.await?.map_err(|error| {
        tracing::error!(error = %Causes(&error), "an archive could not be made");
        SessionError::Internal
    })?;
    let mut response = typed("application/zip", archive);
    response.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"sportello.zip\""),
    );
    Ok(response.into())
}
