//! Sessions from the store of an older version, in which not only the rules reached conclusions:
//! they can be loaded, continued, and lead to a verdict.
//!
//! `fixtures/stored/before.sqlite` was written by `sportello demo` of that version, driven over
//! HTTP with the shipped playbooks and the lab. Its logs are unchanged; only the expiry dates of
//! sessions and links were moved.

use std::path::Path;

use checklist::conclusion::CauseCode;
use checklist::playbook::Step;
use probe_server::config::Config;
use serde_json::{Value, json};
use terms::Confidence;
use terms::Owner;

use super::world::{Session, World};

/// The recorded sessions: subject, id and owner token.
const RECORDED: [(&str, &str, &str); 11] = [
    ("seit_part_way", "irv7CnSGf_lq0TWeOTXZmQ", "ZzvwvPilS2Wz8tpnB5wvpNz7_GS2Qp4Ycj9ubURWMhM"),
    ("seit_junk", "WODQLbqMHkflZ9fwMMZQHg", "SS_NRCyq9elQyWSP0k4TsrVBjqGdFljZNZbl5beP5Eo"),
    ("seit_moved", "IJpIIbmQhfheUaPMzxpMfQ", "5W5kttxlV3xK2wxvJkSC4tqcy7hbIlwarn05zD2uePs"),
    ("seit_outgoing", "GtdM2Q4FfrakREKaM7N6QQ", "ZSdgmZvdf_1_UZxhEvdjrSe2PU8j6LvR18_-bJrCRZI"),
    ("tweppy_part_way", "Z4SRP0WH4gX74KrcmjpZjQ", "QG47KtfPmtzCg9tD4HyjAb_3LZSHiR8mN-LyDIQJlyY"),
    ("tweppy_aruba", "SZK-9gE0pap7ChBv5R94gw", "p1F7_OPRVh-KX1vfKat6wjTLX-Sx4FQiTJ3xvmsF3GM"),
    ("tweppy_servers", "EeuTEWlcI7hmRwz10Apt4w", "kl_w28Jyh5EKQ7la_8ICzxcgnetmXDm80oDZtwD72LY"),
    ("generic_part_way", "Q0Aszi4jTLBg_UJ21l6FUw", "DpyetrrgKmTuBgjJkXpg6WtMCv9mUS_-f4QDe4X-Khc"),
    (
        "generic_own_mailbox",
        "Tm9K5a8JqH1bMhh54R_n7A",
        "0jwHAmwUe4ArBRUYTZTO8t2FgJ01ySP278zurLPWJuw",
    ),
    ("generic_first_late", "UAw4Mxkq8WppIVZM0JZfGQ", "LtkyMySOVnOdE5897SjdK_QcWZrHQuvFMufLE9qbP_Q"),
    ("generic_unsure", "xupgENdmSb6EqNxgkqs2zg", "wWzmvoijIol06oSZ3gBCBZsqIMgsVqHg-zN6HrpM0d0"),
];

/// What the customer reads: the last step, the cause, its owner, its confidence.
type Read = (&'static str, CauseCode, Owner, Confidence);

async fn world() -> World {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stored/before.sqlite");
    World::start_with(|config| {
        std::fs::copy(&recorded, &config.data).expect("the recorded store is copied");
        Config { playbooks: None, ..config }
    })
    .await
}

fn session<'w>(world: &'w World, name: &str) -> Session<'w> {
    let (_, id, token) =
        RECORDED.iter().find(|(recorded, _, _)| *recorded == name).expect("a recorded session");
    Session { world, id: (*id).to_owned(), token: (*token).to_owned() }
}

fn option(step: &str, option: &str) -> Value {
    json!({ "give_answer": { "step": step, "answer": { "option": option } } })
}

fn text(step: &str, input: &str, text: &str) -> Value {
    json!({ "give_answer": { "step": step, "answer": { "inputs": { (input): { "text": text } } } } })
}

/// Asserts that the session, after these additional commands, comes to this verdict, and that the
/// page contains these words.
#[track_caller]
fn check(
    session: &Session<'_>,
    report: &Value,
    page: &str,
    (step, cause, owner, confidence): Read,
    words: &[&str],
) {
    let expected =
        json!({ "step": step, "cause": cause, "owner": owner, "confidence": confidence });
    assert_eq!(report["outcome"], expected, "{}: {report}", session.id);
    for words in words {
        assert!(page.contains(words), "{}: {words:?} is missing: {page}", session.id);
    }
}

async fn comes_to(world: &World, name: &str, commands: &[Value], read: Read, words: &[&str]) {
    let session = session(world, name);
    for command in commands {
        let answered = session.post("/events", command).await;
        assert_eq!(answered.status, 200, "{name}: {answered:?}");
    }
    let report = session.get("/report.json").await.json();
    let page = session.get("/report.html?lang=it").await.text;
    check(&session, &report, &page, read, words);
}

#[tokio::test]
async fn sessions_of_before_go_on_and_come_to_a_verdict() {
    use CauseCode::{
        CouldNotJudge, DnsAfterMove, Greylisting, MailboxFull, RecipientFull, SenderNotAllowed,
        ServersChanged, TakenForJunk, WrongOutgoingServer,
    };
    use Confidence::{Likely, Possible};
    let world = &world().await;

    // Sessions whose path had ended.
    let junk = "Segni il messaggio come buono e avvisi il mittente";
    comes_to(
        world,
        "seit_junk",
        &[],
        ("not_spam", TakenForJunk, Owner::OtherSide, Likely),
        &[junk, "Dica al mittente che cosa è successo"],
    )
    .await;
    let moved = "Faccia aggiornare il DNS dopo il cambio di gestore";
    comes_to(
        world,
        "seit_moved",
        &[],
        ("dns_after_move", DnsAfterMove, Owner::DomainAdmin, Likely),
        &[moved],
    )
    .await;
    let outgoing = "Scriva mail.bottega.test come server in uscita";
    comes_to(
        world,
        "seit_outgoing",
        &[],
        ("program_settings", WrongOutgoingServer, Owner::You, Likely),
        &[outgoing],
    )
    .await;
    let servers = "Scriva in Tweppy i nuovi indirizzi dei server";
    comes_to(
        world,
        "tweppy_servers",
        &[],
        ("update_server", ServersChanged, Owner::You, Likely),
        &[servers],
    )
    .await;
    let aruba = "Faccia autorizzare il mittente nella webmail di Aruba";
    comes_to(
        world,
        "tweppy_aruba",
        &[],
        ("aruba_sender", SenderNotAllowed, Owner::You, Likely),
        &[aruba],
    )
    .await;
    let late = "Non serve fare niente: è una difesa contro lo spam";
    comes_to(
        world,
        "generic_first_late",
        &[],
        ("wait_first", Greylisting, Owner::Nobody, Likely),
        &[late],
    )
    .await;

    // Sessions that continue.
    let full = "Niente va perso, perché il mittente può inviare di nuovo il messaggio.";
    let command = option("mailbox_full", "yes");
    comes_to(
        world,
        "seit_part_way",
        &[command],
        ("free_space", MailboxFull, Owner::You, Likely),
        &[full],
    )
    .await;
    let command = text("error_text", "error", "552 5.2.2 Mailbox full");
    let full = "Faccia spazio nella casella presso il fornitore";
    comes_to(
        world,
        "tweppy_part_way",
        &[command],
        ("free_space", MailboxFull, Owner::You, Likely),
        &[full],
    )
    .await;
    let command = text("bounce_text", "bounce", "552 5.2.2 <ugo@altra.test>: Mailbox is full");
    let full = "Avvisi il destinatario che la sua casella è piena";
    comes_to(
        world,
        "generic_part_way",
        &[command],
        ("recipient_full", RecipientFull, Owner::OtherSide, Likely),
        &[full],
    )
    .await;

    // The last step of the path gives another cause than the text did, and "I don't know" gives
    // none.
    let own = ("recipient_full", MailboxFull, Owner::You, Likely);
    comes_to(world, "generic_own_mailbox", &[], own, &["Faccia spazio nella casella"]).await;
    let report = session(world, "generic_own_mailbox").get("/report.json").await.json();
    assert!(!report["conclusions"].to_string().contains("\"recipient_full\""), "{report}");
    comes_to(
        world,
        "generic_unsure",
        &[],
        ("free_space", CouldNotJudge, Owner::Nobody, Possible),
        &[],
    )
    .await;
}

/// A newer version of the playbook is offered, and taking it keeps the answers.
#[tokio::test]
async fn a_session_of_before_may_go_over_to_the_version_of_today() {
    let world = world().await;
    let session = session(&world, "seit_junk");
    let snapshot: Value = session.get("").await.json();
    let step: Step = serde_json::from_value(snapshot["playbook"]["steps"]["not_spam"].clone())
        .expect("a step that reads");
    assert!(matches!(step, Step::Conclude(conclude) if conclude.legacy.is_some()));
    let offered = snapshot["newer"]["digest"].as_str().expect("a newer version").to_owned();
    session.post("/events", &json!({ "take_newer_playbook": { "digest": offered } })).await;
    let outcome = session.get("/report.json").await.json()["outcome"].clone();
    assert_eq!(
        outcome,
        json!({ "step": "verdict", "cause": "taken_for_junk", "owner": "other_side", "confidence": "likely" })
    );
}
