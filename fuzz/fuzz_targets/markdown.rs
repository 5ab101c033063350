//! What others wrote, as the app shows it: bounded, and with no address that could act.
#![no_main]

#[path = "../../app/src/components/markdown/tree.rs"]
mod tree;

use libfuzzer_sys::fuzz_target;

use tree::{Kind, Node};

/// As deep as pieces are shown in one another, and the pieces themselves.
const DEEPEST: usize = 26;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let nodes = tree::parse(&text);
    assert!(look(&nodes) <= DEEPEST);
    // An entity's letters may be longer than its name, never twice as long.
    assert!(tree::words(&nodes).len() <= 2 * text.len());
});

fn look(nodes: &[Node]) -> usize {
    let depth = nodes.iter().map(|node| match node {
        Node::Block(kind, inside) => {
            if let Kind::Link(address) = kind {
                let address = address.to_ascii_lowercase();
                let safe = ["https://", "http://", "mailto:"];
                assert!(safe.iter().any(|scheme| address.starts_with(scheme)));
            }
            1 + look(inside)
        }
        _ => 1,
    });
    depth.max().unwrap_or(0)
}
