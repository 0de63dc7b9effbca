//! Structs: their tables, their setters, what makes them.

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
