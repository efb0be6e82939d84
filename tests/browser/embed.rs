//! A help centre embeds Sportello: as a frame, in a sandboxed frame, and with the custom element.

use std::net::SocketAddr;

use axum::response::Html;
use axum::routing::get;
use serde_json::json;
use tests::demo::Demo;

use crate::chrome::{Chrome, Look};

/// An article of a help centre, on another origin.
async fn host(body: String) -> SocketAddr {
    let page = format!(
        "<!doctype html><html lang=it><title>Aiuto</title><body style='margin:0'><h1>Articolo</h1><div style='block-size:1200px'>…</div>{body}<p>Fine</p>"
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let router = axum::Router::new().route("/", get(move || async move { Html(page) }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Goes to the end of the path inside the frame.
async fn walk_inside(chrome: &Chrome) {
    let frame = chrome.driver.find(thirtyfour::By::Css("iframe")).await.expect("a frame");
    frame.scroll_into_view().await.expect("scrolls");
    frame.enter_frame().await.expect("inside the frame");
    chrome.touch().await;
    chrome.write_address("anna@trasloco.test").await;
    chrome.press("continue").await;
    chrome.concluded("dns_after_move").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frame_in_a_sandbox_leads_to_the_same_end() {
    let demo = Demo::start();
    for sandbox in ["", "sandbox='allow-scripts'"] {
        let frame = format!(
            "<iframe title='Sportello' {sandbox} style='inline-size:100%;block-size:900px' src='{}/embed?playbook=seit&lang=it'></iframe>",
            demo.url()
        );
        let address = host(frame).await;
        let chrome = Chrome::open(Look::DESK).await;
        chrome.driver.goto(format!("http://{address}/")).await.expect("the article opens");
        walk_inside(&chrome).await;
        chrome.driver.enter_default_frame().await.expect("outside again");
        chrome.picture(if sandbox.is_empty() { "embed-frame" } else { "embed-sandbox" }).await;
        chrome.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_element_takes_exactly_the_height_it_needs_and_steals_nothing() {
    let demo = Demo::start();
    let element = format!(
        "<script type=module src='{}/embed.js'></script><sportello-checkup playbook=seit lang=it></sportello-checkup>",
        demo.url()
    );
    let recorder = "<script>window.messages = []; addEventListener('message', event => messages.push(event.data))</script>";
    let address = host(format!("{recorder}{element}")).await;
    let chrome = Chrome::open(Look::DESK).await;
    chrome.driver.goto(format!("http://{address}/")).await.expect("the article opens");
    chrome.until("return customElements.get('sportello-checkup') !== undefined").await;
    assert_eq!(
        chrome.run("return [scrollY, document.activeElement.tagName]").await,
        json!([0, "BODY"]),
        "neither scroll nor focus at load"
    );
    chrome.run("document.querySelector('sportello-checkup').scrollIntoView()").await;
    chrome.until("return !!document.querySelector('sportello-checkup iframe, sportello-checkup') && (document.querySelector('iframe') || document.querySelector('sportello-checkup').shadowRoot?.querySelector('iframe')) !== null").await;
    chrome.until("return messages.some(m => m.ns === 'sportello' && m.type === 'height')").await;
    walk_inside(&chrome).await;
    let inner = chrome
        .until("return document.querySelector('[data-embed-root]')?.getBoundingClientRect().height")
        .await;
    chrome.driver.enter_default_frame().await.expect("outside again");
    let difference = format!(
        "return Math.abs(document.querySelector('iframe').getBoundingClientRect().height - {inner}) <= 1.5"
    );
    chrome.until(&difference).await;
    let talk = chrome.run("return JSON.stringify(messages)").await;
    let talk = talk.as_str().unwrap_or_default();
    assert!(
        !talk.contains('@') && !talk.contains("trasloco"),
        "no answer and no address leaves the frame: {talk}"
    );
    assert_eq!(
        talk.matches(r#""type":"conclusion","cause":"dns_after_move""#).count(),
        1,
        "the first ranked cause, once: {talk}"
    );
    chrome.picture("embed-element").await;
    chrome.close().await;
}

/// In a sandboxed frame the browser drops downloads without an error and refuses the clipboard: the
/// text itself is shown, to be copied.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_sandbox_forbids_is_offered_by_hand() {
    let demo = Demo::start();
    for sandbox in ["allow-scripts", "allow-scripts allow-same-origin"] {
        let frame = format!(
            "<iframe title='Sportello' sandbox='{sandbox}' style='inline-size:100%;block-size:900px' src='{}/embed?playbook=seit&lang=it'></iframe>",
            demo.url()
        );
        let address = host(frame).await;
        let chrome = Chrome::open(Look::DESK).await;
        chrome.driver.goto(format!("http://{address}/")).await.expect("the article opens");
        walk_inside(&chrome).await;
        chrome.press("support").await;
        chrome.press("continue").await;
        for action in ["copy", "download-html", "download-zip"] {
            chrome.press(action).await;
            let text = "const area = document.querySelector('.by-hand textarea'); \
                        return !!area && area.selectionEnd - area.selectionStart === area.value.length && area.value";
            let text = chrome.until(text).await;
            assert!(
                text.as_str().is_some_and(|text| text.contains("trasloco.test")),
                "{sandbox}, {action}: {text}"
            );
        }
        // With masked addresses the text is masked, too, and nothing else is offered to copy.
        chrome.run("document.querySelector('#mask').click()").await;
        chrome.until("return !document.querySelector('[data-action=copy]')").await;
        chrome.press("download-zip").await;
        let text =
            "const area = document.querySelector('.by-hand textarea'); return !!area && area.value";
        let text = chrome.until(text).await;
        let text = text.as_str().unwrap_or_default();
        assert!(
            text.contains("masked-1@trasloco.test") && !text.contains("anna@"),
            "{sandbox}: {text}"
        );
        chrome.close().await;
    }
}

/// The settings of the surrounding page apply before the application has loaded, after it has, and
/// to links to another playbook.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wishes_of_the_page_around_outlive_the_first_page() {
    let demo = Demo::start();
    let frame = format!(
        "<iframe title='Sportello' style='inline-size:100%;block-size:900px' src='{}/embed?playbook=seit&lang=it&host=https://aiuto.test'></iframe>",
        demo.url()
    );
    let address = host(frame).await;
    let chrome = Chrome::open(Look { is_dark: true, ..Look::DESK }).await;
    chrome.driver.goto(format!("http://{address}/")).await.expect("the article opens");
    let frame = chrome.driver.find(thirtyfour::By::Css("iframe")).await.expect("a frame");
    let shown = "const root = document.documentElement; return root.classList.contains('live') && `${root.lang} ${root.dataset.theme}`";
    frame.clone().enter_frame().await.expect("inside the frame");
    assert_eq!(chrome.until(shown).await, "it light", "without a wish a frame is light");
    chrome.driver.enter_default_frame().await.expect("outside again");
    chrome.run("frames[0].postMessage({ ns: 'sportello', v: 1, type: 'set', lang: 'en', theme: 'dark' }, '*')").await;
    frame.enter_frame().await.expect("inside the frame");
    let is_heard = "return document.documentElement.lang === 'en' && document.documentElement.dataset.theme === 'dark'";
    chrome.until(is_heard).await;
    chrome.touch().await;
    assert_eq!(chrome.run(is_heard).await, true, "the application keeps them");
    let links = "return [...document.querySelectorAll('nav.others a')].map(link => new URL(link.href).searchParams)
        .filter(wishes => wishes.get('lang') === 'en' && wishes.get('theme') === 'dark' && wishes.get('host') === 'https://aiuto.test').length";
    assert!(chrome.run(links).await.as_u64() >= Some(1), "other checklists");
    chrome.close().await;
}

/// A frame continues the session of its own playbook, and forgets a session that no longer exists.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frame_keeps_one_session_for_each_checklist() {
    let demo = Demo::start();
    let frame = |playbook: &str| {
        format!(
            "<iframe style='inline-size:100%;block-size:900px' src='{}/embed?playbook={playbook}&lang=it'></iframe>",
            demo.url()
        )
    };
    let address = host(frame("seit")).await;
    let other = host(frame("generic")).await;
    let chrome = Chrome::open(Look::DESK).await;
    chrome.driver.goto(format!("http://{address}/")).await.expect("the article opens");
    walk_inside(&chrome).await;
    let inside = async || {
        chrome.driver.enter_default_frame().await.expect("outside again");
        let frame = chrome.driver.find(thirtyfour::By::Css("iframe")).await.expect("a frame");
        frame.enter_frame().await.expect("inside the frame");
    };
    chrome.driver.refresh().await.expect("loads afresh");
    inside().await;
    chrome.concluded("dns_after_move").await;
    chrome.driver.goto(format!("http://{other}/")).await.expect("another article opens");
    inside().await;
    chrome.until("return !!document.getElementById('first')?.classList.contains('open')").await;

    chrome.driver.goto(format!("http://{address}/")).await.expect("the article opens");
    inside().await;
    chrome.concluded("dns_after_move").await;
    let kept = "localStorage['sportello.session.seit']";
    chrome.run(&format!("{kept} = 'AAAAAAAAAAAAAAAAAAAAAA ' + {kept}.split(' ')[1]")).await;
    chrome.driver.refresh().await.expect("loads afresh");
    inside().await;
    chrome.until("return !!document.querySelector('[data-step=ended]')").await;
    assert_eq!(chrome.run(&format!("return {kept} === undefined")).await, true);
    chrome.close().await;
}
