//! `amanat-server found`: a data folder, and the link by which its first coordinator comes.

use std::io;
use std::path::Path;

use amanat_protocol::api::token_hash;
use amanat_protocol::link::FoundingLink;
use serde::Serialize;

use crate::clock::Clock;
use crate::store::sqlite::{Bounds, OpenError, SqliteStore};
use crate::store::{NewToken, Store, StoreError, TokenError};

/// How long a founding link is good.
const GOOD_FOR: u64 = 14 * 24 * 60 * 60;

/// Where an endpoint is when nobody has said: on the machine it is tried out on.
pub const DEFAULT_ORIGIN: &str = "http://localhost:8480";

/// What `found` made.
#[derive(Serialize)]
pub struct Founded {
    /// The link. Works once.
    pub link: String,
    /// Unix seconds after which it does not.
    pub expires: u64,
}

/// Why no link was made.
#[derive(Debug, thiserror::Error)]
pub enum FoundError {
    /// The folder cannot be made.
    #[error("cannot make the data folder: {0}")]
    Folder(#[from] io::Error),
    /// The folder cannot be opened.
    #[error("cannot open the data folder: {0}")]
    Open(#[from] OpenError),
    /// The origin is not one.
    #[error("the origin must look like https://college.example or http://localhost:8480")]
    Origin,
    /// No randomness.
    #[error("the system gave no random bytes")]
    Random,
    /// Somebody came by an earlier link.
    #[error("the founding link has been used already; add --again for a further one")]
    AlreadyFounded,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the data folder where it is missing, readable by its owner alone: it holds the endpoint's key.
///
/// # Errors
/// When the system refuses.
pub fn make_folder(data: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)?;
    std::fs::set_permissions(data, std::fs::Permissions::from_mode(0o700))
}

impl From<TokenError> for FoundError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::AlreadyFounded => Self::AlreadyFounded,
            TokenError::Store(error) => Self::Store(error),
        }
    }
}

/// Founds an endpoint, or gives out a further link to one. Without an origin it is the one given before, or
/// [`DEFAULT_ORIGIN`].
///
/// # Errors
/// [`FoundError`]
pub async fn found<'a>(
    data: &Path,
    origin: impl Into<Option<&'a str>>,
    name: Option<String>,
    again: bool,
    clock: &Clock,
) -> Result<Founded, FoundError> {
    let origin = origin.into().map(|origin| origin.trim_end_matches('/'));
    if !origin.is_none_or(is_origin) {
        return Err(FoundError::Origin);
    }
    make_folder(data)?;
    // A link must come out of a full disk too: the operator may be about to move.
    let store = SqliteStore::open(
        data,
        Bounds {
            quota: 0,
            reserve: 0,
        },
    )?;
    let mut token = [0; 16];
    getrandom::fill(&mut token).map_err(|_| FoundError::Random)?;
    let expires = clock.now().saturating_add(GOOD_FOR);
    store
        .add_token(NewToken {
            hash: token_hash(&token),
            expires,
            again,
        })
        .await?;
    store.describe(name, origin.map(str::to_owned)).await?;
    let known = store.profile().await?.origin;
    let origin = known.unwrap_or_else(|| DEFAULT_ORIGIN.to_owned());
    let link = FoundingLink { origin, token };
    Ok(Founded {
        link: link.format(),
        expires,
    })
}

/// Scheme, host and perhaps port, as browsers write an origin (RFC 6454 section 6.1).
fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = text.split_once("://") else {
        return false;
    };
    matches!(scheme, "http" | "https")
        && !host.is_empty()
        && host
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b':' | b'[' | b']'))
}
