//! "Moved to the trash · Undo": said once, in a live region that is always there, and gone after a while.
//! What it undoes stays possible elsewhere, so nobody is hurried.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::i18n::{t, use_i18n};

const SHOWN_FOR: Duration = Duration::from_secs(10);

/// What undoes it. Not a `Callback`: that would end with the page that said it, before anybody undid anything.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

/// What is said.
#[derive(Clone)]
struct Said {
    text: String,
    undo: Option<Undo>,
}

/// Says things that need no answer. One at a time: the newest.
#[derive(Clone, Copy)]
pub struct Toasts {
    said: RwSignal<Option<Said>>,
    turn: StoredValue<u32>,
}

impl Toasts {
    /// For the whole app; call once, above everything that uses it.
    pub fn provide() {
        provide_context(Self {
            said: RwSignal::new(None),
            turn: StoredValue::new(0),
        });
    }

    /// From the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Says `text`, and offers to undo if there is a way.
    pub fn say(self, text: String, undo: Option<Undo>) {
        let turn = self.turn.with_value(|turn| turn.wrapping_add(1));
        self.turn.set_value(turn);
        self.said.set(Some(Said { text, undo }));
        set_timeout(
            move || {
                if self.turn.try_get_value() == Some(turn) {
                    self.said.set(None);
                }
            },
            SHOWN_FOR,
        );
    }
}

/// Where toasts appear. Mounted once, in the shell.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    let undo = move |undo: Undo| {
        view! {
            <button
                type="button"
                class="button"
                on:click=move |_| {
                    toasts.said.set(None);
                    undo();
                }
            >
                {t!(i18n, common.undo)}
            </button>
        }
    };
    view! {
        <div role="status" data-testid="toast">
            {move || {
                toasts.said.get().map(|said| {
                    view! {
                        <div class="toast">
                            <span dir="auto">{said.text}</span>
                            {said.undo.map(undo)}
                        </div>
                    }
                })
            }}
        </div>
    }
}
