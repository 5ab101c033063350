//! Making a vault from the server's founding link.

use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{PartName, Profile, Revision, Value};
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};
use amanat_protocol::link::FoundingLink;
use amanat_vault::card::{Card, WORDS};
use amanat_vault::circle::CircleKind;
use amanat_vault::keys::{OpenSecret, SignSecret};
use amanat_vault::passphrase;
use amanat_vault::person::{self, Pek};

use super::{clean_name, work_factor};
use crate::client::{Client, Rng};
use crate::keyring::{Keyring, NewKeyring};
use crate::locker::Locker;
use crate::marks::MarksV1;
use crate::names;
use crate::ports::{Batch, Durability, Platform};
use crate::problem;
use crate::session::Session;

impl<P: Platform> Client<P> {
    pub(crate) async fn found(
        &self,
        link: &str,
        name: &str,
        passphrase: &str,
        first_part: &str,
        small_device: bool,
    ) -> Result<Done, Problem> {
        let _chain = self.chain.lock().await;
        if self.inner.borrow().stored {
            return Err(Problem::AlreadyHere);
        }
        let link = FoundingLink::parse(link).map_err(|_| Problem::LinkUnreadable)?;
        if !link.origin.is_empty() && link.origin != self.origin {
            return Err(Problem::LinkElsewhere {
                origin: link.origin,
            });
        }
        let name = clean_name(name)?;
        let first_part = clean_name(first_part)?;
        let unlock = OpenSecret::make(&mut Rng(&self.platform));
        let slot = passphrase::make_slot(&unlock, passphrase, work_factor(small_device))
            .map_err(problem::passphrase)?;
        // Before anything is made: is there a server at all?
        self.probe().await?;

        let mut session = self.new_person(Locker::new(unlock), link.token)?;
        let mut batch = Batch::default();
        for (place, value) in [
            (Place::Own, Value::Profile(Profile { name })),
            (
                self.found_part(&mut session, &mut batch)?,
                Value::Part(PartName { name: first_part }),
            ),
        ] {
            let item = ItemId(self.draw());
            let revision = Revision {
                item,
                parents: Vec::new(),
                at: self.platform.now(),
                value,
            };
            session.fix(place, revision, &mut batch);
        }
        batch.put(names::LAYOUT, vec![names::LAYOUT_VERSION]);
        batch.put(names::SLOT, slot);
        session.stage(&mut batch);
        self.wipe().await?;
        // On this disk before the server hears of it: the token is used once, by these keys.
        self.apply(batch, Durability::Strict).await?;
        {
            let mut inner = self.inner.borrow_mut();
            inner.stored = true;
            inner.session = Some(session);
        }
        match self.join().await {
            Ok(()) => Ok(Done::Ok),
            // The link is of no use to these keys: leave nothing behind.
            Err(refused @ (Problem::LinkUsed | Problem::LinkUnknown | Problem::LinkExpired)) => {
                self.forget();
                self.wipe().await?;
                Err(refused)
            }
            // It may have arrived. The vault is whole; joining goes on with the next sync.
            Err(_) => Ok(Done::Ok),
        }
    }

    /// Keys, identity statement 0, card and the own circle.
    fn new_person(&self, locker: Locker, token: [u8; 16]) -> Result<Session, Problem> {
        let mut rng = Rng(&self.platform);
        let card = Card::make(&mut rng);
        let device = SignSecret::make(&mut rng);
        let pek = Pek::make(0, &mut rng);
        let zero = person::found(&device, card.derive_signing().card(), &pek, &mut rng);
        let parts = NewKeyring {
            device,
            peks: vec![pek],
            identity: vec![zero],
            card_recipient: card.derive_recipient().seal_key(),
            locator: card.derive_locator(),
        };
        let mut ring = Keyring::new(parts).ok_or(Problem::Fault)?;
        ring.stored.card = Some(*card.expose_bytes());
        ring.stored.ask = self.three_places();
        ring.stored.join = Some(token);
        Ok(Session::new(locker, ring, MarksV1::default()))
    }

    /// The own circle and a first part; returns the part's place.
    fn found_part(&self, session: &mut Session, batch: &mut Batch) -> Result<Place, Problem> {
        let part = self.draw();
        for kind in [CircleKind::Own, CircleKind::Part { part, chapter: 0 }] {
            self.found_circle(session, kind, batch)?;
        }
        Ok(Place::Part(amanat_mentoring::id::PartId(part)))
    }

    /// Three different places of the card, in order.
    fn three_places(&self) -> Vec<u8> {
        let bytes: [u8; WORDS] = self.draw();
        let mut order: Vec<(u8, u8)> = bytes.into_iter().zip(1..).collect();
        order.sort_unstable();
        let mut ask: Vec<u8> = order.into_iter().take(3).map(|(_, place)| place).collect();
        ask.sort_unstable();
        ask
    }
}
