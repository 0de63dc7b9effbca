//! What OpenAPI 3.2 adds: `$self`, tags that have kinds and parents, dialects, and what calls of the other side declare.

use std::fs;

use specsmith_codegen::diagnostic::Severity;
use specsmith_codegen::{Generated, Generator};
use tempfile::TempDir;

fn run(files: &[(&str, &str)]) -> (Generated, TempDir) {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let run = Generator::new(folder.path().join("api.yaml"), "out").generate();
    assert_eq!(run.fault, None);
    (run, folder)
}

fn text(run: &Generated, path: &str) -> String {
    let files = run.files.as_deref().unwrap_or_default();
    let found = files.iter().find(|file| file.path == path);
    found.map_or_else(
        || {
            let paths: Vec<_> = files.iter().map(|file| &file.path).collect();
            panic!("no {path} in {paths:?}\n{}", run.render(Severity::Note))
        },
        |file| file.text.clone(),
    )
}

const PET: &str = "$self: https://example.com/schemas/pet
components: {schemas: {Pet: {type: object, properties: {friend: {$ref: '#/components/schemas/Pet'}, api: {$ref: 'https://example.com/v1/openapi.yaml#/components/schemas/Own'}}}}}
";

/// References by the addresses that documents have given themselves, and by what lies beside these.
const SELF: &str = "openapi: 3.2.0
$self: https://example.com/v1/openapi.yaml
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Own: {type: object, properties: {mine: {type: string}}}
    A:
      type: object
      properties:
        by_itself: {$ref: 'https://example.com/v1/openapi.yaml#/components/schemas/Own'}
        by_path: {$ref: '/v1/openapi.yaml#/components/schemas/Own'}
        beside: {$ref: 'https://example.com/v1/files/pet.yaml#/components/schemas/Pet'}
        by_name: {$ref: 'https://example.com/schemas/pet#/components/schemas/Pet'}
        elsewhere: {$ref: 'https://other.org/x.yaml'}
";

#[test]
fn references_start_from_what_a_document_calls_itself() {
    let (run, _folder) = run(&[("api.yaml", SELF), ("files/pet.yaml", PET)]);
    let a = text(&run, "src/types/a.rs");
    for part in [
        "pub by_itself: Option<Own>",
        "pub by_path: Option<Own>",
        "pub beside: Option<Pet>",
        "pub by_name: Option<Pet>",
        "pub elsewhere: Option<rt::Json>",
    ] {
        assert!(a.contains(part), "no `{part}` in {a}");
    }
    assert!(text(&run, "src/types/pet.rs").contains("pub api: Option<Own>"));
    let said = run.render(Severity::Note);
    assert_eq!(said.matches("[W0206]").count(), 1, "{said}");
    assert_eq!(said.matches("]: ").count(), 1, "{said}");
}

#[test]
fn what_a_document_calls_itself_opens_no_folder() {
    let api = SELF.replace(
        "https://other.org/x.yaml",
        "https://example.com/v1/../../../../etc/passwd",
    );
    let (run, _folder) = run(&[("api.yaml", &api), ("files/pet.yaml", PET)]);
    assert!(text(&run, "src/types/a.rs").contains("pub elsewhere: Option<rt::Json>"));
}

const TAGS: &str = "openapi: 3.2.0
info: {title: T, version: '1'}
tags:
- {name: beta, kind: badge}
- {name: partners, kind: audience}
- {name: pets, summary: Pets and their owners, description: All of them., kind: nav, parent: animals}
- {name: animals, summary: Animals}
- {name: lost, parent: nowhere}
- {name: a, parent: b}
- {name: b, parent: a}
paths:
  /pets: {get: {operationId: listPets, tags: [beta, partners, pets], responses: {'204': {description: d}}}}
  /old: {get: {operationId: old, tags: [beta], responses: {'204': {description: d}}}}
";

#[test]
fn tags_that_are_badges_name_no_module() {
    let (run, _folder) = run(&[("api.yaml", TAGS)]);
    let pets = text(&run, "src/operations/pets.rs");
    for part in [
        "//! Pets and their owners",
        "//! All of them.",
        "//! Part of animals.",
        "ListPets",
    ] {
        assert!(pets.contains(part), "no `{part}` in {pets}");
    }
    assert!(text(&run, "src/operations/beta.rs").contains("Old"));
    let said = run.render(Severity::Note);
    assert!(said.contains("the parent `nowhere` is not among"), "{said}");
    assert_eq!(said.matches("lead in a circle").count(), 2, "{said}");
}

#[test]
fn other_dialects_are_read_as_2020_12() {
    let document = "openapi: 3.1.0
jsonSchemaDialect: http://json-schema.org/draft-07/schema#
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A: {$schema: 'https://json-schema.org/draft/2020-12/schema', type: string}
    B: {$schema: 'https://spec.openapis.org/oas/3.1/dialect/base', type: string}
    C: {$schema: 'https://example.com/ours', type: string}
";
    let (run, _folder) = run(&[("api.yaml", document)]);
    let said = run.render(Severity::Note);
    assert_eq!(
        said.matches("is read as JSON Schema 2020-12").count(),
        2,
        "{said}"
    );
    assert!(
        said.contains("draft-07") && said.contains("example.com/ours"),
        "{said}"
    );
}

const WEBHOOKS: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
webhooks:
  pet.came:
    post:
      operationId: petCame
      parameters:
      - {name: X-Signature, in: header, required: true, description: Who sent it., schema: {type: string}, example: a}
      - {name: X-Attempt, in: header, schema: {type: integer}}
      - {name: trace, in: query, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
      responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {seen: {type: boolean}}}}}}}
  pet.went:
    post:
      operationId: petWent
      parameters:
      - {name: X-Signature, in: header, required: true, description: Who sent it., schema: {type: string}, example: b}
      - {name: X-Attempt, in: header, schema: {type: integer}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Ack'}}}}}
components: {schemas: {Ack: {type: object, properties: {ok: {type: boolean}}}}}
";

#[test]
fn webhooks_have_types_for_what_comes_and_what_is_answered() {
    let (run, _folder) = run(&[("api.yaml", WEBHOOKS)]);
    assert!(text(&run, "src/types/pet_came.rs").contains("pub name: Option<String>"));
    assert!(text(&run, "src/types/pet_came_response.rs").contains("pub seen: Option<bool>"));
    assert!(
        text(&run, "src/types/pet_went_response.rs").contains("pub type PetWentResponse = Ack")
    );
    // Both come with the same headers, and so with one struct.
    let headers = text(&run, "src/types/signature_attempt_headers.rs");
    for part in [
        "/// Who sent it.",
        "pub x_signature: Option<String>",
        "pub x_attempt: Option<i64>",
    ] {
        assert!(headers.contains(part), "no `{part}` in {headers}");
    }
    let said = run.render(Severity::Note);
    assert!(
        said.contains("a webhook's parameter in its address has no type"),
        "{said}"
    );
}

const PARTS: &str = "openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /parts:
    post:
      operationId: parts
      requestBody:
        required: true
        content:
          multipart/related:
            schema: {type: array, items: {type: object, properties: {a: {type: string}}}}
            prefixEncoding: [{contentType: application/ld+json}, {headers: {X-Rank: {schema: {const: 2}}}}]
            itemEncoding: {contentType: application/json}
      responses: {'204': {description: ok}}
  /files:
    post:
      operationId: files
      requestBody:
        required: true
        content:
          multipart/mixed:
            itemSchema: {type: string, format: binary}
            itemEncoding: {contentType: image/png}
      responses: {'204': {description: ok}}
";

#[test]
fn items_of_a_multipart_body_are_written_as_their_places_say() {
    let (run, _folder) = run(&[("api.yaml", PARTS)]);
    let plain: String = text(&run, "src/operations/default.rs")
        .split_whitespace()
        .collect();
    let plain = plain.replace(",)", ")").replace(",]", "]");
    for expected in [
        r#".items(&[rt::http::Part::new("").content_type("application/ld+json"), rt::http::Part::new("").headers(&[("X-Rank", "2")])], Some(&rt::http::Part::new("").content_type("application/json")))"#,
        r#".items(&[], Some(&rt::http::Part::new("").content_type("image/png")))"#,
        "pub body: Vec<rt::Binary>",
    ] {
        let expected: String = expected.split_whitespace().collect();
        assert!(plain.contains(&expected), "{expected}\n{plain}");
    }
}

#[test]
fn media_types_may_be_components() {
    let document = "openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: a
      responses: {'200': {description: ok, content: {application/json: {$ref: '#/components/mediaTypes/M'}}}}
components:
  mediaTypes: {M: {schema: {$ref: '#/components/schemas/Pet'}}}
  schemas: {Pet: {type: object, properties: {name: {type: string}}}}
";
    let (run, _folder) = run(&[("api.yaml", document)]);
    assert_eq!(run.render(Severity::Note), "");
    let operations = text(&run, "src/operations/default.rs");
    assert!(
        operations.contains("rt::operation!(A, A, [], Pet,"),
        "{operations}"
    );
}
