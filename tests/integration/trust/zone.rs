//! Domains whose records lead to forbidden addresses, each in its own way, and some that lead to
//! public ones.
//!
//! A name is `d<number>.<lure>.test`: the number chooses the address, the lure the way.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, NS, SRV};
use hickory_proto::rr::{Name, RData, RecordType};

use super::earth;

/// How a domain leads to a forbidden address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lure {
    /// Each of its hosts has it.
    Direct,
    /// Each of its hosts is an alias of one that has it.
    Alias,
    /// Each of its hosts has a public one as well.
    Mixed,
    /// The names of its hosts are the address itself.
    Literal,
    /// A host has a public one for the first query, and the forbidden one afterwards.
    Later,
    /// The same the other way round, and so on in turn.
    Turns,
    /// All hosts have public addresses only.
    None,
}

impl Lure {
    const ALL: [Self; 7] = [
        Self::Direct,
        Self::Alias,
        Self::Mixed,
        Self::Literal,
        Self::Later,
        Self::Turns,
        Self::None,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Alias => "alias",
            Self::Mixed => "mixed",
            Self::Literal => "literal",
            Self::Later => "later",
            Self::Turns => "turns",
            Self::None => "none",
        }
    }

    /// The domain with this number.
    pub(super) fn domain(self, number: usize) -> String {
        format!("d{number}.{}.test", self.label())
    }

    /// Whether each check of the domain meets the forbidden address, and nothing else.
    pub(super) const fn is_certain(self) -> bool {
        matches!(self, Self::Direct | Self::Alias)
    }
}

/// The records of all such domains.
pub(super) struct Zone {
    forbidden: Vec<IpAddr>,
    public: Vec<IpAddr>,
    /// How often the addresses of a name were asked for.
    asked: Mutex<HashMap<(Name, RecordType), usize>>,
}

impl Zone {
    pub(super) fn new(forbidden: &[IpAddr]) -> Self {
        let (forbidden, public) = (forbidden.to_vec(), earth::public().to_vec());
        Self { forbidden, public, asked: Mutex::default() }
    }

    /// The records of a name.
    pub(super) fn answer(&self, name: &Name, wanted: RecordType) -> Option<Vec<(Name, RData)>> {
        let labels: Vec<String> =
            name.iter().map(|label| String::from_utf8_lossy(label).into_owned()).collect();
        let [.., number, lure, _test] = labels.as_slice() else {
            // The zones above.
            let servers = vec![RData::NS(NS(called("ns.d0.none.test")))];
            return Some(named(name, if wanted == RecordType::NS { servers } else { Vec::new() }));
        };
        let lure = Lure::ALL.into_iter().find(|known| known.label() == lure)?;
        let number: usize = number.strip_prefix('d')?.parse().ok()?;
        let forbidden = self.forbidden[number % self.forbidden.len()];
        let is_domain = labels.len() == 3;
        let host = |label: &str| match lure {
            Lure::Literal => literal(&forbidden),
            _ => called(&format!("{label}.{}", lure.domain(number))),
        };
        let data = match wanted {
            RecordType::MX if is_domain => vec![RData::MX(MX::new(10, host("mx")))],
            RecordType::NS if is_domain => vec![RData::NS(NS(host("ns")))],
            RecordType::SRV => {
                let port = port_of(labels.first()?)?;
                vec![RData::SRV(SRV::new(0, 1, port, host("host")))]
            }
            RecordType::A | RecordType::AAAA if lure == Lure::Alias => {
                let target = called(&format!("t.{}", Lure::Direct.domain(number)));
                let alias = vec![(name.clone(), RData::CNAME(CNAME(target.clone())))];
                let there = named(&target, addresses(wanted, [&forbidden].into_iter()));
                return Some([alias, there].concat());
            }
            RecordType::A | RecordType::AAAA => self.addresses(name, wanted, lure, &forbidden),
            _ => Vec::new(),
        };
        Some(named(name, data))
    }

    fn addresses(
        &self,
        name: &Name,
        wanted: RecordType,
        lure: Lure,
        forbidden: &IpAddr,
    ) -> Vec<RData> {
        let mut asked = self.asked.lock().expect("no other test panics with it");
        let count = asked.entry((name.clone(), wanted)).or_default();
        *count += 1;
        let is_public = match lure {
            Lure::Mixed => return addresses(wanted, self.public.iter().chain([forbidden])),
            Lure::Later => *count == 1,
            Lure::Turns => count.is_multiple_of(2),
            Lure::None => true,
            Lure::Direct | Lure::Alias | Lure::Literal => false,
        };
        if is_public {
            addresses(wanted, self.public.iter())
        } else {
            addresses(wanted, [forbidden].into_iter())
        }
    }
}

fn called(name: &str) -> Name {
    Name::from_ascii(format!("{name}.")).expect("a name")
}

/// The name whose text is the address.
fn literal(address: &IpAddr) -> Name {
    let text = address.to_string();
    let labels = text.split('.').map(str::as_bytes);
    Name::from_labels(labels).expect("a name")
}

fn named(name: &Name, data: Vec<RData>) -> Vec<(Name, RData)> {
    data.into_iter().map(|data| (name.clone(), data)).collect()
}

fn addresses<'a>(wanted: RecordType, of: impl Iterator<Item = &'a IpAddr>) -> Vec<RData> {
    of.filter_map(|address| match (wanted, address) {
        (RecordType::A, IpAddr::V4(address)) => Some(RData::A(A(*address))),
        (RecordType::AAAA, IpAddr::V6(address)) => Some(RData::AAAA(AAAA(*address))),
        _ => None,
    })
    .collect()
}

/// The port of a service by its label in the name of a `SRV` record.
fn port_of(label: &str) -> Option<u16> {
    Some(match label {
        "_submissions" => 465,
        "_submission" => 587,
        "_imaps" => 993,
        "_imap" => 143,
        "_pop3s" => 995,
        "_pop3" => 110,
        "_autodiscover" => 443,
        _ => return None,
    })
}
