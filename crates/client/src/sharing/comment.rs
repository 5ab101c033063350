//! What is said about an item, in the circle of its part.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::fact::{Comment, Fact, MAX_SAID};
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};
use amanat_protocol::codec;
use amanat_protocol::id::{CircleId, DeviceKey};
use amanat_vault::circle::Role;
use amanat_vault::control::Circle;
use amanat_vault::say;

use crate::client::Client;
use crate::people::item_for;
use crate::ports::{Batch, Platform};
use crate::session::{Session, person_id};

impl<P: Platform> Client<P> {
    pub(crate) async fn comment(
        &self,
        owner: Option<PersonRef>,
        item: ItemId,
        reply_to: Option<ItemId>,
        text: &str,
    ) -> Result<Done, Problem> {
        let text = clean(text)?;
        let now = self.platform.now();
        let nonce = self.draw();
        self.write(|s| {
            let place = s.place_of_anyones(owner, item).ok_or(Problem::NotFound)?;
            let circle = s.circle_for(place).ok_or(Problem::NotFound)?;
            if !s.may_say(circle) {
                return Err(Problem::NotAllowed);
            }
            let said = Comment {
                author: s.my_ref(),
                nonce,
                on: item,
                reply_to,
                at: now,
                text,
                device: s.ring.device.device().0,
                signature: Vec::new(),
            };
            let (id, said) = signed(s, circle.id, said);
            let mut batch = Batch::default();
            if owner.is_some() {
                // The words are their author's, whoever owns the circle they were said in.
                let copy = item_for("amanat/v1/comment-copy", &id.0);
                s.keep(
                    Place::Own,
                    copy,
                    Fact::Comment(said.clone()),
                    now,
                    &mut batch,
                );
            }
            s.keep(place, id, Fact::Comment(said), now, &mut batch);
            let field = Begun::Comment {
                owner,
                item,
                reply_to,
            };
            s.given(field, &mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }

    /// Sends words to somebody's circles although they were not heard of for a week.
    pub(crate) async fn send_anyway(&self, owner: PersonRef) -> Result<Done, Problem> {
        self.write(|s| {
            let owner = person_id(owner);
            let circles = s.marks.circles.iter();
            let theirs = circles.filter(|c| c.owner().is_some_and(|m| m.person == owner));
            for id in theirs.map(|c| c.id).collect::<Vec<_>>() {
                if let Some(room) = s.rooms.rooms.get_mut(&id) {
                    room.anyway = true;
                }
            }
            let mut batch = Batch::default();
            s.stage_rooms(&mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }
}

impl Session {
    /// Whether what this person says in a circle counts there.
    pub(crate) fn may_say(&self, circle: &Circle) -> bool {
        let me = circle.member(self.me());
        me.is_some_and(|m| m.role != Role::Reader)
    }

    /// Where an item of somebody lives: one's own without an owner.
    pub(crate) fn place_of_anyones(&self, owner: Option<PersonRef>, item: ItemId) -> Option<Place> {
        match owner {
            None => self.place_of_item(item),
            Some(owner) if owner == self.my_ref() => self.place_of_item(item),
            Some(owner) => Some(self.shown.get(&person_id(owner))?.item(item)?.place),
        }
    }
}

/// A comment of this device's with its signature, and the item that it is.
pub(crate) fn signed(s: &Session, circle: CircleId, mut said: Comment) -> (ItemId, Comment) {
    said.signature = say::sign_words(&s.ring.device, circle, &words(&said));
    (id_of(&said), said)
}

/// Whether a comment is what a device of its author said in this circle.
pub(crate) fn is_genuine(s: &Session, circle: CircleId, item: ItemId, said: &Comment) -> bool {
    let device = DeviceKey(said.device);
    let author = s.identity_of(person_id(said.author));
    let theirs = author.is_some_and(|identity| identity.names(device));
    theirs && item == id_of(said) && say::check_words(device, circle, &words(said), &said.signature)
}

/// The item of a comment follows from its author: nobody can write a revision of another's.
fn id_of(said: &Comment) -> ItemId {
    item_for("amanat/v1/comment", &(said.author, said.nonce))
}

/// What the author signs: everything but the signature.
fn words(said: &Comment) -> Vec<u8> {
    codec::encode(&Comment {
        signature: Vec::new(),
        ..said.clone()
    })
}

/// What may be said, as it is stored.
pub(crate) fn clean(text: &str) -> Result<String, Problem> {
    let text = amanat_mentoring::check::clean_text(text.trim().to_owned());
    if text.is_empty() {
        return Err(Problem::NotFound);
    }
    if text.len() > MAX_SAID {
        return Err(Problem::TooLong {
            limit_kb: u32::try_from(MAX_SAID / 1024).unwrap_or(u32::MAX),
        });
    }
    Ok(text)
}
