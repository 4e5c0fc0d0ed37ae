//! The months of aid of a participant, each with its verdict.

use serde::Serialize;

use crate::domain::dates::Month;
use crate::rules::message::Message;

/// Whether a month counts against the limits, and why.
#[expect(clippy::struct_excessive_bools, reason = "two clocks, each with an answer and whether it is sure")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthVerdict {
    /// The month.
    pub month: Month,
    /// Whether the month counts for CalWORKs; if no source says, it counts.
    pub counts: bool,
    /// Whether the month counts for federally funded aid; if no source says, it counts.
    pub counts_federal: bool,
    /// The reason why the month counts or does not.
    pub why: Message,
    /// Whether the reason is too uncertain to decide for CalWORKs.
    pub unsure: bool,
    /// Whether the reason is too uncertain to decide for federally funded aid.
    pub unsure_federal: bool,
}

/// The months of a participant, judged, and what could not be judged for sure.
#[derive(Debug, Clone, Default)]
pub struct JudgedMonths {
    /// The months, oldest first.
    pub months: Vec<MonthVerdict>,
    /// What is missing or in conflict about CalWORKs months, beyond the months that are unsure themselves.
    pub cannot_tell: Vec<Message>,
    /// What is in conflict about federal months.
    pub cannot_tell_federal: Vec<Message>,
    /// Whether the record decides which months child support pays back.
    pub support: SupportRecord,
}

/// Whether the record decides which months child support pays back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SupportRecord {
    /// No child support is recorded.
    #[default]
    Unrecorded,
    /// Child support is recorded, and so is every grant that decides which months it pays back.
    Decides,
    /// Child support is recorded, and what is missing or in conflict leaves open which months it pays back.
    Open(Message),
}
