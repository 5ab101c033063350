//! What the page sees. Each view is computed whole; nothing here changes anything.

mod comments;
mod concerns;
mod item;
mod knowledge;
mod list;
mod notices;
mod people;
mod person;
mod programme;
mod shown;
mod status;
mod today;

use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::Place;
use amanat_messages::{
    Audience, CardView, ItemView, PartView, Problem, Query, Reader, ReaderStanding, View,
};
use amanat_protocol::id::PersonId;
use amanat_vault::card::Card;
use amanat_vault::fingerprint;

use crate::client::Client;
use crate::ports::Platform;
use crate::session::{Session, person_ref};

impl<P: Platform> Client<P> {
    /// The recovery card, while it waits; none once confirmed.
    ///
    /// # Errors
    /// [`Problem::Locked`] while the vault is locked.
    pub fn card(&self) -> Result<Option<CardView>, Problem> {
        self.with(|s| Ok(s.card()))
    }

    /// The parts of the portfolio, with who reads each.
    ///
    /// # Errors
    /// [`Problem::Locked`] while the vault is locked.
    pub fn parts(&self) -> Result<Vec<PartView>, Problem> {
        self.with(|s| Ok(s.parts()))
    }

    /// One item with its revisions and audience.
    ///
    /// # Errors
    /// [`Problem::Locked`] while the vault is locked, or [`Problem::NotFound`].
    pub fn item(&self, item: ItemId) -> Result<ItemView, Problem> {
        self.with(|s| s.item(item))
    }

    /// The whole view for a query.
    ///
    /// # Errors
    /// [`Problem::Locked`] while the vault is locked (the status is always there), or
    /// [`Problem::NotFound`].
    pub fn view(&self, query: &Query) -> Result<View, Problem> {
        let now = self.platform.now();
        match query {
            Query::Status => Ok(View::Status(self.status())),
            Query::Card => self.card().map(View::Card),
            Query::Today => self.with(|s| Ok(View::Today(s.today(now)))),
            Query::Parts => self.parts().map(View::Parts),
            Query::List { .. } => self.with(|s| Ok(View::List(s.list(query, now)))),
            Query::Item { item } => self.item(*item).map(|view| View::Item(Box::new(view))),
            Query::People => self.with(|s| Ok(View::People(s.people()))),
            Query::Person { person, limit } => self.with(|s| {
                let page = s.person(*person, *limit, now)?;
                Ok(View::Person(Box::new(page)))
            }),
            Query::Mentees => self.with(|s| Ok(View::Mentees(s.mentees()))),
            Query::SharedItem { owner, item } => self.with(|s| {
                let view = s.shared_item(*owner, *item)?;
                Ok(View::SharedItem(Box::new(view)))
            }),
            Query::Shown => self.with(|s| Ok(View::Shown(s.shown_view(now)))),
            Query::Programme => self.with(|s| {
                let page = s.programme_page(&self.origin, now);
                Ok(View::Programme(page.map(Box::new)))
            }),
            Query::ProgrammeCard => self.with(|s| Ok(View::ProgrammeCard(s.programme_card()))),
            Query::Concerns => self.with(|s| Ok(View::Concerns(s.concerns()))),
            Query::Begun => self.with(|s| Ok(View::Begun(s.begun_words()))),
            Query::Knowledge => self.with(|s| Ok(View::Knowledge(s.knowledge(&self.origin)))),
        }
    }
}

impl Session {
    fn card(&self) -> Option<CardView> {
        let card = Card::from_bytes(self.ring.stored.card.as_ref()?);
        Some(CardView {
            words: card.expose_words(),
            qr: card.expose_qr(),
            ask: self.ring.stored.ask.clone(),
        })
    }

    fn own_name(&self) -> String {
        self.portfolio
            .profile()
            .map(|p| p.profile.name)
            .unwrap_or_default()
    }

    /// Who holds a key of a place: those whom the chain's slots handed the newest, and those in its table, who had an
    /// earlier one if not this. What this person wanted, or believes to have shown, has no part in it.
    fn audience(&self, place: Place) -> Audience {
        let me = self.me();
        let Some(circle) = self.circle_for(place) else {
            return Audience {
                readers: Vec::new(),
            };
        };
        let mut holders: Vec<PersonId> = match self.rooms.rooms.get(&circle.id) {
            Some(room) => room.granted.clone(),
            None => circle.table.iter().map(|m| m.person).collect(),
        };
        // Who is in the table has had an earlier epoch, if not this one.
        holders.extend(circle.table.iter().map(|m| m.person));
        holders.sort_unstable();
        holders.dedup();
        let mut readers: Vec<Reader> = holders
            .into_iter()
            .map(|person| {
                let own = person == me;
                let row = circle.member(person);
                let known = self.directory.contacts.get(&person);
                let of_contact = known.map_or(ReaderStanding::Introduced, people::standing);
                Reader {
                    name: self.name_of(person),
                    fingerprint: fingerprint::of(person),
                    since: row.map_or(0, |m| m.since),
                    standing: if own { ReaderStanding::Me } else { of_contact },
                    devices: if own { self.devices() } else { 0 },
                    person: person_ref(person),
                    until: row.and_then(|m| m.until),
                }
            })
            .collect();
        readers.sort_by_key(|r| r.standing != ReaderStanding::Me);
        Audience { readers }
    }

    fn devices(&self) -> u32 {
        u32::try_from(self.ring.identity.statement.devices.len()).unwrap_or(u32::MAX)
    }
}
