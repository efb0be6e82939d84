//! Cases of TLS, on the server that the customer's program uses.

use diagnosis::finding::FindingCode::{
    ImapDown, ImapOk, Pop3Down, Pop3Ok, RelayDown, RelayOk, RelayStarttlsMissing, StarttlsMissing,
    SubmissionDown, SubmissionOk, TlsCertificateExpired, TlsHandshakeFailed, TlsOutdated,
    TlsPlaintextInjected,
};

use crate::case::Case;
use crate::part::{OldTls, Part, Security};
use crate::site::Site;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("calzolaio.test", 53)
            .security(&[465, 993, 995], Security::Plaintext)
            .case(
                "plaintext_on_tls_port",
                "Le porte cifrate rispondono in chiaro",
                "The encrypted ports answer in plaintext",
            )
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
        Site::healthy("macinino.test", 160)
            .security(&[993], Security::ImplicitOld(OldTls::Version))
            .on(&[143], &Part::Refused)
            .case(
                "imaps_outdated",
                "La porta 993 sa solo TLS 1.0, la 143 è chiusa",
                "Port 993 knows TLS 1.0 only, 143 is closed",
            )
            .mandatory(&[TlsOutdated, SubmissionOk])
            .forbidden(&[ImapDown, ImapOk, TlsHandshakeFailed]),
        Site::healthy("torchio.test", 161)
            .security(&[993], Security::ImplicitOld(OldTls::Cipher))
            .on(&[143], &Part::Refused)
            .case(
                "imaps_no_common_cipher",
                "La porta 993 sa solo cifrari vecchi",
                "Port 993 knows old ciphers only",
            )
            .mandatory(&[TlsOutdated])
            .forbidden(&[ImapDown, ImapOk, TlsHandshakeFailed]),
        Site::healthy("grammofono.test", 162)
            .security(&[465], Security::ImplicitOld(OldTls::Hello))
            .case(
                "submissions_outdated",
                "La porta 465 sa solo TLS 1.0, la 587 è a posto",
                "Port 465 knows TLS 1.0 only, 587 is fine",
            )
            .mandatory(&[TlsOutdated, SubmissionOk, ImapOk])
            .forbidden(&[SubmissionDown, TlsHandshakeFailed]),
        Site::healthy("clessidra.test", 163)
            .security(&[995], Security::ImplicitOld(OldTls::Version))
            .security(&[110], Security::StartTlsOld(OldTls::Cipher))
            .case(
                "pop3_outdated",
                "POP3 sa cifrare solo come una volta",
                "POP3 can encrypt only as in the past",
            )
            .mandatory(&[TlsOutdated, ImapOk])
            .forbidden(&[Pop3Down, Pop3Ok, TlsHandshakeFailed]),
        Site::healthy("carrozza.test", 164)
            .security(&[25], Security::StartTlsOld(OldTls::Hello))
            .case(
                "relay_outdated",
                "Il server MX sa cifrare solo come una volta",
                "The MX host can encrypt only as in the past",
            )
            .mandatory(&[TlsOutdated, RelayOk])
            .forbidden(&[RelayDown, RelayStarttlsMissing, TlsHandshakeFailed]),
    ]
}
