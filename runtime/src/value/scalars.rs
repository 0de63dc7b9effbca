//! Booleans, numbers, strings, bytes and nothing.

use super::{Slot, Value, View};

macro_rules! scalar {
    ($($rust:ty, $blank:expr, |$value:ident| $view:expr, $slot:ident;)*) => {$(
        impl Value for $rust {
            fn blank() -> Self {
                $blank
            }
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
        }
    )*};
}

scalar! {
    bool, false, |v| View::Bool(*v), Bool;
    i32, 0, |v| View::I64(i64::from(*v)), I32;
    i64, 0, |v| View::I64(*v), I64;
    u32, 0, |v| View::U64(u64::from(*v)), U32;
    u64, 0, |v| View::U64(*v), U64;
    f32, 0.0, |v| View::F32(*v), F32;
    f64, 0.0, |v| View::F64(*v), F64;
    String, String::new(), |v| View::Str(v), String;
    crate::json::Number, crate::json::Number::default(), |v| View::Number(v), Number;
}

/// No content, as the body of a 204.
impl Value for () {
    fn blank() -> Self {}
    fn view(&self) -> View<'_> {
        View::Null
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Unit
    }
}

/// `null`, where a schema allows nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Null;

/// Inside an `Option`, `null` is this value, so that it is not taken for none.
impl Value for Null {
    fn blank() -> Self {
        Self
    }
    fn view(&self) -> View<'_> {
        View::Null
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Null
    }
    fn null() -> Option<Self> {
        Some(Self)
    }
}

/// Any JSON. Inside an `Option`, `null` is a value like any other, so that it is not lost.
impl Value for crate::json::Json {
    fn blank() -> Self {
        Self::Null
    }
    fn view(&self) -> View<'_> {
        View::Json(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Json(self)
    }
    fn null() -> Option<Self> {
        Some(Self::Null)
    }
}

/// Bytes: a binary body as it is, and base64 inside JSON.
impl Value for Vec<u8> {
    fn blank() -> Self {
        Vec::new()
    }
    fn view(&self) -> View<'_> {
        View::Bytes(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Bytes(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Null;
    use crate::json::{from_slice, to_string};

    #[test]
    fn null_is_a_value_of_its_own() {
        assert_eq!(from_slice::<Null>(b"null").unwrap(), Null);
        assert_eq!(from_slice::<Option<Null>>(b"null").unwrap(), Some(Null));
        assert_eq!(from_slice::<Vec<Null>>(b"[null]").unwrap(), [Null]);
        assert_eq!(to_string(&vec![Null]), "[null]");
        for other in ["0", "false", "\"\"", "[]", "{}"] {
            assert!(from_slice::<Null>(other.as_bytes()).is_err(), "{other}");
        }
    }
}
