//! Which operations and schemas are wanted: those that were picked, and what they reach.

use std::collections::HashSet;

use super::reach::Reach;
use super::{Options, Pick};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, RawOperation};
use crate::glob::Glob;
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
        let tags = sources.items_of(raw.node, "tags");
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
    let asked = asked(pick, said, schemas);
    let vain = asked.iter().find(|one| !one.picks);
    let (text, help) = match (vain, pick.says_nothing()) {
        (Some(one), _) => {
            let mut known = one.known.clone();
            known.sort();
            known.dedup();
            known.truncate(50);
            (
                format!("the document has no {} `{}`", one.kind, one.given),
                suggestion(&one.given, &known),
            )
        }
        (None, true) => return,
        (None, false) => {
            let all: Vec<_> = asked
                .iter()
                .map(|one| format!("the {} `{}`", one.kind, one.given))
                .collect();
            (
                format!("no operation has {} at once", all.join(" and ")),
                "make an entry of each, or remove one".to_owned(),
            )
        }
    };
    let found = Diagnostic::new(Code::Unmatched, text).help(help);
    diagnostics.add(found.at_origin(pick.origin.as_ref()));
}

/// One thing that a pick asks for.
struct Asked {
    kind: &'static str,
    given: String,
    /// What there is of that kind.
    known: Vec<String>,
    /// Whether any of that is asked for.
    picks: bool,
}

fn asked(pick: &Pick, said: &[Said<'_>], schemas: &[(&str, NodeId)]) -> Vec<Asked> {
    let glob = |kind, glob: &Option<Glob>, known: &dyn Fn() -> Vec<String>| {
        let glob = glob.as_ref()?;
        let known = known();
        Some(Asked {
            kind,
            given: glob.as_str().to_owned(),
            picks: known.iter().any(|one| glob.matches(one)),
            known,
        })
    };
    let schemas = || schemas.iter().map(|(name, _)| (*name).to_owned()).collect();
    if pick.schema.is_some() {
        return glob("schema", &pick.schema, &schemas).into_iter().collect();
    }
    let ids = || {
        said.iter()
            .filter_map(|one| one.id.map(str::to_owned))
            .collect()
    };
    let tags = || {
        let tags = said.iter().flat_map(|one| one.tags.iter());
        tags.map(ToString::to_string).collect()
    };
    let paths = || said.iter().map(|one| one.raw.item.path.clone()).collect();
    let method = pick.method.as_ref().map(|given| {
        let known: Vec<_> = said.iter().map(|one| one.raw.method.clone()).collect();
        Asked {
            kind: "method",
            given: given.clone(),
            picks: known.iter().any(|one| one.eq_ignore_ascii_case(given)),
            known,
        }
    });
    let globs = [
        glob("operation", &pick.operation, &ids),
        glob("tag", &pick.tag, &tags),
        glob("path", &pick.path, &paths),
        method,
    ];
    globs.into_iter().flatten().collect()
}
