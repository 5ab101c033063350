//! Every page and its path, in one place.

use amanat_mentoring::id::{ItemId, PersonRef};

/// A page of the app.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Page {
    /// What Amanat is, and the two ways in.
    Welcome,
    /// Begin with a founding link.
    Found,
    /// Begin with an invitation.
    Join,
    /// Get everything back with the recovery card.
    Restore,
    /// The recovery card, until it is confirmed.
    Card,
    /// The passphrase.
    Unlock,
    /// What needs the person today.
    Today,
    /// Everything they wrote.
    Portfolio,
    /// The editor, before the first word.
    New,
    /// The editor of one item.
    Write(ItemId),
    /// One item, read.
    Item(ItemId),
    /// What was thrown away in the last 30 days.
    Trash,
    /// Language, look, device, passphrase.
    Settings,
    /// A new passphrase.
    Passphrase,
    /// What the server knows.
    Server,
    /// Everybody known, and the programme.
    People,
    /// One person: what they show, notes, what is shown to them.
    Person(PersonRef),
    /// An item of somebody else.
    Shared(PersonRef, ItemId),
    /// Those this person mentors.
    Mentees,
    /// What I showed to whom.
    Shown,
    /// Who can see what.
    WhoSees,
    /// Concerns, to write and to receive.
    Concerns,
    /// The coordinator's page.
    Programme,
    /// The programme's own card, until it is confirmed.
    ProgrammeCard,
    /// Everybody who joined.
    Roster,
    /// Invitations, and new ones.
    Invitations,
    /// The open invitations, to be printed.
    InvitationSheet,
    /// A new pairing.
    Pair,
    /// A further coordinator.
    Appoint,
}

impl Page {
    /// Its path.
    #[must_use]
    pub fn path(self) -> String {
        let fixed = match self {
            Self::Welcome => "/welcome",
            Self::Found => "/found",
            Self::Join => "/join",
            Self::Restore => "/restore",
            Self::Card => "/card",
            Self::Unlock => "/unlock",
            Self::Today => "/today",
            Self::Portfolio => "/portfolio",
            Self::New => "/write/new",
            Self::Trash => "/trash",
            Self::Settings => "/settings",
            Self::Passphrase => "/settings/passphrase",
            Self::Server => "/settings/server",
            Self::People => "/people",
            Self::Mentees => "/mentees",
            Self::Shown => "/people/shown",
            Self::WhoSees => "/people/who-sees-what",
            Self::Concerns => "/people/concerns",
            Self::Programme => "/programme",
            Self::ProgrammeCard => "/programme/card",
            Self::Roster => "/programme/people",
            Self::Invitations => "/programme/invitations",
            Self::InvitationSheet => "/programme/invitations/print",
            Self::Pair => "/programme/pair",
            Self::Appoint => "/programme/appoint",
            Self::Person(person) => return format!("/person/{}", person_hex(person)),
            Self::Shared(owner, item) => {
                return format!("/person/{}/{}", person_hex(owner), hex(item));
            }
            Self::Write(item) => return format!("/write/{}", hex(item)),
            Self::Item(item) => return format!("/item/{}", hex(item)),
        };
        fixed.to_owned()
    }
}

/// Pages that stand by themselves and have no name in their path.
const OTHERS: [Page; 16] = [
    Page::Trash,
    Page::Settings,
    Page::Passphrase,
    Page::Server,
    Page::People,
    Page::Shown,
    Page::WhoSees,
    Page::Concerns,
    Page::Mentees,
    Page::Programme,
    Page::ProgrammeCard,
    Page::Roster,
    Page::Invitations,
    Page::InvitationSheet,
    Page::Pair,
    Page::Appoint,
];

/// The page at a path that no route of its own leads to, if it is one.
#[must_use]
pub fn other_from_path(path: &str) -> Option<Page> {
    let Some(named) = path.strip_prefix("/person/") else {
        return OTHERS.into_iter().find(|page| page.path() == path);
    };
    match named.split_once('/') {
        None => person_from_path(named).map(Page::Person),
        Some((owner, item)) => Some(Page::Shared(
            person_from_path(owner)?,
            item_from_path(item)?,
        )),
    }
}

/// The item named in a path.
#[must_use]
pub fn item_from_path(text: &str) -> Option<ItemId> {
    let item = ItemId(u128::from_str_radix(text, 16).ok()?.to_be_bytes());
    // One spelling each: no sign, no capitals, all 32 digits.
    (hex(item) == text).then_some(item)
}

/// The person named in a path: two halves of 32 digits.
#[must_use]
pub fn person_from_path(text: &str) -> Option<PersonRef> {
    let (first, second) = text.split_at_checked(32)?;
    let halves = [item_from_path(first)?.0, item_from_path(second)?.0];
    Some(PersonRef(halves.as_flattened().try_into().ok()?))
}

fn person_hex(person: PersonRef) -> String {
    person.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hex(item: ItemId) -> String {
    format!("{:032x}", u128::from_be_bytes(item.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_survive_the_way_through_a_path() {
        let item = ItemId([0xa7; 16]);
        let path = Page::Item(item).path();
        assert_eq!(
            item_from_path(path.trim_start_matches("/item/")),
            Some(item)
        );
        for bad in [
            "",
            "a7",
            "A7",
            "zz",
            &"A7".repeat(16),
            &"a7".repeat(17),
            &format!("+{}", "a".repeat(31)),
        ] {
            assert_eq!(item_from_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn pages_without_a_route_are_found_by_their_paths() {
        let person = PersonRef([0x0b; 32]);
        let named = [
            Page::Person(person),
            Page::Shared(person, ItemId([0xa7; 16])),
        ];
        for page in OTHERS.into_iter().chain(named) {
            assert_eq!(other_from_path(&page.path()), Some(page));
        }
        for bad in ["/", "/today", "/people/", "/person/", "/person/0b/a7"] {
            assert_eq!(other_from_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn people_survive_the_way_through_a_path() {
        let mut bytes = [0x0b; 32];
        bytes[31] = 0xf1;
        let person = PersonRef(bytes);
        let path = Page::Person(person).path();
        let text = path.trim_start_matches("/person/");
        assert_eq!(person_from_path(text), Some(person));
        let digits = "0b".repeat(32);
        assert_eq!(person_from_path(&digits), Some(PersonRef([0x0b; 32])));
        for bad in [
            "",
            "0b",
            &"0b".repeat(31),
            &"0B".repeat(32),
            &"ق".repeat(32),
            &"0b".repeat(33),
        ] {
            assert_eq!(person_from_path(bad), None, "{bad}");
        }
    }
}
