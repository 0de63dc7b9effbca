//! Paging as the settings have it.

use super::run::run;

const DOCUMENT: &str = r#"
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /jobs:
    get:
      operationId: jobs
      tags: [jobs]
      parameters:
      - {name: p, in: query, schema: {type: integer, default: 0}}
      - {name: n, in: query, schema: {type: integer}}
      - {name: c, in: query, schema: {type: string}}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [page]
                properties:
                  page:
                    type: object
                    properties:
                      found: {type: array, items: {type: object, properties: {key: {type: string}}}}
                      also: {type: array, items: {type: string}}
                  perhaps: {type: object, properties: {found: {type: array, items: {type: string}}}}
                  next: {type: string}
                  refs: {type: array, items: {type: object, properties: {rel: {type: string}, href: {type: string}}}}
                  again: {type: boolean}
"#;

const FILE: &str = "src/operations/jobs.rs";

/// What an entry makes of the operation.
fn paged(entry: &str, expected: &str) {
    let settings = format!("paging: [{{operation: job*, items: page/found, {entry}}}]");
    let run = run(DOCUMENT, &settings);
    let tie = format!(
        "JobsResponsePageFoundItem, [page.found], rt::http::Paging::new(rt::http::Advance::{expected}.items(&[\"page\", \"found\"])"
    );
    // However the code is laid out.
    let plain = |code: &str| {
        let code: String = code.split_whitespace().collect();
        code.replace(",)", ")")
    };
    assert!(
        plain(run.file(FILE)).contains(&plain(&tie)),
        "{}",
        run.file(FILE)
    );
    assert_eq!(run.said(), "");
}

#[test]
fn every_way_can_be_set() {
    paged(
        "by: page, parameter: p",
        "Page { parameter: \"p\", first: 0 })",
    );
    paged(
        "by: page, parameter: p, first: 7",
        "Page { parameter: \"p\", first: 7 })",
    );
    paged(
        "by: offset, parameter: p",
        "Offset { parameter: \"p\", first: 0 })",
    );
    paged(
        "by: offset, parameter: n, first: 1",
        "Offset { parameter: \"n\", first: 1 })",
    );
    paged(
        "by: cursor, parameter: c, from: next",
        "Cursor { parameter: \"c\", from: &[\"next\"] })",
    );
    paged(
        "by: last, parameter: c, from: key",
        "Last { parameter: \"c\", member: \"key\" })",
    );
    paged("by: url, from: next", "Url { from: &[\"next\"] })");
    paged("by: header", "Header)");
    let run = run(
        DOCUMENT,
        "paging: [{tag: jobs, by: links, from: refs, items: page/found, more: again, size: n}]",
    );
    run.holds(
        FILE,
        &[
            "Advance::Links",
            ".links(&[\"refs\"])",
            ".more(&[\"again\"])",
            ".size(\"n\")",
        ],
    );
}

#[test]
fn items_may_stand_in_what_may_be_absent() {
    let settings = "paging: [{operation: jobs, by: header, items: perhaps/found}]";
    let run = run(DOCUMENT, settings);
    run.holds(FILE, &["[perhaps?.found]"]);
    assert_eq!(run.said(), "");
}

#[test]
fn what_an_operation_does_not_have_is_reported_and_it_is_not_paged() {
    for (entry, why) in [
        (
            "by: page, parameter: q, items: page/found",
            "no parameter `q` in the query",
        ),
        (
            "by: cursor, parameter: c, from: page/next, items: page/found",
            "no member `next`",
        ),
        (
            "by: last, parameter: c, from: id, items: page/found",
            "no member `id`",
        ),
        ("by: url, from: next, items: next", "`next` is no list"),
        ("by: page, parameter: p, items: page", "`page` is no list"),
    ] {
        let run = run(DOCUMENT, &format!("paging: [{{operation: jobs, {entry}}}]"));
        assert!(run.said().contains(why), "{entry}: {}", run.said());
        assert!(run.said().contains("W0603"), "{}", run.said());
        run.lacks(FILE, &["rt::paged!"]);
    }
    let run = run(DOCUMENT, "paging: [{operation: jbos, by: header}]");
    assert!(run.said().contains("W0603"), "{}", run.said());
}

#[test]
fn what_the_names_suggest_can_be_refused() {
    let document = DOCUMENT
        .replace("name: p,", "name: page,")
        .replace("required: [page]", "required: [page, refs]");
    let plain = "paging: []";
    let document = document.replace("found:", "results:").replace(
        "page:\n",
        "results: {type: array, items: {type: string}}\n                  page:\n",
    );
    run(&document, plain).holds(FILE, &["rt::paged!", "Advance::Page"]);
    run(&document, "paging: [{path: /jobs, method: GET, by: none}]").lacks(FILE, &["rt::paged!"]);
}

#[test]
fn links_say_which_page_is_the_last() {
    let settings =
        "paging: [{operation: jobs, by: page, parameter: p, items: page/found, links: refs}]";
    run(DOCUMENT, settings).holds(FILE, &[".links(&[\"refs\"])"]);
}
