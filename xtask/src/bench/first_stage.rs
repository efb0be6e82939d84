//! From the click to the first stage on the screen: what a customer waits before something happens.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use serde_json::json;

use super::demo::Demo;

/// The median over `count` sessions, in milliseconds.
///
/// # Errors
/// When the demo does not start or answers something else.
pub(super) fn median_ms(binary: &Path, domain: &str, count: usize) -> Result<f64> {
    let demo = Demo::start(binary)?;
    let mut figures = Vec::new();
    for _ in 0..=count {
        figures.push(one_ms(&demo, domain)?);
    }
    // The first session warms the demo up.
    super::measure::median(figures.split_off(1))
}

fn one_ms(demo: &Demo, domain: &str) -> Result<f64> {
    let began = Instant::now();
    let mailbox = json!({ "mailbox": format!("anna@{domain}") });
    let (session, token) = demo.open("seit", "mailbox", &mailbox)?;
    let events = format!("{session}/events");
    // What the page does by itself: its device has just reached the server.
    let measured = json!({ "measure_device": { "seen": "online" } }).to_string();
    demo.request("POST", &events, Some(&token), &measured)?.rest()?;
    let mut stream = demo.request("GET", &events, Some(&token), "")?;
    loop {
        let line = stream.line()?;
        if line.contains("\"probed\"") && line.contains("\"stage\"") {
            return Ok(began.elapsed().as_secs_f64() * 1000.0);
        }
    }
}
