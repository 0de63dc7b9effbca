//! What the command line tells of findings, of schemas and of itself.

mod command;

use std::fs;

use command::{SPEC, folder, specsmith, stderr};

#[test]
fn codes_are_explained() {
    let folder = folder(SPEC);
    let text = |arguments: &[&str]| {
        let output = specsmith(folder.path(), arguments);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr(&output),
        )
    };
    let (code, page, _) = text(&["explain", "w0205"]);
    assert!(
        code == Some(0) && page.starts_with("# W0205: A reference leads nowhere"),
        "{page}"
    );
    let (code, list, _) = text(&["explain"]);
    assert!(
        code == Some(0) && list.lines().count() > 20 && list.contains("E0105  A key occurs twice"),
        "{list}"
    );
    let (code, _, said) = text(&["explain", "W9999"]);
    assert!(
        code == Some(2) && said.contains("there is no code `W9999`"),
        "{said}"
    );
}

#[test]
fn schemas_are_explained() {
    let folder = folder(
        "openapi: 3.1.0
info: {title: t, version: '1'}
components:
  schemas:
    Cat: {type: object, required: [meow], properties: {meow: {type: boolean}}}
    Dog: {type: object, required: [bark], properties: {bark: {type: boolean}}}
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
",
    );
    let run = |arguments: &[&str]| {
        let output = specsmith(folder.path(), arguments);
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), out, stderr(&output))
    };
    let (code, out, _) = run(&["explain", "Pet", "--spec", "api.yaml"]);
    let rule = "required property that one variant alone has: `meow`, `bark`";
    assert!(code == Some(0) && out.contains(rule), "{out}");
    let (_, same, _) = run(&["explain", "#/components/schemas/Pet", "--spec", "api.yaml"]);
    assert_eq!(out, same);
    let (_, same, _) = run(&["explain", "api.yaml", "Pet"]);
    assert_eq!(out, same);
    for wrong in ["Pets", "Pte", "#/components/schemas/pte"] {
        let (code, _, said) = run(&["explain", wrong, "--spec", "api.yaml"]);
        assert!(
            code == Some(2) && said.contains("did you mean `Pet`?"),
            "{said}"
        );
    }
    for (wrong, help) in [
        (
            &["explain", "--spec", "api.yaml"][..],
            "name one, as in `specsmith explain Pet --spec api.yaml`",
        ),
        (
            &["explain", "api.yaml"],
            "name a schema: `specsmith explain api.yaml SCHEMA`",
        ),
    ] {
        let (code, _, said) = run(wrong);
        assert!(code == Some(2) && said.contains(help), "{said}");
    }
    let (code, _, said) = run(&["explain", "Pet"]);
    assert!(
        code == Some(2) && said.contains("explain Pet --spec FILE"),
        "{said}"
    );
}

#[test]
fn schema_and_manual_are_printed() {
    let folder = folder(SPEC);
    let schema = specsmith(folder.path(), &["schema"]);
    assert!(String::from_utf8_lossy(&schema.stdout).contains("\"title\": \"specsmith.yaml\""));
    assert!(specsmith(folder.path(), &["man", "man1"]).status.success());
    let page = fs::read_to_string(folder.path().join("man1/specsmith-generate.1")).unwrap();
    assert!(page.contains("embed\\-runtime"), "{page}");
}
