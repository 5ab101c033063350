//! One row for each circle the server stores.

use amanat_messages::CircleKnown;
use leptos::prelude::*;

use crate::components::intl::number;
use crate::i18n::{t, td_string, use_i18n};

/// The table.
#[component]
pub fn Circles(circles: Vec<CircleKnown>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card stack">
            <h2>{t!(i18n, settings.server_circles)}</h2>
            <p class="field__hint">{t!(i18n, settings.server_circles_hint)}</p>
            <div class="table" tabindex="0" role="region" aria-labelledby="circles">
                <table data-testid="circles">
                    <caption class="sr-only" id="circles">
                        {t!(i18n, settings.server_circles)}
                    </caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, settings.server_circle)}</th>
                            <th scope="col">{t!(i18n, settings.server_members)}</th>
                            <th scope="col">{t!(i18n, settings.server_entries)}</th>
                            <th scope="col">{t!(i18n, settings.server_bytes)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {circles.into_iter().map(|circle| view! { <Row circle /> }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(circle: CircleKnown) -> impl IntoView {
    let i18n = use_i18n();
    let CircleKnown {
        circle,
        name,
        members,
        entries,
        bytes,
    } = circle;
    let kilobytes = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
    let size = move || {
        let l = i18n.get_locale();
        td_string!(l, settings.kilobytes, size = number(l, kilobytes))
    };
    let shown = match name.is_empty() {
        true => t!(i18n, settings.server_unnamed).into_any(),
        false => view! { <bdi>{name}</bdi> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                {shown}
                <code class="facts__id" dir="ltr">
                    {circle}
                </code>
            </th>
            <td>{move || number(i18n.get_locale(), members)}</td>
            <td>{move || number(i18n.get_locale(), entries)}</td>
            <td>{size}</td>
        </tr>
    }
}
