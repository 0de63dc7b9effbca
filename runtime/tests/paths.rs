//! Paths: what fills a template never changes its shape.

use rt::Schema;
use rt::http::{Operation, OperationTable, Parameter};
use specsmith_runtime as rt;

static PAIR: OperationTable = OperationTable {
    id: "pair",
    method: "GET",
    path: "/a/{x}{y}/b/",
    servers: &[],
    parameters: &[
        Parameter::path("x", &Schema::STRING),
        Parameter::path("y", &Schema::STRING),
    ],
    body: None,
    accept: &[],
    security: &[],
};
struct Pair(&'static str, &'static str);
impl rt::http::Arguments for Pair {
    fn blank() -> Self {
        Pair("", "")
    }
    fn argument(&self, index: usize) -> rt::View<'_> {
        rt::View::Str(if index == 0 { self.0 } else { self.1 })
    }
}
impl Operation for Pair {
    type Output = ();
    type Error = rt::Json;
    type Headers = ();
    fn table() -> &'static OperationTable {
        &PAIR
    }
}

/// A call with the arguments of [`Pair`] and a table of its own.
macro_rules! pair {
    ($name:ident, $table:ident) => {
        struct $name(Pair);
        impl rt::http::Arguments for $name {
            fn blank() -> Self {
                $name(Pair::blank())
            }
            fn argument(&self, index: usize) -> rt::View<'_> {
                self.0.argument(index)
            }
        }
        impl Operation for $name {
            type Output = ();
            type Error = rt::Json;
            type Headers = ();
            fn table() -> &'static OperationTable {
                &$table
            }
        }
    };
}

/// Values that may hold what is reserved.
static RAW: OperationTable = OperationTable {
    parameters: &[
        Parameter::path("x", &Schema::STRING).allow_reserved(),
        Parameter::path("y", &Schema::STRING).allow_reserved(),
    ],
    ..PAIR
};
pair!(Raw, RAW);

static FIXED: OperationTable = OperationTable {
    id: "fixed",
    path: "/rest?method=../a&x={x}",
    parameters: &[
        Parameter::path("x", &Schema::STRING),
        Parameter::query("y", &Schema::STRING),
    ],
    ..PAIR
};
pair!(Fixed, FIXED);

#[test]
fn a_template_may_have_a_query_that_parameters_join() {
    let request = Fixed(Pair("1&z=?", "b")).request("http://h/v1/").unwrap();
    assert_eq!(
        request.uri(),
        "http://h/v1/rest?method=../a&x=1%26z%3D%3F&y=b"
    );
}

#[test]
fn no_two_values_make_a_dot_segment_and_a_trailing_slash_stays() {
    // The rule that refuses a call.
    fn rule(call: &impl Operation) -> &'static str {
        call.request("http://h").unwrap_err().0[0].rule
    }
    assert_eq!(rule(&Pair(".", ".x")), "type");
    for (x, y) in [("..", "."), ("a", ".."), ("", "a")] {
        assert_eq!(rule(&Pair(x, y)), "type", "{x}{y}");
    }
    // What is reserved stays as it is, and so does a triple: it may be a dot.
    for (x, y) in [("%2e", "%2E"), (".", "%2e"), ("a", "%2e%2E"), ("a", "%2e")] {
        assert_eq!(rule(&Raw(Pair(x, y))), "type", "{x}{y}");
    }
    let request = Raw(Pair("a/%2e", "%2ex")).request("http://h").unwrap();
    assert_eq!(request.uri(), "http://h/a/a%2F%2e%2ex/b/");
    let request = Pair("{y}", "a/b").request("http://h/v1/").unwrap();
    assert_eq!(request.uri(), "http://h/v1/a/%7By%7Da%2Fb/b/");
}
