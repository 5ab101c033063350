//! Leptos' `For` and `Show`, compiled once.
//!
//! Leptos compiles both anew for the types of each use, some kilobytes a time. These put what differs into boxes
//! first. A file imports them by name, which takes precedence over Leptos' prelude.

use std::hash::{Hash, Hasher};

use leptos::control_flow;
use leptos::prelude::*;

/// The children as long as `when` holds, else the fallback.
#[component]
pub fn Show<W>(
    when: W,
    #[prop(optional, into)] fallback: ViewFn,
    children: ChildrenFn,
) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    show(Box::new(when), fallback, children)
}

fn show(
    when: Box<dyn Fn() -> bool + Send + Sync>,
    fallback: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <control_flow::Show when fallback>
            {children()}
        </control_flow::Show>
    }
}

/// One view for each item. An item whose key was there before keeps its view.
#[component]
pub fn For<IF, I, T, EF, N, KF, K>(each: IF, key: KF, children: EF) -> impl IntoView
where
    IF: Fn() -> I + Send + 'static,
    I: IntoIterator<Item = T>,
    T: Send + 'static,
    EF: Fn(T) -> N + Send + Clone + 'static,
    N: IntoView + 'static,
    KF: Fn(&T) -> K + Send + 'static,
    K: Eq + Hash,
{
    let row = move |item| {
        let key = Key::of(&key(&item));
        let children = children.clone();
        let draw: Draw = Box::new(move || children(item).into_any());
        (key, draw)
    };
    rows(Box::new(move || each().into_iter().map(&row).collect()))
}

type Draw = Box<dyn FnOnce() -> AnyView + Send>;

fn rows(each: Box<dyn Fn() -> Vec<(Key, Draw)> + Send>) -> impl IntoView {
    let key = |(key, _): &(Key, Draw)| key.clone();
    let children = |(_, draw): (Key, Draw)| draw();
    view! { <control_flow::For each key children /> }
}

/// All that a key of any type gives to a hasher. Equal keys give the same; the standard library's, and what is
/// derived from them, give the same only where they are equal.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key(Vec<u8>);

impl Key {
    fn of(key: &impl Hash) -> Self {
        let mut bytes = Self(Vec::new());
        key.hash(&mut bytes);
        bytes
    }
}

impl Hasher for Key {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Asked by nobody: the bytes are what is compared.
    fn finish(&self) -> u64 {
        0
    }
}
