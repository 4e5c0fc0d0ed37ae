//! What the newest backup says about the record.

use crate::domain::count_with_noun;

/// What the newest backup says about the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Witness {
    /// There is no backup.
    None,
    /// The newest backup does not open with the key in use: it is older than a change of the key, or damaged.
    Unreadable,
    /// The newest backup does not open with the key in use, and was made with a later key file of this home than the one in
    /// use: an older copy of the home was put in its place.
    KeysBehind,
    /// The record holds everything that the newest backup holds.
    Agrees {
        /// How many entries the backup holds.
        backup: u64,
    },
    /// The record was restored from an older backup, and says so; the newest backup holds what was there before.
    Restored {
        /// How many entries the record shares with the newest backup.
        shared: u64,
    },
    /// The record is an earlier state of the backup: its newest entries are gone.
    Behind {
        /// How many entries the record holds.
        record: u64,
        /// How many entries the backup holds.
        backup: u64,
    },
    /// Record and backup share their first entries and hold different ones after them.
    Forked {
        /// How many entries they share.
        shared: u64,
        /// How many entries the record holds.
        record: u64,
        /// How many entries the backup holds.
        backup: u64,
    },
    /// Record and backup share no entry: they are two records.
    Beside,
}

impl Witness {
    /// Returns whether the newest backup holds something that the record should hold too, and does not.
    pub const fn is_against_record(self) -> bool {
        matches!(self, Self::Behind { .. } | Self::KeysBehind | Self::Forked { .. } | Self::Beside)
    }

    /// Returns what the newest backup says, as a sentence; `None` where there is nothing to say.
    pub fn sentence(self) -> Option<String> {
        let entries = |count: u64| count_with_noun(count, "entry");
        Some(match self {
            Self::None | Self::Agrees { .. } => return None,
            Self::Unreadable => {
                "The newest backup does not open with the key in use, and so proves nothing about the record."
                    .to_owned()
            }
            Self::KeysBehind => {
                "The newest backup was made with a later key file of this home than the one in use. An older \
                                 copy of the home was put in its place. See what is missing: caseload restore --latest"
                    .to_owned()
            }
            Self::Restored { shared } => format!(
                "The record was restored from an older backup; the newest one holds what was there before, from entry \
                 {} on.",
                shared + 1
            ),
            Self::Behind { record, backup } => format!(
                "The record is behind its newest backup: it holds {}, and the backup {}. An older copy was put in its \
                 place, or its end was taken away. See what is missing: caseload restore --latest",
                entries(record),
                entries(backup)
            ),
            Self::Forked { shared, record, backup } => format!(
                "The record is forked from its newest backup: they share {}, then the record goes on with {} of its \
                 own and the backup with {}. One of them comes from a copy of this home. Keep both and ask for help.",
                entries(shared),
                entries(record - shared),
                entries(backup - shared)
            ),
            Self::Beside => "The record stands beside its newest backup: they share no entry. One of them comes from \
                             another home. Keep both and ask for help."
                .to_owned(),
        })
    }
}
