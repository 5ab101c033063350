//! The icons, drawn on 24 by 24. They never speak for themselves: the control they stand in has a name.

use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Lock,
    Check,
    Copy,
    Key,
    Eye,
    Back,
    Forward,
    Pen,
    Trash,
    PutBack,
    Print,
    Search,
    Close,
    Plus,
    Today,
    Portfolio,
    Settings,
    People,
    Mentees,
    Programme,
}

impl Shape {
    /// True where the picture points along the line of reading and has to turn with it.
    const fn directed(self) -> bool {
        matches!(
            self,
            Self::Back | Self::Forward | Self::PutBack | Self::Portfolio
        )
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Copy => "M9 8.5h10.5V20H9zM15 8.5V4.5H4.5V16H9",
            Self::Key => {
                "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10.9 12.1L19 4M15.5 7.5l2.5 2.5M13 10l1.5 1.5"
            }
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5s9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12zM12 9.25a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5z"
            }
            Self::Back => "M15 5l-7 7 7 7",
            Self::Forward => "M9 5l7 7-7 7",
            Self::Pen => "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM13.5 7l3.5 3.5",
            Self::Trash => "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.2 11v5M13.8 11v5",
            Self::PutBack => "M8 5L4 9l4 4M4 9h9.5a5.5 5.5 0 0 1 0 11H9",
            Self::Print => "M7 8V4h10v4M7 17H4V8.5h16V17h-3M7 14h10v6H7z",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3L20 20",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Today => "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20",
            Self::Portfolio => {
                "M5.5 4.5h11A1.5 1.5 0 0 1 18 6v14H7.5a2 2 0 0 1-2-2zM5.5 18a2 2 0 0 1 2-2H18M9 8h5.5M9 11h4"
            }
            Self::People => {
                "M9 5a3.25 3.25 0 1 0 0 6.5A3.25 3.25 0 0 0 9 5zM3 19.5c0-3.3 2.5-5.5 6-5.5s6 2.2 6 5.5M15.5 5.4a3.25 3.25 0 0 1 0 5.9M17.5 14.4c2.2.8 3.5 2.6 3.5 5.1"
            }
            Self::Mentees => {
                "M12 5L2.5 9.5 12 14l9.5-4.5zM6.5 11.5V16c1.5 1.3 3.3 2 5.5 2s4-.7 5.5-2v-4.5M21.5 9.5V15"
            }
            Self::Programme => {
                "M12 4a2.25 2.25 0 1 0 0 4.5A2.25 2.25 0 0 0 12 4zM5.5 15.5a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5zM18.5 15.5a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5zM10.9 8.2l-4.2 7.5M13.1 8.2l4.2 7.5"
            }
            Self::Settings => {
                "M4 7h8M18 7h2M15 4.75a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5zM4 17h2M12 17h8M9 14.75a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5z"
            }
        }
    }
}

/// One icon, as large as the text round it or, `small`, a little less.
#[component]
pub fn Icon(shape: Shape, #[prop(optional)] small: bool) -> impl IntoView {
    view! {
        <svg
            class="icon"
            class:icon--small=small
            class:icon--directed=shape.directed()
            viewBox="0 0 24 24"
            aria-hidden="true"
        >
            <path d=shape.path() />
        </svg>
    }
}
