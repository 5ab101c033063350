//! A copy of a served folder, and what comes back of it.
#![allow(clippy::unwrap_used, reason = "a test panics")]

mod fixtures;
mod process;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use amanat_protocol::api::{
    self, AppendAnswer, AppendRequest, Appended, Cursor, JoinRequest, Record, StatementRequest,
    SyncAnswer, SyncRequest,
};
use amanat_protocol::entry::Entry;
use amanat_protocol::link::FoundingLink;
use fixtures::{Log, Person};
use process::{ORIGIN, Served, Wire, run};

struct Setting {
    folder: tempfile::TempDir,
    person: Person,
    log: Log,
}

impl Setting {
    /// A served endpoint, with somebody who has a circle there and a session.
    fn new() -> (Self, Served, String) {
        let folder = tempfile::tempdir().unwrap();
        let person = Person::new(1);
        let (circle, statement) = fixtures::genesis(&person, 5, &[]);
        let setting = Self {
            log: Log::new(&circle, person.device()),
            folder,
            person,
        };
        let data = setting.at("data");
        let found = run(&["found", "--json", "--origin", ORIGIN, "--data", text(&data)]);
        let link: serde_json::Value = serde_json::from_slice(&found.stdout).unwrap();
        let token = FoundingLink::parse(link["link"].as_str().unwrap())
            .unwrap()
            .token;
        let served = Served::start(&data, &setting.at("log"));
        let mut wire = served.connect();
        let join = JoinRequest {
            token,
            identity: setting.person.chain[0].clone(),
        };
        wire.call::<_, ()>(api::JOIN, None, &join).unwrap();
        let bearer = wire.session(&setting.person, setting.person.device());
        let request = StatementRequest {
            statement,
            cursor: None,
        };
        wire.call::<_, api::StatementAnswer>(api::STATEMENTS, Some(&bearer), &request)
            .unwrap();
        (setting, served, bearer)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn backup(data: &Path, to: &Path) -> Result<(), String> {
    outcome(&["backup", "--data", text(data), "--to", text(to)])
}

fn restore(from: &Path, data: &Path) -> Result<(), String> {
    outcome(&["restore", "--from", text(from), "--data", text(data)])
}

fn outcome(args: &[&str]) -> Result<(), String> {
    let output = run(args);
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8(output.stderr).unwrap())
}

fn append(wire: &mut Wire, bearer: &str, entries: &[Entry]) {
    let request = AppendRequest {
        entries: entries.to_vec(),
        cursor: None,
    };
    let answer: AppendAnswer = wire.call(api::ENTRIES, Some(bearer), &request).unwrap();
    assert!(answer.results.iter().all(|r| *r == Appended::Stored));
}

/// The entries, and where they end.
fn sync(wire: &mut Wire, bearer: &str) -> (Vec<Entry>, Option<Cursor>) {
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let answer = wire.call(api::SYNC, Some(bearer), &SyncRequest { cursor });
        let SyncAnswer::Page {
            records,
            cursor: end,
            ..
        } = answer.unwrap()
        else {
            return (found, cursor);
        };
        found.extend(records.into_iter().filter_map(|record| match record {
            Record::Entry(entry) => Some(entry),
            _ => None,
        }));
        cursor = Some(end);
    }
}

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = names
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_taken_while_somebody_writes_comes_back_as_a_new_life() {
    let (mut setting, mut served, bearer) = Setting::new();
    let (data, file) = (setting.at("data"), setting.at("backup"));
    let (done, acknowledged) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (before, sent) = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let (mut wire, mut sent) = (served.connect(), Vec::new());
            while !done.load(Ordering::SeqCst) {
                sent.push(setting.log.push(4096));
                append(&mut wire, &bearer, &sent[sent.len() - 1..]);
                acknowledged.store(sent.len(), Ordering::SeqCst);
            }
            sent
        });
        while acknowledged.load(Ordering::SeqCst) < 20 {
            std::thread::yield_now();
        }
        let before = acknowledged.load(Ordering::SeqCst);
        backup(&data, &file).unwrap();
        let during = acknowledged.load(Ordering::SeqCst);
        while acknowledged.load(Ordering::SeqCst) < during + 5 {
            std::thread::yield_now();
        }
        done.store(true, Ordering::SeqCst);
        (before, writer.join().unwrap())
    });
    let (all, old) = sync(&mut served.connect(), &bearer);
    assert!(all == sent && old.is_some());
    served.kill();

    let data = setting.at("restored");
    restore(&file, &data).unwrap();
    assert_eq!(files(&data), ["amanat.db"]);
    let served = Served::start(&data, &setting.at("log"));
    let mut wire = served.connect();
    let sync_body = amanat_protocol::codec::encode(&SyncRequest { cursor: old });
    let (status, _) = wire
        .send("POST", api::SYNC, Some(&bearer), &sync_body)
        .unwrap();
    assert_eq!(
        status, 401,
        "sessions end with the life they were opened in"
    );
    let bearer = wire.session(&setting.person, setting.person.device());
    let answer: SyncAnswer = wire
        .call(api::SYNC, Some(&bearer), &SyncRequest { cursor: old })
        .unwrap();
    assert_eq!(answer, SyncAnswer::Restart);
    let (kept, cursor) = sync(&mut wire, &bearer);
    assert!(kept.len() >= before && kept.len() < sent.len());
    assert!(sent.starts_with(&kept));
    // What the backup lacks is sent again.
    for some in sent.chunks(20) {
        append(&mut wire, &bearer, some);
    }
    assert_eq!(sync(&mut wire, &bearer).0, sent);
    assert_ne!(cursor.unwrap().era, old.unwrap().era);
}

#[test]
fn a_backup_holds_no_key_and_cannot_be_served_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let (setting, mut served, _) = Setting::new();
    let (data, file) = (setting.at("data"), setting.at("backup"));
    backup(&data, &file).unwrap();
    served.kill();
    let meta = |key: &str| -> Vec<u8> {
        let database = rusqlite::Connection::open(data.join("amanat.db")).unwrap();
        let find = "SELECT value FROM meta WHERE key = ?1";
        database.query_row(find, [key], |row| row.get(0)).unwrap()
    };
    let holds = |file: &Path, needle: &[u8]| {
        let bytes = std::fs::read(file).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    for key in ["server_key", "era"] {
        assert!(holds(&data.join("amanat.db"), &meta(key)), "{key}");
        assert!(!holds(&file, &meta(key)), "{key} is in the backup");
    }
    assert!(holds(&file, &setting.person.id().0.0), "it can be told");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);

    let copied = setting.at("copied");
    std::fs::create_dir(&copied).unwrap();
    std::fs::copy(&file, copied.join("amanat.db")).unwrap();
    let refused = outcome(&["stats", "--data", text(&copied)]).unwrap_err();
    assert!(refused.contains("amanat-server restore"), "{refused}");
}

#[test]
fn a_folder_copied_by_hand_begins_a_new_life_too() {
    let (mut setting, mut served, bearer) = Setting::new();
    let entries: Vec<_> = (0..5).map(|_| setting.log.push(1024)).collect();
    append(&mut served.connect(), &bearer, &entries);
    let (_, old) = sync(&mut served.connect(), &bearer);
    served.kill();
    // What was acknowledged stands in the log beside the database still.
    let (data, again) = (setting.at("data"), setting.at("again"));
    assert!(files(&data).contains(&"amanat.db-wal".to_owned()));
    restore(&data.join("amanat.db"), &again).unwrap();
    let served = Served::start(&again, &setting.at("log"));
    let mut wire = served.connect();
    let bearer = wire.session(&setting.person, setting.person.device());
    let (kept, cursor) = sync(&mut wire, &bearer);
    assert_eq!(kept, entries);
    assert_ne!(cursor.unwrap().era, old.unwrap().era);
}

#[test]
fn what_is_damaged_foreign_or_in_the_way_is_refused_and_leaves_nothing() {
    let (mut setting, mut served, bearer) = Setting::new();
    let entries: Vec<_> = (0..40).map(|_| setting.log.push(4096)).collect();
    append(&mut served.connect(), &bearer, &entries);
    served.kill();
    let (data, file) = (setting.at("data"), setting.at("backup"));
    backup(&data, &file).unwrap();
    let whole = std::fs::read(&file).unwrap();
    let refused = backup(&data, &file).unwrap_err();
    assert!(refused.contains("not overwritten"), "{refused}");
    let refused = backup(&setting.at("nothing"), &setting.at("other")).unwrap_err();
    assert!(refused.contains("no endpoint"), "{refused}");
    let nowhere = setting.at("no folder").join("backup");
    assert!(backup(&data, &nowhere).is_err());
    let refused = restore(&file, &data).unwrap_err();
    assert!(refused.contains("amanat.db"), "{refused}");
    // Another database's log alone would be taken for the restored one's.
    let littered = setting.at("littered");
    std::fs::create_dir(&littered).unwrap();
    std::fs::write(littered.join("amanat.db-wal"), b"left over").unwrap();
    let refused = restore(&file, &littered).unwrap_err();
    assert!(refused.contains("amanat.db-wal"), "{refused}");

    let fresh = setting.at("fresh");
    let broken = setting.at("broken");
    let refuse = |bytes: &[u8], what: &str| {
        std::fs::write(&broken, bytes).unwrap();
        assert!(restore(&broken, &fresh).is_err(), "{what}");
        assert!(!fresh.exists() || files(&fresh).is_empty(), "{what}");
    };
    refuse(b"", "empty");
    refuse(b"not a database at all, but long enough to look", "a text");
    refuse(&whole[..whole.len() / 2], "half");
    for page in 1..whole.len() / 4096 {
        let mut zeroed = whole.clone();
        zeroed[page * 4096..][..4096].fill(0);
        refuse(&zeroed, &format!("page {page} zeroed"));
    }
    // A bit of somebody's words, which the database itself would not miss.
    let words = &entries[20].payload.0[2000..2100];
    let at = whole.windows(100).position(|bytes| bytes == words).unwrap();
    let mut bent = whole.clone();
    bent[at + 50] ^= 1;
    refuse(&bent, "a bit of a payload");
    let mut newer = whole.clone();
    newer[63] = 99;
    refuse(&newer, "of a newer version");
    let mut foreign = whole.clone();
    foreign[68] ^= 1;
    refuse(&foreign, "another program's");
    let refused = restore(&setting.at("missing"), &fresh);
    assert!(refused.is_err());
    restore(&file, &fresh).unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), whole);
}
