//! Shared circles whose statements are no plain line: somebody signed what does not count or does not open,
//! or the server shows two at one number.
//!
//! All of them are kept, those beside the line apart. What they come to is resolved from the store, whenever
//! one more is shown or a signer's device is removed; nobody here seals while it is disputed. The owner's app
//! says the settlement that ends it, everybody else's waits and follows.

mod view;

use std::collections::{BTreeMap, BTreeSet};

use amanat_mentoring::item::Revision;
use amanat_mentoring::operation::Operation;
use amanat_messages::Problem;
use amanat_protocol::codec;
use amanat_protocol::entry::{Class, Entry};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, EpochId, PersonId};
use amanat_protocol::limits::{MAX_BODY, MAX_ENTRY_PAYLOAD};
use amanat_protocol::statement::Statement;
use amanat_vault::control::{self, Circle, Settling};
use amanat_vault::log;

use crate::client::Client;
use crate::names;
use crate::people::item_for;
use crate::ports::{Batch, Durability, Platform};
use crate::rooms::{RoomV1, ToldKind, ToldV1};
use crate::session::Session;
use view::View;

/// What is known in memory of circles that are no plain line.
#[derive(Default)]
pub(crate) struct Tangles {
    /// Statements beside the accepted line, by their circle.
    pub beside: BTreeMap<CircleId, BTreeSet<Hash>>,
    /// What this person, who owns the circle, says next.
    pub settling: BTreeMap<CircleId, Settling>,
    /// Statements after which the server took none: it stands elsewhere.
    pub refused: BTreeSet<Hash>,
    /// Epochs that something was sealed to and no key here opens: nobody may have named them at all.
    pub foreign: BTreeSet<(CircleId, EpochId)>,
    /// Circles whose next statement the server will not have, and why. Looked at again with the next sync.
    pub stuck: BTreeMap<CircleId, Problem>,
}

impl<P: Platform> Client<P> {
    /// Resolves circles anew. True when that changed anything; then everything is looked at again. The caller
    /// holds `chain`.
    pub(super) async fn untangle(
        &self,
        circles: impl IntoIterator<Item = CircleId>,
    ) -> Result<bool, Problem> {
        let mut changed = false;
        for circle in circles {
            let statements = self.statements_of(circle).await?;
            let device = self.with(|s| Ok(s.ring.device.device()))?;
            let log = format!("{}{}/", names::entries(circle), device.hex());
            let own = self.scan_all(&log).await?;
            let now = self.platform.now();
            changed |= self
                .change_with(Durability::Strict, |s| {
                    s.untangle(circle, &statements, &own, now)
                })
                .await?;
        }
        if changed {
            self.reload().await?;
        }
        Ok(changed)
    }

    async fn statements_of(&self, circle: CircleId) -> Result<Vec<(String, Statement)>, Problem> {
        let mut statements = Vec::new();
        for prefix in [names::STATEMENTS, names::BESIDE] {
            let prefix = format!("{prefix}{}/", circle.hex());
            for (key, bytes) in self.scan_all(&prefix).await? {
                if let Ok(statement) = codec::decode::<Statement>(&bytes, MAX_BODY) {
                    statements.push((key, statement));
                }
            }
        }
        Ok(statements)
    }

    /// Tells of words sealed to an epoch that no statement shown here began: their author was shown another
    /// line. It warns and no more, because a peer can lie as well as the server.
    pub(super) async fn look_for_other_lines(&self) -> Result<(), Problem> {
        let foreign = self.with(|s| Ok(core::mem::take(&mut s.tangles.foreign)))?;
        let now = self.platform.now();
        for (circle, epoch) in foreign {
            let statements = self.statements_of(circle).await?;
            let named = statements.iter().any(|(_, st)| {
                let header = st.header.claim();
                header.is_ok_and(|header| header.epoch == epoch)
            });
            self.change(|s| {
                let mut batch = Batch::default();
                let id = item_for("amanat/v1/other-line", &(circle, epoch)).0;
                let kind = ToldKind::Forked { circle };
                let shared = s.rooms.rooms.contains_key(&circle);
                if !named && shared && s.tell(id, kind, now) {
                    s.stage_rooms(&mut batch);
                }
                Ok(batch)
            })
            .await?;
        }
        Ok(())
    }

    /// Circles that wait for a settlement of this person's, or whose settlement was not thought of yet.
    pub(super) async fn look_at_disputes(&self) -> Result<bool, Problem> {
        let open = self.with(|s| {
            let rooms = s.rooms.rooms.iter().filter(|(_, room)| room.forked);
            let open = rooms.map(|(circle, _)| *circle);
            Ok(open
                .filter(|c| !s.tangles.settling.contains_key(c))
                .collect::<Vec<_>>())
        })?;
        self.untangle(open).await
    }
}

impl Session {
    fn untangle(
        &mut self,
        id: CircleId,
        statements: &[(String, Statement)],
        own: &[(String, Vec<u8>)],
        now: u64,
    ) -> Result<(Batch, bool), Problem> {
        let mut batch = Batch::default();
        self.tangles.settling.remove(&id);
        let Some(view) = View::of(self, id, statements) else {
            return Ok((batch, false));
        };
        let (Some(before), Some(room)) = (
            self.marks.circle(id).cloned(),
            self.rooms.rooms.get(&id).cloned(),
        ) else {
            return Ok((batch, false));
        };
        view.store(&mut batch);
        if view.beside.is_empty() {
            self.tangles.beside.remove(&id);
        } else {
            self.tangles.beside.insert(id, view.beside.clone());
        }
        for (epoch, secret) in view.keys {
            self.ring.learn(id, epoch, secret);
        }
        // Also where it was settled before this device heard of it.
        let beside = !view.beside.is_empty() && !view.forked;
        let about = item_for("amanat/v1/beside", &id).0;
        if beside && self.tell(about, ToldKind::Forked { circle: id }, now) {
            self.stage_rooms(&mut batch);
        }
        if let Some(settling) = view.settling {
            self.tangles.settling.insert(id, settling);
        }
        let mut after = RoomV1 {
            entered: view.entered,
            heads: view.heads,
            roles: view.roles,
            granted: view.granted,
            forked: view.forked,
            shut: room.shut && view.circle == before,
            ..room.clone()
        };
        if view.circle == before && after.tells_the_same(&room) {
            return Ok((batch, false));
        }
        let dropped = self.dropped(own, &room, &after);
        for said in dropped.said {
            let place = self.place_of(&before);
            self.fix(place, said, &mut batch);
        }
        after.checkpoint_due |= dropped.checkpoint;
        self.marks.set_circle(view.circle.clone());
        let forked = after.forked;
        self.rooms.rooms.insert(id, after);
        if forked && !room.forked {
            self.tell_of_dispute(&before, view.unreadable, now);
        }
        if !forked && self.owns(&view.circle) {
            self.follow_up(&before, &view.circle, now, &mut batch)?;
        }
        // Who was let in by what was passed over is followed from the beginning, and every verdict is anew.
        self.marks.cursor = None;
        batch.delete(names::SNAPSHOT);
        self.since_snapshot = 0;
        self.stage(&mut batch);
        self.stage_rooms(&mut batch);
        Ok((batch, true))
    }

    /// What this device said after statements that no longer lie in the line: nobody else reads that, so it is
    /// said again.
    fn dropped(&self, own: &[(String, Vec<u8>)], old: &RoomV1, new: &RoomV1) -> Dropped {
        let mut dropped = Dropped::default();
        let mut heads = (old.entered..).zip(&old.heads);
        if heads.all(|(n, head)| new.has(n, *head)) {
            return dropped;
        }
        for (_, bytes) in own {
            let Ok(entry) = codec::decode::<Entry>(bytes, MAX_BODY) else {
                continue;
            };
            let Ok(header) = entry.header.claim() else {
                continue;
            };
            let mut keys = self.ring.epoch(header.circle, header.epoch);
            let opened = keys.find_map(|key| log::open(&entry, &header, &key.secret).ok());
            let Some(payload) = opened else { continue };
            let (n, head) = payload.control;
            if !old.has(n, head) || new.has(n, head) {
                continue;
            }
            dropped.checkpoint |= header.class == Class::Checkpoint;
            for operation in &payload.operations {
                if let Ok(Operation::Revise(revision)) =
                    codec::decode(&operation.0, MAX_ENTRY_PAYLOAD)
                {
                    dropped.said.push(revision);
                }
            }
        }
        dropped
    }

    /// Whoever holds both is told, and goes on knowing it when it is settled.
    fn tell_of_dispute(&mut self, circle: &Circle, unreadable: Option<PersonId>, now: u64) {
        let kind = match unreadable {
            Some(by) => ToldKind::Unreadable {
                circle: circle.id,
                by,
            },
            None => ToldKind::Forked { circle: circle.id },
        };
        let id = item_for("amanat/v1/disputed", &(circle.id, circle.n, circle.head)).0;
        self.tell(id, kind, now);
    }

    /// Keeps something to know, once.
    fn tell(&mut self, id: [u8; 16], kind: ToldKind, now: u64) -> bool {
        let same = |told: &ToldV1| match (&told.kind, &kind) {
            (ToldKind::Forked { circle: a }, ToldKind::Forked { circle: b }) => a == b,
            _ => told.id == id,
        };
        let known = self.rooms.told.iter().any(same);
        if known || self.rooms.dismissed.contains(&id) {
            return false;
        }
        self.rooms.told.push(ToldV1 { id, at: now, kind });
        true
    }
}

/// What was said after statements that no longer lie in the line.
#[derive(Default)]
struct Dropped {
    said: Vec<Revision>,
    /// Newcomers were told what was already here.
    checkpoint: bool,
}

/// Makes the statement that a settlement asks for.
pub(super) fn make<P: Platform>(
    s: &Session,
    settling: &Settling,
    platform: &P,
) -> Result<control::Made, Problem> {
    let signer = s.ring.signer(platform.now()).ok_or(Problem::Fault)?;
    let mut rng = crate::client::Rng(platform);
    control::settle(&settling.base, &signer, settling.voided, &mut rng).map_err(|_| Problem::Fault)
}
