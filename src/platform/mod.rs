//! The operating system: the one room that knows which one the program runs on.
//!
//! Everything that differs between systems is behind the functions that this module exports: private files and folders,
//! the process image, signals, the terminal, sleep, the clipboard, and the local time. The room knows nothing of the
//! county's work; its errors are [`std::io::Error`].
//!
//! `system` chooses one of three implementations when the program is compiled: `linux` and `other_unix`, which share
//! `unix`, and `other`, which does without whatever it cannot offer. A port to another system writes one more file with
//! the functions of `other` and names it in `system`; `docs/platforms.md` lists them one by one.

mod clipboard;
mod files;
mod io_reason;
mod local_time;
mod machine;
mod signal_request;
mod sleep;
mod system;
mod terminal;
mod terminal_end;

#[cfg(unix)]
mod hidden_typing;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(unix))]
mod other;
#[cfg(all(unix, not(target_os = "linux")))]
mod other_unix;
#[cfg(unix)]
mod unix;

pub use clipboard::{MAX_CLIPBOARD_BYTES, osc52_sequence};
pub use files::{
    IfExists, create_private_folder, ensure_is_file, is_there, open_private_file, read_settings_file, read_small_file,
    remove_unfinished_files, rename_durably, sync_parent_folder, write_private_file,
};
pub use io_reason::io_reason;
pub use local_time::{local_time, time_of_day};
pub use machine::machine_folder;
pub use signal_request::{HANG_UP, SignalRequest, exit_code_after_signal};
pub use sleep::SleepDetector;
pub use system::{
    HiddenTyping, drop_typed_ahead, file_system_type, free_bytes, free_files, has_room, has_room_for_files,
    is_open_to_others, is_output_a_file, outlive_size_limit, protect_process_memory, replace_process,
    restrict_to_owner, stop_on_interrupt, stop_process, watch_signals, watch_wakeups, writable_by_others,
};
pub use terminal::{
    EXIT_AFTER_PANIC, TerminalGuard, catch_panics_in_this_thread, install_panic_hook, restore_terminal,
};
pub use terminal_end::watch_terminal;

#[cfg(test)]
pub use system::{create_link, open_to_others};
