//! Holds the shipped JSON Schema of the settings and the types that read them together.

use std::path::Path;

use super::{SCHEMA, Settings};

#[test]
fn the_shipped_schema_is_that_of_the_code() {
    let mut schema = schemars::schema_for!(Settings);
    close(
        schema
            .as_object_mut()
            .into_iter()
            .flat_map(|map| map.values_mut())
            .collect(),
    );
    schema.insert("additionalProperties".to_owned(), false.into());
    // The order of keys depends on features of other crates; it has no meaning.
    let wanted = serde_json::to_value(&schema).unwrap();
    let shipped: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    if wanted != shipped && std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/settings/specsmith.schema.json");
        std::fs::write(path, serde_json::to_string_pretty(&wanted).unwrap() + "\n").unwrap();
        return;
    }
    assert_eq!(
        shipped, wanted,
        "run with INSTA_UPDATE=always, and read the difference"
    );
}

/// What names its members allows no others.
fn close(values: Vec<&mut serde_json::Value>) {
    for value in values {
        match value {
            serde_json::Value::Object(map) => {
                if map.contains_key("properties") && !map.contains_key("additionalProperties") {
                    map.insert("additionalProperties".to_owned(), false.into());
                }
                close(map.values_mut().collect());
            }
            serde_json::Value::Array(items) => close(items.iter_mut().collect()),
            _ => {}
        }
    }
}
