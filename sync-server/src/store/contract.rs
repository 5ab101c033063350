//! What every store must do, run on each of them by [`tests!`].

mod access;
mod appending;
mod arrivals;
mod deposits;
mod following;
mod inviting;
mod letters;
mod model;

pub(crate) use access::*;
pub(crate) use appending::*;
pub(crate) use arrivals::*;
pub(crate) use deposits::*;
pub(crate) use following::*;
pub(crate) use inviting::*;
pub(crate) use letters::*;
pub(crate) use model::*;

use amanat_protocol::api::{AppendAnswer, Cursor, Record, token_hash};
use amanat_protocol::codec;
use amanat_protocol::entry::Entry;
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::signed::Signed;
use amanat_protocol::statement::Statement;
use ed25519_dalek::SigningKey;

use super::{
    AccountIndex, AppendIdentityError, AppendStatementError, JoinError, NewToken, Store, Synced,
    Who,
};
use crate::accept::{Candidate, NewStatement};
use crate::fixtures::{Circle, Person, bytes, device_key, genesis};

/// The quota stores are opened with: room for all but the case that fills it.
pub(crate) const QUOTA: u64 = 8 << 20;

/// Unix seconds at which everything happens.
const NOW: u64 = 1_800_000_000;

/// Makes a test of each case, on what `$fresh` gives: something to keep alive, and an empty store.
macro_rules! tests {
    ($fresh:ident) => {
        contract::tests! { $fresh:
            a_token_is_good_once,
            a_token_is_asked_for_again_only_on_purpose,
            an_identity_grows_by_one_statement_at_a_time,
            one_of_many_identity_statements_wins,
            recovery_blobs_are_kept_once_and_by_one_account,
            statements_follow_each_other,
            only_managers_of_the_list_before_sign,
            a_statement_is_its_signers_own,
            one_of_many_statements_wins,
            access_is_given_to_accounts_only,
            entries_follow_each_other,
            what_follows_a_refused_entry_is_refused,
            repeating_is_harmless_even_without_access,
            nobody_writes_where_they_have_no_access,
            a_quota_is_never_passed,
            a_newcomer_sees_all_of_a_circle,
            a_newcomer_pages_through_headers,
            who_returns_pages_through_what_was_there,
            who_left_is_served_nothing_more,
            who_returns_is_served_all_again,
            identities_come_before_what_they_verify,
            strangers_identities_stay_unseen,
            pages_are_bounded_and_complete,
            a_cursor_of_another_life_begins_again,
            an_append_says_where_it_ends,
            counts_are_kept,
            who_may_invite_invites,
            an_invitation_is_good_until_it_is_withdrawn,
            a_refused_request_for_invitations_changes_nothing,
            one_of_many_comes_by_an_invitation,
            open_invitations_are_bounded,
            a_letter_waits_for_its_recipient_alone,
            a_letter_is_forgotten_when_it_is_done,
            letters_of_one_sender_are_bounded,
            letters_for_one_recipient_are_bounded,
            bytes_for_one_recipient_are_bounded,
            waiting_letters_count_as_their_senders,
            a_deposit_is_for_the_people_of_its_circle,
            deposits_of_a_week_are_bounded,
            a_deposit_counts_against_the_share,
            nobody_ever_misses_anything,
        }
    };
    ($fresh:ident: $($case:ident,)+) => {
        $(
            #[tokio::test]
            async fn $case() {
                let (_guard, store) = $fresh();
                contract::$case(&store).await;
            }
        )+
    };
}
pub(crate) use tests;

/// Lets somebody join; returns their number.
pub(crate) async fn join<S: Store>(store: &S, person: &Person) -> AccountIndex {
    let token = token_hash(&bytes(u64::from_le_bytes(
        person.id().0.0[..8].try_into().unwrap(),
    )));
    store
        .add_token(NewToken {
            hash: token,
            expires: NOW,
            again: true,
        })
        .await
        .unwrap();
    join_with(store, token, person).await.unwrap();
    store
        .account(Who::Person(person.id()))
        .await
        .unwrap()
        .unwrap()
        .index
}

async fn join_with<S: Store>(
    store: &S,
    token: amanat_protocol::hash::Hash,
    person: &Person,
) -> Result<(), JoinError> {
    let first = &person.chain[0];
    store
        .join(token, Identity::begin(first).unwrap(), first.clone(), NOW)
        .await
}

async fn identify<S: Store>(
    store: &S,
    caller: AccountIndex,
    statement: &Signed<IdentityStatement>,
) -> Result<(), AppendIdentityError> {
    store.append_identity(caller, statement.clone()).await
}

async fn state<S: Store>(
    store: &S,
    caller: AccountIndex,
    statement: &Statement,
) -> Result<(), AppendStatementError> {
    let new = NewStatement::judge(statement.clone()).unwrap();
    store.append_statement(caller, new, None).await.map(drop)
}

async fn append<S: Store>(
    store: &S,
    caller: AccountIndex,
    device: &SigningKey,
    entries: &[Entry],
    cursor: Option<Cursor>,
) -> AppendAnswer {
    let device = device_key(device);
    let judged = entries
        .iter()
        .map(|entry| Candidate::judge(entry, device))
        .collect();
    store
        .append_entries(caller, device, judged, cursor)
        .await
        .unwrap()
}

/// The sealed parts among records: letters and deposits.
fn sealed(records: &[Record]) -> Vec<Vec<u8>> {
    let sealed = |record: &Record| match record {
        Record::Letter(sealed) | Record::Deposit { sealed, .. } => Some(sealed.0.clone()),
        _ => None,
    };
    records.iter().filter_map(sealed).collect()
}

/// A new circle of the owner's and others'.
async fn circle<S: Store>(
    store: &S,
    caller: AccountIndex,
    owner: &Person,
    seed: u64,
    others: &[amanat_protocol::statement::AccessRow],
) -> Circle {
    let (circle, first) = genesis(owner, seed, others);
    state(store, caller, &first).await.unwrap();
    circle
}

/// One page; `None` when there is nothing new.
async fn page<S: Store>(
    store: &S,
    caller: AccountIndex,
    cursor: Option<Cursor>,
) -> Option<(Vec<Record>, Cursor, bool)> {
    match store.sync(caller, cursor).await.unwrap() {
        Synced::Unchanged => None,
        Synced::Restart => panic!("restart"),
        Synced::Page {
            records,
            cursor,
            more,
        } => {
            let read = |bytes: &Vec<u8>| codec::decode(bytes, MAX_BODY).unwrap();
            Some((records.iter().map(read).collect(), cursor, more))
        }
    }
}

/// All pages.
async fn sync<S: Store>(
    store: &S,
    caller: AccountIndex,
    mut cursor: Option<Cursor>,
) -> (Vec<Record>, Option<Cursor>) {
    let mut all = Vec::new();
    while let Some((records, end, more)) = page(store, caller, cursor).await {
        all.extend(records);
        cursor = Some(end);
        if !more {
            break;
        }
    }
    (all, cursor)
}

/// All of them at once, on this one task: they meet in the store.
async fn join_all<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<_> = futures
        .into_iter()
        .map(|future| Some(Box::pin(future)))
        .collect();
    let mut done: Vec<_> = running.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (slot, out) in running.iter_mut().zip(&mut done) {
            if let Some(future) = slot
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *out = Some(value);
                *slot = None;
            }
        }
        if running.iter().all(Option::is_none) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().map(Option::unwrap).collect()
}
