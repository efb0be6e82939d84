//! Errors as problem documents (RFC 9457). Programs decide by the code; `docs/api.md` lists the
//! codes.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use session::Rejection;
use session::api::Problem;

use crate::sessions::SessionError;
use crate::telemetry::Causes;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    /// No resource has this path.
    #[error("there is nothing at this path")]
    NotFound,
    /// The path does not support this method.
    #[error("the path does not take this method")]
    MethodNotAllowed,
    /// The request has no `Host` header, more than one, or a malformed one.
    #[error("a request has one well-formed `Host` header")]
    MalformedHost,
    /// The request has no bearer token.
    #[error("a bearer token is needed")]
    MissingToken,
    /// The token is not valid for this session.
    #[error("the token does not open this session")]
    WrongToken,
    /// The token does not permit this operation.
    #[error("a watch link can only watch")]
    NotAllowed,
    /// The content type of the body is not JSON.
    #[error("the body is not `application/json`")]
    UnsupportedMediaType,
    /// The body exceeds the size limit.
    #[error("the body is too large")]
    BodyTooLarge,
    /// The body did not arrive in time.
    #[error("the body did not arrive in time")]
    BodyTooSlow,
    /// The body has no valid JSON syntax.
    #[error("the body is not JSON")]
    MalformedBody,
    /// The body is JSON, but does not have the expected structure.
    #[error("the body does not have the expected form")]
    UnexpectedBody {
        /// The place of the error; never a value from the body.
        detail: String,
    },
    /// A parameter of the query is invalid.
    #[error("a parameter of the query cannot be read")]
    MalformedQuery,
    /// The operation on the session failed.
    #[error(transparent)]
    Session(#[from] SessionError),
}

impl ApiError {
    /// Status and stable code.
    pub(super) fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::MalformedHost => (StatusCode::BAD_REQUEST, "malformed_host"),
            Self::MissingToken => (StatusCode::UNAUTHORIZED, "missing_token"),
            Self::WrongToken => (StatusCode::UNAUTHORIZED, "wrong_token"),
            Self::NotAllowed => (StatusCode::FORBIDDEN, "not_allowed"),
            Self::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            Self::BodyTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"),
            Self::BodyTooSlow => (StatusCode::REQUEST_TIMEOUT, "body_too_slow"),
            Self::MalformedBody => (StatusCode::BAD_REQUEST, "malformed_body"),
            Self::UnexpectedBody { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "malformed_body"),
            Self::MalformedQuery => (StatusCode::BAD_REQUEST, "malformed_query"),
            Self::Session(error) => session_error(error),
        }
    }

    /// When a client may try again, in seconds, if it may.
    pub(super) const fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::Session(SessionError::TooManyRequests { retry_after_s }) => Some(*retry_after_s),
            Self::Session(
                SessionError::TooManyStreams | SessionError::Busy | SessionError::Store(_),
            ) => Some(10),
            _ => None,
        }
    }
}

fn session_error(error: &SessionError) -> (StatusCode, &'static str) {
    match error {
        SessionError::UnknownSession => (StatusCode::NOT_FOUND, "unknown_session"),
        SessionError::Erased => (StatusCode::GONE, "erased"),
        SessionError::UnknownPlaybook => (StatusCode::NOT_FOUND, "unknown_playbook"),
        SessionError::UnknownLink => (StatusCode::NOT_FOUND, "unknown_link"),
        SessionError::LinkDead => (StatusCode::GONE, "link_ended"),
        SessionError::LinkRefused => (StatusCode::UNPROCESSABLE_ENTITY, "link_refused"),
        SessionError::TooManyLinks => (StatusCode::CONFLICT, "too_many_links"),
        SessionError::TooManyStreams => (StatusCode::TOO_MANY_REQUESTS, "too_many_streams"),
        SessionError::NameRefused => (StatusCode::UNPROCESSABLE_ENTITY, "name_refused"),
        SessionError::NotJoined => (StatusCode::FORBIDDEN, "not_joined"),
        SessionError::TooManyJoins => (StatusCode::CONFLICT, "too_many_joins"),
        SessionError::ChannelUnavailable => (StatusCode::CONFLICT, "channel_unavailable"),
        SessionError::TooManyTickets => (StatusCode::CONFLICT, "too_many_tickets"),
        SessionError::UnknownFile => (StatusCode::NOT_FOUND, "unknown_file"),
        SessionError::FileRefused => (StatusCode::UNPROCESSABLE_ENTITY, "file_refused"),
        SessionError::FilesFull => (StatusCode::CONFLICT, "files_full"),
        SessionError::Full => (StatusCode::CONFLICT, "session_full"),
        SessionError::TooManyRequests { .. } => {
            (StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
        }
        SessionError::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        SessionError::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, "store_failed"),
        SessionError::Randomness | SessionError::Internal => {
            (StatusCode::INTERNAL_SERVER_ERROR, "internal")
        }
        SessionError::Rejected(rejection) => match rejection {
            Rejection::UnknownStep => (StatusCode::UNPROCESSABLE_ENTITY, "unknown_step"),
            Rejection::UnknownVersion => (StatusCode::CONFLICT, "unknown_version"),
            Rejection::WrongAnswer => (StatusCode::UNPROCESSABLE_ENTITY, "wrong_answer"),
            Rejection::MissingInput => (StatusCode::UNPROCESSABLE_ENTITY, "missing_input"),
            Rejection::TextTooLong => (StatusCode::UNPROCESSABLE_ENTITY, "text_too_long"),
            Rejection::ListTooLong => (StatusCode::UNPROCESSABLE_ENTITY, "list_too_long"),
            Rejection::StaleStep => (StatusCode::CONFLICT, "stale_step"),
            Rejection::ChecksRunning => (StatusCode::CONFLICT, "checks_running"),
            Rejection::TooManyRuns => (StatusCode::CONFLICT, "too_many_runs"),
            Rejection::NoLook => (StatusCode::CONFLICT, "no_look"),
            Rejection::NotRunning => (StatusCode::CONFLICT, "not_running"),
        },
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        // That the server is busy is said elsewhere, once a minute.
        if status.is_server_error() && !matches!(self, Self::Session(SessionError::Busy)) {
            tracing::error!(error = %Causes(&self), code, "a request failed");
        }
        let retry_after_s = self.retry_after_s();
        let problem = Problem {
            kind: format!("urn:sportello:problem:{code}"),
            status: status.as_u16(),
            code: code.to_owned(),
            title: self.to_string(),
            detail: match self {
                Self::UnexpectedBody { detail } => Some(detail),
                _ => None,
            },
        };
        let mut response = (status, axum::Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(retry_after_s) = retry_after_s {
            headers.insert(header::RETRY_AFTER, retry_after_s.into());
        }
        response
    }
}

/// The handler for a path that does not support the method.
pub(super) async fn method_not_allowed() -> ApiError {
    ApiError::MethodNotAllowed
}

/// The handler for everything but health on a connection beyond the limits.
pub(super) async fn no_room() -> ApiError {
    SessionError::Busy.into()
}
