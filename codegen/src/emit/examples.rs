//! `tests/examples.rs`: the values of the document as tests.

use std::fmt::Write as _;

use super::code::{Code, literal};
use super::press::Press;
use super::tokens::{File, Taken};
use super::{CrateOptions, GeneratedFile, marker};
use crate::model::{Api, Example, Module, Rule, SchemaRef, Way};

const HEAD: &str = "//! The values of the document: every example, default and value of an enum decodes, keeps its schema and comes back equal.
//! Beside one that breaks its own schema stands what it breaks: it is a slip of the document, and comes back equal all the same
//! where it decodes.

";

const CHECK: &str = r#"
/// Holds values against their type and schema: where each stands in the document, its text, and what it breaks.
fn check<T: rt::Value>(
    schema: &rt::Schema,
    direction: rt::Direction,
    values: &[(&str, &str, &[&str])],
) {
    for (place, text, breaks) in values {
        // `null` is `None`, as it is for a member or an item.
        let value = match rt::json::from_str::<Option<T>>(text) {
            Ok(value) => value,
            Err(_) if !breaks.is_empty() => continue,
            Err(error) => panic!("{place}: {error}"),
        };
        let found = rt::validate::validate(schema, rt::Value::view(&value), direction);
        assert_eq!(found.is_empty(), breaks.is_empty(), "{place}: {found}");
        let back = rt::json::to_string(&value);
        let same = match (back.parse(), text.parse()) {
            (Ok(back), Ok(text)) => same(&back, &text),
            _ => false,
        };
        assert!(same, "{place}: {text} came back as {back}");
    }
}

/// Whether two values are equal; numbers as far as their type tells them apart.
fn same(back: &rt::Json, text: &rt::Json) -> bool {
    use rt::Json::{Array, Number, Object};
    match (back, text) {
        (Number(a), Number(b)) => a == b || a.as_f64().map(|a| a as f32) == b.as_f64().map(|b| b as f32),
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Object(a), Object(b)) => {
            let alike = |(name, a): (&String, &rt::Json)| b.get(name).is_some_and(|b| same(a, b));
            a.len() == b.len() && a.iter().all(alike)
        }
        _ => back == text,
    }
}
"#;

/// How objects are compared.
const ALL: &str =
    "let alike = |(name, a): (&String, &rt::Json)| b.get(name).is_some_and(|b| same(a, b));
            a.len() == b.len() && a.iter().all(alike)";
/// The same where decoding fills in the defaults of members that did not come.
const ALL_THAT_CAME: &str = "// Decoding fills in defaults beside what came.
            let alike = |(name, b): (&String, &rt::Json)| a.get(name).is_some_and(|a| same(a, b));
            b.iter().all(alike)";

/// Whether decoding fills in any default.
fn fills(api: &Api) -> bool {
    let is_filled = |rule: &Rule| matches!(rule, Rule::Defaults(_));
    let mut tables = api.tables.iter();
    tables.any(|table| table.schema.rules.iter().any(is_filled))
}

/// The tests of a crate; `None` where the document has no value.
pub(super) fn file(
    api: &Api,
    taken: &Taken<'_>,
    options: &CrateOptions,
) -> Result<Option<GeneratedFile>, String> {
    if api.examples.is_empty() {
        return Ok(None);
    }
    let root = options.name.replace('-', "_");
    // No type stands in a module without a name: each one is imported.
    let press = Press {
        api,
        taken,
        root: &root,
    };
    let mut file = File::new(&press, Module::Types(String::new()));
    file.uses_rt = true;
    for examples in api.examples.chunk_by(|a, b| a.module == b.module) {
        test(&mut file, examples);
    }
    let mut text = format!("{}\n{HEAD}", marker("//"));
    if options.tag_features {
        // The types of a tag that is left out are not there.
        text += "#![cfg(feature = \"default\")]\n";
    }
    if api.deprecated {
        text += "#![allow(deprecated)]\n";
    }
    text += &file.finish()?;
    text += &if fills(api) {
        CHECK.replace(ALL, ALL_THAT_CAME)
    } else {
        CHECK.to_owned()
    };
    Ok(Some(GeneratedFile {
        path: "tests/examples.rs".to_owned(),
        text,
    }))
}

/// One test for what belongs to one module.
fn test(file: &mut File<'_>, examples: &[Example]) {
    let Some(first) = examples.first() else {
        return;
    };
    let name = match &first.module {
        Module::Types(name) => format!("types_{name}"),
        Module::Operations(tag) => format!("operations_{tag}"),
        Module::Parameters => "parameters".to_owned(),
    };
    let mut text = format!("#[test]\nfn {name}() {{\n");
    let alike = |a: &Example, b: &Example| a.ty == b.ty && a.schema == b.schema && a.way == b.way;
    for group in examples.chunk_by(alike) {
        let Some(first) = group.first() else { continue };
        let way = match first.way {
            Way::Request => "Request",
            Way::Response => "Response",
            Way::Either => "Either",
        };
        let ty = file.ty_text(&first.ty);
        let parts = vec![
            // In a function it would be gone before it is used.
            match &first.schema {
                SchemaRef::Table(_) => file.schema_ref(&first.schema),
                SchemaRef::Inline(schema) => file
                    .schema(schema)
                    .after("{ static SCHEMA: Schema = ")
                    .then("; &SCHEMA }"),
            },
            format!("rt::Direction::{way}").into(),
            Code::slice(group.iter().map(value).collect()),
        ];
        for line in Code::list(format!("check::<{ty}>("), parts, ")")
            .lines(";")
            .lines()
        {
            let _ = writeln!(text, "    {line}");
        }
    }
    text.push_str("}\n");
    file.page.code(&text);
}

fn value(example: &Example) -> Code {
    let parts = vec![
        literal(&example.place).into(),
        raw(&example.json).into(),
        Code::slice(example.breaks.iter().map(|one| raw(one).into()).collect()),
    ];
    Code::list("(", parts, ")")
}

/// A text literal, without escapes where it can do without.
fn raw(text: &str) -> String {
    let plain = |c: char| !c.is_control() && super::page::stays_in_line(c);
    let hash = "#".repeat(
        (1..)
            .find(|count| !text.contains(&format!("\"{}", "#".repeat(*count))))
            .unwrap_or(1),
    );
    if text.contains(['"', '\\']) && text.chars().all(plain) {
        format!("r{hash}\"{text}\"{hash}")
    } else {
        literal(text)
    }
}

#[cfg(test)]
mod tests {
    use super::raw;

    #[test]
    fn texts_are_read_as_they_are() {
        for text in [
            "1",
            "\"a\"",
            "{\"a\":\"#\"}",
            "\"\\\"##\"",
            "\"\u{202e}\"",
            "a\nb",
        ] {
            let read: syn::LitStr = syn::parse_str(&raw(text)).unwrap();
            assert_eq!(read.value(), text);
        }
    }
}
