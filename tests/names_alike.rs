//! Names that meet: who keeps the plain one, and what the others are called.

use specsmith_codegen::Generator;

/// The files of types and operations of a document.
fn printed(document: &str) -> String {
    let mut generator = Generator::new("document.yaml", "out");
    generator.text = Some(document.as_bytes().to_vec());
    let run = generator.generate();
    assert_eq!(run.fault, None);
    let files = run.files.unwrap_or_default();
    let code = files
        .iter()
        .filter(|file| file.path.starts_with("src/types/") || file.path.starts_with("src/oper"));
    code.map(|file| file.text.as_str()).collect()
}

/// The same of a document that has these schemas alone.
fn of_schemas(schemas: &str) -> String {
    printed(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    ))
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
}

#[test]
fn constants_of_alike_members_differ_as_the_members_do() {
    let text = of_schemas(
        "    A:
      type: object
      properties:
        fooBar: {type: integer, default: 1}
        foo_bar: {type: integer, default: 2}
        self: {type: boolean, default: true}
        Self: {type: boolean, default: false}
",
    );
    let mut found: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub const "))
        .filter_map(|line| line.split(':').next())
        .collect();
    let count = found.len();
    found.sort_unstable();
    found.dedup();
    assert_eq!((count, found.len()), (4, 4), "{text}");
    has(
        &text,
        &["DEFAULT_SELF: bool = true", "DEFAULT_SELF__: bool = false"],
    );
}

#[test]
fn the_order_of_alternatives_names_none() {
    let alternatives = [
        "{type: object, required: [id], properties: {id: {type: string}}}",
        "{type: object, required: [query], properties: {query: {type: string}}}",
        "{type: array, items: {type: string}}",
        "{type: array, items: {type: integer}}",
        "{type: string}",
    ];
    let of = |alternatives: &[&str]| {
        of_schemas(&format!(
            "    U: {{oneOf: [{}]}}\n",
            alternatives.join(", ")
        ))
    };
    let reversed: Vec<_> = alternatives.iter().rev().copied().collect();
    for text in [of(&alternatives), of(&reversed)] {
        let variants = [
            "WithId(",
            "WithQuery(",
            "StringList(",
            "IntegerList(",
            "String(",
        ];
        has(
            &text,
            &variants
                .map(|name| ["    ", name].concat())
                .each_ref()
                .map(|name| &**name),
        );
    }
}

#[test]
fn nor_where_none_has_a_member_of_its_own() {
    let alternatives = [
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: integer}}}",
        "{type: object, properties: {a: {type: boolean}}}",
    ];
    let of = |alternatives: &[&str]| {
        let text = of_schemas(&format!(
            "    U: {{anyOf: [{}]}}\n",
            alternatives.join(", ")
        ));
        let mut starts: Vec<String> = text
            .split("pub struct ")
            .skip(1)
            .map(str::to_owned)
            .collect();
        for start in &mut starts {
            start.truncate(start.find('}').unwrap());
        }
        starts.sort();
        starts
    };
    let named = of(&alternatives);
    assert_eq!(named.len(), 3, "{named:?}");
    let [one, two, three] = alternatives;
    for turned in [[three, two, one], [two, one, three], [two, three, one]] {
        assert_eq!(of(&turned), named);
    }
}

#[test]
fn no_variant_is_called_self() {
    let text = of_schemas("    A: {type: integer, enum: [1, 2], x-enum-varnames: [self, other]}\n");
    has(&text, &["N1 = 1", "Other = 2"]);
}

#[test]
fn a_default_that_the_type_cannot_hold_is_no_constant() {
    let text = of_schemas(
        "    A: {type: object, properties: {g: {type: number, format: float, default: 1e39}}}\n",
    );
    assert!(!text.contains("pub const"), "{text}");
}

/// Asserts that what a list of schemas becomes has each of the parts, in whatever order its members come.
#[track_caller]
fn of_lists(start: &str, members: &[&str], end: &str, parts: &[&str]) {
    let mut turned = members.to_vec();
    turned.reverse();
    for members in [members, &turned] {
        let text = of_schemas(&format!("    A: {start}{}{end}\n", members.join(", ")));
        has(&text, parts);
    }
}

#[track_caller]
fn of_enum(values: &[&str], parts: &[&str]) {
    of_lists("{type: string, enum: [", values, "]}", parts);
}

#[test]
fn the_nearest_text_keeps_the_name_whatever_the_order() {
    let created = ["MinusCreated = \"-created\"", " Created = \"created\""];
    of_enum(&["-created", "created"], &created);
    let red = ["RedUpper = \"RED\"", "RedLower = \"red\"", " Red = \"Red\""];
    of_enum(&["RED", "red", "Red"], &red);
    of_enum(&["'*'", "star"], &["StarSign = \"*\"", " Star = \"star\""]);
    let bare =
        |name: &str, raw: &str| format!("{name}?: impl Into<rt::Json> = Field::optional(\"{raw}\"");
    let fields: Vec<String> = [
        ("id", "id"),
        ("id_", "_id"),
        ("a_b", "a_b"),
        ("a_b_", "A_B"),
        ("a_b_camel", "aB"),
        ("r#type", "type"),
        ("at_type", "@type"),
    ]
    .map(|(name, raw)| bare(name, raw))
    .to_vec();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let members = [
        "id: {}",
        "_id: {}",
        "a_b: {}",
        "A_B: {}",
        "aB: {}",
        "type: {}",
        "'@type': {}",
    ];
    of_lists("{type: object, properties: {", &members, "}}", &fields);
}

#[test]
fn what_signs_tell_apart_has_them_as_words() {
    let zones = [
        "EtcGmtPlus1 = \"Etc/GMT+1\"",
        "EtcGmtMinus1 = \"Etc/GMT-1\"",
        " Gmt0 = \"GMT0\"",
        "GmtPlus0 = \"GMT+0\"",
        "GmtMinus0 = \"GMT-0\"",
    ];
    of_enum(
        &["Etc/GMT+1", "Etc/GMT-1", "GMT0", "GMT+0", "GMT-0"],
        &zones,
    );
    let brackets = ["ALeftBracket = \"a[\"", "ARightBracket = \"a]\""];
    of_enum(&["'a['", "'a]'"], &brackets);
    let text = of_operations(
        "  /a:
    get:
      operationId: a
      parameters:
        - {name: 'Start<', in: query, schema: {type: string}}
        - {name: 'Start>', in: query, schema: {type: string}}
        - {name: Start, in: query, schema: {type: string}}
        - {name: id, in: query, schema: {type: string}}
        - {name: id, in: header, schema: {type: string}}
      responses: {'204': {description: d}}
",
    );
    has(
        &text,
        &[
            "pub start_less:",
            "pub start_greater:",
            "pub start:",
            "pub id:",
            "pub id_in_header:",
        ],
    );
}

#[test]
fn variants_may_differ_by_case_alone() {
    of_enum(
        &["JOYINGBOX", "JoyingBox"],
        &["Joyingbox = \"JOYINGBOX\"", "JoyingBox = \"JoyingBox\""],
    );
}

#[test]
fn alternatives_are_called_after_what_tells_them() {
    let constants = "    A: {oneOf: [{const: b}, {const: 3}]}\n";
    has(&of_schemas(constants), &[" B(AB),", " N3(AN3),"]);
    let maps = "    A: {oneOf: [{type: object, additionalProperties: {type: string}}, {type: object, additionalProperties: {type: integer}}]}\n";
    has(
        &of_schemas(maps),
        &[
            " StringMap(BTreeMap<String, String>),",
            " IntegerMap(BTreeMap<String, i64>),",
        ],
    );
    let objects = "    A: {oneOf: [{type: object, properties: {a: {}}}, {type: object, properties: {a: {}, b: {}}}, {type: object}]}\n";
    has(
        &of_schemas(objects),
        &[
            " WithA(AWithA),",
            " WithB(AWithB),",
            " Object(rt::FreeObject),",
        ],
    );
    let parts = "    A: {oneOf: [{allOf: [{$ref: '#/components/schemas/X'}, {$ref: '#/components/schemas/Y'}]}, {allOf: [{$ref: '#/components/schemas/Z'}, {$ref: '#/components/schemas/Y'}]}]}
    X: {type: object, properties: {x: {}}}
    Y: {type: object, properties: {y: {}}}
    Z: {type: object, properties: {z: {}}}
";
    has(&of_schemas(parts), &[" X(AX),", " Z(AZ),"]);
    let constants = "    A: {oneOf: [{type: object, properties: {kind: {$ref: '#/components/schemas/One'}}}, {type: object, properties: {kind: {$ref: '#/components/schemas/Two'}}}]}
    One: {enum: [cat]}
    Two: {enum: [dog]}
";
    has(&of_schemas(constants), &[" Cat(ACat),", " Dog(ADog),"]);
    // All that they say is said once, and the signs of names are no words.
    let alike = |length: u8| {
        format!(
            "{{type: object, properties: {{in_it: {{enum: [too_long]}}, is_of: {{enum: [too_long]}}, most: {{enum: [{length}]}}}}}}"
        )
    };
    let alike: Vec<String> = (1..=6).map(alike).collect();
    let alike = format!("    A: {{oneOf: [{}]}}\n", alike.join(", "));
    let printed = of_schemas(&alike);
    assert!(!printed.contains("Underscore"), "{printed}");
    has(&printed, &[" TooLongObjectWithInItWithIsOfWithMost("]);
}

/// Operations as a document that has nothing else.
fn of_operations(paths: &str) -> String {
    printed(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}"
    ))
}

/// An operation at a path.
fn operation(path: &str, id: &str, tag: &str) -> String {
    format!(
        "  {path}: {{get: {{operationId: {id}, tags: [{tag}], responses: {{'204': {{description: d}}}}}}}}\n"
    )
}

#[test]
fn what_is_added_takes_no_name_from_what_is_nearer_to_it() {
    let stays = [operation("/b", "getPet", "pets")].concat();
    for added in [
        operation("/a", "get_pet", "pets"),
        operation("/c", "get_pet", "Pets"),
    ] {
        let text = of_operations(&(added + &stays));
        has(
            &text,
            &[
                "static GET_PET: rt::http::OperationTable",
                "pub struct GetPetOperation",
                "pub mod pets;",
            ],
        );
        let at = text.find("static GET_PET:").unwrap();
        assert!(text[at..][..300].contains("\"/b\""), "{text}");
    }
    let both = of_operations(&(operation("/a", "a", "Pets") + &operation("/b", "b", "pets")));
    has(&both, &["pub mod pets;", "pub mod pets_capital;"]);
    of_enum(&["red", "RED"], &[" Red = \"red\"", "RedUpper = \"RED\""]);
    let schemas = "    a_b: {type: object, properties: {small: {}}}\n    AB: {type: object, properties: {large: {}}}\n";
    has(
        &of_schemas(schemas),
        &[
            "pub struct Ab {\n    pub large",
            "pub struct AUnderscoreB {\n    pub small",
        ],
    );
}

#[test]
fn no_file_is_called_as_a_device_is_on_windows() {
    let document = "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {/a: {get: {operationId: x, tags: [CON], responses: {'200': {description: ok}}}}}
components: {schemas: {Aux: {type: object}, COM1: {type: object}, Com: {type: object}}}
";
    let mut generator = Generator::new("document.yaml", "out");
    generator.text = Some(document.as_bytes().to_vec());
    let files = generator.generate().files.unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    for path in [
        "operations/con_tag",
        "types/aux_schema",
        "types/com1_schema",
        "types/com",
    ] {
        assert!(
            paths.contains(&format!("src/{path}.rs").as_str()),
            "{path}: {paths:?}"
        );
    }
    let aux = files
        .iter()
        .find(|file| file.path == "src/types/aux_schema.rs");
    assert!(aux.unwrap().text.contains("pub type Aux = "));
}
