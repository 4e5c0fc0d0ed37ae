//! Hang-up, termination and interrupt: the draft is saved, the terminal restored and the process ended, even when
//! the terminal is gone and the screen can no longer be drawn.

use std::io;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::terminal;

/// How long the main thread may take to save and leave.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a process that a signal ended answers, as shells count it.
const SIGNAL_BASE: i32 = 128;

/// Waits for a signal on a thread of its own and calls `tell`; if the process is still there after a while, ends it.
///
/// # Errors
/// When the system does not let signals be caught.
pub fn watch(tell: impl FnOnce(i32) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let Some(signal) = signals.forever().next() else { return };
        tell(signal);
        thread::sleep(PATIENCE);
        terminal::restore();
        std::process::exit(SIGNAL_BASE + signal);
    })?;
    Ok(())
}
