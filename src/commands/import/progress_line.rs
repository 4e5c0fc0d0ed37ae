//! The line on standard error that shows the progress of an import. Ctrl-C stops the import.

use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::commands::filtered;
use crate::domain::count_with_noun;
use crate::domain::sanitize;
use crate::import::ImportProgress;
use crate::platform;

/// The minimum time between two updates of the line.
const UPDATE_INTERVAL: Duration = Duration::from_millis(200);

/// Shows the progress of an import, and knows whether Ctrl-C was pressed.
pub(super) struct ProgressLine {
    stopped: Arc<AtomicBool>,
    /// Whether the line is shown: on a terminal, unless the answer is JSON.
    shown: bool,
    last: Instant,
}

impl ProgressLine {
    /// Creates the line and catches Ctrl-C from now on. The first Ctrl-C stops the import; a second one ends the
    /// process at once. In both cases nothing from the file is kept.
    pub(super) fn new(quiet: bool) -> io::Result<Self> {
        let stopped = platform::stop_on_interrupt()?;
        Ok(Self { stopped, shown: !quiet && io::stderr().is_terminal(), last: Instant::now() })
    }

    /// Shows the progress. Returns `Break` if Ctrl-C was pressed.
    pub(super) fn report_progress(&mut self, file: &str, progress: ImportProgress) -> ControlFlow<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if self.shown && self.last.elapsed() >= UPDATE_INTERVAL {
            self.last = Instant::now();
            let done = match progress {
                ImportProgress::Reading(rows) => format!("{} read", count_with_noun(rows, "row")),
                ImportProgress::Comparing(rows, total) => {
                    format!("{rows} of {} compared", count_with_noun(total, "row"))
                }
            };
            // If standard error is closed, nobody reads the progress.
            let _ = Self::write_line(&format!("{}: {done}, Ctrl-C stops", sanitize::sanitize_line(file)));
        }
        ControlFlow::Continue(())
    }

    /// Writes the line in place of the one before.
    fn write_line(text: &str) -> io::Result<()> {
        let mut errors = filtered::text_errors();
        errors.write_sequence("\r")?;
        write!(errors, "{text}")?;
        errors.write_sequence("\u{1b}[K")
    }

    /// Removes the line from the terminal.
    pub(super) fn clear_line(&self) -> io::Result<()> {
        if self.shown { Self::write_line("") } else { Ok(()) }
    }
}
