//! What no honest app does, for tests of what others do about it.

mod forging;

pub use forging::{Forged, ForgedStatement};

use amanat_mentoring::id::PersonRef;
use amanat_mentoring::item::Millis;
use amanat_messages::Problem;
use amanat_protocol::api::{self, AppendAnswer, AppendRequest, Appended};
use amanat_protocol::api::{StatementAnswer, StatementRequest};
use amanat_protocol::codec::Bytes;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::statement::{SealedSlot, Statement, access_hash, slots_hash};
use amanat_vault::circle::CircleKind;
use amanat_vault::control::{self, Circle};

use crate::client::{Client, Rng};
use crate::ports::Platform;
use crate::session::Session;

impl<P: Platform> Client<P> {
    /// Appends entries with any operations at all to every circle of others that this device writes to,
    /// validly signed and sealed. Nothing of it is remembered here. Returns how many the server stored.
    ///
    /// # Errors
    /// As a sync.
    pub async fn misbehave(&self, words: &[Forged]) -> Result<usize, Problem> {
        let entries = self.with(|s| {
            let me = s.me();
            let mut entries = Vec::new();
            for circle in &s.marks.circles {
                if circle.owner().is_none_or(|m| m.person == me) {
                    continue;
                }
                entries.extend(s.forge_entries(circle, words)?);
            }
            Ok(entries)
        })?;
        let request = AppendRequest {
            entries,
            cursor: None,
        };
        let answer: AppendAnswer = self.post_as_device(api::ENTRIES, &request).await?;
        let stored = |result: &&Appended| **result == Appended::Stored;
        Ok(answer.results.iter().filter(stored).count())
    }
}

/// How a statement goes wrong. Its header is signed as it should be, so that a server takes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Garbage {
    /// The sealed half is noise.
    Payload,
    /// Every slot is noise.
    Slots,
    /// The owner's slot is noise.
    OwnersSlot,
    /// The owner's slot is missing.
    NoSlotForOwner,
    /// Nobody has a slot.
    NoSlots,
    /// The slots are those of another statement: they hand out another epoch.
    OtherEpoch,
    /// The sealed half speaks of another epoch than the header.
    OtherPayload,
    /// The access list is not the table: somebody has less.
    Access,
}

impl Garbage {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Payload,
        Self::Slots,
        Self::OwnersSlot,
        Self::NoSlotForOwner,
        Self::NoSlots,
        Self::OtherEpoch,
        Self::OtherPayload,
        Self::Access,
    ];
}

impl<P: Platform> Client<P> {
    /// A new epoch for a circle of this kind that this person manages, signed and not sent.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is none.
    pub fn sign_aside(&self, kind: CircleKind) -> Result<Statement, Problem> {
        self.with(|s| {
            let mut circles = s.marks.circles.iter();
            let manages = |c: &&Circle| c.kind == kind && s.manages(c);
            let circle = circles.find(manages).ok_or(Problem::NotFound)?;
            let signer = s.ring.signer(self.platform.now()).ok_or(Problem::Fault)?;
            let made = control::renew(circle, &signer, Vec::new(), &mut Rng(&self.platform));
            Ok(made.map_err(|_| Problem::Fault)?.statement)
        })
    }

    /// Sends a statement. Nothing of it is remembered here.
    ///
    /// # Errors
    /// As a sync.
    pub async fn send_statement(&self, statement: Statement) -> Result<(), Problem> {
        let request = StatementRequest {
            statement,
            cursor: None,
        };
        let _: StatementAnswer = self.post_as_device(api::STATEMENTS, &request).await?;
        Ok(())
    }

    /// Signs a statement after the newest of a circle that does not hold together, and sends it. Nothing of it
    /// is remembered here.
    ///
    /// # Errors
    /// As a sync.
    pub async fn sign_garbage(&self, kind: CircleKind, how: Garbage) -> Result<(), Problem> {
        let mut statement = self.sign_aside(kind)?;
        let other = self.sign_aside(kind)?;
        let mut header = statement.header.claim().map_err(|_| Problem::Fault)?;
        let owner = self.with(|s| {
            let circle = s.marks.circle(header.circle);
            circle
                .and_then(|c| c.owner())
                .map(|m| m.person)
                .ok_or(Problem::Fault)
        })?;
        let noise = |slot: &mut SealedSlot| slot.sealed = Bytes(vec![7; 200]);
        match how {
            Garbage::Payload => statement.payload = Bytes(vec![7; 400]),
            Garbage::Slots => statement.slots.iter_mut().for_each(noise),
            Garbage::OwnersSlot => {
                let mut theirs = statement.slots.iter_mut().filter(|s| s.person == owner);
                theirs.by_ref().for_each(noise);
            }
            Garbage::NoSlotForOwner => statement.slots.retain(|s| s.person != owner),
            Garbage::NoSlots => statement.slots.clear(),
            Garbage::OtherEpoch => statement.slots = other.slots,
            Garbage::OtherPayload => statement.payload = other.payload,
            Garbage::Access => {
                let me = header.person;
                statement
                    .access
                    .retain(|row| row.person == me || row.person == owner);
            }
        }
        header.payload_hash = hash::plain(&statement.payload.0);
        header.payload_len =
            u32::try_from(statement.payload.0.len()).map_err(|_| Problem::Fault)?;
        header.access_hash = access_hash(&statement.access);
        header.slots_hash = slots_hash(&statement.slots);
        statement.header = self.with(|s| Ok(s.ring.device.sign(&header)))?;
        self.send_statement(statement).await
    }
}

/// How far a device has come in a circle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Position {
    /// Which.
    pub circle: CircleId,
    /// The newest statement.
    pub n: u64,
    /// Its hash.
    pub head: Hash,
    /// Who is in it.
    pub members: Vec<PersonId>,
    /// Who was handed the epoch.
    pub granted: Vec<PersonId>,
    /// Whether this person owns it.
    pub mine: bool,
    /// Why words are kept back from it, where they are: for who reads a test that failed.
    pub held: Option<String>,
}

impl<P: Platform> Client<P> {
    /// Who this is.
    ///
    /// # Errors
    /// [`Problem::Locked`]
    pub fn myself(&self) -> Result<PersonRef, Problem> {
        self.with(|s| Ok(s.my_ref()))
    }

    /// Where this device stands in every circle.
    ///
    /// # Errors
    /// [`Problem::Locked`]
    pub fn positions(&self) -> Result<Vec<Position>, Problem> {
        let now = self.platform.now();
        self.with(|s| {
            let position = |c: &Circle| {
                let members: Vec<_> = c.table.iter().map(|m| m.person).collect();
                let room = s.rooms.rooms.get(&c.id);
                Position {
                    circle: c.id,
                    n: c.n,
                    head: c.head,
                    granted: room.map_or_else(|| members.clone(), |r| r.granted.clone()),
                    members,
                    mine: s.owns(c),
                    held: s.why_held(c, now),
                }
            };
            Ok(s.marks.circles.iter().map(position).collect())
        })
    }

    /// What was not sent although its author may say it there: places, entries, statements and letters,
    /// and why. Words wait where they are not welcome any more.
    ///
    /// # Errors
    /// [`Problem::Locked`]
    pub fn what_waits(&self) -> Result<Vec<String>, Problem> {
        let now = self.platform.now();
        self.with(|s| {
            let waiting = s.waiting.values().filter_map(|w| {
                let place = w.stored.place;
                let circle = s.circle_for(place);
                let welcome = circle.is_none_or(|c| s.may_say(c));
                let hold = circle.and_then(|c| s.hold(c, now));
                welcome.then(|| format!("{place:?}, ready {}, held {hold:?}", w.ready(now)))
            });
            // Of a circle that was taken back they are kept, should it be shown again.
            let made = s.unsent.keys().filter(|(circle, _)| s.is_here(*circle));
            let made = made.map(|entry| format!("entry {entry:?}"));
            let signed = s.unsent_statements.keys();
            let signed = signed.map(|statement| format!("statement {statement:?}"));
            let letters = s.outbox.keys().map(|letter| format!("letter {letter:?}"));
            Ok(waiting.chain(made).chain(signed).chain(letters).collect())
        })
    }
}

impl Session {
    fn why_held(&self, circle: &Circle, now: Millis) -> Option<String> {
        let hold = self.hold(circle, now)?;
        let step = self.next_step(circle, now).is_some();
        let stuck = self.tangles.stuck.get(&circle.id);
        let waits: Vec<_> = self
            .unsent_statements
            .keys()
            .filter(|(c, _)| *c == circle.id)
            .collect();
        let room = self.rooms.rooms.get(&circle.id);
        let room = room.map(|room| (room.shut, room.forked, room.alive));
        Some(format!(
            "{hold:?} at {} of {:?}: step {step}, stuck {stuck:?}, waits {waits:?}, shut, forked, alive {room:?}",
            circle.n, circle.kind
        ))
    }
}

impl<P: Platform> Client<P> {
    /// Writes the snapshot that a device writes after many entries.
    ///
    /// # Errors
    /// [`Problem::Locked`], and when the store fails.
    pub async fn write_snapshot_now(&self) -> Result<(), Problem> {
        self.with(|s| {
            s.since_snapshot = usize::MAX;
            Ok(())
        })?;
        self.write_snapshot().await
    }
}
