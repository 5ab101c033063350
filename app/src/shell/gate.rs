//! Shows the scene that is on.

use leptos::prelude::*;

use super::routes::Pages;
use super::scene::Scene;
use crate::later::{Later, ShowLater};
use crate::pages::card::Card;
use crate::pages::elsewhere::{Elsewhere, OtherBuild, Stopped, TakenOver, Waiting};
use crate::pages::unlock::Unlock;
use crate::pages::welcome::Welcome;
use crate::pages::welcome::found::Found;
use crate::pages::welcome::join::Join;

/// The scene. Each is built anew when it comes on, and everything in it ends when it goes.
#[component]
pub fn Gate(scene: Memo<Scene>) -> impl IntoView {
    move || match scene.get() {
        Scene::Waiting => view! { <Waiting /> }.into_any(),
        Scene::Welcome => view! { <Welcome /> }.into_any(),
        Scene::Found => view! { <Found /> }.into_any(),
        Scene::Join => view! { <Join /> }.into_any(),
        Scene::Restore { replaces } => {
            view! { <ShowLater what=Later::Restore { replaces } /> }.into_any()
        }
        Scene::Unlock => view! { <Unlock /> }.into_any(),
        Scene::Card => view! { <Card /> }.into_any(),
        Scene::Open => view! { <Pages /> }.into_any(),
        Scene::Elsewhere => view! { <Elsewhere /> }.into_any(),
        Scene::TakenOver => view! { <TakenOver /> }.into_any(),
        Scene::OtherBuild => view! { <OtherBuild /> }.into_any(),
        Scene::Stopped(problem) => view! { <Stopped problem /> }.into_any(),
    }
}
