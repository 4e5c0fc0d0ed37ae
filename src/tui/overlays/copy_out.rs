//! The copy-out block of a comment: its parts in order. Each part becomes one entry in the system of record.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use crate::domain::{CaseNumber, RowId};
use crate::posting::PostingBlock;
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::store_thread::CopyOut;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::{Panel, draw_lines};
use crate::tui::widgets::scroll::{note_lines_below, scroll_top};

/// The open copy-out block.
#[derive(Debug, Clone)]
pub struct CopyOutSheet {
    /// The comment.
    pub comment: RowId,
    /// Whether a part of it is not posted yet.
    pub to_post: bool,
    /// The case of the comment.
    pub case: CaseNumber,
    /// The title of the posting template.
    pub template_title: String,
    /// The file that is proposed for writing the block.
    pub file: String,
    /// The parts of the block; there is at least one.
    pub blocks: Vec<PostingBlock>,
    /// The index of the part that is shown.
    pub index: usize,
    /// The first line shown of the part.
    pub top: usize,
    /// How many parts were copied so far.
    pub copied: usize,
}

impl From<CopyOut> for CopyOutSheet {
    fn from(copy_out: CopyOut) -> Self {
        let CopyOut { comment, to_post, case, template_title, file, blocks } = copy_out;
        Self { comment, to_post, case, template_title, file, blocks, index: 0, top: 0, copied: 0 }
    }
}

impl CopyOutSheet {
    /// Returns the part that is shown.
    pub fn current_block(&self) -> Option<&PostingBlock> {
        self.blocks.get(self.index)
    }

    /// Goes to the part to copy next. The first part comes at the start, and again after the last one.
    pub fn go_to_next_block(&mut self) {
        self.index = self.copied.checked_rem(self.blocks.len()).unwrap_or(0);
        self.top = 0;
    }

    /// Counts the shown part as copied. Returns the message that says so.
    pub fn note_copied(&mut self) -> String {
        self.copied = self.index + 1;
        let parts = self.blocks.len();
        match parts - self.copied.min(parts) {
            0 if parts == 1 => "Copied. Paste it, then P marks the comment as posted.".to_owned(),
            0 => format!("Copied {parts} of {parts}, the last. P marks the comment as posted."),
            _ => format!("Copied {} of {parts}. Paste it, then y copies the next.", self.copied),
        }
    }

    /// Returns the lines of the part that is shown, as they will be pasted. On a screen that is too narrow for one, what
    /// belongs to it is indented under it.
    pub fn block_lines(&self, framed: Rect) -> Vec<String> {
        let columns = usize::from(framed.width).saturating_sub(4);
        let lines = self.current_block().map(|block| block.text.lines()).into_iter().flatten();
        lines
            .flat_map(|line| if line.is_empty() { vec![String::new()] } else { text::wrap_hanging(line, columns) })
            .collect()
    }

    /// Scrolls the part that is shown on a terminal of `size`.
    pub fn scroll(&mut self, motion: Motion, size: Size) {
        let framed = layout::overlay_area(size);
        self.top = scroll_top(self.top, motion, self.block_lines(framed).len(), layout::rows_inside(framed));
    }

    /// Returns the heading of the part: its number and the type of entry to choose in the system of record.
    pub fn heading(&self) -> String {
        let part = if self.blocks.len() > 1 {
            format!("   part {} of {}", self.index + 1, self.blocks.len())
        } else {
            String::new()
        };
        let kind = self.current_block().and_then(|block| block.entry_type.as_ref());
        let kind = kind.map(|kind| format!("   entry type: {kind}")).unwrap_or_default();
        format!("{}{part}{kind}", self.template_title)
    }

    /// Draws the part that is shown, exactly as it will be pasted. Returns the position at which its text begins.
    pub fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Position {
        let framed = layout::overlay_area(screen.as_size());
        let inside = Panel::text_area(framed, 1);
        let lines = self.block_lines(framed);
        let note = note_lines_below(lines.len(), self.top, inside.height);
        let title = format!("{}   {}", self.case, self.heading());
        Panel { title: &title, note: &note, active: true, theme }.draw_over(framed, buffer);
        let style = theme.style(StyleRole::Text);
        draw_lines(lines.into_iter().skip(self.top).map(|line| Line::styled(line, style)), inside, buffer);
        inside.as_position()
    }
}
