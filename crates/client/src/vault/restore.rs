//! Getting everything back onto an empty device with the recovery card.

use amanat_messages::{Done, Problem};
use amanat_protocol::api::{self, IdentityRequest, RecoveryAnswer};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::identity::{Cut, RemovedDevice, control_tag, log_tag};
use amanat_vault::card::Card;
use amanat_vault::keys::{OpenSecret, SignSecret};
use amanat_vault::passphrase;
use amanat_vault::person::{self, Pek, Restoring};
use amanat_vault::recovery::{self, Recovered, RecoveryError};

use super::work_factor;
use crate::client::{Client, Rng};
use crate::keyring::{Keyring, NewKeyring};
use crate::locker::Locker;
use crate::marks::MarksV1;
use crate::names;
use crate::ports::{Batch, Durability, Method, Platform, Request, Store};
use crate::problem;
use crate::rooms::RoomsV1;
use crate::session::Session;
use crate::sync::CallError;

/// How to restore.
pub(crate) struct Restore {
    pub remove_other_devices: bool,
    pub replace: bool,
    pub small_device: bool,
}

impl<P: Platform> Client<P> {
    pub(crate) async fn restore(
        &self,
        card: &str,
        passphrase: &str,
        how: Restore,
    ) -> Result<Done, Problem> {
        let _chain = self.chain.lock().await;
        if self.inner.borrow().stored && !how.replace {
            return Err(Problem::AlreadyHere);
        }
        let card = Card::read(card).map_err(problem::card)?;
        let unlock = OpenSecret::make(&mut Rng(&self.platform));
        let slot = passphrase::make_slot(&unlock, passphrase, work_factor(how.small_device))
            .map_err(problem::passphrase)?;
        let recovered = self.newest_bundle(&card).await?;
        let signing = card.derive_signing();
        let bearer = self
            .open_card_session(recovered.bundle.person, &signing)
            .await?;
        // The card and the server hold: from here on what was on this device is given up.
        self.wipe().await?;
        let result = self
            .rebuild(&card, &recovered, Locker::new(unlock), &bearer, &how)
            .await;
        let items = match result {
            Ok(items) => items,
            Err(problem) => {
                self.forget();
                self.wipe().await?;
                return Err(problem);
            }
        };
        let mut batch = Batch::default();
        batch.put(names::LAYOUT, vec![names::LAYOUT_VERSION]);
        batch.put(names::SLOT, slot);
        let now = self.platform.now();
        if self.with(|s| Ok(!s.ring.identity.statement.removed.is_empty()))? {
            self.tell_again(now, &mut batch).await?;
        }
        self.with(|s| {
            s.stage(&mut batch);
            Ok(())
        })?;
        self.apply(batch, Durability::Strict).await?;
        self.inner.borrow_mut().stored = true;
        // The card has to open what is sealed to this device's key from now on. Where the network ends here, the
        // next sync leaves it, before anybody is told of the key.
        let _ = self.leave_bundle().await;
        // Nobody else shares a circle with this person yet, so nobody could say whether this is the newest.
        Ok(Done::Restored {
            items,
            confirmed: false,
        })
    }

    /// Nothing is here, in memory either.
    pub(super) fn forget(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.stored = false;
        inner.session = None;
    }

    /// The best blob this card's own devices signed.
    async fn newest_bundle(&self, card: &Card) -> Result<Recovered, Problem> {
        let path = format!("{}/{}", api::RECOVERY, card.derive_locator().hex());
        let request = Request {
            method: Method::Get,
            path,
            bearer: None,
            body: Vec::new(),
        };
        let answer: RecoveryAnswer = match self.send(request).await {
            Err(CallError::Refused(ErrorCode::NotFound, _)) => {
                return Err(Problem::CardUnknownHere);
            }
            answer => answer?,
        };
        let opened = answer
            .blobs
            .iter()
            .map(|blob| recovery::open(&blob.0, card));
        let mut refused = false;
        let mut best: Option<Recovered> = None;
        for blob in opened {
            match blob {
                Ok(r) => {
                    let rank = |r: &Recovered| (r.identity.n, r.bundle.at);
                    if best.as_ref().is_none_or(|b| rank(b) < rank(&r)) {
                        best = Some(r);
                    }
                }
                Err(RecoveryError::Refused) => refused = true,
                Err(RecoveryError::Locked) => {}
            }
        }
        best.ok_or(if refused {
            Problem::CardStateRefused
        } else {
            Problem::CardUnknownHere
        })
    }

    /// Fetches everything, checks it against the bundle, and admits this device in the card's name.
    async fn rebuild(
        &self,
        card: &Card,
        recovered: &Recovered,
        locker: Locker,
        bearer: &str,
        how: &Restore,
    ) -> Result<u32, Problem> {
        let bundle = &recovered.bundle;
        let device = SignSecret::make(&mut Rng(&self.platform));
        let parts = NewKeyring {
            device,
            peks: bundle.peks.iter().map(Pek::from).collect(),
            identity: bundle.identity.clone(),
            card_recipient: card.derive_recipient().seal_key(),
            locator: card.derive_locator(),
        };
        let ring = Keyring::new(parts).ok_or(Problem::CardStateRefused)?;
        self.inner.borrow_mut().session = Some(Session::new(
            locker,
            ring,
            MarksV1::default(),
            RoomsV1::default(),
        ));
        self.fetch_with(Some(bearer)).await?;
        // Who let this person into a circle may be known only by what came after it. A removed device's work
        // counts as far as it is seen here, so all of it has to be.
        while self.meet_strangers().await? {
            self.fetch_with(Some(bearer)).await?;
        }
        self.check_against(recovered).await?;

        let statement = self.with(|s| {
            let generation = s.ring.identity.statement.pek_generation;
            // A device that was admitted with a newer key and never left a bundle took that key with it. It
            // had told nobody, and nobody else was left beside it.
            let behind = s.ring.peks.last().is_none_or(|p| p.generation < generation);
            let remove = if how.remove_other_devices || behind {
                s.other_devices()
            } else {
                Vec::new()
            };
            if behind || !remove.is_empty() {
                let next = Pek::make(generation + 1, &mut Rng(&self.platform));
                s.ring.stored.push_pek(&next);
                s.ring.peks.push(next);
            }
            let pek = s.ring.peks.last().ok_or(Problem::CardStateRefused)?;
            let restoring = Restoring {
                device: s.ring.device.device(),
                remove,
                pek,
            };
            Ok(person::restore(
                &s.ring.identity,
                &card.derive_signing(),
                restoring,
            ))
        })?;
        let request = IdentityRequest {
            statement: statement.clone(),
        };
        let (): () = self
            .post(api::IDENTITY, Some(bearer.to_owned()), &request)
            .await?;
        self.with(|s| {
            let next = s
                .ring
                .identity
                .extend(&statement)
                .map_err(|_| Problem::Fault)?;
            s.ring.advance(statement, next);
            let items = s.portfolio.summaries().count();
            Ok(u32::try_from(items).unwrap_or(u32::MAX))
        })
    }

    /// The server must show at least what the bundle's device knew, and nothing else in its place.
    async fn check_against(&self, recovered: &Recovered) -> Result<(), Problem> {
        let bundle = &recovered.bundle;
        let mut keys = Vec::new();
        self.with(|s| {
            for (circle, n, _) in &bundle.circles {
                if s.marks.circle(*circle).is_none_or(|c| c.n < *n) {
                    return Err(Problem::CardStateRefused);
                }
                keys.push(names::statement(*circle, *n));
            }
            for (circle, device, seq, _) in &bundle.logs {
                if s.marks
                    .logs
                    .get(&(*circle, *device))
                    .is_none_or(|m| m.seq < *seq)
                {
                    return Err(Problem::CardStateRefused);
                }
                keys.push(names::entry(*circle, *device, *seq));
            }
            Ok(())
        })?;
        let expected = bundle
            .circles
            .iter()
            .map(|(.., h)| h)
            .chain(bundle.logs.iter().map(|(.., h)| h));
        for (key, hash) in keys.iter().zip(expected) {
            let stored = self
                .platform
                .store()
                .get(key)
                .await
                .map_err(problem::storage)?;
            if stored.and_then(|bytes| super::hash_of(key, &bytes)) != Some(*hash) {
                return Err(Problem::CardStateRefused);
            }
        }
        Ok(())
    }
}

impl Session {
    /// Every other device, with everything of its work that is here still counting.
    fn other_devices(&self) -> Vec<RemovedDevice> {
        let cut_of = |device| {
            let entered = self.marks.logs.iter().map(|(log, m)| (log, m.seq, m.hash));
            let early = self
                .rooms
                .early
                .iter()
                .map(|(log, (seq, hash))| (log, *seq, *hash));
            let early = early.filter(|(log, ..)| !self.marks.logs.contains_key(*log));
            let logs = entered
                .chain(early)
                .filter(move |((_, d), ..)| *d == device);
            let entries = logs.map(|((circle, _), seq, hash)| Cut {
                log: log_tag(*circle),
                seq,
                hash,
            });
            // Statements of any device up to the present head stay valid, whoever signed them.
            let control = self.marks.circles.iter();
            let control = control.map(|c| Cut {
                log: control_tag(c.id),
                seq: c.n,
                hash: c.head,
            });
            entries.chain(control).collect()
        };
        let devices = self.ring.identity.statement.devices.iter();
        devices
            .map(|device| RemovedDevice {
                device: *device,
                cuts: cut_of(*device),
            })
            .collect()
    }
}
