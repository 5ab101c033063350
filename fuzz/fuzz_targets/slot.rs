//! Passphrase slots: whatever they ask for, the work is bounded.
#![no_main]

use std::sync::atomic::{AtomicU32, Ordering};

use amanat_vault::passphrase::{LOG_N, LOG_N_SMALL, PassphraseError, open_slot, work_factor};
use libfuzzer_sys::fuzz_target;

/// A legal slot costs as much as thousands of others: only the first ones of a run are worked for.
const WORKED: u32 = 30;
static LEGAL: AtomicU32 = AtomicU32::new(0);

fuzz_target!(|bytes: &[u8]| {
    let legal = work_factor(bytes).is_some_and(|n| (LOG_N_SMALL..=LOG_N).contains(&n));
    if legal && LEGAL.fetch_add(1, Ordering::Relaxed) >= WORKED {
        return;
    }
    let opened = open_slot(bytes, "a quiet afternoon");
    assert!(legal || opened.err() == Some(PassphraseError::Damaged));
});
