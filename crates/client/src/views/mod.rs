//! What the page sees. Each view is computed whole; nothing here changes anything.

mod item;
mod knowledge;
mod list;
mod status;
mod today;

use amanat_mentoring::portfolio::Place;
use amanat_messages::{Audience, CardView, Problem, Query, Reader, ReaderStanding, View};
use amanat_vault::card::Card;
use amanat_vault::fingerprint;

use crate::client::Client;
use crate::ports::Platform;
use crate::session::Session;

impl<P: Platform> Client<P> {
    /// The whole view for a query.
    ///
    /// # Errors
    /// [`Problem::Locked`] while the vault is locked (the status is always there), or
    /// [`Problem::NotFound`].
    pub fn view(&self, query: &Query) -> Result<View, Problem> {
        let now = self.platform.now();
        match query {
            Query::Status => Ok(View::Status(self.status())),
            Query::Card => self.with(|s| Ok(View::Card(s.card()))),
            Query::Today => self.with(|s| Ok(View::Today(s.today(now)))),
            Query::List { .. } => self.with(|s| Ok(View::List(s.list(query, now)))),
            Query::Item { item } => {
                self.with(|s| s.item(*item).map(|view| View::Item(Box::new(view))))
            }
            Query::People
            | Query::Person { .. }
            | Query::Mentees
            | Query::SharedItem { .. }
            | Query::Shown
            | Query::Programme
            | Query::ProgrammeCard
            | Query::Concerns => Err(Problem::NotFound),
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

    fn name(&self) -> String {
        self.portfolio
            .profile()
            .map(|p| p.profile.name)
            .unwrap_or_default()
    }

    /// Who holds the key of a place, from its control chain and from nothing else.
    fn audience(&self, place: Place) -> Audience {
        let me = self.ring.stored.person;
        let table = self
            .circle_for(place)
            .map(|c| c.table.as_slice())
            .unwrap_or_default();
        let mut readers: Vec<Reader> = table
            .iter()
            .map(|member| {
                let own = member.person == me;
                Reader {
                    name: if own { self.name() } else { String::new() },
                    fingerprint: fingerprint::of(member.person),
                    since: member.since,
                    standing: if own {
                        ReaderStanding::Me
                    } else {
                        ReaderStanding::Introduced
                    },
                    devices: if own { self.devices() } else { 0 },
                    person: amanat_mentoring::id::PersonRef(member.person.0.0),
                    until: member.until,
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
