//! Every shipped playbook can be published, and every broken one is refused for what is wrong with it.

use shared::mail::Subject;
use shared::playbook::{Localised, Step, run_scenario};
use shared::session::Evidence;
use shared::text::Lang;

use super::*;

#[test]
fn every_shipped_playbook_is_published() {
    let playbooks = Playbooks::shipped().unwrap_or_else(|err| panic!("{err}"));
    assert_eq!(playbooks.iter().count(), SHIPPED.len());
    for published in playbooks.iter() {
        assert_eq!(published.digest.len(), 64);
        assert!(published.playbook.scenarios.len() >= 25, "{}", published.playbook.playbook);
    }
}

/// Sessions keep the version they began with as JSON.
#[test]
fn a_playbook_survives_the_wire_without_its_scenarios() {
    for published in Playbooks::shipped().unwrap_or_else(|err| panic!("{err}")).iter() {
        let json = serde_json::to_string(&published.playbook).unwrap();
        let read: Playbook = serde_json::from_str(&json).unwrap();
        assert_eq!(read, Playbook { scenarios: Vec::new(), ..published.playbook.clone() });
    }
}

/// Every text of a playbook in one language, wherever it stands.
fn texts(value: &serde_json::Value, lang: &str, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) if fields.len() == 2 && fields.contains_key("it") && fields.contains_key("en") => {
            found.extend(fields[lang].as_str().map(str::to_owned));
        }
        serde_json::Value::Object(fields) => fields.values().for_each(|value| texts(value, lang, found)),
        serde_json::Value::Array(values) => values.iter().for_each(|value| texts(value, lang, found)),
        _ => {}
    }
}

/// Somebody whose mail does not work reads this, perhaps on a telephone.
#[test]
fn shipped_playbooks_speak_in_short_sentences_and_scold_nobody() {
    let unwanted = ["non valido", "invalid", "please", "per favore", "oops"];
    for published in Playbooks::shipped().unwrap_or_else(|err| panic!("{err}")).iter() {
        let json = serde_json::to_value(&published.playbook).unwrap();
        for lang in ["it", "en"] {
            let mut found = Vec::new();
            texts(&json, lang, &mut found);
            assert!(found.len() > 20, "{lang}");
            for text in found {
                let lower = text.to_lowercase();
                assert!(unwanted.iter().all(|word| !lower.contains(word)), "{text}");
                for sentence in text.split(['.', '?', '!', ':']) {
                    assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
                }
            }
        }
    }
}

/// A shipped playbook without one of its scenarios that alone covers a way is not published.
#[test]
fn a_shipped_playbook_needs_its_scenarios() {
    for (file, text) in SHIPPED {
        let mut playbook = parse(Path::new(file), text).unwrap_or_else(|err| panic!("{err}"));
        let scenario = playbook.scenarios.iter().position(|scenario| scenario.given.answers.len() == 1).unwrap_or_default();
        let ends_at = playbook.scenarios.remove(scenario).expect.step;
        playbook.scenarios.retain(|scenario| scenario.expect.step != ends_at);
        assert!(!placed_defects(Path::new(file), text, &playbook).is_empty(), "{file}");
    }
}

fn fixture(name: &str) -> (PathBuf, String) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../playbooks/fixtures").join(name).with_extension("yaml");
    let text = read(&file).unwrap_or_else(|err| panic!("{err}"));
    (file, text)
}

/// A broken playbook is refused for one reason, and the place is the line where somebody has to mend it.
#[track_caller]
fn refused(code: &str, line: Option<u64>) {
    let (file, text) = fixture(code);
    let Err(PlaybookError::Defects { defects }) = publish(&file, &text) else { panic!("{code} is not refused for a defect") };
    let found: Vec<(&str, Option<u64>)> = defects.iter().map(|(place, defect)| (defect.kind.as_str(), place.line)).collect();
    assert!(!found.is_empty() && found.iter().all(|(kind, _)| *kind == code), "{found:?}");
    assert_eq!(found.first().and_then(|(_, line)| *line), line, "{found:?}");
}

#[test]
fn broken_playbooks_are_refused() {
    refused("unknown_step", Some(19));
    refused("unreachable", Some(48));
    refused("cycle", Some(48));
    refused("dead_end", Some(28));
    refused("no_unsure", Some(19));
    refused("open_case", Some(32));
    refused("shadowed_case", Some(32));
    refused("unknown_input", Some(52));
    refused("no_subject", Some(11));
    refused("unknown_option", Some(28));
    refused("unknown_check", Some(28));
    refused("missing_text", Some(19));
    refused("unknown_variable", Some(19));
    refused("same_heading", Some(48));
    refused("no_evidence", Some(46));
    refused("scenario_fails", Some(54));
    refused("edge_without_scenario", Some(19));
}

#[track_caller]
fn unreadable(name: &str, line: u64, column: u64) {
    let (file, text) = fixture(name);
    let Err(PlaybookError::Syntax { place, message }) = publish(&file, &text) else { panic!("{name} can be read") };
    assert_eq!((place.line, place.column), (Some(line), Some(column)), "{place}: {message}");
}

#[test]
fn unreadable_playbooks_are_refused_at_their_place() {
    unreadable("syntax_unknown_field", 19, 7);
    unreadable("syntax_unknown_finding", 33, 28);
    unreadable("syntax_same_key", 40, 7);
    unreadable("syntax_not_yaml", 32, 11);
    unreadable("syntax_wrong_kind", 8, 11);
}

#[test]
fn the_documented_playbook_can_be_published() {
    let text = include_str!("../../../docs/playbooks.md");
    let example = text.split_once("```yaml\n").and_then(|(_, rest)| rest.split_once("```")).map(|(example, _)| example).unwrap();
    publish(Path::new("docs/playbooks.md"), example).unwrap_or_else(|err| panic!("{err}"));
}

#[test]
fn the_version_is_the_hash_of_the_bytes() {
    assert_eq!(digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_ne!(digest("a"), digest("a\n"));
}

#[test]
fn a_folder_gives_its_playbooks_and_no_two_of_one_name() {
    let folder = tempfile::tempdir().unwrap();
    let (_, text) = SHIPPED.first().unwrap();
    std::fs::write(folder.path().join("a.yaml"), text).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not a playbook").unwrap();
    let playbooks = Playbooks::in_folder(folder.path()).unwrap();
    assert_eq!(playbooks.iter().map(|published| published.digest.clone()).collect::<Vec<_>>(), [digest(text)]);
    std::fs::write(folder.path().join("b.yaml"), text).unwrap();
    assert!(matches!(Playbooks::in_folder(folder.path()), Err(PlaybookError::SameName { .. })));
    assert!(matches!(Playbooks::in_folder(&folder.path().join("nowhere")), Err(PlaybookError::File { .. })));
}

/// Every sentence that a step shows, in one language.
fn sentences(step: &Step, lang: Lang) -> Vec<String> {
    let get = |text: &Localised| text.get(lang).to_owned();
    let mut all = vec![get(step.heading())];
    match step {
        Step::Ask(ask) | Step::Verify(ask) => {
            all.extend(ask.help.iter().chain(&ask.instructions).map(get));
            all.extend(ask.options.iter().map(|choice| ask.option_label(&choice.id, lang)));
            all.extend(ask.measured.iter().map(|rule| get(&rule.because)));
        }
        Step::Collect(collect) => all.extend(collect.help.iter().map(get)),
        Step::Check(_) => {}
        Step::Advise(advise) => all.extend(advise.steps.iter().chain([&advise.why, &advise.verify]).map(get)),
        Step::Escalate(escalate) => all.push(get(&escalate.why)),
    }
    all
}

#[test]
fn every_scenario_reads_whole_in_both_languages() {
    let evidence = Evidence { subject: Some(Subject::Domain("bottega.test".to_owned().try_into().unwrap())), ..Evidence::default() };
    for published in Playbooks::shipped().unwrap().iter() {
        let playbook = &published.playbook;
        for scenario in &playbook.scenarios {
            let edges = run_scenario(playbook, scenario).unwrap_or_else(|failure| panic!("{}: {failure}", scenario.name));
            assert!(!edges.is_empty(), "{}", scenario.name);
            let steps = edges.iter().map(|edge| edge.to).chain([&playbook.start]);
            for step in steps.map(|id| &playbook.steps[id]) {
                let [italian, english] =
                    Lang::ALL.map(|lang| sentences(step, lang).iter().map(|text| playbook.fill(text, &evidence)).collect::<Vec<_>>());
                assert_eq!(italian.len(), english.len());
                for (italian, english) in italian.iter().zip(&english) {
                    assert!(!italian.trim().is_empty() && !english.trim().is_empty(), "{}", scenario.name);
                    assert!(!italian.contains(['{', '}']) && !english.contains(['{', '}']), "{}: {italian} / {english}", scenario.name);
                }
            }
        }
    }
}
