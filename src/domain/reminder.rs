//! A worker's own reminder: a short note with a day, on a case or on none. It is for the worker who wrote it, proves nothing
//! and asks nobody else.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::alert::Disposition;
use super::dates::{self, DateSide};
use super::ids::{CaseNumber, PersonNumber, RowId};

/// A reminder as its worker last left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The id, which stays the same when the reminder is changed.
    pub id: RowId,
    /// The case; [`CaseNumber::default`] for a reminder on no case.
    pub case: CaseNumber,
    /// The participant's number in the case; 0 for the case as a whole.
    #[serde(default)]
    pub person: PersonNumber,
    /// The day on which it reminds, and from which on it is due.
    pub on: NaiveDate,
    /// What the worker wrote.
    pub text: String,
    /// What the worker did with it: done, skipped or refused; `None` while nothing was. A reminder that is put off has
    /// another day instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<Disposition>,
}

impl Reminder {
    /// Returns the reminder after the worker did this with it. Putting it off moves it to the other day.
    #[must_use]
    pub fn dispose(self, disposition: Disposition) -> Self {
        match disposition {
            Disposition::Snoozed { until } => Self { on: until, disposition: None, ..self },
            other => Self { disposition: Some(other), ..self },
        }
    }

    /// Returns whether it is still to be done: it is neither done nor refused.
    pub const fn is_open(&self) -> bool {
        !matches!(self.disposition, Some(Disposition::Done | Disposition::Refused { .. }))
    }
}

/// Parses a reminder as people type it: the day first or last, and the words, such as `fri call back` or `call back 12/4`.
/// Returns `None` if neither the first nor the last word is a day from today on, or if nothing else is said.
pub fn parse_typed_reminder(typed: &str, today: NaiveDate) -> Option<(NaiveDate, String)> {
    let day = |word: &str| {
        let word = word.trim_end_matches([':', ',', '.']);
        dates::parse_typed_date(word, today, DateSide::Future).ok().filter(|day| *day >= today)
    };
    let typed = typed.trim();
    let first = typed.split_once(char::is_whitespace).and_then(|(word, rest)| Some((day(word)?, rest)));
    // A single letter at the end is rather an initial than a day.
    let is_whole_word = |word: &str| word.chars().count() > 1;
    let last = || typed.rsplit_once(char::is_whitespace).filter(|(_, word)| is_whole_word(word));
    let (on, words) = first.or_else(|| last().and_then(|(rest, word)| Some((day(word)?, rest))))?;
    Some((on, words.trim().to_owned())).filter(|(_, words)| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_typed_reminder_is_its_first_or_its_last_word() {
        // A Thursday.
        let today: NaiveDate = "2026-11-19".parse().unwrap();
        let parsed = |typed: &str| parse_typed_reminder(typed, today).map(|(on, words)| (on.to_string(), words));
        let friday = |words: &str| Some(("2026-11-20".to_owned(), words.to_owned()));
        assert_eq!(parsed("fri call back"), friday("call back"));
        assert_eq!(parsed(" call back about the pass Fri. "), friday("call back about the pass"));
        assert_eq!(parsed("11/20: call"), friday("call"));
        assert_eq!(parsed("+1 call"), friday("call"));
        assert_eq!(parsed("call back"), None, "no day");
        assert_eq!(parsed("fri"), None, "no words");
        assert_eq!(parsed("-3 call"), None, "a day that has passed");
        assert_eq!(parsed("call Ms. T"), None, "an initial is no day");
    }

    #[test]
    fn a_reminder_that_is_put_off_moves_and_one_that_is_done_stays_on_its_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let reminder = Reminder {
            id: RowId(uuid::Uuid::nil()),
            case: CaseNumber::default(),
            person: PersonNumber::CASE,
            on: day("2026-11-20"),
            text: "Call back".to_owned(),
            disposition: Some(Disposition::Skipped { on: day("2026-11-20"), reason: "no answer".to_owned() }),
        };
        let moved = reminder.clone().dispose(Disposition::Snoozed { until: day("2026-11-23") });
        assert_eq!((moved.on, &moved.disposition), (day("2026-11-23"), &None));
        let done = reminder.clone().dispose(Disposition::Done);
        assert!(reminder.is_open() && moved.is_open() && !done.is_open());
        assert_eq!(done.on, day("2026-11-20"));
        assert!(done.case.stands_for_none());
    }
}
