//! The sheet of paper: where the words are saved, who reads them, title, questions, the rest.

use amanat_messages::Audience;
use leptos::prelude::*;
use leptos_router::components::A;

use super::Start;
use super::fields::Answers;
use super::readers::audience;
use super::saver::Saver;
use super::title::Title;
use crate::components::arriving::ProblemNotice;
use crate::components::audience::AudienceChip;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::save_state::{SaveState, Saved};
use crate::components::template_picker::TemplatePicker;
use crate::i18n::{t, t_string, use_i18n};
use crate::later::{Later, ShowLater};
use crate::routes::Page;

/// One open text.
#[component]
pub fn Sheet(start: Start) -> impl IntoView {
    let i18n = use_i18n();
    let part = RwSignal::new(start.part);
    let looked = RwSignal::new(false);
    let audience = audience(&start, part, looked);
    let Start {
        item,
        content,
        rescued,
        parts,
        ..
    } = start;
    let template = RwSignal::new(content.template);
    let saver = Saver::new(item, content, rescued);
    let new = item.is_none();
    if new {
        saver.reserve(part.get_untracked());
    }
    let up = move || match saver.item().get() {
        Some(item) if !new || saver.number().get() > 0 => Page::Item(item).path(),
        _ => Page::Today.path(),
    };
    let failed = move || match saver.saved().get() {
        Saved::Failed(problem) => Some(view! {
            <ProblemNotice problem>
                <p>{t!(i18n, editor.failed)}</p>
                <button type="button" class="button" on:click=move |_| saver.retry()>
                    {t!(i18n, common.retry)}
                </button>
            </ProblemNotice>
        }),
        _ => None,
    };
    view! {
        <div class="page editor">
            <div class="editor__top">
                <A href=up attr:class="button button--quiet button--icon" attr:aria-label=move || t_string!(i18n, common.back)>
                    <Icon shape=Shape::Back />
                </A>
                <SaveState saved=saver.saved() number=saver.number() />
                <Show when=move || audience.with(Option::is_some)>
                    <AudienceChip
                        audience=Signal::derive(move || audience.get().unwrap_or(Audience { readers: Vec::new() }))
                        part
                        on_open=move |()| looked.set(true)
                    />
                </Show>
            </div>
            <h1 class="sr-only" tabindex="-1">
                {move || if new { t_string!(i18n, editor.new) } else { t_string!(i18n, editor.editing) }}
            </h1>
            {failed}
            <TemplatePicker
                chosen=template
                on_choose=move |chosen| {
                    saver.change(true, |content| content.template = chosen);
                    template.set(chosen);
                }
            />
            <Title saver />
            <Answers template saver new />
            <ShowLater what=Later::Details {
                saver,
                parts,
                part,
                on_part: Callback::new(move |chosen| {
                    part.set(Some(chosen));
                    saver.reserve(Some(chosen));
                }),
            } />
            <p class="field__hint">{t!(i18n, editor.patient_note)}</p>
            <A href=up attr:class="button button--primary editor__done">{t!(i18n, editor.done)}</A>
        </div>
    }
}
