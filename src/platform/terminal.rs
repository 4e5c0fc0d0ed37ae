//! The terminal: taken once, and given back once on every way out. No query is ever sent to it.

use std::cell::Cell;
use std::io::{self, Write as _};
use std::panic;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};

/// The exit code of a process that a panic ended: `EX_SOFTWARE` of sysexits, an internal error.
pub const EXIT_AFTER_PANIC: u8 = 70;

/// Whether this process has the terminal. What was switched on is switched off once, by whoever comes first.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal reports the mouse.
static REPORTS_MOUSE: AtomicBool = AtomicBool::new(false);

/// Has the terminal report clicks, the wheel and dragging, with positions of any size. Mere movements are not reported,
/// because each would wake the program. With Shift, every terminal selects text itself.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// The terminal while the screen has it. Dropping the guard gives the terminal back.
#[derive(Debug)]
pub struct TerminalGuard(());

impl TerminalGuard {
    /// Takes the terminal: raw mode, the alternate screen, pasted text marked as such, and the mouse if it is wanted.
    ///
    /// # Errors
    /// There is no terminal, or it cannot be written.
    pub fn take(mouse: bool) -> io::Result<Self> {
        // NO_COLOR is handled by our own theme; left to itself, crossterm would write a reset for every colored
        // cell, and that takes reverse and bold away too.
        crossterm::style::force_color_output(true);
        enable_raw_mode()?;
        IS_TAKEN.store(true, Ordering::SeqCst);
        let guard = Self(());
        let mut out = io::stdout().lock();
        // Cleared, too: what was typed while no process had the terminal may have been echoed on it.
        queue!(out, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste)?;
        if mouse {
            REPORTS_MOUSE.store(true, Ordering::SeqCst);
            out.write_all(MOUSE_ON.as_bytes())?;
        }
        out.flush()?;
        Ok(guard)
    }

    /// Returns what has the terminal report clicks and the wheel, or no longer.
    pub fn mouse_sequence(&mut self, is_used: bool) -> &'static str {
        REPORTS_MOUSE.store(is_used, Ordering::SeqCst);
        if is_used { MOUSE_ON } else { MOUSE_OFF }
    }

    /// Takes everything off the screen and out of the terminal's memory of earlier lines, and off the screen behind,
    /// which may show what a command printed.
    pub fn wipe(&mut self) {
        let mut out = io::stdout().lock();
        // The terminal may be gone, and with it what it showed.
        let _ = queue!(
            out,
            BeginSynchronizedUpdate,
            Clear(ClearType::All),
            LeaveAlternateScreen,
            Clear(ClearType::All),
            Clear(ClearType::Purge),
            cursor::MoveTo(0, 0),
            EnterAlternateScreen,
            Clear(ClearType::All),
            EndSynchronizedUpdate
        );
        let _ = out.flush();
    }

    /// Makes the terminal ready for the process that takes this one's place: its modes are as they were found, and
    /// what it shows stays, so that nothing else appears in between.
    pub fn hand_over(&mut self) {
        let mut out = io::stdout().lock();
        // The terminal may be gone; the next process notices it.
        let _ = queue!(out, DisableBracketedPaste);
        stop_mouse(&mut out);
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// Has the terminal no longer report the mouse, if it does.
fn stop_mouse(out: &mut impl io::Write) {
    if REPORTS_MOUSE.swap(false, Ordering::SeqCst) {
        // The terminal may be gone.
        let _ = out.write_all(MOUSE_OFF.as_bytes());
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore_terminal();
    }
}

/// Gives the terminal back as it was found. Does nothing the second time.
pub fn restore_terminal() {
    if !IS_TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout().lock();
    stop_mouse(&mut out);
    // The terminal may be gone, and then nobody is left to report to.
    let _ = queue!(out, EndSynchronizedUpdate, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    let _ = out.flush();
    let _ = disable_raw_mode();
}

thread_local! {
    /// Whether somebody catches the panics of this thread.
    static CATCHES_PANICS: Cell<bool> = const { Cell::new(false) };
}

/// Leaves the end of the process after a panic of this thread to the caller, who catches it.
pub fn catch_panics_in_this_thread() {
    CATCHES_PANICS.set(true);
}

/// Makes every panic give the terminal back and print one line that holds nothing of the record.
///
/// A thread that catches its panics ends the process itself, after it saved what was typed. Any other thread ends it at
/// once, except the one named `background_thread`, for which nobody waits: what was typed is in the store, up to the
/// last fraction of a second.
pub fn install_panic_hook(background_thread: &'static str) {
    panic::set_hook(Box::new(move |panicked| {
        if thread::current().name() == Some(background_thread) {
            return;
        }
        restore_terminal();
        let place =
            panicked.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
        let line = format!("Caseload has a bug and stopped{place}. Drafts and the record are kept.\n");
        // Standard error may be gone with the terminal.
        let _ = io::stderr().write_all(line.as_bytes());
        if !CATCHES_PANICS.get() {
            process::exit(EXIT_AFTER_PANIC.into());
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const IN_ITS_OWN_PROCESS: &str = "platform::terminal::tests::a_screen_that_panics";

    /// What f19 runs: a screen that has the terminal and panics over a name.
    #[test]
    #[ignore = "it ends its process; f19 runs it"]
    fn a_screen_that_panics() {
        IS_TAKEN.store(true, Ordering::SeqCst);
        install_panic_hook("background");
        panic!("no row of Nguyen, Linh");
    }

    #[test]
    fn f19_a_panic_gives_the_terminal_back_and_reveals_nothing_of_the_record() {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let ran = command.args(["--exact", IN_ITS_OWN_PROCESS, "--ignored", "--nocapture"]).output().unwrap();
        assert_eq!(ran.status.code(), Some(EXIT_AFTER_PANIC.into()));
        let (screen, message) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
        assert!(screen.contains("\u{1b}[?1049l") && screen.contains("\u{1b}[?2004l"), "{screen:?}");
        assert!(message.contains("Drafts and the record are kept.") && message.contains("terminal.rs"), "{message}");
        assert!(!message.contains("Nguyen") && !screen.contains("Nguyen"), "{message}");
    }
}
