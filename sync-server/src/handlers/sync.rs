//! `POST /v1/sync`: everything the caller may see after its cursor.

use std::sync::Arc;

use amanat_protocol::api::{SyncAnswer, SyncRequest};
use amanat_protocol::codec;
use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::auth::Caller;
use crate::body::{Postcard, octets};
use crate::problem::Problem;
use crate::store::{Store, Synced};

/// A cursor is 8 bytes and two numbers.
const LIMIT: usize = 64;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    Postcard(request): Postcard<SyncRequest, LIMIT>,
) -> Result<Response, Problem> {
    let synced = app.store.sync(caller.account, request.cursor).await?;
    Ok(octets(encode(synced)))
}

/// The canonical encoding of a [`SyncAnswer`], made from records that are encoded already: postcard writes a
/// sequence as its length and its elements, a variant as its number and its fields.
fn encode(synced: Synced) -> Vec<u8> {
    let (records, cursor, more) = match synced {
        Synced::Unchanged => return codec::encode(&SyncAnswer::Unchanged),
        Synced::Restart => return codec::encode(&SyncAnswer::Restart),
        Synced::Page {
            records,
            cursor,
            more,
        } => (records, cursor, more),
    };
    let mut bytes = vec![1];
    bytes.extend(codec::encode(&records.len()));
    for record in records {
        bytes.extend(record);
    }
    bytes.extend(codec::encode(&(cursor, more)));
    bytes
}

#[cfg(test)]
mod tests {
    use amanat_protocol::api::Cursor;

    use super::*;

    #[test]
    fn an_empty_page_encodes_as_the_type_says() {
        let cursor = Cursor {
            era: [3; 8],
            visible: 70_000,
            stored: 4,
        };
        let ours = encode(Synced::Page {
            records: Vec::new(),
            cursor,
            more: true,
        });
        let typed = SyncAnswer::Page {
            records: Vec::new(),
            cursor,
            more: true,
        };
        assert_eq!(ours, codec::encode(&typed));
    }
}
