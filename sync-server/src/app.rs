//! What every call has at hand.

use std::sync::Arc;

use crate::app_files::{AppFiles, AppFilesError};
use crate::clock::Clock;
use crate::marks::Marks;
use crate::rate::RateLimits;
use crate::settings::Settings;
use crate::store::{Store, StoreError};

/// An endpoint's state.
pub struct App<S> {
    pub(crate) store: S,
    pub(crate) name: String,
    /// What sessions are bound to.
    pub(crate) origin: String,
    pub(crate) app_origin: Option<String>,
    pub(crate) behind_proxy: bool,
    pub(crate) marks: Marks,
    pub(crate) rates: RateLimits,
    pub(crate) clock: Clock,
    pub(crate) files: AppFiles,
}

/// Why an endpoint does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The app's files are not there.
    #[error(transparent)]
    Files(#[from] AppFilesError),
}

impl<S: Store> App<S> {
    /// Prepares an endpoint over an open store, to be reached by way of `port`.
    ///
    /// # Errors
    /// [`StartError`]
    pub async fn start(settings: &Settings, store: S, port: u16) -> Result<Arc<Self>, StartError> {
        let profile = store.profile().await?;
        let origin = settings.origin.clone().or(profile.origin);
        let origin = origin.unwrap_or_else(|| format!("http://localhost:{port}"));
        let origin = origin.trim_end_matches('/').to_owned();
        let app_origin = settings
            .app_origin
            .as_deref()
            .map(|o| o.trim_end_matches('/').to_owned());
        let app_origin = app_origin.filter(|app| *app != origin);
        let endpoint = app_origin.as_ref().map(|_| origin.as_str());
        Ok(Arc::new(Self {
            store,
            name: profile.name,
            files: AppFiles::open(&settings.app, endpoint)?,
            origin,
            app_origin,
            behind_proxy: settings.behind_proxy,
            marks: Marks::new(profile.server_key),
            rates: RateLimits::new(settings.account_rate, settings.address_rate),
            clock: settings.clock.clone(),
        }))
    }

    /// The origin sessions are bound to.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}
