//! The vocabulary of mail: addresses, replies, services. Parses what people and servers write,
//! without any I/O.

mod address;
pub mod bounce;
pub mod connection;
mod dmarc;
pub mod dns;
mod domain;
pub mod list;
pub mod message;
mod plain;
pub mod provider;
mod quotation;
pub mod reading;
mod reply;
mod service;
mod spf;
mod spf_merge;
mod spf_terms;
pub mod webmail;

pub use address::{AddressProblem, Change, Mailbox, Normalised, Subject};
pub use dmarc::{DMARC_LABEL, dmarc_flaw, is_dmarc};
pub use domain::{Domain, DomainProblem, domain_names};
pub use provider::{ProviderId, ProviderKind};
pub use reply::{EnhancedStatus, NotAReply, Reply, ReplyCode, ReplyLine, Severity};
pub use service::{Service, TlsMode};
pub use spf::{is_spf, spf_names};
pub use spf_merge::{MAX_SPF_LOOKUPS, SpfRecord};
pub use spf_terms::{MAX_SPF_VOIDS, Referred, SpfQuery, SpfQueryKind, SpfTerms};
