//! Recovery blobs: as they come, and any bundle that somebody who knows the card's recipient signed.
#![no_main]

use amanat_fuzz::fixtures::{card, device, pek, person, zero};
use amanat_fuzz::{must, read};
use amanat_vault::recovery::{self, Recovered, RecoveryBundle, RecoveryError, StoredPek};
use libfuzzer_sys::fuzz_target;

/// Whose card it is; in the vectors too.
const HOLDER: u8 = 9;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(recovered) = recovery::open(bytes, &card(HOLDER)) {
        sound(&recovered);
    }
    let Some(mut bundle) = read::<RecoveryBundle>(bytes) else {
        return;
    };
    opened(&bundle);
    // The holder's own, with whatever else it says.
    (bundle.person, bundle.identity) = (person(HOLDER), vec![zero(HOLDER)]);
    bundle.peks.push(StoredPek::from(&pek(0, HOLDER)));
    opened(&bundle);
});

fn opened(bundle: &RecoveryBundle) {
    let to = card(HOLDER).derive_recipient().seal_key();
    let mut bundle = bundle.clone();
    bundle.device = device(HOLDER).device();
    let blob = must(recovery::make(&bundle, &device(HOLDER), &to));
    match recovery::open(&blob, &card(HOLDER)) {
        Ok(recovered) => {
            assert!(recovered.bundle == bundle);
            sound(&recovered);
        }
        Err(error) => assert_eq!(error, RecoveryError::Refused),
    }
}

fn sound(recovered: &Recovered) {
    let (bundle, identity) = (&recovered.bundle, &recovered.identity);
    assert_eq!(bundle.person, identity.person);
    assert_eq!(
        identity.statement.card,
        card(HOLDER).derive_signing().card()
    );
    assert!(identity.is_active(bundle.device) && !bundle.peks.is_empty());
}
