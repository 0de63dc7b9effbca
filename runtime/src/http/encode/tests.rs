//! Holds the encoding against the tables of the standards.

use super::{Refused, form};
use crate::http::{Parameter, Part, Style};
use crate::{Json, Map, Schema, Slot, Value, View};

/// The text of a parameter, `None` where nothing is sent.
fn parameter(parameter: &Parameter, view: View<'_>) -> Result<Option<String>, Refused> {
    let mut out = String::from("before");
    let is_sent = super::parameter(parameter, view, &mut out)?;
    Ok(is_sent.then(|| out.split_off("before".len())))
}

/// An object whose members keep their order, as a struct's do.
struct Ordered(Vec<(String, Instance)>);

enum Instance {
    Object(Ordered),
    Other(Json),
}

impl Instance {
    fn new(value: &serde_json::Value) -> Self {
        match value.as_object() {
            Some(members) => Self::Object(Ordered(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), Self::new(value)))
                    .collect(),
            )),
            None => Self::Other(value.to_string().parse().unwrap()),
        }
    }
    fn view(&self) -> View<'_> {
        match self {
            Self::Object(object) => View::Map(object),
            Self::Other(json) => View::Json(json),
        }
    }
}

impl Map for Ordered {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn get(&self, key: &str) -> Option<View<'_>> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.view())
    }
    fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a str, View<'a>) -> bool) -> bool {
        self.0.iter().all(|(name, value)| each(name, value.view()))
    }
    fn insert(&mut self, _: String) -> Slot<'_> {
        Slot::Unit
    }
    fn remove(&mut self, _: &str) {}
    fn clear(&mut self) {}
}

/// The view of a typed text or boolean.
fn typed(value: &serde_json::Value) -> Option<View<'_>> {
    let text = value.as_str().map(View::Str);
    text.or(value.as_bool().map(View::Bool))
}

fn vectors() -> Option<serde_json::Value> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/style-vectors.json"
    );
    match std::fs::read_to_string(path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(error) => {
            eprintln!("SKIPPED: the style vectors are not there ({path}: {error})");
            None
        }
    }
}

fn leak(text: &serde_json::Value) -> &'static str {
    Box::leak(text.as_str().unwrap().to_owned().into_boxed_str())
}

fn described(vector: &serde_json::Value) -> Parameter {
    let name = leak(&vector["name"]);
    let mut described = match vector["in"].as_str().unwrap() {
        "path" => Parameter::path(name, &Schema::ANY),
        "query" => Parameter::query(name, &Schema::ANY),
        "header" => Parameter::header(name, &Schema::ANY),
        "cookie" => Parameter::cookie(name, &Schema::ANY),
        "querystring" => Parameter::querystring(name, &Schema::ANY),
        other => panic!("there is no location {other}"),
    };
    let style = match vector["style"].as_str().unwrap() {
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "simple" => Style::Simple,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        "cookie" => Style::Cookie,
        _ => Style::Content(leak(&vector["content"])),
    };
    described = described.style(style, vector["explode"].as_bool().unwrap_or(false));
    if vector["allowReserved"] == true {
        described = described.allow_reserved();
    }
    if vector["allowEmptyValue"] == true {
        described = described.allow_empty();
    }
    described
}

#[test]
fn every_style_vector_holds() {
    let Some(vectors) = vectors() else { return };
    let mut wrong = Vec::new();
    let mut count = 0;
    for vector in ["styles", "edges"]
        .iter()
        .flat_map(|group| vectors[*group].as_array().unwrap())
    {
        let described = described(vector);
        count += 1;
        let instance = Instance::new(&vector["value"]);
        let found = parameter(&described, instance.view());
        // What is typed is written as what is raw.
        if let Some(view) = typed(&vector["value"]) {
            let same = parameter(&described, view).ok() == found.as_ref().ok().cloned();
            assert!(same, "{vector}");
        }
        let got = match found {
            Ok(text) => text.unwrap_or_default(),
            // The table gives an empty segment and a lone dot, which no path can hold: they are refused.
            Err(_) if vector["value"] == "" => vector["expect"].as_str().unwrap().to_owned(),
            Err(_) => "refused".to_owned(),
        };
        let expected = vector["expect"].as_str().unwrap();
        let same = expected
            .split(" or ")
            .any(|one| one == got || (one.starts_with("refused") && got == "refused"));
        // Any text of the same number is right.
        let number = vector["value"].is_f64()
            && got.strip_prefix("color=").and_then(|n| n.parse().ok()) == vector["value"].as_f64();
        if !same && !number {
            wrong.push(format!("{vector}\n  got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 80, "only {count} vectors were read");
}

/// The expansion of one expression of RFC 6570 by the parameters that OpenAPI's table (3.0.4, section C.2) maps it to;
/// `None` where the table maps it to nothing.
fn expanded(template: &str, variables: &serde_json::Value) -> Option<String> {
    let expression = template.strip_prefix('{')?.strip_suffix('}')?;
    let operator = expression.chars().next().filter(|c| ".;?&".contains(*c));
    let names = expression.trim_start_matches(['.', ';', '?', '&']);
    if expression.contains(['{', '%', ':', '+', '#', '/'])
        || operator.is_none() && names.contains(',')
    {
        return None;
    }
    let mut texts = Vec::new();
    for name in names.split(',') {
        let (name, explode) = (name.trim_end_matches('*'), name.ends_with('*'));
        let value = &variables[name];
        let leaked: &'static str = Box::leak(name.to_owned().into_boxed_str());
        let described = match operator {
            None => Parameter::path(leaked, &Schema::ANY).style(Style::Simple, explode),
            Some('.') => Parameter::path(leaked, &Schema::ANY).style(Style::Label, explode),
            Some(';') => Parameter::path(leaked, &Schema::ANY).style(Style::Matrix, explode),
            _ => Parameter::query(leaked, &Schema::ANY).style(Style::Form, explode),
        };
        // A path parameter without text is refused, since it would change the path.
        texts.extend(parameter(&described, Instance::new(value).view()).ok()?);
    }
    let (first, between) = match operator {
        Some('?') => ("?", "&"),
        Some('&') => ("&", "&"),
        _ => ("", ""),
    };
    let first = if texts.is_empty() { "" } else { first };
    Some(format!("{first}{}", texts.join(between)))
}

#[test]
fn every_uri_template_that_a_parameter_can_be_expands_as_rfc_6570_says() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/uri-template-test"
    );
    let (mut count, mut wrong) = (0, Vec::new());
    for file in [
        "spec-examples",
        "spec-examples-by-section",
        "extended-tests",
    ] {
        let Ok(text) = std::fs::read_to_string(format!("{folder}/{file}.json")) else {
            eprintln!("SKIPPED: the URI template tests are not there ({folder})");
            return;
        };
        let sections: serde_json::Value = serde_json::from_str(&text).unwrap();
        for section in sections.as_object().unwrap().values() {
            for case in section["testcases"].as_array().unwrap() {
                let template = case[0].as_str().unwrap();
                let Some(got) = expanded(template, &section["variables"]) else {
                    continue;
                };
                count += 1;
                let right = match &case[1] {
                    serde_json::Value::Array(all) => all.iter().any(|one| *one == got),
                    one => *one == got,
                };
                if !right {
                    wrong.push(format!("{case}: got {got}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 50, "only {count} templates were mapped");
}

/// The encodings of a body vector.
fn encodings(vector: &serde_json::Value) -> &'static [Part] {
    let part = |(name, encoding): (&String, &serde_json::Value)| {
        let style = match encoding["style"].as_str() {
            Some("form") => Style::Form,
            Some("deepObject") => Style::DeepObject,
            other => panic!("{other:?}"),
        };
        Part::new(leak(&serde_json::json!(name))).style(style, encoding["explode"] == true, false)
    };
    let all = vector["encoding"].as_object();
    Box::leak(all.into_iter().flatten().map(part).collect())
}

#[test]
fn every_vector_of_bodies_holds() {
    let Some(vectors) = vectors() else { return };
    for vector in vectors["bodies"].as_array().unwrap() {
        assert_eq!(vector["body"], "application/x-www-form-urlencoded");
        let instance = Instance::new(&vector["value"]);
        let got = form(instance.view(), encodings(vector));
        let expected = vector["expect"].as_str().unwrap();
        assert!(
            expected.split(" or ").any(|one| one == got),
            "{vector}: {got}"
        );
    }
}

/// One of each kind, for where the vectors are not there.
#[test]
fn every_location_and_style_has_its_text() {
    let list = serde_json::json!(["a", "b c"]);
    let object = serde_json::json!({"R": 100, "G": "x/y"});
    let path = Parameter::path("p", &Schema::ANY);
    let query = Parameter::query("p", &Schema::ANY);
    let header = Parameter::header("p", &Schema::ANY);
    let cookie = Parameter::cookie("p", &Schema::ANY);
    for (described, value, expected) in [
        (path, &list, "a,b%20c"),
        (path, &object, "R,100,G,x%2Fy"),
        (path.style(Style::Simple, true), &object, "R=100,G=x%2Fy"),
        (path.style(Style::Label, true), &list, ".a.b%20c"),
        (path.style(Style::Matrix, false), &list, ";p=a,b%20c"),
        (path.style(Style::Matrix, true), &list, ";p=a;p=b%20c"),
        (
            path.allow_reserved(),
            &serde_json::json!("a/b:c"),
            "a%2Fb:c",
        ),
        (query, &list, "p=a&p=b%20c"),
        (query.style(Style::Form, false), &list, "p=a,b%20c"),
        (
            query.style(Style::SpaceDelimited, false),
            &list,
            "p=a%20b%2520c",
        ),
        (
            query.style(Style::PipeDelimited, false),
            &list,
            "p=a%7Cb%20c",
        ),
        (
            query.style(Style::TabDelimited, false),
            &serde_json::json!(["a", "b\tc"]),
            "p=a%09b%2509c",
        ),
        (path.style(Style::TabDelimited, false), &list, "a%09b%20c"),
        (path.style(Style::PipeDelimited, false), &list, "a%7Cb%20c"),
        (header.style(Style::PipeDelimited, false), &list, "a|b c"),
        (header.style(Style::SpaceDelimited, false), &list, "a b%20c"),
        (header.style(Style::TabDelimited, false), &list, "a\tb c"),
        (
            query.style(Style::DeepObject, true),
            &object,
            "p%5BR%5D=100&p%5BG%5D=x%2Fy",
        ),
        (
            query.style(Style::Content("application/json"), false),
            &list,
            "p=%5B%22a%22%2C%22b%20c%22%5D",
        ),
        (
            query.style(Style::Content("text/plain"), false),
            &serde_json::json!("a b"),
            "p=a%20b",
        ),
        (
            Parameter::querystring("p", &Schema::ANY),
            &object,
            "R=100&G=x%2Fy",
        ),
        (Parameter::header("p", &Schema::ANY), &list, "a,b c"),
        (cookie, &list, "p=a; p=b%20c"),
        (cookie.style(Style::Cookie, true), &list, "p=a; p=b c"),
    ] {
        let text = parameter(&described, Instance::new(value).view())
            .ok()
            .flatten();
        assert_eq!(text.as_deref(), Some(expected), "{described:?}");
    }
}

#[test]
fn an_empty_value_is_sent_where_that_is_allowed() {
    let plain = Parameter::query("p q", &Schema::ANY);
    for described in [
        plain,
        plain.style(Style::Form, false),
        plain.style(Style::DeepObject, true),
        plain.style(Style::Content("application/json"), false),
    ] {
        for empty in ["null", "[]", "{}", "\"\""] {
            let json: Json = empty.parse().unwrap();
            let text = |described: &Parameter| parameter(described, View::Json(&json)).ok();
            let allowed = described.allow_empty();
            assert_eq!(text(&allowed), Some(Some("p%20q=".to_owned())), "{empty}");
        }
        assert_eq!(
            parameter(&described.allow_empty(), View::Absent).ok(),
            Some(None)
        );
    }
    let null = parameter(&plain, View::Null).ok();
    assert_eq!(null, Some(None));
}

#[test]
fn a_cookie_that_is_not_encoded_is_never_several() {
    let described = Parameter::cookie("p", &Schema::ANY).style(Style::Cookie, true);
    for hostile in ["a; b=c", "a\r\nb", "\u{e9}"] {
        assert!(
            parameter(&described, hostile.to_owned().view()).is_err(),
            "{hostile:?}"
        );
    }
}

#[test]
fn a_value_never_changes_the_path() {
    let described = Parameter::path("id", &Schema::ANY);
    for hostile in ["", ".", "..", "\0"] {
        assert!(
            parameter(&described, hostile.to_owned().view()).is_err(),
            "{hostile:?}"
        );
    }
    for hostile in ["a/../b", "?x", "#x", "a\r\nb", "%2F", "\u{202e}", "a\\b"] {
        let text = parameter(&described, hostile.to_owned().view())
            .ok()
            .flatten()
            .unwrap_or_default();
        assert!(
            !text.contains(['/', '?', '#', '\r', '\n', '\\']),
            "{hostile:?} became {text}"
        );
    }
}
