//! Whole clients and the real endpoint in one process, with faults between them.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, reason = "a test panics")]

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use amanat_client::{
    Answer, Batch, Client, Durability, MemoryStore, Method, Platform, Request, Store, StoreError,
    Transport, TransportError,
};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{Content, Field};
use amanat_mentoring::template::FieldKey;
use amanat_messages::{CardAnswer, CardView, Command, Done, ItemView, Problem, Query, View};
use amanat_protocol::api::{SYNC, SyncAnswer};
use amanat_protocol::codec;
use amanat_protocol::limits::MAX_ANSWER;
use amanat_server::store::sqlite::SqliteStore;
use amanat_server::{App, Clock, Rate, Settings, found, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use tower::ServiceExt;

pub mod college;
pub mod signed;

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
        found::make_folder(path).unwrap();
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
        let made = found::found(self.folder.path(), ORIGIN, None, true, &Clock::system()).await;
        made.unwrap().link
    }
}

/// What happens to a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It never arrives.
    RequestLost,
    /// It arrives; the answer does not.
    AnswerLost,
    /// The answer is not ours.
    Garbage,
    /// It arrives twice.
    Twice,
    /// It arrives long after it was given up, before the next call.
    Late,
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

pub struct Network {
    pub router: RefCell<Option<Router>>,
    pub faults: RefCell<Vec<(u32, Fault)>>,
    pub calls: Cell<u32>,
    pub log: RefCell<Vec<(String, usize, usize)>>,
    /// What a hostile server makes of its answers to a sync.
    pub tamper: RefCell<Option<Tamper>>,
    /// What becomes of a request's body on its way.
    pub rewrite: RefCell<Option<Rewrite>>,
    /// What a hostile server answers without asking the real one.
    pub answers: RefCell<Option<Answers>>,
    pub steps: RefCell<Option<Rc<dyn Steps>>>,
    /// Requests that are still on their way.
    late: RefCell<Vec<Request>>,
}

pub type Answers = Box<dyn Fn(&str, &[u8]) -> Option<Vec<u8>>>;

pub type Rewrite = Box<dyn Fn(&str, Vec<u8>) -> Vec<u8>>;

pub type Tamper = Box<dyn Fn(SyncAnswer) -> SyncAnswer>;

impl Device {
    pub fn new(endpoint: &Endpoint) -> Self {
        let network = Network {
            router: RefCell::new(Some(endpoint.router.clone())),
            faults: RefCell::default(),
            calls: Cell::new(0),
            log: RefCell::default(),
            tamper: RefCell::default(),
            rewrite: RefCell::default(),
            answers: RefCell::default(),
            steps: RefCell::default(),
            late: RefCell::default(),
        };
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

impl Transport for Network {
    async fn call(&self, request: Request) -> Result<Answer, TransportError> {
        let steps = self.steps.borrow().clone();
        if let Some(steps) = &steps {
            steps.step().await;
        }
        let call = self.calls.get();
        self.calls.set(call + 1);
        let listed = self
            .faults
            .borrow()
            .iter()
            .find(|(at, _)| *at == call)
            .map(|(_, f)| *f);
        let fault = listed.or_else(|| steps.as_ref()?.fault());
        let router = self
            .router
            .borrow()
            .clone()
            .ok_or(TransportError::Unreachable)?;
        let late = self.late.take();
        for request in late {
            self.deliver(&router, &request, &request.body).await;
        }
        match fault {
            Some(Fault::RequestLost) => return Err(TransportError::Unreachable),
            Some(Fault::Late) => {
                self.late.borrow_mut().push(request);
                return Err(TransportError::Slow);
            }
            _ => {}
        }
        let body = match self.rewrite.borrow().as_ref() {
            Some(rewrite) => rewrite(&request.path, request.body.clone()),
            None => request.body.clone(),
        };
        let own = self
            .answers
            .borrow()
            .as_ref()
            .map(|a| a(&request.path, &body));
        if let Some(body) = own.flatten() {
            return Ok(Answer {
                status: 200,
                retry_after: None,
                body,
            });
        }
        if fault == Some(Fault::Twice) {
            self.deliver(&router, &request, &body).await;
        }
        let sent = body.len();
        let (status, body) = self.deliver(&router, &request, &body).await;
        let body = match self.tamper.borrow().as_ref() {
            Some(tamper) if request.path == SYNC && status == 200 => {
                codec::encode(&tamper(codec::decode(&body, MAX_ANSWER).unwrap()))
            }
            _ => body,
        };
        self.log.borrow_mut().push((request.path, sent, body.len()));
        match fault {
            Some(Fault::AnswerLost) => Err(TransportError::Slow),
            Some(Fault::Garbage) => Ok(Answer {
                status: 200,
                retry_after: None,
                body: b"<html>hotel wifi".to_vec(),
            }),
            _ => Ok(Answer {
                status,
                retry_after: None,
                body,
            }),
        }
    }
}

impl Network {
    async fn deliver(&self, router: &Router, request: &Request, body: &[u8]) -> (u16, Vec<u8>) {
        let steps = self.steps.borrow().clone();
        if let Some(steps) = &steps {
            steps.sent(&request.path, body);
            steps.at_server(true);
        }
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let mut http = axum::http::Request::builder()
            .method(method)
            .uri(&request.path);
        if let Some(bearer) = &request.bearer {
            http = http.header("authorization", format!("Bearer {bearer}"));
        }
        let http = http.body(Body::from(body.to_vec())).unwrap();
        let answer = router.clone().oneshot(http).await.unwrap();
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        if let Some(steps) = &steps {
            steps.at_server(false);
        }
        (status, body.to_vec())
    }
}

pub async fn found(client: &Client<Device>, link: &str) -> Result<Done, Problem> {
    let command = Command::Found {
        link: link.into(),
        name: "Ayesha".into(),
        passphrase: PASS.into(),
        first_part: "Reflections".into(),
        small_device: true,
    };
    client.run(command).await
}

/// A person on a new device, ready to write, and the words of their card.
pub async fn begun(endpoint: &Endpoint) -> (Device, Client<Device>, String) {
    begun_on(Device::new(endpoint), endpoint).await
}

pub async fn sync(client: &Client<Device>) {
    client.run(Command::Sync).await.unwrap();
}

pub async fn begun_on(device: Device, endpoint: &Endpoint) -> (Device, Client<Device>, String) {
    let client = device.open().await;
    found(&client, &endpoint.link().await).await.unwrap();
    let words = card(&client).words.join(" ");
    confirm(&client).await.unwrap();
    (device, client, words)
}

pub fn card(client: &Client<Device>) -> CardView {
    match client.view(&Query::Card).unwrap() {
        View::Card(Some(card)) => card,
        other => panic!("no card in {other:?}"),
    }
}

pub async fn confirm(client: &Client<Device>) -> Result<Done, Problem> {
    let card = card(client);
    let answer = |place: &u8| CardAnswer {
        place: *place,
        word: card.words[usize::from(*place) - 1].clone(),
    };
    let answers = card.ask.iter().map(answer).collect();
    client.run(Command::ConfirmCard { answers }).await
}

pub fn text(title: &str, what: &str) -> Content {
    Content {
        title: title.into(),
        fields: vec![Field {
            key: FieldKey::What,
            text: what.into(),
        }],
        ..Content::default()
    }
}

pub async fn create(client: &Client<Device>) -> Result<ItemId, Problem> {
    match client.run(Command::CreateItem { part: None }).await? {
        Done::Created(item) => Ok(item),
        other => panic!("{other:?}"),
    }
}

pub async fn save(
    client: &Client<Device>,
    item: ItemId,
    number: u64,
    content: Content,
) -> Result<(), Problem> {
    let done = client
        .run(Command::SaveDraft {
            item,
            number,
            content,
        })
        .await?;
    assert_eq!(done, Done::Saved { number });
    Ok(())
}

pub async fn write(client: &Client<Device>, title: &str, what: &str) -> Result<ItemId, Problem> {
    let item = create(client).await?;
    save(client, item, 1, text(title, what)).await?;
    client.run(Command::CloseItem { item }).await?;
    Ok(item)
}

pub async fn unlock(client: &Client<Device>) -> Result<Done, Problem> {
    client
        .run(Command::Unlock {
            passphrase: PASS.into(),
        })
        .await
}

pub async fn restore(client: &Client<Device>, words: &str, remove: bool) -> Result<Done, Problem> {
    let command = Command::Restore {
        card: words.into(),
        passphrase: "another passphrase".into(),
        replace: false,
        remove_other_devices: remove,
        small_device: true,
    };
    client.run(command).await
}

pub fn item(client: &Client<Device>, item: ItemId) -> Result<ItemView, Problem> {
    match client.view(&Query::Item { item })? {
        View::Item(view) => Ok(*view),
        other => panic!("{other:?}"),
    }
}

/// Every item's title and first text, sorted.
pub fn all(client: &Client<Device>) -> Vec<(String, String)> {
    let query = Query::List {
        part: None,
        tag: None,
        text: None,
        trash: false,
        limit: 10_000,
    };
    let View::List(list) = client.view(&query).unwrap() else {
        panic!()
    };
    let mut all: Vec<_> = list
        .items
        .into_iter()
        .map(|i| (i.title, i.excerpt))
        .collect();
    all.sort();
    all
}

pub fn unsent(client: &Client<Device>) -> u32 {
    match client.view(&Query::Status).unwrap() {
        View::Status(status) => status.save.unsent,
        other => panic!("{other:?}"),
    }
}
