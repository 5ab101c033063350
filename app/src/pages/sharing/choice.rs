//! What has been chosen in the dialog so far.

use amanat_mentoring::id::{PartId, PersonRef};
use amanat_mentoring::item::Date;
use leptos::prelude::*;

/// What has been chosen so far. Nothing is ticked beforehand.
#[derive(Clone, Copy)]
pub struct Choice {
    /// Which part.
    pub part: RwSignal<Option<PartId>>,
    /// To whom.
    pub person: RwSignal<Option<PersonRef>>,
    /// They may comment.
    pub comment: RwSignal<bool>,
    /// Also what is already there.
    pub already: RwSignal<bool>,
    /// The last day.
    pub until: RwSignal<Option<Date>>,
}

impl Choice {
    /// Nothing but what the dialog was opened with.
    pub fn new(part: Option<PartId>, person: Option<PersonRef>) -> Self {
        Self {
            part: RwSignal::new(part),
            person: RwSignal::new(person),
            comment: RwSignal::new(false),
            already: RwSignal::new(false),
            until: RwSignal::new(None),
        }
    }
}
