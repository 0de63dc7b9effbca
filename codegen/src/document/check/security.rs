//! Ways to prove who calls.

use super::Check;
use crate::diagnostic::Code;
use crate::source::NodeId;

impl Check<'_, '_> {
    pub(super) fn scheme(&mut self, node: NodeId) {
        if self.has(node, "$ref") {
            return;
        }
        let needed: &[&str] = match self.text(node, "type") {
            Some("http") => &["scheme"],
            Some("apiKey") => &["name", "in"],
            Some("oauth2") => &["flows"],
            Some("openIdConnect") => &["openIdConnectUrl"],
            Some("mutualTLS") => &[],
            Some(other) => {
                let text = format!("`{other}` is no kind of security scheme");
                let help = "the kinds are apiKey, http, oauth2, openIdConnect and mutualTLS";
                self.note(Code::SecurityScheme, node, text, help);
                return;
            }
            None => &["type"],
        };
        let missing: Vec<String> = needed
            .iter()
            .filter(|key| !self.has(node, key))
            .map(|key| format!("`{key}`"))
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(" and no ");
            let text = format!("the security scheme has no {missing}");
            self.note(Code::SecurityScheme, node, text, "add what its type needs");
        }
    }
}
