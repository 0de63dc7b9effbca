//! The types and tables that were made so far.

use std::sync::Arc;

use crate::model::{Api, Module, Schema, Shape, Table, TableId, TypeDef, TypeId};

/// Types and tables, each reserved under a name before it is made, so that others can refer to it.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// Those that are complete: others read them meanwhile.
    settled: Arc<Api>,
    /// Those after them.
    types: Vec<Option<TypeDef>>,
    tables: Vec<Table>,
}

impl Store {
    /// Places for a type, and for a table of that name.
    pub fn reserve(&mut self, table: String, module: Module) -> (TypeId, TableId) {
        let id = TypeId(self.settled.types.len() + self.types.len());
        self.types.push(None);
        let place = TableId(self.settled.tables.len() + self.tables.len());
        self.tables.push(Table {
            name: table,
            module,
            schema: Schema::default(),
        });
        (id, place)
    }

    /// Puts a type and what its table says in their places.
    pub fn fill(&mut self, id: TypeId, mut def: TypeDef, mut schema: Schema) {
        shrink(&mut def.shape);
        schema.fields.shrink_to_fit();
        schema.rules.shrink_to_fit();
        let at = def.table.0.checked_sub(self.settled.tables.len());
        if let Some(table) = at.and_then(|at| self.tables.get_mut(at)) {
            table.schema = schema;
        }
        let at = id.0.checked_sub(self.settled.types.len());
        if let Some(place) = at.and_then(|at| self.types.get_mut(at)) {
            *place = Some(def);
        }
    }

    /// A type that was made.
    pub fn get(&self, id: TypeId) -> Option<&TypeDef> {
        match id.0.checked_sub(self.settled.types.len()) {
            None => self.settled.types.get(id.0),
            Some(at) => self.types.get(at)?.as_ref(),
        }
    }

    /// What a table says.
    pub fn schema(&self, id: TableId) -> Option<&Schema> {
        let table = match id.0.checked_sub(self.settled.tables.len()) {
            None => self.settled.tables.get(id.0),
            Some(at) => self.tables.get(at),
        };
        table.map(|table| &table.schema)
    }

    /// Lets others read what was made: from now on it stays as `last` leaves it. `api` is what they know besides.
    pub fn settle(&mut self, mut api: Api, last: impl FnOnce(&mut Api)) -> Arc<Api> {
        if self.types.iter().all(Option::is_some) {
            api.types = std::mem::take(&mut self.types)
                .into_iter()
                .flatten()
                .collect();
            api.tables = std::mem::take(&mut self.tables);
        }
        last(&mut api);
        self.settled = Arc::new(api);
        Arc::clone(&self.settled)
    }

    /// Everything that was made, and how many types of it were settled.
    pub fn finish(self) -> (Api, usize) {
        let mut api = Arc::unwrap_or_clone(self.settled);
        let settled = api.types.len();
        api.types.extend(self.types.into_iter().flatten());
        api.tables.extend(self.tables);
        (api, settled)
    }
}

/// Gives back the room that a list kept for more.
fn shrink(shape: &mut Shape) {
    match shape {
        Shape::Struct(shape) => shape.members.shrink_to_fit(),
        Shape::StringEnum(shape) => shape.variants.shrink_to_fit(),
        Shape::IntegerEnum(shape) => shape.variants.shrink_to_fit(),
        Shape::Union(shape) => shape.variants.shrink_to_fit(),
        Shape::Alias(_) => {}
    }
}
