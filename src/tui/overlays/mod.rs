//! What lies over the panes: one thing at a time, never a stack.

pub mod act_sheet;
pub mod chooser;
pub mod copy_out;
pub mod extract_changes;
pub mod import;
pub mod missing_facts;
pub mod prompt;
pub mod review;
pub mod search;

use chooser::Chooser;
use copy_out::CopyOutSheet;
use extract_changes::ExtractChanges;
use import::{ExtractPage, ImportPreview, RejectedRowEditor, RunningImport};
use missing_facts::MissingFactsList;
use prompt::Prompt;
use review::ReviewSheet;
use search::SearchOverlay;

use super::command::KeyContext;
use super::pending_input::PendingInput;
use super::store_thread::ImportSelection;
use super::widgets::read_page::TextPage;
use crate::domain::CaseNumber;
use crate::store::DraftTarget;

/// What lies over the panes.
#[derive(Debug, Clone, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The line that narrows the list.
    Find,
    /// A question on the last line.
    Prompt(Prompt),
    /// A list to choose from.
    Chooser(Chooser),
    /// The search over all comments.
    Search(SearchOverlay),
    /// The copy-out block of a comment.
    CopyOut(CopyOutSheet),
    /// The review of a case.
    Review(Box<ReviewSheet>),
    /// A page to read.
    TextPage(TextPage),
    /// A page to read about an extract, and not about a row of the pane.
    ImportNote(TextPage),
    /// What the newest extracts changed.
    Changes(ExtractChanges),
    /// Extracts being read.
    Importing(RunningImport),
    /// What extracts would bring.
    Preview(ImportPreview),
    /// What extracts brought.
    ImportResult(TextPage),
    /// What the newest extracts no longer name.
    MissingFacts(Box<MissingFactsList>),
    /// An extract that was read and may be taken back.
    Extract(ExtractPage),
    /// A rejected row being mended.
    RowEditor(Box<RejectedRowEditor>),
    /// A yes-or-no question.
    Confirm(Confirmation),
}

/// A question that yes answers; every other key is no.
#[derive(Debug, Clone)]
pub enum Confirmation {
    /// Discard a draft.
    DiscardDraft {
        /// Its case.
        case: CaseNumber,
        /// What it was to become.
        draft_key: DraftTarget,
        /// The question.
        question: String,
    },
    /// Read extracts that are older than what was read before.
    ImportOlder {
        /// The files.
        selection: ImportSelection,
        /// The question.
        question: String,
        /// What was told of them; no leads back to it.
        preview: Box<ImportPreview>,
    },
}

impl Confirmation {
    /// The question.
    pub fn question(&self) -> &str {
        match self {
            Self::DiscardDraft { question, .. } | Self::ImportOlder { question, .. } => question,
        }
    }
}

impl Overlay {
    /// Whether it tells of extracts, so that nothing is to be said of the row of the pane below it.
    pub const fn hides_rows(&self) -> bool {
        matches!(
            self,
            Self::Importing(_)
                | Self::Preview(_)
                | Self::ImportNote(_)
                | Self::ImportResult(_)
                | Self::Changes(_)
                | Self::MissingFacts(_)
                | Self::Extract(_)
                | Self::RowEditor(_)
        )
    }

    /// The keys' context, where something lies over the panes.
    pub fn key_context(&self) -> Option<KeyContext> {
        match self {
            Self::None => None,
            Self::Find => Some(KeyContext::Find),
            Self::Prompt(_) => Some(KeyContext::Prompt),
            Self::Chooser(_) => Some(KeyContext::Chooser),
            Self::Search(_) => Some(KeyContext::Searching),
            Self::CopyOut(_) => Some(KeyContext::CopyOut),
            Self::Review(_) => Some(KeyContext::Review),
            Self::TextPage(page) if page.copy.is_some() => Some(KeyContext::Message),
            Self::TextPage(_) | Self::ImportNote(_) => Some(KeyContext::Page),
            Self::Changes(_) => Some(KeyContext::Changes),
            Self::Importing(_) => Some(KeyContext::Importing),
            Self::Preview(preview) => Some(preview.key_context()),
            Self::ImportResult(_) => Some(KeyContext::ImportResult),
            Self::MissingFacts(_) => Some(KeyContext::MissingFacts),
            Self::Extract(_) => Some(KeyContext::Extract),
            Self::RowEditor(_) => Some(KeyContext::RowEditor),
            Self::Confirm(_) => Some(KeyContext::Confirm),
        }
    }
    /// What is typed or scored in the overlay and not recorded yet; `None` if nothing is.
    pub fn pending_input(&self) -> Option<PendingInput> {
        match self {
            Self::Prompt(prompt) => {
                let asked = prompt.identity.clone().filter(|_| prompt.is_typed())?;
                Some(PendingInput::Answer { asked, text: prompt.line.content().to_owned() })
            }
            Self::RowEditor(mending) if !mending.is_importing && mending.is_changed() => Some(PendingInput::Mending {
                extract: mending.rejected.extract.id,
                row: mending.rejected.row.row,
                cells: mending.cell_texts(),
            }),
            Self::Review(review) if review.is_begun => Some(PendingInput::Review {
                case: review.case.clone(),
                month: review.month,
                points: review.scored_points(),
            }),
            _ => None,
        }
    }
}
