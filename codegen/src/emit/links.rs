//! The calls that an answer leads to, as macro calls.

use super::code::{Code, literal};
use super::idents::word;
use super::operations::arguments;
use super::servers::server;
use super::text;
use super::tokens::File;
use crate::model::{Docs, Link, LinkTarget, Module, Operation};

impl File<'_> {
    /// Adds what ties an operation to the calls that its answers lead to, and to the links that lead to it.
    pub fn links(&mut self, operation: &Operation) {
        if operation.is_linked {
            let all = arguments(operation);
            let all = all.map(|argument| word(&argument.ident).into_owned().into());
            let parts = vec![
                Code::from(word(&operation.name).into_owned()),
                Code::list("[", all.collect(), "]"),
            ];
            let code = Code::list("rt::linked!(", parts, ")").lines(";");
            self.page.code(&code);
        }
        if operation.links.is_empty() {
            return;
        }
        let links = operation.links.iter().map(|link| self.link(link)).collect();
        let parts = vec![
            Code::from(word(&operation.name).into_owned()),
            Code::list("[", links, "]"),
        ];
        let code = Code::list("rt::links!(", parts, ")").lines(";");
        self.page.code(&code);
    }

    fn link(&self, link: &Link) -> Code {
        let LinkTarget { module, name } = &link.target;
        let module = Module::Operations(module.clone());
        let target = if self.module == module {
            word(name).into_owned()
        } else {
            self.path(&module, name)
        };
        let mut said = text::lines(&Docs::description(link.description.as_deref()));
        if said.is_empty() {
            said.push("The call that the answer leads to.".to_owned());
        }
        if let Some(of) = statuses(link) {
            said.extend([String::new(), of]);
        }
        let filled = link
            .arguments
            .iter()
            .map(|(index, expression)| Code::from(format!("({index}, {})", literal(expression))));
        let target = match link.server {
            Some(_) => format!("rt::http::Sent<{target}>"),
            None => target,
        };
        let said = literal(&said.join("\n"));
        let start = format!("{}({said}): {target} = ", word(&link.ident));
        let at = link.server.as_ref().map(|own| server(own).flat());
        let at = at.map_or_else(String::new, |own| format!(" at {own}"));
        Code::list("[", filled.collect(), "]")
            .after(&start)
            .then(&at)
    }
}

/// Of which answers a link is, where it is not of those that are a success alone.
fn statuses(link: &Link) -> Option<String> {
    let of_success = |status: &String| status.starts_with('2') || status == "default";
    if link.statuses.iter().all(of_success) {
        return None;
    }
    let all: Vec<_> = link.statuses.iter().map(|one| format!("`{one}`")).collect();
    Some(format!("Of the answers {}.", all.join(", ")))
}
