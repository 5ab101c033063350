//! The typed link to the vault worker: commands go, answers and views come.

mod heart;
mod link;
mod views;

use std::rc::Rc;

use amanat_messages::{Command, Done, Problem};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub use views::{
    Seen, provide_status, use_begun, use_card, use_concerns, use_item, use_knowledge, use_list,
    use_mentees, use_parts, use_people, use_person, use_programme, use_programme_card,
    use_shared_item, use_shown, use_stage, use_status, use_today,
};

use link::Link;

/// How the page and its worker stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Waiting for the worker's first word.
    Starting,
    /// The vault is this tab's.
    Ready,
    /// Another tab has it.
    Elsewhere,
    /// Another tab took it.
    TakenOver,
    /// Locking: nothing private is shown any more.
    Locking,
    /// The worker and this page come from different releases.
    OtherBuild,
    /// It stopped for good; what was saved is safe.
    Stopped(Problem),
}

/// The worker, for every component.
#[derive(Clone, Copy)]
pub struct Worker {
    link: StoredValue<Rc<Link>, LocalStorage>,
    phase: RwSignal<Phase>,
}

impl Worker {
    /// Starts the worker, for the whole app.
    pub fn provide() -> Self {
        let phase = RwSignal::new(Phase::Starting);
        let link = Link::new(phase);
        let this = Self {
            link: StoredValue::new_local(Rc::clone(&link)),
            phase,
        };
        provide_context(this);
        link.start(false);
        heart::watch(&link);
        this
    }

    /// The app's worker.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// How the page and its worker stand.
    #[must_use]
    pub fn phase(self) -> ReadSignal<Phase> {
        self.phase.read_only()
    }

    /// Has the worker do something. Never called, never awaited twice: each call is one request.
    ///
    /// The message leaves at once, before the first poll, so a page that is about to end still sends it.
    pub fn do_(self, command: Command) -> impl Future<Output = Result<Done, Problem>> + 'static {
        let answer = self.link.with_value(|link| link.ask(command));
        async move {
            match answer.await {
                Ok(result) => result,
                // The worker ended before it answered.
                Err(_) => Err(Problem::Fault),
            }
        }
    }

    /// Takes the vault over from the tab that has it.
    pub fn take_over(self) {
        self.link.with_value(|link| link.start(true));
    }

    /// Has `give` save what is only in a field before another tab has the vault.
    pub fn before_taken_over<F: Future<Output = ()> + 'static>(
        self,
        give: impl Fn() -> F + 'static,
    ) {
        let give = Rc::new(move || {
            let given = give();
            spawn_local(async move {
                given.await;
                let _ = self.link.try_with_value(|link| link.said());
            });
        });
        self.link.with_value(|link| link.on_last_words(give));
    }

    /// Stops showing anything private, on the way to [`Self::end`].
    pub fn hide(self) {
        self.phase.set(Phase::Locking);
    }

    /// Ends the worker, and with it every key in memory.
    pub fn end(self) {
        self.link.with_value(|link| link.end());
    }

    fn watch(self, query: amanat_messages::Query, show: link::Show) -> u32 {
        self.link.with_value(|link| link.watch(query, show))
    }

    fn unwatch(self, id: u32) {
        // The app's own end disposes of the link before the pages let go of it.
        let _ = self.link.try_with_value(|link| link.unwatch(id));
    }
}
