//! Founding a programme: its key, its three circles, its card.

use amanat_mentoring::fact::{Fact, PersonRole, Programme};
use amanat_mentoring::portfolio::Place;
use amanat_messages::{CardAnswer, Done, Problem};
use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::id::CircleId;
use amanat_vault::circle::CircleKind;
use amanat_vault::programme::{Charter, ProgrammeKey};
use zeroize::Zeroize;

use super::item_for;
use crate::client::{Client, Rng};
use crate::ports::{Batch, Platform};
use crate::vault::clean_name;

impl<P: Platform> Client<P> {
    pub(crate) async fn found_programme(&self, name: &str) -> Result<Done, Problem> {
        let name = clean_name(name)?;
        let _chain = self.chain.lock().await;
        let now = self.platform.now();
        let key = ProgrammeKey::make(&mut Rng(&self.platform));
        let ask = self.three_places();
        self.write(|s| {
            if s.directory.programme.is_some() {
                return Err(Problem::AlreadyProgramme);
            }
            let mut batch = Batch::default();
            let kinds = [
                CircleKind::Programme,
                CircleKind::Committee,
                CircleKind::Mentors,
            ];
            let mut circles = [CircleId::default(); 3];
            for (circle, kind) in circles.iter_mut().zip(kinds) {
                *circle = self.found_circle(s, kind, &mut batch)?;
            }
            let charter = key.sign(&Charter {
                suite: SUITE,
                programme: key.key(),
                name: name.clone(),
                programme_circle: circles[0],
                committee: circles[1],
                mentors: circles[2],
                coordinator: s.me(),
                identity_head: s.ring.identity.head,
                at: now,
            });
            let programme = Programme {
                key: key.key(),
                name,
                circles: circles.map(|c| c.0.0),
                role: PersonRole::Coordinator,
                coordinator: s.my_ref(),
                officer: None,
                charter: codec::encode(&charter),
                appointment: Vec::new(),
                membership: Vec::new(),
            };
            let item = item_for("amanat/v1/programme", &s.me());
            s.keep(
                Place::Own,
                item,
                Fact::Programme(programme),
                now,
                &mut batch,
            );
            s.rooms.programme_card = Some(*key.expose_bytes());
            s.rooms.programme_ask = ask;
            s.stage(&mut batch);
            s.stage_rooms(&mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }

    /// Proves that the programme's card was written down; its secret is on the card alone from then on.
    pub(crate) async fn confirm_programme_card(
        &self,
        answers: &[CardAnswer],
    ) -> Result<Done, Problem> {
        self.change(|s| {
            let mut batch = Batch::default();
            let Some(mut secret) = s.rooms.programme_card else {
                return Ok(batch);
            };
            let words = ProgrammeKey::from_bytes(&secret).expose_words();
            crate::vault::check_answers(&words, &s.rooms.programme_ask, answers)?;
            s.rooms.programme_card.zeroize();
            s.rooms.programme_card = None;
            secret.zeroize();
            s.stage_rooms(&mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }
}
