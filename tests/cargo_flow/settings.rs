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
    let out = folder.path().join("out");
    generate(settings, folder.path(), &out);
    check_crate(&out, features);
}

/// Generates a module of a crate, shaped and with these settings besides, and checks the crate that has in its manifest what the module asks for.
fn check_module(settings: &str) {
    let folder = TempDir::new().unwrap();
    let (manifest, source) = (folder.path().join("Cargo.toml"), folder.path().join("src"));
    let package = "[package]\nname = \"around\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
    fs::write(&manifest, package).unwrap();
    let shaped = SHAPED.replace("crate::rt::", "crate::api::rt::");
    generate(
        &format!("{settings}{shaped}"),
        folder.path(),
        &source.join("api"),
    );
    fs::write(source.join("lib.rs"), "mod api;\n").unwrap();
    let readme = fs::read_to_string(source.join("api/README.md")).unwrap();
    let (_, lines) = readme.split_once("```toml\n").unwrap();
    let (lines, _) = lines.split_once("```").unwrap();
    fs::write(&manifest, format!("{package}{lines}\n[workspace]\n")).unwrap();
    check_crate(
        folder.path(),
        &[&["--all-features"], &["--no-default-features"]],
    );
}

/// Generates the shop in a folder with these settings.
fn generate(settings: &str, folder: &Path, out: &Path) {
    fs::write(folder.join("api.yaml"), SHOP).unwrap();
    fs::write(folder.join("specsmith.yaml"), settings).unwrap();
    let generator = Generator::new(folder.join("api.yaml"), out);
    let files = generator.generate().files.unwrap();
    generator.write(&files).unwrap();
}

/// Checks a crate with each of these lists of arguments.
fn check_crate(folder: &Path, features: &[&[&str]]) {
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .unwrap();
    for list in features {
        let mut command = cargo_in(folder, &shared_target(), &[]);
        let output = command.arg("check").args(*list).output().unwrap();
        succeeded(&output);
        let said = text(&output);
        assert!(!said.contains("warning:"), "{list:?}: {said}");
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

#[test]
fn cargo_flow_a_module_compiles_in_a_crate_with_the_lines_of_its_readme() {
    // From the folder of the settings, which is that of the manifest too, and not of the module.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
    check_module(&format!(
        "crate: {{module: 'crate::api'}}\nruntime: {{path: {folder:?}}}\ntag-features: true\n"
    ));
}

#[test]
fn cargo_flow_a_module_carries_its_runtime() {
    check_module("crate: {module: 'crate::api', visibility: crate}\nruntime: embedded\n");
}
