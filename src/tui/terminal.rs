//! The terminal: entered once, left once on every way out. Nothing is asked of it, and a frame reaches it in one
//! write, inside one synchronized update.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::{clipboard, spellcheck};

/// Whether the terminal is ours; what was switched on is switched off once, whoever comes first.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The terminal while the screen has it. Dropping it gives the terminal back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    frame: FrameBuffer,
    in_tmux: bool,
}

impl Screen {
    /// Takes the terminal: raw mode, the other screen, pasted text marked as such.
    ///
    /// # Errors
    /// When the terminal cannot be written or is none.
    pub fn enter() -> io::Result<Self> {
        // NO_COLOR is answered by our own theme; left to itself, crossterm would write a reset for every colored
        // cell, and that takes reverse and bold away too.
        crossterm::style::force_color_output(true);
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        let mut out = io::stdout().lock();
        // Cleared, too: what was typed while no process had the terminal may have been echoed on it.
        queue!(out, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste)?;
        out.flush()?;
        drop(out);
        let frame = FrameBuffer::default();
        let in_tmux = std::env::var_os("TMUX").is_some();
        Ok(Self { terminal: Terminal::new(CrosstermBackend::new(frame.clone()))?, frame, in_tmux })
    }

    /// Copies a text to the terminal's clipboard, with the next frame.
    pub fn copy_to_clipboard(&self, text: &str) {
        let sequence = clipboard::osc52_sequence(text, self.in_tmux);
        self.frame.0.borrow_mut().extend_from_slice(sequence.as_bytes());
    }

    /// Draws one frame. With `afresh`, every cell of it is written again.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn draw_frame(&mut self, afresh: bool, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.frame, BeginSynchronizedUpdate)?;
        if afresh {
            // Not `Terminal::clear`, which asks the terminal where its cursor is.
            let area = self.terminal.size()?.into();
            self.terminal.resize(area)?;
        }
        self.terminal.draw(view)?;
        queue!(self.frame, EndSynchronizedUpdate)?;
        self.frame.send_frame()
    }
}

impl Screen {
    /// Takes everything off the screen and out of the terminal's memory of former lines, and off the screen behind,
    /// which may show what a command printed.
    pub fn wipe_screen(&mut self) {
        let mut out = io::stdout().lock();
        // The terminal may be gone, and with it what it showed.
        let _gone = queue!(
            out,
            BeginSynchronizedUpdate,
            Clear(ClearType::All),
            LeaveAlternateScreen,
            Clear(ClearType::All),
            Clear(ClearType::Purge),
            cursor::MoveTo(0, 0),
            EnterAlternateScreen,
            Clear(ClearType::All),
            EndSynchronizedUpdate
        );
        let _gone = out.flush();
    }

    /// Makes the terminal ready for the process that takes this one's place: its modes are as they were found, and
    /// what it shows stays, so that nothing else appears in between.
    pub fn hand_over(&mut self) {
        let mut out = io::stdout().lock();
        let _gone = queue!(out, DisableBracketedPaste);
        let _gone = out.flush();
        let _gone = disable_raw_mode();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore_terminal();
    }
}

/// Gives the terminal back as it was. Does nothing the second time.
pub fn restore_terminal() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout().lock();
    // The terminal may be gone, and then there is nobody left to tell.
    let _gone = queue!(out, EndSynchronizedUpdate, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    let _gone = out.flush();
    let _gone = disable_raw_mode();
}

thread_local! {
    /// Whether somebody sees to a panic of this thread.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Leaves the end of the process after a panic of this thread to whoever called.
pub fn guard_panics() {
    IS_GUARDED.set(true);
}

/// After a panic gives the terminal back with one line that holds nothing of the record. The main thread saves what was
/// typed before the process ends; any other ends it at once, but for the proofreader, whom nobody waits for: what was
/// typed is in the store, up to the last fraction of a second.
pub fn install_panic_hook() {
    std::panic::set_hook(Box::new(|panic| {
        if std::thread::current().name() == Some(spellcheck::SPELLCHECK_THREAD) {
            return;
        }
        restore_terminal();
        let place = panic.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
        let line = format!("Caseload made a mistake of its own and stopped{place}. Drafts and the record are kept.\n");
        let _gone = io::stderr().write_all(line.as_bytes());
        if !IS_GUARDED.get() {
            std::process::exit(EXIT_AFTER_PANIC.into());
        }
    }));
}

/// `EX_SOFTWARE` of sysexits: an internal error.
pub const EXIT_AFTER_PANIC: u8 = 70;

/// Collects a frame, and sends it in one write. The drawing library holds one end and [`Screen`] the other.
#[derive(Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl FrameBuffer {
    fn send_frame(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        // Standard output cuts what it is given at line ends; a frame has none, and is larger than its buffer or
        // flushed at once.
        let bytes = self.0.take();
        out.write_all(&bytes)?;
        out.flush()
    }
}

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// The frame is sent by [`FrameBuffer::send`] only: the library flushes after each piece.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const IN_ITS_OWN_PROCESS: &str = "tui::terminal::tests::a_screen_that_panics";

    /// What f19 runs: a screen that has the terminal and panics over a name.
    #[test]
    #[ignore = "it ends its process; f19 runs it"]
    fn a_screen_that_panics() {
        ENTERED.store(true, Ordering::SeqCst);
        install_panic_hook();
        panic!("no row of Nguyen, Linh");
    }

    #[test]
    fn f19_a_panic_gives_the_terminal_back_and_tells_nothing_of_the_record() {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let ran = command.args(["--exact", IN_ITS_OWN_PROCESS, "--ignored", "--nocapture"]).output().unwrap();
        assert_eq!(ran.status.code(), Some(EXIT_AFTER_PANIC.into()));
        let (shown, said) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
        assert!(shown.contains("\u{1b}[?1049l") && shown.contains("\u{1b}[?2004l"), "{shown:?}");
        assert!(said.contains("Drafts and the record are kept.") && said.contains("terminal.rs"), "{said}");
        assert!(!said.contains("Nguyen") && !shown.contains("Nguyen"), "{said}");
    }
}
