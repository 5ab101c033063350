//! What is new, in words, and where it leads.

use amanat_messages::{NoticeKind, PersonView};

use crate::components::intl::isolated;
use crate::components::person::role_name;
use crate::i18n::{Locale, td_string};
use crate::routes::Page;

/// What there is to know, in one sentence or two.
pub fn words(l: Locale, kind: &NoticeKind) -> String {
    let name = |person: &PersonView| isolated(l, &person.name);
    let role = |person: &PersonView| role_name(l, person.role);
    match kind {
        NoticeKind::Introduced { person } => {
            td_string!(
                l,
                today.introduced,
                name = name(person),
                role = role(person)
            )
        }
        NoticeKind::Shown { person, part_name } => {
            let part = isolated(l, part_name);
            td_string!(l, today.shown, name = name(person), part = part)
        }
        NoticeKind::TakenBack { person, part_name } => {
            let part = isolated(l, part_name);
            td_string!(l, today.taken_back, name = name(person), part = part)
        }
        NoticeKind::Commented { title, name, .. } => {
            let title = match title.is_empty() {
                true => td_string!(l, common.untitled).to_owned(),
                false => isolated(l, title),
            };
            td_string!(l, today.commented, name = isolated(l, name), title = title)
        }
        NoticeKind::Joined { person } => {
            td_string!(l, today.joined, name = name(person), role = role(person))
        }
        NoticeKind::InvitationVoid { label } => {
            td_string!(l, today.void, label = isolated(l, label))
        }
        NoticeKind::Concern => td_string!(l, today.concern).to_owned(),
        NoticeKind::Stopped { person } => td_string!(l, today.stopped, name = name(person)),
        NoticeKind::Held { person } => td_string!(l, today.held, name = name(person)),
        NoticeKind::Withheld { person } => td_string!(l, today.withheld, name = name(person)),
        NoticeKind::ProgrammeCard => td_string!(l, today.programme_card).to_owned(),
        NoticeKind::Forked { waits: true } => td_string!(l, today.forked_waits).to_owned(),
        NoticeKind::Forked { waits: false } => td_string!(l, today.forked).to_owned(),
        NoticeKind::Unreadable { person, waits } => match waits {
            true => td_string!(l, today.unreadable_waits, name = name(person)),
            false => td_string!(l, today.unreadable, name = name(person)),
        },
    }
}

/// Where one sees more of it.
pub fn leads_to(kind: &NoticeKind) -> Option<Page> {
    Some(match kind {
        NoticeKind::Introduced { person }
        | NoticeKind::Shown { person, .. }
        | NoticeKind::Joined { person }
        | NoticeKind::Stopped { person }
        | NoticeKind::Held { person }
        | NoticeKind::Withheld { person } => Page::Person(person.person),
        NoticeKind::Commented { owner, item, .. } => match owner {
            Some(owner) => Page::Shared(*owner, *item),
            None => Page::Item(*item),
        },
        NoticeKind::InvitationVoid { .. } => Page::Invitations,
        NoticeKind::Concern => Page::Concerns,
        NoticeKind::ProgrammeCard => Page::ProgrammeCard,
        NoticeKind::Unreadable { person, .. } => Page::Person(person.person),
        NoticeKind::TakenBack { .. } | NoticeKind::Forked { .. } => return None,
    })
}

/// Something waits for this person.
pub const fn is_pressing(kind: &NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::InvitationVoid { .. }
            | NoticeKind::Concern
            | NoticeKind::Stopped { .. }
            | NoticeKind::Held { .. }
            | NoticeKind::Withheld { .. }
            | NoticeKind::ProgrammeCard
            | NoticeKind::Forked { .. }
            | NoticeKind::Unreadable { .. }
    )
}

/// For tests.
pub const fn name_of(kind: &NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Introduced { .. } => "introduced",
        NoticeKind::Shown { .. } => "shown",
        NoticeKind::TakenBack { .. } => "taken-back",
        NoticeKind::Commented { .. } => "commented",
        NoticeKind::Joined { .. } => "joined",
        NoticeKind::InvitationVoid { .. } => "invitation-void",
        NoticeKind::Concern => "concern",
        NoticeKind::Stopped { .. } => "stopped",
        NoticeKind::Held { .. } => "held",
        NoticeKind::Withheld { .. } => "withheld",
        NoticeKind::ProgrammeCard => "programme-card",
        NoticeKind::Forked { .. } => "forked",
        NoticeKind::Unreadable { .. } => "unreadable",
    }
}
