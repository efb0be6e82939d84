//! The lab as a program, to try things by hand and for the benchmark: `cargo run -p lab`.
//!
//! Prints one line of JSON (resolver, authority, routes), then runs until its standard input is
//! closed, so that it never outlives the process that started it. It listens on loopback only.
#![expect(clippy::print_stdout, reason = "its one line of output is its interface")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use lab::{Lab, LabError, LabOptions};
use tokio::io::AsyncReadExt as _;

#[tokio::main]
async fn main() -> Result<ExitCode, LabError> {
    let mut arguments = std::env::args().skip(1);
    let options = match (
        arguments.next().as_deref(),
        arguments.next().and_then(|value| value.parse().ok()),
    ) {
        (None, _) => LabOptions::default(),
        (Some("--latency-ms"), Some(latency_ms)) => {
            LabOptions::default().with_latency_ms(latency_ms)
        }
        _ => {
            println!("usage: lab [--latency-ms N]");
            return Ok(ExitCode::from(64));
        }
    };
    let lab = Lab::start_with(options).await?;
    let mut routes = BTreeMap::new();
    for (wanted, route) in lab.routes() {
        routes.insert(wanted.to_string(), route.to_string());
    }
    let about = serde_json::json!({ "resolver": lab.resolver().to_string(), "authority_pem": lab.authority_pem(), "routes": routes });
    println!("{about}");
    let mut input = tokio::io::stdin();
    let mut ignored = [0; 256];
    while input.read(&mut ignored).await.is_ok_and(|count| count > 0) {}
    lab.stop().await;
    Ok(ExitCode::SUCCESS)
}
