//! The implementation for systems other than Unix, such as Windows: what the program does without where no code was
//! written for the system. It is also the list of what a port has to offer.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::signal_request::SignalRequest;

/// Returns options that read and write a file. A file that they create gets the permissions of its folder.
pub fn private_file_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    options
}

/// Changes nothing: files have the permissions of their folder.
///
/// # Errors
/// None.
pub fn restrict_to_owner(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Returns `None`: the permissions are not looked at.
pub const fn is_open_to_others(_path: &Path) -> Option<bool> {
    None
}

/// Does nothing: the name of a new file may be lost in a power cut.
///
/// # Errors
/// None.
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Returns the folder in which an administrator sets what holds for every home on the machine: that of programs, where
/// the system names one.
pub fn system_configuration_folder() -> Option<PathBuf> {
    std::env::var_os("ProgramData").map(|folder| Path::new(&folder).join("caseload"))
}

/// Returns `None`: the free space is not looked at.
pub const fn free_bytes(_folder: &Path) -> Option<u64> {
    None
}

/// Returns `None`: the free space is not looked at.
pub const fn has_room(_folder: &Path) -> Option<bool> {
    None
}

/// Returns `None`: how many files a disk has room for is not looked at.
pub const fn has_room_for_files(_folder: &Path) -> Option<bool> {
    None
}

/// Returns `None`: how many files a disk has room for is not looked at.
pub const fn free_files(_folder: &Path) -> Option<u64> {
    None
}

/// Returns whether standard output is no terminal: a file and a pipe are not told apart here.
pub fn is_output_a_file() -> bool {
    use std::io::IsTerminal as _;
    !std::io::stdout().is_terminal()
}

/// Does nothing: no signal ends the process when a file becomes too large.
pub const fn outlive_size_limit() {}

/// Does nothing: what was typed ahead cannot be dropped here.
pub const fn drop_typed_ahead() {}

/// What is typed is hidden by the library, from a moment after the question on.
pub struct HiddenTyping;

impl HiddenTyping {
    /// Does nothing yet.
    #[expect(clippy::unnecessary_wraps, reason = "another system may have no terminal")]
    pub const fn start() -> io::Result<Self> {
        Ok(Self)
    }

    /// Asks a question and returns the line that is typed.
    #[expect(clippy::unused_self, reason = "another system hides by its value")]
    pub fn ask(&self, question: &str) -> io::Result<String> {
        rpassword::prompt_password(question)
    }
}

/// Returns `None`: a network share is not recognized.
pub const fn file_system_type(_folder: &Path) -> Option<u32> {
    None
}

/// Does nothing: a crash may write the memory of this process to a file, and others may look into it.
pub const fn protect_process_memory() {}

/// Replaces nothing: the process has to end instead, so that its memory is freed.
pub fn replace_process(_arguments: &[&OsStr], _variable: (&str, &str)) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "the program ends instead; start it again")
}

/// Does nothing: no shell stops a process here.
pub const fn stop_process() {}

/// Never calls `report`: in raw mode Ctrl-C is a key, and the end of the console ends the process.
///
/// # Errors
/// None.
pub fn watch_signals(_report: impl Fn(SignalRequest) + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// Returns a flag that is never set: Ctrl-C ends the process at once.
///
/// # Errors
/// None.
pub fn stop_on_interrupt() -> io::Result<Arc<AtomicBool>> {
    Ok(Arc::new(AtomicBool::new(false)))
}

/// Returns `false`: the end of the terminal is not reported.
pub const fn wait_for_terminal_end() -> bool {
    false
}

/// Returns `None`: sleep is not detected, and only the time without a key locks the screen.
pub const fn time_asleep() -> Option<Duration> {
    None
}

/// Never calls `report`.
///
/// # Errors
/// None.
pub fn watch_wakeups(_report: impl Fn() + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// Creates no link: tests that need one fail here.
#[cfg(test)]
pub fn create_link(_folder: &Path, _link: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Changes nothing.
#[cfg(test)]
pub fn open_to_others(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Returns `None`: who may write a file is not known here.
///
/// # Errors
/// None.
pub const fn writable_by_others(_file: &Path) -> io::Result<Option<PathBuf>> {
    Ok(None)
}
