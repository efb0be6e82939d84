//! Reads what servers said of the sender: `Authentication-Results` (RFC 8601), `Received-SPF` (RFC
//! 7208 §9.1) and `ARC-Authentication-Results` (RFC 8617 §4.1.1).
//!
//! Takes the fields as they are written in practice: Microsoft 365 leaves out the name of the
//! server. Must never take a statement for true; its [`Trust`] says who can have written it.

use terms::ServerText;

use super::MAX_STATEMENTS;
use super::border::Border;
use super::fields::Fields;
use super::model::{AuthMethod, AuthResult, AuthStatement, Trust};

/// The statements, the receiver's own first, each once.
pub(super) fn read(fields: &Fields, border: &Border) -> Vec<AuthStatement> {
    let mut found: Vec<AuthStatement> = Vec::new();
    for (index, name, value) in fields.each() {
        let mut add = |statement: Option<AuthStatement>| {
            let Some(statement) = statement.filter(|_| found.len() < MAX_STATEMENTS) else {
                return;
            };
            if !found.iter().any(|other| says_already(other, &statement)) {
                found.push(statement);
            }
        };
        match name {
            "authentication-results" => {
                statements(value, None).for_each(|read| add(Some(read.stated(index, border))));
            }
            "arc-authentication-results" => {
                let (instance, rest) = value.split_once(';').unwrap_or((value, ""));
                let number =
                    instance.trim().strip_prefix("i=").and_then(|text| text.trim().parse().ok());
                statements(rest, number).for_each(|read| add(Some(read.stated(index, border))));
            }
            "received-spf" => add(received_spf(value).map(|read| read.stated(index, border))),
            _ => {}
        }
    }
    let (own, others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|statement| statement.trust != Trust::Forgeable);
    own.into_iter().chain(others).collect()
}

/// Whether an earlier statement already says the same, with at least the same trust: a receiver
/// writes its results into several fields.
fn says_already(earlier: &AuthStatement, later: &AuthStatement) -> bool {
    (earlier.method, earlier.result) == (later.method, later.result)
        && (earlier.domain == later.domain || later.method == AuthMethod::Spf)
        && earlier.trust <= later.trust
        && (earlier.arc_instance.is_some() == later.arc_instance.is_some()
            || earlier.trust == Trust::Receiver)
}

/// A statement before it is known who can have written it.
struct Read {
    method: AuthMethod,
    result: AuthResult,
    domain: Option<String>,
    author: Option<String>,
    arc_instance: Option<u8>,
}

impl Read {
    fn stated(self, index: usize, border: &Border) -> AuthStatement {
        AuthStatement {
            trust: border.trust(index, self.author.as_deref()),
            method: self.method,
            result: self.result,
            domain: self.domain.as_deref().map(ServerText::new),
            stated_by: self.author.as_deref().map(ServerText::new),
            arc_instance: self.arc_instance,
        }
    }
}

/// The statements of one field (RFC 8601 §2.2): the name of the server, then one result each.
fn statements(value: &str, arc_instance: Option<u8>) -> impl Iterator<Item = Read> {
    let value = without_comments(value);
    let mut parts = value.split(';').map(str::to_owned).collect::<Vec<_>>().into_iter().peekable();
    // Without a name the first part is a result already.
    let author = parts
        .peek()
        .filter(|first| !first.contains('='))
        .and_then(|first| first.split_whitespace().next())
        .map(str::to_owned);
    parts.filter_map(move |part| result(&part, author.as_deref(), arc_instance))
}

/// One result: `dkim=pass header.d=example.org`.
fn result(part: &str, author: Option<&str>, arc_instance: Option<u8>) -> Option<Read> {
    let mut words = part.split_whitespace();
    let (method, result) = words.next()?.split_once('=')?;
    // A version may follow the method (RFC 8601 §2.2).
    let method = method_of(method.split('/').next()?)?;
    let result = result_of(result)?;
    let wanted: &[&str] = match method {
        AuthMethod::Spf => &["smtp.mailfrom", "smtp.helo"],
        AuthMethod::Dkim => &["header.d", "header.i"],
        AuthMethod::Dmarc => &["header.from"],
        AuthMethod::Arc | AuthMethod::Compauth => &[],
    };
    let properties: Vec<(&str, &str)> = words.filter_map(|word| word.split_once('=')).collect();
    let domain = wanted.iter().find_map(|name| {
        properties
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    });
    let domain = domain.map(|value| domain_of(value)).filter(|domain| *domain != "none");
    Some(Read {
        method,
        result,
        domain: domain.map(str::to_owned),
        author: author.map(str::to_owned),
        arc_instance,
    })
}

/// `Received-SPF: pass (mx.example.org: …) receiver=…; client-ip=…; envelope-from=…`.
fn received_spf(value: &str) -> Option<Read> {
    let result = result_of(value.split([' ', '(', ';']).next()?)?;
    let property = |wanted: &str| {
        value
            .split([' ', ';', '(', ')'])
            .filter_map(|word| word.split_once('='))
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| domain_of(value).to_owned())
    };
    let in_comment = || {
        let (_, comment) = value.split_once('(')?;
        let (host, _) = comment.split_once(':')?;
        (!host.is_empty() && !host.contains(' ')).then(|| host.to_owned())
    };
    Some(Read {
        method: AuthMethod::Spf,
        result,
        domain: property("envelope-from").filter(|domain| !domain.is_empty()),
        author: property("receiver").filter(|host| host.contains('.')).or_else(in_comment),
        arc_instance: None,
    })
}

fn method_of(name: &str) -> Option<AuthMethod> {
    AuthMethod::ALL.iter().copied().find(|method| method.as_str().eq_ignore_ascii_case(name))
}

fn result_of(word: &str) -> Option<AuthResult> {
    let word = word.trim_matches(|character: char| !character.is_ascii_alphanumeric());
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    if is("hardfail") {
        return Some(AuthResult::Fail);
    }
    if is("bestguesspass") || is("softpass") {
        // Not a pass of the domain's own record: Microsoft guesses what the record would say.
        return Some(AuthResult::None);
    }
    AuthResult::ALL.iter().copied().find(|result| is(result.as_str()))
}

/// The domain of an address or of an identifier (`@example.org`), without quotation marks.
fn domain_of(value: &str) -> &str {
    let value = value.trim_matches(['"', '<', '>', '\'', ',']);
    value.rsplit_once('@').map_or(value, |(_, domain)| domain)
}

/// The value without its comments (RFC 5322 §3.2.2), which may be nested and may hold semicolons.
fn without_comments(value: &str) -> String {
    let mut kept = String::with_capacity(value.len());
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for character in value.chars() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' if depth == 0 => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => {
                depth = depth.saturating_sub(1);
                kept.push(' ');
            }
            // Inside quotation marks these separate nothing.
            ';' | ' ' | '\t' if is_quoted && depth == 0 => kept.push('_'),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}
