//! Parameters of the path, the query and headers.

use super::Lift;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Entry, NodeId};

impl Lift<'_, '_> {
    /// A parameter whose schema is the rest of itself.
    pub(super) fn parameter(&mut self, node: NodeId) -> NodeId {
        if self.sources.get(node, "$ref").is_some() {
            return node;
        }
        let kept = ["name", "in", "required", "description", "allowEmptyValue"];
        let mut members = self.others(node, &[]);
        members.retain(|entry| kept.contains(&&*entry.key) || entry.key.starts_with("x-"));
        let schema = self.inline_schema(node);
        members.push(self.sources.member("schema", schema));
        let place = self
            .sources
            .get_str(node, "in")
            .unwrap_or_default()
            .to_owned();
        members.extend(self.collection(node, &place).unwrap_or_default());
        self.sources.make_map(members, node)
    }

    /// `collectionFormat` as `style` and `explode`; `None` where it says nothing. What no style of OpenAPI 3 says there stays
    /// as it is.
    pub(super) fn collection(&mut self, node: NodeId, place: &str) -> Option<Vec<Entry>> {
        if self.sources.get_str(node, "type") != Some("array") {
            return None;
        }
        let format = self
            .sources
            .get_str(node, "collectionFormat")
            .unwrap_or("csv")
            .to_owned();
        let in_query = matches!(place, "query" | "formData");
        let usual = if in_query { "form" } else { "simple" };
        let (style, explode, is_kept) = match format.as_str() {
            "csv" => (usual, false, false),
            "multi" if in_query => (usual, true, false),
            "ssv" if in_query => ("spaceDelimited", false, false),
            "pipes" if in_query => ("pipeDelimited", false, false),
            "ssv" | "tsv" | "pipes" => (usual, false, true),
            _ => {
                self.left_out(
                    node,
                    format!("values cannot be joined as `{format}` says: commas join them"),
                    "use `csv`, `ssv`, `tsv` or `pipes`; in a query or a form also `multi`",
                );
                (usual, false, false)
            }
        };
        let said = self.sources.get(node, "collectionFormat");
        let kept = said.filter(|_| is_kept);
        let style = self.sources.make_text(style, node);
        let explode = self.flag(explode, node);
        let mut members = vec![
            self.sources.member("style", style),
            self.sources.member("explode", explode),
        ];
        members.extend(kept.map(|kept| self.sources.member("collectionFormat", kept)));
        Some(members)
    }

    /// The items of a parameter or a header as a schema: without `collectionFormat`, which they may have too.
    pub(super) fn items(&mut self, members: &mut [Entry]) {
        let Some(items) = members.iter_mut().find(|member| *member.key == *"items") else {
            return;
        };
        let node = items.value;
        let mut inner = self.others(node, &["collectionFormat"]);
        self.items(&mut inner);
        let said = self.sources.get(node, "collectionFormat");
        match (self.sources.get_str(node, "type"), said) {
            (Some("array"), _) => self.left_out(
                said.unwrap_or(node),
                "a list within a list goes as JSON: nothing joins its items",
                "make it a list of texts, and join what each of them holds",
            ),
            (kind, Some(said)) => {
                let text = format!(
                    "`collectionFormat` says nothing of items that are no lists{}",
                    kind.map(|kind| format!(", but `{kind}`"))
                        .unwrap_or_default()
                );
                let found = Diagnostic::new(Code::OddSchema, text).at_node(self.sources, said);
                let help =
                    "remove it; where it says how the items are joined, write it beside `items`";
                self.diagnostics.add(found.help(help));
            }
            _ => {}
        }
        if inner != self.sources.entries(node) {
            items.value = self.sources.make_map(inner, node);
        }
    }
}
