//! What Linux and the other Unix systems do in the same way.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, Signal, getpid, kill_process, setrlimit};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP, SIGUSR1,
    SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::iterator::Signals;

use super::signal_request::{SignalRequest, exit_code_after_signal};
use super::terminal;

/// The permission bits of a private file.
const OWNER_FILE: u32 = 0o600;
/// The permission bits of a private folder.
const OWNER_FOLDER: u32 = 0o700;
/// The permission bits of the group and of everybody else.
const OTHERS: u32 = 0o077;

/// Less free space than this, in bytes, is none: SQLite needs as much for the index of its log.
const MIN_ROOM: u64 = 64 << 10;

/// How long the main thread may take to save what was typed and leave, after a signal asked the process to end.
const GRACE_PERIOD: Duration = Duration::from_secs(2);

/// Returns options that read and write a file, and create it, where they create it, for its owner alone.
pub fn private_file_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).mode(OWNER_FILE);
    options
}

/// Drops what was typed and not read yet, where standard input is a terminal.
pub fn drop_typed_ahead() {
    // Where standard input is no terminal, nobody typed ahead.
    let _ = rustix::termios::tcflush(io::stdin(), rustix::termios::QueueSelector::IFlush);
}

/// Returns the folder in which an administrator sets what holds for every home on the machine.
#[expect(clippy::unnecessary_wraps, reason = "another system may have no such folder")]
pub fn system_configuration_folder() -> Option<PathBuf> {
    Some(PathBuf::from("/etc/caseload"))
}

/// Takes every permission on a file or folder away from everybody but its owner.
///
/// # Errors
/// The path does not exist, or belongs to somebody else.
pub fn restrict_to_owner(path: &Path) -> io::Result<()> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        // A link that leads nowhere has nothing to read.
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() => return Ok(()),
        Err(error) => return Err(error),
    };
    let wanted = if metadata.is_dir() { OWNER_FOLDER } else { OWNER_FILE };
    if metadata.permissions().mode() & 0o777 == wanted {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(wanted))
}

/// Returns whether anybody but the owner may do anything with a file or folder; `None` if the system does not say.
/// What does not exist is open to nobody.
pub fn is_open_to_others(path: &Path) -> Option<bool> {
    Some(fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & OTHERS != 0))
}

/// Flushes a folder to the disk, so that a file that was just created or renamed in it keeps its name through a power
/// cut.
///
/// # Errors
/// The folder cannot be read, or the disk refuses.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Returns whether the disk of a folder has room for another page and another file; `None` if the system does not say.
pub fn has_room(folder: &Path) -> Option<bool> {
    // Some file systems count no files, and say that they have none.
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(has_files_left(&disk) && disk.f_bavail.saturating_mul(disk.f_frsize) >= MIN_ROOM)
}

/// Returns whether the disk of a folder has room for another file; `None` if the system does not say.
pub fn has_room_for_files(folder: &Path) -> Option<bool> {
    Some(has_files_left(&rustix::fs::statvfs(folder).ok()?))
}

fn has_files_left(disk: &rustix::fs::StatVfs) -> bool {
    disk.f_files == 0 || disk.f_favail > 0
}

/// Returns how many files the disk of a folder has room for; `None` if the system does not say.
pub fn free_files(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    (disk.f_files > 0).then_some(disk.f_favail)
}

/// Returns whether standard output is a file, and not a terminal or what another program reads.
pub fn is_output_a_file() -> bool {
    rustix::fs::fstat(io::stdout()).is_ok_and(|out| rustix::fs::FileType::from_raw_mode(out.st_mode).is_file())
}

/// Lets a write beyond the size that the system allows for a file fail, instead of ending the process: what was
/// recorded before is then reported.
pub fn outlive_size_limit() {
    // Without it, the process ends as before.
    let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Returns how many bytes are free for this user on the disk of a folder; `None` if the system does not say.
pub fn free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Forbids the system to write the memory of this process to a file when it crashes.
pub fn forbid_core_dumps() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    // A limit that cannot be set is no reason to refuse the work: the record does not depend on it.
    let _ = setrlimit(Resource::Core, none);
}

/// Replaces the image of this process by a fresh one of `program`. Returns only if that failed.
pub fn exec_program(program: &Path, arguments: &[&OsStr]) -> io::Error {
    Command::new(program).arg0("caseload").args(arguments).exec()
}

/// Stops this process until the shell continues it.
pub fn stop_process() {
    // A process that cannot be stopped continues; its screen is locked anyway.
    let _ = kill_process(getpid(), Signal::STOP);
}

/// The signals that end a process which does not catch them. Nobody sends most of them, but each would leave the
/// terminal raw, with a client's name on it. The others cannot be caught, or say that the program itself is broken.
const ENDING_SIGNALS: [i32; 14] = [
    SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGXCPU, SIGSYS, SIGTRAP,
    SIGABRT,
];

/// Waits for signals on a thread of its own and passes each to `report`. If one asks the process to end and it has not
/// ended after [`GRACE_PERIOD`], the thread gives the terminal back and ends the process. `of_system` are the ending
/// signals that only this system has.
///
/// # Errors
/// The system does not let the signals be caught.
pub fn watch_signals_and(of_system: &[i32], report: impl Fn(SignalRequest) + Send + 'static) -> io::Result<()> {
    let ending = ENDING_SIGNALS.iter().chain(of_system).copied();
    let mut signals = Signals::new([SIGTSTP, SIGCONT].into_iter().chain(ending))?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => report(SignalRequest::Stop),
                SIGCONT => report(SignalRequest::Continue),
                _ => {
                    report(SignalRequest::End(signal));
                    end_process_late(signal);
                }
            }
        }
    })?;
    Ok(())
}

fn end_process_late(signal: i32) {
    thread::sleep(GRACE_PERIOD);
    terminal::restore_terminal();
    std::process::exit(exit_code_after_signal(signal).into());
}

/// Sets the flag at the first Ctrl-C; a second one ends the process at once.
///
/// # Errors
/// The system does not let the signal be caught.
pub fn stop_on_interrupt() -> io::Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let exit_code = exit_code_after_signal(SIGINT).into();
    // In this order: the flag is not set yet when the first Ctrl-C looks whether to end the process.
    flag::register_conditional_shutdown(SIGINT, exit_code, Arc::clone(&interrupted))?;
    flag::register(SIGINT, Arc::clone(&interrupted))?;
    Ok(interrupted)
}

/// Blocks until the terminal on standard input has ended. Returns `false` if the system does not say.
pub fn wait_for_terminal_end() -> bool {
    let stdin = io::stdin();
    loop {
        // No event is asked for: the end is reported anyway, and the keys belong to the thread that reads them.
        let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut terminal, None) {
            Err(Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => return terminal.iter().any(|end| end.revents().intersects(PollFlags::HUP | PollFlags::ERR)),
        }
    }
}

/// Creates a link named `link` to a folder, for tests.
#[cfg(test)]
pub fn create_link(folder: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(folder, link)
}

/// Lets everybody read a file or folder, for tests.
#[cfg(test)]
pub fn open_to_others(path: &Path) -> io::Result<()> {
    let mode = if path.is_dir() { 0o755 } else { 0o644 };
    fs::set_permissions(path, Permissions::from_mode(mode))
}
