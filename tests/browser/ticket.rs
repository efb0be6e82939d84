//! The ticket: reviewed, sent once without one of its lines however often the button is pressed,
//! and downloaded as files.
//!
//! The server runs inside the test, because only there its mail relay can be one that the test
//! provides.

use std::io::Read as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use probe_server::config::Config;
use serde_json::json;
use tempfile::TempDir;
use tests::relay::{self, Seen};
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::axe;
use crate::chrome::{Chrome, Look};

/// A server that sends tickets by e-mail, and the messages that the relay received.
struct Counter {
    served: Served,
    arrived: Arc<Mutex<Seen>>,
}

impl Counter {
    async fn open() -> Self {
        let (relay, arrived) = relay::start().await;
        let email = relay::settings(relay);
        Self {
            served: Served::start_with(|config| Config { ticket_email: Some(email), ..config })
                .await,
            arrived,
        }
    }

    fn messages(&self) -> (usize, usize, String) {
        let seen = self.arrived.lock().expect("the relay did not panic");
        (seen.messages.len(), seen.accepted, seen.messages.concat())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_is_looked_over_and_sent_once() {
    let counter = Counter::open().await;
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(counter.served.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    // Before any question is answered: support gets the ticket at once, with the measurements.
    chrome.press("support").await;
    chrome.arrive("ticket").await;
    chrome.write("sender", "carlo@fornitore.test").await;
    chrome.write("programs", "Outlook, telefono").await;
    chrome.write("changes", "riga da tenere per noi").await;
    chrome.write("reply_to", "casa@altrove.test").await;
    axe::check(&chrome, "ticket: writing").await;
    chrome.picture("ticket-write").await;
    chrome.press("continue").await;

    chrome.until("return !!document.querySelector('[data-line]')").await;
    let lines = chrome
        .run("return [...document.querySelectorAll('[data-line]')].map(line => line.dataset.line)")
        .await;
    let has = |id: &str| lines.as_array().is_some_and(|lines| lines.iter().any(|line| line == id));
    assert!(has("subject") && has("input.sender") && has("input.changes"), "{lines}");
    assert!(lines.as_array().is_some_and(|lines| {
        lines.iter().any(|line| line.as_str().is_some_and(|id| id.starts_with("finding.")))
    }));
    // Inputs that were left empty are named, and do not prevent the ticket from being sent.
    assert!(
        chrome
            .run("return document.querySelector('.review').innerText")
            .await
            .as_str()
            .is_some_and(|text| text.contains("A quale indirizzo"))
    );
    chrome.run("document.querySelector('[data-line=\"input.changes\"] input').click()").await;
    axe::check(&chrome, "ticket: review").await;
    chrome.picture("ticket-review").await;

    let send = chrome.driver.find(By::Css("[data-action=send]")).await.expect("a button");
    assert!(
        send.text().await.expect("its words").contains("SEIT"),
        "the button says whom it goes to"
    );
    send.scroll_into_view().await.expect("scrolls");
    chrome
        .driver
        .action_chain()
        .double_click_element(&send)
        .perform()
        .await
        .expect("a double click");
    chrome
        .until("return document.querySelector('[data-ticket]')?.dataset.ticket === 'delivered'")
        .await;
    let title = chrome.run("return document.querySelector('h1').innerText").await;
    assert!(
        title.as_str().is_some_and(|title| title.starts_with("Richiesta ") && title.len() > 14),
        "{title}"
    );
    axe::check(&chrome, "ticket: sent").await;
    chrome.picture("ticket-sent").await;
    // The relay refused the first attempt: two attempts, one ticket.
    let (attempts, accepted, text) = counter.messages();
    assert_eq!((attempts, accepted), (2, 1));
    assert!(
        text.contains("casa@altrove.test") && !text.contains("riga da tenere"),
        "a line left out is not sent"
    );

    // Back, forward and a reload do not send the ticket again, and the confirmation can still be
    // reached.
    chrome.driver.back().await.expect("back");
    chrome.driver.forward().await.expect("forward");
    chrome.driver.refresh().await.expect("reloads");
    chrome.until(&format!("return document.querySelector('h1')?.innerText === {title}")).await;
    assert_eq!(counter.messages().1, 1);
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_can_be_taken_along_as_files() {
    let counter = Counter::open().await;
    let folder = TempDir::new().expect("a folder");
    let chrome = Chrome::open(Look::DESK).await;
    let to = json!({ "behavior": "allow", "downloadPath": folder.path() });
    chrome
        .driver
        .cdp()
        .send_raw("Browser.setDownloadBehavior", to)
        .await
        .expect("downloads are allowed");
    chrome.begin(counter.served.url(), "en", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    chrome.press("support").await;
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-line]')").await;
    chrome.press("download-html").await;
    let page = downloaded(folder.path(), "sportello.html").await;
    assert!(
        page.starts_with("<!DOCTYPE html>")
            && page.contains("trasloco.test")
            && !page.contains("<script"),
        "a page without a script"
    );
    chrome.press("download-json").await;
    let report: serde_json::Value =
        serde_json::from_str(&downloaded(folder.path(), "sportello.json").await).expect("JSON");
    assert!(report["conclusions"].to_string().contains("dns_after_move"), "{report}");
    chrome.press("download-zip").await;
    let names = archived(&folder.path().join("sportello.zip"), "report.html", "anna@").await;
    assert!(
        names.contains(&"mailboxes/001-anna@trasloco.test/results.json".to_owned()),
        "{names:?}"
    );
    // The archive opens offline: its page loads nothing.
    let page = folder.path().join("report.html");
    chrome.driver.goto(format!("file://{}", page.display())).await.expect("the page opens");
    let loaded = "return performance.getEntriesByType('resource').length === 0 && document.scripts.length === 0 && document.body.innerText";
    let said = chrome.run(loaded).await;
    assert!(said.as_str().is_some_and(|said| said.contains("anna@trasloco.test")), "{said}");
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_switch_masks_the_files_and_the_ticket() {
    let counter = Counter::open().await;
    let folder = TempDir::new().expect("a folder");
    let chrome = Chrome::open(Look::PHONE).await;
    let to = json!({ "behavior": "allow", "downloadPath": folder.path() });
    chrome
        .driver
        .cdp()
        .send_raw("Browser.setDownloadBehavior", to)
        .await
        .expect("downloads are allowed");
    chrome.begin(counter.served.url(), "en", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    chrome.press("support").await;
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('#mask')").await;
    chrome.run("document.querySelector('#mask').click()").await;
    axe::check(&chrome, "ticket: review with masked addresses").await;
    chrome.press("download-zip").await;
    let file = folder.path().join("sportello.zip");
    let names = archived(&file, "report.json", "masked-1@trasloco.test").await;
    assert!(!names.iter().any(|name| name.contains("anna")), "{names:?}");
    let report = std::fs::read_to_string(folder.path().join("report.json")).expect("a report");
    assert!(!report.contains("anna@"), "{report}");
    chrome.press("send").await;
    chrome.until("return !!document.querySelector('[data-ticket=delivered]')").await;
    let (_, _, message) = counter.messages();
    assert!(message.contains("masked-1@trasloco.test") && !message.contains("anna@"), "{message}");
    chrome.close().await;
}

/// A screenshot is chosen, pasted and dropped beside the field for the error, taken back, and sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screenshot_goes_with_the_ticket() {
    let counter = Counter::open().await;
    let folder = TempDir::new().expect("a folder");
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(counter.served.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    chrome.press("support").await;
    chrome.arrive("ticket").await;
    let picker = "#field-bounce-screenshot";
    chrome.until(&format!("return !!document.querySelector('{picker}')")).await;
    let given = "[...document.querySelectorAll('[data-file]')].map(line => line.firstChild.textContent.trim()).join('; ')";

    // Markup is refused on the page, whatever its name says, and nothing is sent.
    let svg = folder.path().join("finta.png");
    std::fs::write(&svg, "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("it is written");
    choose(&chrome, picker, &svg).await;
    chrome
        .until(
            "return document.querySelector('[role=alert].problem')?.innerText.includes('immagini')",
        )
        .await;
    assert_eq!(chrome.run(&format!("return {given}")).await, "");

    let text = folder.path().join("errore.txt");
    std::fs::write(&text, "0x800CCC0E").expect("it is written");
    choose(&chrome, picker, &text).await;
    chrome.until(&format!("return {given} === 'errore.txt (TEXT, 1 kB)'")).await;
    assert_eq!(
        chrome.run("return document.querySelector('[role=alert].problem')").await,
        json!(null)
    );
    // A real picture, pasted into the field, and another one dropped onto the page.
    for (event, name) in [("paste", "schermata.png"), ("drop", "foto.png")] {
        let script = format!(
            "const canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
             pen.fillText('{name}', 9, 9);
             const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), part => part.charCodeAt(0));
             const data = new DataTransfer();
             data.items.add(new File([bytes], '{name}', {{ type: 'image/png' }}));
             const wishes = {{ clipboardData: data, dataTransfer: data, bubbles: true, cancelable: true }};
             const made = '{event}' === 'paste' ? new ClipboardEvent('paste', wishes) : new DragEvent('drop', wishes);
             document.getElementById('field-bounce').dispatchEvent(made);"
        );
        chrome.run(&script).await;
        chrome.until(&format!("return {given}.includes('{name} (PNG')")).await;
    }
    axe::check(&chrome, "ticket: files").await;
    chrome.picture("ticket-files").await;
    let fits = "return document.documentElement.scrollWidth <= window.innerWidth";
    assert_eq!(chrome.run(fits).await, true, "nothing is wider than a phone");
    chrome.run("document.querySelector('[data-file=\"1\"] button').click()").await;
    chrome.until("return !document.querySelector('[data-file=\"1\"]')").await;
    assert_eq!(
        chrome.run(&format!("return document.activeElement.matches('{picker}')")).await,
        true
    );

    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-line=\"file.2\"]')").await;
    assert_eq!(
        chrome.run("return !!document.querySelector('[data-line=\"file.1\"]')").await,
        false
    );
    chrome.run("document.querySelector('[data-line=\"file.3\"] input').click()").await;
    chrome.press("send").await;
    chrome.until("return !!document.querySelector('[data-ticket=delivered]')").await;
    let (_, _, message) = counter.messages();
    let parsed = mail_parser::MessageParser::default().parse(&message).expect("a message");
    let archive = parsed.attachments().last().expect("the archive").contents().to_vec();
    let zip = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .filter(|name| name.starts_with("files/"))
        .collect();
    assert_eq!(names, ["files/02-schermata.png"]);
    chrome.close().await;
}

/// Chooses a file, as a person does in the browser's window.
async fn choose(chrome: &Chrome, picker: &str, file: &Path) {
    let field = chrome.driver.find(By::Css(picker)).await.expect("a field");
    field.send_keys(file.display().to_string()).await.expect("a file is chosen");
}

/// The names of the files of an archive, once it is downloaded; one of them is unpacked beside it
/// and must hold a text.
async fn archived(file: &Path, wanted: &str, holds: &str) -> Vec<String> {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !file.exists() {
        assert!(Instant::now() < deadline, "the archive was not downloaded");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let opened = std::fs::File::open(file).expect("the archive is read");
    let mut zip = zip::ZipArchive::new(opened).expect("an archive");
    let mut content = String::new();
    zip.by_name(wanted).expect("the file").read_to_string(&mut content).expect("text");
    assert!(content.contains(holds), "{wanted}: {content}");
    std::fs::write(file.with_file_name(wanted), content).expect("it is written");
    zip.file_names().map(|name| name.expect("a name").into_owned()).collect()
}

/// Waits until a file is downloaded completely.
async fn downloaded(folder: &Path, name: &str) -> String {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        // Chromium downloads into a file with another name first.
        if let Ok(text) = std::fs::read_to_string(folder.join(name)) {
            return text;
        }
        assert!(Instant::now() < deadline, "{name} was not downloaded");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
