//! A blank of an expanded phrase.

/// A blank of an expanded phrase that the caret has not left yet.
///
/// Blanks are visited in order, and text is inserted only before the remaining ones, so the distance to the end of the
/// text locates a blank.
#[derive(Debug, Clone)]
pub(super) struct PhraseBlank {
    /// The text in the blank.
    pub(super) text: String,
    /// How many characters of the narrative come after the blank.
    pub(super) after: usize,
    /// The texts to choose from; empty if the blank is filled by typing.
    pub(super) choices: Vec<String>,
}
