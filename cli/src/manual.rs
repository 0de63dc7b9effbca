//! `specsmith man`.

use std::path::Path;

use clap::CommandFactory as _;

use crate::Exit;
use crate::arguments::Arguments;

pub fn run(folder: &Path) -> Exit {
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Arguments::command(), folder));
    match written {
        Ok(()) => Exit::Done,
        Err(error) => {
            say!("error: {}: {error}", folder.display());
            Exit::BadInput
        }
    }
}
