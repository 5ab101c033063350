//! What a first visit can do without: the second half of the app.
//!
//! The build cuts the module in two (docs/decisions/0021). Whatever only [`door::half`] leads to is in the second
//! half, which is fetched when the first page is on. What one needs in order to write never comes through here.

mod door;
mod drawn;

use std::cell::Cell;

use amanat_mentoring::id::PartId;
use amanat_messages::{Audience, PartView, Problem};
use leptos::prelude::*;

use crate::components::arriving::ProblemNotice;
use crate::i18n::{Locale, t, use_i18n};
use crate::pages::editor::saver::Saver;
use crate::routes::Page;
use crate::state::worker::{Phase, Worker};

/// Something of the second half.
#[derive(Clone)]
pub enum Later {
    /// What today is about, below its greeting.
    Today,
    /// The list, and in its place or beside it what the route names.
    Portfolio,
    /// One item, named by the route.
    Item,
    /// A page that stands by itself.
    Page(Page),
    /// The way in by the recovery card.
    Restore {
        /// Whether a locked vault would have to make room.
        replaces: bool,
    },
    /// The dialogs that change who may read.
    Questions,
    /// Who exactly can read something.
    Readers {
        /// Computed from the chain.
        audience: Signal<Audience>,
        /// The part it lives in, where that is one's own.
        part: Signal<Option<PartId>>,
        /// Put away.
        on_close: Callback<()>,
    },
    /// What stands round a text that is being written: tags, day, part.
    Details {
        /// Where the words are saved.
        saver: Saver,
        /// Empty once it lives somewhere.
        parts: Vec<PartView>,
        /// The part it will live in.
        part: RwSignal<Option<PartId>>,
        /// Told when another part is chosen.
        on_part: Callback<PartId>,
    },
    /// What has to be known now, above the page.
    Banners {
        /// Whether the vault is open.
        open: Signal<bool>,
    },
    /// A text as a QR.
    Qr {
        /// The text.
        text: String,
        /// What it is, for those who cannot see it.
        label: fn(Locale) -> &'static str,
    },
}

impl Later {
    /// Whether nobody has asked for it: nothing stands in its place, and nothing is said where it does not come.
    const fn is_quiet(&self) -> bool {
        matches!(self, Self::Questions | Self::Banners { .. })
    }
}

/// Where the second half is.
#[derive(Clone, Copy)]
enum Half {
    /// Nobody has asked for it.
    Away,
    Coming,
    /// With what shows its parts.
    Here(fn(Later) -> AnyView),
    /// It did not come.
    Missed,
}

thread_local! {
    /// The whole app waits for it as one.
    static HALF: Cell<Half> = const { Cell::new(Half::Away) };
    static MOVED: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Fetches it if it is neither here nor on its way.
fn ask() {
    if matches!(HALF.get(), Half::Coming | Half::Here(_)) {
        return;
    }
    let go_to = |half| {
        HALF.set(half);
        MOVED.with(|moved| moved.set(true));
    };
    go_to(Half::Coming);
    // It is everybody's: it comes even when who asked for it has gone.
    wasm_bindgen_futures::spawn_local(async move {
        go_to(door::half().await.map_or(Half::Missed, Half::Here));
    });
}

/// Shows it as soon as it is here.
#[component]
pub fn ShowLater(what: Later) -> impl IntoView {
    let i18n = use_i18n();
    if what.is_quiet() {
        // The worker's first half is what one waits for: nothing takes the line from it unasked.
        let phase = Worker::expect().phase();
        Effect::new(move || {
            if phase.get() == Phase::Ready && matches!(HALF.get(), Half::Away) {
                ask();
            }
        });
    } else {
        ask();
    }
    move || {
        MOVED.with(Track::track);
        match HALF.get() {
            Half::Here(view_of) => view_of(what.clone()),
            _ if what.is_quiet() => ().into_any(),
            Half::Away | Half::Coming => {
                view! { <p class="waiting">{t!(i18n, common.loading)}</p> }.into_any()
            }
            Half::Missed => view! {
                <ProblemNotice problem=Problem::ServerUnreachable>
                    <button type="button" class="button" on:click=move |_| ask()>
                        {t!(i18n, common.retry)}
                    </button>
                </ProblemNotice>
            }
            .into_any(),
        }
    }
}
