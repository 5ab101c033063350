//! SIGKILL in the middle of appends: nothing acknowledged is missing, nothing is half there.
#![allow(clippy::unwrap_used, reason = "tests")]

mod fixtures;
mod process;

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::time::Duration;

use amanat_protocol::api::{
    self, AppendAnswer, AppendRequest, Appended, JoinRequest, LetterRequest, LettersDone, Record,
    StatementRequest, SyncAnswer, SyncRequest,
};
use amanat_protocol::codec::Bytes;
use amanat_protocol::entry::Entry;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::link::FoundingLink;
use fixtures::{Log, Person, noise};
use process::{ORIGIN, Served, Wire, run};

const WRITERS: u64 = 8;
const KILLS: u64 = 8;

/// Letters that wait before their recipient declares half of them done.
const PILE: usize = 12;

/// What is known of a letter to oneself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    /// Acknowledged: it waits.
    Waits,
    /// Sent, or declared done, and never answered: either way is right.
    Open,
    /// Acknowledged as done: it is gone.
    Done,
}

/// Somebody who writes until the endpoint is gone.
struct Writer {
    person: Person,
    bearer: String,
    log: Log,
    /// Acknowledged.
    kept: Vec<Entry>,
    /// Sent and never answered: to be sent again, byte for byte.
    unanswered: Vec<Entry>,
    letters: BTreeMap<Hash, Fate>,
}

impl Writer {
    fn enter(wire: &mut Wire, data: &str, seed: u64) -> Self {
        let person = Person::new(seed);
        let found = run(&["found", "--data", data, "--again", "--json"]);
        let link: serde_json::Value = serde_json::from_slice(&found.stdout).unwrap();
        let token = FoundingLink::parse(link["link"].as_str().unwrap())
            .unwrap()
            .token;
        let join = JoinRequest {
            token,
            identity: person.chain[0].clone(),
        };
        wire.call::<_, ()>(api::JOIN, None, &join).unwrap();
        let bearer = wire.session(&person, person.device());
        let (circle, statement) = fixtures::genesis(&person, seed, &[]);
        let request = StatementRequest {
            statement,
            cursor: None,
        };
        wire.call::<_, api::StatementAnswer>(api::STATEMENTS, Some(&bearer), &request)
            .unwrap();
        let log = Log::new(&circle, person.device());
        Self {
            person,
            bearer,
            log,
            kept: Vec::new(),
            unanswered: Vec::new(),
            letters: BTreeMap::new(),
        }
    }

    /// Sends a letter to oneself, and declares some done when many wait. `None` when nobody answers.
    fn correspond(&mut self, wire: &mut Wire) -> Option<()> {
        let letter = noise(self.log.seq * 100 + self.letters.len() as u64, 1024);
        let name = hash::plain(&letter);
        let path = format!("{}/{}", api::INBOX, self.person.id().hex());
        let request = LetterRequest {
            sealed: Bytes(letter),
        };
        self.letters.insert(name, Fate::Open);
        wire.call::<_, ()>(&path, Some(&self.bearer), &request)
            .ok()?;
        self.letters.insert(name, Fate::Waits);
        let waiting = self.letters.iter().filter(|(_, f)| **f != Fate::Done);
        let waiting: Vec<_> = waiting.map(|(name, _)| *name).collect();
        if waiting.len() < PILE {
            return Some(());
        }
        let (some, _) = waiting.split_at(PILE / 2);
        self.letters
            .extend(some.iter().map(|name| (*name, Fate::Open)));
        let request = LettersDone {
            letters: some.to_vec(),
        };
        wire.call::<_, ()>(api::INBOX_DONE, Some(&self.bearer), &request)
            .ok()?;
        self.letters
            .extend(some.iter().map(|name| (*name, Fate::Done)));
        Some(())
    }

    /// Appends until the connection breaks; says after each answer how many were stored.
    fn write(&mut self, mut wire: Wire, stored: &mpsc::Sender<usize>) {
        loop {
            if self.unanswered.is_empty() {
                let size = 1 + self.kept.len() % 4;
                self.unanswered = (0..size).map(|n| self.log.push(1024 << (n % 3))).collect();
            }
            let request = AppendRequest {
                entries: self.unanswered.clone(),
                cursor: None,
            };
            let answer = wire.call::<_, AppendAnswer>(api::ENTRIES, Some(&self.bearer), &request);
            let Ok(answer) = answer else {
                return;
            };
            assert!(
                answer
                    .results
                    .iter()
                    .all(|result| *result == Appended::Stored),
                "{answer:?}"
            );
            let count = self.unanswered.len();
            self.kept.append(&mut self.unanswered);
            if stored.send(count).is_err() || self.correspond(&mut wire).is_none() {
                return;
            }
        }
    }

    /// All acknowledged entries are there, then all or none of the unanswered, and nothing else.
    fn check(&self, wire: &mut Wire) {
        let (mut found, mut letters, mut cursor) = (Vec::new(), Vec::new(), None);
        loop {
            let request = SyncRequest { cursor };
            match wire.call(api::SYNC, Some(&self.bearer), &request).unwrap() {
                SyncAnswer::Page {
                    records,
                    cursor: end,
                    ..
                } => {
                    for record in records {
                        match record {
                            Record::Entry(entry) => found.push(entry),
                            Record::Letter(sealed) => letters.push(hash::plain(&sealed.0)),
                            _ => {}
                        }
                    }
                    cursor = Some(end);
                }
                SyncAnswer::Unchanged => break,
                SyncAnswer::Restart => panic!("the era changed"),
            }
        }
        for (name, fate) in &self.letters {
            let there = letters.contains(name);
            assert!(
                there == (*fate == Fate::Waits) || *fate == Fate::Open,
                "a letter is {fate:?}, and yet there: {there}"
            );
        }
        assert!(letters.iter().all(|name| self.letters.contains_key(name)));
        for entry in &found {
            let key = self.person.device().verifying_key().to_bytes();
            assert!(entry.matches(&entry.header.verify(&key).unwrap()));
        }
        let (kept, more) = found
            .split_at_checked(self.kept.len())
            .expect("a lost entry");
        assert!(
            kept == self.kept,
            "an acknowledged entry is not what was sent"
        );
        assert!(
            more.is_empty() || more == self.unanswered,
            "half a request is there"
        );
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_half_there() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let log = folder.path().join("log");
    let text = data.to_str().unwrap().to_owned();
    assert!(
        run(&["found", "--data", &text, "--origin", ORIGIN])
            .status
            .success()
    );
    let mut served = Served::start(&data, &log);
    let mut wire = served.connect();
    let mut writers: Vec<_> = (1..=WRITERS)
        .map(|seed| Writer::enter(&mut wire, &text, seed))
        .collect();
    for round in 0..KILLS {
        let (stored, counts) = mpsc::channel();
        std::thread::scope(|scope| {
            for writer in &mut writers {
                let (wire, stored) = (served.connect(), stored.clone());
                scope.spawn(move || writer.write(wire, &stored));
            }
            drop(stored);
            // After so many entries, wherever the endpoint then is: between requests, in a transaction, in
            // a commit, in an answer.
            let moment = 40 + usize::from(noise(round, 1)[0]);
            let mut sum = 0;
            while sum < moment {
                sum += counts
                    .recv_timeout(Duration::from_secs(20))
                    .expect("writers make way");
            }
            served.kill();
        });
        served = Served::start(&data, &log);
        let mut wire = served.connect();
        for writer in &writers {
            writer.check(&mut wire);
        }
    }
    served.kill();
    let database = rusqlite::Connection::open(data.join("amanat.db")).unwrap();
    let sound: String = database
        .query_row("PRAGMA integrity_check", [], |r| r.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let strays: i64 = database
        .query_row(
            "SELECT count(*) FROM payload p FULL JOIN record r USING (stored)
             WHERE r.kind > 0 AND p.bytes IS NULL OR r.stored IS NULL",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(strays, 0);
    let piles: i64 = database
        .query_row(
            "SELECT count(*) FROM inbox i WHERE
                 (letters, bytes) <> (SELECT count(*), sum(bytes) FROM letter WHERE inbox = i.account)
                 OR letters <> (SELECT count(*) FROM record WHERE feed = i.feed)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(piles, 0, "an inbox is counted wrong");
    let unanswered = writers
        .iter()
        .filter(|writer| !writer.unanswered.is_empty())
        .count();
    assert!(unanswered > 0, "the last kill met nobody writing");
}
