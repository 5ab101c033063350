//! Commands in, views out.

use std::cell::{Cell, RefCell};

use amanat_messages::{Problem, Stage, SyncState};
use amanat_vault::Random;
use tokio::sync::Mutex;

use crate::names;
use crate::ports::{Batch, Durability, Platform, Store};
use crate::problem;
use crate::session::Session;

/// One person's vault on one device.
///
/// Methods take `&self` and may run interleaved on one thread: a draft is saved while a slow sync waits for
/// the network. Memory is borrowed only between awaits; what changes chains or keys holds `chain`.
pub struct Client<P> {
    pub(crate) platform: P,
    pub(crate) origin: String,
    pub(crate) inner: RefCell<Inner>,
    /// Held by whatever extends a chain or changes keys or marks.
    pub(crate) chain: Mutex<()>,
    /// Held while memory and store are changed together, and while memory is read anew from the store. Never
    /// across a call to the network. Whoever holds both took `chain` first. It is fair: of two saves of one item
    /// the later must not be overwritten by the earlier.
    pub(crate) writing: Mutex<()>,
    /// A sync is under way, and whether it goes round again.
    pub(crate) running: Cell<bool>,
    pub(crate) again: Cell<bool>,
    changes: Cell<u64>,
}

#[derive(Default)]
pub(crate) struct Inner {
    /// A vault is stored here.
    pub stored: bool,
    pub session: Option<Session>,
    pub sync: SyncState,
    pub clock_days: Option<i32>,
}

/// The platform's generator, in the form the vault takes it.
pub(crate) struct Rng<'a, P>(pub &'a P);

impl<P: Platform> Random for Rng<'_, P> {
    fn fill(&mut self, buffer: &mut [u8]) {
        self.0.fill(buffer);
    }
}

impl<P: Platform> Client<P> {
    /// Looks at what the device stores. `origin` is the endpoint's scheme, host and port.
    ///
    /// # Errors
    /// A storage problem, or [`Problem::AppTooOld`] when a newer app has written here.
    pub async fn open(platform: P, origin: &str) -> Result<Self, Problem> {
        let store = platform.store();
        let layout = store.get(names::LAYOUT).await.map_err(problem::storage)?;
        if layout.is_some_and(|v| v != [names::LAYOUT_VERSION]) {
            return Err(Problem::AppTooOld);
        }
        let slot = store.get(names::SLOT).await.map_err(problem::storage)?;
        let ring = store.get(names::KEYRING).await.map_err(problem::storage)?;
        let inner = Inner {
            stored: slot.is_some() && ring.is_some(),
            ..Inner::default()
        };
        Ok(Self {
            platform,
            origin: origin.trim_end_matches('/').to_owned(),
            inner: RefCell::new(inner),
            chain: Mutex::new(()),
            writing: Mutex::new(()),
            running: Cell::new(false),
            again: Cell::new(false),
            changes: Cell::new(0),
        })
    }

    /// Counts changes of anything a view may show.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes.get()
    }

    pub(crate) fn changed(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    /// A little work that makes a later search answer at once. For idle moments; true while there is more.
    #[must_use]
    pub fn idle(&self) -> bool {
        const ITEMS: usize = 25;
        self.with(|s| Ok(s.portfolio.index_some(ITEMS)))
            .unwrap_or(false)
    }

    /// How far this device has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        let inner = self.inner.borrow();
        match &inner.session {
            Some(s) if s.ring.stored.card.is_some() => Stage::CardWaiting,
            Some(_) => Stage::Open,
            None if inner.stored => Stage::Locked,
            None => Stage::Empty,
        }
    }

    /// Works on the open vault. Never held across an await.
    pub(crate) fn with<T>(
        &self,
        f: impl FnOnce(&mut Session) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        f(self
            .inner
            .borrow_mut()
            .session
            .as_mut()
            .ok_or(Problem::Locked)?)
    }

    /// As [`Self::with`], for writing: the card has to be confirmed first.
    pub(crate) fn with_writable<T>(
        &self,
        f: impl FnOnce(&mut Session) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.with(|s| s.writable().and_then(f))
    }

    /// Changes memory and store in one step: nothing else that does comes in between, and no reading of the
    /// store meets the one without the other. True when something was written.
    pub(crate) async fn change(
        &self,
        f: impl FnOnce(&mut Session) -> Result<Batch, Problem>,
    ) -> Result<bool, Problem> {
        self.change_with(Durability::Strict, |s| {
            let batch = f(s)?;
            let any = !batch.is_empty();
            Ok((batch, any))
        })
        .await
    }

    /// As [`Self::change`], for writing: the card has to be confirmed first.
    pub(crate) async fn write(
        &self,
        f: impl FnOnce(&mut Session) -> Result<Batch, Problem>,
    ) -> Result<bool, Problem> {
        self.change(|s| s.writable().and_then(f)).await
    }

    /// As [`Self::change`], with an answer.
    pub(crate) async fn change_with<T>(
        &self,
        durability: Durability,
        f: impl FnOnce(&mut Session) -> Result<(Batch, T), Problem>,
    ) -> Result<T, Problem> {
        let _writing = self.writing.lock().await;
        let (batch, answer) = self.with(f)?;
        if !batch.is_empty() {
            self.apply(batch, durability).await?;
        }
        Ok(answer)
    }

    pub(crate) async fn apply(&self, batch: Batch, durability: Durability) -> Result<(), Problem> {
        self.platform
            .store()
            .apply(batch, durability)
            .await
            .map_err(problem::storage)
    }

    /// Every pair under a prefix.
    pub(crate) async fn scan_all(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, Problem> {
        let mut all = Vec::new();
        loop {
            let after = all.last().map(|(k, _): &(String, Vec<u8>)| k.clone());
            let store = self.platform.store();
            let page = store
                .scan(prefix, after.as_deref(), 512)
                .await
                .map_err(problem::storage)?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }

    /// Removes everything from the store.
    pub(crate) async fn wipe(&self) -> Result<(), Problem> {
        loop {
            let store = self.platform.store();
            let page = store.scan("", None, 512).await.map_err(problem::storage)?;
            if page.is_empty() {
                return Ok(());
            }
            let deletes = page.into_iter().map(|(k, _)| k).collect();
            self.apply(
                Batch {
                    puts: Vec::new(),
                    deletes,
                },
                Durability::Strict,
            )
            .await?;
        }
    }

    pub(crate) fn draw<const N: usize>(&self) -> [u8; N] {
        amanat_vault::make_bytes(&mut Rng(&self.platform))
    }

    pub(crate) fn set_sync(&self, state: SyncState) {
        self.inner.borrow_mut().sync = state;
        self.changed();
    }
}
