//! `sportello check`: all checks that need no password, for many targets in parallel.
//!
//! Exit status: 0 all well, 1 problems found, 2 something could not be judged, 64 wrong usage, 66 a
//! file cannot be read, 71 the network cannot be set up, 73 the archive cannot be written. All targets are parsed before the first
//! packet is sent. Must never judge: findings and conclusions come from the layers.

mod keep;

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use checklist::conclusion::CauseCode;
use clap::{Args, ValueEnum};
use diagnosis::finding::{Expectations, FindingSeverity, MxPattern, evaluate};
use diagnosis::probe::{CheckKind, Diagnosis, Progress};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use ipnet::IpNet;
use mail::{Change, Domain, Service, Subject};
use session::api::CheckReport;
use terms::{Lang, fill};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use words::{TerminalText, address_change, address_problem};

use super::board::Board;
use super::human::{self, Style};
use super::login::{Login, LoginArgs};
use super::{
    ALL_WELL, CANNOT_CREATE, COULD_NOT_JUDGE, NO_INPUT, PROBLEMS_FOUND, SYSTEM, USAGE, complain,
    has_colour, lang_of_environment, parse_lang, say,
};
use crate::archive::CheckedTarget;
use crate::masking::{Masks, masked_diagnosis};
use crate::net::dial::{Route, Routes, milliseconds};
use crate::net::limits::Budgets;
use crate::net::{Net, NetConfig};
use crate::probes::{HostPolicy, Request, diagnose};

/// How many targets are checked in parallel.
const TARGETS_AT_ONCE: usize = 8;
/// The capacity of the progress channel; probes wait when it is full.
const STEPS_WAITING: usize = 64;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// A mailbox such as anna@bottega.it, or a domain such as bottega.it
    #[arg(required = true, value_name = "ADDRESS|DOMAIN")]
    targets: Vec<String>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Only these checks; when left out, all that contact nobody but the domain's own servers
    #[arg(long, value_delimiter = ',', value_parser = parse_check, value_name = "CHECK,…")]
    checks: Vec<CheckKind>,
    /// With the human form: every stage, its evidence and the whole dialogue
    #[arg(long, short)]
    verbose: bool,
    /// The language of the human form; that of the environment when left out
    #[arg(long, value_parser = parse_lang, value_name = "it|en")]
    lang: Option<Lang>,
    /// A DNS server to ask instead of the system's (repeatable)
    #[arg(long, value_parser = parse_resolver, value_name = "IP:PORT")]
    resolver: Vec<SocketAddr>,
    /// A network that may be dialled although it is not public (repeatable)
    #[arg(long, value_name = "CIDR")]
    allow_net: Vec<IpNet>,
    /// Certificate authorities to trust besides the public ones, as PEM
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// A domain known to take mail: what fails is tried there too, before anybody is accused
    #[arg(long, value_parser = parse_domain, value_name = "DOMAIN")]
    control: Option<Domain>,
    /// An MX host that the mail should go to, such as *.provider.it or *.{domain} (repeatable)
    #[arg(long, value_name = "PATTERN")]
    expect_mx: Vec<String>,
    /// The host of a service, such as imap=imap.provider.it or submission=mail.{domain}; the
    /// services are submission, imap, pop3 and webmail, and what is not named is found in the DNS
    /// or guessed (repeatable)
    #[arg(long, value_parser = parse_host, value_name = "SERVICE=HOST")]
    host: Vec<(Service, String)>,
    /// What to call ourselves in EHLO
    #[arg(long, value_name = "NAME", default_value = "localhost.localdomain")]
    ehlo: String,
    /// An address under which the world knows this machine although it does not have it itself, as
    /// behind a NAT: a server that has it is not judged (repeatable)
    #[arg(long, value_name = "IP")]
    own_address: Vec<IpAddr>,
    /// Also write an archive (ZIP) with the report, the results and dialogues of each target, a table
    /// and a manifest; a file that exists is not overwritten
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Replace the name before the @ of every address, in the output and in the archive
    #[arg(long)]
    mask_addresses: bool,
    /// For a lab: connect to TO (IP:PORT, `refused` or `blackhole`) where FROM (IP:PORT) is meant
    /// (repeatable)
    #[arg(long, value_parser = parse_route, value_name = "FROM=TO")]
    route: Vec<(SocketAddr, Route)>,
    #[command(flatten)]
    login: LoginArgs,
}

/// How the result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, in the order of the targets
    Human,
    /// One object for one target, an array of them for several
    Json,
    /// One object a line, as each target ends
    Ndjson,
}

/// One parsed target.
struct Target {
    /// As it is shown; masked if that is wanted.
    subject: Subject,
    input: String,
    changes: Vec<Change>,
}

/// The options that apply to every target.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    checks: &'a [CheckKind],
    hosts: &'a [(Service, String)],
    expectations: &'a Expectations,
    masks: Option<&'a Mutex<Masks>>,
}

/// Runs the command; returns the exit status.
pub(super) async fn run(args: CheckArgs) -> u8 {
    let lang = args.lang.unwrap_or_else(lang_of_environment);
    let Some(mut targets) = read_targets(&args.targets, lang) else { return USAGE };
    // Before the addresses are masked: the user name is the real one.
    let subjects: Vec<&Subject> = targets.iter().map(|target| &target.subject).collect();
    let login = match args.login.read(&subjects, lang) {
        Ok(login) => login.map(|login| (login, lang)),
        Err(sentence) => {
            complain(&sentence);
            return USAGE;
        }
    };
    let login = Mutex::new(login);
    let masks = args.mask_addresses.then(|| mask_targets(&mut targets)).map(Mutex::new);
    let extra_ca = match &args.ca {
        None => None,
        Some(path) => match std::fs::read(path) {
            Ok(pem) => Some(pem),
            Err(err) => {
                let words = [("file", path.display().to_string()), ("reason", err.to_string())];
                complain_with(lang, TerminalText::CannotReadFile, &words);
                return NO_INPUT;
            }
        },
    };
    let config = NetConfig {
        nameservers: args.resolver,
        allow_networks: args.allow_net,
        extra_ca,
        routes: Routes::detours(args.route),
        own_addresses: args.own_address,
        ehlo_name: args.ehlo,
        control_host: args.control,
        budgets: Budgets::for_terminal(),
        ..NetConfig::default()
    };
    let net = match Net::new(config) {
        Ok(net) => net,
        Err(err) => {
            complain_with(lang, TerminalText::CannotSetUp, &[("reason", err.to_string())]);
            return SYSTEM;
        }
    };
    // Before the first packet: what cannot be kept is not measured in vain.
    let archive = match args.archive.as_deref().map(keep::new_file).transpose() {
        Ok(archive) => archive,
        Err(err) => return cannot_write(lang, args.archive.as_deref(), &err.to_string()),
    };
    let cancel = CancellationToken::new();
    cancel_on_interrupt(&cancel);
    let expectations = Expectations { mx: args.expect_mx.into_iter().map(MxPattern).collect() };
    let usual = || {
        CheckKind::ALL
            .into_iter()
            .filter(|check| !check.asks_others() && !check.needs_password())
            .collect()
    };
    let checks = if args.checks.is_empty() { usual() } else { args.checks };
    let is_live = args.format == Format::Human && std::io::stderr().is_terminal();
    let board = Mutex::new(Board::new(
        is_live,
        lang,
        targets.iter().map(|target| target.subject.to_string()).collect(),
    ));
    let style = Style { lang, is_verbose: args.verbose, has_colour: has_colour() };

    let wanted = Wanted {
        checks: &checks,
        hosts: &args.host,
        expectations: &expectations,
        masks: masks.as_ref(),
    };
    let slots = Semaphore::new(TARGETS_AT_ONCE);
    let mut running: FuturesUnordered<_> = targets
        .iter()
        .enumerate()
        .map(|(index, target)| {
            let (slots, net, board, cancel, login) = (&slots, &net, &board, &cancel, &login);
            async move {
                // The semaphore is never closed; if it were, all targets would just run at once.
                let _slot = slots.acquire().await;
                // Only one target can have a login, and it is used once.
                let login = login.lock().unwrap_or_else(PoisonError::into_inner).take();
                (
                    index,
                    look(target, wanted, net, cancel, login, |diagnosis| {
                        show(board, index, diagnosis)
                    })
                    .await,
                )
            }
        })
        .collect();
    let mut statuses = Vec::new();
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    let mut reports = Vec::new();
    let mut firsts = Vec::new();
    let mut kept = BTreeMap::new();
    while let Some((index, checked)) = running.next().await {
        statuses.push(status_of(&checked));
        if archive.is_some() {
            // In the order of the command, not in that of the ends.
            kept.insert(index, checked.clone());
        }
        if args.format == Format::Ndjson {
            say_json_line(&checked.report);
            continue;
        }
        waiting.insert(index, checked);
        while let Some(checked) = waiting.remove(&next) {
            match (args.format, targets.get(next)) {
                (Format::Human, Some(target)) => {
                    let mut board = board.lock().unwrap_or_else(PoisonError::into_inner);
                    board.take_away();
                    say(&human::render(
                        &style,
                        &human_target(target, lang),
                        &checked.diagnosis,
                        &checked.findings,
                        &checked.report,
                    ));
                    board.put_back(next);
                    firsts.push((
                        target.subject.to_string(),
                        checked.report.conclusions.first().cloned(),
                    ));
                }
                _ => reports.push(checked.report),
            }
            next += 1;
        }
    }
    if args.format == Format::Json {
        say_json(&reports);
    }
    say(&human::summary(&style, &firsts));
    if let Some(file) = archive {
        let kept: Vec<CheckedTarget> = kept.into_values().collect();
        if let Err(err) = keep::write(file, &kept, lang, masks.is_some()) {
            return cannot_write(lang, args.archive.as_deref(), &err.to_string());
        }
    }
    // Problems have precedence over unjudged checks.
    [PROBLEMS_FOUND, COULD_NOT_JUDGE]
        .into_iter()
        .find(|status| statuses.contains(status))
        .unwrap_or(ALL_WELL)
}

/// Parses all targets; if any cannot be parsed, prints each error and returns `None`.
fn read_targets(inputs: &[String], lang: Lang) -> Option<Vec<Target>> {
    let mut targets = Vec::new();
    let mut are_all_read = true;
    for input in inputs {
        match Subject::parse(input) {
            Ok(read) => targets.push(Target {
                subject: read.value,
                input: input.clone(),
                changes: read.changes,
            }),
            Err(problem) => {
                let words = [
                    ("input", input.escape_debug().to_string()),
                    ("problem", address_problem(lang, &problem)),
                ];
                complain_with(lang, TerminalText::CannotRead, &words);
                are_all_read = false;
            }
        }
    }
    are_all_read.then_some(targets)
}

/// Masks the names of all targets; gives the masks for what the servers say.
fn mask_targets(targets: &mut [Target]) -> Masks {
    let mailboxes = targets.iter().filter_map(|target| match &target.subject {
        Subject::Mailbox(mailbox) => Some(mailbox),
        Subject::Domain(_) => None,
    });
    let mut masks = Masks::new(mailboxes, []);
    for target in targets {
        if let Subject::Mailbox(mailbox) = &target.subject {
            target.subject = Subject::Mailbox(masks.mailbox(mailbox));
            // What was changed cannot be shown without the name.
            target.changes.clear();
        }
    }
    masks
}

/// Says why the archive cannot be written; gives the exit status.
fn cannot_write(lang: Lang, path: Option<&Path>, reason: &str) -> u8 {
    let file = path.map(|path| path.display().to_string()).unwrap_or_default();
    let words = [("file", file), ("reason", reason.to_owned())];
    complain_with(lang, TerminalText::CannotWriteFile, &words);
    CANNOT_CREATE
}

/// Checks one target, from the first probe to the report; calls `on_step` after each progress
/// event.
async fn look(
    target: &Target,
    wanted: Wanted<'_>,
    net: &Net,
    cancel: &CancellationToken,
    login: Option<(Login, Lang)>,
    on_step: impl Fn(&Diagnosis),
) -> CheckedTarget {
    let began = Instant::now();
    let domain = target.subject.domain().clone();
    let checks = wanted.checks.to_vec();
    let known = wanted
        .hosts
        .iter()
        .filter_map(|(service, host)| Some((*service, host_of(host, &domain).ok()?)))
        .collect();
    let request = Request {
        domain: domain.clone(),
        checks: checks.clone(),
        hosts: HostPolicy { known },
        shared: None,
    };
    let (sink, mut steps) = mpsc::channel::<Progress>(STEPS_WAITING);
    let mut diagnosis = Diagnosis::new(domain.clone(), checks);
    let collect = async {
        while let Some(progress) = steps.recv().await {
            diagnosis.apply(progress);
            on_step(&diagnosis);
        }
    };
    let (end, ()) = tokio::join!(diagnose(request, net, sink, cancel.clone()), collect);
    if let Some((login, lang)) = login
        && !login.run(net, cancel, &mut diagnosis, &on_step).await
    {
        complain(TerminalText::LoginNoServer.get(lang));
    }
    diagnosis.end = Some(end);
    if let Some(masks) = wanted.masks {
        let mut masks = masks.lock().unwrap_or_else(PoisonError::into_inner);
        diagnosis = masked_diagnosis(&mut masks, &diagnosis);
    }
    let findings = evaluate(&diagnosis, wanted.expectations);
    let elapsed_ms = milliseconds(began.elapsed());
    let report =
        CheckReport::new(target.subject.to_string(), &domain, elapsed_ms, &diagnosis, &findings);
    CheckedTarget { subject: target.subject.clone(), diagnosis, findings, report }
}

fn show(board: &Mutex<Board>, index: usize, diagnosis: &Diagnosis) {
    board.lock().unwrap_or_else(PoisonError::into_inner).update(index, diagnosis);
}

fn status_of(checked: &CheckedTarget) -> u8 {
    if checked.findings.iter().any(|finding| finding.severity == FindingSeverity::Problem) {
        PROBLEMS_FOUND
    } else if checked
        .report
        .conclusions
        .iter()
        .any(|conclusion| conclusion.cause == CauseCode::CouldNotJudge)
    {
        COULD_NOT_JUDGE
    } else {
        ALL_WELL
    }
}

/// The target's headline, with the changes that were made to parse it.
fn human_target(target: &Target, lang: Lang) -> String {
    let read = target.subject.to_string();
    if target.changes.is_empty() {
        return read;
    }
    let changes: Vec<_> =
        target.changes.iter().map(|&change| address_change(lang, change)).collect();
    let words = [
        ("input", target.input.escape_debug().to_string()),
        ("target", read),
        ("changes", changes.join(", ")),
    ];
    let words: Vec<_> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(TerminalText::ReadAs.get(lang), &words)
}

fn complain_with(lang: Lang, text: TerminalText, words: &[(&str, String)]) {
    let words: Vec<_> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
    complain(&fill(text.get(lang), &words));
}

fn say_json_line(report: &CheckReport) {
    if let Ok(line) = serde_json::to_string(report) {
        say(&format!("{line}\n"));
    }
}

fn say_json(reports: &[CheckReport]) {
    let written = match reports {
        [report] => serde_json::to_string_pretty(report),
        reports => serde_json::to_string_pretty(reports),
    };
    if let Ok(text) = written {
        say(&format!("{text}\n"));
    }
}

/// The first interrupt stops the checks and reports what was seen; the second one ends the process.
fn cancel_on_interrupt(cancel: &CancellationToken) {
    let cancel = cancel.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            cancel.cancel();
        }
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(i32::from(COULD_NOT_JUDGE));
        }
    });
}

fn parse_check(text: &str) -> Result<CheckKind, String> {
    let usable = || CheckKind::ALL.into_iter().filter(|check| !check.needs_password());
    usable().find(|check| check.as_str() == text).ok_or_else(|| {
        let known: Vec<_> = usable().map(CheckKind::as_str).collect();
        format!("the checks are {}", known.join(", "))
    })
}

fn parse_domain(text: &str) -> Result<Domain, String> {
    Domain::parse(text).map_err(|problem| problem.to_string())
}

/// Parses a service and its host name, in which `{domain}` is replaced with the target's domain.
fn parse_host(text: &str) -> Result<(Service, String), String> {
    let (name, host) = text.split_once('=').ok_or("a host is SERVICE=HOST")?;
    let service = match name {
        "submission" => Service::Submission,
        "imap" => Service::Imap,
        "pop3" => Service::Pop3,
        "webmail" => Service::Webmail,
        _ => return Err("the services are submission, imap, pop3, webmail".to_owned()),
    };
    let any_domain = Domain::parse("bottega.example").map_err(|problem| problem.to_string())?;
    host_of(host, &any_domain).map(|_| (service, host.to_owned()))
}

fn host_of(template: &str, domain: &Domain) -> Result<Domain, String> {
    parse_domain(&template.replace("{domain}", domain.as_str()))
}

fn parse_resolver(text: &str) -> Result<SocketAddr, String> {
    let with_port = text.parse::<SocketAddr>().ok();
    let without_port = || text.parse::<IpAddr>().ok().map(|address| SocketAddr::new(address, 53));
    with_port
        .or_else(without_port)
        .ok_or_else(|| "an IP address is needed, with or without a port".to_owned())
}

fn parse_route(text: &str) -> Result<(SocketAddr, Route), String> {
    let (from, to) = text.split_once('=').ok_or("a route is FROM=TO")?;
    let from = from.parse().map_err(|_| format!("{from:?} is no IP:PORT"))?;
    let to = match to {
        "refused" => Route::Refused,
        "blackhole" => Route::Blackhole,
        address => Route::To(
            address
                .parse()
                .map_err(|_| format!("{address:?} is no IP:PORT, refused or blackhole"))?,
        ),
    };
    Ok((from, to))
}
