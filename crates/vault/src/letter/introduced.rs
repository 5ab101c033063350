//! A person, as somebody who knows them shows them to another.

use amanat_protocol::id::PersonId;
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::name::is_name;
use amanat_protocol::signed::Signed;
use serde::{Deserialize, Serialize};

use crate::circle::{Member, Role};
use crate::person::{self, PublicPek};
use crate::programme::role;

/// Who somebody is, with all that is needed to write to them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Introduced {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// What they are in the programme: see [`role`].
    pub role: u8,
    /// Their identity chain so far, from statement 0.
    pub identity: Vec<Signed<IdentityStatement>>,
    /// Their newest encryption key.
    pub pek: PublicPek,
}

impl Introduced {
    /// Their identity, if the chain is this person's and its newest statement commits to the key.
    #[must_use]
    pub fn check(&self) -> Option<Identity> {
        let identity = person::fold(&self.identity).ok()?;
        let sound = identity.person == self.person
            && self.pek.is_of(&identity)
            && is_name(&self.name)
            && role::is_known(self.role);
        sound.then_some(identity)
    }

    /// Their row in a member table, if they [`Introduced::check`].
    #[must_use]
    pub fn row(&self, role: Role, since: u64, until: Option<u64>) -> Option<Member> {
        let identity = self.check()?;
        Some(Member {
            person: self.person,
            role,
            identity_n: identity.n,
            identity_head: identity.head,
            pek_generation: self.pek.generation,
            pek_salt: self.pek.salt,
            pek: self.pek.recipient,
            since,
            until,
        })
    }
}
