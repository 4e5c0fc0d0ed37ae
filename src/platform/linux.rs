//! The implementation for Linux.

use std::env;
use std::ffi::OsStr;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{DumpableBehavior, Signal, set_dumpable_behavior};
use rustix::time::{
    ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, clock_gettime, timerfd_create,
    timerfd_settime,
};

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

/// A moment so far ahead that it never comes, in seconds since 1970.
const NEVER: i64 = i64::MAX / 2_000_000_000;

/// Closes the memory of this process to everybody else: no core dump is written, and no other process of the same user
/// can trace this one. Where the system does not allow that, nothing changes; the record does not depend on it.
pub fn protect_process_memory() {
    unix::forbid_core_dumps();
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// The signals that end a process and that other systems do not have: of a battery that runs out, and of a coprocessor.
const ENDING_SIGNALS: [i32; 2] = [Signal::POWER.as_raw(), Signal::STKFLT.as_raw()];

/// The numbers of the real-time signals, which end a process too. Those before them belong to the C library.
const REAL_TIME_SIGNALS: RangeInclusive<i32> = 36..=64;

/// Waits for signals on a thread of its own and passes each to `report`.
///
/// # Errors
/// The system does not let the signals be caught.
pub fn watch_signals(report: impl Fn(SignalRequest) + Send + 'static) -> io::Result<()> {
    let ending: Vec<_> = ENDING_SIGNALS.into_iter().chain(REAL_TIME_SIGNALS).collect();
    unix::watch_signals_and(&ending, report)
}

/// Replaces the image of this process by a fresh one of the same program with these arguments and this variable of the
/// environment, which nobody else on the machine can read, so that the system discards all of its memory. Returns only if
/// that failed; then this process must end.
pub fn replace_process(arguments: &[&OsStr], variable: (&str, &str)) -> io::Error {
    match running_program() {
        Ok(program) => unix::exec_program(&program, arguments, variable),
        Err(error) => error,
    }
}

/// Returns the path of the running program, even if another version has replaced it in the meantime.
fn running_program() -> io::Result<PathBuf> {
    let program = env::current_exe()?;
    let image = Path::new("/proc/self/exe");
    Ok(if program.exists() || !image.exists() { program } else { image.to_owned() })
}

/// Returns the number that names the kind of file system that a folder is on (`f_type` of statfs), as
/// `assets/places/unsafe.toml` lists them; `None` if the system does not say.
pub fn file_system_type(folder: &Path) -> Option<u32> {
    let f_type = rustix::fs::statfs(folder).ok()?.f_type;
    // The number has 32 bits. The field is wider on some machines, and signed on some, so that it may be extended.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the lower 32 bits are wanted")]
    let kind = f_type as u32;
    Some(kind)
}

/// Returns how long the machine has slept since it was started; `None` if the system does not say.
///
/// One clock stops while the machine sleeps and the other does not; the answer is how far they are apart.
#[expect(clippy::unnecessary_wraps, reason = "other systems do not say")]
pub fn time_asleep() -> Option<Duration> {
    let read_clock = |clock| Duration::try_from(clock_gettime(clock)).unwrap_or_default();
    Some(read_clock(ClockId::Boottime).saturating_sub(read_clock(ClockId::Monotonic)))
}

/// Calls `report` on a thread of its own whenever the machine woke or its clock was set, so that nothing has to look at
/// the clocks again and again.
///
/// # Errors
/// The system does not report it.
pub fn watch_wakeups(report: impl Fn() + Send + 'static) -> io::Result<()> {
    let timer = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?;
    thread::Builder::new().name("sleep".to_owned()).spawn(move || {
        let never = Timespec { tv_sec: NEVER, tv_nsec: 0 };
        let alarm = Itimerspec { it_interval: Timespec::default(), it_value: never };
        let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
        while timerfd_settime(&timer, flags, &alarm).is_ok() {
            match rustix::io::read(&timer, &mut [0_u8; 8]) {
                Err(Errno::CANCELED) => report(),
                Err(Errno::INTR) => {}
                _ => return,
            }
        }
    })?;
    Ok(())
}
