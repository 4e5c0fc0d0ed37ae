//! What must be accounted for although it changes nothing in a case: who took something out, failed to get in, or
//! changed a key.

use serde::{Deserialize, Serialize};

/// One such act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// A list or a case was written out for use elsewhere.
    Exported(String),
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
    /// The record was put back from a backup, which held this many entries.
    Restored {
        /// Entries in the backup.
        entries: u64,
    },
}

impl Access {
    /// The act in a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Exported(what) => format!("Exported {what}"),
            Self::UnlockFailed { tries: 1, .. } => "1 failed try to open the home".to_owned(),
            Self::UnlockFailed { tries, .. } => format!("{tries} failed tries to open the home"),
            Self::KeyChanged(what) => format!("Key: {what}"),
            Self::Rebuilt => "Tables made anew from the log".to_owned(),
            Self::Restored { entries } => format!("Restored from a backup of {entries} entries"),
        }
    }
}
