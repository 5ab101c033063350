//! Parts of the portfolio, and the person's name.

use amanat_mentoring::history::History;
use amanat_mentoring::id::{ItemId, PartId};
use amanat_mentoring::item::{PartName, Profile, Revision, Value};
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};
use amanat_protocol::codec;
use amanat_protocol::id::CircleId;
use amanat_vault::circle::CircleKind;
use amanat_vault::control;

use crate::client::{Client, Rng};
use crate::names;
use crate::ports::{Batch, Platform};
use crate::session::Session;
use crate::vault::clean_name;

impl<P: Platform> Client<P> {
    /// A new part with a circle of its own. Works offline: nobody else can extend a chain that only this
    /// device knows.
    pub(crate) async fn create_part(&self, name: &str) -> Result<Done, Problem> {
        let name = clean_name(name)?;
        let _chain = self.chain.lock().await;
        let part = self.draw();
        let item = ItemId(self.draw());
        let now = self.platform.now();
        self.write(|s| {
            let mut batch = Batch::default();
            self.found_circle(s, CircleKind::Part { part, chapter: 0 }, &mut batch)?;
            let value = Value::Part(PartName { name });
            let revision = Revision {
                item,
                parents: Vec::new(),
                at: now,
                value,
            };
            s.fix(Place::Part(PartId(part)), revision, &mut batch);
            s.stage(&mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Part(PartId(part)))
    }

    pub(crate) async fn rename_part(&self, part: PartId, name: &str) -> Result<Done, Problem> {
        let name = clean_name(name)?;
        let now = self.platform.now();
        let any = self
            .write(|s| {
                let mut batch = Batch::default();
                // Each chapter names the part to its own readers.
                let chapters = s.chapters(part).into_iter().map(|c| s.place_of(c));
                for place in chapters.collect::<Vec<_>>() {
                    for item in s.portfolio.names(place) {
                        let history = s.portfolio.history(place, item);
                        let revision = Revision {
                            item,
                            parents: history.map(History::heads).unwrap_or_default(),
                            at: now,
                            value: Value::Part(PartName { name: name.clone() }),
                        };
                        s.fix(place, revision, &mut batch);
                    }
                }
                Ok(batch)
            })
            .await?;
        if any {
            Ok(Done::Ok)
        } else {
            Err(Problem::NotFound)
        }
    }

    pub(crate) async fn rename(&self, name: &str) -> Result<Done, Problem> {
        let name = clean_name(name)?;
        let item = self.with(|s| Ok(s.portfolio.profile().map(|p| p.item)))?;
        let item = item.ok_or(Problem::NotFound)?;
        self.write_value(item, |_| Ok(Value::Profile(Profile { name })))
            .await?;
        Ok(Done::Ok)
    }

    /// Makes a circle of one's own and stages it. The caller stages keyring and marks.
    pub(crate) fn found_circle(
        &self,
        s: &mut Session,
        kind: CircleKind,
        batch: &mut Batch,
    ) -> Result<CircleId, Problem> {
        let signer = s.ring.signer(self.platform.now()).ok_or(Problem::Fault)?;
        let made =
            control::found(&signer, kind, &mut Rng(&self.platform)).map_err(|_| Problem::Fault)?;
        let bytes = codec::encode(&made.statement);
        let circle = made.circle.id;
        batch.put(names::statement(circle, 0), bytes.clone());
        batch.put(names::unsent_statement(circle, 0), bytes);
        s.unsent_statements.insert((circle, 0), made.statement);
        s.ring.learn(circle, made.circle.epoch, made.secret);
        s.marks.set_circle(made.circle);
        Ok(circle)
    }
}
