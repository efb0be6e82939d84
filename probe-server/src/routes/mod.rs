//! The HTTP interface: one file for each resource; handlers extract, call and respond.
//!
//! Knows sessions and their store; no mail protocol, and it opens no connection. Every response has
//! the headers of [`headers`], every error is a problem document with a stable code. Must never put
//! a token or a mail address into a path, a response header, or the log.

mod bytes;
mod checks;
mod client;
mod events;
mod extract;
mod first_page;
mod headers;
mod health;
mod links;
mod openapi;
mod page;
mod picture;
mod playbooks;
mod problem;
mod report;
mod sessions;
mod stream;
mod ticket;
mod watchers;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post};
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;

use crate::config::Config;
use crate::sessions::Sessions;
use crate::telemetry;

pub use client::ConnectedFrom;

use page::Page;

/// The state shared by all handlers.
pub(crate) struct App {
    sessions: Sessions,
    config: Config,
    page: Page,
    shutdown: CancellationToken,
}

/// The routes.
pub fn router(sessions: Sessions, config: Config, shutdown: CancellationToken) -> Router {
    let app = Arc::new(App { sessions, config, page: Page::embedded(), shutdown });
    let api = Router::new()
        .route("/openapi.json", get(openapi::get))
        // The three playbooks have 150 kB, compressed a sixth of that. Compression is safe here: no
        // response mixes a secret with text chosen by others (as in BREACH), which session
        // responses would.
        .route("/playbooks", get(playbooks::list).layer(CompressionLayer::new()))
        .route("/start", get(first_page::get))
        .route("/sessions", post(sessions::open))
        .route("/sessions/{id}", get(sessions::snapshot).delete(sessions::erase))
        .route("/sessions/{id}/events", get(events::follow).post(events::command))
        .route("/sessions/{id}/checks.html", get(checks::get))
        .route("/sessions/{id}/links", post(links::create))
        .route("/sessions/{id}/links/{link}", delete(links::revoke))
        .route("/sessions/{id}/watchers", post(watchers::join).delete(watchers::leave))
        .route("/sessions/{id}/report.html", get(report::html))
        .route("/sessions/{id}/report.json", get(report::json))
        .route("/sessions/{id}/ticket", post(ticket::submit));
    let page = Router::new()
        .route("/", get(page::first))
        .route("/index.html", get(page::first))
        .route("/s/{id}", get(page::session))
        .route("/watch/{id}", get(page::session))
        .route("/embed", get(page::embedded))
        // Rendered for each request; compressed to a third, and without secrets.
        .layer(CompressionLayer::new());
    Router::new()
        .nest("/api/v1", api)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/.well-known/security.txt", get(health::security))
        .merge(page)
        .route("/playbooks/{name}", get(picture::get))
        .fallback(page::asset)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(from_fn_with_state(app.clone(), headers::add))
        .layer(headers::cors())
        .layer(from_fn(telemetry::log_request))
        .with_state(app)
}
