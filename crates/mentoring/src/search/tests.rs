use super::*;
use proptest::prelude::*;

fn index(documents: &[(u32, &str, &str, &str)]) -> Index<u32> {
    let mut index = Index::default();
    for (key, title, tag, text) in documents {
        index.set(
            *key,
            Document {
                title,
                tags: &[(*tag).to_owned()],
                texts: &[text],
            },
        );
    }
    index
}

fn found(index: &Index<u32>, query: &str) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = index
        .find(query)
        .into_iter()
        .flatten()
        .map(|(key, rank)| (*key, rank))
        .collect();
    found.sort_by_key(|(key, rank)| (core::cmp::Reverse(*rank), *key));
    found
}

#[test]
fn every_word_must_begin_a_word() {
    let index = index(&[
        (1, "Night on call", "surgery", "The patient was calm."),
        (2, "Clinic", "", "calling"),
    ]);
    assert_eq!(found(&index, "call"), [(1, 3), (2, 1)]);
    assert_eq!(found(&index, "CALM pat"), [(1, 2)]);
    assert_eq!(found(&index, "call clinic"), [(2, 4)]);
    assert_eq!(found(&index, "alm"), []);
    assert_eq!(found(&index, "calmer"), []);
    assert!(index.find(" ۔ ! ").is_none());
}

#[test]
fn title_before_tag_before_text() {
    let index = index(&[
        (1, "", "", "ward"),
        (2, "", "ward", "ward"),
        (3, "ward", "ward", ""),
    ]);
    assert_eq!(found(&index, "ward"), [(3, 3), (2, 2), (1, 1)]);
}

#[test]
fn urdu_is_found_however_it_is_spelt() {
    let index = index(&[(
        1,
        "رات کی ڈیوٹی",
        "جراحی",
        "مریض نے کہا: مجھے ۳ دن سے بخار ہے۔ میں آیا تھا۔",
    )]);
    for query in [
        "مريض",
        "كہا",
        "هے",
        "اي",
        "آیا",
        "3 دن",
        "٣",
        "بُخار",
        "رات ڈیو",
        "مجهے",
    ] {
        assert_eq!(found(&index, query).len(), 1, "{query}");
    }
    assert_eq!(found(&index, "مریضہ"), []);
}

#[test]
fn changes_replace_and_removals_forget() {
    let mut index = index(&[(1, "old words", "", ""), (2, "old other", "", "")]);
    index.set(
        1,
        Document {
            title: "new",
            ..Document::default()
        },
    );
    assert_eq!(found(&index, "old"), [(2, 3)]);
    assert_eq!(found(&index, "new"), [(1, 3)]);
    index.remove(&1);
    assert_eq!(found(&index, "new"), []);
}

#[test]
fn many_changes_do_not_grow_the_index() {
    let mut index = index(&[(1, "kept", "", "")]);
    for n in 0..5_000 {
        index.set(
            2,
            Document {
                title: &format!("word{n} same"),
                ..Document::default()
            },
        );
    }
    assert!(index.keys.len() < 2 * DEAD_ALLOWED);
    assert!(index.words.len() < 2 * DEAD_ALLOWED);
    assert_eq!(found(&index, "same kept"), []);
    assert_eq!(found(&index, "kept"), [(1, 3)]);
    assert_eq!(found(&index, "word4999"), [(2, 3)]);
    assert_eq!(found(&index, "word4998"), []);
}

proptest! {
    /// The index says what reading every document would say, after any changes.
    #[test]
    fn agrees_with_reading_everything(
        changes in proptest::collection::vec((0_u32..6, proptest::option::of("([a-c]{1,3} ){0,4}")), 0..40),
        query in "[a-c]{1,2}( [a-c]{1,2})?",
    ) {
        let mut index = Index::default();
        let mut plain = BTreeMap::new();
        for (key, text) in &changes {
            match text {
                Some(text) => {
                    index.set(*key, Document { texts: &[text], ..Document::default() });
                    plain.insert(*key, text);
                }
                None => {
                    index.remove(key);
                    plain.remove(key);
                }
            }
        }
        for sweep in [false, true] {
            if sweep {
                index.sweep();
            }
            let all = |text: &str| query.split(' ').all(|q| text.split(' ').any(|w| w.starts_with(q)));
            let expected: Vec<u32> = plain.iter().filter(|(_, t)| all(t)).map(|(k, _)| *k).collect();
            let got: Vec<u32> = found(&index, &query).iter().map(|(key, _)| *key).collect();
            prop_assert_eq!(got, expected);
        }
    }
}
