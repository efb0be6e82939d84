//! The card of the mail provider, below the results: who it is, how it was identified, the settings
//! for mail programs, and where to ask.

use tests::demo::Demo;
use thirtyfour::prelude::*;

use crate::chrome::{Chrome, Look};

/// Waits for the card of a provider, opens the settings, and returns the card's text.
async fn card(chrome: &Chrome, provider: &str) -> String {
    let card = format!("document.querySelector('[data-provider={provider}]')");
    chrome.checked().await;
    chrome.until(&format!("return !!{card}")).await;
    chrome
        .run(&format!("{card}.querySelectorAll('details').forEach(details => details.open = true)"))
        .await;
    chrome.run(&format!("return {card}.innerText")).await.as_str().unwrap_or_default().to_owned()
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recognised_provider_has_a_card_with_settings_and_links() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@vineria.test").await;
    let text = card(&chrome, "aruba").await;
    let parts = [
        "Il Suo fornitore di posta: Aruba",
        "62.149.128.151",
        "qui non le abbiamo provate",
        "imaps.aruba.it, porta 993, SSL/TLS",
    ];
    says(&text, &parts);
    let headers =
        "return document.querySelectorAll('[data-provider=aruba] tbody th[scope=row]').length";
    assert_eq!(chrome.run(headers).await, 3, "receiving twice, sending once");
    chrome.look_at("provider-card").await;

    // The provider's pages open in another tab, without a referrer, and are not requested before.
    let links = "return [...document.querySelectorAll('[data-provider=aruba] a')].map(link => [link.protocol, link.target, link.rel, link.innerText.includes('altra scheda')])";
    let links = chrome.run(links).await;
    assert_eq!(
        links,
        serde_json::json!([
            ["https:", "_blank", "noopener noreferrer", true],
            ["https:", "_blank", "noopener noreferrer", true]
        ])
    );
    let foreign =
        chrome.run("return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin) && !n.startsWith('data:'))").await;
    assert_eq!(foreign, serde_json::json!([]), "every request goes to our own server");

    // The settings can be opened and closed with the keyboard; the links come before them.
    chrome.checked().await;
    chrome.run("document.querySelectorAll('[data-provider] details').forEach(details => details.open = false); document.getElementById('heading').focus()").await;
    chrome.tab_to("[data-provider=aruba] a").await;
    chrome.tab_to("[data-provider=aruba] summary").await;
    chrome.keys(Key::Enter).await;
    assert_eq!(
        chrome.run("return document.querySelector('[data-provider=aruba] details').open").await,
        true
    );
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filter_in_front_has_a_card_of_its_own() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    chrome.begin(demo.url(), "en", "anna@notaio.test").await;
    says(
        &card(&chrome, "microsoft").await,
        &[
            "Your mail provider: Microsoft 365",
            "spf.protection.outlook.com",
            "outlook.office365.com, port 993",
        ],
    );
    says(
        &card(&chrome, "proofpoint").await,
        &[
            "In front of the mailboxes: Proofpoint",
            "may have been stopped there",
            "mx1-eu1.ppe-hosted.com",
        ],
    );
    chrome.look_at("provider-gateway").await;
    chrome.close().await;
}
