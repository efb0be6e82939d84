//! A server that listens on loopback, a lab behind it, and the calls of a client.

use std::path::PathBuf;
use std::time::Duration;

use eventsource_stream::{Event as StreamEvent, Eventsource as _};
use futures_util::{Stream, StreamExt as _};
use probe_server::config::Config;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use session::LogEntry;
use session::api::{LinkCreated, SessionOpened};
use tests::served::Served;

use super::description;

/// The time limit for everything in these tests.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A server with its lab. The lab is kept when the server is started again.
pub(crate) struct World {
    pub(crate) client: Client,
    served: Served,
}

/// An answer that was read completely.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
    /// The body as it was sent; `text` shows it, with what is not UTF-8 replaced.
    pub(crate) body: Vec<u8>,
}

/// A session and a capability for it.
pub(crate) struct Session<'a> {
    pub(crate) world: &'a World,
    pub(crate) id: String,
    pub(crate) token: String,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::start_with(|config| config).await
    }

    /// Starts a server with the tests' own playbook and the settings of the demonstration, changed
    /// by `change`.
    pub(crate) async fn start_with(change: impl FnOnce(Config) -> Config) -> Self {
        let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/playbooks");
        let served =
            Served::start_with(|config| change(Config { playbooks: Some(fixtures), ..config }))
                .await;
        let client = Client::builder().timeout(PATIENCE).build().expect("a client can be made");
        Self { client, served }
    }

    /// Stops the server as SIGTERM does, and returns how long that took.
    pub(crate) async fn stop_serving(&mut self) -> Duration {
        self.served.stop_serving().await
    }

    /// Starts it again on the same store.
    pub(crate) async fn serve_again(&mut self) {
        self.served.serve_again().await;
    }

    /// Whether any file of the store contains these bytes.
    pub(crate) fn stores(&self, needle: &str) -> bool {
        let files = std::fs::read_dir(self.served.folder()).expect("the folder is there");
        files.into_iter().any(|file| {
            let bytes = std::fs::read(file.expect("a file").path()).expect("the file is read");
            bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
        })
    }

    /// How many logins the server of this domain's mailboxes has received, on both ports of IMAP.
    pub(crate) fn login_count(&self, domain: &str) -> usize {
        let case = lab::cases().iter().find(|case| case.domain == domain).expect("a case");
        let ports = |peer: &&lab::case::Peer| [143, 993].contains(&peer.address.port());
        let peers = case.peers.iter().filter(ports);
        peers.map(|peer| self.served.lab().login_count(peer.address)).sum()
    }

    /// The database file.
    pub(crate) fn data(&self) -> PathBuf {
        self.served.folder().join("log.sqlite")
    }

    /// The server's address, without a slash at the end.
    pub(crate) fn url(&self) -> &str {
        self.served.url()
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.served.url()))
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    pub(crate) async fn open(&self, mailbox: &str) -> Session<'_> {
        self.open_with("short", mailbox).await
    }

    pub(crate) async fn open_with(&self, playbook: &str, mailbox: &str) -> Session<'_> {
        self.open_as(&json!({ "playbook": playbook, "lang": "it", "inputs": { "mailbox": { "mailbox": mailbox } } })).await
    }

    pub(crate) async fn open_as(&self, body: &Value) -> Session<'_> {
        self.opened(self.request(Method::POST, "/api/v1/sessions").json(body)).await
    }

    /// A session of a client with this address, behind one trusted proxy.
    pub(crate) async fn open_from(
        &self,
        client: &str,
        playbook: &str,
        mailbox: &str,
    ) -> Session<'_> {
        let body = json!({ "playbook": playbook, "lang": "it", "inputs": { "mailbox": { "mailbox": mailbox } } });
        let request = self.request(Method::POST, "/api/v1/sessions").json(&body);
        self.opened(request.header("x-forwarded-for", client)).await
    }

    async fn opened(&self, request: RequestBuilder) -> Session<'_> {
        let opened = answer(request).await;
        assert_eq!(opened.status, StatusCode::CREATED, "{opened:?}");
        let opened: SessionOpened = opened.read();
        Session { world: self, id: opened.id, token: opened.owner_token }
    }
}

/// Sends a request, and compares the response with the OpenAPI document.
pub(crate) async fn answer(request: RequestBuilder) -> Answer {
    let (client, request) = request.build_split();
    let request = request.expect("a request");
    let (method, path) = (request.method().clone(), request.url().path().to_owned());
    let sent = request.body().and_then(reqwest::Body::as_bytes).map(<[u8]>::to_vec);
    let response = client.execute(request).await.expect("the server answers");
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.bytes().await.expect("the answer is read").to_vec();
    let answer =
        Answer { status, headers, text: String::from_utf8_lossy(&body).into_owned(), body };
    description::check(&method, &path, sent.as_deref(), &answer);
    answer
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Asserts that a text of a JSON document contains `expected`, and that none contains a hidden
    /// character.
    pub(crate) fn shows(&self, expected: &str) {
        fn collect(value: &Value, texts: &mut Vec<String>) {
            match value {
                Value::String(text) => texts.push(text.clone()),
                Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
                Value::Object(fields) => {
                    fields.values().for_each(|value| collect(value, texts));
                }
                _ => {}
            }
        }
        let mut texts = Vec::new();
        collect(&self.json(), &mut texts);
        assert!(texts.iter().any(|text| text.contains(expected)), "{texts:?}");
        let is_hidden = |part: char| part != '\n' && terms::visible::is_hidden(part);
        let hidden: Vec<&String> = texts.iter().filter(|text| text.contains(is_hidden)).collect();
        assert!(hidden.is_empty(), "{hidden:?}");
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Status and code of a problem document; also asserts its format.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem: session::api::Problem = self.read();
        assert_eq!(problem.status, self.status.as_u16());
        assert_eq!(problem.kind, format!("urn:sportello:problem:{}", problem.code));
        (problem.status, problem.code)
    }
}

impl<'a> Session<'a> {
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/api/v1/sessions/{}{rest}", self.id)
    }

    pub(crate) fn request(&self, method: Method, rest: &str) -> RequestBuilder {
        self.world.request(method, &self.path(rest)).bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, rest: &str) -> Answer {
        answer(self.request(Method::GET, rest)).await
    }

    pub(crate) async fn post(&self, rest: &str, body: &Value) -> Answer {
        answer(self.request(Method::POST, rest).json(body)).await
    }

    pub(crate) async fn delete(&self, rest: &str) -> Answer {
        answer(self.request(Method::DELETE, rest)).await
    }

    /// The log entries after `seq`, by polling.
    pub(crate) async fn log_after(&self, seq: u64) -> Vec<LogEntry> {
        let list = self.get(&format!("/events?after={seq}")).await;
        assert_eq!(list.status, StatusCode::OK, "{list:?}");
        list.read::<session::api::Entries>().entries
    }

    pub(crate) async fn log(&self) -> Vec<LogEntry> {
        self.log_after(0).await
    }

    /// A stream of the log; `last_event_id` is sent as by a client that reconnects.
    pub(crate) async fn stream(
        &self,
        last_event_id: Option<u64>,
    ) -> impl Stream<Item = StreamEvent> + Unpin + use<> {
        let mut request = self
            .world
            .request(Method::GET, &self.path("/events"))
            .bearer_auth(&self.token)
            .header(ACCEPT, "text/event-stream");
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id);
        }
        let response = request.send().await.expect("the server answers");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[CONTENT_TYPE], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        Box::pin(
            response
                .bytes_stream()
                .eventsource()
                .map(|event| event.expect("the stream is well formed")),
        )
    }

    /// Follows the log until an entry matches, and returns all entries up to it.
    pub(crate) async fn until(&self, fits: impl Fn(&LogEntry) -> bool) -> Vec<LogEntry> {
        let mut stream = self.stream(None).await;
        let mut seen = Vec::new();
        let follow = async {
            while let Some(event) = stream.next().await {
                let entry = entry(&event);
                let is_it = fits(&entry);
                seen.push(entry);
                if is_it {
                    return;
                }
            }
            panic!("the stream ended before it came");
        };
        tokio::time::timeout(PATIENCE, follow).await.expect("it comes in time");
        seen
    }

    /// Creates a watch link, and returns the session as its holder sees it after saying who they
    /// are.
    pub(crate) async fn share_and_join(&self, name: &str) -> (u32, Session<'a>) {
        let (link, watcher) = self.share().await;
        let joined = watcher.post("/watchers", &json!({ "name": name })).await;
        assert_eq!(joined.status, StatusCode::NO_CONTENT, "{joined:?}");
        (link, watcher)
    }

    /// Creates a watch link, and returns the session as its holder reaches it before joining.
    pub(crate) async fn share(&self) -> (u32, Session<'a>) {
        let made = self.post("/links", &json!({ "kind": "watch", "hours": 24 })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let made: LinkCreated = made.read();
        (made.link.0, Session { world: self.world, id: self.id.clone(), token: made.token })
    }
}

/// The entry in an event of the stream; asserts that its `id` is the entry's sequence number.
pub(crate) fn entry(event: &StreamEvent) -> LogEntry {
    assert_eq!(event.event, "entry", "{event:?}");
    description::check_entry(&event.data);
    let entry: LogEntry = serde_json::from_str(&event.data).expect("data is an entry");
    assert_eq!(event.id, entry.seq.to_string());
    entry
}
