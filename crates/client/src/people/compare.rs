//! Comparing keys in person: eight words, or a scanned code that also carries what is shared.

use amanat_mentoring::id::PersonRef;
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};
use amanat_protocol::codec;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, PersonId};
use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::ports::{Batch, Durability, Platform};
use crate::session::{Session, person_id, person_ref};

/// What a person's code begins with. Text, never a link.
const PREFIX: &str = "AMANAT-PERSON-1:";
/// Circles a code speaks of: as many as a QR of middle size carries.
const MOST_HEADS: usize = 24;
/// The longest code that is read.
const LONGEST: usize = 4096;

/// What a code says.
#[derive(Serialize, Deserialize)]
struct Code {
    person: PersonId,
    n: u64,
    head: Hash,
    /// Shared circles, by the first bytes of a hash of the id, with their newest statement.
    heads: Vec<([u8; 4], u64, [u8; 8])>,
}

impl<P: Platform> Client<P> {
    /// The eight words were compared in person. They stand for the first statement of a chain, which two histories
    /// of it share: between those only a code decides.
    pub(crate) async fn verify_person(&self, person: PersonRef) -> Result<Done, Problem> {
        let now = self.platform.now();
        self.write(|s| {
            let contact = s.contact(person_id(person)).ok_or(Problem::PersonUnknown)?;
            if s.is_stopped(&contact) {
                return Err(Problem::PersonStopped);
            }
            let mut batch = Batch::default();
            s.pin(person_id(person), now, &mut batch)?;
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }

    /// Compares what another's code says with what is known here.
    pub(crate) async fn scan(&self, code: &str) -> Result<Done, Problem> {
        let now = self.platform.now();
        let code = read(code).ok_or(Problem::CodeUnknown)?;
        let person = code.person;
        let same = self
            .change_with(Durability::Strict, |s| {
                s.writable()?;
                let known = s.rooms.people.get(&person).ok_or(Problem::CodeUnknown)?;
                let at = usize::try_from(code.n).ok();
                let here = at.and_then(|at| known.hashes.get(at));
                if here.is_some_and(|hash| *hash != code.head) {
                    return Err(Problem::CodeDiffers);
                }
                // One of both has not heard of the other's newest statement, which may be a thief's.
                if code.n != known.identity.n {
                    return Err(Problem::CodeNotNow);
                }
                let mut batch = Batch::default();
                let same = s.compare_heads(&code);
                if same {
                    s.pin(person, now, &mut batch)?;
                }
                s.stage_rooms(&mut batch);
                Ok((batch, same))
            })
            .await?;
        if same {
            Ok(Done::Verified(person_ref(person)))
        } else {
            Err(Problem::CodeDiffers)
        }
    }
}

impl Session {
    /// What this person's code says.
    pub(crate) fn code(&self) -> String {
        let shared = self.marks.circles.iter().filter(|c| c.table.len() > 1);
        let code = Code {
            person: self.me(),
            n: self.ring.identity.n,
            head: self.ring.identity.head,
            heads: shared
                .take(MOST_HEADS)
                .map(|c| (tag(c.id), c.n, first(c.head)))
                .collect(),
        };
        format!("{PREFIX}{}", BASE32_NOPAD.encode(&codec::encode(&code)))
    }

    /// Pins somebody's chain as it is now.
    fn pin(&mut self, person: PersonId, now: u64, batch: &mut Batch) -> Result<(), Problem> {
        let mut contact = self.contact(person).ok_or(Problem::PersonUnknown)?;
        if let Some(known) = self.rooms.people.get_mut(&person) {
            known.frozen = false;
            contact.identity_n = known.identity.n;
            contact.identity_head = known.identity.head.0;
        }
        contact.verified_at = Some(now);
        self.keep_contact(Place::Own, contact, now, batch);
        Ok(())
    }

    /// Whether the other side knows the same histories of what is shared. Where they differ nobody seals
    /// before it is settled.
    fn compare_heads(&mut self, code: &Code) -> bool {
        let mut same = true;
        for (circle, n, head) in &code.heads {
            let mut circles = self.marks.circles.iter();
            let Some(id) = circles.find(|c| tag(c.id) == *circle).map(|c| c.id) else {
                continue;
            };
            let Some(room) = self.rooms.rooms.get_mut(&id) else {
                continue;
            };
            if room.head_at(*n).is_some_and(|here| first(here) != *head) {
                room.forked = true;
                same = false;
            }
        }
        same
    }
}

fn read(code: &str) -> Option<Code> {
    let text = code.trim();
    if text.len() > LONGEST {
        return None;
    }
    let body = text.strip_prefix(PREFIX)?;
    let bytes = BASE32_NOPAD.decode(body.as_bytes()).ok()?;
    codec::decode(&bytes, LONGEST).ok()
}

fn tag(circle: CircleId) -> [u8; 4] {
    first(hash::labelled("amanat/v1/code-circle", &circle.0.0))
}

fn first<const N: usize>(hash: Hash) -> [u8; N] {
    let mut out = [0; N];
    for (to, from) in out.iter_mut().zip(hash.0) {
        *to = from;
    }
    out
}
