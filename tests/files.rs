//! Documents of several files: what references between them become, and where they may not lead.

use std::fs;
use std::path::Path;

use specsmith_codegen::diagnostic::Severity;
use specsmith_codegen::{Generated, Generator};
use tempfile::TempDir;

const SETTINGS: &str = "specsmith.yaml";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// A document with one schema, `Part`, that is a reference.
fn document(reference: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Part: {{type: object, properties: {{it: {{$ref: '{reference}'}}}}}}\n"
    )
}

const THING: &str = "type: object\nproperties: {secret: {type: string}}\n";

fn generate(spec: &Path) -> Generated {
    let run = Generator::new(spec, "out").generate();
    assert_eq!(run.fault, None);
    run
}

fn printed(run: &Generated) -> String {
    let files = run.files.as_deref().unwrap_or_default();
    let kept = files.iter().filter(|file| {
        let inner = file.path.starts_with("src/types/") || file.path.starts_with("src/operations/");
        inner && !file.path.ends_with("mod.rs")
    });
    kept.map(|file| format!("//// {}\n{}\n", file.path, file.text))
        .collect()
}

#[track_caller]
fn refused(run: &Generated, parts: &[&str]) {
    let text = run.render(Severity::Note);
    for part in parts {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
    assert!(run.files.is_some(), "{text}");
    assert!(!printed(run).contains("secret"), "{text}");
}

#[track_caller]
fn understood(run: &Generated) {
    let text = run.render(Severity::Note);
    assert_eq!(text, "");
    assert!(printed(run).contains("secret"));
}

#[test]
fn references_lead_from_file_to_file() {
    let run = generate(Path::new("tests/files/api.yaml"));
    let text = printed(&run) + &run.render(Severity::Warning);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("files");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("api", text));
}

#[test]
fn a_component_that_is_a_reference_gives_its_name_to_what_it_names() {
    let run = generate(Path::new("tests/files/layout/openapi.yaml"));
    let text = printed(&run) + &run.render(Severity::Warning);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("files");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("layout", text));
}

#[test]
fn a_reference_may_stand_for_all_members() {
    let mut text = String::new();
    for document in ["openapi", "swagger"] {
        let run = generate(Path::new(&format!("tests/files/whole/{document}.yaml")));
        text += &(printed(&run) + &run.render(Severity::Warning));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("files");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("whole", text));
}

#[test]
fn references_for_all_members_stand_for_no_more_than_the_limit() {
    let mut text = document("#/components/schemas/Part");
    let names: Vec<String> = (0..100).map(|at| format!("p{at}: {{}}")).collect();
    text += &format!("    Many: {{properties: {{{}}}}}\n", names.join(", "));
    for at in 0..100 {
        text += &format!(
            "    S{at}: {{properties: {{$ref: '#/components/schemas/Many/properties'}}}}\n"
        );
    }
    let folder = folder(&[("api.yaml", &text), (SETTINGS, "limits: {nodes: 5000}\n")]);
    let run = generate(&folder.path().join("api.yaml"));
    let said = run.render(Severity::Error);
    assert!(said.contains("too many members"), "{said}");
}

#[test]
fn every_file_is_an_input() {
    let run = generate(Path::new("tests/files/api.yaml"));
    let mut inputs: Vec<_> = run
        .inputs
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    inputs.sort();
    let all = [
        "tests/files/api.yaml",
        "tests/files/paths.yaml",
        "tests/files/schemas/owner.yaml",
        "tests/files/schemas/pet.yaml",
        "tests/files/schemas/pets.yaml",
        "tests/files/shared/answers.yaml",
        "tests/files/shared/parameters.json",
    ];
    assert_eq!(inputs, all);
}

#[test]
fn files_outside_of_the_folder_are_refused() {
    let outside = folder(&[("thing.yaml", THING)]);
    let absolute = outside.path().join("thing.yaml").display().to_string();
    for reference in [
        "../thing.yaml",
        "%2E%2E/thing.yaml",
        "..%2Fthing.yaml",
        "inner/../../thing.yaml",
        "missing/../../thing.yaml",
        "../nothing-there.yaml",
        &absolute,
        &format!("file://{absolute}"),
        &absolute.replace('t', "%74"),
    ] {
        let all = folder(&[("thing.yaml", THING), ("api/inner/x.yaml", THING)]);
        let spec = all.path().join("api/api.yaml");
        fs::write(&spec, document(reference)).unwrap();
        refused(
            &generate(&spec),
            &["W0206", "leads out of the document's folder", "--root"],
        );
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_do_not_lead_outside() {
    let all = folder(&[("secret/thing.yaml", THING), ("api/own.yaml", THING)]);
    let api = all.path().join("api");
    let link = |from: &str, to: &str| {
        std::os::unix::fs::symlink(all.path().join(from), api.join(to)).unwrap()
    };
    link("secret/thing.yaml", "file.yaml");
    link("secret", "folder");
    link("api/own.yaml", "inside.yaml");
    let spec = api.join("api.yaml");
    for reference in ["file.yaml", "folder/thing.yaml"] {
        fs::write(&spec, document(reference)).unwrap();
        refused(
            &generate(&spec),
            &["W0206", "leads out of the document's folder"],
        );
    }
    fs::write(&spec, document("inside.yaml")).unwrap();
    understood(&generate(&spec));
}

#[test]
fn settings_let_references_lead_further() {
    let settings = "references: {root: ..}\n";
    let all = folder(&[
        ("thing.yaml", THING),
        ("api/api.yaml", &document("../thing.yaml")),
    ]);
    let spec = all.path().join("api/api.yaml");
    let mut generator = Generator::new(&spec, "out");
    generator.root = Some(all.path().to_owned());
    understood(&generator.generate());
    fs::write(spec.with_file_name(SETTINGS), settings).unwrap();
    understood(&generate(&spec));
    fs::write(
        spec.with_file_name(SETTINGS),
        "references: {folders: [../nowhere]}\n",
    )
    .unwrap();
    let text = generate(&spec).render(Severity::Note);
    assert!(text.contains("E0601") && text.contains("nowhere"), "{text}");
}

#[test]
fn what_stands_elsewhere_is_read_from_a_copy_alone() {
    let reference = "https://Example.com/v1/thing.yaml#/components/schemas/Thing";
    let copy =
        "components: {schemas: {Thing: {type: object, properties: {secret: {$ref: 'text.yaml'}}}}}";
    let all = folder(&[
        ("api.yaml", &document(reference)),
        ("copies/v1/thing.yaml", copy),
        ("copies/v1/text.yaml", "type: string"),
    ]);
    let spec = all.path().join("api.yaml");
    refused(
        &generate(&spec),
        &[
            "W0206",
            "stands on another machine",
            "mirrors: {example.com: DIR}",
        ],
    );
    fs::write(
        spec.with_file_name(SETTINGS),
        "references: {mirrors: {example.com: copies}}\n",
    )
    .unwrap();
    understood(&generate(&spec));
    fs::write(&spec, document("https://other.example/thing.yaml")).unwrap();
    refused(
        &generate(&spec),
        &["W0206", "mirrors: {other.example: DIR}"],
    );
    fs::write(&spec, document("urn:isbn:1")).unwrap();
    refused(&generate(&spec), &["W0206", "no address of a file"]);
}

#[test]
fn a_file_that_cannot_be_used_is_found_once_at_its_place() {
    let all = folder(&[("api.yaml", &document("thing.yaml"))]);
    let spec = all.path().join("api.yaml");
    refused(
        &generate(&spec),
        &[
            "W0205",
            "the file of `thing.yaml` cannot be read",
            "1 warning",
        ],
    );
    fs::write(all.path().join("thing.yaml"), "a: [").unwrap();
    let run = generate(&spec);
    let text = run.render(Severity::Note);
    assert!(run.files.is_none(), "{text}");
    assert!(
        text.contains("E0104") && text.contains("thing.yaml:1:4") && text.contains("1 error\n"),
        "{text}"
    );
    fs::write(all.path().join("thing.yaml"), THING).unwrap();
    fs::write(&spec, document("thing.yaml#/properties/none")).unwrap();
    refused(
        &generate(&spec),
        &["W0205", "there is no `none`", "1 warning"],
    );
    fs::write(&spec, document("thing.yaml/")).unwrap();
    assert!(generate(&spec).files.is_some());
}

#[test]
fn references_in_circles_end() {
    let all = folder(&[
        ("api.yaml", &document("a.yaml")),
        ("a.yaml", "$ref: b.yaml#/x/y"),
        ("b.yaml", "x: {$ref: 'b.yaml#/x/y'}"),
    ]);
    let run = generate(&all.path().join("api.yaml"));
    refused(&run, &["W0205", "leads back to itself"]);
}

#[test]
fn a_page_of_another_file_is_one() {
    let api = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      parameters: [{name: filter, in: query, schema: {$ref: page.yaml#/Asked}}]\n      responses: {'200': {description: Some., content: {application/json: {schema: {$ref: page.yaml#/Page}}}}}\n";
    let page = "Asked: {type: object, properties: {page: {type: integer, minimum: 1}}}\nPage: {type: object, properties: {items: {type: array, items: {$ref: '#/Pet'}}}}\nPet: {type: object, properties: {name: {type: string}}}\n";
    let folder = folder(&[("api.yaml", api), ("page.yaml", page)]);
    let text = printed(&generate(&folder.path().join("api.yaml")));
    assert!(
        text.contains("rt::paged!(\n    ListPets,\n    Pet,\n    [items],"),
        "{text}"
    );
}

#[test]
fn what_is_explained_says_its_file() {
    let (_, said) = Generator::new("tests/files/api.yaml", "out").explain("Pet");
    let said = said.expect("the document can be read").unwrap();
    assert!(
        said.contains("made of tests/files/schemas/pet.yaml#\n"),
        "{said}"
    );
}
