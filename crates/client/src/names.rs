//! Keys of the store. They are in clear on the device's disk, so they hold pseudonyms and numbers only.

use amanat_mentoring::id::ItemId;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey, PersonId};

/// Version of the local layout; see [`LAYOUT_VERSION`].
pub(crate) const LAYOUT: &str = "layout";
/// The layout this app writes. A greater one is refused, never touched.
pub(crate) const LAYOUT_VERSION: u8 = 1;
/// The passphrase slot: an age file (scrypt).
pub(crate) const SLOT: &str = "slot";
/// The keyring, sealed to the unlock key.
pub(crate) const KEYRING: &str = "keyring";
/// Circles, log heads and cursor, sealed to the unlock key.
pub(crate) const MARKS: &str = "marks";
/// The portfolio as of some marks, sealed to the unlock key. A cache.
pub(crate) const SNAPSHOT: &str = "snapshot2";
/// The cache of an app that knew one person only; removed when a newer one is written.
pub(crate) const OLD_SNAPSHOT: &str = "snapshot";
/// Entries, as the server has them.
pub(crate) const ENTRIES: &str = "e/";
/// Control statements, as the server has them.
pub(crate) const STATEMENTS: &str = "s/";
/// Statements of shared circles that do not lie in the accepted line, as the server has them.
pub(crate) const BESIDE: &str = "b/";
/// Entries of this device that the server has not acknowledged.
pub(crate) const UNSENT_ENTRIES: &str = "o/e/";
/// Statements of this device that the server has not acknowledged.
pub(crate) const UNSENT_STATEMENTS: &str = "o/s/";
/// Words that are in no entry yet, sealed to the unlock key, one record for each item.
pub(crate) const PENDING: &str = "p/";

/// Words typed and not given yet, sealed to the unlock key, one record for each field. Drawn names: what a
/// field is for would say what is being written.
pub(crate) const BEGUN: &str = "w/";

/// What is remembered of people and shared circles, sealed to the unlock key.
pub(crate) const ROOMS: &str = "rooms";
/// When entries came that did not open then, sealed to the unlock key.
pub(crate) const CAME: &str = "came";
/// Identity statements of others, as the server has them.
pub(crate) const IDENTITIES: &str = "i/";
/// Letters that were not read yet, sealed to this person.
pub(crate) const INBOX: &str = "l/in/";
/// Letters and deposits the server has not acknowledged, sealed to the unlock key.
pub(crate) const OUTBOX: &str = "l/out/";
/// Empty: a letter that was read and that the server may forget.
pub(crate) const KEPT: &str = "l/kept/";
/// What was left in the drop, not read yet.
pub(crate) const DEPOSITS: &str = "d/";

pub(crate) fn identity(person: PersonId, n: u64) -> String {
    format!("{IDENTITIES}{}/{n:016x}", person.hex())
}

pub(crate) fn inbox(letter: Hash) -> String {
    format!("{INBOX}{}", hex(&letter))
}

pub(crate) fn outbox(letter: Hash) -> String {
    format!("{OUTBOX}{}", hex(&letter))
}

pub(crate) fn kept(letter: Hash) -> String {
    format!("{KEPT}{}", hex(&letter))
}

pub(crate) fn deposit(deposit: Hash) -> String {
    format!("{DEPOSITS}{}", hex(&deposit))
}

/// The letter of a key under [`KEPT`].
pub(crate) fn kept_letter(key: &str) -> Option<Hash> {
    from_hex(key.strip_prefix(KEPT)?)
}

fn from_hex(hex: &str) -> Option<Hash> {
    Some(Hash(amanat_protocol::id::Locator::from_hex(hex)?.0))
}

fn hex(hash: &Hash) -> String {
    // A hash prints like the id it may be.
    PersonId(*hash).hex()
}

/// What the keys of a circle's entries begin with.
pub(crate) fn entries(circle: CircleId) -> String {
    format!("{ENTRIES}{}/", circle.hex())
}

pub(crate) fn entry(circle: CircleId, device: DeviceKey, seq: u64) -> String {
    format!("{ENTRIES}{}/{}/{seq:016x}", circle.hex(), device.hex())
}

pub(crate) fn statement(circle: CircleId, n: u64) -> String {
    format!("{STATEMENTS}{}/{n:016x}", circle.hex())
}

pub(crate) fn beside(circle: CircleId, n: u64, statement: Hash) -> String {
    format!("{BESIDE}{}/{n:016x}/{}", circle.hex(), hex(&statement))
}

/// Circle and hash of a key under [`BESIDE`].
pub(crate) fn read_beside(key: &str) -> Option<(CircleId, Hash)> {
    let mut parts = key.strip_prefix(BESIDE)?.split('/');
    let circle = CircleId(from_hex(parts.next()?)?);
    let hash = from_hex(parts.nth(1)?)?;
    Some((circle, hash))
}

pub(crate) fn unsent_entry(circle: CircleId, seq: u64) -> String {
    format!("{UNSENT_ENTRIES}{}/{seq:016x}", circle.hex())
}

pub(crate) fn unsent_statement(circle: CircleId, n: u64) -> String {
    format!("{UNSENT_STATEMENTS}{}/{n:016x}", circle.hex())
}

pub(crate) fn pending(item: ItemId) -> String {
    named(PENDING, item.0)
}

pub(crate) fn begun(drawn: [u8; 16]) -> String {
    named(BEGUN, drawn)
}

fn named(prefix: &str, bytes: [u8; 16]) -> String {
    let mut key = prefix.to_owned();
    for byte in bytes {
        key.push_str(&format!("{byte:02x}"));
    }
    key
}
