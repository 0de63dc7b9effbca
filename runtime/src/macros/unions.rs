//! Unions.

/// Ties a union to its table: `union!(Type, TABLE, [Variant(From), ...])`. Every variant holds one value; the last variant of
/// the enum, `Unknown`, holds any JSON and is not listed. The union can be made of a `From`, and gives one back
/// (`TryFrom`) where it holds it; a `From` is left out where several variants would be made of it.
#[macro_export]
macro_rules! union {
    ($type:ident, $table:ident, [$($variant:ident $(($from:ty))?),* $(,)?] $(,)?) => {
        $($(
            #[allow(clippy::useless_conversion)]
            impl std::convert::From<$from> for $type {
                #[inline]
                fn from(value: $from) -> Self {
                    Self::$variant(Into::into(value))
                }
            }
            /// What the union holds; the union itself, where that is something else.
            impl std::convert::TryFrom<$type> for $from {
                type Error = $type;
                #[inline]
                fn try_from(value: $type) -> Result<Self, $type> {
                    match value {
                        $type::$variant(value) => Ok($crate::value::Unboxed::unboxed(value)),
                        other => Err(other),
                    }
                }
            }
        )?)*
        impl $crate::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::Value::blank())
            }
            #[inline]
            fn view(&self) -> $crate::View<'_> {
                $crate::Union::get(self)
            }
            #[inline]
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Union(self)
            }
            $crate::named!($table.schema, $($variant),*);
        }
        impl $crate::Union for $type {
            #[inline]
            fn table(&self) -> &'static $crate::value::UnionTable {
                &$table
            }
            #[inline]
            fn get(&self) -> $crate::View<'_> {
                match self {
                    $(Self::$variant(value) => $crate::Value::view(value),)*
                    Self::Unknown(json) => $crate::View::Json(json),
                }
            }
            #[allow(unused_mut, unused_variables, unused_assignments)]
            #[inline]
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
            #[inline]
            fn set_unknown(&mut self, json: $crate::Json) {
                *self = Self::Unknown(json);
            }
        }
        $crate::value_impls!($type, *$table.schema);
    };
}
