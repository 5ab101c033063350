//! What a change does to the table, and when it may.

use amanat_protocol::id::PersonId;

use super::{Circle, ControlError, Link};
use crate::circle::{Change, Member, Role, StatementPayload, access_list, table_hash};

impl Circle {
    /// The circle made by statement 0. The caller has verified the signature and opened the payload.
    pub(super) fn begin(link: &Link, payload: &StatementPayload) -> Result<Self, ControlError> {
        let (head, header) = (link.hash, &link.header);
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
            circle.checked(payload, link, true)
        } else {
            Err(ControlError::Change)
        }
    }

    /// The circle after statement n+1. The caller has verified the signature and opened the payload.
    pub(super) fn extend(
        &self,
        link: &Link,
        payload: &StatementPayload,
    ) -> Result<Self, ControlError> {
        let header = &link.header;
        // Whoever lets a newcomer in chooses where the newcomer begins, so even the numbers are hostile.
        if Some(header.n) != self.n.checked_add(1)
            || header.prev != self.head
            || header.circle != self.id
        {
            return Err(ControlError::NotNext);
        }
        self.signing(header.person)?;
        let mut next = self.clone();
        next.n = header.n;
        next.head = link.hash;
        next.epoch = payload.epoch;
        let new_epoch = payload.epoch.id != self.epoch.id;
        if new_epoch && Some(payload.epoch.number) != self.epoch.number.checked_add(1)
            || !new_epoch && payload.epoch != self.epoch
        {
            return Err(ControlError::Change);
        }
        next.change(header.person, &payload.change, new_epoch)?;
        next.checked(payload, link, new_epoch)
    }

    /// Applies a change to table and cuts. The makers go through here too, so that nothing is made that
    /// would be refused.
    pub(super) fn change(
        &mut self,
        signer: PersonId,
        change: &Change,
        new_epoch: bool,
    ) -> Result<(), ControlError> {
        let role = self.signing(signer)?;
        match change {
            Change::Found { .. } => Err(ControlError::Change),
            Change::Admit { member } => self.admit(member, signer),
            // Without a new epoch the removed could read on.
            Change::Remove { .. } | Change::Renew { .. } if !new_epoch => Err(ControlError::Change),
            Change::Remove { person, cuts } => {
                self.remove(*person)?;
                self.removed.retain(|(p, _)| p != person);
                self.removed.push((*person, cuts.clone()));
                Ok(())
            }
            Change::Renew { members } => self.renew(members),
            Change::HandOver { person } => {
                if role != Role::Owner || *person == signer {
                    return Err(ControlError::Change);
                }
                self.set_role(signer, Role::Manager)?;
                self.set_role(*person, Role::Owner)
            }
            Change::Settle { .. } if role != Role::Owner => Err(ControlError::Change),
            Change::Settle { .. } => Ok(()),
        }
    }

    fn signing(&self, person: PersonId) -> Result<Role, ControlError> {
        match self.member(person) {
            Some(row) if row.role.manages() => Ok(row.role),
            _ => Err(ControlError::Signer),
        }
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
            // Another key of the same generation would lock somebody out of their own circle.
            let newer = member.pek_generation > row.pek_generation
                || member.pek_generation == row.pek_generation
                    && (member.pek, member.pek_salt) == (row.pek, row.pek_salt);
            if !same || !newer {
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

    /// The table must be the one the signer sealed, the server must enforce exactly that table, and a new
    /// epoch must be handed to exactly its people: a granter cannot leave somebody out unnoticed, nor hand
    /// a key to somebody whom the table does not show.
    fn checked(
        self,
        payload: &StatementPayload,
        link: &Link,
        new_epoch: bool,
    ) -> Result<Self, ControlError> {
        let mut granted = link.granted.iter();
        let slots = if new_epoch {
            granted.eq(self.table.iter().map(|m| &m.person))
        } else {
            granted.all(|person| self.member(*person).is_some())
        };
        let sound = slots
            && table_hash(&self.table) == payload.table
            && access_list(&self.table) == link.access
            && self.owners() == 1;
        if sound {
            Ok(self)
        } else {
            Err(ControlError::Change)
        }
    }

    pub(super) fn owners(&self) -> usize {
        self.table.iter().filter(|m| m.role == Role::Owner).count()
    }
}
