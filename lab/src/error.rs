//! Why the lab could not start. It has no errors once it runs: a peer that fails is a peer that hangs up.

use std::io;

/// The lab could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LabError {
    /// A loopback port could not be had.
    #[error("cannot listen on loopback")]
    Listen(#[source] io::Error),
    /// A zone holds a name or a record that DNS cannot carry.
    #[error("the zone of `{name}` is not valid DNS")]
    Zone {
        /// The name as the case spells it.
        name: String,
        /// What DNS objects to.
        #[source]
        source: hickory_proto::ProtoError,
    },
    /// A zone could not be signed.
    #[error("cannot sign the zone of `{name}`")]
    Signing {
        /// The zone.
        name: String,
        /// What the library objects to.
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
