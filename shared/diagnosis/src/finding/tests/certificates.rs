//! Tests of certificates: which one is at fault, its days with their sign, and which name to use
//! instead.

use super::*;
use crate::finding::{FindingCode as Code, FindingSeverity as Severity, Params};
use crate::probe::AtFault;

const NOW_S: i64 = 1_800_000_000;

/// The findings about the certificate of an IMAP server.
fn found(seen: TlsSeen) -> Vec<Finding> {
    let seen = Observation::Mail(MailSeen { tls: Some(seen), ..MailSeen::default() });
    let diagnosis =
        Seen::of(&[CheckKind::Imap]).probe(ProbeKind::Imaps, &[], seen).end(RunEnd::Completed);
    let findings = evaluate(&diagnosis, &Expectations::default());
    findings.into_iter().filter(|finding| finding.code != Code::ImapOk).collect()
}

/// The codes, each with its days and the certificate that it names.
#[track_caller]
fn judged_as(seen: TlsSeen, expected: &[(Code, Option<i64>, Option<&str>)]) {
    let findings = found(seen);
    let told: Vec<_> = findings
        .iter()
        .map(|it| (it.code, it.params.days, it.params.certificate.as_ref().map(ServerText::as_str)))
        .collect();
    assert_eq!(told, expected);
}

/// The certificate at this index expires in this many days, or has expired.
fn at_fault(position: u16, days_left: i64) -> Option<AtFault> {
    let subject = if position == 0 { "mail.bottega.test" } else { "Prova CA 2" };
    Some(AtFault {
        position,
        subject: ServerText::new(subject),
        issuer: ServerText::new("Prova CA"),
        not_before_s: 0,
        not_after_s: NOW_S + days_left * 86_400,
    })
}

const OWN: Option<&str> = Some("mail.bottega.test");

#[test]
fn what_has_expired_is_named() {
    let expired = || Some(TlsCause::Expired);
    // The server's own certificate.
    judged_as(
        TlsSeen { at_fault: at_fault(0, -20), ..shown(-20, expired()) },
        &[(Code::TlsCertificateExpired, Some(-20), OWN)],
    );
    // The intermediate certificate, while the server's own has 59 days left, or four.
    let chain =
        |leaf_days: i64| TlsSeen { at_fault: at_fault(1, -20), ..shown(leaf_days, expired()) };
    let intermediate = (Code::TlsIntermediateExpired, Some(-20), Some("Prova CA 2"));
    judged_as(chain(59), &[intermediate]);
    judged_as(chain(4), &[intermediate, (Code::TlsCertificateExpiring, Some(4), OWN)]);
    judged_as(
        TlsSeen { at_fault: at_fault(2, 0), ..shown(59, expired()) },
        &[(Code::TlsIntermediateExpired, Some(0), Some("Prova CA 2"))],
    );
    // In older observations, the dates of the server's own certificate show whether it is the one.
    judged_as(shown(59, expired()), &[(Code::TlsIntermediateExpired, None, None)]);
    judged_as(shown(-3, expired()), &[(Code::TlsCertificateExpired, Some(-3), OWN)]);
}

#[test]
fn what_ends_soon_has_not_ended() {
    judged_as(shown(4, None), &[(Code::TlsCertificateExpiring, Some(4), OWN)]);
    judged_as(shown(14, None), &[(Code::TlsCertificateExpiring, Some(14), OWN)]);
    judged_as(shown(15, None), &[]);
    // An untrusted certificate is not reported as expiring.
    judged_as(
        shown(4, Some(TlsCause::SelfSigned)),
        &[(Code::TlsCertificateSelfSigned, Some(4), OWN)],
    );
}

#[test]
fn a_chain_that_breaks_off_is_named_where_it_does() {
    let unknown = |position| TlsSeen {
        at_fault: at_fault(position, 300),
        ..shown(59, Some(TlsCause::UnknownIssuer))
    };
    judged_as(unknown(0), &[(Code::TlsCertificateUntrusted, Some(300), OWN)]);
    judged_as(unknown(1), &[(Code::TlsCertificateUntrusted, Some(300), Some("Prova CA 2"))]);
    judged_as(
        TlsSeen { at_fault: at_fault(1, 4), ..shown(4, Some(TlsCause::UnknownIssuer)) },
        &[
            (Code::TlsCertificateUntrusted, Some(4), Some("Prova CA 2")),
            (Code::TlsCertificateExpiring, Some(4), OWN),
        ],
    );
    let early = TlsSeen { at_fault: at_fault(1, 300), ..shown(59, Some(TlsCause::NotYetValid)) };
    judged_as(early, &[(Code::TlsCertificateUntrusted, Some(300), Some("Prova CA 2"))]);
    judged_as(
        shown(59, Some(TlsCause::BadCertificate)),
        &[(Code::TlsCertificateUntrusted, Some(59), OWN)],
    );
}

/// A certificate with these names and this common name: the code, the names shown and the name to
/// use.
#[track_caller]
fn named(
    names: &[&str],
    common_name: Option<&str>,
    instead: Option<&str>,
    expected: (Code, &[&str], Option<&str>),
) {
    let mut seen = TlsSeen { instead: instead.map(domain), ..shown(59, Some(TlsCause::WrongName)) };
    let certificate = seen.certificate.as_mut().unwrap();
    certificate.names = names.iter().copied().map(ServerText::new).collect();
    certificate.common_name = common_name.map(ServerText::new);
    certificate.subject = ServerText::new("O=Prova");
    let [finding] = found(seen).try_into().unwrap();
    let names: Vec<_> = finding.params.names.iter().map(ServerText::as_str).collect();
    assert_eq!(
        (finding.code, names.as_slice(), finding.params.instead.as_ref().map(Domain::as_str)),
        expected
    );
    assert_eq!(finding.severity, Severity::Problem);
}

#[test]
fn a_certificate_for_another_name() {
    let (wrong, old) = (Code::TlsCertificateWrongName, Code::TlsCertificateCommonNameOnly);
    let srv = "srv77.ospitalita.test";
    named(
        &[srv, "*.ospitalita.test"],
        Some(srv),
        Some(srv),
        (wrong, &[srv, "*.ospitalita.test"], Some(srv)),
    );
    // A name of the certificate that resolves elsewhere is not one to use.
    named(&[srv], Some(srv), None, (wrong, &[srv], None));
    // Only a common name, of another host and of this one.
    named(&[], Some("altra.test"), None, (wrong, &["altra.test"], None));
    named(&[], OWN, None, (old, &["mail.bottega.test"], None));
    named(&[], Some("*.bottega.test"), None, (old, &["*.bottega.test"], None));
    // If there are other names, the common name does not count.
    named(&[srv], OWN, None, (wrong, &[srv], None));
}

#[test]
fn a_certificate_that_is_ill_in_two_ways() {
    let both = |problem| TlsSeen { is_for_other_names: true, ..shown(-3, Some(problem)) };
    judged_as(
        both(TlsCause::Expired),
        &[
            (Code::TlsCertificateExpired, Some(-3), OWN),
            (Code::TlsCertificateWrongName, Some(-3), OWN),
        ],
    );
    let made_here = [
        (Code::TlsCertificateSelfSigned, Some(-3), OWN),
        (Code::TlsCertificateWrongName, Some(-3), OWN),
    ];
    judged_as(both(TlsCause::SelfSigned), &made_here);
    judged_as(both(TlsCause::WrongName), &[(Code::TlsCertificateWrongName, Some(-3), OWN)]);
}

/// Other programs need the sign.
#[test]
fn days_keep_their_sign_on_the_wire() {
    let days = |days: i64| {
        serde_json::to_string(&Params { days: Some(days), ..Params::default() }).unwrap()
    };
    assert_eq!((days(-20), days(59)), (r#"{"days":-20}"#.to_owned(), r#"{"days":59}"#.to_owned()));
}
