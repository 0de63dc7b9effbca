//! What is wished for single places of the document: by the settings, and by extensions of the document itself.
//!
//! What the settings say is a person's own and is taken as it is. What the document says is a text like any other: a name
//! is brought into the form of a name, and a type is taken only where the settings know its crate.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::names;
use super::options::{Named, Options, Wanted, Wish};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::document::Document;
use crate::model::{Extra, Shape};
use crate::source::pointer::keys;
use crate::source::{Broken, NodeId, Sources};
use crate::spelling::suggestion;

/// The wishes of a run.
#[derive(Debug)]
pub(super) struct Wishes<'a> {
    sources: &'a Sources,
    options: &'a Options,
    by_node: HashMap<NodeId, &'a Wanted>,
    /// The wishes that came to something, each by its pointer and its setting.
    granted: RefCell<BTreeSet<(&'a str, &'static str)>>,
}

impl<'a> Wishes<'a> {
    /// The wishes that settings have; one for a place that is not there is reported.
    pub fn new(
        document: &Document<'a>,
        options: &'a Options,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let sources = document.sources;
        let mut by_node = HashMap::new();
        for wanted in &options.wishes {
            match sources.resolve(document.root, &format!("#{}", wanted.pointer)) {
                Ok(node) => {
                    by_node.insert(node, wanted);
                }
                Err(broken) => {
                    let found = Diagnostic::new(
                        Code::Unmatched,
                        format!("`#{}` is not in the document", wanted.pointer),
                    );
                    let found = found.at_origin(wanted.origin.as_ref());
                    diagnostics.add(found.help(near(
                        sources,
                        document.root,
                        &wanted.pointer,
                        &broken,
                    )));
                }
            }
        }
        Self {
            sources,
            options,
            by_node,
            granted: RefCell::default(),
        }
    }

    /// What one setting says of a node, which is about to be done.
    fn granted(&self, node: NodeId, setting: &'static str) -> Option<&'a Wish> {
        let wanted = self.by_node.get(&node)?;
        let mut granted = self.granted.borrow_mut();
        granted.insert((&wanted.pointer, setting));
        Some(&wanted.wish)
    }

    /// The wishes that came to nothing, though the place is there: it is of another kind.
    pub fn in_vain(&self) -> Vec<Diagnostic> {
        let granted = self.granted.borrow();
        let mut found = Vec::new();
        for wanted in self.by_node.values() {
            let is_vain = |setting: &&str| !granted.contains(&(&*wanted.pointer, *setting));
            let vain: Vec<_> = wanted.wish.said().filter(is_vain).collect();
            if vain.is_empty() {
                continue;
            }
            let change = if vain.len() == 1 { "changes" } else { "change" };
            let (names, pointer) = (vain.join("`, `"), &wanted.pointer);
            let text = format!("`{names}` {change} nothing of `#{pointer}`");
            let mut homes: Vec<_> = vain.iter().map(|setting| home(setting)).collect();
            homes.dedup();
            let one = Diagnostic::new(Code::Unmatched, text).at_origin(wanted.origin.as_ref());
            found.push(one.help(format!(
                "remove what changes nothing, or set it {}",
                homes.join("; ")
            )));
        }
        found
    }

    /// What the settings say of one node holds for another too, which stands for it.
    pub fn pass_on(&mut self, from: NodeId, to: NodeId) {
        if let Some(wanted) = self.by_node.get(&from).copied() {
            self.by_node.entry(to).or_insert(wanted);
        }
    }

    /// Where the settings give a name to what stands at a node.
    pub fn names(&self, node: NodeId) -> Option<Option<&'a Origin>> {
        let wanted = self.by_node.get(&node)?;
        let origin = wanted.origin.as_ref();
        wanted.wish.name.as_ref().map(|_| origin)
    }

    /// Derives of the settings that a type of this shape has without them.
    pub fn vain_derives(&self, node: NodeId, shape: &Shape) -> Option<Diagnostic> {
        let wanted = self.by_node.get(&node)?;
        let extra = Extra {
            derives: wanted.wish.derives.clone(),
            ..Extra::default()
        };
        let kept: Vec<&str> = extra.derives_beside(shape.derived()).collect();
        let vain = extra
            .derives
            .iter()
            .find(|one| !kept.contains(&one.as_str()))?;
        let text = format!("the type has `{vain}` without the settings");
        let found = Diagnostic::new(Code::Unmatched, text).help("remove it from `derives`");
        Some(found.at_origin(wanted.origin.as_ref()))
    }

    fn extension(&self, node: NodeId, key: &str) -> Option<&'a str> {
        self.sources
            .get_str(node, key)
            .filter(|text| !text.trim().is_empty())
    }

    /// The name that a type, an operation or a variant shall have.
    pub fn pascal(&self, node: NodeId) -> Option<String> {
        let wish = self.granted(node, "name");
        let wished = wish.and_then(|wish| wish.name.clone());
        wished.or_else(|| self.extension(node, "x-rust-name").map(names::pascal))
    }

    /// The name that a field, an argument or a module shall have.
    pub fn snake(&self, node: NodeId) -> Option<String> {
        let wish = self.granted(node, "name");
        let wished = wish.and_then(|wish| wish.name.clone());
        wished.or_else(|| self.extension(node, "x-rust-name").map(names::snake))
    }

    /// The name that the type of an inline schema shall have.
    pub fn type_name(&self, node: NodeId) -> Option<String> {
        self.granted(node, "type-name")?.type_name.clone()
    }

    /// The file that a type shall stand in.
    pub fn module(&self, node: NodeId) -> Option<String> {
        self.granted(node, "module")?.module.clone()
    }

    /// Whether the parameter asks for an answer within an envelope.
    pub fn envelope(&self, node: NodeId) -> bool {
        self.granted(node, "envelope")
            .is_some_and(|wish| wish.envelope)
    }

    /// Docs in place of the document's.
    pub fn docs(&self, node: NodeId) -> Option<&'a str> {
        self.granted(node, "docs")?.docs.as_deref()
    }

    /// The type to use in place of the one that would be made.
    pub fn ty(&self, node: NodeId, diagnostics: &mut Diagnostics) -> Option<String> {
        let wish = self.granted(node, "type");
        if let Some(ty) = wish.and_then(|wish| wish.ty.clone()) {
            return Some(ty);
        }
        let path = self.extension(node, "x-rust-type")?;
        let parts: Vec<&str> = path.split("::").collect();
        let of_words = parts.len() > 1 && parts.iter().all(|part| names::is_word(part));
        let known = parts.first().is_some_and(|first| {
            self.options
                .crates
                .iter()
                .any(|one| one.replace('-', "_") == *first)
        });
        if of_words && known {
            return Some(path.to_owned());
        }
        let found = Diagnostic::new(
            Code::ForeignType,
            format!("the document asks for the type `{path}`, and is not trusted with it"),
        );
        let place = self.sources.get(node, "x-rust-type").unwrap_or(node);
        let help = if of_words {
            format!(
                "list the crate under `crate: {{dependencies: {{{}: VERSION}}}}` in the settings",
                parts.first().unwrap_or(&"")
            )
        } else {
            "write the path of a type, `krate::Type`, or set the type in the settings (`overrides`)"
                .to_owned()
        };
        diagnostics.add(found.at_node(self.sources, place).help(help));
        None
    }

    /// Derives and attributes of a type, where there are any.
    pub fn extra(&self, node: NodeId) -> Option<Box<Extra>> {
        let every = &self.options.every_type;
        let settings = ["derives", "attributes", "hidden"];
        let own = settings.map(|setting| self.granted(node, setting))[0];
        let both = |of: fn(&Wish) -> &Vec<String>| {
            let mut all = of(every).clone();
            all.extend(own.into_iter().flat_map(|wish| of(wish).iter().cloned()));
            all
        };
        let extra = Extra {
            derives: both(|wish| &wish.derives),
            attributes: both(|wish| &wish.attributes),
            hidden: own.is_some_and(|wish| wish.hidden),
        };
        (extra != Extra::default()).then(|| Box::new(extra))
    }

    /// The names that an extension of an enum's schema gives its values, in the order of the values.
    pub fn variants(&self, schema: NodeId, values: &[String]) -> Named {
        self.beside(
            schema,
            &["x-enum-varnames", "x-enumNames", "x-enum-names"],
            values,
        )
    }

    /// What an extension of an enum's schema says of its values.
    pub fn descriptions(&self, schema: NodeId, values: &[String]) -> Named {
        self.beside(
            schema,
            &[
                "x-enum-descriptions",
                "x-enumDescriptions",
                "x-enum-description",
            ],
            values,
        )
    }

    /// Texts for the values of an enum: a list in the order of the values, or a map from the values.
    fn beside(&self, schema: NodeId, keys: &[&str], values: &[String]) -> Named {
        let sources = self.sources;
        let Some(node) = keys.iter().find_map(|key| sources.get(schema, key)) else {
            return Named::new();
        };
        let listed = values
            .iter()
            .zip(sources.items(node))
            .map(|(value, text)| (value.clone(), *text));
        let mapped = sources
            .entries(node)
            .iter()
            .map(|entry| (entry.key.to_string(), entry.value));
        listed
            .chain(mapped)
            .filter_map(|(value, text)| Some((value, sources.str(text)?.to_owned())))
            .filter(|(_, text)| !text.trim().is_empty())
            .collect()
    }
}

/// Where a setting belongs.
fn home(setting: &str) -> &'static str {
    match setting {
        "name" => "on a schema, a property, an operation, a parameter, an enum's value or a tag",
        "type-name" => "on a schema that stands inline and becomes a type",
        "type" => "on a schema",
        "module" => "on a schema with a name",
        "envelope" => "on a parameter",
        "docs" => "on a schema, a property, an operation or a parameter",
        _ => "on a schema that becomes a type",
    }
}

/// What a pointer was perhaps meant to be.
fn near(sources: &Sources, root: NodeId, pointer: &str, broken: &Broken) -> String {
    let Broken::Missing(part) = broken else {
        return "correct the pointer".to_owned();
    };
    let mut node = root;
    for plain in keys(pointer) {
        match sources.inside(node, &plain) {
            Some(next) => node = next,
            None => break,
        }
    }
    let mut known: Vec<String> = sources
        .entries(node)
        .iter()
        .map(|entry| entry.key.to_string())
        .collect();
    known.truncate(50);
    if known.is_empty() {
        return format!("there is nothing called `{part}`");
    }
    suggestion(part, &known)
}
