//! Stands in for the `i18n-embed` crate, by `[patch.crates-io]`, for the one dependency that uses it: `age`.
//!
//! age words its errors in many languages with Fluent. Amanat shows none of those words: an error of age
//! becomes one of its own codes, deliberately vague, and the app's locale files say it. In the browser the
//! unused words and the machinery that loads them cost more than age's cryptography, so here a message is
//! its key and nothing is loaded. Only what age names is here; nothing cryptographic passes through it.

/// Language tags, without their content.
pub mod unic_langid {
    /// Any language tag.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LanguageIdentifier;

    impl core::str::FromStr for LanguageIdentifier {
        type Err = core::convert::Infallible;
        fn from_str(_: &str) -> Result<Self, Self::Err> {
            Ok(Self)
        }
    }
}

use unic_langid::LanguageIdentifier;

/// Loading nothing cannot fail.
pub type I18nEmbedError = core::convert::Infallible;

/// A folder of translations, unread.
pub trait I18nAssets {}
impl<T> I18nAssets for T {}

/// What loads translations.
pub trait LanguageLoader {
    /// Does nothing.
    ///
    /// # Errors
    /// None.
    fn load_languages(
        &self,
        _assets: &dyn I18nAssets,
        _ids: &[LanguageIdentifier],
    ) -> Result<(), I18nEmbedError> {
        Ok(())
    }
}

/// What chooses a language.
pub trait Localizer {
    /// The loader.
    fn language_loader(&self) -> &'_ dyn LanguageLoader;
    /// The translations.
    fn i18n_assets(&self) -> &'_ dyn I18nAssets;
    /// Chooses.
    ///
    /// # Errors
    /// None.
    fn select(
        &self,
        requested_languages: &[LanguageIdentifier],
    ) -> Result<Vec<LanguageIdentifier>, I18nEmbedError>;
}

/// Chooses nothing.
///
/// # Errors
/// None.
pub fn select(
    _: &dyn LanguageLoader,
    _: &dyn I18nAssets,
    _: &[LanguageIdentifier],
) -> Result<Vec<LanguageIdentifier>, I18nEmbedError> {
    Ok(Vec::new())
}

/// The Fluent loader, without Fluent.
pub mod fluent {
    pub use crate::__fluent_language_loader as fluent_language_loader;

    /// Loads nothing.
    #[derive(Debug)]
    pub struct FluentLanguageLoader;

    impl FluentLanguageLoader {
        /// Does nothing.
        pub const fn set_use_isolating(&self, _: bool) {}
    }

    impl crate::LanguageLoader for FluentLanguageLoader {}
}

/// Makes a loader.
#[doc(hidden)]
#[macro_export]
macro_rules! __fluent_language_loader {
    () => {
        $crate::fluent::FluentLanguageLoader
    };
}
