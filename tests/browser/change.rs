//! A customer changes an answer: later answers that still fit are kept, others are named once and
//! no longer used, and nothing is measured twice.

use probe_server::config::Config;
use tempfile::TempDir;
use tests::demo::Demo;
use tests::served::Served;

use crate::axe;
use crate::chrome::{Chrome, Look};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_changed_and_the_rest_follows() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@bottega.test").await;
    chrome.answer("scope", "all").await;
    chrome.answer("which_mailboxes", "one").await;
    chrome.arrive("mailbox_full").await;

    // The later answer is no longer on the path: it is named once, and not in the ticket.
    chrome.change("scope").await;
    assert_eq!(
        chrome.run("return document.querySelector('input:checked')?.value").await,
        "all",
        "the answer last given is there"
    );
    assert_eq!(chrome.run("return document.activeElement.tagName").await, "H1");
    chrome.answer("scope", "one").await;
    chrome.arrive("spam_folder").await;
    let dropped =
        chrome.until("return document.querySelector('[data-testid=dropped]')?.innerText").await;
    assert!(
        dropped
            .as_str()
            .is_some_and(|text| text.contains("non servono più")
                && text.contains("una sola casella o tutte")),
        "{dropped}"
    );
    let unused = chrome.run("return document.querySelector('[data-unused]')?.textContent").await;
    assert!(
        unused.as_str().is_some_and(|text| text.contains("una sola casella o tutte")),
        "{unused}"
    );
    axe::check(&chrome, "an answer no longer needed").await;
    chrome.picture("change-dropped").await;
    let report = chrome.report().await;
    assert!(
        !report.to_string().contains("which_mailboxes"),
        "an answer off the way is in no report: {report}"
    );

    // It was kept, though: when the path reaches that question again, it is not asked again.
    chrome.answer("spam_folder", "not_found").await;
    chrome.arrive("mailbox_full").await;
    assert_eq!(
        chrome.run("return !!document.querySelector('[data-testid=dropped]')").await,
        false,
        "said once"
    );
    let again =
        chrome.until("return document.querySelector('[data-testid=used-again]')?.innerText").await;
    assert!(
        again
            .as_str()
            .is_some_and(|text| text.contains("valgono di nuovo")
                && text.contains("una sola casella o tutte")),
        "{again}"
    );

    chrome.change("scope").await;
    chrome.answer("scope", "all").await;
    chrome.arrive("mailbox_full").await;
    let report = chrome.report().await;
    assert!(report.to_string().contains("which_mailboxes"), "{report}");
    assert_eq!(chrome.runs().await, 1, "nothing was measured again");

    // With another address its domain is measured, and the answers are kept.
    chrome.change("mailbox").await;
    let field = "document.querySelector('[data-step=mailbox] input[type=email]')";
    chrome.run(&format!("{field}.value = 'anna@pendolo.test'; {field}.dispatchEvent(new Event('input', {{ bubbles: true }}))")).await;
    chrome.press("continue").await;
    chrome.checked().await;
    assert_eq!(chrome.runs().await, 2, "only what depends on the address");
    chrome.close().await;
}

/// A newer version is offered if it changes steps that are still ahead. The notice names what would
/// be asked again; the answers are kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_checklist_is_offered_and_never_forced() {
    let folder = TempDir::new().expect("a folder");
    let seit = include_str!("../../playbooks/seit.yaml");
    let publish = |text: &str| {
        std::fs::write(folder.path().join("seit.yaml"), text).expect("the playbook is written")
    };
    publish(seit);
    let mut served =
        Served::start_with(|config| Config { playbooks: Some(folder.path().to_owned()), ..config })
            .await;
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(served.url(), "it", "anna@bottega.test").await;
    chrome.answer("scope", "all").await;
    chrome.arrive("which_mailboxes").await;
    let old = "Il problema riguarda una sola casella o tutte quelle di {domain}?";
    assert!(seit.contains(old));
    publish(&seit.replace(old, "Quante caselle di {domain} non ricevono?"));
    served.stop_serving().await;
    served.serve_again().await;
    chrome.driver.refresh().await.expect("reloads");

    chrome.until("return !!document.querySelector('[data-testid=newer]')").await;
    chrome.arrive("which_mailboxes").await;
    let heading = "return document.querySelector('h1')?.innerText";
    assert!(
        chrome
            .run(heading)
            .await
            .as_str()
            .is_some_and(|heading| heading.starts_with("Il problema riguarda")),
        "nothing is forced"
    );
    axe::check(&chrome, "a newer checklist").await;
    chrome.picture("change-newer").await;
    // An option that was chosen and not sent.
    chrome.run("document.querySelector('input[value=one]').click()").await;
    chrome.press("take-newer").await;
    chrome.until(&format!("{heading} === 'Quante caselle di bottega.test non ricevono?'")).await;
    chrome.until("return !document.querySelector('[data-testid=newer]')").await;
    assert_eq!(
        chrome.run("return document.querySelector('input:checked')?.value").await,
        "one",
        "nothing is lost"
    );
    chrome.until("return document.activeElement.tagName === 'H1'").await;
    assert!(chrome.report().await.to_string().contains("scope"), "the answers are kept");
    assert_eq!(chrome.runs().await, 1);
    chrome.close().await;
}

/// *Check again* measures without leaving the page: the focus stays on the button, and the result
/// is shown below it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_again_keeps_the_place() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "en", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    chrome.press("check-again").await;
    chrome.until("return !!document.querySelector('[data-testid=rechecked]')").await;
    assert_eq!(chrome.run("return document.activeElement.dataset.action").await, "check-again");
    assert_eq!((chrome.step().await.as_str(), chrome.runs().await), ("verdict", 2));
    // The grounds of the conclusion are on this page.
    let loose = "return [...document.querySelectorAll('[data-evidence-of]')].filter(link => \
                 !document.querySelector(`[data-evidence=\"${link.dataset.evidenceOf}\"]`)).length";
    assert_eq!(chrome.run(loose).await, 0);
    axe::check(&chrome, "checked again").await;
    chrome.picture("change-checked-again").await;
    chrome.close().await;
}

/// The language that the customer chose last overrides the language of the link.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_language_chosen_goes_before_that_of_the_link() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.open_form(&format!("{}/?playbook=seit&lang=it", demo.url())).await;
    chrome.run("document.querySelector('[data-action=language][data-lang=en]').click()").await;
    chrome.write_address("anna@trasloco.test").await;
    chrome.press("continue").await;
    chrome.concluded("dns_after_move").await;
    assert_eq!(chrome.run("return document.documentElement.lang").await, "en");
    chrome.close().await;
}

/// If a button disappears when it is pressed, the focus moves to the element that replaces it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn erasing_never_loses_the_focus() {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    chrome.begin(demo.url(), "it", "anna@trasloco.test").await;
    chrome.concluded("dns_after_move").await;
    chrome.run("document.querySelector('details.data').open = true").await;
    chrome.press("erase").await;
    chrome.until("return document.activeElement.id === 'erase-sure'").await;
    chrome.press("erase-no").await;
    chrome.until("return document.activeElement.id === 'erase'").await;
    chrome.press("erase").await;
    chrome.press("erase-yes").await;
    chrome.until("return document.activeElement.matches('[data-step=ended] h1')").await;
    chrome.press("start-again").await;
    chrome.until("return document.activeElement.matches('[data-step=start] h1')").await;
    chrome.close().await;
}

/// On the smallest phone the support button has a short label, which is neither covered nor cut
/// off.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sign_of_support_has_a_label_on_the_smallest_phone() {
    let demo = Demo::start();
    for (lang, label) in [("it", "Assistenza"), ("en", "Support")] {
        let chrome = Chrome::open(Look::PHONE).await;
        chrome.begin(demo.url(), lang, "anna@trasloco.test").await;
        chrome.concluded("dns_after_move").await;
        let fits = "const button = document.querySelector('header [data-action=support]'), box = button.getBoundingClientRect();
            const [sign, label] = [button.querySelector('[aria-hidden]'), button.querySelector('.tight')].map(part => part.getBoundingClientRect());
            const others = [...document.querySelectorAll('header .languages, header .brand, header .back')].map(part => part.getBoundingClientRect());
            return label.width > 0 && label.left >= box.left && label.right <= box.right && label.bottom <= box.bottom
                && sign.bottom <= label.top + 1 && box.right <= innerWidth && others.every(other => other.right <= box.left + 1 || other.left >= box.right)";
        assert_eq!(chrome.run(fits).await, true, "{lang}");
        assert_eq!(
            chrome.run("return document.querySelector('header .tight').innerText").await,
            label
        );
        let is_cut = "const name = document.querySelector('.brand-name'); return name.scrollWidth > name.clientWidth";
        assert_eq!(chrome.run(is_cut).await, false, "the operator's name is still there");
        axe::check(&chrome, "the verdict on the smallest phone").await;
        chrome.picture(&format!("phone-verdict-{lang}")).await;
        chrome.press("support").await;
        chrome.arrive("ticket").await;
        chrome.picture(&format!("phone-contacts-{lang}")).await;
        chrome.close().await;
    }
}
