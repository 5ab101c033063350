//! What all statements have in common: a new epoch, its slots, the signed header.

use amanat_protocol::SUITE;
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, EpochId, PersonId};
use amanat_protocol::limits::{MAX_BODY, MAX_MEMBERS, MAX_SLOT, MAX_STATEMENT_PAYLOAD};
use amanat_protocol::statement::{
    Genesis, SealedSlot, Statement, StatementHeader, access_hash, slots_hash,
};

use super::super::Circle;
use super::{ControlSigner, Made, MakeError};
use crate::circle::{
    Change, CircleKind, Epoch, Member, MemberCut, SlotPayload, StatementPayload, access_list,
    statement_place, table_hash,
};
use crate::keys::OpenSecret;
use crate::seal;
use crate::{Random, make_bytes};

/// Room in a request beside the statement itself: the cursor.
const BESIDES: usize = 64;

/// The statement after `circle` that makes this change.
pub(super) fn next(
    circle: &Circle,
    signer: &ControlSigner<'_>,
    change: Change,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, MakeError> {
    let mut after = circle.clone();
    after
        .change(signer.person, &change, true)
        .map_err(|_| MakeError::Forbidden)?;
    let plan = Plan {
        circle: circle.id,
        genesis: None,
        n: circle.n.checked_add(1).ok_or(MakeError::Forbidden)?,
        prev: circle.head,
        kind: circle.kind,
        change,
        table: after.table,
        epoch_number: circle
            .epoch
            .number
            .checked_add(1)
            .ok_or(MakeError::Forbidden)?,
        removed: after.removed,
    };
    plan.make(signer, random)
}

/// A statement with a new epoch and a slot for every member.
pub(super) struct Plan {
    pub circle: CircleId,
    pub genesis: Option<Genesis>,
    pub n: u64,
    pub prev: Hash,
    pub kind: CircleKind,
    pub change: Change,
    pub table: Vec<Member>,
    pub epoch_number: u64,
    pub removed: Vec<(PersonId, Vec<MemberCut>)>,
}

impl Plan {
    /// Seals and signs it.
    pub(super) fn make(
        self,
        signer: &ControlSigner<'_>,
        random: &mut (impl Random + ?Sized),
    ) -> Result<Made, MakeError> {
        let secret = OpenSecret::make(random);
        let id = EpochId(make_bytes(random));
        let epoch = Epoch {
            id,
            number: self.epoch_number,
            recipient: secret.seal_key(),
        };
        let device = signer.device.device();
        let place = statement_place(self.circle, self.n, self.prev, signer.person, device, id);
        let payload = StatementPayload {
            place,
            at: signer.now,
            change: self.change.clone(),
            epoch,
            table: table_hash(&self.table),
        };
        let payload = seal::seal(&epoch.recipient, &codec::encode(&payload))?;
        let mut slots = Vec::with_capacity(self.table.len());
        for member in &self.table {
            let slot = SlotPayload {
                circle: self.circle,
                n: self.n,
                granter: signer.person,
                grantee: member.person,
                kind: self.kind,
                epoch,
                secret: *secret.expose_bytes(),
                table: self.table.clone(),
            };
            let sealed = seal::seal(&member.pek, &codec::encode(&slot))?;
            slots.push(SealedSlot {
                person: member.person,
                sealed: Bytes(sealed),
            });
        }
        let access = access_list(&self.table);
        let header = StatementHeader {
            suite: SUITE,
            circle: self.circle,
            genesis: self.genesis,
            n: self.n,
            prev: self.prev,
            person: signer.person,
            device,
            epoch: id,
            payload_hash: hash::plain(&payload),
            payload_len: u32::try_from(payload.len()).map_err(|_| MakeError::Seal)?,
            access_hash: access_hash(&access),
            slots_hash: slots_hash(&slots),
        };
        let header = signer.device.sign(&header);
        let head = header.hash();
        let circle = Circle {
            id: if self.n == 0 {
                CircleId(head)
            } else {
                self.circle
            },
            kind: self.kind,
            n: self.n,
            head,
            table: self.table,
            epoch,
            removed: self.removed,
        };
        let statement = Statement {
            header,
            payload: Bytes(payload),
            access,
            slots,
        };
        if !fits(&statement) {
            return Err(MakeError::Seal);
        }
        Ok(Made {
            statement,
            circle,
            secret,
        })
    }
}

/// Whether the server takes it and readers open it.
fn fits(statement: &Statement) -> bool {
    statement.access.len() <= MAX_MEMBERS
        && statement.payload.0.len() <= MAX_STATEMENT_PAYLOAD
        && statement.slots.iter().all(|s| s.sealed.0.len() <= MAX_SLOT)
        && codec::encode(statement).len() <= MAX_BODY - BESIDES
}
