//! `amanat-server backup` and `restore`: a data folder's database into one file, and back.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::found::make_folder;
use crate::store::sqlite::{CopyError, FILE, copy_back, copy_out};

/// Why nothing was backed up, or put back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no endpoint in the folder.
    #[error("there is no endpoint in this folder")]
    Nothing,
    /// The backup's file is there already.
    #[error("{0} exists already, and is not overwritten")]
    Exists(PathBuf),
    /// An endpoint is in the folder already, or what is left of one.
    #[error("{0} is in this folder already: move it away, or restore into another folder")]
    Occupied(PathBuf),
    /// No randomness.
    #[error("the system gave no random bytes")]
    Random,
    /// A file or folder cannot be made.
    #[error("cannot write: {0}")]
    File(#[from] io::Error),
    /// See [`CopyError`].
    #[error(transparent)]
    Copy(#[from] CopyError),
}

/// Writes a checked copy of a data folder, also while it is served, and returns its bytes. The file appears
/// when it is whole and on the disk.
///
/// # Errors
/// [`BackupError`]
pub fn backup(data: &Path, to: &Path) -> Result<u64, BackupError> {
    let store = data.join(FILE);
    if !store.is_file() {
        return Err(BackupError::Nothing);
    }
    if to.try_exists()? {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let partial = Partial::beside(to)?;
    copy_out(&store, &partial.path)?;
    Ok(partial.finish(to)?)
}

/// Puts a backup back into a data folder that has no endpoint, as a new life of it, and returns its bytes.
///
/// # Errors
/// [`BackupError`]
pub fn restore(from: &Path, data: &Path) -> Result<u64, BackupError> {
    // Reading a file that is not there would otherwise be the database's to complain about.
    File::open(from)?;
    let store = data.join(FILE);
    // SQLite would take another database's log beside it for this one's.
    for name in ["", "-wal", "-shm", "-journal"] {
        let left = data.join(format!("{FILE}{name}"));
        if left.try_exists()? {
            return Err(BackupError::Occupied(left));
        }
    }
    make_folder(data)?;
    let partial = Partial::beside(&store)?;
    copy_back(from, &partial.path)?;
    Ok(partial.finish(&store)?)
}

/// A file on its way, readable by its owner alone. Removed when it does not arrive.
struct Partial {
    path: PathBuf,
    arrived: bool,
}

impl Partial {
    /// An empty one in the folder of the file it is to be.
    fn beside(target: &Path) -> Result<Self, BackupError> {
        use std::os::unix::fs::OpenOptionsExt;
        let mut mark = [0; 4];
        getrandom::fill(&mut mark).map_err(|_| BackupError::Random)?;
        let mut name = target.as_os_str().to_owned();
        name.push(format!(".{:08x}.partial", u32::from_be_bytes(mark)));
        let path = PathBuf::from(name);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        Ok(Self {
            path,
            arrived: false,
        })
    }

    /// Gives it its name once it is on the disk.
    fn finish(mut self, target: &Path) -> io::Result<u64> {
        let file = File::open(&self.path)?;
        file.sync_all()?;
        let bytes = file.metadata()?.len();
        std::fs::rename(&self.path, target)?;
        self.arrived = true;
        let folder = target.parent().filter(|f| !f.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(bytes)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.arrived {
            // There may be none to remove; what matters is told by the error on its way.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
