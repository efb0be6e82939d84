//! `/api/v1/openapi.json`: the description of the API.

use axum::response::Response;

use super::bytes::typed;

/// Written by hand; a test compares it with the routes.
pub(super) const DOCUMENT: &str = include_str!("openapi.json");

/// `GET`: the document.
pub(super) async fn get() -> Response {
    typed("application/json", DOCUMENT)
}

#[cfg(test)]
mod tests {
    use checklist::InputValue;
    use checklist::conclusion::{CauseCode, Conclusion, Grounds, Refusal, Said, Shown, Side, ToPublish};
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

    fn document() -> Value {
        serde_json::from_str(super::DOCUMENT).unwrap()
    }

    /// Checks that a serialised value matches its schema.
    #[track_caller]
    fn fits(name: &str, value: &impl Serialize) {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": document()["components"] });
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let value = serde_json::to_value(value).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|err| err.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?} in {value}");
    }

    /// Checks that a value matches its schema, and that the schema has exactly its fields; `value`
    /// must have all optional fields.
    #[track_caller]
    fn names_every_field(name: &str, value: &impl Serialize) {
        fits(name, value);
        let fields = |value: &Value| {
            let mut names: Vec<String> = value.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
            names.sort();
            names
        };
        let schema = &document()["components"]["schemas"][name]["properties"];
        assert_eq!(fields(schema), fields(&serde_json::to_value(value).unwrap()), "{name}");
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
        let shown = Shown {
            reason: ConnectionReason::LoginRefused,
            provider: ProviderId::parse("aruba").ok(),
            owner: None,
            confidence: Confidence::Likely,
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
            because: grounds.findings.clone(),
            answers: grounds.answers.clone(),
            bounce: grounds.bounce.clone(),
            shown: grounds.shown.clone(),
            patterns: grounds.patterns.clone(),
            against: grounds.clone(),
            unjudged: vec![FindingCode::DnsNotJudged],
            publish: Some(publish.clone()),
        };
        names_every_field("Said", &said);
        names_every_field("Refusal", &refusal);
        names_every_field("Shown", &shown);
        names_every_field("Grounds", &grounds);
        names_every_field("ToPublish", &publish);
        names_every_field("Conclusion", &whole);
        for owner in [Owner::You, Owner::DomainAdmin, Owner::MailProvider, Owner::OtherSide, Owner::Service, Owner::Nobody] {
            fits("Conclusion", &Conclusion { owner, ..whole.clone() });
        }
        for confidence in [Confidence::Possible, Confidence::Likely, Confidence::Certain] {
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
        names_every_field("ListedMailbox", &listed);
        fits("InputValue", &InputValue::Mailboxes(vec![listed, ListedMailbox::new(address.clone())]));
        fits("InputValue", &InputValue::Mailbox(address.clone()));
        fits("InputValue", &InputValue::Domain(address.domain().clone()));
        fits("InputValue", &InputValue::Text("due righe".to_owned()));
        fits("InputValue", &InputValue::Moment { local: "2026-11-21T09:30".to_owned(), utc_offset_min: -210 });
    }
}
