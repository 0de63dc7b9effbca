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
    crate::json::Json, crate::json::Json::Null, |v| View::Json(v), Json;
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
