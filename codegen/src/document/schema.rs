//! One schema, every keyword read.

use super::{Document, Edition};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Kind;
use crate::source::{NodeId, NodeKind};

/// What `additionalProperties` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Additional {
    /// Nothing: whatever else is allowed.
    #[default]
    Unsaid,
    /// `true`, or a schema that allows anything.
    Any,
    /// `false`.
    Never,
    /// A schema.
    Schema(NodeId),
}

/// `discriminator`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// The member whose text decides.
    pub property: String,
    /// Text to reference, as the document has it.
    pub mapping: Vec<(String, String)>,
    /// Where it stands: its references are read from there.
    pub at: NodeId,
}

/// A schema as the document has it, references not followed.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs, reason = "each field is the keyword of that name")]
pub struct SchemaNode {
    /// The schema `false`.
    pub never: bool,
    pub reference: Option<NodeId>,
    pub kinds: Option<Vec<Kind>>,
    pub nullable: bool,
    pub properties: Vec<(String, NodeId)>,
    pub required: Vec<String>,
    pub additional: Additional,
    pub pattern_properties: Vec<(String, NodeId)>,
    pub property_names: Option<NodeId>,
    pub items: Option<NodeId>,
    pub prefix_items: Vec<NodeId>,
    pub contains: Option<NodeId>,
    pub min_contains: Option<u64>,
    pub max_contains: Option<u64>,
    pub dependent_required: Vec<(String, Vec<String>)>,
    pub dependent_schemas: Vec<(String, NodeId)>,
    pub unevaluated_items: Option<NodeId>,
    pub unevaluated_properties: Option<NodeId>,
    pub all_of: Vec<NodeId>,
    pub one_of: Vec<NodeId>,
    pub any_of: Vec<NodeId>,
    pub not: Option<NodeId>,
    pub condition: Option<NodeId>,
    pub then: Option<NodeId>,
    pub otherwise: Option<NodeId>,
    pub discriminator: Option<Discriminator>,
    pub enumeration: Option<Vec<NodeId>>,
    pub constant: Option<NodeId>,
    pub format: Option<String>,
    pub pattern: Option<String>,
    pub minimum: Option<String>,
    pub maximum: Option<String>,
    pub exclusive_minimum: Option<String>,
    pub exclusive_maximum: Option<String>,
    pub multiple_of: Option<String>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    pub read_only: bool,
    pub write_only: bool,
}

impl SchemaNode {
    /// The schemas of `oneOf` and `anyOf`, in that order.
    pub fn alternatives(&self) -> Vec<NodeId> {
        self.one_of.iter().chain(&self.any_of).copied().collect()
    }

    /// Whether the schema itself names this kind, or names none.
    pub fn allows(&self, kind: Kind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| {
            kinds.contains(&kind) || (kind == Kind::Integer && kinds.contains(&Kind::Number))
        })
    }

    /// Whether nothing is said but `$ref`, and what tells no value from another.
    pub fn is_reference(&self) -> bool {
        let bare = SchemaNode {
            reference: self.reference,
            read_only: self.read_only,
            write_only: self.write_only,
            ..SchemaNode::default()
        };
        self.reference.is_some() && *self == bare
    }

    /// Whether nothing is said beside `allOf`, its kind, and what tells no value from another.
    pub fn is_all_of(&self) -> bool {
        let bare = SchemaNode {
            all_of: self.all_of.clone(),
            kinds: self.kinds.clone(),
            nullable: self.nullable,
            read_only: self.read_only,
            write_only: self.write_only,
            ..SchemaNode::default()
        };
        !self.all_of.is_empty() && *self == bare
    }

    /// Whether the schema applies others, to whatever part of a value.
    pub fn has_parts(&self) -> bool {
        let lists = [&self.prefix_items, &self.all_of, &self.one_of, &self.any_of];
        let maps = [
            &self.properties,
            &self.pattern_properties,
            &self.dependent_schemas,
        ];
        let ones = [
            self.property_names,
            self.items,
            self.contains,
            self.unevaluated_items,
            self.unevaluated_properties,
            self.not,
            self.condition,
        ];
        self.reference.is_some()
            || matches!(self.additional, Additional::Schema(_))
            || lists.iter().any(|list| !list.is_empty())
            || maps.iter().any(|map| !map.is_empty())
            || ones.iter().any(Option::is_some)
    }

    /// Whether the schema names exactly this kind, `null` aside.
    pub fn is(&self, kind: Kind) -> bool {
        self.kinds.as_ref().is_some_and(|kinds| {
            kinds.contains(&kind) && kinds.iter().all(|one| *one == kind || *one == Kind::Null)
        })
    }
}

struct Reading<'a, 'd> {
    document: &'a Document<'a>,
    node: NodeId,
    diagnostics: &'d mut Diagnostics,
}

impl Document<'_> {
    /// Reads a schema. A keyword of the wrong kind is reported and left out.
    pub fn schema(&self, node: NodeId, diagnostics: &mut Diagnostics) -> SchemaNode {
        if let Some(known) = self.read.borrow().get(&node) {
            return known.clone();
        }
        let schema = self.read_schema(node, diagnostics);
        self.read.borrow_mut().insert(node, schema.clone());
        schema
    }

    fn read_schema(&self, node: NodeId, diagnostics: &mut Diagnostics) -> SchemaNode {
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
                return schema;
            }
        }
        self.objects(&mut schema);
        self.arrays(&mut schema);
        self.combinations(&mut schema);
        self.scalars(&mut schema);
        schema.kinds = self.kinds();
        schema.nullable = self.flag("nullable") || self.is_true("x-nullable");
        schema.read_only = self.flag("readOnly");
        schema.write_only = self.flag("writeOnly");
        schema
    }

    fn objects(&mut self, schema: &mut SchemaNode) {
        schema.properties = self.schema_map("properties");
        schema.pattern_properties = self.schema_map("patternProperties");
        schema.property_names = self.get("propertyNames");
        schema.required = self.texts("required");
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

    fn arrays(&mut self, schema: &mut SchemaNode) {
        schema.items = self
            .get("items")
            .filter(|node| !matches!(self.document.sources.kind(*node), NodeKind::Sequence(_)));
        schema.prefix_items = self.list("prefixItems");
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
        schema.enumeration = self
            .get("enum")
            .map(|node| self.document.sources.items(node).to_vec());
        schema.constant = self.get("const");
        schema.format = self.text("format");
        schema.pattern = self.text("pattern");
        schema.min_length = self.count("minLength");
        schema.max_length = self.count("maxLength");
        schema.multiple_of = self.number("multipleOf");
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
            self.wrong("discriminator", "a map with `propertyName`");
            return None;
        };
        let entries = sources
            .get(node, "mapping")
            .map_or(&[][..], |mapping| sources.entries(mapping));
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
                items.iter().filter_map(|item| sources.str(*item)).collect()
            }
            _ => Vec::new(),
        };
        let mut kinds = Vec::new();
        for name in names {
            match kind(name) {
                Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
                Some(_) => {}
                None => self.no_type(node, name),
            }
        }
        (!kinds.is_empty()).then_some(kinds)
    }

    /// A `type` that there is not, often one of another language.
    fn no_type(&mut self, node: NodeId, name: &str) {
        const ALL: [&str; 7] = [
            "null", "boolean", "integer", "number", "string", "array", "object",
        ];
        let likeness =
            |one: &&str| strsim::normalized_damerau_levenshtein(one, &name.to_lowercase());
        let near = ALL
            .into_iter()
            .filter(|one| likeness(one) >= 0.6)
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        let help = match (name.to_lowercase().as_str(), near) {
            ("int" | "long" | "short", _) => "write `type: integer`".to_owned(),
            ("float" | "double" | "decimal", _) => "write `type: number`".to_owned(),
            ("bool", _) => "write `type: boolean`".to_owned(),
            ("str" | "text" | "char", _) => "write `type: string`".to_owned(),
            ("date" | "datetime" | "date-time" | "uuid" | "uri" | "email", _) => format!(
                "write `type: string` with `format: {}`",
                name.to_lowercase().replace("datetime", "date-time")
            ),
            ("file" | "binary", _) => "write `type: string` with `format: binary`".to_owned(),
            ("list" | "set", _) => "write `type: array` with `items`".to_owned(),
            ("map" | "dict" | "struct", _) => "write `type: object`".to_owned(),
            ("any", _) => "leave `type` out: then anything is allowed".to_owned(),
            (_, Some(near)) => format!("did you mean `{near}`?"),
            _ => format!("there are {}", ALL.join(", ")),
        };
        let found = Diagnostic::new(
            Code::WrongKind,
            format!("`{name}` is no `type`, and is left out"),
        );
        self.diagnostics
            .add(found.at_node(self.document.sources, node).help(help));
    }

    fn get(&self, key: &str) -> Option<NodeId> {
        self.document.sources.get(self.node, key)
    }

    /// What stands in place of a schema.
    fn no_schema(&mut self) {
        let sources = self.document.sources;
        let help = match sources.kind(self.node) {
            NodeKind::String(text) if kind(text).is_some() => format!("write `{{type: {text}}}`"),
            NodeKind::Null => "write `{}` where anything is allowed, or say what is".to_owned(),
            _ => "write a map, such as `{type: string}`".to_owned(),
        };
        let text = format!(
            "{} stands where a schema is expected: anything is allowed",
            sources.describe(self.node)
        );
        let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, self.node);
        self.diagnostics.add(found.help(help));
    }

    fn wrong(&mut self, keyword: &str, expected: &str) {
        let sources = self.document.sources;
        let node = self.get(keyword).unwrap_or(self.node);
        let text = format!(
            "`{keyword}` is {}, where {expected} is expected",
            sources.describe(node)
        );
        self.diagnostics.add(
            Diagnostic::new(Code::WrongKind, text)
                .at_node(sources, node)
                .help("it is left out; correct it"),
        );
    }

    fn flag(&mut self, key: &str) -> bool {
        match self.get(key).map(|node| self.document.sources.kind(node)) {
            Some(NodeKind::Bool(value)) => *value,
            None => false,
            Some(_) => {
                self.wrong(key, "true or false");
                false
            }
        }
    }

    fn is_true(&self, key: &str) -> bool {
        self.document.sources.get_bool(self.node, key) == Some(true)
    }

    fn bound(&mut self, key: &str) -> Option<String> {
        self.document
            .sources
            .get_bool(self.node, key)
            .is_none()
            .then(|| self.number(key))
            .flatten()
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let node = self.get(key)?;
        let text = self.document.sources.str(node).map(str::to_owned);
        if text.is_none() {
            self.wrong(key, "text");
        }
        text
    }

    fn number(&mut self, key: &str) -> Option<String> {
        match self.document.sources.kind(self.get(key)?) {
            NodeKind::Number(text) => Some(text.to_string()),
            _ => {
                self.wrong(key, "a number");
                None
            }
        }
    }

    fn count(&mut self, key: &str) -> Option<u64> {
        let text = self.number(key)?;
        let exact = text.parse().ok();
        let value = exact.or_else(|| {
            text.parse::<f64>()
                .ok()
                .filter(|v| *v >= 0.0 && v.fract() == 0.0)
                .map(|v| v as u64)
        });
        if value.is_none() {
            self.wrong(key, "a count");
        }
        value
    }

    fn list(&mut self, key: &str) -> Vec<NodeId> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        if !matches!(self.document.sources.kind(node), NodeKind::Sequence(_)) {
            self.wrong(key, "a list");
        }
        self.document.sources.items(node).to_vec()
    }

    fn text_lists(&mut self, key: &str) -> Vec<(String, Vec<String>)> {
        let sources = self.document.sources;
        let texts = |node| {
            let items = sources.items(node).iter();
            items
                .filter_map(|item| sources.str(*item))
                .map(str::to_owned)
                .collect()
        };
        self.schema_map(key)
            .into_iter()
            .map(|(name, node)| (name, texts(node)))
            .collect()
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        // 3.0 documents carry the `required: true` of older drafts; a flag says nothing here.
        if !matches!(self.document.sources.kind(node), NodeKind::Sequence(_)) {
            self.wrong(key, "a list of names");
        }
        let items = self.document.sources.items(node).iter();
        items
            .filter_map(|item| self.document.sources.str(*item))
            .map(str::to_owned)
            .collect()
    }

    fn schema_map(&mut self, key: &str) -> Vec<(String, NodeId)> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        if !matches!(self.document.sources.kind(node), NodeKind::Mapping(_)) {
            self.wrong(key, "a map of schemas");
        }
        self.document
            .sources
            .entries(node)
            .iter()
            .map(|entry| (entry.key.to_string(), entry.value))
            .collect()
    }
}

fn kind(name: &str) -> Option<Kind> {
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
