//! Bytes to and from one Web Worker: ids, who waits for what, and what is to be said once it is ready.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use amanat_messages::{Command, Done, FromWorker, Problem, Query, ToWorker};
use amanat_protocol::codec;
use futures::channel::oneshot;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, ArrayBuffer, Uint8Array, WebAssembly};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, WorkerOptions, WorkerType};

use super::Phase;

/// A view of many long items is large; the worker is our own, so this only bounds a mistake.
pub(super) const MAX_MESSAGE: usize = 64 * 1024 * 1024;

/// Compiled halves of the worker's module: both, of this worker and of the one before.
const COMPILED: usize = 4;

/// Puts an encoded view where a component sees it.
pub(super) type Show = Rc<dyn Fn(Result<Vec<u8>, Problem>)>;

type Answer = Result<Done, Problem>;

struct Running {
    worker: web_sys::Worker,
    _listeners: [EventListener; 3],
}

/// The page's end of the wire.
pub(super) struct Link {
    phase: RwSignal<Phase>,
    running: RefCell<Option<Running>>,
    next: Cell<u32>,
    answers: RefCell<HashMap<u32, oneshot::Sender<Answer>>>,
    watches: RefCell<BTreeMap<u32, (Query, Show)>>,
    /// Commands given before the worker was ready.
    waiting: RefCell<Vec<ToWorker>>,
    /// Answers of commands that run the passphrase hash and keep the worker from answering pings.
    slow: RefCell<Vec<u32>>,
    /// Saves what is only in a field, and ends with [`Self::said`].
    last_words: RefCell<Option<Rc<dyn Fn()>>>,
    /// Messages heard so far: life signs.
    heard: Cell<u64>,
    /// Held so that the browser does not compile the same code again for the next worker.
    compiled: RefCell<Vec<WebAssembly::Module>>,
}

impl Link {
    pub(super) fn new(phase: RwSignal<Phase>) -> Rc<Self> {
        Rc::new(Self {
            phase,
            running: RefCell::new(None),
            next: Cell::new(1),
            answers: RefCell::default(),
            watches: RefCell::default(),
            waiting: RefCell::default(),
            slow: RefCell::default(),
            last_words: RefCell::default(),
            heard: Cell::new(0),
            compiled: RefCell::default(),
        })
    }

    /// Starts a worker in place of the one that may be there.
    pub(super) fn start(self: &Rc<Self>, take_over: bool) {
        self.end();
        self.phase.set(Phase::Starting);
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let started = meta("vault-worker")
            .and_then(|url| web_sys::Worker::new_with_options(&url, &options).ok());
        let Some(worker) = started else {
            self.stop(Problem::Fault);
            return;
        };
        let listeners = [
            self.listen(&worker, "message", |link, event| {
                link.hear(event.unchecked_ref::<MessageEvent>());
            }),
            // A trap in the worker leaves it in an unknown state: what is on disk is what counts.
            self.listen(&worker, "error", |link, event| {
                // Otherwise the browser reports it again as a mistake of this page's own.
                event.prevent_default();
                link.stop(Problem::Fault);
            }),
            self.listen(&worker, "messageerror", |link, _| link.stop(Problem::Fault)),
        ];
        *self.running.borrow_mut() = Some(Running {
            worker,
            _listeners: listeners,
        });
        self.post(&ToWorker::Hello {
            build: meta("build").unwrap_or_default(),
            origin: window().location().origin().unwrap_or_default(),
            take_over,
        });
    }

    fn listen(
        self: &Rc<Self>,
        worker: &web_sys::Worker,
        name: &'static str,
        then: impl Fn(&Rc<Self>, &web_sys::Event) + 'static,
    ) -> EventListener {
        let link = Rc::downgrade(self);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(worker, name, options, move |event| {
            if let Some(link) = link.upgrade() {
                then(&link, event);
            }
        })
    }

    /// Ends the worker at once. Whoever waits for an answer hears that there will be none.
    pub(super) fn end(&self) {
        if let Some(running) = self.running.take() {
            running.worker.terminate();
        }
        self.answers.take();
        self.waiting.take();
        self.slow.take();
    }

    pub(super) fn stop(&self, problem: Problem) {
        self.end();
        self.phase.set(Phase::Stopped(problem));
    }

    pub(super) fn ask(&self, command: Command) -> oneshot::Receiver<Answer> {
        let (answer, receiver) = oneshot::channel();
        if self.running.borrow().is_none() {
            // Without a worker there will be no answer, and whoever waits must hear that.
            return receiver;
        }
        let id = self.number();
        self.answers.borrow_mut().insert(id, answer);
        if hashes_a_passphrase(&command) {
            self.slow.borrow_mut().push(id);
        }
        let message = ToWorker::Do { id, command };
        if self.phase.get_untracked() == Phase::Starting {
            self.waiting.borrow_mut().push(message);
        } else {
            self.post(&message);
        }
        receiver
    }

    pub(super) fn watch(&self, query: Query, show: Show) -> u32 {
        let id = self.number();
        if self.phase.get_untracked() == Phase::Ready {
            self.post(&ToWorker::Subscribe {
                id,
                query: query.clone(),
            });
        }
        self.watches.borrow_mut().insert(id, (query, show));
        id
    }

    pub(super) fn unwatch(&self, id: u32) {
        if self.watches.borrow_mut().remove(&id).is_some()
            && self.phase.get_untracked() == Phase::Ready
        {
            self.post(&ToWorker::Unsubscribe { id });
        }
    }

    pub(super) fn ping(&self) {
        self.post(&ToWorker::Ping);
    }

    pub(super) fn on_last_words(&self, give: Rc<dyn Fn()>) {
        self.last_words.replace(Some(give));
    }

    pub(super) fn said(&self) {
        self.post(&ToWorker::Said);
    }

    pub(super) fn heard(&self) -> u64 {
        self.heard.get()
    }

    /// Whether the worker may be busy for longer than a ping waits.
    pub(super) fn is_slow(&self) -> bool {
        !self.slow.borrow().is_empty()
    }

    pub(super) fn phase(&self) -> Phase {
        self.phase.get_untracked()
    }

    fn number(&self) -> u32 {
        let id = self.next.get();
        self.next.set(id.wrapping_add(1));
        id
    }

    fn post(&self, message: &ToWorker) {
        let running = self.running.borrow();
        let Some(Running { worker, .. }) = running.as_ref() else {
            return;
        };
        let buffer = Uint8Array::from(codec::encode(message).as_slice()).buffer();
        // Refused only for a buffer that was transferred before; this one is new.
        let _ = worker.post_message_with_transfer(&buffer, &Array::of1(&buffer));
    }

    fn hear(&self, event: &MessageEvent) {
        self.heard.set(self.heard.get() + 1);
        let buffer = match event.data().dyn_into::<ArrayBuffer>() {
            Ok(buffer) => buffer,
            Err(other) => return self.hold(other),
        };
        match codec::decode(&Uint8Array::new(&buffer).to_vec(), MAX_MESSAGE) {
            Ok(message) => self.take(message),
            Err(_) => self.stop(Problem::Fault),
        }
    }

    fn hold(&self, other: JsValue) {
        let Ok(module) = other.dyn_into::<WebAssembly::Module>() else {
            return self.stop(Problem::Fault);
        };
        let mut compiled = self.compiled.borrow_mut();
        if compiled.len() == COMPILED {
            compiled.remove(0);
        }
        compiled.push(module);
    }

    fn take(&self, message: FromWorker) {
        match message {
            FromWorker::Ready { build } => self.ready(&build),
            FromWorker::Elsewhere => self.phase.set(Phase::Elsewhere),
            FromWorker::LastWords => {
                let give = self.last_words.borrow().clone();
                match give {
                    Some(give) => give(),
                    None => self.said(),
                }
            }
            FromWorker::TakenOver => {
                self.end();
                self.phase.set(Phase::TakenOver);
            }
            FromWorker::Failed(problem) => self.stop(problem),
            FromWorker::Answer { id, result } => {
                self.slow.borrow_mut().retain(|slow| *slow != id);
                let waiting = self.answers.borrow_mut().remove(&id);
                if let Some(answer) = waiting {
                    // Nobody waits any more where the page that asked is gone.
                    let _ = answer.send(result);
                }
            }
            FromWorker::Update { id, view } => {
                // Taken out first: showing may start or end other watches.
                let show = self
                    .watches
                    .borrow()
                    .get(&id)
                    .map(|(_, show)| Rc::clone(show));
                if let Some(show) = show {
                    show(view);
                }
            }
            FromWorker::Pong => {}
        }
    }

    fn ready(&self, build: &str) {
        if build != meta("build").unwrap_or_default() {
            self.end();
            self.phase.set(Phase::OtherBuild);
            return;
        }
        self.phase.set(Phase::Ready);
        for (id, (query, _)) in self.watches.borrow().iter() {
            self.post(&ToWorker::Subscribe {
                id: *id,
                query: query.clone(),
            });
        }
        for message in self.waiting.take() {
            self.post(&message);
        }
    }
}

const fn hashes_a_passphrase(command: &Command) -> bool {
    matches!(
        command,
        Command::Found { .. }
            | Command::Restore { .. }
            | Command::Unlock { .. }
            | Command::Join { .. }
            | Command::ChangePassphrase { .. }
    )
}

fn meta(name: &str) -> Option<String> {
    let tag = document()
        .query_selector(&format!("meta[name={name}]"))
        .ok()??;
    tag.get_attribute("content").filter(|text| !text.is_empty())
}
