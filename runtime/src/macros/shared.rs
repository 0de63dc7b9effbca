//! What every generated type has.

/// What every generated type has: `Debug` and `PartialEq` over the table, serde's traits, and checks.
#[doc(hidden)]
#[macro_export]
macro_rules! value_impls {
    ($type:ident, $table:expr) => {
        impl std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::value::debug($crate::Value::view(self), f)
            }
        }
        impl std::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::value::equal($crate::Value::view(self), $crate::Value::view(other))
            }
        }
        $crate::serde_impls!($type);
        $crate::outside_impls!($type);
        $crate::checked!($type, $table);
    };
}

/// What every generated type can do: validate itself, and travel as JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! checked {
    ($type:ident, $table:expr) => {
        impl $crate::Checked for $type {
            #[inline]
            fn schema() -> &'static $crate::Schema {
                &$table
            }
        }
    };
}

/// serde's traits, where the feature `serde` is on.
#[doc(hidden)]
#[cfg(feature = "serde")]
#[macro_export]
macro_rules! serde_impls {
    ($type:ident) => {
        impl $crate::serde_core::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::serde::serialize($crate::Value::view(self), serializer)
            }
        }
        impl<'de> $crate::serde_core::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::serde::deserialize(deserializer)
            }
        }
    };
}

/// serde's traits, where the feature `serde` is off: none.
#[doc(hidden)]
#[cfg(not(feature = "serde"))]
#[macro_export]
macro_rules! serde_impls {
    ($type:ident) => {};
}
