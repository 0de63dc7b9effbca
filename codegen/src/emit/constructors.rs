//! What makes a struct, and its setters: alike for types and for operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{File, ident, word};
use crate::model::TypeRef;

/// More required members than this are taken by name.
const MOST_ARGUMENTS: usize = 4;

/// A field, as what is made of structs and of operations alike needs it.
pub(super) struct FieldOf<'m> {
    pub ident: &'m str,
    pub ty: &'m TypeRef,
    /// Its place among what the constructor takes, where that takes it.
    pub needed: Option<usize>,
}

/// How the fields that a constructor does not take are filled.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rest {
    /// From the blank value of a type with a table; `extras` where it has a map beside its fields.
    Table { extras: bool },
    /// With `None`, as the arguments of an operation.
    Arguments,
}

impl Rest {
    fn tokens(self, fields: &[FieldOf<'_>]) -> Option<TokenStream> {
        let others: Vec<_> = fields
            .iter()
            .filter(|field| field.needed.is_none())
            .map(|field| ident(field.ident))
            .collect();
        match self {
            Rest::Table { extras } => {
                (extras || !others.is_empty()).then(|| quote!(..rt::Value::blank()))
            }
            Rest::Arguments => Some(quote!(#(#others: None,)*)),
        }
    }
}

impl File<'_> {
    /// Adds `new`, which takes what must be there; `Default` where nothing must.
    pub fn constructor(
        &mut self,
        name: &str,
        fields: &[FieldOf<'_>],
        rest: Rest,
        attribute: &TokenStream,
    ) {
        let mut needed: Vec<&FieldOf<'_>> = fields.iter().filter(|f| f.needed.is_some()).collect();
        needed.sort_by_key(|field| field.needed);
        let ty = ident(name);
        let others = rest.tokens(fields);
        if needed.is_empty() {
            return self.default(&ty, rest, attribute);
        }
        if needed.len() > MOST_ARGUMENTS {
            return self.by_name(name, &needed, others.as_ref(), attribute);
        }
        let mut parameters = Vec::new();
        let mut values = Vec::new();
        for field in &needed {
            let (ident, parameter) = (ident(field.ident), self.parameter(field.ty));
            let parameter: TokenStream = parameter.parse().unwrap_or_default();
            parameters.push(quote!(#ident: #parameter));
            values.push(self.value(field));
        }
        let doc = " With what must be there, and nothing else.";
        self.page.item(quote! {
            impl #ty {
                #[doc = #doc]
                #attribute
                #[must_use]
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#values,)* #others }
                }
            }
        });
    }

    /// How a field is made of what a function takes for it.
    fn value(&mut self, field: &FieldOf<'_>) -> TokenStream {
        let name = ident(field.ident);
        let converts = matches!(field.ty, TypeRef::Boxed(_)) || self.converts(field.ty);
        if converts {
            quote!(#name: #name.into())
        } else {
            quote!(#name)
        }
    }

    /// `new` without parameters. Operations derive `Default`, types have theirs from their table.
    fn default(&mut self, ty: &proc_macro2::Ident, rest: Rest, attribute: &TokenStream) {
        if matches!(rest, Rest::Table { .. }) {
            self.page.code(&format!("rt::empty!({ty});\n"));
            return;
        }
        self.page.item(quote! {
            impl #ty {
                #[doc = " Without any argument."]
                #attribute
                #[must_use]
                pub fn new() -> Self {
                    Self::default()
                }
            }
        });
    }

    /// What must be there, by name: the compiler says which is missing, and none can be taken for another.
    fn by_name(
        &mut self,
        name: &str,
        needed: &[&FieldOf<'_>],
        rest: Option<&TokenStream>,
        attribute: &TokenStream,
    ) {
        let (ty, new) = (ident(name), self.free_type(&format!("New{name}"), name));
        let mut fields = Vec::new();
        let mut idents = Vec::new();
        for field in needed {
            let (ident, ty) = (ident(field.ident), self.ty(field.ty));
            let doc = format!(" [`{name}::{}`].", field.ident);
            fields.push(quote!(#[doc = #doc] pub #ident: #ty));
            idents.push(ident);
        }
        let (about, doc) = (
            format!(" What a [`{name}`] must have."),
            " With what must be there, and nothing else.",
        );
        self.page.item(quote! {
            #[doc = #about]
            #[derive(Clone, Debug)]
            pub struct #new { #(#fields),* }
        });
        self.page.item(quote! {
            impl #ty {
                #[doc = #doc]
                #attribute
                #[must_use]
                pub fn new(needed: #new) -> Self {
                    Self { #(#idents: needed.#idents,)* #rest }
                }
            }
        });
    }

    /// A field with what its setter takes: `name: T`, `name?: T` where the field is an `Option`.
    pub fn setter(&mut self, field: &FieldOf<'_>) -> String {
        let name = word(field.ident);
        match field.ty {
            TypeRef::Option(inner) if field.needed.is_none() => {
                format!("{name}?: {}", self.parameter(inner))
            }
            other => format!("{name}: {}", self.parameter(other)),
        }
    }
}
