//! Events that must be accounted for although they change nothing in a case: who took something out, failed to get in,
//! or changed a key.

use serde::{Deserialize, Serialize};

use super::access_way::{Way, WayKind, WaysChange};
use super::filing_answer::FilingAnswer;
use super::ids::{RowId, WorkerNumber};
use crate::domain::count_with_noun;

/// An event that must be accounted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditEvent {
    /// A list or a case was exported as JSON or comma-separated values; the text says what.
    Exported(String),
    /// A list or a case was printed as text or as a document; the text says what.
    Printed(String),
    /// The text of a protected comment was shown.
    Revealed {
        /// The id of the comment.
        comment: RowId,
        /// The worker's reason, where one was given.
        reason: Option<String>,
    },
    /// Somebody opened what is known of the family's child-welfare case.
    ChildWelfareOpened {
        /// The worker's reason, where one was given; a sensitive case asks for one.
        reason: Option<String>,
    },
    /// What the worker records next on the case is done for the EC under whom the case is listed, and not by mistake.
    WorkedFor(WorkerNumber),
    /// What the worker records next has a text that the program doubted, and the worker answered.
    Answered(FilingAnswer),
    /// Somebody opened the home with the words of a recovery key or of an office's private key; the text says whose.
    OpenedWithWords(String),
    /// A worker opened the home with a passphrase that an office's key had set, and that they have not changed since.
    OpenedWithSetPassphrase {
        /// The name of the office.
        set_by: String,
    },
    /// Attempts to open the home have failed since it was last opened.
    UnlockFailed {
        /// The number of failed attempts.
        tries: u32,
        /// The time of the last attempt, in milliseconds since 1970 (UTC).
        last_ms: u64,
        /// The office whose key opened the home then; `None` if a worker's own way did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<String>,
    },
    /// A new passphrase was refused because it opens this home already: a guess, perhaps.
    PassphraseRefused {
        /// The number of such refusals in a row.
        tries: u32,
        /// The office whose key opened the home; `None` if a worker's own way did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<String>,
    },
    /// A key slot of the home or the database key itself was changed; the text says how. Earlier versions of the program
    /// recorded this; now [`Self::WaysChanged`] is recorded.
    KeyChanged(String),
    /// The ways into the home were changed; the key file holds these from now on.
    WaysChanged(Box<WaysChange>),
    /// The tables were rebuilt from the log.
    Rebuilt,
    /// After damage, the record was rebuilt from what could still be read.
    Salvaged {
        /// The number of entries that were kept as they were.
        kept: u64,
        /// The number of entries that are lost. What could be read beyond them was recorded again after this entry.
        missing: u64,
    },
    /// The record was restored from a backup.
    Restored {
        /// The number of entries in the backup.
        entries: u64,
        /// The ways into the home that had been taken away since, and open it again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        let_in: Vec<Way>,
    },
}

impl AuditEvent {
    /// Returns the event in a sentence.
    pub fn message(&self) -> String {
        let entries = |count: u64| count_with_noun(count, "entry");
        match self {
            Self::Exported(what) => format!("Exported {what}"),
            Self::Printed(what) => format!("Printed {what}"),
            Self::Revealed { comment, reason: None } => format!("Revealed protected comment {comment}"),
            Self::Revealed { comment, reason: Some(reason) } => {
                format!("Revealed protected comment {comment}: {reason}")
            }
            Self::ChildWelfareOpened { reason: None } => "Opened what is known of child welfare".to_owned(),
            Self::ChildWelfareOpened { reason: Some(reason) } => {
                format!("Opened what is known of child welfare: {reason}")
            }
            Self::WorkedFor(ec) => format!("Worked for {ec}, under whom the case is listed"),
            Self::Answered(answer) => format!("Confirmed for the next entry: {}", answer.title()),
            Self::OpenedWithWords(label) => format!("Opened with the words of {label}"),
            Self::OpenedWithSetPassphrase { set_by } => {
                format!("Opened by the office's key: the office {set_by} set this passphrase")
            }
            Self::UnlockFailed { tries, .. } => {
                format!("{} to open the home", count_with_noun(*tries, "failed attempt"))
            }
            Self::PassphraseRefused { tries, .. } => {
                format!("{} refused because it is in use here", count_with_noun(*tries, "new passphrase"))
            }
            Self::KeyChanged(what) => format!("Key: {what}"),
            Self::WaysChanged(change) => format!("Key: {}", change.how),
            Self::Rebuilt => "Tables rebuilt from the log".to_owned(),
            Self::Salvaged { kept, missing: 0 } => format!("Salvaged after damage: all of {}", entries(*kept)),
            Self::Salvaged { kept, missing } => {
                let kept = entries(*kept);
                format!("Salvaged after damage: {kept} kept, {missing} lost; what follows was recorded again")
            }
            Self::Restored { entries: held, let_in } if let_in.is_empty() => {
                format!("Restored from a backup of {}", entries(*held))
            }
            Self::Restored { entries: held, let_in } => {
                let let_in: Vec<_> = let_in.iter().map(Way::describe).collect();
                format!("Restored from a backup of {}; access restored for: {}", entries(*held), let_in.join(", "))
            }
        }
    }

    /// Returns the office with whose key the home was open; `None` if a worker had it open.
    pub fn office(&self) -> Option<&str> {
        match self {
            Self::OpenedWithWords(whose) => whose.strip_prefix(WayKind::Escrow.id())?.strip_prefix(' '),
            Self::UnlockFailed { office, .. } | Self::PassphraseRefused { office, .. } => office.as_deref(),
            Self::WaysChanged(change) => change.office.as_deref(),
            _ => None,
        }
    }
}
