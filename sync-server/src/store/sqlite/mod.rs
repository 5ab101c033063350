//! The store in one SQLite file: WAL, `synchronous=FULL`, one writer with group commit, a few readers.

mod copy;
mod deposit;
mod describe;
mod entries;
mod follow;
mod identity;
mod invite;
mod join;
mod letters;
mod readers;
mod recovery;
mod room;
mod rows;
mod schema;
mod statement;
mod stats;
mod sync;
mod writer;

use std::path::{Path, PathBuf};

use amanat_protocol::api::{AppendAnswer, Cursor, InvitationsRequest};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey, Locator, PersonId};
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::signed::Signed;

pub use self::copy::{CopyError, copy_back, copy_out};
use self::readers::Readers;
use self::room::Room;
pub use self::schema::OpenError;
use self::writer::Writer;
use super::{
    Account, AccountIndex, AppendIdentityError, AppendStatementError, DepositError, InviteError,
    JoinError, KeepRecoveryError, LetterError, NewToken, Profile, Stats, Store, StoreError, Synced,
    TokenError, Who,
};
use crate::accept::{Candidate, NewStatement};

/// The database's name in the data folder.
pub const FILE: &str = "amanat.db";

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes for each account.
    pub quota: u64,
    /// Bytes of the disk that are left free.
    pub reserve: u64,
}

/// The store in one SQLite file.
pub struct SqliteStore {
    file: PathBuf,
    bounds: Bounds,
    readers: Readers,
    writer: Writer,
}

impl SqliteStore {
    /// Opens the store in a data folder, making it where it is missing.
    ///
    /// # Errors
    /// [`OpenError`]
    pub fn open(folder: &Path, bounds: Bounds) -> Result<Self, OpenError> {
        let file = folder.join(FILE);
        let mut conn = schema::connect(&file)?;
        schema::migrate(&mut conn)?;
        Ok(Self {
            readers: Readers::open(&file)?,
            writer: Writer::start(conn, Room::new(folder.to_owned(), bounds.reserve))?,
            file,
            bounds,
        })
    }
}

impl Store for SqliteStore {
    async fn profile(&self) -> Result<Profile, StoreError> {
        self.readers.run(describe::profile).await
    }

    async fn describe(
        &self,
        name: Option<String>,
        origin: Option<String>,
    ) -> Result<(), StoreError> {
        self.writer
            .run(move |conn| describe::describe(conn, name.as_deref(), origin.as_deref()))
            .await
    }

    async fn add_token(&self, token: NewToken) -> Result<(), TokenError> {
        self.writer
            .run(move |conn| join::add_token(conn, token))
            .await
    }

    async fn join(
        &self,
        token: Hash,
        first: Identity,
        signed: Signed<IdentityStatement>,
        now: u64,
    ) -> Result<(), JoinError> {
        self.writer
            .run(move |conn| join::join(conn, token, &first, &signed, now))
            .await
    }

    async fn invite(
        &self,
        caller: AccountIndex,
        request: InvitationsRequest,
        now: u64,
    ) -> Result<(), InviteError> {
        self.writer
            .run(move |conn| invite::invite(conn, caller, &request, now))
            .await
    }

    async fn account(&self, who: Who) -> Result<Option<Account>, StoreError> {
        self.readers.run(move |conn| rows::account(conn, who)).await
    }

    async fn append_identity(
        &self,
        caller: AccountIndex,
        signed: Signed<IdentityStatement>,
    ) -> Result<(), AppendIdentityError> {
        let quota = self.bounds.quota;
        self.writer
            .run(move |conn| identity::append(conn, caller, &signed, quota))
            .await
    }

    async fn append_statement(
        &self,
        caller: AccountIndex,
        new: NewStatement,
        cursor: Option<Cursor>,
    ) -> Result<Option<Cursor>, AppendStatementError> {
        let quota = self.bounds.quota;
        self.writer
            .run(move |conn| statement::append(conn, caller, &new, cursor, quota))
            .await
    }

    async fn append_entries(
        &self,
        caller: AccountIndex,
        device: DeviceKey,
        entries: Vec<Candidate>,
        cursor: Option<Cursor>,
    ) -> Result<AppendAnswer, StoreError> {
        let quota = self.bounds.quota;
        self.writer
            .run(move |conn| entries::append(conn, caller, device, &entries, cursor, quota))
            .await
    }

    async fn sync(
        &self,
        caller: AccountIndex,
        cursor: Option<Cursor>,
    ) -> Result<Synced, StoreError> {
        self.readers
            .run(move |conn| sync::page(conn, caller, cursor))
            .await
    }

    async fn send_letter(
        &self,
        caller: AccountIndex,
        recipient: PersonId,
        sealed: Vec<u8>,
    ) -> Result<(), LetterError> {
        let quota = self.bounds.quota;
        self.writer
            .run(move |conn| letters::send(conn, caller, recipient, &sealed, quota))
            .await
    }

    async fn finish_letters(
        &self,
        caller: AccountIndex,
        letters: Vec<Hash>,
    ) -> Result<(), StoreError> {
        self.writer
            .run(move |conn| letters::finish(conn, caller, &letters))
            .await
    }

    async fn deposit(
        &self,
        caller: AccountIndex,
        circle: CircleId,
        sealed: Vec<u8>,
        now: u64,
    ) -> Result<(), DepositError> {
        let quota = self.bounds.quota;
        self.writer
            .run(move |conn| deposit::deposit(conn, caller, circle, &sealed, quota, now))
            .await
    }

    async fn keep_recovery(
        &self,
        caller: AccountIndex,
        locator: Locator,
        blob: Vec<u8>,
    ) -> Result<(), KeepRecoveryError> {
        let quota = self.bounds.quota;
        self.writer
            .run(move |conn| recovery::keep(conn, caller, locator, &blob, quota))
            .await
    }

    async fn recovery(&self, locator: Locator) -> Result<Vec<Vec<u8>>, StoreError> {
        self.readers
            .run(move |conn| recovery::newest(conn, locator))
            .await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.writer.run(describe::probe).await
    }

    async fn stats(&self) -> Result<Stats, StoreError> {
        let file = self.file.clone();
        self.readers
            .run(move |conn| stats::stats(conn, &file))
            .await
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::fixtures::{Person, noise};
    use crate::store::contract;

    fn fresh() -> (TempDir, SqliteStore) {
        let folder = tempfile::tempdir().unwrap();
        let bounds = Bounds {
            quota: contract::QUOTA,
            reserve: 0,
        };
        let store = SqliteStore::open(folder.path(), bounds).unwrap();
        (folder, store)
    }

    contract::tests!(fresh);

    #[tokio::test]
    async fn a_disk_without_room_refuses_writes_and_serves_reads() {
        let folder = tempfile::tempdir().unwrap();
        let bounds = Bounds {
            quota: contract::QUOTA,
            reserve: u64::MAX,
        };
        let store = SqliteStore::open(folder.path(), bounds).unwrap();
        assert!(matches!(store.probe().await, Err(StoreError::Full)));
        assert_eq!(store.stats().await.unwrap().accounts, 0);
    }

    #[tokio::test]
    async fn a_failed_operation_takes_no_other_with_it() {
        let (_folder, store) = fresh();
        store.describe(None, Some("http://a".into())).await.unwrap();
        let fails = store.writer.run(|conn| {
            describe::describe(conn, None, Some("http://b"))?;
            Err::<(), _>(StoreError::Damaged("on purpose"))
        });
        let holds = store.describe(Some("c".into()), Some("http://c".into()));
        let (failed, held) = tokio::join!(fails, holds);
        assert!(failed.is_err() && held.is_ok());
        assert_eq!(
            store.profile().await.unwrap().origin.as_deref(),
            Some("http://c")
        );

        let fails = store.writer.run(|conn| {
            describe::describe(conn, None, Some("http://d"))?;
            Err::<(), _>(StoreError::Damaged("on purpose"))
        });
        assert!(fails.await.is_err());
        assert_eq!(
            store.profile().await.unwrap().origin.as_deref(),
            Some("http://c")
        );
    }

    #[tokio::test]
    async fn a_letter_that_is_done_is_gone_from_the_disk() {
        use amanat_protocol::hash;
        let (folder, store) = fresh();
        let person = Person::new(1);
        let me = contract::join(&store, &person).await;
        let letters = [noise(1, 1024), noise(2, 64 * 1024), noise(3, 1024)];
        for letter in &letters {
            store
                .send_letter(me, person.id(), letter.clone())
                .await
                .unwrap();
        }
        let done = letters[..2].iter().map(|letter| hash::plain(letter));
        store.finish_letters(me, done.collect()).await.unwrap();
        drop(store);
        let bytes = std::fs::read(folder.path().join(FILE)).unwrap();
        let there = letters.map(|letter| bytes.windows(500).any(|w| w == &letter[300..800]));
        assert_eq!(there, [false, false, true]);
    }

    #[tokio::test]
    async fn two_stores_are_two_lives() {
        let (_folder, store) = fresh();
        let era = store.writer.run(describe::era).await.unwrap();
        let (_other, other) = fresh();
        let theirs = other.writer.run(describe::era).await.unwrap();
        assert_ne!(era, theirs);
    }
}
