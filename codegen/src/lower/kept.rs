//! Which operations and schemas are wanted: those that were picked, and what they reach.

use std::collections::HashSet;

use super::reach::Reach;
use super::{Options, Pick};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, RawOperation};
use crate::source::NodeId;
use crate::spelling::suggestion;

/// What is wanted of a document.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The operations; all where it is `None`.
    operations: Option<HashSet<NodeId>>,
    /// The named schemas; all where it is `None`.
    schemas: Option<HashSet<NodeId>>,
}

impl Kept {
    pub fn operation(&self, node: NodeId) -> bool {
        self.operations
            .as_ref()
            .is_none_or(|kept| kept.contains(&node))
    }

    /// Whether everything is kept, what the other side sends included.
    pub fn all(&self) -> bool {
        self.operations.is_none()
    }

    pub fn schema(&self, node: NodeId) -> bool {
        self.schemas
            .as_ref()
            .is_none_or(|kept| kept.contains(&node))
    }

    /// What the options pick. A pick that picks nothing is reported.
    pub fn new(document: &Document<'_>, options: &Options, diagnostics: &mut Diagnostics) -> Self {
        let is_all = options.include.is_empty() && options.exclude.is_empty();
        if is_all && options.paging.is_empty() {
            return Self::default();
        }
        let raws = document.operations(diagnostics);
        let said: Vec<Said<'_>> = raws.iter().map(|raw| Said::of(document, raw)).collect();
        let matched = |picks: &[Pick], said: &Said<'_>| picks.iter().any(|pick| said.is(pick));
        let wanted = |said: &&Said<'_>| {
            (options.include.is_empty() || matched(&options.include, said))
                && !matched(&options.exclude, said)
        };
        let operations: Vec<_> = said.iter().filter(wanted).collect();
        let schemas: Vec<_> = document.schemas().collect();
        let paged = options.paging.iter().map(|paged| &paged.pick);
        for pick in options.include.iter().chain(&options.exclude).chain(paged) {
            report(pick, &said, &schemas, diagnostics);
        }
        if is_all {
            return Self::default();
        }
        let mut reach = Reach::new(document, &schemas);
        for one in &operations {
            reach.visit(one.raw.node);
            reach.walk(document.sources.get(one.raw.item.node, "parameters"));
        }
        for (name, node) in &schemas {
            if options
                .include
                .iter()
                .any(|pick| pick.schema.as_ref().is_some_and(|glob| glob.matches(name)))
            {
                reach.visit(*node);
            }
        }
        let seen = reach.run();
        Self {
            operations: Some(operations.iter().map(|one| one.raw.node).collect()),
            schemas: Some(seen),
        }
    }
}

/// What a pick may speak of.
pub(super) struct Said<'a> {
    raw: &'a RawOperation,
    tags: Vec<&'a str>,
    id: Option<&'a str>,
}

impl<'a> Said<'a> {
    pub fn of(document: &Document<'a>, raw: &'a RawOperation) -> Self {
        let sources = document.sources;
        let tags = sources
            .get(raw.node, "tags")
            .map_or(&[][..], |tags| sources.items(tags));
        Self {
            raw,
            tags: tags.iter().filter_map(|tag| sources.str(*tag)).collect(),
            id: sources.get_str(raw.node, "operationId"),
        }
    }

    pub fn is(&self, pick: &Pick) -> bool {
        pick.schema.is_none()
            && pick
                .path
                .as_ref()
                .is_none_or(|glob| glob.matches(&self.raw.item.path))
            && pick
                .method
                .as_ref()
                .is_none_or(|method| method.eq_ignore_ascii_case(&self.raw.method))
            && pick
                .tag
                .as_ref()
                .is_none_or(|glob| self.tags.iter().any(|tag| glob.matches(tag)))
            && pick
                .operation
                .as_ref()
                .is_none_or(|glob| self.id.is_some_and(|id| glob.matches(id)))
    }
}

/// Says so where a pick picks nothing, which is a slip of the pen more often than not.
fn report(
    pick: &Pick,
    said: &[Said<'_>],
    schemas: &[(&str, NodeId)],
    diagnostics: &mut Diagnostics,
) {
    let picks = match &pick.schema {
        Some(glob) => schemas.iter().any(|(name, _)| glob.matches(name)),
        None => said.iter().any(|one| one.is(pick)),
    };
    if picks {
        return;
    }
    let all = |of: fn(&Said<'_>) -> Vec<String>| said.iter().flat_map(of).collect::<Vec<_>>();
    let (given, mut known) = match pick {
        Pick {
            schema: Some(glob), ..
        } => (
            glob.as_str(),
            schemas.iter().map(|(name, _)| (*name).to_owned()).collect(),
        ),
        Pick {
            operation: Some(glob),
            ..
        } => (
            glob.as_str(),
            all(|one| one.id.map(str::to_owned).into_iter().collect()),
        ),
        Pick {
            tag: Some(glob), ..
        } => (
            glob.as_str(),
            all(|one| one.tags.iter().map(|tag| (*tag).to_owned()).collect()),
        ),
        Pick {
            path: Some(glob), ..
        } => (glob.as_str(), all(|one| vec![one.raw.item.path.clone()])),
        Pick { method, .. } => (
            method.as_deref().unwrap_or_default(),
            all(|one| vec![one.raw.method.clone()]),
        ),
    };
    known.sort();
    known.dedup();
    known.truncate(50);
    let text = format!("the settings pick `{given}`, and the document has no such thing");
    let mut found = Diagnostic::new(Code::Unmatched, text).help(suggestion(given, &known));
    found.span = pick.span;
    diagnostics.add(found);
}
