//! Whole clients and the real endpoint in one process, with faults between them.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, reason = "a test panics")]

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use amanat_client::{Batch, Client, Durability, MemoryStore, Platform, Store, StoreError};
use amanat_protocol::api::SyncAnswer;
use amanat_server::store::sqlite::SqliteStore;
use amanat_server::{App, Clock, Rate, Settings, found as founding, router};
use axum::Router;

mod acts;
pub mod college;
mod network;
pub mod signed;

pub use acts::*;
pub use network::*;

pub const ORIGIN: &str = "http://localhost:8480";
pub const PASS: &str = "a quiet afternoon";

/// An endpoint on a temporary folder.
pub struct Endpoint {
    pub folder: tempfile::TempDir,
    pub router: Router,
}

impl Endpoint {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let router = Self::start(folder.path()).await;
        Self { folder, router }
    }

    pub async fn start(path: &std::path::Path) -> Router {
        Self::start_at(path, Clock::system()).await
    }

    /// With a clock of its own, and no patience to wait out.
    pub async fn start_at(path: &std::path::Path, clock: Clock) -> Router {
        founding::make_folder(path).unwrap();
        let rate = Rate {
            burst: u32::MAX,
            per_second: u32::MAX,
        };
        let settings = Settings {
            origin: Some(ORIGIN.into()),
            account_rate: rate,
            address_rate: rate,
            clock,
            ..Settings::new(path)
        };
        let store = SqliteStore::open(path, settings.bounds).unwrap();
        router(App::start(&settings, store, 8480).await.unwrap())
    }

    pub async fn link(&self) -> String {
        let made = founding::found(self.folder.path(), ORIGIN, None, true, &Clock::system()).await;
        made.unwrap().link
    }
}

/// What a schedule does with a device: when each step of it may happen, and what becomes of each call.
pub trait Steps {
    /// Waits until the next step may happen.
    fn step(&self) -> Pin<Box<dyn Future<Output = ()> + '_>>;
    /// Bytes that only look random, so that a schedule can be played again.
    fn fill(&self, buffer: &mut [u8]);
    /// What happens to the next call.
    fn fault(&self) -> Option<Fault>;
    /// The server begins to work on a call, and is done with it.
    fn at_server(&self, at: bool);
    /// Sees each request that reaches the server.
    fn sent(&self, path: &str, body: &[u8]);
}

/// A device: a store that outlives the client, a network, and where to break them.
#[derive(Clone)]
pub struct Device {
    pub store: Rc<MemoryStore>,
    pub network: Rc<Network>,
    pub now: Rc<Cell<u64>>,
    /// Applies left before the power goes; none for never.
    pub power: Rc<Cell<Option<u32>>>,
    pub applied: Rc<Cell<u32>>,
    /// Where reading the store waits.
    pub pause: Rc<RefCell<Option<Rc<Pause>>>>,
    pub steps: Option<Rc<dyn Steps>>,
}

/// Reading a prefix of the store waits here, with what it read, until it is let go.
pub struct Pause {
    prefix: &'static str,
    reached: Cell<bool>,
    gone_on: Cell<bool>,
}

impl Pause {
    pub async fn reached(&self) {
        while !self.reached.get() {
            tokio::task::yield_now().await;
        }
    }

    pub fn go_on(&self) {
        self.gone_on.set(true);
    }
}

impl Device {
    pub fn new(endpoint: &Endpoint) -> Self {
        Self::on(Network::to(&endpoint.router))
    }

    /// One that reaches no endpoint.
    pub fn alone() -> Self {
        Self::on(Network::default())
    }

    fn on(network: Network) -> Self {
        Self {
            store: Rc::default(),
            network: Rc::new(network),
            now: Rc::new(Cell::new(1_790_000_000_000)),
            power: Rc::default(),
            applied: Rc::default(),
            pause: Rc::default(),
            steps: None,
        }
    }

    /// The same device under a schedule.
    pub fn scheduled(mut self, steps: Rc<dyn Steps>) -> Self {
        *self.network.steps.borrow_mut() = Some(Rc::clone(&steps));
        self.steps = Some(steps);
        self
    }

    async fn step(&self) {
        if let Some(steps) = &self.steps {
            steps.step().await;
        }
    }

    pub fn pause_at(&self, prefix: &'static str) -> Rc<Pause> {
        let pause = Rc::new(Pause {
            prefix,
            reached: Cell::new(false),
            gone_on: Cell::new(false),
        });
        *self.pause.borrow_mut() = Some(Rc::clone(&pause));
        pause
    }

    pub async fn open(&self) -> Client<Self> {
        Client::open(self.clone(), ORIGIN).await.unwrap()
    }

    /// The same device twice, as from a copied disk.
    pub async fn copy(&self, endpoint: &Endpoint) -> Self {
        let other = Self::new(endpoint);
        let puts = self.store.scan("", None, usize::MAX).await.unwrap();
        let batch = Batch {
            puts,
            deletes: Vec::new(),
        };
        other.store.apply(batch, Durability::Strict).await.unwrap();
        other
    }

    pub fn tamper(&self, tamper: impl Fn(SyncAnswer) -> SyncAnswer + 'static) {
        *self.network.tamper.borrow_mut() = Some(Box::new(tamper));
    }

    pub fn tick(&self, millis: u64) {
        self.now.set(self.now.get() + millis);
    }
}

impl Platform for Device {
    type Store = Self;
    type Transport = Network;
    fn store(&self) -> &Self {
        self
    }
    fn transport(&self) -> &Network {
        &self.network
    }
    fn now(&self) -> u64 {
        self.now.get()
    }
    fn fill(&self, buffer: &mut [u8]) {
        match &self.steps {
            Some(steps) => steps.fill(buffer),
            None => getrandom::fill(buffer).unwrap(),
        }
    }
}

impl Store for Device {
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.step().await;
        self.alive()?;
        self.store.get(key).await
    }
    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.step().await;
        self.alive()?;
        let found = self.store.scan(prefix, after, limit).await;
        let pause = self.pause.borrow().clone();
        if let Some(pause) = pause.filter(|p| p.prefix == prefix) {
            pause.reached.set(true);
            while !pause.gone_on.get() {
                tokio::task::yield_now().await;
            }
        }
        found
    }
    async fn apply(&self, batch: Batch, durability: Durability) -> Result<(), StoreError> {
        self.step().await;
        if let Some(left) = self.power.get() {
            if left == 0 {
                return Err(StoreError::Failed);
            }
            self.power.set(Some(left - 1));
        }
        self.applied.set(self.applied.get() + 1);
        self.store.apply(batch, durability).await
    }
}

impl Device {
    fn alive(&self) -> Result<(), StoreError> {
        if self.power.get() == Some(0) {
            Err(StoreError::Failed)
        } else {
            Ok(())
        }
    }
}
