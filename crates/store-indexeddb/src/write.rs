//! Writing: a batch is a transaction.

use amanat_client::{Batch, Durability, StoreError};
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbTransaction;

use crate::{RECORDS, error};

/// Returns after the transaction's `complete` event, which under `strict` comes after the flush to disk.
pub(crate) async fn apply(
    database: &Database,
    batch: &Batch,
    durability: Durability,
) -> Result<(), StoreError> {
    if batch.is_empty() {
        return Ok(());
    }
    let durability = match durability {
        Durability::Strict => TransactionDurability::Strict,
        Durability::Relaxed => TransactionDurability::Relaxed,
    };
    let transaction = database
        .transaction(RECORDS)
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(durability))
        .build()
        .map_err(|e| error::working(&e))?;
    let handle: IdbTransaction = transaction.as_sys().clone().unchecked_into();
    // The library's `error` listener can run once only, but when a transaction aborts, each of its pending
    // requests fails: the second would throw inside the browser's event loop and take the worker down. What
    // went wrong is read from the transaction itself below.
    handle.set_onerror(None);

    let asked = (|| {
        let records = transaction.object_store(RECORDS)?;
        for (key, value) in &batch.puts {
            let value = JsValue::from(Uint8Array::from(value.as_slice()));
            records.put(value).with_key(key.clone()).primitive()?;
        }
        for key in &batch.deletes {
            records.delete(key.clone()).primitive()?;
        }
        Ok::<(), Error>(())
    })();
    // Dropped without a commit, the transaction is rolled back.
    asked.map_err(|e| error::working(&e))?;
    transaction
        .commit()
        .await
        .map_err(|_| error::aborted(handle.error().as_ref()))
}
