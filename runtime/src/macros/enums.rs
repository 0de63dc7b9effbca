//! Open enums of texts and of integers.

/// A string enum and its table: `string_enum! { pub enum Type: TABLE { Variant = "text", ... } }`. A variant without
/// documentation has its text as such. A last variant, `Unknown`, holds any other text and is not listed. With `..` at the
/// end, validation allows every text.
#[macro_export]
macro_rules! string_enum {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident: $table:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $text:literal,)* ..
        }
    ) => {
        #[doc = concat!("What a value of [`", stringify!($type), "`] may be.")]
        $visibility static $table: $crate::Schema = $crate::Schema::STRING;
        $crate::string_enum_with! {
            $(#[$meta])*
            $visibility enum $type: $table { $($(#[doc = $doc])* $variant = $text,)* }
        }
    };
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident: $table:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $text:literal,)*
        }
    ) => {
        #[doc = concat!("What a value of [`", stringify!($type), "`] may be.")]
        $visibility static $table: $crate::Schema = $crate::Schema::string(&[$crate::Rule::Enum(&[$($crate::Const::Str($text)),*])]);
        $crate::string_enum_with! {
            $(#[$meta])*
            $visibility enum $type: $table { $($(#[doc = $doc])* $variant = $text,)* }
        }
    };
}

/// The same with a table that is made elsewhere, and says more than which values are listed.
#[macro_export]
macro_rules! string_enum_with {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident: $table:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $text:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Hash)]
        $visibility enum $type {
            $(#[doc = $crate::variant_doc!($text $(, $doc)*)] $variant,)*
            /// A text that the document does not list.
            Unknown(String),
        }
        impl std::cmp::Eq for $type {}
        impl $type {
            /// Its text on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }
        impl std::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text.to_owned()),
                }
            }
        }
        impl std::str::FromStr for $type {
            type Err = std::convert::Infallible;
            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }
        impl std::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl $crate::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self::Unknown(String::new())
            }
            #[inline]
            fn view(&self) -> $crate::View<'_> {
                $crate::View::Text(self)
            }
            #[inline]
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Text(self)
            }
            $crate::named!($table);
        }
        impl $crate::value::Word for $type {
            #[inline]
            fn schema() -> &'static $crate::Schema {
                &$table
            }
        }
        $crate::serde_impls!($type);
        $crate::outside_impls!($type);
    };
}

/// Gives an enum the value that the document gives it: `enum_default!(Type, Variant)`.
#[macro_export]
macro_rules! enum_default {
    ($type:ident, $variant:ident $(,)?) => {
        impl std::default::Default for $type {
            #[inline]
            fn default() -> Self {
                Self::$variant
            }
        }
    };
}

/// What a variant's documentation says: the document's words, else the value.
#[doc(hidden)]
#[macro_export]
macro_rules! variant_doc {
    ($value:literal) => {
        concat!("`", $value, "`.")
    };
    ($value:literal, $($line:literal),+) => {
        concat!($($line, "\n"),+)
    };
}

/// An open enum of integers, and its table: `integer_enum! { pub enum Type: TABLE { Variant = 1, ... } }`. A variant
/// without documentation has its integer as such. With `..` at the end, validation allows every integer.
#[macro_export]
macro_rules! integer_enum {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident: $table:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $value:literal,)* ..
        }
    ) => {
        #[doc = concat!("What a value of [`", stringify!($type), "`] may be.")]
        $visibility static $table: $crate::Schema = $crate::Schema::INTEGER;
        $crate::integer_enum_with! {
            $(#[$meta])*
            $visibility enum $type: $table { $($(#[doc = $doc])* $variant = $value,)* }
        }
    };
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident: $table:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $value:literal),* $(,)?
        }
    ) => {
        #[doc = concat!("What a value of [`", stringify!($type), "`] may be.")]
        $visibility static $table: $crate::Schema = $crate::Schema::integer(&[$crate::Rule::Enum(&[$($crate::Const::Int($value)),*])]);
        $crate::integer_enum_with! {
            $(#[$meta])*
            $visibility enum $type: $table { $($(#[doc = $doc])* $variant = $value,)* }
        }
    };
}

/// The same with a table that is made elsewhere, and says more than which values are listed.
#[macro_export]
macro_rules! integer_enum_with {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident: $table:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $value:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Hash)]
        $visibility enum $type {
            $(#[doc = $crate::variant_doc!($value $(, $doc)*)] $variant,)*
            /// An integer that the document does not list.
            Unknown(i64),
        }
        impl std::cmp::Eq for $type {}
        impl $type {
            /// Its integer on the wire.
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(integer) => *integer,
                }
            }
        }
        impl std::convert::From<i64> for $type {
            #[inline]
            fn from(integer: i64) -> Self {
                $(
                    if integer == $value {
                        return Self::$variant;
                    }
                )*
                Self::Unknown(integer)
            }
        }
        impl $crate::Integer for $type {
            #[inline]
            fn set(&mut self, integer: i64) {
                *self = Self::from(integer);
            }
        }
        impl std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }
        impl $crate::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self::Unknown(0)
            }
            #[inline]
            fn view(&self) -> $crate::View<'_> {
                $crate::View::I64(self.as_i64())
            }
            #[inline]
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Integer(self)
            }
            $crate::named!($table);
        }
        $crate::serde_impls!($type);
        $crate::outside_impls!($type);
        $crate::checked!($type, $table);
    };
}
