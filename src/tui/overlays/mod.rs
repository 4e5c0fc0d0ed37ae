//! What lies over the panes: one thing at a time, never a stack.

pub mod act_sheet;
pub mod chooser;
pub mod import;
pub mod prompt;
pub mod review;
pub mod searching;
pub mod sheet;
pub mod why;

use ratatui::text::Line;

use chooser::Chooser;
use import::{Extract, Importing, Mending, Preview};
use prompt::Prompt;
use review::ReviewSheet;
use searching::Searching;
use sheet::Sheet;

use super::command::Context;
use super::jobs::Chosen;
use super::panes::changes::Changes;
use super::panes::not_named::NotNamed;
use crate::domain::CaseNumber;
use crate::store::DraftOf;

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
    Searching(Searching),
    /// The copy-out block of a comment.
    Sheet(Sheet),
    /// The review of a case.
    Review(Box<ReviewSheet>),
    /// A page to read.
    Page(ReadPage),
    /// A page to read about an extract, and not about a row of the pane.
    Told(ReadPage),
    /// What the newest extracts changed.
    Changes(Changes),
    /// Extracts being read.
    Importing(Importing),
    /// What extracts would bring.
    Preview(Preview),
    /// What extracts brought.
    Brought(ReadPage),
    /// What the newest extracts no longer name.
    NotNamed(Box<NotNamed>),
    /// An extract that was read and may be taken back.
    Extract(Extract),
    /// A rejected row being mended.
    Mending(Box<Mending>),
    /// A yes-or-no question.
    Confirm(Confirm),
}

/// A page to read.
#[derive(Debug, Clone)]
pub struct ReadPage {
    /// The frame's title.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// The first line shown.
    pub top: usize,
    /// The text of it that goes to another worker and may be copied, if it is such.
    pub copy: Option<String>,
}

impl ReadPage {
    /// A page, shown from its first line.
    pub fn new(title: impl Into<String>, lines: Vec<Line<'static>>) -> Self {
        Self { title: title.into(), lines, top: 0, copy: None }
    }
}

/// A question that yes answers; every other key is no.
#[derive(Debug, Clone)]
pub enum Confirm {
    /// Discard a draft.
    DiscardDraft {
        /// Its case.
        case: CaseNumber,
        /// What it was to become.
        of: DraftOf,
        /// The question.
        question: String,
    },
    /// Read extracts that are older than what was read before.
    ReadOlder {
        /// The files.
        chosen: Chosen,
        /// The question.
        question: String,
        /// What was told of them; no leads back to it.
        preview: Box<Preview>,
    },
}

impl Confirm {
    /// The question.
    pub fn question(&self) -> &str {
        match self {
            Self::DiscardDraft { question, .. } | Self::ReadOlder { question, .. } => question,
        }
    }
}

impl Overlay {
    /// Whether it tells of extracts, so that nothing is to be said of the row of the pane below it.
    pub const fn hides_the_rows(&self) -> bool {
        matches!(
            self,
            Self::Importing(_)
                | Self::Preview(_)
                | Self::Told(_)
                | Self::Brought(_)
                | Self::Changes(_)
                | Self::NotNamed(_)
                | Self::Extract(_)
                | Self::Mending(_)
        )
    }

    /// The keys' context, where something lies over the panes.
    pub fn context(&self) -> Option<Context> {
        match self {
            Self::None => None,
            Self::Find => Some(Context::Find),
            Self::Prompt(_) => Some(Context::Prompt),
            Self::Chooser(_) => Some(Context::Chooser),
            Self::Searching(_) => Some(Context::Searching),
            Self::Sheet(_) => Some(Context::CopyOut),
            Self::Review(_) => Some(Context::Review),
            Self::Page(page) if page.copy.is_some() => Some(Context::Message),
            Self::Page(_) | Self::Told(_) => Some(Context::Page),
            Self::Changes(_) => Some(Context::Changes),
            Self::Importing(_) => Some(Context::Importing),
            Self::Preview(preview) => Some(preview.context()),
            Self::Brought(_) => Some(Context::Brought),
            Self::NotNamed(_) => Some(Context::NotNamed),
            Self::Extract(_) => Some(Context::Extract),
            Self::Mending(_) => Some(Context::Mending),
            Self::Confirm(_) => Some(Context::Confirm),
        }
    }
}
