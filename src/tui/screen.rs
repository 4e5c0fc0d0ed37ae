//! Draws on the terminal. Each frame is sent in one write, inside one synchronized update, and a frame that changes
//! nothing is not sent at all.

use std::io::{self, Write};

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::environment;
use super::frame_bytes::{Erasing, cursor_sequence, frame_bytes};
use crate::platform::{self, TerminalGuard};

/// Takes every style away, clears the screen and shows the cursor.
const CLEAR_SCREEN: &str = "\x1b[m\x1b[2J\x1b[?25h";

/// The terminal while the screen has it. Dropping it gives the terminal back.
pub struct Screen {
    /// What the terminal shows, and where its cursor is; `None` before the first frame.
    shown: Option<(Buffer, Position)>,
    /// What is sent with the next frame.
    pending: Vec<u8>,
    guard: TerminalGuard,
    in_tmux: bool,
    erasing: Erasing,
}

impl Screen {
    /// Takes the terminal; with `mouse`, clicks and the wheel are reported too.
    ///
    /// # Errors
    /// Fails if there is no terminal or the terminal cannot be written.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let guard = TerminalGuard::take(mouse)?;
        let in_tmux = std::env::var_os("TMUX").is_some();
        let erases_in_color = environment::erases_in_color(|name| std::env::var(name).ok());
        let erasing = if erases_in_color { Erasing::PenBackground } else { Erasing::OwnBackground };
        Ok(Self { shown: None, pending: Vec::new(), guard, in_tmux, erasing })
    }

    /// Copies a text to the terminal's clipboard, with the next frame.
    pub fn copy_to_clipboard(&mut self, text: &str) {
        let sequence = platform::osc52_sequence(text, self.in_tmux);
        self.pending.extend_from_slice(sequence.as_bytes());
    }

    /// Has the terminal report clicks and the wheel, or no longer, with the next frame.
    pub fn use_mouse(&mut self, is_used: bool) {
        self.pending.extend_from_slice(self.guard.mouse_sequence(is_used).as_bytes());
    }

    /// Draws one frame; the view draws into the buffer and returns the place of the cursor. With `every_cell`, cells that
    /// have not changed are written again too.
    ///
    /// # Errors
    /// Fails if the terminal is gone.
    pub fn draw_frame(&mut self, every_cell: bool, view: impl FnOnce(&mut Buffer) -> Position) -> io::Result<()> {
        let (width, height) = crossterm::terminal::size()?;
        let area = Rect::new(0, 0, width, height);
        let mut next = Buffer::empty(area);
        let cursor = view(&mut next);
        let mut bytes = std::mem::take(&mut self.pending);
        if let Some((shown, at)) = self.shown.take().filter(|(shown, _)| shown.area == area && !every_cell) {
            let changes = frame_bytes(&shown, &next, self.erasing);
            if changes.is_empty() && bytes.is_empty() && at == cursor {
                self.shown = Some((next, cursor));
                return Ok(());
            }
            bytes.extend(changes);
        } else {
            bytes.extend_from_slice(CLEAR_SCREEN.as_bytes());
            bytes.extend(frame_bytes(&Buffer::empty(area), &next, self.erasing));
        }
        bytes.extend_from_slice(cursor_sequence(cursor).as_bytes());
        self.shown = Some((next, cursor));
        send_frame(&bytes)
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

fn send_frame(bytes: &[u8]) -> io::Result<()> {
    let mut frame = Vec::with_capacity(bytes.len());
    queue!(frame, BeginSynchronizedUpdate)?;
    frame.extend_from_slice(bytes);
    queue!(frame, EndSynchronizedUpdate)?;
    let mut out = io::stdout().lock();
    out.write_all(&frame)?;
    out.flush()
}
