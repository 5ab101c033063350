//! Who should be in a circle that this person manages, and the next step towards it.

use amanat_mentoring::fact::{Contact, PersonRole};
use amanat_mentoring::item::Millis;
use amanat_messages::Problem;
use amanat_protocol::id::PersonId;
use amanat_vault::circle::{CircleKind, Member, MemberCut, Role};
use amanat_vault::control::{self, Circle, Made};
use amanat_vault::keys::SealKey;
use amanat_vault::programme::check_appointment;

use crate::client::Rng;
use crate::people::read_paper;
use crate::ports::Platform;
use crate::session::{Session, person_id, person_ref};

/// One change of a circle.
pub(crate) enum Step {
    /// A new epoch, as after a device was removed, or for newer keys of these members.
    Renew(Vec<Member>),
    /// Lets somebody in, or changes what they may do.
    Admit(Box<Member>),
    /// Takes somebody out, with what still counts of their work.
    Remove(PersonId, Vec<MemberCut>),
}

/// Somebody who should be in a circle.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Wanted {
    person: PersonId,
    role: Role,
    until: Option<Millis>,
}

impl Session {
    /// What has to change next in a circle. None where all is as it should be, or this person cannot tell.
    pub(crate) fn next_step(&self, circle: &Circle, now: Millis) -> Option<Step> {
        let me = circle.member(self.me())?;
        let disputed = self.rooms.rooms.get(&circle.id).is_some_and(|r| r.forked);
        if !me.role.manages() || disputed || self.tangles.stuck.contains_key(&circle.id) {
            return None;
        }
        // First of all: a removed device must not read on.
        let newer = self.newer_rows(circle);
        if me.pek_generation < self.ring.identity.statement.pek_generation || !newer.is_empty() {
            return Some(Step::Renew(newer));
        }
        // No app of ours lets somebody in without the key; whoever does would keep everybody from sealing. The owner's
        // word is enough for all to go on from.
        let room = self.rooms.rooms.get(&circle.id);
        if me.role == Role::Owner && room.is_some_and(|r| !r.is_exact(&circle.table)) {
            return Some(Step::Renew(Vec::new()));
        }
        let wanted = self.wanted(circle, now)?;
        let surplus = circle
            .table
            .iter()
            .find(|m| m.role != Role::Owner && !wanted.iter().any(|w| w.person == m.person));
        // Only an owner's own list is known whole: the committee's may still be on its way here.
        if let Some(member) = surplus
            && me.role == Role::Owner
            && matches!(circle.kind, CircleKind::Part { .. })
        {
            return Some(Step::Remove(
                member.person,
                self.cuts(circle, member.person),
            ));
        }
        wanted.iter().find_map(|want| {
            let row = circle.member(want.person);
            if row.is_some_and(|m| m.role == want.role && m.until == want.until) {
                return None;
            }
            let row = self.row(*want, row.map_or(now, |m| m.since))?;
            Some(Step::Admit(Box::new(row)))
        })
    }

    /// Makes the statement of a step.
    pub(crate) fn make_step<P: Platform>(
        &self,
        circle: &Circle,
        step: Step,
        platform: &P,
    ) -> Result<Made, Problem> {
        let signer = self.ring.signer(platform.now()).ok_or(Problem::Fault)?;
        let mut rng = Rng(platform);
        let made = match step {
            Step::Renew(newer) => control::renew(circle, &signer, newer, &mut rng),
            Step::Admit(member) => control::admit(circle, &signer, *member, &mut rng),
            Step::Remove(person, cuts) => control::remove(circle, &signer, person, cuts, &mut rng),
        };
        made.map_err(|_| Problem::Fault)
    }

    fn wanted(&self, circle: &Circle, now: Millis) -> Option<Vec<Wanted>> {
        let always = |person, role| Wanted {
            person,
            role,
            until: None,
        };
        let roster = || {
            let committee = self.committee();
            // Only what the committee itself wrote down.
            let rows = self.directory.contacts.iter().filter(move |(person, _)| {
                let kept = self.directory.kept_in.get(person);
                kept.is_some_and(|(place, _)| Some(*place) == committee)
            });
            rows.map(|(person, contact)| (*person, self.duty(contact)))
        };
        match circle.kind {
            CircleKind::Own => Some(Vec::new()),
            CircleKind::Part { part, chapter } => Some(self.readers_wanted(part, chapter, now)),
            CircleKind::Pair | CircleKind::Group => {
                let mut pairings = self.directory.pairings.iter();
                let (_, pairing) = pairings.find(|(_, p)| p.circle == Some(circle.id.0.0))?;
                let others = pairing.people().map(person_id).filter(|p| *p != self.me());
                Some(others.map(|p| always(p, Role::Contributor)).collect())
            }
            CircleKind::Committee => Some(
                roster()
                    .filter(|(_, role)| role.on_committee())
                    .map(|(person, role)| match role {
                        PersonRole::Coordinator => always(person, Role::Manager),
                        _ => always(person, Role::Contributor),
                    })
                    .collect(),
            ),
            CircleKind::Mentors => Some(
                roster()
                    .filter_map(|(person, role)| match role {
                        PersonRole::Coordinator => Some(always(person, Role::Manager)),
                        PersonRole::Mentor => Some(always(person, Role::Contributor)),
                        _ => None,
                    })
                    .collect(),
            ),
            CircleKind::Programme => Some(
                roster()
                    .filter_map(|(person, role)| match role {
                        PersonRole::Coordinator => Some(always(person, Role::Manager)),
                        PersonRole::SafetyOfficer => Some(always(person, Role::Reader)),
                        _ => None,
                    })
                    .collect(),
            ),
        }
    }

    /// What somebody is trusted with: a coordinator only once the programme's key has named them.
    fn duty(&self, contact: &Contact) -> PersonRole {
        let appointed = || {
            let paper = read_paper(&contact.appointment)?;
            let appointment = check_appointment(&paper, &self.programme()?.key).ok()?;
            Some(appointment.person == person_id(contact.person))
        };
        match contact.role {
            PersonRole::Coordinator if appointed() != Some(true) => PersonRole::Chair,
            role => role,
        }
    }

    fn readers_wanted(&self, part: [u8; 16], chapter: u32, now: Millis) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        let grants = self.directory.grants.iter().map(|(_, grant)| grant);
        for grant in
            grants.filter(|g| g.part.0 == part && g.from_chapter <= chapter && g.holds(now))
        {
            let person = person_id(grant.person);
            let role = if grant.comment {
                Role::Commenter
            } else {
                Role::Reader
            };
            match wanted.iter_mut().find(|w| w.person == person) {
                Some(had) => {
                    if role == Role::Commenter {
                        had.role = role;
                    }
                    had.until = had.until.zip(grant.until).map(|(a, b)| a.max(b));
                }
                None => wanted.push(Wanted {
                    person,
                    role,
                    until: grant.until,
                }),
            }
        }
        wanted
    }

    /// The table row of somebody, from what was pinned when they were met and their chain since.
    fn row(&self, want: Wanted, since: Millis) -> Option<Member> {
        let contact = self.contact(want.person)?;
        if self.is_stopped(&contact) {
            return None;
        }
        let known = self.rooms.people.get(&want.person);
        Some(Member {
            person: want.person,
            role: want.role,
            identity_n: known.map_or(contact.identity_n, |k| k.identity.n),
            identity_head: known.map_or(amanat_protocol::hash::Hash(contact.identity_head), |k| {
                k.identity.head
            }),
            pek_generation: contact.pek_generation,
            pek_salt: contact.pek_salt,
            pek: SealKey(contact.pek),
            since,
            until: want.until,
        })
    }

    /// Rows of members whose key is newer than the one the epoch was handed to.
    fn newer_rows(&self, circle: &Circle) -> Vec<Member> {
        let stale = |member: &&Member| {
            self.directory
                .contacts
                .get(&member.person)
                .is_some_and(|c| c.pek_generation > member.pek_generation)
        };
        let newer = circle.table.iter().filter(stale).filter_map(|member| {
            let want = Wanted {
                person: member.person,
                role: member.role,
                until: member.until,
            };
            self.row(want, member.since)
        });
        newer.collect()
    }

    /// The last entry here of each log of somebody: what comes later no longer counts.
    fn cuts(&self, circle: &Circle, person: PersonId) -> Vec<MemberCut> {
        let mut cuts: Vec<MemberCut> = self
            .marks
            .logs
            .iter()
            .filter(|((c, device), _)| {
                *c == circle.id && self.speaker(circle.id, *device) == Some(person)
            })
            .map(|((_, device), mark)| MemberCut {
                device: *device,
                seq: mark.seq,
                hash: mark.hash,
            })
            .collect();
        cuts.sort_unstable();
        cuts
    }

    /// Chapters that own parts still lack: a part shown "from now on" goes on in a new one.
    pub(crate) fn missing_chapters(&self, now: Millis) -> Vec<CircleKind> {
        let mut missing: Vec<CircleKind> = Vec::new();
        for (_, grant) in &self.directory.grants {
            let next = self.next_chapter(grant.part);
            let kind = CircleKind::Part {
                part: grant.part.0,
                chapter: grant.from_chapter,
            };
            let lacks = next.is_some_and(|next| next <= grant.from_chapter);
            if grant.holds(now) && lacks && !missing.contains(&kind) {
                missing.push(kind);
            }
        }
        missing
    }

    /// This person as the domain names them.
    pub(crate) fn my_ref(&self) -> amanat_mentoring::id::PersonRef {
        person_ref(self.me())
    }
}
