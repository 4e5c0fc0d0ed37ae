//! A pipeline of two threads: one produces values ahead, and the other consumes them in the same order.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// The number of values that go from thread to thread at a time. To wake the other thread for each value would cost
/// more than to produce it.
const BATCH: usize = 64;
/// The most batches that wait to be consumed.
const QUEUED_BATCHES: usize = 32;

/// Receives values until it breaks.
pub type Sink<'g, T> = dyn FnMut(T) -> ControlFlow<()> + 'g;

/// Runs `produce` on a second thread, and passes each value that it emits to `consume` on this thread, in the same
/// order. At most a few thousand values wait in between. If `consume` fails, `produce` is stopped.
///
/// # Errors
/// The first error of `consume`; else the error of `produce`, after all values that it emitted have been consumed.
///
/// # Panics
/// If `produce` panics, as if it were called on this thread; and if the system cannot start a thread.
pub fn run_pipelined<T: Send, Fault: Send, Failure: From<Fault>>(
    produce: impl FnOnce(&mut Sink<'_, T>) -> Result<(), Fault> + Send,
    mut consume: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(QUEUED_BATCHES);
        let thread = scope.spawn(move || send_in_batches(produce, &sender));
        // The loop owns the receiver. When the loop ends, the receiver is dropped, and sending fails from then on.
        let consumed = receiver.into_iter().flatten().try_for_each(&mut consume);
        let produced = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        consumed.and_then(|()| produced.map_err(Failure::from))
    })
}

fn send_in_batches<T, Fault>(
    produce: impl FnOnce(&mut Sink<'_, T>) -> Result<(), Fault>,
    sender: &SyncSender<Vec<T>>,
) -> Result<(), Fault> {
    let mut batch = Vec::with_capacity(BATCH);
    let produced = produce(&mut |value| {
        batch.push(value);
        if batch.len() < BATCH {
            return ControlFlow::Continue(());
        }
        let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
        sender.send(full).map_or(ControlFlow::Break(()), ControlFlow::Continue)
    });
    // Sending fails only after an error of the consumer, and that error is the one to return.
    let _ = sender.send(batch);
    produced
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// More than can be held between the threads.
    const MANY: usize = BATCH * QUEUED_BATCHES * 4 + 1;

    /// Emits the numbers up to `MANY` and counts how many were emitted.
    fn emit_numbers(emit: &mut Sink<'_, usize>, emitted: &AtomicUsize) -> Result<(), &'static str> {
        for number in 0..MANY {
            emitted.fetch_add(1, Ordering::Relaxed);
            if emit(number).is_break() {
                return Ok(());
            }
        }
        Err("the end")
    }

    #[test]
    fn all_values_are_consumed_in_order_before_the_fault_is_returned() {
        let mut consumed = Vec::new();
        let ended = run_pipelined(
            |emit| emit_numbers(emit, &AtomicUsize::new(0)),
            |number| {
                consumed.push(number);
                Ok::<_, &str>(())
            },
        );
        assert_eq!(ended, Err("the end"));
        assert!(consumed.into_iter().eq(0..MANY));
    }

    #[test]
    fn a_failing_consumer_stops_the_producer() {
        let emitted = AtomicUsize::new(0);
        let consume = |number| if number < BATCH { Ok(()) } else { Err("enough") };
        assert_eq!(run_pipelined(|emit| emit_numbers(emit, &emitted), consume), Err("enough"));
        assert!(emitted.into_inner() < MANY);
    }

    #[test]
    fn a_panic_of_the_producer_reaches_the_caller() {
        let produce = || run_pipelined(|_| -> Result<(), &str> { panic!("producer") }, |(): ()| Ok::<_, &str>(()));
        let panicked = catch_unwind(AssertUnwindSafe(produce)).unwrap_err();
        assert_eq!(panicked.downcast_ref::<&str>(), Some(&"producer"));
        let consume = || {
            run_pipelined(
                |emit| emit_numbers(emit, &AtomicUsize::new(0)),
                |_| -> Result<(), &str> { panic!("consumer") },
            )
        };
        let panicked = catch_unwind(AssertUnwindSafe(consume)).unwrap_err();
        assert_eq!(panicked.downcast_ref::<&str>(), Some(&"consumer"));
    }
}
