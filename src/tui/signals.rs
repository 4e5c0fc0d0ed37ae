//! Signals. Hang-up, termination and interrupt: the draft is saved, the terminal restored and the process ended, even
//! when the terminal is gone and the screen can no longer be drawn. Stopping and going on: the screen is locked.

use std::io;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::terminal;

#[cfg(unix)]
use signal_hook::consts::{SIGCONT, SIGTSTP};

/// How long the main thread may take to save and leave.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a process that a signal ended answers, as shells count it.
const SIGNAL_BASE: i32 = 128;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalRequest {
    /// To end.
    End(i32),
    /// To stop until the shell has it go on.
    Stop,
    /// Nothing; the process was stopped and goes on.
    GoOn,
}

#[cfg(unix)]
const LOCKING: [(i32, SignalRequest); 2] = [(SIGTSTP, SignalRequest::Stop), (SIGCONT, SignalRequest::GoOn)];
#[cfg(not(unix))]
const LOCKING: [(i32, SignalRequest); 0] = [];

/// Waits for signals on a thread of its own and calls `tell`; where one asks to end and the process is still there
/// after a while, ends it.
///
/// # Errors
/// When the system does not let signals be caught.
pub fn watch_signals(tell: impl Fn(SignalRequest) + Send + 'static) -> io::Result<()> {
    let caught = LOCKING.iter().map(|(signal, _)| *signal).chain([SIGHUP, SIGTERM, SIGINT]);
    let mut signals = Signals::new(caught)?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let locking = LOCKING.iter().find(|(locking, _)| *locking == signal);
            let Some((_, asked)) = locking else { return end_process(signal, &tell) };
            tell(*asked);
        }
    })?;
    Ok(())
}

fn end_process(signal: i32, tell: &impl Fn(SignalRequest)) {
    tell(SignalRequest::End(signal));
    thread::sleep(PATIENCE);
    terminal::restore_terminal();
    std::process::exit(SIGNAL_BASE + signal);
}
