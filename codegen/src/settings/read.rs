//! The settings' file as settings: the located tree is read, and whatever it has that no setting can be is said at once.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use super::tree::{Part, Refusal, Tree};
use super::{SCHEMA, Settings};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::pointer::keys;
use crate::source::{Limits, NodeId, Sources};
use crate::spelling::{nearest, suggestion};

/// So many values that are wrong are said in one run.
const MOST: usize = 100;

impl Settings {
    /// Reads the settings of a file.
    ///
    /// # Errors
    /// `None`; what is wrong with the file is in `diagnostics`, everything at once.
    pub fn load(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let text = format!("{} cannot be read: {error}", path.display());
                let found = Diagnostic::new(Code::Settings, text);
                diagnostics.add(found.help("check the path and its permissions"));
                return None;
            }
        };
        let says_nothing =
            |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
        if text.lines().all(says_nothing) {
            return Some(Self::default());
        }
        let name = path.display().to_string();
        let root = sources
            .read(&name, text.into_bytes(), &Limits::default(), diagnostics)
            .ok()?;
        if diagnostics.has_errors() {
            return None;
        }
        let reading = Reading {
            sources,
            root,
            diagnostics,
        };
        reading.settings()
    }
}

struct Reading<'a> {
    sources: &'a Sources,
    root: NodeId,
    diagnostics: &'a mut Diagnostics,
}

impl Reading<'_> {
    fn settings(mut self) -> Option<Settings> {
        let mut tree = Tree::new(self.sources);
        let mut sound = true;
        let mut settings = None;
        for _ in 0..MOST {
            match tree.read::<Settings>(self.root) {
                Ok(read) => {
                    settings = Some(read);
                    break;
                }
                Err((node, part, refusal)) => {
                    sound = false;
                    self.refused(node, part, &refusal);
                    if node == self.root {
                        break;
                    }
                }
            }
        }
        for node in tree.unknown() {
            sound = false;
            self.unknown(node);
        }
        let settings = Settings {
            root: Some(self.root),
            ..settings?
        };
        // An entry that lacks what was refused or unknown says less than was meant.
        if sound {
            for one in settings.contradictions(self.sources) {
                sound = false;
                self.diagnostics.add(one);
            }
        }
        sound.then_some(settings)
    }

    /// The steps to a node.
    fn path(&self, node: NodeId) -> Vec<String> {
        keys(&self.sources.pointer(node)).collect()
    }

    fn finding(&self, node: NodeId, part: Part, text: String) -> Diagnostic {
        let found = Diagnostic::new(Code::Settings, text).at_node(self.sources, node);
        match (part, self.sources.key_span(node)) {
            (Part::Key, Some(span)) => found.at(span),
            _ => found,
        }
    }

    /// A key that no setting has.
    fn unknown(&mut self, node: NodeId) {
        let path = self.path(node);
        let Some((key, parents)) = path.split_last() else {
            return;
        };
        let text = format!("there is no setting `{}`", path.join("."));
        let found = self.finding(node, Part::Key, text);
        self.diagnostics
            .add(found.help(suggestion(key, &known_keys(parents))));
    }

    /// What to write in place of a text, where what is said of it names something like it.
    fn nearly(&self, node: NodeId, said: &str) -> String {
        let given = self.sources.str(node).unwrap_or_default();
        let named = said.split('`').skip(1).step_by(2);
        match nearest(given, 0.6, named.filter(|one| *one != given), |one| one) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "correct it, or remove it".to_owned(),
        }
    }

    /// A value that its setting cannot have.
    fn refused(&mut self, node: NodeId, part: Part, refusal: &Refusal) {
        let path = self.path(node);
        // What may be several things is refused as a whole, though one key of it is to blame.
        let known = known_keys(&path);
        let strange = |key: &str| !known.is_empty() && !known.iter().any(|one| one == key);
        let strangers: Vec<NodeId> = self
            .sources
            .entries(node)
            .iter()
            .filter(|entry| strange(&entry.key))
            .map(|entry| entry.value)
            .collect();
        if part == Part::Value && !strangers.is_empty() {
            strangers.into_iter().for_each(|one| self.unknown(one));
            return;
        }
        let (place, is) = match path.is_empty() {
            true => ("the settings".to_owned(), "are"),
            false => (format!("`{}`", path.join(".")), "is"),
        };
        let kind = self.sources.describe(node);
        let text = match refusal {
            Refusal::Kind(wanted) => {
                format!("{place} {is} {kind}, where {} is expected", words(wanted))
            }
            Refusal::Variant { given, .. } => format!("{place} cannot be `{given}`"),
            Refusal::Said(text) => format!("{place}: {text}"),
        };
        let help = match refusal {
            Refusal::Variant { given, known } => suggestion(given, known),
            Refusal::Kind(wanted) => instead(words(wanted), &known_keys(&path)),
            Refusal::Said(text) => self.nearly(node, text),
        };
        let found = self.finding(node, part, text);
        self.diagnostics.add(found.help(help));
    }
}

/// A kind of Rust's as a writer of YAML would call it.
fn words(kind: &str) -> &str {
    match kind {
        "usize" | "u32" | "u64" => "a count",
        "i64" => "a whole number",
        "a string" => "text",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "a map",
        kind if kind.starts_with("struct ") => "a map",
        kind => kind,
    }
}

/// What to write in place of a value of another kind; `keys` are those of a map.
fn instead(kind: &str, keys: &[String]) -> String {
    match kind {
        "a list" => "write a list, even of one: `[..]`".to_owned(),
        "`true` or `false`" => "write `true` or `false`, without quotes".to_owned(),
        "a count" => "write a whole number that is not negative".to_owned(),
        "a map" if !keys.is_empty() => {
            format!("write a map; it may have `{}`", keys.join("`, `"))
        }
        _ => "`specsmith schema` says what each setting may be".to_owned(),
    }
}

/// The keys that may stand at a place of the settings, as their schema has them.
fn known_keys(path: &[String]) -> Vec<String> {
    static KNOWN: LazyLock<Value> =
        LazyLock::new(|| serde_json::from_str(SCHEMA).unwrap_or_default());
    let schema: &Value = &KNOWN;
    let mut level = vec![schema];
    for step in path {
        level = level
            .into_iter()
            .flat_map(|one| alternatives(schema, one, 8))
            .filter_map(|one| {
                let member = one.get("properties").and_then(|members| members.get(step));
                member
                    .or_else(|| one.get("additionalProperties"))
                    .or_else(|| one.get("items"))
            })
            .collect();
    }
    let mut keys: Vec<String> = level
        .into_iter()
        .flat_map(|one| alternatives(schema, one, 8))
        .filter_map(|one| one.get("properties")?.as_object())
        .flat_map(|members| members.keys().cloned())
        .collect();
    keys.dedup();
    keys
}

/// A schema, or what it refers to, or what it offers.
fn alternatives<'s>(root: &'s Value, schema: &'s Value, depth: usize) -> Vec<&'s Value> {
    if depth == 0 {
        return Vec::new();
    }
    let target = schema
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| root.pointer(reference.strip_prefix('#')?));
    let offered = ["anyOf", "oneOf", "allOf"]
        .into_iter()
        .filter_map(|key| schema.get(key)?.as_array())
        .flatten();
    let mut all = vec![schema];
    all.extend(
        target
            .into_iter()
            .chain(offered)
            .flat_map(|one| alternatives(root, one, depth - 1)),
    );
    all
}
