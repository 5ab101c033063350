//! Words that are still only in a field: whoever is about to end the page asks for them first.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;

type Save = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>;

/// The open fields that can be asked to save what they hold.
#[derive(Clone, Copy)]
pub struct Flush {
    saves: StoredValue<BTreeMap<u32, Save>, LocalStorage>,
    next: StoredValue<u32, LocalStorage>,
}

impl Flush {
    /// Makes the registry, for the whole app.
    pub fn provide() -> Self {
        let this = Self {
            saves: StoredValue::new_local(BTreeMap::new()),
            next: StoredValue::new_local(0),
        };
        provide_context(this);
        this
    }

    /// The app's registry.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Has `save` called before a lock, an update, a hidden page or a tab that takes over, until the calling component ends.
    /// `save` takes the text now and answers when it is durable on this device, or cannot be.
    pub fn register<F: Future<Output = ()> + 'static>(self, save: impl Fn() -> F + 'static) {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        let save: Save = Rc::new(move || Box::pin(save()));
        self.saves.update_value(|saves| {
            saves.insert(number, save);
        });
        on_cleanup(move || {
            self.saves.update_value(|saves| {
                saves.remove(&number);
            });
        });
    }

    /// Saves everything that is still only in a field.
    pub async fn all(self) {
        // The texts are taken before the first await: the page may end before the last.
        let running: Vec<_> = self
            .saves
            .with_value(|saves| saves.values().cloned().collect::<Vec<_>>())
            .into_iter()
            .map(|save| save())
            .collect();
        futures::future::join_all(running).await;
    }
}
