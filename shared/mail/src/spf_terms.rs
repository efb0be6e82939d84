//! Parses one SPF record: which lookups it causes, which records it refers to, and where it
//! violates the grammar.
//!
//! Knows RFC 7208 §4.6, §5, §6 and §12. Accepts an ambiguous term as valid. Must never evaluate a
//! record: which mechanism matches depends on the message.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The most void lookups, those without an answer, that the terms of an SPF record may cause. One
/// more is a permanent error in verifiers that apply this limit (RFC 7208 §4.6.4).
pub const MAX_SPF_VOIDS: usize = 2;

/// The content of one record, without the records that it refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpfTerms {
    /// The number of terms that cause a DNS lookup (RFC 7208 §4.6.4).
    pub lookup_count: u16,
    /// The queries of its `a`, `mx` and `exists` terms whose name does not depend on the message.
    pub queries: Vec<SpfQuery>,
    /// The records that it refers to by a name that does not depend on the message.
    pub referred: Vec<Referred>,
    /// Whether it permits every server to send.
    pub is_open: bool,
}

/// A DNS query that a term causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpfQuery {
    /// The term, as written.
    pub term: String,
    /// What the query asks for.
    pub what: SpfQueryKind,
    /// The name to query; `None` for the record's own domain.
    pub name: Option<String>,
}

/// What a term asks the DNS for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpfQueryKind {
    /// A host's addresses, in the address family of the SMTP client (`a`, RFC 7208 §5.3).
    Addresses,
    /// A domain's mail servers (`mx`, RFC 7208 §5.4).
    MailServers,
    /// Whether a name has an IPv4 address (`exists`, RFC 7208 §5.7).
    Existence,
}

/// A record that another one refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    /// The term, as written.
    pub term: String,
    /// The domain that publishes the record.
    pub name: String,
    /// Whether that record replaces this one (`redirect=`, RFC 7208 §6.1), or is included in it
    /// (`include:`, §5.2).
    pub is_redirect: bool,
}

impl SpfTerms {
    /// Reads an SPF record.
    ///
    /// # Errors The first term that violates the grammar, so that the whole record is a permanent
    /// error (RFC 7208 §4.6).
    pub fn read(record: &str) -> Result<Self, &str> {
        let (mut read, mut redirect) = (Self::default(), None);
        let (mut is_over, mut explanations) = (false, 0);
        for term in record.split(' ').skip(1).filter(|term| !term.is_empty()) {
            if let Some((name, value)) = as_modifier(term) {
                if !is_macro_string(value) {
                    return Err(term);
                }
                // `redirect=` and `exp=` may each occur at most once (RFC 7208 §6).
                if name.eq_ignore_ascii_case("redirect") {
                    let target = Referred {
                        term: term.to_owned(),
                        name: value.to_owned(),
                        is_redirect: true,
                    };
                    if value.is_empty() || redirect.replace(target).is_some() {
                        return Err(term);
                    }
                } else if name.eq_ignore_ascii_case("exp") {
                    explanations += 1;
                    if value.is_empty() || explanations > 1 {
                        return Err(term);
                    }
                }
                continue;
            }
            let mechanism = Mechanism::read(term).ok_or(term)?;
            // Mechanisms after an `all` are never evaluated (RFC 7208 §5.1).
            if !is_over {
                is_over = mechanism.is_all;
                read.is_open |= mechanism.lets_all_send;
                read.lookup_count += u16::from(mechanism.is_looked_up);
                read.queries.extend(mechanism.query.map(|(what, name)| SpfQuery {
                    term: term.to_owned(),
                    what,
                    name,
                }));
                read.referred.extend(mechanism.included.map(|name| Referred {
                    term: term.to_owned(),
                    name,
                    is_redirect: false,
                }));
            }
        }
        if let Some(target) = redirect.filter(|_| !is_over) {
            read.lookup_count += 1;
            read.referred.push(target);
        }
        // Names with macros depend on the message (RFC 7208 §7).
        read.referred.retain(|referred| !referred.name.contains('%'));
        read.queries.retain(|query| !query.term.contains('%'));
        Ok(read)
    }
}

/// The properties of one mechanism that matter here.
#[derive(Default)]
struct Mechanism {
    is_all: bool,
    lets_all_send: bool,
    is_looked_up: bool,
    included: Option<String>,
    query: Option<(SpfQueryKind, Option<String>)>,
}

impl Mechanism {
    fn read(term: &str) -> Option<Self> {
        let (lets_pass, written) = match term.split_at_checked(1) {
            Some((sign @ ("+" | "-" | "~" | "?"), rest)) => (sign == "+", rest),
            _ => (true, term),
        };
        let end = written.find([':', '/']).unwrap_or(written.len());
        let (name, rest) = written.split_at_checked(end)?;
        let looked_up = || Self { is_looked_up: true, ..Self::default() };
        match name.to_ascii_lowercase().as_str() {
            "all" => rest.is_empty().then(|| Self {
                is_all: true,
                lets_all_send: lets_pass,
                ..Self::default()
            }),
            "include" => {
                let name = without_dot(domain_spec(rest)?);
                (!name.is_empty()).then(|| Self { included: Some(name), ..looked_up() })
            }
            "exists" => domain_spec(rest).map(|name| Self {
                query: Some((SpfQueryKind::Existence, Some(without_dot(name)))),
                ..looked_up()
            }),
            "ptr" => (rest.is_empty() || domain_spec(rest).is_some()).then(looked_up),
            kind @ ("a" | "mx") => {
                let (host, prefix) =
                    rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
                // A macro can contain slashes of its own.
                let is_host = host.is_empty() || domain_spec(host).is_some() || rest.contains('%');
                let what =
                    if kind == "a" { SpfQueryKind::Addresses } else { SpfQueryKind::MailServers };
                let query = Some((what, domain_spec(host).map(without_dot)));
                (is_host && (is_dual_prefix(prefix) || rest.contains('%')))
                    .then(|| Self { query, ..looked_up() })
            }
            "ip4" => {
                network(rest.strip_prefix(':')?, 32, |address| address.parse::<Ipv4Addr>().is_ok())
            }
            "ip6" => {
                network(rest.strip_prefix(':')?, 128, |address| address.parse::<Ipv6Addr>().is_ok())
            }
            _ => return None,
        }
        .map(|mechanism| Self { lets_all_send: mechanism.lets_all_send && lets_pass, ..mechanism })
    }
}

/// Reads the argument of `ip4` or `ip6`: an address with or without a prefix length; length 0
/// matches every sender.
fn network(text: &str, longest: u8, is_address: impl Fn(&str) -> bool) -> Option<Mechanism> {
    let (address, prefix) =
        text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
    let is_right = is_address(address) && prefix.is_none_or(|prefix| is_prefix(prefix, longest));
    is_right.then(|| Mechanism { lets_all_send: prefix == Some("0"), ..Mechanism::default() })
}

fn is_prefix(text: &str, longest: u8) -> bool {
    !text.starts_with('+') && text.parse::<u8>().is_ok_and(|length| length <= longest)
}

/// Whether the text is empty or like `/24`, `//64` or `/24//64` (RFC 7208 §5.3).
fn is_dual_prefix(text: &str) -> bool {
    let Some(text) = text.strip_prefix('/') else { return text.is_empty() };
    match text.split_once('/') {
        None => is_prefix(text, 32),
        Some(("", v6)) => is_prefix(v6, 128),
        Some((v4, v6)) => {
            is_prefix(v4, 32) && v6.strip_prefix('/').is_some_and(|v6| is_prefix(v6, 128))
        }
    }
}

/// The text after the colon, if it can be a name (RFC 7208 §7.1).
fn domain_spec(rest: &str) -> Option<&str> {
    rest.strip_prefix(':').filter(|name| !name.is_empty() && is_macro_string(name))
}

fn without_dot(name: &str) -> String {
    name.trim_end_matches('.').to_owned()
}

/// Whether the text is visible ASCII, with a percent sign only at the start of a macro (RFC 7208
/// §7.1).
fn is_macro_string(text: &str) -> bool {
    let plain = text.replace("%%", "");
    plain.bytes().all(|byte| byte.is_ascii_graphic())
        && plain.split('%').skip(1).all(|rest| rest.starts_with(['{', '_', '-']))
}

/// Name and value of a modifier: the name is a word and the equals sign follows it (RFC 7208
/// §4.6.1).
fn as_modifier(term: &str) -> Option<(&str, &str)> {
    let (name, value) = term.split_once('=')?;
    let is_word = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    is_word.then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the lookup count, the names and whether the record is open; or the term that
    /// violates the grammar.
    #[track_caller]
    fn check(record: &str, expected: Result<(u16, &[&str], bool), &str>) {
        let read = SpfTerms::read(record);
        let names = |read: &SpfTerms| {
            read.referred.iter().map(|referred| referred.name.clone()).collect::<Vec<_>>()
        };
        let rendered = read.map(|read| (read.lookup_count, names(&read), read.is_open));
        assert_eq!(
            rendered,
            expected.map(|(count, names, is_open)| (
                count,
                names.iter().map(|&name| name.to_owned()).collect(),
                is_open
            )),
            "{record:?}"
        );
    }

    #[test]
    fn what_a_record_takes_and_refers_to() {
        check("v=spf1 -all", Ok((0, &[], false)));
        check("v=spf1", Ok((0, &[], false)));
        check(
            "v=spf1 a mx/24 a:web.test/24//64 ptr exists:%{i}._spf.test ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all",
            Ok((5, &[], false)),
        );
        check(
            "v=spf1 include:_spf.a.test Include:b.test. ?all",
            Ok((2, &["_spf.a.test", "b.test"], false)),
        );
        check("v=spf1 mx redirect=_spf.test", Ok((2, &["_spf.test"], false)));
        check("v=spf1 mx redirect=_spf.test -all", Ok((1, &[], false)));
        check("v=spf1 -all include:a.test", Ok((0, &[], false)));
        check(
            "v=spf1 include:%{d2}.spf.test x-new=1 exp=why.%{d} a:%{i}/x -all",
            Ok((2, &[], false)),
        );
    }

    /// Compares the DNS queries, written as `term → type name`.
    #[track_caller]
    fn asks(record: &str, expected: &[&str]) {
        let read = SpfTerms::read(record).unwrap();
        let rendered = read.queries.iter().map(|query| {
            format!("{} → {:?} {}", query.term, query.what, query.name.as_deref().unwrap_or("-"))
        });
        assert_eq!(rendered.collect::<Vec<_>>(), expected, "{record:?}");
    }

    #[test]
    fn what_is_asked_of_the_dns() {
        asks("v=spf1 ip4:192.0.2.1 include:a.test ptr -all", &[]);
        asks("v=spf1 a -MX/24 ~all", &["a → Addresses -", "-MX/24 → MailServers -"]);
        asks(
            "v=spf1 a:web.test./24//64 mx:Mail.test",
            &["a:web.test./24//64 → Addresses web.test", "mx:Mail.test → MailServers Mail.test"],
        );
        asks(
            "v=spf1 exists:on.test exists:%{i}.test a:%{d} -all a:late.test",
            &["exists:on.test → Existence on.test"],
        );
    }

    #[test]
    fn what_lets_everybody_send() {
        for record in
            ["v=spf1 +all", "v=spf1 mx all", "v=spf1 ip4:0.0.0.0/0 -all", "v=spf1 +ip6:::/0 -all"]
        {
            assert!(SpfTerms::read(record).is_ok_and(|read| read.is_open), "{record}");
        }
        for record in [
            "v=spf1 -all +all",
            "v=spf1 ?all",
            "v=spf1 -ip4:0.0.0.0/0 -all",
            "v=spf1 ip4:192.0.2.0/24 ~all",
        ] {
            assert!(SpfTerms::read(record).is_ok_and(|read| !read.is_open), "{record}");
        }
    }

    #[test]
    fn what_breaks_the_grammar() {
        check("v=spf1 mx -al", Err("-al"));
        check("v=spf1 includ:a.test -all", Err("includ:a.test"));
        check("v=spf1 include: a.test -all", Err("include:"));
        check("v=spf1 ip4:192.0.2.300 -all", Err("ip4:192.0.2.300"));
        check("v=spf1 ip4:192.0.2.0/33 -all", Err("ip4:192.0.2.0/33"));
        check("v=spf1 ip4:mail.test -all", Err("ip4:mail.test"));
        check("v=spf1 ip6:192.0.2.1 -all", Err("ip6:192.0.2.1"));
        check("v=spf1 192.0.2.1 -all", Err("192.0.2.1"));
        check("v=spf1 a,mx -all", Err("a,mx"));
        check("v=spf1 mx/x -all", Err("mx/x"));
        check("v=spf1 -all:", Err("-all:"));
        check("v=spf1 ~ all", Err("~"));
        check("v=spf1 redirect=a.test redirect=b.test", Err("redirect=b.test"));
        check("v=spf1 redirect= -all", Err("redirect="));
        check("v=spf1 exists:%x -all", Err("exists:%x"));
        check("v=spf1 –all", Err("–all"));
    }
}
