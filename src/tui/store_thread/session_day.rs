//! The part of the stored session that the store needs before the screen reads the rest: the day of the lists.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The way in which the stored session ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExitKind {
    /// The screen was locked or its terminal went away: the next start restores the whole session.
    #[default]
    Locked,
    /// The session was saved while the worker was working. If this is what the next start finds, the program ended
    /// unexpectedly, and later text is in a draft.
    OnTheWay,
    /// The worker quit: the next session starts fresh.
    Quit,
}

/// The day of the lists as the session stores it.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct SessionDay {
    /// The day; `None` for today.
    as_of: Option<NaiveDate>,
    left: ExitKind,
}

impl SessionDay {
    /// Reads the day from a stored session; `None` if the session cannot be read.
    pub(super) fn from_body(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }

    /// Returns the day for which the lists are evaluated; `requested` is the day from the command line. Only unlocking
    /// goes on with another day: a new start is a new piece of work, and somebody who works on it by an old day's lists
    /// misses what is due.
    pub(super) fn day(self, requested: Option<NaiveDate>) -> Option<NaiveDate> {
        match self.left {
            ExitKind::Locked => self.as_of,
            ExitKind::OnTheWay | ExitKind::Quit => requested,
        }
    }
}
