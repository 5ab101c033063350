//! The whole program against the real endpoint: found, write, restore elsewhere, print the same bytes; and
//! age's own command opens what it seals.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use amanat_server::{Clock, Settings, found};

const PASSPHRASE: &str = "a quiet afternoon";
const ITEMS: [&str; 3] = [
    "# Night shift\n\nI passed the file along, and *did not* ask why.\n",
    "# پہلا آزادانہ معائنہ\n\nآج میں نے پہلی بار اکیلے معائنہ کیا۔\n\nکل دوبارہ۔\n",
    "# Both · دونوں\n\nThe handover, اور پھر گھر۔\n",
];

/// An endpoint on a free port, for as long as the value.
struct Endpoint {
    origin: String,
    data: PathBuf,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Endpoint {
    fn start(data: &Path) -> Self {
        found::make_folder(data).unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let mut settings = Settings::new(data);
        settings.origin = Some(origin.clone());
        settings.bounds.reserve = 0;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let stopped = async {
                    let _ = stopped.await;
                };
                amanat_server::serve(settings, listener, stopped)
                    .await
                    .unwrap();
            });
        });
        Self {
            origin,
            data: data.to_owned(),
            _stop: stop,
        }
    }

    fn link(&self) -> String {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let clock = Clock::system();
        let made = found::found(&self.data, self.origin.as_str(), None, true, &clock);
        runtime.block_on(made).unwrap().link
    }
}

/// A person's folder on a machine of their own.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn try_amanat(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_amanat"))
            .args(args)
            .env("AMANAT_VAULT", self.path("vault"))
            .env("AMANAT_PASSPHRASE", PASSPHRASE)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Standard output of what must succeed.
    fn amanat(&self, args: &[&str]) -> String {
        let output = self.try_amanat(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What is said by what must fail.
    fn refusal(&self, args: &[&str]) -> String {
        let output = self.try_amanat(args);
        assert!(!output.status.success(), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn found(&self, endpoint: &Endpoint) {
        let link = self.write("link", &endpoint.link());
        let card = self.path("card");
        let card = card.to_str().unwrap();
        self.amanat(&[
            "found",
            "--link-file",
            &link,
            "--name",
            "Zeb",
            "--card-file",
            card,
        ]);
        for (n, text) in ITEMS.iter().enumerate() {
            let file = self.write(&format!("item{n}.md"), text);
            let said = self.amanat(&["add", &file]);
            assert_eq!(said.lines().count(), 1, "kept and sent: {said}");
        }
    }

    /// The circle the items are in, and an entry of it.
    fn part(&self) -> (String, String) {
        let circles = self.amanat(&["circles"]);
        let part = circles.lines().find(|line| line.ends_with("Reflections"));
        let circle = part.unwrap().split('\t').next().unwrap().to_owned();
        let entries = self.amanat(&["entries", "--circle", &circle]);
        // The first names the part.
        let entry = entries.lines().nth(1).unwrap();
        (circle, entry.split('\t').next().unwrap().to_owned())
    }
}

#[test]
fn everything_comes_back_on_another_machine() {
    let data = tempfile::tempdir().unwrap();
    let endpoint = Endpoint::start(data.path());
    let home = Machine::new();
    home.found(&endpoint);
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
    home.found(&endpoint);
    other.found(&endpoint);

    let (circle, entry) = home.part();
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
    let wrong = age(&keys(&other, &other.part().0), payload);
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
    home.found(&endpoint);

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
