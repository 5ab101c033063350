//! What the operator decides.

use std::path::PathBuf;

use crate::clock::Clock;
use crate::rate::Rate;
use crate::store::sqlite::Bounds;

/// Where the app's files are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AppSource {
    /// In the binary, if it was built with `embed-app`.
    Embedded,
    /// In a folder.
    Folder(PathBuf),
    /// Nowhere: another host serves the app.
    None,
}

/// How an endpoint runs.
#[derive(Clone)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// The origin clients reach it by, such as `https://college.example`. Sessions are bound to it. By
    /// default what `found` was told, or else `http://localhost:<port>`.
    pub origin: Option<String>,
    /// The app's files.
    pub app: AppSource,
    /// The app's origin, where another host serves it.
    pub app_origin: Option<String>,
    /// How much is kept.
    pub bounds: Bounds,
    /// Calls of one account.
    pub account_rate: Rate,
    /// Calls of one address without a session. A campus is one address.
    pub address_rate: Rate,
    /// Believe the last address of `X-Forwarded-For`: only behind a proxy of one's own.
    pub behind_proxy: bool,
    /// The time of day.
    pub clock: Clock,
}

impl Settings {
    /// The defaults, for a data folder.
    #[must_use]
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            origin: None,
            app: AppSource::None,
            app_origin: None,
            bounds: Bounds {
                quota: 64 << 20,
                reserve: 64 << 20,
            },
            account_rate: Rate {
                burst: 600,
                per_second: 20,
            },
            address_rate: Rate {
                burst: 2000,
                per_second: 100,
            },
            behind_proxy: false,
            clock: Clock::system(),
        }
    }
}
