//! Traits of other crates, where their features are on. Without them, all of this expands to nothing.

/// `Arbitrary` of both kinds and `JsonSchema`, where any of their features is on.
#[doc(hidden)]
#[cfg(any(feature = "arbitrary", feature = "proptest", feature = "schemars"))]
#[macro_export]
macro_rules! outside_impls {
    ($type:ident) => {
        $crate::arbitrary_impls!($type);
        $crate::proptest_impls!($type);
        $crate::schemars_impls!($type);
    };
}

/// Nothing, where none of the features is on.
#[doc(hidden)]
#[cfg(not(any(feature = "arbitrary", feature = "proptest", feature = "schemars")))]
#[macro_export]
macro_rules! outside_impls {
    ($type:ident) => {};
}

/// A value of any bytes.
#[doc(hidden)]
#[cfg(feature = "arbitrary")]
#[macro_export]
macro_rules! arbitrary_impls {
    ($type:ident) => {
        impl<'a> $crate::arbitrary::Arbitrary<'a> for $type {
            #[inline]
            fn arbitrary(
                bytes: &mut $crate::arbitrary::Unstructured<'a>,
            ) -> $crate::arbitrary::Result<Self> {
                Ok($crate::sample::arbitrary(bytes))
            }
        }
    };
}

/// Nothing, where the feature `arbitrary` is off.
#[doc(hidden)]
#[cfg(not(feature = "arbitrary"))]
#[macro_export]
macro_rules! arbitrary_impls {
    ($type:ident) => {};
}

/// What makes values for properties.
#[doc(hidden)]
#[cfg(feature = "proptest")]
#[macro_export]
macro_rules! proptest_impls {
    ($type:ident) => {
        impl $crate::proptest::arbitrary::Arbitrary for $type {
            type Parameters = ();
            type Strategy = $crate::sample::Strategy<Self>;
            #[inline]
            fn arbitrary_with(_: ()) -> Self::Strategy {
                $crate::sample::strategy()
            }
        }
    };
}

/// Nothing, where the feature `proptest` is off.
#[doc(hidden)]
#[cfg(not(feature = "proptest"))]
#[macro_export]
macro_rules! proptest_impls {
    ($type:ident) => {};
}

/// The type's table as a JSON Schema.
#[doc(hidden)]
#[cfg(feature = "schemars")]
#[macro_export]
macro_rules! schemars_impls {
    ($type:ident) => {
        impl $crate::schemars::JsonSchema for $type {
            #[inline]
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }
            #[inline]
            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($type)).into()
            }
            #[inline]
            fn json_schema(
                generator: &mut $crate::schemars::SchemaGenerator,
            ) -> $crate::schemars::Schema {
                $crate::describe::describe::<Self>(generator)
            }
        }
    };
}

/// Nothing, where the feature `schemars` is off.
#[doc(hidden)]
#[cfg(not(feature = "schemars"))]
#[macro_export]
macro_rules! schemars_impls {
    ($type:ident) => {};
}

/// Within `impl Value`: the type's own table, and the types of what it holds, so that a schema can name them.
#[doc(hidden)]
#[cfg(feature = "schemars")]
#[macro_export]
macro_rules! named {
    ($table:expr $(, [$($field:ident),*] $(, $extras:ident)?)?) => {
        fn named(names: &mut $crate::describe::Names) {
            if names.add::<Self>(&$table) {
                $($(names.field(|value: &Self| &value.$field);)*)?
                $($(names.field(|value: &Self| &value.$extras);)?)?
            }
        }
    };
    ($table:expr, $($variant:ident),*) => {
        fn named(names: &mut $crate::describe::Names) {
            if names.add::<Self>($table) {
                $(names.variant(Self::$variant);)*
            }
        }
    };
}

/// Nothing, where the feature `schemars` is off.
#[doc(hidden)]
#[cfg(not(feature = "schemars"))]
#[macro_export]
macro_rules! named {
    ($($any:tt)*) => {};
}
