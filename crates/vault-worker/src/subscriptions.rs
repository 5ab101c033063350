//! Views the page watches: computed again when something changed, sent when they differ.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use amanat_client::{Client, Platform};
use amanat_messages::{FromWorker, Query};
use amanat_protocol::codec;
use amanat_protocol::hash::{self, Hash};

use crate::link;

#[derive(Default)]
pub(crate) struct Subscriptions {
    watched: RefCell<BTreeMap<u32, Watched>>,
    /// The count of changes up to which all have been told.
    told: Cell<u64>,
}

struct Watched {
    query: Query,
    /// Hash of what was sent last: the words themselves need not lie in memory twice.
    sent: Option<Hash>,
}

impl Subscriptions {
    /// Watches a view, and sends it at once.
    pub(crate) fn add<P: Platform>(&self, client: &Client<P>, id: u32, query: Query) {
        let mut watched = Watched { query, sent: None };
        tell(client, id, &mut watched);
        self.watched.borrow_mut().insert(id, watched);
    }

    /// Stops watching.
    pub(crate) fn remove(&self, id: u32) {
        self.watched.borrow_mut().remove(&id);
    }

    /// Sends what changed since the last time, if anything did.
    pub(crate) fn refresh<P: Platform>(&self, client: &Client<P>) {
        if self.told.replace(client.changes()) == client.changes() {
            return;
        }
        for (id, watched) in self.watched.borrow_mut().iter_mut() {
            tell(client, *id, watched);
        }
    }
}

fn tell<P: Platform>(client: &Client<P>, id: u32, watched: &mut Watched) {
    let view = client.view(&watched.query);
    let encoded = codec::encode(&FromWorker::Update { id, view });
    let hash = Some(hash::plain(&encoded));
    if watched.sent != hash {
        watched.sent = hash;
        link::post(&encoded);
    }
}
