//! Findings as a product: every kind has a page whose examples are true, and machines are told the same as people.

use std::fs;

use specsmith_codegen::diagnostic::{Code, Severity};
use specsmith_codegen::{Generated, Generator};
use tempfile::TempDir;

fn run(document: &str) -> (Generated, TempDir) {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("api.yaml");
    fs::write(&spec, document).unwrap();
    (
        Generator::new(&spec, folder.path().join("out")).generate(),
        folder,
    )
}

/// The example under a heading of a page, as a whole document.
fn example(page: &str, heading: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n\n```yaml\n"))?;
    let (text, _) = rest.split_once("\n```")?;
    let whole =
        text.contains("openapi:") || text.contains("swagger:") || text.contains("openapi_version");
    let head = if whole {
        ""
    } else {
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n"
    };
    let tail = if whole || text.contains("paths:") {
        ""
    } else {
        "paths: {}\n"
    };
    Some(format!("{head}{tail}{text}\n"))
}

fn codes(document: &str) -> Vec<Code> {
    let (run, _folder) = run(document);
    run.diagnostics
        .sorted()
        .iter()
        .map(|found| found.code)
        .collect()
}

#[test]
fn every_page_is_headed_by_its_code_and_its_examples_are_true() {
    for code in Code::ALL {
        let page = code.page();
        let heading = format!("# {}: {}\n", code.id(), code.title().trim_end_matches('.'));
        assert!(
            page.starts_with(&heading),
            "the page of {} starts with\n{heading}",
            code.id()
        );
        if let Some(wrong) = example(page, "Wrong") {
            let found = codes(&wrong);
            assert!(
                found.contains(code),
                "{}: the wrong example gives {found:?}\n{wrong}",
                code.id()
            );
            let right = example(page, "Right")
                .unwrap_or_else(|| panic!("{} has no right example", code.id()));
            let found = codes(&right);
            assert!(
                found.is_empty(),
                "{}: the right example gives {found:?}\n{right}",
                code.id()
            );
        }
    }
}

const TWO: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    \u{c4}: {type: strnig}
    B: {type: object, properties: {x: {$ref: '#/components/schemas/None'}, y: {$ref: '#/components/schemas/None'}}}
";

#[test]
fn findings_of_one_cause_are_one() {
    let (run, _folder) = run(TWO);
    let broken: Vec<_> = run
        .diagnostics
        .sorted()
        .into_iter()
        .filter(|found| found.code == Code::BrokenReference)
        .collect();
    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0].again.len(), 1);
    assert!(run.render(Severity::Note).contains("the same here"));
}

#[test]
fn json_tells_places_from_one() {
    let (run, _folder) = run(TWO);
    let value: serde_json::Value =
        serde_json::from_str(&run.diagnostics.to_json(&run.sources, Severity::Warning)).unwrap();
    assert_eq!(
        value["summary"],
        serde_json::json!({"errors": 0, "warnings": 2, "notes": 1})
    );
    let first = &value["diagnostics"][0];
    assert_eq!(
        (first["code"].as_str(), first["severity"].as_str()),
        (Some("W0204"), Some("warning"))
    );
    assert_eq!(first["pointer"], "/components/schemas/\u{c4}/type");
    assert_eq!(
        (
            first["place"]["line"].as_u64(),
            first["place"]["column"].as_u64()
        ),
        (Some(6), Some(15))
    );
    assert_eq!(first["place"]["endColumn"], 21);
    assert_eq!(value["diagnostics"][1]["related"][0]["line"], 7);
}

#[test]
fn sarif_names_its_rules() {
    let (run, _folder) = run(TWO);
    let value: serde_json::Value =
        serde_json::from_str(&run.diagnostics.to_sarif(&run.sources, Severity::Warning)).unwrap();
    let (rules, results) = (
        &value["runs"][0]["tool"]["driver"]["rules"],
        &value["runs"][0]["results"],
    );
    assert_eq!(value["version"], "2.1.0");
    assert_eq!(results.as_array().map(Vec::len), Some(2));
    for result in results.as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["locations"][0]["physicalLocation"]["region"]["startLine"].is_u64());
    }
}

#[test]
fn github_gets_a_line_for_each() {
    let (run, folder) = run(TWO);
    let text = run
        .diagnostics
        .to_github(&run.sources, Severity::Warning)
        .replace(&format!("{}/", folder.path().display()), "");
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with(
            "::warning file=api.yaml,line=6,endLine=6,col=15,endColumn=21,title=W0204 "
        ),
        "{text}"
    );
    assert!(
        lines[0].contains("%0A"),
        "the help is on a line of its own: {text}"
    );
}
