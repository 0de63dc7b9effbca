//! Unions that contain themselves: what they cost ends, in time and on the stack.

use rt::{Checked, Field, Rule, Schema, Select, Types, UnionTable};
use specsmith_runtime as rt;

/// Each level can be either variant, and each variant looks into the next level: without a bound, 2^512 steps.
#[test]
fn unions_that_multiply_end() {
    static LEFT: Schema = Schema::object(&[Field::required("a", &EITHER)], &[]);
    static RIGHT: Schema =
        Schema::object(&[Field::required("a", &EITHER)], &[Rule::MaxProperties(5)]);
    static EITHER: Schema = Schema::any(&[Rule::OneOf(&[&LEFT, &RIGHT, &Schema::INTEGER])]);
    let json: rt::Json = format!("{}\"x\"{}", "{\"a\":".repeat(200), "}".repeat(200))
        .parse()
        .unwrap();
    let violations = rt::validate::validate(&EITHER, rt::Value::view(&json), rt::Direction::Either);
    assert_eq!(
        violations.0.last().map(|violation| violation.rule),
        Some("limit")
    );
    static CIRCLE: Schema = Schema::any(&[Rule::Ref(&CIRCLE)]);
    let violations = rt::validate::validate(&CIRCLE, rt::Value::view(&json), rt::Direction::Either);
    assert_eq!(violations.0[0].rule, "limit");
}

macro_rules! recursive {
    ($node:ident, $node_table:ident, $either:ident, $schema:ident, $table:ident, $select:expr) => {
        #[derive(Clone)]
        struct $node {
            next: Option<Vec<$either>>,
        }
        static $node_table: Schema = Schema::object(
            &[Field::optional(
                "next",
                &Schema::array(&[Rule::Items(&$schema)]),
            )],
            &[],
        );
        rt::object!($node, $node_table, [next]);
        #[derive(Clone)]
        enum $either {
            Node(Box<$node>),
            Name(String),
            Unknown(rt::Json),
        }
        static $schema: Schema = Schema::any(&[Rule::AnyOf($table.variants)]);
        static $table: UnionTable = UnionTable {
            schema: &$schema,
            variants: &[&$node_table, &Schema::STRING],
            select: $select,
        };
        rt::union!($either, $table, [Node, Name]);
    };
}
recursive!(
    KindNode,
    KIND_NODE,
    KindEither,
    KIND_EITHER,
    KIND_EITHER_TABLE,
    Select::Kind(&[
        (Types::OBJECT, Select::Is(0)),
        (Types::STRING, Select::Is(1))
    ])
);
recursive!(
    TrialNode,
    TRIAL_NODE,
    TrialEither,
    TRIAL_EITHER,
    TRIAL_EITHER_TABLE,
    Select::Trial
);

#[test]
fn unions_as_deep_as_the_limit_fit_the_stack() {
    let text = format!("{}{{}}{}", "{\"next\":[".repeat(255), "]}".repeat(255));
    let node: KindNode = rt::json::from_str(&text).unwrap();
    assert_eq!(
        (node.validate(), rt::json::to_string(&node)),
        (Ok(()), text.clone())
    );
    let node: TrialNode = rt::json::from_str(&text).unwrap();
    assert_eq!(
        (node.validate(), rt::json::to_string(&node)),
        (Ok(()), text)
    );
}

/// What the trial of variants may take is counted for a whole answer, however many such values are in it.
#[test]
fn trials_that_multiply_end() {
    #[derive(Clone)]
    struct Side {
        a: Option<Box<Either>>,
    }
    static LEFT: Schema = Schema::object(&[Field::optional("a", &EITHER)], &[]);
    rt::object!(Side, LEFT, [a]);
    #[derive(Clone)]
    struct Other {
        a: Option<Box<Either>>,
    }
    static RIGHT: Schema =
        Schema::object(&[Field::optional("a", &EITHER)], &[Rule::MaxProperties(5)]);
    rt::object!(Other, RIGHT, [a]);
    #[derive(Clone)]
    enum Either {
        Left(Box<Side>),
        Right(Box<Other>),
        Unknown(rt::Json),
    }
    static EITHER: Schema = Schema::any(&[Rule::OneOf(TABLE.variants)]);
    static TABLE: UnionTable = UnionTable {
        schema: &EITHER,
        variants: &[&LEFT, &RIGHT],
        select: Select::Trial,
    };
    rt::union!(Either, TABLE, [Left, Right]);
    let deep = format!("{}1{}", "{\"a\":".repeat(40), "}".repeat(40));
    let text = format!("[{}{deep}]", format!("{deep},").repeat(30));
    let started = std::time::Instant::now();
    let read = rt::json::from_slice_lenient::<Vec<Either>>(text.as_bytes()).unwrap();
    assert!(started.elapsed() < std::time::Duration::from_secs(25));
    assert_eq!(read.value.len(), 31);
    // What comes too late is kept as it came.
    assert!(matches!(read.value.last(), Some(Either::Unknown(_))));
    assert_eq!(rt::json::to_string(&read.value), text);
}
