//! The server's own log, on standard error.
//!
//! Must never contain a mail address, a domain being diagnosed, a token, a session id or anything
//! that a server or a customer sent. The request log has the method, the path template, the status
//! and the duration.

use std::io::IsTerminal as _;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing_subscriber::EnvFilter;

/// Sets up logging; `RUST_LOG` sets the filter. A second call has no effect.
pub fn start() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
}

/// Logs one line for each request.
pub(crate) async fn log_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(none)".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let elapsed_ms = started.elapsed().as_millis();
    tracing::info!(%method, path, status = response.status().as_u16(), elapsed_ms, "request");
    response
}
