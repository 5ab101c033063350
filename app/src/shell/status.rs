//! One line that says where the words are. Never more than is true.

use amanat_messages::{Problem, StatusView, SyncState};
use leptos::prelude::*;

use crate::components::intl::number;
use crate::i18n::{Locale, t_string, td_string, use_i18n};
use crate::problem::passes_by_itself;
use crate::state::device;
use crate::state::worker::use_status;

/// What the line says and tells tests.
#[derive(Clone, PartialEq, Eq, Debug)]
enum State {
    /// On this device; no talk with the server yet, and nothing to send.
    Saved,
    /// On this device, with this much to send.
    Unsent(u32),
    /// The server has all of it.
    Sent,
    /// Under way, so many records so far.
    Busy(u32),
    /// The server is out of reach for now.
    Unreached(u32),
    /// Something a banner explains.
    Trouble(u32),
}

impl State {
    fn of(status: &StatusView) -> Self {
        let unsent = status.save.unsent;
        match &status.sync {
            SyncState::Busy { done } => Self::Busy(*done),
            SyncState::Failed { problem, .. } if passes_by_itself(problem) => {
                Self::Unreached(unsent)
            }
            SyncState::Failed { .. } => Self::Trouble(unsent),
            SyncState::NotYet | SyncState::Fresh { .. } if unsent > 0 => Self::Unsent(unsent),
            SyncState::Fresh { .. } => Self::Sent,
            SyncState::NotYet => Self::Saved,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Unsent(_) => "unsent",
            Self::Sent => "sent",
            Self::Busy(_) => "busy",
            Self::Unreached(_) | Self::Trouble(_) => "failed",
        }
    }

    fn words(&self, l: Locale) -> String {
        let saved = match device::is_phone() {
            true => td_string!(l, shell.saved_phone),
            false => td_string!(l, shell.saved_computer),
        };
        let count = |n: &u32| number(l, *n);
        match self {
            Self::Saved => saved.to_owned(),
            Self::Unsent(n) => td_string!(l, shell.unsent, saved = saved, count = count(n)),
            Self::Sent => td_string!(l, shell.all_sent).to_owned(),
            Self::Busy(0) => td_string!(l, shell.busy).to_owned(),
            Self::Busy(n) => td_string!(l, shell.busy_count, count = count(n)),
            Self::Unreached(0) => td_string!(l, shell.unreached).to_owned(),
            Self::Unreached(n) => td_string!(l, shell.unreached_unsent, count = count(n)),
            Self::Trouble(0) => td_string!(l, shell.trouble).to_owned(),
            Self::Trouble(n) => td_string!(l, shell.trouble_unsent, count = count(n)),
        }
    }
}

/// The line.
#[component]
pub fn StatusLine() -> impl IntoView {
    let i18n = use_i18n();
    let status = use_status();
    let state = Memo::new(move |_| {
        status.with(|status| match status {
            Some(Ok(status)) => State::of(status),
            _ => State::Saved,
        })
    });
    let unsent = move || {
        status.with(|status| match status {
            Some(Ok(status)) => status.save.unsent,
            _ => 0,
        })
    };
    view! {
        <p
            class="status"
            aria-label=move || t_string!(i18n, shell.status)
            data-testid="status"
            data-state=move || state.with(State::name)
            data-unsent=move || unsent().to_string()
            data-trouble=move || state.with(|state| matches!(state, State::Trouble(_)).then_some(""))
        >
            <span>{move || state.with(|state| state.words(i18n.get_locale()))}</span>
        </p>
    }
}

/// The problem that a failed sync wants the person to know of.
pub fn trouble(status: &StatusView) -> Option<&Problem> {
    match &status.sync {
        SyncState::Failed { problem, .. } if !passes_by_itself(problem) => Some(problem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use amanat_messages::{SaveState, Stage};

    use super::*;

    fn status(unsent: u32, sync: SyncState) -> StatusView {
        StatusView {
            stage: Stage::Open,
            name: String::new(),
            save: SaveState { unsent },
            sync,
            clock_days: None,
            locked_records: 0,
        }
    }

    fn failed(problem: Problem) -> SyncState {
        SyncState::Failed {
            problem,
            last: None,
        }
    }

    #[test]
    fn sent_is_said_only_when_nothing_waits() {
        assert_eq!(State::of(&status(0, SyncState::NotYet)), State::Saved);
        assert_eq!(
            State::of(&status(0, SyncState::Fresh { at: 1 })),
            State::Sent
        );
        assert_eq!(
            State::of(&status(2, SyncState::Fresh { at: 1 })),
            State::Unsent(2)
        );
        assert_eq!(State::of(&status(2, SyncState::NotYet)), State::Unsent(2));
    }

    #[test]
    fn weather_is_quiet_and_trouble_gets_a_banner() {
        let weather = status(1, failed(Problem::ServerUnreachable));
        assert_eq!(State::of(&weather), State::Unreached(1));
        assert_eq!(trouble(&weather), None);
        let grave = status(1, failed(Problem::ServerRolledBack));
        assert_eq!(State::of(&grave), State::Trouble(1));
        assert_eq!(trouble(&grave), Some(&Problem::ServerRolledBack));
    }
}
