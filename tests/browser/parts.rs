//! The page in parts: each is fetched when it is needed. If one cannot be fetched, the page says so
//! and offers to try again.

use serde_json::{Value, json};
use tests::demo::Demo;

use crate::axe;
use crate::chrome::{Chrome, Look};
use crate::mailboxes;

const MISSING: &str = "document.querySelector('.notice-problem [data-action=try-again]')";

/// Blocks requests for files whose URLs match these patterns; with an empty list, none.
async fn block(chrome: &Chrome, names: &[&str]) {
    let cdp = chrome.driver.cdp();
    cdp.send_raw("Network.enable", json!({})).await.expect("the network can be watched");
    cdp.send_raw("Network.setBlockedURLs", json!({ "urls": names }))
        .await
        .expect("files are blocked");
}

async fn is_loaded(chrome: &Chrome, part: &str) -> bool {
    let script = format!(
        "return performance.getEntriesByType('resource').some(e => e.name.includes('split_{part}') && e.responseStatus === 200)"
    );
    chrome.run(&script).await == Value::Bool(true)
}

/// Tries again until the part is loaded: the first attempt may still get a blocked answer.
async fn try_again(chrome: &Chrome, arrived: &str) {
    block(chrome, &[]).await;
    chrome.press("try-again").await;
    chrome.until(arrived).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_part_comes_when_it_is_needed() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.open_form(&format!("{}/?playbook=seit&lang=it", demo.url())).await;
    for part in ["outcome", "paste"] {
        assert!(!is_loaded(&chrome, part).await, "{part} is nothing for the first form");
    }
    chrome.write_address("anna@trasloco.test").await;
    chrome.press("continue").await;
    chrome.concluded("dns_after_move").await;
    assert!(is_loaded(&chrome, "session").await && is_loaded(&chrome, "outcome").await);
    chrome.close().await;
}

/// A plain address starts without the application: the checks run and are shown before it has
/// loaded, and it then takes over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn results_come_before_the_application() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    // The application never finishes loading.
    block(&chrome, &["*.wasm"]).await;
    chrome
        .driver
        .goto(format!("{}/?playbook=seit&lang=it#email=anna@lumaca.test", demo.url()))
        .await
        .expect("the page opens");
    chrome
        .until(
            "return document.querySelector('#first.open #first-it')?.value === 'anna@lumaca.test'",
        )
        .await;
    chrome
        .run("document.querySelector('#first main:not([hidden]) [data-action=continue]').click()")
        .await;
    chrome.until("return document.querySelector('#first [data-check=delegation]')?.dataset.state === 'ok'").await;
    let page = chrome
        .run("return [location.pathname.startsWith('/s/'), document.activeElement.id, document.title.endsWith(' – Sportello')]")
        .await;
    assert_eq!(page, json!([true, "heading", true]));
    let said =
        chrome.run("return document.querySelector('#first main:not([hidden])').innerText").await;
    assert!(
        said.as_str()
            .is_some_and(|said| said.contains("Funziona") && !said.contains("Avvia la verifica")),
        "{said}"
    );
    axe::check(&chrome, "checks before the application").await;
    chrome.picture("phone-before-the-application").await;

    // The same session, shown by the application.
    block(&chrome, &[]).await;
    chrome.driver.refresh().await.expect("the page opens again");
    chrome.until("return document.querySelector('[data-step=checks] [data-check=delegation]')?.dataset.state === 'ok'").await;
    assert_eq!(chrome.runs().await, 1, "one session, one run");
    chrome.close().await;
}

/// The button is pressed before the application has loaded, which then takes over: one session, and
/// its heading has the focus.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_application_takes_over_a_session_that_has_begun() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    // Slow enough for the click to come before the application.
    let slow = json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000 });
    let cdp = chrome.driver.cdp();
    cdp.send_raw("Network.enable", json!({})).await.expect("the network can be watched");
    cdp.send_raw("Network.emulateNetworkConditions", slow).await.expect("a slow network");
    chrome
        .driver
        .goto(format!("{}/?playbook=seit&lang=en#email=anna@trasloco.test", demo.url()))
        .await
        .expect("the page opens");
    chrome.until("return document.querySelector('#first.open #first-en')?.value === 'anna@trasloco.test'").await;
    chrome
        .run("document.querySelector('#first main:not([hidden]) [data-action=continue]').click()")
        .await;
    chrome.concluded("dns_after_move").await;
    let sessions = "return performance.getEntriesByType('resource').filter(e => e.name.endsWith('/api/v1/sessions')).length";
    assert_eq!(chrome.run(sessions).await, 1);
    assert_eq!(chrome.run("return document.activeElement.id").await, "heading");

    // Anything but a plain address waits for the application, which shows what is wrong.
    chrome
        .driver
        .goto(format!("{}/?playbook=seit&lang=en#email=anna", demo.url()))
        .await
        .expect("the page opens");
    chrome.until("return document.querySelector('#first.open #first-en')?.value === 'anna'").await;
    chrome
        .run("document.querySelector('#first main:not([hidden]) [data-action=continue]').click()")
        .await;
    chrome.until("return !!document.querySelector('[data-step=start] [data-errors]')").await;
    chrome.close().await;
}

/// If the part that shows verdicts is missing, nothing else is shown in place of the verdict.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verdict_whose_part_does_not_come_is_offered_again() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    block(&chrome, &["*split_outcome*"]).await;
    chrome.begin(demo.url(), "it", "anna@trasloco.test").await;
    chrome.until(&format!("return !!{MISSING}")).await;
    assert_eq!(chrome.step().await, "verdict");
    assert_eq!(chrome.run("return document.querySelectorAll('[data-conclusion]').length").await, 0);
    let said = chrome.run(&format!("return {MISSING}.closest('.notice').innerText")).await;
    assert!(
        said.as_str()
            .is_some_and(|said| said.contains("Una parte di questa pagina non è arrivata")),
        "{said}"
    );
    axe::check(&chrome, "a part that did not come").await;
    chrome.picture("phone-part-missing").await;
    try_again(&chrome, "return !!document.querySelector('[data-conclusion=dns_after_move]')").await;
    chrome.concluded("dns_after_move").await;
    chrome.close().await;
}

/// If the part of the session is missing, the form is left, and the session is shown once the part
/// is loaded.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_whose_part_does_not_come_is_offered_again() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    block(&chrome, &["*split_session*"]).await;
    chrome.begin(demo.url(), "en", "anna@trasloco.test").await;
    chrome.until(&format!("return !!{MISSING}")).await;
    let address = chrome.driver.current_url().await.expect("an address");
    assert!(address.path().starts_with("/s/"), "the session has begun: {address}");
    try_again(&chrome, "return !!document.querySelector('[data-step=verdict]')").await;
    chrome.concluded("dns_after_move").await;
    chrome.close().await;
}

/// The part for a field that reads lists, on the start form.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_whose_part_does_not_come_is_offered_again() {
    let served = mailboxes::served().await;
    let chrome = Chrome::open(Look::PHONE).await;
    block(&chrome, &["*split_paste*"]).await;
    chrome
        .driver
        .goto(format!("{}/?playbook=list&lang=it", served.url()))
        .await
        .expect("the page opens");
    chrome.until("return document.documentElement.classList.contains('live')").await;
    chrome.run("document.getElementById('first-it').focus()").await;
    chrome.until(&format!("return !!{MISSING}")).await;
    try_again(&chrome, "return !!document.querySelector('[data-step=start] #field-mailboxes')")
        .await;
    mailboxes::paste(&chrome, "anna@bottega.test;sì").await;
    chrome.until("return document.querySelectorAll('[data-row]').length === 1").await;
    chrome.close().await;
}

/// The button is pressed before the part that reads the field is loaded: the text is not reported
/// as invalid, and the page continues by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_is_sent_at_once_waits_for_its_reader() {
    let served = mailboxes::served().await;
    let chrome = Chrome::open(Look::PHONE).await;
    let slow = json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000 });
    let cdp = chrome.driver.cdp();
    cdp.send_raw("Network.enable", json!({})).await.expect("the network can be watched");
    cdp.send_raw("Network.emulateNetworkConditions", slow).await.expect("a slow network");
    for blocked in [false, true] {
        if blocked {
            block(&chrome, &["*split_paste*"]).await;
        }
        chrome
            .driver
            .goto(format!("{}/?playbook=list&lang=it", served.url()))
            .await
            .expect("the page opens");
        chrome.until("return !!document.querySelector('#first.open #first-it')").await;
        let write = "const field = document.getElementById('first-it'); field.value = 'anna@bottega.test';
            field.dispatchEvent(new Event('input')); document.querySelector('#first main:not([hidden]) [data-action=continue]').click();
            window.told = []; new MutationObserver(() => document.querySelector('[data-errors]') && window.told.push(1)).observe(document.body, { subtree: true, childList: true })";
        chrome.run(write).await;
        if blocked {
            chrome.until(&format!("return !!{MISSING}")).await;
            block(&chrome, &[]).await;
            chrome.press("try-again").await;
        }
        chrome.until("return location.pathname.startsWith('/s/') && !!document.querySelector('[data-step]')").await;
        assert_eq!(
            chrome.run("return window.told").await,
            json!([]),
            "no mistake is told where there is none"
        );
    }
    chrome.close().await;
}

/// A pasted text is evidence. If the part that reads it is missing, nothing is concluded without
/// it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pasted_text_is_never_left_out_of_the_verdict() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    chrome.press("support").await;
    chrome.arrive("ticket").await;
    chrome.until("return !!document.getElementById('field-bounce')").await;
    chrome.write("bounce", "452 4.2.2 <anna@bottega.test> Mailbox is full").await;
    chrome.press("continue").await;
    chrome.until("return !document.getElementById('field-bounce')").await;
    let address = chrome.driver.current_url().await.expect("an address");

    chrome.driver.goto("about:blank").await.expect("elsewhere");
    block(&chrome, &["*split_paste*"]).await;
    chrome.driver.goto(address.as_str()).await.expect("the session opens again");
    chrome.until(&format!("return !!{MISSING}")).await;
    assert_eq!(chrome.step().await, "", "no step is shown without it");
    try_again(&chrome, "return !!document.querySelector('[data-step=ticket]')").await;
    chrome.close().await;
}
