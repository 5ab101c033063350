//! Session proofs: signed, and bound to one origin, challenge, person and key.

use amanat_protocol::api::{Challenge, SessionKey, SessionProof};
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::signed::{Signed, VerifyError};
use serde::{Deserialize, Serialize};

use crate::fixtures::{self, sign, sign_labelled, sign_raw};
use crate::identity::{self, decoding};
use crate::{Cases, OK, Result, hex, unhex};

/// A proof, judged against the key it names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The signed proof.
    pub proof: String,
    /// `ok`, or why it is refused.
    pub outcome: String,
    /// The origin it is for, if it holds.
    pub origin: Option<String>,
}

/// Verifies a proof against the key it names.
///
/// # Errors
/// When the bytes are no hexadecimal.
pub fn judge(proof: &str) -> Result<(String, Option<String>)> {
    let refused = |e: VerifyError| match e {
        VerifyError::Decode(e) => decoding(e),
        VerifyError::Signature => "signature".into(),
    };
    let signed = match codec::decode::<Signed<SessionProof>>(&unhex(proof)?, MAX_BODY) {
        Ok(signed) => signed,
        Err(e) => return Ok((decoding(e), None)),
    };
    let verified = signed
        .claim()
        .map_err(VerifyError::from)
        .and_then(|claim| match claim.key {
            SessionKey::Device(key) => signed.verify(&key.0),
            SessionKey::Card(key) => signed.verify(&key.0),
        });
    Ok(match verified {
        Ok(proof) => (OK.into(), Some(proof.origin)),
        Err(e) => (refused(e), None),
    })
}

/// A device's proof.
#[must_use]
pub fn proof() -> SessionProof {
    let person = fixtures::device(1).sign(&identity::zero()).hash();
    SessionProof {
        origin: "https://amanat.example.edu".into(),
        challenge: Challenge {
            time: 1_790_000_000,
            nonce: [3; 16],
            mac: [4; 32],
        },
        person: PersonId(person),
        key: SessionKey::Device(fixtures::device(1).device()),
    }
}

/// The cases.
///
/// # Errors
/// Never, unless this file is wrong.
pub fn make() -> Result<Cases<Case>> {
    let raw = codec::encode(&proof());
    let card = SessionProof {
        key: SessionKey::Card(fixtures::card(9).derive_signing().card()),
        ..proof()
    };
    let long = SessionProof {
        origin: "x".repeat(1024),
        ..proof()
    };
    let good = sign(1, &proof());
    let mut elsewhere = good.clone();
    // Byte 4 of the signed bytes: a letter of the origin.
    if let Some(b) = elsewhere.get_mut(6) {
        *b ^= 1;
    }
    let other_person = SessionProof {
        person: PersonId(Hash([1; 32])),
        ..proof()
    };
    let proofs = [
        ("a device's", good.clone()),
        (
            "a card's",
            codec::encode(&fixtures::card(9).derive_signing().sign(&card)),
        ),
        (
            "another person's is signed as well: the server must know the key",
            sign(1, &other_person),
        ),
        ("for another origin, not signed anew", elsewhere),
        ("signed by another device", sign(2, &proof())),
        (
            "signed as an entry",
            sign_labelled("amanat/v1/entry", 1, &raw),
        ),
        (
            "signed as an identity statement",
            sign_labelled("amanat/v1/identity", 1, &raw),
        ),
        (
            "a trailing byte, signed",
            sign_raw::<SessionProof>(1, &[raw.as_slice(), &[0]].concat()),
        ),
        ("an origin longer than any", sign(1, &long)),
        (
            "cut short",
            good.get(..good.len() - 1).unwrap_or_default().to_vec(),
        ),
    ];
    let mut cases = Vec::new();
    for (name, bytes) in proofs {
        let proof = hex(&bytes);
        let (outcome, origin) = judge(&proof)?;
        cases.push(Case {
            name: name.into(),
            proof,
            outcome,
            origin,
        });
    }
    Ok(Cases {
        about: "Signed session proofs, judged against the key each names.".into(),
        cases,
    })
}
