//! Descriptions in a generated schema, as a program shows them.
//!
//! They are doc comments: wrapped at the width of a source file, with links of rustdoc. Must never
//! change anything but a description.

use serde_json::Value;

/// Joins the lines of each description, and turns a link into the code that it names.
pub fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "description" => {
                        let lines = text.replace("\n\n", " ").replace('\n', " ");
                        *text = lines.replace("[`", "`").replace("`]", "`");
                    }
                    value => tidy(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(tidy),
        _ => {}
    }
}
