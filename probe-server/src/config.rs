//! The configuration: one small TOML file; every field has a default, unknown fields are rejected.
//!
//! `sportello.example.toml` shows all fields. Must never read the environment: the file alone
//! decides.

mod status_pages;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use authoring::playbooks::SetVariables;
use hyper::Uri;
use ipnet::{IpNet, Ipv6Net};
use mail::ProviderId;
use serde::Deserialize;

use crate::net::vet::Nat64Prefix;

/// The upper limit of `share_seconds`: an older result no longer describes the server's present
/// state.
const MAX_SHARE_SECONDS: u16 = 300;

/// The configuration of one installation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on; port 0 takes any free one. Default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// The URL origin that customers see, such as `https://aiuto.example.it`. Default: the `Host`
    /// header of each request.
    pub public_url: Option<String>,
    /// The SQLite file. Default `sportello.sqlite` in the working directory.
    pub data: PathBuf,
    /// A folder of playbooks (`*.yaml`) that replace the built-in ones. Default: the built-in ones.
    pub playbooks: Option<PathBuf>,
    /// Values that replace the defaults of playbook variables: `[variables.seit]`, then
    /// `phone = "…"`, or `hours = { it = "…", en = "…" }`. Default: the values in each playbook.
    pub variables: SetVariables,
    /// Days after which a session is erased. Default 30.
    pub retention_days: u16,
    /// Origins that may embed the page, as in a CSP's `frame-ancestors`: `https://help.example.it`.
    /// Default: none.
    pub embed_hosts: Vec<String>,
    /// Number of reverse proxies in front of the server, each of which adds one address to
    /// `X-Forwarded-For`. Default 0: the header is ignored, because any client can send it.
    pub trusted_proxies: u8,
    /// A mail address for complaints about the probes, published in `/.well-known/security.txt`
    /// (RFC 9116). Default: none.
    pub abuse_contact: Option<String>,
    /// How probes use the network.
    pub network: NetworkConfig,
    /// How many requests one client may make.
    pub limits: LimitsConfig,
    /// Where tickets are sent by e-mail. Default: nowhere; customers can download them.
    pub ticket_email: Option<TicketEmailConfig>,
}

/// How probes use the network.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkConfig {
    /// The recursive resolvers to query, `IP:PORT`. Default: those of the system.
    pub resolvers: Vec<SocketAddr>,
    /// Networks that may be probed although they are not public, such as your own servers'
    /// `10.1.0.0/16`. Default: none.
    pub allow_networks: Vec<IpNet>,
    /// Networks that are never connected to, even if they are public or in `allow_networks`; a
    /// server there is not judged. Default: none.
    pub deny_networks: Vec<IpNet>,
    /// The IPv6 prefix under which this network reaches the IPv4 internet (NAT64), of 32, 40, 48,
    /// 56, 64 or 96 bits (RFC 6052). An address in it is allowed if the IPv4 address that it
    /// contains is. Default: none; then addresses under `64:ff9b::/96` are never connected to.
    pub nat64_prefix: Option<Ipv6Net>,
    /// A file of certificates (PEM) trusted in addition to the public authorities. Default: none.
    pub ca_file: Option<PathBuf>,
    /// A domain or host that certainly receives mail on port 25. It is tried when no server can be
    /// reached on that port, so that a port blocked in our network is not reported as a fault of
    /// the server. Without it such servers are never judged. Default: none.
    pub control_host: Option<String>,
    /// Public addresses of this machine that none of its interfaces has, as behind a NAT. A server
    /// with an address of this machine is not judged from it. The addresses of the interfaces
    /// always count. Default: none.
    pub own_addresses: Vec<IpAddr>,
    /// Status pages to read instead of the providers' own, by provider id: `google = "https://…"`.
    /// They are read only when a playbook runs the check `provider_status`. Default: each
    /// provider's own.
    #[serde(deserialize_with = "status_pages::read")]
    pub status_pages: BTreeMap<ProviderId, Uri>,
    /// The name sent in EHLO. Default: the host part of `public_url`, else `sportello.invalid`.
    pub ehlo_name: Option<String>,
    /// For how many seconds a result is shared with other sessions that need the same, 300 at most;
    /// 0 measures everything anew. Default 20.
    pub share_seconds: u16,
}

/// How many requests one client may make, and how often this server connects to one other; a client
/// is an IPv4 address or an IPv6 /64.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Sessions opened and runs of checks started per hour, on average. Default 250.
    pub client_per_hour: NonZeroU32,
    /// The same, in a burst. Default 60.
    pub client_burst: NonZeroU32,
    /// Runs of checks at once, over all clients; further ones wait. Default 64.
    pub runs_at_once: NonZeroU32,
    /// Commands of one client per hour, on average. A command counts once for each 4 KiB, or part
    /// of them, that it brings. Default 3600.
    pub client_commands_per_hour: NonZeroU32,
    /// The same, in a burst. Default 240.
    pub client_commands_burst: NonZeroU32,
    /// Connections at once, over all clients; fewer if the system allows fewer open files. Default
    /// 4096.
    pub connections: NonZeroU32,
    /// Connections of one client at once; not applied behind trusted proxies, whose connections
    /// are those of many clients. Default 256.
    pub client_connections: NonZeroU32,
    /// Streams of one client at once. Default 128.
    pub client_streams: NonZeroU32,
    /// Streams of one token at once: a customer's, or that of a watch link. Default 16.
    pub token_streams: NonZeroU32,
    /// Tickets that one client sends by e-mail per hour, on average. Default 60.
    pub client_tickets_per_hour: NonZeroU32,
    /// The same, in a burst. Default 20.
    pub client_tickets_burst: NonZeroU32,
    /// The most log entries of one session: then it takes no more commands. Default 20000: a list
    /// of 200 mailboxes makes about 5500 each time that it is checked.
    pub session_entries: NonZeroU32,
    /// The same in bytes of stored events. Default 8388608 (8 MiB), which holds 20000 entries of an
    /// average list, or 128 of the longest texts.
    pub session_bytes: NonZeroU32,
    /// Connections to one address and port in a minute, over all clients. Default 60.
    pub target_per_minute: NonZeroU32,
    /// The same in an hour. Default 600.
    pub target_per_hour: NonZeroU32,
    /// Connections to one address and port at once, over all clients; further ones wait. Default 2.
    pub target_at_once: NonZeroU32,
    /// Connections to one address and port in a minute, on behalf of the clients of one /24 or /48.
    /// Default 30, enough for a list of 30 domains on one server.
    pub client_target_per_minute: NonZeroU32,
    /// The same in an hour. Default 300.
    pub client_target_per_hour: NonZeroU32,
    /// The networks of your own servers, to which connections are not limited. Default: none.
    pub own_networks: Vec<IpNet>,
}

/// Where tickets are sent by e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketEmailConfig {
    /// The address of the support desk.
    pub to: String,
    /// The sender's address.
    pub from: String,
    /// The relay's host name or IP address.
    pub host: String,
    /// The relay's port. Default 465, 587 or 25, depending on `security`.
    pub port: Option<u16>,
    /// How the connection is secured. Default `tls`.
    #[serde(default)]
    pub security: RelaySecurity,
    /// The user name, if the relay requires one.
    pub user: Option<String>,
    /// A file that holds the password and nothing else.
    pub password_file: Option<PathBuf>,
}

/// How the connection to the relay is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelaySecurity {
    /// TLS from the first byte (RFC 8314 §3.3).
    #[default]
    Tls,
    /// STARTTLS; nothing is sent if the relay does not offer it.
    Starttls,
    /// No encryption: allowed only for a relay on this machine.
    None,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The file does not have the expected format; the message names line and column.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// A field has an invalid value.
    #[error("{field}: {reason}")]
    Value {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: None,
            data: PathBuf::from("sportello.sqlite"),
            playbooks: None,
            variables: SetVariables::new(),
            retention_days: 30,
            embed_hosts: Vec::new(),
            trusted_proxies: 0,
            abuse_contact: None,
            network: NetworkConfig::default(),
            limits: LimitsConfig::default(),
            ticket_email: None,
        }
    }
}

impl Default for NetworkConfig {
    fn default() -> Self {
        Self {
            resolvers: Vec::new(),
            allow_networks: Vec::new(),
            deny_networks: Vec::new(),
            nat64_prefix: None,
            ca_file: None,
            control_host: None,
            own_addresses: Vec::new(),
            status_pages: BTreeMap::new(),
            ehlo_name: None,
            share_seconds: 20,
        }
    }
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            client_per_hour: at_least_one(250),
            client_burst: at_least_one(60),
            runs_at_once: at_least_one(64),
            client_commands_per_hour: at_least_one(3_600),
            client_commands_burst: at_least_one(240),
            connections: at_least_one(4_096),
            client_connections: at_least_one(256),
            client_streams: at_least_one(128),
            token_streams: at_least_one(16),
            client_tickets_per_hour: at_least_one(60),
            client_tickets_burst: at_least_one(20),
            session_entries: at_least_one(20_000),
            session_bytes: at_least_one(8 * 1024 * 1024),
            target_per_minute: at_least_one(60),
            target_per_hour: at_least_one(600),
            target_at_once: at_least_one(2),
            client_target_per_minute: at_least_one(30),
            client_target_per_hour: at_least_one(300),
            own_networks: Vec::new(),
        }
    }
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, cannot be parsed, or has an invalid value.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
        Self::parse(&text)
    }

    /// Parses the text of a file.
    ///
    /// # Errors
    /// When it cannot be parsed, or has an invalid value.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)?;
        config.judge()?;
        Ok(config)
    }

    fn judge(&self) -> Result<(), ConfigError> {
        let refuse = |field, reason| Err(ConfigError::Value { field, reason });
        if self.retention_days == 0 {
            return refuse("retention_days", "a session has to live for at least one day");
        }
        if self.public_url.as_deref().is_some_and(|url| !is_origin(url)) {
            return refuse(
                "public_url",
                "write http:// or https://, a host, perhaps a port, and no slash at the end",
            );
        }
        if !self.embed_hosts.iter().all(|host| is_origin(host) || host == "*") {
            return refuse("embed_hosts", "write origins such as https://help.example.it, or *");
        }
        if self.network.share_seconds > MAX_SHARE_SECONDS {
            return refuse(
                "network.share_seconds",
                "a result that is older than 300 seconds is no answer to anybody",
            );
        }
        if self.network.nat64_prefix.is_some_and(|prefix| Nat64Prefix::new(prefix).is_none()) {
            return refuse("network.nat64_prefix", "its length is 32, 40, 48, 56, 64 or 96 bits");
        }
        if let Some(email) = &self.ticket_email {
            let is_on_this_machine = email.host == "localhost"
                || email.host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
            if email.security == RelaySecurity::None && !is_on_this_machine {
                return refuse(
                    "ticket_email.security",
                    "without encryption only a relay on this machine (127.0.0.1) is used",
                );
            }
            if email.user.is_some() != email.password_file.is_some() {
                return refuse("ticket_email", "user and password_file come together");
            }
            for (field, address) in
                [("ticket_email.to", &email.to), ("ticket_email.from", &email.from)]
            {
                if address.parse::<lettre::Address>().is_err() {
                    return refuse(field, "this is not a mail address");
                }
            }
        }
        Ok(())
    }
}

impl TicketEmailConfig {
    /// The relay's port: the configured one, or the default for `security`.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            RelaySecurity::Tls => 465,
            RelaySecurity::Starttls => 587,
            RelaySecurity::None => 25,
        })
    }
}

const fn at_least_one(count: u32) -> NonZeroU32 {
    match NonZeroU32::new(count) {
        Some(count) => count,
        None => NonZeroU32::MIN,
    }
}

/// Whether a text is an origin without characters that could end a header or a directive.
fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    !rest.is_empty()
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]*".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../sportello.example.toml");

    /// The example file with its settings uncommented.
    fn uncommented() -> String {
        let is_word =
            |text: &str| text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        let is_setting = |text: &str| {
            text.starts_with('[') || text.split_once(" = ").is_some_and(|(name, _)| is_word(name))
        };
        let lines = EXAMPLE
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|rest| is_setting(rest)).unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The names that a table may have, taken from the error message about an unknown name.
    fn names_of(table: &str) -> Vec<String> {
        let message = Config::parse(&format!("{table}\nno_such_name = 1")).unwrap_err().to_string();
        let (_, known) = message.split_once("expected one of ").unwrap();
        known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_example_file_as_it_stands_is_the_defaults() {
        assert_eq!(Config::parse(EXAMPLE).unwrap(), Config::default());
    }

    #[test]
    fn the_example_file_shows_every_setting_with_a_value_that_works() {
        let text = uncommented();
        assert_eq!(
            Config::parse(&text).unwrap().ticket_email.as_ref().map(TicketEmailConfig::port),
            Some(587)
        );
        let shown: toml::Table = text.parse().unwrap();
        for table in ["", "network", "limits", "ticket_email"] {
            let (header, of_table) = match shown.get(table) {
                None => (String::new(), &shown),
                Some(table_shown) => (format!("[{table}]"), table_shown.as_table().unwrap()),
            };
            let missing: Vec<_> =
                names_of(&header).into_iter().filter(|name| !of_table.contains_key(name)).collect();
            assert!(missing.is_empty(), "[{table}] of the example file lacks {missing:?}");
        }
    }

    #[test]
    fn an_empty_file_is_the_defaults() {
        assert_eq!(Config::parse("").unwrap(), Config::default());
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let message = Config::parse(text).unwrap_err().to_string();
        assert!(message.contains(expected), "{text:?} gave {message:?}");
    }

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        check("retention_day = 3", "unknown field `retention_day`");
        check("retention_days = 0", "retention_days");
        check("public_url = 'aiuto.example.it'", "public_url");
        check("public_url = 'https://a.example/'", "public_url");
        check("embed_hosts = [\"https://a.example; script-src *\"]", "embed_hosts");
        check("listen = 'localhost'", "listen");
        check("[limits]\nclient_burst = 0", "client_burst");
        check("[limits]\ntarget_per_minute = 0", "target_per_minute");
        check("[limits]\nown_networks = ['10.0.0.0/33']", "own_networks");
        check("[network]\nallow_networks = ['10.0.0.0/33']", "allow_networks");
        check("[network]\ndeny_networks = ['10.0.0.0/33']", "deny_networks");
        check("[network]\nnat64_prefix = '10.0.0.0/8'", "nat64_prefix");
        check("[network]\nnat64_prefix = '2001:db8::/80'", "network.nat64_prefix");
        check("[network]\nown_addresses = ['mx.example']", "own_addresses");
        check("[network]\nshare_seconds = 301", "network.share_seconds");
        check("[network]\nshare_seconds = -1", "share_seconds");
        check("[network.status_pages]\n\ngogle = 'https://a.example/'", "line 3");
        check("[network.status_pages]\ngogle = 'https://a.example/'", "\"gogle\" cannot be read");
        check("[network.status_pages]\naruba = 'https://a.example/'", ", icloud");
        let pages =
            "[network.status_pages]\ngoogle = 'https://a.example/feed.json'\noutlook_com = ";
        check(&format!("{pages}'http://a.example/'"), "line 3");
        for wrong in [
            "http://a.example/",
            "a.example",
            "https://",
            "https:///feed",
            "https://192.0.2.1/",
            "https://a.example:8443/",
            "https://a.example:99999/",
            "https://a.example:0/",
            "https://a.example:-1/",
            "https://a b/",
        ] {
            check(
                &format!("{pages}'{wrong}'"),
                &format!("\"{wrong}\" is no address of a status page"),
            );
        }
        assert_eq!(
            Config::parse(&format!("{pages}'https://a.example'"))
                .unwrap()
                .network
                .status_pages
                .len(),
            2
        );
        let email = "[ticket_email]\nto='a@b.example'\nfrom='c@d.example'\nhost='mx.example'\n";
        check(&format!("{email}security='none'"), "ticket_email.security");
        check(&format!("{email}user='x'"), "user and password_file");
        check(&email.replace("a@b.example", "nobody"), "ticket_email.to");
    }
}
