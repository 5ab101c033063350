//! What an item says now: its heads joined into one value, with what could not be joined by itself.
//!
//! Heads are joined two by two in the order of their ids, each time from the newest revisions both grew
//! from. A field changed on one side takes that side; changed on both, its texts are joined by
//! [`crate::merge`], and where that meets one place changed twice, both wordings stay in the text and
//! every head's version is listed. The trash loses against any edit.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::Graph;
use crate::id::RevisionId;
use crate::item::{Content, Date, Field, MAX_TITLE, Millis, PartName, Profile, Value};
use crate::merge::merge;
use crate::template::FieldKey;

/// How many times a common ancestor may itself be a join. Past that one of the crossing ancestors stands
/// for all: still nothing is lost, but a word deleted there may come back.
const MAX_CROSSINGS: u8 = 4;

/// What an item says now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The joined value. [`Value::Trashed`] only while the text it had is not on this device.
    pub value: Value,
    /// Where heads say different things. The value holds both.
    pub conflict: Option<Conflict>,
    /// When it was moved to the trash, if every head agrees.
    pub trashed_at: Option<Millis>,
    /// The earliest time of any revision.
    pub created_at: Millis,
    /// The latest time of any revision.
    pub edited_at: Millis,
    /// The stored heads, by id: the parents of whatever is written after this reading.
    pub heads: Vec<RevisionId>,
}

impl Reading {
    /// Whether it is in the trash.
    #[must_use]
    pub fn trashed(&self) -> bool {
        self.trashed_at.is_some()
    }

    /// The text, if it is a reflection.
    #[must_use]
    pub fn content(&self) -> Option<&Content> {
        match &self.value {
            Value::Reflection(content) => Some(content),
            Value::Part(_) | Value::Profile(_) | Value::Trashed | Value::Fact(_) => None,
        }
    }
}

/// The versions of all that heads say differently. Each text once, under the first head that has it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Conflict {
    /// Fields that carry more than one wording, by key.
    pub fields: Vec<ConflictField>,
    /// Titles or names, if they differ.
    pub title: Vec<(RevisionId, String)>,
    /// Days it is about, if they differ.
    pub days: Vec<(RevisionId, Date)>,
}

/// One field of a conflict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConflictField {
    /// Which.
    pub key: FieldKey,
    /// Its whole text in each head.
    pub versions: Vec<(RevisionId, String)>,
}

/// Reads a graph. `stored` are the heads without the draft.
pub(crate) fn read(graph: &Graph<'_>, stored: Vec<RevisionId>) -> Option<Reading> {
    let heads = graph.heads();
    let Joined { value, clashes } = join(graph, &heads, 0)?;
    let times = || graph.0.values().map(|revision| revision.at);
    let trashed = heads
        .iter()
        .filter_map(|id| graph.get(*id))
        .map(|revision| (revision.value == Value::Trashed).then_some(revision.at))
        .collect::<Option<Vec<Millis>>>();
    Some(Reading {
        conflict: (!clashes.is_empty()).then(|| clashes.versions(graph, &heads)),
        value,
        trashed_at: trashed.and_then(|times| times.into_iter().max()),
        created_at: times().min()?,
        edited_at: times().max()?,
        heads: stored,
    })
}

struct Joined {
    value: Value,
    clashes: Clashes,
}

/// The value of several revisions none of which grew from another. None if there are none.
fn join(graph: &Graph<'_>, ids: &[RevisionId], crossings: u8) -> Option<Joined> {
    let (first, others) = ids.split_first()?;
    let mut joined = Joined {
        value: value_of(graph, *first, crossings),
        clashes: Clashes::default(),
    };
    let mut known = graph.ancestry(&[*first]);
    for id in others {
        let ancestry = graph.ancestry(&[*id]);
        let mut shared = graph.nearest(&known, &ancestry);
        if crossings >= MAX_CROSSINGS {
            shared.truncate(1);
        }
        let base = join(graph, &shared, crossings + 1).map(|base| base.value);
        let value = value_of(graph, *id, crossings);
        joined.value = join_values(base, joined.value, value, &mut joined.clashes);
        known.extend(ancestry);
    }
    Some(joined)
}

/// What a revision says; for one in the trash, what it said before.
fn value_of(graph: &Graph<'_>, id: RevisionId, crossings: u8) -> Value {
    let mut id = id;
    // Bounded by the graph's size: ids are hashes, so no revision is its own ancestor.
    for _ in 0..=graph.0.len() {
        let Some(revision) = graph.get(id) else { break };
        match (&revision.value, revision.parents.as_slice()) {
            (Value::Trashed, []) => break,
            (Value::Trashed, [parent, ..])
                if revision.parents.len() == 1 || crossings >= MAX_CROSSINGS =>
            {
                id = *parent;
            }
            (Value::Trashed, parents) => {
                let here: Vec<RevisionId> = parents
                    .iter()
                    .copied()
                    .filter(|p| graph.get(*p).is_some())
                    .collect();
                return join(graph, &here, crossings + 1).map_or(Value::Trashed, |j| j.value);
            }
            (value, _) => return value.clone(),
        }
    }
    Value::Trashed
}

fn join_values(base: Option<Value>, left: Value, right: Value, clashes: &mut Clashes) -> Value {
    match (left, right) {
        (Value::Reflection(left), Value::Reflection(right)) => {
            let base = match base {
                Some(Value::Reflection(base)) => base,
                _ => Content::default(),
            };
            Value::Reflection(join_contents(&base, left, right, clashes))
        }
        (Value::Part(left), Value::Part(right)) => {
            let base = match base {
                Some(Value::Part(base)) => base.name,
                _ => String::new(),
            };
            let name = clashes.pick_name(base, left.name, right.name);
            Value::Part(PartName { name })
        }
        (Value::Profile(left), Value::Profile(right)) => {
            let base = match base {
                Some(Value::Profile(base)) => base.name,
                _ => String::new(),
            };
            let name = clashes.pick_name(base, left.name, right.name);
            Value::Profile(Profile { name })
        }
        // Facts are whole: the side that changed counts, and of two changes the same one on every device.
        (Value::Fact(left), Value::Fact(right)) => Value::Fact(match base {
            Some(Value::Fact(base)) => pick(base, left, right),
            _ => left,
        }),
        // A head whose text is not here says nothing against the other.
        (Value::Trashed, other) | (other, Value::Trashed) => other,
        // No device changes the kind of an item. Whatever wrote this, text outlives names.
        (_, text @ Value::Reflection(_)) | (text, _) => text,
    }
}

fn join_contents(base: &Content, left: Content, right: Content, clashes: &mut Clashes) -> Content {
    let mut fields = Vec::new();
    let keys: BTreeSet<FieldKey> = left
        .fields
        .iter()
        .chain(&right.fields)
        .map(|field| field.key)
        .collect();
    for key in keys {
        let merged = merge(base.text(key), left.text(key), right.text(key));
        if merged.conflict {
            clashes.note(Some(key), base.text(key));
        }
        if !merged.text.trim().is_empty() {
            fields.push(Field {
                key,
                text: merged.text,
            });
        }
    }
    let mut title = merge(&base.title, &left.title, &right.title);
    if title.conflict {
        clashes.note(None, &base.title);
        if title.text.chars().count() > MAX_TITLE {
            title.text.clone_from(&left.title);
        }
    }
    if left.happened_on != right.happened_on
        && left.happened_on != base.happened_on
        && right.happened_on != base.happened_on
    {
        clashes.days = true;
    }
    Content {
        title: title.text,
        template: pick(base.template, left.template, right.template),
        fields,
        tags: join_tags(&base.tags, &left.tags, &right.tags),
        happened_on: pick(base.happened_on, left.happened_on, right.happened_on),
    }
}

/// The side that changed; the left one if both did.
fn pick<T: PartialEq>(base: T, left: T, right: T) -> T {
    if left == base { right } else { left }
}

/// Tags of either side, without those a side took away.
fn join_tags(base: &[String], left: &[String], right: &[String]) -> Vec<String> {
    let all: BTreeSet<&String> = left.iter().chain(right).collect();
    all.into_iter()
        .filter(|tag| (left.contains(tag) && right.contains(tag)) || !base.contains(tag))
        .cloned()
        .collect()
}

/// Where joins met one place changed twice, with the common texts, which are nobody's version.
#[derive(Default)]
struct Clashes {
    /// None is the title or name.
    texts: BTreeMap<Option<FieldKey>, BTreeSet<String>>,
    days: bool,
}

impl Clashes {
    fn is_empty(&self) -> bool {
        self.texts.is_empty() && !self.days
    }

    fn note(&mut self, key: Option<FieldKey>, base: &str) {
        self.texts.entry(key).or_default().insert(base.to_owned());
    }

    /// Names are not joined word by word: half of each names nothing.
    fn pick_name(&mut self, base: String, left: String, right: String) -> String {
        if left != right && left != base && right != base {
            self.note(None, &base);
        }
        pick(base, left, right)
    }

    fn versions(&self, graph: &Graph<'_>, heads: &[RevisionId]) -> Conflict {
        let values: Vec<(RevisionId, Value)> = heads
            .iter()
            .map(|id| (*id, value_of(graph, *id, 0)))
            .collect();
        let mut conflict = Conflict::default();
        for (key, bases) in &self.texts {
            let texts = || {
                distinct(
                    values
                        .iter()
                        .map(|(id, v)| (*id, text_of(v, *key).to_owned())),
                )
            };
            let mut versions = texts();
            versions.retain(|(_, text)| !bases.contains(text));
            if versions.len() < 2 {
                versions = texts();
            }
            match key {
                Some(key) => conflict.fields.push(ConflictField {
                    key: *key,
                    versions,
                }),
                None => conflict.title = versions,
            }
        }
        if self.days {
            conflict.days = distinct(values.iter().filter_map(|(id, value)| match value {
                Value::Reflection(content) => Some((*id, content.happened_on?)),
                Value::Part(_) | Value::Profile(_) | Value::Trashed | Value::Fact(_) => None,
            }));
        }
        conflict
    }
}

fn distinct<T: PartialEq>(all: impl Iterator<Item = (RevisionId, T)>) -> Vec<(RevisionId, T)> {
    let mut kept: Vec<(RevisionId, T)> = Vec::new();
    for (id, version) in all {
        if !kept.iter().any(|(_, other)| *other == version) {
            kept.push((id, version));
        }
    }
    kept
}

/// The text of a field; without a key, the title or name.
fn text_of(value: &Value, key: Option<FieldKey>) -> &str {
    match (value, key) {
        (Value::Reflection(content), Some(key)) => content.text(key),
        (Value::Reflection(content), None) => &content.title,
        (Value::Part(PartName { name }) | Value::Profile(Profile { name }), None) => name,
        (Value::Part(_) | Value::Profile(_), Some(_)) | (Value::Trashed | Value::Fact(_), _) => "",
    }
}
