//! Dovecot, with its own configuration folder.

use std::net::SocketAddr;
use std::process::Command;

use tests::process::{Server, free_address};
use tests::scratch::Scratch;

use super::authority::Identity;

/// A running Dovecot.
pub(super) struct Dovecot {
    pub(super) imap: SocketAddr,
    pub(super) imaps: SocketAddr,
    pub(super) pop3: SocketAddr,
    pub(super) pop3s: SocketAddr,
    _server: Server,
}

/// The password of every mailbox.
pub(super) const PASSWORD: &str = "gatto-nero";

impl Dovecot {
    pub(super) fn start(scratch: &Scratch, identity: &Identity) -> Self {
        Self::start_with(scratch, identity, "")
    }

    /// Starts it with further settings.
    pub(super) fn start_with(scratch: &Scratch, identity: &Identity, settings: &str) -> Self {
        let (imap, imaps, pop3, pop3s) =
            (free_address(), free_address(), free_address(), free_address());
        let folder = scratch.folder("dovecot");
        let configuration = format!(
            "base_dir = {folder}/run
log_path = {folder}/log
protocols = imap pop3
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {}
  }}
  inet_listener imaps {{
    port = {}
    ssl = yes
  }}
}}
service pop3-login {{
  inet_listener pop3 {{
    port = {}
  }}
  inet_listener pop3s {{
    port = {}
    ssl = yes
  }}
}}
{settings}
",
            imap.port(),
            imaps.port(),
            pop3.port(),
            pop3s.port(),
            folder = folder.display(),
            certificate = identity.certificate.display(),
            key = identity.key.display(),
        );
        let path = scratch.write("dovecot/dovecot.conf", &configuration);
        let mut command = Command::new("dovecot");
        command.arg("-F").arg("-c").arg(path);
        let mut server = Server::start("Dovecot", command);
        server.wait_for(imap);
        server.wait_for(pop3s);
        Self { imap, imaps, pop3, pop3s, _server: server }
    }
}
