//! Words typed into a field and not given yet. They wait on this device, sealed by the worker: a lock, a reload or a
//! crash costs at most half a second of them.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::time::Duration;

use amanat_mentoring::begun::Begun;
use amanat_messages::{Command, Problem, Stage};
use futures::future::join_all;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::flush::Flush;
use super::worker::{Worker, use_begun, use_stage};
use crate::components::first::first;
use crate::components::save_state::Saved;

/// Between what is typed and its way to the worker.
const PAUSE: Duration = Duration::from_millis(500);

/// What waits, by field.
#[derive(Clone, Copy)]
pub struct Unsent {
    worker: Worker,
    texts: StoredValue<BTreeMap<Begun, String>>,
    /// Fields whose newest words are not known to be durable, with a number that changes with them.
    unsaved: RwSignal<BTreeMap<Begun, u64>>,
    /// Those of them that are not on their way either.
    todo: StoredValue<BTreeSet<Begun>>,
    /// A save is due.
    due: StoredValue<bool>,
    trouble: RwSignal<Option<Problem>>,
    /// Counts how often the device was asked what waits.
    read: RwSignal<u32>,
}

impl Unsent {
    /// For the whole app.
    pub fn provide() {
        let this = Self {
            worker: Worker::expect(),
            texts: StoredValue::new(BTreeMap::new()),
            unsaved: RwSignal::new(BTreeMap::new()),
            todo: StoredValue::new(BTreeSet::new()),
            due: StoredValue::new(false),
            trouble: RwSignal::new(None),
            read: RwSignal::new(0),
        };
        provide_context(this);
        Flush::expect().register(move || this.save());
        let stage = use_stage();
        Effect::new(move || match stage.get() {
            Some(Stage::Open) => this.load(),
            _ => this.forget_all(),
        });
    }

    /// From the context.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// What waited when the vault was opened. What was typed since is newer.
    fn load(self) {
        let seen = first(use_begun);
        Effect::new(move || {
            if let Some(Ok(words)) = seen.get() {
                self.texts.update_value(|texts| {
                    for (field, text) in words {
                        texts.entry(field).or_insert(text);
                    }
                });
                self.read.update(|times| *times = times.wrapping_add(1));
            }
        });
    }

    fn forget_all(self) {
        self.texts.update_value(BTreeMap::clear);
        self.todo.update_value(BTreeSet::clear);
        self.unsaved.set(BTreeMap::new());
        self.trouble.set(None);
    }

    /// Whether words wait in a field. Tells again when the device has said.
    #[must_use]
    pub fn waits(self, field: Begun) -> bool {
        self.read.track();
        self.texts.with_value(|texts| texts.contains_key(&field))
    }

    /// The text of a field: what was typed before, or else `start`. Emptied, it no longer waits.
    pub fn text(self, field: Begun, start: String) -> RwSignal<String> {
        let waiting = move || self.texts.with_value(|texts| texts.get(&field).cloned());
        let text = RwSignal::new(waiting().unwrap_or_else(|| start.clone()));
        let begin = start.clone();
        Effect::new(move || {
            self.read.track();
            if let Some(words) = waiting()
                && text.with_untracked(|text| *text == begin)
            {
                text.set(words);
            }
        });
        Effect::watch(
            move || text.get(),
            move |now, _, _| match now.is_empty() || *now == start {
                true => self.forget(field),
                false => self.keep(field, now),
            },
            false,
        );
        text
    }

    /// What may be said of the words in a field.
    pub fn saved(self, field: Begun, text: RwSignal<String>) -> Signal<Saved> {
        Signal::derive(move || {
            let typed = text.with(|text| !text.is_empty()) && self.waits(field);
            let unsaved = self.unsaved.with(|fields| fields.contains_key(&field));
            match self.trouble.get() {
                Some(problem) if unsaved => Saved::Failed(problem),
                _ if unsaved => Saved::Pending,
                _ if typed => Saved::Here,
                _ => Saved::Untouched,
            }
        })
    }

    fn keep(self, field: Begun, now: &str) {
        let known = self
            .texts
            .try_update_value(|texts| texts.insert(field, now.to_owned()));
        if known.flatten().as_deref() != Some(now) {
            self.changed(field);
        }
    }

    /// They were given. What was typed meanwhile stays.
    pub fn given(self, field: Begun, text: RwSignal<String>, words: &str) {
        match text.try_with_untracked(|text| text == words) {
            Some(true) => text.set(String::new()),
            Some(false) => {}
            None => self.forget(field),
        }
    }

    /// They are not wanted any more.
    pub fn forget(self, field: Begun) {
        let known = self
            .texts
            .try_update_value(|texts| texts.remove(&field).is_some());
        if known == Some(true) {
            self.changed(field);
        }
    }

    fn changed(self, field: Begun) {
        self.todo.update_value(|fields| {
            fields.insert(field);
        });
        self.unsaved.update(|fields| {
            let next = fields.values().max().map_or(0, |last| last + 1);
            fields.insert(field, next);
        });
        if !self.due.get_value() {
            self.due.set_value(true);
            set_timeout(move || spawn_local(self.save()), PAUSE);
        }
    }

    /// Gives all that changed to the worker at once; ends when it has answered.
    fn save(self) -> impl Future<Output = ()> + 'static {
        self.due.set_value(false);
        let todo = self.todo.try_update_value(std::mem::take);
        let saves = todo.unwrap_or_default().into_iter().map(|field| {
            let text = self.texts.with_value(|texts| texts.get(&field).cloned());
            let text = text.unwrap_or_default();
            let number = self.number(field);
            let answer = self.worker.do_(Command::KeepBegun { field, text });
            async move { self.answered(field, number, answer.await.err()) }
        });
        // All of them leave now: the page may end before the first is answered.
        let saves: Vec<_> = saves.collect();
        async move {
            join_all(saves).await;
        }
    }

    fn number(self, field: Begun) -> Option<u64> {
        self.unsaved
            .with_untracked(|fields| fields.get(&field).copied())
    }

    fn answered(self, field: Begun, number: Option<u64>, problem: Option<Problem>) {
        if problem.is_some() {
            // With the next word it is tried again.
            self.todo.update_value(|fields| {
                fields.insert(field);
            });
        } else if self.number(field) == number {
            self.unsaved.update(|fields| {
                fields.remove(&field);
            });
        }
        self.trouble.set(problem);
    }
}
