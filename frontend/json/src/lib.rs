//! Reads what our own server wrote: JSON into the types of the layers, in as little WebAssembly as
//! possible.
//!
//! serde_json's own deserializer is compiled again for each type, with every form the type may take
//! (a struct may also be a list) and with a text for each error. Here these texts are not needed,
//! and the server uses only one form. So serde_json reads JSON once into a [`Json`], and the types
//! are filled from that ([`fill`]). It must accept everything that serde_json writes for these
//! types. Any other input gives [`NotUnderstood`], without a reason.

mod fill;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};

/// A JSON value. A fraction is read as [`Json::Null`], because none of our types has one.
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    /// The members, in the order written.
    Object(Vec<(String, Json)>),
}

/// The text is not JSON, or not of the expected type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUnderstood;

/// Reads a value.
///
/// # Errors
/// [`NotUnderstood`], when the text is not JSON or not of this type.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, NotUnderstood> {
    T::deserialize(parse(text)?)
}

/// Reads a value whose JSON form is this string.
///
/// # Errors
/// [`NotUnderstood`], when the type has no such name.
pub fn read_word<T: DeserializeOwned>(word: &str) -> Result<T, NotUnderstood> {
    T::deserialize(Json::Text(word.to_owned()))
}

fn parse(text: &str) -> Result<Json, NotUnderstood> {
    serde_json::from_str(text).map_err(|_| NotUnderstood)
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AsWritten)
    }
}

/// Accepts any JSON value.
struct AsWritten;

impl<'de> Visitor<'de> for AsWritten {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        i64::try_from(value).map(Json::Number).map_err(E::custom)
    }

    /// Only a field that a newer server added can hold a fraction, and unknown fields are ignored.
    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}
