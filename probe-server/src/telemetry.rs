//! The server's own log, on standard error.
//!
//! Must never contain a mail address, a domain being diagnosed, a token, a session id (only its
//! fingerprint) or anything
//! that a server or a customer sent. The request log has the method, the path template, the status
//! and the duration.

use std::error::Error;
use std::fmt;
use std::io::IsTerminal as _;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Level, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

/// What is logged when `RUST_LOG` is not set or cannot be read.
const USUAL: &str = "info,sqlx=warn";

/// The crates whose lines are ours, and may be as detailed as `RUST_LOG` says.
const OURS: [&str; 2] = ["probe_server", "lab"];

/// The crates whose lines contain names and addresses at every level.
const TALKATIVE: [&str; 3] = ["hickory_resolver", "hickory_net", "hickory_proto"];

/// Sets up logging; `RUST_LOG` sets the filter. A second call has no effect.
pub fn start() {
    let wanted = std::env::var(EnvFilter::DEFAULT_ENV).unwrap_or_default();
    let _ = log(&wanted, std::io::stderr, std::io::stderr().is_terminal()).try_init();
}

/// The log with the filter `wanted`. The lines of other crates are left out where they may contain
/// a name, whatever the filter says: at the levels for their own developers, and those of the
/// resolver altogether.
fn log<W>(wanted: &str, writer: W, has_colour: bool) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder()
        .parse(if wanted.is_empty() { USUAL } else { wanted })
        .unwrap_or_else(|_| EnvFilter::new(USUAL));
    let names_nobody = filter_fn(|line| {
        let of = |crates: &[&str]| {
            let name = line.target().split("::").next().unwrap_or_default();
            crates.contains(&name)
        };
        of(&OURS) || (*line.level() <= Level::INFO && !of(&TALKATIVE))
    });
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(has_colour);
    tracing_subscriber::registry().with(lines.with_filter(filter).with_filter(names_nobody))
}

/// An error with its causes, each of which explains the one before it.
pub(crate) struct Causes<'a>(pub(crate) &'a (dyn Error + 'static));

impl fmt::Display for Causes<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = self.0.to_string();
        formatter.write_str(&said)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            let text = error.to_string();
            // Some errors repeat their cause.
            if !said.ends_with(&text) {
                write!(formatter, ": {text}")?;
                said = text;
            }
            cause = error.source();
        }
        Ok(())
    }
}

/// Logs one line for each request.
pub(crate) async fn log_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(none)".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let elapsed_ms = started.elapsed().as_millis();
    tracing::info!(%method, path, status = response.status().as_u16(), elapsed_ms, "request");
    response
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use mail::Domain;

    use crate::net::{Net, NetConfig};
    use crate::probes::{HostPolicy, Request, diagnose};

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// What is logged while a domain of the lab is diagnosed.
    fn logged(wanted: &str) -> String {
        let written = Written::default();
        let writer = written.clone();
        let subscriber = log(wanted, move || writer.clone(), false);
        // One thread, because the log of a test is that of its thread.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        tracing::subscriber::with_default(subscriber, || {
            runtime.block_on(async {
                tracing::trace!("the finest line of our own");
                let lab = lab::Lab::start().await.unwrap();
                let net = Net::new(NetConfig {
                    nameservers: vec![lab.resolver()],
                    ..NetConfig::default()
                })
                .unwrap();
                let request = Request {
                    domain: Domain::parse("bottega.test").unwrap(),
                    checks: diagnosis::probe::CheckKind::ALL.to_vec(),
                    hosts: HostPolicy::default(),
                    shared: None,
                };
                let (sink, mut receiver) = tokio::sync::mpsc::channel(8);
                let stop = tokio_util::sync::CancellationToken::new();
                let collect = async { while receiver.recv().await.is_some() {} };
                tokio::join!(diagnose(request, &net, sink, stop), collect);
            });
        });
        let bytes = written.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn no_filter_lets_a_domain_into_the_log() {
        for (wanted, is_ours_seen) in [
            ("trace", true),
            ("trace,hickory_resolver=trace,hickory_net=trace,hickory_proto=trace", true),
            ("hickory_resolver=trace,hickory_net::udp=trace", false),
            ("[{name=bottega.test}]=trace", false),
            ("", false),
        ] {
            let text = logged(wanted);
            assert!(!text.contains("bottega"), "{wanted:?}: {text}");
            assert_eq!(text.contains("the finest line of our own"), is_ours_seen, "{wanted:?}");
        }
    }

    #[derive(Debug, thiserror::Error)]
    enum Layer {
        #[error("it was not stored")]
        Outer(#[source] Box<Layer>),
        #[error("the store failed: {0}")]
        Repeats(#[source] Box<Layer>),
        #[error("disk I/O error")]
        Inner,
    }

    #[test]
    fn an_error_says_its_causes_once() {
        let inner = || Box::new(Layer::Inner);
        assert_eq!(Causes(&Layer::Outer(inner())).to_string(), "it was not stored: disk I/O error");
        let all = Layer::Outer(Box::new(Layer::Repeats(inner())));
        assert_eq!(Causes(&all).to_string(), "it was not stored: the store failed: disk I/O error");
    }
}
