//! Which connections are accepted: so many at once, so many of one client, and beyond that a few
//! for questions about the server's health.
//!
//! Counts only. Must never wait: a connection that is not admitted is closed at once, so that
//! clients cannot keep others in the queue of the system.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use nix::sys::resource::{Resource, getrlimit};

use crate::config::Config;
use crate::net::limits::client_key;

/// Connections for questions about the server's health, beside the others.
const HEALTH_COUNT: usize = 64;
/// Those of one client.
const CLIENT_HEALTH_COUNT: usize = 8;
/// Open files that are not for connections: probes, the database, the log.
const OTHER_FILES: u64 = 768;
/// How often it is logged that connections are turned away.
const SAID_EVERY: Duration = Duration::from_secs(60);

/// What a connection is admitted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Room {
    /// Everything.
    Whole,
    /// Questions about the server's health.
    Health,
}

/// The limits, and the connections that exist.
pub(super) struct Gate {
    connections: usize,
    /// `None` if all clients come through the same proxies.
    client_connections: Option<usize>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    whole: usize,
    health: usize,
    of_clients: HashMap<(Room, IpAddr), usize>,
}

/// An admitted connection; dropping it makes room.
pub(super) struct Admitted {
    gate: Arc<Gate>,
    client: IpAddr,
    pub(super) room: Room,
}

impl Gate {
    pub(super) fn new(config: &Config) -> Arc<Self> {
        let configured = usize::try_from(config.limits.connections.get()).unwrap_or(usize::MAX);
        let of_client = usize::try_from(config.limits.client_connections.get());
        let connections = configured.min(possible_connections());
        if connections < configured {
            tracing::warn!(
                connections,
                configured,
                "the system allows fewer open files than limits.connections needs"
            );
        }
        Arc::new(Self {
            connections,
            client_connections: (config.trusted_proxies == 0)
                .then(|| of_client.unwrap_or(usize::MAX)),
            open: Mutex::default(),
        })
    }

    /// Admits a connection, as far as there is room.
    pub(super) fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Admitted> {
        let client = client_key(peer);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of_client = |room| open.of_clients.get(&(room, client)).copied().unwrap_or(0);
        let room = if open.whole < self.connections
            && self.client_connections.is_none_or(|most| of_client(Room::Whole) < most)
        {
            Room::Whole
        } else if open.health < HEALTH_COUNT && of_client(Room::Health) < CLIENT_HEALTH_COUNT {
            Room::Health
        } else {
            return None;
        };
        *open.count(room) += 1;
        *open.of_clients.entry((room, client)).or_default() += 1;
        drop(open);
        Some(Admitted { gate: Arc::clone(self), client, room })
    }
}

impl Open {
    const fn count(&mut self, room: Room) -> &mut usize {
        match room {
            Room::Whole => &mut self.whole,
            Room::Health => &mut self.health,
        }
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        let mut open = self.gate.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.count(self.room);
        *count = count.saturating_sub(1);
        let key = (self.room, self.client);
        if let Some(count) = open.of_clients.get_mut(&key) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.of_clients.remove(&key);
            }
        }
    }
}

/// How many connections the limit of open files allows, with at least half of it for them.
fn possible_connections() -> usize {
    let files = getrlimit(Resource::RLIMIT_NOFILE).map_or(u64::MAX, |(soft, _)| soft);
    let possible = files.saturating_sub(OTHER_FILES).max(files / 2);
    usize::try_from(possible).unwrap_or(usize::MAX).max(1)
}

/// Counts an event that can occur often, and says once a minute how often it did.
#[derive(Default)]
pub(super) struct Often {
    count: u64,
    said_at: Option<Instant>,
}

impl Often {
    /// Counts one more; the number since the last time, if it is time to say it.
    pub(super) fn count(&mut self, now: Instant) -> Option<u64> {
        self.count = self.count.saturating_add(1);
        if self.said_at.is_some_and(|at| now.duration_since(at) < SAID_EVERY) {
            return None;
        }
        self.said_at = Some(now);
        Some(std::mem::take(&mut self.count))
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::config::LimitsConfig;

    /// Checks the rooms that these peers are admitted to, one after another, with a limit of four
    /// connections.
    #[track_caller]
    fn check(
        client_connections: u32,
        trusted_proxies: u8,
        peers: &[&str],
        expected: &[Option<Room>],
    ) {
        let limits = LimitsConfig {
            connections: NonZeroU32::new(4).unwrap(),
            client_connections: NonZeroU32::new(client_connections).unwrap(),
            ..LimitsConfig::default()
        };
        let gate = Gate::new(&Config { limits, trusted_proxies, ..Config::default() });
        let admitted: Vec<Option<Admitted>> =
            peers.iter().map(|peer| gate.admit(peer.parse().unwrap())).collect();
        let rooms: Vec<Option<Room>> = admitted
            .iter()
            .map(|admitted| admitted.as_ref().map(|admitted| admitted.room))
            .collect();
        assert_eq!(rooms, expected, "{peers:?}");
        drop(admitted);
        let open = gate.open.lock().unwrap();
        assert_eq!((open.whole, open.health, open.of_clients.len()), (0, 0, 0));
    }

    #[test]
    fn one_client_leaves_room_for_others() {
        let (whole, health) = (Some(Room::Whole), Some(Room::Health));
        let (one, two) = ("192.0.2.1", "192.0.2.2");
        check(2, 0, &[one, one, one, two], &[whole, whole, health, whole]);
        check(9, 0, &[one, one, two, two, two], &[whole, whole, whole, whole, health]);
        // Behind a proxy all have its address.
        check(2, 1, &[one, one, one, one, one], &[whole, whole, whole, whole, health]);
        let same = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"];
        check(2, 0, &same, &[whole, whole, health, whole]);
        let mapped = ["192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1"];
        check(2, 0, &mapped, &[whole, whole, health]);
    }

    #[test]
    fn questions_about_health_have_an_end_too() {
        let mut expected = vec![Some(Room::Whole)];
        expected.extend([Some(Room::Health); CLIENT_HEALTH_COUNT]);
        expected.push(None);
        check(1, 0, &["192.0.2.1"; CLIENT_HEALTH_COUNT + 2], &expected);
    }

    #[test]
    fn what_occurs_often_is_said_once_a_minute() {
        let (mut often, start) = (Often::default(), Instant::now());
        let said: Vec<_> = [0, 1, 59, 60, 61, 130]
            .into_iter()
            .map(|second| often.count(start + Duration::from_secs(second)))
            .collect();
        assert_eq!(said, [Some(1), None, None, Some(3), None, Some(2)]);
    }
}
