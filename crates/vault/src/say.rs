//! What one person says to another: a comment, an attestation, an agreement. It carries its author's own
//! signature, so that it keeps its author when somebody else's checkpoint or report carries it on.

use amanat_protocol::id::{CircleId, DeviceKey};

use crate::keys::{SignSecret, verify_bytes};

const LABEL: &str = "amanat/v1/words";

/// Signs words said in a circle. 64 bytes, Ed25519 over `label || 00 || circle || words`: said elsewhere,
/// the same words are not signed.
#[must_use]
pub fn sign_words(device: &SignSecret, circle: CircleId, words: &[u8]) -> Vec<u8> {
    device.sign_bytes(LABEL, &said(circle, words)).to_vec()
}

/// Whether this device said these words in this circle. That the device speaks for a person is the identity
/// chain's to say.
#[must_use]
pub fn check_words(device: DeviceKey, circle: CircleId, words: &[u8], signature: &[u8]) -> bool {
    verify_bytes(device, LABEL, &said(circle, words), signature)
}

fn said(circle: CircleId, words: &[u8]) -> Vec<u8> {
    [circle.0.0.as_slice(), words].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use amanat_protocol::hash::Hash;

    #[test]
    fn holds_for_one_device_one_circle_and_these_words() {
        let (device, other) = (
            SignSecret::from_seed(&[1; 32]),
            SignSecret::from_seed(&[2; 32]),
        );
        let circle = CircleId(Hash([3; 32]));
        let words = b"observed on the ward";
        let signature = sign_words(&device, circle, words);
        assert_eq!(signature.len(), 64);
        assert!(check_words(device.device(), circle, words, &signature));
        assert!(!check_words(other.device(), circle, words, &signature));
        let elsewhere = CircleId(Hash([4; 32]));
        assert!(!check_words(device.device(), elsewhere, words, &signature));
        assert!(!check_words(
            device.device(),
            circle,
            b"observed",
            &signature
        ));
        for bit in 0..signature.len() * 8 {
            let mut bad = signature.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(
                !check_words(device.device(), circle, words, &bad),
                "bit {bit}"
            );
        }
        for cut in 0..64 {
            assert!(!check_words(
                device.device(),
                circle,
                words,
                &signature[..cut]
            ));
        }
        assert!(!check_words(DeviceKey([0; 32]), circle, words, &signature));
    }
}
