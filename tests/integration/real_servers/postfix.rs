//! Postfix, with its own configuration folder: relay, submission and submissions.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use tests::process::{Server, free_address};
use tests::scratch::Scratch;

use super::authority::Identity;

/// A running Postfix.
pub(super) struct Postfix {
    pub(super) relay: SocketAddr,
    pub(super) submission: SocketAddr,
    pub(super) submissions: SocketAddr,
    queue: PathBuf,
    _server: Server,
}

impl Postfix {
    pub(super) fn start(scratch: &Scratch, identity: &Identity) -> Self {
        let (relay, submission, submissions) = (free_address(), free_address(), free_address());
        let (queue, data) = (scratch.folder("postfix/queue"), scratch.folder("postfix/data"));
        let owned = Command::new("chown").arg("postfix").arg(&data).status();
        assert!(
            owned.is_ok_and(|status| status.success()),
            "Postfix is not installed: its user is missing"
        );
        scratch.write(
            "postfix/conf/main.cf",
            &format!(
                "compatibility_level = 3.6
queue_directory = {queue}
data_directory = {data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx1.bottega.test
mydestination = bottega.test
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
local_recipient_maps =
alias_maps =
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = may
maillog_file = {queue}/log
maillog_file_prefixes = {queue}
",
                queue = queue.display(),
                data = data.display(),
                certificate = identity.certificate.display(),
                key = identity.key.display(),
            ),
        );
        let master = scratch.write(
            "postfix/conf/master.cf",
            &format!(
                "{relay} inet n - n - - smtpd
{submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
{submissions} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"
            ),
        );
        let mut command = Command::new("postfix");
        command.arg("-c").args(master.parent()).arg("start-fg");
        let mut server = Server::start("Postfix", command);
        server.wait_for(relay);
        server.wait_for(submissions);
        Self { relay, submission, submissions, queue, _server: server }
    }
}

impl Drop for Postfix {
    /// The script that starts Postfix does not forward signals to the master process, so that gets
    /// its own signal.
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.queue.join("pid/master.pid")).unwrap_or_default();
        if !pid.trim().is_empty() {
            let _ = Command::new("kill").arg("-TERM").arg(pid.trim()).status();
        }
    }
}
