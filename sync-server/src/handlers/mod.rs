//! The calls, one file each.

pub(crate) mod challenge;
pub(crate) mod deposit;
pub(crate) mod entries;
pub(crate) mod health;
pub(crate) mod identity;
pub(crate) mod inbox;
pub(crate) mod info;
pub(crate) mod invitations;
pub(crate) mod join;
pub(crate) mod recovery;
pub(crate) mod session;
pub(crate) mod statements;
pub(crate) mod sync;
