//! Every built-in playbook can be published, and every broken one is rejected for the expected
//! reason.
#![expect(clippy::disallowed_methods, reason = "these tests read and write files of playbooks")]

use checklist::Evidence;
use checklist::conclusion::CauseCode;
use checklist::playbook::Step;
use mail::Subject;
use terms::Lang;
use terms::Localised;

use super::*;
use crate::plain::MIN_EASE;
use crate::{DefectKind, coverage, every_text, lint, run_scenario};

mod graph;
mod walks;

fn shipped() -> Playbooks {
    Playbooks::shipped(&SetVariables::new()).unwrap_or_else(|err| panic!("{err}"))
}

#[test]
fn every_shipped_playbook_is_published() {
    let playbooks = shipped();
    assert_eq!(playbooks.iter().count(), SHIPPED.len());
    for published in playbooks.iter() {
        assert_eq!(published.digest.len(), 64);
        assert!(published.playbook.scenarios.len() >= 25, "{}", published.playbook.playbook);
    }
}

/// Sessions store their playbook version as JSON.
#[test]
fn a_playbook_survives_the_wire_without_its_scenarios() {
    for published in shipped().iter() {
        let json = serde_json::to_string(&*published.playbook).unwrap();
        let read: Playbook = serde_json::from_str(&json).unwrap();
        assert_eq!(
            read,
            Playbook { scenarios: Vec::new(), ..Playbook::clone(&published.playbook) }
        );
    }
}

/// Customers whose mail does not work read these texts, perhaps on a telephone.
#[test]
fn shipped_playbooks_are_plain_and_scold_nobody() {
    let unwanted = ["non valido", "invalid", "please", "per favore", "oops"];
    for published in shipped().iter() {
        let texts = every_text(&published.playbook);
        assert!(texts.len() > 20);
        for text in texts
            .iter()
            .flat_map(|placed| Lang::ALL.map(|lang| placed.text.get(lang).to_lowercase()))
        {
            assert!(unwanted.iter().all(|word| !text.contains(word)), "{text}");
        }
        let lint = lint(&published.playbook);
        assert_eq!(lint.remarks, [], "{}", published.playbook.playbook);
        assert_eq!(lint.ease.len(), Lang::ALL.len());
        assert!(lint.ease.iter().all(|(_, ease)| *ease >= MIN_EASE), "{:?}", lint.ease);
    }
}

/// The scenarios of a built-in playbook cover all of it; without one that alone takes an edge it
/// cannot be published.
#[test]
fn a_shipped_playbook_needs_its_scenarios() {
    for (file, text) in SHIPPED {
        let whole =
            draft(Path::new(file), text, &Variables::new()).unwrap_or_else(|err| panic!("{err}"));
        assert!(coverage(&whole.playbook).is_whole(), "{file}");
        let mut needed = 0;
        for place in 0..whole.playbook.scenarios.len() {
            let mut less = whole.clone();
            less.playbook.scenarios.remove(place);
            let taken = coverage(&less.playbook).taken_count();
            if taken < coverage(&whole.playbook).taken_count() {
                needed += 1;
                assert!(less.publish().is_err(), "{file}");
            }
        }
        assert!(needed >= 10, "{file}: only {needed} scenarios see something that no other does");
    }
}

/// Each code is documented in the reference, and has a fixture with just that defect.
#[test]
fn every_defect_is_documented_and_has_its_fixture() {
    let documented = include_str!("../../../docs/playbooks.md");
    let kinds = DefectKind::ALL.iter().map(|kind| kind.as_str());
    for code in kinds.clone().chain(Misreading::CODES.iter().copied()) {
        assert!(
            documented.contains(&format!("`{code}`")),
            "docs/playbooks.md does not name {code}"
        );
    }
    for code in kinds {
        let (file, text) = fixture(code);
        let Err(PlaybookError::Defects { defects }) = publish(&file, &text, &Variables::new())
        else {
            panic!("{code} is not refused")
        };
        assert!(
            defects
                .iter()
                .all(|(place, defect)| defect.kind.as_str() == code && place.column.is_some()),
            "{defects:?}"
        );
    }
}

fn fixture(name: &str) -> (PathBuf, String) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../playbooks/fixtures")
        .join(name)
        .with_extension("yaml");
    let text = read(&file).unwrap_or_else(|err| panic!("{err}"));
    (file, text)
}

/// Checks that a broken playbook is rejected for one reason, at the line where it has to be fixed.
#[track_caller]
fn refused(code: &str, line: u64, column: u64) {
    refused_for(code, code, line, column);
}

/// As [`refused`], for a defect with several fixtures.
#[track_caller]
fn refused_for(name: &str, code: &str, line: u64, column: u64) {
    let (file, text) = fixture(name);
    let Err(PlaybookError::Defects { defects }) = publish(&file, &text, &Variables::new()) else {
        panic!("{name} is not refused for a defect")
    };
    assert!(defects.iter().all(|(_, defect)| defect.kind.as_str() == code), "{defects:?}");
    let (place, _) = defects.first().unwrap();
    assert_eq!((place.line, place.column), (Some(line), Some(column)), "{defects:?}");
}

#[test]
fn broken_playbooks_are_refused() {
    refused("advise_step", 43, 3);
    refused("cycle", 45, 3);
    refused("dead_end", 39, 3);
    refused("edge_without_scenario", 34, 17);
    refused("empty_variable", 30, 13);
    refused("fragment_cycle", 8, 20);
    refused("fragment_too_large", 8, 32);
    refused("fragment_without_fields", 21, 14);
    refused("missing_text", 28, 37);
    refused("no_evidence", 33, 11);
    refused_for("no_evidence_unsure", "no_evidence", 33, 11);
    refused("no_subject", 11, 1);
    refused("no_unsure", 26, 3);
    refused("open_case", 39, 7);
    refused("same_heading", 47, 7);
    refused("same_option", 33, 11);
    refused("scenario_fails", 51, 5);
    refused_for("scenario_fails_cause", "scenario_fails", 54, 5);
    refused_for("scenario_fails_confidence", "scenario_fails", 54, 5);
    refused_for("scenario_fails_never", "scenario_fails", 54, 5);
    refused_for("scenario_fails_owner", "scenario_fails", 54, 5);
    refused("shadowed_case", 39, 7);
    refused("unjudged_conclusion", 42, 15);
    refused("unknown_check", 40, 28);
    refused("unknown_fragment", 48, 19);
    refused("unknown_input", 49, 16);
    refused("unknown_option", 40, 29);
    refused("unknown_provider", 40, 29);
    refused("unknown_step", 34, 17);
    refused("unknown_variable", 28, 19);
    refused("unreachable", 45, 3);
    refused("unused_fragment", 7, 3);
    refused("unused_variable", 6, 14);
    refused("variable_in_two_languages", 31, 13);
    refused("variable_value", 7, 10);
}

#[track_caller]
fn unreadable(name: &str, code: &str, line: u64, column: u64) {
    let (file, text) = fixture(name);
    let Err(PlaybookError::Syntax { place, misreading }) = publish(&file, &text, &Variables::new())
    else {
        panic!("{name} can be read")
    };
    assert_eq!(
        (misreading.code(), place.line, place.column),
        (code, Some(line), Some(column)),
        "{misreading:?}"
    );
}

#[test]
fn unreadable_playbooks_are_refused_at_their_place() {
    unreadable("syntax_unknown_field", "unknown_field", 26, 7);
    unreadable("syntax_unknown_finding", "unknown_word", 40, 28);
    unreadable("syntax_same_key", "same_name", 16, 5);
    unreadable("syntax_not_yaml", "not_yaml", 39, 11);
    unreadable("syntax_wrong_kind", "unknown_word", 8, 11);
    unreadable("syntax_anchor", "anchor", 16, 10);
    unreadable("syntax_anchor_unused", "anchor", 6, 9);
    unreadable("syntax_several_documents", "several_documents", 60, 1);
    unreadable("syntax_missing_field", "missing_field", 47, 7);
    unreadable("syntax_one_of", "one_of", 40, 40);
    unreadable("syntax_other_kind", "other_kind", 24, 15);
    unreadable("syntax_unknown_cause", "unknown_word", 40, 26);
    unreadable("syntax_unknown_cause_field", "unknown_field", 40, 51);
    unreadable("syntax_unknown_confidence", "unknown_word", 40, 38);
    unreadable("syntax_unknown_side", "unknown_word", 10, 12);
    unreadable("syntax_unknown_words", "unknown_word", 14, 3);
}

/// A condition on the cause has two forms; in both a misspelt word leads to a suggestion.
#[test]
fn a_misspelt_word_about_causes_names_the_one_that_was_meant() {
    #[track_caller]
    fn check(name: &str, meant: &str) {
        let (file, text) = fixture(name);
        let Err(PlaybookError::Syntax { misreading, .. }) =
            publish(&file, &text, &Variables::new())
        else {
            panic!("{name} can be read")
        };
        assert_eq!(misreading.meant(), Some(meant), "{misreading:?}");
    }
    check("syntax_unknown_cause", "mail_servers_down");
    check("syntax_unknown_cause_field", "at_least");
    check("syntax_unknown_confidence", "certain");
    check("syntax_unknown_side", "received");
    check("syntax_unknown_words", "mail_servers_down");
}

/// Fields of the former `advise` step in a conclusion lead to a defect; a misspelt field is
/// reported as unknown.
#[test]
fn a_conclusion_holds_no_judgement() {
    #[track_caller]
    fn check(fields: &str, expected: Result<DefectKind, &str>) {
        let (file, text) = fixture("edge_without_scenario");
        let text = text.replace("conclude: { recheck: checks }", fields);
        match (draft(&file, &text, &Variables::new()), expected) {
            (Ok(draft), Ok(kind)) => {
                assert!(
                    draft.defects().iter().any(|(_, defect)| defect.kind == kind),
                    "{fields}: {:?}",
                    draft.defects()
                );
            }
            (Err(PlaybookError::Syntax { misreading, .. }), Err(known)) => {
                assert_eq!(
                    misreading,
                    Misreading::UnknownField {
                        name: known.to_owned(),
                        known: vec!["recheck".to_owned()]
                    },
                    "{fields}"
                );
            }
            (found, _) => panic!("{fields}: {found:?}"),
        }
    }
    check("conclude: { recheck: checks, cause: mailbox_full }", Ok(DefectKind::AdviseStep));
    check("conclude: { owner: you }", Ok(DefectKind::AdviseStep));
    check("advise: { advice_of: relay_down, recheck: checks }", Ok(DefectKind::AdviseStep));
    check("conclude: { rechek: checks }", Err("rechek"));
    check("conclude: { recheck: checks, nexts: ticket }", Err("nexts"));
}

#[test]
fn the_documented_playbooks_can_be_published() {
    let examples: Vec<&str> = include_str!("../../../docs/playbooks.md")
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("```")?.0))
        .collect();
    assert!(examples.len() >= 2);
    for example in examples {
        publish(Path::new("docs/playbooks.md"), example, &Variables::new())
            .unwrap_or_else(|err| panic!("{err}"));
    }
}

/// The operator's words for a cause replace those of the catalogue; fields that are left out come
/// from the catalogue.
#[test]
fn the_words_of_a_cause_are_the_operators_as_far_as_they_go() {
    let (file, text) = fixture("edge_without_scenario");
    let (_, words) = text.split_once("causes:\n").unwrap();
    let (words, _) = words.split_once("steps:\n  mailbox:").unwrap();
    let only_a_title = "  mail_servers_down: { title: { it: Chiami, en: Call } }\n";
    let playbook =
        draft(&file, &text.replace(words, only_a_title), &Variables::new()).unwrap().playbook;
    let own = playbook.words_for(CauseCode::MailServersDown, None).unwrap();
    assert_eq!(own.title.as_ref().map(|title| title.en.as_str()), Some("Call"));
    assert_eq!((&own.why, own.steps.len(), &own.verify), (&None, 0, &None));
    assert_eq!(playbook.words_for(CauseCode::MailboxFull, None), None);
}

#[test]
fn the_version_is_the_hash_of_what_came_out() {
    let (_, text) = fixture("edge_without_scenario");
    let digest_of = |text: &str, set: &Variables| {
        digest(&draft(Path::new("a.yaml"), text, set).unwrap().playbook)
    };
    let none = Variables::new();
    let first = digest_of(&text, &none);
    assert_eq!(first, digest_of(&format!("# a comment\n{text}"), &none));
    assert_ne!(first, digest_of(&text.replace("A trial.", "Another trial."), &none));
    let with = text.replace("name: Prova }", "name: \"{{name}}\" }\nvariables: { name: Prova }");
    assert_eq!(first, digest_of(&with, &none));
    assert_ne!(
        first,
        digest_of(
            &with,
            &Variables::from([("name".to_owned(), Variable::One("Altra".to_owned()))])
        )
    );
}

#[test]
fn the_settings_fill_in_variables_of_playbooks_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let (_, text) = fixture("scenario_fails");
    let text = text
        .split_once("scenarios:")
        .unwrap()
        .0
        .replace("name: Prova }", "name: \"{{name}}\" }\nvariables: { name: Prova }");
    std::fs::write(folder.path().join("a.yaml"), text).unwrap();
    let set = |playbook: &str, name: &str| {
        let variables = Variables::from([(name.to_owned(), Variable::One("Altra".to_owned()))]);
        Playbooks::in_folder(folder.path(), &SetVariables::from([(playbook.to_owned(), variables)]))
    };
    assert_eq!(
        set("fixture", "name").unwrap().get("fixture").unwrap().playbook.contact.name,
        "Altra"
    );
    assert!(matches!(set("other", "name"), Err(PlaybookError::NoSuchPlaybook { .. })));
    assert!(matches!(set("fixture", "nome"), Err(PlaybookError::Defects { .. })));
}

#[test]
fn a_folder_gives_its_playbooks_and_no_two_of_one_name() {
    let folder = tempfile::tempdir().unwrap();
    let (_, text) = SHIPPED.first().unwrap();
    std::fs::write(folder.path().join("a.yaml"), text).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not a playbook").unwrap();
    let playbooks = Playbooks::in_folder(folder.path(), &SetVariables::new()).unwrap();
    assert_eq!(
        playbooks.iter().map(|published| published.digest.clone()).collect::<Vec<_>>(),
        [publish(Path::new("a.yaml"), text, &Variables::new()).unwrap().digest]
    );
    std::fs::write(folder.path().join("b.yaml"), text).unwrap();
    assert!(matches!(
        Playbooks::in_folder(folder.path(), &SetVariables::new()),
        Err(PlaybookError::SameName { .. })
    ));
    assert!(matches!(
        Playbooks::in_folder(&folder.path().join("nowhere"), &SetVariables::new()),
        Err(PlaybookError::File { .. })
    ));
}

/// Every sentence that a step shows, in one language.
fn sentences(step: &Step, lang: Lang) -> Vec<String> {
    let get = |text: &Localised| text.get(lang).to_owned();
    let mut all = vec![::words::heading(step, lang).to_owned()];
    match step {
        Step::Ask(ask) | Step::Verify(ask) => {
            all.extend(ask.help.iter().chain(&ask.instructions).map(get));
            all.extend(
                ask.options.iter().map(|choice| ::words::option_label(ask, &choice.id, lang)),
            );
            all.extend(ask.measured.iter().map(|rule| get(&rule.because)));
        }
        Step::Collect(collect) => all.extend(collect.help.iter().map(get)),
        Step::Check(_) | Step::Conclude(_) => {}
        Step::Escalate(escalate) => all.push(get(&escalate.why)),
        Step::Look(look) => all.extend(look.note.iter().map(get)),
    }
    all
}

#[test]
fn every_scenario_reads_whole_in_both_languages() {
    let evidence = Evidence {
        subject: Some(Subject::Domain("bottega.test".to_owned().try_into().unwrap())),
        ..Evidence::default()
    };
    for published in shipped().iter() {
        let playbook = &published.playbook;
        for scenario in &playbook.scenarios {
            let edges = run_scenario(playbook, scenario)
                .unwrap_or_else(|failure| panic!("{}: {failure}", scenario.name));
            assert!(!edges.is_empty(), "{}", scenario.name);
            let steps = edges.iter().map(|edge| edge.to).chain([&playbook.start]);
            for step in steps.map(|id| &playbook.steps[id]) {
                let [italian, english] = Lang::ALL.map(|lang| {
                    sentences(step, lang)
                        .iter()
                        .map(|text| playbook.fill(text, &evidence))
                        .collect::<Vec<_>>()
                });
                assert_eq!(italian.len(), english.len());
                for (italian, english) in italian.iter().zip(&english) {
                    assert!(
                        !italian.trim().is_empty() && !english.trim().is_empty(),
                        "{}",
                        scenario.name
                    );
                    assert!(
                        !italian.contains(['{', '}']) && !english.contains(['{', '}']),
                        "{}: {italian} / {english}",
                        scenario.name
                    );
                }
            }
        }
    }
}
