//! What the discriminator of a base asks of the structs that extend it: the text of one member, which nobody need say again.

use std::collections::HashMap;

use super::branch::Branch;
use super::types::Types;
use crate::document::Discriminator;
use crate::model::{Fixed, Told};
use crate::source::{NodeId, NodeKind};

/// The members that discriminators speak of, by schema; no text where two ask for different ones.
pub(super) type AllTold = HashMap<NodeId, Vec<(String, Option<Told>)>>;

impl Types<'_, '_> {
    /// What a member always is in the struct of a schema.
    pub(super) fn told_by(&mut self, node: NodeId, member: &str) -> Option<Fixed> {
        if self.told.is_none() {
            self.told = Some(self.all_told());
        }
        let told = self.told.as_ref()?.get(&node)?;
        let (_, told) = told.iter().find(|(name, _)| name == member)?;
        told.clone().map(Fixed::Told)
    }

    /// The one value of a member that can be `true`, or `false`, alone.
    pub(super) fn only_flag(&mut self, node: NodeId) -> Option<Fixed> {
        let schema = self.read_followed(node);
        let [only] = schema.listed()? else {
            return None;
        };
        match self.document.sources.kind(*only) {
            NodeKind::Bool(flag) => Some(Fixed::Flag(*flag)),
            _ => None,
        }
    }

    fn all_told(&mut self) -> AllTold {
        let mut all = AllTold::new();
        for node in self.document.discriminated().iter().copied() {
            let schema = self.read(node);
            let nodes = self.subtypes_of(node, &schema);
            let Some(discriminator) = schema.discriminator.as_ref().filter(|_| !nodes.is_empty())
            else {
                continue;
            };
            let branches: Vec<Branch> = nodes.iter().map(|node| self.branch(*node)).collect();
            let mapping = self.mapping(discriminator, &branches);
            for (index, at) in nodes.iter().enumerate() {
                let texts = mapping.iter().filter(|(_, place)| *place == index);
                let texts: Vec<&str> = texts.map(|(text, _)| text.as_str()).collect();
                if self.extends(*at, node) {
                    note(&mut all, *at, discriminator, &texts);
                }
            }
            let own = discriminator
                .mapping
                .iter()
                .filter(|(_, target)| self.document.mapped(discriminator.at, target) == Some(node));
            let own: Vec<&str> = own.map(|(text, _)| text.as_str()).collect();
            if !own.is_empty() {
                note(&mut all, node, discriminator, &own);
            }
        }
        all
    }

    /// Whether a schema has another as a part. What refers to no discriminator does not change with one.
    fn extends(&mut self, node: NodeId, base: NodeId) -> bool {
        let schema = self.read(node);
        let parts = self.parts(node, &schema);
        parts.schemas.iter().any(|(part, _)| *part == base)
    }
}

/// Notes what a discriminator asks of a schema. A text that a mapping says counts more than a name that stands for it.
fn note(all: &mut AllTold, target: NodeId, discriminator: &Discriminator, texts: &[&str]) {
    let said = |text: &str| discriminator.mapping.iter().any(|(known, _)| known == text);
    let told = match texts {
        [only] => Some(Told {
            text: (*only).to_owned(),
            said: said(only),
        }),
        _ => None,
    };
    let members = all.entry(target).or_default();
    let known = members
        .iter_mut()
        .find(|(name, _)| *name == discriminator.property);
    match (known, told) {
        (None, told) => members.push((discriminator.property.clone(), told)),
        (Some((_, Some(known))), Some(told)) if known.text == told.text => known.said |= told.said,
        (Some((_, Some(known))), Some(told)) if known.said != told.said => {
            if told.said {
                *known = told;
            }
        }
        (Some((_, known)), _) => *known = None,
    }
}
