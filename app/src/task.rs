//! Async that ends with its page.
//!
//! A future started by `spawn_local` outlives the view it was started in, and reading a signal of a view
//! that is gone panics, which ends the whole program. So pages start their work through a [`Scope`], and
//! where a newer request makes an older one worthless, number them with [`Latest`].

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use futures::channel::oneshot;
use gloo::timers::callback::Timeout;
use leptos::prelude::on_cleanup;

/// Work that stops at its next `.await` once the view it belongs to is gone.
#[derive(Clone)]
pub struct Scope(Arc<AtomicBool>);

impl Scope {
    /// The scope of the component or effect that is running now.
    #[must_use]
    pub fn current() -> Self {
        let alive = Arc::new(AtomicBool::new(true));
        let ends = Arc::clone(&alive);
        on_cleanup(move || ends.store(false, Ordering::Relaxed));
        Self(alive)
    }

    /// Runs a future for as long as the view is there.
    pub fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        wasm_bindgen_futures::spawn_local(Bound {
            alive: Arc::clone(&self.0),
            work: Box::pin(work),
        });
    }
}

struct Bound<F> {
    alive: Arc<AtomicBool>,
    work: Pin<Box<F>>,
}

impl<F: Future<Output = ()>> Future for Bound<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if !self.alive.load(Ordering::Relaxed) {
            return Poll::Ready(());
        }
        pin!(&mut self.work).poll(cx)
    }
}

/// Tells the newest of several requests from those it made worthless.
#[derive(Clone, Default)]
pub struct Latest(Rc<Cell<u64>>);

impl Latest {
    /// A ticket that outdates all earlier ones.
    #[must_use]
    pub fn next(&self) -> Ticket {
        let number = self.0.get().wrapping_add(1);
        self.0.set(number);
        Ticket {
            number,
            newest: Rc::clone(&self.0),
        }
    }
}

/// One request's place among the others.
pub struct Ticket {
    number: u64,
    newest: Rc<Cell<u64>>,
}

impl Ticket {
    /// Whether nothing newer was asked since.
    #[must_use]
    pub fn is_newest(&self) -> bool {
        self.newest.get() == self.number
    }
}

/// Waits. For deadlines and calm, never to hope that something has happened meanwhile.
pub async fn sleep(milliseconds: u32) {
    let (rung, bell) = oneshot::channel();
    let timeout = Timeout::new(milliseconds, move || {
        // Nobody listens where the future was dropped.
        let _ = rung.send(());
    });
    let _ = bell.await;
    drop(timeout);
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    #[test]
    fn work_stops_at_its_next_await_when_the_view_is_gone() {
        let alive = Arc::new(AtomicBool::new(true));
        let steps = Rc::new(Cell::new(0));
        let seen = Rc::clone(&steps);
        let mut bound = Bound {
            alive: Arc::clone(&alive),
            work: Box::pin(async move {
                loop {
                    seen.set(seen.get() + 1);
                    let mut waited = false;
                    std::future::poll_fn(|_| {
                        if waited {
                            return Poll::Ready(());
                        }
                        waited = true;
                        Poll::Pending
                    })
                    .await;
                }
            }),
        };
        let mut cx = Context::from_waker(Waker::noop());
        assert!(Pin::new(&mut bound).poll(&mut cx).is_pending());
        assert!(Pin::new(&mut bound).poll(&mut cx).is_pending());
        alive.store(false, Ordering::Relaxed);
        assert!(Pin::new(&mut bound).poll(&mut cx).is_ready());
        assert_eq!(steps.get(), 2);
    }

    #[test]
    fn only_the_last_ticket_is_newest() {
        let latest = Latest::default();
        let first = latest.next();
        assert!(first.is_newest());
        let second = latest.clone().next();
        assert!(!first.is_newest());
        assert!(second.is_newest());
    }
}
