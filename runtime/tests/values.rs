//! Unions, maps, extras, recursion, enums of integers, secrets: each kind of value there and back.

#[path = "values/unions.rs"]
mod unions;

use std::collections::BTreeMap;

use rt::{Checked, Field, Format, Rule, Schema};
use specsmith_runtime as rt;
use unions::{ByKind, ByTrial};

#[derive(Clone)]
struct Node {
    name: String,
    next: Option<Box<Node>>,
    level: Option<Level>,
    password: Option<String>,
    extras: BTreeMap<String, i64>,
}
static NODE: Schema = Schema::object(
    &[
        Field::required("name", &Schema::STRING),
        Field::optional("next", &NODE),
        Field::optional("level", &LEVEL),
        Field::optional(
            "password",
            &Schema::string(&[Rule::Format(Format::Password), Rule::MinLength(8)]),
        )
        .write_only(),
    ],
    &[Rule::AdditionalProperties(&Schema::INTEGER)],
);
rt::object!(Node, NODE, [name, next, level, password], extras);

rt::integer_enum! {
    enum Level: LEVEL {
        Low = 1,
        High = -2,
    }
}

rt::integer_enum! {
    enum Status: STATUS {
        Fine = 200,
        ..
    }
}

#[test]
fn an_enum_that_is_open_allows_every_integer() {
    assert_eq!(there_and_back::<Status>("200"), Status::Fine);
    let other: Status = there_and_back("418");
    assert_eq!((other, other.validate()), (Status::Unknown(418), Ok(())));
    assert!(rt::json::from_str::<Status>("1.5").is_err());
}

fn there_and_back<T: Checked + PartialEq + std::fmt::Debug>(text: &str) -> T {
    let value: T = rt::json::from_str(text).unwrap();
    assert_eq!(rt::json::to_string(&value), text);
    let json: rt::Json = text.parse().unwrap();
    assert_eq!(rt::json::from_json::<T>(&json).unwrap(), value);
    value
}

#[test]
fn extras_are_kept_and_checked() {
    let node: Node = there_and_back(r#"{"name":"a","level":-2,"b":1,"c":2}"#);
    assert_eq!((node.level, node.extras.len()), (Some(Level::High), 2));
    let decoded = rt::json::from_slice_lenient::<Node>(br#"{"name":"a","b":"x","c":2}"#).unwrap();
    assert_eq!(decoded.value.extras, BTreeMap::from([("c".to_owned(), 2)]));
    assert_eq!(decoded.issues.to_string(), "/b: \"x\" is not an integer");
    let node: Node = there_and_back(r#"{"name":"a","level":5}"#);
    assert_eq!(
        node.validate().unwrap_err().to_string(),
        "/level: 5 is none of 1, -2"
    );
}

#[test]
fn a_password_is_never_shown() {
    let node: Node = there_and_back(r#"{"name":"a","password":"hunter2"}"#);
    assert_eq!(format!("{node:?}"), r#"Node { name: "a", password: *** }"#);
    let violations = node.validate().unwrap_err().to_string();
    assert_eq!(
        violations,
        "/password: \"***\" is shorter than 8 characters"
    );
    let secret = rt::Secret::from("hunter2");
    assert_eq!(
        (
            format!("{secret:?}").as_str(),
            rt::json::to_string(&secret).as_str()
        ),
        ("***", "\"hunter2\"")
    );
}

#[test]
fn options_tell_null_from_absence() {
    type Twice = BTreeMap<String, Option<i64>>;
    let map: Twice = rt::json::from_str(r#"{"a":null,"b":1}"#).unwrap();
    assert_eq!(
        map,
        BTreeMap::from([("a".into(), None), ("b".into(), Some(1))])
    );
    assert_eq!(rt::json::to_string(&map), r#"{"a":null,"b":1}"#);
    assert_eq!(
        rt::json::from_str::<Vec<Option<bool>>>("[null,true]").unwrap(),
        [None, Some(true)]
    );
}

#[derive(Clone)]
struct Patch {
    id: String,
    name: Option<Option<String>>,
    age: Option<Option<i64>>,
    note: Option<String>,
}
rt::empty!(Patch, fixed: [id: "p".into()]);
rt::members!(Patch, PATCH, [
    age??: i64 as [null_age, unset_age] = Field::optional("age", &Schema::INTEGER.nullable()),
    id: String = Field::required("id", &Schema::STRING),
    name??: impl Into<String> as [null_name, unset_name] = Field::optional("name", &Schema::STRING.nullable()),
    note?: impl Into<String> = Field::optional("note", &Schema::STRING),
]);

#[test]
fn a_patch_says_nothing_null_or_a_value() {
    let sent = |patch: &Patch| {
        let bytes = rt::encode::to_vec_for(rt::Value::view(patch), rt::Direction::Request);
        String::from_utf8(bytes).unwrap()
    };
    let patch = Patch::new();
    assert_eq!(sent(&patch), r#"{"id":"p"}"#);
    let patch = patch.null_name().age(3);
    assert_eq!(sent(&patch), r#"{"age":3,"id":"p","name":null}"#);
    let patch = patch.name("x").null_age().note("n");
    assert_eq!(
        sent(&patch),
        r#"{"age":null,"id":"p","name":"x","note":"n"}"#
    );
    let patch = patch.unset_name().unset_age();
    assert_eq!(sent(&patch), r#"{"id":"p","note":"n"}"#);
    for text in [
        r#"{"id":"p"}"#,
        r#"{"age":null,"id":"p","name":null}"#,
        r#"{"age":1,"id":"p","name":"x"}"#,
    ] {
        let patch: Patch = there_and_back(text);
        assert_eq!((sent(&patch).as_str(), patch.validate()), (text, Ok(())));
    }
    // `null` where the schema does not allow it is no value, and no absence either.
    let decoded = rt::json::from_slice_lenient::<Patch>(br#"{"id":"p","note":null}"#).unwrap();
    assert_eq!(
        (decoded.value.note, decoded.issues.to_string()),
        (None, "/note: null is not a string".into())
    );
}

#[test]
fn header_text_becomes_values() {
    use rt::decode::fill_text;
    let mut list = Vec::<i32>::new();
    fill_text(rt::Value::slot(&mut list), "1, 2,3").unwrap();
    assert_eq!(list, [1, 2, 3]);
    let mut limit = Some(7i64);
    let violation = fill_text(rt::Value::slot(&mut limit), "soon").unwrap_err();
    assert_eq!(
        (limit, violation.to_string().as_str()),
        (None, "\"soon\" is not an integer")
    );
    let mut pet = ByKind::Unknown(rt::Json::Null);
    fill_text(rt::Value::slot(&mut pet), "12").unwrap();
    assert!(matches!(pet, ByKind::Name(name) if name == "12"));
    let mut at = rt::DateTime::from("");
    fill_text(rt::Value::slot(&mut at), "2025-05-04T09:42:00Z").unwrap();
    assert_eq!(at.as_str(), "2025-05-04T09:42:00Z");
}

#[test]
fn numbers_keep_every_digit() {
    for text in ["1.10", "123456789012345678901234567890", "1e400", "-0"] {
        assert_eq!(
            rt::json::from_str::<rt::Json>(text).unwrap().to_string(),
            text
        );
    }
    assert_eq!(rt::json::to_string(&vec![0.1f32]), "[0.1]");
    assert_eq!(rt::json::to_string(&vec![f64::NAN, 1e300]), "[null,1e+300]");
    assert!(rt::json::from_str::<f64>("1e9999").is_err());
    assert_eq!(
        rt::json::from_str::<u64>("18446744073709551615").unwrap(),
        u64::MAX
    );
    assert!(rt::json::from_str::<i64>("9223372036854775808").is_err());
}

#[test]
fn pretty_text_is_indented() {
    let json: rt::Json = r#"{"a":[1,{"b":"{,\":"}],"c":{},"d":[]}"#.parse().unwrap();
    let expected = "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"{,\\\":\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}";
    assert_eq!(format!("{json:#}"), expected);
}

/// Tests run on threads of 2 MB, as most of a server's do.
#[test]
fn values_as_deep_as_the_limit_fit_the_stack() {
    let depth = 512;
    let text = format!(
        "{}{{\"name\":\"a\"}}{}",
        "{\"name\":\"a\",\"next\":".repeat(depth - 1),
        "}".repeat(depth - 1)
    );
    let node: Node = rt::json::from_str(&text).unwrap();
    assert_eq!(node.validate(), Ok(()));
    assert_eq!(node.clone(), node);
    assert_eq!(rt::json::to_string(&node), text);
    assert!(format!("{node:#?}").len() > text.len());
    let json = rt::json::to_json(&node);
    assert_eq!(rt::json::from_json::<Node>(&json).unwrap(), node);
    #[cfg(feature = "serde")]
    {
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        deserializer.disable_recursion_limit();

        let again: Node = serde_core_deserialize(&mut deserializer);
        assert_eq!(again, node);
    }
    for text in [format!("{}{}", "[".repeat(512), "]".repeat(512)), text] {
        let pet: ByTrial = rt::json::from_str(&text).unwrap();
        let _ = pet.validate();
    }
}

#[cfg(feature = "serde")]
fn serde_core_deserialize<'de, T: rt::serde_core::Deserialize<'de>>(
    deserializer: impl rt::serde_core::Deserializer<'de>,
) -> T {
    match T::deserialize(deserializer) {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}

#[derive(Clone)]
struct Branch {
    default: bool,
    new: Option<String>,
    clone: Option<Option<i64>>,
}
rt::new!(Branch, [default: bool]);
rt::members!(
    Branch,
    BRANCH,
    [
        clone = Field::optional("clone", &Schema::INTEGER.nullable()),
        default = Field::required("default", &Schema::BOOLEAN),
        new = Field::optional("new", &Schema::STRING),
    ]
);
// A comma follows where a generated crate breaks the line.
rt::setter!(Branch, default as default_: bool,);
rt::setter!(
    Branch,
    new as new_?: impl Into<String>,
);
rt::setter!(Branch, clone as clone_??: i64 as [null_clone, unset_clone],);

#[test]
fn members_may_be_called_as_functions_that_every_struct_has() {
    let branch = Branch::new(false).default_(true).new_("n").clone_(1);
    let text = r#"{"clone":1,"default":true,"new":"n"}"#;
    assert_eq!(rt::json::to_string(&branch.clone()), text);
    let branch = branch.null_clone();
    assert_eq!(branch.clone, Some(None));
    assert_eq!(branch.unset_clone().clone, None);
}

#[derive(Clone)]
struct Account {
    name: String,
    password: Option<String>,
}
rt::new!(Account, [name: impl Into<String>, password: impl Into<String>], lacking: [password: String]);
rt::members!(
    Account,
    ACCOUNT,
    [
        name: impl Into<String> = Field::required("name", &Schema::STRING),
        password?: impl Into<String> = Field::required("password", &Schema::STRING).write_only(),
    ],
);

#[test]
fn what_is_there_one_way_alone_is_made_of_what_turns_into_it() {
    let account = Account::new("a", "b");
    assert_eq!(
        rt::json::to_string(&account),
        r#"{"name":"a","password":"b"}"#
    );
    let received: Account = rt::json::from_str(r#"{"name":"a"}"#).unwrap();
    assert_eq!(received.password, None);
}
