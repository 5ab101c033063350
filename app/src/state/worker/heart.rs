//! Notices a worker that died without a word.

use std::cell::Cell;
use std::rc::Rc;

use amanat_messages::Problem;
use gloo::timers::callback::Interval;

use super::Phase;
use super::link::Link;

const BEAT_MS: u32 = 2_500;
/// 10 s without a sign of life.
const PATIENCE: u32 = 4;
/// Two minutes while a passphrase is hashed, which an old phone may well need half a minute for.
const PATIENCE_SLOW: u32 = 48;

/// Pings on every beat. Silence is counted in beats, not by the clock: a phone that slept for an hour has
/// missed no beat, and must not be told that its vault died.
pub(super) fn watch(link: &Rc<Link>) {
    let link = Rc::clone(link);
    let last = Cell::new(0);
    let silent = Cell::new(0);
    let beat = Interval::new(BEAT_MS, move || {
        let heard = link.heard();
        let alive = heard != last.replace(heard);
        if alive || !matches!(link.phase(), Phase::Ready | Phase::Elsewhere) {
            silent.set(0);
        } else {
            silent.set(silent.get() + 1);
        }
        let patience = if link.is_slow() {
            PATIENCE_SLOW
        } else {
            PATIENCE
        };
        if silent.get() > patience {
            silent.set(0);
            link.stop(Problem::Fault);
        } else {
            link.ping();
        }
    });
    // For as long as the page.
    beat.forget();
}
