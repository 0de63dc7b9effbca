//! Copies that cargo makes of a package are nobody's to change: from a git repository, from a registry. (A vendored one has a
//! list of checksums beside its manifest: see `off` in main.rs.)
//!
//! The package in each of them is stale, and CI is set: where the copy were taken for a checkout, the build would fail.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::downstream::Downstream;
use crate::project::{Project, succeeded, text};
use crate::skipped::skipped;

impl Downstream {
    /// Builds, and holds that the copy of the package is as it was made.
    fn builds_and_leaves_alone(&self) {
        succeeded(&self.cargo(&["build"]).output().unwrap());
        let metadata = self.cargo(&["metadata", "--format-version", "1"]);
        let found = { metadata }.output().unwrap();
        succeeded(&found);
        let found: serde_json::Value = serde_json::from_slice(&found.stdout).unwrap();
        let packages = found["packages"].as_array().unwrap();
        let shop = packages.iter().find(|package| package["name"] == "shop");
        let manifest = Path::new(shop.unwrap()["manifest_path"].as_str().unwrap()).to_owned();
        let order = manifest
            .with_file_name("generated")
            .join("src/types/order.rs");
        assert!(!fs::read_to_string(order).unwrap().contains("note"));
    }
}

/// A package whose document has a member that its generated crate lacks.
fn stale() -> Project {
    let project = Project::new("shop");
    let spec = project.path("spec/api.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    let wider = text.replace(
        "{total: {type: integer}}",
        "{total: {type: integer}, note: {type: string}}",
    );
    assert_ne!(text, wider);
    fs::write(spec, wider).unwrap();
    project
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=shop", "-c", "user.email=shop@example.com"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    succeeded(&output);
}

/// Makes a repository of a folder, and answers its address.
fn repository(folder: &Path) -> String {
    git(folder, &["init", "--quiet", "--initial-branch", "main"]);
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "first"]);
    format!("file://{}", folder.display())
}

fn git_is_here() -> bool {
    let here = Command::new("git").arg("--version").output().is_ok();
    if !here {
        skipped("git is not there");
    }
    here
}

#[test]
fn cargo_flow_a_copy_from_git_is_left_alone() {
    if !git_is_here() {
        return;
    }
    let project = stale();
    let address = repository(project.folder.path());
    let downstream = Downstream::new(&format!("{{ git = {address:?} }}"), "");
    downstream.builds_and_leaves_alone();
}

/// A registry of one package: an index in git, and archives in a folder.
fn registry(folder: &Path, package: &Project) -> String {
    let name = package.folder.path().file_name().unwrap();
    let archive = folder.join("shop-0.1.0.crate");
    let root = Path::new("shop-0.1.0");
    let packed = Command::new("tar")
        .arg("--create")
        .arg("--gzip")
        .arg("--file")
        .arg(&archive)
        .arg(format!(
            "--transform=s,^{},{},",
            name.to_string_lossy(),
            root.display()
        ))
        .arg("--directory")
        .arg(package.folder.path().parent().unwrap())
        .arg(name)
        .output()
        .unwrap();
    succeeded(&packed);
    let sum = Command::new("sha256sum").arg(&archive).output().unwrap();
    succeeded(&sum);
    let sum = String::from_utf8(sum.stdout).unwrap();
    let needs = |name: &str, kind: &str, features: &[&str]| {
        serde_json::json!({"name": name, "req": "^0.1.0", "features": features, "optional": false,
            "default_features": true, "target": null, "kind": kind})
    };
    let entry = serde_json::json!({
        "name": "shop", "vers": "0.1.0", "cksum": &sum[..64], "features": {}, "yanked": false,
        "deps": [needs("specsmith-runtime", "normal", &["http"]), needs("specsmith-codegen", "build", &[])],
    });
    let index = folder.join("index");
    fs::create_dir_all(index.join("sh/op")).unwrap();
    fs::write(index.join("sh/op/shop"), format!("{entry}\n")).unwrap();
    let config = serde_json::json!({"dl": format!("file://{}/{{crate}}-{{version}}.crate", folder.display())});
    fs::write(index.join("config.json"), config.to_string()).unwrap();
    repository(&index)
}

#[test]
fn cargo_flow_a_copy_from_a_registry_is_left_alone() {
    if !git_is_here() {
        return;
    }
    let project = stale();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    // A published manifest has versions where a checkout has folders.
    let manifest = fs::read_to_string(project.path("Cargo.toml")).unwrap();
    let published = manifest
        .replace(
            &format!("path = {:?}", here.join("runtime")),
            "version = \"0.1.0\", registry = \"local\"",
        )
        .replace(
            &format!("path = {:?}", here.join("codegen")),
            "version = \"0.1.0\", registry = \"local\"",
        )
        .replace("[workspace]\n", "");
    project.write("Cargo.toml", &published);
    fs::remove_file(project.path("Cargo.lock")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let index = registry(folder.path(), &project);
    let patches = format!(
        "\n[patch.local]\nspecsmith-runtime = {{ path = {:?} }}\nspecsmith-codegen = {{ path = {:?} }}\n",
        here.join("runtime"),
        here.join("codegen")
    );
    let downstream = Downstream::new("{ version = \"0.1.0\", registry = \"local\" }", &patches);
    fs::create_dir(downstream.path(".cargo")).unwrap();
    let config = format!("[registries.local]\nindex = {index:?}\n");
    fs::write(downstream.path(".cargo/config.toml"), config).unwrap();
    downstream.builds_and_leaves_alone();
    let tree = downstream.cargo(&["tree"]).output().unwrap();
    assert!(
        String::from_utf8_lossy(&tree.stdout).contains("registry `local`"),
        "{}",
        text(&tree)
    );
}
