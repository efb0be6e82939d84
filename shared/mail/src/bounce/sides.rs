//! Finds the domains that a refusal names as the sender's.
//!
//! Reads the fixed phrases that servers use for this. Must never decide which side the customer is
//! on.

use super::model::domain_of;
use crate::Domain;

/// How many domains of senders are returned.
const MAX_DOMAINS: usize = 5;
/// Phrases before the sender or the sender's domain, in lower case.
const BEFORE: [&str; 32] = [
    "spf [",
    "spf domain ",
    "mail from domain [",
    "mail from domain ",
    "mail from:<",
    "mail from: <",
    "mail from <",
    "mail from ",
    "email from ",
    "messages from ",
    "message from ",
    "sending domain ",
    "sender domain ",
    "from domain ",
    "validation failed for ",
    "verification failed for ",
    "verify failed for ",
    "check failed for ",
    "spf fail for ",
    "domain of ",
    "dmarc policy for ",
    "dmarc policy of ",
    "policy for domain ",
    "administrator of ",
    "header.from=",
    "smtp.mailfrom=",
    "mailfrom=",
    "from=<",
    ";id=",
    "?id=",
    "&id=",
    "mittente ",
];
/// Phrases after the sender or the sender's domain.
const AFTER: [&str; 8] = [
    ">: sender address rejected",
    "'s dmarc policy",
    "> sender rejected",
    "> sender address",
    " does not pass dmarc",
    " does not meet the required auth",
    " is not permitted to send",
    " does not designate",
];

/// The domains that `text` (normalised, lower case) names as the sender's.
pub(super) fn sender_domains(text: &str) -> Vec<Domain> {
    let behind = BEFORE.iter().flat_map(|phrase| {
        text.match_indices(phrase).map(|(at, _)| (at, first_word(text, at + phrase.len())))
    });
    let ahead = AFTER
        .iter()
        .flat_map(|phrase| text.match_indices(phrase).map(|(at, _)| (at, last_word(text, at))));
    let mut places: Vec<(usize, Domain)> =
        behind.chain(ahead).filter_map(|(at, word)| Some((at, domain(word)?))).collect();
    places.sort_by_key(|(at, _)| *at);
    let mut domains = Vec::new();
    for (_, domain) in places {
        if domains.len() < MAX_DOMAINS && !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    domains
}

/// Characters that end a domain or an address.
const ENDS: [char; 15] =
    [' ', '[', ']', '<', '>', '(', ')', ';', ',', '"', '\'', '?', '&', '=', ':'];

fn first_word(text: &str, at: usize) -> &str {
    let rest =
        text.get(at..).unwrap_or_default().trim_start_matches(['[', '<', '(', '"', '\'', ' ']);
    rest.split(ENDS).next().unwrap_or_default()
}

fn last_word(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let begin = before.rfind(ENDS).map_or(0, |at| at + 1);
    before.get(begin..).unwrap_or_default()
}

/// The domain in a word that is an address or a domain; not an IP address.
fn domain(word: &str) -> Option<Domain> {
    if word.len() > 320 {
        return None;
    }
    let word = word.trim_end_matches('.');
    if word.contains('@') {
        domain_of(word)
    } else {
        Some(word).filter(|word| word.contains('.')).and_then(|word| Domain::parse(word).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = sender_domains(super::super::rows::SearchableText::new(text).as_str());
        assert_eq!(found.iter().map(Domain::as_str).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn the_sender_is_found_where_a_refusal_names_it() {
        check("SPF [banca.test] with ip: [192.0.2.4] = did not pass", &["banca.test"]);
        check(
            "The MAIL FROM domain [banca.test] has an SPF record with a hard fail policy",
            &["banca.test"],
        );
        check(
            "Unauthenticated email from banca.test is not accepted due to domain's DMARC policy.",
            &["banca.test"],
        );
        check("<anna@banca.test>: Sender address rejected: Access denied", &["banca.test"]);
        check(
            "Access denied, sending domain banca.test does not pass DMARC verification",
            &["banca.test"],
        );
        check("SPF validation failed for anna@banca.test", &["banca.test"]);
        check("rejected due to banca.test's DMARC policy", &["banca.test"]);
        check(
            "SPF fail - see http://www.openspf.net/Why?s=mfrom;id=anna@banca.test;ip=192.0.2.4",
            &["banca.test"],
        );
        check(
            "domain of anna@banca.test does not designate 192.0.2.4; from=<anna@altra.test>",
            &["banca.test", "altra.test"],
        );
    }

    #[test]
    fn who_is_written_to_is_not_the_sender() {
        for text in [
            "",
            "550 5.1.1 <ugo@altra.test>: user unknown",
            "Messages from 192.0.2.4 temporarily deferred",
            "mail from ",
            "from=<>",
        ] {
            check(text, &[]);
        }
    }
}
