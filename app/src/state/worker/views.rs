//! Views as signals, one typed function each. A watch ends with the component that asked for it.

use std::rc::Rc;

use amanat_mentoring::begun::Begun;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_messages::{
    CardView, ConcernsView, ItemView, Knowledge, ListView, MenteesView, PartView, PeopleView,
    PersonPage, Problem, ProgrammePage, Query, SharedItemView, ShownView, Stage, StatusView,
    TodayView,
};
use amanat_protocol::codec;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::link::MAX_MESSAGE;
use super::{Phase, Worker};

/// A view: nothing until it first arrives, then the newest, or why there is none.
pub type Seen<T> = ReadSignal<Option<Result<T, Problem>>>;

/// What a query can ask for. The query says which it is; each half of the app reads only its own.
trait View: Serialize + DeserializeOwned + Send + Sync + 'static {}
impl<T: Serialize + DeserializeOwned + Send + Sync + 'static> View for T {}

#[derive(Clone, Copy)]
struct Status(Seen<StatusView>);

/// Watches the status for the whole app.
pub fn provide_status() {
    let seen = RwSignal::new(None);
    watch(Worker::expect(), Query::Status, seen.write_only());
    provide_context(Status(seen.read_only()));
    // A worker that starts anew starts locked: its predecessor's status must not open the door.
    let phase = Worker::expect().phase();
    Effect::new(move || {
        if phase.get() != Phase::Ready {
            seen.set(None);
        }
    });
}

/// Stage, name, save and sync state.
#[must_use]
pub fn use_status() -> Seen<StatusView> {
    expect_context::<Status>().0
}

/// How far this device has come; none until the worker says.
#[must_use]
pub fn use_stage() -> Memo<Option<Stage>> {
    let status = use_status();
    Memo::new(move |_| {
        status.with(|status| match status {
            Some(Ok(status)) => Some(status.stage),
            _ => None,
        })
    })
}

/// The recovery card, while it waits; none once confirmed.
#[must_use]
pub fn use_card() -> Seen<Option<CardView>> {
    use_one(Query::Card)
}

/// What needs the person today.
#[must_use]
pub fn use_today() -> Seen<TodayView> {
    use_one(Query::Today)
}

/// The parts of the portfolio, with who reads each.
#[must_use]
pub fn use_parts() -> Seen<Vec<PartView>> {
    use_one(Query::Parts)
}

/// A window of the portfolio. The last list stays until the one for a changed query arrives.
#[must_use]
pub fn use_list(query: impl Fn() -> Query + Send + Sync + 'static) -> Seen<ListView> {
    use_view(query)
}

/// One item with its revisions and audience.
#[must_use]
pub fn use_item(item: ItemId) -> Seen<ItemView> {
    use_one(Query::Item { item })
}

/// What the server knows.
#[must_use]
pub fn use_knowledge() -> Seen<Knowledge> {
    use_one(Query::Knowledge)
}

/// Everybody known, and the programme.
#[must_use]
pub fn use_people() -> Seen<PeopleView> {
    use_one(Query::People)
}

/// One person, with as many items of what they show as `limit` says.
#[must_use]
pub fn use_person(
    person: PersonRef,
    limit: impl Fn() -> u32 + Send + Sync + 'static,
) -> Seen<PersonPage> {
    let query = move || Query::Person {
        person,
        limit: limit(),
    };
    use_view(query)
}

/// Those this person mentors.
#[must_use]
pub fn use_mentees() -> Seen<MenteesView> {
    use_one(Query::Mentees)
}

/// One item of somebody else.
#[must_use]
pub fn use_shared_item(owner: PersonRef, item: ItemId) -> Seen<SharedItemView> {
    use_one(Query::SharedItem { owner, item })
}

/// What I showed to whom.
#[must_use]
pub fn use_shown() -> Seen<ShownView> {
    use_one(Query::Shown)
}

/// The coordinator's page; none for who does not coordinate.
#[must_use]
pub fn use_programme() -> Seen<Option<ProgrammePage>> {
    use_one(Query::Programme)
}

/// The programme's card, while it waits; none once confirmed.
#[must_use]
pub fn use_programme_card() -> Seen<Option<CardView>> {
    use_one(Query::ProgrammeCard)
}

/// Concerns sent, and received.
#[must_use]
pub fn use_concerns() -> Seen<ConcernsView> {
    use_one(Query::Concerns)
}

/// Words typed and not given yet, by field.
#[must_use]
pub fn use_begun() -> Seen<Vec<(Begun, String)>> {
    use_one(Query::Begun)
}

fn use_one<T: View>(query: Query) -> Seen<T> {
    let (seen, see) = signal(None);
    let worker = Worker::expect();
    let id = watch(worker, query, see);
    on_cleanup(move || worker.unwatch(id));
    seen
}

fn use_view<T: View>(query: impl Fn() -> Query + Send + Sync + 'static) -> Seen<T> {
    let (seen, see) = signal(None);
    let worker = Worker::expect();
    let query = Memo::new(move |_| query());
    Effect::new(move || {
        let id = watch(worker, query.get(), see);
        on_cleanup(move || worker.unwatch(id));
    });
    seen
}

fn watch<T: View>(
    worker: Worker,
    query: Query,
    see: WriteSignal<Option<Result<T, Problem>>>,
) -> u32 {
    worker.watch(
        query,
        Rc::new(move |view| {
            // Of another kind than the query says: a mistake of the worker's.
            let read =
                |bytes: Vec<u8>| codec::decode(&bytes, MAX_MESSAGE).map_err(|_| Problem::Fault);
            see.set(Some(view.and_then(read)));
        }),
    )
}
