//! The end of the terminal on standard input, for which a process gets no signal.

use std::io::{self, IsTerminal as _};
use std::thread;

use super::system;

/// Waits on a thread of its own for the end of the terminal on standard input and calls `report` then.
///
/// A signal notifies a process when the terminal of its session ends. A terminal that was only lent to it, by a
/// recorder or a service, just ends: the library that reads the keys would read on in vain, and nobody would save what
/// was typed.
///
/// # Errors
/// The system cannot start a thread.
pub fn watch_terminal(report: impl FnOnce() + Send + 'static) -> io::Result<()> {
    // If the keys come from elsewhere, the library opens the terminal of the session, and the signal reports its end.
    if !io::stdin().is_terminal() {
        return Ok(());
    }
    thread::Builder::new().name("hang-up".to_owned()).spawn(move || {
        if system::wait_for_terminal_end() {
            report();
        }
    })?;
    Ok(())
}
