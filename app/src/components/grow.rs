//! Fields as tall as their text. Newer browsers do it themselves (`field-sizing: content`).

use js_sys::Reflect;
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

thread_local! {
    static BY_ITSELF: bool = document()
        .body()
        .is_some_and(|body| Reflect::has(&body.style(), &"fieldSizing".into()).unwrap_or(false));
}

/// Fits a field to its text where the browser does not.
pub fn grow(field: &HtmlTextAreaElement) {
    if BY_ITSELF.with(|itself| *itself) {
        return;
    }
    // Through the object model: the content security policy refuses the attribute, and rightly.
    let style = web_sys::HtmlElement::style(field);
    let _ = style.set_property("block-size", "auto");
    let _ = style.set_property("block-size", &format!("{}px", field.scroll_height()));
}
