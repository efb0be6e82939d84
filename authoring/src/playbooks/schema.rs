//! The playbook format as JSON Schema, with which editors complete and validate files.
//!
//! Generated from the types of the model: its enums give the allowed words, its doc comments the
//! descriptions. Fragments and variables, which only files have, are added here. Draft 7, which
//! every editor supports. Must never reject a file that the parser accepts, except one with an
//! empty field.

use std::collections::BTreeSet;

use checklist::conclusion::CauseCode;
use checklist::playbook::Playbook;
use diagnosis::probe::CheckKind;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::descriptions::tidy;

/// Types of a scenario, in which neither fragments nor variables are replaced.
const LEFT_ALONE: [&str; 3] = ["Scenario", "Given", "Expected"];
/// A text may be written without quotation marks, and may then look like another scalar.
const SCALARS: [&str; 3] = ["string", "number", "boolean"];

/// The schema of a playbook file, its fields in the order of their names.
#[must_use]
pub fn schema() -> Value {
    let mut schema = unsorted();
    schema.sort_all_objects();
    tidy(&mut schema);
    schema
}

fn unsorted() -> Value {
    let mut root =
        SchemaSettings::draft07().into_generator().into_root_schema_for::<Playbook>().to_value();
    let Some(fields) = root.as_object_mut() else { return root };
    let Some(Value::Object(definitions)) = fields.remove("definitions") else { return root };
    let with_fields = definitions
        .iter()
        .filter(|(_, definition)| has_fields(definition))
        .map(|(name, _)| name.clone())
        .collect();
    let mut written: Map<String, Value> = definitions
        .into_iter()
        .map(|(name, definition)| {
            let form = if LEFT_ALONE.contains(&name.as_str()) {
                Form::AsItIs
            } else {
                Form::WithFragments
            };
            let definition = Writer { with_fields: &with_fields, form }.written(definition);
            (name, definition)
        })
        .collect();
    written.insert("Use".to_owned(), used());
    written.insert("Variable".to_owned(), json!({ "type": "string", "pattern": r"\{\{.+\}\}" }));
    let mut root = Writer { with_fields: &with_fields, form: Form::AsItIs }.written(root);
    if let Some(fields) = root.as_object_mut() {
        property(fields, "variables", variables());
        property(fields, "fragments", fragments());
        fields.insert("definitions".to_owned(), Value::Object(written));
    }
    root
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Exactly as in the model.
    AsItIs,
    /// `use: name` may replace a value, and `{{name}}` a word in it.
    WithFragments,
}

/// Converts the schema of the model to that of the file.
struct Writer<'a> {
    /// The definitions that accept `use` among their fields.
    with_fields: &'a BTreeSet<String>,
    form: Form,
}

impl Writer<'_> {
    fn written(&self, schema: Value) -> Value {
        let Value::Object(mut fields) = schema else { return schema };
        // Remove what is irrelevant in an editor: defaults other than booleans, and formats.
        fields.retain(|name, value| match name.as_str() {
            "format" | "writeOnly" => false,
            "default" => value.is_boolean(),
            _ => true,
        });
        one_of_one(&mut fields);
        for name in ["anyOf", "allOf"] {
            if let Some(Value::Array(choices)) = fields.get_mut(name) {
                *choices = std::mem::take(choices)
                    .into_iter()
                    .map(|choice| self.written(choice))
                    .collect();
            }
        }
        if let Some(values) =
            fields.get_mut("additionalProperties").filter(|values| values.is_object())
        {
            // A map whose keys are the variants of an enum gets these as its fields.
            let keys: Option<Vec<&str>> = match name_of(values) {
                Some("CheckState") => {
                    Some(CheckKind::ALL.iter().map(|check| check.as_str()).collect())
                }
                Some("CauseWords") => {
                    Some(CauseCode::ALL.iter().map(|cause| cause.as_str()).collect())
                }
                _ => None,
            };
            if let Some(keys) = keys {
                let values = values.take();
                fields.extend(object(
                    keys.into_iter().map(|key| (key.to_owned(), values.clone())).collect(),
                ));
            } else {
                *values = self.written(values.take());
            }
        }
        if let Some(Value::Object(properties)) = fields.get_mut("properties") {
            *properties = std::mem::take(properties)
                .into_iter()
                .map(|(name, value)| (name, self.written(value)))
                .collect();
            self.fields(&mut fields);
        }
        if let Some(Value::Array(choices)) = fields.remove("oneOf") {
            if choices.iter().all(|choice| choice.get("const").is_some()) {
                self.words(&mut fields, choices);
            } else {
                self.one_of(&mut fields, choices);
            }
        }
        if let Some(item) = fields.remove("items") {
            self.list(&mut fields, item);
        }
        if !fields.contains_key("pattern") && !fields.contains_key("const") {
            scalar(&mut fields);
        }
        Value::Object(fields)
    }

    /// An enum of words.
    fn words(&self, fields: &mut Map<String, Value>, mut words: Vec<Value>) {
        if self.form == Form::WithFragments {
            words.push(reference("Variable"));
        }
        fields.insert("anyOf".to_owned(), Value::Array(words));
    }

    /// An externally tagged enum as one object with exactly one field, about which editors give
    /// better messages than about `oneOf`.
    fn one_of(&self, fields: &mut Map<String, Value>, choices: Vec<Value>) {
        let mut properties = Map::new();
        for choice in choices {
            let description = choice.get("description").cloned();
            let Some(Value::Object(kinds)) = choice.get("properties") else { continue };
            for (name, value) in kinds {
                properties.insert(
                    name.clone(),
                    described(self.written(value.clone()), description.as_ref()),
                );
            }
        }
        if self.form == Form::WithFragments {
            properties.insert("use".to_owned(), name_used());
        }
        fields.extend(object(properties));
        fields.insert("minProperties".to_owned(), json!(1));
        fields.insert("maxProperties".to_owned(), json!(1));
    }

    /// An object: with `use`, its required fields may come from the fragment.
    fn fields(&self, fields: &mut Map<String, Value>) {
        if self.form == Form::AsItIs {
            return;
        }
        property(fields, "use", name_used());
        let Some(required) = fields.remove("required") else { return };
        fields.insert("if".to_owned(), json!({ "required": ["use"] }));
        fields.insert("else".to_owned(), json!({ "required": required }));
    }

    /// A list, or `use` of a fragment that is a list; such a fragment may also replace some of its
    /// items.
    fn list(&self, fields: &mut Map<String, Value>, item: Value) {
        let takes_use = name_of(&item).is_some_and(|name| self.with_fields.contains(name));
        let mut item = self.written(item);
        if self.form == Form::WithFragments {
            if !takes_use {
                item = json!({ "anyOf": [item, reference("Use")] });
            }
            let Value::Object(used) = used() else { return };
            fields.extend(used);
            fields.insert("type".to_owned(), json!(["array", "object"]));
        }
        fields.insert("items".to_owned(), item);
    }
}

/// Whether a definition of the model is an object with known fields.
fn has_fields(definition: &Value) -> bool {
    let is_tagged =
        |choices: &Vec<Value>| choices.iter().any(|choice| choice.get("properties").is_some());
    definition.get("properties").is_some()
        || definition.get("oneOf").and_then(Value::as_array).is_some_and(is_tagged)
}

fn name_of(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/definitions/")
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// Adds a description. Draft 7 ignores siblings of a `$ref`, which therefore goes into `allOf`.
fn described(schema: Value, description: Option<&Value>) -> Value {
    match description {
        Some(description) if schema.get("$ref").is_some() => {
            json!({ "description": description, "allOf": [schema] })
        }
        Some(description) => {
            let mut schema = schema;
            if let Some(fields) = schema.as_object_mut() {
                fields.entry("description").or_insert_with(|| description.clone());
            }
            schema
        }
        None => schema,
    }
}

fn property(fields: &mut Map<String, Value>, name: &str, value: Value) {
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        properties.insert(name.to_owned(), value);
    }
}

fn object(properties: Map<String, Value>) -> Map<String, Value> {
    Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("properties".to_owned(), Value::Object(properties)),
        ("additionalProperties".to_owned(), json!(false)),
    ])
}

/// Removes `null` from the alternatives: an optional field is omitted and not written as null. With
/// one alternative left, editors report errors inside the value instead of for all of it.
fn one_of_one(fields: &mut Map<String, Value>) {
    let Some(Value::Array(mut choices)) = fields.remove("anyOf") else { return };
    choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
    let name = if choices.len() == 1 { "allOf" } else { "anyOf" };
    fields.insert(name.to_owned(), Value::Array(choices));
}

/// Allows every kind of scalar where the model has a text.
fn scalar(fields: &mut Map<String, Value>) {
    let Some(kind) = fields.get_mut("type") else { return };
    let mut kinds = match kind.take() {
        Value::Array(kinds) => kinds,
        one => vec![one],
    };
    kinds.retain(|kind| kind != "null");
    if kinds.iter().any(|kind| kind == "string") {
        kinds.retain(|kind| kind != "string");
        kinds.splice(0..0, SCALARS.map(Value::from));
    }
    *kind = if let [one] = kinds.as_slice() { one.clone() } else { Value::Array(kinds) };
}

fn name_used() -> Value {
    json!({ "description": "The fragment that stands here; what is written beside it goes before the fragment's own.", "type": SCALARS })
}

fn used() -> Value {
    json!({ "type": "object", "properties": { "use": name_used() }, "required": ["use"], "additionalProperties": false })
}

fn variables() -> Value {
    let scalar = json!(["string", "number", "boolean", "null"]);
    let both = json!({
        "type": "object",
        "properties": { "it": { "type": SCALARS }, "en": { "type": SCALARS } },
        "required": ["it", "en"],
        "additionalProperties": false,
    });
    json!({
        "description": "What differs from one operator to the next: `{{name}}` in texts, links and contact fields.",
        "type": "object",
        "additionalProperties": { "anyOf": [{ "type": scalar }, both] },
    })
}

/// A fragment may be any value. Two types are offered for completion; errors show only where it is
/// used.
fn fragments() -> Value {
    json!({
        "description": "A text, a list or a step that is wanted in several places, put in by `use`.",
        "type": "object",
        "additionalProperties": { "anyOf": [reference("Localised"), reference("Step"), {}] },
    })
}

#[cfg(test)]
mod tests;
