//! The client's [`Store`] in the browser: IndexedDB, one database, one object store.
//!
//! Keys are the engine's ASCII strings, out of line; values are `Uint8Array`s of bytes that the engine has
//! sealed or signed. No transaction ever waits for anything but its own requests: IndexedDB commits one that
//! is idle when control returns to the browser.

mod error;
mod read;
mod write;

use std::rc::Rc;

use amanat_client::{Batch, Durability, Store, StoreError};
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

const DATABASE: &str = "amanat";
/// What differs between versions of the layout is the engine's affair, under a key of its own.
const VERSION: u8 = 1;
const RECORDS: &str = "records";

/// An open database. Clones are handles to the same one.
#[derive(Clone)]
pub struct IndexedDbStore(Rc<Open>);

struct Open {
    database: Database,
    _on_version_change: Closure<dyn FnMut()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        // The browser keeps the connection until it is collected, and would call what is dropped here.
        self.database.as_sys().set_onversionchange(None);
        self.database.clone().close();
    }
}

impl IndexedDbStore {
    /// Opens the database, and makes it where there is none.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where the browser gives no storage (private windows, blocked cookies),
    /// [`StoreError::Full`] where there is no room for even an empty database.
    pub async fn open() -> Result<Self, StoreError> {
        let database = Database::open(DATABASE)
            .with_version(VERSION)
            .with_on_upgrade_needed(|_, database| {
                database.create_object_store(RECORDS).build()?;
                Ok(())
            })
            .await
            .map_err(|error| error::opening(&error))?;
        // Whoever deletes the site's data or brings a newer layout waits until this connection is closed.
        let closing = database.clone();
        let on_version_change = Closure::new(move || closing.clone().close());
        let listener = on_version_change.as_ref().unchecked_ref();
        database.as_sys().set_onversionchange(Some(listener));
        Ok(Self(Rc::new(Open {
            database,
            _on_version_change: on_version_change,
        })))
    }

    /// Lets nothing more be read or written here. What is under way is finished.
    pub fn close(&self) {
        self.0.database.clone().close();
    }
}

impl Store for IndexedDbStore {
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        read::get(&self.0.database, key).await
    }

    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        read::scan(&self.0.database, prefix, after, limit).await
    }

    async fn apply(&self, batch: Batch, durability: Durability) -> Result<(), StoreError> {
        write::apply(&self.0.database, &batch, durability).await
    }
}
