//! The declared headers of answers: a struct for each set of them, however many operations answer with it.

use std::collections::{BTreeMap, HashMap, HashSet};

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, Response};

use super::names;
use super::place::Place;
use super::scope::{Scope, WantedName};
use super::types::Types;
use crate::document::schema_node;
use crate::model::{
    Docs, Field, Kind, Member, Module, Operation, Parameter, Schema, SchemaRef, Shape, Struct,
    TypeDef, TypeRef,
};

/// How many types within types are looked at.
const DEEPEST: usize = 32;

/// What is said of the headers of an answer.
const OF_ANSWER: &str = "Headers of an answer.";

/// A declared header of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeaderMember {
    pub name: String,
    /// Always an `Option`.
    ty: TypeRef,
    schema: SchemaRef,
    docs: Docs,
}

impl Types<'_, '_> {
    /// A parameter that is a header. What cannot be read from text is text.
    pub(super) fn header_member(&self, parameter: Parameter) -> HeaderMember {
        let argument = parameter.argument;
        let ty = match argument.ty {
            TypeRef::Option(inner) => *inner,
            ty => ty,
        };
        let (ty, schema) = if self.is_text(&ty, DEEPEST) {
            (ty, argument.schema)
        } else {
            (TypeRef::String, SchemaRef::any())
        };
        HeaderMember {
            name: parameter.name,
            ty: TypeRef::Option(Box::new(ty)),
            schema,
            docs: Docs::description(argument.docs.description.clone()),
        }
    }

    /// Whether a header's text can be read as this type: scalars, enums, unions of these, and lists of them, whose items
    /// stand between commas (OpenAPI 3.0.4, section 4.7.12.3, `simple`).
    fn is_text(&self, ty: &TypeRef, depth: usize) -> bool {
        let inner = |ty: &TypeRef| depth > 0 && self.is_text(ty, depth - 1);
        match ty {
            TypeRef::Unit | TypeRef::Bytes | TypeRef::Json | TypeRef::FreeObject => false,
            TypeRef::Null | TypeRef::Rest | TypeRef::Map(_) | TypeRef::Own(_) => false,
            TypeRef::List(item) => !self.is_list(item) && inner(item),
            TypeRef::Tuple(items) => items.iter().all(|item| !self.is_list(item) && inner(item)),
            TypeRef::Option(ty) | TypeRef::Boxed(ty) | TypeRef::Loose(ty) => inner(ty),
            TypeRef::Named(id) => match self.store.get(*id).map(|def| &def.shape) {
                Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) => true,
                Some(Shape::Alias(ty)) => inner(ty),
                Some(Shape::Union(union)) => union.variants.iter().all(|one| inner(&one.ty)),
                Some(Shape::Struct(_)) | None => false,
            },
            _ => true,
        }
    }

    fn is_list(&self, ty: &TypeRef) -> bool {
        matches!(self.inner(ty), TypeRef::List(_) | TypeRef::Tuple(_))
    }

    /// A struct for each set of headers that calls of the other side come with: one of its own where sets with the same
    /// names differ otherwise.
    pub(super) fn message_headers(&mut self, calls: Vec<(String, Vec<HeaderMember>)>) {
        let mut sets: HashMap<String, Vec<&Vec<HeaderMember>>> = HashMap::new();
        for (_, members) in &calls {
            let known = sets.entry(wanted(members)).or_default();
            if !known.contains(&members) {
                known.push(members);
            }
        }
        let shared: HashSet<String> = sets
            .into_iter()
            .filter(|(_, sets)| sets.len() == 1)
            .map(|(name, _)| name)
            .collect();
        let mut made = HashSet::new();
        for (call, members) in calls {
            let common = wanted(&members);
            let name = match shared.contains(&common) {
                true => common,
                false => names::pascal(&format!("{call} headers")),
            };
            if made.insert(name.clone()) {
                let file = self.modules.take(names::snake(&name), &[], &name);
                self.header_struct(&name, "Headers of a webhook.", Module::Types(file), members);
            }
        }
    }

    /// Adds the headers of a response.
    pub(super) fn headers(
        &mut self,
        response: &Response,
        place: &Place,
        found: &mut Vec<HeaderMember>,
    ) {
        let sorted: BTreeMap<_, _> = response.headers.iter().collect();
        for (name, header) in sorted {
            let known = |member: &HeaderMember| member.name.eq_ignore_ascii_case(name);
            let ReferenceOr::Item(header) = header else {
                continue;
            };
            if found.iter().any(known) || name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let schema = match &header.format {
                ParameterSchemaOrContent::Schema(schema) => schema_node(schema),
                ParameterSchemaOrContent::Content(_) => None,
            };
            let used = schema.map(|schema| self.of(schema, &place.part(name)));
            let simple = used.filter(|used| self.is_text(&used.ty, DEEPEST));
            let (ty, schema) = simple.map_or((TypeRef::String, SchemaRef::any()), |used| {
                (used.ty, used.schema)
            });
            let docs = Docs::description(header.description.as_deref());
            found.push(HeaderMember {
                name: name.clone(),
                ty: TypeRef::Option(Box::new(ty)),
                schema,
                docs,
            });
        }
    }

    /// Gives each operation the struct of its headers.
    pub(super) fn with_headers(
        &mut self,
        operations: &mut [Operation],
        headers: Vec<Vec<HeaderMember>>,
    ) {
        let mut sets: HashMap<String, Vec<Vec<HeaderMember>>> = HashMap::new();
        for members in &headers {
            let known = sets.entry(wanted(members)).or_default();
            if !known.contains(members) {
                known.push(members.clone());
            }
        }
        let mut made = HashMap::new();
        for (operation, members) in operations.iter_mut().zip(headers) {
            let name = wanted(&members);
            let is_shared = sets.get(&name).is_some_and(|sets| sets.len() == 1);
            operation.headers = if members.is_empty() {
                None
            } else if is_shared {
                let ty = made.entry(name.clone()).or_insert_with(|| {
                    let file = self.modules.take(names::snake(&name), &[], &name);
                    self.header_struct(&name, OF_ANSWER, Module::Types(file), members)
                });
                Some(ty.clone())
            } else {
                // Headers with the same names that differ otherwise are those of one operation.
                let module = Module::Operations(operation.module.clone());
                let name = format!("{}Headers", operation.name);
                Some(self.header_struct(&name, OF_ANSWER, module, members))
            };
        }
    }

    fn header_struct(
        &mut self,
        wanted: &str,
        said: &str,
        module: Module,
        members: Vec<HeaderMember>,
    ) -> TypeRef {
        let name = self.names.take(wanted.to_owned(), &[], wanted);
        let (id, table) = self.reserve(&name, module.clone());
        let field = |member: &HeaderMember| Field {
            name: member.name.as_str().into(),
            schema: member.schema.clone(),
            required: false,
            read_only: false,
            write_only: false,
        };
        let schema = Schema {
            kinds: Kind::Object.into(),
            fields: members.iter().map(field).collect(),
            rules: Vec::new(),
        };
        let names: Vec<WantedName> = members
            .iter()
            .map(|member| WantedName::new(names::snake(&member.name), &member.name))
            .collect();
        let idents = Scope::without(&["new"]).take_all(&names);
        let member = |(member, ident): (HeaderMember, String)| Member {
            ident,
            ty: member.ty,
            docs: member.docs,
            argument: None,
            lacking: false,
            told: None,
            null_setters: None,
            default: None,
        };
        let shape = Struct {
            members: members.into_iter().zip(idents).map(member).collect(),
            extras: None,
        };
        let docs = Docs::summary(said);
        let def = TypeDef {
            default: None,
            extra: None,
            name,
            module,
            docs,
            table,
            shape: Shape::Struct(shape),
        };
        self.store.fill(id, def, schema);
        TypeRef::Named(id)
    }
}

/// The name of a set of headers: it says which they are.
fn wanted(members: &[HeaderMember]) -> String {
    names::headers(members.iter().map(|member| member.name.as_str()))
}
