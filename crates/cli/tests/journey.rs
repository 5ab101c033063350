//! The whole program against the real endpoint: found, write, restore elsewhere, print the same bytes; and
//! age's own command opens what it seals.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests panic")]

mod support;

use std::fs;
use std::process::{Command, Output};

use support::{Endpoint, Machine};

const ITEMS: [&str; 3] = [
    "# Night shift\n\nI passed the file along, and *did not* ask why.\n",
    "# پہلا آزادانہ معائنہ\n\nآج میں نے پہلی بار اکیلے معائنہ کیا۔\n\nکل دوبارہ۔\n",
    "# Both · دونوں\n\nThe handover, اور پھر گھر۔\n",
];

fn found(home: &Machine, endpoint: &Endpoint) {
    let link = home.write("link", &endpoint.link());
    let card = home.path("card");
    let card = card.to_str().unwrap();
    home.amanat(&[
        "found",
        "--link-file",
        &link,
        "--name",
        "Zeb",
        "--card-file",
        card,
    ]);
    for (n, text) in ITEMS.iter().enumerate() {
        let file = home.write(&format!("item{n}.md"), text);
        let said = home.amanat(&["add", &file]);
        assert_eq!(said.lines().count(), 1, "kept and sent: {said}");
    }
}

/// The circle the items are in, and an entry of it.
fn part(home: &Machine) -> (String, String) {
    let circles = home.amanat(&["circles"]);
    let part = circles.lines().find(|line| line.ends_with("Reflections"));
    let circle = part.unwrap().split('\t').next().unwrap().to_owned();
    let entries = home.amanat(&["entries", "--circle", &circle]);
    // The first names the part.
    let entry = entries.lines().nth(1).unwrap();
    (circle, entry.split('\t').next().unwrap().to_owned())
}

#[test]
fn everything_comes_back_on_another_machine() {
    let data = tempfile::tempdir().unwrap();
    let endpoint = Endpoint::start(data.path());
    let home = Machine::new();
    found(&home, &endpoint);
    let listed = home.amanat(&["list"]);
    let printed = home.amanat(&["print", "--all"]);
    assert_eq!(listed.lines().count(), 3);
    for item in ITEMS {
        let (title, text) = item.split_once("\n\n").unwrap();
        assert!(printed.contains(title), "{title}");
        assert!(printed.contains(text.trim_end()), "{text}");
    }

    let away = Machine::new();
    let words = fs::read_to_string(home.path("card")).unwrap();
    let card = away.write("card", &words);
    let restore = [
        "restore",
        "--server",
        &endpoint.origin,
        "--card-file",
        &card,
    ];
    assert!(away.amanat(&restore).contains("3 items came back."));
    assert_eq!(away.amanat(&["list"]), listed);
    assert_eq!(away.amanat(&["print", "--all"]), printed);
    let id = listed.lines().next().unwrap().split('\t').next().unwrap();
    assert!(printed.contains(&away.amanat(&["print", id])));
    assert!(away.refusal(&restore).contains("--replace"));

    // What is written there comes here.
    let file = away.write("more.md", "# Afterwards\n\nA new desk.\n");
    away.amanat(&["add", &file]);
    home.amanat(&["sync"]);
    assert!(home.amanat(&["list"]).contains("Afterwards"));
}

#[test]
fn ages_own_command_opens_a_payload_with_the_right_key_only() {
    let data = tempfile::tempdir().unwrap();
    let endpoint = Endpoint::start(data.path());
    let (home, other) = (Machine::new(), Machine::new());
    found(&home, &endpoint);
    found(&other, &endpoint);

    let (circle, entry) = part(&home);
    let payload = home.path("payload.age");
    let payload = payload.to_str().unwrap();
    home.amanat(&["payload", "--entry", &entry, "--out", payload]);
    let keys = |machine: &Machine, circle: &str| {
        let keys = machine.amanat(&["export-keys", "--circle", circle, "--print-secret-keys"]);
        assert!(keys.starts_with("AGE-SECRET-KEY-1"));
        machine.write("key", &keys)
    };
    let right = age(&keys(&home, &circle), payload);
    assert!(
        right.status.success(),
        "{}",
        String::from_utf8_lossy(&right.stderr)
    );
    let title = "Night shift";
    assert!(contains(&right.stdout, title.as_bytes()));
    assert!(!contains(&fs::read(payload).unwrap(), title.as_bytes()));
    let wrong = age(&keys(&other, &part(&other).0), payload);
    assert!(!wrong.status.success());
    assert!(wrong.stdout.is_empty());

    // And our own command reads the same file, in the right vault only.
    assert!(
        home.amanat(&["decrypt", payload])
            .contains(ITEMS[0].trim_end())
    );
    assert!(
        other
            .refusal(&["decrypt", payload])
            .contains("none of this vault's keys")
    );
    // All keys at once are an identity file: it says which key opens what, and age reads it as it stands.
    let all = home.amanat(&["export-keys", "--all", "--print-secret-keys"]);
    let (said, secret): (Vec<_>, Vec<_>) = all.lines().partition(|line| line.starts_with('#'));
    assert_eq!(said.len(), secret.len());
    assert_eq!(said[0], "# person, generation 0");
    let of_part = format!("# circle {circle}, epoch ");
    let at = said.iter().position(|line| line.starts_with(&of_part));
    let key = home.write("one", secret[at.unwrap()]);
    assert!(age(&key, payload).status.success(), "the key it names");
    assert!(age(&home.write("all", &all), payload).status.success());
    let both = [
        "export-keys",
        "--all",
        "--circle",
        &circle,
        "--print-secret-keys",
    ];
    assert!(home.refusal(&both).contains("cannot be used with"));
    assert!(
        home.refusal(&["export-keys", "--all"])
            .contains("--print-secret-keys")
    );

    // Keys are printed for nobody who has not said that they know what that means.
    assert!(
        home.refusal(&["export-keys", "--circle", &circle])
            .contains("--print-secret-keys")
    );
}

#[test]
fn mistakes_are_named_and_cost_nothing() {
    let data = tempfile::tempdir().unwrap();
    let endpoint = Endpoint::start(data.path());
    let home = Machine::new();
    assert!(home.refusal(&["list"]).contains("no vault"));
    assert!(
        !home.path("vault").exists(),
        "a mistyped folder makes no vault"
    );
    found(&home, &endpoint);

    let passphrase = home.write("wrong", "not this one\n");
    let said = home.refusal(&["list", "--passphrase-file", &passphrase]);
    assert!(said.contains("passphrase"), "{said}");

    let words = fs::read_to_string(home.path("card")).unwrap();
    let away = Machine::new();
    let restore = |words: &str, server: &str| {
        let card = away.write("card", words);
        away.refusal(&["restore", "--server", server, "--card-file", &card])
    };
    assert!(restore("abandon about", &endpoint.origin).contains("24 words, not 2"));
    let misspelt = format!("zzzz {}", words.split_once(' ').unwrap().1);
    assert!(restore(&misspelt, &endpoint.origin).contains("word 1 "));
    assert!(restore(&words, "http://college.example").contains("https"));
    assert!(restore(&words, "http://localhost:9").contains("does not answer"));
    let used = home.write("again", &fs::read_to_string(home.path("link")).unwrap());
    let card = away.path("new-card");
    let card = card.to_str().unwrap();
    let found = [
        "found",
        "--link-file",
        &used,
        "--name",
        "X",
        "--card-file",
        card,
    ];
    assert!(away.refusal(&found).contains("used before"));
    assert_eq!(home.amanat(&["list"]).lines().count(), 3);
}

fn age(key: &str, payload: &str) -> Output {
    Command::new("age")
        .args(["-d", "-i", key, payload])
        .output()
        .expect("age runs; install it with `apt-get install age`, or start this with `cargo xtask test`")
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}
