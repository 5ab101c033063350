//! Many people at once, against a model: whoever follows the cursor holds, at the end, all they may see, in
//! an order in which every link comes after what it needs.

use std::collections::{BTreeMap, BTreeSet};

use amanat_protocol::hash::{self, Hash};
use amanat_protocol::limits::DEPOSIT_BYTES;
use amanat_protocol::statement::{AccessRow, Level};

use super::*;
use crate::fixtures::{Log, key, noise, row};

const PEOPLE: usize = 5;
const STEPS: u64 = 400;

/// A seeded stream of small numbers.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 += 1;
        let raw = noise(self.0, 4);
        u32::from_le_bytes(raw.try_into().unwrap()) as usize % sides
    }
}

struct Somebody {
    person: Person,
    index: AccountIndex,
    cursor: Option<Cursor>,
    held: Vec<Hash>,
    /// Letters sent to them, and those among them that they have not declared done.
    letters: Vec<Hash>,
    waiting: BTreeSet<Hash>,
}

/// A circle, its logs by device number, and all that was stored in it.
struct Place {
    circle: Circle,
    logs: BTreeMap<usize, Log>,
    stored: Vec<Hash>,
    /// Everybody who was ever in it.
    known: BTreeSet<usize>,
}

fn name(record: &Record) -> Hash {
    match record {
        Record::Identity(signed) => signed.hash(),
        Record::Statement(statement) => statement.header.hash(),
        Record::Entry(entry) => entry.header.hash(),
        Record::Pruned(header) => header.hash(),
        Record::Letter(sealed) | Record::Deposit { sealed, .. } => hash::plain(&sealed.0),
    }
}

/// What a record cannot be understood without.
fn needs(record: &Record) -> Option<Hash> {
    let prev = match record {
        Record::Identity(signed) => signed.claim().unwrap().prev,
        Record::Statement(statement) => statement.header.claim().unwrap().prev,
        Record::Entry(entry) => entry.header.claim().unwrap().prev,
        Record::Pruned(header) => header.claim().unwrap().prev,
        Record::Letter(_) | Record::Deposit { .. } => Hash::ZERO,
    };
    (prev != Hash::ZERO).then_some(prev)
}

pub(crate) async fn nobody_ever_misses_anything<S: Store>(store: &S) {
    let mut dice = Dice(11);
    let mut people = Vec::new();
    for seed in 0..PEOPLE as u64 {
        let person = Person::new(seed + 1);
        let index = join(store, &person).await;
        people.push(Somebody {
            person,
            index,
            cursor: None,
            held: Vec::new(),
            letters: Vec::new(),
            waiting: BTreeSet::new(),
        });
    }
    let mut places: Vec<Place> = Vec::new();
    for step in 0..STEPS {
        let who = dice.roll(PEOPLE);
        match dice.roll(13) {
            0 if places.len() < 8 => found(store, &people, &mut places, who, step).await,
            1 | 2 if !places.is_empty() => {
                let place = dice.roll(places.len());
                change_list(store, &people, &mut places[place], &mut dice).await;
            }
            3 => {
                let somebody = &mut people[who];
                if somebody.person.identity.statement.devices.len() < 4 {
                    let adds = somebody.person.adding(&key(5000 + step));
                    identify(store, somebody.index, &adds).await.unwrap();
                    somebody.person.take(adds);
                }
            }
            4..=6 => follow(store, &mut people[who]).await,
            7 => {
                let from = people[who].index;
                send(store, from, &mut people[dice.roll(PEOPLE)], step).await;
            }
            8 => finish(store, &mut people[who], &mut dice).await,
            9 if !places.is_empty() => {
                let place = dice.roll(places.len());
                deposit(store, people[who].index, &mut places[place], step).await;
            }
            _ if !places.is_empty() => {
                let place = dice.roll(places.len());
                write(store, &people, &mut places[place], who).await;
            }
            _ => {}
        }
    }
    for (number, somebody) in people.iter_mut().enumerate() {
        while page(store, somebody.index, somebody.cursor).await.is_some() {
            follow(store, somebody).await;
        }
        let held: BTreeSet<_> = somebody.held.iter().copied().collect();
        let here = |place: &&Place| {
            place
                .circle
                .access
                .iter()
                .any(|r| r.person == somebody.person.id())
        };
        for place in places.iter().filter(here) {
            assert!(
                place.stored.iter().all(|hash| held.contains(hash)),
                "{number} misses a record"
            );
        }
    }
    for (number, somebody) in people.iter().enumerate() {
        let letters = somebody.letters.iter();
        assert!(
            letters.clone().all(|letter| somebody.held.contains(letter)),
            "{number} misses a letter"
        );
        let others = people.iter().enumerate().filter(|(n, _)| *n != number);
        for (other, nosy) in others {
            let read = letters.clone().any(|letter| nosy.held.contains(letter));
            assert!(!read, "{other} was served a letter to {number}");
        }
        let (all, _) = sync(store, somebody.index, None).await;
        let waiting: BTreeSet<_> = all.iter().filter_map(is_letter).collect();
        assert_eq!(waiting, somebody.waiting, "{number}");
    }
    for (number, somebody) in people.iter().enumerate() {
        let mine = |place: &&Place| {
            place
                .circle
                .access
                .iter()
                .any(|r| r.person == somebody.person.id())
        };
        let met: BTreeSet<_> = places
            .iter()
            .filter(mine)
            .flat_map(|p| p.known.clone())
            .collect();
        for other in met.into_iter().chain([number]) {
            for statement in &people[other].person.chain {
                assert!(
                    somebody.held.contains(&statement.hash()),
                    "{number} misses {other}'s identity"
                );
            }
        }
    }
    assert!(places.iter().map(|place| place.stored.len()).sum::<usize>() > 100);
}

async fn found<S: Store>(
    store: &S,
    people: &[Somebody],
    places: &mut Vec<Place>,
    who: usize,
    step: u64,
) {
    let owner = &people[who];
    let (circle, first) = genesis(&owner.person, step + 1, &[]);
    state(store, owner.index, &first).await.unwrap();
    let stored = vec![first.header.hash()];
    places.push(Place {
        circle,
        logs: BTreeMap::new(),
        stored,
        known: [who].into(),
    });
}

async fn change_list<S: Store>(store: &S, people: &[Somebody], place: &mut Place, dice: &mut Dice) {
    let owner = place
        .circle
        .access
        .iter()
        .find(|r| r.level == Level::Manage)
        .unwrap()
        .person;
    let owner = people.iter().position(|p| p.person.id() == owner).unwrap();
    let mut list: Vec<AccessRow> = vec![row(&people[owner].person, Level::Manage)];
    for (number, somebody) in people.iter().enumerate() {
        if number != owner && dice.roll(2) == 0 {
            list.push(row(&somebody.person, Level::Append));
            place.known.insert(number);
        }
    }
    let statement = place.circle.next(&people[owner].person, &list, |_| {});
    state(store, people[owner].index, &statement).await.unwrap();
    place.circle.take(&statement);
    place.stored.push(statement.header.hash());
}

async fn write<S: Store>(store: &S, people: &[Somebody], place: &mut Place, who: usize) {
    let somebody = &people[who];
    if !place
        .circle
        .access
        .iter()
        .any(|r| r.person == somebody.person.id())
    {
        return;
    }
    let device = somebody.person.device();
    let log = place
        .logs
        .entry(who)
        .or_insert_with(|| Log::new(&place.circle, device));
    let entries = [log.push(1024), log.push(2048)];
    let answer = append(store, somebody.index, device, &entries, None).await;
    assert_eq!(answer.results, [amanat_protocol::api::Appended::Stored; 2]);
    place
        .stored
        .extend(entries.iter().map(|entry| entry.header.hash()));
}

fn is_letter(record: &Record) -> Option<Hash> {
    match record {
        Record::Letter(sealed) => Some(hash::plain(&sealed.0)),
        _ => None,
    }
}

async fn send<S: Store>(store: &S, from: AccountIndex, to: &mut Somebody, step: u64) {
    let letter = noise(step + 1, 1024);
    let name = hash::plain(&letter);
    store
        .send_letter(from, to.person.id(), letter)
        .await
        .unwrap();
    to.letters.push(name);
    to.waiting.insert(name);
}

/// Declares some of the letters that arrived done.
async fn finish<S: Store>(store: &S, somebody: &mut Somebody, dice: &mut Dice) {
    let held = somebody.held.iter().copied();
    let done: Vec<_> = held
        .filter(|hash| somebody.waiting.contains(hash) && dice.roll(2) == 0)
        .collect();
    store
        .finish_letters(somebody.index, done.clone())
        .await
        .unwrap();
    for hash in done {
        somebody.waiting.remove(&hash);
    }
}

async fn deposit<S: Store>(store: &S, from: AccountIndex, place: &mut Place, step: u64) {
    let left = noise(step + 1, DEPOSIT_BYTES);
    place.stored.push(hash::plain(&left));
    store
        .deposit(from, place.circle.id, left, NOW + step * 100_000)
        .await
        .unwrap();
}

async fn follow<S: Store>(store: &S, somebody: &mut Somebody) {
    if let Some((records, cursor, _)) = page(store, somebody.index, somebody.cursor).await {
        assert!(somebody.cursor.is_none_or(|before| before < cursor));
        for record in &records {
            let ready = needs(record).is_none_or(|prev| somebody.held.contains(&prev));
            assert!(ready, "a link came before the one it follows");
            somebody.held.push(name(record));
        }
        somebody.cursor = Some(cursor);
    }
}
