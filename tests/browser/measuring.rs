//! While the checks run: what is being waited for, what was found, and where the page continues
//! when they have ended.

use diagnosis::probe::CheckKind;
use tests::demo::Demo;

use crate::axe;
use crate::chrome::{Chrome, Look};

/// A domain whose relay answers after several seconds.
const SLOW: &str = "anna@lumaca.test";

/// The text of the progress line when only the relay has not ended.
const WAITS: &str = "const line = document.querySelector('[data-progress=running]'), bar = document.querySelector('progress');
    const host = line?.querySelector('b')?.innerText;
    return host === 'mail.lumaca.test' && bar.value === 8 && [line.innerText.trim(), bar.max]";

/// Starts with the slow domain, and waits until only its relay has not ended.
async fn waiting(chrome: &Chrome, demo: &Demo, lang: &str) -> (String, u64) {
    chrome.begin(demo.url(), lang, SLOW).await;
    let told = chrome.until(WAITS).await;
    (told[0].as_str().unwrap_or_default().to_owned(), told[1].as_u64().unwrap_or_default())
}

/// The seconds in "8 of 9. Waiting for mail.lumaca.test, 12 s more at most."
fn seconds(line: &str) -> u32 {
    let number = line
        .split_whitespace()
        .zip(line.split_whitespace().skip(1))
        .find(|(_, unit)| *unit == "s")
        .map(|(number, _)| number);
    number.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("no seconds: {line}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_said_what_is_waited_for_and_for_how_long_at_most() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let (line, total) = waiting(&chrome, &demo, "it").await;
    assert!(
        line.starts_with("8 di 9. Aspettiamo mail.lumaca.test, ancora ")
            && line.ends_with(" s al massimo."),
        "{line}"
    );
    assert_eq!(total, 9);
    let most = seconds(&line);
    assert!(
        (1..=CheckKind::Relay.limit_ms() / 1000).contains(&most),
        "no more than the server keeps: {line}"
    );
    chrome.look_at("measuring").await;
    // The number of seconds decreases without a reload.
    let later = "const line = document.querySelector('[data-progress=running]')?.innerText.trim(); return !!line && !line.includes(arguments)";
    let later = later
        .replace("arguments", &serde_json::Value::from(format!("ancora {most} s")).to_string());
    chrome.until(&later).await;
    // The list is not being read: the page continues with the next step, and the focus is on its
    // heading.
    chrome.arrive("scope").await;
    chrome.until("return document.activeElement.tagName === 'H1'").await;
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_in_the_list_is_not_taken_away_from_it() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    waiting(&chrome, &demo, "en").await;
    // With the keyboard: open a detail, then remove the focus from it.
    chrome.tab_to("[data-check=imap] summary").await;
    chrome.keys(thirtyfour::Key::Enter).await;
    chrome.until("return document.querySelector('[data-check=imap] details').open").await;
    chrome.run("document.activeElement.blur()").await;
    let first = "return document.querySelector('[data-check]').dataset.check";
    let before = chrome.run(first).await;
    chrome
        .until("return !!document.querySelector('[data-step=checks] [data-progress=ended]')")
        .await;
    assert_eq!(
        chrome.run("return document.querySelector('[data-check=imap] details').open").await,
        true,
        "what is open stays open"
    );
    assert_eq!(chrome.run(first).await, before, "no row moves under its reader");
    assert_eq!(chrome.run("return document.getElementById('go-on').innerText").await, "Continue");
    // The button is visible from the top of the list to its end.
    let seen = "const box = document.getElementById('go-on').getBoundingClientRect(); return box.bottom <= innerHeight && box.top >= 0";
    for place in [
        "0",
        "document.getElementById('results').offsetTop",
        "document.querySelector('.at-hand').offsetTop",
    ] {
        chrome.run(&format!("scrollTo(0, {place})")).await;
        assert_eq!(chrome.run(seen).await, true, "scrolled to {place}");
    }
    chrome.look_at("measuring-held").await;
    chrome.press("continue").await;
    chrome.arrive("scope").await;

    // After going back to the results the page does not continue by itself, and failed checks come
    // first.
    chrome.press("back").await;
    chrome.arrive("checks").await;
    assert_eq!(chrome.run(first).await, "relay");
    chrome.close().await;
}

/// The boxes of the diagram, and the lines between them, as rendered: no line may overlap a box.
const CROSSINGS: &str = "const box = element => element.getBoundingClientRect();
    const nodes = [...document.querySelectorAll('.way .node')].map(box), edges = [...document.querySelectorAll('.way .edge')].map(box);
    const meets = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return [nodes.length, edges.length, edges.filter(edge => nodes.some(node => meets(edge, node))).length,
        nodes.filter((node, place) => nodes.some((other, at) => at !== place && meets(node, other))).length]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_way_is_two_lanes_with_a_cross_where_it_is_broken() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@panificio.test").await;
    // In the verdict the diagram is cut to what is broken; beside the ticket it is complete.
    chrome.concluded("mail_servers_down").await;
    chrome.press("open-ticket").await;
    chrome.arrive("ticket").await;
    chrome.checked().await;
    chrome.until("return !!document.querySelector('.way .node')").await;
    for look in [Look::PHONE, Look::DESK, Look { width: 700, is_dark: true }] {
        chrome.look(look).await;
        assert_eq!(chrome.run(CROSSINGS).await, serde_json::json!([9, 8, 0, 0]), "{look:?}");
    }
    let broken = "return [...document.querySelectorAll('.way [data-state=problem]')].map(part => part.className)";
    assert_eq!(
        chrome.run(broken).await,
        serde_json::json!(["edge", "node"]),
        "the relay refuses, and the line to it is broken"
    );
    let cross = "return getComputedStyle(document.querySelector('.way .edge[data-state=problem]'), '::after').content";
    assert!(chrome.run(cross).await.as_str().is_some_and(|content| content.contains('✕')));
    // From top to bottom on a phone, from left to right on a desktop.
    let first_two = "const [a, b] = [...document.querySelectorAll('.way .node')].map(node => node.getBoundingClientRect()); return [a.bottom <= b.top, a.right <= b.left]";
    assert_eq!(chrome.run(first_two).await, serde_json::json!([false, true]));
    chrome.look(Look::PHONE).await;
    assert_eq!(chrome.run(first_two).await, serde_json::json!([true, false]));
    // Screen readers get the same: one sentence for each box, including those that were not
    // measured.
    let heard = chrome
        .run("return [...document.querySelectorAll('.way ul li')].map(item => item.innerText)")
        .await;
    let heard: Vec<&str> =
        heard.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    assert_eq!(heard.len(), 9, "{heard:?}");
    for sentence in [
        "Server che riceve: Non funziona (dal nostro server)",
        "La Sua casella: Non misurato",
        "La Sua rete: Ci raggiunge (dal Suo dispositivo)",
    ] {
        assert!(heard.contains(&sentence), "{sentence}: {heard:?}");
    }
    axe::check(&chrome, "the way").await;
    chrome.picture("phone-way").await;
    chrome.close().await;
}

/// A domain that refuses all mail, and has an IMAP server that greets very slowly.
const CERTAIN: &str = "anna@pendolaio.test";

/// The headline that is shown while checks run: its title, who must act, and what still runs.
const AHEAD: &str = "const card = document.querySelector('[data-testid=ahead]');
    const running = document.querySelector('[data-progress=running]');
    return card && running && [card.querySelector('h2').innerText, card.querySelector('.who').innerText, card.querySelector('.quiet').innerText]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certain_verdict_does_not_wait_for_a_slow_server() {
    let demo = Demo::start();
    for (look, lang) in [(Look::PHONE, "it"), (Look::DESK, "en")] {
        let chrome = Chrome::open(look).await;
        chrome.begin(demo.url(), lang, CERTAIN).await;
        let ahead = chrome.until(AHEAD).await;
        let said = |index: usize| ahead[index].as_str().unwrap_or_default().to_owned();
        let (title, who, open) = (said(0), said(1), said(2));
        assert!(open.contains("IMAP"), "{open}");
        axe::check(&chrome, "known ahead").await;
        chrome.picture(&format!("known-ahead-{lang}")).await;
        // The rest is stopped, and the verdict is the one that was promised.
        chrome.press("see-now").await;
        let verdict = chrome
            .until("const band = document.querySelector('.verdict'); const who = document.querySelector('.who strong'); return band && who && document.activeElement.tagName === 'H1' && [document.querySelector('h1').innerText, who.innerText]")
            .await;
        assert_eq!(verdict[0].as_str(), Some(title.as_str()));
        assert_eq!(verdict[1].as_str(), Some(who.as_str()));
        chrome.close().await;
    }
}
