//! Structs, enums, unions and aliases.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::constructors::{FieldOf, Rest};
use super::tokens::{File, docs, ident};
use crate::model::{IntegerEnum, Select, Shape, StringEnum, Struct, TypeDef, TypeRef, Union};

impl File<'_> {
    /// A type with everything that belongs to it.
    pub fn type_def(&mut self, def: &TypeDef) -> TokenStream {
        let made_by_enum = self.api.tables[def.table.0].made_by_enum;
        self.uses_rt |= !matches!(def.shape, Shape::Alias(_));
        let item = match &def.shape {
            Shape::Struct(shape) => self.structure(def, shape),
            Shape::StringEnum(shape) => self.string_enum(def, shape),
            Shape::IntegerEnum(shape) => self.integer_enum(def, shape),
            Shape::Union(shape) => self.union(def, shape),
            Shape::Alias(target) => {
                let (prose, name, target) =
                    (docs(&def.docs, ""), ident(&def.name), self.ty(target));
                quote!(#prose pub type #name = #target;)
            }
        };
        let table = (!made_by_enum).then(|| self.static_table(def));
        quote!(#item #table)
    }

    fn static_table(&mut self, def: &TypeDef) -> TokenStream {
        let table = &self.api.tables[def.table.0];
        let (name, schema, ty) = (
            ident(&table.name),
            self.schema(&table.schema),
            self.rt("Schema"),
        );
        quote!(#[doc(hidden)] pub static #name: #ty = #schema;)
    }

    fn structure(&mut self, def: &TypeDef, shape: &Struct) -> TokenStream {
        let name = ident(&def.name);
        let prose = docs(&def.docs, "");
        let table = ident(&self.api.tables[def.table.0].name);
        let mut fields = Vec::new();
        for member in &shape.members {
            let (prose, ident, ty) = (
                docs(&member.docs, ""),
                ident(&member.ident),
                self.ty(&member.ty),
            );
            fields.push(quote!(#prose pub #ident: #ty));
        }
        let idents: Vec<_> = shape
            .members
            .iter()
            .map(|member| ident(&member.ident))
            .collect();
        let mut extras = TokenStream::new();
        if let Some(found) = &shape.extras {
            let (ident, ty) = (
                ident(&found.ident),
                self.ty(&TypeRef::Map(Box::new(found.value.clone()))),
            );
            fields.push(quote!(#[doc = " Every other member, by name."] pub #ident: #ty));
            extras = quote!(, #ident);
        }
        let members: Vec<_> = shape
            .members
            .iter()
            .map(|m| FieldOf {
                ident: &m.ident,
                ty: &m.ty,
                needed: m.argument,
            })
            .collect();
        let making = self.constructor(
            &def.name,
            &members,
            Rest::Table {
                extras: shape.extras.is_some(),
            },
            &TokenStream::new(),
        );
        let setters = self.setters(&def.name, &members);
        quote! {
            #prose
            #[derive(Clone)]
            pub struct #name { #(#fields),* }
            #making
            #setters
            rt::object!(#name, #table, [#(#idents),*] #extras);
        }
    }

    fn string_enum(&mut self, def: &TypeDef, shape: &StringEnum) -> TokenStream {
        let (prose, name, table) = (
            docs(&def.docs, ""),
            ident(&def.name),
            ident(&self.api.tables[def.table.0].name),
        );
        let idents: Vec<_> = shape
            .variants
            .iter()
            .map(|variant| ident(&variant.ident))
            .collect();
        let texts: Vec<_> = shape
            .variants
            .iter()
            .map(|variant| &variant.value)
            .collect();
        let open = shape.open.then(|| quote!(, open));
        let lines = shape
            .variants
            .iter()
            .map(|variant| docs(&variant.docs, &format!("`{}`.", plain(&variant.value))));
        quote! {
            #prose
            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub enum #name {
                #(#lines #idents,)*
                #[doc = " A text that the document does not list."]
                Unknown(String),
            }
            rt::string_enum!(#name, #table, [#(#idents = #texts),*] #open);
        }
    }

    fn integer_enum(&mut self, def: &TypeDef, shape: &IntegerEnum) -> TokenStream {
        let (prose, name, table) = (
            docs(&def.docs, ""),
            ident(&def.name),
            ident(&self.api.tables[def.table.0].name),
        );
        let idents: Vec<_> = shape
            .variants
            .iter()
            .map(|variant| ident(&variant.ident))
            .collect();
        let values: Vec<_> = shape
            .variants
            .iter()
            .map(|variant| Literal::i64_unsuffixed(variant.value))
            .collect();
        let lines = shape
            .variants
            .iter()
            .map(|variant| docs(&variant.docs, &format!("`{}`.", variant.value)));
        quote! {
            #prose
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub enum #name {
                #(#lines #idents,)*
                #[doc = " An integer that the document does not list."]
                Unknown(i64),
            }
            rt::integer_enum!(#name, #table, [#(#idents = #values),*]);
        }
    }

    fn union(&mut self, def: &TypeDef, shape: &Union) -> TokenStream {
        let (prose, name, table) = (
            docs(&def.docs, ""),
            ident(&def.name),
            ident(&self.api.tables[def.table.0].name),
        );
        let mut variants = Vec::new();
        let mut schemas = Vec::new();
        for variant in &shape.variants {
            let (prose, ident, ty) = (
                docs(&variant.docs, ""),
                ident(&variant.ident),
                self.ty(&variant.ty),
            );
            variants.push(quote!(#prose #ident(#ty)));
            schemas.push(self.schema_ref(&variant.schema));
        }
        let idents: Vec<_> = shape
            .variants
            .iter()
            .map(|variant| ident(&variant.ident))
            .collect();
        let select = self.select(&shape.select);
        let union = self.free_static(&format!("{}_UNION", self.api.tables[def.table.0].name));
        quote! {
            #prose
            #[derive(Clone)]
            pub enum #name {
                #(#variants,)*
                #[doc = " What fits none of these."]
                Unknown(rt::Json),
            }
            rt::union!(#name, #union, [#(#idents),*]);
            static #union: rt::UnionTable = rt::UnionTable { schema: &#table, variants: &[#(#schemas),*], select: #select };
        }
    }

    fn select(&mut self, select: &Select) -> TokenStream {
        match select {
            Select::Is(index) => {
                let index = Literal::usize_unsuffixed(*index);
                quote!(rt::Select::Is(#index))
            }
            Select::Nothing => quote!(rt::Select::Nothing),
            Select::Trial => quote!(rt::Select::Trial),
            Select::Kind(kinds) => {
                let mut parts = Vec::new();
                for (kinds, select) in kinds {
                    let (kinds, select) = (self.types(kinds), self.select(select));
                    parts.push(quote!((#kinds, #select)));
                }
                quote!(rt::Select::Kind(&[#(#parts),*]))
            }
            Select::Property {
                name,
                mapping,
                default,
            } => {
                let (mapping, default) = (pairs(mapping), self.select(default));
                quote!(rt::Select::Property { name: #name, mapping: &[#mapping], default: &#default })
            }
            Select::Present { members, default } => {
                let (members, default) = (pairs(members), self.select(default));
                quote!(rt::Select::Present { members: &[#members], default: &#default })
            }
            Select::Member {
                name,
                select,
                default,
            } => {
                let (select, default) = (self.select(select), self.select(default));
                quote!(rt::Select::Member { name: #name, select: &#select, default: &#default })
            }
        }
    }
}

fn pairs(pairs: &[(String, usize)]) -> TokenStream {
    let pairs = pairs.iter().map(|(text, index)| {
        let index = Literal::usize_unsuffixed(*index);
        quote!((#text, #index))
    });
    quote!(#(#pairs),*)
}

/// A value between backticks.
fn plain(value: &str) -> String {
    value
        .chars()
        .filter(|c| *c != '`' && !c.is_control())
        .take(80)
        .collect()
}
