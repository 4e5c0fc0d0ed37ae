//! Entries of the duty log that are about no case. They are kept apart from the cases, without the name of a client.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::facts::duty_log::{DutyOutcome, DutyVisitor};
use super::ids::RowId;

/// An entry of the worker on duty that is about no case of the caseload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyNote {
    /// The id of the entry.
    pub id: RowId,
    /// The day.
    pub on: NaiveDate,
    /// The time of day, where somebody wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// Who came or called.
    #[serde(rename = "for")]
    pub visitor: DutyVisitor,
    /// What it was about, without the name of a client.
    pub what: String,
    /// What came of it.
    pub outcome: DutyOutcome,
    /// The entry that this one follows up; `None` for a first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<RowId>,
}

/// Parses an entry as people type it: for whom, what came of it, perhaps the time, and the words: `client follow 14:30 asked for
/// a shelter`. The first words may be begun only.
///
/// # Errors
/// The sentence says what is missing.
pub fn parse_typed_note(typed: &str) -> Result<TypedNote, &'static str> {
    let mut words = typed.split_whitespace().peekable();
    let begins = |typed: Option<&str>, word: &str| typed.is_some_and(|typed| word.starts_with(&typed.to_lowercase()));
    let first = words.next();
    let known =
        [("client", DutyVisitor::Client), ("worker", DutyVisitor::Worker), ("es", DutyVisitor::ClientWithWorker)];
    let visitor = known.into_iter().find(|(word, _)| begins(first, word)).map(|(_, visitor)| visitor);
    let visitor = visitor.ok_or("Begin with for whom: client, worker, or es for a client with the ES.")?;
    let second = words.next();
    let known = [("done", DutyOutcome::Done), ("follow", DutyOutcome::FollowUp), ("refer", DutyOutcome::Refer)];
    let outcome = known.into_iter().find(|(word, _)| begins(second, word)).map(|(_, outcome)| outcome);
    let outcome = outcome.ok_or("Then say what came of it: done, follow or refer.")?;
    let at = words.peek().and_then(|word| NaiveTime::parse_from_str(word, "%H:%M").ok());
    if at.is_some() {
        words.next();
    }
    let what = words.collect::<Vec<_>>().join(" ");
    if what.is_empty() {
        Err("Say what it was about, without the name of a client.")
    } else {
        Ok(TypedNote { visitor, outcome, at, what })
    }
}

/// An entry as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedNote {
    /// Who came or called.
    pub visitor: DutyVisitor,
    /// What came of it.
    pub outcome: DutyOutcome,
    /// The time of day, where it is typed.
    pub at: Option<NaiveTime>,
    /// What it was about.
    pub what: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_typed_as_for_whom_outcome_and_words() {
        let typed = parse_typed_note("client follow 14:30 asked for a shelter").unwrap();
        assert_eq!((typed.visitor, typed.outcome), (DutyVisitor::Client, DutyOutcome::FollowUp));
        assert_eq!((typed.at, typed.what.as_str()), (NaiveTime::from_hms_opt(14, 30, 0), "asked for a shelter"));
        let begun = parse_typed_note("w d how to reach a family").unwrap();
        assert_eq!((begun.visitor, begun.outcome, begun.at), (DutyVisitor::Worker, DutyOutcome::Done, None));
        for wrong in ["", "asked for a shelter", "client", "client asked", "client done", "es refer 9:00"] {
            assert!(parse_typed_note(wrong).is_err(), "{wrong}");
        }
    }
}
