//! An agent watches a list of mailboxes: the table shows results as they arrive, and a row can be
//! opened with the keyboard.

use serde_json::json;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::chrome::{Chrome, Look};
use crate::mailboxes;

/// One mailbox in a healthy domain, one whose MX host refuses connections, and one whose MX host is
/// slow.
const LIST: &str = "email;in errore;messaggio\\nugo@bottega.test;no;\\nanna@panificio.test;sì;451 4.4.1 try later\\nanna@lumaca.test;sì;";

/// The states of a mailbox's checks, as the table shows them.
fn states(address: &str) -> String {
    format!(
        "[...document.querySelectorAll('[data-mailbox=\"{address}\"] td[data-state]')].map(cell => cell.dataset.state).join(' ')"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn support_sees_the_table_fill_and_opens_a_row() {
    let served: Served = mailboxes::served().await;
    let agent = Chrome::open(Look::DESK).await;
    let customer = Chrome::open(Look::PHONE).await;
    mailboxes::open_form(&customer, served.url(), "it").await;
    mailboxes::paste(&customer, LIST).await;
    customer.until("return document.querySelectorAll('[data-row]').length === 3").await;
    customer.press("continue").await;
    customer.until("return document.querySelectorAll('[data-mailbox]').length === 3").await;
    // By script, because the rows above still grow as their results arrive.
    customer.run("['share', 'create-link'].forEach(action => document.querySelector(`[data-action=${action}]`).click())").await;
    let link = customer.until("return document.querySelector('[data-watch-link]')?.value").await;

    // The slow check is still running when the agent opens the link; the results of the others are
    // shown.
    agent.watch(link.as_str().expect("a link"), "Ada").await;
    agent.until("return document.querySelectorAll('[data-mailbox]').length === 3").await;
    agent.until(&format!("return {} === 'ok ok running'", states("anna@lumaca.test"))).await;
    agent.until(&format!("return {} === 'ok ok problem'", states("anna@panificio.test"))).await;
    agent.until(&format!("return {} === 'ok ok ok'", states("ugo@bottega.test"))).await;
    let marks =
        "return [...document.querySelectorAll('[data-mailbox]')].map(row => row.dataset.inError)";
    assert_eq!(
        agent.run(marks).await,
        json!(["yes", "yes", "no"]),
        "those in error come first over there too"
    );

    // The details are open when the last result arrives, and stay open.
    agent.run("document.querySelector('[data-mailbox=\"anna@lumaca.test\"] [data-action=details]').focus()").await;
    agent.keys(Key::Enter).await;
    agent.until("return document.activeElement?.id === 'mailbox-details'").await;
    agent.until(&format!("return {} === 'ok ok warning'", states("anna@lumaca.test"))).await;
    let details = "document.querySelector('[data-testid=mailbox-details]')";
    agent
        .until(&format!(
            "return {details}.querySelector('[data-check=relay]').dataset.state === 'warning'"
        ))
        .await;
    agent.press("close-details").await;

    // What the customer entered for a mailbox is shown, beside the measurements.
    agent.run("document.querySelector('[data-mailbox=\"anna@panificio.test\"] [data-action=details]').click()").await;
    agent.until(&format!("return {details}?.innerText.includes('451 4.4.1 try later')")).await;
    agent.look_at("watch-list").await;
    for action in ["continue", "check-again", "stop", "share"] {
        let found = agent
            .run(&format!("return document.querySelectorAll('[data-action={action}]').length"))
            .await;
        assert_eq!(found, 0, "support can look, and not {action}");
    }
    agent.close().await;
    customer.close().await;
}
