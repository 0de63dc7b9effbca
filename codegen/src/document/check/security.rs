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
                let help = match &*other.to_lowercase() {
                    "bearer" | "jwt" | "http_bearer" => "write `type: http` and `scheme: bearer`",
                    "basic" => "write `type: http` and `scheme: basic`",
                    "header" | "query" | "cookie" | "apikey" | "api_key" | "api-key" => {
                        "write `type: apiKey`, with `in` and `name`"
                    }
                    "oauth" => "write `type: oauth2`, with `flows`",
                    _ => "the kinds are apiKey, http, oauth2, openIdConnect and mutualTLS",
                };
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
            let help = match self.text(node, "type") {
                Some("http") => "add the scheme of HTTP, such as `scheme: bearer`",
                Some("apiKey") => {
                    "say where the key goes, as in `in: header` and `name: X-API-Key`"
                }
                Some("oauth2") => {
                    "add the ways to a token, as in `flows: {clientCredentials: {tokenUrl: .., scopes: {}}}`"
                }
                Some("openIdConnect") => "add the address of the provider's document",
                _ => "add it: apiKey, http, oauth2, openIdConnect or mutualTLS",
            };
            self.note(Code::SecurityScheme, node, text, help);
        }
    }
}
