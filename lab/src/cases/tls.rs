//! Cases of certificates and encryption, on the server the customer's program talks to.

use shared::finding::FindingCode::{
    ImapDown, ImapOk, Pop3Ok, RelayDown, RelayStarttlsMissing, StarttlsMissing, SubmissionDown, SubmissionOk, TlsCertificateExpired,
    TlsCertificateSelfSigned, TlsCertificateUntrusted, TlsCertificateWrongName, TlsHandshakeFailed, TlsPlaintextInjected,
};

use crate::case::Case;
use crate::part::{CertificateKind, Security};
use crate::site::Site;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("latteria.test", 50)
            .certificate(CertificateKind::Expired)
            .case("certificate_expired", "Il certificato è scaduto", "The certificate has expired")
            .mandatory(&[TlsCertificateExpired])
            .forbidden(&[TlsCertificateWrongName, TlsCertificateSelfSigned, TlsCertificateUntrusted, RelayDown]),
        Site::healthy("ottica.test", 51)
            .certificate(CertificateKind::WrongName)
            .case(
                "certificate_wrong_name",
                "Il certificato è intestato al server del gestore",
                "The certificate is for the provider's own server",
            )
            .mandatory(&[TlsCertificateWrongName])
            .forbidden(&[TlsCertificateExpired, TlsCertificateSelfSigned, TlsCertificateUntrusted, RelayDown]),
        Site::healthy("falegname.test", 52)
            .certificate(CertificateKind::SelfSigned)
            .case("certificate_self_signed", "Il certificato è autofirmato", "The certificate is self-signed")
            .mandatory(&[TlsCertificateSelfSigned])
            .forbidden(&[TlsCertificateExpired, TlsCertificateWrongName, TlsCertificateUntrusted, RelayDown]),
        Site::healthy("calzolaio.test", 53)
            .security(&[465, 993, 995], Security::Plaintext)
            .case("plaintext_on_tls_port", "Le porte cifrate rispondono in chiaro", "The encrypted ports answer in plaintext")
            .mandatory(&[TlsHandshakeFailed, SubmissionOk, ImapOk, Pop3Ok])
            .forbidden(&[TlsCertificateExpired, ImapDown, SubmissionDown]),
        Site::healthy("profumeria.test", 41)
            .security(&[587], Security::Plaintext)
            .case(
                "submission_starttls_missing",
                "Il server in uscita non offre la cifratura",
                "The outgoing server does not offer encryption",
            )
            .mandatory(&[StarttlsMissing, SubmissionOk])
            .forbidden(&[RelayStarttlsMissing, SubmissionDown]),
        Site::healthy("lavanderia.test", 42)
            .security(&[25, 587], Security::StartTlsInjected)
            .case(
                "starttls_injected",
                "Qualcuno inserisce risposte prima della cifratura",
                "Somebody slips replies in before encryption starts",
            )
            .mandatory(&[TlsPlaintextInjected])
            .forbidden(&[RelayStarttlsMissing, StarttlsMissing, RelayDown]),
    ]
}
