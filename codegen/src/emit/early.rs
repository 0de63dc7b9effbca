//! The files of types that can be printed before the operations are known.

use std::collections::BTreeMap;

use super::press::{Finished, Press};
use super::tokens::{Asked, Taken};
use super::{CrateOptions, GeneratedFile, jobs};
use crate::model::{Api, Module};

/// Files that are printed already.
#[derive(Debug, Default)]
pub struct Early(BTreeMap<Module, Ready>);

#[derive(Debug)]
struct Ready {
    /// How many types it holds.
    types: usize,
    /// The names that were free when it chose them.
    asked: Asked,
    file: GeneratedFile,
}

/// Prints the files of the types that there are, in other threads, while this one does the rest of the work.
pub fn early(api: &Api, options: &CrateOptions, rest: &mut dyn FnMut()) -> Early {
    let jobs = jobs::type_jobs(api);
    let taken = Taken::of(api);
    let root = options.root();
    let press = Press {
        api,
        taken: &taken,
        root: &root,
    };
    let printed = press.print(&jobs, rest).unwrap_or_default();
    let ready = |(job, (asked, file)): (&jobs::Job<'_>, Finished)| {
        // A fault is met again, and told then.
        let (module, file) = (job.module()?.clone(), file.ok()?);
        let types = job.types.len();
        Some((module, Ready { types, asked, file }))
    };
    Early(jobs.iter().zip(printed).filter_map(ready).collect())
}

impl Early {
    /// The file of a job, where it would be printed the same again.
    pub(super) fn take(&mut self, job: &jobs::Job<'_>, taken: &Taken<'_>) -> Option<GeneratedFile> {
        let ready = self.0.remove(job.module()?)?;
        (ready.types == job.types.len() && taken.leaves(&ready.asked)).then_some(ready.file)
    }
}
