//! Servers that a test starts. They are ended by their own pid when the test ends, and their output
//! is kept if the test failed.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A child process that ends with its owner.
#[derive(Debug)]
pub struct Server {
    child: Child,
    name: &'static str,
    /// Whether the test has ended the process itself.
    is_ended: bool,
    /// Whether the test has killed it, and waited for it.
    is_killed: bool,
}

impl Server {
    /// Starts `command`.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn start(name: &'static str, mut command: Command) -> Self {
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .unwrap_or_else(|err| panic!("{name} does not start: {err}"));
        Self { child, name, is_ended: false, is_killed: false }
    }

    /// Starts `command` and waits for the first line of its output for which `wanted` gives a
    /// value.
    ///
    /// # Panics
    /// When the process or its output ends before such a line.
    pub fn start_and_read<T>(
        name: &'static str,
        mut command: Command,
        wanted: impl Fn(&str) -> Option<T>,
    ) -> (Self, T) {
        let mut server = Self::start(name, {
            command.stdout(Stdio::piped());
            command
        });
        let output = server.child.stdout.take().unwrap_or_else(|| panic!("{name} has no output"));
        let mut lines = BufReader::new(output).lines();
        let found = loop {
            match lines.next() {
                Some(Ok(line)) => {
                    if let Some(found) = wanted(&line) {
                        break found;
                    }
                }
                _ => panic!(
                    "{name} ended without saying where it listens: {:?}",
                    server.child.wait()
                ),
            }
        };
        // Keep reading, so that the process never blocks on a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        (server, found)
    }

    /// Waits until a server listens at `address`.
    ///
    /// # Panics
    /// When there is none after 20 seconds, or the process ends.
    pub fn wait_for(&mut self, address: SocketAddr) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
            if let Ok(Some(status)) = self.child.try_wait() {
                panic!("{} ended: {status}", self.name);
            }
            assert!(Instant::now() < deadline, "{} does not listen at {address}", self.name);
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Sends SIGTERM, as a service manager does.
    pub fn terminate(&mut self) {
        self.is_ended = true;
        let _ = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
    }

    /// Sends SIGKILL and waits: the process can finish nothing.
    pub fn kill(&mut self) {
        self.is_killed = true;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Waits for the process to end, at most `limit`; `None` if it is still running.
    pub fn wait(&mut self, limit: Duration) -> Option<std::process::ExitStatus> {
        let deadline = Instant::now() + limit;
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            if Instant::now() > deadline {
                return None;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Its process id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    #[expect(clippy::print_stderr, reason = "a test that fails shows it beside its own words")]
    fn drop(&mut self) {
        if self.is_killed {
            return;
        }
        // A server that ended in the middle of a test may explain why the test failed.
        if let Ok(Some(status)) = self.child.try_wait()
            && !self.is_ended
        {
            eprintln!("{} had ended by itself: {status}", self.name);
            return;
        }
        self.terminate();
        if self.wait(Duration::from_secs(5)).is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The range in which [`free_address`] searches: below the ephemeral ports of the system, so that
/// no other connection takes the port before the test uses it.
const PORTS: std::ops::Range<u16> = 12_000..32_000;

/// A free port on loopback, given out only once in this process.
///
/// # Panics
/// When no port is free.
#[must_use]
pub fn free_address() -> SocketAddr {
    static TAKEN: AtomicU32 = AtomicU32::new(0);
    let count = u32::from(PORTS.end - PORTS.start);
    for _ in 0..count {
        // Test processes that run at the same time start at different ports.
        let place =
            std::process::id().wrapping_mul(97).wrapping_add(TAKEN.fetch_add(1, Ordering::Relaxed))
                % count;
        let port = PORTS.start.saturating_add(u16::try_from(place).unwrap_or_default());
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
    panic!("no free port on loopback")
}
