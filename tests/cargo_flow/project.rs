//! A project that keeps a committed crate up to date by five lines of `build.rs`, and cargo run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use specsmith_codegen::Generator;
use tempfile::TempDir;

pub const SPEC: &str = "openapi: 3.0.3
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

/// What a user would write, in a folder of its own.
pub struct Project {
    pub folder: TempDir,
    target: PathBuf,
}

impl Project {
    /// Five lines of `build.rs`, a manifest, a document: what a user writes. Projects that share a target folder need
    /// names of their own: cargo tells packages of two workspaces apart by nothing else.
    pub fn new(name: &str) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = TempDir::new().unwrap();
        let project = Self {
            folder,
            target: shared_target(),
        };
        let features = ["jiff", "regress", "reqwest", "serde", "ureq", "uuid"]
            .map(|name| format!("{name} = [\"specsmith-runtime/{name}\"]"))
            .join("\n");
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[lib]\nname = \"shop\"\npath = \"generated/src/lib.rs\"\n\n[features]\n{features}\n\n[dependencies]\nspecsmith-runtime = {{ path = {:?}, features = [\"http\"] }}\n\n[build-dependencies]\nspecsmith-codegen = {{ path = {:?} }}\n\n[workspace]\n",
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

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn edit(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.path("spec/api.yaml")).unwrap();
        assert!(text.contains(from));
        // Cargo compares times: an edit within the clock's grain of the last build would be none.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        self.write("spec/api.yaml", &text.replace(from, to));
    }

    pub fn cargo(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut command = cargo_in(self.folder.path(), &self.target, &[]);
        command.args(arguments).envs(variables.iter().copied());
        command.output().unwrap()
    }

    /// What the project's library is generated into.
    pub fn order(&self) -> String {
        fs::read_to_string(self.path("generated/src/types/order.rs")).unwrap()
    }
}

/// Cargo in that folder, as a person's shell would start it; `wrapper` is what it is started by.
pub fn cargo_in(folder: &Path, target: &Path, wrapper: &[&str]) -> Command {
    let mut words = wrapper.to_vec();
    words.push(env!("CARGO"));
    let mut command = Command::new(words[0]);
    command
        .args(&words[1..])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target);
    for name in ["CI", "SPECSMITH", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command
}

/// Where the builds of these tests share what they compile.
pub fn shared_target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("flow")
}

pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
pub fn succeeded(output: &Output) {
    assert!(output.status.success(), "{}", text(output));
}
