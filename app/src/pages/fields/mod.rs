//! Fields and attempts that several forms share.

pub mod attempt;
pub mod lines;
pub mod passphrase;
pub mod text;
pub mod tick;

use std::cell::Cell;

/// A name for an element that nothing else on the page has.
pub fn unique_id() -> String {
    thread_local! {
        static NEXT: Cell<u32> = const { Cell::new(0) };
    }
    format!("f{}", NEXT.replace(NEXT.get().wrapping_add(1)))
}
