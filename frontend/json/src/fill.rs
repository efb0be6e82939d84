//! Fills serde's types from a [`Json`]: one form for each shape, and one error without a text.

use std::fmt;
use std::vec::IntoIter;

use serde::de::value::SeqDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer, MapAccess,
    Unexpected, VariantAccess, Visitor,
};

use super::{Json, NotUnderstood};

impl fmt::Display for NotUnderstood {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not understood")
    }
}

impl std::error::Error for NotUnderstood {}

/// Every method is implemented here, because serde's default methods contain the error texts that
/// this module avoids.
impl de::Error for NotUnderstood {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

impl IntoDeserializer<'_, NotUnderstood> for Json {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Json {
    type Error = NotUnderstood;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Number(value) => visitor.visit_i64(value),
            Self::Text(value) => visitor.visit_string(value),
            Self::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter())),
            Self::Object(members) => {
                visitor.visit_map(Members { rest: members.into_iter(), value: Self::Null })
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        if let Self::Bool(value) = self { visitor.visit_bool(value) } else { Err(NotUnderstood) }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        if let Self::Number(value) = self { visitor.visit_i64(value) } else { Err(NotUnderstood) }
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        if let Self::Text(value) = self { visitor.visit_string(value) } else { Err(NotUnderstood) }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, NotUnderstood> {
        if let Self::Text(value) = self { visitor.visit_str(&value) } else { Err(NotUnderstood) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        if let Self::Null = self { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotUnderstood> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        let Self::List(items) = self else { return Err(NotUnderstood) };
        visitor.visit_seq(SeqDeserializer::new(items.into_iter()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, NotUnderstood> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotUnderstood> {
        let Self::Object(members) = self else { return Err(NotUnderstood) };
        visitor.visit_map(Members { rest: members.into_iter(), value: Self::Null })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotUnderstood> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotUnderstood> {
        let (name, content) = variant(self)?;
        visitor.visit_enum(Variant { name, content })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, NotUnderstood> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct }
}

/// The members of an object. A name is read like a text.
struct Members {
    rest: IntoIter<(String, Json)>,
    /// The value of the name that was read last.
    value: Json,
}

impl<'de> MapAccess<'de> for Members {
    type Error = NotUnderstood;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, NotUnderstood> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Json::Text(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, NotUnderstood> {
        seed.deserialize(std::mem::replace(&mut self.value, Json::Null))
    }
}

/// Splits an enum value: a name alone, or an object whose only member has the name.
fn variant(written: Json) -> Result<(Json, Json), NotUnderstood> {
    match written {
        name @ Json::Text(_) => Ok((name, Json::Null)),
        Json::Object(mut members) if members.len() == 1 => {
            members.pop().map(|(name, content)| (Json::Text(name), content)).ok_or(NotUnderstood)
        }
        _ => Err(NotUnderstood),
    }
}

/// A variant of an enum.
struct Variant {
    name: Json,
    /// [`Json::Null`] for a variant that is a name alone.
    content: Json,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = NotUnderstood;
    type Variant = Json;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Json), NotUnderstood> {
        Ok((seed.deserialize(self.name)?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Json {
    type Error = NotUnderstood;

    fn unit_variant(self) -> Result<(), NotUnderstood> {
        if let Self::Null = self { Ok(()) } else { Err(NotUnderstood) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, NotUnderstood> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, NotUnderstood> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotUnderstood> {
        self.deserialize_map(visitor)
    }
}
