//! Builds a case: first the mail of a small company as a hosting provider sets it up, then the
//! faults.
//!
//! Used by `cases` only.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::case::{Case, Expected, Peer};
use crate::part::{
    CertificateKind, Greeting, Inside, MailServer, Page, Part, Protocol, Security, WebServer,
};
use crate::zone::{Answers, Data, Record, Signing, Zone};

/// A domain under construction.
pub(crate) struct Site {
    domain: &'static str,
    address: IpAddr,
    zones: Vec<Zone>,
    peers: Vec<Peer>,
}

/// An address of 203.0.113.0/24 (TEST-NET-3), which the customers' servers use.
pub(crate) const fn customer_address(last_octet: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(203, 0, 113, last_octet))
}

impl Site {
    /// A domain without zones and peers; the caller adds them.
    pub(crate) fn nowhere(domain: &'static str) -> Self {
        Self {
            domain,
            address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            zones: Vec::new(),
            peers: Vec::new(),
        }
    }

    /// A domain without faults, on one server `mail.<domain>` at `203.0.113.<last_octet>`: MX,
    /// submission, IMAP, POP3, webmail, SRV records, SPF and DMARC.
    pub(crate) fn healthy(domain: &'static str, last_octet: u8) -> Self {
        let mut site = Self { address: customer_address(last_octet), ..Self::nowhere(domain) };
        site.zones.push(Zone::new(domain, Answers::Records(Vec::new())));
        let mail = site.mail_host();
        site.mx(10, &mail)
            .record("", Data::Ns("ns1.ospitalita.test".to_owned()))
            .record("", Data::Ns("ns2.ospitalita.test".to_owned()))
            .record("", Data::Txt("v=spf1 mx -all".to_owned()))
            .record(
                "_dmarc",
                Data::Txt(format!("v=DMARC1; p=quarantine; rua=mailto:dmarc@{domain}")),
            )
            .record("_submissions._tcp", Data::Srv(465, mail.clone()))
            .record("_submission._tcp", Data::Srv(587, mail.clone()))
            .record("_imaps._tcp", Data::Srv(993, mail.clone()))
            .record("_imap._tcp", Data::Srv(143, mail.clone()))
            .record("_pop3s._tcp", Data::Srv(995, mail.clone()))
            .record("_pop3._tcp", Data::Srv(110, mail))
            .serve_mail_at(customer_address(last_octet))
    }

    /// Adds the services for mail programs, as `host`, at this address.
    pub(crate) fn serve_programs_at(self, address: IpAddr, host: &str) -> Self {
        let services = [
            (587, Protocol::Submission, Security::StartTls),
            (465, Protocol::Submission, Security::Implicit),
            (143, Protocol::Imap, Security::StartTls),
            (993, Protocol::Imap, Security::Implicit),
            (110, Protocol::Pop3, Security::StartTls),
            (995, Protocol::Pop3, Security::Implicit),
        ];
        services.into_iter().fold(self, |site, (port, protocol, security)| {
            site.peer(address, port, mail_server(protocol, host, security))
        })
    }

    /// Adds a server `<label>.<domain>` at `203.0.113.<last_octet>` with services for mail programs
    /// at these ports.
    pub(crate) fn server(self, label: &str, last_octet: u8, ports: &[u16]) -> Self {
        self.record(label, Data::Address(customer_address(last_octet)))
            .server_at(label, last_octet, ports)
    }

    /// The same, for a name that already has this address.
    pub(crate) fn server_at(mut self, label: &str, last_octet: u8, ports: &[u16]) -> Self {
        let (host, address) = (format!("{label}.{}", self.domain), customer_address(last_octet));
        self = self.serve_programs_at(address, &host);
        self.peers.retain(|peer| {
            peer.address.ip() != address
                || peer.address.port() == 25
                || ports.contains(&peer.address.port())
        });
        self
    }

    /// Adds another address to `mail.<domain>`, with all of its services.
    pub(crate) fn serve_mail_at(mut self, address: IpAddr) -> Self {
        let mail = self.mail_host();
        self = self
            .peer(address, 25, mail_server(Protocol::Relay, &mail, Security::StartTls))
            .serve_programs_at(address, &mail);
        self.record("mail", Data::Address(address))
            .peer(address, 443, https(&mail, Page::Login))
            .peer(address, 80, Part::Web(WebServer { tls: None, page: Page::ToHttps }))
    }

    /// The name of the company's only mail server.
    fn mail_host(&self) -> String {
        format!("mail.{}", self.domain)
    }

    /// The name `<label>.<domain>`, or the domain itself if the label is empty.
    pub(crate) fn host(&self, label: &str) -> String {
        if label.is_empty() { self.domain.to_owned() } else { format!("{label}.{}", self.domain) }
    }

    /// Adds a record to the domain's own zone, at the name given by [`Self::host`].
    pub(crate) fn record(mut self, label: &str, data: Data) -> Self {
        let name = self.host(label);
        if let Some(Zone { answers: Answers::Records(records), .. }) = self.zones.first_mut() {
            records.push(Record { name, data });
        }
        self
    }

    /// Adds an MX record.
    pub(crate) fn mx(self, preference: u16, exchange: &str) -> Self {
        self.record("", Data::Mx(preference, exchange.to_owned()))
    }

    /// Removes every MX record, and the service at port 25.
    pub(crate) fn without_mx(mut self) -> Self {
        self.drop_records(|record| matches!(record.data, Data::Mx(..)));
        let relay = SocketAddr::new(self.address, 25);
        self.peers.retain(|peer| peer.address != relay);
        self
    }

    /// Removes the SRV records, so that the names of the servers are not published, as for most
    /// domains.
    pub(crate) fn unpublished(mut self) -> Self {
        self.drop_records(|record| matches!(record.data, Data::Srv(..)));
        self
    }

    /// Removes `mail.<domain>`, both name and server: mail programs use another server, whose name
    /// only the customers know.
    pub(crate) fn without_mail_host(mut self) -> Self {
        let mail = self.mail_host();
        self.drop_records(|record| record.name == mail);
        let address = self.address;
        self.peers.retain(|peer| peer.address.ip() != address);
        self
    }

    fn drop_records(&mut self, unwanted: impl Fn(&Record) -> bool) {
        for zone in &mut self.zones {
            if let Answers::Records(records) = &mut zone.answers {
                records.retain(|record| !unwanted(record));
            }
        }
    }

    /// Changes the registry's delegation to these name servers. The NS records of the zone itself
    /// do not change.
    pub(crate) fn delegated_to(mut self, hosts: &[&str]) -> Self {
        if let Some(zone) = self.zones.first_mut() {
            zone.delegated = hosts.iter().map(|&host| host.to_owned()).collect();
        }
        self
    }

    /// Adds a DNSSEC chain of trust, valid or broken.
    pub(crate) fn signed(mut self, signing: Signing) -> Self {
        if let Some(zone) = self.zones.first_mut() {
            zone.signing = signing;
        }
        self
    }

    /// Replaces the provider's name servers with these, in the zone and in the registry.
    pub(crate) fn served_by(mut self, hosts: &[&str]) -> Self {
        self.drop_records(|record| matches!(record.data, Data::Ns(_)));
        for host in hosts {
            self = self.record("", Data::Ns((*host).to_owned()));
        }
        self
    }

    /// Replaces the SPF records with these.
    pub(crate) fn spf(mut self, records: &[&str]) -> Self {
        self.drop_texts("", "v=spf1");
        for record in records {
            self = self.record("", Data::Txt((*record).to_owned()));
        }
        self
    }

    /// Replaces the DMARC record with this one.
    pub(crate) fn dmarc(self, record: &str) -> Self {
        self.without_dmarc().record("_dmarc", Data::Txt(record.to_owned()))
    }

    /// Removes the DMARC record.
    pub(crate) fn without_dmarc(mut self) -> Self {
        self.drop_texts("_dmarc.", "v=DMARC1");
        self
    }

    fn drop_texts(&mut self, label: &str, start: &str) {
        let name = format!("{label}{}", self.domain);
        self.drop_records(|record| {
            record.name == name
                && matches!(&record.data, Data::Txt(text) if text.starts_with(start))
        });
    }

    /// Moves the mail host, with all of its services, to another address.
    pub(crate) fn moved_to(mut self, address: IpAddr) -> Self {
        for zone in &mut self.zones {
            if let Answers::Records(records) = &mut zone.answers {
                for record in
                    records.iter_mut().filter(|record| record.data == Data::Address(self.address))
                {
                    record.data = Data::Address(address);
                }
            }
        }
        for peer in self.peers.iter_mut().filter(|peer| peer.address.ip() == self.address) {
            peer.address.set_ip(address);
        }
        self.address = address;
        self
    }

    /// Adds a working MX host `<label>.<domain>` at `203.0.113.<last_octet>`.
    pub(crate) fn relay(self, preference: u16, label: &str, last_octet: u8) -> Self {
        let host = format!("{label}.{}", self.domain);
        let address = customer_address(last_octet);
        self.mx(preference, &host).record(label, Data::Address(address)).peer(
            address,
            25,
            mail_server(Protocol::Relay, &host, Security::StartTls),
        )
    }

    /// Adds a zone.
    pub(crate) fn zone(mut self, zone: Zone) -> Self {
        self.zones.push(zone);
        self
    }

    /// Sets the part at an address; a part that is already there is replaced.
    pub(crate) fn peer(mut self, address: IpAddr, port: u16, part: Part) -> Self {
        let address = SocketAddr::new(address, port);
        self.peers.retain(|peer| peer.address != address);
        self.peers.push(Peer { address, part });
        self
    }

    /// Sets the part at these ports of the mail host; parts that are already there are replaced.
    pub(crate) fn on(mut self, ports: &[u16], part: &Part) -> Self {
        let address = self.address;
        for port in ports {
            self = self.peer(address, *port, part.clone());
        }
        self
    }

    /// Adds a web server `<label>.<domain>` at `203.0.113.<last_octet>`.
    pub(crate) fn web(self, label: &str, last_octet: u8, page: Page) -> Self {
        let host = format!("{label}.{}", self.domain);
        let part = https(&host, page);
        self.record(label, Data::Address(customer_address(last_octet))).peer(
            customer_address(last_octet),
            443,
            part,
        )
    }

    /// Sets the web page at the mail host's HTTPS port.
    pub(crate) fn webmail(self, page: Page) -> Self {
        let part = https(&self.mail_host(), page);
        self.on(&[443], &part)
    }

    /// Sets the greeting of the mail host at a port.
    pub(crate) fn greeting(self, port: u16, greeting: Greeting) -> Self {
        self.change(&[port], |server| server.greeting = greeting)
    }

    /// Sets the TLS support of the mail host at these ports.
    pub(crate) fn security(self, ports: &[u16], security: Security) -> Self {
        self.change(ports, |server| server.security = security)
    }

    /// Sets what a login by IMAP meets.
    pub(crate) fn inside(self, inside: Inside) -> Self {
        self.change(&[143, 993], |server| server.inside = inside)
    }

    /// Sets the certificate of every service of the mail host.
    pub(crate) fn certificate(mut self, kind: CertificateKind) -> Self {
        for peer in &mut self.peers {
            match &mut peer.part {
                Part::Mail(server) => server.certificate = kind,
                Part::Web(WebServer { tls: Some((_, certificate)), .. }) => *certificate = kind,
                _ => {}
            }
        }
        self
    }

    fn change(mut self, ports: &[u16], change: impl Fn(&mut MailServer)) -> Self {
        for peer in &mut self.peers {
            if let Part::Mail(server) = &mut peer.part
                && peer.address.ip() == self.address
                && ports.contains(&peer.address.port())
            {
                change(server);
            }
        }
        self
    }

    /// The finished case.
    pub(crate) fn case(
        self,
        name: &'static str,
        summary_it: &'static str,
        summary_en: &'static str,
    ) -> Case {
        Case {
            name,
            domain: self.domain,
            mailbox: format!("mario@{}", self.domain),
            summary_it,
            summary_en,
            zones: self.zones,
            peers: self.peers,
            expected: Expected::default(),
        }
    }

    /// The zones and peers, for a site that is not a case.
    pub(crate) fn into_surroundings(self) -> (Vec<Zone>, Vec<Peer>) {
        (self.zones, self.peers)
    }
}

/// A working mail server.
pub(crate) fn mail_server(protocol: Protocol, host: &str, security: Security) -> Part {
    Part::Mail(MailServer {
        protocol,
        host: host.to_owned(),
        security,
        greeting: Greeting::Welcome,
        certificate: CertificateKind::Trusted,
        inside: Inside::Usual,
    })
}

/// A web server with a valid certificate.
pub(crate) fn https(host: &str, page: Page) -> Part {
    Part::Web(WebServer { tls: Some((host.to_owned(), CertificateKind::Trusted)), page })
}
