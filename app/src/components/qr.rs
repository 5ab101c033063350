//! A QR as one path of an SVG.

use std::fmt::Write;

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};
use leptos::prelude::*;

use crate::i18n::{Locale, use_i18n};

/// Light round the code, in modules: scanners want four.
const QUIET: usize = 4;

/// The code of a text. Nothing, if the text is too long for one.
#[component]
pub fn Qr(
    text: String,
    /// What it is, for those who cannot see it.
    label: fn(Locale) -> &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let size = code.size + 2 * QUIET;
    Some(view! {
        <div class="qr">
            <svg
                viewBox=format!("0 0 {size} {size}")
                role="img"
                aria-label=move || label(i18n.get_locale())
                shape-rendering="crispEdges"
            >
                <path fill="currentColor" d=path(&code) />
            </svg>
        </div>
    })
}

/// A run of dark modules is one stroke.
fn path(code: &QRCode) -> String {
    let mut path = String::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let dark = row[x..code.size]
                .iter()
                .take_while(|module| module.value())
                .count();
            if dark > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{dark}v1h-{dark}z", x + QUIET, y + QUIET);
            }
            x += dark + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QRBuilder::new("AMANAT-CARD-1:ZOO").build().unwrap();
        let dark: usize = (0..code.size)
            .map(|y| {
                code[y][..code.size]
                    .iter()
                    .filter(|module| module.value())
                    .count()
            })
            .sum();
        let drawn: usize = path(&code)
            .split('h')
            .skip(1)
            .step_by(2)
            .map(|stroke| stroke.split('v').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(drawn, dark);
    }
}
