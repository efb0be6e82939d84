//! Reads `data/providers.toml` and writes it as a table of constants, or reports what is wrong with
//! it.
//!
//! Knows the structure of the file. Must never identify a provider. Invalid names, networks and
//! sources are rejected here, so that the program does not have to check them at run time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::net::IpAddr;

use ipnet::IpNet;
use serde::Deserialize;
use terms::{FeedKind, Login, ProviderKind, UserName};

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sources: BTreeMap<String, String>,
    #[serde(rename = "provider")]
    providers: Vec<Provider>,
    #[serde(rename = "http_proxy")]
    http_proxies: Vec<HttpProxy>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Provider {
    id: String,
    name: String,
    kind: ProviderKind,
    signs: Vec<Row>,
    settings: Option<Settings>,
    #[serde(default)]
    links: Vec<Link>,
    phone: Option<Phone>,
    feed: Option<Feed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Feed {
    source: String,
    kind: FeedKind,
    url: String,
    service: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    source: String,
    imap: Option<String>,
    pop3: Option<String>,
    smtp: Option<String>,
    user: UserName,
    login: Login,
}

/// One page of a provider, and the source that documents it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    source: String,
    help: Option<String>,
    quota: Option<String>,
    status: Option<String>,
    outages: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phone {
    source: String,
    number: String,
}

/// One sign of a provider, and the source that documents it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    source: String,
    domain: Option<String>,
    mx: Option<String>,
    mx_address: Option<IpNet>,
    spf: Option<String>,
    autoconfig: Option<String>,
    ns: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HttpProxy {
    name: String,
    source: String,
    networks: Vec<IpNet>,
}

/// The table as Rust source.
///
/// # Errors What is wrong, with the provider and the row.
pub(super) fn table(text: &str) -> Result<String, String> {
    let file: File = toml::from_str(text).map_err(|err| format!("data/providers.toml: {err}"))?;
    let mut known = Known { sources: &file.sources, ids: BTreeSet::new(), signs: BTreeMap::new() };
    let mut providers = String::from("&[\n");
    for provider in &file.providers {
        let fault =
            |what: String| format!("data/providers.toml: provider {:?}: {what}", provider.id);
        known.provider(provider).map_err(fault)?;
        write_provider(&mut providers, provider).map_err(|err| fault(err.to_string()))?;
    }
    providers.push(']');
    let mut proxies = String::from("&[\n");
    for proxy in &file.http_proxies {
        known
            .source(&proxy.source)
            .map_err(|what| format!("data/providers.toml: http_proxy {:?}: {what}", proxy.name))?;
        for network in &proxy.networks {
            let _infallible = writeln!(proxies, "    ({:?}, {}),", proxy.name, in_rust(*network));
        }
    }
    proxies.push(']');
    Ok(format!(
        "/// From data/providers.toml.\nconst PROVIDERS: &[Provider] = {providers};\n\
         /// From data/providers.toml.\nconst HTTP_PROXIES: &[(&str, IpNet)] = {proxies};\n"
    ))
}

/// The ids and signs read so far, to reject duplicates.
struct Known<'a> {
    sources: &'a BTreeMap<String, String>,
    ids: BTreeSet<&'a str>,
    /// Each sign, with the id of its provider: a sign that two providers share identifies neither.
    signs: BTreeMap<String, &'a str>,
}

impl<'a> Known<'a> {
    fn provider(&mut self, provider: &'a Provider) -> Result<(), String> {
        let is_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if provider.id.is_empty() || provider.id.len() > 32 || !provider.id.bytes().all(is_id) {
            return Err("an id has up to 32 characters: a to z, 0 to 9 and _".to_owned());
        }
        if !self.ids.insert(&provider.id) {
            return Err("there are two of this id".to_owned());
        }
        if provider.name.trim().is_empty() {
            return Err("has no name".to_owned());
        }
        if provider.signs.is_empty() {
            return Err("has no sign, so nothing can ever be recognised as its own".to_owned());
        }
        for row in &provider.signs {
            self.source(&row.source)?;
            let sign = row.in_rust()?;
            if let Some(other) = self.signs.insert(sign.clone(), &provider.id) {
                return Err(format!("{sign} is a sign of {other:?} already"));
            }
        }
        let others = provider
            .settings
            .iter()
            .map(|settings| &settings.source)
            .chain(provider.links.iter().map(|link| &link.source));
        let others = others.chain(provider.feed.iter().map(|feed| &feed.source));
        for source in others.chain(provider.phone.iter().map(|phone| &phone.source)) {
            self.source(source)?;
        }
        Ok(())
    }

    fn source(&self, name: &str) -> Result<(), String> {
        if self.sources.contains_key(name) {
            Ok(())
        } else {
            Err(format!("the source {name:?} is not among [sources]"))
        }
    }
}

impl Row {
    /// The sign as Rust source.
    fn in_rust(&self) -> Result<String, String> {
        let names = [
            ("Domain", &self.domain),
            ("Mx", &self.mx),
            ("Spf", &self.spf),
            ("Autoconfig", &self.autoconfig),
            ("Ns", &self.ns),
        ];
        let mut signs: Vec<String> = Vec::new();
        for (variant, name) in names {
            if let Some(name) = name {
                signs.push(format!("Sign::{variant}({:?})", host_name(name)?));
            }
        }
        signs.extend(
            self.mx_address.map(|network| format!("Sign::MxAddress({})", in_rust(network))),
        );
        match signs.pop() {
            Some(sign) if signs.is_empty() => Ok(sign),
            Some(_) => {
                Err("a row has two signs: give each its own, with its own source".to_owned())
            }
            None => Err("a row has no sign".to_owned()),
        }
    }
}

impl Settings {
    fn in_rust(&self) -> Result<String, String> {
        let imap = endpoint(self.imap.as_deref(), &[993, 143])?;
        let pop3 = endpoint(self.pop3.as_deref(), &[995, 110])?;
        let smtp = endpoint(self.smtp.as_deref(), &[465, 587])?;
        let (user, login) = (&self.user, &self.login);
        Ok(format!(
            "Settings {{ imap: {imap}, pop3: {pop3}, smtp: {smtp}, user: UserName::{user:?}, login: Login::{login:?} }}"
        ))
    }
}

/// Reads `host:port`, where the port is one of those of the service (RFC 8314 §7).
fn endpoint(written: Option<&str>, ports: &[u16]) -> Result<String, String> {
    let Some(written) = written else { return Ok("None".to_owned()) };
    let (host, port) =
        written.rsplit_once(':').ok_or_else(|| format!("{written:?} is no host:port"))?;
    let port = port.parse().ok().filter(|port| ports.contains(port));
    let port = port.ok_or_else(|| format!("{written:?}: the port has to be one of {ports:?}"))?;
    Ok(format!("Some(Endpoint {{ host: {:?}, port: {port} }})", host_name(host)?))
}

impl Link {
    fn in_rust(&self) -> Result<String, String> {
        let all = [
            ("Help", &self.help),
            ("Quota", &self.quota),
            ("Status", &self.status),
            ("Outages", &self.outages),
        ];
        let mut written = all.into_iter().filter_map(|(kind, url)| Some((kind, url.as_ref()?)));
        let (Some((kind, url)), None) = (written.next(), written.next()) else {
            return Err("a link is one of help, quota, status, outages".to_owned());
        };
        Ok(format!("(LinkKind::{kind}, {:?})", https(url)?))
    }
}

impl Feed {
    fn in_rust(&self) -> Result<String, String> {
        let (kind, service) = (&self.kind, &self.service);
        if service.is_none() && !matches!(kind, FeedKind::Statuspage) {
            return Err("the feed speaks of several services: name the one for mail".to_owned());
        }
        Ok(format!(
            "Some(Feed {{ kind: FeedKind::{kind:?}, url: {:?}, service: {service:?} }})",
            https(&self.url)?
        ))
    }
}

fn https(url: &str) -> Result<&str, String> {
    let is_one = url.starts_with("https://") && url.bytes().all(|byte| byte.is_ascii_graphic());
    if is_one { Ok(url) } else { Err(format!("{url:?} is no https:// address")) }
}

fn host_name(name: &str) -> Result<&str, String> {
    let is_inside = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_'
    };
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(is_inside);
    if name.contains('.') && name.split('.').all(is_label) {
        Ok(name)
    } else {
        Err(format!("{name:?} is no host name in lower case with at least one dot"))
    }
}

fn write_provider(
    table: &mut String,
    provider: &Provider,
) -> Result<(), Box<dyn std::error::Error>> {
    let kind = provider.kind;
    let signs = provider.signs.iter().map(Row::in_rust).collect::<Result<Vec<_>, _>>()?.join(", ");
    let settings = match &provider.settings {
        Some(settings) => format!("Some({})", settings.in_rust()?),
        None => "None".to_owned(),
    };
    let links = provider.links.iter().map(Link::in_rust).collect::<Result<Vec<_>, _>>()?.join(", ");
    let phone = provider.phone.as_ref().map(|phone| &phone.number);
    let feed = provider.feed.as_ref().map_or_else(|| Ok("None".to_owned()), Feed::in_rust)?;
    let (id, name) = (&provider.id, &provider.name);
    writeln!(
        table,
        "    Provider {{ id: {id:?}, name: {name:?}, kind: ProviderKind::{kind:?}, signs: &[{signs}], settings: {settings}, \
         links: &[{links}], phone: {phone:?}, feed: {feed} }},"
    )?;
    Ok(())
}

fn in_rust(network: IpNet) -> String {
    let prefix = network.prefix_len();
    match network.network() {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            format!("IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new({a}, {b}, {c}, {d}), {prefix}))")
        }
        IpAddr::V6(address) => {
            let [a, b, c, d, e, f, g, h] = address.segments();
            format!(
                "IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new({a}, {b}, {c}, {d}, {e}, {f}, {g}, {h}), {prefix}))"
            )
        }
    }
}
