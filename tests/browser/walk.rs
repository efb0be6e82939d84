//! A customer goes through the `seit` playbook from the first page to its end, on a phone and on a
//! desktop.

use tests::demo::Demo;
use thirtyfour::prelude::*;

use crate::axe;
use crate::chrome::{Chrome, Look};

/// One path: where it starts, the answers, where it ends.
struct Walk {
    name: &'static str,
    lang: &'static str,
    look: Look,
    address: &'static str,
    /// Step and option, in order.
    answers: &'static [(&'static str, &'static str)],
    /// The cause of the verdict, or the ticket step.
    end: &'static str,
    /// The causes shown beside the headline, in order.
    causes: &'static [&'static str],
}

/// How many links to grounds lead nowhere on this page.
const LOOSE_EVIDENCE: &str = "return [...document.querySelectorAll('[data-evidence-of]')].filter(link => \
                              !document.querySelector(`[data-evidence=\"${link.dataset.evidenceOf}\"]`)).length";

/// The path to the ticket: all measurements are good, and the rest comes from the customer's
/// answers.
const TO_THE_TICKET: &[(&str, &str)] = &[
    ("scope", "all"),
    ("which_mailboxes", "one"),
    ("mailbox_full", "no"),
    ("outgoing_server", "yes"),
    ("message_in_webmail", "no"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_page_on_a_phone_in_italian() {
    check(&[
        Walk {
            name: "phone-moved",
            lang: "it",
            look: Look::PHONE,
            address: "anna@trasloco.test",
            answers: &[],
            end: "dns_after_move",
            causes: &[],
        },
        Walk {
            name: "phone-ticket",
            lang: "it",
            look: Look::PHONE,
            address: "anna@bottega.test",
            answers: TO_THE_TICKET,
            end: "ticket",
            causes: &["mailbox_rule"],
        },
    ])
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_page_at_a_desk_in_english_and_dark() {
    let look = Look { is_dark: true, ..Look::DESK };
    check(&[
        Walk {
            name: "desk-moved",
            lang: "en",
            look,
            address: "anna@trasloco.test",
            answers: &[],
            end: "dns_after_move",
            causes: &[],
        },
        Walk {
            name: "desk-spam",
            lang: "en",
            look,
            address: "anna@bottega.test",
            answers: &[("scope", "one"), ("spam_folder", "found")],
            end: "taken_for_junk",
            causes: &[],
        },
        Walk {
            name: "desk-ticket",
            lang: "en",
            look: Look::DESK,
            address: "anna@bottega.test",
            answers: TO_THE_TICKET,
            end: "ticket",
            causes: &["mailbox_rule"],
        },
    ])
    .await;
}

/// Goes through each path, and runs axe on every screen.
async fn check(walks: &[Walk]) {
    let demo = Demo::start();
    for walk in walks {
        let chrome = Chrome::open(walk.look).await;
        chrome
            .driver
            .goto(format!("{}/?playbook=seit&lang={}", demo.url(), walk.lang))
            .await
            .expect("the page opens");
        assert_eq!(
            chrome.until("return document.documentElement.classList.contains('live') && document.documentElement.lang").await,
            walk.lang
        );
        axe::check(&chrome, &format!("{}: first", walk.name)).await;
        chrome.picture(&format!("{}-first", walk.name)).await;
        chrome.touch().await;
        assert_eq!(chrome.run("return document.documentElement.lang").await, walk.lang);
        axe::check(&chrome, &format!("{}: start", walk.name)).await;
        chrome.picture(&format!("{}-start", walk.name)).await;
        chrome.begin(demo.url(), walk.lang, walk.address).await;
        for (step, option) in walk.answers {
            chrome.arrive(step).await;
            axe::check(&chrome, &format!("{}: {step}", walk.name)).await;
            chrome.picture(&format!("{}-{step}", walk.name)).await;
            chrome.answer(step, option).await;
        }
        chrome.ends_at(walk.end).await;
        let causes = chrome.run("return [...document.querySelectorAll('.causes [data-cause]')].map(cause => cause.dataset.cause)").await;
        assert_eq!(causes, serde_json::json!(walk.causes), "{}", walk.name);
        assert_eq!(
            chrome.run(LOOSE_EVIDENCE).await,
            0,
            "{}: what a cause rests on is on the page",
            walk.name
        );
        chrome.picture(&format!("{}-{}", walk.name, walk.end)).await;
        chrome
            .run("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
            .await;
        axe::check(&chrome, &format!("{}: {}", walk.name, walk.end)).await;
        chrome.picture(&format!("{}-{}-open", walk.name, walk.end)).await;
        assert_eq!(chrome.run("return document.cookie").await, "", "no cookie");
        let foreign = chrome.run("return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin) && !n.startsWith('data:'))").await;
        assert_eq!(foreign, serde_json::json!([]), "every request goes to our own server");
        // A server, a proxy or a log can see the part of a URL before the fragment.
        let leaked = chrome
            .run("return performance.getEntries().map(e => e.name.split('#')[0]).filter(n => /[?&]k=|anna|trasloco|bottega/.test(n))")
            .await;
        assert_eq!(leaked, serde_json::json!([]), "no capability and no address in an address");
        chrome.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_runs_before_the_click() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    chrome
        .open_form(&format!("{}/?playbook=seit&lang=it#email=anna@bottega.test", demo.url()))
        .await;
    chrome
        .until("return document.querySelector('input[type=email]')?.value === 'anna@bottega.test'")
        .await;
    let asked = chrome.run("return performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/sessions'))").await;
    assert_eq!(asked, serde_json::json!([]), "a prefilled link starts nothing");
    // An invalid address is reported at once, is kept in the field, and starts nothing.
    chrome.write_address("anna").await;
    chrome.press("continue").await;
    chrome.until("return document.title.startsWith('Errore: ')").await;
    assert_eq!(
        chrome.run("return document.querySelector('input[type=email]').value").await,
        "anna"
    );
    assert_eq!(
        chrome.run("return !!document.activeElement.closest('[data-errors]')").await,
        true,
        "the summary has the focus"
    );
    axe::check(&chrome, "start with an error").await;
    let asked = chrome.run("return performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/sessions'))").await;
    assert_eq!(asked, serde_json::json!([]));
    chrome.close().await;
}

/// What is loaded before the page is touched, and what happens to a customer who is faster than the
/// network.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_page_is_light_and_loses_no_letter() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome
        .driver
        .goto(format!("{}/?playbook=seit&lang=it", demo.url()))
        .await
        .expect("the page opens");
    chrome.until("return document.readyState === 'complete' && document.documentElement.classList.contains('live')").await;
    let loaded =
        chrome.run("return performance.getEntries().filter(e => e.transferSize).map(e => [e.name.split('/').pop(), e.transferSize])").await;
    let loaded = loaded.as_array().cloned().unwrap_or_default();
    assert!(
        loaded.iter().all(|entry| !entry[0].as_str().unwrap_or_default().contains("wasm")),
        "{loaded:?}"
    );
    let total_bytes: u64 = loaded.iter().filter_map(|entry| entry[1].as_u64()).sum();
    assert!(
        (1_000..=160_000).contains(&total_bytes),
        "{total_bytes} bytes before interaction: {loaded:?}"
    );

    // Typed and submitted at once: no input is lost while the application loads.
    chrome.run("document.getElementById('first-it').value = 'anna@trasloco.test'; document.getElementById('first-it').dispatchEvent(new Event('input'))").await;
    chrome.run("document.getElementById('first-it').focus(); document.getElementById('first-it').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))").await;
    chrome.concluded("dns_after_move").await;
    chrome.close().await;
}

/// The static first page already has the operator's name, the playbook's own question and the final
/// layout: nothing moves when the application takes over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_moves_when_the_application_comes() {
    let demo = Demo::start();
    let places = "const seen = [...document.querySelectorAll('#app h1, #app h2, #app p, #app label, #app input, #app textarea, #app .button, #app .lang, #app li')]
        .filter(element => element.offsetParent !== null && element.innerText !== '');
        return seen.map(element => { const { x, y, width, height } = element.getBoundingClientRect();
            return [element.localName, element.innerText, ...[x, y + scrollY, width, height].map(Math.round)] })";
    for (look, playbook, lang) in
        [(Look::PHONE, "seit", "it"), (Look::DESK, "generic", "en"), (Look::PHONE, "tweppy", "en")]
    {
        let chrome = Chrome::open(look).await;
        chrome
            .driver
            .goto(format!("{}/?playbook={playbook}&lang={lang}", demo.url()))
            .await
            .expect("the page opens");
        chrome.until("return document.documentElement.classList.contains('live')").await;
        let title = chrome.driver.title().await.expect("a title");
        let before = chrome.run(places).await;
        assert!(before.as_array().is_some_and(|seen| seen.len() > 10), "{before}");
        chrome.picture(&format!("first-{playbook}-{lang}")).await;
        chrome.run(&format!("document.getElementById('first-{lang}').focus()")).await;
        chrome.until("return !!document.querySelector('[data-step=start] input, [data-step=start] textarea')").await;
        let after = chrome.run(places).await;
        let of_before = before.as_array().cloned().unwrap_or_default();
        let kept = after
            .as_array()
            .into_iter()
            .flatten()
            .zip(&of_before)
            .take_while(|(after, before)| after == before)
            .count();
        // For a list of mailboxes the application adds elements below; everything above them stays.
        let all = if playbook == "tweppy" { 6 } else { of_before.len() };
        assert!(kept >= all, "{playbook}: {:?} became {:?}", of_before.get(kept), after.get(kept));
        assert_eq!(chrome.driver.title().await.expect("a title"), title);
        chrome.close().await;
    }
}

/// Without a mouse: the focus is on the heading of each new step, the support button is on every
/// step, nothing moves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_keyboard_alone_leads_through() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    chrome.open_form(&format!("{}/?playbook=seit&lang=it", demo.url())).await;
    chrome.write_address("anna@bottega.test").await;
    chrome.keys(Key::Enter).await;
    // The first option each time: one message, found in the junk folder.
    for step in ["scope", "spam_folder"] {
        chrome.arrive(step).await;
        chrome.until("return document.activeElement.tagName === 'H1'").await;
        assert_eq!(
            chrome.run("return document.querySelectorAll('header [data-action=support], .top [data-action=support]').length").await,
            1
        );
        assert_eq!(
            chrome.run("return document.getAnimations().length").await,
            0,
            "no motion where less is asked for"
        );
        chrome.tab_to(&format!("[data-step={step}] input[type=radio]")).await;
        chrome.keys(Key::Space).await;
        chrome.tab_to(&format!("[data-step={step}] [data-action=continue]")).await;
        chrome.keys(Key::Enter).await;
    }
    chrome.concluded("taken_for_junk").await;
    chrome.close().await;
}

/// Eight tabs: a browser opens at most six connections to one server, so if each tab held one, the
/// seventh would not load.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tabs_open_all_the_same() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    for _ in 0..8 {
        let tab = chrome.driver.new_tab().await.expect("a tab");
        chrome.driver.switch_to_window(tab).await.expect("the tab");
        chrome.begin(demo.url(), "en", "anna@trasloco.test").await;
        chrome.concluded("dns_after_move").await;
    }
    chrome.close().await;
}

/// A check that could not be judged is shown as such, in words, and blames no server: the questions
/// continue.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_third_outcome_is_shown_as_what_it_is() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    // The demo's name server refuses queries for names outside the lab.
    chrome.begin(demo.url(), "it", "anna@example.org").await;
    chrome.arrive("scope").await;
    chrome.checked().await;
    let states = chrome
        .run("return [...document.querySelectorAll('[data-check]')].map(row => row.dataset.state)")
        .await;
    let states: Vec<&str> =
        states.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    assert!(
        !states.is_empty() && states.iter().all(|state| *state == "could_not_check"),
        "{states:?}"
    );
    assert!(
        chrome
            .run("return document.body.innerText")
            .await
            .as_str()
            .is_some_and(|text| text.contains("Non verificabile da qui"))
    );
    axe::check(&chrome, "could not judge").await;
    chrome.picture("phone-could-not-judge").await;
    chrome.close().await;
}

/// With forced colours, states can still be distinguished by words and signs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forced_colours_leave_the_states_apart() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    let media = serde_json::json!({ "features": [{ "name": "forced-colors", "value": "active" }, { "name": "prefers-reduced-motion", "value": "reduce" }] });
    chrome
        .driver
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", media)
        .await
        .expect("forced colours");
    chrome.begin(demo.url(), "it", "anna@panificio.test").await;
    chrome.checked().await;
    assert_eq!(chrome.run("return matchMedia('(forced-colors: active)').matches").await, true);
    let rows = chrome
        .run("return [...document.querySelectorAll('[data-check]')].map(row => [row.dataset.state, row.querySelector('.state').innerText.trim()])")
        .await;
    let rows = rows.as_array().cloned().unwrap_or_default();
    let told: std::collections::BTreeMap<String, String> =
        rows.iter().map(|row| (row[0].to_string(), row[1].to_string())).collect();
    let words: std::collections::BTreeSet<&String> = told.values().collect();
    assert!(told.len() >= 2 && words.len() == told.len(), "each state has its own words: {told:?}");
    axe::check(&chrome, "forced colours").await;
    chrome.picture("desk-forced-colours").await;
    chrome.close().await;
}

/// *Stop* ends the checks and keeps the results.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checks_can_be_stopped() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    // This domain's servers accept connections and greet only after a long time.
    chrome.begin(demo.url(), "en", "anna@lumaca.test").await;
    chrome
        .until("return document.querySelector('[data-check=delegation]')?.dataset.state === 'ok'")
        .await;
    chrome.press("stop").await;
    chrome.until("return !!document.querySelector('[data-progress=ended]')").await;
    // The button is gone, and the focus is on the button to continue.
    chrome.until("return document.activeElement.dataset.action === 'continue'").await;
    let state = |check: &str| {
        format!("return document.querySelector('[data-check={check}]').dataset.state")
    };
    assert_eq!(chrome.run(&state("delegation")).await, "ok", "what was seen stays");
    assert_eq!(chrome.run(&state("relay")).await, "cancelled");
    chrome.picture("desk-stopped").await;
    chrome.close().await;
}

/// If the application cannot load, the page contains a checklist to go through by hand.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_application_a_checklist_is_left() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let cdp = chrome.driver.cdp();
    cdp.send_raw("Network.enable", serde_json::json!({}))
        .await
        .expect("the network can be watched");
    cdp.send_raw("Network.setBlockedURLs", serde_json::json!({ "urls": ["*.wasm"] }))
        .await
        .expect("WebAssembly is blocked");
    chrome
        .driver
        .goto(format!("{}/?playbook=seit&lang=it", demo.url()))
        .await
        .expect("the page opens");
    chrome.until("return document.documentElement.classList.contains('live')").await;
    chrome.run("document.getElementById('first-it').focus()").await;
    chrome.until("return [...document.querySelectorAll('.by-hand-list')].some(list => list.offsetParent !== null)").await;
    let fields = chrome.run("return [...document.querySelectorAll('input')].filter(field => field.offsetParent !== null).length").await;
    assert_eq!(fields, 0, "no form that leads nowhere");
    axe::check(&chrome, "without the application").await;
    chrome.picture("phone-by-hand").await;
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_can_be_taken_back_changed_and_survive_a_reload() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.answer("scope", "all").await;
    chrome.answer("which_mailboxes", "one").await;
    chrome.arrive("mailbox_full").await;

    // Back, by the page's own link and by the browser: the last answer is shown.
    chrome.press("back").await;
    chrome.arrive("which_mailboxes").await;
    assert_eq!(chrome.run("return document.querySelector('input:checked')?.value").await, "one");
    chrome.driver.back().await.expect("the browser goes back");
    chrome.until("return ['scope', 'mailbox_full'].includes(document.querySelector('[data-step]')?.dataset.step)").await;
    chrome
        .driver
        .goto(chrome.driver.current_url().await.expect("an address").as_str())
        .await
        .expect("opens again");

    // A reload, with nothing but the address: the session continues.
    chrome.driver.refresh().await.expect("reloads");
    chrome.until("return !!document.querySelector('[data-step] h1')").await;
    let step = chrome.step().await;
    assert!(["scope", "which_mailboxes", "mailbox_full"].contains(&step.as_str()), "{step}");

    // A change of an early answer keeps the later one, which is still on the path.
    chrome.until("const d = document.querySelector('details[data-answers]'); if (d) d.open = true; return !!document.querySelector('[data-action=change]')").await;
    let names = chrome.run("return [...document.querySelectorAll('[data-action=change]')].map(b => b.innerText + ' ' + (b.getAttribute('aria-label') ?? ''))").await;
    assert!(
        names.as_array().is_some_and(|names| !names.is_empty()
            && names.iter().all(|name| name.as_str().is_some_and(|name| name.len() > 12))),
        "{names}"
    );
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_is_one_click_and_the_language_changes_in_place() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.arrive("scope").await;
    chrome.run("document.querySelector('input[value=all]').click()").await;
    let button = chrome.driver.find(By::Css("[data-action=continue]")).await.expect("a button");
    chrome
        .driver
        .action_chain()
        .double_click_element(&button)
        .perform()
        .await
        .expect("a double click");
    chrome.arrive("which_mailboxes").await;
    let before = chrome.run("return document.querySelector('h1').innerText").await;
    chrome
        .run("document.querySelector('[data-action=language][lang=en], [data-action=language][value=en], [data-lang=en]')?.click()")
        .await;
    chrome.until(&format!("return document.documentElement.lang === 'en' && document.querySelector('h1').innerText !== {before}")).await;
    assert_eq!(chrome.step().await, "which_mailboxes", "the step stays");
    chrome.close().await;
}
