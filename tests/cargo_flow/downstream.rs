//! What a package gets that depends on a generated crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{cargo_in, succeeded};

/// A package that depends on `shop`, and the folder that stands for a user's home of cargo.
pub struct Downstream {
    folder: tempfile::TempDir,
}

impl Downstream {
    pub fn new(dependency: &str, rest: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let manifest = format!(
            "[package]\nname = \"downstream\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nshop = {dependency}\n\n[workspace]\n{rest}"
        );
        fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
        let source = "pub fn total() -> i64 {\n    shop::types::Order::new(7).total\n}\n";
        fs::create_dir(folder.path().join("src")).unwrap();
        fs::write(folder.path().join("src/lib.rs"), source).unwrap();
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
        fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("copies");
        let mut command = cargo_in(self.folder.path(), &target, &[]);
        command.args(arguments).env("CI", "true");
        command
    }
}

#[test]
fn cargo_flow_a_crate_with_the_blocking_client_brings_few_others_and_no_generator() {
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated");
    let dependency =
        format!("{{ package = \"atlas-backup\", path = {generated:?}, features = [\"ureq\"] }}");
    let downstream = Downstream::new(&dependency, "");
    let asked = [
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ];
    let tree = downstream.cargo(&asked).output().unwrap();
    succeeded(&tree);
    let text = String::from_utf8(tree.stdout).unwrap();
    let names = text
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    let names: BTreeSet<_> = names.collect();
    assert!(names.contains("ureq") && names.contains("specsmith-runtime"));
    let ours: Vec<_> = names
        .iter()
        .filter(|name| name.starts_with("specsmith"))
        .collect();
    assert_eq!(ours, [&"specsmith-runtime"]);
    assert!(names.len() <= 40, "{names:#?}");
}
