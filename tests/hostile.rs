//! Documents that mean harm, or that are merely huge: a crate or an error, never a panic, a hang or an overflow of the
//! stack. Sizes are such that a step that grows with the square of them, or doubles at each level, would not end here.

use std::fmt::Write as _;

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

/// Reads and prints a document; what it becomes has to be Rust.
#[track_caller]
fn generated(text: String) {
    let mut generator = Generator::new("-", "out");
    generator.text = Some(text.into_bytes());
    let run = generator.generate();
    assert_eq!(run.fault, None);
    let said = run.render(Severity::Error);
    assert!(run.files.is_some(), "{said}");
}

#[track_caller]
fn refused(text: String, part: &str) {
    let mut generator = Generator::new("-", "out");
    generator.text = Some(text.into_bytes());
    let run = generator.generate();
    let said = run.render(Severity::Error);
    assert!(run.files.is_none() && said.contains(part), "{said}");
}

fn schemas(lines: impl IntoIterator<Item = String>) -> String {
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for line in lines {
        let _ = writeln!(text, "    {line}");
    }
    text
}

fn nested(levels: usize, around: impl Fn(usize, &str) -> String) -> String {
    (0..levels).fold("{type: string}".to_owned(), |inner, level| {
        around(level, &inner)
    })
}

#[test]
fn many_schemas() {
    generated(schemas((0..1000).map(|i| {
        let other = i * 7 % 3000;
        format!(
            "S{i}: {{type: object, properties: {{a: {{$ref: '#/components/schemas/S{other}'}}}}}}"
        )
    })));
}

#[test]
fn ten_thousand_values_of_an_enum() {
    let signs = ["<", ">", "+", "-", "=", "!", "~", "字", "é", " "];
    let value = |i: usize| {
        let digits = i.to_string();
        let text: String = digits
            .bytes()
            .map(|digit| signs[usize::from(digit - b'0')])
            .collect();
        format!("\"{text}\"")
    };
    let values: Vec<_> = (0..10_000).map(value).collect();
    generated(schemas([format!(
        "E: {{type: string, enum: [{}]}}",
        values.join(", ")
    )]));
}

#[test]
fn deep_schemas() {
    let object = |_: usize, inner: &str| format!("{{type: object, properties: {{p: {inner}}}}}");
    let union = |_: usize, inner: &str| {
        format!("{{oneOf: [{{type: integer}}, {{type: object, properties: {{p: {inner}}}}}]}}")
    };
    let part = |level: usize, inner: &str| {
        format!(
            "{{allOf: [{inner}, {{type: object, properties: {{p{level}: {{type: string}}}}}}]}}"
        )
    };
    let list = |_: usize, inner: &str| format!("{{type: array, items: {inner}}}");
    generated(schemas([
        format!("A: {}", nested(50, object)),
        format!("B: {}", nested(50, union)),
        format!("C: {}", nested(50, part)),
        format!("D: {}", nested(100, list)),
    ]));
    refused(schemas([format!("A: {}", nested(400, list))]), "E0106");
}

/// Each level uses the next one twice.
#[test]
fn references_that_double() {
    for (start, end) in [
        ("allOf: [", "]"),
        ("oneOf: [", ", {type: integer}]"),
        ("anyOf: [", ", {type: integer}]"),
        ("type: array, prefixItems: [", "]"),
        (
            "if: {type: string}, then: {not: {type: integer}}, oneOf: [",
            "]",
        ),
    ] {
        let line = |i: usize| {
            let next = format!("{{$ref: '#/components/schemas/A{}'}}", i + 1);
            format!("A{i}: {{{start}{next}, {next}{end}}}")
        };
        generated(schemas((0..60).map(line).chain([
            "A60: {type: object, properties: {x: {type: string}}}".to_owned(),
        ])));
        let line = |i: usize| {
            format!(
                "  A{i}: {{{start}{{$ref: '#/x/A{n}'}}, {{$ref: '#/x/A{n}'}}{end}}}",
                n = i + 1
            )
        };
        let lines: Vec<_> = (0..60).map(line).collect();
        generated(format!(
            "{HEAD}x:\n{}\n  A60: {{type: string}}\ncomponents: {{schemas: {{R: {{$ref: '#/x/A0'}}}}}}\n",
            lines.join("\n")
        ));
    }
}

#[test]
fn chains_of_references() {
    let line = |i: usize| format!("A{i}: {{$ref: '#/components/schemas/A{}'}}", i + 1);
    generated(schemas(
        (0..2000)
            .map(line)
            .chain(["A2000: {type: string}".to_owned()]),
    ));
    let line = |i: usize| {
        format!(
            "  A{i}: {{type: object, properties: {{n: {{$ref: '#/x/A{}'}}}}}}",
            i + 1
        )
    };
    let lines: Vec<_> = (0..2000).map(line).collect();
    generated(format!(
        "{HEAD}x:\n{}\n  A2000: {{type: string}}\ncomponents: {{schemas: {{R: {{$ref: '#/x/A0'}}}}}}\n",
        lines.join("\n")
    ));
    let line = |i: usize| {
        format!(
            "A{i}: {{allOf: [{{$ref: '#/components/schemas/A{}'}}, {{type: object, properties: {{p{i}: {{type: string}}}}}}]}}",
            i + 1
        )
    };
    generated(schemas(
        (0..300)
            .map(line)
            .chain(["A300: {type: object}".to_owned()]),
    ));
}

#[test]
fn lists_of_lists_that_lead_to_a_tuple() {
    let line = |i: usize| {
        format!(
            "A{i:05}: {{type: array, items: {{$ref: '#/components/schemas/A{:05}'}}}}",
            i + 1
        )
    };
    let tuple = "A20000: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 2, maxItems: 2}";
    generated(schemas((0..20_000).map(line).chain([tuple.to_owned()])));
}

#[test]
fn aliases() {
    // One after the other, as members of one object.
    let mut text = format!(
        "x: &a {{type: string}}\n{HEAD}components:\n  schemas:\n    D:\n      type: object\n      properties:\n"
    );
    for i in 0..20_000 {
        let _ = writeln!(text, "        p{i}: *a");
    }
    generated(text);
    // Within each other: ten times as many at each level.
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..12 {
        let inner = vec![format!("*a{}", i - 1); 10].join(", ");
        let _ = writeln!(text, "a{i}: &a{i} [{inner}]");
    }
    refused(text + HEAD, "stands for more than");
    let mut text = "x0: &a0 {type: string}\n".to_owned();
    for i in 1..6 {
        let members: Vec<_> = (0..10).map(|k| format!("p{k}: *a{}", i - 1)).collect();
        let _ = writeln!(
            text,
            "x{i}: &a{i} {{type: object, properties: {{{}}}}}",
            members.join(", ")
        );
    }
    generated(text + &schemas(["D: *a5".to_owned()]));
}

#[test]
fn many_operations_and_parameters() {
    let mut text = format!("{HEAD}paths:\n");
    for i in 0..1000 {
        let _ = writeln!(
            text,
            "  /a{i}/{{id}}: {{get: {{operationId: op{i}, responses: {{'204': {{description: d}}}}}}}}"
        );
    }
    text += "  /many:\n    get:\n      operationId: many\n      parameters:\n";
    for i in 0..2000 {
        let _ = writeln!(
            text,
            "        - {{name: p{i}, in: query, schema: {{type: string}}}}"
        );
    }
    generated(text + "      responses: {'204': {description: d}}\n");
}

#[test]
fn unions_that_hold_each_other() {
    let each = |i: usize| {
        format!(
            "A{i}: {{oneOf: [{{$ref: '#/components/schemas/E'}}, {{type: object, properties: {{a{i}: {{type: string}}}}}}]}}"
        )
    };
    let all = (0..200).map(|i| format!("{{$ref: '#/components/schemas/A{i}'}}"));
    let all: Vec<_> = all.collect();
    let whole = format!("E: {{oneOf: [{}]}}", all.join(", "));
    generated(schemas((0..200).map(each).chain([whole])));
}

#[test]
fn a_family_of_many_generations() {
    let base = "C0: {type: object, required: [t], properties: {t: {type: string}}, discriminator: {propertyName: t}}";
    let line = |i: usize| {
        format!(
            "C{i}: {{allOf: [{{$ref: '#/components/schemas/C{}'}}, {{type: object, properties: {{p{i}: {{type: string}}}}}}]}}",
            i - 1
        )
    };
    generated(schemas(
        [base.to_owned()].into_iter().chain((1..400).map(line)),
    ));
}

#[test]
fn many_names_of_one_schema() {
    let line = |i: usize| {
        format!(
            "A{i}: {{allOf: [{{$ref: '#/components/schemas/A{}'}}]}}",
            i + 1
        )
    };
    let last = "A4000: {type: string}".to_owned();
    generated(schemas((0..4000).map(line).chain([last])));
}

#[test]
fn many_findings_of_a_large_file() {
    let text = schemas((0..30_000).map(|i| format!("S{i}: {{type: wrong{i}, minimum: x}}")));
    let mut generator = Generator::new("-", "out");
    generator.text = Some(text.into_bytes());
    let run = generator.generate();
    assert!(run.render(Severity::Note).lines().count() > 30_000);
}

#[test]
fn many_keys_at_the_left() {
    let mut text = schemas(["A: {type: string}".to_owned()]);
    for i in 0..100_000 {
        let _ = writeln!(text, "x-{i}: 1");
    }
    generated(text);
}

#[test]
fn a_pattern_that_backtracks_and_the_values_that_it_is_held_against() {
    let value = "a".repeat(60);
    generated(schemas([format!(
        "A: {{type: string, pattern: '^(a+)+$', enum: ['{value}!', '{value}']}}"
    )]));
}

/// Documents of n lines that stand for n times n members are refused before these are made.
#[test]
fn descriptions_of_brackets_that_end_nowhere() {
    for prose in ["[a](x", "[x", "[a](", "[a](https://b.example/(c"] {
        let prose = prose.repeat(60_000);
        generated(schemas([format!(
            "A: {{type: object, description: '{prose}](https://b.example)'}}"
        )]));
    }
}

#[test]
fn members_that_multiply() {
    let folder = tempfile::TempDir::new().unwrap();
    let settings = folder.path().join("specsmith.yaml");
    std::fs::write(&settings, "limits: {members: 5000}\n").unwrap();
    let refused = |lines: &[String]| {
        let mut generator = Generator::new("-", "out");
        generator.config = Some(settings.clone());
        generator.text = Some(schemas(lines.iter().cloned()).into_bytes());
        let run = generator.generate();
        let said = run.render(Severity::Error);
        assert!(
            run.files.is_none() && said.contains("limits.members"),
            "{said}"
        );
    };
    let each = |inner: fn(usize) -> String| (0..300).map(inner).collect::<Vec<_>>().join(", ");
    let members = each(|i| format!("m{i}: {{type: string}}"));
    let alternatives = each(|i| format!("{{properties: {{a{i}: {{type: string}}}}}}"));
    refused(&[format!(
        "U: {{type: object, properties: {{{members}}}, oneOf: [{alternatives}]}}"
    )]);
    let extending = each(|i| {
        format!(
            "{{allOf: [{{$ref: '#/components/schemas/B'}}, {{type: object, properties: {{a{i}: {{type: string}}}}}}]}}"
        )
    });
    refused(&[
        format!("B: {{type: object, properties: {{{members}}}}}"),
        format!("U: {{oneOf: [{extending}]}}"),
    ]);
}

#[test]
fn many_parts_of_one_value() {
    let parts = |part: fn(usize) -> String| {
        let parts: Vec<_> = (0..5000).map(part).collect();
        schemas([format!("U: {{allOf: [{}]}}", parts.join(", "))])
    };
    generated(parts(|i| {
        format!("{{type: object, properties: {{x: {{minLength: {i}}}}}}}")
    }));
    generated(parts(|i| {
        format!("{{oneOf: [{{type: string, enum: [v{i}, w]}}, {{type: integer, minimum: {i}}}]}}")
    }));
}

#[test]
fn many_alternatives_that_nothing_tells_apart() {
    let all: Vec<_> = (0..20_000)
        .map(|i| format!("{{type: string, pattern: a{i}}}"))
        .collect();
    generated(schemas([format!("U: {{oneOf: [{}]}}", all.join(", "))]));
}

#[test]
fn many_references_that_lead_nowhere() {
    generated(schemas((0..10_000).map(|i| {
        format!("S{i}: {{type: object, properties: {{m: {{$ref: '#/components/schemas/T{i}'}}}}}}")
    })));
}

#[test]
fn a_base_of_very_many() {
    let line =
        |i: usize| format!("S{i}: {{allOf: [{{$ref: '#/components/schemas/B'}}], type: object}}");
    let base = "B: {type: object, required: [k], properties: {k: {type: string}}, discriminator: {propertyName: k}}";
    generated(schemas((0..10_000).map(line).chain([base.to_owned()])));
}
