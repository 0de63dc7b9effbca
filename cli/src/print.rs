//! What goes to stdout and to stderr. A reader that has had enough (`2>&1 | head`) is no fault.

use std::io::{ErrorKind, Write as _};

use crate::Exit;

/// Writes a part of a line to stderr, if anybody reads that.
macro_rules! say_part {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        let _ = write!(std::io::stderr(), $($part)*);
    }};
}

/// The same, a line.
macro_rules! say {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($part)*);
    }};
}

/// Prints a text.
pub fn out(text: &str) -> Exit {
    let mut stdout = std::io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            say!("error: stdout cannot be written: {error}");
            Exit::BadInput
        }
        _ => Exit::Done,
    }
}
