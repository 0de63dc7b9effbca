//! YAML as a tree, from parser events.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle};

use super::advice::{syntax, too_deep};
use super::load::{Problem, Repeated};
use super::{Entry, Limits, NodeId, NodeKind, Sources, Span, Text, scalar};
use crate::diagnostic::Code;

/// Fewer keys than this are not worth a table.
const FEW: usize = 12;

/// A collection that is not closed yet.
enum Open {
    Sequence {
        start: u32,
        anchor: usize,
        items: Vec<NodeId>,
    },
    Mapping {
        start: u32,
        anchor: usize,
        entries: Vec<Entry>,
        key: Option<(Text, Span)>,
        merges: Vec<NodeId>,
        /// The keys of a map that has many.
        seen: HashMap<Text, Span>,
    },
}

struct Builder<'a> {
    sources: &'a mut Sources,
    file: u32,
    /// Where the text starts in the file.
    offset: u32,
    limits: &'a Limits,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeId>,
    /// How many nodes each anchored node stands for, where that is more than one.
    sizes: HashMap<NodeId, usize>,
    count: usize,
    root: Option<NodeId>,
    repeated: &'a mut Repeated,
}

/// What was read.
pub(super) struct Part {
    pub root: NodeId,
    /// How many nodes it stands for.
    pub count: usize,
}

/// Reads the one document of a text, which starts at that byte of that file.
pub(super) fn read(
    sources: &mut Sources,
    (file, offset): (u32, u32),
    text: &str,
    limits: &Limits,
    repeated: &mut Repeated,
) -> Result<Part, Problem> {
    let mut builder = Builder {
        sources,
        file,
        offset,
        limits,
        open: Vec::new(),
        anchors: HashMap::new(),
        sizes: HashMap::new(),
        count: 0,
        root: None,
        repeated,
    };
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.flow_nesting_limit = limits.depth + 2;
    options.block_nesting_limit = limits.depth + 2;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| syntax(text, &error, limits.depth))?;
        let range = span.byte_range().unwrap_or_default();
        let (start, end) = (to_u32(range.start), to_u32(range.end));
        builder.event(event, start, end)?;
    }
    let root = builder.root.ok_or_else(|| {
        problem(
            Code::Empty,
            "the file holds no document",
            "give an OpenAPI document",
            0,
            0,
        )
    })?;
    Ok(Part {
        root,
        count: builder.count,
    })
}

pub(super) fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

pub(super) fn problem(
    code: Code,
    text: impl Into<String>,
    help: impl Into<Cow<'static, str>>,
    start: u32,
    end: u32,
) -> Problem {
    Problem {
        code,
        text: text.into(),
        help: help.into(),
        start,
        end,
        related: None,
    }
}

/// Where a key of a map stands that is there already. Few keys are held against each other, many are looked up.
pub(super) fn earlier(
    seen: &mut HashMap<Text, Span>,
    entries: &[Entry],
    text: &Text,
    span: Span,
) -> Option<Span> {
    if entries.len() < FEW {
        let same = entries.iter().find(|entry| entry.key == *text);
        return same.map(|entry| entry.key_span);
    }
    if seen.is_empty() {
        seen.extend(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), entry.key_span)),
        );
    }
    seen.insert(text.clone(), span)
}

impl Builder<'_> {
    fn span(&self, start: u32, end: u32) -> Span {
        Span {
            file: self.file,
            start: start.saturating_add(self.offset),
            end: end.saturating_add(self.offset),
        }
    }

    fn event(&mut self, event: Event<'_>, start: u32, end: u32) -> Result<(), Problem> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => Err(problem(
                Code::Syntax,
                "the file holds a second document",
                "keep one document a file",
                start,
                end,
            )),
            Event::Alias(id) => self.alias(id, start, end),
            Event::Scalar(text, style, anchor, tag) => {
                let quoted = style != ScalarStyle::Plain
                    || tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                if self.takes_key() {
                    let key = self.sources.texts.share(&text);
                    return self.key(key, start, end);
                }
                let kind = if quoted {
                    NodeKind::String(self.sources.texts.share(&text))
                } else {
                    scalar::plain(&text, &mut self.sources.texts)
                };
                let node = self.node(kind, start, end)?;
                self.anchor(anchor, node);
                self.place(node, start, end)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.deeper(start, end)?;
                self.open.push(Open::Sequence {
                    start,
                    anchor,
                    items: Vec::new(),
                });
                Ok(())
            }
            Event::MappingStart(_, anchor, _) => {
                self.deeper(start, end)?;
                self.open.push(Open::Mapping {
                    start,
                    anchor,
                    entries: Vec::new(),
                    key: None,
                    merges: Vec::new(),
                    seen: HashMap::new(),
                });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            _ => Ok(()),
        }
    }

    fn takes_key(&self) -> bool {
        matches!(self.open.last(), Some(Open::Mapping { key: None, .. }))
    }

    fn deeper(&mut self, start: u32, end: u32) -> Result<(), Problem> {
        if self.takes_key() {
            let text = "a key that is a list or a map";
            return Err(problem(
                Code::Syntax,
                text,
                "keys of an OpenAPI document are text",
                start,
                end,
            ));
        }
        if self.open.len() >= self.limits.depth {
            return Err(too_deep(self.limits.depth, start, end));
        }
        Ok(())
    }

    fn count(&mut self, nodes: usize, start: u32, end: u32) -> Result<(), Problem> {
        self.count = self.count.saturating_add(nodes);
        if self.count > self.limits.nodes {
            let text = format!("the file stands for more than {} nodes", self.limits.nodes);
            return Err(problem(
                Code::Limit,
                text,
                "aliases multiply: raise limits.nodes in the settings, or use fewer",
                start,
                end,
            ));
        }
        Ok(())
    }

    fn node(&mut self, kind: NodeKind, start: u32, end: u32) -> Result<NodeId, Problem> {
        self.count(1, start, end)?;
        let span = self.span(start, end);
        Ok(self.sources.add(kind, span))
    }

    fn anchor(&mut self, anchor: usize, node: NodeId) {
        if anchor > 0 {
            let size = self.size(node);
            self.anchors.insert(anchor, node);
            self.sizes.insert(node, size);
        }
    }

    /// How many nodes a node stands for, aliases within it counted as what they stand for.
    fn size(&self, node: NodeId) -> usize {
        let mut size = 0_usize;
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if let Some(known) = self.sizes.get(&node) {
                size = size.saturating_add(*known);
                continue;
            }
            size = size.saturating_add(1);
            open.extend(self.sources.items(node));
            open.extend(self.sources.entries(node).iter().map(|entry| entry.value));
        }
        size
    }

    fn alias(&mut self, id: usize, start: u32, end: u32) -> Result<(), Problem> {
        let Some(node) = self.anchors.get(&id).copied() else {
            let text = "an alias within what it stands for";
            return Err(problem(
                Code::Syntax,
                text,
                "write the value out, or use $ref",
                start,
                end,
            ));
        };
        if self.takes_key() {
            let text = self.sources.str(node).unwrap_or_default();
            return self.key(text.into(), start, end);
        }
        self.count(self.sizes.get(&node).copied().unwrap_or(1), start, end)?;
        self.place(node, start, end)
    }

    fn key(&mut self, text: Text, start: u32, end: u32) -> Result<(), Problem> {
        let span = self.span(start, end);
        if let Some(Open::Mapping {
            key, seen, entries, ..
        }) = self.open.last_mut()
        {
            if &*text != "<<"
                && let Some(first) = earlier(seen, entries, &text, span)
            {
                self.repeated.add(&text, span, first)?;
            }
            *key = Some((text, span));
        }
        Ok(())
    }

    fn place(&mut self, node: NodeId, start: u32, end: u32) -> Result<(), Problem> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping {
                entries,
                key,
                merges,
                ..
            }) => match key.take() {
                Some((text, _)) if &*text == "<<" => merges.push(node),
                Some((_, span)) if self.repeated.has(span) => {}
                Some((text, span)) => entries.push(Entry {
                    key: text,
                    key_span: span,
                    value: node,
                }),
                None => {
                    return Err(problem(
                        Code::Syntax,
                        "a value without a key",
                        "give it a key",
                        start,
                        end,
                    ));
                }
            },
        }
        Ok(())
    }

    fn close(&mut self, end: u32) -> Result<(), Problem> {
        let (kind, start, anchor) = match self.open.pop() {
            Some(Open::Sequence {
                start,
                anchor,
                items,
            }) => (NodeKind::Sequence(items.into()), start, anchor),
            Some(Open::Mapping {
                start,
                anchor,
                mut entries,
                merges,
                ..
            }) => {
                for merge in merges {
                    self.merge(merge, &mut entries);
                }
                (NodeKind::Mapping(entries.into()), start, anchor)
            }
            None => return Ok(()),
        };
        let node = self.node(kind, start, end)?;
        self.anchor(anchor, node);
        self.place(node, start, end)
    }

    /// `<<: *map` or `<<: [*one, *two]`: members that are not there yet.
    fn merge(&mut self, from: NodeId, into: &mut Vec<Entry>) {
        let maps = match self.sources.kind(from) {
            NodeKind::Sequence(items) => items.to_vec(),
            _ => vec![from],
        };
        for entry in maps.iter().flat_map(|map| self.sources.entries(*map)) {
            if !into.iter().any(|known| known.key == entry.key) {
                into.push(entry.clone());
            }
            // A value may be merged many times, and its nodes are counted once.
            if !self.sizes.contains_key(&entry.value) {
                let size = self.size(entry.value);
                self.sizes.insert(entry.value, size);
            }
        }
    }
}
