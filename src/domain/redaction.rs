//! Texts that are hidden until somebody reveals them on purpose: domestic-abuse facts, which only staff directly
//! involved may read (WIC 10850; domain notes, domestic abuse).

/// What stands where a protected text is hidden.
pub const PROTECTED: &str = "protected: domestic-abuse facts; reveal with caseload comment show CASE --reveal ID";

/// A text, or the fact that it is hidden. The hidden text is not in the value: nothing that holds it can show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MaybeRedacted<T> {
    /// The text: it is open, or was revealed and the reveal recorded.
    Shown(T),
    /// It is protected and was not revealed.
    Protected,
}

impl<T> MaybeRedacted<T> {
    /// The text, where it is shown.
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
