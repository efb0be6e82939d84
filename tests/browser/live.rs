//! The live view under trouble: cut connections, a proxy that lets no stream through, a second tab, a screen reader.

mod proxy;

use tests::demo::Demo;

use crate::chrome::{Chrome, Look};
use proxy::Proxy;

/// A domain whose relay keeps a prober waiting for several seconds.
const SLOW: &str = "anna@lumaca.test";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_connection_is_said_and_nothing_is_lost() {
    let demo = Demo::start();
    let proxy = Proxy::start(demo.url()).await;
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(proxy.url(), "it", SLOW).await;
    chrome.until("return document.querySelector('[data-check=delegation]')?.dataset.state === 'ok'").await;
    proxy.refuse(true);
    chrome.until("return !!document.querySelector('[data-testid=link-state]')").await;
    proxy.refuse(false);
    chrome.until("return !document.querySelector('[data-testid=link-state]')").await;
    chrome.until("return !!document.querySelector('[data-progress=ended]')").await;
    // Each check stands there once, with its result.
    let checks =
        chrome.run("return [...document.querySelectorAll('[data-check]')].map(row => [row.dataset.check, row.dataset.state])").await;
    let checks = checks.as_array().cloned().unwrap_or_default();
    assert_eq!(checks.len(), 8, "{checks:?}");
    assert!(checks.iter().all(|check| !["waiting", "running"].contains(&check[1].as_str().unwrap_or_default())), "{checks:?}");
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_no_stream_comes_through_the_page_asks() {
    let demo = Demo::start();
    let proxy = Proxy::start(demo.url()).await;
    proxy.swallow_streams();
    let chrome = Chrome::open(Look::DESK).await;
    chrome.begin(proxy.url(), "en", "anna@trasloco.test").await;
    chrome.until("return !!document.querySelector('[data-progress=ended]')").await;
    chrome.arrive("dns_after_move").await;
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_of_one_session_stay_together() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    let address = chrome.driver.current_url().await.expect("an address").to_string();
    chrome.answer("scope", "all").await;
    chrome.arrive("which_mailboxes").await;
    let first = chrome.driver.window().await.expect("a tab");
    let second = chrome.driver.new_tab().await.expect("another tab");
    chrome.driver.switch_to_window(second).await.expect("the other tab");
    chrome.driver.goto(&address).await.expect("the same session");
    chrome.answer("scope", "one").await;
    chrome.arrive("spam_folder").await;
    // The step that the first tab was at is not on the way any more: it goes along, and says why.
    chrome.driver.switch_to_window(first).await.expect("the first tab");
    chrome.arrive("spam_folder").await;
    chrome.until("return document.querySelector('.notice')?.innerText.includes('altra scheda')").await;
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_reader_hears_the_boundaries_and_not_every_row() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    chrome.open_form(&format!("{}/?playbook=seit&lang=en", demo.url())).await;
    let watch = "window.heard = []; window.region = document.getElementById('status');
        new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });";
    chrome.run(watch).await;
    chrome.write_address("anna@panificio.test").await;
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-progress=ended]')").await;
    chrome.until("return heard.length > 0").await;
    let heard = chrome.run("return heard").await;
    assert!(heard.as_array().is_some_and(|heard| heard.len() <= 6), "{heard}");
    assert_eq!(chrome.run("return region === document.getElementById('status')").await, true, "the region is never replaced");
    chrome.close().await;
}
