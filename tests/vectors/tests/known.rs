//! Answers computed elsewhere: Node's cryptography, and code that shares nothing with ours.

#![allow(clippy::unwrap_used, reason = "a test panics")]

use amanat_protocol::hash;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;
use amanat_protocol::padding::bucket;
use amanat_vault::fingerprint;
use amanat_vault::keys::OpenSecret;
use amanat_vectors::{
    Cases, card, fixtures, hex, identity, invitations, known, operations, programme, said, unhex,
    unhex32,
};
use bech32::{Bech32, Hrp};

#[test]
fn labelled_hashes() {
    let known = known::read().unwrap();
    assert_eq!(known.hashes.len(), 12);
    for (label, bytes, digest) in known.hashes {
        let ours = hash::labelled(&label, &unhex(&bytes).unwrap());
        assert_eq!(ours.hex(), digest, "{label}");
    }
}

#[test]
fn keys_of_a_card() {
    let known = known::read().unwrap();
    assert_eq!(known.cards.len(), 5);
    for k in known.cards {
        let ours = card::keys(&amanat_vault::card::Card::from_bytes(
            &unhex32(&k.secret).unwrap(),
        ));
        assert_eq!(ours.locator, k.locator);
        assert_eq!(ours.signing_seed, k.signing_seed);
        assert_eq!(ours.signing_key, k.signing_key);
        assert_eq!(ours.recipient, k.recipient);
        let (_, raw) = bech32::decode(&ours.age_identity).unwrap();
        assert_eq!(hex(&raw), k.open_secret);
    }
}

#[test]
fn age_recipients() {
    let known = known::read().unwrap();
    assert_eq!(known.recipients.len(), 3);
    for (secret, text) in known.recipients {
        let key = OpenSecret::from_bytes(&unhex32(&secret).unwrap()).seal_key();
        let ours = bech32::encode::<Bech32>(Hrp::parse("age").unwrap(), &key.0).unwrap();
        assert_eq!(ours, text);
    }
}

#[test]
fn lengths() {
    let known = known::read().unwrap();
    assert_eq!(known.buckets.len(), 16);
    for (length, padded) in known.buckets {
        assert_eq!(bucket(length), padded, "{length}");
    }
}

#[test]
fn an_identity_statement_and_the_person_it_names() {
    let (statement, person) = known::read().unwrap().identity;
    let ours = fixtures::sign(1, &identity::zero());
    assert_eq!(hex(&ours), statement);
    let stored = Cases::<identity::Case>::read("identity.json").unwrap();
    let first = stored.cases.first().unwrap();
    assert_eq!(first.chain, [statement]);
    assert_eq!(first.person, Some(person));
}

#[test]
fn fingerprints() {
    let known = known::read().unwrap();
    assert_eq!(known.fingerprints.len(), 2);
    for (person, places) in known.fingerprints {
        let words = fingerprint::of(PersonId(Hash(unhex32(&person).unwrap())));
        // A card's words are places in the same list: 11 bits each, as BIP39 packs them.
        let listed: Vec<String> = places.iter().map(|place| word(*place)).collect();
        assert_eq!(words, listed);
    }
}

/// The word at a place of the list, taken from a card whose first 11 bits are that place.
fn word(place: usize) -> String {
    let mut secret = [0; 32];
    secret[0] = u8::try_from(place >> 3).unwrap();
    secret[1] = u8::try_from((place & 7) << 5).unwrap();
    amanat_vault::card::Card::from_bytes(&secret).expose_words()[0].clone()
}

#[test]
fn a_revisions_id() {
    let (bytes, id) = known::read().unwrap().operation;
    let case = operations::judge("", &bytes).unwrap();
    assert_eq!(case.outcome, amanat_vectors::OK);
    assert_eq!(case.revision, Some(id));
    let stored = Cases::<operations::Case>::read("operations.json").unwrap();
    assert!(
        stored.cases.iter().any(|c| c.bytes == bytes),
        "the same operation is a vector"
    );
}

#[test]
fn an_invitations_token_and_answer() {
    let (secret, token, id, mac) = known::read().unwrap().invitation;
    let links = Cases::<invitations::Case>::read("invitations.json").unwrap();
    let says = links.cases.first().unwrap().says.clone().unwrap();
    assert_eq!(
        (says.secret, says.token, says.id),
        (secret.clone(), token, id)
    );
    let answers = Cases::<invitations::Answer>::read("answers.json").unwrap();
    let first = answers.cases.first().unwrap();
    assert_eq!((&first.secret, first.outcome.as_str()), (&secret, "ok"));
    assert!(first.answered.ends_with(&mac));
}

#[test]
fn a_programmes_key_and_fingerprint() {
    let (key, places) = known::read().unwrap().programme;
    let cards = Cases::<programme::Card>::read("programme-cards.json").unwrap();
    let (_, ours, words) = cards.cases.first().unwrap().key.clone().unwrap();
    assert_eq!(ours, key);
    let listed: Vec<String> = places.iter().map(|place| word(*place)).collect();
    assert_eq!(words, listed.join(" "));
}

#[test]
fn signed_words() {
    let (words, signature) = known::read().unwrap().said;
    let cases = Cases::<said::Case>::read("said.json").unwrap();
    let first = cases.cases.first().unwrap();
    assert_eq!((&first.words, &first.signature), (&words, &signature));
    assert!(first.holds);
}
