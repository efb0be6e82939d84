//! The sentences of findings that a diagnosis really has.

use diagnosis::finding::{Expectations, FindingCode, SeenElsewhere, evaluate, seen_elsewhere};
use diagnosis::probe::{
    AtFault, Cause, CheckKind, MailSeen, Observation, ProbeKind, RunEnd, Stage, TlsCause, TlsSeen,
};
use diagnosis::testing::{Seen, domain, shown};
use mail::ProviderId;
use terms::ServerText;

use super::*;

/// The findings about the certificate of an IMAP server that shows this.
fn about_certificate(seen: TlsSeen) -> Vec<Finding> {
    let seen = Observation::Mail(MailSeen { tls: Some(seen), ..MailSeen::default() });
    let diagnosis =
        Seen::of(&[CheckKind::Imap]).probe(ProbeKind::Imaps, &[], seen).end(RunEnd::Completed);
    let findings = evaluate(&diagnosis, &Expectations::default());
    findings.into_iter().filter(|finding| finding.code != FindingCode::ImapOk).collect()
}

/// No sentence says "expired -20 days ago".
#[test]
fn days_have_no_sign_in_a_sentence() {
    let at_fault = |position, days_left: i64| {
        Some(AtFault {
            position,
            subject: ServerText::new("Prova CA 2"),
            issuer: ServerText::new("Prova CA"),
            not_before_s: 0,
            not_after_s: 1_800_000_000 + days_left * 86_400,
        })
    };
    let mut with_days_count = 0;
    for problem in [
        TlsCause::Expired,
        TlsCause::NotYetValid,
        TlsCause::UnknownIssuer,
        TlsCause::SelfSigned,
        TlsCause::WrongName,
        TlsCause::BadCertificate,
    ] {
        for (days, at_fault) in [
            (-20, at_fault(0, -20)),
            (59, at_fault(1, -20)),
            (4, at_fault(1, -20)),
            (59, at_fault(2, 0)),
            (-3, None),
            (59, None),
        ] {
            let seen = TlsSeen { at_fault, ..shown(days, Some(problem.clone())) };
            for finding in about_certificate(seen) {
                let days = finding.params.days.filter(|days| *days < 0);
                with_days_count += usize::from(days.is_some());
                for lang in Lang::ALL {
                    let title = finding_title(lang, &finding);
                    let has_sign = days.is_some_and(|days| title.contains(&days.to_string()));
                    assert!(!has_sign, "{title}");
                }
            }
        }
    }
    assert!(with_days_count > 5, "{with_days_count}");
}

fn finding_title(lang: Lang, of: &Finding) -> String {
    finding(lang, of).title
}

#[track_caller]
fn wrong_name(names: &[&str], common_name: Option<&str>, instead: Option<&str>) {
    let problem = Some(TlsCause::WrongName);
    let mut seen = TlsSeen { instead: instead.map(domain), ..shown(59, problem) };
    let certificate = seen.certificate.as_mut().unwrap();
    certificate.names = names.iter().copied().map(ServerText::new).collect();
    certificate.common_name = common_name.map(ServerText::new);
    certificate.subject = ServerText::new("O=Prova");
    let [found] = about_certificate(seen).try_into().unwrap();
    let said = finding(Lang::En, &found);
    assert!(!said.title.contains(": ."), "{said:?}");
    assert_eq!(instead.is_some(), said.meaning.contains("srv77.ospitalita.test"), "{said:?}");
}

#[test]
fn a_certificate_for_another_name() {
    let srv = "srv77.ospitalita.test";
    let own = Some("mail.bottega.test");
    wrong_name(&[srv, "*.ospitalita.test"], Some(srv), Some(srv));
    wrong_name(&[srv], Some(srv), None);
    wrong_name(&[], Some("altra.test"), None);
    wrong_name(&[], own, None);
    wrong_name(&[], Some("*.bottega.test"), None);
    wrong_name(&[srv], own, None);
}

#[test]
fn every_host_that_was_tried_is_named() {
    let refused = [(Stage::Connect, Cause::Refused)];
    let tried = |seen: Seen, host: &str| {
        let none = || Observation::Mail(MailSeen::default());
        seen.probe_at(ProbeKind::Submission, host, None, &refused, none()).probe_at(
            ProbeKind::Submissions,
            host,
            None,
            &refused,
            none(),
        )
    };
    let hosts = ["mail.bottega.test", "smtp.bottega.test"];
    let seen = hosts.into_iter().fold(Seen::of(&[CheckKind::Submission]), tried);
    let diagnosis = seen.guessed(CheckKind::Submission).end(RunEnd::Completed);
    let findings = evaluate(&diagnosis, &Expectations::default());
    assert_eq!(
        finding_title(Lang::En, &findings[0]),
        "We do not know which server to call: we can only guess a name (mail.bottega.test, smtp.bottega.test)."
    );
}

#[test]
fn a_count_of_other_sessions_is_a_sentence() {
    let diagnosis = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &[(Stage::Connect, Cause::Refused)])
        .self_test(None, Some(true))
        .end(RunEnd::Completed);
    let seen = SeenElsewhere {
        provider: ProviderId::parse("aruba").unwrap(),
        check: CheckKind::Relay,
        session_count: 4,
        window_min: 15,
    };
    let found = seen_elsewhere(&seen, &diagnosis);
    assert_eq!(
        Lang::ALL.map(|lang| finding_title(lang, &found)),
        [
            "Negli ultimi 15 minuti altre 4 verifiche hanno visto lo stesso problema con Aruba: «I server che ricevono la posta».",
            "In the last 15 minutes 4 other check-ups saw the same trouble with Aruba: “The servers that take mail”.",
        ]
    );
}
