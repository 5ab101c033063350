//! A mentor's own notes. They live in the own circle: nobody else can open them.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::fact::{Fact, Note};
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::{Revision, Value};
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};

use super::comment;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::person_id;

impl<P: Platform> Client<P> {
    pub(crate) async fn save_note(
        &self,
        about: PersonRef,
        note: Option<ItemId>,
        text: &str,
    ) -> Result<Done, Problem> {
        let now = self.platform.now();
        let text = match text.trim() {
            "" => None,
            text => Some(comment::clean(text)?),
        };
        let item = note.unwrap_or_else(|| ItemId(self.draw()));
        self.write(|s| {
            s.contact(person_id(about)).ok_or(Problem::PersonUnknown)?;
            let mut batch = Batch::default();
            match text {
                Some(text) => {
                    let fact = Fact::Note(Note { about, text });
                    s.keep(Place::Own, item, fact, now, &mut batch);
                }
                None if note.is_some() => {
                    let history = s.portfolio.history(Place::Own, item);
                    let parents = history.ok_or(Problem::NotFound)?.heads();
                    let revision = Revision {
                        item,
                        parents,
                        at: now,
                        value: Value::Trashed,
                    };
                    s.fix(Place::Own, revision, &mut batch);
                }
                None => {}
            }
            s.given(Begun::Note { about, note }, &mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Created(item))
    }
}
