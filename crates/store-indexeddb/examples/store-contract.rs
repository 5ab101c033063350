//! Runs the client's contract suite on IndexedDB, in the page that loads it. See
//! `tests/e2e/store-contract.test.mjs`.

use amanat_client::{Batch, Durability, Store, contract};
use amanat_store_indexeddb::IndexedDbStore;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(text: &str);
}

/// Says where a broken contract panicked.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| error(&info.to_string())));
}

/// The contract, on the empty database of a fresh profile.
#[wasm_bindgen]
pub async fn keeps_the_contract() -> Result<(), JsValue> {
    contract::store(&open().await?).await;
    Ok(())
}

/// Writes a key with a durability, for another load of the page to find.
#[wasm_bindgen]
pub async fn write(key: String, value: Vec<u8>, strict: bool) -> Result<(), JsValue> {
    let mut batch = Batch::default();
    batch.put(key, value);
    let durability = if strict {
        Durability::Strict
    } else {
        Durability::Relaxed
    };
    open().await?.apply(batch, durability).await.map_err(says)
}

/// Reads a key.
#[wasm_bindgen]
pub async fn read(key: String) -> Result<Option<Vec<u8>>, JsValue> {
    open().await?.get(&key).await.map_err(says)
}

/// Writes `count` records of `size` bytes in one batch.
#[wasm_bindgen]
pub async fn fill(prefix: String, count: u32, size: u32) -> Result<(), JsValue> {
    let mut batch = Batch::default();
    for n in 0..count {
        batch.put(
            format!("{prefix}{n:016x}"),
            vec![n.to_le_bytes()[0]; size as usize],
        );
    }
    open()
        .await?
        .apply(batch, Durability::Relaxed)
        .await
        .map_err(says)
}

/// Reads all records under a prefix, a page at a time as the engine does; returns how many there are.
#[wasm_bindgen]
pub async fn count(prefix: String) -> Result<u32, JsValue> {
    let store = open().await?;
    let mut after: Option<String> = None;
    let mut seen = 0;
    loop {
        let page = store
            .scan(&prefix, after.as_deref(), 512)
            .await
            .map_err(says)?;
        let Some((last, _)) = page.last() else {
            return Ok(seen);
        };
        after = Some(last.clone());
        seen += u32::try_from(page.len()).unwrap_or(u32::MAX);
    }
}

/// A store that stays open.
#[wasm_bindgen]
pub struct Held(IndexedDbStore);

#[wasm_bindgen]
impl Held {
    /// Opens it.
    pub async fn open() -> Result<Self, JsValue> {
        open().await.map(Self)
    }

    /// Reads a key.
    pub async fn read(&self, key: String) -> Result<Option<Vec<u8>>, JsValue> {
        self.0.get(&key).await.map_err(says)
    }

    /// Closes it, with a write under way that was asked for before; returns what became of that.
    pub async fn close_while_writing(&self, key: String) -> Result<(), JsValue> {
        let mut batch = Batch::default();
        batch.put(key, vec![1]);
        let mut writing = std::pin::pin!(self.0.apply(batch, Durability::Strict));
        // Once, to ask.
        std::future::poll_fn(|context| {
            let _ = writing.as_mut().poll(context);
            std::task::Poll::Ready(())
        })
        .await;
        self.0.close();
        writing.await.map_err(says)
    }
}

async fn open() -> Result<IndexedDbStore, JsValue> {
    IndexedDbStore::open().await.map_err(says)
}

fn says(error: amanat_client::StoreError) -> JsValue {
    JsValue::from_str(&format!("{error:?}"))
}
