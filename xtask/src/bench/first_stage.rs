//! From the click to the first stage on the screen: what a customer waits before something happens.
//!
//! Talks to a running demo over one plain HTTP/1.1 connection for each request, as the page does.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// The median over `count` sessions, in milliseconds.
///
/// # Errors
/// When the demo does not start or answers something else.
pub(super) fn median_ms(binary: &Path, domain: &str, count: usize) -> Result<f64> {
    let demo = Demo::start(binary)?;
    let mut figures = Vec::new();
    for _ in 0..=count {
        figures.push(demo.first_stage_ms(domain)?);
    }
    // The first session warms the demo up.
    super::measure::median(figures.split_off(1))
}

struct Demo {
    child: Child,
    host: String,
}

impl Demo {
    fn start(binary: &Path) -> Result<Self> {
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

    fn first_stage_ms(&self, domain: &str) -> Result<f64> {
        let body =
            json!({ "playbook": "seit", "lang": "it", "inputs": { "mailbox": { "mailbox": format!("anna@{domain}") } } }).to_string();
        let began = Instant::now();
        let mut answer = self.request("POST", "/api/v1/sessions", None, &body)?;
        let opened: Value =
            serde_json::from_str(&answer.rest()?).context("the answer is not JSON")?;
        let text = |name: &str| {
            opened
                .get(name)
                .and_then(Value::as_str)
                .map(ToOwned::to_owned)
                .with_context(|| format!("no {name} in {opened}"))
        };
        let (events, token) =
            (format!("/api/v1/sessions/{}/events", text("id")?), text("owner_token")?);
        // What the page does by itself: its device has just reached the server.
        self.request(
            "POST",
            &events,
            Some(&token),
            &json!({ "measure_device": { "seen": "online" } }).to_string(),
        )?
        .rest()?;
        let mut stream = self.request("GET", &events, Some(&token), "")?;
        loop {
            let line = stream.line()?;
            if line.contains("\"probed\"") && line.contains("\"stage\"") {
                return Ok(began.elapsed().as_secs_f64() * 1000.0);
            }
        }
    }

    fn request(&self, method: &str, path: &str, token: Option<&str>, body: &str) -> Result<Answer> {
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

struct Answer(BufReader<TcpStream>);

impl Answer {
    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            bail!("the answer ended early");
        }
        Ok(line.trim_end().to_owned())
    }

    fn rest(&mut self) -> Result<String> {
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
