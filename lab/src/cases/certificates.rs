//! Cases of certificates, on the server that the customer's program uses: the names in them, and
//! the chain that signs them.

use diagnosis::finding::FindingCode::{
    ImapOk, RelayDown, TlsCertificateCommonNameOnly, TlsCertificateExpired, TlsCertificateExpiring,
    TlsCertificateSelfSigned, TlsCertificateUntrusted, TlsCertificateWrongName,
    TlsIntermediateExpired,
};

use crate::case::Case;
use crate::part::CertificateKind;
use crate::site::Site;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("latteria.test", 50)
            .certificate(CertificateKind::Expired)
            .case("certificate_expired", "Il certificato è scaduto", "The certificate has expired")
            .mandatory(&[TlsCertificateExpired])
            .forbidden(&[
                TlsCertificateWrongName,
                TlsCertificateSelfSigned,
                TlsCertificateUntrusted,
                TlsIntermediateExpired,
                RelayDown,
            ]),
        Site::healthy("ottica.test", 51)
            .certificate(CertificateKind::WrongName)
            .case(
                "certificate_wrong_name",
                "Il certificato è intestato al server del gestore",
                "The certificate is for the provider's own server",
            )
            .mandatory(&[TlsCertificateWrongName])
            .forbidden(&[
                TlsCertificateExpired,
                TlsCertificateSelfSigned,
                TlsCertificateUntrusted,
                RelayDown,
            ]),
        Site::healthy("falegname.test", 52)
            .certificate(CertificateKind::SelfSigned)
            .case(
                "certificate_self_signed",
                "Il certificato è autofirmato",
                "The certificate is self-signed",
            )
            .mandatory(&[TlsCertificateSelfSigned])
            .forbidden(&[
                TlsCertificateExpired,
                TlsCertificateWrongName,
                TlsCertificateUntrusted,
                RelayDown,
            ]),
        Site::healthy("bigiotteria.test", 150)
            .certificate(CertificateKind::IntermediateExpired)
            .case(
                "intermediate_expired",
                "È scaduto il certificato intermedio",
                "The intermediate certificate has expired",
            )
            .mandatory(&[TlsIntermediateExpired, ImapOk])
            .forbidden(&[
                TlsCertificateExpired,
                TlsCertificateExpiring,
                TlsCertificateUntrusted,
                RelayDown,
            ]),
        Site::healthy("orefice.test", 151)
            .certificate(CertificateKind::IntermediateExpiredAndEnding)
            .case(
                "intermediate_expired_and_ending",
                "È scaduto il certificato intermedio, e quello del server scade fra poco",
                "The intermediate certificate has expired, and the server's own ends soon",
            )
            .mandatory(&[TlsIntermediateExpired, TlsCertificateExpiring])
            .forbidden(&[TlsCertificateExpired, TlsCertificateUntrusted]),
        Site::healthy("argenteria.test", 152)
            .certificate(CertificateKind::IntermediateMissing)
            .case(
                "intermediate_missing",
                "Manca il certificato intermedio",
                "The intermediate certificate is missing",
            )
            .mandatory(&[TlsCertificateUntrusted])
            .forbidden(&[TlsCertificateExpired, TlsIntermediateExpired, TlsCertificateSelfSigned]),
        Site::healthy("pellicceria.test", 153)
            .certificate(CertificateKind::Chained)
            .case(
                "chain_whole",
                "Il certificato con il suo intermedio",
                "The certificate with its intermediate one",
            )
            .spotless(),
        Site::healthy("vetreria.test", 154)
            .certificate(CertificateKind::ExpiredRootSent)
            .case(
                "root_expired_sent",
                "Con il certificato arriva una vecchia radice scaduta",
                "An old root that has expired is sent along",
            )
            .spotless(),
        Site::healthy("cristalleria.test", 155)
            .certificate(CertificateKind::NotYetValid)
            .case(
                "certificate_not_yet_valid",
                "Il certificato non vale ancora",
                "The certificate does not count yet",
            )
            .mandatory(&[TlsCertificateUntrusted])
            .forbidden(&[TlsCertificateExpired, TlsIntermediateExpired, TlsCertificateExpiring]),
        Site::healthy("cornici.test", 156)
            .certificate(CertificateKind::CommonNameOnly)
            .case(
                "certificate_common_name",
                "Il certificato ha solo il nome comune",
                "The certificate has a common name only",
            )
            .mandatory(&[TlsCertificateCommonNameOnly])
            .forbidden(&[TlsCertificateWrongName, TlsCertificateExpired, TlsCertificateUntrusted]),
        Site::healthy("stampe.test", 157)
            .certificate(CertificateKind::CommonNameElsewhere)
            .case(
                "certificate_common_name_elsewhere",
                "Il certificato ha solo il nome comune, quello del gestore",
                "The certificate has a common name only, the provider's",
            )
            .mandatory(&[TlsCertificateWrongName])
            .forbidden(&[
                TlsCertificateCommonNameOnly,
                TlsCertificateExpired,
                TlsCertificateUntrusted,
            ]),
        Site::healthy("colorificio.test", 158)
            .certificate(CertificateKind::ExpiredWrongName)
            .case(
                "certificate_expired_elsewhere",
                "È scaduto, e ha un altro nome",
                "It has expired, and is for another name",
            )
            .mandatory(&[TlsCertificateExpired, TlsCertificateWrongName])
            .forbidden(&[TlsIntermediateExpired, TlsCertificateUntrusted]),
    ]
}
