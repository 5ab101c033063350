//! Drafts on their way to the worker: at the end of a word, when one is [due](super::due), and at once when the
//! page is about to end.

use std::future::Future;

use amanat_mentoring::id::{ItemId, PartId};
use amanat_mentoring::item::Content;
use amanat_messages::{Command, Done, Problem};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::draft::Draft;
use super::due::Due;
use super::rescue::Rescue;
use crate::components::save_state::Saved;
use crate::components::toast::Toasts;
use crate::i18n::{td_string, use_i18n};
use crate::routes::Page;
use crate::state::flush::Flush;
use crate::state::worker::Worker;

/// Saves one open text for as long as its editor is mounted.
#[derive(Clone, Copy)]
pub struct Saver {
    worker: Worker,
    rescue: Rescue,
    /// What the editor was opened with; none for something new.
    opened: Option<ItemId>,
    draft: StoredValue<Draft, LocalStorage>,
    /// Where it will live, until it does.
    part: StoredValue<Option<PartId>>,
    due: Due,
    item: RwSignal<Option<ItemId>>,
    saved: RwSignal<Saved>,
    number: RwSignal<u64>,
}

impl Saver {
    /// Starts with a text as it was found, or as it waited for rescue. Without an item, [`Self::reserve`]
    /// comes first.
    pub fn new(item: Option<ItemId>, content: Content, rescued: bool) -> Self {
        let this = Self {
            worker: Worker::expect(),
            rescue: Rescue::expect(),
            opened: item,
            draft: StoredValue::new_local(Draft::new(content)),
            part: StoredValue::new(None),
            due: Due::new(),
            item: RwSignal::new(item),
            saved: RwSignal::new(Saved::Untouched),
            number: RwSignal::new(0),
        };
        Flush::expect().register(move || this.now());
        let toasts = Toasts::expect();
        let i18n = use_i18n();
        on_cleanup(move || {
            let lost = td_string!(i18n.get_locale_untracked(), editor.left_unsaved).to_string();
            this.leave(move || toasts.say(lost, None));
        });
        if rescued {
            this.change(true, |_| {});
        }
        this
    }

    /// Draws an item in a part. Until the first draft nothing is stored, so choosing another part costs nothing.
    pub fn reserve(self, part: Option<PartId>) {
        self.part.set_value(part);
        let answer = self.worker.do_(Command::CreateItem { part });
        spawn_local(async move {
            match answer.await {
                Ok(Done::Created(item)) => {
                    // The editor may be gone by now.
                    let _ = self.item.try_set(Some(item));
                    self.give_if_free();
                }
                Ok(_) => self.answered(0, Err(Problem::Fault)),
                Err(problem) => self.answered(0, Err(problem)),
            }
        });
    }

    /// The item written to, once there is one.
    pub fn item(self) -> Signal<Option<ItemId>> {
        self.item.into()
    }

    /// What may be said of the newest words.
    pub fn saved(self) -> Signal<Saved> {
        self.saved.into()
    }

    /// The number of the newest durable draft.
    pub fn number(self) -> Signal<u64> {
        self.number.into()
    }

    /// Reads the text as it is on the screen.
    pub fn read<T>(self, read: impl FnOnce(&Content) -> T) -> T {
        self.draft.with_value(|draft| read(draft.content()))
    }

    /// Something was typed or chosen. `word_ended`: more than a part of a word.
    pub fn change(self, word_ended: bool, change: impl FnOnce(&mut Content)) {
        let changed = self.draft.try_update_value(|draft| draft.change(change));
        if changed.is_none() {
            return;
        }
        self.show();
        if word_ended {
            return self.give_if_free();
        }
        self.due.after_a_pause(move || self.give_if_free());
    }

    /// Tries again after a failure.
    pub fn retry(self) {
        if self.item.get_untracked().is_none() {
            self.reserve(self.part.get_value());
        }
        self.give_if_free();
    }

    /// One draft at a time: a slow device is not buried under drafts that are old already.
    fn give_if_free(self) {
        if self.draft.try_with_value(Draft::waiting) == Some(false) {
            spawn_local(self.now());
        }
    }

    /// Gives the newest text to the worker at once; ends when it has answered.
    fn now(self) -> impl Future<Output = ()> + 'static {
        let given = self.give(Draft::take);
        async move {
            if let Some(given) = given {
                given.await;
            }
        }
    }

    /// What `take` takes goes to the worker. The answer says whether it is durable.
    fn give(
        self,
        take: impl FnOnce(&mut Draft) -> Option<(u64, Content)>,
    ) -> Option<impl Future<Output = bool> + 'static> {
        let item = self.item.try_get_untracked().flatten()?;
        self.due.stop();
        let taken = self.draft.try_update_value(take).flatten();
        self.show();
        let (number, content) = taken?;
        let answer = self.worker.do_(Command::SaveDraft {
            item,
            number,
            content,
        });
        Some(async move {
            let answer = match answer.await {
                Ok(Done::Saved { .. }) => Ok(()),
                Ok(_) => Err(Problem::Fault),
                Err(problem) => Err(problem),
            };
            let durable = answer.is_ok();
            self.answered(number, answer);
            durable
        })
    }

    fn answered(self, number: u64, answer: Result<(), Problem>) {
        let went_well = answer.is_ok();
        let Some(first) = self.draft.try_update_value(|draft| {
            let first = draft.kept() == 0;
            draft.answered(number, answer);
            first && draft.kept() > 0
        }) else {
            return;
        };
        self.show();
        if first && let Some(item) = self.item.get_untracked() {
            name_in_address(item);
        }
        if went_well && self.saved.get_untracked() == Saved::Pending {
            self.due.soon(move || self.give_if_free());
        }
    }

    fn show(self) {
        let Some((saved, number)) = self
            .draft
            .try_with_value(|draft| (draft.saved(), draft.kept()))
        else {
            return;
        };
        self.rescue
            .set_at_risk(matches!(saved, Saved::TooLong | Saved::Failed(_)));
        if self.saved.with_untracked(|old| *old != saved) {
            self.saved.set(saved);
        }
        if self.number.get_untracked() != number {
            self.number.set(number);
        }
    }

    /// Saves what is left and tells the worker that writing has ended for now. What cannot be saved waits
    /// for the editor to open again, and is not passed over in silence.
    fn leave(self, lost: impl FnOnce() + 'static) {
        self.rescue.set_at_risk(false);
        if !self.draft.with_value(Draft::touched) {
            return;
        }
        let unsaved = self
            .draft
            .with_value(|draft| draft.unsaved().then(|| draft.content().clone()));
        let (
            Self {
                worker,
                rescue,
                opened,
                ..
            },
            item,
        ) = (self, self.item.get_untracked());
        let last = self.give(Draft::take_again);
        spawn_local(async move {
            if let Some(content) = unsaved {
                let durable = match last {
                    Some(last) => last.await,
                    None => false,
                };
                if !durable {
                    rescue.keep(opened, content);
                    lost();
                }
            }
            if let Some(item) = item {
                // Refused only where the last draft was, which has been said.
                let _ = worker.do_(Command::CloseItem { item }).await;
            }
        });
    }
}

/// From the first draft on a reload finds the text again. Past the router: for it nothing has changed, and
/// it must not draw a new page under the writing hand.
fn name_in_address(item: ItemId) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Refused only to pages without an origin, which cannot run a worker either.
        let _ = history.replace_state_with_url(&state, "", Some(&Page::Write(item).path()));
    }
}
