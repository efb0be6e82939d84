//! The live view under bad conditions: lost connections, a proxy that blocks streams, a second tab,
//! a screen reader.

mod proxy;

use proxy::Proxy;
use tests::demo::Demo;

use crate::axe;
use crate::chrome::{Chrome, Look};

/// A domain whose relay answers after several seconds.
const SLOW: &str = "anna@lumaca.test";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_connection_is_said_and_nothing_is_lost() {
    let demo = Demo::start();
    let proxy = Proxy::start(demo.url()).await;
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(proxy.url(), "it", SLOW).await;
    chrome
        .until("return document.querySelector('[data-check=delegation]')?.dataset.state === 'ok'")
        .await;
    proxy.refuse(true);
    chrome.until("return !!document.querySelector('[data-testid=link-state]')").await;
    proxy.refuse(false);
    chrome.until("return !document.querySelector('[data-testid=link-state]')").await;
    chrome.checked().await;
    // Each check is shown once, with its result.
    let checks =
        chrome.run("return [...document.querySelectorAll('[data-check]')].map(row => [row.dataset.check, row.dataset.state])").await;
    let checks = checks.as_array().cloned().unwrap_or_default();
    let names: std::collections::BTreeSet<&str> =
        checks.iter().filter_map(|check| check[0].as_str()).collect();
    assert!(!names.is_empty() && names.len() == checks.len(), "{checks:?}");
    assert!(
        checks
            .iter()
            .all(|check| !["waiting", "running"].contains(&check[1].as_str().unwrap_or_default())),
        "{checks:?}"
    );
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_no_stream_comes_through_the_page_asks() {
    let demo = Demo::start();
    let proxy = Proxy::start(demo.url()).await;
    proxy.swallow_streams();
    let chrome = Chrome::open(Look::DESK).await;
    chrome.begin(proxy.url(), "en", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    chrome.close().await;
}

/// A hidden tab closes its connection after a minute, and is up to date when it is shown again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hidden_tab_holds_no_stream() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    // One minute of the page passes in one second, and the script records the state of each stream
    // that the page opens.
    let hurry = "const wait = window.setTimeout.bind(window); window.setTimeout = (what, ms, ...rest) => wait(what, ms / 60, ...rest);
        window.streams = []; const ask = window.fetch.bind(window);
        window.fetch = (request, options) => {
            const stream = { isOpen: true };
            if (request.headers?.get('accept') === 'text/event-stream') {
                streams.push(stream);
                request.signal.addEventListener('abort', () => stream.isOpen = false);
            }
            return ask(request, options);
        };
        window.isAway = false;
        Object.defineProperty(document, 'visibilityState', { get: () => isAway ? 'hidden' : 'visible' });";
    let source = serde_json::json!({ "source": hurry });
    chrome
        .driver
        .cdp()
        .send_raw("Page.addScriptToEvaluateOnNewDocument", source)
        .await
        .expect("a script of its own");
    chrome.begin(demo.url(), "en", SLOW).await;
    let open = "return streams.filter(stream => stream.isOpen).length";
    chrome.until(&format!("{open} === 1")).await;
    chrome.run("isAway = true").await;
    chrome.until(&format!("{open} === 0")).await;
    chrome.run("isAway = false").await;
    chrome.answer("scope", "one").await;
    chrome.answer("spam_folder", "found").await;
    chrome.concluded("taken_for_junk").await;
    // No entry can come any more, so there is no stream either.
    chrome.until(&format!("{open} === 0")).await;
    chrome.close().await;
}

/// A status code of success proves nothing: only an answer of our own server proves that this
/// device is online.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_captive_portal_nobody_is_told_to_be_online() {
    let demo = Demo::start();
    let proxy = Proxy::start(demo.url()).await;
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.open_form(&format!("{}/?playbook=seit&lang=it", proxy.url())).await;
    proxy.capture(true);
    chrome.write_address("anna@trasloco.test").await;
    chrome.press("continue").await;
    let told = chrome
        .until("return document.querySelector('.notice-problem[role=alert]')?.innerText")
        .await;
    assert!(told.as_str().is_some_and(|told| !told.is_empty()));
    assert_eq!(
        chrome.run("return navigator.onLine").await,
        true,
        "the browser believes it is online"
    );
    assert_eq!(chrome.step().await, "start");
    assert_eq!(
        chrome.run("return document.querySelector('input[type=email]').value").await,
        "anna@trasloco.test"
    );
    chrome.picture("phone-captive").await;
    // After signing in, the same button continues.
    proxy.capture(false);
    chrome.press("continue").await;
    chrome.concluded("dns_after_move").await;
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_network_the_answer_waits_on_the_screen() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    let network = |is_offline: bool| serde_json::json!({ "offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    let cdp = chrome.driver.cdp();
    cdp.send_raw("Network.enable", serde_json::json!({}))
        .await
        .expect("the network can be watched");
    cdp.send_raw("Network.emulateNetworkConditions", network(true)).await.expect("no network");
    chrome.answer("scope", "all").await;
    chrome.until("return !!document.querySelector('.notice-problem[role=alert]')").await;
    assert_eq!(
        chrome.run("return document.querySelector('input:checked')?.value").await,
        "all",
        "nothing is lost"
    );
    assert_eq!(
        chrome.run("return !!document.querySelector('[data-action=try-again]')").await,
        false,
        "the button below tries again"
    );
    chrome.picture("phone-offline").await;
    cdp.send_raw("Network.emulateNetworkConditions", network(false)).await.expect("a network");
    chrome.press("continue").await;
    chrome.arrive("which_mailboxes").await;
    chrome.close().await;
}

/// A dead connection that is not reset: the page reports it after twenty seconds, and the same
/// button continues.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_connection_does_not_hold_the_answer_for_ever() {
    let demo = Demo::start();
    let proxy = Proxy::start(demo.url()).await;
    let chrome = Chrome::open(Look::PHONE).await;
    // The deadline passes in half a second while `isHurried` is set.
    let hurry = "const wait = window.setTimeout.bind(window); window.isHurried = false;
        window.setTimeout = (what, ms, ...rest) => wait(what, isHurried && ms === 20000 ? 500 : ms, ...rest);";
    let source = serde_json::json!({ "source": hurry });
    chrome
        .driver
        .cdp()
        .send_raw("Page.addScriptToEvaluateOnNewDocument", source)
        .await
        .expect("a script of its own");
    chrome.begin(proxy.url(), "en", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    proxy.swallow(Some("give_answer"));
    chrome.run("isHurried = true").await;
    chrome.answer("scope", "all").await;
    // Another action waits behind the one without an answer, and does not hide its failure.
    chrome.run("document.querySelector('[data-action=language][data-lang=it]').click()").await;
    chrome.until("return !!document.querySelector('.notice-problem[role=alert]')").await;
    proxy.swallow(None);
    chrome.run("isHurried = false").await;
    chrome.press("continue").await;
    chrome.arrive("which_mailboxes").await;
    chrome.driver.refresh().await.expect("loads afresh");
    chrome.arrive("which_mailboxes").await;
    assert_eq!(chrome.run("return document.documentElement.lang").await, "it");
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
    // The step of the first tab is no longer on the path: the tab moves to the current step, and
    // says why.
    chrome.driver.switch_to_window(first).await.expect("the first tab");
    chrome.arrive("spam_folder").await;
    chrome
        .until("return document.querySelector('.notice')?.innerText.includes('altra scheda')")
        .await;
    chrome.close().await;
}

/// A headline that is being read is not replaced: the new outcome is offered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conclusion_stays_until_its_reader_goes_on() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.answer("scope", "one").await;
    chrome.answer("spam_folder", "found").await;
    chrome.concluded("taken_for_junk").await;
    let address = chrome.driver.current_url().await.expect("an address").to_string();
    let title = chrome.run("return document.querySelector('h1').innerText").await;
    let away = "window.isAway = true; Object.defineProperty(document, 'visibilityState', { get: () => isAway ? 'hidden' : 'visible' })";
    chrome.run(away).await;
    let first = chrome.driver.window().await.expect("a tab");
    let second = chrome.driver.new_tab().await.expect("another tab");
    chrome.driver.switch_to_window(second).await.expect("the other tab");
    chrome.driver.goto(&address).await.expect("the same session");
    chrome.concluded("taken_for_junk").await;
    chrome.change("scope").await;
    chrome.answer("scope", "all").await;
    chrome.arrive("which_mailboxes").await;

    // A hidden page sends no request. When it is shown again, it offers the new outcome.
    chrome.driver.switch_to_window(first).await.expect("the first tab");
    chrome.run("isAway = false").await;
    chrome.until("return document.querySelector('[data-testid=new-outcome]')?.innerText.includes('nuovo esito')").await;
    assert_eq!(
        (chrome.step().await, chrome.run("return document.querySelector('h1').innerText").await),
        ("verdict".to_owned(), title)
    );
    axe::check(&chrome, "a new outcome is offered").await;
    chrome.picture("phone-new-outcome").await;
    chrome.press("see-outcome").await;
    chrome.arrive("which_mailboxes").await;
    chrome.until("return document.activeElement.tagName === 'H1' && !document.querySelector('[data-testid=new-outcome]')").await;
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
    chrome.checked().await;
    chrome.until("return heard.at(-1)?.startsWith('Checks finished')").await;
    let heard = chrome.run("return heard").await;
    let heard: Vec<&str> =
        heard.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    assert!(heard.len() <= 6, "{heard:?}");
    // Checks that started before the page was opened are not announced; the start, if announced,
    // comes first.
    assert!(heard.iter().skip(1).all(|said| *said != "Checks started."), "{heard:?}");
    let problem = words::check(terms::Lang::En, diagnosis::probe::CheckKind::Relay);
    let is_told = |said: &&&str| said.contains("Not working: ") && said.contains(problem);
    assert_eq!(heard.iter().filter(is_told).count(), 1, "{heard:?}");
    assert_eq!(
        chrome.run("return region === document.getElementById('status')").await,
        true,
        "the region is never replaced"
    );
    chrome.close().await;
}

/// A browser keeps pages that were left in its back/forward cache, and opens at most six
/// connections to one server. A connection held by a page that was left would be missing for the
/// current page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_was_left_holds_no_connection() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    for _ in 0..8 {
        chrome.begin(demo.url(), "it", SLOW).await;
        chrome.until("return !!document.querySelector('[data-progress=running]')").await;
    }
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    chrome.answer("scope", "all").await;
    chrome.arrive("which_mailboxes").await;
    chrome.close().await;
}
