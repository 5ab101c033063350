//! Sending: statements, then entries made of what is pending.

mod making;
mod statements;
mod withdraw;

use amanat_messages::Problem;
use amanat_protocol::api::{self, AppendAnswer, AppendRequest, Appended};
use amanat_protocol::entry::Entry;
use amanat_protocol::id::CircleId;
use amanat_protocol::limits::MAX_APPEND;

use crate::client::Client;
use crate::names;
use crate::ports::{Batch, Durability, Platform};
use crate::session::{Session, Unsent};

/// One append stops here, well under the body limit.
const APPEND_BYTES: usize = 1024 * 1024;

impl<P: Platform> Client<P> {
    /// Sends everything. `Some(true)`: the server says nothing else happened, so no fetch is needed.
    pub(crate) async fn push(&self) -> Result<Option<bool>, Problem> {
        let mut current = None;
        let now = self.platform.now();
        {
            let _writing = self.writing.lock().await;
            let batch = self.with(|s| s.make_entries(now))?;
            if !batch.is_empty()
                && let Err(problem) = self.apply(batch, Durability::Strict).await
            {
                // Nothing of it is on the disk, so nothing of it was ever sent: back to what is.
                self.reload_held().await?;
                return Err(problem);
            }
        }
        loop {
            let (entries, cursor) = self.with(|s| Ok((s.next_append(), s.marks.cursor)))?;
            if entries.is_empty() {
                return Ok(current);
            }
            let request = AppendRequest { entries, cursor };
            let answer: AppendAnswer = self.post_as_device(api::ENTRIES, &request).await?;
            if answer.results.len() != request.entries.len() {
                return Err(Problem::ServerNonsense);
            }
            self.count(request.entries.len());
            let acknowledged = self.change_with(Durability::Strict, |s| {
                Ok(s.acknowledge(&request.entries, &answer))
            });
            let first_refusal = acknowledged.await?;
            current = Some(answer.cursor.is_some());
            if let Some((entry, refusal)) = first_refusal {
                self.settle_refusal(&entry, refusal).await?;
                return Ok(Some(false));
            }
        }
    }

    /// Sends what statements and letters are made of before them: of a device that is lost in between, the next
    /// one finds what was wanted and does it. The other way round it would undo what it knows no reason for, or
    /// some would have been told of what nobody decided.
    ///
    /// # Errors
    /// When the server was not reached. Whatever else keeps words from being sent, such as a full quota, keeps nobody
    /// from taking back, nor from telling others so.
    pub(crate) async fn push_wishes(&self) -> Result<Option<bool>, Problem> {
        let waits = |s: &mut Session| Ok(!s.unsent_statements.is_empty() || !s.outbox.is_empty());
        if !self.with(waits)? {
            return Ok(None);
        }
        match self.push().await {
            Err(
                problem @ (Problem::ServerUnreachable
                | Problem::ServerSlow
                | Problem::ServerBusy { .. }),
            ) => Err(problem),
            sent => Ok(sent.ok().flatten()),
        }
    }

    async fn settle_refusal(&self, entry: &Entry, refusal: Appended) -> Result<(), Problem> {
        let header = entry.header.claim().map_err(|_| Problem::Fault)?;
        match refusal {
            Appended::Stored => Ok(()),
            Appended::Quota => Err(Problem::QuotaReached),
            Appended::Invalid => Err(Problem::ServerNonsense),
            Appended::NoAccess => self.shut(header.circle).await,
            // The server has less than it acknowledged: it gets the rest again, byte for byte.
            Appended::NotNext { head } if head.is_none_or(|(seq, _)| seq < header.seq) => {
                self.send_again(
                    header.circle,
                    head.map_or(0, |(seq, _)| seq + 1),
                    header.seq,
                )
                .await
            }
            // It has something else in this place: a copy of this device wrote there. Those bytes are
            // burned; the words go into the next entry, after what is there has been fetched.
            Appended::NotNext { .. } => self.write_again(header.circle).await,
        }
    }

    /// The server lets this person write there no more. In a circle of their own that is a lie; elsewhere the
    /// words are kept until something explains it, and the rest goes on.
    async fn shut(&self, circle: CircleId) -> Result<(), Problem> {
        self.change(|s| {
            let mine = s.marks.circle(circle).and_then(|c| c.owner());
            if mine.is_none_or(|m| m.person == s.me()) {
                return Err(Problem::ServerRefused);
            }
            let mut batch = Batch::default();
            let room = s
                .rooms
                .rooms
                .get_mut(&circle)
                .ok_or(Problem::ServerRefused)?;
            room.shut = true;
            s.stage_rooms(&mut batch);
            Ok(batch)
        })
        .await
        .map(drop)
    }

    async fn send_again(&self, circle: CircleId, from: u64, to: u64) -> Result<(), Problem> {
        let mut batch = Batch::default();
        for seq in from..to {
            batch.put(names::unsent_entry(circle, seq), Vec::new());
        }
        self.apply(batch, Durability::Strict).await?;
        self.reload().await
    }

    async fn write_again(&self, circle: CircleId) -> Result<(), Problem> {
        self.change(|s| Ok(s.withdraw(circle))).await?;
        self.reload().await
    }
}

impl Session {
    /// The next entries to send, in the order of each log.
    fn next_append(&self) -> Vec<Entry> {
        let mut bytes = 0;
        let fits = |unsent: &&Unsent| {
            bytes += unsent.entry.payload.0.len();
            bytes <= APPEND_BYTES || bytes == unsent.entry.payload.0.len()
        };
        let open = |circle: &CircleId| {
            let shut = self.rooms.rooms.get(circle).is_some_and(|r| r.shut);
            // The server knows no circle before its first statement.
            let waits = self.unsent_statements.keys().any(|(c, _)| c == circle);
            self.is_here(*circle) && !shut && !waits
        };
        self.unsent
            .iter()
            .filter(|((circle, _), _)| open(circle))
            .map(|(_, unsent)| unsent)
            .take_while(fits)
            .take(MAX_APPEND)
            .map(|u| u.entry.clone())
            .collect()
    }

    /// Strikes off what the server has; returns the first it does not want.
    fn acknowledge(
        &mut self,
        sent: &[Entry],
        answer: &AppendAnswer,
    ) -> (Batch, Option<(Entry, Appended)>) {
        let mut batch = Batch::default();
        let mut refused = None;
        for (entry, result) in sent.iter().zip(&answer.results) {
            let Ok(header) = entry.header.claim() else {
                continue;
            };
            if *result == Appended::Stored {
                self.unsent.remove(&(header.circle, header.seq));
                batch.delete(names::unsent_entry(header.circle, header.seq));
            } else if refused.is_none() {
                refused = Some((entry.clone(), *result));
            }
        }
        if answer.cursor.is_some() {
            self.marks.cursor = answer.cursor;
            self.stage_marks(&mut batch);
        }
        (batch, refused)
    }
}
