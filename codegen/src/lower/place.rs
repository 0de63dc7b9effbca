//! Where schemas stand, for those that have no name of their own.

use std::cell::OnceCell;
use std::rc::Rc;

use super::names;
use crate::model::Module;

/// Where an inline schema stands: what its type is named after, and the file that it goes into. Most need no type, so that
/// the name is made when it is asked for.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The name of what it is a part of.
    outer: Rc<str>,
    /// The word that tells it from other parts; none where it is no part.
    word: Rc<str>,
    name: OnceCell<Rc<str>>,
    module: Rc<Module>,
}

impl Place {
    /// The place of a schema whose type has this name.
    pub fn new(name: &str, module: Module) -> Self {
        Place {
            outer: name.into(),
            word: "".into(),
            name: OnceCell::from(Rc::from(name)),
            module: Rc::new(module),
        }
    }

    /// The same under another name.
    pub fn called(&self, name: &str) -> Self {
        Place {
            name: OnceCell::from(Rc::from(name)),
            ..self.clone()
        }
    }

    /// The place of a part of this one.
    pub fn part(&self, word: &str) -> Self {
        Place {
            outer: Rc::clone(self.known_name()),
            word: word.into(),
            name: OnceCell::new(),
            module: Rc::clone(&self.module),
        }
    }

    fn known_name(&self) -> &Rc<str> {
        let make = || format!("{}{}", self.outer, names::pascal(&self.word)).into();
        self.name.get_or_init(make)
    }

    /// The name that its type would have.
    pub fn name(&self) -> &str {
        self.known_name()
    }

    /// The file.
    pub fn module(&self) -> Module {
        (*self.module).clone()
    }
}
