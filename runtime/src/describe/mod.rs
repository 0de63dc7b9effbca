//! Tables as JSON Schema 2020-12, for `schemars`.
//!
//! What a generated type refers to by name, its schema refers to by name too. A table that is used several times and has no
//! type of its own is a definition, numbered after the type that it was found in.

mod keywords;
mod names;

pub use names::Names;

use std::collections::HashMap;

use ::schemars::{Schema as Described, SchemaGenerator};
use serde_json::{Map, Value as Out, json};

use crate::schema::{Rule, Schema, Types};
use crate::validate::Checked;

/// The schema of a type.
#[doc(hidden)]
pub fn describe<T: Checked>(generator: &mut SchemaGenerator) -> Described {
    let mut names = Names::default();
    T::named(&mut names);
    written(T::schema(), names, generator)
}

/// The schema of a table that no type has, complete.
pub fn table(table: &'static Schema) -> Out {
    let mut generator = SchemaGenerator::default();
    let mut described = written(table, Names::default(), &mut generator);
    let definitions = generator.take_definitions(true);
    if !definitions.is_empty() {
        described.insert("$defs".to_owned(), definitions.into());
    }
    described.to_value()
}

fn written(table: &'static Schema, names: Names, generator: &mut SchemaGenerator) -> Described {
    let mut uses = HashMap::new();
    count(table, &names, &mut uses, true);
    let title = names.root().to_owned();
    let mut writer = Writer {
        generator,
        names,
        uses,
        defined: HashMap::new(),
        scopes: Vec::new(),
        title,
    };
    let described = writer.keywords(table);
    Described::try_from(described).unwrap_or_default()
}

struct Writer<'g> {
    generator: &'g mut SchemaGenerator,
    names: Names,
    /// How often each table without a name is used.
    uses: HashMap<usize, usize>,
    /// What those that are used several times are called.
    defined: HashMap<usize, String>,
    /// What `$dynamicAnchor`s name, the outermost schema resource first.
    scopes: Vec<&'static [(&'static str, &'static Schema)]>,
    title: String,
}

impl Writer<'_> {
    /// The table where another refers to it.
    fn schema(&mut self, table: &'static Schema) -> Out {
        if let Some(reference) = self.names.of(table) {
            return reference(self.generator).to_value();
        }
        let place = place(table);
        if self.uses.get(&place).is_none_or(|uses| *uses < 2) {
            return self.keywords(table);
        }
        let path = self.generator.settings().definitions_path.clone();
        let reference =
            |name: &str| json!({ "$ref": format!("#{}/{name}", path.trim_end_matches('/')) });
        if let Some(name) = self.defined.get(&place) {
            return reference(name);
        }
        let name = format!("{}Part{}", self.title, self.defined.len() + 1);
        // First, since the table may contain itself.
        self.defined.insert(place, name.clone());
        let described = self.keywords(table);
        self.generator
            .definitions_mut()
            .insert(name.clone(), described);
        reference(&name)
    }

    /// What the table says.
    fn keywords(&mut self, table: &'static Schema) -> Out {
        if table.fields.is_empty() && table.rules.is_empty() {
            if table.types == Types::NONE {
                return Out::Bool(false);
            }
            if table.types == Types::ANY {
                return Out::Bool(true);
            }
        }
        let mut out = Keywords::default();
        if table.types != Types::ANY {
            let mut kinds: Vec<_> = keywords::kinds(table.types).collect();
            match (kinds.pop(), kinds.is_empty()) {
                (None, _) => out.put("not", json!({})),
                (Some(only), true) => out.put("type", only.into()),
                (Some(last), false) => {
                    kinds.push(last);
                    out.put("type", kinds.into());
                }
            }
        }
        self.fields(table, &mut out);
        for rule in table.rules {
            self.rule(rule, &mut out);
        }
        Out::Object(out.0)
    }
}

/// The keywords of one schema.
#[derive(Default)]
struct Keywords(Map<String, Out>);

impl Keywords {
    /// A keyword; one that is there already holds beside it.
    fn put(&mut self, key: &str, value: Out) {
        if self.0.contains_key(key) {
            self.beside(json!({ key: value }));
        } else {
            self.0.insert(key.to_owned(), value);
        }
    }

    /// Another schema that must hold too.
    fn beside(&mut self, schema: Out) {
        match (&schema, self.0.contains_key("$ref")) {
            (Out::Object(members), false) if members.len() == 1 && members.contains_key("$ref") => {
                self.0.extend(members.clone());
            }
            _ => {
                let all = self.0.entry("allOf").or_insert_with(|| json!([]));
                if let Out::Array(all) = all {
                    all.push(schema);
                }
            }
        }
    }
}

fn place(table: &'static Schema) -> usize {
    std::ptr::from_ref(table).addr()
}

/// Counts the uses of tables that have parts and no name.
fn count(table: &'static Schema, names: &Names, uses: &mut HashMap<usize, usize>, root: bool) {
    if !root {
        let mut parts = false;
        each_part(table, &mut |_| parts = true);
        if !parts || names.of(table).is_some() {
            return;
        }
        let known = uses.entry(place(table)).or_default();
        *known += 1;
        if *known > 1 {
            return;
        }
    }
    each_part(table, &mut |part| count(part, names, uses, false));
}

/// Calls `each` with every schema that a table applies.
fn each_part(table: &'static Schema, each: &mut dyn FnMut(&'static Schema)) {
    table.fields.iter().for_each(|field| each(field.schema));
    for rule in table.rules {
        match *rule {
            Rule::Contains { schema, .. }
            | Rule::Items(schema)
            | Rule::AdditionalProperties(schema)
            | Rule::PropertyNames(schema)
            | Rule::Not(schema)
            | Rule::Ref(schema)
            | Rule::Nullable(schema)
            | Rule::UnevaluatedItems(schema)
            | Rule::UnevaluatedProperties(schema) => each(schema),
            Rule::PrefixItems(parts)
            | Rule::AllOf(parts)
            | Rule::AnyOf(parts)
            | Rule::OneOf(parts) => {
                parts.iter().for_each(|part| each(part));
            }
            Rule::PatternProperties(parts)
            | Rule::DependentSchemas(parts)
            | Rule::Discriminator { mapping: parts, .. } => {
                parts.iter().for_each(|(_, part)| each(part));
            }
            Rule::If {
                condition,
                then,
                otherwise,
            } => [condition, then, otherwise]
                .into_iter()
                .for_each(&mut *each),
            Rule::DynamicRef { schema, .. } => each(schema),
            Rule::Scope { anchors, schema } => {
                anchors.iter().for_each(|(_, part)| each(part));
                each(schema);
            }
            Rule::Later(slot) => slot.get().into_iter().for_each(|part| each(part)),
            _ => {}
        }
    }
}
