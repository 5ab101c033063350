//! Views the page watches: computed again when something changed, sent when they differ.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use amanat_client::Client;
use amanat_messages::{FromWorker, Problem, Query};
use amanat_protocol::codec;
use amanat_protocol::hash::{self, Hash};

use crate::later::{self, State};
use crate::link;
use crate::platform::Browser;

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
    /// Watches a view, and sends it at once, or as soon as the half that makes it is here.
    pub(crate) fn add(&self, client: &Client<Browser>, id: u32, query: Query) {
        let mut watched = Watched { query, sent: None };
        tell(client, id, &mut watched);
        self.watched.borrow_mut().insert(id, watched);
    }

    /// Stops watching.
    pub(crate) fn remove(&self, id: u32) {
        self.watched.borrow_mut().remove(&id);
    }

    /// Sends what changed since the last time, if anything did.
    pub(crate) fn refresh(&self, client: &Client<Browser>) {
        if self.told.replace(client.changes()) != client.changes() {
            self.refresh_all(client);
        }
    }

    /// As [`Self::refresh`], where what makes the views has changed.
    pub(crate) fn refresh_all(&self, client: &Client<Browser>) {
        for (id, watched) in self.watched.borrow_mut().iter_mut() {
            tell(client, *id, watched);
        }
    }
}

fn tell(client: &Client<Browser>, id: u32, watched: &mut Watched) {
    let view = match (&watched.query, later::state()) {
        (Query::Status, _) => Ok(codec::encode(&client.status())),
        (Query::Card, _) => client.card().map(|card| codec::encode(&card)),
        (Query::Parts, _) => client.parts().map(|parts| codec::encode(&parts)),
        (Query::Item { item }, _) => client.item(*item).map(|item| codec::encode(&item)),
        (_, State::Coming) => return,
        (query, State::Here(later)) => (later.view)(client, query),
        (_, State::Missing) => Err(Problem::ServerUnreachable),
    };
    let encoded = codec::encode(&FromWorker::Update { id, view });
    let hash = Some(hash::plain(&encoded));
    if watched.sent != hash {
        watched.sent = hash;
        link::post(&encoded);
    }
}
