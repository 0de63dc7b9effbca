//! `overrides`, `types`, and the `x-` extensions that say the same in the document.

use crate::run::{explained, run};

const PETS: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
tags: [{name: pets}]
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      tags: [pets]
      parameters:
        - {name: petId, in: path, required: true, schema: {type: string}}
        - {name: v, in: query, schema: {type: boolean}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      type: object
      description: A pet.
      required: [name]
      properties:
        name: {type: string, description: Its name.}
        price: {type: string}
        colour: {type: string, enum: [r, g]}
        count: {type: integer}
        small: {type: integer, format: int32}
        below: {type: integer, minimum: -1}
        under: {type: integer, exclusiveMaximum: true, maximum: 0, minimum: -5000000000}
        long: {type: integer, format: int64}
        far: {type: integer, maximum: 10000000000}
        near: {type: integer, maximum: 100}
        tags: {type: object, additionalProperties: {type: string}}
";
const PET: &str = "src/types/pet.rs";

#[test]
fn names_of_every_kind_by_pointer() {
    let settings = "overrides:
  '#/components/schemas/Pet': {name: Animal}
  '/components/schemas/Pet/properties/name': {name: called}
  '#/components/schemas/Pet/properties/colour': {type-name: Fur}
  '#/components/schemas/Pet/properties/colour/enum/0': {name: Red}
  '#/paths/~1pets~1{petId}/get': {name: FetchAnimal}
  '#/paths/~1pets~1{petId}/get/parameters/1': {name: verbose}
  '#/tags/0': {name: animals}
";
    let run = run(PETS, settings);
    run.holds(
        "src/types/animal.rs",
        &[
            "pub struct Animal",
            "pub called: String",
            "Field::required(\"name\"",
            "pub enum Fur",
            "Red",
            "= \"r\"",
        ],
    );
    run.holds(
        "src/operations/animals.rs",
        &[
            "pub struct FetchAnimal",
            "pub verbose: Option<bool>",
            "Parameter::query(\"v\"",
            "id: \"getPet\"",
        ],
    );
}

#[test]
fn a_type_of_ones_own() {
    let settings = "crate: {dependencies: {money: '1', local: {path: ../local, features: [std], default-features: false}}}
overrides:
  '#/components/schemas/Pet/properties/price': {type: 'specsmith_runtime::Parsed<money::Amount>'}
  '#/components/schemas/Pet/properties/colour': {type: 'local::Colour'}
";
    let run = run(PETS, settings);
    run.holds(
        PET,
        &[
            "pub price: Option<specsmith_runtime::Parsed<money::Amount>>",
            "pub colour: Option<local::Colour>",
        ],
    );
    run.holds("Cargo.toml", &["money = \"1\"\n"]);
    let local =
        "local = { path = \"../../local\", default-features = false, features = [\"std\"] }\n";
    run.holds("Cargo.toml", &[local]);
    run.lacks(PET, &["enum PetColour"]);
}

#[test]
fn a_type_of_the_runtime_is_found_in_the_file_that_names_it() {
    let settings = "overrides: {'#/components/schemas/Pet': {type: 'Vec<rt::Json>'}}";
    run(PETS, settings).holds(
        PET,
        &["use crate::rt::{self", "pub type Pet = Vec<rt::Json>;"],
    );
}

#[test]
fn a_named_type_of_ones_own_is_an_alias_with_its_rules() {
    let run = run(
        PETS,
        "overrides: {'#/components/schemas/Pet': {type: 'crate::mine::Pet'}}",
    );
    run.holds(
        PET,
        &["pub type Pet = crate::mine::Pet;", "pub static PET: Schema"],
    );
}

#[test]
fn derives_attributes_docs_files() {
    let settings = "types: {derives: [Default2], attributes: ['#[every]']}
overrides:
  '#/components/schemas/Pet': {derives: ['schemars::JsonSchema'], attributes: ['#[non_exhaustive]'], hidden: true, module: animals, docs: An animal.}
";
    let run = run(PETS, settings);
    run.holds("src/types/animals.rs", &["#[derive(Clone)]\n#[doc(hidden)]\n#[derive(Default2, schemars::JsonSchema)]\n#[every]\n#[non_exhaustive]\npub struct Pet", "/// An animal."]);
    run.holds(
        "src/types/animals.rs",
        &["    #[derive(Default2)]\n    #[every]\n    pub enum PetColour"],
    );
    run.lacks("src/types/animals.rs", &["A pet."]);
}

#[test]
fn integers_and_maps() {
    let small = run(PETS, "types: {integer: u32, map: HashMap}");
    small.holds(
        PET,
        &[
            "use std::collections::HashMap;",
            "pub tags: Option<HashMap<String, String>>",
        ],
    );
    small.holds(
        PET,
        &[
            "pub count: Option<u32>",
            "pub small: Option<i32>",
            "pub below: Option<i32>",
            // What a format or a bound asks for counts more.
            "pub under: Option<i64>",
            "pub long: Option<i64>",
            "pub far: Option<u64>",
            "pub near: Option<u32>",
        ],
    );
    run(PETS, "").holds(PET, &["pub count: Option<i64>", "BTreeMap<String, String>"]);
}

#[test]
fn a_pointer_to_nothing_is_said() {
    let said = run(
        PETS,
        "overrides:\n  '#/components/schemas/Pets': {name: Animal}\n",
    )
    .said();
    for part in [
        "W0603",
        "specsmith.yaml:2:3",
        "`#/components/schemas/Pets` is not in the document",
        "did you mean `Pet`?",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

/// A document whose only schema is this.
fn of(schema: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
    )
}

#[test]
fn the_document_names_its_things() {
    let document = of(
        "{type: object, x-rust-name: better name, properties: {x: {type: string, x-rust-name: type of it}}}",
    );
    run(&document, "").holds(
        "src/types/better_name.rs",
        &["pub struct BetterName", "pub type_of_it: Option<String>"],
    );
}

#[test]
fn the_document_names_types_of_crates_that_are_known() {
    let document =
        of("{type: object, properties: {x: {type: string, x-rust-type: 'money::Amount'}}}");
    let trusted = run(&document, "crate: {dependencies: {money: '1'}}");
    trusted.holds("src/types/a.rs", &["pub x: Option<money::Amount>"]);
    let unknown = run(&document, "");
    unknown.holds("src/types/a.rs", &["pub x: Option<String>"]);
    assert!(unknown.said().contains("W0502"), "{}", unknown.said());
    let code = of(
        "{type: object, properties: {x: {type: string, x-rust-type: 'money::A>, y: Vec<evil'}}}",
    );
    let code = run(&code, "crate: {dependencies: {money: '1'}}");
    code.lacks("src/types/a.rs", &["evil"]);
}

#[test]
fn enum_names_and_descriptions() {
    let listed = of(
        "{type: integer, enum: [0, 1, 2], x-enum-varnames: [Off, On, '2nd'], x-enum-descriptions: [Not there., There.]}",
    );
    run(&listed, "").holds(
        "src/types/a.rs",
        &[
            "Off = 0",
            "On = 1",
            "N2nd = 2",
            "/// Not there.",
            "/// There.",
        ],
    );
    let mapped = of(
        "{type: string, enum: [r, g], x-enum-descriptions: {g: Green.}, x-enumNames: [Red, Green]}",
    );
    run(&mapped, "").holds("src/types/a.rs", &["Red = \"r\"", "/// Green."]);
}

/// Each spelling of an extension that tools write.
#[test]
fn every_spelling_of_an_extension_counts() {
    for key in ["x-enum-varnames", "x-enumNames", "x-enum-names"] {
        let document = of(&format!(
            "{{type: string, enum: [r, g], {key}: [Red, Green]}}"
        ));
        run(&document, "").holds("src/types/a.rs", &["Red = \"r\"", "Green = \"g\""]);
    }
    for key in [
        "x-enum-descriptions",
        "x-enumDescriptions",
        "x-enum-description",
    ] {
        let document = of(&format!(
            "{{type: string, enum: [r, g], {key}: [As blood.]}}"
        ));
        run(&document, "").holds("src/types/a.rs", &["/// As blood."]);
    }
    let deprecated = |extension: &str| {
        let member = format!("{{type: string, deprecated: true, {extension}}}");
        of(&format!("{{type: object, properties: {{y: {member}}}}}"))
    };
    for key in [
        "x-deprecated-reason",
        "x-deprecated-message",
        "x-deprecated-description",
    ] {
        let document = deprecated(&format!("{key}: Slow."));
        run(&document, "").holds("src/types/a.rs", &["Slow."]);
    }
    for key in [
        "x-deprecated-since",
        "x-deprecated-at",
        "x-deprecation-date",
    ] {
        let document = deprecated(&format!("{key}: 2029-05-01"));
        run(&document, "").holds("src/types/a.rs", &["since 2029-05-01"]);
    }
    let document = of("{type: object, properties: {y: {type: string, x-deprecated: true}}}");
    run(&document, "deprecated: true\n").holds("src/types/a.rs", &["#[deprecated"]);
}

#[test]
fn null_and_deprecation_by_extension() {
    let document = of(
        "{type: object, required: [x], properties: {x: {type: string, x-nullable: true}, y: {type: string, deprecated: true, x-sunset: 2030-01-01, x-deprecated-reason: Slow., x-deprecated-since: '2.0'}}}",
    );
    run(&document, "").holds(
        "src/types/a.rs",
        &["pub x: Option<String>", "2030-01-01", "Slow.", "since 2.0"],
    );
}

#[test]
fn what_is_deprecated_tells_the_compiler_when_and_why() {
    let document = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a: {get: {operationId: a, parameters: [{name: b, in: query, deprecated: true, schema: {type: boolean}}], responses: {'204': {description: d}}}}
components:
  schemas:
    Old: {type: string, enum: [x], deprecated: true, x-deprecated-since: '2.0', x-deprecated-reason: Slow.}
";
    let asked = run(document, "deprecated: true\n");
    asked.holds(
        "src/types/old.rs",
        &["#[deprecated(note = \"since 2.0: Slow.\")]\n    pub enum Old"],
    );
    asked.holds(
        "src/operations/default.rs",
        &["#[deprecated]\n    pub b: Option<bool>"],
    );
    run(document, "").lacks("src/types/old.rs", &["#[deprecated"]);
}

#[test]
fn a_parameter_that_asks_for_an_envelope() {
    let document = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {get: {operationId: a, parameters: [{name: wrapped, in: query, schema: {type: boolean}}], responses: {'204': {description: d}}}}
";
    let settings = "overrides: {'#/paths/~1a/get/parameters/0': {envelope: true}}\n";
    run(document, settings).holds("src/operations/default.rs", &[".envelope()"]);
    run(document, "").lacks("src/operations/default.rs", &[".envelope()"]);
}

#[test]
fn a_name_that_is_not_free_is_an_error() {
    let order = PETS.replace(
        "components:\n  schemas:\n",
        "components:\n  schemas:\n    Order: {type: object, properties: {a: {type: string}}}\n",
    );
    let cases = [
        (
            "'#/components/schemas/Pet': {name: Order}",
            "`Pet` is called `Order`, which is the name of `Order`",
        ),
        (
            "'#/components/schemas/Pet/properties/price': {name: count}",
            "`price` is called `count`, which is the name of `count`",
        ),
        (
            "'#/paths/~1pets~1{petId}/get': {name: Pet}",
            "`getPet` cannot be called `Pet`: that is not free",
        ),
    ];
    for (set, said) in cases {
        let found = run(&order, &format!("overrides:\n  {set}\n")).said();
        assert!(found.contains("error[E0601]"), "{found}");
        assert!(found.contains(said), "{found}");
        assert!(found.contains("specsmith.yaml:2:"), "{found}");
        assert!(found.contains("choose another name"), "{found}");
    }
    // What functions are called, a field may be.
    let new = "overrides: {'#/components/schemas/Pet/properties/price': {name: new}}\n";
    run(&order, new).holds("src/types/pet.rs", &["pub new: ", "new as new_"]);
    // Where the other has one of its own, all is well.
    let both = "overrides:\n  '#/components/schemas/Pet': {name: Order}\n  '#/components/schemas/Order': {name: Purchase}\n";
    run(&order, both).holds("src/types/purchase.rs", &["pub struct Purchase"]);
}

#[test]
fn derives_that_a_type_has_anyway_are_left_out() {
    let every = "types: {derives: [Debug, std::cmp::PartialEq, Eq]}\n";
    let own = "overrides: {'#/components/schemas/Pet': {derives: [Debug]}}\n";
    let run = run(PETS, &format!("{every}{own}"));
    run.holds(PET, &["#[derive(Clone)]\n#[derive(Eq)]\npub struct Pet"]);
    let said = run.said();
    assert!(
        said.contains("warning[W0603]: the type has `Debug` without the settings"),
        "{said}"
    );
}

#[test]
fn explain_writes_types_as_the_crate_does() {
    let document = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Prices: {type: object, additionalProperties: {type: array, items: {type: string, x-rust-type: 'money::Amount'}}}
    Days: {type: object, additionalProperties: {type: string, format: date}}
";
    let settings = "types: {map: HashMap}\ndates: string\ncrate: {dependencies: {money: '1'}}\n";
    for (subject, shown) in [
        ("Prices", "HashMap<String, Vec<money::Amount>>"),
        ("Days", "HashMap<String, String>"),
    ] {
        let said = explained(document, settings, subject);
        assert!(
            said.contains(&format!("Another name of {shown}.")),
            "{said}"
        );
    }
}
