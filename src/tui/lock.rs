//! Locking replaces the process image with a fresh one of the same program, so that the system discards all memory in
//! which a name, a text or a key could be left. The arguments of the new process say that it is locked and where the
//! home is; it reads the worker's place on the screen from the encrypted database after unlocking.

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

/// Replaces the process with a locked one on the same home, which stops at once if the shell requested that
/// (`stopped`). Returns only if that failed; then this process must end.
pub fn replace_process(home: &Path, mut screen: Screen, stopped: bool, practice: bool) -> io::Error {
    let mut arguments = vec![OsStr::new("--home"), home.as_os_str(), OsStr::new(LOCKED)];
    if practice {
        arguments.push(OsStr::new(PRACTICE));
    }
    if stopped {
        arguments.push(OsStr::new(STOPPED));
        // The shell gets the terminal until it tells the process to continue.
        drop(screen);
        return platform::replace_process(&arguments);
    }
    screen.hand_over();
    platform::replace_process(&arguments)
}
