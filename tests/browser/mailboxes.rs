//! Many mailboxes at once: a pasted list, the table of results, the details of a row, and the
//! ticket that contains the table.

use std::path::PathBuf;

use probe_server::config::Config;
use tests::served::Served;

use crate::axe;
use crate::chrome::{Chrome, Look};

/// Six mailboxes in three domains: a healthy one, one without MX, and one whose relay refuses. One
/// line is not an address.
const LIST: &str = "email;in errore;messaggio\\nanna@bottega.test;no;\\nugo@bottega.test;no;\\nanna@insegna.test;no;\\nsegreteria;;\\nugo@insegna.test;;\\n\
                    anna@panificio.test;sì;451 4.4.1 try later\\nugo@panificio.test;sì;";

pub(crate) async fn served() -> Served {
    let playbooks = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/mailboxes");
    Served::start_with(|config| Config { playbooks: Some(playbooks), ..config }).await
}

/// Focuses the first page, and waits for the field for the list.
pub(crate) async fn open_form(chrome: &Chrome, url: &str, lang: &str) {
    chrome.driver.goto(format!("{url}/?playbook=list&lang={lang}")).await.expect("the page opens");
    chrome.until("return document.documentElement.classList.contains('live')").await;
    chrome.run(&format!("document.getElementById('first-{lang}').focus()")).await;
    chrome.until("return !!document.querySelector('[data-step=start] #field-mailboxes')").await;
}

/// Pastes into the box, as with the keyboard.
pub(crate) async fn paste(chrome: &Chrome, text: &str) {
    let script = format!(
        "const box = document.getElementById('field-mailboxes'); box.focus();
         const data = new DataTransfer(); data.setData('text', '{text}');
         box.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))"
    );
    chrome.run(&script).await;
}

/// On a phone there is no horizontal scrolling, and screen readers still get a table with every
/// cell.
async fn cards_are_still_a_table(chrome: &Chrome) {
    let scrolls = "const frame = document.querySelector('.mailbox-scroll'); return frame.scrollWidth - frame.clientWidth";
    assert_eq!(chrome.run(scrolls).await, 0);
    let seen = "const seen = cell => cell.getBoundingClientRect().width > 1;
        return [...document.querySelectorAll('[data-mailbox=\"anna@panificio.test\"] td[data-state]')].filter(seen).map(cell => [cell.dataset.label, cell.innerText.trim()])";
    let seen = chrome.run(seen).await;
    assert_eq!(
        seen.as_array().map(Vec::len),
        Some(1),
        "what does not work stands there, what works is counted: {seen}"
    );
    assert_eq!(seen[0][0], "I server che ricevono la posta");
    let tree = chrome
        .driver
        .cdp()
        .send_raw("Accessibility.getFullAXTree", serde_json::json!({}))
        .await
        .expect("what is heard");
    let count = |role: &str| {
        tree["nodes"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|node| node["role"]["value"] == role && node["ignored"] == false)
            .count()
    };
    assert_eq!(
        (count("table"), count("columnheader"), count("rowheader"), count("cell")),
        (1, 6, 6, 30)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pasted_list_fills_a_table_that_is_in_the_ticket() {
    let served = served().await;
    let chrome = Chrome::open(Look::PHONE).await;
    open_form(&chrome, served.url(), "it").await;
    paste(&chrome, LIST).await;
    chrome.until("return document.querySelectorAll('[data-row]').length === 6").await;
    let text =
        chrome.run("return document.querySelector('[data-testid=list-faults]').innerText").await;
    assert!(
        text.as_str().is_some_and(|text| text.contains("Riga 5") && text.contains("segreteria")),
        "{text}"
    );
    assert_eq!(
        chrome.run("return document.getElementById('field-mailboxes').value").await,
        "segreteria;;",
        "nothing is lost"
    );
    let marks = "return [...document.querySelectorAll('[data-mark]')].map(mark => mark.value)";
    assert_eq!(
        chrome.run(marks).await,
        serde_json::json!(["no", "no", "no", "unknown", "yes", "yes"])
    );
    chrome.look_at("mailboxes-list").await;

    // A line that must be corrected is not ignored.
    chrome.press("continue").await;
    chrome.until("return document.activeElement?.id === 'errors'").await;
    axe::check(&chrome, "a line to mend").await;
    let clear = "const box = document.getElementById('field-mailboxes'); box.value = ''; box.dispatchEvent(new Event('input', { bubbles: true }))";
    chrome.run(clear).await;
    let watch = "window.heard = []; const region = document.getElementById('status');
        new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });";
    chrome.run(watch).await;
    chrome.press("continue").await;

    // The table shows results while the checks run, and has one row for each mailbox.
    chrome.until("return document.querySelectorAll('[data-mailbox]').length === 6").await;
    chrome.concluded("mail_servers_down").await;
    chrome.checked().await;
    // Screen readers get at most one start, and one end, for all domains together.
    chrome.until("return heard.at(-1)?.startsWith('Controlli terminati')").await;
    let heard = "return [heard.filter(said => said === 'Controlli avviati.').length <= 1, heard.filter(said => said.startsWith('Controlli terminati')).length]";
    assert_eq!(chrome.run(heard).await, serde_json::json!([true, 1]));
    let counted = "const counts = document.querySelector('.measured .counts').innerText.trim();
        return [heard.at(-1).includes(counts), heard.at(-1), counts]";
    let counted = chrome.run(counted).await;
    assert_eq!(counted[0], true, "{counted}");
    let states = "return Object.fromEntries([...document.querySelectorAll('[data-mailbox]')].map(row => [row.dataset.mailbox, [...row.querySelectorAll('td[data-state]')].map(cell => cell.dataset.state).join(' ')]))";
    let states = chrome.run(states).await;
    assert_eq!(states["anna@bottega.test"], "ok ok ok");
    assert_eq!(states["anna@panificio.test"], "ok ok problem");
    for domain in ["bottega.test", "insegna.test", "panificio.test"] {
        assert_eq!(
            states[format!("anna@{domain}")],
            states[format!("ugo@{domain}")],
            "mailboxes of one domain share its results"
        );
    }
    let first = chrome.run("return document.querySelector('[data-mailbox]').dataset.inError").await;
    assert_eq!(first, "yes", "those in error come first");
    let headers = "const table = document.querySelector('[data-testid=mailbox-table]'); return [table.querySelectorAll('thead th[scope=col]').length, table.querySelectorAll('tbody th[scope=row]').length]";
    assert_eq!(chrome.run(headers).await, serde_json::json!([6, 6]));
    cards_are_still_a_table(&chrome).await;
    let pattern =
        chrome.run("return document.querySelector('[data-pattern]').dataset.pattern").await;
    assert_eq!(pattern, "one_domain");
    chrome.look_at("mailboxes-table").await;

    // Open one row with the keyboard: it shows the evidence of its domain; then go back to the
    // table.
    chrome.run("document.querySelector('[data-mailbox=\"anna@panificio.test\"] [data-action=details]').focus()").await;
    chrome.keys(thirtyfour::Key::Enter).await;
    chrome.until("return document.activeElement?.id === 'mailbox-details'").await;
    let details = chrome
        .run("return document.querySelector('[data-testid=mailbox-details]').innerText")
        .await;
    assert!(
        details.as_str().is_some_and(
            |text| text.contains("451 4.4.1 try later") && text.contains("panificio.test")
        ),
        "{details}"
    );
    let reason = "return document.querySelector('[data-testid=mailbox-details] [data-reason]').dataset.reason";
    assert_eq!(chrome.run(reason).await, "server_unreachable", "the error is read like a bounce");
    assert_eq!(
        chrome.run("return document.querySelector('[data-testid=mailbox-details] [data-check=relay]').dataset.state").await,
        "problem"
    );
    chrome.look_at("mailboxes-details").await;
    chrome.press("close-details").await;
    chrome.until("return document.activeElement?.id === 'mailboxes'").await;

    // The verdict is about the mailboxes in error, and links to them; the ticket contains the
    // table.
    let about = chrome.run("return document.querySelector('.about').innerText").await;
    assert!(
        about
            .as_str()
            .is_some_and(|about| about.contains("anna@panificio.test")
                && about.contains("ugo@panificio.test")),
        "{about}"
    );
    chrome.run("document.querySelector('.measured').open = false; document.querySelector('.rests-on').open = true; document.querySelector('.rests-on a').click()").await;
    chrome.until("return document.activeElement?.id === 'mailboxes'").await;
    chrome.look_at("mailboxes-verdict").await;
    chrome.press("support").await;
    chrome.arrive("support").await;
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-line]')").await;
    let lines = chrome.run("return [...document.querySelectorAll('[data-line^=\"mailbox.\"]')].map(line => line.innerText)").await;
    assert_eq!(lines.as_array().map(Vec::len), Some(6));
    assert!(
        lines[0]
            .as_str()
            .is_some_and(|line| line.contains("anna@panificio.test") && line.contains("451 4.4.1")),
        "{lines}"
    );
    chrome.look_at("mailboxes-ticket").await;
    chrome.close().await;
}

/// A file is read in addition to the text in the box.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_leaves_the_box_as_it_is() {
    let served = served().await;
    let chrome = Chrome::open(Look::PHONE).await;
    open_form(&chrome, served.url(), "it").await;
    let write = "const box = document.getElementById('field-mailboxes'); box.value = 'carla@bottega.test';
        box.dispatchEvent(new Event('input', { bubbles: true }));
        const field = document.querySelector('.list-field input[type=file]'), data = new DataTransfer();
        data.items.add(new File(['ugo@bottega.test\\nsegreteria\\n'], 'elenco.csv', { type: 'text/csv' }));
        field.files = data.files; field.dispatchEvent(new Event('change', { bubbles: true }))";
    chrome.run(write).await;
    chrome.until("return document.querySelectorAll('[data-row]').length === 1").await;
    assert_eq!(
        chrome.run("return document.getElementById('field-mailboxes').value").await,
        "carla@bottega.test\nsegreteria"
    );
    chrome.press("read-list").await;
    chrome.until("return document.querySelectorAll('[data-row]').length === 2").await;
    assert_eq!(
        chrome.run("return document.getElementById('field-mailboxes').value").await,
        "segreteria"
    );
    chrome.close().await;
}
