//! What the other side sends: the bodies of webhooks and callbacks, each as a type that bears its name.

use super::Options;
use super::names;
use super::place::Place;
use super::types::{Made, Types};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::RawOperation;
use crate::model::{Module, Rule, Schema, TypeRef};

impl Types<'_, '_> {
    /// Makes the types of the document's webhooks, and of the callbacks of its operations.
    pub(super) fn incoming(&mut self, outgoing: &[RawOperation], options: &Options) {
        for raw in self.document.incoming(self.diagnostics) {
            self.message(&raw, "webhook", options);
        }
        for operation in outgoing {
            for raw in self.document.callbacks(operation.node, self.diagnostics) {
                self.message(&raw, "callback", options);
            }
        }
    }

    fn message(&mut self, raw: &RawOperation, what: &str, options: &Options) -> Option<()> {
        let sources = self.document.sources;
        if sources.get(raw.node, "parameters").is_some() {
            self.no_parameters(raw, what);
        }
        let node = sources.get(raw.node, "requestBody")?;
        let node = self.document.follow(node, self.diagnostics)?;
        let read = self.document.request_body(node, self.diagnostics)?;
        let own = sources.get_str(raw.node, "operationId");
        let raw_name = own.map_or_else(|| format!("{} {what}", raw.item.path), str::to_owned);
        let wanted = names::pascal(&raw_name);
        let file = self.modules.take(names::snake(&wanted), &[], &raw_name);
        let place = Place::new(&wanted, Module::Types(file));
        let content = self.content(&read.content, node, options.date.as_deref(), &place)?;
        let is_own =
            |ty: &TypeRef| matches!(ty, TypeRef::Named(id) if self.is_called(*id, &wanted));
        let says_nothing = matches!(
            content.used.ty,
            TypeRef::Bytes | TypeRef::String | TypeRef::Json | TypeRef::Unit
        );
        if says_nothing || is_own(&content.used.ty) {
            return None;
        }
        let others = [names::pascal(&format!("{raw_name} {what}"))];
        let name = self.names.take(wanted, &others, &raw_name);
        let (id, table) = self.reserve(&name, place.module());
        let place = place.called(&name);
        let rules = vec![Rule::Ref(content.used.schema.clone())];
        let schema = Schema {
            rules,
            ..Schema::default()
        };
        let made = Made::Alias(content.used.item(), schema);
        self.fill(raw.node, &place, id, table, made);
        Some(())
    }

    fn no_parameters(&mut self, raw: &RawOperation, what: &str) {
        let text =
            format!("the parameters of a {what} have no types: whoever serves it reads them");
        let mut found = Diagnostic::new(Code::Skipped, text)
            .at_node(self.document.sources, raw.node)
            .help("nothing needs to be done");
        found.severity = Severity::Note;
        self.diagnostics.add(found);
    }
}
