//! A statement, reduced to what the fold looks at.

use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;
use amanat_protocol::statement::{AccessRow, Statement, StatementHeader};

use super::ControlError;
use super::open::{open_payload, open_slot, unsealed, verify_header};
use crate::circle::StatementPayload;
use crate::keys::OpenSecret;
use crate::person::Pek;

/// A statement with a verified header, for [`super::resolve`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What the next statement names.
    pub hash: Hash,
    /// The signed half.
    pub header: StatementHeader,
    /// What the server enforces from here on.
    pub access: Vec<AccessRow>,
    /// Whose slots it carries, sorted.
    pub granted: Vec<PersonId>,
    /// The sealed half; none when no key of ours opens it, or it is not what belongs there.
    pub payload: Option<StatementPayload>,
    /// Whether its device may still sign for its person: false for what a removed device signed beyond its
    /// cut. The identity chain says so, and may say so later: then the circle is resolved anew.
    pub counts: bool,
}

impl Link {
    /// Verifies what needs no key and opens the rest as far as our keys reach. `counts` is set.
    ///
    /// # Errors
    /// [`ControlError`] when the statement is not one that its device signed: then it is nobody's.
    pub fn read(
        statement: &Statement,
        me: PersonId,
        peks: &[Pek],
        epochs: &[&OpenSecret],
    ) -> Result<(Self, Option<OpenSecret>), ControlError> {
        let header = verify_header(statement)?;
        let handed = open_slot(statement, &header, me, peks).ok().flatten();
        let payload = open_payload(statement, handed.as_ref(), epochs)
            .and_then(|payload| unsealed(&header, handed.as_ref(), &payload).map(|()| payload))
            .ok();
        let secret = handed
            .filter(|_| payload.is_some())
            .map(|(_, secret)| secret);
        Ok((Self::new(statement, header, payload), secret))
    }

    pub(super) fn new(
        statement: &Statement,
        header: StatementHeader,
        payload: Option<StatementPayload>,
    ) -> Self {
        Self {
            hash: statement.header.hash(),
            header,
            access: statement.access.clone(),
            granted: statement.slots.iter().map(|s| s.person).collect(),
            payload,
            counts: true,
        }
    }
}
