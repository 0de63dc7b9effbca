//! What goes to stdout.

use std::io::{ErrorKind, Write as _};

use crate::Exit;

/// Prints a text. A reader that has had enough (`| head`) is no fault.
pub fn out(text: &str) -> Exit {
    let mut stdout = std::io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("error: stdout cannot be written: {error}");
            Exit::BadInput
        }
        _ => Exit::Done,
    }
}
