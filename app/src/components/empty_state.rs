//! What will be here, who will see it, and one thing to do.

use leptos::prelude::*;

/// A place where nothing is yet.
#[component]
pub fn EmptyState(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    /// The one thing to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="empty">
            <h2>{title}</h2>
            <p class="empty__text">{text}</p>
            {children.map(|children| children())}
        </section>
    }
}
