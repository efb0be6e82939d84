//! The HTTP interface: one file for each resource; handlers extract, call and respond.
//!
//! Knows sessions and their store; no mail protocol, and it opens no connection. Every response has
//! the headers of [`headers`], every error is a problem document with a stable code. Must never put
//! a token or a mail address into a path, a response header, or the log.

mod bytes;
mod checks;
mod client;
mod contract;
mod encoding;
mod events;
mod extract;
mod files;
mod first_page;
mod headers;
mod health;
mod host;
mod links;
mod look;
mod openapi;
mod page;
mod picture;
mod pieces;
mod playbooks;
mod problem;
mod render;
mod report;
mod sessions;
mod stream;
mod ticket;
mod watchers;

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;

use crate::config::Config;
use crate::sessions::Sessions;
use crate::telemetry;

pub use client::ConnectedFrom;
pub use openapi::description;

use contract::Operation;
use encoding::CompressedOnce;
use page::Page;
use render::RENDERS_AT_ONCE;

/// The state shared by all handlers.
pub(crate) struct App {
    sessions: Sessions,
    config: Config,
    page: Page,
    /// The list of playbooks, from the first request for it.
    playbooks: OnceLock<CompressedOnce>,
    shutdown: CancellationToken,
    beat: health::Beat,
    /// Acquired to render a document.
    renders: Semaphore,
}

/// Everything that is described in the OpenAPI document; the pages for people are not.
fn operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    operations.extend(openapi::operations());
    operations.extend(playbooks::operations());
    operations.extend(first_page::operations());
    operations.extend(sessions::operations());
    operations.extend(events::operations());
    operations.extend(files::operations());
    operations.extend(checks::operations());
    operations.extend(links::operations());
    operations.extend(watchers::operations());
    operations.extend(report::operations());
    operations.extend(look::operations());
    operations.extend(ticket::operations());
    operations.extend(health::operations());
    operations
}

/// The routes for connections of each kind.
pub struct Routers {
    /// Everything.
    pub whole: Router,
    /// For connections beyond the limits: the questions about the server's health are answered,
    /// and everything else is refused.
    pub health: Router,
}

/// The routes.
pub fn routers(sessions: Sessions, config: Config, shutdown: CancellationToken) -> Routers {
    let app = Arc::new(App {
        sessions,
        config,
        page: Page::embedded(),
        playbooks: OnceLock::new(),
        shutdown,
        beat: health::Beat::default(),
        renders: Semaphore::new(RENDERS_AT_ONCE),
    });
    let page = Router::new()
        .route("/", get(page::first))
        .route("/index.html", get(page::first))
        .route("/s/{id}", get(page::session))
        .route("/watch/{id}", get(page::session))
        .route("/embed", get(page::embedded))
        // Rendered for each request; compressed to a third, and without secrets.
        .layer(CompressionLayer::new());
    let whole = routed(operations())
        .merge(page)
        .route("/playbooks/{name}", get(picture::get))
        .fallback(page::asset)
        .method_not_allowed_fallback(problem::method_not_allowed);
    let health = routed(health::operations()).fallback(problem::no_room);
    Routers { whole: layered(whole, &app), health: layered(health, &app) }
}

fn routed(operations: impl IntoIterator<Item = Operation>) -> Router<Arc<App>> {
    operations
        .into_iter()
        .map(Operation::into_route)
        .fold(Router::new(), |api, (path, handler)| api.route(path, handler))
}

/// What applies to each request.
fn layered(router: Router<Arc<App>>, app: &Arc<App>) -> Router {
    router
        .layer(from_fn(host::one))
        .layer(from_fn_with_state(app.clone(), headers::add))
        .layer(headers::cors())
        .layer(from_fn(telemetry::log_request))
        .with_state(app.clone())
}
