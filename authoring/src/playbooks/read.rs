//! Deserialises the types of a playbook from a [`Node`], and reports where that fails and what was
//! found there.
//!
//! The expected type decides how a scalar is read: a text keeps its characters, whatever it looks
//! like. Must never guess: a name that the types do not define is rejected.

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess,
    VariantAccess, Visitor, value::StrDeserializer,
};
use serde::{Deserialize, forward_to_deserialize_any};

use super::spot::Spot;
use super::tree::{Key, Node, Value};
use super::unreadable::{Unreadable, owned};
use crate::{Misreading, Shape};

/// Deserialises a value.
///
/// # Errors
/// [`Unreadable`] with the most precise place known.
pub(super) fn read<'de, T: Deserialize<'de>>(node: &'de Node) -> Result<T, Unreadable> {
    T::deserialize(node).map_err(|err| err.at(node.spot))
}

impl Node {
    fn other_than(&self, expected: Shape) -> Unreadable {
        Unreadable::new(Misreading::OtherKind { expected }).at(self.spot)
    }
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let result = match &self.value {
            Value::List(items) => visitor.visit_seq(Items(items.iter())),
            Value::Map(entries) => visitor.visit_map(Entries { rest: entries.iter(), value: None }),
            Value::Scalar { text, is_plain: false } => visitor.visit_borrowed_str(text),
            Value::Scalar { .. } if self.is_nothing() => visitor.visit_unit(),
            Value::Scalar { text, .. } => match (text.as_str(), text.parse::<i64>()) {
                ("true", _) => visitor.visit_bool(true),
                ("false", _) => visitor.visit_bool(false),
                (_, Ok(number)) => visitor.visit_i64(number),
                (text, Err(_)) => visitor.visit_borrowed_str(text),
            },
        };
        result.map_err(|err| err.at(self.spot))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.as_text() {
            Some(text) => {
                visitor.visit_borrowed_str(text).map_err(|err: Unreadable| err.at(self.spot))
            }
            None => Err(self.other_than(Shape::Text)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match &self.value {
            Value::Scalar { text, is_plain: true } if text == "true" => visitor.visit_bool(true),
            Value::Scalar { text, is_plain: true } if text == "false" => visitor.visit_bool(false),
            _ => Err(self.other_than(Shape::YesOrNo)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if matches!(self.value, Value::List(_)) {
            self.deserialize_any(visitor)
        } else {
            Err(self.other_than(Shape::List))
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if matches!(self.value, Value::Map(_)) {
            self.deserialize_any(visitor)
        } else {
            Err(self.other_than(Shape::Fields))
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_map(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.is_nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self).map_err(|err: Unreadable| err.at(self.spot))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let variant = match &self.value {
            Value::Scalar { text, .. } => Variant { spot: self.spot, name: text, value: None },
            Value::Map(entries) => match entries.as_slice() {
                [(key, value)] => Variant { spot: key.spot, name: &key.name, value: Some(value) },
                [] => {
                    return Err(
                        Unreadable::new(Misreading::OneOf { known: owned(known) }).at(self.spot)
                    );
                }
                [_, (second, _), ..] => {
                    return Err(
                        Unreadable::new(Misreading::OneOf { known: owned(known) }).at(second.spot)
                    );
                }
            },
            Value::List(_) => {
                return Err(
                    Unreadable::new(Misreading::OneOf { known: owned(known) }).at(self.spot)
                );
            }
        };
        visitor.visit_enum(variant).map_err(|err: Unreadable| err.at(self.spot))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct ignored_any
    }
}

struct Items<'de>(std::slice::Iter<'de, Node>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        self.0
            .next()
            .map(|node| seed.deserialize(node).map_err(|err| err.at(node.spot)))
            .transpose()
    }
}

struct Entries<'de> {
    rest: std::slice::Iter<'de, (Key, Node)>,
    value: Option<&'de Node>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unreadable> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        let name: StrDeserializer<'_, Unreadable> = key.name.as_str().into_deserializer();
        seed.deserialize(MapKey { name, spot: key.spot }).map(Some).map_err(|err| err.at(key.spot))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Unreadable> {
        let node = self
            .value
            .take()
            .ok_or_else(|| de::Error::custom("a value was read before its name"))?;
        seed.deserialize(node).map_err(|err| err.at(node.spot))
    }
}

/// A map key: the name of a field or a step, or a variant of an enum.
struct MapKey<'de> {
    name: StrDeserializer<'de, Unreadable>,
    spot: Spot,
}

impl<'de> Deserializer<'de> for MapKey<'de> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.name.deserialize_any(visitor).map_err(|err| err.at(self.spot))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.name.deserialize_enum(name, known, visitor).map_err(|err| err.at(self.spot))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

struct Variant<'de> {
    spot: Spot,
    name: &'de str,
    value: Option<&'de Node>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), Unreadable> {
        let name: StrDeserializer<'_, Unreadable> = self.name.into_deserializer();
        let read = seed.deserialize(name).map_err(|err| err.at(self.spot))?;
        Ok((read, self))
    }
}

impl<'de> Variant<'de> {
    fn value(&self) -> Result<&'de Node, Unreadable> {
        let missing = || {
            Unreadable::new(Misreading::MissingField { name: self.name.to_owned() }).at(self.spot)
        };
        self.value.ok_or_else(missing)
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        match self.value {
            None => Ok(()),
            Some(node) => Err(node.other_than(Shape::Word)),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, Unreadable> {
        let node = self.value()?;
        seed.deserialize(node).map_err(|err| err.at(node.spot))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.value()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.value()?.deserialize_any(visitor)
    }
}
