//! This machine, as the client's platform.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use amanat_client::Platform;

use crate::error::Error;
use crate::store::FileStore;
use crate::transport::Http;

/// A folder, an endpoint, the system's clock and generator.
pub(crate) struct Native {
    store: FileStore,
    transport: Http,
}

impl Native {
    pub(crate) fn open(folder: &Path, origin: &str) -> Result<Self, Error> {
        Ok(Self {
            transport: Http::to(origin)?,
            store: FileStore::open(folder)?,
        })
    }
}

impl Platform for Native {
    type Store = FileStore;
    type Transport = Http;

    fn store(&self) -> &FileStore {
        &self.store
    }

    fn transport(&self) -> &Http {
        &self.transport
    }

    fn now(&self) -> u64 {
        now()
    }

    #[expect(
        clippy::expect_used,
        reason = "a key of zeroes would be worse than a program that stops"
    )]
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the system has a generator");
    }
}

/// The system's clock, in UTC milliseconds.
pub(crate) fn now() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "the native clock is made here")]
    let now = SystemTime::now();
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
