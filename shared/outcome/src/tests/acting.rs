//! Tests of the action for a conclusion, and of what still works in the meantime.

use checklist::conclusion::{CauseCode, Conclusion};
use checklist::playbook::{Meaning, Step};
use checklist::{Evidence, StepRun};
use diagnosis::finding::{Finding, FindingCode, Owner, Params};
use terms::Confidence;

use super::*;
use crate::{Act, Meanwhile, act, meanwhile};

/// The evidence of a session whose checks have found this, each at `webmail.bottega.test`.
fn with_findings(session: &Session, codes: &[FindingCode]) -> Evidence {
    let mut evidence = session.facts.evidence(&session.playbook);
    let params = || Params { host: Some(domain("webmail.bottega.test")), ..Params::default() };
    let findings =
        codes.iter().map(|&code| Finding::new(CheckKind::Webmail, code, params())).collect();
    let of = Some(domain("bottega.test"));
    evidence.runs.insert(
        step("checks"),
        vec![StepRun { domain: of, is_ended: true, findings, ..StepRun::default() }],
    );
    evidence
}

fn concluded(cause: CauseCode, owner: Owner) -> Conclusion {
    Conclusion::new(cause, Confidence::Likely, owner)
}

/// For customers of the operator, and for others.
#[track_caller]
fn check_act(
    cause: CauseCode,
    owner: Owner,
    codes: &[FindingCode],
    of_operator: Act,
    of_others: Act,
) {
    let mut session = Session::checked();
    let conclusion = concluded(cause, owner);
    assert_eq!(act(&session.playbook, &with_findings(&session, codes), &conclusion), of_others);
    session.playbook.hosts.mail = Some("mail.{domain}".to_owned());
    assert_eq!(act(&session.playbook, &with_findings(&session, codes), &conclusion), of_operator);
}

#[test]
fn one_thing_fits_whose_job_it_is() {
    use Act::{Message, Steps, Ticket, Wait};
    use CauseCode as Cause;
    check_act(Cause::MailboxFull, Owner::You, &[], Steps, Steps);
    check_act(
        Cause::MailServersDown,
        Owner::MailProvider,
        &[FindingCode::RelayDown],
        Ticket,
        Message,
    );
    check_act(
        Cause::DnsAfterMove,
        Owner::DomainAdmin,
        &[FindingCode::MailProviderChanged],
        Message,
        Message,
    );
    check_act(Cause::RecipientServer, Owner::OtherSide, &[], Message, Message);
    check_act(Cause::SettingsInService, Owner::Service, &[], Ticket, Ticket);
    check_act(Cause::PutOff, Owner::Nobody, &[], Wait, Wait);
    check_act(Cause::CouldNotJudge, Owner::Nobody, &[], Ticket, Ticket);
    check_act(Cause::AllWell, Owner::Nobody, &[], Steps, Steps);
    check_act(Cause::WorkingAgain, Owner::Nobody, &[], Steps, Steps);
    check_act(
        Cause::WorksWithRisks,
        Owner::DomainAdmin,
        &[FindingCode::SpfMissing],
        Message,
        Message,
    );
    check_act(Cause::WorksWithRisks, Owner::Nobody, &[], Wait, Wait);
}

/// Mail measured at another provider is not the operator's job, whatever servers the operator runs.
#[test]
fn the_operator_takes_on_only_what_is_its_own() {
    let elsewhere = &[FindingCode::RelayDown, FindingCode::MailProviderChanged];
    check_act(
        CauseCode::MailServersDown,
        Owner::MailProvider,
        elsewhere,
        Act::Message,
        Act::Message,
    );
    let session = Session::checked();
    let mut playbook = session.playbook.clone();
    playbook.expects.mx = serde_json::from_str(r#"["*.seit.test"]"#).expect("a pattern");
    let conclusion = concluded(CauseCode::MailServersDown, Owner::MailProvider);
    assert_eq!(
        act(&playbook, &with_findings(&session, &[FindingCode::RelayDown]), &conclusion),
        Act::Ticket
    );
    // Of a list, only the domains of the conclusion count.
    let other = Conclusion { domains: vec![domain("insegna.test")], ..conclusion.clone() };
    assert_eq!(act(&playbook, &with_findings(&session, elsewhere), &other), Act::Ticket);
    let same = Conclusion { domains: vec![domain("bottega.test")], ..conclusion };
    assert_eq!(act(&playbook, &with_findings(&session, elsewhere), &same), Act::Message);
}

#[track_caller]
fn check_meanwhile(cause: CauseCode, codes: &[FindingCode], expected: Option<Meanwhile>) {
    let session = Session::checked();
    let evidence = with_findings(&session, codes);
    assert_eq!(
        meanwhile(&session.standing_on(&evidence), &concluded(cause, Owner::You)),
        expected,
        "{cause:?}"
    );
}

fn webmail() -> Option<Meanwhile> {
    Some(Meanwhile::Webmail(domain("webmail.bottega.test")))
}

const fn programs(can_read: bool, can_send: bool) -> Option<Meanwhile> {
    Some(Meanwhile::Programs { can_read, can_send })
}

#[test]
fn what_was_measured_and_helps_still_works() {
    use CauseCode as Cause;
    use FindingCode::{
        ImapDown, ImapOk, Pop3Ok, SubmissionDown, SubmissionOk, WebmailDown, WebmailOk,
    };
    check_meanwhile(Cause::DnsAfterMove, &[WebmailOk, ImapOk], webmail());
    check_meanwhile(Cause::OneServiceDown, &[WebmailOk, ImapDown], webmail());
    check_meanwhile(Cause::MailProgram, &[WebmailOk], webmail());
    // A customer whose browser would warn about the page is not sent there.
    check_meanwhile(Cause::MailProgram, &[WebmailOk, FindingCode::TlsCertificateExpired], None);
    check_meanwhile(Cause::MailProgram, &[WebmailOk, FindingCode::TlsCertificateWrongName], None);
    check_meanwhile(Cause::OutgoingSettings, &[WebmailOk], webmail());
    check_meanwhile(Cause::DnsAfterMove, &[ImapOk, SubmissionOk], programs(true, true));
    check_meanwhile(Cause::WebmailDown, &[WebmailDown, ImapOk, SubmissionOk], programs(true, true));
    check_meanwhile(Cause::OneServiceDown, &[SubmissionDown, ImapOk], programs(true, false));
    check_meanwhile(
        Cause::OneServiceDown,
        &[SubmissionOk, ImapDown, Pop3Ok],
        programs(false, true),
    );
    check_meanwhile(Cause::OneServiceDown, &[ImapDown, Pop3Ok], None);
    check_meanwhile(Cause::MailServersDown, &[Pop3Ok], programs(true, false));
}

#[test]
fn what_does_not_help_is_not_offered() {
    use CauseCode as Cause;
    use FindingCode::{ImapOk, SubmissionOk, WebmailOk};
    let all = &[WebmailOk, ImapOk, SubmissionOk];
    for cause in [
        Cause::DeviceOffline,
        Cause::NetworkBlocks,
        Cause::MailboxMissing,
        Cause::DomainNotFound,
        Cause::RecipientFull,
        Cause::AllWell,
        Cause::CouldNotJudge,
        Cause::TakenForJunk,
        Cause::Fraud,
    ] {
        check_meanwhile(cause, all, None);
    }
    check_meanwhile(Cause::DnsAfterMove, &[], None);
    check_meanwhile(Cause::PasswordWrong, &[ImapOk], None);
}

/// A customer who says that the webmail does not open is not sent there.
#[test]
fn an_answer_goes_before_what_our_server_saw() {
    let mut session = Session::checked();
    let Some(Step::Ask(ask)) = session.playbook.steps.get_mut(&step("scope")) else {
        panic!("a question")
    };
    let choice = ask.options.iter_mut().find(|choice| choice.id.0 == "one").expect("an option");
    choice.means = Some(Meaning::WebmailFails);
    session.answer("scope", option("one")).expect("an answer");
    let evidence = with_findings(&session, &[FindingCode::WebmailOk, FindingCode::ImapOk]);
    let conclusion = concluded(CauseCode::DnsAfterMove, Owner::DomainAdmin);
    assert_eq!(meanwhile(&session.standing_on(&evidence), &conclusion), programs(true, false));
}

/// One domain of a list has its own webmail; for several domains none can be named.
#[test]
fn of_several_domains_only_the_one_concerned_is_looked_at() {
    let session = Session::checked();
    let mut evidence = with_findings(&session, &[FindingCode::WebmailOk]);
    evidence.domains.push(domain("insegna.test"));
    let about = |names: &[&str]| {
        let domains = names.iter().map(|name| domain(name)).collect();
        meanwhile(
            &session.standing_on(&evidence),
            &Conclusion { domains, ..concluded(CauseCode::DnsAfterMove, Owner::DomainAdmin) },
        )
    };
    assert_eq!(about(&["bottega.test"]), webmail());
    assert_eq!(about(&["insegna.test"]), None);
    assert_eq!(about(&["bottega.test", "insegna.test"]), None);
    assert_eq!(about(&[]), None);
}
