use super::*;
use crate::item::{Content, Date, Field, PartName};
use crate::template::FieldKey;
use proptest::prelude::*;

const DAY: Millis = 24 * 60 * 60 * 1000;
const CLINIC: PartId = PartId([1; 16]);
const WARD: PartId = PartId([2; 16]);

fn item(n: u16) -> ItemId {
    let mut id = ItemId([0; 16]);
    id.0[..2].copy_from_slice(&n.to_be_bytes());
    id
}

fn rev(n: u16) -> RevisionId {
    let mut id = RevisionId([0; 32]);
    id.0[..2].copy_from_slice(&n.to_be_bytes());
    id
}

fn content(title: &str, text: &str, tags: &[&str]) -> Content {
    Content {
        title: title.to_owned(),
        fields: vec![Field {
            key: FieldKey::What,
            text: text.to_owned(),
        }],
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..Content::default()
    }
}

fn revision(n: u16, at: Millis, parents: &[u16], value: Value) -> Revision {
    let parents = parents.iter().map(|n| rev(*n)).collect();
    Revision {
        item: item(n),
        parents,
        at,
        value,
    }
}

fn text(n: u16, at: Millis, title: &str, text: &str, tags: &[&str]) -> Revision {
    revision(n, at, &[], Value::Reflection(content(title, text, tags)))
}

fn name(n: u16, at: Millis, name: &str) -> Revision {
    revision(
        n,
        at,
        &[],
        Value::Part(PartName {
            name: name.to_owned(),
        }),
    )
}

/// Two parts and three items: 1 and 2 in the clinic, 3 on the ward.
fn portfolio() -> Portfolio {
    let mut portfolio = Portfolio::default();
    let (clinic, ward) = (Place::Part(CLINIC), Place::Part(WARD));
    portfolio.insert(ward, rev(101), name(101, 20, "Ward"));
    portfolio.insert(clinic, rev(100), name(100, 10, "Clinic"));
    portfolio.insert(
        clinic,
        rev(1),
        text(1, DAY, "Fall", "An old man fell.", &["ethics", "night"]),
    );
    portfolio.insert(
        clinic,
        rev(2),
        text(2, 3 * DAY, "", "مریض نے کہا", &["night"]),
    );
    portfolio.insert(
        ward,
        rev(3),
        text(3, 2 * DAY, "Round", "A fall again.", &[]),
    );
    portfolio
}

fn listed(portfolio: &mut Portfolio, filter: &Filter, now: Millis) -> Vec<u8> {
    let page = portfolio.list(filter, now, 0, 50);
    assert_eq!(page.total as usize, page.items.len());
    page.items.iter().map(|line| line.item.0[1]).collect()
}

#[test]
fn lists_are_newest_first_and_filtered() {
    let mut portfolio = portfolio();
    let all = Filter::default();
    assert_eq!(listed(&mut portfolio, &all, 0), [2, 3, 1]);
    assert_eq!(
        listed(
            &mut portfolio,
            &Filter {
                part: Some(CLINIC),
                ..all.clone()
            },
            0
        ),
        [2, 1]
    );
    assert_eq!(
        listed(
            &mut portfolio,
            &Filter {
                tag: Some("night".into()),
                ..all.clone()
            },
            0
        ),
        [2, 1]
    );
    assert_eq!(
        listed(
            &mut portfolio,
            &Filter {
                tag: Some("nigh".into()),
                ..all.clone()
            },
            0
        ),
        []
    );
    let window = portfolio.list(&all, 0, 1, 1);
    assert_eq!(
        (window.total, window.items.len(), window.items[0].item),
        (3, 1, item(3))
    );
    assert_eq!(
        portfolio.list(&all, 0, 9, 9),
        Page {
            total: 3,
            items: vec![]
        }
    );
    assert_eq!(portfolio.list(&all, 0, 1, u32::MAX).items.len(), 2);
}

#[test]
fn the_day_it_is_about_decides_before_the_day_it_was_begun() {
    let mut portfolio = portfolio();
    let happened_on = Some(Date {
        year: 1970,
        month: 1,
        day: 3,
    });
    let dated = Content {
        happened_on,
        ..content("", "late note", &[])
    };
    portfolio.insert(
        Place::Own,
        rev(4),
        revision(4, 90 * DAY, &[], Value::Reflection(dated)),
    );
    // Same day as 3, begun later.
    assert_eq!(listed(&mut portfolio, &Filter::default(), 0), [2, 4, 3, 1]);
}

#[test]
fn text_finds_titles_before_text_and_follows_changes() {
    let mut portfolio = portfolio();
    let find = |text: &str| Filter {
        text: Some(text.to_owned()),
        ..Filter::default()
    };
    assert_eq!(listed(&mut portfolio, &find("FALL"), 0), [1, 3]);
    assert_eq!(listed(&mut portfolio, &find("كہا"), 0), [2]);
    assert_eq!(listed(&mut portfolio, &find(" ۔ "), 0), [2, 3, 1]);
    assert_eq!(
        listed(
            &mut portfolio,
            &Filter {
                part: Some(WARD),
                ..find("fall")
            },
            0
        ),
        [3]
    );
    let draft = revision(
        2,
        4 * DAY,
        &[2],
        Value::Reflection(content("", "fallen", &[])),
    );
    portfolio.set_draft(Place::Part(CLINIC), item(2), Some(draft));
    assert_eq!(listed(&mut portfolio, &find("fall"), 0), [1, 2, 3]);
    portfolio.set_draft(Place::Part(CLINIC), item(2), None);
    assert_eq!(listed(&mut portfolio, &find("fall"), 0), [1, 3]);
}

#[test]
fn indexing_in_steps_finds_the_same() {
    let mut portfolio = portfolio();
    let mut steps = 1;
    while portfolio.index_some(2) {
        steps += 1;
    }
    assert_eq!(steps, 3);
    let filter = Filter {
        text: Some("fall".into()),
        ..Filter::default()
    };
    assert_eq!(listed(&mut portfolio, &filter, 0), [1, 3]);
}

#[test]
fn the_trash_hides_after_thirty_days() {
    let mut portfolio = portfolio();
    portfolio.insert(
        Place::Part(CLINIC),
        rev(5),
        revision(1, 10 * DAY, &[1], Value::Trashed),
    );
    let trash = Filter {
        trash: true,
        ..Filter::default()
    };
    assert_eq!(listed(&mut portfolio, &Filter::default(), 11 * DAY), [2, 3]);
    assert_eq!(listed(&mut portfolio, &trash, 11 * DAY), [1]);
    assert_eq!(listed(&mut portfolio, &trash, 40 * DAY - 1), [1]);
    assert_eq!(listed(&mut portfolio, &trash, 40 * DAY), []);
    // A clock that runs behind hides nothing.
    assert_eq!(listed(&mut portfolio, &trash, 0), [1]);
    let found = portfolio.item(item(1)).expect("kept");
    assert_eq!(found.reading.trashed_at, Some(10 * DAY));
    assert_eq!(
        found.summary.map(|line| line.title),
        Some("Fall".to_owned())
    );
    assert_eq!(portfolio.tags(), [("night".to_owned(), 1)]);
    assert_eq!(portfolio.parts()[0].items, 1);
}

#[test]
fn parts_stand_in_the_order_they_were_made() {
    let mut portfolio = portfolio();
    let parts = portfolio.parts();
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["Clinic", "Ward"]);
    assert_eq!((parts[0].items, parts[0].last_edited), (2, Some(3 * DAY)));
    assert_eq!(parts[0].named_by, Some(item(100)));

    let renamed = Value::Part(PartName {
        name: "Outpatients".to_owned(),
    });
    portfolio.insert(
        Place::Part(CLINIC),
        rev(9),
        revision(100, 30, &[100], renamed),
    );
    assert_eq!(portfolio.parts()[0].name, "Outpatients");

    // Items whose part's name has not come yet are still to be found.
    let nameless = PartId([9; 16]);
    portfolio.insert(Place::Part(nameless), rev(7), text(7, 1, "", "x", &[]));
    let last = portfolio.parts().pop().expect("three");
    assert_eq!(
        (last.part, last.name.as_str(), last.items),
        (nameless, "", 1)
    );
}

#[test]
fn tags_are_counted() {
    assert_eq!(
        portfolio().tags(),
        [("night".to_owned(), 2), ("ethics".to_owned(), 1)]
    );
}

#[test]
fn a_draft_alone_is_an_item_until_it_is_taken_away() {
    let mut portfolio = Portfolio::default();
    let place = Place::Part(CLINIC);
    portfolio.set_draft(place, item(1), Some(text(1, 5, "New", "words", &[])));
    let line = &portfolio.list(&Filter::default(), 0, 0, 9).items[0];
    assert!(line.draft);
    assert_eq!(line.title, "New");
    assert_eq!(portfolio.drafts().count(), 1);
    assert_eq!(
        portfolio.item(item(1)).map(|found| found.reading.heads),
        Some(vec![])
    );
    portfolio.set_draft(place, item(1), None);
    assert_eq!(portfolio.list(&Filter::default(), 0, 0, 9).total, 0);
    assert_eq!(portfolio.item(item(1)), None);
    assert!(portfolio.history(place, item(1)).is_none());
}

#[test]
fn a_conflict_shows_in_the_line() {
    let mut portfolio = portfolio();
    let edit = |text| Value::Reflection(content("Fall", text, &[]));
    portfolio.insert(
        Place::Part(CLINIC),
        rev(11),
        revision(1, 1, &[1], edit("An old man tripped.")),
    );
    portfolio.insert(
        Place::Part(CLINIC),
        rev(12),
        revision(1, 1, &[1], edit("An old man slipped.")),
    );
    let conflicts = portfolio.summaries().filter(|line| line.conflict).count();
    assert_eq!(conflicts, 1);
    let found = portfolio.item(item(1)).expect("kept");
    assert_eq!(found.reading.heads, [rev(11), rev(12)]);
    assert_eq!(
        portfolio.history(found.place, item(1)).map(History::len),
        Some(3)
    );
}

#[test]
fn revisions_do_not_reach_across_places() {
    let mut portfolio = portfolio();
    let forged = revision(1, 9, &[1], Value::Reflection(content("Forged", "x", &[])));
    portfolio.insert(Place::Part(WARD), rev(66), forged);
    let found = portfolio.item(item(1)).expect("kept");
    assert_eq!(found.place, Place::Part(CLINIC));
    assert_eq!(
        found.reading.content().map(|c| c.title.as_str()),
        Some("Fall")
    );
}

#[test]
fn the_profile_is_found_in_the_own_circle_only() {
    let mut portfolio = portfolio();
    let profile = |n, name: &str| {
        revision(
            n,
            1,
            &[],
            Value::Profile(Profile {
                name: name.to_owned(),
            }),
        )
    };
    portfolio.insert(Place::Part(WARD), rev(50), profile(50, "Somebody"));
    assert_eq!(portfolio.profile(), None);
    portfolio.insert(Place::Own, rev(51), profile(51, "Amina"));
    let found = portfolio.profile().expect("there");
    assert_eq!(
        (found.item, found.profile.name.as_str()),
        (item(51), "Amina")
    );
    assert_eq!(found.heads, [rev(51)]);
}

#[test]
fn a_snapshot_brings_everything_back() {
    let mut before = portfolio();
    before.set_draft(
        Place::Own,
        item(8),
        Some(text(8, 5, "Draft", "words", &["new"])),
    );
    let bytes = encode(&before);
    assert_eq!(bytes[0], 0, "version 1 is position 0");
    let mut after: Portfolio = postcard::take_from_bytes(&bytes).expect("own form").0;
    assert_eq!(encode(&after), bytes);
    let filter = Filter {
        text: Some("fall".into()),
        ..Filter::default()
    };
    for filter in [Filter::default(), filter] {
        assert_eq!(
            after.list(&filter, 0, 0, 50),
            before.list(&filter, 0, 0, 50)
        );
    }
    assert_eq!(after.parts(), before.parts());
    assert_eq!(after.tags(), before.tags());
    assert!(
        postcard::take_from_bytes::<Portfolio>(&[1, 0]).is_err(),
        "an unknown version"
    );
}

#[allow(
    clippy::disallowed_methods,
    reason = "the codec crate is no dependency of this one"
)]
fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("encodes")
}

#[test]
fn debug_output_holds_no_words() {
    let mut portfolio = portfolio();
    let shown = format!(
        "{:?} {:?} {:?}",
        portfolio.list(&Filter::default(), 0, 0, 9),
        portfolio.item(item(1)),
        portfolio.parts()
    );
    for word in ["Fall", "fell", "مریض", "night", "Clinic"] {
        assert!(!shown.contains(word), "{word} in {shown}");
    }
}

proptest! {
    /// Lists kept up change by change say what lists made at once say.
    #[test]
    fn lists_follow_any_changes(
        steps in proptest::collection::vec((0_u16..5, 0_u16..30, 0_u64..5, 0_u8..5), 0..40),
    ) {
        let mut followed = Portfolio::default();
        let places = [Place::Own, Place::Part(CLINIC)];
        for (n, id, day, kind) in steps {
            let place = places[usize::from(n % 2)];
            let words = content(&format!("t{id}"), &format!("x{day} y"), &["z"]);
            let value = Value::Reflection(words);
            match kind {
                0 => followed.set_draft(place, item(n), None),
                1 => {
                    let draft = revision(n, day * DAY, &[id], value);
                    followed.set_draft(place, item(n), Some(draft));
                }
                2 => {
                    let trashed = revision(n, day * DAY, &[id], Value::Trashed);
                    followed.insert(place, rev(id + 100 * n), trashed);
                }
                _ => {
                    let parent = id / 2 + 100 * n;
                    followed.insert(place, rev(id + 100 * n), revision(n, day * DAY, &[parent], value));
                }
            }
            followed.list(&Filter { text: Some("x".into()), ..Filter::default() }, 0, 0, 1);
        }
        let mut fresh: Portfolio = postcard::take_from_bytes(&encode(&followed)).expect("own form").0;
        for text in [None, Some("x1 t2".to_owned()), Some("y".to_owned())] {
            for trash in [false, true] {
                let filter = Filter { text: text.clone(), trash, ..Filter::default() };
                prop_assert_eq!(followed.list(&filter, 0, 0, 99), fresh.list(&filter, 0, 0, 99));
            }
        }
        prop_assert_eq!(followed.tags(), fresh.tags());
        prop_assert_eq!(followed.parts(), fresh.parts());
    }
}
