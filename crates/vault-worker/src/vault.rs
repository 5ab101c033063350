//! From the page's first message to an open client, and back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use amanat_client::{Client, StoreError, is_first};
use amanat_messages::{Command, Done, FromWorker, Problem, ToWorker};
use amanat_store_indexeddb::IndexedDbStore;
use futures::channel::oneshot;
use futures::future::select;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use crate::later::later;
use crate::link::say;
use crate::lock::{self, Held, Refusal};
use crate::platform::Browser;
use crate::subscriptions::Subscriptions;
use crate::transport::Fetch;

/// The first screen comes first.
const SETTLE_MS: u32 = 1500;
/// Between two steps of indexing, for commands to be served.
const BREATH_MS: u32 = 5;
/// How long the page has for its last words when another tab takes over. Well below the time after which that
/// tab takes this one for frozen.
const LAST_WORDS_MS: u32 = 2_000;
/// How often a long command shows how far it has come.
const PROGRESS_MS: u32 = 100;

/// The worker's state.
#[derive(Default)]
pub(crate) struct Vault(RefCell<State>);

#[derive(Default)]
enum State {
    /// For a hello.
    #[default]
    Waiting,
    /// Lock and database are being asked for.
    Opening,
    Open(Rc<Engine>),
    /// Taken over, or failed for good: nothing is answered any more.
    Ended,
}

/// The client, and who watches it.
pub(crate) struct Engine {
    pub(crate) client: Client<Browser>,
    subscriptions: Subscriptions,
    /// Commands under way, and how many of them save a draft.
    running: Cell<u32>,
    drafts: Cell<u32>,
    /// Told once the page has given its last words.
    said: Cell<Option<oneshot::Sender<()>>>,
}

impl Engine {
    async fn run(self: &Rc<Self>, command: Command) -> Result<Done, Problem> {
        if is_first(&command) {
            return self.client.run_first(command).await;
        }
        let later = later().await?;
        (later.run)(Rc::clone(self), command).await
    }

    /// Brings the second half here, and with it the views it makes.
    async fn complete(&self) {
        // Where it does not come, whoever watches such a view hears that; the next command tries again.
        let _ = later().await;
        self.subscriptions.refresh_all(&self.client);
    }
}

impl Vault {
    /// Takes a message of the page.
    pub(crate) fn take(self: &Rc<Self>, message: ToWorker) {
        match message {
            ToWorker::Ping => say(&FromWorker::Pong),
            ToWorker::Hello {
                build,
                origin,
                take_over,
            } => self.hello(build, origin, take_over),
            ToWorker::Do { id, command } => match self.engine() {
                Some(engine) => self.run(engine, id, command),
                None => say(&FromWorker::Answer {
                    id,
                    result: Err(Problem::Fault),
                }),
            },
            ToWorker::Said => {
                if let Some(said) = self.engine().and_then(|engine| engine.said.take()) {
                    // Nobody waits any more once the time for it is over.
                    let _ = said.send(());
                }
            }
            ToWorker::Subscribe { id, query } => {
                if let Some(engine) = self.engine() {
                    engine.subscriptions.add(&engine.client, id, query);
                }
            }
            ToWorker::Unsubscribe { id } => {
                if let Some(engine) = self.engine() {
                    engine.subscriptions.remove(id);
                }
            }
        }
    }

    fn engine(&self) -> Option<Rc<Engine>> {
        match &*self.0.borrow() {
            State::Open(engine) => Some(Rc::clone(engine)),
            State::Waiting | State::Opening | State::Ended => None,
        }
    }

    fn hello(self: &Rc<Self>, build: String, origin: String, take_over: bool) {
        if !matches!(&*self.0.borrow(), State::Waiting) {
            return;
        }
        self.0.replace(State::Opening);
        let vault = Rc::clone(self);
        spawn_local(async move { vault.open(build, origin, take_over).await });
    }

    async fn open(self: Rc<Self>, build: String, origin: String, take_over: bool) {
        let mut held = match lock::acquire(take_over).await {
            Ok(held) => held,
            Err(Refusal::Elsewhere) => {
                self.0.replace(State::Waiting);
                return say(&FromWorker::Elsewhere);
            }
            // Without locks two tabs would write at once.
            Err(Refusal::Unsupported) => return self.fail(Problem::StorageRefused),
        };
        let store = match IndexedDbStore::open().await {
            Ok(store) => store,
            Err(error) => return self.fail(storage(error)),
        };
        let browser = Browser {
            store: store.clone(),
            transport: Fetch::to(&origin),
        };
        let client = match Client::open(browser, &origin).await {
            Ok(client) => client,
            Err(problem) => return self.fail(problem),
        };
        let engine = Rc::new(Engine {
            client,
            subscriptions: Subscriptions::default(),
            running: Cell::new(0),
            drafts: Cell::new(0),
            said: Cell::new(None),
        });
        self.0.replace(State::Open(Rc::clone(&engine)));
        // The page starts this worker by an address that holds the hash of its content, so what runs here
        // is the page's own release: its name is given back for the page to compare.
        say(&FromWorker::Ready { build });
        let whole = Rc::clone(&engine);
        spawn_local(async move { whole.complete().await });
        held.stolen().await;
        last_words(&engine).await;
        self.end(&store, &held);
    }

    /// Another tab has the vault now, and waits for this one to leave the disk.
    fn end(&self, store: &IndexedDbStore, held: &Held) {
        store.close();
        held.release_disk();
        self.0.replace(State::Ended);
        say(&FromWorker::TakenOver);
    }

    fn fail(&self, problem: Problem) {
        self.0.replace(State::Ended);
        say(&FromWorker::Failed(problem));
    }

    /// Commands run interleaved: a slow sync does not keep a draft from being saved.
    fn run(self: &Rc<Self>, engine: Rc<Engine>, id: u32, command: Command) {
        begin(&engine);
        let vault = Rc::clone(self);
        let follow_up = FollowUp::of(&command);
        let draft = u32::from(matches!(command, Command::SaveDraft { .. }));
        engine.drafts.set(engine.drafts.get() + draft);
        spawn_local(async move {
            let result = engine.run(command).await;
            let done = result.is_ok();
            engine.running.set(engine.running.get() - 1);
            engine.drafts.set(engine.drafts.get() - draft);
            if vault.engine().is_none() {
                return;
            }
            // What changed comes before the answer: whoever waits for it finds the views as it left them.
            engine.subscriptions.refresh(&engine.client);
            say(&FromWorker::Answer { id, result });
            if done {
                vault.follow_up(&engine, follow_up).await;
            }
        });
    }

    async fn follow_up(&self, engine: &Rc<Engine>, what: FollowUp) {
        match what {
            FollowUp::Nothing => {}
            FollowUp::Send => {
                begin(engine);
                // What comes of it is in the status.
                let _ = engine.run(Command::Sync).await;
                engine.running.set(engine.running.get() - 1);
                if self.engine().is_some() {
                    engine.subscriptions.refresh(&engine.client);
                }
            }
            FollowUp::Index => {
                TimeoutFuture::new(SETTLE_MS).await;
                let Ok(later) = later().await else {
                    return;
                };
                while (later.idle)(&engine.client) {
                    TimeoutFuture::new(BREATH_MS).await;
                }
            }
        }
    }
}

/// What is done after a command without being asked.
#[derive(Clone, Copy)]
enum FollowUp {
    Nothing,
    /// Something is finished: send it while there is a network.
    Send,
    /// The vault is open: prepare the search, a little at a time.
    Index,
}

impl FollowUp {
    const fn of(command: &Command) -> Self {
        match command {
            Command::Unlock { .. } | Command::Restore { .. } => Self::Index,
            Command::ConfirmCard { .. }
            | Command::Rename { .. }
            | Command::CreatePart { .. }
            | Command::RenamePart { .. }
            | Command::CloseItem { .. }
            | Command::Trash { .. }
            | Command::Untrash { .. }
            | Command::Revert { .. }
            | Command::Settle { .. }
            | Command::FoundProgramme { .. }
            | Command::ConfirmProgrammeCard { .. }
            | Command::Invite { .. }
            | Command::WithdrawInvitation { .. }
            | Command::Appoint { .. }
            | Command::Pair { .. }
            | Command::Delegate { .. }
            | Command::TakeBack { .. }
            | Command::Comment { .. }
            | Command::SaveNote { .. }
            | Command::Verify { .. }
            | Command::Scan { .. }
            | Command::Raise { .. }
            | Command::SendAnyway { .. } => Self::Send,
            Command::Found { .. }
            | Command::Join { .. }
            | Command::KeepBegun { .. }
            | Command::Opened { .. }
            | Command::Dismiss { .. }
            | Command::Lock
            | Command::ChangePassphrase { .. }
            | Command::CreateItem { .. }
            | Command::SaveDraft { .. }
            | Command::Sync
            | Command::Storage { .. } => Self::Nothing,
        }
    }
}

/// Saves what is only in a field of the page. The vault is another tab's already, but the disk not yet.
async fn last_words(engine: &Engine) {
    let (said, heard) = oneshot::channel();
    engine.said.set(Some(said));
    say(&FromWorker::LastWords);
    let saved = async {
        // A page without an answer has ended: then there is nothing in it.
        let _ = heard.await;
        while engine.drafts.get() > 0 {
            TimeoutFuture::new(BREATH_MS).await;
        }
    };
    select(Box::pin(saved), TimeoutFuture::new(LAST_WORDS_MS)).await;
}

/// A command is under way.
fn begin(engine: &Rc<Engine>) {
    engine.running.set(engine.running.get() + 1);
    if engine.running.get() == 1 {
        spawn_local(show_progress(Rc::clone(engine)));
    }
}

async fn show_progress(engine: Rc<Engine>) {
    TimeoutFuture::new(PROGRESS_MS).await;
    while engine.running.get() > 0 {
        engine.subscriptions.refresh(&engine.client);
        TimeoutFuture::new(PROGRESS_MS).await;
    }
}

const fn storage(error: StoreError) -> Problem {
    match error {
        StoreError::Refused => Problem::StorageRefused,
        StoreError::Full => Problem::StorageFull,
        StoreError::Failed => Problem::StorageFailed,
    }
}
