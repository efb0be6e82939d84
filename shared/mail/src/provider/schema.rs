//! The names of providers as JSON Schema, for whoever writes a playbook in an editor.
//!
//! Written by hand because a [`ProviderId`] takes names of newer versions, and a playbook may only use those that are
//! known. Must never hold a name of its own: they are those of the data file.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Provider, ProviderId};

impl JsonSchema for ProviderId {
    fn schema_name() -> Cow<'static, str> {
        "ProviderId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let known: Vec<Schema> =
            Provider::all().iter().map(|provider| json_schema!({ "const": provider.id, "description": provider.name })).collect();
        json_schema!({ "description": "A mail provider.", "oneOf": known })
    }
}
