//! A closed set of names: an enum whose variants have a stable name on the wire, and perhaps a row
//! of constants each.
//!
//! One reader serves all sets, because the page pays for each derived one: that of the findings' codes
//! alone had 8 kB. Must never be used where a name may be renamed: logs, playbooks and other programs
//! contain it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, VariantAccess, Visitor};

/// The index of the name that is read; for [`closed_set!`](crate::closed_set).
///
/// # Errors
/// When what is read is not one of these names.
pub fn index_of_member<'de, D: Deserializer<'de>>(
    deserializer: D,
    set: &'static str,
    names: &'static [&'static str],
) -> Result<usize, D::Error> {
    deserializer.deserialize_enum(set, names, Member(names))
}

/// Reads a variant without content, and in it its name.
#[derive(Clone, Copy)]
struct Member(&'static [&'static str]);

impl<'de> Visitor<'de> for Member {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name of a closed set")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let index = self.0.iter().position(|known| *known == name);
        index.ok_or_else(|| E::unknown_variant(name, self.0))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<usize, A::Error> {
        let (index, content) = data.variant_seed(self)?;
        content.unit_variant()?;
        Ok(index)
    }
}

impl<'de> DeserializeSeed<'de> for Member {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

/// Declares an enum with its list `ALL`, its wire names `as_str`, serde in both directions and,
/// with the feature `schema` of the crate, its JSON Schema. With `as (…)` each variant has a row of
/// constants of these types, which `row` returns within the module.
#[macro_export]
macro_rules! closed_set {
    (
        $(#[doc = $about:literal])+
        pub enum $set:ident { $( $(#[doc = $doc:literal])+ $name:ident = $wire:literal; )+ }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $set {
            $( $(#[doc = $doc])+ #[cfg_attr(feature = "schema", schemars(rename = $wire))] $name, )+
        }

        impl serde::Serialize for $set {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_unit_variant(stringify!($set), *self as u32, self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $set {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const NAMES: &[&str] = &[$( $wire, )+];
                let index = $crate::index_of_member(deserializer, stringify!($set), NAMES)?;
                let member = Self::ALL.get(index).copied();
                member.ok_or_else(|| serde::de::Error::invalid_length(index, &"a member"))
            }
        }

        impl $set {
            /// Every member, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// Its name on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $wire, )+ }
            }
        }
    };
    (
        $(#[doc = $about:literal])+
        pub enum $set:ident as ($($column:ty),+) { $( $(#[doc = $doc:literal])+ $name:ident = $wire:literal, $row:expr; )+ }
    ) => {
        $crate::closed_set! {
            $(#[doc = $about])+
            pub enum $set { $( $(#[doc = $doc])+ $name = $wire; )+ }
        }

        impl $set {
            const fn row(self) -> ($($column,)+) {
                match self { $( Self::$name => $row, )+ }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    #![expect(unreachable_pub, reason = "the macro declares for the root of a crate")]

    crate::closed_set! {
        /// A set of the test.
        pub enum Colour {
            /// Red.
            Red = "red";
            /// Deep blue.
            DeepBlue = "deep_blue";
        }
    }

    #[track_caller]
    fn check(json: &str, expected: Option<Colour>) {
        assert_eq!(serde_json::from_str(json).ok(), expected, "{json}");
    }

    #[test]
    fn a_member_is_its_name() {
        for &colour in Colour::ALL {
            let json = format!("{:?}", colour.as_str());
            assert_eq!(serde_json::to_string(&colour).unwrap(), json);
            check(&json, Some(colour));
            check(&format!("{{{json}:null}}"), Some(colour));
        }
        for other in [r#""blue""#, r#""Red""#, r#""""#, "0", "null", r#"{"red":1}"#, r#"["red"]"#] {
            check(other, None);
        }
        let error = serde_json::from_str::<Colour>(r#""blue""#).unwrap_err().to_string();
        assert!(
            error.starts_with("unknown variant `blue`, expected `red` or `deep_blue`"),
            "{error}"
        );
    }

    #[test]
    fn a_member_is_the_key_of_a_map() {
        let map = std::collections::BTreeMap::from([(Colour::DeepBlue, 1)]);
        let json = serde_json::to_string(&map).unwrap();
        assert_eq!(json, r#"{"deep_blue":1}"#);
        assert_eq!(
            serde_json::from_str::<std::collections::BTreeMap<Colour, u8>>(&json).unwrap(),
            map
        );
    }
}
