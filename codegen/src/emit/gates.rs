//! Which files a crate needs for each of its tags, where each tag is a feature.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Answer, Api, Module, Operation, Schema, SchemaRef, Shape, TypeRef};

/// Features that every crate has.
const TAKEN: [&str; 7] = [
    "default", "jiff", "regress", "reqwest", "serde", "ureq", "uuid",
];

/// The files and the features that guard them.
#[derive(Debug, Default)]
pub(super) struct Gates {
    /// The tags that reach a file; one that is not listed is always there.
    tags: BTreeMap<Module, BTreeSet<String>>,
    /// The tags that there are, and the tags whose files they use.
    needs: BTreeMap<String, BTreeSet<String>>,
}

impl Gates {
    pub fn new(api: &Api) -> Self {
        let uses = Uses::of(api);
        let tags: BTreeSet<String> = api.tags.iter().map(|tag| tag.module.clone()).collect();
        let mut gates = Self::default();
        for tag in &tags {
            let mut needs = BTreeSet::new();
            for module in uses.reach(Module::Operations(tag.clone())) {
                match &module {
                    Module::Operations(other) if other != tag => {
                        needs.insert(other.clone());
                    }
                    _ => {
                        gates.tags.entry(module).or_default().insert(tag.clone());
                    }
                }
            }
            gates.needs.insert(tag.clone(), needs);
        }
        // What no tag reaches is always there, and so is what that reaches.
        let modules: BTreeSet<_> = api.types.iter().map(|ty| ty.module.clone()).collect();
        let mut shared = Uses {
            api,
            uses: BTreeMap::new(),
        };
        let parameters = api
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters);
        let root = Module::Operations(String::new());
        for parameter in parameters.filter(|parameter| parameter.shared.is_some()) {
            shared.schema_refs(&root, [&parameter.argument.schema]);
        }
        for used in shared.uses.remove(&root).into_iter().flatten() {
            for module in uses.reach(used) {
                gates.tags.remove(&module);
            }
        }
        for free in modules
            .iter()
            .filter(|module| !gates.tags.contains_key(*module))
            .cloned()
            .collect::<Vec<_>>()
        {
            for module in uses.reach(free) {
                gates.tags.remove(&module);
            }
        }
        gates.tags.retain(|module, reached_by| {
            matches!(module, Module::Operations(_)) || reached_by.len() < tags.len()
        });
        gates
    }

    /// The attribute that guards a file.
    pub fn attribute(&self, module: &Module) -> TokenStream {
        let names: Vec<_> = match module {
            Module::Operations(tag) if self.needs.contains_key(tag) => vec![feature(tag)],
            _ => self
                .tags
                .get(module)
                .into_iter()
                .flatten()
                .map(|tag| feature(tag))
                .collect(),
        };
        match names.as_slice() {
            [] => TokenStream::new(),
            [one] => quote!(#[cfg(feature = #one)]),
            several => quote!(#[cfg(any(#(feature = #several),*))]),
        }
    }

    /// The features, each with those that it needs.
    pub fn features(&self) -> impl Iterator<Item = (String, Vec<String>)> {
        self.needs
            .iter()
            .map(|(tag, needs)| (feature(tag), needs.iter().map(|tag| feature(tag)).collect()))
    }
}

/// The feature of a tag's module.
fn feature(tag: &str) -> String {
    let name = tag.replace('_', "-");
    if TAKEN.contains(&name.as_str()) {
        format!("tag-{name}")
    } else {
        name
    }
}

/// Which files use which.
struct Uses<'a> {
    api: &'a Api,
    uses: BTreeMap<Module, BTreeSet<Module>>,
}

impl<'a> Uses<'a> {
    fn of(api: &'a Api) -> Self {
        let mut uses = Self {
            api,
            uses: BTreeMap::new(),
        };
        for def in &api.types {
            let parts: Vec<(&TypeRef, Option<&SchemaRef>)> = match &def.shape {
                Shape::Struct(shape) => {
                    let members = shape.members.iter().map(|member| (&member.ty, None));
                    members
                        .chain(shape.extras.iter().map(|extras| (&extras.ty, None)))
                        .collect()
                }
                Shape::Union(union) => union
                    .variants
                    .iter()
                    .map(|variant| (&variant.ty, Some(&variant.schema)))
                    .collect(),
                Shape::Alias(target) => vec![(target, None)],
                Shape::StringEnum(_) | Shape::IntegerEnum(_) => Vec::new(),
            };
            for (ty, schema) in parts {
                uses.ty(&def.module, ty);
                uses.schema_refs(&def.module, schema);
            }
        }
        for table in &api.tables {
            uses.schema(&table.module, &table.schema);
        }
        for operation in &api.operations {
            uses.operation(operation);
        }
        uses
    }

    fn operation(&mut self, operation: &Operation) {
        let from = Module::Operations(operation.module.clone());
        let body = operation.body.iter().map(|body| &body.argument);
        for argument in operation
            .parameters
            .iter()
            .map(|parameter| &parameter.argument)
            .chain(body)
        {
            self.ty(&from, &argument.ty);
            self.schema_refs(&from, [&argument.schema]);
        }
        for media in operation.body.iter().flat_map(|body| &body.media) {
            self.ty(&from, &media.ty);
            self.schema_refs(&from, [&media.schema]);
        }
        for answer in [&operation.output, &operation.error] {
            match answer {
                Answer::One(ty) => self.ty(&from, ty),
                Answer::Several { variants, .. } => variants
                    .iter()
                    .for_each(|variant| self.ty(&from, &variant.ty)),
            }
        }
        for link in &operation.links {
            self.add(&from, &Module::Operations(link.target.module.clone()));
        }
        let streamed = operation.streaming.iter().map(|streaming| &streaming.item);
        for ty in operation.headers.iter().chain(streamed) {
            self.ty(&from, ty);
        }
    }

    fn ty(&mut self, from: &Module, ty: &TypeRef) {
        for leaf in ty.leaves() {
            if let TypeRef::Named(id) = leaf {
                self.add(from, &self.api.types[id.0].module);
            }
        }
    }

    fn schema(&mut self, from: &Module, schema: &Schema) {
        let fields = schema.fields.iter().map(|field| &field.schema);
        self.schema_refs(
            from,
            fields.chain(schema.rules.iter().flat_map(|rule| rule.schemas())),
        );
    }

    fn schema_refs<'s>(&mut self, from: &Module, schemas: impl IntoIterator<Item = &'s SchemaRef>) {
        for schema in schemas {
            match schema {
                SchemaRef::Table(id) => self.add(from, &self.api.tables[id.0].module),
                SchemaRef::Inline(inline) => self.schema(from, inline),
            }
        }
    }

    fn add(&mut self, from: &Module, to: &Module) {
        if from != to {
            self.uses
                .entry(from.clone())
                .or_default()
                .insert(to.clone());
        }
    }

    /// A file and all that it uses, directly or not.
    fn reach(&self, from: Module) -> BTreeSet<Module> {
        let mut seen = BTreeSet::from([from.clone()]);
        let mut pending = vec![from];
        while let Some(module) = pending.pop() {
            for next in self.uses.get(&module).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    pending.push(next.clone());
                }
            }
        }
        seen
    }
}
