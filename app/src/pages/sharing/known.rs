//! What the view of everything shown knows about one part and one person.

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{PartId, PersonRef};
use amanat_messages::{GrantState, GrantView, PersonView, ShownView};
use leptos::prelude::*;

use crate::state::worker::Seen;

/// Reads something of the view that is there, or nothing of it.
pub fn read<T: Default>(seen: Seen<ShownView>, pick: impl Fn(&ShownView) -> T) -> T {
    seen.with(|seen| match seen {
        Some(Ok(shown)) => pick(shown),
        _ => T::default(),
    })
}

/// A part that can be shown.
#[derive(Clone, PartialEq)]
pub struct Part {
    /// Which.
    pub id: PartId,
    /// Its name.
    pub name: String,
    /// Items in it now.
    pub items: u32,
}

/// The parts, in the order they were made.
pub fn parts(shown: &ShownView) -> Vec<Part> {
    let part = |(id, name, items): &(PartId, String, u32)| Part {
        id: *id,
        name: name.clone(),
        items: *items,
    };
    shown.parts.iter().map(part).collect()
}

/// Whom a part can be shown to: mentors first, everybody by name.
pub fn people(shown: &ShownView) -> Vec<PersonView> {
    let mut people = shown.people.clone();
    people.sort_by_key(|person| person.role != PersonRole::Mentor);
    people
}

/// The person, among those a part can be shown to and those one is shown to.
pub fn person(shown: &ShownView, person: PersonRef) -> Option<PersonView> {
    let granted = shown.grants.iter().map(|grant| &grant.person);
    let mut all = shown.people.iter().chain(granted);
    all.find(|known| known.person == person).cloned()
}

/// What gives this person this part, wanted or given; not what has ended.
pub fn grant(shown: &ShownView, part: PartId, person: PersonRef) -> Option<&GrantView> {
    shown
        .grants
        .iter()
        .find(|grant| grant.part == part && grant.person.person == person && holds(grant.state))
}

/// Whether it can still be taken back.
pub const fn holds(state: GrantState) -> bool {
    matches!(state, GrantState::Waiting | GrantState::Given)
}

#[cfg(test)]
mod tests {
    use amanat_mentoring::id::ItemId;
    use amanat_messages::ReaderStanding;

    use super::*;

    const PART: PartId = PartId([1; 16]);
    const KHAN: PersonRef = PersonRef([2; 32]);

    fn shown(state: GrantState) -> ShownView {
        let khan = PersonView {
            person: KHAN,
            name: "Dr Khan".into(),
            role: PersonRole::Mentor,
            fingerprint: Vec::new(),
            standing: ReaderStanding::Introduced,
            introduced_by: String::new(),
            stopped: false,
        };
        let grant = GrantView {
            grant: ItemId([3; 16]),
            part: PART,
            part_name: "Clinical".into(),
            person: khan,
            comment: false,
            already_here: false,
            since: 0,
            until: None,
            ended: None,
            items: 0,
            state,
        };
        ShownView {
            grants: vec![grant],
            parts: vec![(PART, "Clinical".into(), 4)],
            people: Vec::new(),
        }
    }

    #[test]
    fn what_has_ended_can_be_given_anew() {
        assert!(grant(&shown(GrantState::Given), PART, KHAN).is_some());
        assert!(grant(&shown(GrantState::Waiting), PART, KHAN).is_some());
        assert!(grant(&shown(GrantState::TakingBack), PART, KHAN).is_none());
        assert!(grant(&shown(GrantState::Ended), PART, KHAN).is_none());
        assert!(grant(&shown(GrantState::Given), PartId([9; 16]), KHAN).is_none());
    }

    #[test]
    fn mentors_come_first() {
        let mut shown = shown(GrantState::Given);
        let khan = shown.grants[0].person.clone();
        let officer = PersonView {
            name: "Afridi".into(),
            role: PersonRole::SafetyOfficer,
            ..khan.clone()
        };
        shown.people = vec![officer, khan];
        let names: Vec<_> = people(&shown).into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["Dr Khan", "Afridi"]);
    }

    #[test]
    fn readers_are_known_by_what_they_read() {
        let shown = shown(GrantState::Given);
        assert_eq!(
            person(&shown, KHAN).map(|khan| khan.name),
            Some("Dr Khan".into())
        );
        assert_eq!(person(&shown, PersonRef([7; 32])), None);
        assert_eq!(parts(&shown)[0].items, 4);
    }
}
