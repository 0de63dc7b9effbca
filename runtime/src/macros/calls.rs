//! Operations, their bodies and their answers.

/// Ties a struct to its operation: `operation!(Type, TABLE, [argument: setter type, ...], Output, Error, Headers)`, the
/// arguments in the table's order, as `members!` has them. A seventh name is that of the body where it may be of several
/// media types (see `bodies!`).
#[macro_export]
macro_rules! operation {
    (
        $type:ident, $table:expr,
        [$($argument:ident $(??: $both:ty as [$null:ident, $unset:ident])? $(?: $inner:ty)? $(: $plain:ty)?),* $(,)?],
        $output:ty, $error:ty, $headers:ty $(, $body:ident)? $(,)?
    ) => {
        $crate::setters!($type, [$($argument $(: $plain)? $(??: $both as [$null, $unset])? $(?: $inner)?),*]);
        impl std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($argument), &self.$argument))*.finish()
            }
        }
        impl $crate::http::Arguments for $type {
            #[inline]
            fn blank() -> Self {
                Self { $($argument: $crate::Value::blank()),* }
            }
            #[allow(unused_mut, unused_variables, unused_assignments)]
            #[inline]
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
                #[inline]
                fn media(&self) -> usize {
                    $crate::Value::variant(&self.$body)
                }
            )?
        }
        impl $crate::http::Operation for $type {
            type Output = $output;
            type Error = $error;
            type Headers = $headers;
            #[inline]
            fn table() -> &'static $crate::http::OperationTable {
                &$table
            }
        }
    };
}

/// The items of a page: what a path of members leads to, with a `?` behind each that may be absent.
#[doc(hidden)]
#[macro_export]
macro_rules! listed {
    ($page:ident, []) => {
        $crate::http::Listed::listed($page)
    };
    ($page:ident, [$($path:tt)+]) => {{
        let listed = move || Some($crate::http::Listed::listed($page.$($path)+));
        listed().unwrap_or_default()
    }};
}

/// Ties an operation to its pages: `paged!(Type, Item, [member.member], paging)`, where the members lead to the list of items, with
/// a `?` behind each that may be absent but the last;
/// `paged!(Type, Item, Output::Variant, [member.member], paging)` where one media type of several has pages;
/// `paged!(Type, Item, Output[Variant: [member.member], ...], paging)` where some variants of an enum are pages.
#[macro_export]
macro_rules! paged {
    ($type:ident, $item:ty, [$($path:tt)*], $paging:expr $(,)?) => {
        $crate::paged!(@ $type, $item, $paging,
            #[inline]
            fn items_of(page: Self::Output) -> Vec<Self::Item> {
                $crate::listed!(page, [$($path)*])
            }
            #[inline]
            fn view_of(page: &Self::Output) -> Option<$crate::View<'_>> {
                Some($crate::Value::view(page))
            }
        );
    };
    ($type:ident, $item:ty, $output:ident::$variant:ident, [$($path:tt)*], $paging:expr $(,)?) => {
        $crate::paged!(@ [const IS_ONE_OF_SEVERAL: bool = true;] $type, $item, $paging, $output[$variant: [$($path)*]]);
    };
    ($type:ident, $item:ty, $($page:ident)::+[$($variant:ident: $path:tt),+ $(,)?], $paging:expr $(,)?) => {
        $crate::paged!(@ [] $type, $item, $paging, $($page)::+[$($variant: $path),+]);
    };
    (@ [$($several:tt)*] $type:ident, $item:ty, $paging:expr, $($page:ident)::+[$($variant:ident: $path:tt),+]) => {
        $crate::paged!(@ $type, $item, $paging,
            $($several)*
            #[inline]
            fn items_of(page: Self::Output) -> Vec<Self::Item> {
                type OneOfSeveral = $($page)::+;
                match page {
                    $(OneOfSeveral::$variant(page) => $crate::listed!(page, $path),)+
                    _ => Vec::new(),
                }
            }
            #[inline]
            fn view_of(page: &Self::Output) -> Option<$crate::View<'_>> {
                type OneOfSeveral = $($page)::+;
                match page {
                    $(OneOfSeveral::$variant(page) => Some($crate::Value::view(page)),)+
                    _ => None,
                }
            }
        );
    };
    (@ $type:ident, $item:ty, $paging:expr, $($of_page:tt)*) => {
        impl $crate::http::Paged for $type {
            type Item = $item;
            #[inline]
            fn paging() -> &'static $crate::http::Paging {
                const PAGING: $crate::http::Paging = $paging;
                &PAGING
            }
            $($of_page)*
        }
    };
}

/// Ties an operation to what it answers with one after the other: `streamed!(Type, Item, "media type")`.
#[macro_export]
macro_rules! streamed {
    ($type:ident, $item:ty, $media:literal $(,)?) => {
        impl $crate::http::Streamed for $type {
            type Item = $item;
            const MEDIA: &'static str = $media;
        }
    };
}

/// Ties an enum to the media types of a body, in their order: `bodies!(Type, [Variant, ...], [Variant: Inner, ...])`. Of
/// the second list's types the enum is made by `into`.
#[macro_export]
macro_rules! bodies {
    ($type:ident, [$first:ident $(, $variant:ident)* $(,)?], [$($made:ident: $inner:ty),* $(,)?] $(,)?) => {
        impl $crate::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self::$first($crate::Value::blank())
            }
            #[inline]
            fn view(&self) -> $crate::View<'_> {
                match self {
                    Self::$first(value) => $crate::Value::view(value),
                    $(Self::$variant(value) => $crate::Value::view(value),)*
                }
            }
            #[inline]
            fn slot(&mut self) -> $crate::Slot<'_> {
                match self {
                    Self::$first(value) => $crate::Value::slot(value),
                    $(Self::$variant(value) => $crate::Value::slot(value),)*
                }
            }
            #[allow(unused_mut, unused_assignments)]
            #[inline]
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
            impl std::convert::From<$inner> for $type {
                #[inline]
                fn from(value: $inner) -> Self {
                    Self::$made(value)
                }
            }
        )*
    };
}

/// Ties an enum of answers to the statuses that each variant speaks of: `answers!(Type, [Variant = status_pattern, ...])`,
/// and to media types where a status has several: `Variant = status_pattern => ["text/csv"]`. Where the answer names none of
/// these, the first variant of its status is what it should be. The enum's last variant, `Other`, holds the JSON of every answer that no pattern matches, and is not listed.
#[macro_export]
macro_rules! answers {
    ($type:ident, [$($variant:ident = $status:pat $(=> [$($media:literal),+ $(,)?])?),* $(,)?] $(,)?) => {
        impl $crate::http::Answer for $type {
            #[allow(unreachable_patterns, unused_variables)]
            #[inline]
            fn blank_for(status: u16, media: Option<&str>) -> Self {
                match status {
                    $($status $(if $crate::http::is_one_of(media, &[$($media),+]))? => {
                        Self::$variant($crate::Value::blank())
                    })*
                    $($status => Self::$variant($crate::Value::blank()),)*
                    _ => Self::Other($crate::Value::blank()),
                }
            }
            #[inline]
            fn slot(&mut self) -> $crate::Slot<'_> {
                match self {
                    $(Self::$variant(value) => $crate::Value::slot(value),)*
                    Self::Other(value) => $crate::Value::slot(value),
                }
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
            #[inline]
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
            #[inline]
            pub fn new(needed: $new) -> Self {
                Self { $($field: needed.$field,)* ..$crate::http::Arguments::blank() }
            }
        }
    };
}

/// Ties a struct to a server that has variables: `server!(Type, SERVER, [field = "variable": Type = default, ...])`.
#[macro_export]
macro_rules! server {
    ($type:ident, $server:expr, [$($field:ident = $name:literal: $value:ty = $default:expr),* $(,)?] $(,)?) => {
        impl std::default::Default for $type {
            fn default() -> Self {
                Self { $($field: <$value>::from($default)),* }
            }
        }
        impl $type {
            $(
                #[doc = concat!("The same, with this `", $name, "`.")]
                #[must_use]
                pub fn $field(mut self, value: impl Into<$value>) -> Self {
                    self.$field = value.into();
                    self
                }
            )*
        }
        impl std::convert::From<$type> for $crate::http::ServerUrl {
            fn from(server: $type) -> Self {
                $crate::http::Server::with(&$server, &[$(($name, server.$field.as_ref())),*])
            }
        }
    };
}

/// Ties an enum to the values that a variable of a server may have: `server_values!(Type, [Variant = "value", ...])`.
#[macro_export]
macro_rules! server_values {
    ($type:ident, [$($variant:ident = $value:literal),* $(,)?] $(,)?) => {
        impl std::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                match self {
                    $(Self::$variant => $value),*
                }
            }
        }
    };
}

/// Ties an operation to the calls that its answers link to:
/// `links!(Type, [name("what it is"): Target = [(argument, "expression")]])`. Where a link names a server, the target is
/// `Sent<Target>` and the server follows: `... = [...] at SERVER`.
#[macro_export]
macro_rules! links {
    ($type:ident, [$(
        $name:ident($doc:literal): $target:ty = [$($filled:expr),* $(,)?] $(at $server:expr)?
    ),* $(,)?] $(,)?) => {
        impl $type {
            $(
                #[doc = $doc]
                ///
                /// # Errors
                /// An argument that the call needs is not in the answer.
                pub fn $name(
                    &self,
                    answer: &impl $crate::http::Answered<Self>,
                ) -> Result<$target, $crate::http::LinkError> {
                    let call: Result<$target, _> = $crate::http::follow(self, answer, &[$($filled),*]);
                    $(let call = call.map(|call| call.at($server));)?
                    call
                }
            )*
        }
    };
}

/// Ties a call to the links that lead to it: `linked!(Type, [argument, ...])`, the arguments in the table's order.
#[macro_export]
macro_rules! linked {
    ($type:ident, [$($argument:ident),* $(,)?] $(,)?) => {
        impl $crate::http::Linked for $type {
            #[allow(unused_mut, unused_variables, unused_assignments)]
            fn slot(&mut self, mut index: usize) -> $crate::Slot<'_> {
                $(
                    if index == 0 {
                        return $crate::Value::slot(&mut self.$argument);
                    }
                    index = index.wrapping_sub(1);
                )*
                $crate::Slot::Unit
            }
        }
    };
}
