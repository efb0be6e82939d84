//! Our own signal of a provider's outage: how many other sessions saw the same provider fail the
//! same check recently.
//!
//! A queue in memory of the last 15 minutes. It holds a provider, a check, a time, and keyed hashes
//! of a session, its domain and its client's network (/24 or /48) that no other process can compute.
//! A session, a domain and a network count once each, so that one person with several sessions is
//! one. Must never hold a domain, a mailbox or a client's address, and must never be stored
//! or logged. The time is a parameter of the calls.

use std::collections::{BTreeSet, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;

use diagnosis::finding::SeenElsewhere;
use diagnosis::probe::CheckKind;
use mail::{Domain, ProviderId};

use crate::store::SessionId;

/// How long a sighting counts, in minutes.
const WINDOW_MIN: u16 = 15;
/// The same in milliseconds.
const WINDOW_MS: u64 = WINDOW_MIN as u64 * 60 * 1000;
/// From this number of other sessions on, the signal is reported. Fewer may be chance, or one
/// customer with several sessions.
const MIN_OTHERS: u16 = 3;
/// The most sightings kept, well under 1 MB in all; above it the oldest is dropped.
const MAX_SIGHTING_COUNT: usize = 4096;

/// The sightings of the last 15 minutes.
pub(super) struct Signal {
    /// In the order in which they were noted; for each provider and check, a session, a domain and
    /// a network occur once.
    sightings: VecDeque<Sighting>,
    hasher: RandomState,
}

/// A keyed hash of a client's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network(u64);

struct Sighting {
    provider: ProviderId,
    check: CheckKind,
    session: u64,
    domain: u64,
    /// `None` counts as a network: after a restart it is not known which.
    network: Option<Network>,
    at_ms: i64,
}

impl Signal {
    pub(super) fn new() -> Self {
        Self { sightings: VecDeque::new(), hasher: RandomState::new() }
    }

    /// The network of a client: the /24 of an IPv4 address, the /48 of an IPv6 address.
    pub(super) fn network(&self, client: IpAddr) -> Network {
        let network = match client.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4((address.to_bits() & 0xffff_ff00).into()),
            IpAddr::V6(address) => IpAddr::V6((address.to_bits() & (u128::MAX << 80)).into()),
        };
        Network(self.hasher.hash_one(network))
    }

    /// Notes that a session saw a provider fail a check. Returns how many other sessions did, if
    /// there are enough of them.
    pub(super) fn note(
        &mut self,
        (session, domain, network): (&SessionId, &Domain, Option<Network>),
        provider: ProviderId,
        check: CheckKind,
        now_ms: i64,
    ) -> Option<SeenElsewhere> {
        let (session, domain) = (self.hasher.hash_one(session), self.hasher.hash_one(domain));
        self.forget_old(now_ms);
        let is_same =
            |sighting: &Sighting| sighting.check == check && sighting.provider == provider;
        self.sightings.retain(|sighting| {
            let is_known = sighting.session == session
                || sighting.domain == domain
                || sighting.network == network;
            !is_known || !is_same(sighting)
        });
        // A session with several domains counts once.
        let others: BTreeSet<u64> = self
            .sightings
            .iter()
            .filter(|sighting| is_same(sighting))
            .map(|sighting| sighting.session)
            .collect();
        let session_count = u16::try_from(others.len()).unwrap_or(u16::MAX);
        let seen = SeenElsewhere {
            provider: provider.clone(),
            check,
            session_count,
            window_min: WINDOW_MIN,
        };
        if self.sightings.len() >= MAX_SIGHTING_COUNT {
            self.sightings.pop_front();
        }
        self.sightings.push_back(Sighting {
            provider,
            check,
            session,
            domain,
            network,
            at_ms: now_ms,
        });
        (session_count >= MIN_OTHERS).then_some(seen)
    }

    /// Drops expired sightings, and those that lie in the future after the clock was set back.
    pub(super) fn forget_old(&mut self, now_ms: i64) {
        self.sightings.retain(|sighting| now_ms.abs_diff(sighting.at_ms) < WINDOW_MS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE_MS: i64 = 60 * 1000;

    fn provider(name: &str) -> ProviderId {
        ProviderId::parse(name).expect("a provider's name")
    }

    fn domain(place: usize) -> Domain {
        Domain::parse(&format!("bottega-{place}.test")).expect("a domain")
    }

    /// A client in a network of its own.
    fn client(place: usize) -> IpAddr {
        let [high, low] = u16::try_from(place).unwrap().to_be_bytes();
        IpAddr::from([10, high, low, 7])
    }

    /// Opens a session about another domain for each of these clients, and compares the count that
    /// the last session gets.
    #[track_caller]
    fn check_clients(clients: &[&str], expected: Option<u16>) {
        let mut signal = Signal::new();
        let told = clients.iter().enumerate().map(|(place, client)| {
            let session = SessionId::random().expect("a session");
            let network = client.parse().ok().map(|client| signal.network(client));
            let whose = (&session, &domain(place), network);
            let seen = signal.note(whose, provider("aruba"), CheckKind::Relay, 0);
            seen.map(|seen| seen.session_count)
        });
        assert_eq!(told.last().flatten(), expected, "{clients:?}");
    }

    /// One person with several sessions is one, and so is one network.
    #[test]
    fn sessions_from_one_network_count_once() {
        let (one, two, three, four) = ("192.0.2.1", "198.51.100.1", "203.0.113.1", "203.0.114.1");
        check_clients(&[one, two, three, four], Some(3));
        check_clients(&[one, one, one, one, one], None);
        check_clients(&[one, "192.0.2.200", "::ffff:192.0.2.7", two], None);
        check_clients(&[one, two, three, one], None);
        check_clients(&[one, two, three, "192.0.2.9", four], Some(3));
        let net = ["2001:db8:1::1", "2001:db8:1:ffff::1", "2001:db8:1:2::3", "2001:db8:2::1"];
        check_clients(&net, None);
        check_clients(&[net[0], net[3], "2001:db8:3::1", "2001:db8:4::1"], Some(3));
        // After a restart the client is not known: all of those together are one.
        check_clients(&["unknown", "unknown", "unknown", "unknown"], None);
        check_clients(&[one, two, "unknown", "unknown", three], Some(3));
    }

    /// Several sessions about one domain are one customer.
    #[test]
    fn sessions_about_one_domain_count_once() {
        let mut signal = Signal::new();
        let told = (0..6).filter_map(|place| {
            let session = SessionId::random().expect("a session");
            let network = Some(signal.network(client(place)));
            signal.note((&session, &domain(0), network), provider("aruba"), CheckKind::Relay, 0)
        });
        assert_eq!(told.count(), 0);
    }

    /// Checks the result of the last of these sightings: session, provider, check and minute of
    /// each.
    #[track_caller]
    fn check(seen: &[(usize, &str, CheckKind, i64)], expected: Option<u16>) {
        let sessions: Vec<SessionId> =
            (0..10).map(|_| SessionId::random().expect("a session")).collect();
        let mut signal = Signal::new();
        let told = seen.iter().map(|&(session, name, check, minute)| {
            let network = Some(signal.network(client(session)));
            let whose = (&sessions[session], &domain(session), network);
            signal
                .note(whose, provider(name), check, minute * MINUTE_MS)
                .map(|seen| seen.session_count)
        });
        assert_eq!(told.last().flatten(), expected, "{seen:?}");
    }

    #[test]
    fn others_count_once_each_and_for_a_quarter_of_an_hour() {
        use CheckKind::{Imap, Relay};
        check(&[(0, "aruba", Relay, 0)], None);
        check(&[(0, "aruba", Relay, 0), (1, "aruba", Relay, 0), (2, "aruba", Relay, 1)], None);
        check(
            &[
                (0, "aruba", Relay, 0),
                (1, "aruba", Relay, 0),
                (2, "aruba", Relay, 1),
                (3, "aruba", Relay, 14),
            ],
            Some(3),
        );
        // The same session counts once.
        check(
            &[
                (0, "aruba", Relay, 0),
                (0, "aruba", Relay, 1),
                (0, "aruba", Relay, 2),
                (0, "aruba", Relay, 3),
            ],
            None,
        );
        check(
            &[
                (0, "aruba", Relay, 0),
                (1, "aruba", Relay, 0),
                (1, "aruba", Relay, 1),
                (2, "aruba", Relay, 2),
            ],
            None,
        );
        // A session that checks again counts from the newer time.
        check(
            &[
                (0, "aruba", Relay, 0),
                (1, "aruba", Relay, 0),
                (2, "aruba", Relay, 0),
                (0, "aruba", Relay, 10),
                (3, "aruba", Relay, 16),
            ],
            None,
        );
        check(
            &[
                (0, "aruba", Relay, 0),
                (1, "aruba", Relay, 9),
                (2, "aruba", Relay, 9),
                (0, "aruba", Relay, 10),
                (3, "aruba", Relay, 16),
            ],
            Some(3),
        );
        // Another provider, or another check, does not count.
        check(
            &[
                (0, "aruba", Relay, 0),
                (1, "aruba", Relay, 0),
                (2, "google", Relay, 0),
                (3, "aruba", Relay, 0),
            ],
            None,
        );
        check(
            &[
                (0, "aruba", Relay, 0),
                (1, "aruba", Relay, 0),
                (2, "aruba", Imap, 0),
                (3, "aruba", Relay, 0),
            ],
            None,
        );
        // A sighting expires exactly at the end of the window, and one in the future does not
        // count.
        check(
            &[
                (0, "aruba", Relay, 0),
                (1, "aruba", Relay, 0),
                (2, "aruba", Relay, 0),
                (3, "aruba", Relay, 15),
            ],
            None,
        );
        check(
            &[
                (0, "aruba", Relay, 90),
                (1, "aruba", Relay, 90),
                (2, "aruba", Relay, 90),
                (3, "aruba", Relay, 0),
            ],
            None,
        );
    }

    #[test]
    fn what_is_kept_is_bounded_by_number_and_by_time() {
        let mut signal = Signal::new();
        for place in 0..MAX_SIGHTING_COUNT + 10 {
            let session = SessionId::random().expect("a session");
            let whose = (&session, &domain(place), Some(signal.network(client(place))));
            signal.note(whose, provider("aruba"), CheckKind::Relay, 0);
        }
        assert_eq!(signal.sightings.len(), MAX_SIGHTING_COUNT);
        signal.forget_old(14 * MINUTE_MS);
        assert_eq!(signal.sightings.len(), MAX_SIGHTING_COUNT);
        signal.forget_old(15 * MINUTE_MS);
        assert_eq!(signal.sightings.len(), 0);
    }
}
