//! The words of lists with their styles on the screen.

use chrono::NaiveDate;

use super::theme::StyleRole;
use crate::desk::PutOffCounts;
use crate::domain::CaseNumber;
pub use crate::domain::count_with_noun;
use crate::domain::facts::Source;
pub use crate::present::dates::short_date;
use crate::present::dates::{self, Urgency};
pub use crate::present::labels::{KIND, category_label, comment_heading, proposal_text, relation_label};

/// Returns a due date beside a day, as [`dates::due_label`] has it, and its style.
pub fn due_label(due: Option<NaiveDate>, on: NaiveDate) -> (String, StyleRole) {
    let (label, urgency) = dates::due_label(due, on);
    let role = match urgency {
        Urgency::Now => StyleRole::Bad,
        Urgency::Soon => StyleRole::Near,
        Urgency::Later => StyleRole::Text,
    };
    (label, role)
}

/// Returns the case number in a list; nothing for a row that is about no case.
pub fn case_label(case: &CaseNumber) -> &str {
    if case.stands_for_none() { "" } else { case.as_str() }
}

/// Returns the source of a fact; empty for a stated fact, which has none.
pub fn source_text(source: &Source) -> String {
    source.to_string()
}

/// Returns a frame's note followed by what was put off: `31 left, 2 skipped, 1 snoozed`.
pub fn note_with_set_aside(note: String, aside: PutOffCounts) -> String {
    let put_off = [(aside.skipped, "skipped"), (aside.snoozed, "snoozed")];
    let put_off = put_off.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    let parts = std::iter::once(note).filter(|note| !note.is_empty()).chain(put_off);
    parts.collect::<Vec<_>>().join(", ")
}
