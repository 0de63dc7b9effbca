//! Ways to prove who calls.

use super::Lift;
use crate::source::{Entry, NodeId};

impl Lift<'_, '_> {
    pub(super) fn security_schemes(&mut self, schemes: NodeId) -> NodeId {
        let mut members = Vec::new();
        for entry in self.sources.entries(schemes).to_vec() {
            let node = self.followed(entry.value);
            let value = match self.sources.get_str(node, "type") {
                Some("basic") => self.basic(node),
                Some("oauth2") => self.oauth2(node),
                _ => node,
            };
            members.push(Entry { value, ..entry });
        }
        self.sources.make_map(members, schemes)
    }

    fn basic(&mut self, node: NodeId) -> NodeId {
        let mut members = self.others(node, &["type"]);
        for (key, text) in [("type", "http"), ("scheme", "basic")] {
            let text = self.sources.make_text(text, node);
            members.push(self.sources.member(key, text));
        }
        self.sources.make_map(members, node)
    }

    /// One flow beside the type as a map of flows.
    fn oauth2(&mut self, node: NodeId) -> NodeId {
        const OF_FLOW: [&str; 3] = ["authorizationUrl", "tokenUrl", "scopes"];
        let flow = match self.sources.get_str(node, "flow") {
            Some("implicit") => "implicit",
            Some("password") => "password",
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            _ => {
                self.left_out(
                    node,
                    "this scheme names no flow of OAuth 2.0",
                    "set `flow` to implicit, password, application or accessCode",
                );
                return node;
            }
        };
        let mut members = self.others(node, &OF_FLOW);
        members.retain(|entry| &*entry.key != "flow");
        let mut inner = self.others(node, &[]);
        inner.retain(|entry| OF_FLOW.contains(&&*entry.key));
        let inner = self.sources.make_map(inner, node);
        let flows = vec![self.sources.member(flow, inner)];
        let flows = self.sources.make_map(flows, node);
        members.push(self.sources.member("flows", flows));
        self.sources.make_map(members, node)
    }
}
