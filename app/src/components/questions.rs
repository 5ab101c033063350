//! Templates and their questions in words.

use amanat_mentoring::template::{FieldKey, Template};

use crate::i18n::{Locale, td_string};

/// The question a text answers.
pub fn question(locale: Locale, key: FieldKey) -> &'static str {
    match key {
        FieldKey::Free => td_string!(locale, editor.q_free),
        FieldKey::What => td_string!(locale, editor.q_what),
        FieldKey::SoWhat => td_string!(locale, editor.q_so_what),
        FieldKey::NowWhat => td_string!(locale, editor.q_now_what),
        FieldKey::Description => td_string!(locale, editor.q_description),
        FieldKey::Feelings => td_string!(locale, editor.q_feelings),
        FieldKey::Evaluation => td_string!(locale, editor.q_evaluation),
        FieldKey::Analysis => td_string!(locale, editor.q_analysis),
        FieldKey::Conclusion => td_string!(locale, editor.q_conclusion),
        FieldKey::ActionPlan => td_string!(locale, editor.q_action_plan),
    }
}

/// What a set of questions is called.
pub fn template_name(locale: Locale, template: Template) -> &'static str {
    match template {
        Template::WhatSoWhatNowWhat => td_string!(locale, editor.template_what),
        Template::Gibbs => td_string!(locale, editor.template_gibbs),
        Template::Free => td_string!(locale, editor.template_free),
    }
}

/// What a set of questions is good for.
pub fn template_hint(locale: Locale, template: Template) -> &'static str {
    match template {
        Template::WhatSoWhatNowWhat => td_string!(locale, editor.template_what_hint),
        Template::Gibbs => td_string!(locale, editor.template_gibbs_hint),
        Template::Free => td_string!(locale, editor.template_free_hint),
    }
}
