//! Draws on the terminal. Each frame is sent in one write, inside one synchronized update.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::platform::{self, TerminalGuard};

/// The terminal while the screen has it. Dropping it gives the terminal back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    frame: FrameBuffer,
    guard: TerminalGuard,
    in_tmux: bool,
}

impl Screen {
    /// Takes the terminal; with `mouse`, clicks and the wheel are reported too.
    ///
    /// # Errors
    /// Fails if there is no terminal or the terminal cannot be written.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let guard = TerminalGuard::take(mouse)?;
        let frame = FrameBuffer::default();
        let terminal = Terminal::new(CrosstermBackend::new(frame.clone()))?;
        let in_tmux = std::env::var_os("TMUX").is_some();
        Ok(Self { terminal, frame, guard, in_tmux })
    }

    /// Copies a text to the terminal's clipboard, with the next frame.
    pub fn copy_to_clipboard(&self, text: &str) {
        let sequence = platform::osc52_sequence(text, self.in_tmux);
        self.frame.0.borrow_mut().extend_from_slice(sequence.as_bytes());
    }

    /// Has the terminal report clicks and the wheel, or no longer, with the next frame.
    pub fn use_mouse(&mut self, is_used: bool) {
        self.frame.0.borrow_mut().extend_from_slice(self.guard.mouse_sequence(is_used).as_bytes());
    }

    /// Draws one frame. With `every_cell`, cells that have not changed are written again too.
    ///
    /// # Errors
    /// Fails if the terminal is gone.
    pub fn draw_frame(&mut self, every_cell: bool, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.frame, BeginSynchronizedUpdate)?;
        if every_cell {
            // `Terminal::clear` is not used, because it asks the terminal for the position of its cursor.
            let area = self.terminal.size()?.into();
            self.terminal.resize(area)?;
        }
        self.terminal.draw(view)?;
        queue!(self.frame, EndSynchronizedUpdate)?;
        self.frame.send_frame()
    }

    /// Clears the screen and the terminal's scrollback.
    pub fn wipe(&mut self) {
        self.guard.wipe();
    }

    /// Prepares the terminal for the process that replaces this one.
    pub fn hand_over(&mut self) {
        self.guard.hand_over();
    }
}

/// Collects a frame and sends it in one write. The drawing library holds one end and [`Screen`] the other.
#[derive(Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl FrameBuffer {
    fn send_frame(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        // Standard output splits what it is given at line ends; a frame has none, and is larger than its buffer or
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

    /// Does nothing: the library flushes after each piece, and only [`FrameBuffer::send_frame`] sends the frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
