//! Structs, enums, unions and aliases.

use super::code::{Code, literal};
use super::constructors::{FieldOf, fixed};
use super::idents::word;
use super::items::{Item, Part};
use super::operations::note;
use super::page::comments;
use super::tables::without_null;
use super::text;
use super::tokens::{File, added};
use crate::model::{
    Constant, Docs, EnumVariant, Kind, Member, Rule, Schema, Select, Shape, Struct, TypeDef,
    TypeRef, Union,
};

impl File<'_> {
    /// Adds a type with everything that belongs to it.
    pub fn type_def(&mut self, def: &TypeDef) {
        self.uses_rt |= !matches!(def.shape, Shape::Alias(_));
        match &def.shape {
            Shape::Struct(shape) => self.structure(def, shape),
            Shape::StringEnum(shape) => {
                let value = |variant: &EnumVariant<String>| literal(&variant.value);
                self.enumeration(def, "string", &shape.variants, shape.open, value);
            }
            Shape::IntegerEnum(shape) => {
                let value = |variant: &EnumVariant<i64>| variant.value.to_string();
                self.enumeration(def, "integer", &shape.variants, shape.open, value);
            }
            Shape::Union(shape) => {
                self.union(def, shape);
                self.static_table(def);
            }
            Shape::Alias(target) => {
                let target = self.ty_text(target);
                self.item(&Item {
                    prose: text::lines(&def.docs),
                    attributes: self.deprecated(&def.docs).into_iter().collect(),
                    head: format!("pub type {} = {target}", word(&def.name)),
                    ..Item::default()
                });
                self.static_table(def);
            }
        }
    }

    /// `#[deprecated]`, where the settings ask for it.
    pub(super) fn deprecated(&self, docs: &Docs) -> Option<String> {
        let note = note(docs).filter(|_| self.api.deprecated)?;
        Some(if note.is_empty() {
            "#[deprecated]".to_owned()
        } else {
            format!("#[deprecated(note = {})]", literal(&note))
        })
    }

    /// The attributes of a type that is no enum of values; `has` is what it implements.
    fn attributes(&self, def: &TypeDef, has: &[&str]) -> Vec<String> {
        let mut all: Vec<_> = self.deprecated(&def.docs).into_iter().collect();
        all.push("#[derive(Clone)]".to_owned());
        all.extend(added(has, def.extra.as_deref()));
        all
    }

    fn static_table(&mut self, def: &TypeDef) {
        let table = &self.api.tables[def.table.0];
        let ty = self.rt("Schema");
        let start = format!("pub static {}: {ty} = ", table.name);
        let lines = self.schema(&table.schema).after(&start).lines(";");
        self.page.code(&format!("#[doc(hidden)]\n{lines}"));
    }

    fn structure(&mut self, def: &TypeDef, shape: &Struct) {
        let mut fields = Vec::new();
        for member in &shape.members {
            let ty = self.ty_text(&member.ty);
            fields.push(Part {
                prose: text::beside(&member.docs, self.api.docs_of(&member.ty)),
                attributes: self.deprecated(&member.docs).into_iter().collect(),
                code: format!("pub {}: {ty}", word(&member.ident)),
            });
        }
        if let Some(found) = &shape.extras {
            let about = match found.ty {
                TypeRef::Rest => "What the document does not name.",
                _ => "Every other member, by name.",
            };
            let code = format!("pub {}: {}", word(&found.ident), self.ty_text(&found.ty));
            fields.push(Part::new(vec![about.to_owned()], code));
        }
        let members: Vec<_> = shape
            .members
            .iter()
            .map(|m| FieldOf {
                ident: &m.ident,
                ty: &m.ty,
                needed: m.argument,
                lacking: m.lacking,
                null_setters: m.null_setters.as_deref(),
                fixed: m.argument.and_then(|_| self.fixed(m)),
                deprecated: self.deprecated(&m.docs),
            })
            .collect();
        let takes = |member: &FieldOf<'_>| member.needed.is_some() && member.fixed.is_none();
        let is_empty = !members.iter().any(takes);
        let mut has = Shape::OF_UNIONS.to_vec();
        has.extend(is_empty.then_some("Default"));
        self.item(&Item {
            prose: text::lines(&def.docs),
            attributes: self.attributes(def, &has),
            head: format!("pub struct {}", word(&def.name)),
            parts: Some(fields),
            by_hand: def.extra.is_some(),
        });
        let defaults = shape.members.iter();
        let is_set = |m: &Member| !matches!(m.ty, TypeRef::Option(_));
        let defaults = defaults.map(|m| (m.ident.as_str(), m.default.as_deref(), is_set(m)));
        self.defaults(&def.name, defaults);
        if !is_empty {
            self.constructor("new", &def.name, &members, None);
        } else {
            let mut arguments = vec![Code::from(word(&def.name).into_owned())];
            arguments.extend(fixed(&members));
            let code = Code::list("rt::empty!(", arguments, ")").lines(";");
            self.page.code(&code);
        }
        let extras = shape.extras.as_ref().map(|extras| extras.ident.as_str());
        self.members(def, &members, extras);
    }

    /// Adds the table of a struct, which ties it to its members.
    fn members(&mut self, def: &TypeDef, members: &[FieldOf<'_>], extras: Option<&str>) {
        let table = &self.api.tables[def.table.0];
        let rows = self.rows(&table.schema.fields);
        let lines = members.iter().zip(rows);
        let hides = |member: &FieldOf<'_>| Struct::FUNCTIONS.contains(&member.ident);
        let lines = lines.map(|(member, row)| {
            let named = match hides(member) || member.deprecated.is_some() {
                true => word(member.ident).into_owned(),
                false => self.setter(member),
            };
            row.after(&format!("{named} = "))
        });
        let mut arguments = vec![Code::from(def.name.as_str()), table.name.as_str().into()];
        arguments.extend(extras.map(|extras| Code::from(word(extras).into_owned())));
        arguments.push(Code::list("[", lines.collect(), "]"));
        let rules = self.rules(&table.schema.rules);
        if !rules.is_empty() {
            arguments.push(Code::list("rules: [", rules, "]"));
        }
        arguments.extend(self.kinds_of_members(&table.schema));
        let code = Code::list("rt::members!(", arguments, ")").lines(";");
        self.page.code(&code);
        for member in members {
            if hides(member) {
                let mut setter = format!("{}_", member.ident);
                while members.iter().any(|other| other.ident == setter) {
                    setter.push('_');
                }
                self.setter_apart(&def.name, member, &setter);
            } else if member.deprecated.is_some() {
                self.setter_apart(&def.name, member, member.ident);
            }
        }
    }

    fn kinds_of_members(&mut self, schema: &Schema) -> Option<Code> {
        let plain = without_null(schema.kinds) == (vec![Kind::Object], false);
        (!plain).then(|| format!("types: {}", self.types(schema.kinds)).into())
    }

    /// Adds an open enum. The macro has the documentation of the values, what they have in common, and the table where that
    /// says no more than which values are listed.
    fn enumeration<T>(
        &mut self,
        def: &TypeDef,
        kind: &str,
        variants: &[EnumVariant<T>],
        open: bool,
        value: impl Fn(&EnumVariant<T>) -> String,
    ) {
        let plain = is_plain(&def.shape, &self.api.tables[def.table.0].schema);
        let made_by = if plain { "enum" } else { "enum_with" };
        let mut out = format!("rt::{kind}_{made_by}! {{\n");
        comments(&mut out, 4, &text::lines(&def.docs));
        let added = added(&Shape::OF_ENUMS, def.extra.as_deref());
        for line in self.deprecated(&def.docs).into_iter().chain(added) {
            out += &format!("    {line}\n");
        }
        let table = &self.api.tables[def.table.0].name;
        out += &format!("    pub enum {}: {table} {{\n", word(&def.name));
        for variant in variants {
            let value = value(variant);
            comments(&mut out, 8, &variant_docs(&variant.docs, &value));
            out += &format!("        {} = {value},\n", word(&variant.ident));
        }
        // Validation allows every other value.
        out += if open && plain { "        ..\n" } else { "" };
        out += "    }\n}\n";
        self.page.code(&out);
        if let Some(variant) = &def.default
            && !def
                .extra
                .iter()
                .flat_map(|extra| &extra.derives)
                .any(|derive| derive == "Default")
        {
            let (name, variant) = (word(&def.name), word(variant));
            self.page
                .code(&format!("rt::enum_default!({name}, {variant});\n"));
        }
        if !plain {
            self.static_table(def);
        }
    }

    fn union(&mut self, def: &TypeDef, shape: &Union) {
        let table = &self.api.tables[def.table.0].name;
        let mut variants = Vec::new();
        let mut schemas = Vec::new();
        let mut idents = Vec::new();
        for variant in &shape.variants {
            let code = format!("{}({})", word(&variant.ident), self.ty_text(&variant.ty));
            variants.push(Part::new(text::lines(&variant.docs), code));
            schemas.push(self.schema_ref(&variant.schema));
        }
        for variant in &shape.variants {
            let from = match variant.is_made_of_it {
                true => format!("({})", self.ty_text(unboxed(&variant.ty))),
                false => String::new(),
            };
            idents.push(format!("{}{from}", word(&variant.ident)).into());
        }
        let about = "What fits none of these.".to_owned();
        variants.push(Part::new(vec![about], "Unknown(rt::Json)".to_owned()));
        self.item(&Item {
            prose: text::lines(&def.docs),
            attributes: self.attributes(def, &Shape::OF_UNIONS),
            head: format!("pub enum {}", word(&def.name)),
            parts: Some(variants),
            by_hand: def.extra.is_some(),
        });
        let union = self.free_static(&format!("{table}_UNION"));
        let arguments = vec![
            Code::from(word(&def.name).into_owned()),
            union.as_str().into(),
            Code::list("[", idents, "]"),
        ];
        let ties = Code::list("rt::union!(", arguments, ")").lines(";");
        self.page.code(&ties);
        let parts = vec![
            format!("schema: &{table}").into(),
            Code::slice(schemas).after("variants: "),
            self.select(&shape.select).after("select: "),
        ];
        let code = Code::list("rt::UnionTable {", parts, "}");
        let code = code.after(&format!("static {union}: rt::UnionTable = "));
        self.page.code(&code.lines(";"));
    }

    fn select(&mut self, select: &Select) -> Code {
        match select {
            Select::Is(index) => format!("rt::Select::Is({index})").into(),
            Select::Nothing => "rt::Select::Nothing".into(),
            Select::Trial => "rt::Select::Trial".into(),
            Select::Default { name, mapping } => {
                let parts = vec![
                    format!("name: {}", literal(name)).into(),
                    pairs(mapping).after("mapping: "),
                ];
                Code::list("rt::Select::Default {", parts, "}")
            }
            Select::Kind(kinds) => {
                let pair = |(kinds, select)| Code::pair(self.types(kinds), self.select(select));
                let kinds = kinds.iter().map(|(kinds, select)| (*kinds, select));
                Code::list("rt::Select::Kind(&[", kinds.map(pair).collect(), "])")
            }
            Select::Property {
                name,
                mapping,
                default,
            } => {
                let parts = vec![
                    format!("name: {}", literal(name)).into(),
                    pairs(mapping).after("mapping: "),
                    self.select(default).after("default: &"),
                ];
                Code::list("rt::Select::Property {", parts, "}")
            }
            Select::Present { members, default } => {
                let parts = vec![
                    pairs(members).after("members: "),
                    self.select(default).after("default: &"),
                ];
                Code::list("rt::Select::Present {", parts, "}")
            }
            Select::Member {
                name,
                select,
                default,
            } => {
                let parts = vec![
                    format!("name: {}", literal(name)).into(),
                    self.select(select).after("select: &"),
                    self.select(default).after("default: &"),
                ];
                Code::list("rt::Select::Member {", parts, "}")
            }
            Select::Item { select, default } => {
                let parts = vec![
                    self.select(select).after("select: &"),
                    self.select(default).after("default: &"),
                ];
                Code::list("rt::Select::Item {", parts, "}")
            }
        }
    }
}

fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        other => other,
    }
}

fn pairs(pairs: &[(String, usize)]) -> Code {
    let pairs = pairs
        .iter()
        .map(|(text, index)| format!("({}, {index})", literal(text)).into());
    Code::slice(pairs.collect())
}

/// What is said of a variant. Where nothing is, the macro names the value, but for one that Markdown would not take: of
/// that the literal is shown.
fn variant_docs(docs: &Docs, value: &str) -> Vec<String> {
    let lines = text::lines(docs);
    let odd = value.contains(['`', '\\']);
    if lines.is_empty() && odd {
        return vec![format!("{}.", text::code(value))];
    }
    lines
}

/// Whether a table says of an enum what the enum's own macro says of it.
fn is_plain(shape: &Shape, table: &Schema) -> bool {
    let (kind, constants): (_, Vec<_>) = match shape {
        Shape::StringEnum(shape) if shape.open => {
            return table.rules.is_empty() && table.kinds == Kind::String.into();
        }
        Shape::IntegerEnum(shape) if shape.open => {
            return table.rules.is_empty() && table.kinds == Kind::Integer.into();
        }
        Shape::StringEnum(shape) => {
            let variants = shape.variants.iter();
            let texts = variants.map(|variant| Constant::Str(variant.value.as_str().into()));
            (Kind::String, texts.collect())
        }
        Shape::IntegerEnum(shape) => {
            let variants = shape.variants.iter();
            let values = variants.map(|variant| Constant::Int(variant.value));
            (Kind::Integer, values.collect())
        }
        _ => return false,
    };
    let listed = match table.rules.as_slice() {
        [Rule::Enum(listed)] => listed.as_slice(),
        [Rule::Const(only)] => std::slice::from_ref(only),
        _ => return false,
    };
    // Other kinds than the constants have are allowed in vain.
    let kinds = table.kinds;
    let wider = kinds.contains(kind) || (kind == Kind::Integer && kinds.contains(Kind::Number));
    wider && constants == listed
}
