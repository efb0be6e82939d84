//! `sportello playbook`: tools for the authors of playbooks.
//!
//! `check` reports whether files can be published, and where they have defects; `test` runs their
//! scenarios; `lint` reports texts that are not plain; `graph` draws them; `schema` prints the
//! format for editors. Exit status: 0 all well, 1 something is wrong, 66 a file cannot be read.
//! Must never publish.

use std::path::{Path, PathBuf};

use authoring::plain::MIN_EASE;
use authoring::playbooks::{
    Draft, PlaybookError, SetVariable, Variables, draft, gathered, read, schema,
};
use authoring::{At, ChecklistText, ease_measure, not_plain, scenario_failure};
use authoring::{coverage, run_scenario};
use checklist::playbook::{Playbook, edges};
use clap::{Args, Subcommand};
use terms::{Lang, fill};

use super::{ALL_WELL, NO_INPUT, PROBLEMS_FOUND, complain, lang_of_environment, say};
use crate::picture;

/// Arguments of `playbook`.
#[derive(Debug, Args)]
pub(super) struct PlaybookArgs {
    #[command(subcommand)]
    command: PlaybookCommand,
}

#[derive(Debug, Subcommand)]
enum PlaybookCommand {
    /// Say whether playbooks may be published, and where they are wrong
    Check(Files),
    /// Run the scenarios in playbooks, and say which edges none of them takes
    Test(Files),
    /// Say where the texts of playbooks are not plain: long sentences, acronyms, readability
    Lint(Files),
    /// Draw playbooks: each step, each edge and its condition
    Graph(GraphArgs),
    /// Print the JSON Schema of playbooks, by which an editor completes and checks them
    Schema,
}

#[derive(Debug, Args)]
struct GraphArgs {
    #[command(flatten)]
    files: Files,
    /// In which language of pictures
    #[arg(long, value_enum, default_value_t = Format::Dot)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Graphviz
    Dot,
    /// Mermaid, which many wikis and forges draw by themselves
    Mermaid,
    /// A picture that every browser shows
    Svg,
}

#[derive(Debug, Args)]
struct Files {
    /// The playbooks
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Fill in a variable, as the settings of a server do; NAME.it and NAME.en for one language
    #[arg(long = "var", value_name = "NAME=VALUE")]
    variables: Vec<SetVariable>,
}

/// Runs the command; returns the exit status.
pub(super) fn run(args: &PlaybookArgs) -> u8 {
    match &args.command {
        PlaybookCommand::Check(files) => each(files, check),
        PlaybookCommand::Test(files) => each(files, test),
        PlaybookCommand::Lint(files) => each(files, lint),
        PlaybookCommand::Graph(args) => graph(args),
        PlaybookCommand::Schema => {
            say(&format!("{:#}\n", schema()));
            ALL_WELL
        }
    }
}

/// Applies `act` to each file with its text and the variables; returns the highest exit status.
fn each(
    files: &Files,
    act: impl Fn(Lang, &Path, &str, &Variables) -> Result<u8, PlaybookError>,
) -> u8 {
    let lang = lang_of_environment();
    let set = gathered(&files.variables);
    let each = files.files.iter().map(|file| {
        read(file).and_then(|text| act(lang, file, &text, &set)).unwrap_or_else(|err| {
            let words = err.in_words(lang);
            match err {
                PlaybookError::Syntax { .. } | PlaybookError::Defects { .. } => {
                    say(&format!("{words}\n"));
                    PROBLEMS_FOUND
                }
                PlaybookError::File { .. } => {
                    complain(&words);
                    NO_INPUT
                }
                _ => {
                    complain(&words);
                    PROBLEMS_FOUND
                }
            }
        })
    });
    each.max().unwrap_or(ALL_WELL)
}

fn check(lang: Lang, file: &Path, text: &str, set: &Variables) -> Result<u8, PlaybookError> {
    let draft = draft(file, text, set)?;
    let published = draft.clone().publish()?;
    let playbook = &published.playbook;
    let values = [
        ("file", file.display().to_string()),
        ("name", playbook.playbook.clone()),
        ("steps", playbook.steps.len().to_string()),
        ("edges", edges(playbook).len().to_string()),
        ("scenarios", playbook.scenarios.len().to_string()),
        ("digest", published.digest),
    ];
    say(&line(lang, ChecklistText::Good, &values));
    // Remarks do not prevent publication.
    say_remarks(lang, file, &draft);
    Ok(ALL_WELL)
}

fn lint(lang: Lang, file: &Path, text: &str, set: &Variables) -> Result<u8, PlaybookError> {
    let is_plain = say_remarks(lang, file, &draft(file, text, set)?);
    Ok(if is_plain { ALL_WELL } else { PROBLEMS_FOUND })
}

/// Prints the remarks about the texts of a playbook, and its readability; returns whether it is
/// plain.
fn say_remarks(lang: Lang, file: &Path, draft: &Draft) -> bool {
    let lint = authoring::lint(&draft.playbook);
    for remark in &lint.remarks {
        say(&format!(
            "{}: [{}] {} ({}): {}\n",
            draft.place_of(&At::field(remark.at.as_str())),
            remark.found.code(),
            remark.at,
            remark.lang.tag(),
            not_plain(lang, &remark.found)
        ));
    }
    let scores: Vec<String> = lint
        .ease
        .iter()
        .map(|(lang, ease)| format!("{} {ease} ({})", ease_measure(*lang), lang.tag()))
        .collect();
    let values = [
        ("file", file.display().to_string()),
        ("scores", scores.join(", ")),
        ("least", MIN_EASE.to_string()),
    ];
    say(&line(lang, ChecklistText::Ease, &values));
    lint.remarks.is_empty() && lint.ease.iter().all(|(_, ease)| *ease >= MIN_EASE)
}

fn test(lang: Lang, file: &Path, text: &str, set: &Variables) -> Result<u8, PlaybookError> {
    let draft = draft(file, text, set)?;
    let playbook = &draft.playbook;
    let (mut status, mut passed) = (ALL_WELL, 0_usize);
    for scenario in &playbook.scenarios {
        let name = ("name", scenario.name.clone());
        match run_scenario(playbook, scenario) {
            Ok(_) => {
                passed += 1;
                say(&line(lang, ChecklistText::Passed, &[name]));
            }
            Err(failure) => {
                status = PROBLEMS_FOUND;
                say(&line(
                    lang,
                    ChecklistText::Failed,
                    &[name, ("reason", scenario_failure(lang, &failure))],
                ));
            }
        }
    }
    let coverage = coverage(playbook);
    for &step in &coverage.unreached_steps {
        let place = draft.place_of(&At::field(format!("steps.{step}"))).to_string();
        say(&line(
            lang,
            ChecklistText::NotReached,
            &[("place", place), ("step", step.to_string())],
        ));
    }
    for edge in &coverage.untaken_edges {
        let at = At::edge(edge.from, edge.to, Some(&edge.label));
        say(&line(
            lang,
            ChecklistText::NotTaken,
            &[("place", draft.place_of(&at).to_string()), ("edge", at.to_string())],
        ));
    }
    if !coverage.is_whole() {
        status = PROBLEMS_FOUND;
    }
    let values = [
        ("file", file.display().to_string()),
        ("reached", coverage.reached_count().to_string()),
        ("steps", coverage.step_count.to_string()),
        ("taken", coverage.taken_count().to_string()),
        ("edges", coverage.edge_count.to_string()),
        ("passed", passed.to_string()),
        ("scenarios", playbook.scenarios.len().to_string()),
    ];
    say(&line(lang, ChecklistText::Covered, &values));
    Ok(status)
}

fn graph(args: &GraphArgs) -> u8 {
    let draw: fn(&Playbook, Lang) -> String = match args.format {
        Format::Dot => picture::dot,
        Format::Mermaid => picture::mermaid,
        Format::Svg => picture::svg,
    };
    each(&args.files, |lang, file, text, set| {
        say(&draw(&draft(file, text, set)?.playbook, lang));
        Ok(ALL_WELL)
    })
}

fn line(lang: Lang, text: ChecklistText, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    format!("{}\n", fill(text.get(lang), &values))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEIT: &str = include_str!("../../../playbooks/seit.yaml");

    #[test]
    fn a_good_file_passes_and_a_broken_one_does_not() {
        let (file, none) = (Path::new("seit.yaml"), Variables::new());
        assert_eq!(check(Lang::En, file, SEIT, &none).unwrap(), ALL_WELL);
        assert_eq!(test(Lang::En, file, SEIT, &none).unwrap(), ALL_WELL);
        let (before, _) = SEIT.rsplit_once("  - name: who knows nothing").unwrap();
        assert_eq!(test(Lang::En, file, before, &none).unwrap(), PROBLEMS_FOUND);
        let without = SEIT.replace("next: spam_folder", "next: nowhere");
        assert_ne!(without, SEIT);
        let err = check(Lang::En, file, &without, &none).unwrap_err();
        let line = 1 + SEIT.lines().position(|line| line.contains("next: spam_folder")).unwrap();
        assert_eq!(
            err.in_words(Lang::En).lines().next().unwrap(),
            format!("seit.yaml:{line}:17: [unknown_step] scope → nowhere: there is no such step")
        );
        let err = check(Lang::En, file, "playbook: [", &none).unwrap_err();
        assert!(err.in_words(Lang::It).starts_with("seit.yaml:1:"), "{err}");
    }

    /// The commands of the tutorial work, with its own file.
    #[test]
    fn the_documented_commands_run() {
        use clap::Parser as _;
        let documented = include_str!("../../../docs/playbooks.md");
        let block = |fence: &str| {
            documented
                .split(fence)
                .skip(1)
                .filter_map(|rest| rest.split_once("```"))
                .map(|(block, _)| block)
                .collect::<Vec<_>>()
        };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bottega.yaml");
        std::fs::write(&file, block("```yaml\n").first().unwrap()).unwrap();
        let commands: Vec<&str> = block("```sh\n").into_iter().flat_map(str::lines).collect();
        assert!(commands.len() >= 6);
        for command in commands {
            let command = command
                .replace("bottega.yaml", &file.display().to_string())
                .replace("=\"0471 111111\"", "=0471");
            let cli = super::super::Cli::try_parse_from(command.split_whitespace())
                .unwrap_or_else(|err| panic!("{command}: {err}"));
            let super::super::Command::Playbook(args) = cli.command else { panic!("{command}") };
            assert_eq!(run(&args), ALL_WELL, "{command}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_no_input() {
        let files =
            Files { files: vec![PathBuf::from("/nowhere/at/all.yaml")], variables: Vec::new() };
        assert_eq!(run(&PlaybookArgs { command: PlaybookCommand::Check(files) }), NO_INPUT);
    }
}
