//! A playbook as its operator sees it: a diagram that scrolls inside its own box, and the same as a
//! list below it.

use tests::demo::Demo;
use thirtyfour::prelude::*;

use crate::chrome::{Chrome, Look};

/// Opens the page of a playbook.
async fn open(chrome: &Chrome, demo: &Demo, playbook: &str, lang: &str) {
    chrome
        .driver
        .goto(format!("{}/playbooks/{playbook}?lang={lang}", demo.url()))
        .await
        .expect("the page opens");
    chrome.until("return document.readyState === 'complete'").await;
    assert_eq!(chrome.run("return document.documentElement.lang").await, lang);
}

/// What the diagram shows and what the list contains: edges, and steps.
const COUNTS: &str = "const count = css => document.querySelectorAll(css).length;
    return [[count('svg path.way'), count('svg rect.card')], [count('li.to'), count('section h3')]]";

/// Links of the list whose step does not exist.
const LOOSE: &str = "return [...document.querySelectorAll('a[href^=\"#\"]')].filter(link => !document.querySelector(link.hash)).length";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_picture_of_a_playbook_has_a_list_that_says_the_same() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let mut headings = Vec::new();
    for playbook in ["generic", "tweppy", "seit"] {
        for lang in ["it", "en"] {
            open(&chrome, &demo, playbook, lang).await;
            let counts = chrome.run(COUNTS).await;
            assert!(counts[0][0].as_u64() > Some(20), "{playbook}: {counts}");
            assert_eq!(counts[0], counts[1], "{playbook} in {lang}: what is drawn is in the list");
            assert_eq!(
                chrome.run(LOOSE).await,
                0,
                "{playbook} in {lang}: every link leads to its step"
            );
            headings.push(
                chrome.run("return document.querySelector('h1').innerText").await.to_string(),
            );
            chrome.look_at(&format!("picture-{playbook}-{lang}")).await;
        }
    }
    headings.dedup();
    assert_eq!(headings.len(), 6, "each in its own words: {headings:?}");
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_picture_is_reached_and_moved_by_the_keyboard() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    open(&chrome, &demo, "generic", "it").await;
    chrome.tab_to(".picture").await;
    let name = "return document.getElementById(document.activeElement.getAttribute('aria-labelledby')).innerText";
    assert_eq!(chrome.run(name).await, "Disegno");
    assert_eq!(
        chrome.run("return getComputedStyle(document.activeElement).outlineStyle").await,
        "solid",
        "the focus is seen"
    );
    chrome.keys(Key::Right).await;
    chrome.until("return document.activeElement.scrollLeft > 0").await;

    // From the list to a step, and to the page in the other language.
    chrome.tab_to("li.to a").await;
    let step = chrome.run("return document.activeElement.hash").await;
    chrome.keys(Key::Enter).await;
    chrome
        .until(&format!(
            "return location.hash === {step} && document.querySelector(':target').matches('h3')"
        ))
        .await;
    chrome.run("document.querySelector('a[hreflang=en]').focus()").await;
    chrome.keys(Key::Enter).await;
    chrome.until("return document.documentElement.lang === 'en' && document.querySelector('h2').innerText === 'Picture'").await;
    chrome.close().await;
}
