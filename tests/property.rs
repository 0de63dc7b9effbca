//! Whatever a document says, what comes of it is Rust, and only what specsmith prints by itself: no attribute, macro,
//! `unsafe` or path of anybody else. Documents of the cases are changed at random places into random, often hostile, values.

use std::fs;

use proptest::prelude::*;
use serde_json::Value;
use specsmith_codegen::Generator;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};

/// Texts that would do harm where they became code.
const HOSTILE: &[&str] = &[
    "*/ #[path = \"/etc/passwd\"] mod x; /*",
    "\"] fn f() {} #[doc = \"",
    "\"##; unsafe { } //",
    "x\n#![allow(warnings)]\n",
    "std::process::Command::new",
    "macro_rules! x { () => {} }",
    "include_str!(\"/etc/passwd\")",
    "r#\"",
    "{}",
    "${x}",
    "\u{202e}\u{0}\u{7f}",
    "fn",
    "crate",
    "Self",
    "_",
    "",
    "''",
    "\\",
    "..",
    "../../x",
    "/{a}/{a}",
    "#/components/schemas/A",
    "#",
    "'a",
    "//! x",
    "[`x`](https://x) <b> &amp;",
    "🦀",
    "日本",
    "-1e400",
];

fn cases() -> Vec<Value> {
    let mut paths: Vec<_> = fs::read_dir("tests/cases")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    paths.sort();
    let read =
        |path: &std::path::PathBuf| serde_yaml::from_str(&fs::read_to_string(path).unwrap()).ok();
    paths.iter().filter_map(read).collect()
}

/// What is done at a place.
#[derive(Debug, Clone)]
enum Change {
    Value(Value),
    /// The key that leads there.
    Key(String),
    Remove,
    /// What stands at another place.
    Copy(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let text = prop_oneof![
        proptest::sample::select(HOSTILE).prop_map(str::to_owned),
        ".{0,12}",
    ];
    let value = prop_oneof![
        4 => text.clone().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(serde_json::json!([])),
        1 => Just(serde_json::json!({})),
        1 => proptest::collection::vec(text.clone(), 0..4).prop_map(|texts| serde_json::json!({"enum": texts})),
    ];
    prop_oneof![
        4 => value.prop_map(Change::Value),
        3 => text.prop_map(Change::Key),
        1 => Just(Change::Remove),
        2 => any::<usize>().prop_map(Change::Copy),
    ]
}

fn places(value: &Value, here: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(value, format!("{here}/{key}"), out);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                places(value, format!("{here}/{index}"), out);
            }
        }
        _ => {}
    }
    out.push(here);
}

fn apply(document: &mut Value, at: usize, change: Change) {
    let mut all = Vec::new();
    places(document, String::new(), &mut all);
    let place = &all[at % all.len()];
    let Some((parent, last)) = place.rsplit_once('/') else {
        return;
    };
    let last = last.replace("~1", "/").replace("~0", "~");
    let copy = match &change {
        Change::Copy(from) => document.pointer(&all[from % all.len()]).cloned(),
        _ => None,
    };
    match (document.pointer_mut(parent), change) {
        (Some(Value::Object(map)), Change::Key(key)) => {
            if let Some(value) = map.remove(&last) {
                map.insert(key, value);
            }
        }
        (Some(Value::Object(map)), Change::Remove) => drop(map.remove(&last)),
        (_, Change::Value(value)) => {
            if let Some(found) = document.pointer_mut(place) {
                *found = value;
            }
        }
        (_, Change::Copy(_)) => {
            if let (Some(found), Some(value)) = (document.pointer_mut(place), copy) {
                *found = value;
            }
        }
        _ => {}
    }
}

/// Finds what specsmith does not print.
#[derive(Default)]
struct Foreign(Vec<String>);

impl<'ast> Visit<'ast> for Foreign {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        const OWN: &[&str] = &[
            "allow",
            "cfg",
            "cfg_attr",
            "deprecated",
            "derive",
            "doc",
            "expect",
            "forbid",
            "must_use",
            "non_exhaustive",
            "rustfmt",
            "serde",
            "inline",
            "warn",
            "deny",
        ];
        let name = attribute
            .path()
            .segments
            .first()
            .map(|segment| segment.ident.to_string());
        if !name.as_deref().is_some_and(|name| OWN.contains(&name)) {
            self.0.push(format!("attribute {name:?}"));
        }
        visit::visit_attribute(self, attribute);
    }
    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        let first = found
            .path
            .segments
            .first()
            .map(|segment| segment.ident.to_string());
        let is_readme = first.as_deref() == Some("include_str")
            && found.tokens.to_string() == "\"../README.md\"";
        // What stands in a list is looked at as if no macro made it.
        let items =
            found.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated);
        match (first.as_deref(), items) {
            (Some("vec"), Ok(items)) => items.iter().for_each(|item| self.visit_expr(item)),
            (Some("rt" | "crate" | "matches"), _) => {}
            _ if is_readme => {}
            _ => self.0.push(format!("macro {first:?}")),
        }
        visit::visit_macro(self, found);
    }
    fn visit_expr_unsafe(&mut self, _: &'ast syn::ExprUnsafe) {
        self.0.push("unsafe".to_owned());
    }
    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        if matches!(signature.safety, syn::Safety::Unsafe(_)) || signature.abi.is_some() {
            self.0.push("unsafe fn".to_owned());
        }
        visit::visit_signature(self, signature);
    }
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let first = path
            .segments
            .first()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default();
        let std = matches!(first.as_str(), "std" | "core" | "alloc");
        let inner: Vec<_> = path
            .segments
            .iter()
            .skip(1)
            .map(|segment| segment.ident.to_string())
            .collect();
        let module = inner.first().map(String::as_str).unwrap_or_default();
        let known = [
            "fmt",
            "str",
            "collections",
            "convert",
            "string",
            "vec",
            "option",
            "primitive",
            "result",
            "ops",
        ];
        if std && !known.contains(&module) || path.leading_colon.is_some() {
            self.0.push(format!("path {first}::{}", inner.join("::")));
        }
        visit::visit_path(self, path);
    }
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        visit::visit_item_mod(self, item);
    }
    fn visit_item_extern_crate(&mut self, _: &'ast syn::ItemExternCrate) {
        self.0.push("extern crate".to_owned());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn only_what_specsmith_prints(seed in any::<usize>(), changes in proptest::collection::vec((any::<usize>(), change()), 1..6)) {
        let cases = cases();
        let mut document = cases[seed % cases.len()].clone();
        for (at, change) in changes {
            apply(&mut document, at, change);
        }
        let mut generator = Generator::new("document.json", "out");
        generator.text = Some(document.to_string().into_bytes());
        let run = generator.generate();
        prop_assert_eq!(&run.fault, &None, "{}", document);
        for file in run.files.iter().flatten().filter(|file| file.path.ends_with(".rs")) {
            let parsed = syn::parse_file(&file.text);
            prop_assert!(parsed.is_ok(), "{}: {:?}\n{}\n{}", file.path, parsed.err(), file.text, document);
            let mut foreign = Foreign::default();
            foreign.visit_file(&parsed.unwrap());
            prop_assert!(foreign.0.is_empty(), "{}: {:?}\n{}\n{}", file.path, foreign.0, file.text, document);
            let inside = std::path::Path::new(&file.path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
            prop_assert!(inside, "{}", file.path);
        }
    }
}
