//! Which way the values of a schema go: with requests, with answers, or with both.

use std::collections::HashSet;

use super::reach::Reach;
use crate::diagnostic::Diagnostics;
use crate::document::{Document, RawOperation};
use crate::source::{NodeId, Sources};

/// The ways that the values of one schema go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directions {
    /// They are a part of what the crate's user sends: of a body or a parameter, or of what a webhook is answered with.
    pub sent: bool,
    /// They are a part of what is answered, or of what a webhook brings.
    pub received: bool,
}

impl Directions {
    /// Of what may go either way.
    pub const BOTH: Self = Self {
        sent: true,
        received: true,
    };
}

/// What the operations of a document send, and what they receive: the nodes where either starts, and what references on
/// the way from there name. Nothing is known where nothing is `readOnly` or `writeOnly`.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    sent: HashSet<NodeId>,
    received: HashSet<NodeId>,
}

impl Traffic {
    /// That of every operation, whichever of them the settings pick: a type does not depend on that.
    pub fn of(document: &Document<'_>) -> Self {
        let sources = document.sources;
        if !["readOnly", "writeOnly"]
            .iter()
            .any(|key| sources.mentions(key))
        {
            return Self::default();
        }
        // What is odd is reported by whoever reads the operations.
        let mut unheard = Diagnostics::default();
        let schemas: Vec<_> = document.schemas().collect();
        let mut sent = Reach::new(document, &schemas);
        let mut received = Reach::new(document, &schemas);
        let outgoing = document.operations(&mut unheard);
        let mut incoming = document.incoming(&mut unheard);
        for raw in &outgoing {
            incoming.extend(document.callbacks(raw.node, &mut unheard));
            call(sources, raw, &mut sent, &mut received);
        }
        for raw in &incoming {
            call(sources, raw, &mut received, &mut sent);
        }
        Self {
            sent: sent.run(),
            received: received.run(),
        }
    }

    /// The ways of a schema's values. Those that no operation names may go either way.
    pub fn directions(&self, sources: &Sources, node: NodeId) -> Directions {
        let comes = |from: &HashSet<NodeId>| {
            from.contains(&node) || sources.ancestors(node).any(|around| from.contains(&around))
        };
        match (comes(&self.sent), comes(&self.received)) {
            (false, false) => Directions::BOTH,
            (sent, received) => Directions { sent, received },
        }
    }
}

/// Where the values of one call come from: those that its caller gives, and those that it is answered with.
fn call<'a, 'd>(
    sources: &Sources,
    raw: &RawOperation,
    given: &mut Reach<'a, 'd>,
    answered: &mut Reach<'a, 'd>,
) {
    let members = ["requestBody", "parameters"];
    let own = members.iter().filter_map(|key| sources.get(raw.node, key));
    for node in own.chain(sources.get(raw.item.node, "parameters")) {
        given.visit(node);
    }
    if let Some(node) = sources.get(raw.node, "responses") {
        answered.visit(node);
    }
}
