//! The customer shares the session, an agent watches, the customer revokes the link: two browsers.

use tests::demo::Demo;

use crate::axe;
use crate::chrome::{Chrome, Look};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn support_watches_only_when_asked_and_only_until_told() {
    let demo = Demo::start();
    let customer = Chrome::open(Look::PHONE).await;
    customer.begin(demo.url(), "it", "anna@bottega.test").await;
    customer.arrive("scope").await;
    customer.press("share").await;
    axe::check(&customer, "before sharing").await;
    customer.press("create-link").await;
    let link = customer.until("return document.querySelector('[data-watch-link]')?.value").await;
    let link = link.as_str().expect("a link").to_owned();
    let (page, token) = link.split_once("#k=").expect("the capability is in the fragment");
    assert!(token.len() >= 40, "{} characters are too few", token.len());
    assert!(!page.contains(token));
    customer.picture("share-customer").await;

    let agent = Chrome::open(Look::DESK).await;
    agent.driver.goto(&link).await.expect("the link opens");
    agent.until("return !!document.querySelector('[data-action=join]')").await;
    // Opening a link registers no watcher, because chat programs and virus scanners open links too.
    assert_eq!(customer.run("return !!document.querySelector('[data-watcher]')").await, false);
    assert_eq!(
        agent.run("return location.hash").await,
        "",
        "the capability is gone from the agent's address bar"
    );
    // Nothing of the session is on the page before the customer sees a name.
    let shown = agent.run("return document.body.innerText").await;
    let shown = shown.as_str().unwrap_or_default();
    assert!(!shown.contains("bottega.test"), "{shown}");
    axe::check(&agent, "before joining").await;
    agent.join("Anna").await;
    customer
        .until("return document.querySelector('[data-watcher]')?.innerText.includes('Anna')")
        .await;
    axe::check(&agent, "the agent's view").await;
    // A second person with the same link is asked for a name too, and the customer sees it.
    let second = Chrome::open(Look::PHONE).await;
    second.driver.goto(&link).await.expect("the link opens");
    second.until("return !!document.querySelector('[data-action=join]')").await;
    let shown = second.run("return document.body.innerText").await;
    assert!(!shown.as_str().unwrap_or_default().contains("bottega.test"), "{shown}");
    second.join("Berto").await;
    customer
        .until("return document.querySelector('[data-watcher]')?.innerText.includes('Berto')")
        .await;
    second.close().await;
    agent.driver.refresh().await.expect("loads afresh");
    agent.until("return !!document.querySelector('[data-action=leave]')").await;
    // The agent is not the customer: no text on the agent's page addresses the reader as the
    // customer.
    let own_words = "return [...document.querySelectorAll('summary, figcaption, .node-name, .visually-hidden li')].map(part => part.textContent).join(' ')";
    let said = agent.run(own_words).await.as_str().unwrap_or_default().to_lowercase();
    assert!(
        said.contains("the customer's answers") || said.contains("risposte del cliente"),
        "{said}"
    );
    assert!(
        !["your ", "le sue ", "il suo ", "la sua "].iter().any(|word| said.contains(word)),
        "{said}"
    );
    agent.picture("share-agent").await;
    for action in ["continue", "change", "support", "stop", "check-again", "share", "erase"] {
        let found = agent
            .run(&format!("return document.querySelectorAll('[data-action={action}]').length"))
            .await;
        assert_eq!(found, 0, "the agent's view has no {action}");
    }

    // The customer's answer appears on the agent's page.
    customer.answer("scope", "all").await;
    customer.arrive("which_mailboxes").await;
    agent.until("return document.body.innerText.includes('Tutti') || document.body.innerText.includes('All of them')").await;

    // An agent who leaves sees nothing more, and comes back with the same name.
    agent.press("leave").await;
    agent.until("return document.activeElement.id === 'watch-name'").await;
    customer.until("return !document.querySelector('[data-watcher]')").await;
    let shown = agent.run("return document.body.innerText").await;
    assert!(!shown.as_str().unwrap_or_default().contains("bottega.test"), "{shown}");
    agent.join("").await;
    customer
        .until("return document.querySelector('[data-watcher]')?.innerText.includes('Anna')")
        .await;

    // Without storage, the link stays in the address bar: a reload asks for the name again.
    let refuse = "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('refused', 'SecurityError') } })";
    let refuse = serde_json::json!({ "source": refuse });
    agent
        .driver
        .cdp()
        .send_raw("Page.addScriptToEvaluateOnNewDocument", refuse)
        .await
        .expect("a script of its own");
    // From another document, so that the link is loaded and not only its fragment changes.
    agent.driver.goto("about:blank").await.expect("another document");
    agent.driver.goto(&link).await.expect("opens once more");
    for _ in 0..2 {
        agent.driver.refresh().await.expect("loads afresh");
        agent.join("Anna").await;
        assert_ne!(agent.run("return location.hash").await, "");
    }

    customer.press("stop-sharing").await;
    agent.until("return !!document.querySelector('[data-sharing-ended]')").await;
    customer.until("return !document.querySelector('[data-watcher]')").await;
    agent.driver.goto(&link).await.expect("opens once more");
    agent.driver.refresh().await.expect("loads afresh");
    agent.until("return !!document.querySelector('[data-sharing-ended]')").await;
    agent.close().await;
    customer.close().await;
}

/// It is not known whether the session was erased or never existed, so the page claims neither.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_to_nothing_claims_nothing() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    let here = chrome.run("return [location.pathname, location.hash]").await;
    let (path, hash) = (
        here[0].as_str().unwrap_or_default().to_owned(),
        here[1].as_str().unwrap_or_default().to_owned(),
    );
    let real = path.trim_start_matches("/s/");
    let never: String = real.chars().rev().collect();
    let key = hash.split('&').next().unwrap_or_default();
    let other: String =
        format!("#k={}", key.trim_start_matches("#k=").chars().rev().collect::<String>());
    for (address, heading, part) in [
        (format!("/s/{never}{key}"), "Qui non c'è nessuna verifica", "non possiamo distinguerlo"),
        (
            format!("/watch/{never}{key}"),
            "Qui non c'è nessuna verifica",
            "non possiamo distinguerlo",
        ),
        (
            format!("/watch/{real}{other}"),
            "Questo collegamento non apre nessuna verifica",
            "Forse è stato copiato solo in parte",
        ),
    ] {
        chrome.driver.goto("about:blank").await.expect("an empty page");
        chrome.driver.goto(format!("{}{address}", demo.url())).await.expect("the page opens");
        let lang = "document.querySelector('[data-action=language][data-lang=it]')?.click()";
        chrome.until("return !!document.querySelector('[data-step=ended] h1')").await;
        chrome.run(lang).await;
        chrome.until("return document.documentElement.lang === 'it' || !document.querySelector('[data-action=language]')").await;
        let said = chrome.run("return document.body.innerText").await;
        let said = said.as_str().unwrap_or_default();
        let is_english = said.contains("There is no check-up here")
            || said.contains("This link opens no check-up");
        assert!(is_english || (said.contains(heading) && said.contains(part)), "{address}: {said}");
        assert!(
            !said.contains("è stata cancellata.")
                && !said.contains("was erased.")
                && !said.contains("terminata"),
            "{address}: {said}"
        );
    }
    chrome.close().await;
}
