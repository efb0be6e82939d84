//! The OpenAPI document, from the operations and their types.
//!
//! Must never contain a sentence about an operation or a type that is not written beside it.

use std::collections::{BTreeMap, BTreeSet};

use authoring::descriptions::tidy;
use serde_json::{Map, Value, json};
use session::api::Problem;

use super::types::Types;
use super::{About, Operation};
use crate::routes::problem::ApiError;

/// The document, in OpenAPI 3.1.
pub(in crate::routes) fn document(operations: Vec<Operation>) -> Value {
    let mut types = Types::new();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let (path, method) = (operation.path, operation.method.as_str().to_ascii_lowercase());
        let described = described(operation, &mut types);
        if let Some(methods) = paths.entry(path).or_insert_with(|| json!({})).as_object_mut() {
            methods.insert(method, described);
        }
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sportello",
            "version": "1",
            "description": "Sessions, their log, their links and tickets. A token is sent in `Authorization: Bearer` only. \
                A client must ignore fields and events that it does not know.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": {
                "capability": { "type": "http", "scheme": "bearer", "description": "The token of the owner, or of a watch link." },
            },
            "schemas": types.into_components(),
        },
    });
    tidy(&mut document);
    document
}

fn described(operation: Operation, types: &mut Types) -> Value {
    let mut about = About::new(types);
    (operation.describe)(&mut about);
    about.fails(operation.problems);
    for (name, description) in operation.headers {
        let schema = json!({ "type": "integer", "minimum": 0 });
        about.parameters.push(json!({
            "name": name.as_str(), "in": "header", "required": false, "description": description, "schema": schema,
        }));
    }
    let mut responses = Map::new();
    let mut success = json!({ "description": operation.answered });
    if let Some(success) = success.as_object_mut().filter(|_| !about.content.is_empty()) {
        success.insert("content".to_owned(), Value::Object(about.content));
    }
    responses.insert(about.status.as_str().to_owned(), success);
    if let Some((status, description)) = operation.otherwise {
        let content = json!({ "text/plain": { "schema": { "type": "string" } } });
        responses
            .insert(status.to_string(), json!({ "description": description, "content": content }));
    }
    let problem = about.types.of_response::<Problem>().to_value();
    responses.extend(problems(&about.problems, &problem));
    let mut described = json!({
        "summary": operation.summary,
        "security": if about.needs_token { json!([{ "capability": [] }]) } else { json!([]) },
        "responses": responses,
    });
    if let Some(fields) = described.as_object_mut() {
        if let Some(description) = about.description {
            fields.insert("description".to_owned(), description.into());
        }
        if !about.parameters.is_empty() {
            fields.insert("parameters".to_owned(), about.parameters.into());
        }
        if let Some(body) = about.body {
            fields.insert("requestBody".to_owned(), body);
        }
    }
    described
}

/// The problems of an operation: for each status its codes.
fn problems(problems: &[ApiError], problem: &Value) -> Map<String, Value> {
    let mut codes: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    let retried: BTreeSet<u16> = problems
        .iter()
        .filter(|problem| problem.retry_after_s().is_some())
        .map(|problem| problem.status_and_code().0.as_u16())
        .collect();
    for problem in problems {
        let (status, code) = problem.status_and_code();
        let of_status = codes.entry(status.as_u16()).or_default();
        if !of_status.contains(&code) {
            of_status.push(code);
        }
    }
    let response = |(status, codes): (u16, Vec<&'static str>)| {
        let listed: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
        let of_status =
            json!({ "properties": { "status": { "const": status }, "code": { "enum": codes } } });
        let content =
            json!({ "application/problem+json": { "schema": { "allOf": [problem, of_status] } } });
        let description = format!("Problem: {}", listed.join(", "));
        let mut response = json!({ "description": description, "content": content });
        if let Some(response) = response.as_object_mut().filter(|_| retried.contains(&status)) {
            let header = json!({ "description": "When to try again, in seconds.", "schema": { "type": "integer", "minimum": 0 } });
            response.insert("headers".to_owned(), json!({ "Retry-After": header }));
        }
        (status.to_string(), response)
    };
    codes.into_iter().map(response).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::operations;

    #[test]
    fn a_type_is_read_as_it_is_written() {
        let mut types = Types::new();
        for operation in operations() {
            described(operation, &mut types);
        }
        assert!(types.read_otherwise().is_empty(), "{:?}", types.read_otherwise());
    }

    #[test]
    fn no_two_types_have_the_same_name() {
        let document = document(operations());
        let types = document["components"]["schemas"].as_object().unwrap();
        // A second type of the same name gets a number behind it.
        let is_second = |name: &&String| {
            let first = name.trim_end_matches(|last: char| last.is_ascii_digit());
            first != name.as_str() && types.contains_key(first)
        };
        let numbered: Vec<&String> = types.keys().filter(is_second).collect();
        assert!(numbered.is_empty(), "{numbered:?}: rename one with #[schemars(rename)]");
    }

    #[test]
    fn the_parts_of_each_path_are_described() {
        for operation in operations() {
            let path = operation.path;
            let mut types = Types::new();
            let described = described(operation, &mut types);
            let parameters = described["parameters"].as_array().cloned().unwrap_or_default();
            let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
            let named: Vec<String> = in_path
                .map(|parameter| format!("{{{}}}", parameter["name"].as_str().unwrap()))
                .collect();
            let parts: Vec<&str> = path.split('/').filter(|part| part.starts_with('{')).collect();
            assert_eq!(parts, named, "{path}");
        }
    }

    #[test]
    fn every_reference_has_a_target() {
        fn check(value: &Value, document: &Value) {
            match value {
                Value::Object(fields) => {
                    if let Some(Value::String(target)) = fields.get("$ref") {
                        assert!(
                            document.pointer(target.trim_start_matches('#')).is_some(),
                            "{target}"
                        );
                    }
                    fields.values().for_each(|value| check(value, document));
                }
                Value::Array(values) => values.iter().for_each(|value| check(value, document)),
                _ => {}
            }
        }
        let document = document(operations());
        check(&document, &document);
    }
}
