//! A command under way, and what became of it.

use amanat_messages::{Command, Done, Problem};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::state::worker::Worker;

/// One command at a time.
#[derive(Clone, Copy)]
pub struct Attempt {
    worker: Worker,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

impl Attempt {
    /// Nothing tried yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            worker: Worker::expect(),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    /// Whether it is under way.
    #[must_use]
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why the last one failed.
    #[must_use]
    pub fn problem(self) -> Signal<Option<Problem>> {
        self.problem.into()
    }

    /// The problem if it is one of these, in words.
    pub fn problem_if(self, its: fn(&Problem) -> bool) -> Memo<Option<Problem>> {
        Memo::new(move |_| self.problem.get().filter(its))
    }

    /// Tries. `then` may only touch what outlives the page: success often ends it.
    pub fn run(self, command: Command, then: impl FnOnce(Done) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        let answer = self.worker.do_(command);
        spawn_local(async move {
            let result = answer.await;
            self.busy.try_set(false);
            match result {
                Ok(done) => then(done),
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }
}
