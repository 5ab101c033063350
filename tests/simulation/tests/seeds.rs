//! Schedules that seeds draw.

#![allow(clippy::unwrap_used, reason = "a test panics")]

#[path = "simulation/mod.rs"]
mod simulation;
#[path = "../../../crates/client/tests/support/mod.rs"]
mod support;

use std::env;
use std::panic::AssertUnwindSafe;

use futures::FutureExt;

/// Tried with every change.
const SEEDS: u64 = 6;

#[tokio::test(flavor = "current_thread")]
async fn every_schedule_keeps_every_word_and_every_promise() {
    let number = |name: &str| env::var(name).ok().map(|v| v.parse::<u64>().unwrap());
    let seeds: Vec<u64> = match number("AMANAT_SEED") {
        Some(seed) => vec![seed],
        None => (0..number("AMANAT_SEEDS").unwrap_or(SEEDS)).collect(),
    };
    let mut failed = Vec::new();
    for seed in &seeds {
        let run = AssertUnwindSafe(simulation::run(*seed));
        match run.catch_unwind().await {
            Ok(story) => println!("{seed}: {story}"),
            Err(_) => failed.push(*seed),
        }
    }
    assert!(
        failed.is_empty(),
        "of {} seeds these fail: {failed:?}; AMANAT_SEED=<n> plays one again",
        seeds.len()
    );
}
