//! A store in memory: for tests and for reading a vault without leaving a trace.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Bound;

use crate::ports::{Batch, Durability, Store, StoreError};

/// A [`Store`] that lives as long as the value.
#[derive(Default)]
pub struct MemoryStore {
    map: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl Store for MemoryStore {
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.map.borrow().get(key).cloned())
    }

    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let map = self.map.borrow();
        let from = match after {
            Some(after) if after >= prefix => Bound::Excluded(after.to_owned()),
            _ => Bound::Included(prefix.to_owned()),
        };
        let pairs = map.range((from, Bound::Unbounded));
        let pairs = pairs.take_while(|(k, _)| k.starts_with(prefix)).take(limit);
        Ok(pairs.map(|(k, v)| (k.clone(), v.clone())).collect())
    }

    async fn apply(&self, batch: Batch, _: Durability) -> Result<(), StoreError> {
        let mut map = self.map.borrow_mut();
        for (key, value) in batch.puts {
            map.insert(key, value);
        }
        for key in batch.deletes {
            map.remove(&key);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn keeps_the_contract() {
        futures::executor::block_on(crate::contract::store(&super::MemoryStore::default()));
    }
}
