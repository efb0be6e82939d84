//! What is seen after the login: space, folders, the inbox, and the message that is missing.
//!
//! Read only. A server that refuses one of these commands only leaves that part out. Must never
//! keep the name of a folder longer than the look.

use std::time::Duration;

use diagnosis::probe::{Cause, InboxSeen, MailboxSeen, MessageSearchSeen, QuotaSeen, Stage};
use imap_proto::rfc2087::QuotaResourceName;
use imap_proto::{AttributeValue, MailboxDatum, NameAttribute, Response, ResponseCode};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, Zoned};
use tokio::io::{AsyncRead, AsyncWrite};

use super::client::{Client, Completed};
use super::{Look, MessageWanted, Passed, Stages, Stopped, note};
use crate::net::Net;

/// The most folders that are kept and searched.
const MAX_FOLDER_COUNT: usize = 200;
/// Among how many last messages the newest one is looked for.
const NEWEST_COUNT: u32 = 10;
/// How long the search in all folders may take.
const SEARCH_LIMIT: Duration = Duration::from_secs(30);
/// Names of folders for junk, where the server tells no roles.
const JUNK_NAMES: [&str; 6] =
    ["junk", "spam", "junk e-mail", "bulk mail", "posta indesiderata", "indesiderata"];
/// Names of folders for deleted messages, where the server tells no roles.
const TRASH_NAMES: [&str; 5] =
    ["trash", "deleted items", "deleted messages", "cestino", "posta eliminata"];
/// Names of folders that a message to the customer is not searched in.
const OWN_NAMES: [&str; 6] = ["sent", "sent items", "sent messages", "drafts", "inviata", "bozze"];

/// What a folder is for (RFC 6154 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Inbox,
    Junk,
    Trash,
    /// For messages of the customer's own, or a view of messages in other folders.
    NotSearched,
    /// A view of all messages: some servers keep a message that is in no folder only there.
    All,
    Other,
}

struct Folder {
    name: String,
    role: Role,
}

/// The folders of a mailbox.
#[derive(Default)]
struct Folders {
    known: Vec<Folder>,
    /// How many more there are, at least.
    unknown_count: u32,
}

/// Looks at everything that was asked for.
pub(super) async fn look<S: AsyncRead + AsyncWrite + Unpin>(
    look: &Look,
    client: &mut Client<S>,
    net: &Net,
    stages: &mut Stages,
    seen: &mut MailboxSeen,
) -> Result<(), Stopped> {
    let limit = net.limits().reply;
    // A server without quotas has none to show; the look goes on.
    let quota = stages.run(Stage::Quota, limit, quota(client)).await;
    seen.quota = go_on(quota, stages)?.flatten();
    let folders = stages.run(Stage::Folders, limit * 2, folders(client)).await;
    // Without a list there may be any.
    let folders = go_on(folders, stages)?.filter(|folders| !folders.known.is_empty());
    seen.folder_count = folders
        .as_ref()
        .map(|folders| count(folders.known.len()).saturating_add(folders.unknown_count));
    let folders = folders.unwrap_or_else(|| Folders {
        known: vec![Folder { name: "INBOX".to_owned(), role: Role::Inbox }],
        unknown_count: 1,
    });
    let inbox = stages.run(Stage::Inbox, limit * 2, inbox(client)).await;
    seen.inbox = go_on(inbox, stages)?;
    let Some(wanted) = &look.wanted else { return Ok(()) };
    let mut found = MessageSearchSeen::default();
    let searched =
        stages.run(Stage::Search, SEARCH_LIMIT, search(client, wanted, &folders, &mut found)).await;
    if searched.is_ok() || found != MessageSearchSeen::default() {
        note(stages, &format!("{} folders listed", folders.known.len()));
        seen.search = Some(found);
    }
    searched
}

/// The value of a stage; `None` where the server only refused it.
fn go_on<T>(result: Result<T, Stopped>, stages: &Stages) -> Result<Option<T>, Stopped> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Stopped) if stages.was_stopped() || !stages.was_only_refused() => Err(Stopped),
        Err(Stopped) => Ok(None),
    }
}

/// `GETQUOTAROOT` (RFC 9208 §4.1.3): the limit on the space of the inbox that is nearest.
async fn quota<S: AsyncRead + AsyncWrite + Unpin>(
    client: &mut Client<S>,
) -> Result<Passed<Option<QuotaSeen>>, Cause> {
    let mut nearest: Option<QuotaSeen> = None;
    let completed = client
        .run("GETQUOTAROOT INBOX", |response| {
            let Response::Quota(quota) = response else { return };
            for resource in quota.resources {
                if resource.name == QuotaResourceName::Storage && resource.limit > 0 {
                    let found = QuotaSeen { used_kib: resource.usage, limit_kib: resource.limit };
                    if nearest.is_none_or(|other| other.percent() < found.percent()) {
                        nearest = Some(found);
                    }
                }
            }
        })
        .await?;
    // `NO` or `BAD`: the server has no quotas.
    let evidence = match nearest.filter(|_| completed.is_ok) {
        Some(quota) => format!("{} of {} KiB", quota.used_kib, quota.limit_kib),
        None => "no limit announced".to_owned(),
    };
    Ok(Passed::with(nearest.filter(|_| completed.is_ok), &evidence))
}

/// `LIST` (RFC 9051 §6.3.9), with the roles where the server tells them.
async fn folders<S: AsyncRead + AsyncWrite + Unpin>(
    client: &mut Client<S>,
) -> Result<Passed<Folders>, Cause> {
    let mut has_roles = false;
    client
        .run("CAPABILITY", |response| {
            if let Response::Capabilities(all) = response {
                let has = |name: &str| {
                    all.iter().any(|capability| {
                        matches!(capability, imap_proto::Capability::Atom(atom) if atom.eq_ignore_ascii_case(name))
                    })
                };
                has_roles = has("SPECIAL-USE") && (has("LIST-EXTENDED") || has("IMAP4rev2"));
            }
        })
        .await?;
    let command =
        if has_roles { "LIST \"\" \"*\" RETURN (SPECIAL-USE)" } else { "LIST \"\" \"*\"" };
    let mut folders = Folders::default();
    let completed = client
        .run(command, |response| {
            let Response::MailboxData(MailboxDatum::List(listed)) = response else { return };
            let (name, delimiter) =
                (unescaped(&listed.name), listed.delimiter.as_deref().map(unescaped));
            match role(&listed.name_attributes, &name, delimiter.as_deref()) {
                None => {}
                Some(role) if folders.known.len() < MAX_FOLDER_COUNT => {
                    folders.known.push(Folder { name, role });
                }
                Some(_) => folders.unknown_count = folders.unknown_count.saturating_add(1),
            }
        })
        .await?;
    accepted(&completed)?;
    let evidence = format!("{} folders", folders.known.len());
    Ok(Passed::with(folders, &evidence))
}

/// The role of a folder; `None` if it cannot hold messages.
fn role(attributes: &[NameAttribute<'_>], name: &str, delimiter: Option<&str>) -> Option<Role> {
    use NameAttribute::{All, Drafts, Extension, Flagged, Junk, NoSelect, Sent, Trash};
    let has = |wanted: &[NameAttribute<'_>]| attributes.iter().any(|one| wanted.contains(one));
    // The parent of a folder, which is none itself (RFC 5258 §3).
    let is_missing = attributes.iter().any(|attribute| {
        matches!(attribute, Extension(name) if name.eq_ignore_ascii_case("\\NonExistent"))
    });
    if has(&[NoSelect]) || is_missing {
        return None;
    }
    let leaf = delimiter
        .filter(|delimiter| !delimiter.is_empty())
        .and_then(|delimiter| name.rsplit(delimiter).next())
        .unwrap_or(name)
        .to_lowercase();
    Some(if name.eq_ignore_ascii_case("INBOX") {
        Role::Inbox
    } else if has(&[Junk]) {
        Role::Junk
    } else if has(&[Trash]) {
        Role::Trash
    } else if has(&[All]) {
        Role::All
    } else if has(&[Sent, Drafts, Flagged]) {
        Role::NotSearched
    } else if JUNK_NAMES.contains(&leaf.as_str()) {
        Role::Junk
    } else if TRASH_NAMES.contains(&leaf.as_str()) {
        Role::Trash
    } else if OWN_NAMES.contains(&leaf.as_str()) {
        Role::NotSearched
    } else {
        Role::Other
    })
}

/// `EXAMINE INBOX` (RFC 9051 §6.3.3), and when the newest message was delivered.
async fn inbox<S: AsyncRead + AsyncWrite + Unpin>(
    client: &mut Client<S>,
) -> Result<Passed<InboxSeen>, Cause> {
    let mut seen = InboxSeen { message_count: 0, uid_next: None, newest_age_min: None };
    let completed = client
        .run("EXAMINE INBOX", |response| match response {
            Response::MailboxData(MailboxDatum::Exists(count)) => seen.message_count = count,
            Response::Data { outcome, .. } => {
                if let Some(ResponseCode::UidNext(next)) = outcome.code {
                    seen.uid_next = Some(next);
                }
            }
            _ => {}
        })
        .await?;
    accepted(&completed)?;
    if seen.message_count > 0 {
        // The last ones, because a message that was moved back is last with its old date.
        let first = seen.message_count.saturating_sub(NEWEST_COUNT - 1).max(1);
        let fetch = format!("FETCH {first}:{} (INTERNALDATE)", seen.message_count);
        let mut delivered = None;
        client
            .run(&fetch, |response| {
                let Response::Fetch(_, values) = response else { return };
                for value in values {
                    if let AttributeValue::InternalDate(date) = value {
                        delivered = delivered.max(moment(&date));
                    }
                }
            })
            .await?;
        seen.newest_age_min = delivered.and_then(|at| age_min(at, Timestamp::now()));
    }
    let evidence = format!("{} messages", seen.message_count);
    Ok(Passed::with(seen, &evidence))
}

/// Searches each folder.
async fn search<S: AsyncRead + AsyncWrite + Unpin>(
    client: &mut Client<S>,
    wanted: &MessageWanted,
    folders: &Folders,
    found: &mut MessageSearchSeen,
) -> Result<Passed<()>, Cause> {
    let mut todo: Vec<&Folder> =
        folders.known.iter().filter(|folder| folder.role != Role::NotSearched).collect();
    // The likely places first: time may run out.
    todo.sort_by_key(|folder| match folder.role {
        Role::Inbox => 0,
        Role::Junk => 1,
        Role::Trash => 2,
        Role::Other | Role::NotSearched => 3,
        Role::All => 4,
    });
    found.unsearched_count = count(todo.len()).saturating_add(folders.unknown_count);
    let Some(criteria) = criteria(wanted) else {
        return Ok(Passed::with((), "nothing to search for"));
    };
    for folder in todo {
        if folder.role == Role::All && hits(found) > 0 {
            // It would be found again.
            found.unsearched_count = found.unsearched_count.saturating_sub(1);
            continue;
        }
        let examined = client.run(&format!("EXAMINE {}", quoted(&folder.name)), |_| {}).await?;
        if !examined.is_ok {
            continue;
        }
        let mut new: u32 = 0;
        let completed = client
            .run(&criteria, |response| {
                if let Response::MailboxData(MailboxDatum::Search(ids)) = response {
                    new = new.saturating_add(count(ids.len()));
                }
            })
            .await?;
        if !completed.is_ok {
            continue;
        }
        found.unsearched_count = found.unsearched_count.saturating_sub(1);
        let place = match folder.role {
            Role::Inbox => &mut found.inbox_count,
            Role::Junk => found.junk_count.get_or_insert(0),
            Role::Trash => found.trash_count.get_or_insert(0),
            Role::Other | Role::All | Role::NotSearched => &mut found.elsewhere_count,
        };
        *place = place.saturating_add(new);
    }
    Ok(Passed::with((), &format!("{} found", hits(found))))
}

/// How many messages were found.
fn hits(found: &MessageSearchSeen) -> u32 {
    [Some(found.inbox_count), found.junk_count, found.trash_count, Some(found.elsewhere_count)]
        .into_iter()
        .flatten()
        .fold(0, u32::saturating_add)
}

/// `SEARCH` (RFC 9051 §6.4.4): every given word must be there. A day has a margin of one on both
/// sides, because sender, server and customer may be in different time zones. `None` if nothing is
/// left to search for: every message would be found.
fn criteria(wanted: &MessageWanted) -> Option<String> {
    let mut criteria = vec!["SEARCH".to_owned()];
    for part in wanted.from.iter().flat_map(|from| searchable(from)) {
        criteria.push(format!("FROM {}", quoted(&part)));
    }
    for part in wanted.subject.iter().flat_map(|subject| searchable(subject)) {
        criteria.push(format!("SUBJECT {}", quoted(&part)));
    }
    if let Some(day) = wanted.day {
        let imap = |date: Date| date.strftime("%-d-%b-%Y").to_string();
        if let (Ok(since), Ok(before)) = (day.checked_sub(1.day()), day.checked_add(2.days())) {
            criteria.push(format!("SINCE {} BEFORE {}", imap(since), imap(before)));
        }
    }
    (criteria.len() > 1).then(|| criteria.join(" "))
}

/// The parts of a text that a quoted string can hold. `SEARCH` finds parts of words, so of a word
/// with an accent its longest part without one is searched.
fn searchable(text: &str) -> Vec<String> {
    let longest = |word: &str| {
        let parts = word.split(|letter: char| !letter.is_ascii_graphic());
        parts.max_by_key(|part| part.len()).unwrap_or_default().to_owned()
    };
    text.split_whitespace().map(longest).filter(|part| part.len() > 1).take(8).collect()
}

/// A quoted string (RFC 9051 §4.3). What it cannot hold is left out.
fn quoted(text: &str) -> String {
    let text: String =
        text.chars().filter(|letter| !matches!(letter, '\r' | '\n' | '\0')).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What a quoted string of the server stands for: the reader leaves its escapes in. Any other
/// backslash belongs to the name, which came as a literal then.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some(escaped @ ('\\' | '"')) => plain.push(escaped),
                _ => return text.to_owned(),
            },
            other => plain.push(other),
        }
    }
    plain
}

/// `17-Jul-1996 02:44:25 -0700` (RFC 9051 §9, date-time).
fn moment(text: &str) -> Option<Timestamp> {
    Zoned::strptime("%d-%b-%Y %H:%M:%S %z", text.trim()).ok().map(|at| at.timestamp())
}

/// How long ago, in minutes; a little ahead of our clock is now, more says nothing.
fn age_min(at: Timestamp, now: Timestamp) -> Option<u32> {
    let seconds = now.as_second().saturating_sub(at.as_second());
    if seconds < -300 {
        return None;
    }
    u32::try_from(seconds.max(0) / 60).ok()
}

/// A command that the server refused is a cause, without its words: they may name a folder.
fn accepted(completed: &Completed) -> Result<(), Cause> {
    if completed.is_ok {
        return Ok(());
    }
    Err(Cause::Rejected { reply: None, enhanced: None, server_text: Default::default() })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched() {
        let check = |from: &str, subject: &str, day: Option<Date>, expected: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let wanted = MessageWanted { from: some(from), subject: some(subject), day };
            assert_eq!(criteria(&wanted).unwrap_or_default(), expected);
        };
        let day = jiff::civil::date(2026, 3, 1);
        check("ugo@altra.test", "", None, "SEARCH FROM \"ugo@altra.test\"");
        check(
            "",
            "Fattura \"12\" perché",
            Some(day),
            "SEARCH SUBJECT \"Fattura\" SUBJECT \"\\\"12\\\"\" SUBJECT \"perch\" SINCE 28-Feb-2026 BEFORE 3-Mar-2026",
        );
        check(
            "x\r\nA1 DELETE INBOX",
            "",
            None,
            "SEARCH FROM \"A1\" FROM \"DELETE\" FROM \"INBOX\"",
        );
        check("è", "", None, "");
    }

    #[test]
    fn how_old_a_message_is() {
        let now: Timestamp = "2026-11-28T12:00:00Z".parse().unwrap();
        let check = |text: &str, expected: Option<u32>| {
            assert_eq!(moment(text).and_then(|at| age_min(at, now)), expected, "{text}");
        };
        check("28-Nov-2026 12:56:00 +0100", Some(4));
        check(" 1-Nov-2026 12:00:00 +0000", Some(27 * 1_440));
        check("28-Nov-2026 12:02:00 +0000", Some(0));
        check("28-Nov-2027 12:02:00 +0000", None);
        check("yesterday", None);
    }

    #[test]
    fn names_of_folders() {
        let check = |listed: &str, expected: &str| assert_eq!(unescaped(listed), expected);
        check("Clienti", "Clienti");
        check("INBOX\\\\Clienti", "INBOX\\Clienti");
        check("i \\\"nuovi\\\"", "i \"nuovi\"");
        check("a\\b", "a\\b");
        check("a\\", "a\\");
    }

    #[test]
    fn roles_of_folders() {
        let check = |attributes: &[NameAttribute<'_>], name: &str, expected: Option<Role>| {
            assert_eq!(role(attributes, name, Some(".")), expected, "{name}");
        };
        check(&[], "inbox", Some(Role::Inbox));
        check(&[NameAttribute::Junk], "Nuova cartella", Some(Role::Junk));
        check(&[], "INBOX.Posta indesiderata", Some(Role::Junk));
        check(&[], "INBOX.Cestino", Some(Role::Trash));
        check(&[NameAttribute::Sent], "Inviata", Some(Role::NotSearched));
        check(&[NameAttribute::All], "Tutti", Some(Role::All));
        check(&[], "Clienti", Some(Role::Other));
        check(&[NameAttribute::NoSelect], "[Gmail]", None);
        check(&[NameAttribute::Extension("\\NonExistent".into())], "Clienti", None);
    }
}
