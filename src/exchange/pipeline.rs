//! Work done ahead on a second thread: what is read and made there is used here, in its order.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// So many go from thread to thread at a time: waking the other one for each would cost more than making it.
const BATCH: usize = 64;
/// The most batches that wait to be used.
const QUEUED_BATCHES: usize = 32;

/// Takes what is made, until no more of it is wanted.
pub type Sink<'g, T> = dyn FnMut(T) -> ControlFlow<()> + 'g;

/// Has `make` give things on a thread of its own, and uses each of them on this one, in the order in which they are
/// given. At most some thousand are held in between. A use that fails stops the making.
///
/// # Errors
/// The first use that fails; else that of `make`, once all that it gave before is used.
///
/// # Panics
/// Where `make` does, as if it were called here; and where the system has no thread to give.
pub fn run_pipelined<T: Send, Fault: Send, Failure: From<Fault>>(
    make: impl FnOnce(&mut Sink<'_, T>) -> Result<(), Fault> + Send,
    mut with_each: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(QUEUED_BATCHES);
        let maker = scope.spawn(move || send_in_batches(make, &sender));
        // The channel goes with the loop: whoever sends into it then learns that nobody listens.
        let used = receiver.into_iter().flatten().try_for_each(&mut with_each);
        let ended = maker.join().unwrap_or_else(|panic| resume_unwind(panic));
        used.and_then(|()| ended.map_err(Failure::from))
    })
}

fn send_in_batches<T, Fault>(
    make: impl FnOnce(&mut Sink<'_, T>) -> Result<(), Fault>,
    sender: &SyncSender<Vec<T>>,
) -> Result<(), Fault> {
    let mut batch = Vec::with_capacity(BATCH);
    let ended = make(&mut |one| {
        batch.push(one);
        if batch.len() < BATCH {
            return ControlFlow::Continue(());
        }
        let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
        sender.send(full).map_or(ControlFlow::Break(()), ControlFlow::Continue)
    });
    // Nobody listens after a use that failed, and that failure is told.
    let _unheard = sender.send(batch);
    ended
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// More than can be held between the threads.
    const MANY: usize = BATCH * QUEUED_BATCHES * 4 + 1;

    /// Gives the numbers up to `MANY`, and says how many it gave.
    fn counted(give: &mut Sink<'_, usize>, given: &AtomicUsize) -> Result<(), &'static str> {
        for number in 0..MANY {
            given.fetch_add(1, Ordering::Relaxed);
            if give(number).is_break() {
                return Ok(());
            }
        }
        Err("the end")
    }

    #[test]
    fn all_is_used_in_its_order_before_the_fault_is_told() {
        let mut used = Vec::new();
        let ended = run_pipelined(
            |give| counted(give, &AtomicUsize::new(0)),
            |number| {
                used.push(number);
                Ok::<_, &str>(())
            },
        );
        assert_eq!(ended, Err("the end"));
        assert!(used.into_iter().eq(0..MANY));
    }

    #[test]
    fn a_use_that_fails_stops_the_making() {
        let given = AtomicUsize::new(0);
        let refused = |number| if number < BATCH { Ok(()) } else { Err("enough") };
        assert_eq!(run_pipelined(|give| counted(give, &given), refused), Err("enough"));
        assert!(given.into_inner() < MANY);
    }

    #[test]
    fn a_panic_is_the_callers() {
        let made = || run_pipelined(|_| -> Result<(), &str> { panic!("made wrong") }, |(): ()| Ok::<_, &str>(()));
        let panicked = catch_unwind(AssertUnwindSafe(made)).unwrap_err();
        assert_eq!(panicked.downcast_ref::<&str>(), Some(&"made wrong"));
        let used = || {
            run_pipelined(|give| counted(give, &AtomicUsize::new(0)), |_| -> Result<(), &str> { panic!("used wrong") })
        };
        let panicked = catch_unwind(AssertUnwindSafe(used)).unwrap_err();
        assert_eq!(panicked.downcast_ref::<&str>(), Some(&"used wrong"));
    }
}
