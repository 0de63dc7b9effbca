//! `include` and `exclude`.

use crate::run::run;

const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, tags: [pets], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}}
    post: {operationId: addPet, tags: [pets], requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}, responses: {'201': {description: made}}}
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/OrderId'}}]
    get: {operationId: getOrder, tags: [orders], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}}
components:
  schemas:
    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    Pet: {type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}, owner: {$ref: '#/components/schemas/Owner'}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
    Owner: {type: object, properties: {pets: {$ref: '#/components/schemas/Pets'}}}
    NewPet: {type: object, properties: {name: {type: string}}}
    Order: {type: object, properties: {id: {$ref: '#/components/schemas/OrderId'}}}
    OrderId: {type: object, properties: {number: {type: string}, default: {$ref: '#/components/schemas/Fallback'}}}
    Fallback: {type: object, properties: {default: {type: string}}}
    Unused: {type: object, properties: {x: {type: string}}}
";

/// The files of types, by name.
fn types(settings: &str) -> Vec<String> {
    let run = run(SHOP, settings);
    let names = run
        .paths()
        .into_iter()
        .filter_map(|path| path.strip_prefix("src/types/")?.strip_suffix(".rs"));
    names
        .filter(|name| *name != "mod")
        .map(str::to_owned)
        .collect()
}

#[test]
fn everything_without_a_word() {
    assert_eq!(
        types(""),
        [
            "cat", "fallback", "new_pet", "order", "order_id", "owner", "pet", "pets", "unused"
        ]
    );
}

#[test]
fn a_tag_and_what_it_reaches_only() {
    // A property may be called like a keyword.
    let reached = ["fallback", "order", "order_id"];
    assert_eq!(types("include: [{tag: orders}]"), reached);
    let run = run(SHOP, "include: [{tag: orders}]");
    assert!(!run.paths().contains(&"src/operations/pets.rs"));
    run.holds("src/operations/orders.rs", &["pub struct GetOrder"]);
}

#[test]
fn operations_by_path_method_and_id() {
    let reached = ["cat", "owner", "pet", "pets"];
    assert_eq!(types("include: [{path: /pets, method: get}]"), reached);
    assert_eq!(types("include: [{operation: list*}]"), reached);
    assert_eq!(
        types("include: [{path: /pets}]\nexclude: [{method: POST}]"),
        reached
    );
    assert_eq!(
        types("exclude: [{operation: listPets}, {path: '/orders/**'}]"),
        ["new_pet"]
    );
}

#[test]
fn schemas_beside_operations() {
    assert_eq!(
        types("include: [{tag: orders}, {schema: Unus*}]"),
        ["fallback", "order", "order_id", "unused"]
    );
    let alone = run(SHOP, "include: [{schema: NewPet}]");
    assert!(!alone.paths().contains(&"src/operations/pets.rs"));
    assert!(alone.paths().contains(&"src/types/new_pet.rs"));
}

#[test]
fn a_pick_of_nothing_is_said() {
    let said = run(SHOP, "include:\n  - {tag: pets}\n  - {tag: order}\n").said();
    for part in [
        "W0603",
        "specsmith.yaml:3:5",
        "`order`",
        "did you mean `orders`?",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
