//! Writes the twin of a generated crate: the same model with serde's derives and an async function for each operation, as
//! most generators print it, without documentation, checks or setters.
//!
//! `cargo run --release --manifest-path benches/Cargo.toml --bin twin -- DOCUMENT FOLDER OURS`, or with `DOCUMENT FILE` the types
//! alone, as a module.
//!
//! Code that nobody calls costs a build nothing, in either crate. So both get a feature `all`, with which every operation is
//! sent from within the crate: OURS is the folder of the generated crate, which gets its calls written into it.

use std::fmt::Write as _;
use std::path::Path;

use specsmith_codegen::diagnostic::Diagnostics;
use specsmith_codegen::document::{Document, lifted};
use specsmith_codegen::lower::{Options, lower};
use specsmith_codegen::model::{
    Answer, Api, IntegerWidth, Location, Module, Operation, Parameter, Shape, TypeDef, TypeRef,
};
use specsmith_codegen::source::{Limits, Sources};

const MANIFEST: &str = r#"[package]
name = "twin"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[features]
all = []

[workspace]
"#;

const TYPES: &str = "#![allow(non_camel_case_types, unused, clippy::all)]
use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
";

const CLIENT: &str = r#"
pub struct Client {
    pub http: reqwest::Client,
    pub base: String,
}

#[derive(Debug)]
pub enum Error<E> {
    Transport(reqwest::Error),
    Api(u16, E),
}

impl<E> From<reqwest::Error> for Error<E> {
    fn from(error: reqwest::Error) -> Self {
        Error::Transport(error)
    }
}
"#;

fn keyword(name: &str) -> String {
    const KEYWORDS: [&str; 14] = [
        "type", "in", "ref", "match", "use", "where", "move", "mod", "enum", "struct", "for",
        "loop", "fn", "as",
    ];
    if KEYWORDS.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

fn ty(api: &Api, of: &TypeRef) -> String {
    match of {
        TypeRef::Unit => "()".to_owned(),
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::Integer(IntegerWidth::I32) => "i32".to_owned(),
        TypeRef::Integer(IntegerWidth::U32) => "u32".to_owned(),
        TypeRef::Integer(IntegerWidth::U64) => "u64".to_owned(),
        TypeRef::Integer(_) => "i64".to_owned(),
        TypeRef::F32 => "f32".to_owned(),
        TypeRef::F64 | TypeRef::Number => "f64".to_owned(),
        TypeRef::FreeObject => "serde_json::Map<String, serde_json::Value>".to_owned(),
        TypeRef::Json | TypeRef::Rest | TypeRef::Own(_) => "serde_json::Value".to_owned(),
        TypeRef::Named(id) => api.types[id.0].name.clone(),
        TypeRef::List(inner) => format!("Vec<{}>", ty(api, inner)),
        TypeRef::Map(inner) => format!("BTreeMap<String, {}>", ty(api, inner)),
        TypeRef::Option(inner) => format!("Option<{}>", ty(api, inner)),
        TypeRef::Boxed(inner) => format!("Box<{}>", ty(api, inner)),
        TypeRef::Loose(inner) => ty(api, inner),
        _ => "String".to_owned(),
    }
}

fn type_def(api: &Api, def: &TypeDef, out: &mut String) {
    const DERIVES: &str = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n";
    let name = &def.name;
    match &def.shape {
        Shape::Struct(shape) => {
            let _ = writeln!(out, "{DERIVES}pub struct {name} {{");
            let fields = &api.tables[def.table.0].schema.fields;
            for (member, field) in shape.members.iter().zip(fields) {
                let optional = matches!(member.ty, TypeRef::Option(_));
                let skip = if optional {
                    ", default, skip_serializing_if = \"Option::is_none\""
                } else {
                    ""
                };
                let ty = ty(api, &member.ty);
                let _ = writeln!(
                    out,
                    "    #[serde(rename = {:?}{skip})]\n    pub {}: {ty},",
                    field.name,
                    keyword(&member.ident)
                );
            }
            // Members that the document does not name are dropped, as most generators have it.
            let extras = shape.extras.as_ref();
            if let Some(extras) = extras.filter(|extras| extras.ty != TypeRef::Rest) {
                let ty = ty(api, &extras.ty);
                let _ = writeln!(
                    out,
                    "    #[serde(flatten)]\n    pub {}: {ty},",
                    keyword(&extras.ident)
                );
            }
            out.push_str("}\n\n");
        }
        Shape::StringEnum(shape) => {
            let _ = writeln!(out, "{DERIVES}pub enum {name} {{");
            for variant in &shape.variants {
                let _ = writeln!(
                    out,
                    "    #[serde(rename = {:?})]\n    {},",
                    variant.value, variant.ident
                );
            }
            out.push_str("    #[serde(untagged)]\n    Unknown(String),\n}\n\n");
        }
        Shape::IntegerEnum(_) => {
            let _ = writeln!(out, "pub type {name} = i64;\n");
        }
        Shape::Union(shape) => {
            let _ = writeln!(out, "{DERIVES}#[serde(untagged)]\npub enum {name} {{");
            for variant in &shape.variants {
                let _ = writeln!(out, "    {}({}),", variant.ident, ty(api, &variant.ty));
            }
            out.push_str("    Unknown(serde_json::Value),\n}\n\n");
        }
        Shape::Alias(target) => {
            let _ = writeln!(out, "pub type {name} = {};\n", ty(api, target));
        }
    }
}

fn answer(api: &Api, of: &Answer) -> String {
    match of {
        Answer::One(of) => ty(api, of),
        Answer::Several { .. } => "serde_json::Value".to_owned(),
    }
}

fn operation(api: &Api, operation: &Operation, index: usize, out: &mut String) {
    let arguments: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| &parameter.argument)
        .chain(operation.body.as_ref().map(|body| &body.argument))
        .collect();
    let names: String = arguments
        .iter()
        .map(|argument| format!("{}, ", keyword(&argument.ident)))
        .collect();
    let arguments: String = arguments
        .iter()
        .map(|argument| format!(", {}: &{}", keyword(&argument.ident), ty(api, &argument.ty)))
        .collect();
    let borrowed = arguments.replace(": &", ": &'a ");
    let (output, error) = (
        answer(api, &operation.output),
        answer(api, &operation.error),
    );
    let _ = writeln!(
        out,
        "    #[cfg(feature = \"all\")]\n    pub fn call{index}<'a>(&'a self{borrowed}) -> {CALL} {{\n        \
         Box::pin(async move {{\n            let _ = self.op{index}({names}).await;\n        }})\n    }}\n\n    \
         pub async fn op{index}(&self{arguments}) -> Result<{output}, Error<{error}>> {{"
    );
    request(operation, out);
    out.push_str(
        "        let response = request.send().await?;\n        \
         let status = response.status();\n        \
         if status.is_success() {\n            Ok(response.json().await?)\n        } else {\n            \
         Err(Error::Api(status.as_u16(), response.json().await?))\n        }\n    }\n\n",
    );
}

/// The lines that make the request.
fn request(operation: &Operation, out: &mut String) {
    let at = |location: Location| {
        let all = operation.parameters.iter();
        all.filter(move |one| one.location == location)
    };
    let _ = writeln!(
        out,
        "        let mut path = String::from({:?});",
        operation.path
    );
    for parameter in at(Location::Path) {
        let name = format!("{{{}}}", parameter.name);
        let ident = keyword(&parameter.argument.ident);
        let _ = writeln!(
            out,
            "        path = path.replace({name:?}, &serde_json::to_string({ident}).unwrap_or_default());"
        );
    }
    let _ = writeln!(
        out,
        "        let url = format!(\"{{}}{{path}}\", self.base);\n        \
         let mut request = self.http.request(reqwest::Method::{}, url);",
        operation.method
    );
    for parameter in at(Location::Query) {
        query(parameter, out);
    }
    if let Some(body) = &operation.body {
        let _ = writeln!(
            out,
            "        request = request.json({});",
            keyword(&body.argument.ident)
        );
    }
    for accept in operation.accept.iter().take(1) {
        let _ = writeln!(
            out,
            "        request = request.header(\"Accept\", {accept:?});"
        );
    }
}

fn query(parameter: &Parameter, out: &mut String) {
    let ident = keyword(&parameter.argument.ident);
    let add = |value: &str| {
        format!(
            "request = request.query(&[({:?}, {value})]);",
            parameter.name
        )
    };
    if parameter.argument.required {
        let _ = writeln!(out, "        {}", add(&ident));
    } else {
        let _ = writeln!(
            out,
            "        if let Some(value) = {ident} {{\n            {}\n        }}",
            add("value")
        );
    }
}

/// What a call from within a crate is: with its future in a box, all that it needs is compiled there.
const CALL: &str = "std::pin::Pin<Box<dyn std::future::Future<Output = ()> + 'a>>";

/// The calls of the generated crate, beside what it has.
fn calls(api: &Api, ours: &Path) -> std::io::Result<()> {
    let mut out = "use crate::{Client, Operation as _};\n\n".to_owned();
    for (index, one) in api.operations.iter().enumerate() {
        let _ = writeln!(
            out,
            "pub fn call{index}<'a>(client: &'a Client, one: &'a crate::operations::{}::{}) -> {CALL} {{\n    \
             Box::pin(async move {{\n        let _ = one.send(client).await;\n    }})\n}}\n",
            keyword(&one.module),
            keyword(&one.name)
        );
    }
    std::fs::write(ours.join("src/all.rs"), out)?;
    let root = ours.join("src/lib.rs");
    let text = std::fs::read_to_string(&root)?;
    std::fs::write(root, text + "\n#[cfg(feature = \"all\")]\npub mod all;\n")?;
    let manifest = ours.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest)?;
    std::fs::write(
        manifest,
        text.replace("[features]\n", "[features]\nall = []\n"),
    )
}

/// The five structs with the most members, as benches/largest compares them.
fn largest(api: &Api) -> String {
    let mut structs: Vec<_> = api
        .types
        .iter()
        .filter_map(|def| match (&def.shape, &def.module) {
            (Shape::Struct(shape), Module::Types(_)) => Some((shape.members.len(), &def.name)),
            _ => None,
        })
        .collect();
    structs.sort_by_key(|(members, name)| (std::cmp::Reverse(*members), *name));
    let five = structs.iter().take(5);
    let lines = five.map(|(members, name)| format!("    one!({name}, {members});\n"));
    format!("fn all() {{\n{}}}\n", lines.collect::<String>())
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(document), Some(folder), ours) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        eprintln!("usage: twin DOCUMENT FOLDER OURS, or twin DOCUMENT FILE");
        std::process::exit(2)
    };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let limits = Limits::default();
    let root = sources.load(Path::new(&document), &limits, &mut diagnostics);
    let root = root.unwrap_or_else(|_| panic!("{document} cannot be read"));
    let root = lifted(&mut sources, root, &mut diagnostics);
    let document = Document::new(&sources, root, &mut diagnostics);
    let document = document.unwrap_or_else(|_| panic!("this is no OpenAPI document"));
    let api = lower(&document, &Options::default(), &mut diagnostics);
    let mut out = TYPES.to_owned();
    for def in &api.types {
        type_def(&api, def, &mut out);
    }
    let Some(ours) = ours else {
        std::fs::write(folder, out).expect("the file can be written");
        return;
    };
    out += CLIENT;
    out.push_str("impl Client {\n");
    for (index, one) in api.operations.iter().enumerate() {
        operation(&api, one, index, &mut out);
    }
    out.push_str("}\n");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("src")).expect("the folder can be made");
    std::fs::write(folder.join("Cargo.toml"), MANIFEST).expect("the folder can be written");
    std::fs::write(folder.join("src/lib.rs"), out).expect("the folder can be written");
    std::fs::write(folder.join("largest.rs"), largest(&api)).expect("the folder can be written");
    calls(&api, Path::new(&ours)).expect("the generated crate can be written");
}
