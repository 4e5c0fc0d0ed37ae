//! The implementation for Unix systems besides Linux: macOS and the BSDs. What only Linux offers is left out.

use std::env;
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::time::Duration;

pub use super::hidden_typing::HiddenTyping;
use super::signal_request::SignalRequest;
use super::unix;
#[cfg(test)]
pub use super::unix::{create_link, open_to_others};
pub use super::unix::{
    drop_typed_ahead, free_bytes, free_files, has_room, has_room_for_files, is_open_to_others, is_output_a_file,
    outlive_size_limit, private_file_options, restrict_to_owner, stop_on_interrupt, stop_process, sync_folder,
    system_configuration_folder, wait_for_terminal_end, writable_by_others,
};

/// Forbids core dumps. Other processes of the same user may still trace this one.
pub fn protect_process_memory() {
    unix::forbid_core_dumps();
}

/// Waits for signals on a thread of its own and passes each to `report`.
///
/// # Errors
/// The system does not let the signals be caught.
pub fn watch_signals(report: impl Fn(SignalRequest) + Send + 'static) -> io::Result<()> {
    unix::watch_signals_and(&[], report)
}

/// Replaces the image of this process by a fresh one of the same program with these arguments and this variable of the
/// environment, which nobody else on the machine can read, so that the system discards all of its memory. Returns only if
/// that failed; then this process must end.
pub fn replace_process(arguments: &[&OsStr], variable: (&str, &str)) -> io::Error {
    match env::current_exe() {
        Ok(program) => unix::exec_program(&program, arguments, variable),
        Err(error) => error,
    }
}

/// Returns `None`: the kinds of file systems have no numbers here that `assets/places/unsafe.toml` knows. A network
/// share is not recognized.
pub const fn file_system_type(_folder: &Path) -> Option<u32> {
    None
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
