//! Sending and fetching.
//!
//! One run: join if the founding link still waits, open a session, send statements, make entries of what is
//! pending and send them, fetch, and leave a recovery blob. Interrupted anywhere, the next run goes on: what
//! was made is stored before it is sent, and what is sent again is sent byte for byte.

mod bundle;
mod call;
mod fetch;
pub(crate) mod page;
mod post;
mod push;
mod session;
mod tangle;

pub(crate) use call::CallError;
pub(crate) use tangle::Tangles;

use amanat_messages::{Done, Problem, SyncState};

use crate::client::Client;
use crate::ports::{Batch, Durability, Platform};

/// More rounds than any chain of causes has: what is left goes with the next sync.
const ROUNDS: usize = 12;

impl<P: Platform> Client<P> {
    pub(crate) async fn sync(&self) -> Result<Done, Problem> {
        // Two runs at once would send twice. The run under way goes round once more, for what came since.
        if self.running.replace(true) {
            self.again.set(true);
            return Ok(Done::Ok);
        }
        let result = self.sync_until_quiet().await;
        self.running.set(false);
        result.map(|()| Done::Ok)
    }

    async fn sync_until_quiet(&self) -> Result<(), Problem> {
        let _chain = self.chain.lock().await;
        let last = self.with(|s| Ok(s.marks.last_sync))?;
        loop {
            self.again.set(false);
            self.set_sync(SyncState::Busy { done: 0 });
            if let Err(problem) = self.run_sync().await {
                self.set_sync(SyncState::Failed {
                    problem: problem.clone(),
                    last,
                });
                return Err(problem);
            }
            if !self.again.get() {
                self.set_sync(SyncState::Fresh {
                    at: self.platform.now(),
                });
                return Ok(());
            }
        }
    }

    async fn run_sync(&self) -> Result<(), Problem> {
        self.join().await?;
        self.with(|s| {
            s.tangles.refused.clear();
            s.tangles.stuck.clear();
            Ok(())
        })?;
        let sole = self.with(|s| Ok(s.marks.circles.iter().all(|c| c.table.len() == 1)))?;
        // Where others may have changed who reads, their statements come first.
        let mut fresh = if sole {
            false
        } else {
            self.fetch().await?;
            true
        };
        if self.look_at_disputes().await? {
            fresh = false;
        }
        // What comes may change what is to be sent, and the other way round.
        for _ in 0..ROUNDS {
            let mut did = self.read_post().await?;
            // A letter may have brought a token that lets the account invite.
            self.join().await?;
            did |= self.make_statements().await?;
            let wishes = self.push_wishes().await;
            if let Ok(Some(caught_up)) = wishes {
                did = true;
                fresh = caught_up;
            }
            let sent = self.push_statements().await?;
            did |= sent.beaten || sent.current.is_some();
            fresh = !sent.beaten && sent.current.unwrap_or(fresh);
            // Nobody may come between somebody and taking back; but nobody is told of what is written down nowhere.
            wishes?;
            self.tell_new_key().await?;
            self.deposit_dummy().await?;
            did |= self.send_post().await?;
            if let Some(caught_up) = self.push().await? {
                did = true;
                fresh = caught_up;
            }
            if self.meet_strangers().await? {
                fresh = false;
            }
            if !fresh {
                did |= self.fetch().await?;
                fresh = true;
            }
            if !did {
                break;
            }
        }
        self.look_for_other_lines().await?;
        self.tell_kept().await?;
        self.leave_bundle().await?;
        let now = self.platform.now();
        self.change_with(Durability::Relaxed, |s| {
            // An unchanged sync writes nothing but this, at most once an hour.
            let stale = s
                .marks
                .last_sync
                .is_none_or(|t| now.abs_diff(t) > 3_600_000);
            s.marks.last_sync = Some(now);
            s.look_for_withheld();
            let mut batch = Batch::default();
            if stale {
                s.stage_marks(&mut batch);
            }
            Ok((batch, ()))
        })
        .await?;
        self.write_snapshot().await?;
        match self.with(|s| Ok(s.tangles.stuck.values().next().cloned()))? {
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }

    /// Counts records of this run, for the eye.
    pub(crate) fn count(&self, records: usize) {
        let mut inner = self.inner.borrow_mut();
        if let SyncState::Busy { done } = &mut inner.sync {
            *done = done.saturating_add(u32::try_from(records).unwrap_or(u32::MAX));
        }
        drop(inner);
        self.changed();
    }
}
