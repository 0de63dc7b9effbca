//! The path of a URL, and the fixed part of its query, as a key of `paths` means them.
//!
//! OpenAPI 3.2.0, section 4.8.1 allows neither a query nor a fragment there. Documents have both, to tell operations apart
//! that share a path: a fragment is never sent, a query is.

use super::Document;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::NodeId;

impl Document<'_> {
    /// The template of an operation that `key` leads to: without a fragment, and without what its parameters put into the
    /// query themselves.
    pub(super) fn template(
        &self,
        key: &str,
        operation: NodeId,
        item: NodeId,
        diagnostics: &mut Diagnostics,
    ) -> String {
        let key = self.in_braces(key, operation, item, diagnostics);
        let sent = key.split('#').next().unwrap_or_default();
        let Some((path, query)) = sent.split_once('?') else {
            return sent.to_owned();
        };
        let declared = self.declared_names(operation, item, "query");
        let is_declared = |name: &str| declared.contains(&name);
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                let variable = value.strip_prefix('{').and_then(|v| v.strip_suffix('}'));
                !pair.is_empty() && !is_declared(name) && !variable.is_some_and(is_declared)
            })
            .collect();
        if kept.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", kept.join("&"))
        }
    }

    /// The path with each `:name` that is declared as a parameter as `{name}`, which is how OpenAPI writes it.
    fn in_braces(
        &self,
        key: &str,
        operation: NodeId,
        item: NodeId,
        diagnostics: &mut Diagnostics,
    ) -> String {
        if !key.contains("/:") {
            return key.to_owned();
        }
        let declared = self.declared_names(operation, item, "path");
        let meant = |segment: &str| {
            let name = segment.strip_prefix(':')?;
            declared.contains(&name).then(|| format!("{{{name}}}"))
        };
        let segments = key.split('/');
        let segments: Vec<_> = segments
            .map(|segment| meant(segment).unwrap_or_else(|| segment.to_owned()))
            .collect();
        let template = segments.join("/");
        if template != key {
            let text = format!(
                "the path `{key}` has a parameter after a colon: it is taken as `{template}`"
            );
            let found = Diagnostic::new(Code::Path, text).at_node(self.sources, item);
            let found = found.help(format!("write `{template}`"));
            diagnostics.add(found.cause(key));
        }
        template
    }

    /// The names of the parameters that an operation and its path declare for a place, e.g. `query`.
    pub fn declared_names(&self, operation: NodeId, item: NodeId, place: &str) -> Vec<&str> {
        self.declared_parameters(operation, item)
            .filter_map(|node| self.sources.follow(node).ok())
            .filter(|node| self.sources.get_str(*node, "in") == Some(place))
            .filter_map(|node| self.sources.get_str(node, "name"))
            .collect()
    }

    /// The parameters that an operation and its path declare, references as they stand.
    pub fn declared_parameters(
        &self,
        operation: NodeId,
        item: NodeId,
    ) -> impl Iterator<Item = NodeId> {
        let lists = [operation, item].map(|node| self.sources.get(node, "parameters"));
        let lists = lists.into_iter().flatten();
        lists.flat_map(|list| self.sources.items(list)).copied()
    }
}
