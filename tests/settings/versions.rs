//! `date`.

use crate::run::run;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a:
    get:
      operationId: listAll
      responses:
        '200':
          description: d
          content:
            application/vnd.x.2023-01-01+json: {schema: {type: string}}
            application/vnd.x.2024-01-01+json: {schema: {type: integer}}
            application/vnd.x.preview+json: {schema: {type: boolean}}
  /b:
    put:
      operationId: write
      requestBody:
        content:
          application/vnd.x.2022-01-01+json: {schema: {type: string}}
          application/vnd.x.preview+json: {schema: {type: boolean}}
      responses: {'204': {description: d}}
";

/// The media types of the list, what is read of it, and what is written, of these settings.
fn chosen(settings: &str) -> (String, bool) {
    let run = run(DOCUMENT, settings);
    let text = run.file("src/operations/default.rs");
    let types = text
        .lines()
        .filter(|line| line.starts_with("rt::operation!("));
    (
        types.collect::<Vec<_>>().join("\n"),
        run.said().contains("W0603"),
    )
}

#[test]
fn the_newest_version_not_after_the_date_is_used_and_a_preview_where_it_is_asked_for() {
    for (settings, output) in [
        ("", "i64"),
        ("date: 2024-01-01", "i64"),
        ("date: 2023-12-31", "String"),
        ("date: preview", "bool"),
    ] {
        let (list, is_warned) = chosen(settings);
        assert!(
            list.contains(&format!("[], {output},")),
            "{settings}: {list}"
        );
        assert!(!is_warned, "{settings}");
    }
}

#[test]
fn a_date_before_every_version_of_an_operation_is_reported_and_the_oldest_is_used() {
    let settings = "date: 2022-06-01";
    let (list, is_warned) = chosen(settings);
    assert!(is_warned && list.contains("[], String,"), "{list}");
    let said = run(DOCUMENT, settings).said();
    assert!(
        said.contains("every version of an operation is after 2022-06-01: the oldest is used"),
        "{said}"
    );
    assert!(said.contains("specsmith.yaml:1:7"), "{said}");
    assert!(said.contains("api.yaml:5:5"), "{said}");
    let early = run(DOCUMENT, "date: 2021-06-01").said();
    assert!(
        early.contains("every version of 2 operations is after"),
        "{early}"
    );
}
