//! Extractors: the caller of a request, its parameters, and its body; each with its description.

use std::sync::Arc;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::json;
use session::{FileId, LinkId, MAX_FILE_BYTES};

use super::App;
use super::contract::{About, Argument};
use super::problem::ApiError;
use crate::sessions::{Live, SessionError};
use crate::store::{SessionId, StoreError, Token, Whose};

/// The largest body that is read, in bytes: enough for the longest text of a field, escaped.
const MAX_BODY_BYTES: usize = 128 * 1024;
/// The deadline for a whole file: 4 MiB on a slow phone connection.
const FILE_DEADLINE: Duration = Duration::from_secs(120);
/// The deadline for the whole body.
const BODY_DEADLINE: Duration = Duration::from_secs(15);

/// The holder of a token for the session in the path.
pub(super) struct Caller {
    pub(super) live: Arc<Live>,
    pub(super) whose: Whose,
    /// When the token expires: milliseconds since 1970-01-01 UTC.
    pub(super) expires_at_ms: i64,
}

/// The customer, who alone may change a session.
pub(super) struct Owner(pub(super) Arc<Live>);

/// The customer, or the holder of a watch link whose name the customer sees.
pub(super) struct Reader(pub(super) Caller);

/// The holder of a watch link, joined or not.
pub(super) struct Watcher {
    pub(super) live: Arc<Live>,
    pub(super) link: LinkId,
}

/// The parameters of the query.
pub(super) struct Params<T>(pub(super) T);

/// The link in the path.
pub(super) struct LinkInPath(pub(super) LinkId);

/// The file in the path.
pub(super) struct FileInPath(pub(super) FileId);

/// A body of any bytes, such as a file.
pub(super) struct Bytes(pub(super) Vec<u8>);

/// A JSON body.
pub(super) struct JsonBody<T>(pub(super) T);

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| ApiError::NotFound)?;
        let id =
            params.iter().find(|(name, _)| *name == "id").and_then(|(_, id)| SessionId::parse(id));
        let id = id.ok_or(SessionError::UnknownSession)?;
        // The token is checked before anything of the session is loaded.
        let token = bearer(&parts.headers);
        let (live, row) = match app.sessions.enter(&id, token.as_ref().ok()).await? {
            Some(entered) => entered,
            None => return Err(token.err().unwrap_or(ApiError::WrongToken)),
        };
        Ok(Self { live, whose: row.whose, expires_at_ms: row.expires_at_ms })
    }
}

impl FromRequestParts<Arc<App>> for Owner {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, app).await?;
        match caller.whose {
            Whose::Owner => Ok(Self(caller.live)),
            Whose::Watcher(_) => Err(ApiError::NotAllowed),
        }
    }
}

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if let Whose::Watcher(link) = caller.whose {
            app.sessions.seen(&caller.live, link).await?;
        }
        Ok(Self(caller))
    }
}

impl FromRequestParts<Arc<App>> for Watcher {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, app).await?;
        match caller.whose {
            Whose::Watcher(link) => Ok(Self { live: caller.live, link }),
            Whose::Owner => Err(ApiError::NotAllowed),
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<App>> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _app: &Arc<App>) -> Result<Self, ApiError> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(params)| Self(params))
            .map_err(|_| ApiError::MalformedQuery)
    }
}

impl FromRequestParts<Arc<App>> for LinkInPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| ApiError::NotFound)?;
        let link =
            params.iter().find(|(name, _)| *name == "link").and_then(|(_, link)| link.parse().ok());
        Ok(Self(link.map(LinkId).ok_or(SessionError::UnknownLink)?))
    }
}

impl FromRequestParts<Arc<App>> for FileInPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| ApiError::NotFound)?;
        let file =
            params.iter().find(|(name, _)| *name == "file").and_then(|(_, file)| file.parse().ok());
        Ok(Self(file.map(FileId).ok_or(SessionError::UnknownFile)?))
    }
}

impl Argument for Caller {
    fn describe(about: &mut About<'_>) {
        about.needs_token();
        about.takes_in_path(
            "id",
            "The session.",
            &json!({ "type": "string", "pattern": "^[A-Za-z0-9_-]{22}$" }),
        );
        about.fails([ApiError::MissingToken, ApiError::WrongToken]);
        let unreadable = StoreError::Unreadable("sessions");
        about.fails([
            SessionError::UnknownSession,
            SessionError::Erased,
            SessionError::LinkDead,
            unreadable.into(),
        ]);
    }
}

impl Argument for Reader {
    fn describe(about: &mut About<'_>) {
        Caller::describe(about);
        about.says("With a watch link only after its holder has joined (`POST …/watchers`).");
        about.fails([SessionError::NotJoined]);
    }
}

impl Argument for Owner {
    fn describe(about: &mut About<'_>) {
        Caller::describe(about);
        about.says("Only with the owner's token.");
        about.fails([ApiError::NotAllowed]);
    }
}

impl Argument for Watcher {
    fn describe(about: &mut About<'_>) {
        Caller::describe(about);
        about.says("Only with the token of a watch link.");
        about.fails([ApiError::NotAllowed]);
    }
}

impl<T: JsonSchema> Argument for Params<T> {
    fn describe(about: &mut About<'_>) {
        about.takes_query::<T>();
        about.fails([ApiError::MalformedQuery]);
    }
}

impl Argument for LinkInPath {
    fn describe(about: &mut About<'_>) {
        about.takes_in_path(
            "link",
            "The number of the link.",
            &json!({ "type": "integer", "minimum": 1 }),
        );
        about.fails([SessionError::UnknownLink]);
    }
}

impl Argument for FileInPath {
    fn describe(about: &mut About<'_>) {
        about.takes_in_path(
            "file",
            "The number of the file.",
            &json!({ "type": "integer", "minimum": 1 }),
        );
        about.fails([SessionError::UnknownFile]);
    }
}

impl Argument for Bytes {
    fn describe(about: &mut About<'_>) {
        about.takes_bytes();
        about.fails([
            ApiError::UnsupportedMediaType,
            ApiError::BodyTooLarge,
            ApiError::BodyTooSlow,
            ApiError::MalformedBody,
        ]);
    }
}

impl<T: JsonSchema> Argument for JsonBody<T> {
    fn describe(about: &mut About<'_>) {
        about.takes::<T>();
        about.fails([
            ApiError::UnsupportedMediaType,
            ApiError::BodyTooLarge,
            ApiError::BodyTooSlow,
            ApiError::MalformedBody,
        ]);
        about.fails([ApiError::UnexpectedBody { detail: String::new() }]);
    }
}

fn bearer(headers: &HeaderMap) -> Result<Token, ApiError> {
    let value = headers.get(header::AUTHORIZATION).ok_or(ApiError::MissingToken)?;
    let value = value.to_str().map_err(|_| ApiError::WrongToken)?;
    let (scheme, token) = value.split_once(' ').ok_or(ApiError::WrongToken)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(ApiError::MissingToken);
    }
    Token::parse(token.trim()).ok_or(ApiError::WrongToken)
}

impl<T: DeserializeOwned> FromRequest<Arc<App>> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _app: &Arc<App>) -> Result<Self, ApiError> {
        read(request).await.map(Self)
    }
}

impl FromRequest<Arc<App>> for Bytes {
    type Rejection = ApiError;

    async fn from_request(request: Request, _app: &Arc<App>) -> Result<Self, ApiError> {
        let body = body(request, "application/octet-stream", MAX_FILE_BYTES, FILE_DEADLINE);
        Ok(Self(body.await?.into()))
    }
}

/// The JSON body of a request.
async fn read<T: DeserializeOwned>(request: Request) -> Result<T, ApiError> {
    let body = body(request, "application/json", MAX_BODY_BYTES, BODY_DEADLINE).await?;
    serde_json::from_slice(&body).map_err(|error| {
        if error.is_data() {
            ApiError::UnexpectedBody {
                detail: format!("line {}, column {}", error.line(), error.column()),
            }
        } else {
            ApiError::MalformedBody
        }
    })
}

/// The body of a request, if it is of this media type.
async fn body(
    request: Request,
    media_type: &str,
    max_bytes: usize,
    deadline: Duration,
) -> Result<axum::body::Bytes, ApiError> {
    // Require this content type, so that a form on another site cannot send the request without
    // a CORS preflight.
    let is_it = |value: &str| {
        value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(media_type))
    };
    let headers = request.headers();
    if !headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(is_it) {
        return Err(ApiError::UnsupportedMediaType);
    }
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok());
    if announced.is_some_and(|length: u64| length > max_bytes as u64) {
        return Err(ApiError::BodyTooLarge);
    }
    match tokio::time::timeout(deadline, to_bytes(request.into_body(), max_bytes)).await {
        Err(_) => Err(ApiError::BodyTooSlow),
        Ok(Err(error)) if is_too_long(&error) => Err(ApiError::BodyTooLarge),
        Ok(Err(_)) => Err(ApiError::MalformedBody),
        Ok(Ok(body)) => Ok(body),
    }
}

fn is_too_long(error: &axum::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::{Body, Bytes};
    use futures_util::stream::{self, StreamExt as _};

    use super::*;

    /// A body that sends one byte and then nothing, or one byte a second. The clock of the test
    /// stands still, and goes on when everything waits.
    #[tokio::test(start_paused = true)]
    async fn a_slow_body_has_a_deadline() {
        let byte = || Ok::<_, Infallible>(Bytes::from_static(b" "));
        let silent = stream::iter([byte()]).chain(stream::pending()).boxed();
        let dripping = stream::unfold((), move |()| async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Some((byte(), ()))
        });
        for body in [silent, dripping.boxed()] {
            let request = Request::post("/")
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from_stream(body))
                .unwrap();
            let refused = read::<serde_json::Value>(request).await;
            assert!(matches!(refused, Err(ApiError::BodyTooSlow)), "{refused:?}");
        }
    }
}
