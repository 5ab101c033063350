//! Deposits: what anybody in a programme hands to those who hear concerns.
//!
//! All are sealed to one length. Where somebody hears concerns, every app of the programme also leaves one that
//! says nothing, some days after the last; where nobody does, none. The server knows who deposits, and cannot
//! tell by that alone who raised a concern.

use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::id::{DeviceKey, PersonId};
use amanat_protocol::limits::DEPOSIT_BYTES;
use amanat_protocol::signed::{Labelled, Signed};
use serde::{Deserialize, Serialize};

use crate::Random;
use crate::keys::{OpenSecret, SealKey, SignSecret};
use crate::person::Pek;
use crate::seal::{self, SealError};

/// The longest text, in bytes of UTF-8.
pub const MAX_TEXT: usize = 7000;

/// What is handed over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// [`SUITE`].
    pub suite: u8,
    /// The programme's key.
    pub programme: [u8; 32],
    /// When, UTC milliseconds; of an anonymous deposit only the day.
    pub at: u64,
    /// Who signs; none in an anonymous deposit.
    pub from: Option<Depositor>,
    /// The words.
    pub text: String,
}

/// Who signs a deposit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Depositor {
    /// The person.
    pub person: PersonId,
    /// Their device. That it speaks for them is the identity chain's to say.
    pub device: DeviceKey,
}

impl Labelled for Deposit {
    const LABEL: &'static str = "amanat/v1/deposit";
    const LIMIT: usize = DEPOSIT_BYTES;
}

/// What is sealed. The position is the stored form.
#[derive(Serialize, Deserialize)]
enum Sealed {
    Dummy,
    Anonymous(Deposit),
    Signed(Signed<Deposit>),
}

/// A deposit is not one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DepositError {
    /// None of the given keys opens it, or its length is another.
    #[error("deposit does not open")]
    Locked,
    /// It opens, but is not what a deposit must be.
    #[error("deposit is malformed")]
    Malformed,
    /// Not signed by the device it names.
    #[error("deposit is not signed by its author")]
    Author,
}

/// A day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// Seals words to whoever hears concerns, in the author's name or, without one, in nobody's.
///
/// # Errors
/// [`SealError`] when the recipient is no valid key or the text is longer than [`MAX_TEXT`].
pub fn seal(
    recipient: &SealKey,
    programme: [u8; 32],
    now: u64,
    author: Option<(PersonId, &SignSecret)>,
    text: String,
) -> Result<Vec<u8>, SealError> {
    if text.len() > MAX_TEXT {
        return Err(SealError);
    }
    let deposit = |at, from| Deposit {
        suite: SUITE,
        programme,
        at,
        from,
        text,
    };
    let inner = match author {
        Some((person, device)) => {
            let from = Depositor {
                person,
                device: device.device(),
            };
            Sealed::Signed(device.sign(&deposit(now, Some(from))))
        }
        // To the millisecond it could be told apart by, from what else the server saw that day.
        None => Sealed::Anonymous(deposit(now - now % DAY, None)),
    };
    seal::seal_to_length(recipient, &codec::encode(&inner), DEPOSIT_BYTES)
}

/// A deposit that says nothing, to whoever hears concerns; where there is nobody yet, to a key that nobody
/// has.
///
/// # Errors
/// [`SealError`] when the recipient is no valid key.
pub fn dummy(
    random: &mut (impl Random + ?Sized),
    recipient: Option<&SealKey>,
) -> Result<Vec<u8>, SealError> {
    let recipient = recipient
        .copied()
        .unwrap_or_else(|| OpenSecret::make(random).seal_key());
    seal::seal_to_length(&recipient, &codec::encode(&Sealed::Dummy), DEPOSIT_BYTES)
}

/// Opens a deposit to this programme with any generation of my key: none when it was a dummy. A deposit with
/// a [`Depositor`] is signed by that device.
///
/// # Errors
/// [`DepositError`]
pub fn open(
    sealed: &[u8],
    programme: &[u8; 32],
    peks: &[Pek],
) -> Result<Option<Deposit>, DepositError> {
    if sealed.len() != DEPOSIT_BYTES {
        return Err(DepositError::Locked);
    }
    let plain = peks
        .iter()
        .rev()
        .find_map(|p| seal::open_padded(&p.secret, sealed).ok())
        .ok_or(DepositError::Locked)?;
    let inner: Sealed =
        codec::decode(&plain, DEPOSIT_BYTES).map_err(|_| DepositError::Malformed)?;
    let deposit = match inner {
        Sealed::Dummy => return Ok(None),
        Sealed::Anonymous(deposit) if deposit.from.is_none() && deposit.at % DAY == 0 => deposit,
        Sealed::Anonymous(_) => return Err(DepositError::Malformed),
        Sealed::Signed(signed) => {
            let claim = signed.claim().map_err(|_| DepositError::Malformed)?;
            let from = claim.from.ok_or(DepositError::Malformed)?;
            signed
                .verify(&from.device.0)
                .map_err(|_| DepositError::Author)?
        }
    };
    let sound =
        deposit.suite == SUITE && deposit.programme == *programme && deposit.text.len() <= MAX_TEXT;
    if sound {
        Ok(Some(deposit))
    } else {
        Err(DepositError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Seeded, Someone};

    const PROGRAMME: [u8; 32] = [5; 32];

    #[test]
    fn all_are_of_one_length_and_only_the_officer_tells_them_apart() {
        let mut random = Seeded(9);
        let [officer, author] = [(); 2].map(|()| Someone::new(&mut random));
        let to = officer.pek.secret.seal_key();
        let peks = [officer.pek.clone()];
        let me = (author.identity.person, &author.device);
        let long = "ب".repeat(MAX_TEXT / 2);
        // age adds 13 to 190 random bytes: often enough to meet every length.
        for _ in 0..200 {
            for (from, text) in [(Some(me), long.as_str()), (None, long.as_str()), (None, "")] {
                let sealed = seal(&to, PROGRAMME, DAY + 77, from, text.into()).unwrap();
                assert_eq!(sealed.len(), DEPOSIT_BYTES);
                let opened = open(&sealed, &PROGRAMME, &peks).unwrap().unwrap();
                assert_eq!(opened.text, text);
                assert_eq!(opened.from.map(|d| d.person), from.map(|f| f.0));
                assert_eq!(opened.at, if from.is_some() { DAY + 77 } else { DAY });
            }
            let nothing = dummy(&mut random, Some(&to)).unwrap();
            assert_eq!(nothing.len(), DEPOSIT_BYTES);
            assert!(open(&nothing, &PROGRAMME, &peks) == Ok(None));
        }
        let nobodys = dummy(&mut random, None).unwrap();
        assert_eq!(nobodys.len(), DEPOSIT_BYTES);
        assert!(open(&nobodys, &PROGRAMME, &peks) == Err(DepositError::Locked));
        let over = seal(&to, PROGRAMME, 0, None, "a".repeat(MAX_TEXT + 1));
        assert_eq!(over, Err(SealError));
    }

    #[test]
    fn nobody_speaks_in_anothers_name_or_to_another_programme() {
        let mut random = Seeded(10);
        let [officer, author, thief] = [(); 3].map(|()| Someone::new(&mut random));
        let to = officer.pek.secret.seal_key();
        let good = Deposit {
            suite: SUITE,
            programme: PROGRAMME,
            at: DAY,
            from: Some(Depositor {
                person: author.identity.person,
                device: author.device.device(),
            }),
            text: "words".into(),
        };
        let opens = |inner: &[u8]| {
            let sealed = seal::seal_to_length(&to, inner, DEPOSIT_BYTES).unwrap();
            open(&sealed, &PROGRAMME, core::slice::from_ref(&officer.pek)).map(|_| ())
        };
        let signed = |deposit: &Deposit, by: &Someone| {
            opens(&codec::encode(&Sealed::Signed(by.device.sign(deposit))))
        };
        let anonymous =
            |deposit: &Deposit| opens(&codec::encode(&Sealed::Anonymous(deposit.clone())));
        assert_eq!(signed(&good, &author), Ok(()));
        assert_eq!(signed(&good, &thief), Err(DepositError::Author));
        assert_eq!(anonymous(&good), Err(DepositError::Malformed));
        let nameless = Deposit {
            from: None,
            ..good.clone()
        };
        assert_eq!(anonymous(&nameless), Ok(()));
        assert_eq!(signed(&nameless, &author), Err(DepositError::Malformed));
        let mut wrong = vec![good.clone(); 3];
        wrong[0].suite = 2;
        wrong[1].programme = [6; 32];
        wrong[2].text = "a".repeat(MAX_TEXT + 1);
        for deposit in &wrong {
            assert_eq!(signed(deposit, &author), Err(DepositError::Malformed));
        }
        let timed = Deposit {
            at: DAY + 1,
            ..nameless
        };
        assert_eq!(anonymous(&timed), Err(DepositError::Malformed));

        let inner = codec::encode(&Sealed::Signed(author.device.sign(&good)));
        for bit in 0..inner.len() * 8 {
            let mut bad = inner.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(opens(&bad).is_err(), "bit {bit}");
        }
        assert_eq!(opens(&[3]), Err(DepositError::Malformed));
        assert_eq!(opens(&[0, 0]), Err(DepositError::Malformed));
        let short = seal::seal(&to, &inner).unwrap();
        let refused = open(&short, &PROGRAMME, &[officer.pek]).map(|_| ());
        assert_eq!(refused, Err(DepositError::Locked));
    }
}
