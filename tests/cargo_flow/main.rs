//! A project from scratch whose `build.rs` keeps a committed crate up to date, driven through cargo itself.

mod copies;
mod downstream;
mod project;
mod settings;
#[path = "../skipped/mod.rs"]
mod skipped;
mod trees;

use std::fs;
use std::path::Path;

use project::{Project, SPEC, succeeded, text};
use specsmith_codegen::Generator;
use tempfile::TempDir;

#[test]
fn cargo_flow_a_project_from_scratch_follows_its_document() {
    let project = Project::new("shop");
    let order = project.path("generated/src/types/order.rs");
    succeeded(&project.cargo(&["build"], &[]));
    assert!(
        fs::read_to_string(&order)
            .unwrap()
            .contains("pub total: i64")
    );

    // One build is enough: an example that uses the new member compiles with it.
    project.edit(
        "{total: {type: integer}}",
        "{total: {type: integer}, note: {type: string}}",
    );
    project.write("examples/note.rs", "fn main() {\n    let order = shop::types::Order::new(1).note(\"x\");\n    assert_eq!(order.note.as_deref(), Some(\"x\"));\n}\n");
    succeeded(&project.cargo(&["run", "--example", "note"], &[]));

    // Nothing changed since: what the first build wrote is no change for the second.
    let second = project.cargo(&["build", "--verbose"], &[]);
    succeeded(&second);
    let said = text(&second);
    assert!(
        said.contains("Fresh shop") && !said.contains("Dirty"),
        "{said}"
    );

    must_not_compile(&project);
    verify(&project, &order);
    off(&project, &order);
}

/// What a person can get wrong at a call is an error of the compiler, not of the server.
fn must_not_compile(project: &Project) {
    let cases = [
        ("shop::types::Order::new()", "E0061"),
        ("shop::operations::default::GetOrder::new(5)", "E0277"),
        ("shop::types::Order { total: 1 }", "E0063"),
        ("shop::types::Order::new(1).missing(2)", "E0599"),
    ];
    for (expression, code) in cases {
        project.write(
            "examples/wrong.rs",
            &format!("fn main() {{\n    let _ = {expression};\n}}\n"),
        );
        let output = project.cargo(&["check", "--example", "wrong"], &[]);
        assert!(
            !output.status.success() && text(&output).contains(code),
            "{expression}: {}",
            text(&output)
        );
    }
    fs::remove_file(project.path("examples/wrong.rs")).unwrap();
}

/// Under CI a stale folder fails the build, is named, and is left alone.
fn verify(project: &Project, order: &Path) {
    succeeded(&project.cargo(&["build"], &[("CI", "true")]));
    let before = fs::read_to_string(order).unwrap();
    project.edit("note:", "remark:");
    let output = project.cargo(&["build"], &[("CI", "true")]);
    assert!(!output.status.success());
    let said = text(&output);
    assert!(
        said.contains("src/types/order.rs (stale)") && said.contains("specsmith generate"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(order).unwrap(), before);
}

/// A copy that cargo made is nobody's to change.
fn off(project: &Project, order: &Path) {
    let before = fs::read_to_string(order).unwrap();
    succeeded(&project.cargo(&["build"], &[("SPECSMITH", "off")]));
    project.write(".cargo-checksum.json", "{\"files\":{}}");
    succeeded(&project.cargo(&["build"], &[("CI", "true")]));
    assert_eq!(fs::read_to_string(order).unwrap(), before);
    fs::remove_file(project.path(".cargo-checksum.json")).unwrap();
    // And without the switch the same tree is brought up to date again.
    succeeded(&project.cargo(&["build"], &[("SPECSMITH", "write")]));
    assert!(fs::read_to_string(order).unwrap().contains("pub remark"));
}

#[test]
fn cargo_flow_two_writers_at_once_both_succeed() {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("api.yaml");
    fs::write(&spec, SPEC).unwrap();
    let out = folder.path().join("out");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let generator = Generator::new(&spec, &out);
                generator
                    .write(&generator.generate().files.unwrap())
                    .unwrap();
            });
        }
    });
    let generator = Generator::new(&spec, &out);
    assert!(
        generator
            .compare(&generator.generate().files.unwrap())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn cargo_flow_what_is_up_to_date_is_not_written() {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("api.yaml");
    fs::write(&spec, SPEC).unwrap();
    let generator = Generator::new(&spec, folder.path().join("out"));
    generator
        .write(&generator.generate().files.unwrap())
        .unwrap();
    let time = || {
        fs::metadata(folder.path().join("out/src/lib.rs"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = time();
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert!(
        generator
            .write(&generator.generate().files.unwrap())
            .unwrap()
            .is_empty()
    );
    assert_eq!(time(), before);
}
