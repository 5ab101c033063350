//! Reading: one request, or two that run together.

use amanat_client::StoreError;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::{RECORDS, error};

/// Above every ASCII key; IndexedDB compares strings by UTF-16 units.
const LAST: char = '\u{ffff}';

pub(crate) async fn get(database: &Database, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let value = async {
        let transaction = database.transaction(RECORDS).build()?;
        let records = transaction.object_store(RECORDS)?;
        let value: Option<JsValue> = records.get(key).primitive()?.await?;
        Ok(value)
    };
    let value = value.await.map_err(|e| error::working(&e))?;
    value.map(bytes).transpose()
}

pub(crate) async fn scan(
    database: &Database,
    prefix: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let Some(range) = range(prefix, after) else {
        return Ok(Vec::new());
    };
    let limit = u32::try_from(limit).unwrap_or(u32::MAX);
    // To IndexedDB a limit of zero is none.
    if limit == 0 {
        return Ok(Vec::new());
    }
    let pairs = async {
        let transaction = database.transaction(RECORDS).build()?;
        let records = transaction.object_store(RECORDS)?;
        let keys = records
            .get_all_keys::<JsValue>()
            .with_query::<String, _>(range.clone());
        let values = records.get_all::<JsValue>().with_query::<String, _>(range);
        // Both are asked before either is awaited: they see one state and cost one wait.
        let keys = keys.with_limit(limit).primitive()?;
        let values = values.with_limit(limit).primitive()?;
        Ok((keys.await?, values.await?))
    };
    let (keys, values) = pairs.await.map_err(|e| error::working(&e))?;
    keys.zip(values)
        .map(|(key, value)| {
            let key = key.map_err(|e| error::working(&e))?;
            let value = value.map_err(|e| error::working(&e))?;
            let key = key.as_string().ok_or(StoreError::Failed)?;
            Ok((key, bytes(value)?))
        })
        .collect()
}

/// None where nothing can lie in it, which IndexedDB would call an error.
fn range(prefix: &str, after: Option<&str>) -> Option<KeyRange<String>> {
    let end = format!("{prefix}{LAST}");
    match after {
        Some(after) if after >= end.as_str() => None,
        Some(after) if after >= prefix => Some(KeyRange::Bound(after.to_owned(), true, end, true)),
        _ => Some(KeyRange::Bound(prefix.to_owned(), false, end, true)),
    }
}

fn bytes(value: JsValue) -> Result<Vec<u8>, StoreError> {
    let array: Uint8Array = value.dyn_into().map_err(|_| StoreError::Failed)?;
    Ok(array.to_vec())
}
