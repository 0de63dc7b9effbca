//! Files as text, on all cores: one that has many items in parts.

use super::GeneratedFile;
use super::jobs::{Job, Kind, operations_index, parameters, types_index};
use super::tokens::{Asked, File, Taken};
use crate::model::{Api, Operation, TypeDef};
use crate::pool;

/// So many items are worth a part.
const PART: usize = 32;

/// Some items of a file.
struct Part<'j, 'a> {
    job: &'j Job<'a>,
    operations: &'j [&'a Operation],
    types: &'j [&'a TypeDef],
    /// Whether these are all.
    is_whole: bool,
}

/// A file, or why there is none, and the names that it chose because they were free.
pub(super) type Finished = (Asked, Result<GeneratedFile, String>);

/// What a part is as text.
enum Printed<'a> {
    Whole(Finished),
    /// Some items of a file.
    Items(Box<File<'a>>),
}

impl<'a> Job<'a> {
    /// What can be printed apart from each other, in the order in which it stands in the file.
    fn parts(&self) -> Vec<Part<'_, 'a>> {
        let is_whole = self.operations.len() + self.types.len() <= PART;
        let part = |operations, types| Part {
            job: self,
            operations,
            types,
            is_whole,
        };
        if is_whole {
            return vec![part(&self.operations[..], &self.types[..])];
        }
        let operations = self.operations.chunks(PART).map(|some| part(some, &[]));
        let types = self.types.chunks(PART).map(|some| part(&[], some));
        operations.chain(types).collect()
    }
}

/// What files are printed with.
pub(super) struct Press<'a> {
    pub api: &'a Api,
    pub taken: &'a Taken<'a>,
    pub root: &'a str,
}

impl<'a> Press<'a> {
    /// The files, on all cores; this thread does `meanwhile` first.
    ///
    /// # Errors
    /// A thread that stopped.
    pub fn print(
        &self,
        jobs: &[Job<'a>],
        meanwhile: &mut dyn FnMut(),
    ) -> Result<Vec<Finished>, String> {
        let hidden: Vec<_> = jobs.iter().map(Job::hidden).collect();
        let parts = jobs.iter().zip(&hidden);
        let parts =
            parts.flat_map(|(job, hidden)| job.parts().into_iter().map(move |part| (part, hidden)));
        let parts: Vec<_> = parts.collect();
        let print = |(part, hidden): &(Part<'_, 'a>, &Vec<&'a str>)| self.part(part, hidden);
        let printed = pool::run(&parts, print, meanwhile)?;
        let mut printed = parts.iter().zip(printed).peekable();
        let mut files = Vec::new();
        while let Some(((part, _), first)) = printed.next() {
            let job = part.job;
            files.push(match first {
                Printed::Whole(file) => file,
                Printed::Items(mut file) => {
                    let is_same =
                        |((part, _), _): &(&(Part<'_, 'a>, _), _)| std::ptr::eq(part.job, job);
                    while let Some((_, Printed::Items(more))) = printed.next_if(is_same) {
                        file.append(*more);
                    }
                    job.finished(self.api, *file)
                }
            });
        }
        Ok(files)
    }

    fn part(&self, part: &Part<'_, 'a>, hidden: &[&'a str]) -> Printed<'a> {
        let index = |file| Printed::Whole((Asked::default(), file));
        match &part.job.kind {
            Kind::TypesIndex(gates) => index(types_index(self.api, gates)),
            Kind::OperationsIndex(gates) => index(operations_index(self.api, gates)),
            Kind::Parameters => index(parameters(self)),
            Kind::Module(module, _) => {
                let mut file = File::new(self, module.clone());
                file.hidden = hidden.to_vec();
                for operation in part.operations {
                    file.operation(operation);
                }
                for ty in part.types {
                    file.type_def(ty);
                }
                match part.is_whole {
                    true => Printed::Whole(part.job.finished(self.api, file)),
                    false => Printed::Items(Box::new(file)),
                }
            }
        }
    }
}
