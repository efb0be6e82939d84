//! Keeps an observation small enough for one event, whatever the servers sent.
//!
//! Every text is bounded by itself, but a hostile server can fill every list with the longest
//! texts. [`Observation::fit`] shortens the lists and texts in a fixed order, so that those that
//! say most about the fault come first. Real servers send a fraction of these limits. It must
//! never leave half of something that is compared with something else: that is left out as a
//! whole, as if it had not been answered.

use std::net::IpAddr;

use mail::Domain;
use mail::dns::{Lookup, SrvRecord};

use super::{
    AutoconfigSeen, CertificateSeen, DelegationSeen, DnssecSeen, LoginSeen, MailSeen, MailboxSeen,
    MxHost, MxSeen, NameServerAnswer, NameServerSeen, Observation, ProviderStatusSeen,
    SenderPolicySeen, ServerText, ServicesSeen, TlsSeen, WebSeen, ZoneCutSeen,
};

/// The most bytes of a serialised event that carries what servers said: a stage, or an observation
/// without its transcript.
pub const MAX_EVENT_BYTES: usize = 8 * 1024;
/// What the texts and records of an observation may take of it; the rest is for the names of
/// fields.
const ROOM_BYTES: usize = 6_800;

/// The most bytes of a text that is a whole line of a server.
const LINE_BYTES: usize = 520;
/// The most bytes of a name in a certificate.
const NAME_BYTES: usize = 260;
/// The most bytes of each of the lists that a mail server sends.
const LIST_BYTES: usize = 1_500;
/// The most bytes of the DNSSEC keys and signatures of a zone.
const DNSSEC_BYTES: usize = 3_500;
/// The most addresses kept of one host and family.
const MAX_ADDRESSES: usize = 8;
/// About what the field names of one record or request take.
const RECORD_BYTES: usize = 90;

/// The bytes that are left.
struct Room {
    left_bytes: usize,
}

impl Room {
    /// Takes this many bytes, if they are left.
    fn take(&mut self, bytes: usize) -> bool {
        match self.left_bytes.checked_sub(bytes) {
            Some(left) => {
                self.left_bytes = left;
                true
            }
            None => false,
        }
    }

    /// Shortens a text to at most this many bytes of the room.
    fn text(&mut self, text: &mut ServerText, most_bytes: usize) {
        *text = std::mem::take(text).within(most_bytes.min(self.left_bytes));
        self.take(text.json_bytes().min(self.left_bytes));
    }

    fn some(&mut self, text: &mut Option<ServerText>, most_bytes: usize) {
        if let Some(text) = text {
            self.text(text, most_bytes);
        }
    }

    /// Keeps the beginning of a list that takes at most this many bytes of the room.
    fn list<T>(&mut self, list: &mut Vec<T>, most_bytes: usize, bytes: impl Fn(&T) -> usize) {
        let mut share = Self { left_bytes: most_bytes.min(self.left_bytes) };
        let before = share.left_bytes;
        let kept = list.iter().take_while(|item| share.take(bytes(item) + 1)).count();
        list.truncate(kept);
        self.left_bytes -= before - share.left_bytes;
    }

    /// As [`Self::list`], for lines: a line that is too long by itself is shortened.
    fn lines(&mut self, lines: &mut Vec<ServerText>, most_bytes: usize) {
        for line in lines.iter_mut() {
            *line = std::mem::take(line).within(LINE_BYTES);
        }
        self.list(lines, most_bytes, ServerText::json_bytes);
    }

    /// Takes the room of a whole value, or says that it must be left out.
    fn whole(&mut self, bytes: usize, most_bytes: usize) -> bool {
        bytes <= most_bytes && self.take(bytes)
    }
}

fn domain_bytes(domain: &Domain) -> usize {
    domain.as_str().len() + 3
}

fn domains_bytes(domains: &[Domain]) -> usize {
    domains.iter().map(domain_bytes).sum()
}

fn texts_bytes(texts: &[ServerText]) -> usize {
    texts.iter().map(|text| text.json_bytes() + 1).sum()
}

/// Addresses as text: at most 39 characters, two quotes and a comma.
fn addresses_bytes<T>(addresses: &[T]) -> usize {
    addresses.len() * 42
}

impl Observation {
    /// Shortens what servers sent, so that the observation fits in an event of
    /// [`MAX_EVENT_BYTES`].
    pub fn fit(&mut self) {
        let room = &mut Room { left_bytes: ROOM_BYTES };
        match self {
            Self::SelfTest(_) => {}
            Self::Delegation(seen) => seen.fit(room),
            Self::Mx(seen) => seen.fit(room),
            Self::Services(seen) => seen.fit(room),
            Self::Autoconfig(seen) => seen.fit(room),
            Self::SenderPolicy(seen) => seen.fit(room),
            Self::ProviderStatus(seen) => seen.fit(room),
            Self::Mail(seen) => seen.fit(room),
            Self::Web(seen) => seen.fit(room),
            Self::Mailbox(seen) => seen.fit(room),
        }
    }
}

impl MailSeen {
    fn fit(&mut self, room: &mut Room) {
        fit_addresses(&mut self.addresses);
        room.take(addresses_bytes(&self.addresses));
        if let Some(tls) = &mut self.tls {
            tls.fit(room);
        }
        if let Some(greeting) = &mut self.greeting {
            room.lines(&mut greeting.lines, LIST_BYTES);
        }
        room.lines(&mut self.capabilities_tls, LIST_BYTES);
        room.lines(&mut self.capabilities, LIST_BYTES);
        if let Some(certificate) = self.certificate() {
            certificate.fit_names(room);
        }
    }

    fn certificate(&mut self) -> Option<&mut CertificateSeen> {
        self.tls.as_mut()?.certificate.as_mut()
    }
}

impl MailboxSeen {
    fn fit(&mut self, room: &mut Room) {
        fit_addresses(&mut self.addresses);
        room.take(addresses_bytes(&self.addresses));
        if let Some(LoginSeen::Refused { server_text, .. }) = &mut self.login {
            room.some(server_text, LINE_BYTES);
        }
        if let Some(tls) = &mut self.tls {
            tls.fit(room);
            if let Some(certificate) = &mut tls.certificate {
                certificate.fit_names(room);
            }
        }
    }
}

impl TlsSeen {
    /// All but the names of the certificate, which are the longest list and come last.
    fn fit(&mut self, room: &mut Room) {
        if let Some(certificate) = &mut self.certificate {
            room.text(&mut certificate.subject, LINE_BYTES);
            room.text(&mut certificate.issuer, LINE_BYTES);
            room.some(&mut certificate.common_name, NAME_BYTES);
        }
        if let Some(at_fault) = &mut self.at_fault {
            room.text(&mut at_fault.subject, NAME_BYTES);
            room.text(&mut at_fault.issuer, NAME_BYTES);
        }
        room.take(domain_bytes(&self.server_name));
        room.take(self.instead.as_ref().map_or(0, domain_bytes));
    }
}

impl CertificateSeen {
    fn fit_names(&mut self, room: &mut Room) {
        for name in &mut self.names {
            *name = std::mem::take(name).within(NAME_BYTES);
        }
        let left_bytes = room.left_bytes;
        room.list(&mut self.names, left_bytes, ServerText::json_bytes);
    }
}

impl WebSeen {
    fn fit(&mut self, room: &mut Room) {
        if let Some(tls) = &mut self.tls {
            tls.fit(room);
        }
        room.some(&mut self.title, LINE_BYTES);
        for hop in &mut self.hops {
            room.take(RECORD_BYTES / 2);
            room.text(&mut hop.url, LINE_BYTES);
            room.some(&mut hop.location, LINE_BYTES);
        }
        if let Some(certificate) = self.tls.as_mut().and_then(|tls| tls.certificate.as_mut()) {
            certificate.fit_names(room);
        }
    }
}

impl ProviderStatusSeen {
    fn fit(&mut self, room: &mut Room) {
        for incident in self.incidents.iter_mut().flatten() {
            room.take(RECORD_BYTES / 2);
            room.text(&mut incident.title, 2 * LINE_BYTES);
            room.some(&mut incident.since, NAME_BYTES);
        }
    }
}

impl SenderPolicySeen {
    fn fit(&mut self, room: &mut Room) {
        let lists = [&mut self.spf, &mut self.dmarc];
        for records in lists {
            if let Lookup::Found(records) = records {
                // The first one stays: a list that was found is never empty.
                records
                    .iter_mut()
                    .for_each(|record| *record = std::mem::take(record).within(1_040));
                room.list(records, 2_200, ServerText::json_bytes);
            }
        }
        room.take(self.dmarc_of.as_ref().map_or(0, domain_bytes));
        room.some(&mut self.dmarc_flaw, LINE_BYTES);
        if let Some(read) = &mut self.spf_read {
            room.some(&mut read.flaw, LINE_BYTES);
            let left_bytes = room.left_bytes;
            room.lines(&mut read.void, left_bytes);
        }
    }
}

impl MxSeen {
    fn fit(&mut self, room: &mut Room) {
        for host in &mut self.hosts {
            if let Lookup::Found(ipv4) = &mut host.ipv4 {
                ipv4.truncate(MAX_ADDRESSES);
            }
            if let Lookup::Found(ipv6) = &mut host.ipv6 {
                ipv6.truncate(MAX_ADDRESSES);
            }
            fit_addresses(&mut host.not_public);
        }
        room.lines(&mut self.malformed, 1_000);
        if let Lookup::Found(records) = &mut self.mx {
            room.list(records, 1_800, |record| domain_bytes(&record.exchange) + 32);
        }
        let host_count = self.hosts.len();
        let left_bytes = room.left_bytes;
        room.list(&mut self.hosts, left_bytes, host_bytes);
        let dropped = u16::try_from(host_count - self.hosts.len()).unwrap_or(u16::MAX);
        self.left_out_count = self.left_out_count.saturating_add(dropped);
    }
}

fn host_bytes(host: &MxHost) -> usize {
    domain_bytes(&host.name)
        + host.alias_of.as_ref().map_or(0, domain_bytes)
        + host.ipv4.found().map_or(0, |list| list.len() * 18)
        + host.ipv6.found().map_or(0, |list| addresses_bytes(list))
        + addresses_bytes(&host.not_public)
        + RECORD_BYTES
}

fn srv_bytes(record: &SrvRecord) -> usize {
    record.service.len() + record.target.as_ref().map_or(0, domain_bytes) + RECORD_BYTES
}

impl ServicesSeen {
    fn fit(&mut self, room: &mut Room) {
        let left_bytes = room.left_bytes;
        room.list(&mut self.records, left_bytes, srv_bytes);
    }
}

impl AutoconfigSeen {
    fn fit(&mut self, room: &mut Room) {
        if let Lookup::Found(records) = &mut self.autodiscover {
            let left_bytes = room.left_bytes;
            room.list(records, left_bytes, srv_bytes);
        }
    }
}

impl DelegationSeen {
    fn fit(&mut self, room: &mut Room) {
        room.take(self.zone.as_ref().map_or(0, domain_bytes));
        if let Lookup::Found(ns) = &mut self.ns {
            room.list(ns, LIST_BYTES, domain_bytes);
        }
        if self.dnssec.as_ref().is_some_and(|seen| !room.whole(dnssec_bytes(seen), DNSSEC_BYTES)) {
            self.dnssec = None;
        }
        match &mut self.cut {
            // The parent's list is what all the others are compared with.
            Some(cut) if !room.whole(domains_bytes(&cut.delegated), LIST_BYTES) => self.cut = None,
            Some(cut) => cut.fit_servers(room),
            None => {}
        }
    }
}

impl ZoneCutSeen {
    fn fit_servers(&mut self, room: &mut Room) {
        for server in &mut self.servers {
            server.fit(room);
        }
        let left_bytes = room.left_bytes;
        room.list(&mut self.servers, left_bytes, |server| {
            domain_bytes(&server.host) + addresses_bytes(&server.addresses) + RECORD_BYTES
        });
    }
}

impl NameServerSeen {
    fn fit(&mut self, room: &mut Room) {
        fit_addresses(&mut self.addresses);
        if let NameServerAnswer::Authoritative { ns, mx } = &mut self.answer {
            if mx.as_ref().is_some_and(|mx| !room.whole(texts_bytes(mx), LINE_BYTES)) {
                *mx = None;
            }
            if !room.whole(domains_bytes(ns), LINE_BYTES) {
                self.answer = NameServerAnswer::Unheard;
            }
        }
    }
}

fn dnssec_bytes(seen: &DnssecSeen) -> usize {
    const SIGNATURE_BYTES: usize = 96;
    const DS_BYTES: usize = 56;
    let servers = seen.servers.iter().map(|server| {
        domain_bytes(&server.host)
            + server.keys.len() * 6
            + server.matched.len() * DS_BYTES
            + server.over_keys.len() * SIGNATURE_BYTES
            + server.over_soa.as_ref().map_or(0, |list| list.len() * SIGNATURE_BYTES)
            + RECORD_BYTES
    });
    domain_bytes(&seen.zone)
        + seen.ds.as_ref().map_or(0, |list| list.len() * DS_BYTES)
        + seen.errors.len() * 6
        + servers.sum::<usize>()
}

/// Of each family the first ones.
fn fit_addresses(addresses: &mut Vec<IpAddr>) {
    let mut kept = [0_usize; 2];
    addresses.retain(|address| {
        let [ipv4, ipv6] = &mut kept;
        let count = if address.is_ipv4() { ipv4 } else { ipv6 };
        *count += 1;
        *count <= MAX_ADDRESSES
    });
}

#[cfg(test)]
mod tests;
