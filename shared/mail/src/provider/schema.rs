//! The ids of providers as JSON Schema, for authors who write a playbook in an editor.
//!
//! Written by hand because a [`ProviderId`] accepts ids of newer versions, and a playbook may only
//! use known ones. Must never contain an id of its own: all come from the data file.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Provider, ProviderId};

impl JsonSchema for ProviderId {
    fn schema_name() -> Cow<'static, str> {
        "ProviderId".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        // A log can hold the id of a provider that only a newer version knows.
        if generator.contract().is_serialize() {
            return json_schema!({ "description": "A mail provider.", "type": "string", "pattern": "^[a-z0-9_]{1,32}$" });
        }
        let known: Vec<Schema> = Provider::all()
            .iter()
            .map(|provider| json_schema!({ "const": provider.id, "description": provider.name }))
            .collect();
        json_schema!({ "description": "A mail provider.", "oneOf": known })
    }
}
