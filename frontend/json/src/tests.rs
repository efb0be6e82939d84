//! Everything that a server may write is read here as serde_json reads it.

use checklist::playbook::Predicate;
use diagnosis::probe::Observation;
use session::api::{Entries, Problem};
use session::{LogEntry, Rejection};

use super::*;

/// Checks that both readers accept the text and give the same value.
#[track_caller]
fn reads<T: DeserializeOwned + PartialEq + fmt::Debug>(text: &str) {
    let expected = serde_json::from_str::<T>(text).unwrap_or_else(|err| panic!("{err}: {text}"));
    assert_eq!(read::<T>(text), Ok(expected), "{text}");
}

#[track_caller]
fn refuses<T: DeserializeOwned + PartialEq + fmt::Debug>(text: &str) {
    assert!(serde_json::from_str::<T>(text).is_err(), "{text}");
    assert_eq!(read::<T>(text), Err(NotUnderstood), "{text}");
}

#[track_caller]
fn reads_event(event: &str) {
    reads::<LogEntry>(&format!(
        r#"{{"seq":3,"at_ms":1800000000000,"actor":"customer","event":{event},"signature":[1.5,-2,{{}}]}}"#
    ));
}

#[test]
fn every_shape_of_an_event_is_read() {
    reads_event(r#"{"session_opened":{"playbook":"prova","digest":"00","lang":"en"}}"#);
    reads_event(r#"{"answer_given":{"step":"scope","answer":{"option":"all"}}}"#);
    reads_event(
        r#"{"answer_given":{"step":"scope","answer":{"inputs":{"x":{"text":"due\nrighe \"è\""},"y":{"mailbox":"anna@bottega.test"}}}}}"#,
    );
    reads_event(
        r#"{"answer_given":{"step":"t","answer":{"inputs":{"m":{"moment":{"local":"2026-11-21T09:30","utc_offset_min":-210}}}}}}"#,
    );
    reads_event(
        r#"{"run_started":{"run":1,"step":"c","domain":"xn--caff-8oa.it","checks":["mx","relay"]}}"#,
    );
    reads_event(r#"{"run_ended":{"run":1,"end":"interrupted"}}"#);
    reads_event(
        r#"{"seen_elsewhere":{"run":1,"provider":"aruba","check":"relay","session_count":3,"window_min":15,"since":1}}"#,
    );
    reads_event(r#"{"ticket_moved":{"state":"failed","reference":"SP-1"}}"#);
    let stage = |outcome: &str| {
        let report = format!(
            r#"{{"stage":"connect","outcome":{outcome},"elapsed_ms":7,"evidence":"220 mx"}}"#
        );
        format!(
            r#"{{"probed":{{"run":1,"progress":{{"stage":{{"probe":3,"report":{report}}}}}}}}}"#
        )
    };
    reads_event(&stage(r#""passed""#));
    reads_event(&stage(r#"{"failed":"refused"}"#));
    reads_event(&stage(r#"{"failed":{"timeout":{"after_ms":5000}}}"#));
    reads_event(&stage(
        r#"{"failed":{"rejected":{"reply":554,"enhanced":"5.7.1","server_text":"no"}}}"#,
    ));
    reads_event(&stage(r#"{"failed":{"dns":"nx_domain"}}"#));
}

#[test]
fn an_event_of_tomorrow_is_passed_over() {
    reads_event(r#"{"mailbox_merged":{"into":{"deep":[1,2.5,{"deeper":null}]}}}"#);
    reads_event(r#"{"mailbox_merged":null}"#);
    reads_event(r#"{"unknown":null}"#);
}

#[test]
fn other_types_are_read() {
    reads::<Entries>(r#"{"entries":[]}"#);
    reads::<Problem>(r#"{"type":"about:blank","title":"x","status":409,"code":"stale_step"}"#);
    reads::<Rejection>(r#""stale_step""#);
    reads::<Observation>(r#"{"self_test":{"resolver":null,"port_25":false}}"#);
    reads::<Observation>(
        r#"{"mx":{"mx":{"found":[{"preference":10,"exchange":"mx.bottega.test"}]},"is_null":false,"is_implicit":false,"malformed":[],
            "hosts":[{"name":"mx.bottega.test","preference":10,"ipv4":{"found":["192.0.2.1"]},"ipv6":{"failed":"no_data"},"not_public":[]}],
            "left_out_count":0}}"#,
    );
    reads::<Predicate>(
        r#"{"all":[{"check":{"mx":"ok"}},{"not":{"answer":{"scope":"all"}}},{"finding":"mx_ok"}]}"#,
    );
}

#[test]
fn what_was_not_agreed_is_refused() {
    refuses::<Entries>("");
    refuses::<Entries>("<html>");
    refuses::<Entries>("{}");
    refuses::<Entries>(r#"{"entries":{}}"#);
    refuses::<Entries>(r#"{"entries":[]} {}"#);
    refuses::<Rejection>(r#""of_tomorrow""#);
    refuses::<LogEntry>(r#"{"seq":-1,"at_ms":5,"actor":"customer","event":{"unknown":null}}"#);
    refuses::<LogEntry>(
        r#"{"seq":1,"at_ms":5,"actor":"customer","event":{"language_changed":{}}}"#,
    );
    refuses::<LogEntry>(
        r#"{"seq":1,"at_ms":5,"actor":"customer","event":{"unknown":null,"language_changed":{"lang":"en"}}}"#,
    );
    refuses::<Predicate>(r#"{"mailboxes":{"in_error":"all","unheard_of":1}}"#);
    assert_eq!(read_word::<Rejection>("stale_step"), Ok(Rejection::StaleStep));
    assert_eq!(read_word::<Rejection>("of_tomorrow"), Err(NotUnderstood));
}
