//! Links as people open, scan or paste them, and the names in addresses.
#![no_main]

use amanat_protocol::id::{CircleId, Locator, PersonId};
use amanat_protocol::link::AnyLink;
use amanat_protocol::name::is_name;
use libfuzzer_sys::fuzz_target;

/// What a founding link may be long; an invitation may be longer.
const FOUNDING: usize = 512;

fuzz_target!(|bytes: &[u8]| {
    let text = &*String::from_utf8_lossy(bytes);
    match AnyLink::parse(text) {
        Ok(AnyLink::Founding(link)) => {
            let again = AnyLink::parse(&link.format());
            let back = again.is_ok_and(|l| l == AnyLink::Founding(link.clone()));
            assert!(back || link.format().len() > FOUNDING);
        }
        Ok(AnyLink::Invitation(link)) => {
            assert!(is_name(&link.name));
            let again = AnyLink::parse(&link.format());
            let back = again.is_ok_and(|l| l == AnyLink::Invitation(link.clone()));
            assert!(back || link.format().len() > 4 * FOUNDING);
        }
        Err(_) => {}
    }
    assert!(PersonId::from_hex(text).is_none_or(|id| id.hex() == text));
    assert!(CircleId::from_hex(text).is_none_or(|id| id.hex() == text));
    assert!(Locator::from_hex(text).is_none_or(|id| id.hex() == text));
});
