//! Reflection templates: which questions are asked. They are optional, and switching loses no text.

use serde::{Deserialize, Serialize};

/// A set of questions. New ones are appended: the position is the stored form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Template {
    /// What? So what? Now what? (Rolfe, Freshwater and Jasper 2001, after Borton 1970)
    #[default]
    WhatSoWhatNowWhat,
    /// Gibbs' reflective cycle (1988): six questions.
    Gibbs,
    /// One free text.
    Free,
}

/// One question of a template. New ones are appended: the position is the stored form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum FieldKey {
    /// Free text.
    Free,
    /// What happened?
    What,
    /// So what does it mean to me?
    SoWhat,
    /// Now what will I do?
    NowWhat,
    /// Gibbs 1: what happened?
    Description,
    /// Gibbs 2: what was I thinking and feeling?
    Feelings,
    /// Gibbs 3: what was good and bad about it?
    Evaluation,
    /// Gibbs 4: what sense can I make of it?
    Analysis,
    /// Gibbs 5: what else could I have done?
    Conclusion,
    /// Gibbs 6: what would I do if it arose again?
    ActionPlan,
}

impl Template {
    /// Every template, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::WhatSoWhatNowWhat, Self::Gibbs, Self::Free];

    /// Its questions, in order.
    #[must_use]
    pub const fn questions(self) -> &'static [FieldKey] {
        match self {
            Self::WhatSoWhatNowWhat => &[FieldKey::What, FieldKey::SoWhat, FieldKey::NowWhat],
            Self::Gibbs => &[
                FieldKey::Description,
                FieldKey::Feelings,
                FieldKey::Evaluation,
                FieldKey::Analysis,
                FieldKey::Conclusion,
                FieldKey::ActionPlan,
            ],
            Self::Free => &[FieldKey::Free],
        }
    }
}
