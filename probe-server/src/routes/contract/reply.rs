//! What the result of a handler says about a successful response.
//!
//! A handler that writes its response itself names the content beside it ([`Sent`]); the tests of
//! the API compare what is sent with what is named. Must never describe a problem: those follow
//! from the arguments and from the operation.

use std::marker::PhantomData;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::About;

/// The result of a handler.
pub(in crate::routes) trait Reply {
    /// Adds the status and the content of a successful response.
    fn describe(about: &mut About<'_>);
}

/// Status 201, with a body.
pub(in crate::routes) struct Created<T>(pub(in crate::routes) T);

/// Status 204.
pub(in crate::routes) struct NoContent;

/// A response that the handler wrote itself, with content `C`.
pub(in crate::routes) struct Sent<C>(Response, PhantomData<C>);

/// The content of a response.
pub(in crate::routes) trait Content {
    /// Adds its media types.
    fn describe(about: &mut About<'_>);
}

/// JSON of a type.
pub(in crate::routes) struct JsonOf<T>(PhantomData<T>);

/// A stream of server-sent events, each with a `T` as its data.
pub(in crate::routes) struct StreamOf<T>(PhantomData<T>);

/// HTML.
pub(in crate::routes) struct Html;

/// Plain text.
pub(in crate::routes) struct PlainText;

/// A ZIP archive.
pub(in crate::routes) struct Zip;

/// Bytes of any kind.
pub(in crate::routes) struct Binary;

impl<C> From<Response> for Sent<C> {
    fn from(response: Response) -> Self {
        Self(response, PhantomData)
    }
}

impl<C> IntoResponse for Sent<C> {
    fn into_response(self) -> Response {
        self.0
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl<T: Reply, E> Reply for Result<T, E> {
    fn describe(about: &mut About<'_>) {
        T::describe(about);
    }
}

impl<T: JsonSchema> Reply for Json<T> {
    fn describe(about: &mut About<'_>) {
        JsonOf::<T>::describe(about);
    }
}

impl<T: JsonSchema> Reply for Created<T> {
    fn describe(about: &mut About<'_>) {
        about.status = StatusCode::CREATED;
        JsonOf::<T>::describe(about);
    }
}

/// The same with headers before the body.
impl<H, T: Reply> Reply for (H, T) {
    fn describe(about: &mut About<'_>) {
        T::describe(about);
    }
}

impl Reply for NoContent {
    fn describe(about: &mut About<'_>) {
        about.status = StatusCode::NO_CONTENT;
    }
}

impl<C: Content> Reply for Sent<C> {
    fn describe(about: &mut About<'_>) {
        C::describe(about);
    }
}

impl<T: JsonSchema> Content for JsonOf<T> {
    fn describe(about: &mut About<'_>) {
        let schema = about.types.of_response::<T>().to_value();
        add(about, "application/json", schema);
    }
}

impl<T: JsonSchema> Content for StreamOf<T> {
    fn describe(about: &mut About<'_>) {
        let data = about.types.of_response::<T>();
        add(
            about,
            "text/event-stream",
            json!({ "type": "string", "contentMediaType": "text/event-stream", "contentSchema": data }),
        );
    }
}

impl Content for Html {
    fn describe(about: &mut About<'_>) {
        add(about, "text/html", json!({ "type": "string" }));
    }
}

impl Content for PlainText {
    fn describe(about: &mut About<'_>) {
        add(about, "text/plain", json!({ "type": "string" }));
    }
}

impl Content for Binary {
    fn describe(about: &mut About<'_>) {
        add(about, "application/octet-stream", json!({}));
    }
}

impl Content for Zip {
    fn describe(about: &mut About<'_>) {
        // The bytes as they are (OpenAPI 3.1, "Considerations for File Uploads").
        add(about, "application/zip", json!({}));
    }
}

impl<A: Content, B: Content> Content for (A, B) {
    fn describe(about: &mut About<'_>) {
        A::describe(about);
        B::describe(about);
    }
}

fn add(about: &mut About<'_>, media_type: &str, schema: Value) {
    about.content.insert(media_type.to_owned(), json!({ "schema": schema }));
}
