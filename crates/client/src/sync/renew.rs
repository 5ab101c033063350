//! New epochs after a device was removed: nothing is sealed to a key the removed device holds.

use amanat_messages::Problem;
use amanat_protocol::codec;
use amanat_vault::circle::Role;
use amanat_vault::control;

use crate::client::{Client, Rng};
use crate::names;
use crate::ports::{Batch, Durability, Platform};

impl<P: Platform> Client<P> {
    /// Renews every own circle whose epoch was handed to an older PEK than the newest. Restartable: the
    /// statement is stored with the keys before it is sent.
    pub(crate) async fn renew(&self) -> Result<(), Problem> {
        let now = self.platform.now();
        let batch = self.with(|s| {
            let me = s.ring.stored.person;
            let newest = s.ring.identity.statement.pek_generation;
            let stale: Vec<_> = s
                .marks
                .circles
                .iter()
                .filter(|c| {
                    c.member(me)
                        .is_some_and(|m| m.role == Role::Owner && m.pek_generation < newest)
                })
                .cloned()
                .collect();
            let mut batch = Batch::default();
            for circle in stale {
                let signer = s.ring.signer(now).ok_or(Problem::Fault)?;
                let made = control::renew(&circle, &signer, Vec::new(), &mut Rng(&self.platform))
                    .map_err(|_| Problem::Fault)?;
                let bytes = codec::encode(&made.statement);
                let key = (circle.id, made.circle.n);
                batch.put(names::statement(key.0, key.1), bytes.clone());
                batch.put(names::unsent_statement(key.0, key.1), bytes);
                s.unsent_statements.insert(key, made.statement);
                s.ring.learn(circle.id, made.circle.epoch, made.secret);
                s.marks.set_circle(made.circle);
            }
            if !batch.is_empty() {
                s.stage(&mut batch);
            }
            Ok(batch)
        })?;
        if batch.is_empty() {
            Ok(())
        } else {
            self.apply(batch, Durability::Strict).await
        }
    }
}
