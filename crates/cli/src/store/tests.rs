use std::fs;

use amanat_client::{Batch, Durability, Store, contract};

use super::{FileStore, LOG};
use crate::error::Error;

async fn write(store: &FileStore, key: &str, value: &[u8]) {
    let mut batch = Batch::default();
    batch.put(key, value.to_vec());
    store.apply(batch, Durability::Strict).await.unwrap();
}

async fn all(store: &FileStore) -> Vec<(String, Vec<u8>)> {
    store.scan("", None, usize::MAX).await.unwrap()
}

#[tokio::test]
async fn keeps_the_contract_and_what_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(folder.path()).unwrap();
    contract::store(&store).await;
    let before = all(&store).await;
    drop(store);
    assert_eq!(all(&FileStore::open(folder.path()).unwrap()).await, before);
}

#[tokio::test]
async fn a_power_cut_at_any_byte_leaves_whole_batches() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(LOG);
    let mut states = Vec::new();
    {
        let store = FileStore::open(folder.path()).unwrap();
        states.push((0, all(&store).await));
        for n in 0..4_u8 {
            let mut batch = Batch::default();
            batch.put(format!("k{n}"), vec![n; 20]);
            batch.put("latest", vec![n]);
            if n > 1 {
                batch.delete(format!("k{}", n - 2));
            }
            store.apply(batch, Durability::Strict).await.unwrap();
            states.push((fs::metadata(&path).unwrap().len(), all(&store).await));
        }
    }
    let whole = fs::read(&path).unwrap();
    for cut in 0..=whole.len() {
        fs::write(&path, &whole[..cut]).unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        let reached = states.iter().rev().find(|(at, _)| *at <= cut as u64);
        assert_eq!(all(&store).await, reached.unwrap().1, "cut at {cut}");
        // And it can be written to again.
        write(&store, "after", b"x").await;
        drop(store);
        let again = FileStore::open(folder.path()).unwrap();
        assert_eq!(again.get("after").await, Ok(Some(b"x".to_vec())));
    }
}

#[tokio::test]
async fn damage_before_the_end_is_refused_not_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(LOG);
    let first = {
        let store = FileStore::open(folder.path()).unwrap();
        write(&store, "a", &[1; 50]).await;
        let first = fs::metadata(&path).unwrap().len();
        write(&store, "b", &[2; 50]).await;
        usize::try_from(first).unwrap()
    };
    let whole = fs::read(&path).unwrap();
    // Any byte of the first frame but those of its length, which may make it look cut short.
    for at in 4..first {
        let mut bad = whole.clone();
        bad[at] ^= 1;
        fs::write(&path, &bad).unwrap();
        let opened = FileStore::open(folder.path());
        assert!(matches!(opened, Err(Error::Damaged(_))), "byte {at}");
        assert_eq!(fs::read(&path).unwrap(), bad, "left as it was");
    }
}

#[tokio::test]
async fn an_outdated_file_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(LOG);
    let store = FileStore::open(folder.path()).unwrap();
    write(&store, "kept", b"words").await;
    for n in 0..40_u8 {
        write(&store, "draft", &vec![n; 64 * 1024]).await;
    }
    let before = all(&store).await;
    drop(store);
    let long = fs::metadata(&path).unwrap().len();
    let store = FileStore::open(folder.path()).unwrap();
    assert_eq!(all(&store).await, before);
    assert!(fs::metadata(&path).unwrap().len() < long / 10);
    write(&store, "more", b"!").await;
    drop(store);
    let store = FileStore::open(folder.path()).unwrap();
    assert_eq!(store.get("more").await, Ok(Some(b"!".to_vec())));
    assert_eq!(store.get("kept").await, Ok(Some(b"words".to_vec())));
}

#[tokio::test]
async fn a_second_program_waits_outside() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(folder.path()).unwrap();
    assert!(matches!(
        FileStore::open(folder.path()),
        Err(Error::InUse(_))
    ));
    drop(store);
    assert!(FileStore::open(folder.path()).is_ok());
}
