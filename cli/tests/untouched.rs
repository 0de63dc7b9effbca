//! Input and folders that cannot be used: what an earlier run wrote stays, byte for byte, and so does what others wrote.

mod command;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use command::{GENERATE, SPEC, folder, specsmith, stderr};

#[test]
fn what_cannot_be_used_leaves_the_folder_byte_for_byte() {
    let folder = folder(SPEC);
    let made = specsmith(folder.path(), &GENERATE);
    assert!(made.status.success(), "{}", stderr(&made));
    fs::write(folder.path().join("out/src/mine.rs"), "// mine\n").unwrap();
    let before = tree(&folder.path().join("out"));
    assert!(before.len() > 4);
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/negative");
    let entries = fs::read_dir(&cases)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut refused = 0;
    for case in entries.filter(|path| path.extension().is_some_and(|ending| ending == "snap")) {
        let said = fs::read_to_string(&case).unwrap();
        if !said.contains("\nNothing is generated.\n") {
            continue;
        }
        let documents = ["yaml", "json"].map(|ending| case.with_extension(ending));
        let inside = ["api.yaml", "api.json"].map(|name| case.with_extension("").join(name));
        let mut documents = documents.into_iter().chain(inside);
        let document = documents
            .find(|path| path.is_file())
            .unwrap_or_else(|| panic!("{case:?}"));
        let document = document.to_str().unwrap();
        let again = ["generate", document, "--out", "out", "--no-cache"];
        let run = specsmith(folder.path(), &again);
        assert_eq!(run.status.code(), Some(2), "{document}: {}", stderr(&run));
        assert!(tree(&folder.path().join("out")) == before, "{document}");
        refused += 1;
    }
    assert!(refused >= 40, "{refused} cases");
}

/// Every file of a folder, with its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(tree(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = folder(SPEC);
    fs::write(folder.path().join("file"), "mine").unwrap();
    // Nobody, not even root, makes a folder in a file.
    for out in ["file", "file/out"] {
        let run = specsmith(folder.path(), &["generate", "api.yaml", "--out", out]);
        let said = stderr(&run);
        assert_eq!(run.status.code(), Some(2), "{said}");
        assert!(said.contains("error[E0") && said.contains(out), "{said}");
    }
    assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"mine");
}
