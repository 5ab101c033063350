//! Everybody known, and the programme.

use amanat_mentoring::fact::{Contact, PersonRole};
use amanat_mentoring::id::PersonRef;
use amanat_messages::{PeopleView, PersonView, ProgrammeView, ReaderStanding};
use amanat_protocol::id::PersonId;
use amanat_vault::fingerprint;

use crate::session::{Session, person_id};

impl Session {
    pub(super) fn people(&self) -> PeopleView {
        let mut people: Vec<PersonView> = self
            .directory
            .contacts
            .values()
            .map(|contact| self.person_view(contact))
            .collect();
        people.sort_by(|a, b| a.name.cmp(&b.name).then(a.person.cmp(&b.person)));
        PeopleView {
            programme: self.programme_view(),
            people,
            fingerprint: fingerprint::of(self.me()),
            code: self.code(),
            may_found: self.directory.programme.is_none(),
        }
    }

    pub(super) fn programme_view(&self) -> Option<ProgrammeView> {
        // Also while the coordinator's welcome is awaited: the name and key came with the link.
        let (_, programme) = self.directory.programme.as_ref()?;
        Some(ProgrammeView {
            name: programme.name.clone(),
            fingerprint: fingerprint::of_programme(&programme.key),
            role: programme.role,
            officer: programme.officer.and_then(|o| self.known_view(o)),
        })
    }

    pub(super) fn person_view(&self, contact: &Contact) -> PersonView {
        PersonView {
            person: contact.person,
            name: contact.name.clone(),
            role: contact.role,
            fingerprint: fingerprint::of(person_id(contact.person)),
            standing: standing(contact),
            introduced_by: self.name_of(person_id(contact.introduced_by)),
            stopped: self.is_stopped(contact),
        }
    }

    /// The view of somebody who is or was known.
    pub(super) fn known_view(&self, person: PersonRef) -> Option<PersonView> {
        let contact = self.contact(person_id(person))?;
        Some(self.person_view(&contact))
    }

    /// As [`Self::known_view`], for whoever is named somewhere: by key alone where nothing else is known.
    pub(super) fn anyone(&self, person: PersonRef) -> PersonView {
        self.known_view(person).unwrap_or_else(|| PersonView {
            person,
            name: self.name_of(person_id(person)),
            role: PersonRole::Mentee,
            fingerprint: fingerprint::of(person_id(person)),
            standing: if person == self.my_ref() {
                ReaderStanding::Me
            } else {
                ReaderStanding::Introduced
            },
            introduced_by: String::new(),
            stopped: false,
        })
    }

    /// What to call somebody; empty where that is not known.
    pub(super) fn name_of(&self, person: PersonId) -> String {
        if person == self.me() {
            return self.own_name();
        }
        self.directory
            .contacts
            .get(&person)
            .map(|contact| contact.name.clone())
            .unwrap_or_default()
    }
}

/// How sure it is that the key is theirs.
pub(super) const fn standing(contact: &Contact) -> ReaderStanding {
    match contact.verified_at {
        Some(_) => ReaderStanding::Verified,
        None => ReaderStanding::Introduced,
    }
}
