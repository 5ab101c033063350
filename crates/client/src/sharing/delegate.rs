//! Showing a part to somebody.

use amanat_mentoring::fact::{Fact, Grant};
use amanat_mentoring::id::{ItemId, PartId, PersonRef};
use amanat_mentoring::item::{Millis, PartName, Revision, Value};
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};
use amanat_vault::circle::CircleKind;

use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::{Session, person_id};

/// What to show, and how.
pub(crate) struct Delegation {
    pub part: PartId,
    pub person: PersonRef,
    pub comment: bool,
    pub already_here: bool,
    pub until: Option<Millis>,
}

impl<P: Platform> Client<P> {
    /// Writes down what is wanted. The next sync makes it so; until then nothing new in the part is sent.
    pub(crate) async fn delegate(&self, wish: Delegation) -> Result<Done, Problem> {
        let now = self.platform.now();
        let item = ItemId(self.draw());
        let _chain = self.chain.lock().await;
        self.write(|s| {
            let person = person_id(wish.person);
            let contact = s.contact(person).ok_or(Problem::PersonUnknown)?;
            if s.is_stopped(&contact) {
                return Err(Problem::PersonStopped);
            }
            let next = s.next_chapter(wish.part).ok_or(Problem::NotFound)?;
            if wish.until.is_some_and(|end| end <= now) {
                return Err(Problem::NotAllowed);
            }
            let holds = |g: &Grant| g.part == wish.part && g.person == wish.person && g.holds(now);
            let mut grants = s.directory.grants.iter();
            if grants.any(|(_, g)| holds(g) && (!wish.already_here || g.from_chapter == 0)) {
                return Err(Problem::AlreadyShown);
            }
            let grant = Grant {
                part: wish.part,
                person: wish.person,
                comment: wish.comment,
                from_chapter: if wish.already_here { 0 } else { next },
                since: now,
                until: wish.until,
                ended: None,
            };
            let mut batch = Batch::default();
            s.keep(Place::Own, item, Fact::Grant(grant), now, &mut batch);
            self.begin_chapters(s, &mut batch)?;
            s.stage(&mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }

    /// Begins the chapters that are wanted. Offline: nobody else is in them yet.
    pub(crate) fn begin_chapters(&self, s: &mut Session, batch: &mut Batch) -> Result<(), Problem> {
        let now = self.platform.now();
        for kind in s.missing_chapters(now) {
            let CircleKind::Part { part, .. } = kind else {
                continue;
            };
            let part = PartId(part);
            self.found_circle(s, kind, batch)?;
            let names = s.portfolio.parts();
            let named = names.into_iter().find(|p| p.part == part);
            let place = s.newest_place(part).ok_or(Problem::Fault)?;
            if let Some((item, name)) = named.and_then(|p| Some((p.named_by?, p.name))) {
                // Whoever reads only this chapter knows what the part is called.
                let value = Value::Part(PartName { name });
                let revision = Revision {
                    item: crate::people::item_for("amanat/v1/chapter-name", &(item, kind)),
                    parents: Vec::new(),
                    at: now,
                    value,
                };
                s.fix(place, revision, batch);
            }
        }
        Ok(())
    }
}
