//! Words and statements of any content, well signed and sealed by somebody who keeps no rule.

use amanat_mentoring::fact::{Comment, Fact};
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::{Millis, Revision, Value};
use amanat_mentoring::operation::Operation;
use amanat_messages::Problem;
use amanat_protocol::SUITE;
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::{Class, Entry};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{EpochId, PersonId};
use amanat_protocol::statement::{SealedSlot, Statement, StatementHeader, access_hash, slots_hash};
use amanat_vault::circle::{
    Change, CircleKind, Epoch, Member, Role, SlotPayload, StatementPayload, access_list,
    statement_place, table_hash,
};
use amanat_vault::control::Circle;
use amanat_vault::keys::{OpenSecret, SealKey};
use amanat_vault::log::{self, Place, Words};
use amanat_vault::seal;

use crate::client::{Client, Rng};
use crate::ports::Platform;
use crate::session::{Session, person_id};
use crate::sharing::comment;

/// One entry: its class and its operations, whatever they are.
pub type Forged = (Class, Vec<Vec<u8>>);

/// A statement after the newest of a circle.
pub struct ForgedStatement {
    /// Who is in the circle then, and as what; unsorted. The signer's and the owner's rows stay as they are.
    pub members: Vec<(PersonRef, Role)>,
    /// Whether it begins a new epoch, as every statement of an honest app does.
    pub new_epoch: bool,
    /// Whom it hands the key of its epoch to.
    pub slots: Vec<PersonRef>,
}

impl<P: Platform> Client<P> {
    /// Entries as this device would append them to a circle of this kind, after one another. Nothing of it is
    /// sent or remembered here.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is no such circle.
    pub fn forge_entries(&self, kind: CircleKind, words: &[Forged]) -> Result<Vec<Entry>, Problem> {
        self.with(|s| s.forge_entries(s.circle_of(kind)?, words))
    }

    /// A comment in somebody's name with this device's signature, as an operation for a circle of this kind.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is no such circle.
    pub fn forge_comment(
        &self,
        kind: CircleKind,
        author: PersonRef,
        item: ItemId,
        text: &str,
    ) -> Result<Vec<u8>, Problem> {
        let (nonce, now) = (self.draw(), self.platform.now());
        self.with(|s| {
            let said = Comment {
                author,
                nonce,
                on: item,
                reply_to: None,
                at: now,
                text: text.into(),
                device: s.ring.device.device().0,
                signature: Vec::new(),
            };
            let (item, said) = comment::signed(s, s.circle_of(kind)?.id, said);
            Ok(codec::encode(&Operation::Revise(Revision {
                item,
                parents: Vec::new(),
                at: now,
                value: Value::Fact(Fact::Comment(said)),
            })))
        })
    }

    /// The word that somebody who manages a circle of this kind is alive, as an operation.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is no such circle.
    pub fn forge_alive(&self, kind: CircleKind, at: Millis) -> Result<Vec<u8>, Problem> {
        self.with(|s| {
            let circle = s.circle_of(kind)?;
            let (n, head) = (circle.n, circle.head.0);
            Ok(codec::encode(&Operation::Alive { n, head, at }))
        })
    }

    /// A statement that admits, whose signature, seals, hashes and table are in order: all that can be wrong with
    /// it is what it says. Nothing of it is sent or remembered here.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is no such circle, or nobody of such a name is known.
    pub fn forge_statement(
        &self,
        kind: CircleKind,
        forged: &ForgedStatement,
    ) -> Result<Statement, Problem> {
        let mut rng = Rng(&self.platform);
        let secret = OpenSecret::make(&mut rng);
        let fresh = (EpochId(self.draw()), secret);
        let now = self.platform.now();
        self.with(|s| s.forge_statement(s.circle_of(kind)?, forged, fresh, now))
    }

    /// Makes this device believe that the key of a circle of this kind is in exactly these hands.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is no such circle.
    pub fn believe_granted(&self, kind: CircleKind, people: &[PersonRef]) -> Result<(), Problem> {
        self.with(|s| {
            let circle = s.circle_of(kind)?.id;
            let room = s.rooms.rooms.get_mut(&circle).ok_or(Problem::NotFound)?;
            room.granted = people.iter().copied().map(person_id).collect();
            room.granted.sort_unstable();
            Ok(())
        })
    }
}

impl Session {
    fn circle_of(&self, kind: CircleKind) -> Result<&Circle, Problem> {
        let found = self.marks.circles.iter().find(|c| c.kind == kind);
        found.ok_or(Problem::NotFound)
    }

    pub(super) fn forge_entries(
        &self,
        circle: &Circle,
        words: &[Forged],
    ) -> Result<Vec<Entry>, Problem> {
        let mark = self.marks.logs.get(&(circle.id, self.ring.device.device()));
        let mut place = Place {
            circle: circle.id,
            seq: mark.map_or(0, |m| m.seq + 1),
            prev: mark.map_or(Hash::ZERO, |m| m.hash),
        };
        let mut entries = Vec::new();
        for (class, operations) in words {
            let words = Words {
                author: self.me(),
                identity_n: self.ring.identity.n,
                control: (circle.n, circle.head),
                seen: Vec::new(),
                operations: operations.iter().cloned().map(Bytes).collect(),
            };
            let entry = log::make(place, &circle.epoch, &self.ring.device, *class, words)
                .map_err(|_| Problem::Fault)?;
            place.seq += 1;
            place.prev = entry.header.hash();
            entries.push(entry);
        }
        Ok(entries)
    }

    fn forge_statement(
        &self,
        circle: &Circle,
        forged: &ForgedStatement,
        (id, fresh): (EpochId, OpenSecret),
        now: u64,
    ) -> Result<Statement, Problem> {
        let mut table = circle.table.clone();
        table.retain(|m| m.role == Role::Owner || m.person == self.me());
        let mut change = Change::Renew {
            members: Vec::new(),
        };
        for (person, role) in &forged.members {
            let had = circle.member(person_id(*person)).cloned();
            let mut row = match had.clone() {
                Some(row) => row,
                None => self.forge_row(person_id(*person), *role, now)?,
            };
            row.role = *role;
            if had.as_ref() != Some(&row) {
                let member = row.clone();
                change = Change::Admit { member };
            }
            table.push(row);
        }
        table.sort_by_key(|m| m.person);
        let (epoch, secret) = if forged.new_epoch {
            let epoch = Epoch {
                id,
                number: circle.epoch.number + 1,
                recipient: fresh.seal_key(),
            };
            (epoch, fresh)
        } else {
            let mut known = self.ring.epoch(circle.id, circle.epoch.id);
            let known = known.next().ok_or(Problem::NotFound)?;
            let secret = OpenSecret::from_bytes(known.secret.expose_bytes());
            (circle.epoch, secret)
        };
        let (n, device) = (circle.n + 1, self.ring.device.device());
        let payload = StatementPayload {
            place: statement_place(circle.id, n, circle.head, self.me(), device, epoch.id),
            at: now,
            change,
            epoch,
            table: table_hash(&table),
        };
        let sealed = |to: &SealKey, bytes: &[u8]| seal::seal(to, bytes).map_err(|_| Problem::Fault);
        let payload = sealed(&epoch.recipient, &codec::encode(&payload))?;
        let mut slots = Vec::new();
        for person in forged.slots.iter().copied().map(person_id) {
            let row = table.iter().find(|m| m.person == person).cloned();
            let row = row.map_or_else(|| self.forge_row(person, Role::Reader, now), Ok)?;
            let slot = SlotPayload {
                circle: circle.id,
                n,
                granter: self.me(),
                grantee: person,
                kind: circle.kind,
                epoch,
                secret: *secret.expose_bytes(),
                table: table.clone(),
            };
            slots.push(SealedSlot {
                person,
                sealed: Bytes(sealed(&row.pek, &codec::encode(&slot))?),
            });
        }
        slots.sort_by_key(|slot| slot.person);
        let access = access_list(&table);
        let header = StatementHeader {
            suite: SUITE,
            circle: circle.id,
            genesis: None,
            n,
            prev: circle.head,
            person: self.me(),
            device,
            epoch: epoch.id,
            payload_hash: hash::plain(&payload),
            payload_len: u32::try_from(payload.len()).map_err(|_| Problem::Fault)?,
            access_hash: access_hash(&access),
            slots_hash: slots_hash(&slots),
        };
        Ok(Statement {
            header: self.ring.device.sign(&header),
            payload: Bytes(payload),
            access,
            slots,
        })
    }

    fn forge_row(&self, person: PersonId, role: Role, since: u64) -> Result<Member, Problem> {
        let contact = self.contact(person).ok_or(Problem::PersonUnknown)?;
        let known = self.rooms.people.get(&person);
        Ok(Member {
            person,
            role,
            identity_n: known.map_or(contact.identity_n, |k| k.identity.n),
            identity_head: known.map_or(Hash(contact.identity_head), |k| k.identity.head),
            pek_generation: contact.pek_generation,
            pek_salt: contact.pek_salt,
            pek: SealKey(contact.pek),
            since,
            until: None,
        })
    }
}
