//! Whether the terminal is gone. Of the one that belongs to its session a process is told by a signal. One that was only
//! lent to it, by a recorder or a service, just ends: the library reads on in vain, and nobody would save what was typed.

use std::io;

#[cfg(not(unix))]
pub fn watch_terminal(_tell: impl FnOnce() + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// Waits for the end of the terminal on a thread of its own and calls `tell` then.
///
/// # Errors
/// The system gives no thread.
#[cfg(unix)]
pub fn watch_terminal(tell: impl FnOnce() + Send + 'static) -> io::Result<()> {
    use std::io::IsTerminal as _;

    // Where the keys come from another place, the library opens the terminal of the session.
    if !io::stdin().is_terminal() {
        return Ok(());
    }
    std::thread::Builder::new().name("hang-up".to_owned()).spawn(move || {
        if wait_for_hang_up() {
            tell();
        }
    })?;
    Ok(())
}

/// Waits until the terminal has ended. No where that cannot be waited for.
#[cfg(unix)]
fn wait_for_hang_up() -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    let stdin = io::stdin();
    loop {
        // Its end is told without being asked for; keys are none of our business.
        let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut terminal, None) {
            Err(Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => return terminal.iter().any(|end| end.revents().intersects(PollFlags::HUP | PollFlags::ERR)),
        }
    }
}
