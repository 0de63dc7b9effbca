//! Defaults that a constant can hold or a function can make, once all types are known.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::names;
use crate::model::{
    Api, Constant, Default, Docs, Given, IntegerWidth, Kind, Rule, Select, Shape, Struct, Table,
    TypeDef, TypeId, TypeRef, Union,
};

/// How many aliases may lead to each other.
const DEEPEST: usize = 32;

/// Finds the defaults of the members of types, from the one at `first` on.
pub(super) fn of_types(types: &mut [TypeDef], tables: &[Table], first: usize) {
    let known = Known { types, tables };
    let new = known.types.iter().skip(first);
    let found: Vec<_> = new.map(|ty| known.of_type(ty)).collect();
    for (ty, found) in types.iter_mut().skip(first).zip(found) {
        let given = ty.docs.default.as_deref();
        ty.default = given.and_then(|json| variant(&ty.shape, json));
        if let Shape::Struct(shape) = &mut ty.shape {
            for (member, found) in shape.members.iter_mut().zip(found) {
                member.default = found.map(Box::new);
            }
        }
    }
}

/// The variant of an enum of values that the JSON stands for.
fn variant(shape: &Shape, json: &str) -> Option<String> {
    match shape {
        Shape::StringEnum(shape) => {
            let value: String = serde_json::from_str(json).ok()?;
            let variant = shape.variants.iter().find(|one| one.value == value)?;
            Some(variant.ident.clone())
        }
        Shape::IntegerEnum(shape) => {
            let value: i64 = json.parse().ok()?;
            let variant = shape.variants.iter().find(|one| one.value == value)?;
            Some(variant.ident.clone())
        }
        _ => None,
    }
}

/// Finds the defaults of parameters. What several operations share stands beside tables, under a name that none has.
pub(super) fn of_operations(api: &mut Api) {
    let known = Known {
        types: &api.types,
        tables: &api.tables,
    };
    let parameters = api.operations.iter().flat_map(|one| &one.parameters);
    let shared = parameters.filter_map(|parameter| parameter.shared.clone());
    let tables = api.tables.iter().map(|table| table.name.clone());
    let taken: HashSet<String> = shared.chain(tables).collect();
    for operation in &mut api.operations {
        // Its functions are called like its parameters.
        let idents = operation.parameters.iter();
        let idents: HashSet<String> = idents.map(|one| one.argument.ident.clone()).collect();
        for parameter in &mut operation.parameters {
            let argument = &mut parameter.argument;
            let (name, taken) = match &parameter.shared {
                Some(shared) => (shared, &taken),
                None => (&argument.ident, &idents),
            };
            let mut found = known.default(name, &argument.ty, &argument.docs);
            if let Some(found) = &mut found {
                found.name = names::free(&found.name, taken);
            }
            argument.default = found.map(Box::new);
        }
    }
}

/// Adds what decoding fills in to the tables of types, from the one at `first` on. What must be there is never made up.
pub(super) fn fill(api: &mut Api, first: usize) {
    let types = &api.types;
    for ty in &types[first..] {
        let (Shape::Struct(shape), Some(table)) = (&ty.shape, api.tables.get_mut(ty.table.0))
        else {
            continue;
        };
        let rows = table.schema.fields.iter().zip(&shape.members);
        let given =
            rows.filter(|(row, member)| !row.required && matches!(member.ty, TypeRef::Option(_)));
        let given = given.filter_map(|(row, member)| {
            Some((
                row.name.to_string(),
                constant(said(types, &member.ty, &member.docs)?),
            ))
        });
        let given: Vec<_> = given.collect();
        if !given.is_empty() {
            table.schema.rules.push(Rule::Defaults(given));
        }
    }
}

/// What is said to be meant where a member is not set: by the member itself, else by the schema that it refers to.
fn said<'d>(types: &'d [TypeDef], ty: &TypeRef, docs: &'d Docs) -> Option<&'d str> {
    let (mut said, mut ty) = (docs.default.as_deref(), ty);
    for _ in 0..DEEPEST {
        let (None, TypeRef::Named(id)) = (said, ty.inmost()) else {
            break;
        };
        let named = types.get(id.0)?;
        said = named.docs.default.as_deref();
        match &named.shape {
            Shape::Alias(target) => ty = target,
            _ => break,
        }
    }
    said
}

fn constant(json: &str) -> Constant {
    match (serde_json::from_str(json), json.parse()) {
        (Ok(text), _) => Constant::Str(String::into(text)),
        (_, Ok(integer)) => Constant::Int(integer),
        _ => Constant::Json(json.to_owned()),
    }
}

struct Known<'t> {
    types: &'t [TypeDef],
    tables: &'t [Table],
}

impl Known<'_> {
    fn of_type(&self, ty: &TypeDef) -> Vec<Option<Default>> {
        let Shape::Struct(shape) = &ty.shape else {
            return Vec::new();
        };
        // A member has a function of its name, which sets it.
        let idents = shape.members.iter().map(|member| member.ident.clone());
        let mut taken: HashSet<String> = idents.collect();
        let members = shape.members.iter();
        let found = members.map(|member| {
            let mut found = self.default(&member.ident, &member.ty, &member.docs)?;
            // A name that the settings give may differ from another by case alone.
            found.name = names::free(&found.name, &taken);
            taken.insert(found.name.clone());
            Some(found)
        });
        found.collect()
    }

    fn default(&self, name: &str, ty: &TypeRef, docs: &Docs) -> Option<Default> {
        let json = said(self.types, ty, docs)?;
        let mut ty = ty;
        while let TypeRef::Option(inner) | TypeRef::Boxed(inner) = ty {
            ty = inner;
        }
        let given = self.given(ty, json)?;
        let is_constant = given.is_constant();
        Some(Default {
            name: match is_constant {
                true => format!("DEFAULT_{}", names::constant(name)),
                false => format!("default_{}", name.to_lowercase()),
            },
            ty: match given {
                Given::List(_) if is_constant => self.unnamed(ty, DEEPEST)?,
                _ => ty.clone(),
            },
            given,
        })
    }

    /// The default as a constant of the type; `None` where there is no such constant, or where the type has no such value.
    fn given(&self, ty: &TypeRef, json: &str) -> Option<Given> {
        let text = || serde_json::from_str::<String>(json).ok();
        match ty {
            TypeRef::Bool => json.parse().ok().map(Given::Bool),
            TypeRef::Integer(width) => fits(*width, json).then(|| Given::Number(json.to_owned())),
            TypeRef::F32 => {
                let value = finite(json)? as f32;
                value
                    .is_finite()
                    .then(|| Given::Number(format!("{value:?}")))
            }
            TypeRef::F64 => Some(Given::Number(format!("{:?}", finite(json)?))),
            TypeRef::String
            | TypeRef::DateTime
            | TypeRef::Date
            | TypeRef::Time
            | TypeRef::Duration
            | TypeRef::Uuid => text().map(Given::Text),
            TypeRef::Named(_) => match &self.shape(ty)? {
                Shape::Alias(target) => self.given(target, json),
                shape @ (Shape::StringEnum(_) | Shape::IntegerEnum(_)) => {
                    variant(shape, json).map(Given::Variant)
                }
                Shape::Union(union) => self.held(union, json),
                Shape::Struct(shape) => self.members(shape, self.id(ty)?, json),
            },
            TypeRef::Boxed(inner) => self.given(inner, json),
            TypeRef::FreeObject if json == "{}" => Some(Given::Map(Vec::new())),
            TypeRef::Map(value) => {
                let members: BTreeMap<String, Value> = serde_json::from_str(json).ok()?;
                let members = members.into_iter().map(|(name, one)| {
                    let given = self.given(value, &one.to_string())?;
                    Some((name, given))
                });
                members.collect::<Option<_>>().map(Given::Map)
            }
            TypeRef::List(item) => {
                let items: Vec<Value> = serde_json::from_str(json).ok()?;
                let items = items.iter().map(|one| self.given(item, &one.to_string()));
                items.collect::<Option<_>>().map(Given::List)
            }
            _ => None,
        }
    }

    /// What a union holds, where something but trial tells its variant.
    fn held(&self, union: &Union, json: &str) -> Option<Given> {
        let value: Value = serde_json::from_str(json).ok()?;
        let variant = union.variants.get(chosen(&union.select, &value)?)?;
        let given = self.given(&variant.ty, json)?;
        Some(Given::Held(
            variant.ident.clone(),
            variant.ty.clone(),
            Box::new(given),
        ))
    }

    /// What the members of a struct hold, where each that is given has a field, and each that must be there is given.
    fn members(&self, shape: &Struct, id: TypeId, json: &str) -> Option<Given> {
        let given: BTreeMap<String, Value> = serde_json::from_str(json).ok()?;
        let table = self.tables.get(self.types.get(id.0)?.table.0)?;
        let rows = &table.schema.fields;
        let mut found = Vec::new();
        for (name, value) in &given {
            let index = rows.iter().position(|row| *row.name == **name)?;
            let member = shape.members.get(index)?;
            let (inner, options) = inside(&member.ty);
            let is_nullable = options == 2 || options == 1 && rows[index].required;
            // Its function has another name.
            let is_hidden = Struct::FUNCTIONS.contains(&&*member.ident);
            let held = match value {
                _ if is_hidden => return None,
                Value::Null if is_nullable => None,
                value => Some(self.given(inner, &value.to_string())?),
            };
            found.push((index, held));
        }
        Some(Given::Struct(found))
    }

    /// A list of what has no name of its own, where names stand for it; `None` where that does not end.
    fn unnamed(&self, ty: &TypeRef, depth: usize) -> Option<TypeRef> {
        let depth = depth.checked_sub(1)?;
        match ty {
            TypeRef::List(item) => Some(TypeRef::List(Box::new(self.unnamed(item, depth)?))),
            TypeRef::Named(id) => match &self.types.get(id.0)?.shape {
                Shape::Alias(target) => self.unnamed(target, depth),
                _ => Some(ty.clone()),
            },
            other => Some(other.clone()),
        }
    }

    /// The type that a name stands for in the end.
    fn id(&self, ty: &TypeRef) -> Option<TypeId> {
        let mut ty = ty;
        for _ in 0..DEEPEST {
            let TypeRef::Named(id) = ty else { return None };
            match &self.types.get(id.0)?.shape {
                Shape::Alias(target) => ty = target,
                _ => return Some(*id),
            }
        }
        None
    }

    /// What a name stands for in the end; an alias only where it stands for what has no name.
    fn shape(&self, ty: &TypeRef) -> Option<&Shape> {
        let mut ty = ty;
        for _ in 0..DEEPEST {
            let TypeRef::Named(id) = ty else { return None };
            match &self.types.get(id.0)?.shape {
                Shape::Alias(target) if matches!(target, TypeRef::Named(_)) => ty = target,
                shape => return Some(shape),
            }
        }
        None
    }
}

/// The type in the options around it, and how many these are.
fn inside(mut ty: &TypeRef) -> (&TypeRef, usize) {
    let mut options = 0;
    while let TypeRef::Option(inner) = ty {
        (ty, options) = (inner, options + 1);
    }
    (ty, options)
}

/// The variant of a value that something but trial tells.
fn chosen(select: &Select, value: &Value) -> Option<usize> {
    match select {
        Select::Is(index) => Some(*index),
        Select::Kind(by_kind) => {
            let kind = match value {
                Value::Null => Kind::Null,
                Value::Bool(_) => Kind::Boolean,
                Value::Number(number) if number.as_i64().is_some() => Kind::Integer,
                Value::Number(_) => Kind::Number,
                Value::String(_) => Kind::String,
                Value::Array(_) => Kind::Array,
                Value::Object(_) => Kind::Object,
            };
            let mut entries = by_kind.iter();
            let (_, select) = entries.find(|(kinds, _)| {
                kinds.contains(kind) || kind == Kind::Integer && kinds.contains(Kind::Number)
            })?;
            chosen(select, value)
        }
        Select::Property {
            name,
            mapping,
            default,
        } => {
            let text = value.get(name).and_then(Value::as_str);
            match mapping.iter().find(|(known, _)| Some(&**known) == text) {
                Some((_, index)) => Some(*index),
                None => chosen(default, value),
            }
        }
        Select::Present { members, default } => {
            match members.iter().find(|(name, _)| value.get(name).is_some()) {
                Some((_, index)) => Some(*index),
                None => chosen(default, value),
            }
        }
        Select::Nothing
        | Select::Trial
        | Select::Default { .. }
        | Select::Member { .. }
        | Select::Item { .. } => None,
    }
}

fn finite(json: &str) -> Option<f64> {
    json.parse().ok().filter(|value: &f64| value.is_finite())
}

fn fits(width: IntegerWidth, json: &str) -> bool {
    match width {
        IntegerWidth::I32 => json.parse::<i32>().is_ok(),
        IntegerWidth::I64 => json.parse::<i64>().is_ok(),
        IntegerWidth::U32 => json.parse::<u32>().is_ok(),
        IntegerWidth::U64 => json.parse::<u64>().is_ok(),
    }
}
