//! Locks the screen by replacing the process image with a fresh one of the same program, so that the system discards
//! all memory that could hold a name, a text or a key. The arguments tell the new process that the screen is locked and
//! where the home is. After unlocking, the new process reads the session from the encrypted database.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use super::screen::Screen;
use crate::platform;

/// The argument that starts the screen locked.
pub const LOCKED: &str = "--locked";
/// The argument that makes the process stop before it takes the terminal.
pub const STOPPED: &str = "--stopped";
/// The argument that says that the home is a practice home.
pub const PRACTICE: &str = "--practice";

/// The variable that names to the new process the cases whose text could not be saved before the lock. Arguments could be
/// read by everybody on the machine.
const NOT_SAVED: &str = "CASELOAD_NOT_SAVED";

/// Returns the cases whose text could not be saved before the lock, as they are written in a sentence; `None` for none.
pub fn unsaved_cases() -> Option<String> {
    std::env::var(NOT_SAVED).ok().filter(|cases| !cases.is_empty())
}

/// Returns what a lock lost of what was typed on the cases `unsaved`.
pub fn loss_sentence(unsaved: &str) -> String {
    if unsaved.is_empty() {
        "Nothing is lost.".to_owned()
    } else {
        format!("What you typed on {unsaved} could not be saved. Type it again.")
    }
}

/// Replaces the process with a locked one on the same home, which stops at once if the shell requested that
/// (`stopped`), and which says that what was typed on the cases `unsaved` is not kept. Returns only if that failed; the
/// process must then end.
pub fn replace_process(home: &Path, mut screen: Screen, stopped: bool, practice: bool, unsaved: &str) -> io::Error {
    let mut arguments = vec![OsStr::new("--home"), home.as_os_str(), OsStr::new(LOCKED)];
    if practice {
        arguments.push(OsStr::new(PRACTICE));
    }
    if stopped {
        arguments.push(OsStr::new(STOPPED));
        // Until the shell continues the process, the terminal belongs to the shell.
        drop(screen);
        return platform::replace_process(&arguments, (NOT_SAVED, unsaved));
    }
    screen.hand_over();
    platform::replace_process(&arguments, (NOT_SAVED, unsaved))
}
