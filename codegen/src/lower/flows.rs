//! What a person must know of a security scheme to have a credential for it, in words.

use super::names;
use crate::document::Document;
use crate::source::NodeId;

/// What a scheme is, and what is to be known of it besides.
pub(super) fn said(document: &Document<'_>, node: NodeId) -> Option<(&'static str, String)> {
    let sources = document.sources;
    if let Some(listed) = sources.get(node, "flows") {
        return Some(("OAuth 2.", of_oauth(document, listed)?));
    }
    let format = sources.get_str(node, "bearerFormat")?;
    let kind = "A bearer token in the `Authorization` header.";
    Some((kind, format!("Format: {format}.")))
}

/// The flows of OAuth 2, in words (OpenAPI 3.2.0, section 4.29): where a person logs in, where tokens are had, and what each
/// scope allows.
fn of_oauth(document: &Document<'_>, flows: NodeId) -> Option<String> {
    const ADDRESSES: [(&str, &str); 4] = [
        ("authorizationUrl", "log in at"),
        ("deviceAuthorizationUrl", "a device asks at"),
        ("tokenUrl", "tokens from"),
        ("refreshUrl", "new ones from"),
    ];
    let sources = document.sources;
    let (mut lines, mut scopes) = (Vec::new(), Vec::new());
    for flow in sources.entries(flows) {
        let said = |(key, words): &(&str, &str)| {
            let url = sources.get_str(flow.value, key)?;
            Some(format!("{words} {url}"))
        };
        let said: Vec<String> = ADDRESSES.iter().filter_map(said).collect();
        if flow.key.starts_with("x-") || said.is_empty() {
            continue;
        }
        let name = names::snake(&flow.key).replace('_', " ");
        lines.push(format!("- Flow of {name}: {}", said.join(", ")));
        for scope in sources.entries_of(flow.value, "scopes") {
            let text = sources.str(scope.value).filter(|text| !text.is_empty());
            let text = text.map_or_else(String::new, |text| format!(": {text}"));
            let line = format!("- `{}`{text}", scope.key.replace('`', ""));
            if !scope.key.starts_with("x-") && !scopes.contains(&line) {
                scopes.push(line);
            }
        }
    }
    if !scopes.is_empty() {
        lines.push("\nScopes:\n".to_owned());
        lines.extend(scopes);
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}
