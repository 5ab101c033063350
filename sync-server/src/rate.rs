//! Token buckets: by account first, because a campus is one address, then by address.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

use crate::store::AccountIndex;

/// Buckets remembered. Beyond it the fullest, which lose nothing by it, are forgotten.
const REMEMBERED: usize = 8192;

/// How many calls are let through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    /// At once.
    pub burst: u32,
    /// In the long run.
    pub per_second: u32,
}

/// Wait this many seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Wait(pub u32);

pub(crate) struct RateLimits {
    accounts: Buckets<AccountIndex>,
    addresses: Buckets<IpAddr>,
}

impl RateLimits {
    pub(crate) fn new(accounts: Rate, addresses: Rate) -> Self {
        Self {
            accounts: Buckets::new(accounts),
            addresses: Buckets::new(addresses),
        }
    }

    pub(crate) fn account(&self, account: AccountIndex) -> Result<(), Wait> {
        self.accounts.take(account, Instant::now())
    }

    pub(crate) fn address(&self, address: IpAddr) -> Result<(), Wait> {
        self.addresses.take(network(address), Instant::now())
    }
}

/// Whoever has one IPv6 address has the 2^64 beside it.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

struct Bucket {
    left: f64,
    at: Instant,
}

struct Buckets<K> {
    rate: Rate,
    buckets: Mutex<HashMap<K, Bucket>>,
}

impl<K: Hash + Eq + Copy> Buckets<K> {
    fn new(rate: Rate) -> Self {
        Self {
            rate,
            buckets: Mutex::new(HashMap::new()),
        }
    }

    fn take(&self, key: K, now: Instant) -> Result<(), Wait> {
        let (burst, speed) = (f64::from(self.rate.burst), f64::from(self.rate.per_second));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let refilled = |b: &Bucket| {
            (now.duration_since(b.at)
                .as_secs_f64()
                .mul_add(speed, b.left))
            .min(burst)
        };
        if buckets.len() >= REMEMBERED && !buckets.contains_key(&key) {
            buckets.retain(|_, bucket| refilled(bucket) < burst);
            // All of them busy: start over rather than grow, or search for the least busy under a lock.
            if buckets.len() >= REMEMBERED {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(key).or_insert(Bucket {
            left: burst,
            at: now,
        });
        bucket.left = refilled(bucket);
        bucket.at = now;
        if bucket.left < 1.0 {
            // At least a second, and a full refill at most, so the number is small and positive.
            let seconds = ((1.0 - bucket.left) / speed.max(0.001))
                .ceil()
                .clamp(1.0, 3600.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "1 to 3600"
            )]
            return Err(Wait(seconds as u32));
        }
        bucket.left -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn lets_a_burst_through_then_the_rate() {
        let buckets = Buckets::new(Rate {
            burst: 3,
            per_second: 2,
        });
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(buckets.take(1, start), Ok(()));
        }
        assert_eq!(buckets.take(1, start), Err(Wait(1)));
        assert_eq!(
            buckets.take(2, start),
            Ok(()),
            "another key has its own bucket"
        );
        let later = start + Duration::from_millis(500);
        assert_eq!(buckets.take(1, later), Ok(()));
        assert_eq!(buckets.take(1, later), Err(Wait(1)));
    }

    #[test]
    fn remembers_a_bounded_number() {
        let buckets = Buckets::new(Rate {
            burst: 1,
            per_second: 1,
        });
        let now = Instant::now();
        for key in 0..3 * REMEMBERED {
            assert_eq!(buckets.take(key, now), Ok(()));
            assert!(buckets.buckets.lock().unwrap().len() <= REMEMBERED);
        }
    }

    #[test]
    fn a_network_is_one_address() {
        let a: IpAddr = "2001:db8:1:2:3::4".parse().unwrap();
        let b: IpAddr = "2001:db8:1:2:ffff::9".parse().unwrap();
        let mapped: IpAddr = "::ffff:192.0.2.7".parse().unwrap();
        assert_eq!(network(a), network(b));
        assert_eq!(network(mapped), "192.0.2.7".parse::<IpAddr>().unwrap());
    }
}
