//! Letters: as they come, and with any body under their sender's real signature.
#![no_main]

use amanat_fuzz::fixtures::{device, pek, person, programme, zero};
use amanat_fuzz::{must, read};
use amanat_protocol::identity::Identity;
use amanat_vault::circle::Role;
use amanat_vault::invitation::check_answer;
use amanat_vault::letter::{self, Body, Introduced, Letter, LetterError};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (me, keys) = (person(3), [pek(0, 3)]);
    if let Ok(envelope) = letter::open(bytes, me, &keys) {
        believe(&envelope.letter, &envelope.identity);
    }
    let Some(mut written) = read::<Letter>(bytes) else {
        return;
    };
    (written.from, written.device) = (person(1), device(1).device());
    let to = keys[0].secret.seal_key();
    // Longer than a letter may be.
    let Ok(sealed) = letter::make(&written, &device(1), &[zero(1)], &to) else {
        return;
    };
    match letter::open(&sealed, me, &keys) {
        Ok(envelope) => {
            assert_eq!(envelope.letter, written);
            assert_eq!((written.to, written.suite), (me, 1));
            believe(&envelope.letter, &envelope.identity);
        }
        Err(LetterError::Misdirected) => assert_ne!(written.to, me),
        Err(error) => assert_eq!(error, LetterError::Malformed),
    }
});

/// What a reader asks of a letter that opened: whoever it introduces holds in themselves.
fn believe(letter: &Letter, from: &Identity) {
    let key = programme(50).key();
    match &letter.body {
        Body::Answer(answered) => {
            if let Ok(identity) = check_answer(&[70; 16], answered) {
                assert_eq!(identity.n, 0);
            }
        }
        Body::Welcome(welcome) => {
            whole(&welcome.coordinator);
            welcome.officer.iter().for_each(whole);
            if let Ok((charter, membership)) = welcome.check(&key, from, letter.to) {
                assert_eq!((charter.programme, membership.person), (key, letter.to));
            }
        }
        Body::Introduction(introduction) => {
            whole(&introduction.mentor);
            introduction.mentees.iter().for_each(whole);
            let _ = introduction.may(&key, from.person);
        }
        Body::Officer(officer) => {
            whole(&officer.officer);
            let _ = officer.may(&key, from.person);
        }
        Body::NewKey(who) => whole(who),
        Body::Inviting(inviting) => {
            let _ = inviting.may(&key, from.person);
        }
        Body::TakenBack { .. } | Body::Appointed(_) => {}
    }
}

fn whole(who: &Introduced) {
    assert_eq!(must(who.check().ok_or("checked before")).person, who.person);
    assert!(who.row(Role::Reader, 0, None).is_some());
}
