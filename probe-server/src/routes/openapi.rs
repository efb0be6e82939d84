//! `/api/v1/openapi.json`: the description of the API.
//!
//! Made from the list of operations when it is first asked for. Must never depend on a setting.

use std::sync::LazyLock;

use axum::http::HeaderMap;
use serde_json::Value;

use super::contract::{JsonOf, Operation, Sent, document};
use super::encoding::CompressedOnce;

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document(super::operations()).to_string());
static COMPRESSED: LazyLock<CompressedOnce> =
    LazyLock::new(|| CompressedOnce::new("application/json", description()));

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 1] {
    [Operation::get(
        "/api/v1/openapi.json",
        get,
        "Gets this document.",
        "The description of the API, in OpenAPI 3.1.",
    )]
}

/// The OpenAPI document of the API, as JSON.
#[must_use]
pub fn description() -> &'static str {
    &DOCUMENT
}

/// `GET`: the document.
async fn get(headers: HeaderMap) -> Sent<JsonOf<Value>> {
    COMPRESSED.response(&headers).into()
}

#[cfg(test)]
mod tests {
    use checklist::InputValue;
    use checklist::conclusion::{
        Arrived, ArrivedSign, CauseCode, Conclusion, Grounds, Refusal, Said, ShownError, Side,
        ToPublish,
    };
    use checklist::playbook::Meaning;
    use diagnosis::finding::{FindingCode, PatternCode};
    use mail::bounce::BounceReason;
    use mail::connection::ConnectionReason;
    use mail::list::{InError, ListedMailbox};
    use mail::{Domain, Mailbox, ProviderId};
    use serde::Serialize;
    use serde_json::{Value, json};
    use terms::Confidence;
    use terms::Owner;
    use terms::ServerText;

    /// How a serialised value differs from its schema.
    fn differences(name: &str, value: &impl Serialize) -> Vec<String> {
        let document: Value = serde_json::from_str(super::description()).unwrap();
        let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": document["components"] });
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let value = serde_json::to_value(value).unwrap();
        validator.iter_errors(&value).map(|err| format!("{err} in {value}")).collect()
    }

    /// Checks that a serialised value matches its schema.
    #[track_caller]
    fn fits(name: &str, value: &impl Serialize) {
        let differences = differences(name, value);
        assert!(differences.is_empty(), "{name}: {differences:?}");
    }

    #[test]
    fn an_event_may_be_unknown_but_a_known_one_has_its_form() {
        fits("Event", &json!({ "language_changed": { "lang": "en" } }));
        fits("Event", &json!({ "something_new": { "at": 1 } }));
        fits("Event", &session::Event::Unknown);
        assert!(!differences("Event", &json!({ "language_changed": { "lang": 1 } })).is_empty());
        assert!(
            !differences("Event", &json!({ "language_changed": {}, "something_new": {} }))
                .is_empty()
        );
        assert!(!differences("Event", &json!("language_changed")).is_empty());
    }

    #[test]
    fn a_body_is_limited_as_the_handler_limits_it() {
        fits("CreateLink", &json!({ "kind": "watch", "hours": 168 }));
        assert!(!differences("CreateLink", &json!({ "kind": "owner", "hours": 168 })).is_empty());
        assert!(!differences("CreateLink", &json!({ "kind": "watch", "hours": 169 })).is_empty());
        assert!(!differences("JoinAsWatcher", &json!({ "name": "" })).is_empty());
        assert!(!differences("InputValue", &json!({ "mailboxes": [] })).is_empty());
    }

    #[test]
    fn conclusions_are_as_the_document_says() {
        let domain = Domain::parse("bottega.test").unwrap();
        let said = Said { step: "scope".into(), means: Meaning::ChangedProvider };
        let refusal = Refusal {
            reason: BounceReason::MailboxFull,
            side: Side::Received,
            provider: ProviderId::parse("aruba").ok(),
            owner: None,
            confidence: Confidence::Certain,
            recipients: vec![ServerText::new("anna@bottega.test")],
        };
        let shown = ShownError {
            reason: ConnectionReason::LoginRefused,
            provider: ProviderId::parse("aruba").ok(),
            owner: None,
            confidence: Confidence::Likely,
        };
        let arrived = Arrived {
            sign: ArrivedSign::SenderFailed,
            side: Side::Received,
            confidence: Confidence::Certain,
        };
        let publish = ToPublish {
            domain: domain.clone(),
            record: "v=spf1 ~all".to_owned(),
            strings: vec!["v=spf1".to_owned(), " ~all".to_owned()],
            lookups: 11,
            is_over_limit: true,
        };
        let grounds = Grounds {
            findings: vec![FindingCode::MxNone],
            answers: vec![said.clone()],
            bounce: vec![refusal.clone()],
            shown: vec![shown.clone()],
            arrived: vec![arrived.clone()],
            patterns: vec![PatternCode::OneDomain],
        };
        let whole = Conclusion {
            cause: CauseCode::DnsAfterMove,
            domains: vec![domain],
            mailboxes: vec![Mailbox::parse("anna@bottega.test").unwrap().value],
            recipients: refusal.recipients.clone(),
            is_aside: true,
            confidence: Confidence::Likely,
            owner: Owner::DomainAdmin,
            because: grounds.clone(),
            against: grounds.clone(),
            unjudged: vec![FindingCode::DnsNotJudged],
            publish: Some(publish.clone()),
        };
        fits("Said", &said);
        fits("Refusal", &refusal);
        fits("Shown", &shown);
        fits("Arrived", &arrived);
        fits("Grounds", &grounds);
        fits("ToPublish", &publish);
        fits("Conclusion", &whole);
        for &owner in Owner::ALL {
            fits("Conclusion", &Conclusion { owner, ..whole.clone() });
        }
        for &confidence in Confidence::ALL {
            fits("Conclusion", &Conclusion { confidence, ..whole.clone() });
        }
        for conclusion in checklist::conclusion::conclude(&[]) {
            fits("Conclusion", &conclusion);
        }
    }

    #[test]
    fn inputs_are_as_the_document_says() {
        let address = Mailbox::parse("anna@bottega.test").unwrap().value;
        let listed = ListedMailbox {
            in_error: InError::Yes,
            error_text: Some("550 no".to_owned()),
            since: Some("2026-11-20".to_owned()),
            ..ListedMailbox::new(address.clone())
        };
        fits("ListedMailbox", &listed);
        fits(
            "InputValue",
            &InputValue::Mailboxes(vec![listed, ListedMailbox::new(address.clone())]),
        );
        fits("InputValue", &InputValue::Mailbox(address.clone()));
        fits("InputValue", &InputValue::Domain(address.domain().clone()));
        fits("InputValue", &InputValue::Text("due righe".to_owned()));
        fits(
            "InputValue",
            &InputValue::Moment { local: "2026-11-21T09:30".to_owned(), utc_offset_min: -210 },
        );
    }
}
