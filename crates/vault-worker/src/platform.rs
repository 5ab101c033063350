//! The browser, as the client's platform.

use amanat_client::Platform;
use amanat_store_indexeddb::IndexedDbStore;

use crate::transport::Fetch;

/// Storage, network, clock and randomness of this browser.
pub(crate) struct Browser {
    pub(crate) store: IndexedDbStore,
    pub(crate) transport: Fetch,
}

impl Platform for Browser {
    type Store = IndexedDbStore;
    type Transport = Fetch;

    fn store(&self) -> &IndexedDbStore {
        &self.store
    }

    fn transport(&self) -> &Fetch {
        &self.transport
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole milliseconds far below 2^53; a clock before 1970 saturates to zero"
    )]
    fn now(&self) -> u64 {
        js_sys::Date::now() as u64
    }

    #[expect(
        clippy::expect_used,
        reason = "a key of zeroes would be worse than a worker that stops"
    )]
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("browsers have a generator");
    }
}
