//! The OpenAPI document, and whether a response is as it says.
//!
//! Every response that a test of the API reads is compared here, so the document is held by all of
//! them. Knows only the document; must never know a type of the program.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Answer;

/// The document that the server sends.
pub(crate) static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(probe_server::routes::description()).expect("the document is JSON")
});

static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The description of a path: the template and its operations; `None` if the path is not of the
/// API.
fn described(path: &str) -> Option<(&'static str, &'static Value)> {
    let fits = |template: &str| {
        let (parts, expected): (Vec<&str>, Vec<&str>) =
            (path.split('/').collect(), template.split('/').collect());
        let is_same =
            |(part, expected): (&&str, &&str)| expected.starts_with('{') || part == expected;
        parts.len() == expected.len() && parts.iter().zip(&expected).all(is_same)
    };
    let mut paths = DOCUMENT["paths"].as_object().expect("paths").iter();
    paths
        .find(|(template, _)| fits(template))
        .map(|(template, operations)| (template.as_str(), operations))
}

/// Compares a response with its description; `sent` is the body of the request.
#[track_caller]
pub(crate) fn check(method: &Method, path: &str, sent: Option<&[u8]>, answer: &Answer) {
    if *method == Method::OPTIONS {
        return;
    }
    let Some((template, operations)) = described(path) else {
        assert!(
            !path.starts_with("/api/") || answer.problem() == (404, "not_found".to_owned()),
            "{method} {path} is not described: {answer:?}"
        );
        return;
    };
    let name =
        if *method == Method::HEAD { "get".to_owned() } else { method.as_str().to_lowercase() };
    let Some(operation) = operations.get(&name) else {
        assert_eq!(
            answer.problem(),
            (405, "method_not_allowed".to_owned()),
            "{method} {path} is not described"
        );
        return;
    };
    let status = answer.status.as_str();
    let response = &operation["responses"][status];
    assert!(response.is_object(), "{method} {template} does not describe {status}: {answer:?}");
    for header in response["headers"].as_object().into_iter().flat_map(|headers| headers.keys()) {
        assert!(!answer.header(header).is_empty(), "{method} {template} {status} has no {header}");
    }
    let pointer = format!("/paths/{}/{name}", template.replace('~', "~0").replace('/', "~1"));
    let media_type = answer.header("content-type").split(';').next().unwrap_or_default();
    match response["content"].as_object() {
        None => assert!(
            answer.text.is_empty(),
            "{method} {template} {status} describes no body: {answer:?}"
        ),
        Some(content) => {
            assert!(
                content.contains_key(media_type),
                "{method} {template} {status} does not describe {media_type:?}"
            );
            if media_type.ends_with("json") && *method != Method::HEAD {
                let media_type = media_type.replace('/', "~1");
                fits(
                    &format!("{pointer}/responses/{status}/content/{media_type}/schema"),
                    &answer.json(),
                );
            }
        }
    }
    let takes_json = operation["requestBody"]["content"].get("application/json").is_some();
    if answer.status.is_success() && takes_json {
        let sent: Value =
            serde_json::from_slice(sent.expect("a body was sent")).expect("the body is JSON");
        fits(&format!("{pointer}/requestBody/content/application~1json/schema"), &sent);
    }
}

/// Checks the data of an event of the stream.
#[track_caller]
pub(crate) fn check_entry(data: &str) {
    let stream = "/paths/~1api~1v1~1sessions~1{id}~1events/get/responses/200/content/text~1event-stream/schema/contentSchema";
    fits(stream, &serde_json::from_str(data).expect("data is JSON"));
}

/// Compares a value with the schema at a place of the document.
#[track_caller]
fn fits(pointer: &str, value: &Value) {
    let errors: Vec<String> = validator(pointer)
        .iter_errors(value)
        .map(|err| format!("{}: {err}", err.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{pointer}: {errors:#?} in {value}");
}

fn validator(pointer: &str) -> Arc<Validator> {
    // A failed assertion of one test must not fail the others.
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let compiled = validators.entry(pointer.to_owned()).or_insert_with(|| {
        assert!(DOCUMENT.pointer(pointer).is_some(), "the document has nothing at {pointer}");
        let encoded = pointer.replace('{', "%7B").replace('}', "%7D");
        let schema = json!({ "$ref": format!("#{encoded}"), "paths": DOCUMENT["paths"], "components": DOCUMENT["components"] });
        Arc::new(jsonschema::draft202012::new(&schema).expect("a schema"))
    });
    compiled.clone()
}
