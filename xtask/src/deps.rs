//! Dependencies point from the edges inward: docs/ARCHITECTURE.md as a table.

use crate::metadata::{Metadata, Package};
use crate::{Result, process, wasm};

/// Which of our crates each of our crates may link.
const MAY_LINK: &[(&str, &[&str])] = &[
    ("amanat-protocol", &[]),
    ("amanat-mentoring", &[]),
    ("amanat-heap", &[]),
    ("amanat-vault", &["amanat-protocol"]),
    ("amanat-messages", &["amanat-protocol", "amanat-mentoring"]),
    (
        "amanat-client",
        &[
            "amanat-protocol",
            "amanat-vault",
            "amanat-mentoring",
            "amanat-messages",
        ],
    ),
    (
        "amanat-store-indexeddb",
        &["amanat-client", "amanat-protocol"],
    ),
    (
        "vault-worker",
        &[
            "amanat-client",
            "amanat-heap",
            "amanat-messages",
            "amanat-protocol",
            "amanat-store-indexeddb",
        ],
    ),
    (
        "amanat-cli",
        &[
            "amanat-client",
            "amanat-messages",
            "amanat-mentoring",
            "amanat-protocol",
            "amanat-vault",
        ],
    ),
    ("amanat-server", &["amanat-protocol"]),
    (
        "amanat-app",
        &[
            "amanat-heap",
            "amanat-messages",
            "amanat-mentoring",
            "amanat-protocol",
        ],
    ),
    // They stand in for three of age's dependencies.
    ("i18n-embed", &[]),
    ("i18n-embed-fl", &["i18n-embed"]),
    ("x25519-dalek", &[]),
    ("xtask", &[]),
];

/// Crates without clock, randomness, storage or network of their own: these come in as traits.
const SANS_IO: &[&str] = &[
    "amanat-protocol",
    "amanat-mentoring",
    "amanat-vault",
    "amanat-messages",
    "amanat-client",
];

/// What would bring one of those in.
const IO: &[&str] = &[
    "getrandom",
    "gloo",
    "gloo-net",
    "gloo-timers",
    "indexed_db_futures",
    "js-sys",
    "rand",
    "reqwest",
    "rusqlite",
    "tokio",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "web-sys",
];

/// Of tokio it takes the fair lock alone: the feature `sync` knows neither clock nor network.
const LOCK: (&str, &str) = ("amanat-client", "tokio");

/// What people run, and the target it runs on.
const SHIPPED: &[(&str, Option<&str>)] = &[
    ("amanat-app", Some(wasm::TARGET)),
    ("vault-worker", Some(wasm::TARGET)),
    ("amanat-cli", None),
    ("amanat-server", None),
];

pub fn check(metadata: &Metadata) -> Result {
    let own: Vec<_> = metadata
        .packages()
        .filter(|package| package.is_own())
        .collect();
    let mut faults: Vec<_> = own
        .iter()
        .flat_map(|package| wrong_links(*package, &own))
        .collect();
    faults.extend(test_hooks()?);
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n").into()),
    }
}

fn wrong_links(package: Package<'_>, own: &[Package<'_>]) -> Vec<String> {
    let name = package.name();
    // Tests stand outside: they may hold client and server in one process.
    if package.manifest().replace('\\', "/").contains("/tests/") {
        return Vec::new();
    }
    let Some((_, allowed)) = MAY_LINK.iter().find(|(member, _)| *member == name) else {
        return vec![format!("{name} is not in the table of xtask/src/deps.rs")];
    };
    let is_own = |link: &str| own.iter().any(|member| member.name() == link);
    let is_wrong = |link: &&str| {
        let outward = is_own(link) && !allowed.contains(link);
        let io = SANS_IO.contains(&name) && IO.contains(link) && (name, *link) != LOCK;
        let leptos = link.starts_with("leptos") && name != "amanat-app";
        outward || io || leptos
    };
    package
        .links()
        .filter(is_wrong)
        .map(|link| format!("{name} must not link {link}"))
        .collect()
}

/// Feature `testing` of the client makes stores crash and transports lie.
fn test_hooks() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (name, target) in SHIPPED {
        let mut tree = process::cargo()?;
        tree.args(["tree", "--locked", "--package", name, "--prefix", "none"]);
        tree.args(["--edges", "normal,build,features"]);
        if let Some(target) = target {
            tree.args(["--target", target]);
        }
        if process::output(&mut tree)?.contains(r#"amanat-client feature "testing""#) {
            faults.push(format!("{name} ships the client's test hooks"));
        }
    }
    Ok(faults)
}
