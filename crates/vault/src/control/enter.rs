//! A newcomer's start: a circle taken from the slot that lets them in.

use amanat_protocol::id::PersonId;
use amanat_protocol::statement::Statement;

use super::open::unseal;
use super::{Circle, ControlError, Link, Opened};
use crate::circle::{Change, Member, Role, StatementPayload, access_list, table_hash};
use crate::person::Pek;

/// Opens the statement that hands me a circle I know nothing of, with all that can be checked without its
/// past: signature, hashes, place and slot; the table is the one the signer sealed and the server enforces,
/// with one owner; I am in it at a key of mine; the signer manages in it; the change fits the table.
///
/// That is the signer's word and no more. The caller has checked that the device may sign for the person,
/// and asks whether this person's word is enough: they own the circle, or somebody trusted introduced them
/// as its manager.
///
/// # Errors
/// [`ControlError`]; `NotNext` for statement 0, which begins a chain and is opened as one.
pub fn enter(statement: &Statement, me: PersonId, peks: &[Pek]) -> Result<Opened, ControlError> {
    let (header, handed, payload) = unseal(statement, me, peks, &[])?;
    let (slot, secret) = handed.ok_or(ControlError::Locked)?;
    if header.n == 0 {
        return Err(ControlError::NotNext);
    }
    let removed = match &payload.change {
        Change::Remove { person, cuts } => vec![(*person, cuts.clone())],
        _ => Vec::new(),
    };
    let circle = Circle {
        id: header.circle,
        kind: slot.kind,
        n: header.n,
        head: statement.header.hash(),
        table: slot.table,
        epoch: payload.epoch,
        removed,
    };
    let person = header.person;
    let signer = circle.member(person).map(|m| m.role);
    if !signer.is_some_and(Role::manages) {
        return Err(ControlError::Signer);
    }
    let mine = circle
        .member(me)
        .is_some_and(|row| peks.iter().any(|p| is_at(row, p)));
    let Link { granted, .. } = Link::new(statement, header, None);
    let sound = mine
        && circle.table.windows(2).all(|w| w[0].person < w[1].person)
        && circle.owners() == 1
        && table_hash(&circle.table) == payload.table
        && access_list(&circle.table) == statement.access
        && granted.iter().all(|p| circle.member(*p).is_some())
        && fits(&circle, person, &payload, &granted);
    if sound {
        Ok(Opened {
            circle,
            handed: Some(secret),
            granted,
        })
    } else {
        Err(ControlError::Change)
    }
}

fn is_at(row: &Member, pek: &Pek) -> bool {
    row.pek == pek.secret.seal_key()
        && row.pek_salt == pek.salt
        && row.pek_generation == pek.generation
}

/// Whether the table can be what the change led to.
fn fits(
    circle: &Circle,
    signer: PersonId,
    payload: &StatementPayload,
    granted: &[PersonId],
) -> bool {
    let role = |person| circle.member(person).map(|m| m.role);
    let all = granted.len() == circle.table.len();
    match &payload.change {
        Change::Found { .. } => false,
        Change::Admit { member } => {
            member.person != signer
                && member.role != Role::Owner
                && circle.member(member.person) == Some(member)
        }
        Change::Remove { person, .. } => all && role(*person).is_none(),
        Change::Renew { members } => {
            all && members.iter().all(|m| circle.member(m.person) == Some(m))
        }
        Change::HandOver { person } => {
            role(*person) == Some(Role::Owner) && role(signer) == Some(Role::Manager)
        }
        Change::Settle { .. } => role(signer) == Some(Role::Owner),
    }
}
