//! Several people on several devices, whole, and the real server in one process: random actions, every store
//! step and call a place to be interrupted, a network that loses, repeats and delays, and a clock that jumps.
//! What must hold afterwards is in `tests/simulation/check.rs`.
//!
//! A seed draws the schedule. One that fails is printed; `AMANAT_SEED=<n> cargo test -p amanat-simulation`
//! plays it again. Keys and ciphertexts come from the system's generator all the same, so what depends on the
//! order of ids may differ from run to run. `AMANAT_SEEDS=<n>` tries more.
