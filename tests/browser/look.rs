//! The look into the mailbox, as the customer takes it: what is said before, the password, what was
//! seen, and the verdict that follows. The password is in no storage of the browser and not in the
//! page.

use serde_json::json;
use tests::demo::Demo;
use thirtyfour::prelude::*;

use crate::axe;
use crate::chrome::{Chrome, Look};

/// Every mailbox of the lab takes it.
const PASSWORD: &str = "sportello";

/// Where the browser could keep a password.
const KEPT: &str = "return [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie, location.href,
    document.documentElement.outerHTML, JSON.stringify(performance.getEntries().map(entry => entry.name))].join('\\n')";

impl Chrome {
    /// Opens the look from the offer beside a question, and logs in.
    async fn look_inside(&self, password: &str) {
        self.press("look").await;
        self.arrive("look_inside").await;
        let field = self.driver.find(By::Id("look-password")).await.expect("a field");
        field.send_keys(password).await.expect("a password");
        self.press("enter").await;
        self.until(
            "return !!document.querySelector('[data-step=look_inside] [data-progress=ended]')",
        )
        .await;
    }

    /// The text of the page.
    async fn says(&self, sentence: &str) {
        self.until(&format!(
            "return document.querySelector('main').innerText.includes({})",
            json!(sentence)
        ))
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_mailbox_is_found_by_one_login() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@ebanista.test").await;
    chrome.answer("scope", "all").await;
    chrome.answer("which_mailboxes", "one").await;
    // The question of the playbook stays; the look is offered beside it.
    chrome.arrive("mailbox_full").await;
    chrome.look_at("look-offer").await;
    chrome.press("look").await;
    chrome.arrive("look_inside").await;
    for said in [
        "Entriamo una volta sola in mail.ebanista.test",
        "La password serve solo adesso",
        "Non apriamo, non spostiamo e non cancelliamo nessun messaggio",
    ] {
        chrome.says(said).await;
    }
    chrome.look_at("look-form").await;
    // Without a password nothing is sent, and the field says so.
    chrome.press("enter").await;
    chrome.says("Scriva la password della casella.").await;
    axe::check(&chrome, "look without a password").await;
    chrome.press("not-now").await;
    chrome.arrive("mailbox_full").await;

    chrome.look_inside(PASSWORD).await;
    chrome.says("La casella è piena: 1,0 GB su 1,0 GB.").await;
    chrome.look_at("look-seen").await;
    chrome.press("continue").await;
    chrome.concluded("mailbox_full").await;
    let verdict = "const verdict = document.querySelector('[data-conclusion]'); return [verdict.dataset.owner, verdict.dataset.confidence]";
    assert_eq!(chrome.run(verdict).await, json!(["you", "certain"]));
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_message_is_found_among_the_junk() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::DESK).await;
    chrome.begin(demo.url(), "en", "anna@gelataio.test").await;
    chrome.answer("scope", "one").await;
    chrome.arrive("spam_folder").await;
    chrome.press("look").await;
    chrome.arrive("look_inside").await;
    chrome.run("document.querySelector('[data-step=look_inside] details').open = true").await;
    for (field, text) in [("look-from", "ugo@fornitore.test"), ("look-subject", "Fattura 117")] {
        let field = chrome.driver.find(By::Id(field)).await.expect("a field");
        field.send_keys(text).await.expect("a text");
    }
    axe::check(&chrome, "look with a search").await;
    let field = chrome.driver.find(By::Id("look-password")).await.expect("a field");
    field.send_keys(PASSWORD).await.expect("a password");
    chrome.press("enter").await;
    chrome.says("The message that you look for is in the junk folder. Found: 1.").await;
    chrome.press("continue").await;
    chrome.concluded("taken_for_junk").await;
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_password_is_tried_once_and_leads_to_its_cause() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let canary = "Kan4rienvogel-7";
    chrome.begin(demo.url(), "it", "anna@ebanista.test").await;
    chrome.answer("scope", "all").await;
    chrome.answer("which_mailboxes", "one").await;
    chrome.arrive("mailbox_full").await;
    chrome.look_inside(canary).await;
    chrome.says("Accesso a mail.ebanista.test rifiutato. Il server non ha accettato il nome utente e la password.").await;
    chrome.look_at("look-refused").await;
    chrome.press("continue").await;
    chrome.concluded("password_wrong").await;
    let kept = chrome.run(KEPT).await;
    assert!(!kept.as_str().unwrap_or_default().contains(canary), "the password is kept");
    chrome.close().await;
}
