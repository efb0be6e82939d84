//! The model of a case. Data only, no sockets.

use std::net::SocketAddr;

use diagnosis::finding::{FindingCode, FindingSeverity};

use crate::part::Part;
use crate::zone::Zone;

/// One situation of a customer: a domain, its zones, the servers behind it, and what a diagnosis
/// must and must not find.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name of the case, in `snake_case`.
    pub name: &'static str,
    /// The customer's domain.
    pub domain: &'static str,
    /// A mailbox of the domain.
    pub mailbox: String,
    /// A summary of the case in one line, in Italian.
    pub summary_it: &'static str,
    /// A summary of the case in one line, in English.
    pub summary_en: &'static str,
    /// The zones that exist because of this case.
    pub zones: Vec<Zone>,
    /// The servers that exist because of this case.
    pub peers: Vec<Peer>,
    /// What a diagnosis of the domain must lead to.
    pub expected: Expected,
}

/// Finding codes that a diagnosis must and must not give. A code that is in neither list may be
/// given or not.
///
/// They apply to a prober that uses [`crate::expectations`], tests itself against
/// [`crate::CONTROL_DOMAIN`], and was not given the names of any servers.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// Must be found.
    pub mandatory: Vec<FindingCode>,
    /// Must not be found.
    pub forbidden: Vec<FindingCode>,
}

impl Case {
    pub(crate) fn mailbox(mut self, local_part: &str) -> Self {
        self.mailbox = format!("{local_part}@{}", self.domain);
        self
    }

    /// Adds codes that must be found.
    pub(crate) fn mandatory(mut self, codes: &[FindingCode]) -> Self {
        self.expected.mandatory.extend(codes);
        self
    }

    /// Adds codes that must not be found.
    pub(crate) fn forbidden(mut self, codes: &[FindingCode]) -> Self {
        self.expected.forbidden.extend(codes);
        self
    }

    /// Expects good news only: every check finds what it looks for, and nothing else.
    pub(crate) fn spotless(self) -> Self {
        let bad =
            FindingCode::ALL.iter().copied().filter(|code| code.severity() > FindingSeverity::Info);
        let bad: Vec<FindingCode> =
            bad.chain([FindingCode::PortClosed, FindingCode::ServicesNotPublished]).collect();
        self.mandatory(&[
            FindingCode::DelegationOk,
            FindingCode::MxOk,
            FindingCode::RelayOk,
            FindingCode::ServicesPublished,
            FindingCode::SubmissionOk,
            FindingCode::ImapOk,
            FindingCode::Pop3Ok,
            FindingCode::WebmailOk,
        ])
        .forbidden(&bad)
    }
}

/// A server at an address of the zones.
#[derive(Debug, Clone)]
pub struct Peer {
    /// The address that a client connects to.
    pub address: SocketAddr,
    /// The behaviour at that address.
    pub part: Part,
}
