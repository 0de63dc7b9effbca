//! `client`, `docs`, `layout`, `tag-features`: which parts the crate has, and in which files.

use crate::run::run;

const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: '1', description: Sells things.}
paths:
  /pets: {get: {operationId: listPets, summary: All pets., tags: [pets], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}
  /orders: {get: {operationId: listOrders, tags: [orders], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}}}
  /serde: {get: {operationId: other, tags: [serde], responses: {'200': {description: ok}}}}
components:
  schemas:
    Pet: {type: object, description: A pet., properties: {price: {$ref: '#/components/schemas/Price'}}}
    Order: {type: object, properties: {price: {$ref: '#/components/schemas/Price'}, lines: {type: array, items: {$ref: '#/components/schemas/Line'}}}}
    Line: {type: object, deprecated: true, properties: {count: {type: integer}}}
    Price: {type: object, properties: {cents: {type: integer}}}
    Unused: {type: object, properties: {line: {$ref: '#/components/schemas/Line'}}}
";

#[test]
fn types_alone() {
    let run = run(SHOP, "client: false\nruntime: embedded\n");
    assert!(
        run.paths()
            .iter()
            .all(|path| !path.contains("operations") && !path.contains("/http/"))
    );
    run.lacks("src/lib.rs", &["http", "SERVERS", "operations"]);
    run.lacks("Cargo.toml", &["reqwest", "ureq", "http", "tokio"]);
    run.holds("src/rt/mod.rs", &["#[cfg(any())]\npub mod http;"]);
    run.holds("src/types/pet.rs", &["pub struct Pet"]);
}

#[test]
fn without_the_documents_prose() {
    let run = run(SHOP, "docs: false\n");
    run.lacks("src/types/pet.rs", &["A pet."]);
    run.lacks("src/operations/pets.rs", &["All pets."]);
    run.lacks("src/lib.rs", &["Sells things."]);
}

#[test]
fn one_file_of_each() {
    let run = run(SHOP, "layout: {types: one, operations: one}\n");
    run.holds("src/types/all.rs", &["pub struct Pet", "pub struct Order"]);
    run.holds(
        "src/operations/all.rs",
        &["pub struct ListPets", "pub struct ListOrders"],
    );
    assert_eq!(
        run.paths()
            .iter()
            .filter(|path| path.starts_with("src/types/"))
            .count(),
        2
    );
}

#[test]
fn tags_of_one_file_are_no_features() {
    let said = run(SHOP, "layout: {operations: one}\ntag-features: true\n").said();
    assert!(
        said.contains("specsmith.yaml:2:15") && said.contains("puts all tags into one file"),
        "{said}"
    );
}

#[test]
fn a_feature_for_each_tag() {
    let run = run(SHOP, "tag-features: true\n");
    run.holds(
        "Cargo.toml",
        &[
            "default = [\"orders\", \"pets\", \"tag-serde\"]",
            "\npets = []\n",
            "\ntag-serde = []\n",
        ],
    );
    run.holds(
        "src/operations/mod.rs",
        &["#[cfg(feature = \"pets\")]\npub mod pets;"],
    );
    // Two tags use a price; what no tag uses is always there, with all that it uses.
    let types = [
        "#[cfg(feature = \"orders\")]\npub(crate) mod order;",
        "#[cfg(any(feature = \"orders\", feature = \"pets\"))]\npub(crate) mod price;",
        "\npub(crate) mod line;",
    ];
    run.holds("src/types/mod.rs", &types);
    run.lacks(
        "src/types/mod.rs",
        &["]\npub(crate) mod line;", "]\npub(crate) mod unused;"],
    );
}
