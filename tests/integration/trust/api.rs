//! The few calls that these tests make. Must never retry: a call that failed is not acknowledged.

use eventsource_stream::Eventsource as _;
use futures_util::{Stream, StreamExt as _};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

/// A session, its owner's token, and the entries that the server acknowledged.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    pub(super) client: Client,
    pub(super) url: String,
    pub(super) token: String,
    pub(super) acknowledged: Vec<Value>,
}

impl Customer {
    /// Opens a session, which starts its checks; `None` if the server did not acknowledge it.
    pub(super) async fn open(client: &Client, server: &str, mailbox: &str) -> Option<Self> {
        let body = json!({ "playbook": "generic", "lang": "it", "inputs": { "mailbox": { "mailbox": mailbox } } });
        let sent = client.post(format!("{server}/api/v1/sessions")).json(&body).send().await;
        let opened: Value = acknowledged(sent.ok()?).await?;
        let (id, token) = (opened["id"].as_str()?, opened["owner_token"].as_str()?);
        Some(Self {
            client: client.clone(),
            url: format!("{server}/api/v1/sessions/{id}"),
            token: token.to_owned(),
            acknowledged: Vec::new(),
        })
    }

    /// Changes the language, and keeps the entries of the answer; `None` without an answer.
    pub(super) async fn write(&mut self, lang: &str) -> Option<()> {
        let body = json!({ "change_language": { "lang": lang } });
        let sent = self.post("/events", &body).send().await;
        let answer = acknowledged(sent.ok()?).await?;
        self.acknowledged.extend(answer["entries"].as_array()?.iter().cloned());
        Some(())
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.client.post(format!("{}{path}", self.url)).bearer_auth(&self.token).json(body)
    }

    /// The log.
    pub(super) async fn log(&self) -> Vec<Value> {
        let list = self.client.get(format!("{}/events?after=0", self.url)).bearer_auth(&self.token);
        let list = list.send().await.expect("the server answers");
        let list = acknowledged(list).await.expect("the session is there");
        list["entries"].as_array().expect("a list").clone()
    }

    /// The entries after `after`, as they are written.
    pub(super) async fn follow(&self, after: u64) -> impl Stream<Item = Value> + Unpin + use<> {
        let request = self.client.get(format!("{}/events", self.url)).bearer_auth(&self.token);
        let request = request.header("Accept", "text/event-stream").header("Last-Event-ID", after);
        let response = request.send().await.expect("the server answers");
        assert_eq!(response.status().as_u16(), 200);
        Box::pin(response.bytes_stream().eventsource().filter_map(async |event| {
            let event = event.ok().filter(|event| event.event == "entry")?;
            serde_json::from_str(&event.data).ok()
        }))
    }
}

/// The number of an entry.
pub(super) fn seq(entry: &Value) -> u64 {
    entry["seq"].as_u64().expect("an entry has a number")
}

/// Asserts that a log has no gap, and has each acknowledged entry once and unchanged.
#[track_caller]
pub(super) fn check_log(log: &[Value], acknowledged: &[Value]) {
    let numbers: Vec<u64> = log.iter().map(seq).collect();
    assert_eq!(numbers, (1..).take(log.len()).collect::<Vec<u64>>());
    for entry in acknowledged {
        let place = usize::try_from(seq(entry)).expect("a small number") - 1;
        assert_eq!(log.get(place), Some(entry), "an acknowledged entry");
    }
}

async fn acknowledged(response: Response) -> Option<Value> {
    if !response.status().is_success() {
        return None;
    }
    response.json().await.ok()
}
