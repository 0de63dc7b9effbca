//! Overlays: what they change, and where findings on what they bring point.

use std::fs;

use specsmith_codegen::diagnostic::Severity;
use specsmith_codegen::{Generated, Generator};
use tempfile::TempDir;

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: T, version: '1'}
tags: [{name: a}]
paths:
  /one: {get: {operationId: one, tags: [a], responses: {'204': {description: d}}}}
  /two: {get: {operationId: two, tags: [a], responses: {'204': {description: d}}}}
components:
  schemas:
    Thing: {type: object, required: [id], properties: {id: {type: string}, old: {type: string}}}
";

fn run(actions: &str) -> (TempDir, Generated) {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("api.yaml");
    fs::write(&spec, DOCUMENT).unwrap();
    let overlay = folder.path().join("overlay.yaml");
    let text = format!("overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n{actions}");
    fs::write(&overlay, text).unwrap();
    fs::write(folder.path().join("part.yaml"), "type: boolean").unwrap();
    let mut generator = Generator::new(&spec, "out");
    generator.overlays.push(overlay);
    let run = generator.generate();
    assert_eq!(run.fault, None);
    (folder, run)
}

fn text(run: &Generated, name: &str) -> String {
    let files = run.files.as_deref().unwrap_or_default();
    let file = files.iter().find(|file| file.path == name);
    file.map(|file| file.text.clone()).unwrap_or_default()
}

const THING: &str = "src/types/thing.rs";

#[test]
fn maps_are_merged_and_lists_are_joined() {
    let (_folder, run) = run("  - target: $.components.schemas.Thing
    update: {required: [added], properties: {id: {type: integer}, added: {$ref: '#/components/schemas/Other'}, flag: {$ref: part.yaml}}}
  - target: $.components.schemas
    update: {Other: {type: object, properties: {x: {type: string}}}}
");
    assert_eq!(run.render(Severity::Note), "");
    let thing = text(&run, THING);
    for part in [
        "pub id: i64",
        "pub added: Other",
        "pub flag: Option<bool>",
        "pub old: Option<String>",
    ] {
        assert!(thing.contains(part), "no `{part}` in {thing}");
    }
}

#[test]
fn every_match_is_removed() {
    let (_folder, run) = run("  - {target: '$.components.schemas.*.properties.old', remove: true}
  - {target: '$.paths.*.get.tags[0]', remove: true}
  - {target: \"$.paths['/two']\", remove: true}
  - {target: '$.components.schemas[?@.type == \"string\"]', remove: true, description: Nothing is one.}
");
    let thing = text(&run, THING);
    assert!(
        !thing.contains("old") && thing.contains("pub id: String"),
        "{thing}"
    );
    let operations = text(&run, "src/operations/default.rs");
    assert!(
        operations.contains("struct One") && !operations.contains("struct Two"),
        "{operations}"
    );
    let said = run.render(Severity::Note);
    assert!(
        said.contains("selects nothing") && said.contains("overlay.yaml:7:14"),
        "{said}"
    );
}

#[test]
fn what_an_overlay_brings_is_found_in_the_overlay() {
    let (_folder, run) = run("  - target: $.components.schemas.Thing.properties
    update: {id: {$ref: '#/components/schemas/None'}}
");
    let said = run.render(Severity::Note);
    assert!(
        said.contains("W0205") && said.contains("overlay.yaml:5:25"),
        "{said}"
    );
    assert!(said.contains("at #/actions/0/update/id/$ref"), "{said}");
    let (_folder, run) = self::run("  - {target: $.info, update: {title: Renamed}}\n");
    assert!(text(&run, "Cargo.toml").contains("renamed"));
}

#[test]
fn actions_without_sense_are_left_out_and_the_rest_is_applied() {
    let (_folder, run) = run("  - {target: '$.[', remove: true}
  - {target: $.info}
  - {update: {}}
  - {target: $.info.title, update: {a: b}}
  - {target: $.info, update: text}
  - {target: $, remove: true}
  - {target: $.info, update: {title: Last}}
");
    let said = run.render(Severity::Note);
    for part in [
        "no JSONPath",
        "neither updates nor removes",
        "without `target`",
        "neither a map nor a list",
        "the update has to be one",
        "cannot be removed",
    ] {
        assert!(said.contains(part), "no `{part}` in {said}");
    }
    assert_eq!(said.matches("W0207").count(), 6, "{said}");
    assert!(text(&run, "Cargo.toml").contains("last"));
}

#[test]
fn a_file_that_is_no_overlay_is_an_error() {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("api.yaml");
    fs::write(&spec, DOCUMENT).unwrap();
    fs::write(
        folder.path().join("specsmith.yaml"),
        "overlays: [api.yaml]\n",
    )
    .unwrap();
    let run = Generator::new(&spec, "out").generate();
    assert!(run.files.is_none());
    let said = run.render(Severity::Note);
    assert!(
        said.contains("error[W0207]") && said.contains("overlay: 1.0.0"),
        "{said}"
    );
}

#[test]
fn an_action_finds_what_those_before_it_left() {
    let (_folder, run) = run("  - target: $.components.schemas
    update: {Other: {type: object, required: [x, y], properties: {x: {type: string}, y: {type: string}}}}
  - target: $.components.schemas[?@.required[1] == 'y'].properties.x
    update: {type: integer}
  - target: $.components.schemas.Other.required
    update: z
  - target: $.components.schemas.Other.required[?@ == 'x']
    remove: true
  - target: $.components.schemas[?@.required[0] == 'y' && @.required[1] == 'z']
    update: {properties: {z: {type: boolean}}}
  - target: $.components.schemas.Thing.properties.id
    remove: true
  - target: $.components.schemas.Thing.properties.id
    update: {type: integer}
  - target: $.components.schemas.Thing
    update: {required: []}
");
    let said = run.render(Severity::Warning);
    assert_eq!(said.matches("selects nothing").count(), 1, "{said}");
    let other = text(&run, "src/types/other.rs");
    for part in ["pub x: Option<i64>", "pub y: String", "pub z: bool"] {
        assert!(other.contains(part), "no `{part}` in {other}");
    }
}

#[test]
fn a_slip_in_an_overlay_is_told() {
    let said = |actions: &str| run(actions).1.render(Severity::Warning);
    let misspelled = said("  - {target: $.info, updte: {title: X}}\n");
    assert!(
        misspelled.contains("did you mean `update`?"),
        "{misspelled}"
    );
    let removed = said(
        "  - {target: $.components.schemas.Thing.properties.id, update: {$ref: '#/components/schemas/Id'}}
  - {target: $.components.schemas, update: {Id: {type: string}}}
  - {target: $.components.schemas.Id, remove: true}
",
    );
    assert!(removed.contains("there is no `Id`"), "{removed}");
    assert!(
        !removed.contains("did you mean `#/components/schemas/Id`"),
        "{removed}"
    );
    let value = said("  - {target: $.info.title, update: Shop}\n");
    assert!(value.contains("let it select the map"), "{value}");
    let map = said("  a: b\n");
    assert!(map.contains("`actions` is a map, and no list"), "{map}");
}
