//! What a generated type says about itself in one line.

/// Ties a struct to its schema: `object!(Type, TABLE, [field, ...])`, the fields in the table's order;
/// `object!(Type, TABLE, [field, ...], extras)` where a map field keeps the members that no field names. Where the schema
/// allows every kind of value and the field can keep one (see [`Loose`](crate::Loose)), it does.
#[macro_export]
macro_rules! object {
    ($type:ident, $table:expr, [$($field:ident),* $(,)?] $(, $extras:ident)? $(,)?) => {
        impl $crate::Value for $type {
            fn blank() -> Self {
                Self { $($field: $crate::Value::blank(),)* $($extras: $crate::Value::blank(),)? }
            }
            fn view(&self) -> $crate::View<'_> {
                $(
                    if let Some(json) = $crate::Map::other(&self.$extras) {
                        return $crate::View::Json(json);
                    }
                )?
                $crate::View::Object(self)
            }
            $(
                fn null() -> Option<Self> {
                    let mut value: Self = $crate::Value::blank();
                    let kept = $table.types.contains($crate::Types::ANY)
                        && $crate::Map::set_other(&mut value.$extras, $crate::Json::Null).is_ok();
                    kept.then_some(value)
                }
            )?
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Object(self)
            }
        }
        impl $crate::Object for $type {
            fn name(&self) -> &'static str {
                stringify!($type)
            }
            fn schema(&self) -> &'static $crate::Schema {
                &$table
            }
            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn get(&self, mut index: usize) -> $crate::View<'_> {
                $(
                    if index == 0 {
                        return $crate::Value::view(&self.$field);
                    }
                    index = index.wrapping_sub(1);
                )*
                $crate::View::Absent
            }
            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn slot(&mut self, mut index: usize) -> $crate::Slot<'_> {
                $(
                    if index == 0 {
                        return $crate::Value::slot(&mut self.$field);
                    }
                    index = index.wrapping_sub(1);
                )*
                $crate::Slot::Unit
            }
            $(
                fn extras(&self) -> Option<&dyn $crate::Map> {
                    Some(&self.$extras)
                }
                fn extras_mut(&mut self) -> Option<&mut dyn $crate::Map> {
                    Some(&mut self.$extras)
                }
            )?
        }
        $crate::value_impls!($type, $table);
    };
}

/// Gives a struct its table, its setters and its ties to both: `members!(Type, TABLE, [field: setter type = row, ...])`,
/// `field?: ...` where the field is an `Option` whose setter takes what is inside, `field = row` where it has no setter.
/// `field?: ... as [null_field, unset_field]` is an `Option` of an `Option`, which the two set to `null` and to nothing.
/// `rules: [...]` and `types: ...` say what else the schema has, in this order. A field before the list keeps the members
/// that no other field names.
#[macro_export]
macro_rules! members {
    (
        $type:ident, $table:ident $(, $extras:ident)?,
        [$($field:ident $(?: $inner:ty $(as [$null:ident, $unset:ident])?)? $(: $plain:ty)? = $row:expr),* $(,)?]
        $(, rules: [$($rule:expr),* $(,)?])? $(, types: $types:expr)? $(,)?
    ) => {
        #[doc(hidden)]
        pub static $table: $crate::Schema =
            $crate::Schema::object(&[$($row),*], &[$($($rule),*)?])$(.types($types))?;
        $crate::setters!($type, [$($field $(: $plain)? $(?: $inner $(as [$null, $unset])?)?),*]);
        $crate::object!($type, $table, [$($field),*] $(, $extras)?);
    };
}

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
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $visibility enum $type {
            $(#[doc = $crate::variant_doc!($text $(, $doc)*)] $variant,)*
            /// A text that the document does not list.
            Unknown(String),
        }
        impl $type {
            /// Its text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }
        impl $crate::Text for $type {
            fn text(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Borrowed(self.as_str())
            }
            fn set(&mut self, text: &str) {
                *self = Self::from(text);
            }
        }
        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text.to_owned()),
                }
            }
        }
        impl std::str::FromStr for $type {
            type Err = std::convert::Infallible;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }
        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }
        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl $crate::Value for $type {
            fn blank() -> Self {
                Self::Unknown(String::new())
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::View::Text(self)
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Text(self)
            }
        }
        $crate::serde_impls!($type);
        $crate::checked!($type, $table);
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

/// Ties a union to its table: `union!(Type, TABLE, [Variant(From), ...])`. Every variant holds one value; the last variant of
/// the enum, `Unknown`, holds any JSON and is not listed. The union can be made of a `From`, which is left out where several
/// variants would be made of it.
#[macro_export]
macro_rules! union {
    ($type:ident, $table:ident, [$($variant:ident $(($from:ty))?),* $(,)?] $(,)?) => {
        $($(
            #[allow(clippy::useless_conversion)]
            impl From<$from> for $type {
                fn from(value: $from) -> Self {
                    Self::$variant(Into::into(value))
                }
            }
        )?)*
        impl $crate::Value for $type {
            fn blank() -> Self {
                Self::Unknown($crate::Value::blank())
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::Union::get(self)
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Union(self)
            }
        }
        impl $crate::Union for $type {
            fn table(&self) -> &'static $crate::value::UnionTable {
                &$table
            }
            fn get(&self) -> $crate::View<'_> {
                match self {
                    $(Self::$variant(value) => $crate::Value::view(value),)*
                    Self::Unknown(json) => $crate::View::Json(json),
                }
            }
            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn select(&mut self, mut index: usize) -> $crate::Slot<'_> {
                $(
                    if index == 0 {
                        *self = Self::$variant($crate::Value::blank());
                        return match self {
                            Self::$variant(value) => $crate::Value::slot(value),
                            _ => $crate::Slot::Unit,
                        };
                    }
                    index = index.wrapping_sub(1);
                )*
                $crate::Slot::Unit
            }
            fn set_unknown(&mut self, json: $crate::Json) {
                *self = Self::Unknown(json);
            }
        }
        $crate::value_impls!($type, *$table.schema);
    };
}

/// What every generated type has: `Debug` and `PartialEq` over the table, serde's traits, and checks.
#[doc(hidden)]
#[macro_export]
macro_rules! value_impls {
    ($type:ident, $table:expr) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::value::debug($crate::Value::view(self), f)
            }
        }
        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                $crate::value::equal($crate::Value::view(self), $crate::Value::view(other))
            }
        }
        $crate::serde_impls!($type);
        $crate::checked!($type, $table);
    };
}

/// What every generated type can do: validate itself, and travel as JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! checked {
    ($type:ident, $table:expr) => {
        impl $crate::Checked for $type {
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
            fn serialize<S: $crate::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::serde::serialize($crate::Value::view(self), serializer)
            }
        }
        impl<'de> $crate::serde_core::Deserialize<'de> for $type {
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

/// Ties a struct to its operation: `operation!(Type, TABLE, [argument: setter type, ...], Output, Error, Headers)`, the
/// arguments in the table's order, as [`members!`] has them. A seventh name is that of the body where it may be of several
/// media types (see `bodies!`).
#[macro_export]
macro_rules! operation {
    (
        $type:ident, $table:expr, [$($argument:ident $(?: $inner:ty)? $(: $plain:ty)?),* $(,)?],
        $output:ty, $error:ty, $headers:ty $(, $body:ident)? $(,)?
    ) => {
        $crate::setters!($type, [$($argument $(: $plain)? $(?: $inner)?),*]);
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($argument), &self.$argument))*.finish()
            }
        }
        impl $crate::http::Arguments for $type {
            fn blank() -> Self {
                Self { $($argument: $crate::Value::blank()),* }
            }
            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn argument(&self, mut index: usize) -> $crate::View<'_> {
                $(
                    if index == 0 {
                        return $crate::Value::view(&self.$argument);
                    }
                    index = index.wrapping_sub(1);
                )*
                $crate::View::Absent
            }
            $(
                fn media(&self) -> usize {
                    $crate::Value::variant(&self.$body)
                }
            )?
        }
        impl $crate::http::Operation for $type {
            type Output = $output;
            type Error = $error;
            type Headers = $headers;
            fn table() -> &'static $crate::http::OperationTable {
                &$table
            }
        }
    };
}

/// Ties an operation to its pages: `paged!(Type, Item, [member, ...], paging)`, where the members lead to the list of items.
#[macro_export]
macro_rules! paged {
    ($type:ident, $item:ty, [$($member:ident),* $(,)?], $paging:expr $(,)?) => {
        impl $crate::http::Paged for $type {
            type Item = $item;
            fn paging() -> &'static $crate::http::Paging {
                const PAGING: $crate::http::Paging = $paging;
                &PAGING
            }
            fn items_of(page: Self::Output) -> Vec<Self::Item> {
                $crate::http::Listed::listed(page $(.$member)*)
            }
        }
    };
}

/// Ties an enum to the media types of a body, in their order: `bodies!(Type, [Variant, ...], [Variant: Inner, ...])`. Of
/// the second list's types the enum is made by `into`.
#[macro_export]
macro_rules! bodies {
    ($type:ident, [$first:ident $(, $variant:ident)* $(,)?], [$($made:ident: $inner:ty),* $(,)?] $(,)?) => {
        impl $crate::Value for $type {
            fn blank() -> Self {
                Self::$first($crate::Value::blank())
            }
            fn view(&self) -> $crate::View<'_> {
                match self {
                    Self::$first(value) => $crate::Value::view(value),
                    $(Self::$variant(value) => $crate::Value::view(value),)*
                }
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                match self {
                    Self::$first(value) => $crate::Value::slot(value),
                    $(Self::$variant(value) => $crate::Value::slot(value),)*
                }
            }
            #[allow(unused_mut, unused_assignments)]
            fn variant(&self) -> usize {
                let mut index = 0;
                $(
                    index += 1;
                    if matches!(self, Self::$variant(_)) {
                        return index;
                    }
                )*
                0
            }
        }
        $(
            impl From<$inner> for $type {
                fn from(value: $inner) -> Self {
                    Self::$made(value)
                }
            }
        )*
    };
}

/// Ties an enum of answers to the statuses that each variant speaks of: `answers!(Type, [Variant = status_pattern, ...])`.
/// The enum's last variant, `Other`, holds the JSON of every answer that no pattern matches, and is not listed.
#[macro_export]
macro_rules! answers {
    ($type:ident, [$($variant:ident = $status:pat),* $(,)?] $(,)?) => {
        impl $crate::http::Answer for $type {
            #[allow(unreachable_patterns)]
            fn for_status(status: u16) -> Self {
                match status {
                    $($status => Self::$variant($crate::Value::blank()),)*
                    _ => Self::Other($crate::Value::blank()),
                }
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                match self {
                    $(Self::$variant(value) => $crate::Value::slot(value),)*
                    Self::Other(value) => $crate::Value::slot(value),
                }
            }
        }
    };
}

/// An open enum of integers, and its table: `integer_enum! { pub enum Type: TABLE { Variant = 1, ... } }`. A variant
/// without documentation has its integer as such.
#[macro_export]
macro_rules! integer_enum {
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
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $visibility enum $type {
            $(#[doc = $crate::variant_doc!($value $(, $doc)*)] $variant,)*
            /// An integer that the document does not list.
            Unknown(i64),
        }
        impl $type {
            /// Its integer on the wire.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(integer) => *integer,
                }
            }
        }
        impl From<i64> for $type {
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
            fn set(&mut self, integer: i64) {
                *self = Self::from(integer);
            }
        }
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }
        impl $crate::Value for $type {
            fn blank() -> Self {
                Self::Unknown(0)
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::View::I64(self.as_i64())
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Integer(self)
            }
        }
        $crate::serde_impls!($type);
        $crate::checked!($type, $table);
    };
}

/// Gives a struct a chainable setter per field that has a type: `setters!(Type, [field: parameter type, ...])`.
/// `field?: ...` is an `Option` whose setter takes what is inside.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ($type:ident, [$($field:ident $(?: $inner:ty $(as [$null:ident, $unset:ident])?)? $(: $plain:ty)?),*]) => {
        #[allow(clippy::useless_conversion)]
        impl $type {
            $(
                $(
                    #[doc = concat!("The same, with that `", stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, $field: $plain) -> Self {
                        self.$field = Into::into($field);
                        self
                    }
                )?
                $(
                    #[doc = concat!("The same, with that `", stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, $field: $inner) -> Self {
                        self.$field = $crate::value_of!($field $(, $null)?);
                        self
                    }
                    $(
                        #[doc = concat!("The same, with `null` as `", stringify!($field), "`.")]
                        #[must_use]
                        pub fn $null(mut self) -> Self {
                            self.$field = Some(None);
                            self
                        }
                        #[doc = concat!("The same, without `", stringify!($field), "`.")]
                        #[must_use]
                        pub fn $unset(mut self) -> Self {
                            self.$field = None;
                            self
                        }
                    )?
                )?
            )*
        }
    };
}

/// What a setter of an `Option` writes, or one of an `Option` of an `Option` that another sets to `null`.
#[doc(hidden)]
#[macro_export]
macro_rules! value_of {
    ($value:ident) => {
        Some(Into::into($value))
    };
    ($value:ident, $null:ident) => {
        Some(Some(Into::into($value)))
    };
}

/// Gives a struct the constructor that takes what must be there: `new!(Type, [field: parameter type, ...])`, or
/// `new!(Type, New, [field, ...])` where a struct `New` has it by name. `fixed: [field: value, ...]` are those that can have
/// one value alone.
#[macro_export]
macro_rules! new {
    ($type:ident, [$($field:ident: $parameter:ty),* $(,)?] $(, fixed: [$($known:ident: $value:expr),* $(,)?])? $(,)?) => {
        #[allow(clippy::needless_update, clippy::useless_conversion)]
        impl $type {
            /// With what must be there, and nothing else.
            #[must_use]
            pub fn new($($field: $parameter),*) -> Self {
                Self { $($field: Into::into($field),)* $($($known: $value,)*)? ..$crate::Value::blank() }
            }
        }
    };
    ($type:ident, $new:ident, [$($field:ident),* $(,)?] $(, fixed: [$($known:ident: $value:expr),* $(,)?])? $(,)?) => {
        #[allow(clippy::needless_update)]
        impl $type {
            /// With what must be there, and nothing else.
            #[must_use]
            pub fn new(needed: $new) -> Self {
                Self { $($field: needed.$field,)* $($($known: $value,)*)? ..$crate::Value::blank() }
            }
        }
    };
}

/// The same for an operation: `call!(Type, ..., deprecated: "note")` where it is deprecated.
#[macro_export]
macro_rules! call {
    ($type:ident, [$($field:ident: $parameter:ty),* $(,)?] $(, deprecated: $note:literal)? $(,)?) => {
        #[allow(clippy::needless_update, clippy::new_without_default, clippy::useless_conversion)]
        impl $type {
            /// With what must be there, and nothing else.
            $(#[deprecated(note = $note)])?
            #[must_use]
            pub fn new($($field: $parameter),*) -> Self {
                Self { $($field: Into::into($field),)* ..$crate::http::Arguments::blank() }
            }
        }
    };
    ($type:ident, $new:ident, [$($field:ident),* $(,)?] $(, deprecated: $note:literal)? $(,)?) => {
        #[allow(clippy::needless_update)]
        impl $type {
            /// With what must be there, and nothing else.
            $(#[deprecated(note = $note)])?
            #[must_use]
            pub fn new(needed: $new) -> Self {
                Self { $($field: needed.$field,)* ..$crate::http::Arguments::blank() }
            }
        }
    };
}

/// Gives a struct without required members its `new` and its `Default`: `empty!(Type)`. `fixed: [field: value, ...]` are
/// those that must be there and can have one value alone.
#[macro_export]
macro_rules! empty {
    ($type:ident, fixed: [$($known:ident: $value:expr),* $(,)?] $(,)?) => {
        #[allow(clippy::needless_update)]
        impl $type {
            /// With nothing in it but what can have one value alone.
            #[must_use]
            pub fn new() -> Self {
                Self { $($known: $value,)* ..$crate::Value::blank() }
            }
        }
        impl Default for $type {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    ($type:ident $(,)?) => {
        impl $type {
            /// With nothing in it.
            #[must_use]
            pub fn new() -> Self {
                $crate::Value::blank()
            }
        }
        impl Default for $type {
            fn default() -> Self {
                $crate::Value::blank()
            }
        }
    };
}
