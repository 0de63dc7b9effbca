//! A project from scratch whose `build.rs` keeps a committed crate up to date, driven through cargo itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use specsmith_codegen::Generator;
use tempfile::TempDir;

const SPEC: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
components:
  schemas:
    Order:
      type: object
      required: [total]
      properties: {total: {type: integer}}
";

struct Project {
    folder: TempDir,
    target: PathBuf,
}

impl Project {
    /// Five lines of `build.rs`, a manifest, a document: what a user writes.
    fn new() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = TempDir::new().unwrap();
        let project = Self {
            folder,
            target: Path::new(env!("CARGO_TARGET_TMPDIR")).join("flow"),
        };
        let features = ["jiff", "regress", "reqwest", "serde", "ureq", "uuid"]
            .map(|name| format!("{name} = [\"specsmith-runtime/{name}\"]"))
            .join("\n");
        let manifest = format!(
            "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[lib]\npath = \"generated/src/lib.rs\"\n\n[features]\n{features}\n\n[dependencies]\nspecsmith-runtime = {{ path = {:?}, features = [\"http\"] }}\n\n[build-dependencies]\nspecsmith-codegen = {{ path = {:?} }}\n\n[workspace]\n",
            here.join("runtime"),
            here.join("codegen")
        );
        project.write("Cargo.toml", &manifest);
        project.write("build.rs", "fn main() {\n    specsmith_codegen::build_script::run(\"spec/api.yaml\", \"generated\");\n}\n");
        project.write("spec/api.yaml", SPEC);
        // The first crate comes of the command line: cargo wants a library to be there.
        let generator = Generator::new(project.path("spec/api.yaml"), project.path("generated"));
        generator
            .write(&generator.generate().files.unwrap())
            .unwrap();
        // What cargo knows of the workspace's dependencies holds here too: nothing is looked up anew.
        fs::copy(
            here.join("Cargo.lock"),
            project.folder.path().join("Cargo.lock"),
        )
        .unwrap();
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn edit(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.path("spec/api.yaml")).unwrap();
        assert!(text.contains(from));
        // Cargo compares times: an edit within the clock's grain of the last build would be none.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        self.write("spec/api.yaml", &text.replace(from, to));
    }

    fn cargo(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", &self.target);
        command
            .env_remove("CI")
            .env_remove("SPECSMITH")
            .env_remove("RUSTFLAGS")
            .envs(variables.iter().copied());
        command.output().unwrap()
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn succeeded(output: &Output) {
    assert!(output.status.success(), "{}", text(output));
}

#[test]
fn a_project_from_scratch_follows_its_document() {
    let project = Project::new();
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

    // Nothing changed: nothing is built again.
    let second = project.cargo(&["build"], &[]);
    let third = project.cargo(&["build"], &[]);
    assert!(
        !text(&third).contains("Compiling shop"),
        "{}{}",
        text(&second),
        text(&third)
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
fn two_writers_at_once_both_succeed() {
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
fn what_is_up_to_date_is_not_written() {
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
