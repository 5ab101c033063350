//! Whether words may be sealed to a circle now.

use amanat_mentoring::item::Millis;
use amanat_vault::control::Circle;

use crate::session::Session;

/// Somebody who manages the circle must have been heard of within this time: 7 days.
const FRESH: Millis = 7 * 24 * 60 * 60 * 1000;
/// Who manages a circle says so at most this often: daily.
const SAY_ALIVE: Millis = 24 * 60 * 60 * 1000;

/// Why words are kept for now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hold {
    /// Who may read is about to change, or its keys are not in exactly the hands they should be in.
    Changing,
    /// Nobody who manages it was heard of for a week: a removal may be hidden from us.
    Stale,
}

impl Session {
    /// Whether words are kept back from a circle, and why.
    pub(crate) fn hold(&self, circle: &Circle, now: Millis) -> Option<Hold> {
        let waits = self
            .unsent_statements
            .keys()
            .any(|(c, n)| *c == circle.id && *n > circle.n);
        let stuck = self.tangles.stuck.contains_key(&circle.id);
        if waits || stuck || self.next_step(circle, now).is_some() {
            return Some(Hold::Changing);
        }
        let room = self.rooms.rooms.get(&circle.id)?;
        let members = circle.table.iter();
        let exact = room.is_exact(&circle.table);
        let ended = members
            .clone()
            .any(|m| m.until.is_some_and(|end| end <= now));
        let stopped = members
            .filter(|m| m.person != self.me())
            .any(|m| self.contact(m.person).is_some_and(|c| self.is_stopped(&c)));
        if room.shut || room.forked || !exact || ended || stopped {
            return Some(Hold::Changing);
        }
        let me = circle.member(self.me())?;
        if me.role.manages() || room.anyway {
            return None;
        }
        // Until somebody says that they are, whoever let this person in was alive then. That is by their clock: of a
        // time to come it tells nothing.
        let since = if me.since <= now { me.since } else { 0 };
        let heard = room.alive.map_or(since, |(_, at)| at);
        (now.saturating_sub(heard) > FRESH).then_some(Hold::Stale)
    }

    /// Whether words are kept back that it is for this person to send nevertheless.
    pub(crate) fn may_send_anyway(&self, circle: &Circle, now: Millis) -> bool {
        self.may_say(circle) && self.hold(circle, now) == Some(Hold::Stale)
    }

    /// Whether this person lets others in and out of a circle.
    pub(crate) fn manages(&self, circle: &Circle) -> bool {
        let me = circle.member(self.me());
        me.is_some_and(|m| m.role.manages())
    }

    /// Whether this person should say that a statement is the newest.
    pub(crate) fn owes_alive(&self, circle: &Circle, now: Millis) -> bool {
        let room = self.rooms.rooms.get(&circle.id);
        self.manages(circle)
            && circle.table.len() > 1
            && room.is_some_and(|r| r.said_alive.is_none_or(|at| now.abs_diff(at) >= SAY_ALIVE))
    }
}
