//! Chromium, driven by chromedriver, in a window of a given size.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use tests::process::{Server, free_address};
use thirtyfour::prelude::*;

use crate::failure::Witness;

/// The size and colour scheme of a window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// The width in CSS pixels.
    pub(crate) width: u32,
    /// Whether the user prefers dark mode.
    pub(crate) is_dark: bool,
}

impl Look {
    /// The smallest phone.
    pub(crate) const PHONE: Self = Self { width: 320, is_dark: false };
    /// A desktop computer.
    pub(crate) const DESK: Self = Self { width: 1280, is_dark: false };
}

/// A browser that ends with the test.
pub(crate) struct Chrome {
    // Dropped in this order: the picture of a failure needs the driver.
    _witness: Witness,
    pub(crate) driver: WebDriver,
    _server: Server,
}

impl Chrome {
    /// Starts the driver and one window.
    pub(crate) async fn open(look: Look) -> Self {
        let address = free_address();
        let program = std::env::var_os("CHROMEDRIVER")
            .map_or_else(|| PathBuf::from("chromedriver"), PathBuf::from);
        let mut command = Command::new(program);
        command
            .arg(format!("--port={}", address.port()))
            .arg("--silent")
            .stdout(std::process::Stdio::null());
        let mut server = Server::start("chromedriver", command);
        server.wait_for(address);
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ] {
            capabilities.add_arg(argument).expect("an argument");
        }
        let driver = WebDriver::new(format!("http://{address}"), capabilities)
            .await
            .expect("a browser session");
        let chrome = Self { _witness: Witness::of(&driver), driver, _server: server };
        chrome.look(look).await;
        chrome
    }

    /// Changes the size of the window and the colour scheme.
    pub(crate) async fn look(&self, look: Look) {
        let cdp = self.driver.cdp();
        let size =
            json!({ "width": look.width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        cdp.send_raw("Emulation.setDeviceMetricsOverride", size)
            .await
            .expect("a window of that size");
        let scheme = if look.is_dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" }] });
        cdp.send_raw("Emulation.setEmulatedMedia", media).await.expect("a colour scheme");
    }

    /// Runs a script and returns its result.
    pub(crate) async fn run(&self, script: &str) -> serde_json::Value {
        let result = self
            .driver
            .execute(script, Vec::new())
            .await
            .unwrap_or_else(|err| panic!("{script}: {err}"));
        result.json().clone()
    }

    /// Saves a screenshot of the whole page under `test-output/`.
    pub(crate) async fn picture(&self, name: &str) {
        keep_picture(&self.driver, name).await.expect("a picture");
    }

    /// Ends the browser session; the driver ends with its owner.
    pub(crate) async fn close(self) {
        let _ = self.driver.quit().await;
    }
}

/// Saves a screenshot of the whole page as `test-output/<name>.png` and returns its path.
///
/// # Errors
/// When the browser takes no screenshot, or the file cannot be written.
pub(crate) async fn keep_picture(
    driver: &WebDriver,
    name: &str,
) -> Result<PathBuf, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("test-output");
    std::fs::create_dir_all(&folder)?;
    let size = driver
        .execute("return [window.innerWidth, document.documentElement.scrollHeight]", Vec::new())
        .await?;
    let (width, height): (u64, u64) = serde_json::from_value(size.json().clone())?;
    let clip = json!({ "x": 0, "y": 0, "width": width, "height": height.min(4000), "scale": 1 });
    let wanted = json!({ "clip": clip, "captureBeyondViewport": true });
    let picture = driver.cdp().send_raw("Page.captureScreenshot", wanted).await?;
    let data = picture
        .get("data")
        .and_then(serde_json::Value::as_str)
        .ok_or("the browser sent no picture")?;
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, data)?;
    let path = folder.join(format!("{name}.png"));
    std::fs::write(&path, bytes)?;
    Ok(path)
}
