//! Reads a value of a closed set that a newer version wrote, such as an event of a log.
//!
//! The derived reader supports `#[serde(other)]`, but only for a unit variant, so it fails on the
//! content of an unknown variant. Here that content is skipped. Nothing is buffered, to keep the
//! browser's code small.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, VariantAccess, Visitor};

/// Derives both directions for an enum with `#[serde(remote = "Self")]` whose last variant is
/// `Unknown`: a name that this version does not know is read as that, whatever its content.
#[macro_export]
macro_rules! tolerant {
    ($($kind:ident),+) => { $(
        impl serde::Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    // With a content, like every other variant, so that a reader has only one
                    // format to handle.
                    Self::Unknown => serializer.serialize_newtype_variant(stringify!($kind), u32::MAX, "unknown", &()),
                    known => Self::serialize(known, serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize($crate::Tolerant::new(deserializer))
            }
        }
    )+ };
}

/// A deserialiser that allows a content where the derived reader expects none.
#[derive(Debug)]
pub struct Tolerant<T>(T);

impl<T> Tolerant<T> {
    /// Wraps a deserialiser, or what belongs to one.
    #[must_use]
    pub const fn new(inner: T) -> Self {
        Self(inner)
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Tolerant<D> {
    type Error = D::Error;

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, Tolerant(visitor))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Tolerant<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Tolerant(access))
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Tolerant<A> {
    type Error = A::Error;
    type Variant = Tolerant<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (name, content) = self.0.variant_seed(seed)?;
        Ok((name, Tolerant(content)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Tolerant<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.newtype_variant::<IgnoredAny>().map(|IgnoredAny| ())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, visitor)
    }
}
