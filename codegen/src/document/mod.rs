//! The tree, read as OpenAPI.

mod about;
mod check;
mod family;
mod format;
mod hooks;
mod identify;
mod instead;
mod items;
mod listed;
mod meant;
mod media_type;
mod mend;
mod path;
pub(crate) mod positions;
mod schema;
mod shapes;
mod siblings;
mod skeleton;
mod spelled;
mod suspects;
mod template;
mod token;
mod v2_0;
mod whole;

pub(crate) use family::Family;
pub use media_type::is_media_type;
pub use path::{PathItem, RawOperation, variables};
pub use schema::{Additional, Discriminator, Encoded, SchemaNode};
pub use skeleton::schema_node;
pub use token::is_token;
pub(crate) use whole::resolve as resolve_whole;

use std::sync::OnceLock;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Broken, NodeId, NodeKind, Sources, pointer};
use crate::spelling;

/// How many times what stands in a wrong place or shape is looked for: each may stand within another.
const ROUNDS: usize = 4;

/// The edition of OpenAPI, as far as it changes what words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// 3.0: `nullable`, `exclusiveMinimum: true`, no siblings of `$ref`.
    V3_0,
    /// 3.1 and later: JSON Schema 2020-12.
    V3_1,
}

/// The root of the document as an edition of OpenAPI 3 would have it. Swagger 2.0 is said anew; findings still point to
/// what the document has.
pub fn lifted(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) -> NodeId {
    let root = match Family::of(sources, root) {
        Family::Swagger => v2_0::lift(sources, root, diagnostics),
        Family::OpenApi => root,
    };
    let root = hooks::opened(sources, root, diagnostics);
    let root = siblings::joined(sources, root, diagnostics);
    identify::identify(sources, root, diagnostics);
    // What one of them puts in its place may be odd to the other.
    for _ in 0..ROUNDS {
        let reshaped =
            shapes::mend(sources, root, diagnostics) | spelled::mend(sources, root, diagnostics);
        if !instead::mend(sources, root, diagnostics) && !reshaped {
            break;
        }
    }
    about::mend(sources, root, diagnostics);
    meant::mend(sources, root, diagnostics);
    listed::mend(sources, root, diagnostics);
    sources.find_targets();
    root
}

/// An OpenAPI document.
#[derive(Debug)]
pub struct Document<'a> {
    /// The tree.
    pub sources: &'a Sources,
    /// Its root.
    pub root: NodeId,
    /// Its edition.
    pub edition: Edition,
    /// The schemas that have a discriminator, once they were looked for.
    discriminated: OnceLock<Vec<NodeId>>,
}

/// Marks that a file is no OpenAPI document that can be read; the diagnostics say why.
pub struct NotADocument;

impl<'a> Document<'a> {
    /// Takes the tree for an OpenAPI document.
    ///
    /// # Errors
    /// No document, or one of an edition that is not supported; the diagnostics say why.
    pub fn new(
        sources: &'a Sources,
        root: NodeId,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, NotADocument> {
        if !matches!(sources.kind(root), NodeKind::Mapping(_)) {
            let text = format!(
                "an OpenAPI document is a map, this is {}",
                sources.describe(root)
            );
            diagnostics.add(
                Diagnostic::new(Code::NotOpenApi, text)
                    .at_node(sources, root)
                    .help("start the file with `openapi: 3.0.3`"),
            );
            return Err(NotADocument);
        }
        let edition = edition(sources, root, diagnostics)?;
        let document = Self {
            sources,
            root,
            edition,
            discriminated: OnceLock::new(),
        };
        let info = sources.get(root, "info");
        for name in ["info", "paths"] {
            // What stands under `info` has a finding of its own.
            let within = || info.is_some_and(|info| sources.get(info, name).is_some());
            let is_asked = name == "info" || edition == Edition::V3_0;
            if sources.get(root, name).is_none() && is_asked && !within() {
                let text = format!("the document has no `{name}`");
                let help = match name {
                    "info" => "add it, as in `info: {title: Pets, version: 1.0.0}`",
                    _ => {
                        "add it, with each path and its operations, as in `paths: {/pets: {get: ..}}`; without any, `paths: {}`"
                    }
                };
                let found = Diagnostic::new(Code::Missing, text).at_node(sources, root);
                diagnostics.add(found.help(help));
            }
        }
        Ok(document)
    }

    /// The node that a node stands for, `$ref` followed. A reference that leads nowhere is reported.
    pub fn follow(&self, node: NodeId, diagnostics: &mut Diagnostics) -> Option<NodeId> {
        match self.sources.follow(node) {
            Ok(target) => Some(target),
            Err((at, why)) => {
                // The same reference is followed many times, and what it was meant to name takes long to find.
                let text = self.sources.get(at, "$ref").unwrap_or(at);
                let cause = self.sources.str(text).unwrap_or_default();
                let place = self.sources.span(text);
                let is_known = |code| diagnostics.knows(code, cause, place);
                if ![Code::BrokenReference, Code::ExternalReference]
                    .into_iter()
                    .any(is_known)
                {
                    report_broken(self.sources, at, &why, diagnostics);
                }
                None
            }
        }
    }

    /// The schema that an entry of a discriminator's `mapping` at that node names: a name is one of a component, all else
    /// is a reference (OpenAPI 3.0.4, section 4.7.25.1).
    pub fn mapped(&self, at: NodeId, text: &str) -> Option<NodeId> {
        let named = self
            .sources
            .get(self.root, "components")
            .and_then(|components| self.sources.get(components, "schemas"))
            .and_then(|schemas| self.sources.get(schemas, text));
        let beside = || {
            let reference = format!("#/components/schemas/{text}");
            self.sources.resolve(at, &reference).ok()
        };
        named
            .or_else(|| self.sources.resolve(at, text).ok())
            .or_else(beside)
    }

    /// The schemas that have a discriminator, wherever they stand.
    pub fn discriminated(&self) -> &[NodeId] {
        self.discriminated.get_or_init(|| self.find_discriminated())
    }

    fn find_discriminated(&self) -> Vec<NodeId> {
        let has_one = |node| self.sources.get(node, "discriminator").is_some();
        let found = positions::reached(self.sources, self.root, has_one).into_iter();
        let schemas = found.filter(|(what, _)| *what == positions::What::Schema);
        schemas.map(|(_, node)| node).collect()
    }

    /// The schemas under `components.schemas`, sorted by name.
    pub fn schemas(&self) -> impl Iterator<Item = (&'a str, NodeId)> + use<'a> {
        self.component("schemas")
    }

    /// The members of one map under `components`, sorted by name.
    pub fn component(&self, kind: &str) -> impl Iterator<Item = (&'a str, NodeId)> + use<'a> {
        let map = self
            .sources
            .get(self.root, "components")
            .and_then(|components| self.sources.get(components, kind));
        let entries = map.map_or(&[][..], |map| self.sources.entries(map));
        entries.iter().map(|entry| (&*entry.key, entry.value))
    }
}

/// What to do about a reference that leads nowhere, where nothing is near.
const ADVICE: &str = "correct the reference, or add what it names";

/// How much alike a name and what was meant are, at least (1 is the same).
const NEAR: f64 = 0.7;

/// What a reference that leads nowhere was perhaps meant to name: a component of the same name, or of one that is near.
fn meant(sources: &Sources, at: NodeId, reference: &str) -> String {
    let last = reference.rsplit(['/', '#']).next().unwrap_or_default();
    let root = sources.ancestors(at).last().unwrap_or(at);
    let components = sources.entries_of(root, "components");
    let all = components.iter().flat_map(|kind| {
        sources
            .entries(kind.value)
            .iter()
            .map(|entry| (&*kind.key, &*entry.key))
    });
    let best = spelling::nearest(last, NEAR, all, |(_, name)| name);
    let named = best.map(|(kind, name)| format!("#/components/{kind}/{}", pointer::step(name)));
    match named {
        // The file has what an overlay removes.
        Some(named) if named == reference => {
            "correct the reference, or let no overlay remove what it names".to_owned()
        }
        Some(named) => format!("did you mean `{named}`?"),
        None => ADVICE.to_owned(),
    }
}

/// Reports a reference that leads nowhere.
pub(crate) fn report_broken(
    sources: &Sources,
    at: NodeId,
    broken: &Broken,
    diagnostics: &mut Diagnostics,
) {
    let reference = sources.get_str(at, "$ref").unwrap_or_default();
    // What is near is looked for among all components: nobody reads that of very many.
    let meant = |at| match diagnostics.has_many_causes() {
        true => ADVICE.to_owned(),
        false => meant(sources, at, reference),
    };
    let text = sources.get(at, "$ref").unwrap_or(at);
    // An overlay may have brought it.
    let brought = sources.span(text).file != sources.span(at).file;
    let at = if brought { text } else { at };
    let (code, said, help) = match broken {
        Broken::Unreadable(found) => {
            let found = (**found).clone();
            // Of a file that was not opened, the reference is all that there is to see.
            let is_placed = found.span.is_some();
            let here = || found.clone().at_node(sources, at).at(sources.span(text));
            return diagnostics.add(if is_placed { found } else { here() });
        }
        Broken::Outside => (
            Code::ExternalReference,
            format!("`{reference}` leads out of the document's folder, and is read as anything"),
            "let references lead there: `references.root` in the settings, or `--root DIR`"
                .to_owned(),
        ),
        Broken::Remote(Some(host)) => (
            Code::ExternalReference,
            format!("`{reference}` stands on another machine, and is read as anything"),
            format!(
                "keep a copy of it, and name the folder in the settings: `references: {{mirrors: {{{host}: DIR}}}}`"
            ),
        ),
        Broken::Remote(None) => (
            Code::ExternalReference,
            format!("`{reference}` is no address of a file, and is read as anything"),
            "name a file by its path, or an address that starts with `https://`".to_owned(),
        ),
        Broken::NoFile(why) => (
            Code::BrokenReference,
            format!("the file of `{reference}` cannot be read: {why}"),
            match meant(at) {
                near if near.starts_with("did") => near,
                _ => "correct the reference, or add the file".to_owned(),
            },
        ),
        Broken::Missing(part) => (
            Code::BrokenReference,
            format!("`{reference}` leads nowhere: there is no `{part}`"),
            meant(at),
        ),
        Broken::Cycle => (
            Code::BrokenReference,
            format!("`{reference}` leads back to itself"),
            "let one of the references name a schema".to_owned(),
        ),
    };
    let found = Diagnostic::new(code, said).at_node(sources, at);
    let found = found.at(sources.span(text));
    diagnostics.add(found.help(help).cause(match broken {
        Broken::Cycle => format!("circle at {}", sources.pointer(sources.circle(at))),
        _ => reference.to_owned(),
    }));
}

fn edition(
    sources: &Sources,
    root: NodeId,
    diagnostics: &mut Diagnostics,
) -> Result<Edition, NotADocument> {
    let node = sources
        .get(root, "openapi")
        .or_else(|| sources.get(root, "swagger"));
    let Some(node) = node else {
        let (text, help) = otherwise(sources, root);
        diagnostics.add(
            Diagnostic::new(Code::NotOpenApi, text)
                .at_node(sources, root)
                .help(help),
        );
        return Err(NotADocument);
    };
    let version = match sources.kind(node) {
        NodeKind::String(text) | NodeKind::Number(text) => text.to_string(),
        _ => {
            let text = format!(
                "the edition is {}, where text is expected",
                sources.describe(node)
            );
            let found = Diagnostic::new(Code::Edition, text).at_node(sources, node);
            diagnostics.add(found.help("write `openapi: 3.0.3`"));
            return Err(NotADocument);
        }
    };
    let version = meant_edition(sources, node, version, diagnostics);
    // The words of 2.0 that 3.0 has not are met by whoever reads a schema.
    if version.starts_with("3.0") || version == "2.0" || version == "2" {
        Ok(Edition::V3_0)
    } else if version.starts_with("3.") {
        Ok(Edition::V3_1)
    } else {
        let text = format!("OpenAPI `{version}` is not supported");
        diagnostics.add(
            Diagnostic::new(Code::Edition, text)
                .at_node(sources, node)
                .help("2.0, 3.0, 3.1 and 3.2 are: give the document in one of them"),
        );
        Err(NotADocument)
    }
}

/// What a file is that is no OpenAPI document, and what to do.
fn otherwise(sources: &Sources, root: NodeId) -> (&'static str, &'static str) {
    let has = |key: &str| sources.get(root, key).is_some();
    match () {
        () if has("asyncapi") => (
            "this is an AsyncAPI document, which describes messages and not HTTP",
            "give an OpenAPI document",
        ),
        () if has("item") && has("info") => (
            "this looks like a Postman collection",
            "export the API as OpenAPI, and give that",
        ),
        () if has("$schema") || has("$defs") => (
            "this looks like a JSON Schema alone",
            "put it under `components: {schemas: ..}` of an OpenAPI document",
        ),
        () => (
            "the file does not say which edition of OpenAPI it is",
            "start the file with `openapi: 3.0.3`, or 3.1",
        ),
    }
}

/// An edition with more or less around its number, `v3.0.3` or `3`, as it is meant.
fn meant_edition(
    sources: &Sources,
    node: NodeId,
    said: String,
    diagnostics: &mut Diagnostics,
) -> String {
    let bare = said.trim_start_matches(|c: char| !c.is_ascii_digit());
    let meant = match bare {
        "3" => "3.0",
        bare => bare.trim(),
    };
    if meant == said || !meant.starts_with("3.") && meant != "2.0" {
        return said;
    }
    let text = format!("`{said}` is no edition of OpenAPI: it is taken as `{meant}`");
    let full = if meant == "3.0" { "3.0.3" } else { meant };
    let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, node);
    diagnostics.add(found.help(format!("write `openapi: {full}`")));
    meant.to_owned()
}
