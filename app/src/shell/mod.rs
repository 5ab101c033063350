//! What stands round every page: navigation, the line that says where the words are, banners.

pub mod banners;
mod focus;
mod gate;
pub mod language;
pub mod live;
mod nav;
mod others;
mod routes;
mod scene;
mod status;

use leptos::prelude::*;

use crate::components::flow::Show;
use crate::components::toast::ToastRegion;
use crate::i18n::{t, use_i18n};
use crate::later::{Later, ShowLater};
use focus::{focus_main, follow_page};
use gate::Gate;
use language::LanguageSwitch;
use live::LiveRegion;
use nav::{LockAbove, Nav};
use scene::{Scene, keep_path_true, use_scene};
use status::StatusLine;

/// The frame and the page in it.
#[component]
pub fn Shell() -> impl IntoView {
    let i18n = use_i18n();
    let scene = use_scene();
    keep_path_true(scene);
    follow_page(scene);
    let open = Memo::new(move |_| scene.get() == Scene::Open);
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus_main();
    };
    view! {
        <div class="shell" class:shell--open=open data-stage=move || scene.with(Scene::name)>
            <a class="skip-link" href="#main" on:click=skip>
                {t!(i18n, shell.skip)}
            </a>
            <Show when=move || open.get()>
                <Nav />
            </Show>
            <div class="shell__body">
                <header>
                    <div class="topline">
                        <Show when=move || open.get() fallback=|| view! { <LanguageSwitch /> }>
                            <StatusLine />
                            <LockAbove />
                        </Show>
                    </div>
                    <ShowLater what=Later::Banners { open: open.into() } />
                </header>
                <main id="main" tabindex="-1">
                    <Gate scene />
                </main>
            </div>
            <Show when=move || open.get()>
                <ShowLater what=Later::Questions />
            </Show>
            <ToastRegion />
            <LiveRegion />
        </div>
    }
}
