//! A customer goes through the `tweppy` and the `generic` playbook on the smallest phone, in both
//! languages.
//!
//! Every screen is checked on the way: one heading, no horizontal scrolling, no violation found by
//! axe.

use tests::demo::Demo;

use crate::axe;
use crate::chrome::{Chrome, Look};

/// What the customer does at one step.
enum Does {
    /// Chooses an option and continues.
    Answers(&'static str, &'static str),
    /// Writes into a field and continues.
    Writes(&'static str, &'static str, &'static str),
}

use Does::{Answers, Writes};

/// One path: where it starts, what the customer does, where it ends.
struct Walk {
    name: &'static str,
    playbook: &'static str,
    lang: &'static str,
    /// The input of the start step: its field, and the text.
    begins: (&'static str, &'static str),
    steps: &'static [Does],
    /// The cause of the verdict, or the ticket step.
    end: &'static str,
}

const ADDRESS: (&str, &str) = ("mailbox", "anna@bottega.test");
const LIST: (&str, &str) = ("mailboxes", "info@bottega.test; in errore\nanna@bottega.test; ok\n");

/// The whole playbook: nothing is found, and every outcome leads to support.
const EVERY_POINT: &[Does] = &[
    Answers("alerts", "yes"),
    Writes("alert_texts", "alerts", "Casella info: sincronizzazione ferma"),
    Answers("not_working", "yes"),
    Writes("error_text", "error", "421 4.4.2 Connection timed out"),
    Answers("tweppy_tests", "both_fail"),
    Answers("changed_password", "no"),
    Answers("changed_server", "no"),
    Answers("changed_security", "no"),
    Answers("changed_other", "unsure"),
    Answers("webmail", "broken"),
    Answers("other_client_too", "fails"),
    Answers("provider", "other"),
    Answers("provider_status", "no"),
];

/// The customer is not an administrator, and remembers what was turned on.
const IN_THE_MIDDLE: &[Does] = &[
    Answers("alerts", "no"),
    Answers("not_working", "no_access"),
    Answers("tweppy_tests", "receive_fails"),
    Answers("changed_password", "unsure"),
    Answers("changed_server", "no"),
    Answers("changed_security", "yes"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cloud_service_in_both_languages() {
    check(&[
        Walk {
            name: "tweppy-it",
            playbook: "tweppy",
            lang: "it",
            begins: LIST,
            steps: EVERY_POINT,
            end: "ticket",
        },
        Walk {
            name: "tweppy-en",
            playbook: "tweppy",
            lang: "en",
            begins: LIST,
            steps: IN_THE_MIDDLE,
            end: "extra_security",
        },
    ])
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_provider_in_both_languages() {
    check(&[
        Walk {
            name: "generic-it",
            playbook: "generic",
            lang: "it",
            begins: ADDRESS,
            steps: &[
                Answers("symptom", "send"),
                Answers("send_how", "stuck"),
                Answers("send_webmail", "yes"),
                Answers("outgoing_settings", "right"),
                Answers("send_elsewhere", "no"),
                Answers("sent_many", "not_mine"),
            ],
            end: "mailbox_abused",
        },
        Walk {
            name: "generic-en",
            playbook: "generic",
            lang: "en",
            begins: ADDRESS,
            steps: &[
                Answers("symptom", "full"),
                Answers("quota", "enough"),
                Answers("full_elsewhere", "message"),
            ],
            end: "fraud",
        },
    ])
    .await;
}

/// Goes through each path, and runs axe on every screen.
async fn check(walks: &[Walk]) {
    let demo = Demo::start();
    for walk in walks {
        let chrome = Chrome::open(Look::PHONE).await;
        let look = async |step: &str| {
            axe::check(&chrome, &format!("{}: {step}", walk.name)).await;
            chrome.picture(&format!("{}-{step}", walk.name)).await;
        };
        chrome
            .driver
            .goto(format!("{}/?playbook={}&lang={}", demo.url(), walk.playbook, walk.lang))
            .await
            .expect("the page opens");
        chrome.until("return document.documentElement.classList.contains('live')").await;
        chrome.run(&format!("document.getElementById('first-{}').focus()", walk.lang)).await;
        let (field, typed) = walk.begins;
        chrome.write(field, typed).await;
        look("start").await;
        begin(&chrome, field).await;
        for does in walk.steps {
            match does {
                Answers(step, option) => {
                    chrome.arrive(step).await;
                    look(step).await;
                    chrome.answer(step, option).await;
                }
                Writes(step, field, text) => {
                    chrome.arrive(step).await;
                    chrome.write(field, text).await;
                    look(step).await;
                    chrome.press("continue").await;
                }
            }
        }
        chrome.ends_at(walk.end).await;
        look(walk.end).await;
        if walk.end == "ticket" {
            nothing_is_asked_twice(&chrome).await;
            look("review").await;
        }
        chrome.close().await;
    }
}

/// Presses the button. A list is read first, with the button *add*.
async fn begin(chrome: &Chrome, field: &str) {
    if field == "mailboxes" {
        chrome.press("read-list").await;
        chrome.until("return document.querySelectorAll('[data-row]').length === 2").await;
        let marks = chrome
            .run("return [...document.querySelectorAll('[data-mark]')].map(mark => mark.value)")
            .await;
        assert_eq!(
            marks,
            serde_json::json!(["yes", "no"]),
            "what stands beside an address is its mark"
        );
    }
    chrome.press("continue").await;
}

/// Inputs from the path are in the ticket, and the ticket step does not ask for them again.
async fn nothing_is_asked_twice(chrome: &Chrome) {
    let fields = chrome
        .run("return [...document.querySelectorAll('main [id^=field-]')].map(field => field.id)")
        .await;
    let fields: Vec<&str> =
        fields.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    assert!(
        fields.contains(&"field-reply_to")
            && !fields.contains(&"field-alerts")
            && !fields.contains(&"field-error"),
        "{fields:?}"
    );
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-line]')").await;
    let lines = chrome
        .run("return [...document.querySelectorAll('[data-line]')].map(line => line.dataset.line)")
        .await;
    for line in [
        "input.alerts",
        "input.error",
        "step.tweppy_tests",
        "step.webmail",
        "step.other_client_too",
        "step.provider_status",
    ] {
        assert!(
            lines.as_array().is_some_and(|lines| lines.iter().any(|found| found == line)),
            "{line}: {lines}"
        );
    }
}
