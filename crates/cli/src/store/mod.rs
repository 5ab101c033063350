//! A folder as the client's [`Store`]: one append-only file of batches, replayed when it is opened.
//!
//! A batch is a frame, and a frame counts only when it is whole, so a batch happens wholly or not at all
//! wherever the power fails. What is strict is flushed before it is acknowledged. When most of the file is
//! outdated it is written anew beside the old one, which a rename then replaces.

mod frame;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use amanat_client::{Batch, Durability, Store, StoreError};

use self::frame::{End, Reader};
use crate::error::Error;
use crate::secrets::failed;

const LOG: &str = "records.log";
const LOCK: &str = "lock";
/// A file is written anew when it is this many times longer than what is in it, and not small.
const OUTDATED: u64 = 4;
const SMALL: u64 = 1 << 20;
/// Records of one frame of a file written anew.
const CHUNK: usize = 256;

/// A vault's folder. Only one program has it open at a time.
pub(crate) struct FileStore {
    inner: RefCell<Inner>,
    _lock: File,
}

struct Inner {
    records: BTreeMap<String, Vec<u8>>,
    log: File,
    /// Length of the whole frames.
    length: u64,
    /// A write failed in a way that leaves open what is on the disk. Nothing more is written or read.
    broken: bool,
}

impl FileStore {
    /// Opens a folder, and makes it where there is none.
    pub(crate) fn open(folder: &Path) -> Result<Self, Error> {
        make_folder(folder).map_err(|error| failed(folder, error))?;
        let path = folder.join(LOG);
        let lock = open_file(&folder.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::InUse(folder.to_owned())),
            Err(TryLockError::Error(error)) => return Err(failed(folder, error)),
        }
        let mut inner = Inner::load(&path)?;
        let live: usize = inner.records.iter().map(|(k, v)| k.len() + v.len()).sum();
        if inner.length > SMALL && inner.length / OUTDATED > live as u64 {
            let fresh = rewrite(folder, &path, &inner.records);
            (inner.log, inner.length) = fresh.map_err(|error| failed(&path, error))?;
        }
        Ok(Self {
            inner: RefCell::new(inner),
            _lock: lock,
        })
    }
}

impl Inner {
    fn load(path: &Path) -> Result<Self, Error> {
        let mut log = open_file(path)?;
        let mut bytes = Vec::new();
        let read = log.read_to_end(&mut bytes);
        read.map_err(|error| failed(path, error))?;
        let mut records = BTreeMap::new();
        let mut reader = Reader::new(&bytes);
        let end = loop {
            match reader.next() {
                Ok(batch) => put(&mut records, batch),
                Err(end) => break end,
            }
        };
        let length = reader.whole();
        match end {
            End::Clean => {}
            // The power failed in the middle of a batch that was never acknowledged.
            End::Torn => cut(&mut log, length).map_err(|error| failed(path, error))?,
            // What follows was acknowledged once. To go on without it would be to forget what was signed.
            End::Damaged => return Err(Error::Damaged(path.to_owned())),
        }
        Ok(Self {
            records,
            log,
            length,
            broken: false,
        })
    }

    fn append(&mut self, batch: &Batch, durability: Durability) -> Result<(), StoreError> {
        let frame = frame::encode(batch).ok_or(StoreError::Failed)?;
        if let Err(error) = self.log.write_all(&frame) {
            self.broken = cut(&mut self.log, self.length).is_err();
            return Err(match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
                _ => StoreError::Failed,
            });
        }
        if durability == Durability::Strict && self.log.sync_data().is_err() {
            self.broken = true;
            return Err(StoreError::Failed);
        }
        self.length += frame.len() as u64;
        Ok(())
    }
}

impl Store for FileStore {
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let inner = self.inner.borrow();
        usable(&inner)?;
        Ok(inner.records.get(key).cloned())
    }

    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let inner = self.inner.borrow();
        usable(&inner)?;
        let from = match after {
            Some(after) if after >= prefix => Bound::Excluded(after),
            _ => Bound::Included(prefix),
        };
        let pairs = inner.records.range::<str, _>((from, Bound::Unbounded));
        let pairs = pairs.take_while(|(k, _)| k.starts_with(prefix)).take(limit);
        Ok(pairs.map(|(k, v)| (k.clone(), v.clone())).collect())
    }

    async fn apply(&self, batch: Batch, durability: Durability) -> Result<(), StoreError> {
        let mut inner = self.inner.borrow_mut();
        usable(&inner)?;
        if !batch.is_empty() {
            inner.append(&batch, durability)?;
            put(&mut inner.records, batch);
        }
        Ok(())
    }
}

const fn usable(inner: &Inner) -> Result<(), StoreError> {
    if inner.broken {
        Err(StoreError::Failed)
    } else {
        Ok(())
    }
}

fn put(records: &mut BTreeMap<String, Vec<u8>>, batch: Batch) {
    for key in &batch.deletes {
        records.remove(key);
    }
    records.extend(batch.puts);
}

fn cut(log: &mut File, length: u64) -> std::io::Result<()> {
    log.set_len(length)?;
    log.seek(SeekFrom::Start(length))?;
    log.sync_data()
}

/// The file with nothing but what still counts.
fn rewrite(
    folder: &Path,
    path: &Path,
    records: &BTreeMap<String, Vec<u8>>,
) -> std::io::Result<(File, u64)> {
    let beside: PathBuf = path.with_extension("new");
    let mut file = private().truncate(true).open(&beside)?;
    let mut length = 0;
    let pairs: Vec<_> = records.iter().collect();
    for chunk in pairs.chunks(CHUNK) {
        let puts = chunk.iter().map(|(k, v)| ((*k).clone(), (*v).clone()));
        let batch = Batch {
            puts: puts.collect(),
            deletes: Vec::new(),
        };
        let frame = frame::encode(&batch).ok_or(ErrorKind::FileTooLarge)?;
        file.write_all(&frame)?;
        length += frame.len() as u64;
    }
    file.sync_all()?;
    fs::rename(&beside, path)?;
    sync_folder(folder)?;
    Ok((file, length))
}

fn open_file(path: &Path) -> Result<File, Error> {
    let file = private().open(path);
    let file = file.map_err(|error| failed(path, error))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    sync_folder(folder).map_err(|error| failed(folder, error))?;
    Ok(file)
}

/// For files that only their owner reads.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a new or renamed file's name as durable as its bytes.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
