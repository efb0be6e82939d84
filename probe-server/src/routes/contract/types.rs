//! The schemas of the types that an operation names.
//!
//! Requests are described as they are read, responses as they are written. Must never change a
//! schema that a type gave.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

/// The schemas that were asked for so far.
pub(super) struct Types {
    read: SchemaGenerator,
    written: SchemaGenerator,
}

impl Types {
    pub(super) fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12()
                .with(|settings| settings.definitions_path = "/components/schemas".into())
        };
        Self {
            read: settings().for_deserialize().into_generator(),
            written: settings().for_serialize().into_generator(),
        }
    }

    /// The schema of what a client sends.
    pub(super) fn of_request<T: JsonSchema>(&mut self) -> Schema {
        self.read.subschema_for::<T>()
    }

    /// The schema of what the server sends.
    pub(super) fn of_response<T: JsonSchema>(&mut self) -> Schema {
        self.written.subschema_for::<T>()
    }

    /// The parameters of a query: each field of `T` with its schema, and whether it is required.
    pub(super) fn fields_of<T: JsonSchema>(&mut self) -> Vec<(String, Value, bool)> {
        let schema = T::json_schema(&mut self.read).to_value();
        let required =
            schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let fields =
            schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        fields
            .into_iter()
            .map(|(name, schema)| (name.clone(), schema, required.contains(&Value::String(name))))
            .collect()
    }

    /// The named schemas. A type of requests and responses has one, because a test compares both.
    pub(super) fn into_components(mut self) -> Map<String, Value> {
        let mut components = self.read.take_definitions(true);
        components.extend(self.written.take_definitions(true));
        components
    }

    /// The types that are read in another form than they are written.
    #[cfg(test)]
    pub(super) fn read_otherwise(&self) -> Vec<&String> {
        let written = self.written.definitions();
        let differs = |(name, schema): &(&String, &Value)| {
            written.get(*name).is_some_and(|written| written != *schema)
        };
        self.read.definitions().iter().filter(differs).map(|(name, _)| name).collect()
    }
}
