//! Says how far an import is, and stops it on Ctrl-C.

use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use crate::domain::sanitize;
use crate::import::ImportProgress;

/// How often the line is written anew.
const BETWEEN: Duration = Duration::from_millis(200);
/// The exit code of a process that an interrupt ends, by custom.
const INTERRUPTED: i32 = 130;

/// Looks on while files are read.
pub(super) struct ProgressLine {
    stopped: Arc<AtomicBool>,
    /// Whether somebody looks.
    shown: bool,
    last: Instant,
}

impl ProgressLine {
    /// From now on the first Ctrl-C stops the import, so that nothing of the file is kept; a second one ends the
    /// process at once, which keeps as little.
    pub(super) fn new(quiet: bool) -> io::Result<Self> {
        let stopped = Arc::new(AtomicBool::new(false));
        flag::register_conditional_shutdown(SIGINT, INTERRUPTED, Arc::clone(&stopped))?;
        flag::register(SIGINT, Arc::clone(&stopped))?;
        Ok(Self { stopped, shown: !quiet && io::stderr().is_terminal(), last: Instant::now() })
    }

    /// Tells how far it is, and whether it is to go on.
    pub(super) fn report_progress(&mut self, file: &str, progress: ImportProgress) -> ControlFlow<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if self.shown && self.last.elapsed() >= BETWEEN {
            self.last = Instant::now();
            let said = match progress {
                ImportProgress::Reading(rows) => format!("{rows} rows read"),
                ImportProgress::Comparing(rows, of) => format!("{rows} of {of} rows compared"),
            };
            // Whoever does not look anymore misses nothing.
            let _unseen = write!(io::stderr(), "\r{}: {said}, Ctrl-C stops\u{1b}[K", sanitize::sanitize_line(file));
        }
        ControlFlow::Continue(())
    }

    /// Takes the line away.
    pub(super) fn clear_line(&self) -> io::Result<()> {
        if self.shown { write!(io::stderr(), "\r\u{1b}[K") } else { Ok(()) }
    }
}
