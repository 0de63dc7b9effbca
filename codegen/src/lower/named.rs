//! Types under a name: reserved before they are made, so that others can refer to them, then filled.

use super::names;
use super::place::Place;
use super::referenced::stays_inline;
use super::scope::WantedName;
use super::types::{Made, Types, Use};
use crate::model::{Api, Module, Shape, TableId, TypeDef, TypeId};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// Every named schema: first all names, then what they are, so that references find them in any order.
    pub fn components(&mut self) {
        let mut schemas: Vec<_> = self.document.schemas().collect();
        let sources = self.document.sources;
        schemas.retain(|(_, node)| self.kept.schema(*node) && !stays_inline(sources, *node));
        let wanted = schemas.iter().map(|(raw, node)| {
            let wished = self.wishes.pascal(*node);
            let wanted = WantedName::wished(wished, || names::pascal(raw), raw);
            wanted.set_where(self.wishes.names(*node).is_some())
        });
        let wanted: Vec<WantedName> = wanted.collect();
        let all = self.names.take_all(&wanted);
        let nodes: Vec<NodeId> = schemas.iter().map(|(_, node)| *node).collect();
        self.all_renamed(&nodes, &wanted, &all);
        self.find_namesakes(&schemas);
        let mut places = Vec::new();
        for ((raw, node), name) in schemas.iter().zip(all) {
            let module = self.module(*node, &name, raw);
            let reserved = self.reserve(&name, module.clone());
            self.name_component(*node, reserved, (*raw).to_owned());
            let place = Place::new(&name, module);
            let target = self.stands_for(*node);
            if let Some(target) = target {
                self.name_component(target, reserved, (*raw).to_owned());
            }
            let made = target.unwrap_or(*node);
            self.places.insert(made, place.clone());
            places.push((made, place, reserved));
        }
        self.find_referenced();
        for (node, place, (id, table)) in places {
            let made = self.make(node, &place);
            self.fill(node, &place, id, table, made);
        }
        self.read_referenced();
    }

    /// The file of a named type.
    pub fn module(&mut self, node: NodeId, name: &str, raw: &str) -> Module {
        Module::Types(match self.wishes.module(node) {
            Some(module) => module,
            None if self.options.one_file_of_types => "all".to_owned(),
            None => self.modules.take(names::snake(name), &[], raw),
        })
    }

    pub fn name_component(&mut self, node: NodeId, made: (TypeId, TableId), name: String) {
        self.components.insert(node, made);
        self.component_names.insert(node, name);
    }

    /// The node that each type was made of.
    pub fn origins(&mut self) -> Vec<(TypeId, NodeId)> {
        self.read_referenced();
        std::mem::take(&mut self.origins)
    }

    /// Everything that was made, and how many types of it were settled.
    pub fn finish(mut self) -> (Api, usize) {
        self.read_referenced();
        let store = std::mem::take(&mut self.store);
        // What is known of the document is not needed where the types are put together.
        drop(self);
        store.finish()
    }

    pub fn reserve(&mut self, name: &str, module: Module) -> (TypeId, TableId) {
        let table = self.statics.take(names::shouty(name), &[], name);
        self.store.reserve(table, module)
    }

    pub fn fill(&mut self, node: NodeId, place: &Place, id: TypeId, table: TableId, made: Made) {
        self.note_values(node, &Use::named((id, table), false), place);
        self.fill_part(node, place, id, table, made);
    }

    /// The same of a type that stands for a part of what the node says: values of the node are none of the type.
    pub fn fill_part(
        &mut self,
        node: NodeId,
        place: &Place,
        id: TypeId,
        table: TableId,
        made: Made,
    ) {
        let (shape, schema) = match made {
            Made::Alias(ty, schema) => (Shape::Alias(ty), schema),
            Made::Type(shape, schema) => (shape, schema),
        };
        if let Some(vain) = self.wishes.vain_derives(node, &shape) {
            self.diagnostics.add(vain);
        }
        self.origins.push((id, node));
        let def = TypeDef {
            default: None,
            extra: self.wishes.extra(node),
            name: place.name().to_owned(),
            module: place.module(),
            docs: self.docs_of(node),
            table,
            shape,
        };
        self.store.fill(id, def, schema);
    }

    /// The type and table of a schema that has a name, in the document or by what it is used for.
    pub fn component_of(&self, node: NodeId) -> Option<(TypeId, TableId)> {
        self.components.get(&node).copied()
    }

    /// Whether a type that was read has this name.
    pub fn is_called(&self, id: TypeId, name: &str) -> bool {
        let made = self.store.get(id);
        made.is_some_and(|made| made.name == name)
    }

    /// The name of a named schema.
    pub fn component_name(&self, node: NodeId) -> Option<&str> {
        self.component_names.get(&node).map(String::as_str)
    }
}
