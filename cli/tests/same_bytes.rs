//! The same document gives the same bytes, whoever generates, wherever, and however the machine is set up.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

type Tree = BTreeMap<String, Vec<u8>>;

fn tree(root: &Path) -> Tree {
    fn add(root: &Path, folder: &Path, tree: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(root, &path, tree);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                tree.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = Tree::new();
    add(root, root, &mut found);
    found
}

/// Generates in a folder of its own, the document called as it is from there, under that environment.
fn generated(document: &Path, variables: &[(&str, &str)], absolute: bool, times: usize) -> Tree {
    let folder = TempDir::new().unwrap();
    let deep = folder.path().join("some/where");
    fs::create_dir_all(&deep).unwrap();
    fs::copy(document, deep.join("api.yaml")).unwrap();
    let (cwd, spec, out) = if absolute {
        let paths = ["api.yaml", "out"].map(|name| deep.join(name).display().to_string());
        let [spec, out] = paths;
        (Path::new("/").to_owned(), spec, out)
    } else {
        (
            folder.path().to_owned(),
            "some/where/api.yaml".to_owned(),
            "some/where/out".to_owned(),
        )
    };
    for _ in 0..times {
        let status = Command::new(env!("CARGO_BIN_EXE_specsmith"))
            .args(["generate", "-q", &spec, "--out", &out, "--embed-runtime"])
            .current_dir(&cwd)
            .env_clear()
            .env("XDG_CACHE_HOME", folder.path().join("cache"))
            .envs(variables.iter().copied())
            .status()
            .unwrap();
        assert!(status.success());
    }
    tree(&deep.join("out"))
}

#[test]
fn bytes_depend_on_the_document_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for document in [
        "spec/atlas-backup.yaml",
        "tests/cases/operation_several_answers.yaml",
        "tests/cases/names_alike_but_for_case.yaml",
        "tests/cases/union_discriminator.yaml",
        "tests/cases/swagger_2.yaml",
    ] {
        let document = root.join(document);
        let usual = generated(&document, &[], false, 1);
        assert!(usual.contains_key("src/lib.rs") && usual.contains_key("Cargo.toml"));
        let turkish = [("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")];
        let far = [
            ("TZ", "Pacific/Kiritimati"),
            ("HOME", "/nowhere"),
            ("USER", "x"),
        ];
        let odd = [
            ("SOURCE_DATE_EPOCH", "1"),
            ("TERM", "dumb"),
            ("COLUMNS", "20"),
            ("RUST_LOG", "trace"),
        ];
        assert!(
            usual == generated(&document, &turkish, true, 1),
            "{document:?}: locale"
        );
        assert!(
            usual == generated(&document, &far, true, 1),
            "{document:?}: zone and home"
        );
        assert!(
            usual == generated(&document, &odd, false, 2),
            "{document:?}: twice"
        );
    }
}
