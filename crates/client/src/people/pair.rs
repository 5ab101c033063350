//! Pairing: a mentor and mentees, introduced to each other.

use amanat_mentoring::fact::{Fact, MAX_GROUP, Pairing, PersonRole};
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Done, Problem};
use amanat_vault::letter::{Body, Introduced, Introduction};

use super::item_for;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::{Session, person_id};

impl<P: Platform> Client<P> {
    pub(crate) async fn pair(
        &self,
        mentor: PersonRef,
        mut mentees: Vec<PersonRef>,
        group: bool,
    ) -> Result<Done, Problem> {
        mentees.sort_unstable();
        mentees.dedup();
        let fits =
            !mentees.is_empty() && mentees.len() <= MAX_GROUP && (group || mentees.len() == 1);
        if !fits {
            return Err(Problem::NotAllowed);
        }
        let now = self.platform.now();
        self.with_writable(|s| {
            s.coordinates()?;
            let known = |person: &PersonRef, role| {
                let contact = s
                    .contact(person_id(*person))
                    .ok_or(Problem::PersonUnknown)?;
                if s.is_stopped(&contact) {
                    return Err(Problem::PersonStopped);
                }
                if contact.role != role {
                    return Err(Problem::NotAllowed);
                }
                Ok(())
            };
            known(&mentor, PersonRole::Mentor)?;
            mentees
                .iter()
                .try_for_each(|mentee| known(mentee, PersonRole::Mentee))
        })?;
        let id: [u8; 16] = self.draw();
        let pairing = Pairing {
            id,
            group,
            mentor,
            mentees,
            at: now,
            circle: None,
        };
        let people = self.acquaint(pairing.people(), None).await?;
        self.write(|s| {
            let room = s.committee().ok_or(Problem::NotAllowed)?;
            let mut batch = Batch::default();
            let item = item_for("amanat/v1/pairing", &id);
            // Where somebody's newest key is on its way still, all are introduced once it comes.
            if let Some(people) = people {
                s.introduce(&pairing, people, now, &mut batch)?;
            }
            s.keep(room, item, Fact::Pairing(pairing), now, &mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }
}

impl Session {
    /// Writes to everybody of a pairing who the others are; `people` has the mentor first.
    pub(super) fn introduce(
        &mut self,
        pairing: &Pairing,
        people: Vec<Introduced>,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let (charter, appointment) = self.authority()?;
        let to: Vec<_> = people.iter().map(|p| (p.person, p.pek.recipient)).collect();
        let mut all = people.into_iter();
        let introduction = Introduction {
            charter,
            appointment,
            pairing: pairing.id,
            group: pairing.group,
            mentor: all.next().ok_or(Problem::Fault)?,
            mentees: all.collect(),
        };
        for one in to {
            let body = Body::Introduction(Box::new(introduction.clone()));
            self.write_letter(one, body, now, batch)?;
        }
        Ok(())
    }
}
