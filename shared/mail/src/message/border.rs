//! Finds the line at which the receiver took a message over, and says who can have written another
//! line.
//!
//! Each server adds its line above those that are there (RFC 5321 §4.4), so what is above the
//! receiver's own line was written by the receiver's side, and what is below can be forged. The
//! line is searched from the top: the first that came from another network. Where that is not
//! clear, the border is taken to be higher, so that less is trusted.

use std::net::IpAddr;

use terms::ServerText;

use super::fields::Fields;
use super::hops::{Line, lines};
use super::host::{is_internal_address, is_internal_name, is_of_microsoft, organisation};
use super::model::{Hop, HopSide, Trust};

/// Organisations whose servers also take mail from their own customers under their own names, so
/// that a name of theirs does not show that a line is internal.
const MIXED: [&str; 4] = ["google.com", "outlook.com", "yahoo.com", "icloud.com"];
/// The servers of Microsoft 365 that take mail from outside.
const FRONT_DOORS: [&str; 2] = [".mail.protection.outlook.com", ".mail.eo.outlook.com"];

/// Where the receiver's side begins.
#[derive(Debug, Default)]
pub(super) struct Border {
    /// The index of its field in the header.
    index: Option<usize>,
    /// The index of the next line of the path below it.
    next: Option<usize>,
    /// The index of the lowest line of the path.
    last: Option<usize>,
    /// Whether a line shows that the message came from outside.
    is_found: bool,
    /// How many lines of the path are before it.
    sender_count: usize,
    /// The organisations of the servers at and behind it.
    organisations: Vec<String>,
    /// Their names.
    names: Vec<String>,
    receiver: Option<ServerText>,
    /// Whether a server of Microsoft's receives the message.
    is_microsoft: bool,
}

impl Border {
    /// Finds the border of a path.
    pub(super) fn find(fields: &Fields, path: &[Hop]) -> Self {
        let mut found = Self::default();
        let lines = lines(fields);
        let newest_first = || lines.iter().enumerate().rev();
        for (position, line) in newest_first() {
            found.add(line);
            if !is_inside(line, &found.organisations) {
                (found.index, found.sender_count) = (Some(line.index), position);
                found.receiver.clone_from(&line.hop.by);
                break;
            }
        }
        found.is_found = found.index.is_some();
        if !found.is_found {
            // No line shows where the message came from outside: only the newest is trusted.
            found.index = lines.last().map(|line| line.index);
            found.receiver = path.last().and_then(|hop| hop.by.clone());
        }
        let below = |index: &usize| Some(*index) > found.index;
        found.next = fields.all("received").map(|(index, _)| index).find(below);
        found.last = lines.first().map(|line| line.index);
        let receives = |(_, value): (usize, &str)| value.contains("Microsoft SMTP Server");
        found.is_microsoft = found.organisations.iter().any(|name| name == "outlook.com")
            || fields.all("received").next().is_some_and(receives);
        found
    }

    fn add(&mut self, line: &Line) {
        let Some(by) = line.hop.by.as_ref().map(|by| by.as_str().to_ascii_lowercase()) else {
            return;
        };
        if by.parse::<IpAddr>().is_err() {
            self.organisations.push(organisation(&by));
            self.names.push(by);
        }
    }

    /// Writes the side of each line.
    pub(super) fn mark(&self, path: &mut [Hop]) {
        if !self.is_found {
            return;
        }
        for (position, hop) in path.iter_mut().enumerate() {
            hop.side = match position {
                _ if position < self.sender_count => HopSide::Sender,
                _ if position == self.sender_count => HopSide::Border,
                _ => HopSide::Receiver,
            };
        }
    }

    /// The server that took the message over.
    pub(super) fn receiver(&self) -> Option<ServerText> {
        self.receiver.clone()
    }

    /// Who can have written the field at this index, which names this server as its author.
    pub(super) fn trust(&self, index: usize, author: Option<&str>) -> Trust {
        if self.index.is_some_and(|border| index <= border) {
            Trust::Receiver
        } else if self.is_written_here(index)
            && author.is_some_and(|author| self.is_own_name(author))
        {
            Trust::Named
        } else {
            Trust::Forgeable
        }
    }

    /// The same for a field that only Microsoft's servers write, which remove it from what they
    /// take over.
    pub(super) fn trust_of_microsoft(&self, index: usize) -> Trust {
        match self.trust(index, None) {
            Trust::Forgeable if self.is_microsoft => Trust::Named,
            trust => trust,
        }
    }

    /// Whether a receiver writes fields at this index: directly below its own line of the path, or
    /// at the end of the header.
    fn is_written_here(&self, index: usize) -> bool {
        self.next.is_none_or(|next| index < next) || self.last.is_some_and(|last| index > last)
    }

    fn is_own_name(&self, author: &str) -> bool {
        let author = author.to_ascii_lowercase();
        let first_label = |name: &String| name.split('.').next() == Some(author.as_str());
        self.organisations.contains(&organisation(&author)) || self.names.iter().any(first_label)
    }
}

/// Whether a line was written inside the receiver's system: the message came from a host of the
/// same network.
fn is_inside(line: &Line, organisations: &[String]) -> bool {
    let by = line.hop.by.as_ref().map_or("", |by| by.as_str()).to_ascii_lowercase();
    if FRONT_DOORS.iter().any(|end| by.ends_with(end)) {
        return false;
    }
    let Some(from) = line.hop.from.as_ref().map(|from| from.as_str().to_ascii_lowercase()) else {
        return line.hop.from_address.is_none_or(is_internal_address);
    };
    match line.hop.from_address {
        Some(address) if is_internal_address(address) => true,
        Some(address) if is_of_microsoft(address) => {
            organisation(&by) == "outlook.com" && organisation(&from) == "outlook.com"
        }
        Some(_) => line.from_name.as_deref().is_some_and(|name| {
            let own = organisation(name);
            organisations.contains(&own) && !MIXED.contains(&own.as_str())
        }),
        // Handed over on the same machine (LMTP), without an address.
        None => from == by || is_internal_name(&from),
    }
}
