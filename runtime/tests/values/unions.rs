//! Unions: how a variant is chosen, and what it holds.

use rt::{Rule, Schema, Select, Types, UnionTable};
use specsmith_runtime as rt;

use super::{NODE, Node, there_and_back};

macro_rules! pet {
    ($name:ident, $schema:ident, $table:ident, $select:expr) => {
        #[derive(Clone)]
        pub(crate) enum $name {
            Node(Box<Node>),
            Name(String),
            Numbers(Vec<f64>),
            Unknown(rt::Json),
        }
        static $schema: Schema = Schema::any(&[Rule::OneOf($table.variants)]);
        static $table: UnionTable = UnionTable {
            schema: &$schema,
            variants: &[
                &NODE,
                &Schema::STRING,
                &Schema::array(&[Rule::Items(&Schema::NUMBER)]),
            ],
            select: $select,
        };
        rt::union!($name, $table, [Node(Node), Name(String), Numbers(Vec<f64>)]);
    };
}
pet!(
    ByKind,
    BY_KIND,
    BY_KIND_TABLE,
    Select::Kind(&[
        (Types::OBJECT, Select::Is(0)),
        (Types::STRING, Select::Is(1)),
        (Types::ARRAY, Select::Is(2)),
    ])
);
pet!(ByTrial, BY_TRIAL, BY_TRIAL_TABLE, Select::Trial);
pet!(
    ByProperty,
    BY_PROPERTY,
    BY_PROPERTY_TABLE,
    Select::Property {
        name: "name",
        mapping: &[("node", 0)],
        default: &Select::Nothing
    }
);
pet!(
    ByPresence,
    BY_PRESENCE,
    BY_PRESENCE_TABLE,
    Select::Present {
        members: &[("next", 0), ("name", 0)],
        default: &Select::Is(1)
    }
);
pet!(
    ByNested,
    BY_NESTED,
    BY_NESTED_TABLE,
    Select::Member {
        name: "next",
        select: &Select::Property {
            name: "name",
            mapping: &[("a", 0), ("c", 0)],
            default: &Select::Nothing
        },
        default: &Select::Kind(&[
            (Types::STRING, Select::Is(1)),
            (Types::ARRAY, Select::Trial)
        ])
    }
);

#[test]
fn a_variant_is_chosen_by_kind() {
    assert!(matches!(
        there_and_back(r#"{"name":"a","next":{"name":"b"}}"#),
        ByKind::Node(_)
    ));
    assert!(matches!(there_and_back(r#""a""#), ByKind::Name(_)));
    assert!(matches!(there_and_back("[1.5,2.0]"), ByKind::Numbers(_)));
    assert!(matches!(there_and_back("17"), ByKind::Unknown(_)));
}

#[test]
fn a_variant_is_chosen_by_trial() {
    assert!(matches!(
        there_and_back(r#"{"name":"a"}"#),
        ByTrial::Node(_)
    ));
    assert!(matches!(there_and_back(r#"["a",1]"#), ByTrial::Unknown(_)));
    assert!(matches!(
        there_and_back(r#"{"name":1}"#),
        ByTrial::Unknown(_)
    ));
}

#[test]
fn a_variant_is_chosen_by_a_member() {
    assert!(matches!(
        there_and_back(r#"{"name":"node"}"#),
        ByProperty::Node(_)
    ));
    assert!(matches!(
        there_and_back(r#"{"name":"other"}"#),
        ByProperty::Unknown(_)
    ));
    assert!(matches!(there_and_back("[]"), ByProperty::Unknown(_)));
    assert!(matches!(
        there_and_back(r#"{"name":"other"}"#),
        ByPresence::Node(_)
    ));
    assert!(matches!(there_and_back(r#""x""#), ByPresence::Name(_)));
}

#[test]
fn a_variant_is_chosen_by_a_member_of_a_member() {
    let text = |name: &str| format!(r#"{{"name":"x","next":{{"name":"{name}"}}}}"#);
    assert!(matches!(there_and_back(&text("a")), ByNested::Node(_)));
    assert!(matches!(there_and_back(&text("c")), ByNested::Node(_)));
    assert!(matches!(there_and_back(&text("b")), ByNested::Unknown(_)));
    assert!(matches!(
        there_and_back(r#"{"name":"a"}"#),
        ByNested::Unknown(_)
    ));
    assert!(matches!(there_and_back(r#""a""#), ByNested::Name(_)));
    assert!(matches!(there_and_back("[1.5]"), ByNested::Numbers(_)));
    assert!(matches!(there_and_back("[true]"), ByNested::Unknown(_)));
}

#[test]
fn what_fits_no_variant_well_is_kept_whole() {
    let decoded = rt::json::from_slice_lenient::<Vec<ByPresence>>(br#"[7,"a"]"#).unwrap();
    assert!(matches!(&decoded.value[0], ByPresence::Unknown(json) if json.as_i64() == Some(7)));
    assert!(matches!(&decoded.value[1], ByPresence::Name(name) if name == "a"));
    assert_eq!(decoded.issues.to_string(), "/0: 7 is not a string");
}

#[test]
fn a_union_is_made_of_what_its_variants_hold() {
    let node: Node = rt::json::from_str(r#"{"name":"a"}"#).unwrap();
    assert!(matches!(ByKind::from(node), ByKind::Node(_)));
    assert!(matches!(ByKind::from("x".to_owned()), ByKind::Name(name) if name == "x"));
    assert!(matches!(ByKind::from(vec![1.5]), ByKind::Numbers(_)));
}

#[test]
fn a_union_gives_back_what_it_holds() {
    let union = ByKind::from(vec![1.0]);
    let union = match String::try_from(union) {
        Err(union @ ByKind::Numbers(_)) => union,
        other => panic!("numbers are no name: {other:?}"),
    };
    assert_eq!(Vec::<f64>::try_from(union), Ok(vec![1.0]));
    // What is in a box comes without it.
    let node = rt::json::from_str::<Node>(r#"{"name":"a"}"#).unwrap();
    assert_eq!(Node::try_from(ByKind::from(node.clone())), Ok(node));
    let unknown = ByKind::Unknown(rt::Json::Bool(true));
    assert_eq!(Node::try_from(unknown.clone()), Err(unknown));
}
