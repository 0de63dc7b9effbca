//! Keys, that there are not, of the small objects within others: contacts, licences, servers, tags, flows.

use super::Check;
use crate::document::positions::What;
use crate::source::NodeId;
use crate::spelling::has_slip;

const CONTACT: [&str; 3] = ["name", "url", "email"];
const LICENSE: [&str; 3] = ["name", "identifier", "url"];
const TAG: [&str; 5] = ["name", "summary", "description", "parent", "kind"];
const SERVER: [&str; 4] = ["url", "description", "variables", "name"];
const VARIABLE: [&str; 3] = ["enum", "default", "description"];
const FLOWS: [&str; 5] = [
    "implicit",
    "password",
    "clientCredentials",
    "authorizationCode",
    "deviceAuthorization",
];
const FLOW: [&str; 5] = [
    "authorizationUrl",
    "deviceAuthorizationUrl",
    "tokenUrl",
    "refreshUrl",
    "scopes",
];

impl Check<'_, '_> {
    /// Those of the objects that stand in this one. What was lifted from Swagger 2.0 has the keys that it was given.
    pub(super) fn inner_keys(&mut self, what: What, node: NodeId) {
        let sources = self.document.sources;
        if self.is_swagger() {
            return;
        }
        let mut check = |node: NodeId, name: &str, known: &[&str]| {
            self.unknown_keys(What::Example, node, name, known);
        };
        if what == What::Root
            && let Some(info) = sources.get(node, "info")
        {
            for (key, name, known) in [
                ("contact", "a contact", &CONTACT),
                ("license", "a licence", &LICENSE),
            ] {
                if let Some(part) = sources.get(info, key) {
                    check(part, name, known);
                }
            }
            for tag in sources.items_of(node, "tags") {
                check(*tag, "a tag", &TAG);
            }
        }
        if matches!(what, What::Root | What::PathItem | What::Operation) {
            for server in sources.items_of(node, "servers") {
                check(*server, "a server", &SERVER);
                for variable in sources.entries_of(*server, "variables") {
                    check(variable.value, "a variable of a server", &VARIABLE);
                }
            }
        }
        if what == What::SecurityScheme
            && let Some(flows) = sources.get(node, "flows")
        {
            check(flows, "`flows`", &FLOWS);
            for flow in sources.entries(flows) {
                if FLOWS.contains(&&*flow.key) {
                    check(flow.value, "a flow", &FLOW);
                }
            }
        }
    }

    /// Whether a key that is missing is there in another spelling: then that is what is said.
    pub(super) fn is_misspelled(&self, node: NodeId, key: &str) -> bool {
        let entries = self.document.sources.entries(node).iter();
        has_slip(entries.map(|entry| &*entry.key), key)
    }
}
