//! Making a vault from the server's founding link.

use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{PartName, Profile, Revision, Value};
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};
use amanat_protocol::link::{FoundingLink, InvitationLink};
use amanat_vault::card::{Card, WORDS};
use amanat_vault::circle::CircleKind;
use amanat_vault::invitation;
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
use crate::rooms::RoomsV1;
use crate::session::Session;

/// What somebody who comes gives of themself.
struct Newcomer<'a> {
    name: &'a str,
    passphrase: &'a str,
    first_part: &'a str,
    small_device: bool,
}

impl<P: Platform> Client<P> {
    pub(crate) async fn found(
        &self,
        link: &str,
        name: &str,
        passphrase: &str,
        first_part: &str,
        small_device: bool,
    ) -> Result<Done, Problem> {
        let link = FoundingLink::parse(link).map_err(|_| Problem::LinkUnreadable)?;
        if !link.origin.is_empty() && link.origin != self.origin {
            return Err(Problem::LinkElsewhere {
                origin: link.origin,
            });
        }
        let newcomer = Newcomer {
            name,
            passphrase,
            first_part,
            small_device,
        };
        self.begin(link.token, &newcomer, None).await
    }

    /// As [`Client::found`], by a coordinator's invitation.
    pub(crate) async fn join_programme(
        &self,
        link: &str,
        name: &str,
        passphrase: &str,
        first_part: &str,
        small_device: bool,
    ) -> Result<Done, Problem> {
        let link = self.read_invitation(link)?;
        let newcomer = Newcomer {
            name,
            passphrase,
            first_part,
            small_device,
        };
        let token = invitation::join_token(&link.secret);
        self.begin(token, &newcomer, Some(&link)).await
    }

    async fn begin(
        &self,
        token: [u8; 16],
        newcomer: &Newcomer<'_>,
        invitation: Option<&InvitationLink>,
    ) -> Result<Done, Problem> {
        let _chain = self.chain.lock().await;
        if self.inner.borrow().stored {
            return Err(Problem::AlreadyHere);
        }
        let name = clean_name(newcomer.name)?;
        let first_part = clean_name(newcomer.first_part)?;
        let unlock = OpenSecret::make(&mut Rng(&self.platform));
        let factor = work_factor(newcomer.small_device);
        let slot = passphrase::make_slot(&unlock, newcomer.passphrase, factor)
            .map_err(problem::passphrase)?;
        // Before anything is made: is there a server at all?
        self.probe().await?;

        let mut session = self.new_person(Locker::new(unlock), token)?;
        let mut batch = Batch::default();
        let part = self.found_part(&mut session, &mut batch)?;
        let profile = Value::Profile(Profile { name: name.clone() });
        let part_name = Value::Part(PartName { name: first_part });
        for (place, value) in [(Place::Own, profile), (part, part_name)] {
            let item = ItemId(self.draw());
            let revision = Revision {
                item,
                parents: Vec::new(),
                at: self.platform.now(),
                value,
            };
            session.fix(place, revision, &mut batch);
        }
        if let Some(invitation) = invitation {
            session.answer(invitation, &name, self.platform.now(), &mut batch)?;
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
        Ok(Session::new(
            locker,
            ring,
            MarksV1::default(),
            RoomsV1::default(),
        ))
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
    pub(crate) fn three_places(&self) -> Vec<u8> {
        let bytes: [u8; WORDS] = self.draw();
        let mut order: Vec<(u8, u8)> = bytes.into_iter().zip(1..).collect();
        order.sort_unstable();
        let mut ask: Vec<u8> = order.into_iter().take(3).map(|(_, place)| place).collect();
        ask.sort_unstable();
        ask
    }
}
