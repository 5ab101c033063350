//! Devices that write offline and meet in any order lose no text, and read the same.

use std::collections::{BTreeMap, BTreeSet};

use amanat_mentoring::history::History;
use amanat_mentoring::id::{ItemId, RevisionId};
use amanat_mentoring::item::{Content, Field, Revision, Value};
use amanat_mentoring::reading::Reading;
use amanat_mentoring::template::{FieldKey, Template};
use proptest::prelude::*;

const KEYS: [FieldKey; 2] = [FieldKey::What, FieldKey::SoWhat];

/// One step of one device.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// New words at a place.
    Write {
        field: usize,
        place: usize,
        words: usize,
    },
    /// Words taken out at a place.
    Delete {
        field: usize,
        place: usize,
        words: usize,
    },
    /// A word moved within or between fields.
    Move {
        from: usize,
        place: usize,
        to: usize,
        new_place: usize,
    },
    /// Space before a word becomes a paragraph, a line, a space.
    Break {
        field: usize,
        place: usize,
        kind: usize,
    },
    Retitle {
        place: usize,
    },
    SwitchTemplate {
        template: usize,
    },
    Trash,
    /// Fetch all the other device has.
    Meet {
        other: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let (field, place) = (0..2_usize, 0..40_usize);
    prop_oneof![
        6 => (field.clone(), place.clone(), 1..4_usize)
            .prop_map(|(field, place, words)| Step::Write { field, place, words }),
        3 => (field.clone(), place.clone(), 1..5_usize)
            .prop_map(|(field, place, words)| Step::Delete { field, place, words }),
        2 => (field.clone(), place.clone(), field.clone(), place.clone())
            .prop_map(|(from, place, to, new_place)| Step::Move { from, place, to, new_place }),
        2 => (field, place.clone(), 0..3_usize)
            .prop_map(|(field, place, kind)| Step::Break { field, place, kind }),
        1 => place.prop_map(|place| Step::Retitle { place }),
        1 => (0..3_usize).prop_map(|template| Step::SwitchTemplate { template }),
        1 => Just(Step::Trash),
        3 => (0..3_usize).prop_map(|other| Step::Meet { other }),
    ]
}

/// Everything that ever happened, and who knows what.
struct World {
    devices: Vec<History>,
    all: BTreeMap<RevisionId, Revision>,
    /// Words by the revision that first held them.
    written: BTreeMap<String, RevisionId>,
    deleted: BTreeSet<String>,
    salt: u64,
}

impl World {
    fn new(devices: usize, salt: u64) -> Self {
        Self {
            devices: vec![History::default(); devices],
            all: BTreeMap::new(),
            written: BTreeMap::new(),
            deleted: BTreeSet::new(),
            salt,
        }
    }

    fn take(&mut self, device: usize, step: Step) {
        let content = match self.devices[device].current() {
            Some(reading) => reading.content().expect("text is never missing").clone(),
            None => Content::default(),
        };
        let mut text = Text::of(&content);
        match step {
            Step::Meet { other } => return self.meet(device, other),
            Step::Trash if self.devices[device].is_empty() => return,
            Step::Trash => return self.save(device, Value::Trashed, &[]),
            Step::Write {
                field,
                place,
                words,
            } => {
                let new: Vec<String> = (0..words).map(|n| self.word(n)).collect();
                let place = place.min(text.fields[field].len());
                let pairs = new.iter().map(|word| (" ".to_owned(), word.clone()));
                text.fields[field].splice(place..place, pairs);
                return self.save(device, text.into_value(content), &new);
            }
            Step::Delete {
                field,
                place,
                words,
            } => {
                let end = (place + words).min(text.fields[field].len());
                for (_, word) in text.fields[field].drain(place.min(end)..end) {
                    self.deleted.insert(word);
                }
            }
            Step::Move {
                from,
                place,
                to,
                new_place,
            } => {
                if place >= text.fields[from].len() {
                    return;
                }
                let pair = text.fields[from].remove(place);
                let new_place = new_place.min(text.fields[to].len());
                text.fields[to].insert(new_place, pair);
            }
            Step::Break { field, place, kind } => {
                if let Some(pair) = text.fields[field].get_mut(place) {
                    pair.0 = [" ", "\n", "\n\n"][kind].to_owned();
                }
            }
            Step::Retitle { place } => {
                let new = self.word(0);
                if text.title.len() > 6 {
                    self.deleted.extend(text.title.drain(..3));
                }
                let place = place.min(text.title.len());
                text.title.insert(place, new.clone());
                return self.save(device, text.into_value(content), &[new]);
            }
            Step::SwitchTemplate { template } => {
                let template = Template::ALL[template];
                return self.save(
                    device,
                    text.into_value(Content {
                        template,
                        ..content
                    }),
                    &[],
                );
            }
        }
        self.save(device, text.into_value(content), &[]);
    }

    /// A word nobody wrote before, English or Urdu.
    fn word(&self, n: usize) -> String {
        let number = self.written.len() + n;
        if number.is_multiple_of(2) {
            format!("word{number}")
        } else {
            format!("لفظ{number}")
        }
    }

    fn meet(&mut self, device: usize, other: usize) {
        let other = self.devices[other % self.devices.len()].clone();
        for (id, revision) in other.revisions() {
            self.devices[device].insert(id, revision.clone());
        }
    }

    fn save(&mut self, device: usize, value: Value, new: &[String]) {
        let history = &self.devices[device];
        // Ids must order arbitrarily, as hashes do.
        let mixed = (self.all.len() as u64 + self.salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut id = RevisionId([0; 32]);
        id.0[..8].copy_from_slice(&(mixed ^ (mixed >> 29)).to_be_bytes());
        id.0[8..16].copy_from_slice(&self.all.len().to_be_bytes());
        let at = self.all.len() as u64 / 2;
        let revision = Revision {
            item: ItemId([7; 16]),
            parents: history.heads(),
            at,
            value,
        };
        assert_eq!(revision.check(), Ok(()));
        self.written
            .extend(new.iter().map(|word| (word.clone(), id)));
        self.all.insert(id, revision.clone());
        self.devices[device].insert(id, revision);
    }

    /// Every word a device has heard of and nobody deleted is in what it reads.
    fn check(&self, device: usize) -> Result<(), TestCaseError> {
        let history = &self.devices[device];
        let words = history
            .current()
            .map(|reading| Text::of_reading(&reading).words());
        let words = words.unwrap_or_default();
        for (word, revision) in &self.written {
            let heard = history.get(*revision).is_some();
            prop_assert!(
                !heard || self.deleted.contains(word) || words.contains(word),
                "{word} is lost"
            );
        }
        Ok(())
    }
}

/// A content as words with the space before each.
struct Text {
    title: Vec<String>,
    fields: Vec<Vec<(String, String)>>,
}

impl Text {
    fn of(content: &Content) -> Self {
        let pairs = |key: &FieldKey| {
            let mut rest = content.text(*key);
            let mut pairs = Vec::new();
            while !rest.is_empty() {
                let start = rest
                    .find(|c: char| !c.is_whitespace())
                    .unwrap_or(rest.len());
                let (gap, from) = rest.split_at(start);
                let (word, after) =
                    from.split_at(from.find(char::is_whitespace).unwrap_or(from.len()));
                pairs.push((gap.to_owned(), word.to_owned()));
                rest = after;
            }
            pairs
        };
        Self {
            title: content
                .title
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            fields: KEYS.iter().map(pairs).collect(),
        }
    }

    fn of_reading(reading: &Reading) -> Self {
        Self::of(reading.content().expect("a reflection"))
    }

    fn words(self) -> BTreeSet<String> {
        self.fields
            .into_iter()
            .flatten()
            .map(|(_, word)| word)
            .chain(self.title)
            .collect()
    }

    fn into_value(self, content: Content) -> Value {
        let texts = self.fields.into_iter().map(|pairs| {
            let text: String = pairs
                .into_iter()
                .map(|(gap, word)| {
                    let gap = if gap.is_empty() { " ".to_owned() } else { gap };
                    gap + &word
                })
                .collect();
            text.trim_start().to_owned()
        });
        let fields = KEYS
            .into_iter()
            .zip(texts)
            .map(|(key, text)| Field { key, text })
            .collect();
        let mut content = Content {
            title: self.title.join(" "),
            fields,
            ..content
        };
        content.normalize();
        Value::Reflection(content)
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_interleaving_of_devices_loses_text(
        count in 2..4_usize,
        salt in any::<u64>(),
        steps in proptest::collection::vec((0..3_usize, step()), 1..40),
    ) {
        let mut world = World::new(count, salt);
        for (device, step) in steps {
            let device = device % count;
            world.take(device, step);
            world.check(device)?;
        }
        for device in 0..count {
            for other in 0..count {
                world.meet(device, other);
            }
        }
        for other in 0..count {
            world.meet(0, other);
            world.meet(other, 0);
        }
        for device in 0..count {
            world.check(device)?;
            prop_assert_eq!(world.devices[device].current(), world.devices[0].current());
        }
    }

    #[test]
    fn arrival_order_and_repetition_change_nothing(
        salt in any::<u64>(),
        steps in proptest::collection::vec((0..3_usize, step()), 1..25),
        arrivals in proptest::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let mut world = World::new(3, salt);
        for (device, step) in steps {
            world.take(device, step);
        }
        let all: Vec<_> = world.all.iter().collect();
        let mut by_id = History::default();
        for (id, revision) in &all {
            by_id.insert(**id, (*revision).clone());
        }
        let mut shuffled = History::default();
        if !all.is_empty() {
            for arrival in arrivals {
                let (id, revision) = arrival.get(&all);
                shuffled.insert(**id, (*revision).clone());
                // With parents missing there is still a reading.
                prop_assert!(shuffled.current().is_some());
            }
        }
        for (id, revision) in all.iter().rev() {
            shuffled.insert(**id, (*revision).clone());
        }
        prop_assert_eq!(shuffled.current(), by_id.current());
        prop_assert_eq!(shuffled.heads(), by_id.heads());
        prop_assert_eq!(shuffled.revisions(), by_id.revisions());
        let order: Vec<RevisionId> = by_id.revisions().iter().map(|(id, _)| *id).collect();
        for (n, (_, revision)) in by_id.revisions().iter().enumerate() {
            prop_assert!(revision.parents.iter().all(|parent| order[..n].contains(parent)));
        }
    }
}
