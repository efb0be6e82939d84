//! Tests that every event survives the wire, and that this version can read the log of a newer one.

use checklist::DeviceSeen;
use diagnosis::probe::{
    AtFault, AutoconfigSeen, Cause, CertificateSeen, DelegationSeen, Direction, DnssecSeen, DsSeen,
    InboxSeen, IncidentSeen, LoginSeen, MailSeen, MailboxSeen, MessageSearchSeen, MxHost, MxSeen,
    NameServerAnswer, NameServerSeen, Observation, ProbeId, ProbeKind, ProbeTarget, Progress,
    ProviderStatusSeen, QuotaSeen, Refusal, SelfTestSeen, SenderPolicySeen, ServerText,
    ServicesSeen, SharedResult, SignatureSeen, SpfRead, Stage, StageOutcome, StageReport, TlsCause,
    TlsSeen, Transcript, WebHop, WebSeen, ZoneCutSeen, ZoneKeysSeen,
};
use mail::connection::{ConnectionReason, ResponseCode};
use mail::dns::{DnsCause, Lookup, MxRecord, SrvRecord};
use mail::{EnhancedStatus, ProviderId, Reply, ReplyCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use session::{FileId, FileKind, GivenFile, LinkId, LinkKind, TicketChannel, TicketState};
use terms::Confidence;

use super::*;

#[track_caller]
fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(
        &serde_json::from_str::<T>(&json).unwrap_or_else(|err| panic!("{err}: {json}")),
        value,
        "{json}"
    );
}

/// One value of each variant: a new variant makes the match incomplete until it is added to the
/// list.
macro_rules! each {
    ($kind:ty: $( $variant:pat => $value:expr ),+ $(,)?) => {{
        #[allow(dead_code, reason = "it is there to be checked for completeness")]
        const fn complete(value: &$kind) {
            match value { $( $variant => (), )+ }
        }
        let all: Vec<$kind> = vec![$( $value ),+];
        all
    }};
}

fn text(text: &str) -> ServerText {
    ServerText::new(text)
}

fn causes() -> Vec<Cause> {
    each!(Cause:
        Cause::Timeout { .. } => Cause::Timeout { after_ms: 5_000 },
        Cause::Refused => Cause::Refused,
        Cause::Unreachable => Cause::Unreachable,
        Cause::NoRouteFromHere => Cause::NoRouteFromHere,
        Cause::Closed => Cause::Closed,
        Cause::Rejected { .. } => Cause::Rejected {
            reply: ReplyCode::new(554),
            enhanced: EnhancedStatus::parse("5.7.1").ok(),
            server_text: text("no"),
        },
        Cause::NotOffered { .. } => Cause::NotOffered { capability: text("STARTTLS") },
        Cause::NotTheProtocol { .. } => Cause::NotTheProtocol { first_bytes: text("SSH-2.0") },
        Cause::TooMuch { .. } => Cause::TooMuch { limit_bytes: 4096 },
        Cause::PlaintextInjected => Cause::PlaintextInjected,
        Cause::Dns(_) => Cause::Dns(DnsCause::NxDomain),
        Cause::Tls(_) => Cause::Tls(TlsCause::WrongName),
        Cause::HttpStatus { .. } => Cause::HttpStatus { status: 502 },
        Cause::RedirectLoop => Cause::RedirectLoop,
        Cause::NotAllowed(_) => Cause::NotAllowed(Refusal::AddressNotPublic),
        Cause::Cancelled => Cause::Cancelled,
        Cause::Internal => Cause::Internal,
    )
}

fn tls() -> TlsSeen {
    let certificate = CertificateSeen {
        subject: text("CN=mail.bottega.test"),
        issuer: text("CN=Prova"),
        common_name: Some(text("mail.bottega.test")),
        names: vec![text("mail.bottega.test")],
        not_before_s: 1_700_000_000,
        not_after_s: 1_900_000_000,
        chain_count: 2,
    };
    TlsSeen {
        version: "TLSv1.3".to_owned(),
        cipher_suite: "TLS_AES_128_GCM_SHA256".to_owned(),
        server_name: domain("mail.bottega.test"),
        certificate: Some(certificate),
        problem: Some(TlsCause::Expired),
        at_fault: Some(AtFault {
            position: 1,
            subject: text("Prova CA 2"),
            issuer: text("Prova CA"),
            not_before_s: 1_600_000_000,
            not_after_s: 1_700_000_000,
        }),
        is_for_other_names: true,
        instead: Some(domain("srv77.ospitalita.test")),
        judged_at_s: 1_800_000_000,
    }
}

fn name_servers() -> Vec<NameServerSeen> {
    let answers = each!(NameServerAnswer:
        NameServerAnswer::Authoritative { .. } => NameServerAnswer::Authoritative {
            ns: vec![domain("ns1.bottega.test")],
            mx: Some(vec![text("10 mx.bottega.test")]),
        },
        NameServerAnswer::Lame => NameServerAnswer::Lame,
        NameServerAnswer::NoAddress => NameServerAnswer::NoAddress,
        NameServerAnswer::Unheard => NameServerAnswer::Unheard,
    );
    let seen = |answer| NameServerSeen {
        host: domain("ns1.bottega.test"),
        addresses: vec![[192, 0, 2, 1].into()],
        answer,
    };
    answers.into_iter().map(seen).collect()
}

fn dnssec() -> DnssecSeen {
    let ds = DsSeen { key_tag: 60_485, algorithm: 13, digest_type: 2 };
    let signature = SignatureSeen {
        key_tag: 60_485,
        algorithm: 13,
        begins_s: 1_700_000_000,
        ends_s: 1_900_000_000,
    };
    let server = ZoneKeysSeen {
        host: domain("ns1.bottega.test"),
        keys: vec![60_485],
        matched: vec![ds],
        over_keys: vec![signature],
        over_soa: Some(vec![signature]),
    };
    DnssecSeen {
        zone: domain("bottega.test"),
        ds: Some(vec![ds]),
        servers: vec![server],
        errors: vec![9],
        seen_at_s: 1_800_000_000,
    }
}

fn observations() -> Vec<Observation> {
    let host = MxHost {
        name: domain("mx.bottega.test"),
        preference: 10,
        alias_of: Some(domain("mx.altra.test")),
        ipv4: Lookup::Found(vec![[192, 0, 2, 1].into()]),
        ipv6: Lookup::Failed(DnsCause::NoData),
        not_public: vec![[10, 0, 0, 1].into()],
    };
    let mx = MxSeen {
        mx: Lookup::Found(vec![MxRecord { preference: 10, exchange: domain("mx.bottega.test") }]),
        is_null: false,
        is_null_beside: true,
        is_implicit: false,
        malformed: vec![text("192.0.2.1")],
        hosts: vec![host],
        left_out_count: 1,
    };
    let record = SrvRecord {
        service: "_imaps._tcp".to_owned(),
        priority: 0,
        weight: 1,
        port: 993,
        target: Some(domain("mail.bottega.test")),
    };
    let reply = Reply { code: ReplyCode::new(220), lines: vec![text("mx ESMTP")] };
    let autodiscover =
        SrvRecord { service: "_autodiscover._tcp".to_owned(), port: 443, ..record.clone() };
    let mail = MailSeen {
        addresses: vec![[192, 0, 2, 1].into()],
        greeting: Some(reply),
        is_greeting_begun: true,
        capabilities: vec![text("STARTTLS")],
        capabilities_tls: vec![text("AUTH PLAIN")],
        starttls_offered: Some(true),
        tls: Some(tls()),
    };
    let hop = WebHop {
        url: text("https://mail.bottega.test/"),
        status: 302,
        location: Some(text("/webmail")),
    };
    each!(Observation:
        Observation::SelfTest(_) => Observation::SelfTest(SelfTestSeen { resolver: Some(true), port_25: Some(false), port_25_ipv6: Some(true) }),
        Observation::Delegation(_) => Observation::Delegation(DelegationSeen {
            ns: Lookup::Found(vec![domain("ns1.bottega.test")]),
            zone: Some(domain("bottega.test")),
            cut: Some(ZoneCutSeen { delegated: vec![domain("ns1.bottega.test")], servers: name_servers() }),
            dnssec: Some(dnssec()),
        }),
        Observation::Mx(_) => Observation::Mx(mx),
        Observation::Services(_) => Observation::Services(ServicesSeen { records: vec![record], unanswered_count: 1 }),
        Observation::Autoconfig(_) => Observation::Autoconfig(AutoconfigSeen {
            alias: Lookup::Found(domain("autodiscover.aruba.it")),
            autodiscover: Lookup::Found(vec![autodiscover]),
        }),
        Observation::SenderPolicy(_) => Observation::SenderPolicy(SenderPolicySeen {
            spf: Lookup::Found(vec![text("v=spf1 include:_spf.aruba.it ~all")]),
            dmarc: Lookup::Failed(DnsCause::NoData),
            dmarc_of: Some(domain("bottega.test")),
            spf_read: Some(SpfRead { lookup_count: 3, flaw: Some(text("-al")), void: vec![text("a:old.test")], is_open: true }),
            dmarc_flaw: Some(text("p=")),
        }),
        Observation::ProviderStatus(_) => Observation::ProviderStatus(ProviderStatusSeen {
            provider: ProviderId::parse("google").ok(),
            incidents: Some(vec![IncidentSeen { title: text("Delays"), since: Some(text("2026-11-21 09:30 UTC")) }]),
        }),
        Observation::Mail(_) => Observation::Mail(mail),
        Observation::Web(_) => Observation::Web(WebSeen { hops: vec![hop], title: Some(text("Webmail")), webmail: Some("Roundcube".to_owned()), tls: Some(tls()) }),
        Observation::Mailbox(_) => Observation::Mailbox(MailboxSeen {
            addresses: vec![[192, 0, 2, 1].into()],
            tls: Some(tls()),
            login: Some(LoginSeen::Refused { reason: ConnectionReason::LoginRefused, response_code: Some(ResponseCode::AuthenticationFailed), confidence: Confidence::Likely, server_text: Some(text("Authentication failed.")) }),
            quota: Some(QuotaSeen { used_kib: 900, limit_kib: 1_000 }),
            folder_count: Some(7),
            inbox: Some(InboxSeen { message_count: 3, uid_next: Some(9), newest_age_min: Some(4) }),
            search: Some(MessageSearchSeen { inbox_count: 0, junk_count: Some(1), trash_count: None, elsewhere_count: 0, unsearched_count: 2 }),
        }),
    )
}

fn progress() -> Vec<Progress> {
    let probe = ProbeId(3);
    let mut transcript = Transcript::default();
    transcript.push(1, Direction::ReceivedTls, text("220 mx ESMTP"));
    let target = ProbeTarget {
        address: Some([192, 0, 2, 1].into()),
        is_guessed: true,
        ..ProbeTarget::new(domain("mx.bottega.test"), 25)
    };
    let mut all = each!(Progress:
        Progress::Planned { .. } => Progress::Planned { probe, kind: ProbeKind::Smtp, target },
        Progress::Stage { .. } => Progress::Stage {
            probe,
            report: StageReport { stage: Stage::Greeting, outcome: StageOutcome::Passed, elapsed_ms: 7, evidence: Some(text("220 mx")) },
        },
        Progress::Finished { .. } => Progress::Finished {
            probe,
            observation: Box::new(Observation::Mail(MailSeen::default())),
            transcript,
            elapsed_ms: 9,
            shared: Some(SharedResult { measured_at_ms: 1_800_000_000_000, age_s: 12 }),
        },
    );
    let failed = |cause| StageReport {
        stage: Stage::Connect,
        outcome: StageOutcome::Failed(cause),
        elapsed_ms: 7,
        evidence: None,
    };
    all.extend(causes().into_iter().map(|cause| Progress::Stage { probe, report: failed(cause) }));
    all.extend(observations().into_iter().map(|seen| Progress::Finished {
        probe,
        observation: Box::new(seen),
        transcript: Transcript::default(),
        elapsed_ms: 0,
        shared: None,
    }));
    all
}

fn events() -> Vec<Event> {
    let (run, link) = (RunId(1), LinkId(1));
    let reference = || "SP-1".to_owned();
    let skipped = StageReport {
        stage: Stage::Tls,
        outcome: StageOutcome::Skipped,
        elapsed_ms: 0,
        evidence: None,
    };
    let mut all = each!(Event:
        Event::SessionOpened { .. } => Event::SessionOpened { playbook: "prova".to_owned(), digest: "00".to_owned(), lang: Lang::En },
        Event::PlaybookUpgraded { .. } => Event::PlaybookUpgraded { digest: "0f".repeat(32) },
        Event::LanguageChanged { .. } => Event::LanguageChanged { lang: Lang::It },
        Event::AnswerGiven { .. } => Event::AnswerGiven { step: step("scope"), answer: option("all") },
        Event::DeviceMeasured { .. } => Event::DeviceMeasured { seen: DeviceSeen::Offline },
        Event::SideCorrected { .. } => Event::SideCorrected { input: "bounce".into(), side: checklist::conclusion::Side::Received },
        Event::RunStarted { .. } => run_started(1, "bottega.test"),
        Event::Probed { .. } => Event::Probed { run, progress: Progress::Stage { probe: ProbeId(0), report: skipped } },
        Event::RunEnded { .. } => Event::RunEnded { run, end: RunEnd::Interrupted },
        Event::SeenElsewhere { .. } => Event::SeenElsewhere { run, seen: elsewhere(CheckKind::Relay, 3) },
        Event::LinkCreated { .. } => Event::LinkCreated { link, kind: LinkKind::Watch, expires_at_ms: 1 },
        Event::LinkRevoked { .. } => Event::LinkRevoked { link },
        Event::WatcherJoined { .. } => Event::WatcherJoined { link, name: "Anna".to_owned() },
        Event::WatcherLeft { .. } => Event::WatcherLeft { link },
        Event::FileGiven(_) => Event::FileGiven(GivenFile {
            file: FileId(1),
            input: "bounce".into(),
            name: "schermata.png".to_owned(),
            kind: FileKind::Png,
            size_bytes: 9,
            sha256: "0f".repeat(32),
        }),
        Event::FileTakenBack(_) => Event::FileTakenBack(FileId(1)),
        Event::TicketSubmitted { .. } => Event::TicketSubmitted {
            reference: reference(),
            channel: TicketChannel::Download,
            left_out: vec!["subject".to_owned()],
            are_addresses_masked: true,
        },
        Event::TicketMoved { .. } => Event::TicketMoved { reference: reference(), state: TicketState::Failed },
        Event::Unknown => Event::Unknown,
    );
    all.extend(progress().into_iter().map(|progress| Event::Probed { run, progress }));
    let moment = InputValue::Moment { local: "2026-11-21T09:30".to_owned(), utc_offset_min: -210 };
    let written = each!(InputValue:
        InputValue::Mailbox(_) => mailbox("anna@bottega.test"),
        InputValue::Domain(_) => InputValue::Domain(domain("caffè.it")),
        InputValue::Mailboxes(_) => mailboxes("anna@bottega.test;ko;550 no\nugo@altra.test"),
        InputValue::Text(_) => InputValue::Text("due\nrighe".to_owned()),
        InputValue::Moment { .. } => moment,
        InputValue::Unknown => InputValue::Unknown,
    );
    all.extend(
        written.into_iter().map(|value| Event::AnswerGiven {
            step: step("ticket"),
            answer: inputs(&[("x", value)]),
        }),
    );
    all
}

#[test]
fn every_event_survives_the_wire() {
    for event in events() {
        survives(&LogEntry { seq: 7, at_ms: 1_800_000_000_000, actor: Actor::Server, event });
    }
}

#[test]
fn a_whole_session_survives_the_wire() {
    let session = Session::checked();
    let json = serde_json::to_string(&session.log).unwrap();
    let read: Vec<LogEntry> = serde_json::from_str(&json).unwrap();
    assert_eq!(Facts::replay(&read), session.facts);
}

#[track_caller]
fn reads_as(event: &str, expected: Option<&Event>) {
    let json = format!(
        r#"{{"seq":3,"at_ms":5,"actor":"customer","event":{event},"signature":"of tomorrow"}}"#
    );
    let read = serde_json::from_str::<LogEntry>(&json).ok();
    assert_eq!(read.as_ref().map(|entry| &entry.event), expected, "{event}");
    assert!(read.is_none_or(|entry| (entry.seq, entry.at_ms) == (3, 5)));
}

#[test]
fn an_event_of_a_newer_version_is_unknown_and_no_error() {
    reads_as(
        r#"{"mailbox_merged":{"into":{"deep":[1,2,{"deeper":null}]}}}"#,
        Some(&Event::Unknown),
    );
    reads_as(r#"{"mailbox_merged":null}"#, Some(&Event::Unknown));
    reads_as(r#"{"mailbox_merged":"text"}"#, Some(&Event::Unknown));
    reads_as(r#"{"unknown":null}"#, Some(&Event::Unknown));
    reads_as(
        r#"{"language_changed":{"lang":"en","why":"of tomorrow"}}"#,
        Some(&Event::LanguageChanged { lang: Lang::En }),
    );
    reads_as(r#"{"language_changed":{}}"#, None);
    reads_as(
        r#"{"seen_elsewhere":{"run":1,"provider":"aruba","check":"relay","session_count":3,"window_min":15,"since":1}}"#,
        Some(&Event::SeenElsewhere { run: RunId(1), seen: elsewhere(CheckKind::Relay, 3) }),
    );
    reads_as(r#"{"mailbox_merged":{"#, None);
}

#[test]
fn a_value_of_a_newer_version_is_unknown_and_the_others_of_the_answer_are_kept() {
    let given = |value: InputValue| {
        let answer = inputs(&[("file", value), ("mailbox", mailbox("anna@bottega.test"))]);
        Event::AnswerGiven { step: step("ticket"), answer }
    };
    let read = |value: &str, expected: Option<&Event>| {
        let answer = format!(
            r#"{{"inputs":{{"file":{value},"mailbox":{{"mailbox":"anna@bottega.test"}}}}}}"#
        );
        reads_as(&format!(r#"{{"answer_given":{{"step":"ticket","answer":{answer}}}}}"#), expected);
    };
    for newer in [
        r#"{"files":[{"name":"a.pdf","deep":[1,{"deeper":null}]}]}"#,
        r#"{"files":null}"#,
        r#"{"unknown":null}"#,
    ] {
        read(newer, Some(&given(InputValue::Unknown)));
    }
    read(r#"{"text":"due"}"#, Some(&given(InputValue::Text("due".to_owned()))));
    read(r#"{"text":7}"#, None);
    // An unknown value is neither the subject of a session nor a line of the ticket, and it cannot
    // be sent.
    let mut session = Session::checked();
    assert_eq!(
        session.answer("ticket", inputs(&[("subject", InputValue::Unknown)])),
        Err(Rejection::WrongAnswer)
    );
    session.append(Event::AnswerGiven {
        step: step("ticket"),
        answer: inputs(&[("subject", InputValue::Unknown)]),
    });
    let content = crate::ticket(&session.standing(), Lang::En, &[]);
    assert!(content.lines.iter().all(|line| line.id != "input.subject"));
    assert!(content.missing.contains(&"Subject line".to_owned()), "{:?}", content.missing);
}
