//! What every [`Store`] must do. Runs on each implementation, in the browser too.

use crate::ports::{Batch, Durability, Store};

/// Checks an empty store against the contract.
///
/// # Panics
/// Where the contract is broken.
#[expect(clippy::expect_used, reason = "a contract suite panics")]
pub async fn store(store: &impl Store) {
    let put = |pairs: &[(&str, &str)]| {
        let mut batch = Batch::default();
        for (k, v) in pairs {
            batch.put(*k, v.as_bytes().to_vec());
        }
        batch
    };
    assert_eq!(store.get("a").await, Ok(None));
    let three = put(&[("e/1", "one"), ("e/2", "two"), ("f", "")]);
    store
        .apply(three, Durability::Strict)
        .await
        .expect("applies");
    assert_eq!(store.get("e/1").await, Ok(Some(b"one".to_vec())));
    assert_eq!(
        store.get("f").await,
        Ok(Some(Vec::new())),
        "empty values are values"
    );

    let all = store.scan("e/", None, 10).await.expect("scans");
    let keys: Vec<_> = all.iter().map(|(k, _)| k.as_str()).collect();
    assert_eq!(keys, ["e/1", "e/2"], "in order, prefix only");
    let after = store.scan("e/", Some("e/1"), 10).await.expect("scans");
    assert_eq!(after.len(), 1);
    let one = store.scan("", None, 1).await.expect("scans");
    assert_eq!(one.len(), 1, "limited");

    let mut swap = put(&[("e/1", "uno")]);
    swap.delete("e/2");
    swap.delete("never there");
    store
        .apply(swap, Durability::Relaxed)
        .await
        .expect("applies");
    assert_eq!(store.get("e/1").await, Ok(Some(b"uno".to_vec())));
    assert_eq!(store.get("e/2").await, Ok(None));

    let many: Vec<(String, String)> = (0..300)
        .map(|i| (format!("m/{i:016x}"), i.to_string()))
        .collect();
    let mut batch = Batch::default();
    for (k, v) in &many {
        batch.put(k.clone(), v.as_bytes().to_vec());
    }
    store
        .apply(batch, Durability::Strict)
        .await
        .expect("applies");
    let mut seen = 0;
    let mut last: Option<String> = None;
    loop {
        let page = store.scan("m/", last.as_deref(), 64).await.expect("scans");
        if page.is_empty() {
            break;
        }
        seen += page.len();
        last = page.last().map(|(k, _)| k.clone());
    }
    assert_eq!(seen, 300, "paging misses and repeats nothing");
}
