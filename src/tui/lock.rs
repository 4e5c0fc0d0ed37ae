//! Locking gives nothing to hide: the process image is replaced by a fresh one of the same program, so that the system
//! discards all memory in which a name, a text or a key could be left. The new process is told that it is locked and
//! where the home is; where the worker stood it reads from the encrypted database after unlocking.

use std::io;
use std::path::Path;

use super::terminal::Screen;

/// The argument that starts the screen locked.
pub const LOCKED: &str = "--locked";
/// The argument that has the process stop before it takes the terminal.
pub const STOPPED: &str = "--stopped";
/// The argument that says that the home is a practice home.
pub const PRACTICE: &str = "--practice";

/// Replaces the process by a locked one on the same home. Returns only when that failed; then this process must end.
pub fn replace_process(home: &Path, mut screen: Screen, stopped: bool, practice: bool) -> io::Error {
    if stopped {
        // The shell gets the terminal for a while.
        drop(screen);
        return exec_locked_process(home, stopped, practice);
    }
    screen.hand_over();
    exec_locked_process(home, stopped, practice)
}

#[cfg(unix)]
fn exec_locked_process(home: &Path, stopped: bool, practice: bool) -> io::Error {
    use std::os::unix::process::CommandExt as _;
    let program = match program_path() {
        Ok(program) => program,
        Err(error) => return error,
    };
    let mut command = std::process::Command::new(program);
    command.arg0("caseload").arg("--home").arg(home).arg(LOCKED);
    command.args(stopped.then_some(STOPPED)).args(practice.then_some(PRACTICE));
    command.exec()
}

/// The program itself, even where another version of it was put in its place meanwhile.
#[cfg(unix)]
fn program_path() -> io::Result<std::path::PathBuf> {
    let program = std::env::current_exe()?;
    let running = Path::new("/proc/self/exe");
    Ok(if program.exists() || !running.exists() { program } else { running.to_owned() })
}

#[cfg(not(unix))]
fn exec_locked_process(_home: &Path, _stopped: bool, _practice: bool) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "the program ends instead; start it again")
}

/// Stops this process until the shell has it go on.
#[cfg(unix)]
pub fn stop_process() {
    use rustix::process::{Signal, getpid, kill_process};
    // A process that cannot be stopped goes on locked.
    let _going_on = kill_process(getpid(), Signal::STOP);
}

/// Nothing stops here.
#[cfg(not(unix))]
pub const fn stop_process() {}
