//! The schema of an enum that is read by [`crate::tolerant!`]: the derived schema, and any name
//! that it does not have.
//!
//! Only for programs that need schemas. Must never change what the derived schema says of a known
//! name.

use schemars::Schema;
use serde_json::{Value, json};

/// Replaces the variant `unknown` of a derived schema by "any other name, with any content", which
/// is what an older program finds in the data of a newer one.
pub fn open_schema(schema: &mut Schema) {
    let Some(Value::Array(choices)) = schema.get_mut("oneOf") else { return };
    choices.retain(|choice| choice.get("properties").is_some());
    let known: Vec<String> = choices
        .iter()
        .filter_map(|choice| choice.get("properties")?.as_object())
        .flat_map(|fields| fields.keys().cloned())
        .collect();
    choices.push(json!({
        "description": "Written by a newer version. To be ignored.",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": { "not": { "enum": known } },
    }));
}
