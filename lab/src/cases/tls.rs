//! Cases of encryption, on the server the customer's program talks to.

use shared::finding::FindingCode::{
    ImapDown, ImapOk, Pop3Ok, RelayDown, RelayStarttlsMissing, StarttlsMissing, SubmissionDown, SubmissionOk, TlsCertificateExpired,
    TlsHandshakeFailed, TlsPlaintextInjected,
};

use crate::case::Case;
use crate::part::Security;
use crate::site::Site;

pub(super) fn cases() -> Vec<Case> {
    vec![
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
