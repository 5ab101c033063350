//! Another device of somebody: the client in memory, at the real endpoint.

use std::time::{SystemTime, UNIX_EPOCH};

use amanat_client::{
    Answer, Client, MemoryStore, Method, Platform, Request, Transport, TransportError,
};
use amanat_mentoring::id::ItemId;
use amanat_messages::{
    Command, ConcernsView, ItemView, ListView, MenteesView, PersonPage, ProgrammePage, Query,
    SharedItemView, ShownView, View,
};

pub struct Phone {
    store: MemoryStore,
    network: Network,
}

pub struct Network {
    http: reqwest::Client,
    origin: String,
}

impl Transport for Network {
    async fn call(&self, request: Request) -> Result<Answer, TransportError> {
        let url = format!("{}{}", self.origin, request.path);
        let mut call = match request.method {
            Method::Get => self.http.get(url),
            Method::Post => self.http.post(url).body(request.body),
        };
        if let Some(bearer) = request.bearer {
            call = call.bearer_auth(bearer);
        }
        let answer = call.send().await.unwrap();
        Ok(Answer {
            status: answer.status().as_u16(),
            retry_after: None,
            body: answer.bytes().await.unwrap().to_vec(),
        })
    }
}

impl Platform for Phone {
    type Store = MemoryStore;
    type Transport = Network;
    fn store(&self) -> &MemoryStore {
        &self.store
    }
    fn transport(&self) -> &Network {
        &self.network
    }
    #[allow(clippy::disallowed_methods, reason = "a native clock")]
    fn now(&self) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        u64::try_from(now.unwrap().as_millis()).unwrap()
    }
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).unwrap();
    }
}

/// Somebody who typed the words of their card.
pub async fn restored(origin: &str, words: &str) -> Client<Phone> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let phone = Phone {
        store: MemoryStore::default(),
        network: Network {
            http: reqwest::Client::new(),
            origin: origin.to_owned(),
        },
    };
    let client = Client::open(phone, origin).await.unwrap();
    let restore = Command::Restore {
        card: words.to_owned(),
        passphrase: "a quiet afternoon".into(),
        replace: false,
        remove_other_devices: false,
        small_device: true,
    };
    client.run(restore).await.unwrap();
    client.run(Command::Sync).await.unwrap();
    client
}

/// What somebody sees.
pub struct Sees<'a>(pub &'a Client<Phone>);

impl Sees<'_> {
    pub fn list(&self) -> ListView {
        let query = Query::List {
            part: None,
            tag: None,
            text: None,
            trash: false,
            limit: 1000,
        };
        match self.0.view(&query).unwrap() {
            View::List(list) => list,
            other => panic!("{other:?}"),
        }
    }

    pub fn item(&self, item: ItemId) -> ItemView {
        match self.0.view(&Query::Item { item }).unwrap() {
            View::Item(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    pub fn programme(&self) -> ProgrammePage {
        match self.0.view(&Query::Programme).unwrap() {
            View::Programme(Some(page)) => *page,
            other => panic!("{other:?}"),
        }
    }

    pub fn mentees(&self) -> MenteesView {
        match self.0.view(&Query::Mentees).unwrap() {
            View::Mentees(view) => view,
            other => panic!("{other:?}"),
        }
    }

    /// What somebody of this name shows.
    pub fn person(&self, name: &str) -> PersonPage {
        let mentees = self.mentees().mentees.into_iter();
        let line = mentees.map(|line| line.person).find(|p| p.name == name);
        let person = line.unwrap().person;
        match self.0.view(&Query::Person { person, limit: 100 }).unwrap() {
            View::Person(page) => *page,
            other => panic!("{other:?}"),
        }
    }

    pub fn shared(&self, page: &PersonPage, title: &str) -> SharedItemView {
        let found = page.items.iter().find(|item| item.title == title).unwrap();
        let query = Query::SharedItem {
            owner: page.person.person,
            item: found.item,
        };
        match self.0.view(&query).unwrap() {
            View::SharedItem(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    pub fn shown(&self) -> ShownView {
        match self.0.view(&Query::Shown).unwrap() {
            View::Shown(view) => view,
            other => panic!("{other:?}"),
        }
    }

    pub fn concerns(&self) -> ConcernsView {
        match self.0.view(&Query::Concerns).unwrap() {
            View::Concerns(view) => view,
            other => panic!("{other:?}"),
        }
    }
}
