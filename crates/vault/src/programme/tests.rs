use super::*;
use crate::testing::{Seeded, Someone, every_bit};
use amanat_protocol::SUITE;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::CircleId;

fn charter(programme: [u8; 32], coordinator: &Someone) -> Charter {
    Charter {
        suite: SUITE,
        programme,
        name: "Mentoring".into(),
        programme_circle: CircleId(Hash([1; 32])),
        committee: CircleId(Hash([2; 32])),
        mentors: CircleId(Hash([3; 32])),
        coordinator: coordinator.identity.person,
        identity_head: coordinator.identity.head,
        at: 5,
    }
}

fn appointment(programme: [u8; 32], to: &Someone) -> Appointment {
    Appointment {
        suite: SUITE,
        programme,
        person: to.identity.person,
        identity_head: to.identity.head,
        at: 6,
    }
}

fn membership(programme: [u8; 32], who: &Someone, by: &Someone) -> Membership {
    Membership {
        suite: SUITE,
        programme,
        person: who.identity.person,
        identity_head: who.identity.head,
        role: role::MENTEE,
        by: by.identity.person,
        device: by.device.device(),
        at: 7,
    }
}

#[test]
fn its_card_is_read_as_it_is_written_and_is_no_recovery_card() {
    let key = ProgrammeKey::make(&mut Seeded(3));
    let words = key.expose_words().join(" ");
    for text in [
        words.clone(),
        key.expose_qr(),
        key.expose_qr().to_lowercase(),
    ] {
        assert_eq!(ProgrammeKey::read(&text).unwrap().key(), key.key());
    }
    assert_eq!(key.expose_words().len(), words::WORDS);
    let wrong = ProgrammeKey::read(&words.replacen(' ', " abandon ", 1));
    assert_eq!(wrong.err(), Some(CardError::Count { got: 25 }));
    assert!(crate::card::Card::read(&key.expose_qr()).is_err());
    // Even of one secret, the two cards share no key.
    let card = crate::card::Card::from_bytes(key.expose_bytes());
    assert_ne!(card.derive_signing().card().0, key.key());
}

#[test]
fn only_the_key_names_coordinators() {
    let mut random = Seeded(4);
    let [key, other] = [(); 2].map(|()| ProgrammeKey::make(&mut random));
    let [first, second, third] = [(); 3].map(|()| Someone::new(&mut random));
    let is =
        |charter: &Signed<Charter>, appointment: Option<&Signed<Appointment>>, who: &Someone| {
            authority(charter, appointment, who.identity.person, &key.key())
        };
    let good = key.sign(&charter(key.key(), &first));
    let named = key.sign(&appointment(key.key(), &second));
    assert!(is(&good, None, &first) && is(&good, Some(&named), &first));
    assert!(is(&good, Some(&named), &second) && !is(&good, None, &second));
    assert!(!is(&good, Some(&named), &third));
    // Signed by another key, or for another programme, or of another suite.
    let elsewhere = other.sign(&charter(other.key(), &third));
    assert!(!is(&elsewhere, None, &third));
    assert!(!is(&other.sign(&charter(key.key(), &third)), None, &third));
    assert!(!is(&key.sign(&charter(other.key(), &third)), None, &third));
    assert!(!is(
        &good,
        Some(&other.sign(&appointment(key.key(), &third))),
        &third
    ));
    assert!(!is(
        &good,
        Some(&key.sign(&appointment(other.key(), &third))),
        &third
    ));
    let mut newer = charter(key.key(), &third);
    newer.suite = 2;
    assert!(!is(&key.sign(&newer), None, &third));
    newer.suite = SUITE;
    newer.name = String::new();
    assert!(!is(&key.sign(&newer), None, &third));
    let mut newer = appointment(key.key(), &third);
    newer.suite = 2;
    assert!(!is(&good, Some(&key.sign(&newer)), &third));
    every_bit(&good, |s| check_charter(s, &key.key()).is_ok());
    every_bit(&named, |s| check_appointment(s, &key.key()).is_ok());
}

#[test]
fn a_membership_is_an_active_coordinators_word() {
    let mut random = Seeded(5);
    let key = ProgrammeKey::make(&mut random).key();
    let [by, who, other] = [(); 3].map(|()| Someone::new(&mut random));
    let said = membership(key, &who, &by);
    let good = by.device.sign(&said);
    assert_eq!(
        check_membership(&good, &key, &by.identity),
        Ok(said.clone())
    );
    every_bit(&good, |s| check_membership(s, &key, &by.identity).is_ok());
    assert!(check_membership(&good, &[9; 32], &by.identity).is_err());
    assert!(check_membership(&good, &key, &other.identity).is_err());
    let mut wrong = vec![said; 4];
    wrong[0].suite = 2;
    wrong[1].role = 5;
    wrong[2].by = other.identity.person;
    wrong[3].device = other.device.device();
    for said in wrong {
        assert!(check_membership(&by.device.sign(&said), &key, &by.identity).is_err());
        assert!(check_membership(&other.device.sign(&said), &key, &by.identity).is_err());
    }
}
