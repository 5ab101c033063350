//! A mistake of ours in the page itself: stop, say so, offer to start afresh.

use gloo::events::EventListener;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::ErrorEvent;

use crate::i18n::{Locale, td_string};

/// Says what happened when the program stops. Without it the page would look alive and do nothing.
///
/// A panic is a trap and nothing else, so that it cannot quote what somebody wrote; a stack that is used up and
/// memory that cannot grow are traps as well.
pub fn install() {
    EventListener::new(&window(), "error", |event| {
        let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        if message.is_some_and(|message| message.contains("RuntimeError")) {
            let _ = say();
        }
    })
    .forget();
}

/// Built by hand, from nothing but the document: the framework may be what failed.
fn say() -> Option<()> {
    let document = document();
    let root = document.document_element()?;
    let urdu = root.get_attribute("lang").is_some_and(|lang| lang == "ur");
    let language = if urdu { Locale::ur } else { Locale::en };

    let notice = document.create_element("main").ok()?;
    notice.set_class_name("page page--narrow");
    notice.set_attribute("role", "alert").ok()?;
    for (tag, text) in [
        ("h1", td_string!(language, problem.fault_title)),
        ("p", td_string!(language, problem.fault)),
    ] {
        let line = document.create_element(tag).ok()?;
        line.set_text_content(Some(text));
        notice.append_child(&line).ok()?;
    }
    let again = document.create_element("a").ok()?;
    again.set_class_name("button button--primary");
    again
        .set_attribute("href", &window().location().pathname().ok()?)
        .ok()?;
    again.set_text_content(Some(td_string!(language, shell.reload)));
    notice.append_child(&again).ok()?;

    let body = document.body()?;
    body.set_text_content(None);
    body.append_child(&notice).ok()?;
    Some(())
}
