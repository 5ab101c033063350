//! Deposits: as they come, with any bytes inside, and with any words.
#![no_main]

use amanat_fuzz::fixtures::{device, pek, person, programme};
use amanat_fuzz::{must, read};
use amanat_protocol::codec;
use amanat_protocol::limits::DEPOSIT_BYTES;
use amanat_vault::deposit::{self, Deposit, MAX_TEXT};
use amanat_vault::seal;
use libfuzzer_sys::fuzz_target;

/// Position of a deposit without an author in what is sealed.
const ANONYMOUS: u8 = 1;
const DAY: u64 = 24 * 60 * 60 * 1000;

fuzz_target!(|bytes: &[u8]| {
    let _ = deposit::open(bytes, &programme(50).key(), &[pek(0, 5)]);
    inside(bytes);
    let Some(mut deposit) = read::<Deposit>(bytes) else {
        return;
    };
    handed_over(&deposit);
    deposit.programme = programme(50).key();
    let holds = deposit.from.is_none() && deposit.at % DAY == 0 && deposit.suite == 1;
    let opens = inside(&[&[ANONYMOUS], codec::encode(&deposit).as_slice()].concat());
    assert_eq!(opens, holds && deposit.text.len() <= MAX_TEXT);
});

/// Whether these bytes, sealed to the officer, are words.
fn inside(bytes: &[u8]) -> bool {
    let (key, peks) = (programme(50).key(), [pek(0, 5)]);
    let to = peks[0].secret.seal_key();
    let Ok(sealed) = seal::seal_to_length(&to, bytes, DEPOSIT_BYTES) else {
        return false;
    };
    let Ok(Some(opened)) = deposit::open(&sealed, &key, &peks) else {
        return false;
    };
    assert!(opened.programme == key && opened.text.len() <= MAX_TEXT);
    true
}

fn handed_over(deposit: &Deposit) {
    let (key, peks, by) = (programme(50).key(), [pek(0, 5)], device(1));
    let to = peks[0].secret.seal_key();
    let author = deposit.from.map(|_| (person(1), &by));
    let text = deposit.text.clone();
    let Ok(sealed) = deposit::seal(&to, key, deposit.at, author, text) else {
        assert!(deposit.text.len() > MAX_TEXT);
        return;
    };
    assert_eq!(sealed.len(), DEPOSIT_BYTES);
    let opened = must(deposit::open(&sealed, &key, &peks));
    assert!(opened.is_some_and(|d| d.text == deposit.text && d.from.is_some() == author.is_some()));
}
