//! The contexts in which keys act.

/// What the keys act on at a moment. It decides which command a key runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
pub enum KeyContext {
    /// The locked screen, where a passphrase is typed.
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
    /// The queue of the EC Supervisor or the Clerk II.
    Queue,
    /// The points of a review.
    Review,
    /// A walk, with one case on the screen.
    Walk,
    /// A round of telephone calls, with one person on the screen.
    Calling,
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
    /// What the newest extracts changed, one page for each case.
    Changes,
    /// A running import.
    Importing,
    /// The preview of an import.
    Preview,
    /// Extracts that were not imported because a newer one was imported before.
    Older,
    /// The result of an import.
    ImportResult,
    /// The missing facts.
    MissingFacts,
    /// A match with child welfare.
    Matching,
    /// An extract that was read and whose import may be undone.
    Extract,
    /// A rejected row that is being corrected.
    RowEditor,
    /// A question to be answered with yes or no.
    Confirm,
    /// The settings page.
    Settings,
    /// The settings page, while it waits for the key of a command or a view.
    KeyCapture,
    /// A line in the act sheet.
    ActLine,
    /// A choice in the act sheet.
    ActChoice,
}

impl KeyContext {
    /// Returns whether a character types text or selects a choice in this context, instead of running a command.
    pub const fn accepts_char(self) -> bool {
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
            | Self::Settings
            | Self::Choice
            | Self::ActChoice
            | Self::ActLine => true,
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
            | Self::Calling
            | Self::NoForm
            | Self::CopyOut
            | Self::Page
            | Self::Message
            | Self::Changes
            | Self::Importing
            | Self::Preview
            | Self::Older
            | Self::ImportResult
            | Self::MissingFacts
            | Self::Matching
            | Self::Extract
            | Self::KeyCapture
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
