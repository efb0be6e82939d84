//! Saves a screenshot of each open window when a test fails.
//!
//! This module must never panic: a second panic during the first one aborts the whole test program.

use std::cell::Cell;
use std::time::Duration;

use thirtyfour::prelude::*;

use crate::chrome::keep_picture;

/// How long the screenshot may take: the browser itself may have failed.
const PATIENCE: Duration = Duration::from_secs(20);

thread_local! {
    /// How many windows the current test has opened; each test runs in its own thread.
    static WINDOWS: Cell<u32> = const { Cell::new(0) };
}

/// Takes the screenshot when a panic drops it.
pub(crate) struct Witness {
    driver: WebDriver,
    /// The number of the window within its test, from 1.
    window: u32,
}

impl Witness {
    /// A witness for the window of `driver`.
    pub(crate) fn of(driver: &WebDriver) -> Self {
        let window = WINDOWS.get() + 1;
        WINDOWS.set(window);
        Self { driver: driver.clone(), window }
    }
}

impl Drop for Witness {
    #[expect(
        clippy::print_stderr,
        reason = "the path is printed beside the message of the failed test"
    )]
    fn drop(&mut self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        if !std::thread::panicking() {
            return;
        }
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("test").replace("::", "-");
        let name = format!("failed-{test}-{}", self.window);
        let taken = tokio::task::block_in_place(|| {
            runtime.block_on(async {
                tokio::time::timeout(PATIENCE, keep_picture(&self.driver, &name)).await
            })
        });
        match taken {
            Ok(Ok(path)) => eprintln!("screenshot: {}", path.display()),
            Ok(Err(error)) => eprintln!("no screenshot: {error}"),
            Err(_) => eprintln!("no screenshot: the browser does not answer"),
        }
    }
}
