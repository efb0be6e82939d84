//! What an argument of a handler says about the request.
//!
//! The extractors of this program describe themselves where they are defined; those of axum are
//! here. Must never be implemented for an extractor that can fail without saying how.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;

use super::About;
use crate::routes::App;

/// An argument of a handler.
pub(in crate::routes) trait Argument {
    /// Adds what the request must have for it, and how that can fail.
    fn describe(about: &mut About<'_>);
}

impl Argument for State<Arc<App>> {
    fn describe(_: &mut About<'_>) {}
}

impl Argument for HeaderMap {
    fn describe(_: &mut About<'_>) {}
}
