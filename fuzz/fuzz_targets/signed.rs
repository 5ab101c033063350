//! Signed values of every type: as they come, and around what a device really signed.
#![no_main]

use amanat_fuzz::fixtures::{device, sign_raw};
use amanat_fuzz::{must, read};
use amanat_protocol::api::SessionProof;
use amanat_protocol::codec;
use amanat_protocol::entry::EntryHeader;
use amanat_protocol::hash;
use amanat_protocol::identity::IdentityStatement;
use amanat_protocol::limits::MAX_ANSWER;
use amanat_protocol::signed::{Labelled, Signed};
use amanat_protocol::statement::StatementHeader;
use amanat_vault::deposit::Deposit;
use amanat_vault::letter::Letter;
use amanat_vault::programme::{Appointment, Charter, Membership};
use amanat_vault::recovery::RecoveryBundle;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    any::<IdentityStatement>(bytes);
    any::<StatementHeader>(bytes);
    any::<EntryHeader>(bytes);
    any::<SessionProof>(bytes);
    any::<Letter>(bytes);
    any::<Deposit>(bytes);
    any::<RecoveryBundle>(bytes);
    any::<Charter>(bytes);
    any::<Appointment>(bytes);
    any::<Membership>(bytes);
});

fn any<T: Labelled + PartialEq>(bytes: &[u8]) {
    if let Some(signed) = read::<Signed<T>>(bytes) {
        given(&signed);
    }
    // A device signs whatever it likes; only what is a value of the type verifies.
    let Ok(value) = codec::decode::<T>(bytes, MAX_ANSWER) else {
        return;
    };
    let signed: Signed<T> = must(codec::decode(&sign_raw::<T>(1, bytes), usize::MAX));
    assert!(signed == device(1).sign(&value));
    let fits = bytes.len() <= T::LIMIT;
    let verified = signed.verify(&device(1).device().0);
    assert_eq!(verified.is_ok(), fits);
    assert!(verified.is_err() || verified == Ok(value));
    assert!(signed.verify(&device(2).device().0).is_err());
}

/// What a stranger hands us: it verifies as what it claims, or not at all.
fn given<T: Labelled + PartialEq>(signed: &Signed<T>) {
    let Ok(claim) = signed.claim() else {
        assert!(signed.verify(&device(1).device().0).is_err());
        return;
    };
    assert_eq!(
        signed.hash(),
        hash::labelled(T::LABEL, &codec::encode(&claim))
    );
    let verified = signed.verify(&device(1).device().0);
    assert!(verified.is_err() || verified == Ok(claim));
}
