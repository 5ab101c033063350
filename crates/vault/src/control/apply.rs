//! What a change does to the table, and when it may.

use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;

use super::{Circle, ControlError};
use crate::circle::{Change, Member, Role, StatementPayload, access_list, table_hash};
use amanat_protocol::statement::{AccessRow, StatementHeader};

impl Circle {
    /// The circle made by statement 0. The caller has verified the signature and opened the payload.
    pub(super) fn begin(
        head: Hash,
        header: &StatementHeader,
        payload: &StatementPayload,
        access: &[AccessRow],
    ) -> Result<Self, ControlError> {
        let Change::Found { kind, owner } = &payload.change else {
            return Err(ControlError::Change);
        };
        let genesis = header.genesis.ok_or(ControlError::Malformed)?;
        let whole = genesis.owner == header.person
            && owner.person == header.person
            && owner.role == Role::Owner
            && payload.epoch.number == 0;
        let circle = Self {
            id: amanat_protocol::id::CircleId(head),
            kind: *kind,
            n: 0,
            head,
            table: vec![owner.clone()],
            epoch: payload.epoch,
            removed: Vec::new(),
        };
        if whole {
            circle.checked(payload, access)
        } else {
            Err(ControlError::Change)
        }
    }

    /// The circle after statement n+1. The caller has verified the signature and opened the payload.
    pub(super) fn extend(
        &self,
        head: Hash,
        header: &StatementHeader,
        payload: &StatementPayload,
        access: &[AccessRow],
    ) -> Result<Self, ControlError> {
        if header.n != self.n + 1 || header.prev != self.head || header.circle != self.id {
            return Err(ControlError::NotNext);
        }
        let signer = self.member(header.person).ok_or(ControlError::Signer)?.role;
        if !signer.manages() {
            return Err(ControlError::Signer);
        }
        let mut next = self.clone();
        next.n = header.n;
        next.head = head;
        next.epoch = payload.epoch;
        let new_epoch = payload.epoch.id != self.epoch.id;
        if new_epoch && payload.epoch.number != self.epoch.number + 1
            || !new_epoch && payload.epoch != self.epoch
        {
            return Err(ControlError::Change);
        }
        match &payload.change {
            Change::Found { .. } => return Err(ControlError::Change),
            Change::Admit { member } => next.admit(member, header.person)?,
            Change::Remove { person, cuts } => {
                // Without a new epoch the removed could read on.
                if !new_epoch {
                    return Err(ControlError::Change);
                }
                next.remove(*person)?;
                next.removed.retain(|(p, _)| p != person);
                next.removed.push((*person, cuts.clone()));
            }
            Change::Renew { members } => {
                if !new_epoch {
                    return Err(ControlError::Change);
                }
                next.renew(members)?;
            }
            Change::HandOver { person } => {
                if signer != Role::Owner || *person == header.person {
                    return Err(ControlError::Change);
                }
                next.set_role(header.person, Role::Manager)?;
                next.set_role(*person, Role::Owner)?;
            }
            Change::Settle { .. } => {
                if signer != Role::Owner {
                    return Err(ControlError::Change);
                }
            }
        }
        next.checked(payload, access)
    }

    fn admit(&mut self, member: &Member, granter: PersonId) -> Result<(), ControlError> {
        if member.role == Role::Owner || member.person == granter {
            return Err(ControlError::Change);
        }
        match self
            .table
            .binary_search_by_key(&member.person, |m| m.person)
        {
            Ok(i) if self.table[i].role == Role::Owner => return Err(ControlError::Change),
            Ok(i) => self.table[i] = member.clone(),
            Err(i) => self.table.insert(i, member.clone()),
        }
        self.removed.retain(|(p, _)| *p != member.person);
        Ok(())
    }

    fn remove(&mut self, person: PersonId) -> Result<(), ControlError> {
        let i = self
            .table
            .binary_search_by_key(&person, |m| m.person)
            .map_err(|_| ControlError::Change)?;
        // Nobody removes the owner.
        if self.table[i].role == Role::Owner {
            return Err(ControlError::Change);
        }
        self.table.remove(i);
        Ok(())
    }

    fn renew(&mut self, members: &[Member]) -> Result<(), ControlError> {
        for member in members {
            let i = self
                .table
                .binary_search_by_key(&member.person, |m| m.person)
                .map_err(|_| ControlError::Change)?;
            let row = &self.table[i];
            let same =
                row.role == member.role && row.since == member.since && row.until == member.until;
            if !same || member.pek_generation < row.pek_generation {
                return Err(ControlError::Change);
            }
            self.table[i] = member.clone();
        }
        Ok(())
    }

    fn set_role(&mut self, person: PersonId, role: Role) -> Result<(), ControlError> {
        let row = self
            .table
            .iter_mut()
            .find(|m| m.person == person)
            .ok_or(ControlError::Change)?;
        row.role = role;
        Ok(())
    }

    /// The table must be the one the signer sealed, and the server must enforce exactly that table.
    fn checked(
        self,
        payload: &StatementPayload,
        access: &[AccessRow],
    ) -> Result<Self, ControlError> {
        let sound = table_hash(&self.table) == payload.table
            && access_list(&self.table) == access
            && self.table.iter().filter(|m| m.role == Role::Owner).count() == 1;
        if sound {
            Ok(self)
        } else {
            Err(ControlError::Change)
        }
    }
}
