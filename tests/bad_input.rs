//! Input that cannot be used, or not in full: each is found at its place, and the output folder stays as it was.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;
use tempfile::TempDir;

struct Outcome {
    text: String,
    generated: bool,
    folder: TempDir,
}

fn listing(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            all.extend(listing(&entry.path()));
        } else {
            all.push((entry.path(), fs::read(entry.path()).unwrap()));
        }
    }
    all.sort();
    all
}

/// Runs the generator over bytes; where it refuses, the folder must be as it was.
fn run_named(name: &str, bytes: &[u8]) -> Outcome {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join(name);
    fs::write(&spec, bytes).unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("mine.txt"), "mine").unwrap();
    let before = listing(&out);
    let generator = Generator::new(&spec, &out);
    let run = generator.generate();
    assert_eq!(run.fault, None);
    let generated = run.files.is_some();
    match &run.files {
        Some(files) => {
            for file in files {
                let inside = Path::new(&file.path)
                    .components()
                    .all(|part| matches!(part, std::path::Component::Normal(_)));
                assert!(inside, "{} leaves the folder", file.path);
            }
            generator.write(files).unwrap();
        }
        None => assert_eq!(listing(&out), before),
    }
    assert_eq!(fs::read(out.join("mine.txt")).unwrap(), b"mine");
    let text = run
        .render(Severity::Note)
        .replace(&folder.path().display().to_string(), "");
    Outcome {
        text,
        generated,
        folder,
    }
}

fn run(text: &str) -> Outcome {
    run_named("api.yaml", text.as_bytes())
}

/// Nothing is generated, and the reason names code, place and remedy.
#[track_caller]
fn refused(outcome: &Outcome, parts: &[&str]) {
    assert!(!outcome.generated, "{}", outcome.text);
    said(outcome, parts);
}

#[track_caller]
fn warned(outcome: &Outcome, parts: &[&str]) {
    assert!(outcome.generated, "{}", outcome.text);
    said(outcome, parts);
}

#[track_caller]
fn said(outcome: &Outcome, parts: &[&str]) {
    for part in parts {
        assert!(
            outcome.text.contains(part),
            "`{part}` is not in:\n{}",
            outcome.text
        );
    }
}

fn document(rest: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{rest}")
}

fn schema(rest: &str) -> String {
    document(&format!(
        "paths: {{}}\ncomponents:\n  schemas:\n    A: {rest}\n"
    ))
}

#[test]
fn encodings() {
    refused(
        &run_named("api.yaml", b"openapi: 3.0.3\ninfo: \xff"),
        &["E0102", "api.yaml:2:7", "UTF-8"],
    );
    // As some shells write it, with a mark and without, and cut off; and wider still.
    refused(
        &run_named("api.yaml", b"\xff\xfeo\0p"),
        &["E0102", "UTF-16"],
    );
    refused(&run_named("api.yaml", b"o\0p\0e"), &["E0102", "UTF-16"]);
    refused(
        &run_named("api.yaml", b"o\0\0\0p\0\x11\0"),
        &["E0102", "UTF-32"],
    );
    let wide = document("paths: {}");
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    warned(&run_named("api.yaml", &wide), &[]);
    warned(
        &run_named(
            "api.yaml",
            format!("\u{feff}{}", document("paths: {}")).as_bytes(),
        ),
        &[],
    );
    refused(&run_named("api.yaml", b""), &["E0103", "empty"]);
}

#[test]
fn syntax() {
    refused(&run("- a\n- b\n"), &["E0201", "api.yaml:1:1", "a list"]);
    refused(
        &run_named("api.json", b"{\"openapi\": \"3.0.3\",}"),
        &["E0104", "api.json:1:"],
    );
    refused(
        &run("openapi: 3.0.3\ninfo:\n\ttitle: T\n"),
        &["E0104", "api.yaml:3:"],
    );
    refused(
        &run("openapi: 3.0.3\ninfo: {title: T}\ninfo: {title: U}\n"),
        &["E0105", "api.yaml:3:1", "api.yaml:2:1", "info"],
    );
}

#[test]
fn bombs() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{aliases}]");
    }
    refused(&run(&text), &["E0106", "limit"]);
    refused(
        &run(&format!("openapi: {}", "[".repeat(10_000))),
        &["E0106"],
    );
    refused(
        &run_named("api.json", "[".repeat(10_000).as_bytes()),
        &["E0106"],
    );
    refused(&run("openapi: &a [*a]\n"), &["api.yaml:1:"]);
}

#[test]
fn what_openapi_requires() {
    refused(&run("info: {title: T}\n"), &["E0201", "openapi: 3.0.3"]);
    refused(
        &run("openapi: 4.0.0\n"),
        &["E0202", "4.0.0", "api.yaml:1:10"],
    );
    refused(&run("swagger: '1.2'\n"), &["E0202", "1.2"]);
    warned(&run("openapi: 3.0.3\npaths: {}\n"), &["W0203", "`info`"]);
    warned(
        &run("openapi: 3.0.3\ninfo: {title: T}\n"),
        &["W0203", "`paths`"],
    );
}

#[test]
fn references() {
    let to = |target: &str| {
        schema(&format!(
            "{{type: object, properties: {{x: {{$ref: '{target}'}}}}}}"
        ))
    };
    warned(
        &run(&to("#/components/schemas/B")),
        &[
            "W0205",
            "leads nowhere",
            "api.yaml:6:",
            "/components/schemas/A/properties/x",
        ],
    );
    warned(&run(&to("../secret.yaml#/A")), &["W0206"]);
    warned(&run(&to("http://localhost/x.yaml")), &["W0206"]);
    warned(
        &run(&schema("{$ref: '#/components/schemas/A'}")),
        &["itself"],
    );
}

fn operation(path: &str, rest: &str) -> String {
    format!("  {path}:\n    get:\n{rest}      responses: {{'200': {{description: ok}}}}\n")
}

#[test]
fn operations() {
    let one = |path: &str, rest: &str| document(&format!("paths:\n{}", operation(path, rest)));
    let id = "      operationId: x\n";
    warned(&run(&one("/a/{b}", id)), &["W0402", "`{b}`"]);
    let twice = format!(
        "{id}      parameters: [{{name: q, in: query, schema: {{}}}}, {{name: q, in: query, schema: {{}}}}]\n"
    );
    warned(&run(&one("/a", &twice)), &["W0403", "`q`"]);
    let not_there =
        format!("{id}      parameters: [{{name: q, in: path, required: true, schema: {{}}}}]\n");
    warned(&run(&one("/a", &not_there)), &["W0402", "`{q}`"]);
    warned(&run(&one("/a", "")), &["W0401", "get_a"]);
    let alike = document(&format!(
        "paths:\n{}{}",
        operation("/a", id),
        operation("/b", id)
    ));
    warned(&run(&alike), &["W0401", "get_b"]);
    let odd = format!("{id}      parameters: [{{name: q, in: nowhere, schema: {{}}}}]\n");
    warned(&run(&one("/a", &odd)), &["W0404", "parameter"]);
}

#[test]
fn names_cannot_leave_the_folder_or_collide() {
    let tag = document(&format!(
        "paths:\n{}",
        operation("/a", "      operationId: x\n      tags: ['../../x']\n")
    ));
    let outcome = run(&tag);
    warned(&outcome, &[]);
    assert!(
        outcome
            .folder
            .path()
            .join("out/src/operations/x.rs")
            .is_file()
    );
    let long = "p".repeat(300);
    warned(
        &run(&schema(&format!(
            "{{type: object, properties: {{{long}: {{type: string}}, {long}x: {{type: string}}}}}}"
        ))),
        &[],
    );
    warned(
        &run(&schema("{type: string, enum: [a-b, a_b, 'a b']}")),
        &[],
    );
}

#[test]
fn schemas_that_contradict_themselves() {
    warned(
        &run(&schema("{type: integer, minimum: 5, maximum: 1}")),
        &["W0304", "api.yaml:6:"],
    );
    warned(
        &run(&schema("{type: string, pattern: '(['}")),
        &["W0303", "(["],
    );
    warned(&run(&schema("{type: strnig}")), &["W0204", "`type`"]);
}

#[test]
fn prose_cannot_become_code() {
    let prose = "end */ ``` ] \\u202E \\0 }}; fn evil() {{}}";
    let outcome = run(&schema(&format!(
        "{{type: string, description: \"{prose}\"}}"
    )));
    warned(&outcome, &[]);
    let text = fs::read_to_string(outcome.folder.path().join("out/src/types/a.rs")).unwrap();
    assert!(!text.contains(['\u{202e}', '\0']));
    assert!(
        text.lines()
            .filter(|line| line.contains("evil"))
            .all(|line| line.starts_with("///")),
        "{text}"
    );
}

#[test]
fn folders() {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("api.yaml");
    fs::write(&spec, document("paths: {}")).unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    let generator = Generator::new(&spec, &out);
    let files = generator.generate().files.unwrap();
    let error = generator.write(&files).unwrap_err().to_string();
    assert!(
        error.contains("Cargo.toml is not specsmith's own file"),
        "{error}"
    );
    assert_eq!(listing(&out).len(), 1);
    let blocked = folder.path().join("blocked");
    fs::write(&blocked, "a file").unwrap();
    assert!(Generator::new(&spec, &blocked).write(&files).is_err());
    assert_eq!(fs::read(&blocked).unwrap(), b"a file");
    assert!(
        !Generator::new(folder.path().join("none.yaml"), &out)
            .generate()
            .render(Severity::Error)
            .is_empty()
    );
}

#[test]
fn what_is_no_longer_generated_is_removed_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("api.yaml");
    let out = folder.path().join("out");
    let generator = Generator::new(&spec, &out);
    fs::write(&spec, schema("{type: string}")).unwrap();
    generator
        .write(&generator.generate().files.unwrap())
        .unwrap();
    fs::write(out.join("src/types/mine.rs"), "// mine\n").unwrap();
    assert!(out.join("src/types/a.rs").is_file());
    fs::write(&spec, document("paths: {}")).unwrap();
    let changes = generator
        .write(&generator.generate().files.unwrap())
        .unwrap();
    assert_eq!(changes.extra, ["src/types/a.rs"]);
    assert!(!out.join("src/types/a.rs").exists() && out.join("src/types/mine.rs").is_file());
    assert!(
        generator
            .compare(&generator.generate().files.unwrap())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_module_has_its_files_and_none_of_before() {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("api.yaml");
    let out = folder.path().join("api");
    let mut generator = Generator::new(&spec, &out);
    generator.module = Some("crate::api".to_owned());
    let schemas = |names: &[&str]| {
        let lines = names.iter().map(|name| format!("{name}: {{type: object}}"));
        let lines: Vec<_> = lines.collect();
        document(&format!(
            "paths: {{}}\ncomponents:\n  schemas: {{{}}}",
            lines.join(", ")
        ))
    };
    fs::write(&spec, schemas(&["Lib", "Zlib", "Dog"])).unwrap();
    generator
        .write(&generator.generate().files.unwrap())
        .unwrap();
    // Files of the names that roots have elsewhere.
    for name in ["mod.rs", "types/mod.rs", "types/lib.rs", "types/zlib.rs"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    fs::write(out.join("mine.rs"), "// mine\n").unwrap();
    fs::write(&spec, schemas(&["Lib", "Zlib"])).unwrap();
    let files = generator.generate().files.unwrap();
    assert_eq!(generator.write(&files).unwrap().extra, ["types/dog.rs"]);
    assert!(!out.join("types/dog.rs").exists() && out.join("mine.rs").is_file());
}
