//! Facets: what every row of a list can be filtered by, whatever columns the list has, with the count of each value.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::list_row::{ListRow, RowPerson};
use crate::desk::{CaseRow, Caseload};
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::name::fold_for_search;
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::wording::category_label;

/// What rows are filtered by.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum FacetKind {
    /// When the row is due.
    Due,
    /// The kind of work.
    Work,
    /// The language of the participant.
    Language,
    /// The registration status.
    Registration,
    /// The current activity.
    Activity,
    /// How many parents the case has.
    Parents,
    /// When somebody was last reached.
    Contact,
}

impl FacetKind {
    /// Returns the heading above the values.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Due => "Due",
            Self::Work => "Kind of work",
            Self::Language => "Language",
            Self::Registration => "Registration status",
            Self::Activity => "Current activity",
            Self::Parents => "Parents in the case",
            Self::Contact => "Last contact",
        }
    }

    /// Returns the id under which the session and a saved view store the kind.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Returns whether rows can have the value: any text for a kind whose values come from the county.
    pub fn may_have(self, value: &str) -> bool {
        let known = self.ordered_values();
        known.is_empty() || known.contains(&value)
    }

    /// Returns the values that have an order of their own; empty for a kind whose values come from the county.
    pub const fn ordered_values(self) -> &'static [&'static str] {
        match self {
            Self::Due => &[OVERDUE, DUE_TODAY, DUE_SOON, DUE_LATER, NO_DATE],
            Self::Contact => &[THIS_MONTH, LAST_MONTH, EARLIER, NEVER],
            Self::Parents => &[NO_PARENT, ONE_PARENT, TWO_PARENTS],
            Self::Work | Self::Language | Self::Registration | Self::Activity => &[],
        }
    }
}

const OVERDUE: &str = "overdue";
const DUE_TODAY: &str = "due today";
const DUE_SOON: &str = "due in 7 days";
const DUE_LATER: &str = "due later";
const NO_DATE: &str = "no date";
/// The days that [`DUE_SOON`] names.
const SOON: Days = Days::new(7);

const THIS_MONTH: &str = "contact this month";
const LAST_MONTH: &str = "contact last month";
const EARLIER: &str = "contact before last month";
const NEVER: &str = "no contact known";

const NO_PARENT: &str = "no parent listed";
const ONE_PARENT: &str = "one parent";
const TWO_PARENTS: &str = "two parents";

/// The fewest letters of a language, a status or an activity that find it.
const MIN_TYPED: usize = 4;

const NOT_RECORDED: &str = "language not recorded";
const NO_ACTIVITY: &str = "no current activity";

/// The fewest digits that are looked for in telephone numbers.
const MIN_DIGITS: usize = 4;

/// Returns the digits of what is typed, if it can be a telephone number or a part of one, however it is spaced.
pub fn typed_phone(typed: &str) -> Option<String> {
    let is_of_phone =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '(' | ')' | '-' | '.' | '/' | '+');
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix('1').filter(|rest| rest.len() == 10).map(ToOwned::to_owned).unwrap_or(digits);
    (typed.chars().all(is_of_phone) && digits.len() >= MIN_DIGITS).then_some(digits)
}

/// Returns the digits of the telephone number of the participant of a row.
fn phone_digits(caseload: &Caseload, row: &CaseRow) -> String {
    let people = caseload.case(&row.case).map(|case| case.record.facts.people.as_slice()).unwrap_or_default();
    let person = people.iter().find(|person| person.person == Some(row.person));
    let phone = person.and_then(|person| person.phone.as_deref()).unwrap_or_default();
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// The values that were chosen; a row passes if it has one of the values of every kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetChoice(BTreeMap<FacetKind, BTreeSet<String>>);

impl FacetChoice {
    /// Returns whether every row passes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether the value was chosen.
    pub fn contains(&self, kind: FacetKind, value: &str) -> bool {
        self.0.get(&kind).is_some_and(|values| values.contains(value))
    }

    /// Chooses a value, or drops it again.
    pub fn toggle(&mut self, kind: FacetKind, value: &str) {
        let values = self.0.entry(kind).or_default();
        if !values.remove(value) {
            values.insert(value.to_owned());
        }
        self.0.retain(|_, values| !values.is_empty());
    }

    /// Returns every chosen value, in the order of the kinds.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.0.values().flatten().map(String::as_str)
    }

    /// Returns the choice as the session and a saved view store it, by the ids of the kinds.
    pub fn to_stored(&self) -> BTreeMap<String, BTreeSet<String>> {
        self.0.iter().map(|(kind, values)| (kind.id().to_owned(), values.clone())).collect()
    }

    /// Reads a choice; a kind that this version does not know is left out.
    pub fn from_stored(stored: &BTreeMap<String, BTreeSet<String>>) -> Self {
        let known = stored.iter().filter(|(_, values)| !values.is_empty());
        Self(known.filter_map(|(id, values)| Some((id.parse().ok()?, values.clone()))).collect())
    }
}

/// A value with the number of rows that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// What the value is of.
    pub kind: FacetKind,
    /// The value.
    pub value: String,
    /// The rows that have it and pass all else that was chosen.
    pub rows: usize,
}

/// What is known of a participant.
#[derive(Debug, Clone, Default)]
struct PersonFacets {
    language: String,
    /// The digits of the telephone number.
    phone: String,
    registration: &'static str,
    activity: String,
    last_contact: Option<NaiveDate>,
    work: BTreeSet<&'static str>,
}

/// What is known of a case.
#[derive(Debug, Clone, Default)]
struct CaseFacets {
    people: BTreeMap<PersonNumber, PersonFacets>,
    parents: usize,
}

/// What rows can be filtered by, for every case, as of one day.
#[derive(Debug, Clone, Default)]
pub struct FacetIndex {
    on: NaiveDate,
    cases: BTreeMap<CaseNumber, CaseFacets>,
}

impl FacetIndex {
    /// Builds the index from the rows of the case listing and the findings.
    pub fn new(rows: &[CaseRow], caseload: &Caseload) -> Self {
        let mut cases: BTreeMap<CaseNumber, CaseFacets> = BTreeMap::new();
        for row in rows {
            let case = cases.entry(row.case.clone()).or_default();
            let findings = caseload.case(&row.case).into_iter().flat_map(|case| &case.evaluation.findings);
            let theirs = findings.filter(|found| found.person == row.person || found.person == PersonNumber::CASE);
            case.parents += usize::from(matches!(row.relation, Relation::Parent | Relation::SecondParent));
            case.people.insert(
                row.person,
                PersonFacets {
                    language: row.language.clone().unwrap_or_else(|| NOT_RECORDED.to_owned()),
                    phone: phone_digits(caseload, row),
                    registration: row.registration.title(),
                    activity: row
                        .activity
                        .as_ref()
                        .map_or_else(|| NO_ACTIVITY.to_owned(), |activity| activity.kind.clone()),
                    last_contact: row.last_contact,
                    work: theirs.map(|found| category_label(found.category)).collect(),
                },
            );
        }
        Self { on: caseload.as_of(), cases }
    }

    /// Returns whether a row has one of the chosen values of every kind, or of every kind but `except`.
    pub fn passes(&self, row: &impl ListRow, choice: &FacetChoice, except: Option<FacetKind>) -> bool {
        choice.0.iter().filter(|(kind, _)| Some(**kind) != except).all(|(kind, chosen)| {
            let values = self.values_of(row, *kind);
            values.iter().any(|value| chosen.contains(value))
        })
    }

    /// Returns each value of the rows with its count, in the order in which they are offered. A kind of which all rows
    /// have the same value is left out, unless it was chosen.
    pub fn count_values<'a, T: ListRow + 'a>(
        &self,
        rows: &(impl Iterator<Item = &'a T> + Clone),
        choice: &FacetChoice,
    ) -> Vec<FacetCount> {
        let kinds = <FacetKind as strum::VariantArray>::VARIANTS.iter().copied();
        kinds.flat_map(|kind| self.count_kind(rows.clone(), kind, choice)).collect()
    }

    fn count_kind<'a, T: ListRow + 'a>(
        &self,
        rows: impl Iterator<Item = &'a T>,
        kind: FacetKind,
        choice: &FacetChoice,
    ) -> Vec<FacetCount> {
        let chosen = choice.0.get(&kind);
        // A chosen value stays in the list, even if no row has it now.
        let mut counts: BTreeMap<String, usize> =
            chosen.into_iter().flatten().map(|value| (value.clone(), 0)).collect();
        for row in rows.filter(|row| self.passes(*row, choice, Some(kind))) {
            for value in self.values_of(row, kind) {
                *counts.entry(value).or_default() += 1;
            }
        }
        if chosen.is_none() && counts.len() < 2 {
            return Vec::new();
        }
        let rank = |value: &str| kind.ordered_values().iter().position(|known| *known == value).unwrap_or(usize::MAX);
        let mut counts: Vec<_> = counts.into_iter().map(|(value, rows)| FacetCount { kind, value, rows }).collect();
        counts.sort_by_key(|count| rank(&count.value));
        counts
    }

    /// Returns the values of a row. A row about a case as a whole has those of all its participants.
    fn values_of(&self, row: &impl ListRow, kind: FacetKind) -> BTreeSet<String> {
        let RowPerson { case, person, .. } = row.row_person();
        let known = self.cases.get(case);
        let people = known.into_iter().flat_map(|case| {
            case.people.iter().filter(|(number, _)| person == PersonNumber::CASE || person == **number)
        });
        let people = people.map(|(_, facets)| facets);
        match kind {
            FacetKind::Due => [self.due_value(row.due_day())].into(),
            FacetKind::Work => match row.work_kind() {
                Some(kind) => [kind.to_owned()].into(),
                None => people.flat_map(|facets| &facets.work).map(|kind| (*kind).to_owned()).collect(),
            },
            FacetKind::Language => people.map(|facets| facets.language.clone()).collect(),
            FacetKind::Registration => people.map(|facets| facets.registration.to_owned()).collect(),
            FacetKind::Activity => people.map(|facets| facets.activity.clone()).collect(),
            FacetKind::Parents => known.map(|case| parents_value(case.parents)).into_iter().collect(),
            FacetKind::Contact => people.map(|facets| self.contact_value(facets.last_contact)).collect(),
        }
    }

    /// Returns whether a word of the participant's language, registration status or activity begins with `typed`, which is
    /// folded for search. A name in any list is typed by its first letters, so fewer of them do not count.
    pub fn has_word(&self, row: &impl ListRow, typed: &str) -> bool {
        let kinds = [FacetKind::Language, FacetKind::Registration, FacetKind::Activity];
        typed.chars().count() >= MIN_TYPED
            && kinds.into_iter().flat_map(|kind| self.values_of(row, kind)).any(|value| {
                fold_for_search(&value).split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(typed))
            })
    }

    /// Returns whether the telephone number of the participant has these digits in this order.
    pub fn has_phone(&self, row: &impl ListRow, digits: &str) -> bool {
        let RowPerson { case, person, .. } = row.row_person();
        let people = self.cases.get(case).into_iter().flat_map(|case| &case.people);
        let mut theirs = people.filter(|(number, _)| person == PersonNumber::CASE || person == **number);
        theirs.any(|(_, facets)| facets.phone.contains(digits))
    }

    fn due_value(&self, due: Option<NaiveDate>) -> String {
        let value = match due {
            None => NO_DATE,
            Some(day) if day < self.on => OVERDUE,
            Some(day) if day == self.on => DUE_TODAY,
            Some(day) if day <= self.on + SOON => DUE_SOON,
            Some(_) => DUE_LATER,
        };
        value.to_owned()
    }

    fn contact_value(&self, last: Option<NaiveDate>) -> String {
        let month = Month::from_date(self.on);
        let value = match last.map(Month::from_date) {
            None => NEVER,
            Some(last) if last >= month => THIS_MONTH,
            Some(last) if last == month.previous() => LAST_MONTH,
            Some(_) => EARLIER,
        };
        value.to_owned()
    }
}

fn parents_value(parents: usize) -> String {
    let value = match parents {
        0 => NO_PARENT,
        1 => ONE_PARENT,
        _ => TWO_PARENTS,
    };
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_chosen_and_dropped_again_and_survives_being_stored() {
        let mut choice = FacetChoice::default();
        choice.toggle(FacetKind::Language, "Spanish");
        choice.toggle(FacetKind::Due, OVERDUE);
        assert_eq!(FacetChoice::from_stored(&choice.to_stored()), choice);
        assert_eq!(choice.values().collect::<Vec<_>>(), ["overdue", "Spanish"]);
        choice.toggle(FacetKind::Language, "Spanish");
        choice.toggle(FacetKind::Due, OVERDUE);
        assert!(choice.is_empty());
    }

    #[test]
    fn a_kind_that_is_not_known_is_left_out() {
        let stored = [("color".to_owned(), ["red".to_owned()].into()), ("due".to_owned(), [OVERDUE.to_owned()].into())];
        let choice = FacetChoice::from_stored(&stored.into());
        assert_eq!(choice.values().collect::<Vec<_>>(), [OVERDUE]);
    }

    #[test]
    fn a_day_is_overdue_only_when_it_is_past() {
        let index = FacetIndex { on: "2026-11-19".parse().unwrap(), ..FacetIndex::default() };
        let value = |day: &str| index.due_value(Some(day.parse().unwrap()));
        assert_eq!(value("2026-11-18"), OVERDUE);
        assert_eq!(value("2026-11-19"), DUE_TODAY);
        assert_eq!(value("2026-11-26"), DUE_SOON);
        assert_eq!(value("2026-11-27"), DUE_LATER);
        assert_eq!(index.contact_value(Some("2026-10-31".parse().unwrap())), LAST_MONTH);
        assert_eq!(index.contact_value(Some("2026-11-01".parse().unwrap())), THIS_MONTH);
    }
}
