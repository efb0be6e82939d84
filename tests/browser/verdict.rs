//! The verdict as its reader sees it: its severity, what is wrong, who must act, and one primary
//! action.

use serde_json::json;
use tests::demo::Demo;
use thirtyfour::prelude::*;

use crate::chrome::{Chrome, Look};

/// What a reader sees first, by element.
const GLANCE: &str =
    "const verdict = document.querySelector('[data-conclusion]'), said = css => verdict.querySelector(css)?.innerText.trim() ?? null;
    return { cause: verdict.dataset.cause, owner: verdict.dataset.owner, confidence: verdict.dataset.confidence, band: verdict.dataset.band,
        title: said('.band strong'), time: said('.band .when'), heading: said('h1'), who: said('.who strong'), sure: said('.how-sure'),
        still: verdict.querySelector('[data-testid=still-works] a')?.href ?? said('[data-testid=still-works]') }";

/// The primary actions of the whole verdict; there must be only one.
const PRIMARY: &str =
    "return [...document.querySelectorAll('[data-conclusion] .button:not(.quiet-button)')]
    .filter(button => button.offsetParent !== null).map(button => button.dataset.action)";

/// One row: the verdict for a domain and some answers.
struct Case {
    playbook: &'static str,
    address: &'static str,
    answers: &'static [(&'static str, &'static str)],
    /// Cause, owner, band and the primary action.
    expected: [&'static str; 4],
    /// The band's title, and the beginning of the sentence on who must act, in Italian.
    said: [Option<&'static str>; 2],
}

const CASES: &[Case] = &[
    Case {
        playbook: "seit",
        address: "anna@bottega.test",
        answers: &[("scope", "all"), ("which_mailboxes", "one"), ("mailbox_full", "yes")],
        expected: ["mailbox_full", "you", "problem", "first-step"],
        said: [Some("La posta non arriva"), Some("Tocca a Lei")],
    },
    Case {
        playbook: "seit",
        address: "anna@panificio.test",
        answers: &[],
        expected: ["mail_servers_down", "mail_provider", "problem", "open-ticket"],
        said: [Some("La posta non arriva"), Some("Tocca a noi (SEIT).")],
    },
    // The same fault, if the operator is not the provider.
    Case {
        playbook: "generic",
        address: "anna@panificio.test",
        answers: &[],
        expected: ["mail_servers_down", "mail_provider", "problem", "copy"],
        said: [Some("La posta non arriva"), Some("Deve farlo chi fornisce la posta.")],
    },
    Case {
        playbook: "seit",
        address: "anna@trasloco.test",
        answers: &[],
        expected: ["dns_after_move", "domain_admin", "problem", "copy"],
        said: [Some("La posta non arriva"), Some("Deve farlo chi gestisce il dominio")],
    },
    Case {
        playbook: "seit",
        address: "anna@bottega.test",
        answers: &[("scope", "one"), ("spam_folder", "found")],
        expected: ["taken_for_junk", "other_side", "warning", "copy"],
        said: [Some("La posta finisce fra quella indesiderata"), Some("Deve farlo l'altra parte")],
    },
    Case {
        playbook: "generic",
        address: "anna@serratura.test",
        answers: &[],
        expected: ["dnssec_broken", "domain_admin", "problem", "copy"],
        said: [
            Some("Una parte della posta non arriva"),
            Some("Deve farlo chi gestisce il dominio"),
        ],
    },
];

/// Enters the address into the form of a playbook, and starts.
async fn begin(chrome: &Chrome, demo: &Demo, playbook: &str, lang: &str, address: &str) {
    chrome.open_form(&format!("{}/?playbook={playbook}&lang={lang}", demo.url())).await;
    chrome.write_address(address).await;
    chrome.press("continue").await;
}

async fn walk(chrome: &Chrome, demo: &Demo, lang: &str, case: &Case) {
    begin(chrome, demo, case.playbook, lang, case.address).await;
    for (step, option) in case.answers {
        chrome.answer(step, option).await;
    }
    chrome.concluded(case.expected[0]).await;
}

/// Goes to the field for a delivery failure, and submits this text.
async fn paste(chrome: &Chrome, demo: &Demo, text: &str) {
    begin(chrome, demo, "generic", "it", "anna@bottega.test").await;
    chrome.answer("symptom", "bounce").await;
    chrome.arrive("bounce_text").await;
    let write = format!(
        "const field = document.getElementById('field-bounce'); field.value = {}; field.dispatchEvent(new Event('input', {{ bubbles: true }}))",
        json!(text)
    );
    chrome.run(&write).await;
    chrome.press("continue").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_a_glance_it_says_how_it_stands_who_must_act_and_one_thing_to_do() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    for case in CASES {
        walk(&chrome, &demo, "it", case).await;
        let glance = chrome.run(GLANCE).await;
        let [cause, owner, band, action] = case.expected;
        assert_eq!(
            [&glance["cause"], &glance["owner"], &glance["band"]],
            [cause, owner, band],
            "{glance}"
        );
        assert_eq!(chrome.run(PRIMARY).await, json!([action]), "{cause}: one thing to do");
        let [title, who] = case.said;
        assert_eq!(glance["title"].as_str(), title, "{glance}");
        assert!(
            glance["who"].as_str().zip(who).is_some_and(|(said, who)| said.starts_with(who)),
            "{glance}"
        );
        // A conclusion from answers alone has no time of measurement.
        let is_said = ["mailbox_full", "taken_for_junk"].contains(&cause);
        assert_eq!(
            glance["time"].as_str().is_some_and(|time| time.starts_with("misurato alle ")),
            !is_said,
            "{glance}"
        );
        assert!(glance["sure"].as_str().is_some_and(|sure| !sure.is_empty()), "{glance}");
        // Everything is within the first screen of a phone.
        let end = "const [last] = [...document.querySelectorAll('.who')]; return last.getBoundingClientRect().bottom + scrollY";
        assert!(chrome.run(end).await.as_f64().is_some_and(|end| end < 640.0), "{cause}");
        // The focus is on the heading, which the title repeats. Each folded section shows the
        // number of its items.
        assert_eq!(chrome.run("return document.activeElement.id").await, "heading");
        let folds = "return [...document.querySelectorAll('[data-conclusion] .folds > details > summary, .answers > summary')].every(fold => /\\d/.test(fold.innerText))";
        assert_eq!(chrome.run(folds).await, true, "{cause}: every fold has its number");
        let open = chrome.run("return document.querySelectorAll('main details[open], .below details[open]').length").await;
        assert_eq!(open, 0, "{cause}: everything else is folded");
    }
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_fits_any_window_and_any_reader() {
    let demo = Demo::start();
    for lang in ["it", "en"] {
        let chrome = Chrome::open(Look::PHONE).await;
        for case in CASES {
            walk(&chrome, &demo, lang, case).await;
            let name = format!("verdict-{}-{}-{lang}", case.playbook, case.expected[0]);
            chrome.look_at(&name).await;
            chrome
                .run("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
                .await;
            chrome.look_at(&format!("{name}-open")).await;
        }
        chrome.close().await;
    }
}

/// If the fix is the customer's job, the action leads to the first step; if it is the operator's
/// job, to a ticket that contains everything.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_one_thing_to_do_leads_on() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let [yours, operators, ..] = CASES else { panic!("two cases") };
    walk(&chrome, &demo, "it", yours).await;
    chrome.press("first-step").await;
    let at = "return [document.activeElement.tagName, document.activeElement.closest('details').open, document.activeElement === document.querySelector('.steps li')]";
    assert_eq!(chrome.run(at).await, json!(["LI", true, true]));
    assert_eq!(
        chrome.run("return document.querySelectorAll('[data-testid=message]').length").await,
        0,
        "nobody is to be told"
    );

    walk(&chrome, &demo, "it", operators).await;
    chrome.press("open-ticket").await;
    chrome.arrive("ticket").await;
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-line=outcome]')").await;
    let outcome =
        chrome.run("return document.querySelector('[data-line=outcome]').innerText").await;
    let heading =
        words::conclusion(terms::Lang::It, checklist::conclusion::CauseCode::MailServersDown);
    assert!(
        outcome.as_str().is_some_and(|outcome| outcome.contains(heading.trim_end_matches('.'))),
        "{outcome}"
    );
    // After going back, the verdict is unchanged.
    chrome.driver.back().await.expect("back");
    chrome.concluded("mail_servers_down").await;
    chrome.close().await;
}

/// The message to the person who has to act is complete: it contains the record, the time and the
/// evidence.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_ready_to_be_copied_mailed_and_shared() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let allowed = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    chrome
        .driver
        .cdp()
        .send_raw("Browser.grantPermissions", allowed)
        .await
        .expect("the clipboard is allowed");
    begin(&chrome, &demo, "seit", "it", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    let message = chrome
        .run("return document.querySelector('[data-testid=message] .message').innerText")
        .await;
    let message = message.as_str().expect("a message").to_owned();
    for part in [
        "trasloco.test",
        "mx.vecchio-provider.test",
        "mail.trasloco.test",
        "Data e ora della misura: ",
        "cordiali saluti",
    ] {
        assert!(message.contains(part), "{part}\n{message}");
    }
    assert_eq!(
        chrome.run("return document.querySelectorAll('[data-action=share-message]').length").await,
        0,
        "nothing to share with here"
    );
    chrome.press("copy").await;
    chrome.until("return !!document.querySelector('.message-box .copied')").await;
    let script = "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, error => done(String(error)))";
    let copied =
        chrome.driver.execute_async(script, Vec::new()).await.expect("the clipboard is read");
    assert_eq!(copied.json().as_str(), Some(message.as_str()));
    let mail = "const link = new URL(document.querySelector('[data-action=mail]').href);
        return [link.protocol, link.pathname, link.searchParams.get('subject'), link.searchParams.get('body').replaceAll('\\r\\n', '\\n')]";
    assert_eq!(chrome.run(mail).await, json!(["mailto:", "", "Posta di trasloco.test", message]));
    chrome.close().await;
}

/// If the device can share, sharing is the primary action; if the browser then forbids it, copying
/// is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sharing_is_offered_where_the_device_can() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let source = "window.given = []; window.isForbidden = false; navigator.canShare = () => true;
        navigator.share = data => { given.push(data); return isForbidden ? Promise.reject(new DOMException('no', 'NotAllowedError')) : Promise.resolve() }";
    let source = json!({ "source": source });
    chrome
        .driver
        .cdp()
        .send_raw("Page.addScriptToEvaluateOnNewDocument", source)
        .await
        .expect("a script of its own");
    begin(&chrome, &demo, "seit", "en", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    assert_eq!(chrome.run(PRIMARY).await, json!(["share-message"]));
    chrome.press("share-message").await;
    chrome.until("return given.length === 1").await;
    let given =
        "return [given[0].title, given[0].text === document.querySelector('.message').innerText]";
    assert_eq!(chrome.run(given).await, json!(["Mail of trasloco.test", true]));
    chrome.run("isForbidden = true").await;
    chrome.press("share-message").await;
    chrome.until("return !document.querySelector('[data-action=share-message]')").await;
    assert_eq!(chrome.run(PRIMARY).await, json!(["copy"]));
    chrome.close().await;
}

/// What still works is named with a link, if it helps the customer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_still_works_is_said() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    begin(&chrome, &demo, "seit", "it", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    assert_eq!(chrome.run(GLANCE).await["still"], "https://mail.trasloco.test/");
    // A customer who cannot reach the webmail from this device is not sent there.
    begin(&chrome, &demo, "seit", "it", "anna@bottega.test").await;
    for (step, option) in
        [("scope", "all"), ("which_mailboxes", "all"), ("outgoing_server", "unsure")]
    {
        chrome.answer(step, option).await;
    }
    chrome.arrive("message_in_webmail").await;
    chrome.change("webmail").await;
    chrome.answer("webmail", "closed").await;
    chrome.concluded("network_blocks").await;
    assert_eq!(chrome.run(GLANCE).await["still"], serde_json::Value::Null);
    chrome.close().await;
}

/// Two recipients refused for two reasons give two results, each with its name, its owner and its
/// steps.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_recipients_are_two_results() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let text = "<ugo@altra.test>: host mx.altra.test[203.0.113.9] said: 550 5.1.1 <ugo@altra.test>: Recipient address rejected: User unknown (in reply to RCPT TO command)\n\n\
                <eva@terza.test>: host mx.terza.test[203.0.113.8] said: 552 5.2.2 <eva@terza.test>: Mailbox full (in reply to RCPT TO command)\n";
    paste(&chrome, &demo, text).await;
    chrome.arrive("verdict").await;
    let results = "return [...document.querySelectorAll('[data-conclusion], .result')].map(result => [result.dataset.cause, result.dataset.owner, result.querySelector('.about').innerText, result.querySelectorAll('ol.instructions li').length > 0])";
    let results = chrome.run(results).await;
    let mut named: Vec<(String, String)> = results
        .as_array()
        .into_iter()
        .flatten()
        .map(|result| {
            (
                result[0].as_str().unwrap_or_default().to_owned(),
                format!("{} {}", result[1], result[2]),
            )
        })
        .collect();
    named.sort();
    let causes: Vec<&str> = named.iter().map(|(cause, _)| cause.as_str()).collect();
    assert_eq!(causes, ["recipient_full", "recipient_unknown"], "{results}");
    assert!(
        named[0].1.contains("other_side") && named[0].1.contains("eva@terza.test"),
        "{results}"
    );
    assert!(named[1].1.contains("you") && named[1].1.contains("ugo@altra.test"), "{results}");
    assert_eq!(chrome.run("return document.querySelectorAll('h1').length").await, 1);
    assert_eq!(
        chrome.run(PRIMARY).await.as_array().map(Vec::len),
        Some(1),
        "one thing stands out, however many results there are"
    );
    chrome.look_at("verdict-two-results").await;
    chrome.close().await;
}

/// The side of an error is shown, and one tap corrects it; the verdict follows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_an_error_is_about_is_corrected_by_one_tap() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    paste(&chrome, &demo, "552 5.2.2 Mailbox full").await;
    chrome.concluded("recipient_full").await;
    let pressed = "return [...document.querySelectorAll('[data-side][aria-pressed=true]')].map(side => side.dataset.side)";
    assert_eq!(chrome.run(pressed).await, json!(["sent"]));
    chrome.look_at("verdict-side").await;
    let tap = |side: &str| format!("[data-side={side}]");
    chrome
        .driver
        .find(By::Css(tap("received")))
        .await
        .expect("a button")
        .click()
        .await
        .expect("a tap");
    chrome.concluded("mailbox_full").await;
    assert_eq!(chrome.run(pressed).await, json!(["received"]));
    assert_eq!(
        chrome.run("return document.activeElement.id").await,
        "heading",
        "what follows is at hand"
    );
    assert_eq!(chrome.run(GLANCE).await["owner"], "you");

    // The same on the screen of the pasted text; a correction there applies to the verdict too.
    chrome.change("bounce_text").await;
    chrome
        .until("return !!document.querySelector('[data-testid=bounce-reading] [data-side]')")
        .await;
    assert_eq!(chrome.run(pressed).await, json!(["received"]));
    chrome.look_at("verdict-side-field").await;
    chrome.driver.find(By::Css(tap("sent"))).await.expect("a button").click().await.expect("a tap");
    chrome
        .until(&format!("{} === 'sent'", pressed.replace("return ", "return String(") + ")"))
        .await;
    chrome.press("continue").await;
    chrome.concluded("recipient_full").await;
    chrome.close().await;
}

/// A headline that is being read stays: a change from another tab is announced, and shown when the
/// reader asks for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_headline_never_changes_under_its_reader() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    let [case, ..] = CASES else { panic!("a case") };
    walk(&chrome, &demo, "it", case).await;
    let address = chrome.driver.current_url().await.expect("an address").to_string();
    let heading = chrome.run("return document.querySelector('h1').innerText").await;
    // A verdict does not wait for anything. A watch link keeps its stream open.
    for action in ["share", "create-link"] {
        chrome.press(action).await;
    }
    let first = chrome.driver.window().await.expect("a tab");
    let second = chrome.driver.new_tab().await.expect("another tab");
    chrome.driver.switch_to_window(second).await.expect("the other tab");
    chrome.driver.goto(&address).await.expect("the same session");
    chrome.concluded("mailbox_full").await;
    chrome.change("scope").await;
    chrome.answer("scope", "one").await;
    chrome.answer("spam_folder", "found").await;
    chrome.concluded("taken_for_junk").await;

    chrome.driver.switch_to_window(first).await.expect("the first tab");
    chrome.until("return !!document.querySelector('[data-testid=new-outcome]')").await;
    assert_eq!(chrome.run("return document.querySelector('h1').innerText").await, heading);
    chrome.press("see-outcome").await;
    chrome.concluded("taken_for_junk").await;
    assert_eq!(chrome.run("return document.activeElement.id").await, "heading");
    assert_eq!(
        chrome.run("return !!document.querySelector('[data-testid=new-outcome]')").await,
        false
    );
    chrome.close().await;
}

/// If delivery will be retried automatically, the only action is to check again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_must_act_a_second_look_is_what_is_left() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    paste(
        &chrome,
        &demo,
        "450 4.2.0 <ugo@altra.test>: Recipient address rejected: Greylisted, try again later",
    )
    .await;
    chrome.arrive("verdict").await;
    let glance = chrome.run(GLANCE).await;
    assert_eq!(
        (glance["owner"].as_str(), glance["band"].as_str()),
        (Some("nobody"), Some("warning")),
        "{glance}"
    );
    assert_eq!(glance["who"], "Nessuno deve fare niente: basta aspettare.");
    assert_eq!(chrome.run(PRIMARY).await, json!(["check-again"]));
    chrome.look_at("verdict-wait").await;
    chrome.close().await;
}

/// The agent sees the same first cause, in the same colour, and what else was noticed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn support_sees_the_same_headline() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    begin(&chrome, &demo, "seit", "en", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    let heading = chrome.run("return document.querySelector('h1').innerText").await;
    for action in ["share", "create-link"] {
        chrome.press(action).await;
    }
    let link = chrome.until("return document.querySelector('[data-watch-link]')?.value").await;
    let agent = Chrome::open(Look::DESK).await;
    agent.watch(link.as_str().expect("a link"), "Ada").await;
    agent.until("return !!document.querySelector('.concluded')").await;
    let seen = "const told = document.querySelector('.concluded'); return [told.dataset.cause, told.dataset.owner, told.querySelector('.band').dataset.band, told.innerText]";
    let seen = agent.run(seen).await;
    assert_eq!(
        [&seen[0], &seen[1], &seen[2]],
        ["dns_after_move", "domain_admin", "problem"],
        "{seen}"
    );
    assert!(
        seen[3]
            .as_str()
            .zip(heading.as_str())
            .is_some_and(|(said, heading)| said.contains(heading)),
        "{seen}"
    );
    agent.look_at("verdict-watched").await;
    agent.close().await;
    chrome.close().await;
}
