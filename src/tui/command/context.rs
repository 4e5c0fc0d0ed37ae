//! The contexts in which keys act.

/// What the keys act on at a moment: the keymap and the table of actions decide by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
pub enum KeyContext {
    /// The screen is locked: a passphrase is typed.
    Locked,
    /// The Today list.
    Today,
    /// The Cases list.
    Cases,
    /// The Action list.
    Action,
    /// The Alerts list.
    Alerts,
    /// The checklist.
    Checklist,
    /// The month.
    Month,
    /// The folder of a case.
    Folder,
    /// The desk of EC Supervisor and Clerk II.
    Queue,
    /// The points of a review.
    Review,
    /// A walk, one case a screen.
    Walk,
    /// The comment form without a case.
    NoForm,
    /// A choice in the comment form.
    Choice,
    /// A line in the comment form.
    Line,
    /// The narrative in the comment form.
    Narrative,
    /// The reason in the form of an amendment.
    AmendReason,
    /// The text in the form of an amendment.
    AmendText,
    /// A restored draft: keep or discard.
    Restored,
    /// The line that filters a list.
    Find,
    /// A question on the last line.
    Prompt,
    /// A list to choose from: palette, keys, picker.
    Chooser,
    /// The search over all comments.
    Searching,
    /// The copy-out block of a comment.
    CopyOut,
    /// A page to read, such as why a row is listed.
    Page,
    /// A page with a text for another worker, to be copied.
    Message,
    /// What the newest extracts changed, a page a case.
    Changes,
    /// An import is running.
    Importing,
    /// The preview of an import.
    Preview,
    /// Extracts that are older than what was read before, and are not read.
    Older,
    /// The result of an import.
    ImportResult,
    /// What the newest extracts no longer name.
    MissingFacts,
    /// An extract that was read and whose import may be undone.
    Extract,
    /// A rejected row that is being corrected.
    RowEditor,
    /// A question to be answered with yes or no.
    Confirm,
    /// A line in the form of an act.
    ActLine,
    /// A choice in the form of an act.
    ActChoice,
}

impl KeyContext {
    /// Returns whether the character is text or chooses something in this context, instead of being a command's key.
    pub const fn accepts_char(self, c: char) -> bool {
        match self {
            Self::Locked
            | Self::Line
            | Self::Narrative
            | Self::AmendReason
            | Self::AmendText
            | Self::Find
            | Self::Prompt
            | Self::Chooser
            | Self::Searching
            | Self::RowEditor
            | Self::ActLine => true,
            Self::Choice | Self::ActChoice => c != ' ',
            Self::Today
            | Self::Cases
            | Self::Action
            | Self::Alerts
            | Self::Checklist
            | Self::Month
            | Self::Folder
            | Self::Queue
            | Self::Review
            | Self::Walk
            | Self::NoForm
            | Self::Restored
            | Self::CopyOut
            | Self::Page
            | Self::Message
            | Self::Changes
            | Self::Importing
            | Self::Preview
            | Self::Older
            | Self::ImportResult
            | Self::MissingFacts
            | Self::Extract
            | Self::Confirm => false,
        }
    }
}

/// A set of contexts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContextSet(pub &'static [KeyContext]);

impl ContextSet {
    /// Returns whether the set has `context`.
    pub fn contains(self, context: KeyContext) -> bool {
        self.0.contains(&context)
    }
}
