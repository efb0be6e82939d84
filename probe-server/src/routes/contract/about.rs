//! What is known of one operation while its types are asked.
//!
//! Written to by the arguments and the result of a handler. Must never hold a type that the handler
//! does not have.

use axum::http::StatusCode;
use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::types::Types;
use crate::routes::problem::ApiError;

/// The description of one operation.
pub(in crate::routes) struct About<'a> {
    pub(super) types: &'a mut Types,
    pub(super) needs_token: bool,
    pub(super) description: Option<&'static str>,
    pub(super) parameters: Vec<Value>,
    pub(super) body: Option<Value>,
    pub(super) status: StatusCode,
    /// The media types of a successful response, each with its schema.
    pub(super) content: Map<String, Value>,
    pub(super) problems: Vec<ApiError>,
}

impl<'a> About<'a> {
    pub(super) fn new(types: &'a mut Types) -> Self {
        Self {
            types,
            needs_token: false,
            description: None,
            parameters: Vec::new(),
            body: None,
            status: StatusCode::OK,
            content: Map::new(),
            problems: Vec::new(),
        }
    }

    /// The request needs a token.
    pub(in crate::routes) const fn needs_token(&mut self) {
        self.needs_token = true;
    }

    /// A sentence about who may call.
    pub(in crate::routes) const fn says(&mut self, description: &'static str) {
        self.description = Some(description);
    }

    /// The body of a request.
    pub(in crate::routes) fn takes<T: JsonSchema>(&mut self) {
        let schema = self.types.of_request::<T>();
        self.body = Some(
            json!({ "required": true, "content": { "application/json": { "schema": schema } } }),
        );
    }

    /// A body of any bytes.
    pub(in crate::routes) fn takes_bytes(&mut self) {
        self.body = Some(
            json!({ "required": true, "content": { "application/octet-stream": { "schema": {} } } }),
        );
    }

    /// The parameters of the query: the fields of `T`.
    pub(in crate::routes) fn takes_query<T: JsonSchema>(&mut self) {
        for (name, mut schema, required) in self.types.fields_of::<T>() {
            let description =
                schema.as_object_mut().and_then(|schema| schema.remove("description"));
            let mut parameter =
                json!({ "name": name, "in": "query", "required": required, "schema": schema });
            if let (Some(parameter), Some(description)) = (parameter.as_object_mut(), description) {
                parameter.insert("description".to_owned(), description);
            }
            self.parameters.push(parameter);
        }
    }

    /// A part of the path.
    pub(in crate::routes) fn takes_in_path(
        &mut self,
        name: &str,
        description: &str,
        schema: &Value,
    ) {
        self.parameters.push(json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema }));
    }

    /// How the request can fail.
    pub(in crate::routes) fn fails(
        &mut self,
        problems: impl IntoIterator<Item = impl Into<ApiError>>,
    ) {
        self.problems.extend(problems.into_iter().map(Into::into));
    }
}
