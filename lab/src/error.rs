//! Why the lab could not start. A running lab returns no errors: a peer that fails closes its
//! connection.

use std::io;

/// The lab could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LabError {
    /// No loopback port could be bound.
    #[error("cannot listen on loopback")]
    Listen(#[source] io::Error),
    /// A zone holds a name or a record that is not valid in DNS.
    #[error("the zone of `{name}` is not valid DNS")]
    Zone {
        /// The name as the case spells it.
        name: String,
        /// The reason given by the DNS library.
        #[source]
        source: hickory_proto::ProtoError,
    },
    /// A zone could not be signed.
    #[error("cannot sign the zone of `{name}`")]
    Signing {
        /// The zone.
        name: String,
        /// The reason given by the DNS library.
        #[source]
        source: hickory_proto::dnssec::DnsSecError,
    },
    /// A certificate could not be made.
    #[error("cannot make a certificate")]
    Certificate(#[from] rcgen::Error),
    /// The TLS library refused the certificate or its settings.
    #[error("cannot set up TLS")]
    Tls(#[from] rustls::Error),
}
