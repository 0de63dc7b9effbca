//! `tests`: the document's values as tests of the crate. That they hold is what the shipped crate's own tests say.

use crate::run::run;

const SHOP: &str = "openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /pets:
    post:
      operationId: addPet
      tags: [pets]
      parameters: [{name: limit, in: query, example: 200, schema: {type: integer, maximum: 100, default: 20}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, examples: {good: {value: {name: Rex}}, bad: {$ref: '#/components/examples/Nameless'}}}}}
      responses: {'200': {description: ok, content: {text/plain: {example: no JSON}}}}
components:
  examples: {Nameless: {value: {kind: dog}}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        kind: {enum: [dog, cat], default: bird}
        parent: {$ref: '#/components/schemas/Pet', examples: [{name: Ada, parent: {name: 'A \"quoted\" # one', kind: cow}}]}
";

#[test]
fn values_of_the_document_are_tests() {
    let run = run(SHOP, "tests: true\ncrate: {name: the-shop}\n");
    let file = "tests/examples.rs";
    run.holds(
        file,
        &[
            "use the_shop::types::{PET, PET_KIND, Pet, PetKind};",
            "fn types_pet() {",
            "fn operations_pets() {",
            r###"("#/components/schemas/Pet/properties/kind/enum/0", r#""dog""#, &[]),"###,
            r###"r#""bird" is none of "dog", "cat""#"###,
            r###"&[r#"/parent/kind: "cow" is none of "dog", "cat""#]"###,
            r###"r#"{"name":"Ada","parent":{"kind":"cow","name":"A \"quoted\" # one"}}"#"###,
            r###"("#/components/examples/Nameless/value", r#"{"kind":"dog"}"#, &["###,
            r###""#/paths/~1pets/post/parameters/0/example""###,
            r###"&["200 is greater than the maximum 100"]"###,
        ],
    );
    run.lacks(file, &["no JSON"]);
    // What the schema alone tells is said once.
    let said = run.said();
    assert_eq!(said.matches("N0309").count(), 4, "{said}");
}

#[test]
fn without_values_or_a_crate_there_are_no_tests() {
    let empty = run(
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n",
        "tests: true\n",
    );
    assert!(!empty.paths().contains(&"tests/examples.rs"));
    let module = run(SHOP, "tests: true\ncrate: {module: 'crate::shop'}\n");
    assert!(!module.paths().iter().any(|path| path.contains("examples")));
    assert!(!run(SHOP, "").paths().contains(&"tests/examples.rs"));
}

#[test]
fn defaults_are_filled_in_on_demand() {
    let row = "Rule::Defaults(&[(\"kind\", Const::Str(\"bird\"))])";
    run(SHOP, "defaults: fill\n").holds("src/types/pet.rs", &[row]);
    run(SHOP, "").lacks("src/types/pet.rs", &["Defaults"]);
    run(SHOP, "defaults: fill\ndocs: false\n").holds("src/types/pet.rs", &[row]);
}

#[test]
fn tests_of_values_know_what_may_be_left_out_and_what_is_deprecated() {
    let file = "tests/examples.rs";
    let run_with = |settings: &str| run(SHOP, &format!("tests: true\n{settings}"));
    let lines = ["#![cfg(feature = \"default\")]", "#![allow(deprecated)]"];
    run_with("").lacks(file, &lines);
    run_with("tag-features: true\n").holds(file, &lines[..1]);
    // A manifest that a person wrote may have no feature `default`, and rustc warns of what none declares.
    run_with("").lacks("src/lib.rs", &["feature = \"default\""]);
    run_with("tag-features: true\n").holds("src/lib.rs", &["feature = \"default\""]);
    run_with("deprecated: true\n").holds(file, &lines[1..]);
}

#[test]
fn tests_of_values_allow_for_the_defaults_that_are_filled_in() {
    let document = SHOP.replace("default: bird", "default: dog");
    let length = "a.len() == b.len() && a.iter().all(alike)";
    let filled = run(&document, "tests: true\ndefaults: fill\n");
    filled.lacks("tests/examples.rs", &[length]);
    let plain = run(&document, "tests: true\n");
    plain.holds("tests/examples.rs", &[length]);
}

#[test]
fn values_of_several_kinds_are_held_against_the_whole() {
    let document = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Mixed: {enum: [a, 1, true]}
    Either: {type: [object, string], properties: {id: {type: integer}}, required: [id], examples: [x, {id: 1}]}
";
    let run = run(document, "tests: true\n");
    let said = run.said();
    assert!(!said.contains("N0309"), "{said}");
    run.holds(
        "tests/examples.rs",
        &["fn types_mixed() {", "fn types_either() {"],
    );
}
