//! Logins to a real Dovecot, as `sportello check --login` does them: quota, folders with roles, a
//! moved message, the forms of a login, and what a refusal says.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lab::Lab;
use serde_json::Value;
use tests::binary::sportello;
use tests::scratch::Scratch;

use super::authority::Authority;
use super::dovecot::{Dovecot, PASSWORD};
use super::{DOMAIN, is_root};

/// The mailbox.
const MAILBOX: &str = "anna@bottega.test";

/// Quotas, and folders with roles under Italian names.
const SETTINGS: &str = "mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=1000K
}
namespace inbox {
  inbox = yes
  separator = .
  mailbox \"Posta indesiderata\" {
    auto = create
    special_use = \\Junk
  }
  mailbox Cestino {
    auto = create
    special_use = \\Trash
  }
  mailbox Inviata {
    auto = create
    special_use = \\Sent
  }
}
";

/// A Dovecot with one mailbox, and the lab whose names lead to it.
struct Real {
    scratch: Scratch,
    authority: Authority,
    dovecot: Dovecot,
    lab: Lab,
}

impl Real {
    async fn start(settings: &str, messages: &[(&str, &str, usize)]) -> Self {
        let scratch = Scratch::new("mailbox");
        let authority = Authority::new();
        let identity = authority.issue(&scratch, &[format!("mail.{DOMAIN}")]);
        for (number, (folder, subject, size_bytes)) in messages.iter().enumerate() {
            let text = format!(
                "From: Ugo Rossi <ugo@fornitore.test>\r\nTo: {MAILBOX}\r\nSubject: {subject}\r\n\r\n{}\r\n",
                "x".repeat(*size_bytes)
            );
            for place in ["cur", "new", "tmp"] {
                scratch.folder(&format!("dovecot/mail/{MAILBOX}/{folder}/{place}"));
            }
            scratch.write(&format!("dovecot/mail/{MAILBOX}/{folder}/new/{number}.test"), &text);
        }
        let mail = scratch.folder("dovecot/mail");
        let owned = Command::new("chown").args(["-R", "nobody:nogroup"]).arg(&mail).status();
        assert!(owned.is_ok_and(|status| status.success()), "the mailbox belongs to its user");
        let dovecot = Dovecot::start_with(&scratch, &identity, settings);
        let lab = Lab::start().await.expect("the lab starts");
        Self { scratch, authority, dovecot, lab }
    }

    /// Looks with this password; the result is the report, and how long it took.
    async fn look(&self, password: &str, options: &[&str]) -> (Value, Duration) {
        let mut arguments: Vec<String> =
            ["check", MAILBOX, "--format", "json", "--checks", "imap", "--login", "--password-fd"]
                .map(str::to_owned)
                .to_vec();
        arguments.extend(["0", "--resolver"].map(str::to_owned));
        arguments.push(self.lab.resolver().to_string());
        for network in Lab::networks() {
            arguments.extend(["--allow-net".to_owned(), network.to_string()]);
        }
        let ca = self.scratch.write("ca.pem", &self.authority.pem());
        arguments.extend(["--ca".to_owned(), ca.display().to_string()]);
        for (wanted, _) in self.lab.routes() {
            let local = match wanted.port() {
                143 => self.dovecot.imap,
                993 => self.dovecot.imaps,
                _ => continue,
            };
            arguments.extend(["--route".to_owned(), format!("{wanted}={local}")]);
        }
        arguments.extend(options.iter().map(|option| (*option).to_owned()));
        let password = password.to_owned();
        let work = move || {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let mut command = sportello(&arguments);
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let began = Instant::now();
            let mut child = command.spawn().expect("the binary runs");
            let mut input = child.stdin.take().expect("an input");
            input.write_all(password.as_bytes()).expect("the password is read");
            drop(input);
            let output = child.wait_with_output().expect("the binary ends");
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let report = serde_json::from_str(&text).unwrap_or_else(|err| {
                panic!("not JSON ({err}): {text}\n{}", String::from_utf8_lossy(&output.stderr))
            });
            assert!(!text.contains(&password), "{text}");
            (report, began.elapsed())
        };
        tokio::task::spawn_blocking(work).await.expect("the task ends")
    }
}

/// The findings of the login, by code.
fn findings(report: &Value) -> Vec<(&str, &Value)> {
    let checks = report["checks"].as_array().into_iter().flatten();
    let findings = checks
        .filter(|check| check["check"] == "mailbox")
        .flat_map(|check| check["findings"].as_array().into_iter().flatten());
    findings.filter_map(|finding| Some((finding["code"].as_str()?, finding))).collect()
}

fn codes(report: &Value) -> Vec<&str> {
    findings(report).into_iter().map(|(code, _)| code).collect()
}

/// Whether this machine can run the test; says so if not.
#[expect(
    clippy::print_stderr,
    reason = "a test that was skipped must not look like one that passed"
)]
fn can_run() -> bool {
    if !is_root() {
        eprintln!("SKIPPED: Dovecot starts as root only");
    }
    is_root()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailbox_is_seen_as_it_is() {
    if !can_run() {
        return;
    }
    // 1,000 KiB are allowed.
    let messages = [
        ("", "Preventivo", 1_000),
        (".Posta indesiderata", "Fattura 117", 1_000),
        (".Clienti.Nuovi", "Ordine 9", 930_000),
    ];
    let real = Real::start(SETTINGS, &messages).await;
    for (subject, place) in [
        ("preventivo", "message_in_inbox"),
        ("fattura 117", "message_in_junk"),
        ("ordine", "message_elsewhere"),
        ("altro", "message_not_there"),
    ] {
        let (report, _) = real.look(PASSWORD, &["--find-subject", subject]).await;
        let expected = ["mailbox_opens", "mailbox_near_limit", "inbox_seen", place];
        assert_eq!(codes(&report), expected, "{subject}: {report:#}");
    }
    // Nothing was marked as seen: that would have moved it to `cur` with a flag.
    let inbox = real.scratch.path().join(format!("dovecot/mail/{MAILBOX}/cur"));
    for message in std::fs::read_dir(inbox).expect("the inbox").flatten() {
        let name = message.file_name().display().to_string();
        assert!(!name.rsplit(',').next().unwrap_or_default().contains('S'), "{name}");
    }
    real.lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_form_of_a_login_opens_it() {
    if !can_run() {
        return;
    }
    for mechanisms in ["plain", "login", "plain login"] {
        let settings = format!("auth_mechanisms = {mechanisms}\n");
        let real = Real::start(&settings, &[("", "Preventivo", 10)]).await;
        let (report, _) = real.look(PASSWORD, &[]).await;
        assert_eq!(codes(&report), ["mailbox_opens", "inbox_seen"], "{mechanisms}: {report:#}");
        real.lab.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_read_and_waited_for() {
    if !can_run() {
        return;
    }
    let settings = "mail_max_userip_connections = 1\nauth_failure_delay = 3 secs\n";
    let real = Real::start(settings, &[("", "Preventivo", 10)]).await;
    let (report, elapsed) = real.look("cane-bianco", &[]).await;
    assert_eq!(codes(&report), ["mailbox_login_refused"], "{report:#}");
    let text = report.to_string();
    assert!(text.contains("login_refused") && text.contains("AUTHENTICATIONFAILED"), "{report:#}");
    // Dovecot counts in steps of its own timer.
    assert!(elapsed > Duration::from_secs(1), "Dovecot delays the reply");
    // Another program has the only connection that is allowed.
    let _other = logged_in(real.dovecot.imap);
    let (report, _) = real.look(PASSWORD, &[]).await;
    assert_eq!(codes(&report), ["mailbox_login_refused"], "{report:#}");
    assert!(report.to_string().contains("too_many_connections"), "{report:#}");
    real.lab.stop().await;
}

/// A program that is logged in.
fn logged_in(imap: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(imap).expect("Dovecot accepts");
    let login = format!("a LOGIN {MAILBOX} {PASSWORD}\r\n");
    stream.write_all(login.as_bytes()).expect("Dovecot reads");
    let mut heard = Vec::new();
    let mut chunk = [0; 1024];
    while !heard.windows(5).any(|words| words == b"a OK ") {
        let count = stream.read(&mut chunk).expect("Dovecot replies");
        assert_ne!(count, 0, "{}", String::from_utf8_lossy(&heard));
        heard.extend(&chunk[..count]);
    }
    stream
}
