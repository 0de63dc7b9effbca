//! The official suite, and tables that are built from its schemas.

use std::io::Write as _;
use std::path::Path;

use rt::{Const, Field, Format, Json, Num, Rule, Schema, Types};
use specsmith_runtime as rt;

/// Calls `each` with the file, the group, and whether formats are checked; says so where the suite is not there.
pub fn each_group(mut each: impl FnMut(&str, &Json, bool)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/json-schema-test-suite/tests/draft2020-12");
    if !root.is_dir() {
        skipped(&format!("{} is not there", root.display()));
        return;
    }
    let mut files = files(&root);
    files.extend(files_of_formats(&root));
    for file in files {
        let groups: Json = rt::json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        for group in groups.as_array().unwrap() {
            each(&name, group, file.parent().unwrap().ends_with("format"));
        }
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}

fn files_of_formats(root: &Path) -> Vec<std::path::PathBuf> {
    // Internationalised names need tables that the runtime does not carry.
    let mut all = files(&root.join("optional/format"));
    all.retain(|path| !path.to_string_lossy().contains("idn-"));
    all.extend(files(&root.join("optional")).into_iter().filter(|path| {
        [
            "bignum",
            "ecmascript-regex",
            "float-overflow",
            "non-bmp-regex",
        ]
        .iter()
        .any(|name| path.file_stem().is_some_and(|stem| stem == *name))
    }));
    all
}

/// Builds tables for the time of the test.
pub struct Builder<'j> {
    root: &'j Json,
    open: Vec<String>,
    formats: bool,
}

fn leak<T>(value: Vec<T>) -> &'static [T] {
    value.leak()
}

fn text(json: &Json) -> &'static str {
    json.to_string().leak()
}

impl<'j> Builder<'j> {
    pub fn new(root: &'j Json, formats: bool) -> Self {
        Self {
            root,
            open: Vec::new(),
            formats,
        }
    }

    /// `None` where the schema needs what tables do not have.
    pub fn schema(&mut self, json: &Json) -> Option<&'static Schema> {
        let schema = match json {
            Json::Bool(true) => Schema::ANY,
            Json::Bool(false) => Schema::NEVER,
            Json::Object(_) => self.object(json)?,
            _ => return None,
        };
        Some(Box::leak(Box::new(schema)))
    }

    fn object(&mut self, json: &Json) -> Option<Schema> {
        let required: Vec<&str> = json
            .get("required")
            .and_then(Json::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(Json::as_str)
            .collect();
        let mut fields = Vec::new();
        let mut named = Vec::new();
        if let Some(properties) = json.get("properties").and_then(Json::as_object) {
            for (name, schema) in properties {
                let name: &'static str = name.clone().leak();
                let schema = self.schema(schema)?;
                named.push(name);
                let needed = required.contains(&name);
                fields.push(if needed {
                    Field::required(name, schema)
                } else {
                    Field::optional(name, schema)
                });
            }
        }
        let rest: Vec<&'static str> = required
            .iter()
            .filter(|name| !named.contains(*name))
            .map(|name| &*(*name).to_owned().leak())
            .collect();
        let mut rules = Vec::new();
        if !rest.is_empty() {
            rules.push(Rule::Required(leak(rest)));
        }
        let mut types = Types::ANY;
        for (keyword, value) in json.as_object()? {
            if keyword == "type" {
                types = match value {
                    Json::Array(names) => names
                        .iter()
                        .fold(Types::NONE, |all, name| all.union(kind(name))),
                    name => kind(name),
                };
            } else {
                self.rule(json, keyword, value, &mut rules)?;
            }
        }
        Some(Schema::object(leak(fields), leak(rules)).types(types))
    }

    fn rule(
        &mut self,
        json: &Json,
        keyword: &str,
        value: &Json,
        rules: &mut Vec<Rule>,
    ) -> Option<()> {
        let count = || value.as_u64();
        rules.push(match keyword {
            "enum" => Rule::Enum(leak(value.as_array()?.iter().map(constant).collect())),
            "const" => Rule::Const(constant(value)),
            "multipleOf" => Rule::MultipleOf(number(value)),
            "minimum" => Rule::Minimum(number(value)),
            "exclusiveMinimum" => Rule::ExclusiveMinimum(number(value)),
            "maximum" => Rule::Maximum(number(value)),
            "exclusiveMaximum" => Rule::ExclusiveMaximum(number(value)),
            "minLength" => Rule::MinLength(count()?),
            "maxLength" => Rule::MaxLength(count()?),
            "pattern" => Rule::Pattern(value.as_str()?.to_owned().leak()),
            "format" if self.formats => Rule::Format(format(value.as_str()?)?),
            "minItems" => Rule::MinItems(count()?),
            "maxItems" => Rule::MaxItems(count()?),
            "uniqueItems" if value.as_bool() == Some(true) => Rule::UniqueItems,
            "contains" => Rule::Contains {
                schema: self.schema(value)?,
                min: json.get("minContains").map_or(Some(1), Json::as_u64)?,
                max: json.get("maxContains").and_then(Json::as_u64),
            },
            "minProperties" => Rule::MinProperties(count()?),
            "maxProperties" => Rule::MaxProperties(count()?),
            "dependentRequired" => Rule::DependentRequired(dependencies(value)?),
            "items" => Rule::Items(self.schema(value)?),
            "prefixItems" => Rule::PrefixItems(self.schemas(value)?),
            "additionalProperties" => Rule::AdditionalProperties(self.schema(value)?),
            "patternProperties" => Rule::PatternProperties(self.named(value)?),
            "propertyNames" => Rule::PropertyNames(self.schema(value)?),
            "dependentSchemas" => Rule::DependentSchemas(self.named(value)?),
            "allOf" => Rule::AllOf(self.schemas(value)?),
            "anyOf" => Rule::AnyOf(self.schemas(value)?),
            "oneOf" => Rule::OneOf(self.schemas(value)?),
            "not" => Rule::Not(self.schema(value)?),
            "if" => Rule::If {
                condition: self.schema(value)?,
                then: self.branch(json.get("then"))?,
                otherwise: self.branch(json.get("else"))?,
            },
            "unevaluatedItems" => Rule::UnevaluatedItems(self.schema(value)?),
            "unevaluatedProperties" => Rule::UnevaluatedProperties(self.schema(value)?),
            "$ref" => Rule::Ref(self.reference(value.as_str()?)?),
            "$id" | "$anchor" | "$dynamicRef" | "$dynamicAnchor" | "$vocabulary" => return None,
            _ => return Some(()),
        });
        Some(())
    }

    fn branch(&mut self, json: Option<&Json>) -> Option<&'static Schema> {
        json.map_or(Some(&Schema::ANY), |json| self.schema(json))
    }

    fn reference(&mut self, target: &str) -> Option<&'static Schema> {
        let pointer = target.strip_prefix('#')?.to_owned();
        if self.open.contains(&pointer) {
            return None;
        }
        let json = self
            .root
            .pointer(&pointer.replace("%25", "%").replace("%22", "\""))?
            .clone();
        self.open.push(pointer);
        let schema = self.schema(&json);
        self.open.pop();
        schema
    }

    fn schemas(&mut self, json: &Json) -> Option<&'static [&'static Schema]> {
        json.as_array()?
            .iter()
            .map(|schema| self.schema(schema))
            .collect::<Option<Vec<_>>>()
            .map(leak)
    }

    fn named(&mut self, json: &Json) -> Option<&'static [(&'static str, &'static Schema)]> {
        let mut named: Vec<(&'static str, &'static Schema)> = Vec::new();
        for (name, schema) in json.as_object()? {
            named.push((name.clone().leak(), self.schema(schema)?));
        }
        Some(leak(named))
    }
}

fn kind(name: &Json) -> Types {
    match name.as_str() {
        Some("null") => Types::NULL,
        Some("boolean") => Types::BOOLEAN,
        Some("integer") => Types::INTEGER,
        Some("number") => Types::NUMBER,
        Some("string") => Types::STRING,
        Some("array") => Types::ARRAY,
        Some("object") => Types::OBJECT,
        other => panic!("{other:?}"),
    }
}

/// `dependentRequired`.
fn dependencies(json: &Json) -> Option<&'static [(&'static str, &'static [&'static str])]> {
    let mut found = Vec::new();
    for (name, names) in json.as_object()? {
        let names = names.as_array().unwrap_or_default().iter();
        let names = names.filter_map(Json::as_str);
        let names = names.map(|name| &*name.to_owned().leak()).collect();
        found.push((&*name.clone().leak(), leak(names)));
    }
    Some(leak(found))
}

fn number(json: &Json) -> Num {
    Num::Text(text(json))
}

fn constant(json: &Json) -> Const {
    match json {
        Json::String(text) => Const::Str(text.clone().leak()),
        Json::Number(value) if value.to_string().parse::<i64>().is_ok() => {
            Const::Int(value.as_i64().unwrap())
        }
        other => Const::Json(text(other)),
    }
}

fn format(name: &str) -> Option<Format> {
    use Format::*;
    [
        DateTime,
        Date,
        Time,
        Duration,
        Email,
        Hostname,
        Ipv4,
        Ipv6,
        Uri,
        UriReference,
        Iri,
        IriReference,
        UriTemplate,
        Uuid,
        Regex,
        JsonPointer,
        RelativeJsonPointer,
    ]
    .into_iter()
    .find(|format| format.name() == name)
}

/// Says that a test is skipped, past libtest, which keeps what the macros of tests that pass print.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}
