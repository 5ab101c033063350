//! What the endpoint marks with its own key, so that no node need remember it: challenges and bearers.
//!
//! HMAC-SHA256 (RFC 2104), one label per kind.

use amanat_protocol::api::{Challenge, SessionKey};
use amanat_protocol::id::{CardKey, DeviceKey};
use amanat_protocol::limits::{CHALLENGE_SECONDS, SESSION_SECONDS};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::store::{Account, AccountIndex};

/// Clocks of two nodes may differ by this many seconds.
const SKEW: u64 = 5;
/// Bytes of a key that a bearer names. 64 bits of a key pick one out of an account's own few; somebody who
/// could make a second key with the same ones would still need the owner to list it.
const KEY_TAG: usize = 8;
/// Bytes of the bearer's MAC: truncated as RFC 2104 section 5 allows.
const BEARER_MAC: usize = 16;
/// Kind, account, expiry, key, MAC.
const BEARER: usize = 1 + 4 + 4 + KEY_TAG + BEARER_MAC;

/// The endpoint's key. Has no Debug, no Clone: it stays where it is.
pub(crate) struct Marks {
    key: [u8; 32],
}

/// What a genuine, unexpired bearer says. Whether the key still speaks for the account is asked each time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Bearer {
    pub account: AccountIndex,
    kind: u8,
    tag: [u8; KEY_TAG],
}

impl Marks {
    pub(crate) const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    fn mac(&self, label: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        // HMAC takes a key of any length, so this cannot fail.
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("any key length");
        mac.update(label.as_bytes());
        mac.update(&[0]);
        for part in parts {
            mac.update(part);
        }
        mac
    }

    fn challenge_mac(&self, time: u64, nonce: &[u8; 16]) -> Hmac<Sha256> {
        self.mac("amanat/v1/challenge", &[&time.to_be_bytes(), nonce])
    }

    pub(crate) fn challenge(&self, now: u64) -> Result<Challenge, getrandom::Error> {
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce)?;
        let mac = self
            .challenge_mac(now, &nonce)
            .finalize()
            .into_bytes()
            .into();
        Ok(Challenge {
            time: now,
            nonce,
            mac,
        })
    }

    /// Whether a challenge is ours and fresh.
    pub(crate) fn is_fresh(&self, challenge: &Challenge, now: u64) -> bool {
        let ours = self
            .challenge_mac(challenge.time, &challenge.nonce)
            .verify_slice(&challenge.mac)
            .is_ok();
        ours && challenge.time <= now.saturating_add(SKEW)
            && now <= challenge.time.saturating_add(CHALLENGE_SECONDS)
    }

    /// A bearer for an account's key, good from now.
    pub(crate) fn bearer(&self, account: AccountIndex, key: SessionKey, now: u64) -> String {
        let (kind, tag) = key_tag(key);
        // Unix seconds fit 32 bits until 2106; after that a bearer would be refused, not extended.
        let expires = u32::try_from(now.saturating_add(SESSION_SECONDS)).unwrap_or(0);
        let mut raw = Vec::with_capacity(BEARER);
        raw.push(kind);
        raw.extend(account.0.to_be_bytes());
        raw.extend(expires.to_be_bytes());
        raw.extend(tag);
        let mac = self
            .mac("amanat/v1/bearer", &[&raw])
            .finalize()
            .into_bytes();
        raw.extend(mac.iter().take(BEARER_MAC));
        BASE64URL_NOPAD.encode(&raw)
    }

    /// Reads a bearer that is ours and unexpired.
    pub(crate) fn read_bearer(&self, text: &str, now: u64) -> Option<Bearer> {
        let raw: [u8; BEARER] = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .ok()?
            .try_into()
            .ok()?;
        let (said, mac) = raw.split_last_chunk::<BEARER_MAC>()?;
        self.mac("amanat/v1/bearer", &[said])
            .verify_truncated_left(mac)
            .ok()?;
        let (kind, rest) = said.split_first()?;
        let (account, rest) = rest.split_first_chunk()?;
        let (expires, rest) = rest.split_first_chunk()?;
        let bearer = Bearer {
            account: AccountIndex(u32::from_be_bytes(*account)),
            kind: *kind,
            tag: rest.try_into().ok()?,
        };
        (now < u64::from(u32::from_be_bytes(*expires))).then_some(bearer)
    }
}

impl Bearer {
    /// The account's key the bearer was made for, if it is still in force.
    pub(crate) fn key(&self, account: &Account) -> Option<SessionKey> {
        let statement = &account.identity.statement;
        let devices = statement.devices.iter().map(|key| SessionKey::Device(*key));
        devices
            .chain([SessionKey::Card(statement.card)])
            .find(|key| key_tag(*key) == (self.kind, self.tag))
    }
}

fn key_tag(key: SessionKey) -> (u8, [u8; KEY_TAG]) {
    let (kind, key) = match key {
        SessionKey::Device(DeviceKey(key)) => (0, key),
        SessionKey::Card(CardKey(key)) => (1, key),
    };
    let mut tag = [0; KEY_TAG];
    tag.copy_from_slice(&key[..KEY_TAG]);
    (kind, tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_000;

    #[test]
    fn a_challenge_is_good_for_two_minutes_and_only_here() {
        let marks = Marks::new([7; 32]);
        let challenge = marks.challenge(NOW).unwrap();
        assert!(marks.is_fresh(&challenge, NOW));
        assert!(marks.is_fresh(&challenge, NOW + 120));
        assert!(!marks.is_fresh(&challenge, NOW + 121));
        assert!(!marks.is_fresh(&challenge, NOW - 60));
        assert!(!Marks::new([8; 32]).is_fresh(&challenge, NOW));
        let later = Challenge {
            time: NOW + 1,
            ..challenge
        };
        assert!(!marks.is_fresh(&later, NOW));
    }

    #[test]
    fn a_bearer_is_short_and_refuses_every_bit_change() {
        let marks = Marks::new([7; 32]);
        let key = SessionKey::Device(DeviceKey([9; 32]));
        let text = marks.bearer(AccountIndex(70_000), key, NOW);
        assert!(
            text.len() <= 44 && text.bytes().all(|b| b.is_ascii_graphic()),
            "{text}"
        );
        let bearer = marks.read_bearer(&text, NOW).unwrap();
        assert_eq!(bearer.account, AccountIndex(70_000));
        assert!(
            marks
                .read_bearer(&text, NOW + SESSION_SECONDS - 1)
                .is_some()
        );
        assert!(marks.read_bearer(&text, NOW + SESSION_SECONDS).is_none());
        let raw = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        for bit in 0..raw.len() * 8 {
            let mut changed = raw.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = BASE64URL_NOPAD.encode(&changed);
            assert_eq!(marks.read_bearer(&changed, NOW), None, "bit {bit}");
        }
        for cut in 0..text.len() {
            assert_eq!(marks.read_bearer(text.get(..cut).unwrap(), NOW), None);
        }
    }
}
