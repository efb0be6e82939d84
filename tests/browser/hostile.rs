//! Text from strangers in every field and answer: it is shown as text, in the page, in support's
//! view and in the report, and nothing of it runs.

use reqwest::Client;
use serde_json::json;
use tests::demo::Demo;

use crate::chrome::{Chrome, Look};

/// Marks that become an element, a script or a request if they are not escaped.
const PAYLOADS: [&str; 26] = [
    "<script>evil()</script>",
    "</textarea><script>evil()</script>",
    "</script><script>evil()</script>",
    "</title></style><script>evil()</script>",
    "<img src=x onerror=evil() data-evil>",
    "\"><img src=x onerror=evil() data-evil>",
    "'><img src=x onerror=evil() data-evil>",
    "<svg onload=evil() data-evil>",
    "<svg><script>evil()</script></svg>",
    "<iframe srcdoc='<script>parent.evil()</script>' data-evil></iframe>",
    "<iframe src=javascript:parent.evil() data-evil></iframe>",
    "<object data=javascript:evil() data-evil></object>",
    "<embed src=javascript:evil() data-evil>",
    "<a href=javascript:evil() data-evil>550 5.1.1 click</a>",
    "<form action=javascript:evil() data-evil><button>x</button></form>",
    "<details open ontoggle=evil() data-evil>",
    "<input autofocus onfocus=evil() data-evil>",
    "<body onload=evil() data-evil>",
    "<style>@import 'https://evil.example/x.css';</style><b data-evil></b>",
    "<link rel=stylesheet href=https://evil.example/x.css data-evil>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/' data-evil>",
    "<base href=https://evil.example/ data-evil>",
    "<math><mtext><table><mglyph><style><img src=x onerror=evil() data-evil>",
    "<noscript><p title=\"</noscript><img src=x onerror=evil() data-evil>\">",
    "{{constructor.constructor('evil()')()}}",
    "&lt;img src=x onerror=evil() data-evil&gt;",
];

/// Counts calls and refused loads from the first moment of every document of the window.
async fn listen(chrome: &Chrome) {
    let source = "window.evil = () => { window.evilCount = (window.evilCount ?? 0) + 1 };
        window.alert = window.evil;
        document.addEventListener('securitypolicyviolation', event => { window.refused = (window.refused ?? '') + event.violatedDirective + ' ' + event.blockedURI + '; ' })";
    let script = json!({ "source": source });
    let added = chrome.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await;
    added.expect("a script of every document");
}

/// Asserts that nothing of a payload became an element, ran, or was loaded.
async fn nothing_came_of_it(chrome: &Chrome, place: &str) {
    let seen = chrome
        .run("return [document.querySelectorAll('[data-evil]').length, window.evilCount ?? 0, window.refused ?? '', location.hostname]")
        .await;
    assert_eq!(seen, json!([0, 0, "", "127.0.0.1"]), "{place}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_from_a_stranger_stays_a_text() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    listen(&chrome).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    chrome.press("support").await;
    chrome.arrive("ticket").await;

    let bounces: String = PAYLOADS
        .iter()
        .map(|payload| format!("550 5.1.1 <anna@bottega.test>: {payload}\n"))
        .collect();
    for text in PAYLOADS.iter().map(|payload| format!("550 5.1.1 {payload}")).chain([bounces]) {
        let script = format!(
            "const field = document.getElementById('field-bounce'); field.focus(); field.select();
             document.execCommand('insertText', false, {})",
            json!(text)
        );
        chrome.run(&script).await;
        chrome.until("return !!document.querySelector('[data-testid=bounce-reading]')").await;
        nothing_came_of_it(&chrome, &text).await;
    }
    // With a bounce the page would go on to its verdict: a text without one is pasted over it.
    chrome
        .run("const field = document.getElementById('field-bounce'); field.focus(); field.select(); document.execCommand('insertText', false, 'Ci vediamo domani.')")
        .await;
    // As many as the fields hold.
    let (some, others) = PAYLOADS.split_at(PAYLOADS.len() / 2);
    for (field, payloads) in ["programs", "changes"].into_iter().zip([some, others]) {
        chrome.write(field, &payloads.join(" ")).await;
    }
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-line=\"input.changes\"]')").await;
    nothing_came_of_it(&chrome, "the ticket").await;
    let shown = chrome.run("return document.querySelector('.review').innerText").await;
    for payload in PAYLOADS {
        assert!(shown.as_str().is_some_and(|text| text.contains(payload)), "{payload}\n{shown}");
    }

    // The report, as a document of its own.
    let report = report(&chrome, demo.url()).await;
    assert!(report.contains("&lt;script&gt;evil()"), "the report shows it as text");
    let open = format!(
        "const frame = document.createElement('iframe'); frame.id = 'report'; frame.sandbox = 'allow-same-origin';
         frame.srcdoc = {}; document.body.append(frame)",
        json!(report)
    );
    chrome.run(&open).await;
    chrome
        .until("return document.getElementById('report').contentDocument?.body?.innerText.includes('evil()')")
        .await;
    let inside = chrome
        .run("return document.getElementById('report').contentDocument.querySelectorAll('[data-evil], script').length")
        .await;
    assert_eq!(inside, json!(0), "the report");
    chrome.close().await;
}

/// The HTML report, fetched with the capability in the address of the page.
async fn report(chrome: &Chrome, url: &str) -> String {
    let access = chrome
        .run("return [location.pathname.split('/').pop(), new URLSearchParams(location.hash.slice(1)).get('k')]")
        .await;
    let [id, token] = [&access[0], &access[1]].map(|part| part.as_str().expect("a text"));
    let request = Client::new().get(format!("{url}/api/v1/sessions/{id}/report.html"));
    let answer = request.bearer_auth(token).send().await.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    answer.text().await.expect("a text")
}
