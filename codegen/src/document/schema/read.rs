//! The keywords of a schema, by what they are about.

use specsmith_runtime::media::{essence, is_json};

use super::super::format::{self, Named};
use super::super::listed::is_never;
use super::super::{Document, Edition};
use super::{Additional, Discriminator, Encoded, SchemaNode};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Kind;
use crate::source::{NodeId, NodeKind};

pub(super) struct Reading<'a, 'd> {
    pub(super) document: &'a Document<'a>,
    pub(super) node: NodeId,
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl Document<'_> {
    /// Reads a schema. A keyword of the wrong kind is reported and left out.
    pub fn schema(&self, node: NodeId, diagnostics: &mut Diagnostics) -> SchemaNode {
        let mut reading = Reading {
            document: self,
            node,
            diagnostics,
        };
        match self.sources.kind(node) {
            NodeKind::Bool(value) => SchemaNode {
                never: !value,
                ..SchemaNode::default()
            },
            NodeKind::Mapping(_) => reading.map(),
            _ => {
                reading.no_schema();
                SchemaNode::default()
            }
        }
    }
}

impl Reading<'_, '_> {
    fn map(&mut self) -> SchemaNode {
        let mut schema = SchemaNode::default();
        if self.get("$ref").is_some() {
            schema.reference = Some(self.node);
            if self.document.edition == Edition::V3_0 {
                // Nothing counts there, but authors mean what they write.
                self.uses(&mut schema);
                return schema;
            }
        }
        schema.dynamic = self.document.sources.dynamic_reference(self.node).cloned();
        self.objects(&mut schema);
        self.arrays(&mut schema);
        self.combinations(&mut schema);
        self.scalars(&mut schema);
        schema.kinds = self.kinds();
        if let (Some(kinds), Some(values)) = (&schema.kinds, &mut schema.enumeration) {
            values.retain(|value| !is_never(self.document.sources, kinds, *value));
        }
        self.uses(&mut schema);
        schema
    }

    /// What is said of where a schema is used.
    fn uses(&mut self, schema: &mut SchemaNode) {
        schema.nullable = self.flag("nullable") || self.is_true("x-nullable");
        schema.read_only = self.flag("readOnly");
        schema.write_only = self.flag("writeOnly");
    }

    fn objects(&mut self, schema: &mut SchemaNode) {
        schema.properties = self.schema_map("properties");
        schema.pattern_properties = self.schema_map("patternProperties");
        schema.property_names = self.get("propertyNames");
        schema.required = self.texts("required");
        self.required_within(schema);
        schema.dependent_required = self.text_lists("dependentRequired");
        schema.dependent_schemas = self.schema_map("dependentSchemas");
        schema.unevaluated_properties = self.get("unevaluatedProperties");
        schema.min_properties = self.count("minProperties");
        schema.max_properties = self.count("maxProperties");
        schema.additional = match self.get("additionalProperties") {
            None => Additional::Unsaid,
            Some(node) => match self.document.sources.kind(node) {
                NodeKind::Bool(true) => Additional::Any,
                NodeKind::Bool(false) => Additional::Never,
                NodeKind::Mapping(entries) if entries.is_empty() => Additional::Any,
                _ => Additional::Schema(node),
            },
        };
    }

    /// `required: true` within a member, as of older drafts: the object around it requires the member.
    fn required_within(&mut self, schema: &mut SchemaNode) {
        let sources = self.document.sources;
        let is_required = |node| sources.get_bool(node, "required") == Some(true);
        for (name, node) in &schema.properties {
            if is_required(*node) && !schema.required.iter().any(|known| **known == **name) {
                schema.required.push(name.to_string());
            }
        }
    }

    fn arrays(&mut self, schema: &mut SchemaNode) {
        schema.items = self
            .get("items")
            .filter(|node| !matches!(self.document.sources.kind(*node), NodeKind::Sequence(_)));
        schema.prefix_items = match self.get("prefixItems").or(self.get("items")) {
            // Before 2020-12, a list of items was what `prefixItems` is.
            Some(list) if self.get("prefixItems").is_none() => {
                self.document.sources.items(list).to_vec()
            }
            _ => self.list("prefixItems"),
        };
        schema.unevaluated_items = self.get("unevaluatedItems");
        schema.contains = self.get("contains");
        schema.min_contains = self.count("minContains");
        schema.max_contains = self.count("maxContains");
        schema.min_items = self.count("minItems");
        schema.max_items = self.count("maxItems");
        schema.unique_items = self.flag("uniqueItems");
    }

    fn combinations(&mut self, schema: &mut SchemaNode) {
        schema.all_of = self.list("allOf");
        schema.one_of = self.list("oneOf");
        schema.any_of = self.list("anyOf");
        schema.not = self.get("not");
        schema.condition = self.get("if");
        schema.then = self.get("then");
        schema.otherwise = self.get("else");
        schema.discriminator = self.discriminator();
    }

    fn scalars(&mut self, schema: &mut SchemaNode) {
        schema.enumeration = self.values("enum");
        schema.constant = self.get("const");
        schema.format = self.text("format").map(|said| match format::named(&said) {
            Named::Spelled(meant) => meant.into(),
            _ => said,
        });
        schema.encoded = self.encoded();
        schema.content = self.content();
        schema.pattern = self.text("pattern");
        schema.min_length = self.count("minLength");
        schema.max_length = self.count("maxLength");
        schema.multiple_of = self.positive("multipleOf");
        schema.minimum = self.number("minimum");
        schema.maximum = self.number("maximum");
        // 3.0 has flags that sharpen `minimum` and `maximum`, 3.1 has bounds of their own: each is met in the other.
        if self.is_true("exclusiveMinimum") {
            schema.exclusive_minimum = schema.minimum.take();
        } else {
            schema.exclusive_minimum = self.bound("exclusiveMinimum");
        }
        if self.is_true("exclusiveMaximum") {
            schema.exclusive_maximum = schema.maximum.take();
        } else {
            schema.exclusive_maximum = self.bound("exclusiveMaximum");
        }
    }

    /// How bytes are written, where no `format` says it.
    fn encoded(&self) -> Option<Encoded> {
        let sources = self.document.sources;
        let said = |key: &str| Some(sources.get_str(self.node, key)?.to_ascii_lowercase());
        let media = said("contentMediaType");
        match said("contentEncoding").as_deref() {
            Some("base64") => Some(Encoded::Base64),
            Some("binary") => Some(Encoded::Raw),
            Some(_) => None,
            None if media.as_deref().is_some_and(is_of_bytes) => Some(Encoded::Raw),
            None => (said("type").as_deref() == Some("file")).then_some(Encoded::Raw),
        }
    }

    /// What the JSON within a text is.
    fn content(&self) -> Option<NodeId> {
        let sources = self.document.sources;
        let media = sources.get_str(self.node, "contentMediaType")?;
        let is_plain = sources.get(self.node, "contentEncoding").is_none();
        let content = sources.get(self.node, "contentSchema")?;
        (is_json(media) && is_plain).then_some(content)
    }

    fn discriminator(&mut self) -> Option<Discriminator> {
        let sources = self.document.sources;
        let node = self.get("discriminator")?;
        // Swagger 2.0 has the property alone.
        if let Some(property) = sources.str(node) {
            return Some(Discriminator {
                property: property.to_owned(),
                mapping: Vec::new(),
                at: node,
            });
        }
        let Some(property) = sources.get_str(node, "propertyName") else {
            if matches!(sources.kind(node), NodeKind::Mapping(_)) {
                let text = "this discriminator has no `propertyName`: it is left out";
                let found = Diagnostic::new(Code::Missing, text).at_node(sources, node);
                let help =
                    "name the property that tells the variants apart, as in `propertyName: kind`";
                self.diagnostics.add(found.help(help));
            } else {
                self.wrong("discriminator", "a map with `propertyName`");
            }
            return None;
        };
        let entries = sources.entries_of(node, "mapping");
        let mapping = entries.iter().filter_map(|entry| {
            Some((entry.key.to_string(), sources.str(entry.value)?.to_owned()))
        });
        Some(Discriminator {
            property: property.to_owned(),
            mapping: mapping.collect(),
            at: node,
        })
    }

    fn kinds(&mut self) -> Option<Vec<Kind>> {
        let node = self.get("type")?;
        let sources = self.document.sources;
        let names: Vec<&str> = match sources.kind(node) {
            NodeKind::String(name) => vec![name],
            NodeKind::Sequence(items) => {
                let unquoted = |item: &NodeId| *sources.kind(*item) == NodeKind::Null;
                let name = |item: &NodeId| sources.str(*item).or(unquoted(item).then_some("null"));
                items.iter().filter_map(name).collect()
            }
            _ => {
                self.wrong("type", "the name of a type");
                Vec::new()
            }
        };
        let mut kinds = Vec::new();
        for name in names {
            match kind(name) {
                Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
                Some(_) => {}
                None => self.no_type(node, name),
            }
        }
        // What is an integer is a number.
        if kinds.contains(&Kind::Number) {
            kinds.retain(|kind| *kind != Kind::Integer);
        }
        (!kinds.is_empty()).then_some(kinds)
    }

    /// A `type` that there is not, and that is near to none.
    fn no_type(&mut self, node: NodeId, name: &str) {
        let help = match name.to_lowercase().as_str() {
            "any" => "leave `type` out: then anything is allowed",
            _ => "there are null, boolean, integer, number, string, array, object",
        };
        let found = Diagnostic::new(
            Code::WrongKind,
            format!("`{name}` is no `type`, and is left out"),
        );
        self.diagnostics
            .add(found.at_node(self.document.sources, node).help(help));
    }
}

/// Whether the content of a media type is no text.
fn is_of_bytes(media: &str) -> bool {
    let essence = essence(media);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    match kind {
        "image" => subtype != "svg+xml",
        "audio" | "video" | "font" => true,
        "application" => matches!(subtype, "octet-stream" | "pdf" | "zip" | "gzip"),
        _ => false,
    }
}

pub(in super::super) fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "null" => Kind::Null,
        "boolean" => Kind::Boolean,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        // Swagger 2.0 has files, which are text of any bytes.
        "string" | "file" => Kind::String,
        "array" => Kind::Array,
        "object" => Kind::Object,
        _ => return None,
    })
}
