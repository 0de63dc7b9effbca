//! What the other side sends, and what it is answered with: the bodies of webhooks and callbacks, the headers that come
//! with them, and the contents of answers, each as a type that bears the name of the call.

use super::headers::HeaderMember;
use super::names;
use super::place::Place;
use super::types::{Made, Types, Use};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::RawOperation;
use crate::model::{Location, Module, Rule, Schema, TypeRef};
use crate::source::NodeId;

/// One call of the other side.
struct Call<'r> {
    raw: &'r RawOperation,
    /// What the document calls it.
    name: String,
    /// A webhook, or a callback.
    what: &'static str,
}

impl Types<'_, '_> {
    /// Makes the types of the document's webhooks, and of the callbacks of its operations.
    pub(super) fn incoming(&mut self, outgoing: &[RawOperation]) {
        let mut raws: Vec<_> = self
            .document
            .incoming(self.diagnostics)
            .into_iter()
            .map(|raw| (raw, "webhook"))
            .collect();
        for operation in outgoing {
            let callbacks = self.document.callbacks(operation.node, self.diagnostics);
            raws.extend(callbacks.into_iter().map(|raw| (raw, "callback")));
        }
        let mut headers = Vec::new();
        for (raw, what) in &raws {
            let own = self.document.sources.get_str(raw.node, "operationId");
            let call = Call {
                name: own.map_or_else(|| format!("{} {what}", raw.item.path), str::to_owned),
                raw,
                what,
            };
            self.message(&call);
            self.reply(&call);
            let sent = self.sent_headers(&call);
            headers.extend(sent.map(|members| (call.name, members)));
        }
        self.message_headers(headers);
    }

    /// The body.
    fn message(&mut self, call: &Call<'_>) -> Option<()> {
        let node = self.document.sources.get(call.raw.node, "requestBody")?;
        let node = self.document.follow(node, self.diagnostics)?;
        let read = self.document.request_body(node, self.diagnostics)?;
        let place = self.place_of(&call.name, call.what);
        let content = self.content(&read.content, node, &place)?;
        let others = [names::pascal(&format!("{} {}", call.name, call.what))];
        self.named(&call.name, &others, &place, content.used, call.raw.node)
    }

    /// What is answered with, where the call succeeds.
    fn reply(&mut self, call: &Call<'_>) -> Option<()> {
        let sources = self.document.sources;
        let answers = sources.entries(sources.get(call.raw.node, "responses")?);
        let success = answers.iter().find(|entry| entry.key.starts_with('2'))?;
        let node = self.document.follow(success.value, self.diagnostics)?;
        let read = self.document.response(node, self.diagnostics)?;
        if read.content.is_empty() {
            return None;
        }
        let name = format!("{} response", call.name);
        let place = self.place_of(&name, call.what);
        let content = self.content(&read.content, node, &place)?;
        self.named(&name, &[], &place, content.used, node)
    }

    fn place_of(&mut self, raw: &str, what: &str) -> Place {
        let wanted = names::pascal(raw);
        let file = names::snake(&wanted);
        let other = names::snake(&format!("{wanted} {what}"));
        let file = self.modules.take(file, &[other], raw);
        Place::new(&wanted, Module::Types(file))
    }

    /// Gives a type the name of what it is used for, unless it says nothing, or has that name already.
    fn named(
        &mut self,
        raw_name: &str,
        others: &[String],
        place: &Place,
        used: Use,
        said: NodeId,
    ) -> Option<()> {
        let wanted = place.name().to_owned();
        let is_own =
            |ty: &TypeRef| matches!(ty, TypeRef::Named(id) if self.is_called(*id, &wanted));
        let says_nothing = matches!(
            used.ty,
            TypeRef::Bytes | TypeRef::String | TypeRef::Json | TypeRef::Unit
        );
        if says_nothing || is_own(&used.ty) {
            return None;
        }
        let name = self.names.take(wanted, others, raw_name);
        let (id, table) = self.reserve(&name, place.module());
        let place = Place::new(&name, place.module());
        let rules = vec![Rule::Ref(used.schema.clone())];
        let schema = Schema {
            rules,
            ..Schema::default()
        };
        let made = Made::Alias(used.item(), schema);
        self.fill(said, &place, id, table, made);
        Some(())
    }

    /// The headers that a call declares. What it declares of its address is not typed: whoever serves it reads that.
    fn sent_headers(&mut self, call: &Call<'_>) -> Option<Vec<HeaderMember>> {
        let place = Place::new(
            &names::pascal(&call.name),
            Module::Types(names::snake(&call.name)),
        );
        let mut found: Vec<HeaderMember> = Vec::new();
        let raw = call.raw;
        for node in self.document.declared_parameters(raw.node, raw.item.node) {
            let target = self.document.follow(node, self.diagnostics);
            let Some(parameter) = target.and_then(|node| self.read_parameter(node, &place)) else {
                continue;
            };
            if parameter.location == Location::Header {
                found.push(self.header_member(parameter));
            } else {
                self.no_parameter(node, call.what);
            }
        }
        (!found.is_empty()).then_some(found)
    }

    fn no_parameter(&mut self, node: NodeId, what: &str) {
        let text =
            format!("a {what}'s parameter in its address has no type: whoever serves it reads it");
        let mut found = Diagnostic::new(Code::Skipped, text)
            .at_node(self.document.sources, node)
            .help("nothing needs to be done");
        found.severity = Severity::Note;
        self.diagnostics.add(found.cause(what));
    }
}
