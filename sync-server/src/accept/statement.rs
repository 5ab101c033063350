//! Control statements, as far as they can be judged without the store.

use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::CircleId;
use amanat_protocol::limits::{MAX_MEMBERS, MAX_SLOT, MAX_STATEMENT_PAYLOAD};
use amanat_protocol::signed::VerifyError;
use amanat_protocol::statement::{AccessRow, Level, Statement, StatementHeader};

/// A control statement that is sound in itself. Whether it comes next, and from a manager, is the store's
/// to say.
#[derive(Clone, Debug)]
pub struct NewStatement {
    /// The verified header.
    pub header: StatementHeader,
    /// The circle: the header's, or in statement 0 the header's own hash.
    pub circle: CircleId,
    /// The header's hash.
    pub hash: Hash,
    /// The signed header's canonical bytes.
    pub signed: Vec<u8>,
    /// Everybody with access from here on.
    pub access: Vec<AccessRow>,
    /// Canonical bytes of payload, access list and slots, as they follow the header in a record.
    pub rest: Vec<u8>,
}

/// Why a statement was refused unseen by the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RefusedStatement {
    /// The header is not canonical, or not signed by the device it names.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// A hash, a length, an order or a rule is broken.
    #[error("the statement contradicts itself")]
    Invalid,
}

impl NewStatement {
    /// Judges a statement.
    ///
    /// # Errors
    /// [`RefusedStatement`]
    pub fn judge(statement: Statement) -> Result<Self, RefusedStatement> {
        let claim = statement.header.claim().map_err(VerifyError::from)?;
        let header = statement.header.verify(&claim.device.0)?;
        let sound = header.suite == SUITE
            && statement.matches(&header)
            && statement.payload.0.len() <= MAX_STATEMENT_PAYLOAD
            && statement.access.len() <= MAX_MEMBERS
            && statement.slots.len() <= MAX_MEMBERS
            && statement.slots.iter().all(|s| s.sealed.0.len() <= MAX_SLOT)
            // A circle that nobody manages could never change again.
            && statement.access.iter().any(|row| row.level == Level::Manage)
            && is_rooted(&header, &statement.access);
        if !sound {
            return Err(RefusedStatement::Invalid);
        }
        let hash = statement.header.hash();
        Ok(Self {
            circle: if header.n == 0 {
                CircleId(hash)
            } else {
                header.circle
            },
            header,
            hash,
            signed: codec::encode(&statement.header),
            rest: codec::encode(&(&statement.payload, &statement.access, &statement.slots)),
            access: statement.access,
        })
    }
}

/// Statement 0, and no other, makes its signer the owner of a new circle.
fn is_rooted(header: &StatementHeader, access: &[AccessRow]) -> bool {
    match (header.n, header.genesis) {
        (0, Some(genesis)) => {
            genesis.owner == header.person
                && header.prev == Hash::ZERO
                && header.circle == CircleId::default()
                && access
                    .iter()
                    .any(|row| row.person == genesis.owner && row.level == Level::Manage)
        }
        (0, None) | (_, Some(_)) => false,
        (_, None) => true,
    }
}
