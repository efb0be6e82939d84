//! Situations, played in the page as by a customer: the screen, the ticket and the report for
//! programs name the same cause and the same owner.
//!
//! The expected results were written before the page was run. A cause that must not be named is not
//! first in any of the three.

use checklist::conclusion::CauseCode;
use serde_json::{Value, json};
use terms::Confidence;
use terms::Lang;
use terms::Owner;
use tests::demo::Demo;

use crate::chrome::{Chrome, Look};

/// What the customer does at one step.
enum Does {
    /// Chooses an option and continues.
    Says(&'static str, &'static str),
    /// Pastes a text into a field and continues.
    Pastes(&'static str, &'static str, &'static str),
    /// Leaves a field empty and continues.
    Skips(&'static str),
}

use Does::{Pastes, Says, Skips};

/// One situation: where it starts, what the customer does, and the expected verdict.
struct Situation {
    playbook: &'static str,
    /// The address, or the list of mailboxes.
    begins: &'static str,
    does: &'static [Does],
    cause: CauseCode,
    owner: Owner,
    confidence: Confidence,
    /// Causes that must not be first, nor be named beside the first as likely.
    never: &'static [CauseCode],
}

use CauseCode as Cause;
use Confidence::{Certain, Likely, Possible};
use Owner::{DomainAdmin, MailProvider, Nobody, OtherSide, You};

const fn of(
    playbook: &'static str,
    begins: &'static str,
    does: &'static [Does],
    (cause, owner, confidence): (Cause, Owner, Confidence),
    never: &'static [Cause],
) -> Situation {
    Situation { playbook, begins, does, cause, owner, confidence, never }
}

/// A mailbox in error beside one that works.
const LIST: &str = "info@bottega.test; in errore\nanna@bottega.test; ok\n";

/// Causes that follow from the measurements, with few or no questions.
const MEASURED: &[Situation] = &[
    of(
        "seit",
        "anna@panificio.test",
        &[],
        (Cause::MailServersDown, MailProvider, Certain),
        &[Cause::MailboxFull],
    ),
    of(
        "seit",
        "anna@gioielleria.test",
        &[],
        (Cause::MailServersDown, MailProvider, Likely),
        &[Cause::DnsAfterMove],
    ),
    of(
        "seit",
        "anna@trasloco.test",
        &[],
        (Cause::DnsAfterMove, DomainAdmin, Likely),
        &[Cause::MailServersDown],
    ),
    of(
        "seit",
        "anna@insegna.test",
        &[],
        (Cause::MailHasNoPlace, DomainAdmin, Certain),
        &[Cause::MailServersDown],
    ),
    of(
        "seit",
        "anna@scomparso.test",
        &[],
        (Cause::DomainNotFound, DomainAdmin, Certain),
        &[Cause::MailHasNoPlace, Cause::MailServersDown],
    ),
    of(
        "seit",
        "anna@vetrina.test",
        &[],
        (Cause::MailRefusedByDns, DomainAdmin, Certain),
        &[Cause::MailServersDown],
    ),
    of(
        "seit",
        "anna@fioraio.test",
        &[],
        (Cause::MxLeadsNowhere, DomainAdmin, Certain),
        &[Cause::MailServersDown],
    ),
    of(
        "seit",
        "anna@magazzino.test",
        &[],
        (Cause::MxLeadsNowhere, DomainAdmin, Certain),
        &[Cause::MailServersDown],
    ),
    of(
        "generic",
        "anna@officina.test",
        &[],
        (Cause::MailServersDown, MailProvider, Certain),
        &[Cause::NetworkBlocks, Cause::ProgramSettings],
    ),
    of(
        "generic",
        "anna@latteria.test",
        &[Says("symptom", "connect")],
        (Cause::CertificateProblem, MailProvider, Certain),
        &[Cause::ProgramSettings, Cause::PasswordWrong],
    ),
    of(
        "generic",
        "anna@pizzeria.test",
        &[Says("symptom", "connect")],
        (Cause::OneServiceDown, MailProvider, Certain),
        &[Cause::ProgramSettings, Cause::MailServersDown],
    ),
    of(
        "generic",
        "anna@macinino.test",
        &[Says("symptom", "connect")],
        (Cause::EncryptionOutdated, MailProvider, Certain),
        &[Cause::ProgramSettings],
    ),
    of(
        "generic",
        "anna@erboristeria.test",
        &[
            Says("symptom", "connect"),
            Skips("program_says"),
            Says("connect_where", "closed"),
            Says("webmail_elsewhere", "closed"),
        ],
        (Cause::WebmailDown, MailProvider, Likely),
        &[Cause::NetworkBlocks, Cause::PasswordWrong],
    ),
    of(
        "generic",
        "anna@mercato.test",
        &[Says("symptom", "delay"), Says("delay_which", "all"), Says("delay_where", "no")],
        (Cause::PutOff, Nobody, Possible),
        &[Cause::MailServersDown],
    ),
    // Nothing can be measured, and the customer knows nothing: no cause is named.
    of(
        "generic",
        "anna@example.org",
        &[
            Says("symptom", "receive"),
            Says("receive_which", "unsure"),
            Says("which_mailboxes", "unsure"),
            Says("mailbox_full", "unsure"),
            Says("moved_by_rule", "unsure"),
            Says("seen_in_webmail", "unsure"),
        ],
        (Cause::CouldNotJudge, Nobody, Possible),
        &[Cause::MailServersDown, Cause::AllWell, Cause::MailboxFull, Cause::DomainNotFound],
    ),
];

/// Causes that follow from the customer's answers, when all measurements are good.
const SAID: &[Situation] = &[
    of(
        "seit",
        "anna@bottega.test",
        &[Says("scope", "all"), Says("which_mailboxes", "one"), Says("mailbox_full", "yes")],
        (Cause::MailboxFull, You, Likely),
        &[Cause::MailServersDown],
    ),
    of(
        "seit",
        "anna@bottega.test",
        &[Says("scope", "one"), Says("spam_folder", "found")],
        (Cause::TakenForJunk, OtherSide, Likely),
        &[Cause::MailboxFull],
    ),
    of(
        "seit",
        "anna@bottega.test",
        &[
            Says("scope", "all"),
            Says("which_mailboxes", "one"),
            Says("mailbox_full", "no"),
            Says("outgoing_server", "no"),
            Says("message_in_webmail", "yes"),
        ],
        (Cause::MailProgram, You, Likely),
        &[Cause::MailboxFull],
    ),
    of(
        "generic",
        "anna@bottega.test",
        &[Says("symptom", "full"), Says("quota", "enough"), Says("full_elsewhere", "message")],
        (Cause::Fraud, You, Likely),
        &[Cause::MailboxFull],
    ),
    of(
        "generic",
        "anna@bottega.test",
        &[Says("symptom", "delay"), Says("delay_which", "first")],
        (Cause::Greylisting, Nobody, Likely),
        &[Cause::MailServersDown],
    ),
    of(
        "generic",
        "anna@bottega.test",
        &[Says("symptom", "bounce"), Skips("bounce_text"), Says("bounce_kind", "not_mine")],
        (Cause::SenderForged, Nobody, Possible),
        &[Cause::MailboxAbused, Cause::RecipientUnknown],
    ),
    of(
        "generic",
        "anna@mosaico.test",
        &[Says("symptom", "spam"), Says("spam_whose", "sent")],
        (Cause::SenderUnproven, DomainAdmin, Likely),
        &[Cause::BulkMail, Cause::MailboxAbused],
    ),
    of(
        "generic",
        "anna@bottega.test",
        &[
            Says("symptom", "send"),
            Says("send_how", "stuck"),
            Says("send_webmail", "yes"),
            Says("outgoing_settings", "wrong"),
        ],
        (Cause::OutgoingSettings, You, Likely),
        &[Cause::OneServiceDown],
    ),
    of(
        "tweppy",
        LIST,
        &[
            Says("alerts", "no"),
            Says("not_working", "no_access"),
            Says("tweppy_tests", "unsure"),
            Says("changed_password", "yes"),
        ],
        (Cause::PasswordChanged, You, Likely),
        &[Cause::MailServersDown],
    ),
];

/// Causes that follow from an error text.
const READ: &[Situation] = &[
    of(
        "generic",
        "anna@bottega.test",
        &[
            Says("symptom", "bounce"),
            Pastes(
                "bounce_text",
                "bounce",
                "<ugo@altra.test>: host mx.altra.test[203.0.113.9] said: 550 5.1.1 <ugo@altra.test>: Recipient address rejected: User unknown (in reply to RCPT TO command)",
            ),
        ],
        (Cause::RecipientUnknown, You, Likely),
        &[Cause::MailboxMissing, Cause::RecipientRefuses],
    ),
    of(
        "generic",
        "anna@bottega.test",
        &[
            Says("symptom", "bounce"),
            Pastes(
                "bounce_text",
                "bounce",
                "host mail.bottega.test said: 552 5.2.2 <anna@bottega.test>: Mailbox full (in reply to RCPT TO command)",
            ),
        ],
        (Cause::MailboxFull, You, Likely),
        &[Cause::RecipientFull],
    ),
    of(
        "generic",
        "anna@mosaico.test",
        &[
            Says("symptom", "bounce"),
            Pastes(
                "bounce_text",
                "bounce",
                "<ugo@altra.test>: host mx.altra.test[203.0.113.9] said: 550 5.7.23 <ugo@altra.test>: SPF check failed (in reply to RCPT TO command)",
            ),
        ],
        (Cause::SpfRefused, DomainAdmin, Certain),
        &[Cause::RecipientRefuses, Cause::Blocklisted],
    ),
    of(
        "generic",
        "anna@bottega.test",
        &[
            Says("symptom", "connect"),
            Pastes(
                "program_says",
                "program_error",
                "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
            ),
        ],
        (Cause::PasswordWrong, You, Likely),
        &[Cause::MailboxesDown, Cause::RecipientRefuses],
    ),
    of(
        "generic",
        "anna@bottega.test",
        &[
            Says("symptom", "connect"),
            Pastes(
                "program_says",
                "program_error",
                "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
            ),
        ],
        (Cause::TwoStepSignIn, You, Certain),
        &[Cause::PasswordWrong],
    ),
    of(
        "tweppy",
        LIST,
        &[
            Says("alerts", "no"),
            Says("not_working", "yes"),
            Pastes("error_text", "error", "552 5.2.2 <info@bottega.test>: Mailbox is full"),
        ],
        (Cause::MailboxFull, You, Likely),
        &[Cause::MailServersDown, Cause::RecipientFull],
    ),
    of(
        "tweppy",
        LIST,
        &[
            Says("alerts", "no"),
            Says("not_working", "yes"),
            Pastes("error_text", "error", "NO [AUTHENTICATIONFAILED] Authentication failed."),
        ],
        (Cause::PasswordWrong, You, Likely),
        &[Cause::MailServersDown, Cause::MailboxesDown],
    ),
    of(
        "tweppy",
        LIST,
        &[
            Says("alerts", "no"),
            Says("not_working", "yes"),
            Pastes(
                "error_text",
                "error",
                "550 5.1.0 <info@bottega.test> sender rejected (smtps.aruba.it)",
            ),
        ],
        (Cause::SenderNotAllowed, You, Likely),
        &[Cause::MailServersDown],
    ),
];

/// The attributes of the verdict, and the words that say who must act.
const SCREEN: &str = "const verdict = document.querySelector('[data-conclusion]');
    return verdict && { cause: verdict.dataset.cause, owner: verdict.dataset.owner, confidence: verdict.dataset.confidence,
        heading: verdict.querySelector('h1').innerText, who: verdict.querySelector('.who strong').innerText }";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_measured_is_read_in_three_places() {
    check(MEASURED).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_and_read_is_read_in_three_places() {
    check(SAID).await;
    check(READ).await;
    assert!(MEASURED.len() + SAID.len() + READ.len() >= 30);
}

async fn check(situations: &[Situation]) {
    let demo = Demo::start();
    let chrome = Chrome::open(Look::PHONE).await;
    let mut wrong = Vec::new();
    for situation in situations {
        walk(&chrome, &demo, situation).await;
        let name = format!(
            "{} {} {}",
            situation.playbook,
            situation.begins.split(';').next().unwrap_or_default(),
            situation.cause.as_str()
        );
        let expected =
            json!([situation.cause.as_str(), situation.owner.as_str(), situation.confidence]);
        let screen = chrome.run(SCREEN).await;
        // If only possible causes are left, the path leads to the ticket, and there is no headline.
        if chrome.step().await == "ticket" {
            assert_eq!(screen, Value::Null, "{name}");
            assert_eq!(situation.confidence, Possible, "{name}: a known cause ends the questions");
        } else {
            on_the_screen(&screen, situation, &expected, &name, &mut wrong);
        }
        let report = chrome.report().await;
        let first = &report["conclusions"][0];
        let reported = json!([first["cause"], first["owner"], first["confidence"]]);
        if reported != expected {
            wrong.push(format!("{name}: the report says {reported}"));
        }
        let likely = report["conclusions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|one| one["confidence"] != "possible" && one["is_aside"] != true);
        let accused =
            likely.filter(|one| situation.never.iter().any(|never| one["cause"] == never.as_str()));
        wrong.extend(accused.map(|one| format!("{name}: falsely said {one}")));
        in_the_ticket(&chrome, situation, &name, &mut wrong).await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    chrome.close().await;
}

fn on_the_screen(
    screen: &Value,
    situation: &Situation,
    expected: &Value,
    name: &str,
    wrong: &mut Vec<String>,
) {
    let shown = json!([screen["cause"], screen["owner"], screen["confidence"]]);
    if shown != *expected {
        wrong.push(format!("{name}: the screen says {shown}"));
    }
    let operator = (situation.playbook == "seit").then_some("SEIT");
    let who = words::who_must_act(Lang::It, situation.owner, operator);
    if screen["who"].as_str() != Some(who.as_str()) {
        wrong.push(format!("{name}: who must act is told as {}", screen["who"]));
    }
}

/// Checks the first line of the ticket, which the agent reads first.
async fn in_the_ticket(
    chrome: &Chrome,
    situation: &Situation,
    name: &str,
    wrong: &mut Vec<String>,
) {
    if chrome.step().await != "ticket" {
        chrome.press("support").await;
        chrome.arrive("ticket").await;
    }
    chrome.press("continue").await;
    chrome.until("return !!document.querySelector('[data-line=outcome]')").await;
    let outcome =
        chrome.run("return document.querySelector('[data-line=outcome]').innerText").await;
    let outcome = outcome.as_str().unwrap_or_default();
    let heading = words::conclusion(Lang::It, situation.cause).trim_end_matches('.');
    let owner = words::owner(Lang::It, situation.owner, words::Reader::Other);
    if !outcome.contains(heading) || !(outcome.contains(owner) || situation.owner == Nobody) {
        wrong.push(format!("{name}: the ticket says {outcome}"));
    }
}

async fn walk(chrome: &Chrome, demo: &Demo, situation: &Situation) {
    chrome.driver.goto("about:blank").await.expect("an empty page");
    chrome
        .driver
        .goto(format!("{}/?playbook={}&lang=it", demo.url(), situation.playbook))
        .await
        .expect("the page opens");
    chrome.until("return document.documentElement.classList.contains('live')").await;
    chrome.run("document.getElementById('first-it').focus()").await;
    if situation.begins.contains(';') {
        chrome.write("mailboxes", situation.begins).await;
        chrome.press("read-list").await;
        chrome.until("return document.querySelectorAll('[data-row]').length === 2").await;
    } else {
        chrome
            .until("return !!document.querySelector('[data-step=start] input[type=email]')")
            .await;
        chrome.write_address(situation.begins).await;
    }
    chrome.press("continue").await;
    for does in situation.does {
        match does {
            Says(step, option) => chrome.answer(step, option).await,
            Pastes(step, input, text) => {
                chrome.arrive(step).await;
                chrome.write(input, text).await;
                chrome.press("continue").await;
            }
            Skips(step) => {
                chrome.arrive(step).await;
                chrome.press("continue").await;
            }
        }
    }
    let is_at_the_end = "return ['verdict', 'ticket'].includes(document.querySelector('[data-step]')?.dataset.step)";
    chrome.until(is_at_the_end).await;
    let step = chrome.step().await;
    chrome.arrive(&step).await;
}
