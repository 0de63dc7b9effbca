//! Parameters of the path, the query, headers and cookies.

use std::collections::{HashMap, HashSet};

use openapiv3::ParameterSchemaOrContent;

use super::names;
use super::place::Place;
use super::scope::{Scope, WantedName};
use super::setters;
use super::types::{Types, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{RawOperation, is_token, schema_node, variables};
use crate::model::{
    Argument, Docs, Kind, Location, Parameter, ParameterStyle, Schema, Shape, TypeRef, Way,
};
use crate::source::{NodeId, NodeKind};

/// Headers that the client itself writes (OpenAPI 3.0.4, section 4.7.12.1).
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Parameters that references name.
#[derive(Debug, Default)]
pub(super) struct Shared {
    read: HashMap<NodeId, Option<Parameter>>,
}

impl Types<'_, '_> {
    /// The parameters of an operation: its own, those of its path that it does not replace, and those that only the
    /// path's template names.
    pub(super) fn parameters(
        &mut self,
        raw: &RawOperation,
        place: &Place,
        scope: &mut Scope,
    ) -> Vec<Parameter> {
        let sources = self.document.sources;
        let own = sources.items_of(raw.node, "parameters");
        let shared = sources.items_of(raw.item.node, "parameters");
        let mut seen: HashMap<(String, String), NodeId> = HashMap::new();
        let mut found = Vec::new();
        for (list, is_own) in [(own, true), (shared, false)] {
            let before = seen.clone();
            for node in list {
                let Some(target) = self.document.follow(*node, self.diagnostics) else {
                    continue;
                };
                let text = |key| sources.get_str(target, key).unwrap_or_default().to_owned();
                let key = (text("name"), text("in"));
                if let Some(first) = seen.insert(key.clone(), *node) {
                    if is_own || !before.contains_key(&key) {
                        self.twice(*node, first, &key.0);
                    }
                    seen.insert(key, first);
                    continue;
                }
                let parameter = self.parameter(*node, target, raw, place);
                found.extend(parameter.map(|parameter| (parameter, target)));
            }
        }
        self.undeclared(raw, &mut found);
        let mut found = self.named_parameters(found, scope);
        for parameter in &mut found {
            if parameter.allow_empty && setters::may_be_null(&parameter.argument.ty) {
                let ident = parameter.argument.ident.trim_end_matches('_');
                let mut take = |verb: &str| {
                    let name = format!("{verb}_{ident}");
                    scope.take(name.clone(), &[format!("{name}_")], &name)
                };
                parameter.argument.empty_setters = Some(Box::new([take("empty"), take("unset")]));
            }
        }
        found.sort_by_key(|parameter| {
            (
                !parameter.argument.required,
                parameter.location != Location::Path,
            )
        });
        self.in_template_order(raw, &mut found);
        found
    }

    /// A parameter where an operation uses it: `node` is where it stands, `target` what that refers to.
    fn parameter(
        &mut self,
        node: NodeId,
        target: NodeId,
        raw: &RawOperation,
        place: &Place,
    ) -> Option<Parameter> {
        let mut found = if node == target {
            self.read_parameter(target, place)?
        } else {
            self.shared_parameter(target, place)?
        };
        if found.location == Location::Path
            && !variables(&raw.template).any(|name| name == found.name)
        {
            found.name = self.meant_variable(raw, &found.name, target)?;
            found.shared = None;
        }
        found.argument.ident = self.wishes.snake(target).unwrap_or_default();
        Some(found)
    }

    /// Gives parameters the names of their fields, where a person did not choose them.
    fn named_parameters(
        &mut self,
        found: Vec<(Parameter, NodeId)>,
        scope: &mut Scope,
    ) -> Vec<Parameter> {
        let mut places: HashMap<String, Location> = HashMap::new();
        let mut in_two = HashSet::new();
        for (parameter, _) in &found {
            let name = names::snake(&parameter.name);
            if *places.entry(name.clone()).or_insert(parameter.location) != parameter.location {
                in_two.insert(name);
            }
        }
        let wanted = found.iter().map(|(parameter, at)| {
            let wished = Some(parameter.argument.ident.clone()).filter(|name| !name.is_empty());
            let name = names::snake(&parameter.name);
            let place = format!("{name}_in_{:?}", parameter.location).to_lowercase();
            // One name in two places is told apart by them.
            let place = Some(place).filter(|_| in_two.contains(&name));
            let others = place.into_iter().chain([format!("{name}_")]).collect();
            let mut wanted = WantedName::wished(wished, || name, &parameter.name);
            if wanted.rank > 1 {
                wanted.rank += parameter.location as u8;
            }
            let is_set = self.wishes.names(*at).is_some();
            WantedName { others, ..wanted }.set_where(is_set)
        });
        let wanted: Vec<WantedName> = wanted.collect();
        let idents = scope.take_all(&wanted);
        let nodes: Vec<NodeId> = found.iter().map(|(_, node)| *node).collect();
        self.all_renamed(&nodes, &wanted, &idents);
        let all = found.into_iter().zip(idents);
        let all = all.map(|((mut parameter, _), ident)| {
            parameter.argument.ident = ident;
            parameter
        });
        all.collect()
    }

    /// A parameter that references name is read once.
    fn shared_parameter(&mut self, node: NodeId, place: &Place) -> Option<Parameter> {
        if let Some(known) = self.shared_parameters.read.get(&node) {
            return known.clone();
        }
        let mut found = self.read_parameter(node, place);
        if let Some(found) = &mut found {
            let sources = self.document.sources;
            let pointer = sources.pointer(node);
            let raw = format!("{}{pointer}", sources.stem(node));
            let last = pointer.rsplit('/').next().unwrap_or_default();
            let is_index = last.bytes().all(|byte| byte.is_ascii_digit());
            let name = names::pascal(if is_index { &found.name } else { last });
            // Beside it stand the tables of its schema, so it is named as one of them.
            let name = names::shouty(&name);
            let by_file = names::referenced(sources.stem(node), &pointer).qualified;
            let others = [format!("{name}_PARAMETER"), names::shouty(&by_file)];
            found.shared = Some(self.statics.take(name, &others, &raw));
        }
        self.shared_parameters.read.insert(node, found.clone());
        found
    }

    /// Reads a parameter; its field has no name yet.
    pub(super) fn read_parameter(&mut self, node: NodeId, place: &Place) -> Option<Parameter> {
        let read = self.document.parameter(node, self.diagnostics)?;
        let (data, location, style) = self.place_and_style(node, read);
        if location == Location::Header && !self.is_header(node, &data.name) {
            return None;
        }
        let inner = place.part(&data.name);
        let (used, style) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (
                schema_node(schema).map(|schema| self.of(schema, &inner)),
                style,
            ),
            ParameterSchemaOrContent::Content(content) => {
                let found = self.content(content, node, &inner);
                let media = found
                    .as_ref()
                    .map_or_else(String::new, |found| found.media.clone());
                (
                    found.map(|found| found.used),
                    ParameterStyle::Content(media),
                )
            }
        };
        let mut used = used.unwrap_or_else(text);
        self.note_examples(node, &used, place, Way::Request);
        let required = data.required || location == Location::Path;
        let explode = data.explode.unwrap_or(matches!(
            style,
            ParameterStyle::Form | ParameterStyle::Cookie
        ));
        let is_set = |key| {
            let value = self.document.sources.get(node, key);
            value.is_some_and(|value| {
                matches!(self.document.sources.kind(value), NodeKind::Bool(true))
            })
        };
        let (allow_reserved, allow_empty) = (is_set("allowReserved"), is_set("allowEmptyValue"));
        if allow_empty && location == Location::Query && !required && !self.has_empty(&used.ty) {
            used.ty = TypeRef::Option(Box::new(used.ty));
        }
        let mut prose = self.docs_of(node);
        if let Some(schema) = self.document.sources.get(node, "schema") {
            self.add_constraints(schema, &mut prose);
        }
        Some(Parameter {
            shared: None,
            argument: argument(used, prose, required),
            name: data.name,
            location,
            style,
            explode,
            allow_reserved,
            allow_empty,
            envelope: self.wishes.envelope(node),
        })
    }

    /// Whether a header of this name can be a parameter; what cannot is reported.
    fn is_header(&mut self, node: NodeId, name: &str) -> bool {
        if OWN_HEADERS.contains(&name.to_lowercase().as_str()) {
            return false;
        }
        if is_token(name) {
            return true;
        }
        let text = format!("`{name}` cannot be the name of a header: it is left out");
        let found = Diagnostic::new(Code::Skipped, text).at_node(self.document.sources, node);
        let help =
            "a name is made of letters, digits and !#$%&'*+-.^_`|~ (RFC 9110, section 5.6.2)";
        self.diagnostics.add(found.help(help));
        false
    }

    /// Whether a type has a value that is sent as an empty one.
    fn has_empty(&self, ty: &TypeRef) -> bool {
        match self.inner(ty) {
            TypeRef::Named(id) => match self.store.get(id).map(|def| &def.shape) {
                Some(Shape::IntegerEnum(_)) => false,
                Some(_) | None => true,
            },
            TypeRef::String | TypeRef::Secret | TypeRef::Json | TypeRef::FreeObject => true,
            TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Loose(_) | TypeRef::Rest => true,
            _ => false,
        }
    }

    /// What a person wants to know of the values: constraints and default of the parameter's schema.
    fn add_constraints(&mut self, schema: NodeId, prose: &mut Docs) {
        let Some(target) = self.document.follow(schema, self.diagnostics) else {
            return;
        };
        let said = self.docs_of(target);
        prose.constraints = said.constraints.clone();
        let own = (schema != target).then(|| self.docs_of(schema).default.clone());
        let default = prose.default.take().or(own.flatten());
        prose.default = default.or(said.default.clone());
        prose.example = prose.example.take().or(said.example.clone());
        prose.description = prose.description.take().or(said.description.clone());
    }

    /// Path parameters come in the order of the path, as one would say them.
    fn in_template_order(&self, raw: &RawOperation, found: &mut [Parameter]) {
        let count = found
            .iter()
            .take_while(|parameter| parameter.location == Location::Path)
            .count();
        let order: Vec<&str> = variables(&raw.template).collect();
        found[..count]
            .sort_by_key(|parameter| order.iter().position(|name| *name == parameter.name));
    }

    fn twice(&mut self, node: NodeId, first: NodeId, name: &str) {
        let diagnostic = Diagnostic::new(
            Code::DuplicateParameter,
            format!("the parameter `{name}` is declared twice: the first counts"),
        );
        self.diagnostics.add(
            diagnostic
                .at_node(self.document.sources, node)
                .related(self.document.sources.place(first), "first declared here")
                .help("remove one of them"),
        );
    }
}

/// An argument that has no name yet.
pub(super) fn argument(used: Use, docs: Docs, required: bool) -> Argument {
    let ty = if required {
        used.ty
    } else {
        TypeRef::Option(Box::new(used.ty))
    };
    Argument {
        ident: String::new(),
        ty,
        docs,
        schema: used.schema,
        required,
        default: None,
        empty_setters: None,
    }
}

/// The field of an operation for a parameter of that name.
pub(super) fn field_name(name: &str, scope: &mut Scope) -> String {
    let wanted = names::snake(name);
    let other = format!("{wanted}_");
    scope.take(wanted, &[other], name)
}

pub(super) fn text() -> Use {
    let schema = Schema {
        kinds: Kind::String.into(),
        ..Schema::default()
    };
    Use::inline(TypeRef::String, schema, false)
}
