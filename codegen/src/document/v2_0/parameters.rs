//! Parameters of the path, the query and headers.

use super::Lift;
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

    /// `collectionFormat` as `style` and `explode`; `None` where it says nothing.
    pub(super) fn collection(&mut self, node: NodeId, place: &str) -> Option<Vec<Entry>> {
        if self.sources.get_str(node, "type") != Some("array") {
            return None;
        }
        let format = self
            .sources
            .get_str(node, "collectionFormat")
            .unwrap_or("csv");
        let in_query = matches!(place, "query" | "formData");
        let (style, explode) = match format {
            "multi" if in_query => ("form", true),
            "ssv" if in_query => ("spaceDelimited", false),
            "pipes" if in_query => ("pipeDelimited", false),
            _ if in_query => ("form", false),
            _ => ("simple", false),
        };
        let is_known = format == "csv" || (in_query && matches!(format, "multi" | "ssv" | "pipes"));
        if !is_known {
            let text = format!("values cannot be joined as `{format}` says: commas join them");
            self.left_out(
                node,
                text,
                "use `csv`, or in a query `multi`, `ssv` or `pipes`",
            );
        }
        let style = self.sources.make_text(style, node);
        let explode = self.flag(explode, node);
        Some(vec![
            self.sources.member("style", style),
            self.sources.member("explode", explode),
        ])
    }
}
