//! A run whose input and output are as the last one left them is known as such, and nothing else is.

use std::fs;
use std::path::Path;

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;

const SPEC: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A: {type: object, properties: {b: {type: string, pattern: '('}}}
";

fn generator(folder: &Path) -> Generator {
    let mut generator = Generator::new(folder.join("api.yaml"), folder.join("out"));
    generator.cache = Some(folder.join("cache"));
    generator
}

/// A folder in which a run has been made and remembered.
fn done() -> (tempfile::TempDir, Generator) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), SPEC).unwrap();
    let generator = generator(folder.path());
    run(&generator);
    (folder, generator)
}

fn run(generator: &Generator) {
    let run = generator.generate();
    let files = run.files.as_deref().unwrap();
    generator.write(files).unwrap();
    generator.remember(&run, files);
}

fn record(folder: &Path) -> std::path::PathBuf {
    let mut entries = fs::read_dir(folder.join("cache")).unwrap();
    entries.next().unwrap().unwrap().path()
}

#[test]
fn what_was_found_is_found_again() {
    let (_folder, generator) = done();
    let unchanged = generator.unchanged().unwrap();
    let again = generator.generate();
    let said = again.render(Severity::Note);
    assert!(said.contains("W0303"), "{said}");
    assert_eq!(unchanged.run.render(Severity::Note), said);
    assert_eq!(unchanged.run.inputs, again.inputs);
    let paths: Vec<_> = again
        .files
        .unwrap()
        .into_iter()
        .map(|file| file.path)
        .collect();
    assert_eq!(unchanged.paths, paths);
}

#[test]
fn without_a_folder_nothing_is_remembered() {
    let (folder, mut generator) = done();
    generator.cache = None;
    assert!(generator.unchanged().is_none());
    run(&generator);
    assert_eq!(
        fs::read_dir(folder.path().join("cache")).unwrap().count(),
        1
    );
}

#[test]
fn a_change_of_the_input_counts() {
    let (folder, generator) = done();
    fs::write(folder.path().join("api.yaml"), SPEC.replace("b:", "c:")).unwrap();
    assert!(generator.unchanged().is_none());
    run(&generator);
    assert!(generator.unchanged().is_some());
    // Settings that were not there before.
    fs::write(folder.path().join("specsmith.yaml"), "crate: {name: x}").unwrap();
    assert!(generator.unchanged().is_none());
    run(&generator);
    assert!(generator.unchanged().is_some());
    fs::write(folder.path().join("specsmith.yaml"), "crate: {name: y}").unwrap();
    assert!(generator.unchanged().is_none());
    fs::remove_file(folder.path().join("specsmith.yaml")).unwrap();
    assert!(generator.unchanged().is_none());
}

#[test]
fn another_question_has_another_answer() {
    let (_folder, mut generator) = done();
    generator.name = Some("other".to_owned());
    assert!(generator.unchanged().is_none());
    generator.name = None;
    generator.findings.strict = true;
    assert!(generator.unchanged().is_none());
}

#[test]
fn what_a_person_did_to_the_output_counts() {
    let (folder, generator) = done();
    let out = folder.path().join("out");
    fs::write(out.join("src/lib.rs"), "// by hand").unwrap();
    assert!(generator.unchanged().is_none());
    run_anew(&generator, &out);
    fs::remove_file(out.join("README.md")).unwrap();
    assert!(generator.unchanged().is_none());
    run_anew(&generator, &out);
    // A file of the generator that it would not write now.
    fs::copy(out.join("src/types/a.rs"), out.join("src/types/old.rs")).unwrap();
    assert!(generator.unchanged().is_none());
    fs::remove_file(out.join("src/types/old.rs")).unwrap();
    assert!(generator.unchanged().is_some());
    // A file of the person is nobody's business.
    fs::write(out.join("src/mine.rs"), "// mine").unwrap();
    assert!(generator.unchanged().is_some());
}

fn run_anew(generator: &Generator, out: &Path) {
    fs::remove_dir_all(out).unwrap();
    run(generator);
    assert!(generator.unchanged().is_some());
}

#[test]
fn a_damaged_record_is_none() {
    let (folder, generator) = done();
    let path = record(folder.path());
    let text = fs::read_to_string(&path).unwrap();
    for damaged in [
        String::new(),
        text[..text.len() / 2].to_owned(),
        text.replace("api.yaml", "bpi.yaml"),
        "{}".to_owned(),
    ] {
        fs::write(&path, damaged).unwrap();
        assert!(generator.unchanged().is_none());
    }
    fs::write(&path, text).unwrap();
    assert!(generator.unchanged().is_some());
}

#[test]
fn a_file_that_was_not_there_may_come() {
    let folder = tempfile::tempdir().unwrap();
    let spec = SPEC.replace("{b: {type: string, pattern: '('}}", "{b: {$ref: b.yaml}}");
    fs::write(folder.path().join("api.yaml"), spec).unwrap();
    let generator = generator(folder.path());
    run(&generator);
    assert!(generator.unchanged().is_none());
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let (_folder, generator) = done();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..4 {
                    run(&generator);
                    assert!(generator.unchanged().is_some());
                }
            });
        }
    });
}
