//! Coming in by an invitation link: what follows from its secret, and the sealed answer.
//!
//! ```text
//! secret ─HKDF-SHA256─┬─ "amanat/v1/invitation-join"    the join token; the server knows its hash
//!                     └─ "amanat/v1/invitation-answer"  HMAC-SHA256 key of the answer
//! ```
//!
//! The server sees the token when it is used, and can compute neither the secret nor the answer key from
//! it. So it can neither swap the newcomer's identity nor answer in their place.

use amanat_protocol::api::token_hash;
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::name::is_name;
use amanat_protocol::signed::Signed;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::keys::derive;
use crate::person::PublicPek;

/// What the invited person answers, inside a letter to the coordinator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// Which invitation: [`invitation_id`].
    pub invitation: Hash,
    /// What the person is called, in their own words.
    pub name: String,
    /// Statement 0 of their identity chain.
    pub identity: Signed<IdentityStatement>,
    /// Their encryption key.
    pub pek: PublicPek,
}

/// An answer with the proof that its author holds the invitation's secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// HMAC-SHA256 over `label || 00 || answer`.
    pub mac: [u8; 32],
}

/// An answer does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AnswerError {
    /// Its author does not hold this invitation's secret.
    #[error("not made with this invitation's secret")]
    Mac,
    /// The identity, its key or the name cannot be.
    #[error("the answer contradicts itself")]
    Malformed,
}

const LABEL: &str = "amanat/v1/answer";

/// The single-use token that opens an account.
#[must_use]
pub fn join_token(secret: &[u8; 16]) -> [u8; 16] {
    *derive(secret, "amanat/v1/invitation-join")
}

/// The name of an invitation, to its coordinator and to the server: the hash of its join token.
#[must_use]
pub fn invitation_id(secret: &[u8; 16]) -> Hash {
    token_hash(&join_token(secret))
}

/// Answers an invitation.
#[must_use]
pub fn make_answer(
    secret: &[u8; 16],
    name: String,
    identity: Signed<IdentityStatement>,
    pek: PublicPek,
) -> Answered {
    let answer = Answer {
        invitation: invitation_id(secret),
        name,
        identity,
        pek,
    };
    let mac = mac(secret, &answer).finalize().into_bytes().into();
    Answered { answer, mac }
}

/// The identity of whoever answered, if they hold the secret and their identity begins as it must, with
/// this encryption key.
///
/// # Errors
/// [`AnswerError`]
pub fn check_answer(secret: &[u8; 16], answered: &Answered) -> Result<Identity, AnswerError> {
    let answer = &answered.answer;
    // Compares in constant time.
    mac(secret, answer)
        .verify_slice(&answered.mac)
        .map_err(|_| AnswerError::Mac)?;
    if answer.invitation != invitation_id(secret) {
        return Err(AnswerError::Mac);
    }
    let identity = Identity::begin(&answer.identity).map_err(|_| AnswerError::Malformed)?;
    if answer.pek.is_of(&identity) && is_name(&answer.name) {
        Ok(identity)
    } else {
        Err(AnswerError::Malformed)
    }
}

fn mac(secret: &[u8; 16], answer: &Answer) -> Hmac<Sha256> {
    let key: Zeroizing<[u8; 32]> = derive(secret, "amanat/v1/invitation-answer");
    // A block of the hash, so that a key of any length is a key of this one: the key of 32 bytes and zeros.
    let mut block = Zeroizing::new([0; 64]);
    for (to, from) in block.iter_mut().zip(key.iter()) {
        *to = *from;
    }
    let mut mac = <Hmac<Sha256> as Mac>::new((&*block).into());
    mac.update(LABEL.as_bytes());
    mac.update(&[0]);
    mac.update(&codec::encode(answer));
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Seeded, Someone, every_bit};

    #[test]
    fn only_the_secrets_holder_answers_and_every_bit_counts() {
        let mut random = Seeded(6);
        let [one, other] = [(); 2].map(|()| Someone::new(&mut random));
        let (secret, stranger) = ([5; 16], [6; 16]);
        let answer = |secret, name: &str, who: &Someone, pek: &Someone| {
            let identity = who.chain[0].clone();
            make_answer(secret, name.into(), identity, (&pek.pek).into())
        };
        let good = answer(&secret, "Sara", &one, &one);
        assert_eq!(check_answer(&secret, &good), Ok(one.identity.clone()));
        assert_eq!(check_answer(&stranger, &good), Err(AnswerError::Mac));
        every_bit(&good, |a| check_answer(&secret, a).is_ok());
        // Another's identity under the same mac.
        let mut swapped = good.clone();
        swapped.answer.identity = other.chain[0].clone();
        swapped.answer.pek = (&other.pek).into();
        assert_eq!(check_answer(&secret, &swapped), Err(AnswerError::Mac));
        for wrong in [
            answer(&secret, "Sara", &one, &other),
            answer(&secret, "", &one, &one),
            answer(&secret, "a\u{202e}b", &one, &one),
        ] {
            assert_eq!(check_answer(&secret, &wrong), Err(AnswerError::Malformed));
        }
        // Made with the secret, for another invitation.
        let mut moved = good;
        moved.answer.invitation = invitation_id(&stranger);
        moved.mac = mac(&secret, &moved.answer).finalize().into_bytes().into();
        assert_eq!(check_answer(&secret, &moved), Err(AnswerError::Mac));
    }

    #[test]
    fn token_and_key_tell_nothing_of_each_other() {
        assert_ne!(join_token(&[5; 16]), [5; 16]);
        assert_ne!(join_token(&[5; 16]), join_token(&[6; 16]));
        let key: Zeroizing<[u8; 16]> = derive(&[5; 16], "amanat/v1/invitation-answer");
        assert_ne!(join_token(&[5; 16]), *key);
    }
}
