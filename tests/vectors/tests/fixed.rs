//! Files that are a pure function of the code: made again and compared, case by case.

#![allow(clippy::unwrap_used, reason = "a test panics")]

use amanat_vectors::{
    Cases, OK, card, encodings, identity, invitations, links, operations, padding, programme, said,
    session,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn unchanged<C>(name: &str, made: &Cases<C>, at_least: usize)
where
    C: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let stored = Cases::<C>::read(name).unwrap();
    assert!(stored.cases.len() >= at_least, "{name} has lost cases");
    for (stored, made) in stored.cases.iter().zip(&made.cases) {
        assert_eq!(stored, made, "{name}: a stored form has changed");
    }
    assert_eq!(&stored, made, "{name}: run make-vectors");
}

/// How many cases hold, and how many do not.
fn split<'a>(outcomes: impl Iterator<Item = &'a String>) -> (usize, usize) {
    let (good, bad): (Vec<_>, Vec<_>) = outcomes.partition(|o| *o == OK);
    (good.len(), bad.len())
}

#[test]
fn identity_chains() {
    unchanged("identity.json", &identity::make(), 40);
    let stored = Cases::<identity::Case>::read("identity.json").unwrap();
    assert_eq!(split(stored.cases.iter().map(|c| &c.outcome)).0, 4);
    for case in &stored.cases {
        let (outcome, reached) = identity::judge(case).unwrap();
        assert_eq!(outcome, case.outcome, "{}", case.name);
        assert_eq!(
            reached.map(|i| i.person.hex()),
            case.person,
            "{}",
            case.name
        );
    }
}

#[test]
fn every_stored_and_sent_type() {
    unchanged("encodings.json", &encodings::make().unwrap(), 70);
}

#[test]
fn every_type_refuses_what_is_not_canonical() {
    for encoding in encodings::all().unwrap() {
        let name = &encoding.case.name;
        let bytes = amanat_vectors::unhex(&encoding.case.bytes).unwrap();
        assert!((encoding.decodes)(&bytes), "{name}");
        for cut in 0..bytes.len() {
            assert!(!(encoding.decodes)(&bytes[..cut]), "{name} cut at {cut}");
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert!(!(encoding.decodes)(&longer), "{name} with a byte more");
    }
}

#[test]
fn operations_and_revision_ids() {
    unchanged("operations.json", &operations::make().unwrap(), 35);
    let stored = Cases::<operations::Case>::read("operations.json").unwrap();
    let (good, bad) = split(stored.cases.iter().map(|c| &c.outcome));
    assert!(good == 10 && bad >= 25, "{good} {bad}");
    for case in stored.cases {
        let read = operations::judge(&case.name, &case.bytes).unwrap();
        assert_eq!(read, case);
    }
}

#[test]
fn session_proofs() {
    unchanged("session.json", &session::make().unwrap(), 10);
    let stored = Cases::<session::Case>::read("session.json").unwrap();
    assert_eq!(split(stored.cases.iter().map(|c| &c.outcome)), (3, 7));
}

#[test]
fn recovery_cards() {
    unchanged("card.json", &card::make(), 20);
    let stored = Cases::<card::Case>::read("card.json").unwrap();
    assert_eq!(split(stored.cases.iter().map(|c| &c.outcome)), (9, 11));
    for case in stored.cases {
        assert_eq!(
            card::judge(&case.text),
            (case.outcome, case.card),
            "{}",
            case.name
        );
    }
}

/// The words that the BIP39 standard's own vectors give for these four secrets.
#[test]
fn card_words_are_the_standards() {
    let stored = Cases::<card::Case>::read("card.json").unwrap();
    let twice = |words: &str, last: &str| format!("{words} {words} {words} {last}");
    let known = [
        ("00", format!("{}art", "abandon ".repeat(23))),
        (
            "7f",
            twice("legal winner thank year wave sausage worth useful", "title").replacen(
                " useful title",
                " title",
                1,
            ),
        ),
        (
            "80",
            twice(
                "letter advice cage absurd amount doctor acoustic avoid",
                "bless",
            )
            .replacen(" avoid bless", " bless", 1),
        ),
        ("ff", format!("{}vote", "zoo ".repeat(23))),
    ];
    for (byte, words) in known {
        let case = stored.cases.iter().find(|c| c.text == words);
        let secret = case.and_then(|c| c.card.as_ref()).map(|k| k.secret.clone());
        assert_eq!(secret, Some(byte.repeat(32)), "{words}");
    }
}

#[test]
fn founding_links() {
    unchanged("links.json", &links::make(), 19);
    let stored = Cases::<links::Case>::read("links.json").unwrap();
    assert!(stored.cases.iter().filter(|c| c.link.is_none()).count() >= 9);
    for case in stored.cases {
        assert_eq!(links::judge(&case.text), case.link, "{}", case.text);
    }
}

#[test]
fn what_is_signed_under_a_programmes_key() {
    unchanged("programme.json", &programme::make().unwrap(), 26);
    let stored = Cases::<programme::Case>::read("programme.json").unwrap();
    assert_eq!(split(stored.cases.iter().map(|c| &c.outcome)), (4, 22));
    for c in stored.cases {
        let judged = programme::judge(&c.kind, &c.programme, &c.bytes).unwrap();
        assert_eq!(judged, c.outcome, "{}", c.name);
    }
}

#[test]
fn cards_of_programmes() {
    unchanged("programme-cards.json", &programme::cards(), 10);
    let stored = Cases::<programme::Card>::read("programme-cards.json").unwrap();
    assert_eq!(stored.cases.iter().filter(|c| c.key.is_none()).count(), 5);
    for c in stored.cases {
        assert_eq!(programme::card(&c.text), c.key, "{}", c.text);
    }
}

#[test]
fn invitation_links() {
    unchanged("invitations.json", &invitations::make(), 21);
    let stored = Cases::<invitations::Case>::read("invitations.json").unwrap();
    let of = |kind: Option<&str>| {
        let cases = stored.cases.iter();
        cases.filter(|c| c.kind.as_deref() == kind).count()
    };
    assert_eq!((of(Some("invitation")), of(Some("founding"))), (7, 1));
    assert_eq!(of(None), 13);
    for case in &stored.cases {
        assert_eq!(&invitations::judge(&case.text), case);
    }
}

#[test]
fn answers_to_invitations() {
    unchanged("answers.json", &invitations::answers().unwrap(), 11);
    let stored = Cases::<invitations::Answer>::read("answers.json").unwrap();
    assert_eq!(split(stored.cases.iter().map(|c| &c.outcome)), (1, 10));
    for c in stored.cases {
        let judged = invitations::judge_answer(&c.secret, &c.answered).unwrap();
        assert_eq!(judged, c.outcome, "{}", c.name);
    }
}

#[test]
fn signed_words() {
    unchanged("said.json", &said::make().unwrap(), 12);
    let stored = Cases::<said::Case>::read("said.json").unwrap();
    assert_eq!(stored.cases.iter().filter(|c| c.holds).count(), 2);
    for case in stored.cases {
        assert_eq!(said::judge(&case).unwrap(), case.holds, "{}", case.name);
    }
}

#[test]
fn padding_buckets() {
    unchanged("padding.json", &padding::make(), 40);
    let stored = Cases::<padding::Case>::read("padding.json").unwrap();
    for case in stored.cases {
        assert_eq!(padding::judge(case.length), case);
    }
}
