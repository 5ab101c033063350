//! Language and looks: the only things the app keeps in the clear on the device.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::i18n::{I18nLocaleTrait, Locale};

/// Light, dark, or as the device does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the device does.
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

/// Which Urdu letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum UrduScript {
    /// Smaller to load and lower on the line.
    Naskh,
    /// The script of Urdu books and newspapers.
    Nastaliq,
}

/// The person's choices on this device.
#[derive(Clone, Copy)]
pub struct Preferences {
    language: RwSignal<Locale>,
    theme: RwSignal<Theme>,
    urdu: RwSignal<UrduScript>,
}

impl Preferences {
    /// Reads the choices, applies them to `<html>` and keeps doing so.
    pub fn provide() -> Self {
        let this = Self {
            language: RwSignal::new(initial_language()),
            theme: RwSignal::new(match read("theme").as_deref() {
                Some("light") => Theme::Light,
                Some("dark") => Theme::Dark,
                _ => Theme::System,
            }),
            urdu: RwSignal::new(match read("urdu").as_deref() {
                Some("nastaliq") => UrduScript::Nastaliq,
                _ => UrduScript::Naskh,
            }),
        };
        provide_context(this);
        Effect::new(move || this.apply());
        this
    }

    /// The app's preferences.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The language of the app.
    #[must_use]
    pub fn language(self) -> Signal<Locale> {
        self.language.into()
    }

    /// Speaks another language from now on, without losing anything on the page.
    pub fn set_language(self, language: Locale) {
        write("lang", Some(language.as_str()));
        self.language.set(language);
    }

    /// Light or dark.
    #[must_use]
    pub fn theme(self) -> Signal<Theme> {
        self.theme.into()
    }

    /// Changes light and dark.
    pub fn set_theme(self, theme: Theme) {
        write("theme", theme.attribute());
        self.theme.set(theme);
    }

    /// Naskh or Nastaliq.
    #[must_use]
    pub fn urdu(self) -> Signal<UrduScript> {
        self.urdu.into()
    }

    /// Changes the Urdu letters.
    pub fn set_urdu(self, script: UrduScript) {
        write("urdu", script.attribute());
        self.urdu.set(script);
    }

    fn apply(self) {
        let Some(root) = document().document_element() else {
            return;
        };
        let language = self.language.get();
        let _ = root.set_attribute("lang", language.as_str());
        let _ = root.set_attribute("dir", language.direction().as_str());
        let Ok(root) = root.dyn_into::<HtmlElement>() else {
            return;
        };
        for (name, value) in [
            ("theme", self.theme.get().attribute()),
            ("urdu", self.urdu.get().attribute()),
        ] {
            match value {
                Some(value) => {
                    let _ = root.dataset().set(name, value);
                }
                None => root.dataset().delete(name),
            }
        }
    }
}

impl Theme {
    const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

impl UrduScript {
    const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Naskh => None,
            Self::Nastaliq => Some("nastaliq"),
        }
    }
}

fn initial_language() -> Locale {
    let spoken = read("lang").or_else(|| window().navigator().language());
    match spoken {
        Some(tag) if tag.starts_with("ur") => Locale::ur,
        _ => Locale::en,
    }
}

fn read(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// A browser that refuses storage forgets the choice with the page, which is no reason to stop.
fn write(key: &str, value: Option<&str>) {
    let Ok(Some(storage)) = window().local_storage() else {
        return;
    };
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}
