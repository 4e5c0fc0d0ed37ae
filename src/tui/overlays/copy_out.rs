//! The copy-out block of a comment: its parts in order, each of which becomes one entry in the system of record.

use crate::domain::CaseNumber;
use crate::exchange::posting::PostingBlock;
use crate::tui::store_thread::CopyOut;

/// The copy-out block while it is shown.
#[derive(Debug, Clone)]
pub struct CopyOutSheet {
    /// The comment's case.
    pub case: CaseNumber,
    /// The shape's name.
    pub template_title: String,
    /// The file that is proposed where the block is to be written to one.
    pub file: String,
    /// The parts, never none.
    pub blocks: Vec<PostingBlock>,
    /// The part that is shown.
    pub index: usize,
    /// The first line shown of it.
    pub top: usize,
    /// How many parts were copied.
    pub copied: usize,
}

impl From<CopyOut> for CopyOutSheet {
    fn from(copy_out: CopyOut) -> Self {
        let CopyOut { case, template_title, file, blocks } = copy_out;
        Self { case, template_title, file, blocks, index: 0, top: 0, copied: 0 }
    }
}

impl CopyOutSheet {
    /// The part that is shown.
    pub fn current_block(&self) -> Option<&PostingBlock> {
        self.blocks.get(self.index)
    }

    /// Goes to the part that is to be copied next: the first, and after the last one the first again.
    pub fn go_to_next_block(&mut self) {
        self.index = self.copied.checked_rem(self.blocks.len()).unwrap_or(0);
        self.top = 0;
    }

    /// Notes that the part that is shown was copied, and says so.
    pub fn note_copied(&mut self) -> String {
        self.copied = self.index + 1;
        let parts = self.blocks.len();
        match parts - self.copied.min(parts) {
            0 if parts == 1 => "Copied. Paste it, then P marks the comment as posted.".to_owned(),
            0 => format!("Copied {parts} of {parts}, the last. P marks the comment as posted."),
            _ => format!("Copied {} of {parts}. Paste it, then y copies the next.", self.copied),
        }
    }

    /// The part's heading: which one, and the type of entry to choose.
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
}
