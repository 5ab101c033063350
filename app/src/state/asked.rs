//! What is asked before it changes who may read. One dialog at a time, opened from wherever a part or a person
//! is shown.

use amanat_mentoring::id::{PartId, PersonRef};
use leptos::prelude::*;

/// The question.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Show a part to somebody. What is not known yet is asked for.
    Show {
        /// Which part.
        part: Option<PartId>,
        /// To whom.
        person: Option<PersonRef>,
    },
    /// Take a part back.
    TakeBack {
        /// Which part.
        part: PartId,
        /// From whom.
        person: PersonRef,
    },
}

/// The question that is open, for the whole app.
#[derive(Clone, Copy)]
pub struct Asking(RwSignal<Option<Asked>>);

impl Asking {
    /// For the whole app.
    pub fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// The app's question.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Opens the dialog.
    pub fn ask(self, asked: Asked) {
        self.0.set(Some(asked));
    }

    /// What is asked now.
    #[must_use]
    pub fn asked(self) -> ReadSignal<Option<Asked>> {
        self.0.read_only()
    }

    /// Answered, or put away.
    pub fn done(self) {
        self.0.set(None);
    }
}
