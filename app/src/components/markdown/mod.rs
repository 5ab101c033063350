//! What people wrote, as views. Nothing is ever set as HTML.

mod tree;

use leptos::prelude::*;

use self::tree::{Kind, Node, parse, words};
use super::script::lang_of;
use crate::i18n::{t, use_i18n};

/// A text in Markdown. Headings in it start at level three: the page has its title and its questions.
#[component]
pub fn Markdown(#[prop(into)] text: String) -> impl IntoView {
    view! { <div class="prose">{views(parse(&text))}</div> }
}

fn views(nodes: Vec<Node>) -> Vec<AnyView> {
    nodes.into_iter().map(one).collect()
}

fn one(node: Node) -> AnyView {
    match node {
        Node::Text(text) => text.into_any(),
        Node::Code(text) => view! { <code dir="auto">{text}</code> }.into_any(),
        Node::Break => view! { <br /> }.into_any(),
        Node::Rule => view! { <hr /> }.into_any(),
        Node::Picture(address) => left_out(address).into_any(),
        Node::Block(kind, inside) => block(kind, inside),
    }
}

fn block(kind: Kind, inside: Vec<Node>) -> AnyView {
    let said = words(&inside);
    let lang = lang_of(&said);
    let inner = views(inside);
    match kind {
        Kind::Paragraph => view! { <p dir="auto" lang=lang>{inner}</p> }.into_any(),
        Kind::Heading(1) => view! { <h3 dir="auto" lang=lang>{inner}</h3> }.into_any(),
        Kind::Heading(2) => view! { <h4 dir="auto" lang=lang>{inner}</h4> }.into_any(),
        Kind::Heading(_) => view! { <h5 dir="auto" lang=lang>{inner}</h5> }.into_any(),
        Kind::Quote => view! { <blockquote dir="auto" lang=lang>{inner}</blockquote> }.into_any(),
        // Long lines scroll, which a keyboard has to be able to do too.
        Kind::Preformatted => view! { <pre dir="auto" tabindex="0">{inner}</pre> }.into_any(),
        Kind::List(None) => view! { <ul dir="auto" lang=lang>{inner}</ul> }.into_any(),
        Kind::List(Some(start)) => {
            view! { <ol dir="auto" lang=lang start=start.to_string()>{inner}</ol> }.into_any()
        }
        Kind::Entry => view! { <li dir="auto" lang=lang>{inner}</li> }.into_any(),
        Kind::Emphasis => view! { <em>{inner}</em> }.into_any(),
        Kind::Strong => view! { <strong>{inner}</strong> }.into_any(),
        Kind::Struck => view! { <s>{inner}</s> }.into_any(),
        Kind::Link(address) => link(address, &said, inner).into_any(),
        Kind::Plain => inner.into_any(),
    }
}

/// Where a link goes is always to be seen: its words may say anything.
fn link(address: String, said: &str, inner: Vec<AnyView>) -> impl IntoView {
    let shown = address
        .strip_prefix("mailto:")
        .unwrap_or(&address)
        .to_owned();
    let visible = (shown != said).then(|| {
        view! { <bdi class="prose__address" dir="ltr">" (" {shown} ")"</bdi> }
    });
    view! {
        <a href=address rel="noopener noreferrer" target="_blank">
            {inner}
        </a>
        {visible}
    }
}

fn left_out(address: String) -> impl IntoView {
    let i18n = use_i18n();
    view! { <span class="prose__address">{t!(i18n, item.image_left_out, address = address)}</span> }
}
