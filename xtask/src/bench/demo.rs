//! A demo of the release binary, and requests to it.
//!
//! One plain HTTP/1.1 connection for each request.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// A running `sportello demo`, which ends with its owner.
pub(super) struct Demo {
    child: Child,
    host: String,
}

impl Demo {
    /// Starts it.
    ///
    /// # Errors
    /// When it does not start.
    pub(super) fn start(binary: &Path) -> Result<Self> {
        let mut child = Command::new(binary)
            .args(["demo", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut lines =
            BufReader::new(child.stdout.take().context("the demo has no output")?).lines();
        let host = loop {
            let line = lines.next().context("the demo did not print its URL")??;
            if let Some((_, rest)) = line.split_once("http://") {
                break rest.split(['/', ' ']).next().unwrap_or_default().to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, host })
    }

    /// The process id.
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Opens a session with one input, and returns its path and its owner's token.
    ///
    /// # Errors
    /// When the demo answers something else.
    pub(super) fn open(
        &self,
        playbook: &str,
        input: &str,
        given: &Value,
    ) -> Result<(String, String)> {
        let body = json!({ "playbook": playbook, "lang": "it", "inputs": { input: given } });
        let mut answer = self.request("POST", "/api/v1/sessions", None, &body.to_string())?;
        let opened: Value =
            serde_json::from_str(&answer.rest()?).context("the answer is not JSON")?;
        let text = |name: &str| {
            let text = opened.get(name).and_then(Value::as_str);
            text.map(ToOwned::to_owned).with_context(|| format!("no {name} in {opened}"))
        };
        Ok((format!("/api/v1/sessions/{}", text("id")?), text("owner_token")?))
    }

    /// One request; the answer is read after its head.
    ///
    /// # Errors
    /// When the answer is not a success.
    pub(super) fn request(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &str,
    ) -> Result<Answer> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let authorization = token
            .map(|token| format!("Authorization: Bearer {token}\r\nAccept: text/event-stream\r\n"))
            .unwrap_or_default();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{authorization}Connection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n",
            self.host
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut answer = Answer(BufReader::new(stream));
        let status = answer.line()?;
        if !status.contains(" 20") {
            bail!("{method} {path}: {status}");
        }
        while !answer.line()?.is_empty() {}
        Ok(answer)
    }
}

/// What an answer says.
pub(super) struct Answer(BufReader<TcpStream>);

impl Answer {
    /// The next line.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            bail!("the answer ended early");
        }
        Ok(line.trim_end().to_owned())
    }

    /// All other lines.
    ///
    /// # Errors
    /// When the connection breaks.
    pub(super) fn rest(&mut self) -> Result<String> {
        let mut rest = String::new();
        while self.0.read_line(&mut rest)? > 0 {}
        Ok(rest)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
