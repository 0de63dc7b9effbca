//! A file that has many items is printed in parts, which nothing shows.

use std::fmt::Write as _;

use specsmith_codegen::Generator;

/// More than several parts hold.
const COUNT: usize = 100;

fn document() -> String {
    let mut text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for index in 0..COUNT {
        let answer = "responses: {'200': {description: x, content: {application/json: {schema: {type: object}}}}}";
        writeln!(
            text,
            "  /a{index:03}:\n    get:\n      operationId: a{index:03}\n      {answer}"
        )
        .unwrap();
    }
    // The last one alone needs a map.
    text += "  /b:\n    get:\n      operationId: b\n      parameters:\n        - {name: m, in: query, required: true, schema: {type: object, additionalProperties: {type: string}}}\n";
    text + "      responses: {'204': {description: x}}\n"
}

#[test]
fn a_long_file_has_its_items_in_order_and_one_head() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("a.yaml");
    std::fs::write(&spec, document()).unwrap();
    let run = Generator::new(&spec, folder.path().join("out")).generate();
    let files = run.files.expect("the document is good");
    let file = files
        .iter()
        .find(|file| file.path == "src/operations/default.rs")
        .unwrap();
    syn::parse_file(&file.text).unwrap();
    let structs = file
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("pub struct "));
    let structs: Vec<&str> = structs
        .map(|rest| rest.trim_end_matches([' ', '{', '}', ';']))
        .collect();
    let wanted: Vec<String> = (0..COUNT).map(|index| format!("A{index:03}")).collect();
    assert_eq!(structs[..COUNT], wanted);
    assert!(structs.contains(&"B"));
    let (head, items) = file.text.split_once("\n/// ").unwrap();
    assert!(head.contains("use std::collections::BTreeMap;"));
    assert!(!items.contains("\nuse ") && !items.contains("\n\n\n"));
}
