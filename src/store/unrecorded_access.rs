//! What is said where the record cannot show that something was read or leaves.

/// Why the record does not show that something was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnrecordedAccess {
    /// The medium can only be read.
    ReadOnlyMedium,
    /// The disk is full.
    FullDisk,
    /// The disk has no room for another file.
    NoMoreFiles,
}

impl UnrecordedAccess {
    /// Returns the sentence that a worker is told who reads.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ReadOnlyMedium => "This disk is read-only, so the record does not show this access.",
            Self::FullDisk => "The disk is full, so the record does not show this access. Free some space.",
            Self::NoMoreFiles => {
                "The disk is full (no room for more files), so the record does not show this access. Remove some files."
            }
        }
    }

    /// Returns why nothing leaves, and what to do.
    pub const fn refusal(self) -> &'static str {
        match self {
            Self::ReadOnlyMedium => {
                "This disk is read-only, so the record cannot show that this leaves. Nothing was written; read it on the \
                 screen, or copy the home to a disk that can be written."
            }
            Self::FullDisk => {
                "The disk is full, so the record cannot show that this leaves. Nothing was written; free some space and \
                 try again, or read it on the screen."
            }
            Self::NoMoreFiles => {
                "The disk is full (no room for more files), so the record cannot show that this leaves. Nothing was \
                 written; remove some files and try again, or read it on the screen."
            }
        }
    }
}
