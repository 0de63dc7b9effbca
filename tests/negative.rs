//! Input that is wrong, and what a user sees: `negative/NAME.yaml`, or a folder `negative/NAME/` where it takes several
//! files, beside `negative/NAME.snap`. What must not be an error is here too: the first line says whether a crate was made.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;

/// The document of a case, and whether it is a folder.
fn document(case: &Path) -> PathBuf {
    let inside = ["api.yaml", "api.json"].map(|name| case.join(name));
    inside
        .into_iter()
        .find(|path| path.is_file())
        .unwrap_or_else(|| case.to_owned())
}

/// What a user sees of a case.
fn seen(case: &Path) -> String {
    let generator = Generator::new(document(case), "out");
    let run = generator.generate();
    assert_eq!(run.fault, None, "{}", case.display());
    let outcome = if run.files.is_some() {
        "A crate is generated."
    } else {
        "Nothing is generated."
    };
    let said = run.render(Severity::Note).replace("tests/negative/", "");
    format!("{outcome}\n\n{said}")
}

#[test]
fn every_case_says_what_is_wrong_and_what_to_do() {
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/negative")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.retain(|path| {
        path.extension()
            .is_none_or(|ending| ending != "snap" && ending != "new")
    });
    cases.sort();
    let mut failed = Vec::new();
    for case in &cases {
        let name = case.file_stem().unwrap().to_string_lossy().into_owned();
        let text = seen(case);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("negative");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let check = || settings.bind(|| insta::assert_snapshot!(name.clone(), text));
        if catch_unwind(std::panic::AssertUnwindSafe(check)).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}
