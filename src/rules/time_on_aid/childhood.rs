//! Months of aid before the participant was an adult: those of a child do not count (WIC 11454(a)), and those of a minor who
//! heads a household count for federally funded aid (45 CFR 264.1(b)(1)).

use chrono::NaiveDate;

use super::judged_months::MonthVerdict;
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Person};
use crate::rules::household;
use crate::rules::message::{Message, message};
use crate::rules::standing::cal_learn_end;
use crate::rules::view::View;

/// The month in which a participant became an adult, if the birth date is known, and the month in which the first child
/// of the unit was born.
pub(super) struct AdultSince {
    since: Option<Month>,
    /// The month of the birthday at which Cal-Learn ends, if the rule holds that its months do not count.
    pub cal_learn_end: Option<Month>,
    first_child: Option<Month>,
    head: HeadOfHousehold,
}

/// Whether somebody below the age of an adult heads the household, as far as the record says. Federally funded months of a
/// minor head of household, or of the spouse of one, count (45 CFR 264.1(b)(1)).
enum HeadOfHousehold {
    /// Nobody has recorded it.
    Unknown,
    /// The person never did.
    Never,
    /// The person does from the first day to the last, both included, as far as they are known.
    Between(Option<NaiveDate>, Option<NaiveDate>),
}

/// Whether somebody headed the household in a month.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadInMonth {
    Yes,
    No,
    /// The days are not recorded, or the month holds the first or the last of them.
    Open,
    /// Nobody has recorded whether the person ever did.
    Unrecorded,
}

impl HeadOfHousehold {
    const fn from_facts(person: &Person) -> Self {
        match person.head_of_household {
            None => Self::Unknown,
            Some(false) => Self::Never,
            Some(true) => Self::Between(person.head_of_household_from, person.head_of_household_until),
        }
    }

    fn in_month(&self, month: Month) -> HeadInMonth {
        let (from, until) = match *self {
            Self::Unknown => return HeadInMonth::Unrecorded,
            Self::Never => return HeadInMonth::No,
            Self::Between(from, until) => (from, until),
        };
        let is_outside =
            from.is_some_and(|from| month.last_day() < from) || until.is_some_and(|until| until < month.first_day());
        let is_whole =
            from.is_some_and(|from| from <= month.first_day()) && until.is_none_or(|until| month.last_day() <= until);
        match (is_outside, is_whole) {
            (true, _) => HeadInMonth::No,
            (false, true) => HeadInMonth::Yes,
            (false, false) => HeadInMonth::Open,
        }
    }
}

impl AdultSince {
    pub fn from_facts(view: &View, person: &Person) -> Self {
        let age = view.policy.adult_age.as_ref();
        let birthday = age.zip(person.birth_date).map(|(age, birth)| household::birthday_at_age(birth, age.value));
        let births = view.facts.people.iter().filter(|other| other.relation == Relation::Child);
        let births = births.filter(|other| other.person.is_none() || other.person != person.person);
        let first_child = births.filter_map(|child| child.birth_date).min().map(Month::from_date);
        let teen = view.policy.cal_learn_months.as_ref().filter(|rule| rule.value.0);
        let cal_learn_end = teen.and_then(|_| cal_learn_end(view, person)).map(Month::from_date);
        let head = HeadOfHousehold::from_facts(person);
        Self { since: birthday.map(Month::from_date), cal_learn_end, first_child, head }
    }

    /// Returns whether the participant was a child in the month by the birth date, if it is known.
    fn is_child_in(&self, month: Month) -> Option<bool> {
        self.since.map(|since| month < since)
    }

    /// A month in which the participant was a child does not count (WIC 11454(a): a parent or caretaker relative). If
    /// the participant was a parent or headed the household already, no source says for sure; nor if the record says otherwise
    /// than the birth date. Of federally funded months those of a minor head of household count, and those of another minor do
    /// not (45 CFR 264.1(b)(1)).
    pub(super) fn childhood_verdict(&self, rows: &[&AidMonth], verdict: &MonthVerdict) -> Option<MonthVerdict> {
        let recorded = recorded_as_child(rows);
        self.is_child_in(verdict.month).or(recorded).filter(|is_child| *is_child)?;
        let parent = self.first_child.is_some_and(|birth| birth <= verdict.month);
        let head = self.head.in_month(verdict.month);
        let open = match head {
            HeadInMonth::Yes | HeadInMonth::Open if recorded == Some(true) => {
                Some("recorded as aided as a child, and as the head of the household")
            }
            HeadInMonth::Yes => Some(
                "a minor head of the household: no source found says whether the month counts for CalWORKs; for federally \
                 funded aid it does",
            ),
            HeadInMonth::Open => Some(
                "a minor head of the household: whether the participant was the head in all of the month is not recorded",
            ),
            HeadInMonth::Unrecorded if parent => {
                Some("a minor parent: whether the month counts depends on who was the head of the household")
            }
            HeadInMonth::No if parent => Some(
                "a minor parent who was not the head of the household: no source found says whether the month counts",
            ),
            _ => (recorded == Some(false)).then_some("a child by the birth date, and recorded as not aided as a child"),
        };
        let may_count = open.is_some() && (head != HeadInMonth::No || recorded == Some(false));
        Some(MonthVerdict {
            counts: false,
            counts_federal: verdict.counts_federal && may_count,
            why: open.unwrap_or("aided as a child").into(),
            unsure: open.is_some(),
            unsure_federal: may_count && (head != HeadInMonth::Yes || recorded == Some(true) || verdict.unsure_federal),
            ..verdict.clone()
        })
    }

    /// Returns what the record leaves open about the federally funded months before the participant was an adult.
    pub fn doubts_of_head(&self, rows: &[&AidMonth]) -> Vec<Message> {
        let months = rows.chunk_by(|a, b| a.month == b.month).filter(|rows| recorded_as_child(rows) != Some(true));
        let aided = months.filter(|rows| rows.iter().all(|row| matches!(row.was, AidMonthStatus::Aided)));
        let months = aided.filter_map(|rows| rows.first().map(|row| row.month));
        let as_child: Vec<HeadInMonth> = months
            .filter(|month| self.is_child_in(*month) == Some(true))
            .map(|month| self.head.in_month(month))
            .collect();
        let count = |wanted| as_child.iter().filter(|head| **head == wanted).count();
        let (unrecorded, open) = (count(HeadInMonth::Unrecorded), count(HeadInMonth::Open));
        let unrecorded = (unrecorded > 0).then(|| {
            message!(
                "whether months before the participant was an adult count ({} of them): those of a minor who headed the \
                 household, or was married to its head, do, and nobody has recorded whether the participant did",
                unrecorded
            )
        });
        let open = (open > 0).then(|| {
            message!(
                "whether months before the participant was an adult count ({} of them): those of a minor who headed the \
                 household do, and since when or until when the participant did is not recorded",
                open
            )
        });
        unrecorded.into_iter().chain(open).collect()
    }
}

/// Returns whether the entries of a month say that the participant was aided as a child; `None` if none says so or they
/// contradict each other.
fn recorded_as_child(rows: &[&AidMonth]) -> Option<bool> {
    let mut recorded = rows.iter().filter_map(|row| row.as_child);
    let first = recorded.next()?;
    recorded.all(|other| other == first).then_some(first)
}

/// A month that counts, and is recorded as aided as a child of somebody who was an adult by the birth date, does not
/// count for sure.
pub(super) fn as_child_verdict(rows: &[&AidMonth], verdict: &MonthVerdict) -> Option<MonthVerdict> {
    let differs = verdict.counts && rows.iter().any(|row| row.as_child == Some(true));
    differs.then(|| MonthVerdict {
        why: "recorded as aided as a child, and an adult by the birth date or by another entry".into(),
        unsure: true,
        unsure_federal: true,
        ..verdict.clone()
    })
}
