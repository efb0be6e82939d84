//! What the server says about itself, on standard error.
//!
//! Must never be given a mail address, a domain being diagnosed, a token, a session's name or anything that a server or
//! a customer said: the log of requests holds the method, the path's template, the status and the time it took.

use std::io::IsTerminal as _;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing_subscriber::EnvFilter;

/// Sets the log up; `RUST_LOG` chooses what it holds. A second call changes nothing.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
}

/// One line for each request.
pub(crate) async fn log_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().map_or_else(|| "(none)".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let elapsed_ms = started.elapsed().as_millis();
    tracing::info!(%method, path, status = response.status().as_u16(), elapsed_ms, "request");
    response
}
