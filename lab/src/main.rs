//! The lab as a program, to try things by hand and for the benchmark: `cargo run -p lab`.
//!
//! Prints one line of JSON (resolver, authority, routes), then runs until its standard input is
//! closed, so that it never outlives the process that started it. It listens on loopback, or on the
//! address that it is given.
#![expect(clippy::print_stdout, reason = "its one line of output is its interface")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use lab::{Lab, LabError, LabOptions};
use tokio::io::AsyncReadExt as _;

#[tokio::main]
async fn main() -> Result<ExitCode, LabError> {
    let mut options = LabOptions::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        options = match (name.as_str(), value.parse(), value.parse()) {
            ("--latency-ms", Ok(latency_ms), _) => options.with_latency_ms(latency_ms),
            ("--address", _, Ok(address)) => options.with_address(address),
            ("--nagle", Ok(given), _) => options.with_nagle(given == 1),
            _ => {
                println!("usage: lab [--latency-ms N] [--address IP] [--nagle 0|1]");
                return Ok(ExitCode::from(64));
            }
        };
    }
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
