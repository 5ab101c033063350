//! Yes or no, never ticked beforehand.

use leptos::prelude::*;

use super::unique_id;

/// A checkbox with a sentence on what it means.
#[component]
pub fn Tick(
    chosen: RwSignal<bool>,
    #[prop(into)] label: ViewFn,
    #[prop(into)] hint: ViewFn,
    /// For tests.
    testid: &'static str,
) -> impl IntoView {
    let hint_id = unique_id();
    view! {
        <div>
            <label class="check">
                <input
                    type="checkbox"
                    data-testid=testid
                    aria-describedby=hint_id.clone()
                    prop:checked=chosen
                    on:change:target=move |event| chosen.set(event.target().checked())
                />
                <span>{label.run()}</span>
            </label>
            <p class="field__hint" id=hint_id>
                {hint.run()}
            </p>
        </div>
    }
}
