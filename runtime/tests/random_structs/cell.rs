//! A value of any shape, as the tables see it.

use std::collections::BTreeMap;

use rt::value::OptionSlot;
use rt::{Field, List, ListSlot, Map, Object, Rule, Schema, Slot, View};
use specsmith_runtime as rt;

/// What a type is. A shape stays until the process ends, as a table does.
#[derive(Debug, Clone)]
pub enum Shape {
    Bool,
    I32,
    I64,
    U32,
    U64,
    F64,
    Text,
    List(Box<Shape>),
    Map(Box<Shape>),
    Struct(Vec<Member>),
}

#[derive(Debug, Clone)]
pub struct Member {
    pub name: String,
    pub shape: Shape,
    pub optional: bool,
}

/// The table of a shape.
pub fn table(shape: &Shape) -> &'static Schema {
    let schema = match shape {
        Shape::Bool => Schema::BOOLEAN,
        Shape::I32 | Shape::I64 | Shape::U32 | Shape::U64 => Schema::INTEGER,
        Shape::F64 => Schema::NUMBER,
        Shape::Text => Schema::STRING,
        Shape::List(item) => Schema::array(vec![Rule::Items(table(item))].leak()),
        Shape::Map(value) => {
            Schema::object(&[], vec![Rule::AdditionalProperties(table(value))].leak())
        }
        Shape::Struct(members) => {
            let field = |member: &Member| {
                let name = &*member.name.clone().leak();
                if member.optional {
                    let nullable = table(&member.shape).nullable();
                    Field::optional(name, Box::leak(Box::new(nullable)))
                } else {
                    Field::required(name, table(&member.shape))
                }
            };
            Schema::object(members.iter().map(field).collect::<Vec<_>>().leak(), &[])
        }
    };
    Box::leak(Box::new(schema))
}

pub enum Cell {
    Bool(bool),
    I32(i32),
    I64(i64),
    U32(u32),
    U64(u64),
    F64(f64),
    Text(String),
    List(Items),
    Map(Members),
    Struct(Fields),
    Option(Maybe),
}

pub struct Items(&'static Shape, Vec<Cell>);
pub struct Members(&'static Shape, BTreeMap<String, Cell>);
pub struct Fields(&'static Schema, Vec<Cell>);
pub struct Maybe(&'static Shape, &'static Schema, Option<Box<Cell>>);

impl Cell {
    /// The value to start from.
    pub fn blank(shape: &'static Shape, schema: &'static Schema) -> Self {
        match shape {
            Shape::Bool => Cell::Bool(false),
            Shape::I32 => Cell::I32(0),
            Shape::I64 => Cell::I64(0),
            Shape::U32 => Cell::U32(0),
            Shape::U64 => Cell::U64(0),
            Shape::F64 => Cell::F64(0.0),
            Shape::Text => Cell::Text(String::new()),
            Shape::List(item) => Cell::List(Items(item, Vec::new())),
            Shape::Map(value) => Cell::Map(Members(value, BTreeMap::new())),
            Shape::Struct(members) => {
                let cell = |(member, field): (&'static Member, &Field)| match member.optional {
                    true => Cell::Option(Maybe(&member.shape, field.schema, None)),
                    false => Cell::blank(&member.shape, field.schema),
                };
                let cells = members.iter().zip(schema.fields).map(cell);
                Cell::Struct(Fields(schema, cells.collect()))
            }
        }
    }

    pub fn view(&self) -> View<'_> {
        match self {
            Cell::Bool(value) => View::Bool(*value),
            Cell::I32(value) => View::I64((*value).into()),
            Cell::I64(value) => View::I64(*value),
            Cell::U32(value) => View::U64((*value).into()),
            Cell::U64(value) => View::U64(*value),
            Cell::F64(value) => View::F64(*value),
            Cell::Text(value) => View::Str(value),
            Cell::List(list) => View::List(list),
            Cell::Map(map) => View::Map(map),
            Cell::Struct(object) => View::Object(object),
            Cell::Option(option) => option.2.as_ref().map_or(View::Absent, |cell| cell.view()),
        }
    }

    pub fn slot(&mut self) -> Slot<'_> {
        match self {
            Cell::Bool(value) => Slot::Bool(value),
            Cell::I32(value) => Slot::I32(value),
            Cell::I64(value) => Slot::I64(value),
            Cell::U32(value) => Slot::U32(value),
            Cell::U64(value) => Slot::U64(value),
            Cell::F64(value) => Slot::F64(value),
            Cell::Text(value) => Slot::String(value),
            Cell::List(list) => Slot::List(list),
            Cell::Map(map) => Slot::Map(map),
            Cell::Struct(object) => Slot::Object(object),
            Cell::Option(option) => Slot::Option(option),
        }
    }
}

/// The table of what a list or a map holds: that of its shape, made anew.
fn blank(shape: &'static Shape) -> Cell {
    Cell::blank(shape, table(shape))
}

impl List for Items {
    fn len(&self) -> usize {
        self.1.len()
    }
    fn get(&self, index: usize) -> View<'_> {
        self.1.get(index).map_or(View::Absent, Cell::view)
    }
}

impl ListSlot for Items {
    fn push(&mut self) -> Slot<'_> {
        self.1.push(blank(self.0));
        self.1.last_mut().map_or(Slot::Unit, Cell::slot)
    }
    fn pop(&mut self) {
        self.1.pop();
    }
    fn clear(&mut self) {
        self.1.clear();
    }
}

impl Map for Members {
    fn len(&self) -> usize {
        self.1.len()
    }
    fn get(&self, key: &str) -> Option<View<'_>> {
        self.1.get(key).map(Cell::view)
    }
    fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a str, View<'a>) -> bool) -> bool {
        self.1.iter().all(|(key, cell)| each(key, cell.view()))
    }
    fn insert(&mut self, key: String) -> Slot<'_> {
        self.1.insert(key.clone(), blank(self.0));
        self.1.get_mut(&key).map_or(Slot::Unit, Cell::slot)
    }
    fn remove(&mut self, key: &str) {
        self.1.remove(key);
    }
    fn clear(&mut self) {
        self.1.clear();
    }
}

impl Object for Fields {
    fn name(&self) -> &'static str {
        "Fields"
    }
    fn schema(&self) -> &'static Schema {
        self.0
    }
    fn get(&self, index: usize) -> View<'_> {
        self.1.get(index).map_or(View::Absent, Cell::view)
    }
    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.1.get_mut(index).map_or(Slot::Unit, Cell::slot)
    }
}

impl OptionSlot for Maybe {
    fn set_null(&mut self) -> bool {
        self.2 = None;
        false
    }
    fn set_absent(&mut self) {
        self.2 = None;
    }
    fn insert(&mut self) -> Slot<'_> {
        self.2.insert(Box::new(Cell::blank(self.0, self.1))).slot()
    }
}
