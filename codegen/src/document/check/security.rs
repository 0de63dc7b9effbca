//! Ways to prove who calls.

use super::Check;
use crate::diagnostic::Code;
use crate::source::NodeId;
use crate::spelling::nearest;

impl Check<'_, '_> {
    pub(super) fn scheme(&mut self, node: NodeId) {
        if self.has(node, "$ref") {
            return;
        }
        let needed: &[&str] = match self.text(node, "type") {
            Some("http") => &["scheme"],
            Some("apiKey") => {
                self.place_of_key(node);
                &["name", "in"]
            }
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

    /// Where an `apiKey` goes (OpenAPI 3.0.4, section 4.7.27).
    fn place_of_key(&mut self, node: NodeId) {
        const PLACES: [&str; 3] = ["header", "query", "cookie"];
        let sources = self.document.sources;
        let Some(place) = self
            .text(node, "in")
            .filter(|place| !PLACES.contains(place))
        else {
            return;
        };
        let text = format!("`{place}` is no place for a key: it is not sent");
        let help = match nearest(place, 0.6, PLACES.into_iter(), |one| one) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "a key goes `in: header`, `in: query` or `in: cookie`".to_owned(),
        };
        let at = sources.get(node, "in").unwrap_or(node);
        self.note(Code::SecurityScheme, at, text, help);
    }
}
