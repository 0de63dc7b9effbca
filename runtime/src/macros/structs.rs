//! Structs: their tables, their setters, what makes them.

/// Ties a struct to its schema: `object!(Type, TABLE, [field, ...])`, the fields in the table's order;
/// `object!(Type, TABLE, [field, ...], extras)` where a map field keeps the members that no field names. Where the schema
/// allows every kind of value and the field can keep one (see [`Loose`](crate::Loose)), it does.
#[macro_export]
macro_rules! object {
    ($type:ident, $table:expr, [$($field:ident),* $(,)?] $(, $extras:ident)? $(,)?) => {
        impl $crate::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self { $($field: $crate::Value::blank(),)* $($extras: $crate::Value::blank(),)? }
            }
            #[inline]
            fn view(&self) -> $crate::View<'_> {
                $crate::value::view_of(self)
            }
            $(
                #[inline]
                fn null() -> Option<Self> {
                    let mut value: Self = $crate::Value::blank();
                    if $crate::value::set_null(&mut value.$extras, &$table) {
                        Some(value)
                    } else {
                        None
                    }
                }
            )?
            #[inline]
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Object(self)
            }
            $crate::named!($table, [$($field),*] $(, $extras)?);
        }
        impl $crate::Object for $type {
            #[inline]
            fn schema(&self) -> &'static $crate::Schema {
                &$table
            }
            #[inline]
            fn get(&self, index: usize) -> $crate::View<'_> {
                let mut left = index;
                $(
                    if left == 0 {
                        return $crate::Value::view(&self.$field);
                    }
                    left = left.wrapping_sub(1);
                )*
                $crate::value::no_view(&mut left)
            }
            #[inline]
            fn slot(&mut self, index: usize) -> $crate::Slot<'_> {
                let mut left = index;
                $(
                    if left == 0 {
                        return $crate::Value::slot(&mut self.$field);
                    }
                    left = left.wrapping_sub(1);
                )*
                $crate::value::no_slot(&mut left)
            }
            $(
                #[inline]
                fn extras(&self) -> Option<&dyn $crate::Map> {
                    Some(&self.$extras)
                }
                #[inline]
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
/// `field??: ... as [null_field, unset_field]` is an `Option` of an `Option`, which the two set to `null` and to nothing.
/// `rules: [...]` and `types: ...` say what else the schema has, in this order. A field before the list keeps the members
/// that no other field names.
#[macro_export]
macro_rules! members {
    (
        $type:ident, $table:ident $(, $extras:ident)?,
        [$($field:ident $(??: $both:ty as [$null:ident, $unset:ident])? $(?: $inner:ty)? $(: $plain:ty)? = $row:expr),* $(,)?]
        $(, rules: [$($rule:expr),* $(,)?])? $(, types: $types:expr)? $(,)?
    ) => {
        #[doc(hidden)]
        pub static $table: $crate::Schema =
            $crate::Schema::object(&[$($row),*], &[$($($rule),*)?])$(.types($types))?;
        $crate::setters!($type, [$($field $(: $plain)? $(??: $both as [$null, $unset])? $(?: $inner)?),*]);
        $crate::object!($type, $table, [$($field),*] $(, $extras)?);
    };
}

/// Gives a struct a setter apart from the others: `setter!(Type, field as setter?: type)`, with the signs of `setters!`. It
/// is called otherwise than its field where a function that every struct has is called so, or has attributes, which stand
/// first: `setter!(#[deprecated] Type, ...)`.
#[macro_export]
macro_rules! setter {
    ($(#[$mark:meta])* $type:ident, $field:ident as $setter:ident ??: $both:ty as [$null:ident, $unset:ident] $(,)?) => {
        $crate::setter!(
            $(#[$mark])* $type,
            $field as $setter = |value: $both| Some(Some(Into::into(value)))
        );
        impl $type {
            /// The same, with `null` in the field.
            $(#[$mark])*
            #[inline]
            #[must_use]
            pub fn $null(mut self) -> Self {
                self.$field = Some(None);
                self
            }
            /// The same, with nothing in the field.
            $(#[$mark])*
            #[inline]
            #[must_use]
            pub fn $unset(mut self) -> Self {
                self.$field = None;
                self
            }
        }
    };
    ($(#[$mark:meta])* $type:ident, $field:ident as $setter:ident ?: $inner:ty $(,)?) => {
        $crate::setter!(
            $(#[$mark])* $type,
            $field as $setter = |value: $inner| Some(Into::into(value))
        );
    };
    ($(#[$mark:meta])* $type:ident, $field:ident as $setter:ident: $plain:ty $(,)?) => {
        $crate::setter!($(#[$mark])* $type, $field as $setter = |value: $plain| Into::into(value));
    };
    ($(#[$mark:meta])* $type:ident, $field:ident as $setter:ident = |$value:ident: $takes:ty| $made:expr) => {
        #[allow(clippy::useless_conversion)]
        impl $type {
            #[doc = concat!("The same, with a value in `", stringify!($field), "`.")]
            $(#[$mark])*
            #[inline]
            #[must_use]
            pub fn $setter(mut self, $value: $takes) -> Self {
                self.$field = $made;
                self
            }
        }
    };
}

/// Gives a struct a chainable setter per field that has a type: `setters!(Type, [field: parameter type, ...])`.
/// `field?: ...` is an `Option` whose setter takes what is inside, `field??: ...` an `Option` of an `Option`.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ($type:ident, [$($field:ident $(??: $both:ty as [$null:ident, $unset:ident])? $(?: $inner:ty)? $(: $plain:ty)?),*]) => {
        #[allow(clippy::useless_conversion)]
        impl $type {
            $(
                $(
                    /// The same, with another value in the field of this name.
                    #[inline]
                    #[must_use]
                    pub fn $field(mut self, $field: $plain) -> Self {
                        self.$field = Into::into($field);
                        self
                    }
                )?
                $(
                    /// The same, with a value in the field of this name.
                    #[inline]
                    #[must_use]
                    pub fn $field(mut self, $field: $inner) -> Self {
                        self.$field = Some(Into::into($field));
                        self
                    }
                )?
                $(
                    /// The same, with a value in the field of this name.
                    #[inline]
                    #[must_use]
                    pub fn $field(mut self, $field: $both) -> Self {
                        self.$field = Some(Some(Into::into($field)));
                        self
                    }
                    /// The same, with `null` in the field, which is an empty value of a parameter.
                    #[inline]
                    #[must_use]
                    pub fn $null(mut self) -> Self {
                        self.$field = Some(None);
                        self
                    }
                    /// The same, with nothing in the field.
                    #[inline]
                    #[must_use]
                    pub fn $unset(mut self) -> Self {
                        self.$field = None;
                        self
                    }
                )?
            )*
        }
    };
}

/// Gives a struct the constructor that takes what must be there: `new!(Type, [field: parameter type, ...])`, or
/// `new!(Type, New, [field, ...])` where a struct `New` has it by name. `lacking: [field: type, ...]` are those of the first
/// that may be absent the other way, and are made of something else; `fixed: [field: value, ...]` those that can have one
/// value alone.
#[macro_export]
macro_rules! new {
    (
        $type:ident, [$($field:ident: $parameter:ty),* $(,)?]
        $(, lacking: [$($lacking:ident: $inner:ty),* $(,)?])?
        $(, fixed: [$($known:ident: $value:expr),* $(,)?])? $(,)?
    ) => {
        #[allow(clippy::needless_update, clippy::useless_conversion)]
        impl $type {
            /// With what must be there, and nothing else.
            #[inline]
            #[must_use]
            pub fn new($($field: $parameter),*) -> Self {
                $($(let $lacking: Option<$inner> = Some(Into::into($lacking));)*)?
                Self { $($field: Into::into($field),)* $($($known: $value,)*)? ..$crate::Value::blank() }
            }
        }
    };
    ($type:ident, $new:ident, [$($field:ident),* $(,)?] $(, fixed: [$($known:ident: $value:expr),* $(,)?])? $(,)?) => {
        #[allow(clippy::needless_update, clippy::useless_conversion)]
        impl $type {
            /// With what must be there, and nothing else.
            #[inline]
            #[must_use]
            pub fn new(needed: $new) -> Self {
                Self { $($field: Into::into(needed.$field),)* $($($known: $value,)*)? ..$crate::Value::blank() }
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
            #[inline]
            #[must_use]
            pub fn new() -> Self {
                Self { $($known: $value,)* ..$crate::Value::blank() }
            }
        }
        impl std::default::Default for $type {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    };
    ($type:ident $(,)?) => {
        impl $type {
            /// With nothing in it.
            #[inline]
            #[must_use]
            pub fn new() -> Self {
                $crate::Value::blank()
            }
        }
        impl std::default::Default for $type {
            #[inline]
            fn default() -> Self {
                $crate::Value::blank()
            }
        }
    };
}
