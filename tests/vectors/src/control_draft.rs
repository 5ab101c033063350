//! A control statement in pieces, so that each piece can be wrong by itself.

use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, EpochId, PersonId};
use amanat_protocol::statement::{
    AccessRow, Genesis, SealedSlot, Statement, StatementHeader, access_hash, slots_hash,
};
use amanat_vault::circle::{
    Change, CircleKind, Epoch, Member, Role, SlotPayload, StatementPayload, access_list,
    statement_place, table_hash,
};
use amanat_vault::control::Circle;
use amanat_vault::keys::{OpenSecret, SealKey};
use amanat_vault::person::Pek;
use amanat_vault::seal;

use crate::Result;
use crate::fixtures::{device, pek};

pub(crate) const OWNER: PersonId = PersonId(Hash([0x10; 32]));
pub(crate) const OTHER: PersonId = PersonId(Hash([0x20; 32]));

/// The key of an epoch by its number.
pub(crate) fn epoch_key(number: u8) -> OpenSecret {
    OpenSecret::from_bytes(&[60 + number; 32])
}

pub(crate) fn epoch(number: u8) -> Epoch {
    Epoch {
        id: EpochId([number + 1; 16]),
        number: u64::from(number),
        recipient: epoch_key(number).seal_key(),
    }
}

pub(crate) fn member(person: PersonId, role: Role, key: &Pek) -> Member {
    Member {
        person,
        role,
        identity_n: u64::from(key.generation),
        identity_head: person.0,
        pek_generation: key.generation,
        pek_salt: key.salt,
        pek: key.secret.seal_key(),
        since: 1_790_000_000_000,
        until: None,
    }
}

/// A statement before it is sealed and signed. Every field may be made wrong.
#[derive(Clone)]
pub(crate) struct Draft {
    pub suite: u8,
    pub circle: CircleId,
    pub genesis: Option<Genesis>,
    pub n: u64,
    pub prev: Hash,
    pub person: PersonId,
    pub device: u8,
    /// Who signs in truth.
    pub signs: u8,
    pub kind: CircleKind,
    pub change: Change,
    pub table: Vec<Member>,
    pub table_hash: Option<Hash>,
    pub access: Option<Vec<AccessRow>>,
    pub epoch: Epoch,
    /// Which epoch's id the header names.
    pub header_epoch: EpochId,
    /// Which epoch's key the payload is sealed to.
    pub sealed_to: SealKey,
    pub place: Option<Hash>,
    /// What is put after the payload's own bytes.
    pub tail: Vec<u8>,
    pub slots: Vec<Slot>,
}

/// A slot before it is sealed.
#[derive(Clone)]
pub(crate) struct Slot {
    pub person: PersonId,
    pub to: SealKey,
    pub payload: SlotPayload,
}

impl Draft {
    /// The owner's next statement with an epoch; slots for all when the epoch is new.
    pub(crate) fn new(
        before: Option<&Circle>,
        change: Change,
        table: Vec<Member>,
        epoch: Epoch,
    ) -> Self {
        let circle = before.map_or(CircleId::default(), |c| c.id);
        let n = before.map_or(0, |c| c.n + 1);
        let kind = before.map_or(CircleKind::Own, |c| c.kind);
        let mut draft = Self {
            suite: 1,
            circle,
            genesis: before.is_none().then_some(Genesis {
                owner: OWNER,
                nonce: [8; 16],
            }),
            n,
            prev: before.map_or(Hash::ZERO, |c| c.head),
            person: OWNER,
            device: 1,
            signs: 1,
            kind,
            change,
            table,
            table_hash: None,
            access: None,
            epoch,
            header_epoch: epoch.id,
            sealed_to: epoch.recipient,
            place: None,
            tail: Vec::new(),
            slots: Vec::new(),
        };
        if before.is_none_or(|c| c.epoch.id != epoch.id) {
            draft.slots = draft.table.iter().map(|m| draft.slot(m)).collect();
        }
        draft
    }

    pub(crate) fn slot(&self, to: &Member) -> Slot {
        let number = u8::try_from(self.epoch.number).unwrap_or_default();
        Slot {
            person: to.person,
            to: to.pek,
            payload: SlotPayload {
                circle: self.circle,
                n: self.n,
                granter: self.person,
                grantee: to.person,
                kind: self.kind,
                epoch: self.epoch,
                secret: *epoch_key(number).expose_bytes(),
                table: self.table.clone(),
            },
        }
    }

    /// Seals and signs what is there, right or wrong.
    pub(crate) fn seal(&self) -> Result<Statement> {
        let device_key = device(self.device).device();
        let place = statement_place(
            self.circle,
            self.n,
            self.prev,
            self.person,
            device_key,
            self.header_epoch,
        );
        let payload = StatementPayload {
            place: self.place.unwrap_or(place),
            at: 1_790_000_000_000,
            change: self.change.clone(),
            epoch: self.epoch,
            table: self.table_hash.unwrap_or_else(|| table_hash(&self.table)),
        };
        let plain = [codec::encode(&payload), self.tail.clone()].concat();
        let payload = seal::seal(&self.sealed_to, &plain)?;
        let mut slots = Vec::new();
        for slot in &self.slots {
            slots.push(SealedSlot {
                person: slot.person,
                sealed: Bytes(seal::seal(&slot.to, &codec::encode(&slot.payload))?),
            });
        }
        let access = self
            .access
            .clone()
            .unwrap_or_else(|| access_list(&self.table));
        let header = StatementHeader {
            suite: self.suite,
            circle: self.circle,
            genesis: self.genesis,
            n: self.n,
            prev: self.prev,
            person: self.person,
            device: device_key,
            epoch: self.header_epoch,
            payload_hash: hash::plain(&payload),
            payload_len: u32::try_from(payload.len())?,
            access_hash: access_hash(&access),
            slots_hash: slots_hash(&slots),
        };
        Ok(Statement {
            header: device(self.signs).sign(&header),
            payload: Bytes(payload),
            access,
            slots,
        })
    }
}

/// The owner's keys, by generation.
pub(crate) fn owner_keys() -> Vec<Pek> {
    vec![pek(0, 20), pek(1, 21)]
}

/// The other person's key.
pub(crate) fn other_key() -> Pek {
    pek(0, 40)
}
