//! Operations of checkpoints: any stream, and any list deflated.
#![no_main]

use amanat_fuzz::must;
use amanat_protocol::codec::{self, Bytes};
use amanat_vault::checkpoint::{MAX_INFLATED, MAX_OPERATIONS, pack, unpack};
use libfuzzer_sys::fuzz_target;
use miniz_oxide::deflate::compress_to_vec;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(operations) = unpack(bytes) {
        bounded_and_back(&operations);
    }
    let unpacked = unpack(&compress_to_vec(bytes, 1)).ok();
    let listed: Option<Vec<Bytes>> = codec::decode(bytes, MAX_INFLATED).ok();
    let listed = listed.filter(|operations| operations.len() <= MAX_OPERATIONS);
    assert_eq!(unpacked, listed);
    if let Some(operations) = listed {
        bounded_and_back(&operations);
    }
});

fn bounded_and_back(operations: &[Bytes]) {
    assert!(operations.len() <= MAX_OPERATIONS);
    assert!(operations.iter().map(|o| o.0.len()).sum::<usize>() <= MAX_INFLATED);
    let packed = pack(operations);
    let again: Vec<Bytes> = packed.iter().flat_map(|p| must(unpack(&p.0))).collect();
    assert_eq!(again, operations);
}
