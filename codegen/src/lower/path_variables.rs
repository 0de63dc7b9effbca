//! What stands in the braces of a path, where it is not the name of a parameter as the document declares it.

use super::parameters::{argument, text};
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{RawOperation, variables};
use crate::model::{Docs, Location, Parameter, ParameterStyle};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// The variable of the path that a parameter is meant for which is spelled in another way; `None` where there is none.
    pub(super) fn meant_variable(
        &mut self,
        raw: &RawOperation,
        name: &str,
        target: NodeId,
    ) -> Option<String> {
        let declared = self
            .document
            .declared_names(raw.node, raw.item.node, "path");
        let is_meant = |one: &str| {
            bare(one) == bare(name) || plain(one).is_some_and(|plain| bare(plain) == bare(name))
        };
        let meant = variables(&raw.template)
            .find(|one| is_meant(one) && !declared.iter().any(|known| known == one));
        let (text, help) = match meant {
            Some(meant) => (
                format!(
                    "the path has `{{{meant}}}`, not `{{{name}}}`: the parameter is taken for it"
                ),
                match plain(meant) {
                    Some(plain) => written_plain(meant, plain),
                    None => format!("call it `{meant}`"),
                },
            ),
            None => (
                format!("the path has no `{{{name}}}`: the parameter is left out"),
                "add it to the path, or say where else it goes".to_owned(),
            ),
        };
        let found = Diagnostic::new(Code::PathParameter, text);
        self.diagnostics
            .add(found.at_node(self.document.sources, target).help(help));
        meant.map(str::to_owned)
    }

    /// Variables of the template that no parameter declares are texts.
    pub(super) fn undeclared(&mut self, raw: &RawOperation, found: &mut Vec<(Parameter, NodeId)>) {
        for name in variables(&raw.template) {
            if found
                .iter()
                .any(|(known, _)| known.location == Location::Path && known.name == name)
            {
                continue;
            }
            let text_of =
                format!("no parameter declares `{{{name}}}` of the path: it is taken as text");
            let diagnostic = Diagnostic::new(Code::PathParameter, text_of)
                .at_node(self.document.sources, raw.node);
            let help = match plain(name) {
                Some(plain) => format!(
                    "{}; add a parameter `{plain}` with `in: path`",
                    written_plain(name, plain)
                ),
                None => format!("add a parameter `{name}` with `in: path`"),
            };
            self.diagnostics.add(diagnostic.help(help));
            let style = ParameterStyle::Simple;
            let parameter = Parameter {
                shared: None,
                argument: argument(text(), Docs::default(), true),
                name: name.to_owned(),
                location: Location::Path,
                style,
                explode: false,
                allow_reserved: false,
                allow_empty: false,
                envelope: false,
            };
            found.push((parameter, raw.node));
        }
    }
}

/// A name without what people write in one way here and in another there.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The name within what routers and URI templates write in braces, `*path`, `path...`, `id:int`, `+path`; `None` where
/// there is nothing but a name.
fn plain(variable: &str) -> Option<&str> {
    let name = variable.split(':').next().unwrap_or_default();
    let is_sign = |c: char| "*+?#./;&=".contains(c);
    let name = name.trim_matches(is_sign);
    (name != variable && !name.is_empty()).then_some(name)
}

/// What to write in place of such a variable (OpenAPI 3.1.1, section 4.8.2: a value has no `/`, `?` or `#`).
fn written_plain(variable: &str, plain: &str) -> String {
    let write = format!("write `{{{plain}}}` in the path: OpenAPI has names alone in braces");
    match variable.contains(['*', '+']) || variable.ends_with("...") {
        true => {
            format!("{write}, and none for several segments; a `/` of the value is sent as `%2F`")
        }
        false => write,
    }
}
