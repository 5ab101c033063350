//! The heap of the app and of the vault worker: the standard library's, behind calls that are never inlined.
//!
//! LLVM knows the standard allocation functions, and takes what they return for memory that holds nothing yet,
//! or zeros. The allocator keeps the size of a block in the word before it. Where the functions that allocate
//! and free are inlined side by side, which small code and link-time optimization bring about, LLVM believes
//! that word to be zero as well, and freeing a block stops the program. Behind a call it cannot see the word.
#![expect(
    unsafe_code,
    reason = "an allocator is unsafe by contract; this one only passes calls on"
)]

use std::alloc::{GlobalAlloc, Layout, System};

/// Declared by each program of the browser as its `#[global_allocator]`.
pub struct Heap;

// SAFETY: every method hands its arguments, and with them its caller's promises, to the allocator of the system.
unsafe impl GlobalAlloc for Heap {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc_zeroed(layout) }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        unsafe { System.realloc(block, layout, size) }
    }
}
