//! Objects as structs, maps and free objects.

use super::names::{self, Scope};
use super::rules::kinds;
use super::types::{Made, Place, Types, Use};
use crate::document::{Additional, SchemaNode};
use crate::model::{Extras, Field, Member, Rule, Schema, Shape, Struct, TypeRef};
use crate::source::NodeId;

/// Names that a struct's inherent functions take.
const RESERVED: &[&str] = &["new", "default", "clone", "validate"];

/// A struct in the making.
pub(super) struct Building {
    scope: Scope,
    pub members: Vec<Member>,
    pub fields: Vec<Field>,
}

impl Building {
    pub fn new() -> Self {
        Self {
            scope: Scope::without(RESERVED),
            members: Vec::new(),
            fields: Vec::new(),
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    fn extras(&mut self, value: TypeRef) -> Extras {
        Extras {
            ident: self.scope.take(
                "additional_properties".to_owned(),
                &[],
                "additionalProperties",
            ),
            value,
        }
    }
}

impl Types<'_, '_> {
    /// `type: object`, or what looks like one.
    pub(super) fn object(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        let mut table = Schema {
            kinds: kinds(schema),
            fields: Vec::new(),
            rules: self.rules(node, schema),
        };
        if schema.kinds.is_none() {
            table.kinds = object_kinds(schema);
        }
        if schema.properties.is_empty() {
            return match schema.additional {
                Additional::Schema(value) => {
                    let value = self.of(value, &place.part("Value"));
                    table
                        .rules
                        .push(Rule::AdditionalProperties(value.schema.clone()));
                    Made::Alias(TypeRef::Map(Box::new(value.item())), table)
                }
                _ => Made::Alias(TypeRef::FreeObject, table),
            };
        }
        let mut building = Building::new();
        self.members(&mut building, schema, &schema.required, place);
        let extras = self.additional(&mut building, schema, place, &mut table.rules);
        table.fields = building.fields;
        Made::Type(
            Shape::Struct(Struct {
                members: building.members,
                extras,
            }),
            table,
        )
    }

    /// The map that keeps what no property names, where the schema speaks of it.
    pub(super) fn additional(
        &mut self,
        building: &mut Building,
        schema: &SchemaNode,
        place: &Place,
        rules: &mut Vec<Rule>,
    ) -> Option<Extras> {
        match schema.additional {
            Additional::Schema(value) => {
                let value = self.of(value, &place.part("Value"));
                rules.push(Rule::AdditionalProperties(value.schema.clone()));
                Some(building.extras(value.item()))
            }
            Additional::Any => Some(building.extras(TypeRef::Json)),
            Additional::Unsaid
                if !schema.pattern_properties.is_empty() || schema.property_names.is_some() =>
            {
                Some(building.extras(TypeRef::Json))
            }
            _ => None,
        }
    }

    /// The map that keeps what no property names, whatever it is.
    pub(super) fn open(&mut self, building: &mut Building) -> Extras {
        building.extras(TypeRef::Json)
    }

    /// Adds a schema's properties; one that is there already stays as it is, but may become required.
    pub(super) fn members(
        &mut self,
        building: &mut Building,
        schema: &SchemaNode,
        required: &[String],
        place: &Place,
    ) {
        for (name, node) in &schema.properties {
            if !building.has(name) {
                let place_of = required.iter().position(|known| known == name);
                self.member(building, name, *node, place_of, place);
            }
        }
    }

    fn member(
        &mut self,
        building: &mut Building,
        name: &str,
        node: NodeId,
        place_of: Option<usize>,
        place: &Place,
    ) {
        let required = place_of.is_some();
        let used = self.of(node, &place.part(name));
        let inner = self.read_followed(node);
        let own = self.read(node);
        let (read_only, write_only) = (
            inner.read_only || own.read_only,
            inner.write_only || own.write_only,
        );
        let ident = building.scope.take(
            names::snake(name),
            &[format!("{}_", names::snake(name))],
            name,
        );
        building.fields.push(Field {
            name: name.to_owned(),
            schema: used.schema.clone(),
            required,
            read_only,
            write_only,
        });
        building.members.push(Member {
            ident,
            ty: member_type(used, required, read_only),
            docs: self.docs_of(node),
            argument: place_of.filter(|_| !read_only),
        });
    }
}

/// The map for a struct whose other members no property names.
pub(super) fn open_extras(idents: &std::collections::HashSet<String>) -> Extras {
    let taken: Vec<&str> = idents
        .iter()
        .map(String::as_str)
        .chain(RESERVED.iter().copied())
        .collect();
    let ident = Scope::without(&taken).take(
        "additional_properties".to_owned(),
        &[],
        "additionalProperties",
    );
    Extras {
        ident,
        value: TypeRef::Json,
    }
}

/// The type of a member: `Option` where it may be absent, one more where it may be `null` besides.
fn member_type(used: Use, required: bool, read_only: bool) -> TypeRef {
    let absent = !required || read_only;
    let inner = if used.nullable {
        TypeRef::Option(Box::new(used.ty))
    } else {
        used.ty
    };
    if absent {
        TypeRef::Option(Box::new(inner))
    } else {
        inner
    }
}

fn object_kinds(schema: &SchemaNode) -> crate::model::Kinds {
    use crate::model::{Kind, Kinds};
    if schema.nullable {
        Kinds(vec![Kind::Null, Kind::Object])
    } else {
        Kinds(vec![Kind::Object])
    }
}
