//! What must stay quick on an old phone is bounded here with much room, as a guard against a change of
//! complexity; figures are printed with `--nocapture`. True measurements are the bench's.

use std::time::{Duration, Instant};

use amanat_mentoring::id::{ItemId, PartId, RevisionId};
use amanat_mentoring::item::{Content, Field, Revision, Value};
use amanat_mentoring::portfolio::{Filter, Place, Portfolio};
use amanat_mentoring::template::FieldKey;

const ENGLISH: [&str; 20] = [
    "patient",
    "ward",
    "night",
    "consultant",
    "afraid",
    "learned",
    "family",
    "consent",
    "pain",
    "asked",
    "explained",
    "quiet",
    "mistake",
    "dose",
    "blood",
    "theatre",
    "junior",
    "nurse",
    "again",
    "because",
];
const URDU: [&str; 12] = [
    "مریض",
    "ڈاکٹر",
    "رات",
    "خوف",
    "سیکھا",
    "خاندان",
    "اجازت",
    "درد",
    "پوچھا",
    "سمجھایا",
    "غلطی",
    "خون",
];

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn portfolio(items: u32) -> Portfolio {
    let mut numbers = Numbers(1);
    let mut portfolio = Portfolio::default();
    for n in 0..items {
        let mut text = String::new();
        for _ in 0..200 {
            match numbers.below(3) {
                0 => text.push_str(ENGLISH[numbers.below(ENGLISH.len())]),
                1 => text.push_str(URDU[numbers.below(URDU.len())]),
                // A long tail of words, as prose has.
                _ => text.push_str(&format!("w{}", numbers.below(20_000))),
            }
            text.push(' ');
        }
        let mut id = [0; 16];
        id[..4].copy_from_slice(&n.to_be_bytes());
        let mut revision = [0; 32];
        revision[..16].copy_from_slice(&id);
        let value = Value::Reflection(Content {
            title: format!("{} {n}", ENGLISH[numbers.below(ENGLISH.len())]),
            fields: vec![Field {
                key: FieldKey::What,
                text,
            }],
            ..Content::default()
        });
        let revision_id = RevisionId(revision);
        let at = u64::from(n) * 40_000_000;
        let revision = Revision {
            item: ItemId(id),
            parents: vec![],
            at,
            value,
        };
        portfolio.insert(Place::Part(PartId([1; 16])), revision_id, revision);
    }
    portfolio
}

#[allow(clippy::disallowed_methods, reason = "a test of time reads the clock")]
fn timed<T>(what: &str, run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = run();
    let took = start.elapsed();
    report(what, took);
    (done, took)
}

#[allow(clippy::print_stdout, reason = "shown with --nocapture")]
fn report(what: &str, took: Duration) {
    println!("{what}: {took:?}");
}

#[test]
fn fifty_of_two_thousand() {
    let mut portfolio = portfolio(2_000);
    let (page, first) = timed("first list of 2,000", || {
        portfolio.list(&Filter::default(), 0, 0, 50)
    });
    assert_eq!((page.total, page.items.len()), (2_000, 50));
    let (_, again) = timed("50 of 2,000", || {
        portfolio.list(&Filter::default(), 0, 0, 50)
    });
    assert!(first < Duration::from_secs(2) && again < Duration::from_millis(50));

    let line = page.items[0].clone();
    let place = Place::Part(PartId([1; 16]));
    let draft = portfolio
        .history(place, line.item)
        .and_then(|h| Some(h.get(h.heads()[0])?.clone()));
    let (_, typed) = timed("a draft and the list again", || {
        portfolio.set_draft(place, line.item, draft);
        portfolio.list(&Filter::default(), 0, 0, 50)
    });
    assert!(typed < Duration::from_millis(50));
}

#[test]
fn searching_five_thousand() {
    let mut portfolio = portfolio(5_000);
    portfolio.list(&Filter::default(), 0, 0, 50);
    let (_, built) = timed("index of 5,000", || portfolio.index_some(usize::MAX));
    assert!(built < Duration::from_secs(20));
    let mut times = Vec::new();
    for query in [
        "p",
        "w",
        "w1",
        "patient",
        "pat war",
        "مر",
        "مريض رات",
        "consul expl afr",
        "w19999",
        "zz",
        "ن",
        "1",
    ] {
        for _ in 0..5 {
            let filter = Filter {
                text: Some(query.to_owned()),
                ..Filter::default()
            };
            let (_, took) = timed(query, || portfolio.list(&filter, 0, 0, 50));
            times.push(took);
        }
    }
    times.sort();
    let p95 = times[times.len() * 95 / 100];
    report("p95 of a search in 5,000", p95);
    assert!(p95 < Duration::from_millis(100));
}
