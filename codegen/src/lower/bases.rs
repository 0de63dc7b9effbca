//! Alternatives beside members, or beside `allOf`: what all of them have in common.

use super::alternatives;
use super::branch::Branch;
use super::place::Place;
use super::types::{Made, Types};
use super::unions::Alternative;
use crate::document::SchemaNode;
use crate::model::{Kind, Rule, Shape};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// Whether the schema has members of its own that not every alternative has too, and says what they are.
    pub(super) fn has_base(&mut self, schema: &SchemaNode, branches: &[NodeId]) -> bool {
        if !schema.all_of.is_empty() {
            return true;
        }
        !schema.properties.is_empty()
            && schema.allows(Kind::Object)
            && !branches.iter().all(|branch| {
                let found = self.branch(*branch);
                let mut names = schema.properties.iter().map(|(name, _)| &**name);
                names.all(|name| self.describes(&found, name))
            })
    }

    /// Whether a branch has a member, and its schema says more of it than bounds.
    fn describes(&mut self, branch: &Branch, name: &str) -> bool {
        let schemas = branch.property(name).map(|one| one.schemas.clone());
        schemas.unwrap_or_default().into_iter().any(|schema| {
            let read = self.read_followed(schema);
            read.kinds.is_some() || read.listed().is_some() || read.has_parts()
        })
    }

    /// Whether a branch has a member that the base does not have, or says what the JSON within the text of one is.
    pub(super) fn says_more(&mut self, base: &Branch, branch: &Branch) -> bool {
        branch.properties.iter().any(|property| {
            let mut schemas = property.schemas.iter();
            !base.has(&property.name)
                || schemas.any(|schema| self.read_followed(*schema).content.is_some())
        })
    }

    /// An enum whose variants have the common members besides their own, where some have own ones; else a struct of the
    /// common members, of which the alternatives are a rule.
    pub(super) fn with_base(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
        branches: &[NodeId],
    ) -> Made {
        let alone = SchemaNode {
            one_of: Vec::new(),
            any_of: Vec::new(),
            discriminator: None,
            ..schema.clone()
        };
        let base = self.branch_of(node, &alone);
        let found: Vec<Branch> = branches.iter().map(|branch| self.branch(*branch)).collect();
        let objects = found.iter().all(|branch| branch.is_object());
        let more = found.iter().any(|branch| self.says_more(&base, branch));
        let is_object = base.is_object() || self.lists_objects(&alone, &base);
        if branches.len() > 1 && objects && is_object && more {
            return self.merged(node, schema, &alone, place, branches);
        }
        self.object_with_alternatives(node, schema, &alone, place)
    }

    /// An enum over one list of alternatives, each with what stands beside: `alone`, which may have further lists.
    pub(super) fn merged(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        alone: &SchemaNode,
        place: &Place,
        branches: &[NodeId],
    ) -> Made {
        let mut scope = alternatives::scope();
        let mut found = Vec::new();
        let names = self.alternative_names(&mut scope, branches, place.name());
        let outer = self.choices;
        let beside = self.beside_each(node, alone, branches.len());
        for (branch, alternative) in branches.iter().zip(names) {
            if self.room == 0 {
                // Said already; nothing comes of it.
                break;
            }
            let mut merged = beside.clone();
            merged.nullable = false;
            merged.all_of.push(*branch);
            let inner = place.part(&alternative);
            let used = self.inline((node, *branch), &merged, &inner, &inner);
            let known = self.branch_of(node, &merged).called(self.branch(*branch));
            found.push(Alternative {
                node: *branch,
                name: alternative,
                used,
                branch: known,
            });
        }
        self.choices = outer;
        // The common members are in every variant.
        let rest = SchemaNode {
            properties: Vec::new(),
            required: Vec::new(),
            all_of: Vec::new(),
            ..schema.clone()
        };
        self.several(node, schema, &rest, found)
    }

    /// A struct of the common members; those of the alternatives are its extras.
    fn object_with_alternatives(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        alone: &SchemaNode,
        place: &Place,
    ) -> Made {
        // The alternatives evaluate members too: what is said of the others is no type of all that no property names.
        let alone = SchemaNode {
            unevaluated_properties: None,
            ..alone.clone()
        };
        let mut made = if alone.all_of.is_empty() {
            self.object(node, &alone, place)
        } else {
            self.all_of(node, &alone, place)
        };
        let (Made::Alias(_, table) | Made::Type(_, table)) = &mut made;
        self.alternatives(schema, &mut table.rules);
        let rest = schema.unevaluated_properties;
        let rest = rest.map(|rest| Rule::UnevaluatedProperties(self.table_of(rest)));
        table.rules.extend(rest);
        if let Made::Type(Shape::Struct(shape), _) = &mut made
            && shape.extras.is_none()
        {
            let idents = shape.members.iter().map(|member| member.ident.as_str());
            shape.extras = Some(super::objects::rest_beside(idents));
        }
        made
    }
}
