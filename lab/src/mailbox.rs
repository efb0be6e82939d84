//! IMAP after a login, on a small mailbox in memory (RFC 9051, RFC 9208, RFC 6154), with Dovecot's
//! replies.
//!
//! Read only: it knows the commands that look into a mailbox, and none that change it. The same
//! password opens every mailbox.

use std::io;

use data_encoding::BASE64;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::part::Inside;
use crate::wire::Wire;

/// The password of every mailbox.
pub const PASSWORD: &str = "sportello";

/// The space that a mailbox may use, in KiB.
const LIMIT_KIB: u32 = 1_048_576;

/// The user name and the password of a login.
pub(crate) struct Credentials {
    user: String,
    password: String,
}

impl Credentials {
    /// Of a whole line with `LOGIN` (RFC 9051 section 6.2.3).
    pub(crate) fn of_login(line: &str) -> Option<Self> {
        let mut words = words(line).into_iter().skip(2);
        Some(Self { user: words.next()?, password: words.next()? })
    }

    /// Of a response of SASL PLAIN (RFC 4616) in Base64.
    pub(crate) fn of_plain(response: &str) -> Option<Self> {
        let message = String::from_utf8(BASE64.decode(response.as_bytes()).ok()?).ok()?;
        let mut parts = message.split('\0').skip(1);
        Some(Self { user: parts.next()?.to_owned(), password: parts.next()?.to_owned() })
    }
}

/// The reply that refuses a login, without its tag; `None` if the login is admitted.
pub(crate) fn refusal(
    inside: Inside,
    credentials: Option<&Credentials>,
    host: &str,
) -> Option<String> {
    let Some(credentials) = credentials else {
        return Some("BAD Error in IMAP command received by server.".to_owned());
    };
    match inside {
        Inside::OauthOnly => {
            return Some("NO [PRIVACYREQUIRED] Plaintext authentication disabled.".to_owned());
        }
        Inside::Unavailable => {
            return Some(format!(
                "NO [UNAVAILABLE] Temporary authentication failure. [{host}:2026-11-28 10:00:00]"
            ));
        }
        _ => {}
    }
    if credentials.password != PASSWORD || credentials.user.is_empty() {
        return Some("NO [AUTHENTICATIONFAILED] Authentication failed.".to_owned());
    }
    let refused = match inside {
        Inside::Expired => "NO [EXPIRED] Password expired",
        Inside::Suspended => "NO [CONTACTADMIN] Account is suspended",
        Inside::AppPassword => {
            "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)"
        }
        Inside::TooManyConnections => {
            "NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)"
        }
        _ => return None,
    };
    Some(refused.to_owned())
}

/// The dialogue after a login, until the client logs out.
pub(crate) async fn converse(mut wire: Wire, inside: Inside) -> io::Result<()> {
    let mailbox = Mailbox::of(inside);
    let mut selected = None;
    while let Some(line) = wire.line().await? {
        let words = words(&line);
        let mut words = words.iter().map(String::as_str);
        let tag = words.next().unwrap_or("*");
        let command = words.next().unwrap_or_default().to_ascii_uppercase();
        let rest: Vec<&str> = words.collect();
        let reply = match command.as_str() {
            "CAPABILITY" => format!(
                "* CAPABILITY {}\r\n{tag} OK Capability completed.\r\n",
                mailbox.capabilities()
            ),
            "NOOP" => format!("{tag} OK NOOP completed.\r\n"),
            "GETQUOTAROOT" => mailbox.quota(tag),
            "LIST" => mailbox.list(tag, &rest),
            "EXAMINE" => {
                selected = mailbox.folder(rest.first().copied().unwrap_or_default());
                match selected {
                    Some(folder) => folder.examined(tag),
                    None => format!("{tag} NO [NONEXISTENT] Mailbox doesn't exist\r\n"),
                }
            }
            "SEARCH" => match selected {
                Some(folder) => folder.search(tag, &rest),
                None => format!("{tag} BAD No mailbox selected.\r\n"),
            },
            "FETCH" => match selected {
                Some(folder) => folder.fetch(tag, &rest),
                None => format!("{tag} BAD No mailbox selected.\r\n"),
            },
            "LOGOUT" => {
                wire.say(&format!("* BYE Logging out\r\n{tag} OK Logout completed.\r\n")).await?;
                return wire.close().await;
            }
            _ => format!("{tag} BAD Error in IMAP command {command}: Unknown command.\r\n"),
        };
        wire.say(&reply).await?;
    }
    Ok(())
}

/// One mailbox.
struct Mailbox {
    /// The space used, in KiB; `None` if the server has no quotas.
    used_kib: Option<u32>,
    has_roles: bool,
    folders: Vec<Folder>,
}

struct Folder {
    name: &'static str,
    /// Its attribute for its role (RFC 6154), if it has one.
    role: &'static str,
    uid_next: u32,
    messages: Vec<Message>,
}

struct Message {
    from: &'static str,
    subject: &'static str,
    age_min: i64,
}

/// The message that the customer misses in several cases.
const MISSING: Message = Message {
    from: "Ugo Rossi <ugo@fornitore.test>",
    subject: "Fattura 117 di novembre",
    age_min: 90,
};

impl Mailbox {
    fn of(inside: Inside) -> Self {
        let used_kib = match inside {
            Inside::Full => Some(LIMIT_KIB),
            Inside::NearlyFull => Some(LIMIT_KIB / 100 * 96),
            Inside::NoQuota => None,
            _ => Some(LIMIT_KIB / 4),
        };
        let has_roles = inside != Inside::ItalianNames;
        let [junk, trash, sent] = if has_roles {
            ["Junk", "Trash", "Sent"]
        } else {
            ["INBOX/Posta indesiderata", "INBOX/Cestino", "INBOX/Inviata"]
        };
        let hidden = matches!(inside, Inside::InJunk | Inside::ItalianNames);
        let messages = if inside == Inside::Emptied { Vec::new() } else { usual() };
        let folders = vec![
            Folder { name: "INBOX", role: "", uid_next: 2_315, messages },
            Folder::holding(junk, "\\Junk", hidden),
            Folder::holding("Fornitori", "", inside == Inside::Moved),
            Folder::holding(trash, "\\Trash", false),
            Folder::holding(sent, "\\Sent", false),
        ];
        Self { used_kib, has_roles, folders }
    }

    fn capabilities(&self) -> String {
        let quota = if self.used_kib.is_some() { " QUOTA" } else { "" };
        let roles = if self.has_roles { " LIST-EXTENDED SPECIAL-USE" } else { "" };
        format!("IMAP4rev1 SASL-IR ID ENABLE IDLE LITERAL+{quota}{roles}")
    }

    fn folder(&self, name: &str) -> Option<&Folder> {
        self.folders.iter().find(|folder| {
            folder.name == name || name.eq_ignore_ascii_case("INBOX") && folder.name == "INBOX"
        })
    }

    fn quota(&self, tag: &str) -> String {
        match self.used_kib {
            Some(used_kib) => format!(
                "* QUOTAROOT INBOX \"User quota\"\r\n\
                 * QUOTA \"User quota\" (STORAGE {used_kib} {LIMIT_KIB})\r\n\
                 {tag} OK Getquotaroot completed.\r\n"
            ),
            None => {
                format!("{tag} BAD Error in IMAP command GETQUOTAROOT: Unknown command.\r\n")
            }
        }
    }

    /// `LIST "" "*"`, with or without `RETURN (SPECIAL-USE)`.
    fn list(&self, tag: &str, rest: &[&str]) -> String {
        let extended = rest.iter().any(|word| word.eq_ignore_ascii_case("RETURN"));
        if extended && !self.has_roles {
            return format!("{tag} BAD Error in IMAP command LIST: Extra arguments.\r\n");
        }
        let mut reply = String::new();
        for Folder { name, role, .. } in &self.folders {
            let role =
                if extended && !role.is_empty() { format!(" {role}") } else { String::new() };
            reply += &format!("* LIST (\\HasNoChildren{role}) \"/\" \"{name}\"\r\n");
        }
        reply + &format!("{tag} OK List completed.\r\n")
    }
}

impl Folder {
    fn holding(name: &'static str, role: &'static str, has_missing: bool) -> Self {
        let messages = if has_missing { vec![MISSING] } else { Vec::new() };
        Self { name, role, uid_next: 8, messages }
    }

    fn examined(&self, tag: &str) -> String {
        let (count, uid_next) = (self.messages.len(), self.uid_next);
        format!(
            "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n\
             * OK [PERMANENTFLAGS ()] Read-only mailbox.\r\n\
             * {count} EXISTS\r\n* 0 RECENT\r\n\
             * OK [UIDVALIDITY 1700000000] UIDs valid\r\n\
             * OK [UIDNEXT {uid_next}] Predicted next UID\r\n\
             {tag} OK [READ-ONLY] Examine completed.\r\n"
        )
    }

    /// `SEARCH` with keys that must all fit.
    fn search(&self, tag: &str, keys: &[&str]) -> String {
        let mut found = String::new();
        for (message, number) in self.messages.iter().zip(1..) {
            match message.fits(keys) {
                None => return format!("{tag} BAD Error in IMAP command SEARCH: Unknown key.\r\n"),
                Some(true) => found += &format!(" {number}"),
                Some(false) => {}
            }
        }
        format!("* SEARCH{found}\r\n{tag} OK Search completed.\r\n")
    }

    /// `FETCH 3 (INTERNALDATE)`, also for a range.
    fn fetch(&self, tag: &str, rest: &[&str]) -> String {
        let [set, "(INTERNALDATE)"] = rest else {
            return format!("{tag} BAD Error in IMAP command FETCH: Unknown item.\r\n");
        };
        let (first, last) = set.split_once(':').unwrap_or((set, set));
        let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
            return format!("{tag} BAD Error in IMAP command FETCH: Invalid set.\r\n");
        };
        let mut reply = String::new();
        for (message, number) in self.messages.iter().zip(1..) {
            if (first..=last).contains(&number) {
                let date = message.delivered().strftime("%d-%b-%Y %H:%M:%S +0000");
                reply += &format!("* {number} FETCH (INTERNALDATE \"{date}\")\r\n");
            }
        }
        reply + &format!("{tag} OK Fetch completed.\r\n")
    }
}

impl Message {
    fn delivered(&self) -> jiff::Zoned {
        (Timestamp::now() - self.age_min.minutes()).to_zoned(TimeZone::UTC)
    }

    /// Whether every key fits; `None` for a key that is not known.
    fn fits(&self, keys: &[&str]) -> Option<bool> {
        let has = |text: &str, part: &str| text.to_lowercase().contains(&part.to_lowercase());
        let date = |text: &str| Date::strptime("%d-%b-%Y", text).ok();
        let mut keys = keys.iter();
        let mut all = true;
        while let Some(key) = keys.next() {
            all &= match *key {
                "ALL" => true,
                "FROM" => has(self.from, keys.next()?),
                "SUBJECT" => has(self.subject, keys.next()?),
                "SINCE" => self.delivered().date() >= date(keys.next()?)?,
                "BEFORE" => self.delivered().date() < date(keys.next()?)?,
                _ => return None,
            };
        }
        Some(all)
    }
}

/// An inbox into which mail arrives.
fn usual() -> Vec<Message> {
    vec![
        Message { from: "Lia <lia@altra.test>", subject: "Preventivo", age_min: 4_400 },
        Message { from: "Banca <avvisi@banca.test>", subject: "Estratto conto", age_min: 700 },
        Message { from: "Ivo <ivo@cliente.test>", subject: "Ordine 1204", age_min: 4 },
    ]
}

/// The words of a command: atoms, quoted strings, and lists in parentheses as one word.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut word = String::new();
        match letter {
            ' ' => continue,
            '"' => {
                while let Some(letter) = letters.next() {
                    match letter {
                        '"' => break,
                        '\\' => word.extend(letters.next()),
                        other => word.push(other),
                    }
                }
            }
            _ => {
                word.push(letter);
                let end = if letter == '(' { ')' } else { ' ' };
                while let Some(letter) = letters.next_if(|letter| end == ')' || *letter != end) {
                    word.push(letter);
                    if letter == end {
                        break;
                    }
                }
            }
        }
        words.push(word);
    }
    words
}
