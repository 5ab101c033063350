//! What is on: the way in, a closed door, or the open vault.

use amanat_messages::{Problem, Stage};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, LocationProvider};

use crate::routes::Page;
use crate::state::worker::{Phase, Worker, use_status};

/// One at a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scene {
    /// Nothing is known yet, or nothing may be shown any more.
    Waiting,
    /// Nothing is here: what Amanat is, and the ways in.
    Welcome,
    /// A way in: the founding link.
    Found,
    /// A way in: an invitation.
    Join,
    /// A way in: the recovery card.
    Restore {
        /// Whether a locked vault would have to make room.
        replaces: bool,
    },
    /// A vault, locked.
    Unlock,
    /// The recovery card waits to be confirmed.
    Card,
    /// The pages.
    Open,
    /// Another tab has the vault.
    Elsewhere,
    /// Another tab took it.
    TakenOver,
    /// Two halves of two releases.
    OtherBuild,
    /// It has stopped.
    Stopped(Problem),
}

impl Scene {
    /// For tests and style sheets.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Welcome => "welcome",
            Self::Found => "found",
            Self::Join => "join",
            Self::Restore { .. } => "restore",
            Self::Unlock => "unlock",
            Self::Card => "card",
            Self::Open => "open",
            Self::Elsewhere => "elsewhere",
            Self::TakenOver => "taken-over",
            Self::OtherBuild => "other-build",
            Self::Stopped(_) => "stopped",
        }
    }
}

/// The scene, from the worker's phase, the vault's stage and the path. The stage decides: no path leads
/// past it. A path that cannot be shown yet stays in the address bar, so that a deep link survives unlocking.
pub fn use_scene() -> Memo<Scene> {
    let phase = Worker::expect().phase();
    let status = use_status();
    let path = use_location().pathname;
    Memo::new(move |_| match phase.get() {
        Phase::Starting | Phase::Locking => Scene::Waiting,
        Phase::Elsewhere => Scene::Elsewhere,
        Phase::TakenOver => Scene::TakenOver,
        Phase::OtherBuild => Scene::OtherBuild,
        Phase::Stopped(problem) => Scene::Stopped(problem),
        Phase::Ready => status.with(|status| match status {
            None => Scene::Waiting,
            Some(Err(problem)) => Scene::Stopped(problem.clone()),
            Some(Ok(status)) => path.with(|path| of_stage(status.stage, path)),
        }),
    })
}

fn of_stage(stage: Stage, path: &str) -> Scene {
    match stage {
        Stage::Empty if path == Page::Found.path() => Scene::Found,
        Stage::Empty if path == Page::Join.path() => Scene::Join,
        Stage::Empty if path == Page::Restore.path() => Scene::Restore { replaces: false },
        Stage::Empty => Scene::Welcome,
        Stage::Locked if path == Page::Restore.path() => Scene::Restore { replaces: true },
        Stage::Locked => Scene::Unlock,
        Stage::CardWaiting => Scene::Card,
        Stage::Open => Scene::Open,
    }
}

/// Lets the address bar say what is on, where the path cannot mean anything.
pub fn keep_path_true(scene: Memo<Scene>) {
    let path = use_location().pathname;
    let navigate = use_navigate();
    let router = use_context::<BrowserUrl>();
    Effect::new(move || {
        path.track();
        // A link changes the address bar only when a `Routes` says that its page is there. Before the vault is
        // open there is no `Routes`: the scene is the page.
        if scene.get() != Scene::Open
            && let Some(router) = &router
        {
            router.ready_to_complete();
        }
    });
    Effect::new(move || {
        let page = match scene.get() {
            Scene::Welcome => Page::Welcome,
            Scene::Card => Page::Card,
            Scene::Unlock if path.with(|path| is_before_the_door(path)) => Page::Unlock,
            _ => return,
        };
        if path.with(|path| *path != page.path()) {
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&page.path(), replace);
        }
    });
}

/// Paths that mean nothing once there is a vault.
fn is_before_the_door(path: &str) -> bool {
    path == "/"
        || [
            Page::Welcome,
            Page::Found,
            Page::Join,
            Page::Join,
            Page::Restore,
            Page::Card,
            Page::Unlock,
        ]
        .iter()
        .any(|page| page.path() == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_past_the_stage() {
        for path in [
            "/", "/welcome", "/found", "/card", "/today", "/item/00", "/x",
        ] {
            assert_eq!(of_stage(Stage::Locked, path), Scene::Unlock);
            assert_eq!(of_stage(Stage::CardWaiting, path), Scene::Card);
            assert_ne!(of_stage(Stage::Empty, path), Scene::Open);
        }
    }

    #[test]
    fn a_card_opens_an_empty_and_a_locked_device() {
        assert_eq!(
            of_stage(Stage::Empty, "/restore"),
            Scene::Restore { replaces: false }
        );
        assert_eq!(
            of_stage(Stage::Locked, "/restore"),
            Scene::Restore { replaces: true }
        );
        assert_eq!(of_stage(Stage::Open, "/restore"), Scene::Open);
    }

    #[test]
    fn only_meaningless_paths_give_way_to_unlock() {
        assert!(is_before_the_door("/"));
        assert!(is_before_the_door("/card"));
        assert!(!is_before_the_door("/item/a7"));
        assert!(!is_before_the_door("/settings"));
    }
}
