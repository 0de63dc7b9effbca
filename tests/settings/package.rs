//! `crate`, `runtime` and `limits`.

use crate::run::run;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: {title: My API, version: '1'}\npaths: {}\n";

#[test]
fn settings_that_say_nothing_are_the_defaults() {
    run(DOCUMENT, "# nothing yet\n\n")
        .holds("Cargo.toml", &["name = \"my-api\"", "version = \"0.1.0\""]);
}

#[test]
fn the_package_is_described_as_the_settings_say() {
    let settings = "crate:\n  name: shop\n  version: 2.0.0-rc.1\n  license: MIT\n  description: A shop\n  repository: https://example.com/shop\n";
    let run = run(DOCUMENT, settings);
    run.holds(
        "Cargo.toml",
        &[
            "name = \"shop\"",
            "version = \"2.0.0-rc.1\"",
            "license = \"MIT\"",
        ],
    );
    run.holds(
        "Cargo.toml",
        &[
            "description = \"A shop\"",
            "repository = \"https://example.com/shop\"",
        ],
    );
    run.lacks("Cargo.toml", &["publish = false"]);
}

#[test]
fn a_module_may_be_for_its_crate_alone() {
    let document = DOCUMENT.replace(
        "paths: {}",
        "paths: {/a: {get: {operationId: a, responses: {'204': {description: d}}}}}",
    );
    let open = run(&document, "crate: {module: crate::api}\n");
    open.holds(
        "mod.rs",
        &[
            "pub mod operations;",
            "pub mod types;",
            "pub static SERVERS",
        ],
    );
    let closed = run(
        &document,
        "crate: {module: crate::api, visibility: crate}\n",
    );
    closed.holds(
        "mod.rs",
        &[
            "pub(crate) mod operations;",
            "pub(crate) mod types;",
            "pub(crate) static SERVERS",
            "pub(crate) use specsmith_runtime as rt;",
        ],
    );
    closed.lacks("mod.rs", &["\npub mod", "\npub use", "\npub static"]);
    let said = run(DOCUMENT, "crate: {visibility: crate}\n").said();
    assert!(
        said.contains("specsmith.yaml:1:21") && said.contains("`crate.module` is not set"),
        "{said}"
    );
}

#[test]
fn what_stops_specsmith_cannot_be_allowed() {
    let said = run(
        DOCUMENT,
        "diagnostics: {allow: [{code: W0205}, {code: E0104}]}\n",
    )
    .said();
    assert!(
        said.contains("error[E0601]: `E0104` cannot be allowed"),
        "{said}"
    );
    assert!(said.contains("specsmith.yaml:1:45"), "{said}");
}

#[test]
fn each_limit_says_which_it_is() {
    let nested = DOCUMENT.replace("paths: {}", "paths: {}\nx-a: {b: {c: {d: {e: [1, 2, 3]}}}}");
    for (limit, said) in [
        ("bytes: 20", "limits.bytes"),
        ("depth: 3", "limits.depth"),
        ("nodes: 5", "limits.nodes"),
    ] {
        let text = run(&nested, &format!("limits: {{{limit}}}\n")).said();
        assert!(
            text.contains("error[E0106]") && text.contains(said),
            "{limit}: {text}"
        );
    }
    let family = DOCUMENT.to_owned()
        + "components: {schemas: {A: {type: object, properties: {a: {}, b: {}}}, B: {allOf: [{$ref: '#/components/schemas/A'}], properties: {c: {}}}}}\n";
    let text = run(&family, "limits: {members: 1}\n").said();
    assert!(
        text.contains("error[E0106]") && text.contains("limits.members"),
        "{text}"
    );
    run(&family, "limits: {members: 10}\n").holds("src/types/b.rs", &["A"]);
    run(
        &nested,
        "limits: {bytes: 2000, depth: 30, nodes: 500, files: 3}\n",
    )
    .holds("Cargo.toml", &["my-api"]);
}

#[test]
fn a_dependency_may_come_from_a_repository() {
    let settings = "crate: {dependencies: {money: {git: 'https://example.com/money'}}}\n";
    run(DOCUMENT, settings).holds(
        "Cargo.toml",
        &["money = { git = \"https://example.com/money\" }"],
    );
}

#[test]
fn a_licence_is_an_spdx_expression() {
    for good in [
        "MIT",
        "MIT OR Apache-2.0",
        "(MIT OR GPL-2.0+) AND Unicode-3.0",
        "GPL-2.0 WITH Classpath-exception-2.0",
        "LicenseRef-own",
    ] {
        let said = run(DOCUMENT, &format!("crate: {{license: '{good}'}}\n")).said();
        assert!(!said.contains("E0601"), "{said}");
    }
    for bad in [
        "FOO BAR",
        "MIT OR",
        "(MIT",
        "MIT)",
        "OR MIT",
        "MIT, Apache-2.0",
        "",
    ] {
        let said = run(DOCUMENT, &format!("crate: {{license: '{bad}'}}\n")).said();
        assert!(said.contains("is no SPDX expression"), "{bad}: {said}");
    }
}

#[test]
fn the_readme_shows_a_call_that_reads_and_compiles() {
    let document = "openapi: 3.1.0
info: {title: \"The shop's API\", version: '1'}
paths:
  /a: {delete: {operationId: dropAll, responses: {'204': {description: d}}}}
  /b/{id}:
    get:
      operationId: read
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: kinds, in: query, required: true, schema: {type: array, items: {type: string, enum: [x, y]}}}
      responses: {'204': {description: d}}
  /c: {get: {operationId: old, deprecated: true, responses: {'204': {description: d}}}}
";
    let run = run(document, "");
    run.holds(
        "README.md",
        &[
            "# the-shops-api",
            "Read::new(\"00000000-0000-4000-8000-000000000000\", vec![\"x\".into()])",
            "BlockingClient::new().base_url(\"https://api.example.com\");",
            "to_curl(\"https://api.example.com\")",
        ],
    );
    run.lacks("README.md", &["ignore", "DropAll", "Old", "$TOKEN"]);
    run.holds("src/lib.rs", &["#[doc = include_str!(\"../README.md\")]"]);
}

#[test]
fn numbers_are_read_as_text_a_hundred_times() {
    let numbers: Vec<String> = (1..=150).map(|number| number.to_string()).collect();
    let settings = format!("references: {{folders: [{}]}}\n", numbers.join(", "));
    let said = run(DOCUMENT, &settings).said();
    let refused = said.matches("` is a number, where ").count();
    assert_eq!(refused, 50, "{said}");
}
