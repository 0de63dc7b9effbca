//! Lists of alternatives among the parts of an `allOf`, read as if they stood beside its members: that says the same. Of
//! several lists, each alternative of one has those of the next beside it.

use std::rc::Rc;

use super::branch::Branch;
use super::place::Place;
use super::types::{Made, Types};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::SchemaNode;
use crate::model::Kind;
use crate::source::NodeId;

/// How many structs several lists may make: one for each way to choose from all of them.
const MOST_CHOICES: usize = 32;

/// A part that is a list of alternatives and no more.
type List = (NodeId, Rc<SchemaNode>);

impl Types<'_, '_> {
    /// An `allOf` of alternatives and of members, or of several lists of alternatives, with the first list beside the rest.
    /// `None` where no part is such a list, where nothing with members stands beside it, and where an alternative extends it.
    pub(super) fn lifted(&mut self, node: NodeId, schema: &SchemaNode) -> Option<SchemaNode> {
        self.lifted_beside(node, schema, false)
    }

    /// The same; `beside` is whether members stand beside all of it anyway.
    fn lifted_beside(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        beside: bool,
    ) -> Option<SchemaNode> {
        let mut lists = self.lists_among(&schema.all_of);
        if lists.is_empty() {
            return None;
        }
        let mut rest = schema.clone();
        rest.all_of
            .retain(|part| !lists.iter().any(|(list, _)| list == part));
        let base = self.branch_of(node, &rest);
        if lists.len() > 1 {
            lists.retain(|(_, list)| self.adds_members(&list.alternatives(), &base));
        }
        let is_alone = lists.len() == 1;
        lists.retain(|list| !self.is_extended(node, list));
        let (lists, left): (Vec<List>, Vec<List>) = lists
            .into_iter()
            .partition(|(_, list)| self.are_objects(&list.alternatives()));
        if let (Some((left, _)), false) = (left.first(), is_alone) {
            self.told_left(
                *left,
                "of several lists of alternatives this one is not of objects alone",
            );
        }
        let (part, list) = lists.first()?;
        let beside_members = base.has_any() && base.is_object();
        let beside_lists = (beside || lists.len() > 1) && is_silent(&rest, &base);
        if !beside_members && !beside_lists {
            return None;
        }
        let mut lifted = schema.clone();
        lifted.all_of.retain(|one| one != part);
        lifted.one_of.clone_from(&list.one_of);
        lifted.any_of.clone_from(&list.any_of);
        lifted.discriminator = lifted.discriminator.or(list.discriminator.clone());
        Some(lifted)
    }

    /// `oneOf` and `anyOf` of objects, where each has members of its own: an enum over the one, each of whose variants is one
    /// over the other.
    pub(super) fn paired(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
    ) -> Option<Made> {
        let alone = SchemaNode {
            one_of: Vec::new(),
            discriminator: None,
            ..schema.clone()
        };
        let rest = SchemaNode {
            any_of: Vec::new(),
            ..alone.clone()
        };
        let base = self.branch_of(node, &rest);
        let is_object = base.is_object() || is_silent(&rest, &base);
        let several = [&schema.one_of, &schema.any_of];
        let all_add = several
            .into_iter()
            .all(|list| list.len() > 1 && self.are_objects(list) && self.adds_members(list, &base));
        if !is_object || !all_add {
            return None;
        }
        let branches = self.without_twins(schema.one_of.clone());
        let made = self.merged(node, schema, &alone, place, &branches);
        Some(made.of_whole(self.table(node, schema)))
    }

    /// What stands beside each of some alternatives: the rest of their schema, with its next list beside it.
    pub(super) fn beside_each(
        &mut self,
        node: NodeId,
        rest: &SchemaNode,
        count: usize,
    ) -> SchemaNode {
        let silent = SchemaNode {
            one_of: Vec::new(),
            any_of: Vec::new(),
            ..rest.clone()
        };
        let next = match rest.alternatives().is_empty() {
            true => self.lifted_beside(node, rest, true),
            false => Some(rest.clone()),
        };
        let Some(next) = next else { return silent };
        let (base, listed) = (self.branch_of(node, &silent), next.alternatives());
        if !self.adds_members(&listed, &base) {
            return silent;
        }
        let choices = self.choices.saturating_mul(count);
        if choices.saturating_mul(listed.len()) > MOST_CHOICES {
            let why = format!(
                "several lists of alternatives make more than {MOST_CHOICES} structs, and the last is none of the type"
            );
            self.told_left(node, &why);
            return silent;
        }
        self.choices = choices;
        next
    }

    /// Whether a schema that names no member and no kind has a list of alternatives that are all objects.
    pub(super) fn lists_objects(&mut self, schema: &SchemaNode, base: &Branch) -> bool {
        let lists = self.lists_among(&schema.all_of);
        let mut lists = lists.iter().map(|(_, list)| list.alternatives());
        is_silent(schema, base) && lists.any(|list| self.are_objects(&list))
    }

    /// The parts that are lists of several alternatives, and no more.
    fn lists_among(&mut self, parts: &[NodeId]) -> Vec<List> {
        let mut lists = Vec::new();
        for part in parts {
            let read = self.read_followed(*part);
            let alone = SchemaNode {
                one_of: read.one_of.clone(),
                any_of: read.any_of.clone(),
                discriminator: read.discriminator.clone(),
                kinds: read.kinds.clone(),
                ..SchemaNode::default()
            };
            let several = read.one_of.len().max(read.any_of.len()) > 1;
            if several && *read == alone && !(read.nullable || read.is(Kind::Null)) {
                lists.push((*part, read));
            }
        }
        lists
    }

    fn are_objects(&mut self, alternatives: &[NodeId]) -> bool {
        let mut alternatives = alternatives.iter();
        alternatives.all(|one| self.branch(*one).is_object())
    }

    /// Whether an alternative says more of members than its base does.
    fn adds_members(&mut self, alternatives: &[NodeId], base: &Branch) -> bool {
        let mut alternatives = alternatives.iter();
        alternatives.any(|one| {
            let branch = self.branch(*one);
            self.says_more(base, &branch)
        })
    }

    /// Whether an alternative of a list has the list itself, or the schema whose part that is, as a part.
    fn is_extended(&mut self, node: NodeId, (part, list): &List) -> bool {
        let Some(target) = self.document.follow(*part, self.diagnostics) else {
            return true;
        };
        list.alternatives().into_iter().any(|alternative| {
            let read = self.read_followed(alternative);
            let parts = self.parts(alternative, &read);
            let extends = |one: &(NodeId, _)| one.0 == target || one.0 == node;
            self.branch(alternative).is(node) || parts.schemas.iter().any(extends)
        })
    }

    /// Says that the type does not hold the members of every list.
    fn told_left(&mut self, at: NodeId, why: &str) {
        let said = format!(
            "{why}: members that it has beside those of the type are kept in `rest`, and validation says the rest"
        );
        let found = Diagnostic::new(Code::Widened, said).at_node(self.document.sources, at);
        self.diagnostics.add(found.help("nothing needs to be done"));
    }
}

/// Whether a schema says nothing of members, nor that there are none.
fn is_silent(schema: &SchemaNode, base: &Branch) -> bool {
    !base.has_any() && schema.allows(Kind::Object)
}
