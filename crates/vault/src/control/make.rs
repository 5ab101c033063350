//! Making statements. Whoever calls sends them, and believes them only once the server has them.

use amanat_protocol::SUITE;
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, EpochId, PersonId};
use amanat_protocol::statement::{
    Genesis, SealedSlot, Statement, StatementHeader, access_hash, slots_hash,
};

use super::Circle;
use crate::circle::{
    Change, CircleKind, Epoch, Member, Role, SlotPayload, StatementPayload, access_list,
    statement_place, table_hash,
};
use crate::keys::{OpenSecret, SignSecret};
use crate::person::Pek;
use crate::seal::{self, SealError};
use crate::{Random, make_bytes};

/// In whose name a statement is signed, and when.
pub struct ControlSigner<'a> {
    /// The person.
    pub person: PersonId,
    /// Their device.
    pub device: &'a SignSecret,
    /// Number and hash of their newest identity statement.
    pub identity: (u64, Hash),
    /// Their newest PEK.
    pub pek: &'a Pek,
    /// UTC milliseconds.
    pub now: u64,
}

/// A statement ready to send, and what it leads to.
pub struct Made {
    /// To send.
    pub statement: Statement,
    /// The circle after it.
    pub circle: Circle,
    /// The key of its epoch.
    pub secret: OpenSecret,
}

impl ControlSigner<'_> {
    fn row(&self, role: Role, since: u64) -> Member {
        Member {
            person: self.person,
            role,
            identity_n: self.identity.0,
            identity_head: self.identity.1,
            pek_generation: self.pek.generation,
            pek_salt: self.pek.salt,
            pek: self.pek.secret.seal_key(),
            since,
            until: None,
        }
    }
}

/// Statement 0 of a new circle with its owner alone.
///
/// # Errors
/// [`SealError`] when a key is no valid recipient.
pub fn found(
    signer: &ControlSigner<'_>,
    kind: CircleKind,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, SealError> {
    let owner = signer.row(Role::Owner, signer.now);
    let plan = Plan {
        circle: CircleId::default(),
        genesis: Some(Genesis {
            owner: signer.person,
            nonce: make_bytes(random),
        }),
        n: 0,
        prev: Hash::ZERO,
        kind,
        change: Change::Found {
            kind,
            owner: owner.clone(),
        },
        table: vec![owner],
        epoch_number: 0,
        removed: Vec::new(),
    };
    plan.make(signer, random)
}

/// A new epoch for the same members, handed to each at their PEK in the table; the signer's own row takes
/// their newest PEK.
///
/// # Errors
/// [`SealError`] when a member's key is no valid recipient.
pub fn renew(
    circle: &Circle,
    signer: &ControlSigner<'_>,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, SealError> {
    let mut table = circle.table.clone();
    let mut members = Vec::new();
    if let Some(row) = table.iter_mut().find(|m| m.person == signer.person) {
        *row = Member {
            until: row.until,
            ..signer.row(row.role, row.since)
        };
        members.push(row.clone());
    }
    let plan = Plan {
        circle: circle.id,
        genesis: None,
        n: circle.n + 1,
        prev: circle.head,
        kind: circle.kind,
        change: Change::Renew { members },
        table,
        epoch_number: circle.epoch.number + 1,
        removed: circle.removed.clone(),
    };
    plan.make(signer, random)
}

/// A statement with a new epoch and a slot for every member.
struct Plan {
    circle: CircleId,
    genesis: Option<Genesis>,
    n: u64,
    prev: Hash,
    kind: CircleKind,
    change: Change,
    table: Vec<Member>,
    epoch_number: u64,
    removed: Vec<(PersonId, Vec<crate::circle::MemberCut>)>,
}

impl Plan {
    fn make(
        self,
        signer: &ControlSigner<'_>,
        random: &mut (impl Random + ?Sized),
    ) -> Result<Made, SealError> {
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
            payload_len: u32::try_from(payload.len()).map_err(|_| SealError)?,
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
        Ok(Made {
            statement,
            circle,
            secret,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::{ControlError, open_statement};
    use crate::testing::Seeded;

    fn setup() -> (SignSecret, Pek, Seeded) {
        let mut random = Seeded(7);
        (
            SignSecret::make(&mut random),
            Pek::make(0, &mut random),
            random,
        )
    }

    fn signer<'a>(device: &'a SignSecret, pek: &'a Pek) -> ControlSigner<'a> {
        ControlSigner {
            person: PersonId(Hash([1; 32])),
            device,
            identity: (0, Hash([1; 32])),
            pek,
            now: 1000,
        }
    }

    #[test]
    fn what_is_made_opens_to_the_same_circle() {
        let (device, pek, mut random) = setup();
        let by = signer(&device, &pek);
        let made = found(&by, CircleKind::Own, &mut random).unwrap();
        let peks = [pek.clone()];
        let opened = open_statement(None, &made.statement, by.person, &peks, &[]).unwrap();
        assert_eq!(opened.circle, made.circle);
        assert_eq!(
            opened.handed.unwrap().expose_bytes(),
            made.secret.expose_bytes()
        );

        let newer = Pek::make(1, &mut random);
        let by = signer(&device, &newer);
        let next = renew(&made.circle, &by, &mut random).unwrap();
        let peks = [pek, newer.clone()];
        let opened =
            open_statement(Some(&made.circle), &next.statement, by.person, &peks, &[]).unwrap();
        assert_eq!(opened.circle, next.circle);
        assert_ne!(opened.circle.epoch.id, made.circle.epoch.id);
        // Not twice, and not on another chain.
        let again = open_statement(Some(&next.circle), &next.statement, by.person, &peks, &[]);
        assert_eq!(again.err(), Some(ControlError::NotNext));
    }

    #[test]
    fn every_bit_of_a_statement_counts() {
        let (device, pek, mut random) = setup();
        let by = signer(&device, &pek);
        let made = found(&by, CircleKind::Own, &mut random).unwrap();
        let bytes = codec::encode(&made.statement);
        let peks = [pek.clone()];
        for bit in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            if let Ok(statement) = codec::decode::<Statement>(&bad, 1 << 20) {
                let opened = open_statement(None, &statement, by.person, &peks, &[]);
                assert!(opened.is_err(), "bit {bit}");
            }
        }
    }
}
