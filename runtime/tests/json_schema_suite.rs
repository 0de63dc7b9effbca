//! The official JSON Schema test suite for 2020-12, run through tables that are built from its schemas.
//!
//! Skipped aloud where the suite is not beside the project. What a table does not have is left out and counted: remote and
//! dynamic references, `$id`, anchors, vocabularies, and references that contain themselves.

mod suite;

use rt::{Direction, Json};
use specsmith_runtime as rt;
use suite::Builder;

#[test]
fn agrees_with_the_official_suite() {
    let mut tally = Tally::default();
    suite::each_group(|file, group, formats| tally.group(file, group, formats));
    if tally.passed == 0 {
        return;
    }
    eprintln!(
        "{} tests pass, {} groups are left out",
        tally.passed, tally.left_out
    );
    assert!(
        tally.failed.is_empty(),
        "{} fail:\n{}",
        tally.failed.len(),
        tally.failed.join("\n")
    );
    assert!(tally.passed > 900, "only {} ran", tally.passed);
}

#[derive(Default)]
struct Tally {
    passed: usize,
    left_out: usize,
    failed: Vec<String>,
}

impl Tally {
    fn group(&mut self, file: &str, group: &Json, formats: bool) {
        let schema = group.get("schema").unwrap();
        let Some(schema) = Builder::new(schema, formats).schema(schema) else {
            self.left_out += 1;
            return;
        };
        // Whether a punycode label is a good name is a matter of IDNA's tables.
        let description = group
            .get("description")
            .and_then(Json::as_str)
            .unwrap_or("");
        let needs_engine = |text: String| {
            text.contains(r"\\p{") || text.contains(r"\\P{") || text.contains(r"\\k<")
        };
        let skipped = !cfg!(feature = "regress") && needs_engine(group.to_string());
        if skipped || description.contains("punycode") {
            self.left_out += 1;
            return;
        }
        for test in group.get("tests").and_then(Json::as_array).unwrap() {
            let data = test.get("data").unwrap();
            let found = rt::validate::validate(schema, rt::Value::view(data), Direction::Either);
            let expected = test.get("valid").and_then(Json::as_bool).unwrap();
            if found.is_empty() == expected {
                self.passed += 1;
            } else {
                let name = |json: &Json| {
                    json.get("description")
                        .and_then(Json::as_str)
                        .unwrap_or("")
                        .to_owned()
                };
                self.failed.push(format!(
                    "{file}: {}: {} {data} {found}",
                    name(group),
                    name(test)
                ));
            }
        }
    }
}
