//! What happens when specsmith itself is at fault.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use crate::Exit;

/// Runs the work; a panic in it ends in a message that asks for a report, and in [`Exit::Fault`].
pub fn guarded(work: impl FnOnce() -> Exit) -> Exit {
    set_hook(Box::new(|info| say(&info.to_string())));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Exit::Fault)
}

/// Says that specsmith is at fault.
pub fn say(what: &str) {
    say!(
        "error: specsmith itself is at fault: {what}\nplease report it, with the document if you can"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_in_three() {
        assert_eq!(guarded(|| Exit::Done), Exit::Done);
        assert_eq!(guarded(|| panic!("of our own")), Exit::Fault);
    }
}
