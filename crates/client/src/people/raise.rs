//! Concerns, and the deposits that hide when somebody has one.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::fact::{Concern, Fact};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};
use amanat_protocol::codec::Bytes;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::CircleId;
use amanat_vault::deposit;
use amanat_vault::keys::SealKey;

use crate::client::{Client, Rng};
use crate::ports::{Batch, Platform};
use crate::session::{Outgoing, Session, person_id, person_ref};
use crate::sharing::comment;

/// A deposit is due at some moment of these days after the last, drawn anew each time, so that one more
/// tells nothing.
const EARLIEST: u64 = 4 * DAY;
const LATEST: u64 = 10 * DAY;
const DAY: u64 = 24 * 60 * 60 * 1000;

impl<P: Platform> Client<P> {
    pub(crate) async fn raise(&self, text: &str, anonymous: bool) -> Result<Done, Problem> {
        let text = comment::clean(text)?;
        let now = self.platform.now();
        let item = ItemId(self.draw());
        self.write(|s| {
            let (officer, circle) = s.drop_box().ok_or(Problem::NoOfficer)?;
            let key = s.programme_key().ok_or(Problem::NoOfficer)?;
            let signer = (!anonymous).then_some((s.me(), &s.ring.device));
            let sealed = deposit::seal(&officer, key, now, signer, text.clone());
            let sealed = sealed.map_err(|_| Problem::TooLong {
                limit_kb: u32::try_from(deposit::MAX_TEXT / 1024).unwrap_or(u32::MAX),
            })?;
            let mut batch = Batch::default();
            let concern = Concern {
                at: now,
                from: (!anonymous).then(|| s.my_ref()),
                mine: true,
                text,
            };
            s.keep(Place::Own, item, Fact::Concern(concern), now, &mut batch);
            let sealed = Bytes(sealed);
            s.send(Outgoing::Deposit { circle, sealed }, &mut batch);
            s.given(Begun::Concern, &mut batch);
            s.given(Begun::Unnamed, &mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }

    /// Makes a deposit that says nothing, when one is due.
    pub(crate) async fn deposit_dummy(&self) -> Result<(), Problem> {
        let now = self.platform.now();
        let drawn = u64::from_le_bytes(self.draw());
        self.change(|s| {
            let mut batch = Batch::default();
            let Some((officer, circle)) = s.drop_box() else {
                return Ok(batch);
            };
            let next = s.rooms.next_deposit.unwrap_or(now);
            if now < next && next - now <= LATEST {
                return Ok(batch);
            }
            let sealed = deposit::dummy(&mut Rng(&self.platform), Some(&officer));
            let sealed = Bytes(sealed.map_err(|_| Problem::Fault)?);
            s.send(Outgoing::Deposit { circle, sealed }, &mut batch);
            s.rooms.next_deposit = Some(now + EARLIEST + drawn % (LATEST - EARLIEST));
            s.stage_rooms(&mut batch);
            Ok(batch)
        })
        .await
        .map(drop)
    }
}

impl Session {
    fn programme_key(&self) -> Option<[u8; 32]> {
        Some(self.programme()?.key)
    }

    /// Whom deposits are sealed to, and where they go. None while nobody receives concerns, or their key is
    /// in doubt.
    fn drop_box(&self) -> Option<(SealKey, CircleId)> {
        let programme = self.programme()?;
        let officer = person_id(programme.officer?);
        let circle = CircleId(Hash(programme.circles[0]));
        if officer == self.me() {
            return Some((self.ring.peks.last()?.secret.seal_key(), circle));
        }
        let contact = self.contact(officer)?;
        (!self.is_stopped(&contact)).then_some((SealKey(contact.pek), circle))
    }

    /// Keeps a concern that was left for this person. What is not for them, or says nothing, is gone.
    pub(crate) fn read_deposit(&mut self, sealed: &[u8], batch: &mut Batch) -> Batch {
        let mut batch = core::mem::take(batch);
        let Some(key) = self.programme_key() else {
            return batch;
        };
        let Ok(Some(opened)) = deposit::open(sealed, &key, &self.ring.peks) else {
            return batch;
        };
        // A name counts only with a device of that person's behind it.
        let from = opened.from.filter(|author| {
            self.identity_of(author.person)
                .is_some_and(|identity| identity.is_active(author.device))
        });
        let concern = Concern {
            at: opened.at,
            from: from.map(|author| person_ref(author.person)),
            mine: false,
            text: opened.text,
        };
        let name = hash::plain(sealed);
        let item = super::item_for("amanat/v1/concern", &name);
        self.keep(
            Place::Own,
            item,
            Fact::Concern(concern),
            opened.at,
            &mut batch,
        );
        batch
    }
}
