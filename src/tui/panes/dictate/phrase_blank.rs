//! A field of an expanded phrase.

/// A field of an expanded phrase that the caret has not left yet.
///
/// Fields are visited in order and everything is written before those that are still to come, so that the distance to
/// the end of the text tells where one is.
#[derive(Debug, Clone)]
pub(super) struct PhraseBlank {
    /// What stands there.
    pub(super) text: String,
    /// How many characters of the narrative come after it.
    pub(super) after: usize,
    /// What may be chosen.
    pub(super) choices: Vec<String>,
}
