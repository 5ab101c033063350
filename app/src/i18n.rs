//! Every text a person reads, in both languages. Made by `build.rs` from `locales/`.

mod made {
    #![allow(clippy::all, clippy::pedantic)]
    #![allow(
        missing_docs,
        unused_qualifications,
        unused_imports,
        dead_code,
        deprecated
    )]

    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

use leptos_i18n::I18nContext;

pub use made::i18n::*;

/// A text that follows the language.
///
/// Without values it is always of the one type that [`text`] returns. `leptos_i18n::t!` makes a type for each
/// place it stands in, and the compiler a copy of everything that renders it: that was a third of the program.
macro_rules! t {
    ($i18n:expr, $($key:ident).+) => {
        $crate::i18n::text($i18n, |l| $crate::i18n::td_string!(l, $($key).+))
    };
    ($i18n:expr, $($key:ident).+, $($values:tt)+) => {
        leptos_i18n::t!($i18n, $($key).+, $($values)+)
    };
}
pub(crate) use t;

/// The text in the language of the moment.
pub fn text(
    i18n: I18nContext<Locale>,
    in_language: fn(Locale) -> &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || in_language(i18n.get_locale())
}
