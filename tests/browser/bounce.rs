//! A bounce is pasted or dropped and explained at once, in both languages, without any request.

use serde_json::json;
use tests::demo::Demo;
use tests::scratch::Scratch;
use thirtyfour::prelude::*;

use crate::axe;
use crate::chrome::{Chrome, Look};

const REPORT: &str = include_str!("../../shared/mail/src/bounce/fixtures/postfix_full_rcpt.eml");
const READING: &str = "document.querySelector('[data-testid=bounce-reading]')";

/// Inserts a text into the field all at once, as a paste does.
async fn paste(chrome: &Chrome, text: &str) {
    let script = format!(
        "const field = document.getElementById('field-bounce'); field.focus(); field.select();
         document.execCommand('insertText', false, {})",
        json!(text)
    );
    chrome.run(&script).await;
}

/// Drops a file onto the field.
async fn drop_file(chrome: &Chrome, text: &str) {
    let script = format!(
        "const data = new DataTransfer(); data.items.add(new File([{}], 'avviso.eml', {{ type: 'message/rfc822' }}));
         document.getElementById('field-bounce').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}))",
        json!(text)
    );
    chrome.run(&script).await;
}

async fn requests(chrome: &Chrome) -> u64 {
    let count = chrome.run("return performance.getEntriesByType('resource').filter(e => !e.name.includes('/events')).length").await;
    count.as_u64().unwrap_or_default()
}

/// Goes to the field for the bounce: "contact support", on a phone.
async fn open_ticket(demo: &Demo) -> Chrome {
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    chrome.press("support").await;
    chrome.arrive("ticket").await;
    chrome
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bounce_is_explained_where_it_is_pasted() {
    let demo = Demo::start();
    let chrome = open_ticket(&demo).await;
    assert_eq!(
        chrome.run(&format!("return {READING}")).await,
        serde_json::Value::Null,
        "nothing is said of an empty field"
    );
    let before = requests(&chrome).await;

    paste(&chrome, "550 5.1.0 <info@bottega.test> sender rejected (smtps.aruba.it)").await;
    chrome
        .until(&format!("return {READING}?.innerText.includes(\"L'indirizzo del mittente non è quello della casella che invia.\")"))
        .await;
    let text = chrome
        .run(&format!("{READING}.querySelector('details').open = true; return {READING}.innerText"))
        .await;
    let text = text.as_str().unwrap_or_default();
    for part in
        ["550 5.1.0, rifiuto definitivo", "Deve farlo l'altra parte", "Aruba", "webmail.aruba.it"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    axe::check(&chrome, "an explained bounce").await;
    chrome.picture("phone-bounce").await;

    // A whole message dropped as a file replaces the text; the field can still be edited.
    drop_file(&chrome, REPORT).await;
    chrome
        .until(&format!(
            "return {READING}?.innerText.includes('La casella del destinatario è piena.')"
        ))
        .await;
    let text = chrome.run(&format!("return {READING}.innerText")).await;
    for part in ["full@full.test", "552 5.2.2", "203.0.113.23", "mx.sender.test", "21 Nov 2026"] {
        assert!(text.as_str().is_some_and(|text| text.contains(part)), "{part}\n{text}");
    }
    paste(&chrome, "Ci vediamo domani.").await;
    chrome
        .until(&format!("return {READING}?.innerText.includes('non troviamo la risposta')"))
        .await;

    // In the other language. The text is kept.
    paste(&chrome, "452 4.2.2 Mailbox is full").await;
    chrome.until(&format!("return {READING}?.innerText.includes('rifiuto temporaneo')")).await;
    let english = chrome
        .driver
        .find(By::Css(
            "[data-action=language][lang=en], [data-action=language][value=en], [data-lang=en]",
        ))
        .await
        .expect("a button");
    english.click().await.expect("a press");
    chrome
        .until(&format!(
            "return {READING}?.innerText.includes(\"The recipient's mailbox is full.\")"
        ))
        .await;
    axe::check(&chrome, "an explained bounce in English").await;
    assert_eq!(requests(&chrome).await, before, "pasting asks nobody");
    chrome.close().await;
}

/// Drops a file from the disk onto the element that matches `css`, with the pointer.
async fn drop_onto(chrome: &Chrome, css: &str, file: &std::path::Path) {
    let middle = format!(
        "const place = document.querySelector('{css}'); place.scrollIntoView({{ block: 'center' }});
         const box = place.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]"
    );
    let middle = chrome.run(&middle).await;
    for kind in ["dragEnter", "dragOver", "drop"] {
        let data = json!({ "items": [], "files": [file], "dragOperationsMask": 1 });
        let event = json!({ "type": kind, "x": middle[0], "y": middle[1], "data": data });
        chrome
            .driver
            .cdp()
            .send_raw("Input.dispatchDragEvent", event)
            .await
            .unwrap_or_else(|err| panic!("{kind}: {err}"));
    }
}

/// A file is read wherever on the page it is dropped, because a field is a small target.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bounce_file_is_explained_wherever_it_falls() {
    let scratch = Scratch::new("dropped-bounce");
    let full = scratch.write("avviso.eml", REPORT);
    let refused = scratch.write(
        "rifiuto.txt",
        "550 5.1.1 <nessuno@bottega.test>: Recipient address rejected: User unknown",
    );
    let demo = Demo::start();
    let chrome = open_ticket(&demo).await;
    let before = requests(&chrome).await;
    drop_onto(&chrome, "#field-bounce", &full).await;
    chrome
        .until(&format!(
            "return {READING}?.innerText.includes('La casella del destinatario è piena.')"
        ))
        .await;
    drop_onto(&chrome, "h1", &refused).await;
    chrome.until(&format!("return {READING}?.innerText.includes('550 5.1.1')")).await;
    assert_eq!(chrome.step().await, "ticket", "the page is still there");
    chrome.look_at("bounce-dropped").await;
    assert_eq!(requests(&chrome).await, before, "a dropped file asks nobody");
    chrome.close().await;
}

/// A message that a filter took for junk; its names hold markup, and its body is private.
const ARRIVED: &str = "X-Spam-Status: Yes, score=7.1 required=5.0 tests=BAYES_99
Authentication-Results: mx.bottega.test; spf=fail smtp.mailfrom=altra.test; dmarc=fail header.from=altra.test
Received: from <b>x</b> (out.altra.test [192.0.2.9]) by mx.bottega.test (Postfix); Sat, 21 Nov 2026 10:48:02 +0100
Received: from pc.altra.test (pc.altra.test [192.0.2.3]) by out.altra.test; Sat, 21 Nov 2026 10:00:01 +0100
List-Id: <img src=x onerror=alert(1)>
Date: Sat, 21 Nov 2026 10:00:00 +0100
From: ugo@altra.test

Una lettera privata.
";

/// The headers of a message are read in the browser, whose file gives only its header.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_arrived_is_read_where_it_is_dropped() {
    let demo = Demo::start();
    let chrome = open_ticket(&demo).await;
    let before = requests(&chrome).await;
    drop_file(&chrome, ARRIVED).await;
    chrome.until(&format!("return {READING}?.innerText.includes('qui ha aspettato 48 min')")).await;
    let text = chrome.run(&format!("return {READING}.innerText")).await;
    for part in [
        "Il filtro di chi riceve ha segnato il messaggio.",
        "Il messaggio è stato preso per posta indesiderata.",
        "out.altra.test → mx.bottega.test",
        "l'attesa può dipendere da chi inviava o da chi riceveva",
        "SPF, il server può inviare (altra.test): non superato; lo afferma mx.bottega.test",
        "punti 7.1, soglia 5.0; BAYES_99",
        "img src=x onerror=alert(1)",
    ] {
        assert!(text.as_str().is_some_and(|text| text.contains(part)), "{part}\n{text}");
    }
    let inserted = chrome.run(&format!("return {READING}.querySelectorAll('img, b').length")).await;
    assert_eq!(inserted, json!(0), "the text of a header is never markup");
    let kept = chrome.run("return document.getElementById('field-bounce').value").await;
    let kept = kept.as_str().unwrap_or_default();
    assert!(kept.contains("BAYES_99") && !kept.contains("privata"), "{kept}");
    axe::check(&chrome, "a message that arrived").await;
    chrome.look_at("message-arrived").await;
    assert_eq!(requests(&chrome).await, before, "a dropped message asks nobody");
    chrome.close().await;
}

/// The owner is the one that the verdict will name: it depends on the side of the text, as
/// determined or chosen.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_job_it_is_follows_whom_the_text_is_about() {
    let demo = Demo::start();
    let chrome = open_ticket(&demo).await;
    let says = |part: &str| format!("return {READING}?.innerText.includes({})", json!(part));
    // "Nothing arrives": the full mailbox is the customer's own.
    paste(&chrome, "552 5.2.2 Mailbox is full").await;
    chrome.until(&says("Tocca a Lei")).await;
    paste(&chrome, "552 5.2.2 <ugo@altra.test>: Mailbox is full").await;
    chrome.until(&says("Deve farlo l'altra parte")).await;
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-line=\"input.bounce\"]')").await;
    chrome
        .run("document.querySelector('[data-line=\"input.bounce\"] [data-action=change]').click()")
        .await;
    for (side, who) in [
        ("received", "Tocca a Lei"),
        ("forwarded", "Tocca a Lei"),
        ("sent", "Deve farlo l'altra parte"),
    ] {
        chrome
            .until(&format!(
                "return !!{READING}?.querySelector('[data-testid=side] [data-side={side}]')"
            ))
            .await;
        chrome
            .run(&format!(
                "{READING}.querySelector('[data-testid=side] [data-side={side}]').click()"
            ))
            .await;
        chrome
            .until(&format!(
                "return {READING}?.querySelector('.bounce-item')?.dataset.side === '{side}'"
            ))
            .await;
        chrome.until(&says(who)).await;
    }
    axe::check(&chrome, "a bounce whose side was chosen").await;
    chrome.picture("phone-bounce-side").await;
    chrome.close().await;
}
