//! Calls to our own server, typed by [`session::api`].
//!
//! The only module of the application that knows the paths of the API (`boot.js` knows those that
//! it calls itself). The capability travels in the `Authorization` header. A call that fails gives
//! an [`ApiProblem`], and each of them has its own text. Must never put the capability into a path,
//! or wait without a time limit: a dead connection that is never reset also ends in a problem.

use checklist::DeviceSeen;
use checklist::playbook::InputId;
use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use serde::Serialize;
use serde::de::DeserializeOwned;
use session::api::{
    CreateLink, Entries, FirstPage, JoinAsWatcher, LinkCreated, LookRequest, OpenSession, Problem,
    SessionOpened, Snapshot, SubmitTicket, TicketSubmitted,
};
use session::{Command, FileId, LinkId, LinkKind, Rejection, TicketChannel};
use terms::Lang;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal, RequestCredentials};
use words::UiText;

use crate::language::filled;

/// How long the server may take to begin its answer, in milliseconds.
const ANSWER_MS: u32 = 20_000;
/// The same for a file, which is sent first.
const UPLOAD_MS: u32 = 130_000;
/// How long the rest of an answer may take to arrive, in milliseconds: enough for a long list over
/// a slow connection.
const ARRIVAL_MS: u32 = 60_000;

/// A session and the capability to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    /// The session.
    pub(crate) id: String,
    /// The capability.
    pub(crate) token: String,
}

/// Why a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApiProblem {
    /// No answer: this device cannot reach the server.
    Unreachable,
    /// An answer that our server does not send.
    NotUnderstood,
    /// The session, or the link to it, existed and has ended.
    Gone,
    /// There is no such session: it was erased some time ago, or it never existed.
    NoSession,
    /// The capability is not valid for this session.
    NoAccess,
    /// The holder of a watch link has not said who they are, or has left.
    NotJoined,
    /// The watch link was used to join too many times.
    TooManyJoins,
    /// The session has sent too many tickets.
    TooManyTickets,
    /// The log of the session has reached its limit.
    Full,
    /// Too many calls.
    TooMany {
        /// When to try again.
        after_s: u32,
    },
    /// The command is not allowed in the present state of the session.
    Rejected(Rejection),
    /// The server has no such playbook.
    UnknownPlaybook,
    /// The request body is longer than the server accepts.
    TooLarge,
    /// The server failed.
    Server,
    /// A part of the page itself could not be fetched.
    PartMissing,
}

impl ApiProblem {
    /// The text that explains the problem on the page.
    #[must_use]
    pub(crate) fn words(self, lang: Lang) -> String {
        let text = match self {
            Self::Unreachable => UiText::ProblemUnreachable,
            Self::NotUnderstood => UiText::ProblemNotUnderstood,
            Self::Gone | Self::NoSession => UiText::ProblemGone,
            Self::NoAccess => UiText::ProblemNoAccess,
            Self::NotJoined => UiText::WatchReadOnly,
            Self::TooManyJoins => UiText::ProblemTooManyJoins,
            Self::TooManyTickets => UiText::ProblemTooManyTickets,
            Self::Full => UiText::ProblemSessionFull,
            Self::TooMany { after_s } => {
                return filled(lang, UiText::ProblemTooMany, "seconds", &after_s.to_string());
            }
            Self::UnknownPlaybook => UiText::NoPlaybook,
            Self::TooLarge => UiText::TextTooLong,
            Self::Server => UiText::ProblemServer,
            Self::PartMissing => UiText::ProblemPartMissing,
            Self::Rejected(rejection) => match rejection {
                Rejection::StaleStep
                | Rejection::UnknownVersion
                | Rejection::UnknownStep
                | Rejection::NoLook
                | Rejection::NotRunning => UiText::ProblemStale,
                Rejection::ChecksRunning => UiText::ProblemRunning,
                Rejection::TooManyRuns => UiText::ProblemTooManyRuns,
                Rejection::TextTooLong => UiText::TextTooLong,
                Rejection::WrongAnswer | Rejection::MissingInput | Rejection::ListTooLong => {
                    UiText::ProblemAnswer
                }
            },
        };
        text.get(lang).to_owned()
    }

    /// Whether the same call may succeed later without any change by the customer.
    #[must_use]
    pub(crate) const fn may_pass(self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::NotUnderstood
                | Self::TooMany { .. }
                | Self::Server
                | Self::PartMissing
        )
    }

    fn of_code(status: u16, code: &str, after_s: u32) -> Self {
        match (status, code) {
            (_, "unknown_playbook") => Self::UnknownPlaybook,
            (_, "not_joined") => Self::NotJoined,
            (_, "too_many_joins") => Self::TooManyJoins,
            (_, "too_many_tickets") => Self::TooManyTickets,
            (_, "session_full" | "files_full") => Self::Full,
            (401 | 403, _) => Self::NoAccess,
            (_, "unknown_session") => Self::NoSession,
            (404 | 410, _) => Self::Gone,
            (413, _) => Self::TooLarge,
            (429, _) => Self::TooMany { after_s },
            (400 | 409 | 422, _) => {
                json::read_word::<Rejection>(code).map_or(Self::Server, Self::Rejected)
            }
            _ => Self::Server,
        }
    }
}

/// The result of a call.
pub(crate) type Answered<T> = Result<T, ApiProblem>;

fn path(access: &Access, rest: &str) -> String {
    format!("/api/v1/sessions/{}{rest}", access.id)
}

fn request(method: gloo_net::http::Method, path: &str, access: Option<&Access>) -> RequestBuilder {
    let request = RequestBuilder::new(path).method(method).credentials(RequestCredentials::Omit);
    match access {
        Some(access) => request.header("Authorization", &format!("Bearer {}", access.token)),
        None => request,
    }
}

fn get(path: &str, access: Option<&Access>) -> RequestBuilder {
    request(gloo_net::http::Method::GET, path, access).header("Accept", "application/json")
}

async fn refused(response: Response) -> ApiProblem {
    let after_s = response
        .headers()
        .get("Retry-After")
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(60);
    let status = response.status();
    match response.text().await.ok().and_then(|body| json::read::<Problem>(&body).ok()) {
        Some(problem) => ApiProblem::of_code(status, &problem.code, after_s),
        // A gateway between the page and the server sends its own error body.
        None if status >= 500 => ApiProblem::Server,
        None => ApiProblem::NotUnderstood,
    }
}

/// Sends the request and reads the whole answer. Every call except the event stream goes through
/// here.
async fn text(request: RequestBuilder, body: Option<Body>) -> Answered<String> {
    let answer = bytes(request, body).await?;
    String::from_utf8(answer).map_err(|_| ApiProblem::NotUnderstood)
}

/// The same for a file.
async fn bytes(request: RequestBuilder, body: Option<Body>) -> Answered<Vec<u8>> {
    let controller = AbortController::new().map_err(|_| ApiProblem::Unreachable)?;
    let signal = controller.signal();
    let abort_after = |ms| {
        let controller = controller.clone();
        // A timer that is dropped never fires.
        Timeout::new(ms, move || controller.abort())
    };
    let deadline = abort_after(body.as_ref().map_or(ANSWER_MS, |body| body.answer_ms));
    let request = request.abort_signal(Some(&signal));
    let sent = match body {
        Some(Body { kind, content, .. }) => request.header("Content-Type", kind).body(content),
        None => request.build(),
    };
    let response = sent
        .map_err(|_| ApiProblem::Unreachable)?
        .send()
        .await
        .map_err(|_| ApiProblem::Unreachable)?;
    drop(deadline);
    let _deadline = abort_after(ARRIVAL_MS);
    if !response.ok() {
        return Err(refused(response).await);
    }
    response.binary().await.map_err(|_| ApiProblem::Unreachable)
}

async fn read<T: DeserializeOwned>(request: RequestBuilder, body: Option<Body>) -> Answered<T> {
    let answer = text(request, body).await?;
    json::read(&answer).map_err(|json::NotUnderstood| ApiProblem::NotUnderstood)
}

fn post(path: &str, access: Option<&Access>) -> RequestBuilder {
    request(gloo_net::http::Method::POST, path, access).header("Accept", "application/json")
}

/// What a request sends.
struct Body {
    kind: &'static str,
    content: JsValue,
    /// How long it may take until the answer begins, in milliseconds.
    answer_ms: u32,
}

fn body_of<B: Serialize>(body: &B) -> Option<Body> {
    // Request bodies are our own types, and all of them can be written as JSON.
    let content = JsValue::from(serde_json::to_string(body).ok()?);
    Some(Body { kind: "application/json", content, answer_ms: ANSWER_MS })
}

/// Gets the start page: the playbook asked for, or the default one.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn first_page(wished: Option<&str>) -> Answered<FirstPage> {
    let request = get("/api/v1/start", None);
    let request = match wished {
        Some(playbook) => request.query([("playbook", playbook)]),
        None => request,
    };
    read(request, None).await
}

/// Opens a session.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn open(session: &OpenSession) -> Answered<Access> {
    let opened: SessionOpened = read(post("/api/v1/sessions", None), body_of(session)).await?;
    Ok(Access { id: opened.id, token: opened.owner_token })
}

/// Gets everything about a session so far.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn snapshot(access: &Access) -> Answered<Snapshot> {
    read(get(&path(access, ""), Some(access)), None).await
}

/// Gets the log entries after `after`. Only our server knows them, so an answer also proves that
/// this device reaches it.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn entries(access: &Access, after: u64) -> Answered<Entries> {
    read(get(&path(access, "/events"), Some(access)).query([("after", after.to_string())]), None)
        .await
}

/// Opens the stream of log entries after `after`.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn stream(access: &Access, after: u64, abort: &AbortSignal) -> Answered<Response> {
    let request = request(gloo_net::http::Method::GET, &path(access, "/events"), Some(access))
        .query([("after", after.to_string())]);
    let request = request.header("Accept", "text/event-stream").abort_signal(Some(abort));
    let response = request.send().await.map_err(|_| ApiProblem::Unreachable)?;
    if !response.ok() {
        return Err(refused(response).await);
    }
    let is_stream = response
        .headers()
        .get("Content-Type")
        .is_some_and(|kind| kind.starts_with("text/event-stream"));
    if is_stream { Ok(response) } else { Err(ApiProblem::NotUnderstood) }
}

/// Sends a command of the customer. The answer holds the entries that the server appended for it.
///
/// # Errors
/// The problems of any call, and [`ApiProblem::Rejected`].
pub(crate) async fn command(access: &Access, command: &Command) -> Answered<Entries> {
    read(post(&path(access, "/events"), Some(access)), body_of(command)).await
}

/// Starts a look into the mailbox. The password is in the body of this one request.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn look(access: &Access, request: &LookRequest<String>) -> Answered<Entries> {
    read(post(&path(access, "/look"), Some(access)), body_of(request)).await
}

/// Reports that this device reaches the server. The answer is not read, because its entries arrive
/// with the session anyway: the start form calls this function and must not bring in the code that
/// reads a log.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn report_online(access: &Access) -> Answered<()> {
    let measured = Command::MeasureDevice { seen: DeviceSeen::Online };
    text(post(&path(access, "/events"), Some(access)), body_of(&measured)).await.map(drop)
}

/// Gives a file beside an input.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn give_file(
    access: &Access,
    input: &InputId,
    name: &str,
    content: JsValue,
) -> Answered<Entries> {
    let request = post(&path(access, "/files"), Some(access));
    let request = request.query([("input", input.0.as_str()), ("name", name)]);
    let kind = "application/octet-stream";
    read(request, Some(Body { kind, content, answer_ms: UPLOAD_MS })).await
}

/// Takes a file back.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn take_file_back(access: &Access, file: FileId) -> Answered<Entries> {
    let path = path(access, &format!("/files/{}", file.0));
    read(request(gloo_net::http::Method::DELETE, &path, Some(access)), None).await
}

/// Creates a watch link.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn create_watch_link(access: &Access, hours: u32) -> Answered<LinkCreated> {
    let wanted = CreateLink { kind: LinkKind::Watch, hours };
    read(post(&path(access, "/links"), Some(access)), body_of(&wanted)).await
}

/// Revokes a link.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn revoke_link(access: &Access, link: LinkId) -> Answered<()> {
    delete(access, &format!("/links/{}", link.0)).await
}

/// Reports that an agent has started to watch.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn join(access: &Access, name: &str) -> Answered<()> {
    let name = JoinAsWatcher { name: name.to_owned() };
    text(post(&path(access, "/watchers"), Some(access)), body_of(&name)).await.map(drop)
}

/// Reports that the agent has stopped watching.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn leave(access: &Access) -> Answered<()> {
    delete(access, "/watchers").await
}

/// Submits the ticket. Submitting the same ticket twice creates only one.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn submit_ticket(
    access: &Access,
    channel: TicketChannel,
    left_out: Vec<String>,
    are_addresses_masked: bool,
) -> Answered<TicketSubmitted> {
    let ticket = SubmitTicket { channel, left_out, are_addresses_masked };
    read(post(&path(access, "/ticket"), Some(access)), body_of(&ticket)).await
}

/// What the customer chose in the review of a ticket.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// The names of the lines to omit.
    pub(crate) left_out: Vec<String>,
    /// Whether the names in addresses are replaced.
    pub(crate) are_masked: bool,
}

/// Gets the report as a file: `html`, `json` or `zip`. Without a choice, that of the last ticket
/// holds.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn report(
    access: &Access,
    format: &str,
    choice: Option<Choice>,
) -> Answered<Vec<u8>> {
    // Names of ticket lines contain no character that a URL would have to escape.
    let query = choice.map_or_else(String::new, |Choice { left_out, are_masked }| {
        let mask = if are_masked { "&mask=addresses" } else { "" };
        format!("?left_out={}{mask}", left_out.join(","))
    });
    let path = path(access, &format!("/report.{format}{query}"));
    bytes(request(gloo_net::http::Method::GET, &path, Some(access)), None).await
}

/// Erases the session.
///
/// # Errors
/// The problems of any call.
pub(crate) async fn erase(access: &Access) -> Answered<()> {
    delete(access, "").await
}

async fn delete(access: &Access, rest: &str) -> Answered<()> {
    text(request(gloo_net::http::Method::DELETE, &path(access, rest), Some(access)), None)
        .await
        .map(drop)
}
