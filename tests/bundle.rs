//! A document of several files as one: the crate of the bundle is that of the files, and the bundle needs no other file.

mod skipped;

use std::fs;
use std::path::{Path, PathBuf};

use skipped::skipped;
use specsmith_codegen::diagnostic::Severity;
use specsmith_codegen::{BundleFormat, Generated, Generator};
use tempfile::TempDir;

fn files(run: &Generated) -> Vec<(String, String)> {
    let files = run.files.as_deref().unwrap_or_default().iter();
    files
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect()
}

fn bundled(spec: &Path, format: BundleFormat) -> String {
    let (run, text) = Generator::new(spec, "").bundle(format);
    text.unwrap_or_else(|| panic!("{}: {}", spec.display(), run.render(Severity::Note)))
}

/// The document's bundle in a folder of its own, under the document's name.
fn written(spec: &Path, text: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(spec.file_name().unwrap());
    fs::write(&path, text).unwrap();
    (folder, path)
}

/// How the crate of the bundle differs from that of the files.
fn differences(spec: &Path) -> Vec<String> {
    let format = BundleFormat::of(spec);
    let text = bundled(spec, format);
    let (_folder, path) = written(spec, &text);
    assert_eq!(
        bundled(&path, format),
        text,
        "{}: the bundle of a bundle is the bundle",
        spec.display()
    );
    let (from_files, from_bundle) = (
        Generator::new(spec, "out").generate(),
        Generator::new(&path, "out").generate(),
    );
    assert_eq!(
        from_bundle.inputs.len(),
        1,
        "{} needs other files",
        path.display()
    );
    let (theirs, ours) = (files(&from_files), files(&from_bundle));
    assert!(!theirs.is_empty());
    let mut found: Vec<String> = theirs
        .iter()
        .filter(|file| !ours.contains(file))
        .map(|(path, text)| {
            let other = ours.iter().find(|(name, _)| name == path);
            let line =
                other.and_then(|(_, other)| text.lines().zip(other.lines()).find(|(a, b)| a != b));
            format!("{path}: {line:?}")
        })
        .collect();
    let more = ours
        .iter()
        .filter(|(path, _)| !theirs.iter().any(|(name, _)| name == path));
    found.extend(more.map(|(path, _)| format!("{path}: only of the bundle")));
    found
}

#[test]
fn the_crate_of_a_bundle_is_that_of_the_files() {
    for document in [
        "tests/files/api.yaml",
        "tests/files/layout/openapi.yaml",
        "tests/files/whole/openapi.yaml",
        "tests/files/parts/openapi.yaml",
        // Parts of several files that are called alike.
        "tests/files/alike/openapi.yaml",
    ] {
        assert_eq!(differences(Path::new(document)), Vec::<String>::new());
    }
}

#[test]
fn a_bundle_as_people_read_it() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("files");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let text = bundled(Path::new("tests/files/api.yaml"), BundleFormat::Yaml);
    settings.bind(|| insta::assert_snapshot!("bundle", text));
}

#[test]
fn addresses_of_examples_are_read_from_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir_all(folder.path().join("parts/answers")).unwrap();
    put(
        "api.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {'200': {$ref: parts/answers/ok.yaml}}}}}\n",
    );
    let example =
        |name: &str, address: &str| format!("      {name}: {{externalValue: {address}}}\n");
    let examples = example("near", "./near.json")
        + &example("above", "../above.json#/a")
        + &example("beside", "../../beside.json")
        + &example("web", "https://example.com/x.json")
        + &example("root", "/x.json");
    put(
        "parts/answers/ok.yaml",
        &format!("description: d\ncontent:\n  application/json:\n    examples:\n{examples}"),
    );
    let text = bundled(&folder.path().join("api.yaml"), BundleFormat::Yaml);
    for address in [
        "parts/answers/near.json",
        "parts/above.json#/a",
        "beside.json",
        "https://example.com/x.json",
        "/x.json",
    ] {
        assert!(
            text.lines().any(|line| line
                .trim()
                .trim_start_matches("externalValue: ")
                .trim_matches(['\'', '"'])
                == address),
            "{address} is not in\n{text}"
        );
    }
}

#[test]
fn json_and_yaml_say_the_same() {
    let spec = Path::new("tests/files/api.yaml");
    let yaml: serde_json::Value = serde_yaml::from_str(&bundled(spec, BundleFormat::Yaml)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&bundled(spec, BundleFormat::Json)).unwrap();
    assert_eq!(yaml, json);
}

#[test]
fn bundles_of_real_documents() {
    let corpus = Path::new("../shared/corpus");
    let Ok(manifest) = fs::read_to_string(corpus.join("manifest.json")) else {
        skipped(&format!(
            "{} is not here: no bundle of a real document is made",
            corpus.display()
        ));
        return;
    };
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let mut failed = Vec::new();
    for root in manifest.as_array().unwrap() {
        // The large ones take long in a build for debugging, and have nothing that the others have not.
        if root["multi_file"] == true && root["bytes"].as_u64().unwrap() < 200_000 {
            let found = differences(&corpus.join(root["root"].as_str().unwrap()));
            if !found.is_empty() {
                failed.push(format!("{}: {found:#?}", root["name"]));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
