//! Ways to prove who calls, and what is asked of whoever does.

use super::Check;
use crate::diagnostic::Code;
use crate::source::{Entry, NodeId, NodeKind};
use crate::spelling::nearest;

impl Check<'_, '_> {
    /// `security` of the document or of an operation: a list of maps from schemes to lists of scopes (OpenAPI 3.0.4,
    /// section 4.7.30). Who meant less is understood.
    pub(super) fn requirements(&mut self, holder: NodeId) {
        let sources = self.document.sources;
        let Some(list) = sources.get(holder, "security") else {
            return;
        };
        let is = sources.describe(list);
        let (text, help) = match sources.kind(list) {
            NodeKind::Sequence(items) => {
                for item in items {
                    self.requirement(*item);
                }
                return;
            }
            NodeKind::Null => (
                "`security` is null, and says nothing".to_owned(),
                "remove it, or write `[]` where nobody has to prove who calls".to_owned(),
            ),
            NodeKind::Mapping(_) => (
                format!("`security` is {is}, where a list is expected"),
                "it is taken as the one item of a list; write `- ` before it, or `[..]` around it"
                    .to_owned(),
            ),
            NodeKind::String(name) => (
                format!("`security` is {is}, where a list is expected"),
                format!("it is taken as `[{{{name}: []}}]`; correct it"),
            ),
            _ => (
                format!("`security` is {is}, where a list is expected"),
                "it is left out; write `[{Name: []}]`, with a scheme's name".to_owned(),
            ),
        };
        self.note(Code::WrongKind, list, text, help);
        if matches!(sources.kind(list), NodeKind::Mapping(_)) {
            self.requirement(list);
        }
    }

    fn requirement(&mut self, item: NodeId) {
        let sources = self.document.sources;
        let help = match sources.kind(item) {
            NodeKind::Mapping(schemes) => {
                for scheme in schemes {
                    self.scopes(scheme);
                }
                return;
            }
            NodeKind::String(name) => format!("it is taken as `{{{name}: []}}`; correct it"),
            _ => "it is left out; write `Name: []`, with a scheme's name".to_owned(),
        };
        let text = match sources.str(item) {
            Some(name) => format!("`{name}` is text, where a map of security schemes is expected"),
            None => {
                let is = sources.describe(item);
                format!(
                    "an item of `security` is {is}, where a map of security schemes is expected"
                )
            }
        };
        self.note(Code::WrongKind, item, text, help);
    }

    fn scopes(&mut self, scheme: &Entry) {
        let sources = self.document.sources;
        let (name, is) = (&scheme.key, sources.describe(scheme.value));
        let help = match sources.kind(scheme.value) {
            NodeKind::Sequence(_) => return,
            NodeKind::String(scope) => format!("it is taken as `{name}: [{scope}]`; correct it"),
            NodeKind::Null => format!("it is taken as `{name}: []`; correct it"),
            _ => {
                format!("none is asked for; write `{name}: []`, or the scopes by name in the list")
            }
        };
        let text = format!("the scopes of `{name}` are {is}, where a list is expected");
        self.note(Code::WrongKind, scheme.value, text, help);
    }

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
                let at = self.document.sources.get(node, "type").unwrap_or(node);
                self.note(Code::SecurityScheme, at, text, help);
                return;
            }
            None => &["type"],
        };
        let missing: Vec<String> = needed
            .iter()
            .filter(|key| !self.has(node, key))
            // The `flow` of Swagger 2.0 is no slip.
            .filter(|key| self.has(node, "flow") || !self.is_misspelled(node, key))
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
                Some("oauth2") if self.has(node, "flow") => {
                    "put what stands beside it, as in Swagger 2.0, under its flow: `flows: {clientCredentials: {tokenUrl: .., scopes: ..}}`"
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
