use super::*;
use crate::item::{Content, Date, Field, PartName, Value};
use crate::template::{FieldKey, Template};

fn id(n: u8) -> RevisionId {
    RevisionId([n; 32])
}

fn revision(at: u64, parents: &[u8], value: Value) -> Revision {
    let parents = parents.iter().map(|n| id(*n)).collect();
    Revision {
        item: crate::id::ItemId([1; 16]),
        parents,
        at,
        value,
    }
}

fn text(what: &str) -> Value {
    Value::Reflection(content(what))
}

fn content(what: &str) -> Content {
    let fields = vec![Field {
        key: FieldKey::What,
        text: what.to_owned(),
    }];
    Content {
        fields,
        ..Content::default()
    }
}

fn history(revisions: &[(u8, u64, &[u8], Value)]) -> History {
    let mut history = History::default();
    for (n, at, parents, value) in revisions {
        assert!(history.insert(id(*n), revision(*at, parents, value.clone())));
    }
    history
}

fn read(history: &History) -> Reading {
    history.current().expect("not empty")
}

fn what(reading: &Reading) -> &str {
    reading
        .content()
        .map_or("-", |content| content.text(FieldKey::What))
}

/// Another edited what one moved to the trash: the edit wins, and no word of either is left out.
#[test]
fn the_newest_has_what_was_said_before_the_trash() {
    let whole = history(&[
        (1, 10, &[], text("old")),
        (2, 20, &[1], text("old left")),
        (3, 30, &[2], Value::Trashed),
        (4, 25, &[1], text("old right")),
    ]);
    let newest = whole.newest().into_iter().cloned();
    let mut late = History::default();
    for revision in newest {
        let n = u8::try_from(revision.at / 10).unwrap() + u8::from(revision.at == 25) * 2;
        late.insert(id(n), revision);
    }
    assert!(late.get(id(1)).is_none(), "not its past");
    for word in ["left", "right"] {
        assert!(what(&read(&whole)).contains(word));
        assert!(what(&read(&late)).contains(word));
    }
}

#[test]
fn the_newest_is_read_without_its_past() {
    let history = history(&[(5, 20, &[4], text("new"))]);
    assert_eq!(what(&read(&history)), "new");
    assert_eq!(history.heads(), [id(5)]);
    assert_eq!(History::default().current(), None);
}

#[test]
fn a_line_reads_its_end() {
    let mut history = history(&[(9, 10, &[], text("a")), (3, 20, &[9], text("a b"))]);
    assert!(!history.insert(id(3), revision(20, &[9], text("a b"))));
    let reading = read(&history);
    assert_eq!(what(&reading), "a b");
    assert_eq!((reading.created_at, reading.edited_at), (10, 20));
    assert_eq!(reading.heads, [id(3)]);
    assert_eq!(reading.conflict, None);
    assert!(!reading.trashed());
}

#[test]
fn two_heads_join() {
    let history = history(&[
        (1, 1, &[], text("one two three")),
        (2, 2, &[1], text("zero one two three")),
        (3, 3, &[1], text("one two three four")),
    ]);
    let reading = read(&history);
    assert_eq!(what(&reading), "zero one two three four");
    assert_eq!(reading.conflict, None);
    assert_eq!(reading.heads, [id(2), id(3)]);
}

#[test]
fn one_place_changed_twice_lists_every_version_but_the_unchanged() {
    let retitled = Value::Reflection(Content {
        title: "Clinic".into(),
        ..content("I was sad")
    });
    let history = history(&[
        (1, 1, &[], text("I was sad")),
        (2, 2, &[1], text("I was angry")),
        (3, 3, &[1], text("I was tired")),
        (4, 4, &[1], retitled),
    ]);
    let reading = read(&history);
    assert_eq!(what(&reading), "I was angry tired");
    assert_eq!(reading.content().map(|c| c.title.as_str()), Some("Clinic"));
    let conflict = reading.conflict.expect("both kept");
    assert_eq!(conflict.fields.len(), 1);
    assert_eq!(conflict.fields[0].key, FieldKey::What);
    assert_eq!(
        conflict.fields[0].versions,
        [
            (id(2), "I was angry".to_owned()),
            (id(3), "I was tired".to_owned())
        ]
    );
    assert!(conflict.title.is_empty() && conflict.days.is_empty());
}

#[test]
fn settling_ends_the_conflict() {
    let history = history(&[
        (1, 1, &[], text("sad")),
        (2, 2, &[1], text("angry")),
        (3, 3, &[1], text("tired")),
        (4, 4, &[2, 3], text("angry, then tired")),
    ]);
    assert_eq!(what(&read(&history)), "angry, then tired");
    assert_eq!(read(&history).conflict, None);
}

#[test]
fn crossing_merges_join_from_what_both_had_seen() {
    // Both devices saw 2 and 3; 4 then deleted a word of 2, and 5 one of 3. Neither word returns.
    let history = history(&[
        (1, 1, &[], text("middle")),
        (2, 2, &[1], text("left middle")),
        (3, 2, &[1], text("middle right")),
        (4, 3, &[2, 3], text("middle right new")),
        (5, 3, &[2, 3], text("first left middle")),
    ]);
    assert_eq!(what(&read(&history)), "first middle new");
}

#[test]
fn the_trash_shows_what_was_and_loses_against_an_edit() {
    let mut history = history(&[(1, 1, &[], text("words")), (2, 5, &[1], Value::Trashed)]);
    let reading = read(&history);
    assert_eq!((what(&reading), reading.trashed_at), ("words", Some(5)));

    history.insert(id(3), revision(3, &[1], text("words more")));
    let reading = read(&history);
    assert_eq!((what(&reading), reading.trashed_at), ("words more", None));
    assert_eq!(reading.conflict, None);

    history.insert(id(4), revision(9, &[2, 3], Value::Trashed));
    let reading = read(&history);
    assert_eq!(
        (what(&reading), reading.trashed_at),
        ("words more", Some(9))
    );

    history.insert(id(5), revision(10, &[4], text("words more")));
    assert!(!read(&history).trashed());
}

#[test]
fn words_trashed_on_one_side_join_an_edit_on_the_other() {
    let history = history(&[
        (1, 1, &[], text("words")),
        (2, 2, &[1], text("unseen words")),
        (3, 3, &[2], Value::Trashed),
        (4, 3, &[1], text("words more")),
    ]);
    assert_eq!(what(&read(&history)), "unseen words more");
}

#[test]
fn trash_without_its_text_is_known_as_such() {
    let history = history(&[(2, 5, &[1], Value::Trashed), (3, 6, &[2], Value::Trashed)]);
    let reading = read(&history);
    assert_eq!(
        (reading.value.clone(), reading.trashed_at),
        (Value::Trashed, Some(6))
    );
}

#[test]
fn fields_tags_template_and_day_join_each_by_itself() {
    let day = |day| {
        Some(Date {
            year: 2026,
            month: 3,
            day,
        })
    };
    let base = Content {
        tags: vec!["a".into(), "b".into()],
        ..content("x")
    };
    let left = Content {
        tags: vec!["b".into(), "c".into()],
        happened_on: day(1),
        ..base.clone()
    };
    let mut right = Content {
        tags: vec!["a".into(), "b".into(), "d".into()],
        template: Template::Gibbs,
        happened_on: day(2),
        ..base.clone()
    };
    right.fields.push(Field {
        key: FieldKey::Feelings,
        text: "afraid".into(),
    });
    let history = history(&[
        (1, 1, &[], Value::Reflection(base)),
        (2, 2, &[1], Value::Reflection(left)),
        (3, 3, &[1], Value::Reflection(right)),
    ]);
    let reading = read(&history);
    let content = reading.content().expect("a reflection");
    assert_eq!(content.tags, ["b", "c", "d"]);
    assert_eq!(content.template, Template::Gibbs);
    assert_eq!(
        (
            content.text(FieldKey::What),
            content.text(FieldKey::Feelings)
        ),
        ("x", "afraid")
    );
    assert_eq!(content.happened_on, day(1));
    let conflict = reading.conflict.clone().expect("two days");
    assert_eq!(conflict.days.len(), 2);
    assert!(conflict.fields.is_empty() && conflict.title.is_empty());
}

#[test]
fn names_are_not_joined_by_words() {
    let name = |name: &str| {
        Value::Part(PartName {
            name: name.to_owned(),
        })
    };
    let history = history(&[
        (1, 1, &[], name("Clinic")),
        (2, 2, &[1], name("Clinic notes")),
        (3, 2, &[1], name("My clinic")),
    ]);
    let reading = read(&history);
    assert_eq!(reading.value, name("Clinic notes"));
    assert_eq!(reading.conflict.map(|c| c.title.len()), Some(2));
}

#[test]
fn a_draft_lies_over_its_heads_and_joins_what_arrived_since() {
    let mut history = history(&[(1, 1, &[], text("one two"))]);
    let draft = revision(9, &[1], text("one two three"));
    let reading = history.current_with(Some(&draft)).expect("not empty");
    assert_eq!(
        (what(&reading), reading.heads.as_slice()),
        ("one two three", &[id(1)][..])
    );
    assert_eq!(what(&read(&history)), "one two");

    history.insert(id(2), revision(5, &[1], text("zero one two")));
    let reading = history.current_with(Some(&draft)).expect("not empty");
    assert_eq!(
        (what(&reading), reading.heads.as_slice()),
        ("zero one two three", &[id(2)][..])
    );

    let alone = History::default().current_with(Some(&revision(9, &[], text("new"))));
    assert_eq!(alone.map(|reading| reading.heads), Some(Vec::new()));
}

#[test]
fn a_long_chain_of_trash_is_no_deep_recursion() {
    let mut history = history(&[(0, 1, &[], text("words"))]);
    let long = |n: u32| {
        let mut id = RevisionId([1; 32]);
        id.0[..4].copy_from_slice(&n.to_be_bytes());
        id
    };
    let item = crate::id::ItemId([1; 16]);
    for n in 1..20_000_u32 {
        let parents = if n == 1 {
            vec![id(0)]
        } else {
            vec![long(n - 1)]
        };
        history.insert(
            long(n),
            Revision {
                item,
                parents,
                at: 2,
                value: Value::Trashed,
            },
        );
    }
    assert_eq!(what(&read(&history)), "words");
}

#[test]
fn a_third_head_joins_from_what_it_shares_with_either() {
    // 3 and 4 both grew from 2; 3 deleted a word that 2 had added. It does not return through 4.
    let history = history(&[
        (1, 1, &[], text("a")),
        (2, 2, &[1], text("a gone b")),
        (3, 3, &[2], text("a b")),
        (4, 3, &[2], text("a gone b c")),
        (0, 3, &[1], text("zero a")),
    ]);
    assert_eq!(what(&read(&history)), "zero a b c");
}

#[test]
fn trash_without_its_text_says_nothing_against_an_edit() {
    for (trash, edit) in [(2, 3), (3, 2)] {
        let history = history(&[
            (trash, 5, &[1], Value::Trashed),
            (edit, 6, &[1], text("words")),
        ]);
        assert_eq!(what(&read(&history)), "words");
    }
}
