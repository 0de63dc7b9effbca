//! Names, types and prose as tokens, and what a file has to import for them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::page::{Page, formatted};
use super::text;
use crate::model::{
    Api, Dates, Docs, Extra, IntegerWidth, MapKind, Module, Shape, TableId, TypeId, TypeRef,
};

/// One file in the making.
pub(super) struct File<'a> {
    pub api: &'a Api,
    pub module: Module,
    pub page: Page,
    /// What paths to the crate's own items start with.
    pub root: TokenStream,
    /// Types and tables of other files, by name.
    imports: BTreeSet<(Module, String)>,
    /// Names of the runtime.
    runtime: BTreeSet<&'static str>,
    uses_map: bool,
    /// Whether the file names the runtime by `rt::`.
    pub uses_rt: bool,
    /// Whether it names shared parameters.
    pub uses_parameters: bool,
}

/// The keywords of edition 2024, strict and reserved, that can be raw identifiers (Rust reference, "Keywords").
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// An identifier as text, raw where the name is a keyword.
pub(super) fn word(name: &str) -> Cow<'_, str> {
    if KEYWORDS.contains(&name) {
        Cow::Owned(format!("r#{name}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// An identifier, raw where the name is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    if KEYWORDS.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// What a person adds to a type, a line each, above its item; `derives` are those that every type of its shape has.
pub(super) fn added(derives: &[&str], extra: &Extra) -> Vec<String> {
    let more: Vec<_> = extra
        .derives
        .iter()
        .map(String::as_str)
        .filter(|one| !derives.contains(one))
        .collect();
    let mut lines = Vec::new();
    lines.extend(extra.hidden.then(|| "#[doc(hidden)]".to_owned()));
    lines.extend((!more.is_empty()).then(|| format!("#[derive({})]", more.join(", "))));
    lines.extend(extra.attributes.iter().cloned());
    lines
}

impl<'a> File<'a> {
    pub fn new(api: &'a Api, module: Module, root: TokenStream) -> Self {
        Self {
            api,
            module,
            page: Page::default(),
            root,
            imports: BTreeSet::new(),
            runtime: BTreeSet::new(),
            uses_map: false,
            uses_rt: false,
            uses_parameters: false,
        }
    }

    /// The type of maps.
    fn map(&self) -> &'static str {
        match self.api.map {
            MapKind::Sorted => "BTreeMap",
            MapKind::Hashed => "HashMap",
        }
    }

    /// A name of the runtime that the file writes without `rt::`.
    pub fn rt(&mut self, name: &'static str) -> &'static str {
        self.runtime.insert(name);
        name
    }

    pub fn table(&mut self, id: TableId) -> &'a str {
        let table = &self.api.tables[id.0];
        self.import(&table.module, &table.name);
        &table.name
    }

    fn import(&mut self, module: &Module, name: &str) {
        if *module != self.module {
            self.imports.insert((module.clone(), name.to_owned()));
        }
    }

    fn named(&mut self, id: TypeId) -> &'a str {
        let ty = &self.api.types[id.0];
        self.import(&ty.module, &ty.name);
        &ty.name
    }

    /// `wanted`, or where a type is called so, another name with `base` in it.
    pub fn free_type(&self, wanted: &str, base: &str) -> Ident {
        let taken = |name: &str| {
            self.api
                .types
                .iter()
                .any(|ty| ty.name.eq_ignore_ascii_case(name))
                || self
                    .api
                    .operations
                    .iter()
                    .any(|operation| operation.name.eq_ignore_ascii_case(name))
        };
        let others = [wanted.to_owned(), format!("{base}Needs")].into_iter();
        let mut more = others.chain((1..).map(|count| format!("{base}Needs{count}")));
        ident(&more.find(|name| !taken(name)).unwrap_or_default())
    }

    /// `wanted`, with underscores until no table is called so.
    pub fn free_static(&self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while self.api.tables.iter().any(|table| table.name == name) {
            name.push('_');
        }
        name
    }

    /// The `use` lines of the file.
    fn uses(&self) -> TokenStream {
        let root = &self.root;
        let mut lines = TokenStream::new();
        if self.uses_map {
            let map = ident(self.map());
            lines.extend(quote!(use std::collections::#map;));
        }
        if self.uses_parameters {
            lines.extend(quote!(use #root::parameters;));
        }
        let runtime: Vec<_> = self.runtime.iter().map(|name| ident(name)).collect();
        lines.extend(match (runtime.is_empty(), self.uses_rt) {
            (true, true) => quote!(
                use #root::rt;
            ),
            (true, false) => TokenStream::new(),
            (false, true) => quote!(use #root::rt::{self, #(#runtime),*};),
            (false, false) => quote!(use #root::rt::{#(#runtime),*};),
        });
        let types: Vec<_> = self
            .imports
            .iter()
            .filter(|(module, _)| matches!(module, Module::Types(_)))
            .map(|(_, name)| ident(name))
            .collect();
        if !types.is_empty() {
            lines.extend(quote!(use #root::types::{#(#types),*};));
        }
        for (module, name) in &self.imports {
            if let Module::Operations(tag) = module {
                let (tag, name) = (ident(tag), ident(name));
                lines.extend(quote!(use #root::operations::#tag::#name;));
            }
        }
        lines
    }

    /// The text of the file, below its marker and documentation.
    ///
    /// # Errors
    /// Tokens that are no Rust.
    pub fn finish(self) -> Result<String, String> {
        let uses = formatted(self.uses())?;
        let items = self.page.finish()?;
        let gap = if uses.is_empty() || items.is_empty() {
            ""
        } else {
            "\n"
        };
        Ok(format!("{uses}{gap}{items}"))
    }

    /// A type as tokens.
    pub fn ty(&mut self, ty: &TypeRef) -> TokenStream {
        self.ty_text(ty).parse().unwrap_or_default()
    }

    /// A type as text.
    pub fn ty_text(&mut self, ty: &TypeRef) -> String {
        use TypeRef as T;
        let fixed = match ty {
            T::Unit => "()",
            T::Bool => "bool",
            T::Integer(IntegerWidth::I32) => "i32",
            T::Integer(IntegerWidth::I64) => "i64",
            T::Integer(IntegerWidth::U32) => "u32",
            T::Integer(IntegerWidth::U64) => "u64",
            T::F32 => "f32",
            T::F64 => "f64",
            T::Number => "rt::Number",
            T::String => "String",
            T::DateTime | T::Date | T::Time | T::Duration if self.api.dates == Dates::String => {
                "String"
            }
            T::DateTime => "rt::DateTime",
            T::Date => "rt::Date",
            T::Time => "rt::Time",
            T::Duration => "rt::Duration",
            T::Uuid => "rt::Uuid",
            T::Ipv4 => "rt::Ipv4",
            T::Ipv6 => "rt::Ipv6",
            T::Base64 => "rt::Base64",
            T::Secret => "rt::Secret",
            T::Bytes => "Vec<u8>",
            T::Binary => "rt::Binary",
            T::Json => "rt::Json",
            T::FreeObject => "rt::FreeObject",
            T::Rest => "rt::Rest",
            T::Loose(inner) => {
                self.uses_rt = true;
                return format!("rt::Loose<{}>", self.ty_text(inner));
            }
            T::Foreign(text) => text,
            T::Named(id) => self.named(*id),
            T::Own(name) => return word(name).into_owned(),
            T::List(inner) => return format!("Vec<{}>", self.ty_text(inner)),
            T::Map(inner) => {
                self.uses_map = true;
                return format!("{}<String, {}>", self.map(), self.ty_text(inner));
            }
            T::Option(inner) => return format!("Option<{}>", self.ty_text(inner)),
            T::Boxed(inner) => return format!("Box<{}>", self.ty_text(inner)),
        };
        self.uses_rt |= fixed.starts_with("rt::");
        fixed.to_owned()
    }

    /// What a function takes for a field of this type: what converts into it, where that saves a person a call.
    pub fn parameter(&mut self, ty: &TypeRef) -> String {
        let unboxed = match ty {
            TypeRef::Boxed(inner) => inner,
            other => other,
        };
        let text = self.ty_text(unboxed);
        if self.converts(unboxed) {
            format!("impl Into<{text}>")
        } else {
            text
        }
    }

    /// Whether values of other types are commonly turned into this one.
    pub fn converts(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => {
                matches!(&self.api.types[id.0].shape, Shape::Alias(target) if self.converts(target))
            }
            TypeRef::String | TypeRef::Secret | TypeRef::Json | TypeRef::Uuid | TypeRef::Base64 => {
                true
            }
            TypeRef::Binary | TypeRef::Own(_) | TypeRef::Number => true,
            TypeRef::DateTime
            | TypeRef::Date
            | TypeRef::Time
            | TypeRef::Duration
            | TypeRef::Ipv4
            | TypeRef::Ipv6 => true,
            _ => false,
        }
    }

    /// What a document says, as an attribute that the page puts the text for.
    pub fn docs(&mut self, docs: &Docs) -> TokenStream {
        self.page.prose(text::lines(docs))
    }
}
