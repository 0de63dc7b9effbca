//! Names, types and prose as tokens, and what a file has to import for them.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::text;
use crate::model::{Api, Docs, IntegerWidth, Module, Shape, TableId, TypeId, TypeRef};

/// One file in the making.
pub(super) struct File<'a> {
    pub api: &'a Api,
    pub module: Module,
    /// What paths to the crate's own items start with.
    pub root: TokenStream,
    /// Types and tables of other files, by name.
    imports: BTreeSet<(Module, String)>,
    /// Names of the runtime.
    runtime: BTreeSet<&'static str>,
    uses_map: bool,
    /// Whether the file names the runtime by `rt::`.
    pub uses_rt: bool,
}

/// An identifier, raw where the name is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    syn::parse_str::<Ident>(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}

impl<'a> File<'a> {
    pub fn new(api: &'a Api, module: Module, root: TokenStream) -> Self {
        Self {
            api,
            module,
            root,
            imports: BTreeSet::new(),
            runtime: BTreeSet::new(),
            uses_map: false,
            uses_rt: false,
        }
    }

    /// A name of the runtime that the file writes without `rt::`.
    pub fn rt(&mut self, name: &'static str) -> Ident {
        self.runtime.insert(name);
        ident(name)
    }

    pub fn table(&mut self, id: TableId) -> Ident {
        let table = &self.api.tables[id.0];
        self.import(&table.module, &table.name);
        ident(&table.name)
    }

    fn import(&mut self, module: &Module, name: &str) {
        if *module != self.module {
            self.imports.insert((module.clone(), name.to_owned()));
        }
    }

    fn named(&mut self, id: TypeId) -> Ident {
        let ty = &self.api.types[id.0];
        self.import(&ty.module, &ty.name);
        ident(&ty.name)
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
    pub fn free_static(&self, wanted: &str) -> Ident {
        let mut name = wanted.to_owned();
        while self.api.tables.iter().any(|table| table.name == name) {
            name.push('_');
        }
        ident(&name)
    }

    /// The `use` lines of the file.
    pub fn uses(&self) -> TokenStream {
        let root = &self.root;
        let mut lines = TokenStream::new();
        if self.uses_map {
            lines.extend(quote!(
                use std::collections::BTreeMap;
            ));
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

    pub fn ty(&mut self, ty: &TypeRef) -> TokenStream {
        use TypeRef as T;
        let of_runtime = matches!(
            ty,
            T::Number | T::DateTime | T::Date | T::Time | T::Duration | T::Uuid | T::Ipv4 | T::Ipv6
        );
        self.uses_rt |= of_runtime || matches!(ty, T::Base64 | T::Secret | T::Json | T::FreeObject);
        match ty {
            TypeRef::Unit => quote!(()),
            TypeRef::Bool => quote!(bool),
            TypeRef::Integer(IntegerWidth::I32) => quote!(i32),
            TypeRef::Integer(IntegerWidth::I64) => quote!(i64),
            TypeRef::Integer(IntegerWidth::U32) => quote!(u32),
            TypeRef::Integer(IntegerWidth::U64) => quote!(u64),
            TypeRef::F32 => quote!(f32),
            TypeRef::F64 => quote!(f64),
            TypeRef::Number => quote!(rt::Number),
            TypeRef::String => quote!(String),
            TypeRef::DateTime => quote!(rt::DateTime),
            TypeRef::Date => quote!(rt::Date),
            TypeRef::Time => quote!(rt::Time),
            TypeRef::Duration => quote!(rt::Duration),
            TypeRef::Uuid => quote!(rt::Uuid),
            TypeRef::Ipv4 => quote!(rt::Ipv4),
            TypeRef::Ipv6 => quote!(rt::Ipv6),
            TypeRef::Base64 => quote!(rt::Base64),
            TypeRef::Secret => quote!(rt::Secret),
            TypeRef::Bytes => quote!(Vec<u8>),
            TypeRef::Json => quote!(rt::Json),
            TypeRef::FreeObject => quote!(rt::FreeObject),
            TypeRef::Named(id) => {
                let name = self.named(*id);
                quote!(#name)
            }
            TypeRef::List(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            TypeRef::Map(inner) => {
                self.uses_map = true;
                let inner = self.ty(inner);
                quote!(BTreeMap<String, #inner>)
            }
            TypeRef::Option(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            TypeRef::Boxed(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
        }
    }

    /// What a function takes for a field of this type: what converts into it, where that saves a person a call.
    pub fn parameter(&mut self, ty: &TypeRef) -> TokenStream {
        let unboxed = match ty {
            TypeRef::Boxed(inner) => inner,
            other => other,
        };
        let tokens = self.ty(unboxed);
        if self.converts(unboxed) {
            quote!(impl Into<#tokens>)
        } else {
            tokens
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
            TypeRef::DateTime
            | TypeRef::Date
            | TypeRef::Time
            | TypeRef::Duration
            | TypeRef::Ipv4
            | TypeRef::Ipv6 => true,
            _ => false,
        }
    }
}

/// Doc comments, a line each, or `fallback` where the document says nothing.
pub(super) fn docs(docs: &Docs, fallback: &str) -> TokenStream {
    let mut lines = text::lines(docs);
    if lines.is_empty() && !fallback.is_empty() {
        lines.push(fallback.to_owned());
    }
    doc_lines(&lines)
}

pub(super) fn doc_lines(lines: &[String]) -> TokenStream {
    lines
        .iter()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        })
        .map(|line| quote!(#[doc = #line]))
        .collect()
}
