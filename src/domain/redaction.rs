//! Texts that are hidden until somebody reveals them on purpose: domestic-abuse facts, which only staff directly
//! involved may read (WIC 10850).

/// The note in place of a protected text that is hidden. It does not hint at what the text is about, because a clerk,
/// or anyone looking over a shoulder, may read it.
pub const PROTECTED: &str = "kept apart; who may read it: caseload comment show CASE --reveal ID";

/// The words in place of a protected text on paper and in tables. They are neutral: that a comment tells of domestic
/// abuse is itself such a fact, and paper is read by others, the abuser among them.
pub const KEPT_APART: &str = "kept apart: ask who wrote it";

/// What every document with comments says, whether or not there are comments that it leaves out.
pub const KEPT_APART_NOTE: &str =
    "Comments that are kept apart are never printed; this does not say whether there are any.";

/// A text, or the fact that it is hidden. The value does not contain the hidden text, so nothing that holds it can
/// show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MaybeRedacted<T> {
    /// The text, which is not protected or whose reveal was recorded.
    Shown(T),
    /// The text is protected and was not revealed.
    Protected,
}

impl<T> MaybeRedacted<T> {
    /// Returns the text where it is visible.
    pub const fn as_visible(&self) -> Option<&T> {
        match self {
            Self::Shown(text) => Some(text),
            Self::Protected => None,
        }
    }

    /// Hides `text` where it is `protected`.
    pub(super) fn new(text: T, protected: bool) -> Self {
        if protected { Self::Protected } else { Self::Shown(text) }
    }
}
