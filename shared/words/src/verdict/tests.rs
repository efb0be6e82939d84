//! Tests that each conclusion has its band and its texts, and that none says more than is known.

use checklist::conclusion::{Grounds, Refusal, Side};
use diagnosis::finding::FindingCode;
use mail::bounce::BounceReason;

use super::*;

fn concluded(cause: CauseCode, confidence: Confidence) -> Conclusion {
    Conclusion::new(cause, confidence, Owner::MailProvider)
}

#[track_caller]
fn check(cause: CauseCode, confidence: Confidence, expected: (Band, &str, &str)) {
    let band = Band::of(&concluded(cause, confidence));
    let [it, en] = Lang::ALL.map(|lang| band_title(lang, band, harm(cause)));
    assert_eq!((band, it, en), expected);
}

#[test]
fn the_band_of_a_conclusion() {
    use Confidence::{Certain, Likely, Possible};
    check(
        CauseCode::DnsAfterMove,
        Certain,
        (Band::Problem, "La posta non arriva", "Mail does not arrive"),
    );
    check(
        CauseCode::MailboxFull,
        Likely,
        (Band::Problem, "La posta non arriva", "Mail does not arrive"),
    );
    check(
        CauseCode::DnssecBroken,
        Certain,
        (Band::Problem, "Una parte della posta non arriva", "Some mail does not arrive"),
    );
    check(
        CauseCode::SpfRefused,
        Likely,
        (
            Band::Problem,
            "La posta non parte o torna indietro",
            "Mail does not leave, or comes back",
        ),
    );
    check(
        CauseCode::MailboxesDown,
        Certain,
        (Band::Problem, "La casella non è raggiungibile", "The mailbox cannot be reached"),
    );
    let in_part = (
        Band::Problem,
        "La casella si raggiunge solo in parte",
        "The mailbox can be reached in part only",
    );
    check(CauseCode::OneServiceDown, Certain, in_part);
    check(CauseCode::MailProgram, Likely, in_part);
    check(
        CauseCode::ProviderOutage,
        Likely,
        (Band::Problem, "La posta non funziona", "Mail does not work"),
    );
    check(
        CauseCode::Greylisting,
        Likely,
        (Band::Warning, "La posta arriva in ritardo", "Mail arrives late"),
    );
    check(
        CauseCode::TakenForJunk,
        Likely,
        (Band::Warning, "La posta finisce fra quella indesiderata", "Mail ends up as junk"),
    );
    check(CauseCode::Fraud, Likely, (Band::Warning, "C'è un rischio", "There is a risk"));
    check(
        CauseCode::WorksWithRisks,
        Certain,
        (Band::Warning, "Funziona, con un rischio", "It works, with a risk"),
    );
    check(CauseCode::AllWell, Certain, (Band::Well, "Funziona", "It works"));
    check(CauseCode::WorkingAgain, Possible, (Band::Well, "Funziona", "It works"));
    let cannot = (Band::Unjudged, "Non possiamo dirlo da qui", "We cannot tell from here");
    check(CauseCode::CouldNotJudge, Possible, cannot);
    check(CauseCode::DnsAfterMove, Possible, cannot);
    check(CauseCode::PasswordWrong, Possible, cannot);
}

/// Red is for faults that are at least likely.
#[test]
fn what_is_only_possible_is_never_a_problem() {
    for &cause in CauseCode::ALL {
        assert_ne!(Band::of(&concluded(cause, Confidence::Possible)), Band::Problem, "{cause:?}");
        assert!(
            cause.is_trouble() || Band::of(&concluded(cause, Confidence::Certain)) != Band::Problem,
            "{cause:?}"
        );
    }
}

#[test]
fn every_band_has_its_words() {
    for &cause in CauseCode::ALL {
        for band in Band::ALL {
            let [it, en] = Lang::ALL.map(|lang| band_title(lang, band, harm(cause)));
            assert!(!it.is_empty() && !en.is_empty() && it != en, "{cause:?} {band:?}");
            assert!(it.split_whitespace().count() <= 8 && !it.ends_with('.'), "{it}");
        }
    }
    let names: std::collections::BTreeSet<&str> = Band::ALL.into_iter().map(Band::as_str).collect();
    assert_eq!(names.len(), Band::ALL.len());
}

#[track_caller]
fn check_owner(owner: Owner, contact_name: Option<&str>, expected: [&str; 2]) {
    assert_eq!(Lang::ALL.map(|lang| who_must_act(lang, owner, contact_name)), expected);
}

#[test]
fn whoever_must_act_is_named() {
    let us = ["Tocca a noi (SEIT).", "It is up to us (SEIT)."];
    check_owner(Owner::MailProvider, Some("SEIT"), us);
    check_owner(Owner::Service, Some(" SEIT "), us);
    let provider = ["Deve farlo chi fornisce la posta.", "The mail provider has to do it."];
    check_owner(Owner::MailProvider, None, provider);
    check_owner(Owner::MailProvider, Some("  "), provider);
    check_owner(Owner::Service, None, ["Tocca a noi.", "It is up to us."]);
    let admin = [
        "Deve farlo chi gestisce il dominio, di solito il webmaster o chi ha registrato il nome.",
        "Whoever runs the domain has to do it, usually the webmaster or whoever registered the name.",
    ];
    check_owner(Owner::DomainAdmin, None, admin);
    // An operator that provides the mail may not run the domain.
    check_owner(Owner::DomainAdmin, Some("SEIT"), admin);
    check_owner(
        Owner::You,
        Some("SEIT"),
        ["Tocca a Lei: bastano pochi minuti.", "It is up to you: a few minutes are enough."],
    );
    let other_side = [
        "Deve farlo l'altra parte, cioè chi Le scrive o chi deve ricevere: Lei può solo avvisare.",
        "The other side has to do it, whoever writes to you or is to receive: you can only tell them.",
    ];
    check_owner(Owner::OtherSide, Some("SEIT"), other_side);
    check_owner(
        Owner::Nobody,
        None,
        ["Nessuno deve fare niente: basta aspettare.", "Nobody has to do anything: just wait."],
    );
    check_owner(
        Owner::MailProvider,
        Some("{name}"),
        ["Tocca a noi ({name}).", "It is up to us ({name})."],
    );
}

#[test]
fn measured_is_only_what_was() {
    let told = |conclusion: &Conclusion| Lang::ALL.map(|lang| how_sure(lang, conclusion));
    let certain = concluded(CauseCode::MailboxFull, Confidence::Certain);
    let measured = Conclusion {
        because: Grounds { findings: vec![FindingCode::RelayDown], ..Grounds::default() },
        ..certain.clone()
    };
    let refusal = Refusal {
        reason: BounceReason::MailboxFull,
        side: Side::Received,
        provider: None,
        owner: None,
        confidence: Confidence::Certain,
        recipients: Vec::new(),
    };
    let read = Conclusion {
        because: Grounds { bounce: vec![refusal], ..Grounds::default() },
        ..certain.clone()
    };
    assert_eq!(told(&measured), ["certo: misurato", "certain: measured"]);
    assert_eq!(
        told(&read),
        ["certo: letto nel messaggio di errore", "certain: read in the error message"]
    );
    assert_eq!(told(&certain), ["certo", "certain"]);
    assert_eq!(
        told(&Conclusion { confidence: Confidence::Likely, ..measured.clone() }),
        ["probabile", "likely"]
    );
    assert_eq!(
        told(&Conclusion { confidence: Confidence::Possible, ..measured }),
        ["possibile", "possible"]
    );
}

/// The page, the ticket, the report and the terminal use one word for each level.
#[test]
fn each_level_has_one_word() {
    for (level, words) in [
        (Confidence::Possible, ["possibile", "possible"]),
        (Confidence::Likely, ["probabile", "likely"]),
        (Confidence::Certain, ["certo", "certain"]),
    ] {
        for (lang, word) in Lang::ALL.into_iter().zip(words) {
            let conclusion = concluded(CauseCode::MailboxFull, level);
            let measured = Conclusion {
                because: Grounds { findings: vec![FindingCode::RelayDown], ..Grounds::default() },
                ..conclusion.clone()
            };
            let told = [
                crate::confidence(lang, level),
                how_sure(lang, &conclusion),
                how_sure(lang, &measured),
                crate::bounce_confidence(lang, level),
                crate::connection_confidence(lang, level),
            ];
            assert!(told.iter().all(|told| told.split(':').next() == Some(word)), "{told:?}");
            assert!(
                crate::cause_remark(lang, &conclusion, crate::Reader::Customer)
                    .starts_with(&format!("{word};")),
                "{word}"
            );
        }
    }
}

/// A message that takes a wrong way may be one to the customer, and the rest of this harm is of
/// sending alone.
#[test]
fn what_harms_sending_is_about_sending() {
    for &cause in CauseCode::ALL.iter().filter(|&&cause| cause != CauseCode::MailMisrouted) {
        assert_eq!(cause.is_about_sending(), harm(cause) == Harm::Sending, "{cause:?}");
    }
}
