//! People, their devices, and what was said to them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use amanat_client::Client;
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_messages::{Command, Problem};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::CircleId;
use amanat_server::Clock;

use super::chance::Chance;
use super::steps::{Turns, Wire};
use crate::support::college::{College, Person, person};
use crate::support::{Device, Endpoint, PASS, sync};

pub type Vault = Client<Device>;

/// When every run begins, in seconds: a run shall be the same whenever it is played.
const START: u64 = 1_790_000_000;

pub struct World {
    pub college: College,
    pub wire: Rc<Wire>,
    pub chance: Rc<Chance>,
    /// One clock for all, in milliseconds; the server's goes with it.
    pub now: Rc<Cell<u64>>,
    server_now: Arc<AtomicU64>,
    pub people: Vec<Somebody>,
    pub phones: Vec<Phone>,
    pub said: Rc<RefCell<Said>>,
}

pub struct Somebody {
    pub name: String,
    pub role: PersonRole,
    pub card: String,
    pub id: PersonRef,
}

/// A device somebody holds.
pub struct Phone {
    pub of: usize,
    pub device: Device,
    pub turns: Rc<Turns>,
    /// None while it is switched off.
    pub vault: Option<Rc<Vault>>,
    pub pass: &'static str,
    /// Removed with the card: it is lost, with what it had not sent.
    pub lost: bool,
    /// The newest statement it ever accepted, of each circle.
    pub accepted: BTreeMap<CircleId, (u64, Hash)>,
}

/// What devices acknowledged, in order.
#[derive(Default)]
pub struct Said {
    pub words: Vec<Word>,
    pub grants: Vec<Shown>,
    pub syncs: Vec<Synced>,
    count: u64,
    pub problems: BTreeMap<String, u32>,
    pub crashes: u32,
    pub acts: u32,
}

/// Words that a device said it keeps.
pub struct Word {
    pub at: u64,
    pub token: String,
    pub phone: usize,
    pub item: ItemId,
    /// On whose item, where it is a comment.
    pub on: Option<PersonRef>,
    /// Since then the device was in step with the server.
    pub sent: bool,
}

/// A part was shown, or taken back.
pub struct Shown {
    pub at: u64,
    pub by: usize,
    pub owner: PersonRef,
    pub to: PersonRef,
    pub on: bool,
}

/// A device was in step with the server.
pub struct Synced {
    pub phone: usize,
    pub begun: u64,
    pub done: u64,
}

impl Said {
    pub fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    pub fn word(&mut self, phone: usize, token: &str, item: ItemId, on: Option<PersonRef>) {
        let at = self.next();
        self.words.push(Word {
            at,
            token: token.to_owned(),
            phone,
            item,
            on,
            sent: false,
        });
    }

    pub fn shown(&mut self, by: usize, owner: PersonRef, to: PersonRef, on: bool) {
        let at = self.next();
        self.grants.push(Shown {
            at,
            by,
            owner,
            to,
            on,
        });
    }

    /// Whether a device knew, at some moment, what it or another device of theirs had decided.
    pub fn knew(&self, phone: usize, at: u64, grant: &Shown) -> bool {
        let told = |s: &&Synced| s.phone == grant.by && s.begun > grant.at;
        let heard = |since: u64| {
            let mut syncs = self.syncs.iter();
            syncs.any(|s| s.phone == phone && s.begun > since && s.done < at)
        };
        if grant.by == phone {
            return grant.at < at;
        }
        self.syncs.iter().filter(told).any(|s| heard(s.done))
    }

    /// A problem that the network or the moment explains. Others are bugs.
    pub fn problem(&mut self, act: &str, problem: &Problem) {
        let never = matches!(
            problem,
            Problem::Fault
                | Problem::ServerRolledBack
                | Problem::StorageFailed
                | Problem::StorageFull
                | Problem::RecordLocked
                | Problem::CardStateRefused
        );
        assert!(!never, "{act}: {problem:?}");
        *self
            .problems
            .entry(format!("{act}: {problem:?}"))
            .or_default() += 1;
    }
}

impl World {
    /// A coordinator, two mentors, two mentees and an officer at one endpoint; the mentees paired.
    pub async fn found(seed: u64) -> Self {
        let start = START;
        let server_now = Arc::new(AtomicU64::new(start));
        let told = Arc::clone(&server_now);
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::new(move || told.load(Ordering::Relaxed));
        let router = Endpoint::start_at(folder.path(), clock).await;
        let mut world = Self {
            college: College {
                endpoint: Endpoint { folder, router },
            },
            wire: Rc::default(),
            chance: Rc::new(Chance::new(seed)),
            now: Rc::new(Cell::new(start * 1000)),
            server_now,
            people: Vec::new(),
            phones: Vec::new(),
            said: Rc::default(),
        };
        world.wire.healed.set(true);
        let (device, turns) = world.device();
        let office = world.college.coordinator_on(device).await;
        world.settle_in("Office", PersonRole::Coordinator, office, turns);
        for (name, role) in [
            ("Dr Khan", PersonRole::Mentor),
            ("Dr Malik", PersonRole::Mentor),
            ("Sana", PersonRole::Mentee),
            ("Omar", PersonRole::Mentee),
            ("Dr Noor", PersonRole::SafetyOfficer),
        ] {
            let office = world.vault(0);
            let link = world.college.invite(&office, role, &[name]).await;
            let (device, turns) = world.device();
            let one = world.college.join_on(device, &link[0], name).await.unwrap();
            world.settle_in(name, role, one, turns);
            sync(&office).await;
        }
        for phone in 0..world.phones.len() {
            sync(&world.vault(phone)).await;
        }
        for (mentor, mentees, group) in [
            ("Dr Khan", vec!["Sana"], false),
            ("Dr Malik", vec!["Sana", "Omar"], true),
        ] {
            let office = world.vault(0);
            let pair = Command::Pair {
                mentor: person(&office, mentor),
                mentees: mentees.iter().map(|m| person(&office, m)).collect(),
                group,
            };
            office.run(pair).await.unwrap();
            sync(&office).await;
        }
        for _ in 0..2 {
            for phone in 0..world.phones.len() {
                sync(&world.vault(phone)).await;
            }
        }
        world.wire.healed.set(false);
        world
    }

    /// A new device under the schedule.
    pub fn device(&self) -> (Device, Rc<Turns>) {
        let turns = Rc::new(Turns::new(Rc::clone(&self.wire), Rc::clone(&self.chance)));
        let mut device = Device::new(&self.college.endpoint);
        device.now = Rc::clone(&self.now);
        (device.scheduled(Rc::<Turns>::clone(&turns)), turns)
    }

    fn settle_in(&mut self, name: &str, role: PersonRole, one: Person, turns: Rc<Turns>) {
        let id = one.client.myself().unwrap();
        self.people.push(Somebody {
            name: name.to_owned(),
            role,
            card: one.card,
            id,
        });
        self.phones.push(Phone {
            of: self.people.len() - 1,
            device: one.device,
            turns,
            vault: Some(Rc::new(one.client)),
            pass: PASS,
            lost: false,
            accepted: BTreeMap::new(),
        });
    }

    /// The vault of a device that is on.
    pub fn vault(&self, phone: usize) -> Rc<Vault> {
        Rc::clone(self.phones[phone].vault.as_ref().unwrap())
    }

    pub fn tick(&self, millis: u64) {
        self.now.set(self.now.get() + millis);
        self.server_now
            .store(self.now.get() / 1000, Ordering::Relaxed);
    }

    /// How much happened, in a line.
    pub fn story(&self) -> String {
        let said = self.said.borrow();
        let steps: u64 = self.phones.iter().map(|p| p.turns.steps.get()).sum();
        format!(
            "{} devices, {} acts, {steps} steps, {} crashes, {} words, {} grants; {:?}",
            self.phones.len(),
            said.acts,
            said.crashes,
            said.words.len(),
            said.grants.len(),
            said.problems,
        )
    }
}
