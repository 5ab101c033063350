//! Where the files are: in the binary, in a folder, or nowhere.

use std::borrow::Cow;
use std::path::PathBuf;

use amanat_protocol::hash::{self, Hash};

use crate::settings::AppSource;

/// Why the app cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum AppFilesError {
    /// Built without the feature.
    #[error(
        "this binary holds no app: name a folder by --app, or build it with the feature embed-app"
    )]
    NotEmbedded,
    /// No page in the folder.
    #[error("there is no index.html in the app's folder {0}")]
    NoIndex(PathBuf),
    /// The endpoint's origin cannot stand in a header.
    #[error("the endpoint's origin cannot stand in a header")]
    Endpoint,
}

pub(super) enum Source {
    None,
    #[cfg(feature = "embed-app")]
    Embedded,
    Folder(PathBuf),
}

/// A file's content and what names that content.
pub(super) struct File {
    pub bytes: Cow<'static, [u8]>,
    pub hash: Hash,
}

#[cfg(feature = "embed-app")]
#[derive(rust_embed::RustEmbed)]
#[folder = "$AMANAT_APP_DIST"]
struct Embedded;

impl Source {
    pub(super) fn open(source: &AppSource) -> Result<Self, AppFilesError> {
        match source {
            AppSource::None => Ok(Self::None),
            AppSource::Folder(folder) if folder.join(super::INDEX).is_file() => {
                Ok(Self::Folder(folder.clone()))
            }
            AppSource::Folder(folder) => Err(AppFilesError::NoIndex(folder.clone())),
            #[cfg(feature = "embed-app")]
            AppSource::Embedded => Ok(Self::Embedded),
            #[cfg(not(feature = "embed-app"))]
            AppSource::Embedded => Err(AppFilesError::NotEmbedded),
        }
    }

    /// A file by its plain name.
    pub(super) async fn get(&self, name: &str) -> Option<File> {
        match self {
            Self::None => None,
            #[cfg(feature = "embed-app")]
            Self::Embedded => {
                let file = <Embedded as rust_embed::RustEmbed>::get(name)?;
                Some(File {
                    hash: Hash(file.metadata.sha256_hash()),
                    bytes: file.data,
                })
            }
            Self::Folder(folder) => {
                let path = folder.join(name);
                // Read anew each time: the folder is a developer's, and changes.
                let reading = tokio::task::spawn_blocking(move || {
                    let bytes = std::fs::read(path).ok()?;
                    Some(File {
                        hash: hash::plain(&bytes),
                        bytes: Cow::Owned(bytes),
                    })
                });
                reading.await.ok().flatten()
            }
        }
    }
}
