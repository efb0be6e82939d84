//! A closed set of names: an enum whose variants have a stable name on the wire, and perhaps a row
//! of constants each.
//!
//! Must never be used where a name may be renamed: logs, playbooks and other programs contain it.

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
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $set {
            $( $(#[doc = $doc])+ #[serde(rename = $wire)] $name, )+
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
