//! What this person hands on about themself and others, and the letters it goes in.

use amanat_mentoring::fact::{Contact, MAX_PAPER, PersonRole};
use amanat_mentoring::id::PersonRef;
use amanat_messages::Problem;
use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::id::PersonId;
use amanat_protocol::identity::IdentityStatement;
use amanat_protocol::signed::{Labelled, Signed};
use amanat_vault::keys::SealKey;
use amanat_vault::letter::{self, Body, Introduced, Letter};
use amanat_vault::person::PublicPek;
use amanat_vault::programme::{Appointment, Charter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Client;
use crate::names;
use crate::ports::{Batch, Platform, Store};
use crate::problem;
use crate::session::{Session, person_id, person_ref};

/// A signed paper kept in a fact; none where there is none or it does not read.
pub(crate) fn read_paper<T: Labelled + Serialize + DeserializeOwned>(
    bytes: &[u8],
) -> Option<Signed<T>> {
    codec::decode(bytes, T::LIMIT + 128).ok()
}

/// An identity chain kept in a fact.
pub(super) fn read_chain(bytes: &[u8]) -> Vec<Signed<IdentityStatement>> {
    codec::decode(bytes, MAX_PAPER).unwrap_or_default()
}

impl Session {
    /// The charter and, for who was appointed, the appointment of this person.
    pub(super) fn authority(
        &self,
    ) -> Result<(Signed<Charter>, Option<Signed<Appointment>>), Problem> {
        let programme = self.programme().ok_or(Problem::NotAllowed)?;
        let charter = read_paper(&programme.charter).ok_or(Problem::NotAllowed)?;
        Ok((charter, read_paper(&programme.appointment)))
    }

    /// This person, as others are told of them.
    pub(super) fn myself(&self, role: PersonRole) -> Result<Introduced, Problem> {
        let pek = self.ring.peks.last().ok_or(Problem::Fault)?;
        let name = self.portfolio.profile().map(|p| p.profile.name);
        Ok(Introduced {
            person: self.me(),
            name: name.unwrap_or_default(),
            role: role.number(),
            identity: self.ring.stored.identity.clone(),
            pek: PublicPek::from(pek),
        })
    }

    /// Seals a letter and puts it where the next sync sends it.
    pub(super) fn write_letter(
        &mut self,
        to: (PersonId, SealKey),
        body: Body,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let letter = Letter {
            suite: SUITE,
            from: self.me(),
            device: self.ring.device.device(),
            to: to.0,
            at: now,
            body,
        };
        let chain = &self.ring.stored.identity;
        let sealed =
            letter::make(&letter, &self.ring.device, chain, &to.1).map_err(|_| Problem::Fault)?;
        self.send_letter(to.0, sealed, batch);
        Ok(())
    }
}

/// Where letters to somebody go.
pub(super) const fn address(contact: &Contact) -> (PersonId, SealKey) {
    (person_id(contact.person), SealKey(contact.pek))
}

impl<P: Platform> Client<P> {
    /// Somebody's identity chain as it is stored here.
    pub(super) async fn chain_of(
        &self,
        person: PersonId,
    ) -> Result<Vec<Signed<IdentityStatement>>, Problem> {
        let mut chain = Vec::new();
        loop {
            let n = u64::try_from(chain.len()).map_err(|_| Problem::Fault)?;
            let store = self.platform.store();
            let stored = store.get(&names::identity(person, n)).await;
            let Some(bytes) = stored.map_err(problem::storage)? else {
                break;
            };
            chain.push(read_paper(&bytes).ok_or(Problem::StorageFailed)?);
        }
        if chain.is_empty() {
            // Met by another coordinator: the roster has it.
            let contact = self.with(|s| Ok(s.contact(person)))?;
            chain = read_chain(&contact.ok_or(Problem::PersonUnknown)?.identity);
        }
        if chain.is_empty() {
            return Err(Problem::PersonUnknown);
        }
        Ok(chain)
    }

    /// Who hears concerns, as others are told of them.
    pub(super) async fn officer(&self) -> Result<Option<Introduced>, Problem> {
        let officer = self.with(|s| Ok(s.programme().and_then(|p| p.officer)))?;
        let found = self.acquaint(officer, None).await?;
        Ok(found.and_then(|mut found| found.pop()))
    }

    /// People as others are told of them; none where one of them may not be told of, or not yet: their newest key is
    /// not known here.
    pub(super) async fn acquaint(
        &self,
        people: impl IntoIterator<Item = PersonRef>,
        newer: Option<&Introduced>,
    ) -> Result<Option<Vec<Introduced>>, Problem> {
        let mut all = Vec::new();
        for person in people {
            let contact = self.with(|s| {
                let contact = s.contact(person_id(person));
                Ok(contact.filter(|c| !s.is_stopped(c)))
            })?;
            let Some(contact) = contact else {
                return Ok(None);
            };
            let is_newer = |who: &&Introduced| {
                person_ref(who.person) == person && who.pek.generation == contact.pek_generation
            };
            let introduced = match newer.filter(is_newer) {
                // Their name and role are what the committee knows, whatever they call themselves.
                Some(who) => Introduced {
                    name: contact.name.clone(),
                    role: contact.role.number(),
                    ..who.clone()
                },
                None => match self.introduced(&contact).await {
                    Err(Problem::PersonUnknown) => return Ok(None),
                    introduced => introduced?,
                },
            };
            if introduced.check().is_none() {
                return Ok(None);
            }
            all.push(introduced);
        }
        Ok(Some(all))
    }

    /// Somebody known, as others are told of them.
    async fn introduced(&self, contact: &Contact) -> Result<Introduced, Problem> {
        let person = person_id(contact.person);
        Ok(Introduced {
            person,
            name: contact.name.clone(),
            role: contact.role.number(),
            identity: self.chain_of(person).await?,
            pek: PublicPek {
                generation: contact.pek_generation,
                salt: contact.pek_salt,
                recipient: SealKey(contact.pek),
            },
        })
    }
}
