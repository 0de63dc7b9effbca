//! Crates that settings have shaped compile, without a warning, in each combination of their features.

use std::fs;
use std::path::Path;

use specsmith_codegen::Generator;
use tempfile::TempDir;

use crate::project::{cargo_in, shared_target, succeeded, text};

const SHOP: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /pets: {get: {operationId: listPets, tags: [pets], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}
  /orders: {post: {operationId: addOrder, tags: [orders], requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}}}
components:
  schemas:
    Pet: {type: object, required: [host, colour], properties: {price: {$ref: '#/components/schemas/Price'}, host: {type: string}, colour: {type: string, enum: [r, g]}, more: {type: object, additionalProperties: {type: string}}}}
    Order: {type: object, properties: {price: {$ref: '#/components/schemas/Price'}}, additionalProperties: true}
    Price: {type: object, properties: {cents: {type: integer}}}
    Kind: {oneOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Order'}]}
    Host: {type: string}
";

const SHAPED: &str = "types: {map: HashMap, integer: u32, attributes: ['#[non_exhaustive]']}
overrides:
  '#/components/schemas/Pet/properties/host': {type: 'rt::Parsed<std::net::IpAddr>', name: address}
  '#/components/schemas/Host': {type: 'crate::rt::Parsed<std::net::IpAddr>'}
  '#/components/schemas/Pet/properties/colour/enum/0': {name: Red}
  '#/components/schemas/Kind': {hidden: true}
";

/// Generates with these settings, and checks the crate with each of these lists of arguments.
fn check(settings: &str, features: &[&[&str]]) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), SHOP).unwrap();
    fs::write(folder.path().join("specsmith.yaml"), settings).unwrap();
    let out = folder.path().join("out");
    let generator = Generator::new(folder.path().join("api.yaml"), &out);
    generator
        .write(&generator.generate().files.unwrap())
        .unwrap();
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock"),
        out.join("Cargo.lock"),
    )
    .unwrap();
    for list in features {
        let mut command = cargo_in(&out, &shared_target(), &[]);
        let output = command.arg("check").args(*list).output().unwrap();
        succeeded(&output);
        assert!(
            !text(&output).contains("warning:"),
            "{list:?}: {}",
            text(&output)
        );
    }
}

#[test]
fn cargo_flow_a_crate_that_uses_one_tag_compiles_that_one() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
    let settings = format!(
        "crate: {{name: shaped}}\nruntime: {{path: {:?}}}\ntag-features: true\n{SHAPED}",
        runtime
    );
    check(
        &settings,
        &[
            &["--all-features"],
            &["--no-default-features"],
            &["--no-default-features", "--features", "pets"],
        ],
    );
}

#[test]
fn cargo_flow_types_alone_need_no_http() {
    check(
        &format!("crate: {{name: types-alone}}\nruntime: embedded\nclient: false\n{SHAPED}"),
        &[&["--all-features"], &[]],
    );
}
