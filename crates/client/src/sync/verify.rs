//! A page of records, verified against the marks. Nothing of it is believed because it decrypts.

use amanat_messages::Problem;
use amanat_protocol::api::{Cursor, Record};
use amanat_protocol::codec;
use amanat_protocol::entry::{Entry, EntryHeader};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::identity::{Identity, IdentityStatement, Standing, control_tag, log_tag};
use amanat_protocol::signed::Signed;
use amanat_protocol::statement::Statement;
use amanat_vault::circle::Epoch;
use amanat_vault::control::open_statement;
use amanat_vault::keys::OpenSecret;
use amanat_vault::log;

use crate::marks::MarksV1;
use crate::names;
use crate::ports::Batch;
use crate::session::{Session, place_of};

/// What a page leads to, not yet believed by the session nor stored.
pub(crate) struct Page {
    marks: MarksV1,
    identity: Identity,
    chain: Vec<Signed<IdentityStatement>>,
    keys: Vec<(CircleId, Epoch, OpenSecret)>,
    entries: Vec<(Entry, EntryHeader)>,
    writes: Batch,
    /// Whether anything in it was new to this device.
    pub news: bool,
}

impl Page {
    /// Verifies records in order.
    ///
    /// # Errors
    /// [`Problem::ServerRolledBack`] when the server shows less than, or other than, what is marked;
    /// [`Problem::ServerNonsense`] when something is not what any device of ours would have made.
    pub(crate) fn verify(
        s: &mut Session,
        records: Vec<Record>,
        cursor: Cursor,
    ) -> Result<Self, Problem> {
        let mut page = Self {
            marks: s.marks.clone(),
            identity: s.ring.identity.clone(),
            chain: Vec::new(),
            keys: Vec::new(),
            entries: Vec::new(),
            writes: Batch::default(),
            news: false,
        };
        for record in records {
            match record {
                Record::Identity(statement) => page.identity(s, statement)?,
                Record::Statement(statement) => page.statement(s, statement)?,
                Record::Entry(entry) => page.entry(entry)?,
                // Nothing here prunes yet, so nothing can have been pruned.
                Record::Pruned(_) => return Err(Problem::ServerNonsense),
                // Neither changes what is marked: they are not links of any chain.
                Record::Letter(_) | Record::Deposit { .. } => {}
            }
        }
        page.marks.cursor = Some(cursor);
        Ok(page)
    }

    fn identity(
        &mut self,
        s: &Session,
        statement: Signed<IdentityStatement>,
    ) -> Result<(), Problem> {
        let claim = statement.claim().map_err(|_| Problem::ServerNonsense)?;
        let person = if claim.n == 0 {
            PersonId(statement.hash())
        } else {
            claim.person
        };
        // Others' chains arrive with circles that are shared; there are none of those yet.
        if person != self.identity.person {
            return Ok(());
        }
        if claim.n <= self.identity.n {
            let known = s.ring.stored.identity.iter().chain(&self.chain);
            let same = known.clone().any(|k| k.hash() == statement.hash());
            return if same {
                Ok(())
            } else {
                Err(Problem::ServerRolledBack)
            };
        }
        self.identity = self
            .identity
            .extend(&statement)
            .map_err(|_| Problem::ServerNonsense)?;
        self.chain.push(statement);
        self.news = true;
        Ok(())
    }

    fn statement(&mut self, s: &Session, statement: Statement) -> Result<(), Problem> {
        let claim = statement
            .header
            .claim()
            .map_err(|_| Problem::ServerNonsense)?;
        let head = statement.header.hash();
        let circle = if claim.n == 0 {
            CircleId(head)
        } else {
            claim.circle
        };
        let before = self.marks.circle(circle);
        if before.is_some_and(|c| claim.n <= c.n) {
            // Compared with the stored bytes already; the head is marked as well.
            let at_head = before.is_some_and(|c| c.n == claim.n && c.head != head);
            return if at_head {
                Err(Problem::ServerRolledBack)
            } else {
                Ok(())
            };
        }
        // A circle nobody asked for is not entered: only one's own, until there are invitations.
        if before.is_none() && claim.person != self.identity.person {
            return Ok(());
        }
        let tag = control_tag(circle);
        let counts = match self.identity.standing(claim.device, tag) {
            Standing::Active => true,
            Standing::UpTo(n, hash) => claim.n < n || (claim.n == n && hash == head),
            Standing::Void => false,
        };
        if !counts {
            return Ok(());
        }
        let mut secrets: Vec<&OpenSecret> = s.ring.secrets(circle);
        secrets.extend(
            self.keys
                .iter()
                .filter(|(c, ..)| *c == circle)
                .map(|(.., k)| k),
        );
        let opened = open_statement(
            before,
            &statement,
            self.identity.person,
            &s.ring.peks,
            &secrets,
        )
        .map_err(|_| Problem::ServerNonsense)?;
        if let Some(secret) = opened.handed {
            self.keys.push((circle, opened.circle.epoch, secret));
        }
        self.marks.set_circle(opened.circle);
        self.writes
            .put(names::statement(circle, claim.n), codec::encode(&statement));
        self.news = true;
        Ok(())
    }

    fn entry(&mut self, entry: Entry) -> Result<(), Problem> {
        let header = log::verify(&entry).map_err(|_| Problem::ServerNonsense)?;
        let known = self
            .marks
            .circle(header.circle)
            .and_then(|c| place_of(c.kind));
        if known.is_none() {
            return Ok(());
        }
        let hash = entry.header.hash();
        match self
            .identity
            .standing(header.device, log_tag(header.circle))
        {
            Standing::Active => {}
            Standing::UpTo(seq, at) if header.seq < seq || (header.seq == seq && at == hash) => {}
            // A removed device's later work is void wherever it claims to stand.
            Standing::UpTo(..) | Standing::Void => return Ok(()),
        }
        let log = (header.circle, header.device);
        let (next, prev) = match self.marks.logs.get(&log) {
            Some(mark) if header.seq <= mark.seq => {
                let forked = header.seq == mark.seq && mark.hash != hash;
                return if forked {
                    Err(Problem::ServerRolledBack)
                } else {
                    Ok(())
                };
            }
            Some(mark) => (mark.seq + 1, mark.hash),
            None => (0, Hash::ZERO),
        };
        if header.seq != next || header.prev != prev {
            return Err(Problem::ServerRolledBack);
        }
        self.marks
            .advance(log, header.seq, hash, header.payload_len);
        let key = names::entry(header.circle, header.device, header.seq);
        self.writes.put(key, codec::encode(&entry));
        self.entries.push((entry, header));
        self.news = true;
        Ok(())
    }

    /// Believes the page, and returns what to store in one step.
    pub(crate) fn commit(self, s: &mut Session) -> Batch {
        let mut batch = self.writes;
        s.marks = self.marks;
        let new_keys = !self.keys.is_empty() || !self.chain.is_empty();
        for statement in self.chain {
            s.ring.advance(statement, self.identity.clone());
        }
        for (circle, epoch, secret) in self.keys {
            s.ring.learn(circle, epoch, secret);
        }
        for (entry, header) in &self.entries {
            s.take_in(entry, header);
        }
        if new_keys {
            s.stage(&mut batch);
        } else {
            s.stage_marks(&mut batch);
        }
        batch
    }
}
