//! Commands in the comment form and in the form of an amendment.

/// A command in the comment form. Some of these commands also act in the amendment form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentFormCommand {
    /// Go to the next field.
    Next,
    /// Go to the previous field.
    Previous,
    /// Select the choice to the right.
    ChoiceRight,
    /// Select the choice to the left.
    ChoiceLeft,
    /// Answer none to forms or documents.
    AnswerNone,
    /// Switch between reached and attempted.
    Reached,
    /// Choose a value of the field from the catalog.
    Pick,
    /// File the comment.
    File,
    /// File the comment and dictate on the next row.
    FileNext,
    /// Write out the abbreviation at the caret or correct the misspelled word there, or else the first listed one.
    WriteOut,
    /// Keep the misspelled word as one of the worker's own.
    KeepWord,
    /// Protect the comment, or remove the protection.
    Protect,
    /// Keep the selected text as a phrase.
    KeepPhrase,
    /// Leave the form and keep the draft.
    Leave,
    /// Discard the draft.
    DiscardDraft,
}
