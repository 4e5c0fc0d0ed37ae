//! What must be accounted for although it changes nothing in a case: who took something out, failed to get in, or
//! changed a key.

use serde::{Deserialize, Serialize};

use super::ids::RowId;

/// One such act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditEvent {
    /// A list or a case was written out for another program: as JSON or comma-separated values.
    Exported(String),
    /// A list or a case was printed as text into a file or for another program.
    Printed(String),
    /// The text of a protected comment was shown.
    Revealed {
        /// The comment.
        comment: RowId,
        /// Why, where the worker said so.
        reason: Option<String>,
    },
    /// The home was opened with the words of a recovery key or of an office's private key; this is whose.
    OpenedWithWords(String),
    /// Somebody tried to open the home and failed, since it was last opened.
    UnlockFailed {
        /// How many times.
        tries: u32,
        /// The last time: milliseconds since 1970, UTC.
        last_ms: u64,
    },
    /// A way into the home, or the key of the database itself, was changed.
    KeyChanged(String),
    /// The tables were made anew from the log.
    Rebuilt,
    /// The record was made anew from what could be read of it after damage.
    Salvaged {
        /// Entries that were kept as they were.
        kept: u64,
        /// Entries that are lost. What could be read beyond them was recorded anew after this one.
        missing: u64,
    },
    /// The record was put back from a backup, which held this many entries.
    Restored {
        /// Entries in the backup.
        entries: u64,
    },
}

impl AuditEvent {
    /// The act in a sentence.
    pub fn message(&self) -> String {
        match self {
            Self::Exported(what) => format!("Exported {what}"),
            Self::Printed(what) => format!("Printed {what}"),
            Self::Revealed { comment, reason: None } => format!("Revealed protected comment {comment}"),
            Self::Revealed { comment, reason: Some(reason) } => {
                format!("Revealed protected comment {comment}: {reason}")
            }
            Self::OpenedWithWords(label) => format!("Opened with the words of {label}"),
            Self::UnlockFailed { tries: 1, .. } => "1 failed try to open the home".to_owned(),
            Self::UnlockFailed { tries, .. } => format!("{tries} failed tries to open the home"),
            Self::KeyChanged(what) => format!("Key: {what}"),
            Self::Rebuilt => "Tables made anew from the log".to_owned(),
            Self::Salvaged { kept, missing: 0 } => format!("Salvaged after damage: all of {kept} entries"),
            Self::Salvaged { kept, missing } => {
                format!("Salvaged after damage: {kept} entries kept, {missing} lost; what follows was recorded anew")
            }
            Self::Restored { entries } => format!("Restored from a backup of {entries} entries"),
        }
    }
}
