//! The settings' file as settings. `serde_yaml` reads it; the located tree knows where the things that it complains of
//! stand.

use std::path::Path;

use serde::Deserialize as _;
use serde_json::Value;

use super::{SCHEMA, Settings, Visibility};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Layer, Severity};
use crate::source::{Limits, NodeId, NodeKind, Sources, Span};
use crate::spelling::suggestion;

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
            .read(
                &name,
                text.clone().into_bytes(),
                &Limits::default(),
                diagnostics,
            )
            .ok()?;
        if diagnostics.has_errors() {
            return None;
        }
        let reading = Reading {
            sources,
            root,
            diagnostics,
        };
        reading.settings(&text)
    }
}

/// A step from the root of the settings.
type Steps = Vec<String>;

struct Reading<'a> {
    sources: &'a Sources,
    root: NodeId,
    diagnostics: &'a mut Diagnostics,
}

impl Reading<'_> {
    fn settings(mut self, text: &str) -> Option<Settings> {
        let mut unknown: Vec<Steps> = Vec::new();
        let mut track = serde_path_to_error::Track::new();
        let yaml = serde_yaml::Deserializer::from_str(text);
        let tracked = serde_path_to_error::Deserializer::new(yaml, &mut track);
        let mut note = |path: serde_ignored::Path<'_>| unknown.push(steps(&path));
        let ignoring = serde_ignored::Deserializer::new(tracked, &mut note);
        let settings = Settings::deserialize(ignoring);
        for path in &unknown {
            self.unknown(path);
        }
        match settings {
            Ok(settings) => {
                let sound = self.sound(&settings);
                (unknown.is_empty() && sound).then_some(Settings {
                    root: Some(self.root),
                    ..settings
                })
            }
            Err(error) => {
                let path = track.path().iter().map(step).collect();
                self.wrong(path, &error);
                None
            }
        }
    }

    /// Whether nothing contradicts itself; what does is reported.
    fn sound(&mut self, settings: &Settings) -> bool {
        let mut sound = true;
        for (index, one) in settings.diagnostics.allow.iter().enumerate() {
            let Some(code) = one.code.filter(|code| code.severity() == Severity::Error) else {
                continue;
            };
            let path = ["diagnostics", "allow", &index.to_string(), "code"].map(str::to_owned);
            let text = format!(
                "`{}` cannot be allowed: {}",
                code.id(),
                Layer::NEVER_ALLOWED
            );
            self.contradiction(&path.to_vec(), &text, "remove it, and mend what it finds");
            sound = false;
        }
        if settings.package.visibility == Visibility::Crate && settings.package.module.is_none() {
            let path = ["crate", "visibility"].map(str::to_owned);
            let text = "`crate.visibility` is that of a module, and `crate.module` is not set";
            let help = "a crate of its own is there to be used: set `module`, or remove it";
            self.contradiction(&path.to_vec(), text, help);
            sound = false;
        }
        sound
    }

    fn contradiction(&mut self, path: &Steps, text: &str, help: &str) {
        let (node, _) = self.node(path);
        let found = Diagnostic::new(Code::Settings, text).at_node(self.sources, node);
        self.diagnostics.add(found.help(help));
    }

    /// The node that a path leads to, as far as it leads, and how far that is.
    fn node(&self, path: &Steps) -> (NodeId, usize) {
        let mut node = self.root;
        for (depth, step) in path.iter().enumerate() {
            let next = match self.sources.kind(node) {
                NodeKind::Sequence(items) => step
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| items.get(index).copied()),
                _ => self.sources.get(node, step),
            };
            match next {
                Some(next) => node = next,
                None => return (node, depth),
            }
        }
        (node, path.len())
    }

    fn key_span(&self, path: &Steps) -> Option<Span> {
        let (key, parents) = path.split_last()?;
        let (node, _) = self.node(&parents.to_vec());
        let entry = self
            .sources
            .entries(node)
            .iter()
            .find(|entry| *entry.key == **key)?;
        Some(entry.key_span)
    }

    /// A key that no setting has.
    fn unknown(&mut self, path: &Steps) {
        let Some((key, parents)) = path.split_last() else {
            return;
        };
        let known = known_keys(parents);
        let mut found = Diagnostic::new(
            Code::Settings,
            format!("there is no setting `{}`", path.join(".")),
        );
        let (node, _) = self.node(path);
        found = found.at_node(self.sources, node);
        found.span = self.key_span(path).or(found.span);
        self.diagnostics.add(found.help(suggestion(key, &known)));
    }

    /// A value that its setting cannot have.
    fn wrong(&mut self, path: Steps, error: &serde_yaml::Error) {
        let (node, depth) = self.node(&path);
        let place = path[..depth.min(path.len())].join(".");
        let message = bare_message(error, &path);
        let quoted: Vec<String> = message
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        let help = match (message.starts_with("unknown variant"), quoted.split_first()) {
            (true, Some((given, known))) => suggestion(given, known),
            _ => "`specsmith schema` says what each setting may be".to_owned(),
        };
        let wrong_kind = message
            .strip_prefix("invalid type: ")
            .and_then(|rest| rest.rsplit_once(", expected "));
        let text = match wrong_kind {
            _ if place.is_empty() => message,
            Some((_, wanted)) => format!(
                "`{place}` is {}, where {} is expected",
                self.sources.describe(node),
                words(wanted)
            ),
            None => format!("`{place}`: {message}"),
        };
        let found = Diagnostic::new(Code::Settings, text).at_node(self.sources, node);
        self.diagnostics.add(found.help(help));
    }
}

fn step(segment: &serde_path_to_error::Segment) -> String {
    match segment {
        serde_path_to_error::Segment::Seq { index } => index.to_string(),
        other => other.to_string(),
    }
}

fn steps(path: &serde_ignored::Path<'_>) -> Steps {
    use serde_ignored::Path as P;
    let (parent, step) = match path {
        P::Root => return Vec::new(),
        P::Seq { parent, index } => (parent, Some(index.to_string())),
        P::Map { parent, key } => (parent, Some(key.clone())),
        P::Some { parent } | P::NewtypeStruct { parent } | P::NewtypeVariant { parent } => {
            (parent, None)
        }
    };
    let mut steps = steps(parent);
    steps.extend(step);
    steps
}

/// What `serde_yaml` says, without the place, which the tree knows better.
fn bare_message(error: &serde_yaml::Error, path: &[String]) -> String {
    let text = error.to_string();
    let dotted = |end: usize| path[..end].join(".");
    let bracketed = |end: usize| {
        path[..end]
            .iter()
            .fold(String::new(), |text, step| match step.parse::<usize>() {
                Ok(index) => format!("{text}[{index}]"),
                Err(_) if text.is_empty() => step.clone(),
                Err(_) => format!("{text}.{step}"),
            })
    };
    let prefixes = (1..=path.len()).rev().flat_map(|end| {
        [
            format!("{}: ", dotted(end)),
            format!("{}: ", bracketed(end)),
        ]
    });
    let text = prefixes
        .filter_map(|prefix| text.strip_prefix(&prefix))
        .next()
        .unwrap_or(&text);
    match (text.rfind(" at line "), error.location()) {
        (Some(at), Some(_)) => text[..at].to_owned(),
        _ => text.to_owned(),
    }
}

/// A kind of Rust's as a writer of YAML would call it.
fn words(kind: &str) -> &str {
    match kind {
        "usize" | "u32" | "u64" => "a count",
        "a string" => "text",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "a map",
        kind if kind.starts_with("struct ") => "a map",
        kind => kind,
    }
}

/// The keys that may stand at a place of the settings, as their schema has them.
fn known_keys(path: &[String]) -> Vec<String> {
    let Ok(schema) = serde_json::from_str::<Value>(SCHEMA) else {
        return Vec::new();
    };
    let mut level = vec![&schema];
    for step in path {
        level = level
            .into_iter()
            .flat_map(|one| alternatives(&schema, one, 8))
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
        .flat_map(|one| alternatives(&schema, one, 8))
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
