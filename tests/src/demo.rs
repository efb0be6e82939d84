//! A running `sportello demo` for one test.

use crate::binary::sportello;
use crate::process::Server;

/// A demo on a free port.
#[derive(Debug)]
pub struct Demo {
    url: String,
    _server: Server,
}

impl Demo {
    /// Starts it and waits for its address.
    ///
    /// # Panics
    /// When it ends before it prints its address.
    #[must_use]
    pub fn start() -> Self {
        let address_of = |line: &str| {
            line.split_whitespace()
                .find(|word| word.starts_with("http://"))
                .map(|word| word.trim_end_matches('/').to_owned())
        };
        let (server, url) = Server::start_and_read(
            "sportello demo",
            sportello(&["demo", "--listen", "127.0.0.1:0"]),
            address_of,
        );
        Self { url, _server: server }
    }

    /// Its address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}
